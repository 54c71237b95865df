"""Which clauses of a text stand as claims and which are talk: weights over signs, fitted by `training/silence`."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly.stages.glossed.signs import Post, Seen, signs, worded


@dataclass(frozen=True, slots=True)
class Weights:
    """What each sign adds to the logarithm of the odds that a clause is a claim, and what a clause needs to stand.

    `text` is what the best clause of a text needs, so that the text claims anything; `clause` what each needs there.
    """

    signs: Mapping[str, float]
    text: float
    clause: float


@cache
def weights() -> Weights:
    """Return the weights that ship, read once."""
    data = json.loads((files(__package__) / "data" / "standing.json").read_text("utf-8"))
    return Weights(data["signs"], data["text"], data["clause"])


def standing(seen: Sequence[Seen], post: Post) -> list[bool]:
    """Say for each clause of a text whether it stands."""
    odds = evidence(seen, post)
    told = max(odds, default=-math.inf) >= weights().text
    return [told and one >= weights().clause for one in odds]


def evidence(seen: Sequence[Seen], post: Post) -> list[float]:
    """Return for each clause of a text the logarithm of the odds that it is a claim."""
    best = max((worded(one.printed, post.language) for one in seen), default=0.0)
    given = weights().signs
    return [sum(given[name] * value for name, value in signs(one, post, best).items()) for one in seen]
