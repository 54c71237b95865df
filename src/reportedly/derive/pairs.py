"""One document beside an earlier one: what they share, and how likely the later derives from the earlier."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, lru_cache

from reportedly.derive.align import Held, Index, Match, covered, held_both, in_order, matches
from reportedly.derive.mention import cites
from reportedly.derive.sketch import Sketch, Unit
from reportedly.derive.words import Text, corrects, longest_run

FEATURES = (
    "one",
    "shingles of the later text",
    "shingles of the earlier text",
    "longest run",
    "sentences covered",
    "sentences of the earlier text covered",
    "best sentence",
    "three best sentences",
    "marks held",
    "marks of the earlier text held",
    "names held",
    "numbers held",
    "numbers in common",
    "names in common",
    "in order",
    "names its publisher",
    "is named by it",
    "same publisher",
    "days between",
    "length",
    "most in common in a sentence",
    "in common",
    "naming sentence held",
    "named and told",
    "numbers and names in common",
    "corrects its own",
    "days held",
    "numbers of the earlier text held",
)
"""The features of a pair, in the order of the weights."""

_RUN = 40
_MUCH = 8.0
_FLAT = 5.0
_NAMES = "xy"
_NUMBERS = "n"
_DAY = "d"
_DAYS = 30.0


@dataclass(frozen=True)
class Side:
    """A document ready for comparison: sketch, words, and an index of its marks."""

    sketch: Sketch
    text: Text

    @property
    def units(self) -> tuple[Unit, ...]:
        """The sentences with their marks."""
        return self.index.units

    @cached_property
    def index(self) -> Index:
        """Where its marks stand."""
        return Index.of(self.sketch.units)

    @cached_property
    def names(self) -> float:
        """The weight of its names."""
        return _weight(self.index, _NAMES)

    @cached_property
    def days(self) -> float:
        """The weight of its days."""
        return _weight(self.index, _DAY)

    @cached_property
    def numbers(self) -> float:
        """The weight of its numbers."""
        return _weight(self.index, _NUMBERS)


@dataclass(frozen=True, slots=True)
class Pair:
    """A later document beside an earlier one, with what was measured.

    `values` are the features in the order of `FEATURES`. `covered` says for each sentence of the later one how much
    of it the earlier one tells, 0.0 to 1.0.
    """

    later: Sketch
    earlier: Sketch
    values: tuple[float, ...]
    matched: tuple[Match | None, ...]
    covered: tuple[float, ...]
    shared: frozenset[int]


def pair_of(later: Side, earlier: Side) -> Pair:
    """Return what two documents share; which is the later one is not questioned here."""
    shared = later.text.shingle_set & earlier.text.shingle_set
    mine, theirs = held_both(later.index, earlier.index)
    found = matches(mine, earlier.index)
    best = sorted((match.score for match in found if match), reverse=True)[:3]
    run = min(_RUN, longest_run(later.text, shared)) / _RUN if shared else 0.0
    named, naming = cites(later.sketch, later.index, earlier.sketch)
    numbers, names = _count(mine, _NUMBERS, heavier=1), _count(mine, _NAMES)
    top = best[0] if best else 0.0
    own = later.sketch.publisher is not None and later.sketch.publisher == earlier.sketch.publisher
    values = (
        1.0,
        _share(shared, later.text),
        _share(shared, earlier.text),
        run,
        _covered(later.index, found),
        covered(theirs, later.index),
        top,
        sum(best) / 3,
        _of(mine.weight, later.index.weight),
        _of(theirs.weight, earlier.index.weight),
        _of(mine.weight_of(_NAMES), later.names),
        _of(mine.weight_of(_NUMBERS), later.numbers),
        numbers,
        names,
        in_order(found),
        named,
        cites(earlier.sketch, earlier.index, later.sketch)[0],
        float(own),
        _days(later.sketch, earlier.sketch),
        math.log((later.sketch.words + 20) / (earlier.sketch.words + 20)),
        min(1.0, max((match.common for match in found if match), default=0.0) / _MUCH),
        math.log1p(mine.weight) / _FLAT,
        _naming_held(mine, naming),
        named * top,
        numbers * names,
        float(own and corrects(later.text)),
        _of(mine.weight_of(_DAY), later.days),
        _of(theirs.weight_of(_NUMBERS), earlier.numbers),
    )
    return Pair(later.sketch, earlier.sketch, values, tuple(found), _per_unit(later, found, shared), frozenset(shared))


def _naming_held(mine: Held, naming: int | None) -> float:
    """Return how much of the sentence that names the outlet, and of the one after it, the earlier text has."""
    if naming is None:
        return 0.0
    index = mine.index
    sentences = range(naming, min(naming + 2, len(index.units)))
    weight = sum(index.units[number].weight for number in sentences)
    return _of(math.fsum(index.weights[mark] for mark in mine.there if index.sentence[mark] in sentences), weight)


def _of(part: float, whole: float) -> float:
    return min(1.0, part / whole) if whole else 0.0


def _weight(index: Index, kinds: str) -> float:
    """Return the weight of all marks of some kinds."""
    return math.fsum(w for w, kind in zip(index.weights, index.kinds, strict=True) if kind in kinds)


def _share(shared: frozenset[int], text: Text) -> float:
    return len(shared) / len(text.shingle_set) if text.shingle_set else 0.0


def _covered(index: Index, found: Sequence[Match | None]) -> float:
    total = index.weight
    return sum(m.score * u.weight for m, u in zip(found, index.units, strict=True) if m) / total if total else 0.0


def _per_unit(later: Side, found: Sequence[Match | None], shared: frozenset[int]) -> tuple[float, ...]:
    """Return the score of each sentence; where its very words stand in the other text it is covered by their share."""
    runs = later.text.shared_runs(shared) if shared else ()
    out = []
    for unit, match in zip(later.units, found, strict=True):
        length = unit.end - unit.start
        copied = sum(max(0, min(unit.end, run.end) - max(unit.start, run.start)) for run in runs)
        out.append(max(match.score if match else 0.0, copied / length if length else 0.0))
    return tuple(out)


def _count(found: Held, kinds: str, *, heavier: float = 0.0) -> float:
    """Return how many different marks of some kinds are held, on a scale that flattens: 0.0 to 1.0."""
    index = found.index
    marks = [m for m in found.there if index.kinds[m] in kinds and index.weights[m] > heavier]
    return 1 - math.exp(-len({index.mark(m).keys[0] for m in marks}) / 3)


def _days(later: Sketch, earlier: Sketch) -> float:
    if later.published is None or earlier.published is None:
        return 0.3
    one, other = _day(later.published[:10]), _day(earlier.published[:10])
    return min(1.0, abs(one - other) / _DAYS) if one is not None and other is not None else 0.3


@lru_cache(maxsize=10_000)
def _day(printed: str) -> int | None:
    try:
        return datetime.fromisoformat(printed).toordinal()
    except ValueError:
        return None
