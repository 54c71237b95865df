"""The trained weights of derivation: how likely one document derives from another, and how."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.derive.pairs import FEATURES
from reportedly.derive.parents import Thresholds
from reportedly.errors import StageUnavailable

_FILE = "weights.json"


Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Net:
    """A network with one hidden layer: features are brought to mean 0 and deviation 1 first."""

    mean: Floats
    deviation: Floats
    hidden: Floats
    hidden_bias: Floats
    out: Floats
    out_bias: float

    def odds(self, values: Sequence[float]) -> float:
        """Return the log-odds for the features of one pair."""
        row = (np.asarray(values) - self.mean) / self.deviation
        # Sums of floats in a fixed order: the same pair has the same odds on every machine with the same numpy.
        return float(self.out @ np.maximum(0.0, self.hidden @ row + self.hidden_bias) + self.out_bias)

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> "Net":
        """Return the network of a plain mapping."""
        arrays = {
            name: np.array(plain[name], dtype=float) for name in ("mean", "deviation", "hidden", "hidden_bias", "out")
        }
        return cls(**arrays, out_bias=float(plain["out_bias"]))


@dataclass(frozen=True, slots=True)
class Weights:
    """Networks and thresholds for pairs within a language (True) and across (False); weights of kinds."""

    nets: Mapping[bool, Net]
    kinds: Mapping[bool, Mapping[str, tuple[float, ...]]]
    thresholds: Mapping[bool, Thresholds]

    def of(self, values: Sequence[float], *, within: bool) -> float:
        """Return the log-odds that the later document of a pair derives from the earlier one."""
        return self.nets[within].odds(values)

    def kind(self, values: Sequence[float], *, within: bool) -> str:
        """Return the likeliest kind of an edge that is no copy, excerpt or revision."""
        scores = {
            kind: math.fsum(v * w for v, w in zip(values, row, strict=True))
            for kind, row in sorted(self.kinds[within].items())
        }
        return max(scores, key=lambda kind: scores[kind])


@cache
def load() -> Weights:
    """Return the weights that ship with the package.

    Raises StageUnavailable if they are missing or made for other features.
    """
    try:
        data = json.loads((files("reportedly.derive") / "data" / _FILE).read_text("utf-8"))
        features = tuple(data["features"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise StageUnavailable(f"{_FILE} of derivation cannot be read ({error}); install reportedly anew") from error
    if features != FEATURES:
        raise StageUnavailable(f"{_FILE} was made for other features; run training/derivation/fit.py")
    sides = {True: data["within"], False: data["across"]}
    return Weights(
        nets={same: Net.of(side["net"]) for same, side in sides.items()},
        kinds={same: {k: tuple(row) for k, row in side["kinds"].items()} for same, side in sides.items()},
        thresholds={same: Thresholds(**side["thresholds"]) for same, side in sides.items()},
    )
