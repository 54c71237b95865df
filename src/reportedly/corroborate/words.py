"""What a claim says and what stands around it, as marks and figures that a claim in another language may share."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from reportedly.corroborate.figures import figures, telling
from reportedly.gloss import Mark, marker
from reportedly.gloss.meaning import Vector, meaning
from reportedly.records import Claim, Passage, Reading, Span

_MOST_FIGURES = 40
"""So many figures of a document are kept, the first ones in order."""

_LEAD = 700
"""What a report is about stands in so many characters of its beginning."""

_MOST_OF_LEAD = 24
"""So many words and names of a beginning are kept, those that tell most."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Marks of a stretch of text without their places: the keys of each with its weight, and the sum of weights.

    `keys` are all of them, `places` those of places, `days` of printed days, `at` the marks that have a key. `meant` is
    what they mean together, None without a word of the list.
    """

    marks: tuple[tuple[tuple[str, ...], float], ...]
    keys: frozenset[str]
    weight: float
    places: frozenset[str]
    days: frozenset[str]
    meant: Vector | None
    at: Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A claim's passage, its sentence, the paragraph around it, the title of its document and what its lead tells most.

    `figures` are the values of the numbers of the passage, `near` those of the sentence, `far` those of the document
    that tell. `published` is an ordinal day.
    """

    passage: Words
    sentence: Words
    paragraph: Words
    title: Words
    lead: Words
    figures: frozenset[float]
    near: frozenset[float]
    far: frozenset[float]
    language: str
    published: int | None


class Common(NamedTuple):
    """What two stretches share: harmonic share, the larger share of one, the smaller weight in common, its marks.

    `kinds` are the first letters of the marks: what kind each of them is of.
    """

    share: float
    held: float
    weight: float
    marks: tuple[tuple[str, ...], ...]
    kinds: str

    @property
    def names(self) -> int:
        """How many of the marks are names."""
        return self.kinds.count("x") + self.kinds.count("y")


NOTHING = Common(0.0, 0.0, 0.0, (), "")
_NO_WORDS = '[[],[],[],[],[],[],"",null]'


def pack_worded(reading: Reading, claim: Claim, published: int | None) -> tuple[str, list[Mark]]:
    """Return the words around a claim as compact JSON, to be opened by `worded`, and the marks of its passage."""
    document, text = reading.document, reading.text
    language = document.language or "en"
    sentence = claim.sentence or claim.evidence[0]
    stretch = _paragraph(reading, claim, sentence)
    rows = []
    passage = []
    for start, mark in _marks_around(text, language, (stretch, *(s for s in claim.evidence if not stretch.covers(s)))):
        first, last = start + mark.start, start + mark.end
        told = any(span.start < last and first < span.end for span in claim.evidence)
        level = 2 if told else int(sentence.start < last and first < sentence.end)
        rows.append(["|".join(mark.keys), mark.weight, level])
        if level == 2:
            passage.append(mark)
    title = [["|".join(m.keys), m.weight] for m in _marks(document.title or "", language)]
    printed = " ; ".join(span.of(text) for span in claim.evidence)
    counted = [sorted(figures(printed)), sorted(figures(sentence.of(text))), _figures_of(text)]
    lead = _lead(text[:_LEAD], language)
    packed = json.dumps([rows, title, lead, *counted, language, published], ensure_ascii=False, separators=(",", ":"))
    return packed, passage


def _paragraph(reading: Reading, claim: Claim, sentence: Span) -> Span:
    """Return the passage that a claim stands in, or its sentence where that holds more of it."""
    spans = (p.span for p in reading.of(Passage) if p.order == claim.passage)
    return next((span for span in spans if span.covers(sentence)), sentence)


def _marks_around(text: str, language: str, spans: Iterable[Span]) -> Iterable[tuple[int, Mark]]:
    for span in spans:
        for mark in _marks(span.of(text), language):
            yield span.start, mark


@lru_cache(maxsize=2_000)
def _marks(text: str, language: str) -> tuple[Mark, ...]:
    return marker().marks(text, language)


@lru_cache(maxsize=500)
def _lead(text: str, language: str) -> tuple[tuple[str, float], ...]:
    """Return the keys and weights of the words and names of a beginning that tell most, each once."""
    found = {"|".join(mark.keys): mark.weight for mark in marker().marks(text, language)}
    return tuple(sorted(found.items(), key=lambda row: (-row[1], row[0]))[:_MOST_OF_LEAD])


@lru_cache(maxsize=500)
def _figures_of(text: str) -> tuple[float, ...]:
    return tuple(sorted(value for value in figures(text) if telling(value))[:_MOST_FIGURES])


@lru_cache(maxsize=50_000)
def worded(packed: str) -> Worded:
    """Return the words around a claim."""
    rows, title, lead, told, near, far, language, published = json.loads(packed or _NO_WORDS)
    passage, sentence, paragraph = (words(row for row in rows if row[2] >= level) for level in (2, 1, 0))
    figures_of = (frozenset(told), frozenset(near), frozenset(far))
    return Worded(passage, sentence, paragraph, words(title), words(lead), *figures_of, language, published)


def words(rows: Iterable[Sequence[Any]]) -> Words:
    """Return marks as they were packed: keys joined by a bar, and a weight."""
    return _words(tuple((row[0], float(row[1])) for row in rows))


@lru_cache(maxsize=20_000)
def _words(rows: tuple[tuple[str, float], ...]) -> Words:
    """Return the words of a stretch, once for all claims that stand in it."""
    marks = tuple((tuple(keys.split("|")), weight) for keys, weight in rows)
    at: dict[str, tuple[int, ...]] = {}
    for place, (keys, _) in enumerate(marks):
        for key in keys:
            at[key] = (*at.get(key, ()), place)
    places = frozenset(key for key in at if key.startswith("p:"))
    days = frozenset(key for key in at if key.startswith("d:"))
    return Words(marks, frozenset(at), sum(weight for _, weight in marks), places, days, meaning(marks), at)


@lru_cache(maxsize=50_000)
def common(left: Words, right: Words) -> Common:
    """Return what two stretches of text share."""
    shared = left.keys & right.keys
    if not shared or not left.weight or not right.weight:
        return NOTHING
    mine = [left.marks[place] for place in sorted({place for key in shared for place in left.at[key]})]
    theirs = [right.marks[place] for place in sorted({place for key in shared for place in right.at[key]})]
    one, other = sum(weight for _, weight in mine), sum(weight for _, weight in theirs)
    return Common(
        (one + other) / (left.weight + right.weight),
        max(one / left.weight, other / right.weight),
        min(one, other),
        tuple(keys for keys, _ in mine),
        "".join(keys[0][0] for keys, _ in mine),
    )
