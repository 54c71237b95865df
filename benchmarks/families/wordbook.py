"""Near synonyms and word-by-word translations, from the product's word list.

Both are meant to read like a machine's: lemmas with the ending of the word that they replace, always the same for
the same word.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from itertools import permutations

import simplemma
from anyascii import anyascii

from reportedly.gloss import LANGUAGES, Lexicon

WORD = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_VOWELS = frozenset("аеиіїоуыэюяєaouäöü")
_SOFT = _VOWELS | frozenset("ьй")
_ARTICLES = frozenset(("the", "a", "an"))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_FREQUENT = 250
"""Rows at the top of the list: their words are too general to have synonyms."""

_LEAST = 4
"""Letters of the shortest word that is replaced."""

_LETTERS = {
    "shch": "щ", "sch": "ш", "sh": "ш", "ch": "ч", "zh": "ж", "kh": "х", "ts": "ц", "ya": "я", "yu": "ю", "ja": "я",
    "ju": "ю", "a": "а", "b": "б", "c": "к", "d": "д", "e": "е", "f": "ф", "g": "г", "h": "х", "i": "и", "j": "й",
    "k": "к", "l": "л", "m": "м", "n": "н", "o": "о", "p": "п", "q": "к", "r": "р", "s": "с", "t": "т", "u": "у",
    "v": "в", "w": "в", "x": "кс", "y": "и", "z": "з",
}  # fmt: skip
_SOUND = re.compile("|".join(_LETTERS))


class Wordbook:
    """Synonyms and translations, made once from the rows of the word list."""

    def __init__(self, lines: Iterable[str]) -> None:
        rows = [line.rstrip("\n").split("\t") for line in lines]
        self._lexicon = Lexicon("\t".join(row) for row in rows)
        self._cells = {
            row[0]: dict(zip(LANGUAGES, ([row[0]], *map(_variants, row[1:])), strict=True)) for row in reversed(rows)
        }
        self._synonyms = {
            "en": _english_synonyms(rows[_FREQUENT:]),
            **{tag: _foreign_synonyms(rows[_FREQUENT:], n) for n, tag in enumerate(LANGUAGES[1:], 1)},
        }
        self.lemma = lru_cache(maxsize=50_000)(_lemma)

    def synonym(self, word: str, language: str, *, loose: bool = False) -> str | None:
        """Return the nearest synonym of a word as printed, with its ending and its capital, None without one.

        `loose` allows one whose ending does not fit, as it stands in the list.
        """
        if len(word) < _LEAST:
            return None
        form, lemma = word.casefold(), self.lemma(word, language)
        others = self._synonyms[language].get(lemma, ())
        bent = [one for other in others if (one := _bent(form, lemma, other)) is not None and one != form]
        chosen = bent or (others if loose else ())
        return _cased(chosen[0], word) if chosen else None

    def translation(self, word: str, source: str, target: str) -> str:
        """Return one word of a text in another language; a word that is not in the list is spelt in its letters."""
        if source == "en" and word.casefold() in _ARTICLES:
            return ""
        for english in self._lexicon.english(word, source):
            row = self._cells.get(english, {})
            if row.get(target):
                return _cased(row[target][0], word)
        return spelt(word, target)


def spelt(word: str, target: str) -> str:
    """Return a word in the letters of a language."""
    cyrillic = bool(_CYRILLIC.search(word))
    if cyrillic == (target in ("uk", "ru")):
        return word
    if cyrillic:
        return _cased(re.sub(r"[^\w-]", "", anyascii(word)).casefold(), word)
    plain = anyascii(word).casefold()
    return _cased(_SOUND.sub(lambda found: _LETTERS[found[0]], plain), word)


def _lemma(word: str, language: str) -> str:
    return str(simplemma.lemmatize(word, lang=language)).casefold()


def _variants(cell: str) -> list[str]:
    return [variant.strip() for variant in cell.split(";") if variant.strip() and " " not in variant.strip()]


def _foreign_synonyms(rows: Iterable[list[str]], column: int) -> dict[str, tuple[str, ...]]:
    """Return for each word those that stand beside it in its cells, by how often they do."""
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        cell = _variants(row[column])
        for one, other in permutations(dict.fromkeys(cell), 2):
            shared[one.casefold()][other.casefold()] += 1
    return _nearest(shared)


def _english_synonyms(rows: Iterable[list[str]]) -> dict[str, tuple[str, ...]]:
    """Return for each lemma those that have two translations in common with it."""
    lemmas: dict[tuple[int, str], list[str]] = defaultdict(list)
    for english, *cells in rows:
        for column, cell in enumerate(cells):
            for variant in _variants(cell)[:3]:
                lemmas[column, variant.casefold()].append(english)
    shared: dict[str, Counter[str]] = defaultdict(Counter)
    for group in lemmas.values():
        for one, other in permutations(dict.fromkeys(group), 2):
            shared[one][other] += 1
    return _nearest({word: Counter({o: n for o, n in found.items() if n > 1}) for word, found in shared.items()})


def _nearest(shared: Mapping[str, Counter[str]]) -> dict[str, tuple[str, ...]]:
    """Return the words by count, those with another beginning first: a prefix or an aspect changes little."""
    return {
        word: tuple(sorted(found, key=lambda other: (other[:3] == word[:3], -found[other], other)))
        for word, found in shared.items()
        if found
    }


def _bent(form: str, lemma: str, other: str) -> str | None:
    """Return `other` with the ending that `form` has beyond its lemma, None where the ending does not fit."""
    common = 0
    while common < min(len(form), len(lemma)) and form[common] == lemma[common]:
        common += 1
    cut, ending = lemma[common:], form[common:]
    if len(cut) > 3 or len(ending) > 4 or not other.endswith(cut):
        return None
    stem = other[: len(other) - len(cut)]
    if not cut and ending and stem[-1] in _SOFT and ending[0] in _VOWELS:
        return None
    if stem.endswith("e") and ending.startswith(("e", "i")):
        stem = stem[:-1]
    return stem + ending


def _cased(word: str, like: str) -> str:
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


@cache
def load() -> Wordbook:
    """Return the word book of the installed word list."""
    return Wordbook((files("reportedly.gloss") / "data" / "words.tsv").read_text("utf-8").splitlines())
