"""Contradictions as joining finds them: from compared pairs, states of services and numbers, zone by zone."""

from collections.abc import Sequence

from reportedly.corroborate import disputes
from reportedly.corroborate.cluster import Pair
from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dispute_find import inside_of
from reportedly.corroborate.dispute_kinds import clash, two_matters
from reportedly.corroborate.dispute_pairs import Stated
from reportedly.corroborate.disputes import Clash
from reportedly.corroborate.items import Item
from reportedly.corroborate.origins import Facts


class Clashing:
    """Finds the clashes of a zone that follow from what its claims are coded with.

    Like `disputes.clashes` without those that only the wording shows: to take every claim's words apart costs more
    than all the rest of joining. Only the words of claims that clash are looked at.
    """

    def __init__(self, facts: Facts, rules: Rules) -> None:
        self._facts = facts
        self._inside = inside_of(rules.parents)
        self._seen: dict[str, Stated] = {}

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

    def _grew(self, one: Clash) -> bool:
        found = clash(self._stated(one.left), self._stated(one.right), self._inside)
        return found is not None and found.update

    def _apart(self, one: Clash) -> bool:
        return two_matters(self._stated(one.left), self._stated(one.right), one.kind)

    def _stated(self, item: Item) -> Stated:
        if item.id not in self._seen:
            self._seen[item.id] = disputes._stated(item, self._facts)
        return self._seen[item.id]
