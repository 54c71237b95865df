"""Which clauses of a text stand as claims and which are talk: weights over signs, fitted by `training/silence`."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import zip_longest

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


GIVEN = 1.5
"""What it adds to the logarithm of the odds of a clause that a source is printed to say it."""

REPORT = 1.5
"""What it adds to those of all clauses of a text that names two sources or more: talk names one at most.

Both were set on `benchmarks/invented/tuning/silent.jsonl`, where they leave every silent post silent.
"""


def standing(seen: Sequence[Seen], post: Post, given: Sequence[bool] = (), *, named: int = 0) -> list[bool]:
    """Say for each clause of a text whether it stands.

    `given` says for each clause whether a source is printed to say it, `named` how many sources the text names.
    """
    odds = evidence(seen, post)
    more = REPORT if named > 1 else 0.0
    odds = [one + more + (GIVEN if told else 0.0) for one, told in zip_longest(odds, given, fillvalue=False)]
    told = max(odds, default=-math.inf) >= weights().text
    return [told and one >= weights().clause for one in odds]


def evidence(seen: Sequence[Seen], post: Post) -> list[float]:
    """Return for each clause of a text the logarithm of the odds that it is a claim."""
    best = max((worded(one.printed, post.language) for one in seen), default=0.0)
    given = weights().signs
    return [sum(given[name] * value for name, value in signs(one, post, best).items()) for one in seen]
