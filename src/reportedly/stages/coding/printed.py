"""What rules over the printed words of a claim say, where its category is otherwise told by a gloss of them."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from reportedly.records import is_routing
from reportedly.records import values as v
from reportedly.stages.coding.rules import Scored

BONUS, LEAD = 3.0, 1.5
"""What these rules add to the logarithm of the reader's share of their best category, and besides for a full lead.

Set on invented sentences and posts in Ukrainian and Russian (development halves), November 2026.
"""

GLOSSED = 0.6
"""What the rules over the gloss still count where these rules speak."""

_FULL_LEAD = 2.5
_WEAK, _CLOSE = 4.0, 10.0
"""A rule of the lower weight only names a topic, one of the higher says who does what."""

_TOPIC = 0.35
"""Share of the bonus that a mere topic gets."""

_OTHER = 1.4

DECIDED, ASIDE = 11.0, 20.0
"""A routing rule of this weight names what the codebook leaves aside beyond doubt; what it adds. Others add nothing."""


class Printed(Protocol):
    """Rules over the words of one language."""

    def ranked(self, text: str) -> Sequence[Scored]:
        """Return the categories that the rules see, best first."""
        ...

    def sectors(self, category: str, text: str) -> tuple[str, ...]:
        """Return the sectors that the words name, of those that a category can have; the leading one first."""
        ...

    def state(self, category: str, text: str) -> tuple[v.ServiceState, v.Change] | None:
        """Return how a service works and how that changes, None where the words do not say it."""
        ...

    def tells_of_none(self, text: str) -> bool:
        """Say whether the words tell of something else than how a service works: a plant's output, a time to come."""
        ...


def added(ranked: Sequence[Scored]) -> dict[str, float]:
    """Return what the rules add, by code of the rules."""
    if not ranked:
        return {}
    best = ranked[0]
    strength = min(1.0, max(0.0, (best.score - _WEAK) / (_CLOSE - _WEAK)))
    ahead = best.score - (ranked[1].score if len(ranked) > 1 else 0.0)
    first = (BONUS + LEAD * min(1.0, ahead / _FULL_LEAD)) * (_TOPIC + (1 - _TOPIC) * strength)
    return {best.category: first} | {s.category: _OTHER * s.score / best.score for s in ranked[1:]}


def together(glossed: Mapping[str, float], ranked: Sequence[Scored], own: Mapping[str, str] | None) -> dict[str, float]:
    """Return the bonuses of both kinds of rules by code of the codebook; `own` gives its code for one of the rules."""
    if not ranked:
        return dict(glossed)
    if is_routing(ranked[0].category) and ranked[0].score >= DECIDED:
        return {ranked[0].category: ASIDE}
    total = {code: GLOSSED * bonus for code, bonus in glossed.items()}
    for category, bonus in added(ranked).items():
        code = category if own is None else own.get(category)
        if code is not None:
            total[code] = total.get(code, 0.0) + bonus
    return total
