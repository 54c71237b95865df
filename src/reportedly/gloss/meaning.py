"""How near words are in meaning: a vector for each English lemma of the word list, so for words of four languages."""

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from io import BytesIO

import numpy as np
import numpy.typing as npt

from reportedly.errors import StageUnavailable
from reportedly.gloss.lexicon import load

Vector = npt.NDArray[np.float32]
Vectors = npt.NDArray[np.float32]
"""Vectors as rows."""

_FILE = "vectors.npz"
_READINGS = 2


@cache
def _vectors() -> tuple[dict[str, int], npt.NDArray[np.float32]]:
    """Return the row of each lemma, and the rows; a long one tells more of what a sentence means."""
    path = files("reportedly.gloss") / "data" / _FILE
    try:
        rows = np.load(BytesIO(path.read_bytes()))["vectors"].astype(np.float32)
    except (OSError, ValueError, KeyError) as error:
        raise StageUnavailable(f"{_FILE} cannot be read ({error}); install reportedly anew") from error
    lemmas = load().lemmas
    if len(rows) != len(lemmas):
        raise StageUnavailable(f"{_FILE} was made for another word list; run training/likeness/vectors.py")
    return {lemma: n for n, lemma in enumerate(lemmas)}, rows


def meaning(marks: Iterable[tuple[tuple[str, ...], float]]) -> Vector | None:
    """Return the unit vector of a stretch of text, None without a word of the list: the sum of its words by weight.

    `marks` are the keys of each word with its weight. A word that may stand for several lemmas means the first two.
    """
    places, rows = _vectors()
    chosen: list[Vector] = []
    weights: list[float] = []
    for keys, weight in marks:
        known = [places[key[2:]] for key in keys if key[0] == "w" and key[2:] in places][:_READINGS]
        if known:
            chosen.append(rows[known[0]] if len(known) == 1 else (rows[known[0]] + rows[known[1]]) / 2)
            weights.append(weight)
    return _unit(np.asarray(weights, dtype=np.float32) @ np.asarray(chosen)) if chosen else None


def _unit(vector: Vector) -> Vector:
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length > 0 else vector


def stacked(vectors: Sequence[Vector | None]) -> Vectors:
    """Return vectors as rows; one that is missing is near to nothing."""
    missing = np.zeros(_vectors()[1].shape[1], dtype=np.float32)
    return np.array([missing if vector is None else vector for vector in vectors])


def nearnesses(left: Vectors, right: Vectors) -> npt.NDArray[np.float64]:
    """Return the `nearness` of each row of the one to the same row of the other."""
    near: npt.NDArray[np.float64] = np.clip(np.vecdot(left, right).astype(np.float64), 0.0, 1.0)
    return near


def nearness(left: Vector | None, right: Vector | None) -> float:
    """Return the cosine of two vectors, 0.0 where it is less or where one is missing."""
    return 0.0 if left is None or right is None else min(1.0, max(0.0, float(left.dot(right))))
