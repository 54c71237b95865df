"""Two documents sentence by sentence: which sentence tells what a sentence of the other one tells, in any language."""

import math
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from sys import intern
from typing import NamedTuple

from reportedly.derive.sketch import Unit
from reportedly.gloss import Mark

LEAST_MARKS = 3
"""Sentences with fewer marks than this match nothing."""

ORDERED = 0.25
"""Score from which a counterpart counts for the order of sentences."""


class Match(NamedTuple):
    """The best counterpart of one sentence: its place in the other document, the weight in common, how much of both.

    `score` is the harmonic share: 2 x common / sum of both weights.
    """

    at: int
    common: float
    score: float


class Place(NamedTuple):
    """Where one key stands in a document: the numbers of its marks, and the sentences that have it."""

    marks: tuple[int, ...]
    sentences: frozenset[int]


@dataclass(frozen=True)
class Index:
    """The marks of a document, numbered in text order, and where each key stands.

    `sentence`, `weights` and `kinds` (the letter that its first key begins with) belong to the marks, `totals` to the
    sentences: the weight of one that is long enough to match, else 0.0.
    """

    units: tuple[Unit, ...]
    places: dict[str, Place] = field(repr=False)
    keys: frozenset[str] = field(repr=False)
    sentence: tuple[int, ...] = field(repr=False)
    weights: tuple[float, ...] = field(repr=False)
    kinds: str = field(repr=False)
    totals: tuple[float, ...] = field(repr=False)
    weight: float

    @classmethod
    def of(cls, units: Sequence[Unit]) -> "Index":
        """Return the index of a document's sentences."""
        found: dict[str, list[int]] = defaultdict(list)
        sentence: list[int] = []
        marks = [mark for unit in units for mark in unit.marks]
        for number, unit in enumerate(units):
            sentence += [number] * len(unit.marks)
        for number, mark in enumerate(marks):
            for key in mark.keys:
                found[key].append(number)
        places = {intern(k): Place(tuple(v), frozenset([sentence[m] for m in v])) for k, v in found.items()}
        return cls(
            tuple(units),
            places,
            frozenset(places),
            tuple(sentence),
            tuple([mark.weight for mark in marks]),
            "".join([mark.keys[0][0] for mark in marks]),
            tuple([unit.weight if len(unit.marks) >= LEAST_MARKS else 0.0 for unit in units]),
            sum(u.weight for u in units),
        )

    def marks(self) -> Iterator[Mark]:
        """Yield all marks in text order."""
        for unit in self.units:
            yield from unit.marks

    def mark(self, number: int) -> Mark:
        """Return the mark with a number."""
        at = self.sentence[number]
        return self.units[at].marks[number - self.first(at)]

    def first(self, sentence: int) -> int:
        """Return the number of the first mark of a sentence."""
        return bisect_left(self.sentence, sentence)


@dataclass(frozen=True)
class Held:
    """The marks of one document that another has as well, in text order, each with the sentences of the other."""

    index: Index
    there: dict[int, frozenset[int]]
    weight: float

    def marks(self) -> Iterator[Mark]:
        """Yield the marks that are held, in text order."""
        for number in self.there:
            yield self.index.mark(number)

    def weight_of(self, kinds: str) -> float:
        """Return the weight of the marks of some kinds that are held."""
        index = self.index
        return math.fsum([index.weights[mark] for mark in self.there if index.kinds[mark] in kinds])


def held(one: Index, other: Index) -> Held:
    """Return which marks of one document stand in the other."""
    return held_both(one, other)[0]


def held_both(one: Index, other: Index) -> tuple[Held, Held]:
    """Return which marks of one document stand in the other, and the other way round."""
    mine: dict[int, frozenset[int]] = {}
    theirs: dict[int, frozenset[int]] = {}
    for key in one.keys & other.keys:
        here, there = one.places[key], other.places[key]
        _note(mine, here.marks, there.sentences)
        _note(theirs, there.marks, here.sentences)
    return _held(one, mine), _held(other, theirs)


def _note(marks: dict[int, frozenset[int]], numbers: tuple[int, ...], sentences: frozenset[int]) -> None:
    for number in numbers:
        known = marks.get(number)
        marks[number] = sentences if known is None or known is sentences else known | sentences


def _held(index: Index, marks: dict[int, frozenset[int]]) -> Held:
    # Keys come in another order in every process; an exact sum and sorted marks do not depend on it.
    weights = index.weights
    return Held(index, {n: marks[n] for n in sorted(marks)}, math.fsum([weights[number] for number in marks]))


def matches(found: Held, other: Index) -> list[Match | None]:
    """Return for each sentence its best counterpart in the other document, None where it has none."""
    out: list[Match | None] = [None] * len(found.index.units)
    for number, at, common, score in _bests(found, other):
        out[number] = Match(at, common, score)
    return out


def covered(found: Held, other: Index) -> float:
    """Return the share of a document's weight that its sentences have in common with their best counterparts."""
    index = found.index
    total = index.weight
    return sum([score * index.units[n].weight for n, _, _, score in _bests(found, other)]) / total if total else 0.0


def _bests(found: Held, other: Index) -> Iterator[tuple[int, int, float, float]]:
    """Yield each sentence that has a counterpart with the best one's place, the weight in common, and the score."""
    sentence, weights, totals = found.index.sentence, found.index.weights, found.index.totals
    common: dict[int, dict[int, float]] = {}
    for mark, places in found.there.items():
        number = sentence[mark]
        if totals[number]:
            row = common.get(number)
            if row is None:
                row = common[number] = {}
            weight = weights[mark]
            for at in places:
                row[at] = row.get(at, 0.0) + weight
    for number, row in common.items():
        mine, best, where = totals[number], -1.0, -1
        for at, weight in row.items():
            total = other.totals[at]
            if total:
                score = min(1.0, 2 * weight / (mine + total))
                if score > best or (score == best and at < where):
                    best, where = score, at
        if where >= 0:
            yield number, where, row[where], best


def in_order(found: Sequence[Match | None]) -> float:
    """Return the share of neighbouring matched sentences whose counterparts follow each other in the same order."""
    places = [match.at for match in found if match is not None and match.score >= ORDERED]
    steps = list(pairwise(places))
    return sum(b > a for a, b in steps) / len(steps) if steps else 0.5
