"""What a relation's score is worth: whether sure ones are right, and whether scores mean the share of right ones."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from reportedly.evaluate.counts import Estimate, resampled

Scored = Sequence[tuple[float, bool]]
"""The score of each predicted relation of a document, from 0 to 1, and whether it is right."""

BINS = 10
"""Bins of the calibration error, each with the same number of relations."""

_Rows = NDArray[np.float64]


def figures(documents: Sequence[Scored]) -> dict[str, Estimate]:
    """Return the precision of the surer half and the expected calibration error (Naeini et al. 2015)."""
    rows = [np.array(list(pairs), dtype=np.float64).reshape(-1, 2) for pairs in documents]
    return {
        "confident_half_precision": resampled(rows, confident_half_precision),
        "calibration_error": resampled(rows, calibration_error),
    }


def known(scores: Sequence[Sequence[float | None]]) -> bool:
    """Say whether every predicted relation of all documents has a score, and there are any."""
    every = list(chain.from_iterable(scores))
    return bool(every) and all(score is not None for score in every)


def confident_half_precision(rows: _Rows) -> float:
    """Return the share of right ones among the half of `rows` (score, right) with the highest scores.

    Where the half ends among equal scores, each of these counts by the same part, so that order plays no role.
    """
    half = len(rows) / 2
    last = np.sort(rows[:, 0])[::-1][int(np.ceil(half)) - 1]
    above, equal = rows[rows[:, 0] > last, 1], rows[rows[:, 0] == last, 1]
    return float((above.sum() + (half - len(above)) * equal.mean()) / half)


def calibration_error(rows: _Rows, bins: int = BINS) -> float:
    """Return the mean distance between mean score and share of right ones of `rows` over bins of equal size.

    Equal scores share their rights before the bins are cut, so that order plays no role.
    """
    scores, group, size = np.unique(rows[:, 0], return_inverse=True, return_counts=True)
    share = np.bincount(group, weights=rows[:, 1]) / size
    given, right = np.repeat(scores, size), np.repeat(share, size)
    parts = np.array_split(np.arange(len(given)), bins)
    return float(sum(abs((given[part] - right[part]).sum()) for part in parts) / len(given))
