"""A text as marks: what its words, names, places, numbers and days would be in any of the four languages."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise

from reportedly.gloss.lexicon import Lexicon, load
from reportedly.gloss.skeleton import skeletons
from reportedly.interfaces import Gazetteer

FindPlace = Callable[[str], Sequence[str]]
"""Returns the ids of the places that a printed name may mean, the likeliest first."""

LEAST = 0.3
"""Words that tell less than this are left out: they stand in every report."""

_WORD = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+(?:[.,]\d+)?(?!\d)|\d+(?:[.,:]\d+)+|\d+(?:(?:st|nd|rd|th)\b)?"
    r"|[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*"
)
_NAME_WEIGHT = 1.1
_PLACE_WEIGHT = 0.9
_DAY_WEIGHT = 0.8
_NUMBER_WEIGHT = 1.2
_SMALL_NUMBER_WEIGHT = 0.6
_SMALL = 12
_PLACE_WORDS = 3
_SURE_MATCHES = frozenset({"exact", "former", "transliteration", "inflected", "adjective"})
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january januar jänner січень січня январь января",
            "february februar feber лютий лютого февраль февраля",
            "march märz березень березня март марта",
            "april квітень квітня апрель апреля",
            "may mai травень травня май мая",
            "june juni червень червня июнь июня",
            "july juli липень липня июль июля",
            "august серпень серпня август августа",
            "september вересень вересня сентябрь сентября",
            "october oktober жовтень жовтня октябрь октября",
            "november листопад листопада ноябрь ноября",
            "december dezember грудень грудня декабрь декабря",
        ),
        1,
    )
    for name in names.split()
}
_NUMERALS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1000, "dozen": 12,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """One word or name of a text: what it may be in another language, and how much it tells, 0.3 to 1.2.

    `keys` begin with their kind: w: an English lemma, x: a skeleton, y: a word as printed that the list does not
    know, p: a place, n: a number, d: a day (month-day).
    `start` and `end` are code points into the text.
    """

    keys: tuple[str, ...]
    weight: float
    start: int
    end: int


Marks = tuple[Mark, ...]


class Marker:
    """Makes the marks of texts, with a word list and a gazetteer."""

    def __init__(self, lexicon: Lexicon, find_place: FindPlace) -> None:
        self._lexicon = lexicon
        self._place = lru_cache(maxsize=100_000)(lambda name: tuple(find_place(name)))
        self._told = lru_cache(maxsize=100_000)(self._keyed)

    def marks(self, text: str, language: str) -> Marks:
        """Return the marks of a sentence or a headline, in text order."""
        return tuple(self._marks(text, language))

    def name(self, printed: str, language: str) -> tuple[tuple[str, ...], ...]:
        """Return the keys of each word of a name (of an outlet or a body), however another text may print it.

        A word may be translated or only spelt in other letters, so it has the keys of both; frequent short words
        are left out.
        """
        found = []
        words = _WORD.findall(printed)
        for word, places in zip(words, self._places_of(words), strict=True):
            lemmas = self._lexicon.english(word, language)
            if len(word) < 3 or (lemmas and max(map(self._lexicon.weight, lemmas)) < LEAST):
                continue
            keys = (f"y:{word.casefold()}", *(f"w:{lemma}" for lemma in lemmas), *places)
            found.append((*keys, *(f"x:{s}" for s in skeletons(word))))
        return tuple(found)

    def _places_of(self, words: Sequence[str]) -> list[list[str]]:
        """Return for each word the keys of the places in whose name of one or more of these words it stands."""
        found: list[list[str]] = [[] for _ in words]
        for at, first in enumerate(words):
            if not first[0].isupper():
                continue
            for end in range(at + 1, min(at + _PLACE_WORDS, len(words)) + 1):
                for place in self._place(" ".join(words[at:end]))[:2]:
                    for keys in found[at:end]:
                        keys.append(f"p:{place}")
        return found

    def _marks(self, text: str, language: str) -> Iterator[Mark]:
        words = list(_WORD.finditer(text))
        at = 0
        while at < len(words):
            word = words[at]
            day = _day(words, at)
            if day is not None:
                key, used = day
                yield Mark((key,), _DAY_WEIGHT, word.start(), words[at + used - 1].end())
                at += used
                continue
            if word.group()[0].isdigit():
                yield from _number(word.group(), word.start(), word.end())
                at += 1
                continue
            place = self._toponym(words, at, language)
            if place is not None:
                toponym, used = place
                yield toponym
                at += used
                continue
            mark = self._word(word.group(), word.start(), language, opening=at == 0)
            if mark is not None:
                yield mark
            at += 1

    def _toponym(self, words: Sequence[re.Match[str]], at: int, language: str) -> tuple[Mark, int] | None:
        """Return the place that begins at a capitalised word and how many words its name has."""
        first = words[at].group()
        if not first[0].isupper() or len(first) < 3:
            return None
        known = bool(self._lexicon.english(first, language))
        for length in range(min(_PLACE_WORDS, len(words) - at), 0, -1):
            part = words[at : at + length]
            if length == 1 and known and (at == 0 or language == "de"):
                return None
            if any(b.start() - a.end() != 1 for a, b in pairwise(part)):
                continue
            name = " ".join(word.group() for word in part)
            ids = self._place(name)
            if ids:
                keys = tuple(f"p:{place}" for place in ids[:2])
                if length == 1:
                    keys += tuple(f"x:{s}" for s in skeletons(first) if len(s) > 2)
                return Mark(keys, _PLACE_WEIGHT, part[0].start(), part[-1].end()), length
        return None

    def _word(self, word: str, start: int, language: str, *, opening: bool) -> Mark | None:
        told = self._told(word, language, opening)
        return Mark(*told, start, start + len(word)) if told is not None else None

    def _keyed(self, word: str, language: str, opening: bool) -> tuple[tuple[str, ...], float] | None:
        """Return the keys of a word and how much it tells, None where that is too little."""
        lemmas = self._lexicon.english(word, language)
        numerals = [_NUMERALS[lemma] for lemma in lemmas[:1] if lemma in _NUMERALS]
        if numerals:
            return next(((mark.keys, mark.weight) for mark in _number(str(numerals[0]), 0, 1)), None)
        if lemmas:
            weight = min(self._lexicon.weight(lemma) for lemma in lemmas[:2])
            return (tuple(f"w:{lemma}" for lemma in lemmas), round(weight, 3)) if weight >= LEAST else None
        named = word[0].isupper() and (language != "de" or not opening)
        keys = (f"y:{word.casefold()}", *(f"x:{s}" for s in skeletons(word) if len(s) > 2 or named))
        return (keys, _NAME_WEIGHT if named else 0.9) if len(word) > 2 else None


@cache
def marker(places: Gazetteer | None = None) -> Marker:
    """Return a marker with the word list that ships and the places of a gazetteer, without one with no places."""
    if places is None:
        return Marker(load(), lambda _: ())
    find = places.find
    return Marker(load(), lambda name: [c.id for c in find(name, limit=3) if c.match in _SURE_MATCHES])


def _number(printed: str, start: int, end: int) -> Iterator[Mark]:
    digits = re.sub(r"[^\d.,:]", "", printed)
    if ":" in digits:
        yield Mark((f"n:{digits}",), _SMALL_NUMBER_WEIGHT, start, end)
        return
    # A point or comma before three digits groups thousands, but not behind a lone nought.
    plain = re.sub(r"(?<!^0)[.,](?=\d{3}(?!\d))", "", digits).replace(",", ".")
    try:
        value = float(plain)
    except ValueError:
        return
    weight = _SMALL_NUMBER_WEIGHT if value <= _SMALL else _NUMBER_WEIGHT
    yield Mark((f"n:{value:g}",), weight, start, end)


def _day(words: Sequence[re.Match[str]], at: int) -> tuple[str, int] | None:
    """Return the key of a printed day ("3 March", "March 3", "3 березня") and how many words it has."""
    if at + 1 >= len(words):
        return None
    one, other = words[at].group(), words[at + 1].group()
    for day, month in ((one, other), (other, one)):
        if not day[0].isdecimal():
            continue
        number = re.fullmatch(r"(\d{1,2})(?:st|nd|rd|th)?", day)
        # "12 may have died": in Latin letters a month has a capital.
        known = None if month.isascii() and month.islower() else _MONTHS.get(month.casefold())
        if number and known and 1 <= int(number[1]) <= 31:
            return f"d:{known:02}-{int(number[1]):02}", 2
    return None


def pack_marks(*stretches: Sequence[Mark]) -> str:
    """Return the keys and weights of the marks of some stretches as compact JSON."""
    rows = [[["|".join(mark.keys), mark.weight] for mark in marks] for marks in stretches]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
