"""What the single words of a claim speak for: its category, kind, realis, and the class of who acts.

Two linear models beside the network, which is surer of words that it saw often: naive Bayes over stems for the category
(Maron 1961; every category also has a list of words that it may use in any place), and multinomial logistic regression
over forms for the others. Both were made by `training/coding/words.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from reportedly.models.pieces import Ints
from reportedly.models.stems import form_grams, stem_grams

Floats = npt.NDArray[np.float32]

WORDS = "coding_words.npz"
"""The file of the weights."""

CATEGORY = "category"
BY_FORM = ("kind", "realis", "actor")
"""What is told by forms, not by stems."""

PAIR = 0.5
"""What a pair of stems counts: its single stems have been counted before."""


@dataclass(frozen=True, slots=True)
class _Table:
    """Values, and what each gram adds to their logarithms (grams x values, whole numbers times `scale`)."""

    values: tuple[str, ...]
    rows: npt.NDArray[np.int8]
    scale: float
    bias: Floats

    def shares(self, at: Ints, weights: Floats) -> dict[str, float]:
        total = self.bias
        if len(at):
            total = total + np.float32(self.scale) * (weights @ self.rows[at].astype(np.float32))
        raised = np.exp(total - total.max())
        return dict(zip(self.values, (raised / raised.sum()).tolist(), strict=True))


class WordWeights:
    """The weights of single words, opened from a file."""

    def __init__(self, path: Path) -> None:
        with np.load(path, allow_pickle=False) as kept:
            self._stems = _numbered(kept["stems"])
            self._forms = _numbered(kept["forms"])
            self._tables = {
                name: _Table(
                    tuple(kept[f"{name}_values"].tolist()),
                    kept[f"{name}_rows"],
                    float(kept[f"{name}_scale"]),
                    kept[f"{name}_bias"].astype(np.float32),
                )
                for name in (CATEGORY, *BY_FORM)
            }

    def shares(self, wording: str) -> Mapping[str, Mapping[str, float]]:
        """Return for category, kind, realis and actor the share of each value, by the words of a claim in English.

        Categories are those of the shipped codebook, whatever codebook is in use.
        """
        single, pairs = stem_grams(wording)
        stems = [n for gram in single if (n := self._stems.get(gram)) is not None]
        paired = [n for gram in pairs if (n := self._stems.get(gram)) is not None]
        forms = [n for gram in form_grams(wording) if (n := self._forms.get(gram)) is not None]
        counts = np.array([1.0] * len(stems) + [PAIR] * len(paired), dtype=np.float32)
        each = np.full(len(forms), len(forms) ** -0.5 if forms else 0.0, dtype=np.float32)
        found = {CATEGORY: self._tables[CATEGORY].shares(np.array(stems + paired, dtype=np.int64), counts)}
        at = np.array(forms, dtype=np.int64)
        return found | {name: self._tables[name].shares(at, each) for name in BY_FORM}


def _numbered(kept: npt.NDArray[np.uint8]) -> dict[str, int]:
    return {gram: n for n, gram in enumerate(kept.tobytes().decode("utf-8").split("\n"))}
