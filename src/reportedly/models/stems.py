"""English words as grams: rough stems for what a claim is about, forms as printed for how it stands in the world."""

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*|\d+")
_NUMBER = "#"
_SHORTEST = 3
"""A stem of fewer letters tells nothing of what a claim is about."""

_ENDINGS = tuple(
    (ending, least, put)
    for endings, least, put in (
        ("ations ation ments ment ingly edly ings ing", 4, ""),
        ("ies ied", 3, "y"),
        ("ers", 4, ""),
        ("er", 3, ""),
        ("ions ion ness ity ives ive als", 4, ""),
        ("al ed es", 3, ""),
        ("ly", 5, ""),
        ("s e", 3, ""),
    )
    for ending in endings.split()
)
"""Endings, the letters that must be left before them, and what takes their place; the first that fits is cut off."""


def _words(text: str) -> list[str]:
    return text.split()


_IRREGULAR = dict(
    pair.split(":")
    for pair in _words(
        "men:man women:woman children:child teeth:tooth feet:foot taken:take took:take given:give gave:give "
        "sold:sell bought:buy paid:pay brought:bring sent:send left:leave fled:flee held:hold kept:keep made:make "
        "went:go gone:go came:come ran:run began:begin begun:begin broke:break broken:break blew:blow blown:blow "
        "shot:shoot taught:teach told:tell said:say found:find built:build rebuilt:rebuild flew:fly flown:fly "
        "drove:drive driven:drive wrote:write written:write spoke:speak chose:choose chosen:choose stole:steal "
        "stolen:steal swore:swear sworn:swear burnt:burn spent:spend lent:lend lost:lose met:meet led:lead "
        "fed:feed slept:sleep stood:stand sat:sit rose:rise fell:fall fallen:fall dug:dig hid:hide hidden:hide "
        "beaten:beat torn:tear tore:tear worn:wear lives:life wives:wife shelves:shelf loaves:loaf knives:knife "
    )
)
_EMPTY = frozenset(
    _words(
        "the a an and of to in on at by for with from as that this it its is are was were be been have has had will "
        "would not no they their he she his her who which there or but than more most all one two three"
    )
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Return the rough stem of a word in lower case: without its ending, irregular forms by a list."""
    bare = word.replace("’", "'").removesuffix("'s")
    bare = _IRREGULAR.get(bare, bare)
    for ending, least, put in _ENDINGS:
        if bare.endswith(ending) and len(bare) - len(ending) >= least:
            bare = bare[: -len(ending)] + put
            return bare[:-1] if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "lsez" else bare
    return bare


def stem_grams(text: str) -> tuple[list[str], list[str]]:
    """Return the stems of a text that may tell its matter, and its pairs of neighbouring stems, each once."""
    stems = [_NUMBER if w.isdigit() else stem(w.casefold()) for w in _WORD.findall(text)]
    single = dict.fromkeys(s for s in stems if s not in _EMPTY and len(s) >= _SHORTEST)
    return list(single), _pairs(stems)


def form_grams(text: str) -> list[str]:
    """Return the forms of a text, its pairs of forms, and with `^` its first form and first pair, each once."""
    forms = [_NUMBER if w.isdigit() else w.replace("’", "'").casefold() for w in _WORD.findall(text)]
    opening = [f"^{' '.join(forms[:n])}" for n in (1, 2) if len(forms) >= n]
    return list(dict.fromkeys((*forms, *_pairs(forms), *opening)))


def _pairs(words: Sequence[str]) -> list[str]:
    return list(dict.fromkeys(f"{a} {b}" for a, b in pairwise(words)))
