"""Which of the earlier documents a document was really made from: the likeliest, then those that tell what is left."""

import math
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from reportedly.derive.mention import SURE
from reportedly.derive.pairs import FEATURES, Pair

_CITES = FEATURES.index("names its publisher")
LEAST_GAIN = 0.08
"""What a further parent must add to the matched text, unless the text names it."""

_NAMED_ODDS = -1.0
"""Log-odds from which a document that the text names is taken for what it means."""

_LEAST_CITED_GAIN = 0.02


@dataclass(frozen=True, slots=True)
class Thresholds:
    """How sure a parent must be; all in log-odds.

    `least` is asked of every parent, `gain` multiplies the logarithm of the share of the matched text that no
    parent chosen before tells, `ancestor` is taken off where the candidate stands before or behind a parent that
    is chosen already. `cited` is added to a further parent that the text names, `named` to any parent that it names,
    `unnamed` taken off the others where it names one.
    """

    least: float
    gain: float
    ancestor: float
    cited: float
    named: float = 0.0
    unnamed: float = 0.0


@dataclass(frozen=True, slots=True)
class Chosen:
    """A parent with the log-odds of the pair and what choosing it added, 0.0 to 1.0."""

    pair: Pair
    odds: float
    gain: float


def choose(
    pairs: Sequence[tuple[Pair, float]],
    ancestors: Callable[[str], AbstractSet[str]],
    thresholds: Mapping[bool, Thresholds],
) -> list[Chosen]:
    """Return the parents of one document among candidates with their log-odds, the likeliest first.

    `ancestors` gives the documents from which an earlier one derives; `thresholds` those within one language (True)
    and across languages (False). A copy of a copy derives from the copy: what a parent tells already does not count
    for another, so that ancestors and siblings drop out unless they add something.
    """
    chosen: list[Chosen] = []
    covered: list[float] = []
    for pair, odds in _weighed(pairs, thresholds):
        limits = thresholds[pair.later.language == pair.earlier.language]
        covered = covered or [0.0] * len(pair.covered)
        gain = _gain(pair, covered)
        score = odds
        if chosen:
            cited = pair.values[_CITES] >= SURE
            if gain < (_LEAST_CITED_GAIN if cited else LEAST_GAIN):
                continue
            score += limits.gain * math.log(gain) + (limits.cited if cited else 0.0)
            kin = any(_kin(pair.earlier.id, c.pair.earlier.id, ancestors) for c in chosen)
            score -= limits.ancestor if kin else 0.0
        if score < limits.least:
            continue
        chosen.append(Chosen(pair, odds, gain))
        covered = [max(a, b) for a, b in zip(covered, pair.covered, strict=True)]
    return chosen


def _weighed(pairs: Sequence[tuple[Pair, float]], thresholds: Mapping[bool, Thresholds]) -> list[tuple[Pair, float]]:
    """Return the pairs with their log-odds in the light of whom the text names, the likeliest first."""
    naming = any(pair.values[_CITES] >= SURE and odds >= _NAMED_ODDS for pair, odds in pairs)
    found = []
    for pair, odds in pairs:
        limits = thresholds[pair.later.language == pair.earlier.language]
        named = pair.values[_CITES] >= SURE
        found.append((pair, odds + (limits.named if named else -limits.unnamed if naming else 0.0)))
    return sorted(found, key=lambda p: (-p[1], p[0].earlier.when))


def _gain(pair: Pair, covered: Sequence[float]) -> float:
    units = pair.later.units
    told = sum(u.weight * c for u, c in zip(units, pair.covered, strict=True))
    new = sum(u.weight * max(0.0, c - b) for u, c, b in zip(units, pair.covered, covered, strict=True))
    return new / told if told else 0.0


def _kin(one: str, other: str, ancestors: Callable[[str], AbstractSet[str]]) -> bool:
    return one in ancestors(other) or other in ancestors(one)
