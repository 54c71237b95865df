"""code.words: categories by shared words, for a codebook of one's own; the floor that needs no weights, any language.

Each category is told by its texts: definition, include, examples, and `words` (phrases that carry it). A word counts
for more, the fewer texts have it (inverse document frequency, Spärck Jones 1972). A claim is as near to a category as
the mean of two things says: the cosine to its nearest text, and how much of the claim its texts know better than those
of the others; a phrase counts by itself.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.interfaces import StageInfo
from reportedly.records import Claim, Coding, Reading, Record

_WORD = re.compile(r"[^\W\d_]{3,}")
_STEM = 5
"""Letters of a word that count: endings are left off, roughly, in any language that writes them."""

_PHRASE = 0.6
"""What a phrase of `words` gives by itself; each further one gives half of what is left to 1."""

_SURE, _UNSURE = 0.36, 0.28
"""From the first score on a claim gets the category, from the second it goes to review; below it is not relevant.
Set on the two codebooks in examples/codebooks, each example left out in turn: 22 of 60 and 14 of 30 come out right, 3
and 0 elsewhere, the others are routed; of 105 examples of the shipped codebook on other matters 1 gets a category. At
0.30 it would be 31 and 16 right, 8 and 2 elsewhere, and 7 of the 105."""

_SHARED = 2
"""Words that a claim must share with a text: one alone says little."""

_SECOND_SHARE = 0.85
"""A runner-up counts as secondary category from this share of the best score on."""

Vector = Mapping[str, float]


class Category(Protocol):
    """What is read of a category."""

    @property
    def id(self) -> str:
        """Its code."""
        ...

    @property
    def definition(self) -> str:
        """What it holds."""
        ...

    @property
    def include(self) -> tuple[str, ...]:
        """Matters that it holds."""
        ...

    @property
    def examples(self) -> tuple[str, ...]:
        """Sentences that it holds."""
        ...

    @property
    def words(self) -> tuple[str, ...]:
        """Phrases that carry it."""
        ...


class Book(Protocol):
    """What is read of a codebook."""

    @property
    def id(self) -> str:
        """Its id."""
        ...

    @property
    def version(self) -> str:
        """Its version."""
        ...

    @property
    def active(self) -> "Sequence[Category]":
        """The categories in use."""
        ...


@dataclass(frozen=True, slots=True)
class _Text:
    code: str
    shown: str
    vector: Vector
    length: float


class CodeWords:
    """The category of whose texts a claim shares the most telling words; X09 where none is near enough, X00 far off."""

    def __init__(self, codebook: Book) -> None:
        self._id, self._version = codebook.id, codebook.version
        told = {one.id: (one.definition, *one.include, *one.examples) for one in codebook.active}
        texts = [(code, text) for code, texts in told.items() for text in texts]
        having = Counter(stem for _, text in texts for stem in _stems(text))
        self._weights = {stem: math.log((len(texts) + 1) / count) for stem, count in having.items()}
        self._unknown = math.log(len(texts) + 1)
        self._texts = tuple(self._text(code, text) for code, text in texts)
        self._having = having
        self._of_category = {
            code: Counter(stem for text in texts for stem in _stems(text)) for code, texts in told.items()
        }
        self._phrases = tuple(
            (one.id, phrase, re.compile(rf"(?<!\w){re.escape(phrase)}", re.IGNORECASE))
            for one in codebook.active
            for phrase in one.words
        )

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo("code.words", 1, "categories by shared words", reads=(Claim,), makes=(Coding,))

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one coding for each claim of each reading."""
        return [tuple(self._code(claim, reading.text) for claim in reading.of(Claim)) for reading in readings]

    def ranking(self, wording: str) -> tuple[str, ...]:
        """Return the codes that a wording may have, best first; a routing code where none is near."""
        scored = self._scored(wording)
        if not scored or scored[0][1] < _SURE:
            return (_routed(scored), *(code for code, _, _ in scored))
        return tuple(code for code, _, _ in scored)

    def _code(self, claim: Claim, text: str) -> Coding:
        scored = self._scored(" ".join(span.of(text) for span in claim.evidence))
        category, score, rule = scored[0] if scored else ("X00", 0.0, "no shared word")
        secondary: tuple[str, ...] = ()
        if claim.kind == "control" and score < _SURE:
            category = "X03"
        elif score < _SURE:
            rule = f"nearest {category}: {rule}" if scored else rule
            category = _routed(scored)
        else:
            secondary = tuple(code for code, other, _ in scored[1:3] if other >= max(_SURE, score * _SECOND_SHARE))
        return Coding(
            claim.id,
            self._id,
            self._version,
            category,
            secondary=secondary,
            score=round(score, 3),
            rule=rule,
            producer=self.info.producer,
        )

    def _scored(self, wording: str) -> list[tuple[str, float, str]]:
        """Return code, score and ground of each category that shares a word with a wording, best first."""
        asked = self._text("", wording)
        nearest: dict[str, tuple[float, _Text]] = {}
        for text in self._texts:
            score = _cosine(asked, text) if len(asked.vector.keys() & text.vector.keys()) >= _SHARED else 0.0
            if score > nearest.get(text.code, (0.0, text))[0]:
                nearest[text.code] = score, text
        best: dict[str, tuple[float, str]] = {}
        for code, (score, text) in nearest.items():
            shared = sorted(set(asked.vector) & set(text.vector), key=lambda s: -text.vector[s])
            ground = f"shares {', '.join(shared[:4])} with “{text.shown}”"
            best[code] = (score + self._known(code, asked)) / 2, ground
        for code, phrase, pattern in self._phrases:
            if pattern.search(wording):
                score, ground = best.get(code, (0.0, ""))
                there = ground.startswith("has ")
                raised = score + (1 - score) / 2 if there else max(_PHRASE, score)
                best[code] = raised, (f"{ground}, “{phrase}”" if there else f"has “{phrase}”")
        return sorted(((code, *found) for code, found in best.items()), key=lambda one: -one[1])

    def _known(self, code: str, asked: _Text) -> float:
        """Return how much of a wording the texts of a category know, and know better than the others: 0 to 1."""
        own = self._of_category[code]
        known = sum(
            weight**2 * min(1.0, own[stem] / 2) * own[stem] / self._having[stem]
            for stem, weight in asked.vector.items()
            if own[stem]
        )
        return math.sqrt(known) / asked.length if asked.length else 0.0

    def _text(self, code: str, text: str) -> _Text:
        vector = {stem: self._weights.get(stem, self._unknown) for stem in _stems(text)}
        return _Text(code, text, vector, math.sqrt(sum(w * w for w in vector.values())))


def _routed(scored: Sequence[tuple[str, float, str]]) -> str:
    return "X09" if scored and scored[0][1] >= _UNSURE else "X00"


def _cosine(a: _Text, b: _Text) -> float:
    if not a.length or not b.length:
        return 0.0
    return sum(weight * b.vector.get(stem, 0.0) for stem, weight in a.vector.items()) / (a.length * b.length)


def _stems(text: str) -> Iterable[str]:
    return {match.group().casefold()[:_STEM] for match in _WORD.finditer(text)}
