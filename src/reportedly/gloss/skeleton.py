"""Names by their consonants: what one name keeps in Latin and Cyrillic letters, in every way of writing it.

A skeleton is no transliteration: Шевчук, Shevchuk and Schewtschuk must come out alike, and endings of case must not
count.
"""

import re
from functools import lru_cache

from anyascii import anyascii

LENGTH = 5
"""Consonants that a skeleton keeps."""

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_ENDINGS = re.compile(
    r"(?:ськ|ск|цьк|цк|зьк)(?:ого|ому|ими|им|ій|ий|ої|ою|их|а|у|е|і|ой|ом|ая|ую|ое|ие|ий|ые|ым|ыми)$"
    r"|(?:ові|еві|ами|ями|ого|ому|ими|ыми|ах|ях|ом|ем|ам|ям|ой|ою|ею|ів|їв|ов|ев|им|ым|их|ых|ый|ий|ій|ая|ое|ою)$"
    r"|[аеиіоуыюяєїьй]+$"
)
_FAMILY_NAMES = ("ов", "ев", "ів", "їв")
_TOWN = re.compile(r"(?<=[сц]к)(?:а|у|е|ом)$|(?<=[сцз]ьк)(?:а|у|і|ом)$")
_ADJECTIVE = re.compile(r"t?[sz]k(?:[iyj]{1,2}|a|aya|aja|oye|oje|e)$")
_VOWEL = re.compile(r"[aeiouy]|j[aeou]")
_SOUNDS = (
    ("shch", "S"), ("schtsch", "S"), ("stsch", "S"), ("dsch", "J"), ("dzh", "J"), ("tsch", "C"), ("tch", "C"),
    ("sch", "S"), ("sh", "S"), ("zh", "J"), ("kh", "H"), ("ch", "C"), ("ck", "k"), ("ph", "f"), ("th", "t"),
    ("dj", "J"), ("tz", "z"), ("ts", "z"), ("x", "ks"), ("qu", "kv"), ("q", "k"),
)  # fmt: skip
_CLASS = {
    "b": "B", "p": "P", "v": "V", "w": "V", "f": "F", "d": "D", "t": "T", "g": "H", "h": "H", "k": "K", "c": "K",
    "l": "L", "r": "R", "m": "M", "n": "N", "s": "Z", "z": "Z", "j": "", "S": "S", "C": "C", "J": "J", "H": "H",
}  # fmt: skip


@lru_cache(maxsize=100_000)
def skeletons(word: str) -> tuple[str, ...]:
    """Return the consonant skeletons of one word, none where fewer than two consonants are left.

    "ch" may be ч or, in German, х: such a name has two. So has one that may be in the nominative or not (Іванів,
    Мінська).
    """
    form = word.casefold()
    if _CYRILLIC.search(form):
        spelt = [_latin(stem) for stem in _stems(form)]
    else:
        latin = _latin(form)
        spelt = [latin, re.sub(r"(?<![st])ch", "kh", latin)]
    return tuple(dict.fromkeys(s for s in map(_classes, spelt) if len(s) > 1))


def _stems(form: str) -> tuple[str, ...]:
    """Return a Cyrillic word without the ending of its case, in the two ways in which it may be cut."""
    short = _ENDINGS.sub("", form)
    if form.endswith(_FAMILY_NAMES):
        return short, form
    return short, _TOWN.sub("", form) if _TOWN.search(form) else short


def _latin(form: str) -> str:
    return _ADJECTIVE.sub("", re.sub(r"[^a-z]", "", anyascii(form).casefold()))


def _classes(text: str) -> str:
    return consonants(text)[:LENGTH]


def consonants(text: str) -> str:
    """Return the classes of the consonants of a word in Latin letters, all of them, "A" before an initial vowel."""
    for sound, mark in _SOUNDS:
        text = text.replace(sound, mark)
    initial = "" if not text or not _VOWEL.match(text) else "A"
    out = [initial]
    for letter in text:
        mark = _CLASS.get(letter, "")
        if mark and mark != out[-1]:
            out.append(mark)
    return "".join(out)
