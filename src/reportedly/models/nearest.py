"""How near claims are to the texts of a codebook, all claims of a document at a time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from reportedly.models.pieces import Ints

Floats = npt.NDArray[np.float32]

TEXT_KINDS = ("definition", "include", "example")
"""Kinds of texts that a category is told by; for each the nearest counts."""


@dataclass(frozen=True, slots=True)
class CategoryText:
    """One text of a category: its code, which of TEXT_KINDS, and the text."""

    code: str
    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Bank:
    """The texts of a codebook with their vectors (texts x 384, of length one)."""

    texts: tuple[CategoryText, ...]
    embedded: Floats

    def columns(self) -> "Columns":
        """Return the texts by code, in order of its first text, and by kind."""
        rows: dict[str, dict[int, list[int]]] = {}
        for n, text in enumerate(self.texts):
            rows.setdefault(text.code, {}).setdefault(TEXT_KINDS.index(text.kind), []).append(n)
        return Columns(tuple((code, tuple(sorted(kinds.items()))) for code, kinds in rows.items()))


@dataclass(frozen=True)
class Columns:
    """For each code the rows of its texts, by number of kind."""

    codes: tuple[tuple[str, tuple[tuple[int, list[int]], ...]], ...]

    @cached_property
    def rows(self) -> Ints:
        """All rows, those of one code and one kind side by side."""
        return _ints(row for _, kinds in self.codes for _, rows in kinds for row in rows)

    @cached_property
    def sets(self) -> Ints:
        """Where in `rows` those of one code and one kind begin."""
        return _starts([len(rows) for _, kinds in self.codes for _, rows in kinds])

    @cached_property
    def kinds(self) -> Ints:
        """The kind of each set."""
        return _ints(kind for _, kinds in self.codes for kind, _ in kinds)

    @cached_property
    def first_sets(self) -> Ints:
        """The number of the first set of each code."""
        return _starts([len(kinds) for _, kinds in self.codes])

    @cached_property
    def first_rows(self) -> Ints:
        """Where in `rows` those of each code begin."""
        return self.sets[self.first_sets]

    @cached_property
    def sizes(self) -> Ints:
        """How many rows each code has."""
        return np.diff(np.append(self.first_rows, len(self.rows)))

    @cached_property
    def ranks(self) -> Ints:
        """The place of each code in the order of the alphabet."""
        return np.argsort(np.argsort(np.array([code for code, _ in self.codes])))


def nearest(
    cosines: Floats, columns: Columns, weight_of_kind: Floats, sharpness: float
) -> list[list[tuple[str, float, int]]]:
    """Return for each row of cosines (claims x texts) the (code, share of 1, nearest text) of all codes, nearest first.

    For each kind of text the nearest of a category counts, weighted by kind; kinds that it lacks are left out of
    its mean. Shares are the softmax of the sharpened means.
    """
    if not columns.codes:
        return [[] for _ in cosines]
    taken = cosines[:, columns.rows]
    best = np.maximum.reduceat(taken, columns.sets, axis=1)
    weight = weight_of_kind[columns.kinds]
    total = np.maximum(np.add.reduceat(weight, columns.first_sets), np.float32(1e-6))
    means = np.add.reduceat(best * weight, columns.first_sets, axis=1) / total
    shares = softmax((means * np.float32(sharpness)).astype(np.float32))
    peak = np.repeat(np.maximum.reduceat(taken, columns.first_rows, axis=1), columns.sizes, axis=1)
    texts = np.minimum.reduceat(np.where(taken == peak, columns.rows, cosines.shape[1]), columns.first_rows, axis=1)
    order = np.lexsort((np.broadcast_to(columns.ranks, shares.shape), -shares), axis=1)
    codes = [code for code, _ in columns.codes]
    return [
        [(codes[n], row_shares[n], row_texts[n]) for n in row]
        for row, row_shares, row_texts in zip(order.tolist(), shares.tolist(), texts.tolist(), strict=True)
    ]


def softmax(scores: Floats) -> Floats:
    """Return the shares of 1 of each row."""
    raised = np.exp(scores - scores.max(1, keepdims=True))
    found: Floats = raised / raised.sum(1, keepdims=True)
    return found


def pooled(vectors: Floats) -> Floats:
    """Return the mean and the maximum over words, 2 x 384 wide."""
    found: Floats = np.concatenate([vectors.mean(0), vectors.max(0)])
    return found


def pooled_without_each(vectors: Floats) -> Floats:
    """Return `pooled` of the other words for each of at least two words, words x (2 x 384)."""
    count, width = vectors.shape
    means = (vectors.sum(0) - vectors) / np.float32(count - 1)
    where, columns = vectors.argmax(0), np.arange(width)
    tops = np.tile(vectors[where, columns], (count, 1))
    others = vectors.copy()
    others[where, columns] = -np.inf
    tops[where, columns] = others.max(0)
    found: Floats = np.concatenate([means, tops], axis=1)
    return found


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int64)


def _starts(sizes: Sequence[int]) -> Ints:
    return np.cumsum([0, *sizes[:-1]], dtype=np.int64)
