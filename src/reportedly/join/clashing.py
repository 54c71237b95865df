"""Contradictions as joining finds them: from compared pairs, states of services and numbers, zone by zone."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from reportedly.corroborate import disputes
from reportedly.corroborate.cluster import Pair
from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dispute_find import inside_of
from reportedly.corroborate.dispute_kinds import clash, two_matters
from reportedly.corroborate.dispute_pairs import Stated
from reportedly.corroborate.disputes import Clash
from reportedly.corroborate.items import Item
from reportedly.corroborate.origins import Facts

_STATED = 30_000
"""Claims taken apart that are held; those that are held against each other are near in time."""


class Clashing:
    """Finds the clashes of a zone that follow from what its claims are coded with, and those of two claims' words.

    Like `disputes.clashes`, but for a part of a store.
    """

    def __init__(self, items: Mapping[str, Item], facts: Facts, rules: Rules) -> None:
        self._facts = facts
        self._inside = inside_of(rules.parents)
        self._taken_apart = lru_cache(maxsize=_STATED)(lambda claim: disputes._stated(items[claim], facts))

    def clashes(self, items: Sequence[Item], pairs: Sequence[Pair]) -> list[Clash]:
        """Return the clashes of these claims, and of these pairs of claims that were compared."""
        found = [Clash(p.left, p.right, p.found.conflict, p.found.reason) for p in pairs if p.found.conflict]
        found = [one for one in found if not self._grew(one)]
        found += disputes._amended(pairs, self._facts)
        found += disputes._states(items)
        found += disputes._moved(items)
        one_voice, judged = disputes._one_voice, disputes._judged
        kept = [one for one in found if not one_voice(one, self._facts) and not self._apart(one)]
        return [judged(one, self._facts) for one in kept]

    def worded(self, left: Item, right: Item) -> Clash | None:
        """Return the clash of two claims that only the wording shows, the one with the smaller id given first."""
        found = clash(self.stated(left), self.stated(right), self._inside)
        if found is None or found.update or found.kind in ("place", "time"):
            return None
        return disputes._judged(Clash(left, right, found.kind, found.reason), self._facts)

    def _grew(self, one: Clash) -> bool:
        found = clash(self.stated(one.left), self.stated(one.right), self._inside)
        return found is not None and found.update

    def _apart(self, one: Clash) -> bool:
        return two_matters(self.stated(one.left), self.stated(one.right), one.kind)

    def stated(self, item: Item) -> Stated:
        """Return a claim taken apart."""
        return self._taken_apart(item.id)
