"""Figures from additive counts, with a bootstrap over documents.

Every document gives a tally: named counts that may be added up. A figure is a function of the
summed counts, so that one matrix product gives it for all draws at once.
"""

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

DRAWS = 1000
"""Bootstrap draws."""

SEED = 20240229
"""Seed of the draws: the same data give the same interval."""

Tally = Mapping[str, float]
Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure and its 95 % interval (percentiles of the draws); None where it is undefined."""

    value: float | None
    low: float | None = None
    high: float | None = None


class Columns:
    """Summed counts by name, one row for the sample and one for each draw; unknown names are 0."""

    def __init__(self, tallies: Sequence[Tally], weights: Column) -> None:
        names = sorted({name for tally in tallies for name in tally})
        table = np.array([[tally.get(name, 0.0) for name in names] for tally in tallies], dtype=np.float64)
        sums = weights @ table.reshape(len(tallies), len(names))
        self._columns = {name: sums[:, i] for i, name in enumerate(names)}
        self._zero = np.zeros(len(weights))

    def __getitem__(self, name: str) -> Column:
        return self._columns.get(name, self._zero)


class Figure(Protocol):
    """Something that counts can be turned into."""

    @property
    def name(self) -> str:
        """The name under which the figure is printed."""
        ...

    def of(self, counts: Columns) -> Column:
        """Return the figure for every row of `counts`, NaN where it is undefined."""
        ...


@dataclass(frozen=True, slots=True)
class F1:
    """Twice the hits over predicted plus gold, from the counts `prefix:hit`, `:predicted`, `:gold`.

    `expected` as for Ratio.
    """

    name: str
    prefix: str
    expected: str | None = None

    def of(self, counts: Columns) -> Column:
        """Return the F1, NaN where there is neither gold nor a prediction."""
        hit, predicted, gold = (counts[f"{self.prefix}:{part}"] for part in ("hit", "predicted", "gold"))
        return _or_missed(_divide(2 * hit, predicted + gold), counts, self.expected)


@dataclass(frozen=True, slots=True)
class Ratio:
    """One count over another.

    With `expected`, a sample in which that count is above 0 but `under` is 0 scores 0: gold that nothing
    was predicted for is a miss, not an absence of a figure.
    """

    name: str
    over: str
    under: str
    expected: str | None = None

    def of(self, counts: Columns) -> Column:
        """Return the ratio, NaN where it is undefined."""
        return _or_missed(_divide(counts[self.over], counts[self.under]), counts, self.expected)


@dataclass(frozen=True, slots=True)
class MacroF1:
    """The mean F1 over `classes`, from the counts `prefix:class:hit` and so on.

    A class that is in the list counts 0 where it was neither predicted nor matched: the list is made
    from the gold of the whole sample.
    """

    name: str
    prefix: str
    classes: tuple[str, ...]

    def of(self, counts: Columns) -> Column:
        """Return the mean, NaN where there are no classes."""
        if not self.classes:
            return np.full(len(counts[""]), math.nan)
        each = np.array([F1("", f"{self.prefix}:{c}").of(counts) for c in self.classes])
        # In a draw without any claim of a class there is nothing to be right or wrong about, but the
        # whole sample (row 0) has such claims, so there an undefined F1 means that all were missed.
        present = ~np.isnan(each)
        present[:, 0] = True
        total = np.where(present, np.nan_to_num(each), 0.0).sum(axis=0)
        mean: Column = _divide(total, present.sum(axis=0).astype(np.float64))
        return mean


def weights(documents: int, *, draws: int = DRAWS, seed: int = SEED) -> Column:
    """Return how often each document is in the sample (row 0: once) and in each draw."""
    drawn = np.random.default_rng(seed).multinomial(documents, np.full(documents, 1 / documents), size=draws)
    return np.vstack([np.ones(documents), drawn]).astype(np.float64)


def estimate(tallies: Sequence[Tally], figures: Iterable[Figure]) -> dict[str, Estimate]:
    """Return each figure with its interval; with fewer than two documents there is no interval."""
    wanted = list(figures)
    if not tallies:
        return {figure.name: Estimate(None) for figure in wanted}
    counts = Columns(tallies, weights(len(tallies)))
    return {figure.name: _summary(figure.of(counts), intervals=len(tallies) > 1) for figure in wanted}


def median(values: Sequence[Sequence[float]]) -> Estimate:
    """Return the median over all values, given by document, with its interval."""
    if not any(values):
        return Estimate(None)
    flat = np.array([v for row in values for v in row], dtype=np.float64)
    owner = np.repeat(np.arange(len(values)), [len(row) for row in values])
    order = np.argsort(flat, kind="stable")
    mass = np.cumsum(weights(len(values))[:, owner[order]], axis=1)
    half = mass[:, -1:] / 2
    # The lower median where a draw has an even number; an empty draw has none.
    first = np.argmax(mass >= half, axis=1)
    found = np.where(mass[:, -1] > 0, flat[order][first], math.nan)
    found[0] = float(np.median(flat))
    return _summary(found, intervals=len(values) > 1)


def resampled(documents: Sequence[Column], statistic: Callable[[Column], float]) -> Estimate:
    """Return a statistic of the rows of all documents, with its interval over drawn documents.

    For what is no function of sums: it is computed anew for each draw. `documents` are arrays of the same
    width, one row for each item; without any row there is no figure.
    """
    rows = np.concatenate([np.asarray(d, dtype=np.float64) for d in documents if len(d)] or [np.zeros((0, 1))])
    if not len(rows):
        return Estimate(None)
    owner = np.repeat(np.arange(len(documents)), [len(d) for d in documents])
    times = weights(len(documents)).astype(np.int64)[:, owner]
    found = [statistic(np.repeat(rows, often, axis=0)) if often.any() else math.nan for often in times]
    return _summary(np.array(found), intervals=len(documents) > 1)


def plus(tallies: Iterable[Tally]) -> dict[str, float]:
    """Return the sum of some tallies."""
    total: dict[str, float] = {}
    for tally in tallies:
        for name, count in tally.items():
            total[name] = total.get(name, 0.0) + count
    return total


def _or_missed(figure: Column, counts: Columns, expected: str | None) -> Column:
    if expected is None:
        return figure
    return np.where(np.isnan(figure) & (counts[expected] > 0), 0.0, figure)


def _divide(over: Column, under: Column) -> Column:
    quotient: Column = np.divide(over, under, out=np.full(len(over), math.nan), where=under > 0)
    return quotient


def _summary(rows: Column, *, intervals: bool) -> Estimate:
    value = None if math.isnan(rows[0]) else float(rows[0])
    drawn = rows[1:][~np.isnan(rows[1:])]
    if value is None or not intervals or not len(drawn):
        return Estimate(value)
    low, high = np.percentile(drawn, [2.5, 97.5])
    return Estimate(value, float(low), float(high))
