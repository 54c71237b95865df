"""What people decided about pairs of claims, made ready for clustering: their word goes before any automatic join."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from reportedly.corroborate.cluster import NEIGHBOURS, Pair
from reportedly.corroborate.compare import Comparison
from reportedly.corroborate.items import Item
from reportedly.records import Bonds, Judgement, Tie

_FIRST = 9.0
"""Score of what a person left together: above all that comparison gives, so that it is joined first."""


def freed(exact: Mapping[str, str], ties: Sequence[Tie]) -> dict[str, str]:
    """Return the claims of exact copies with what they repeat, without those that a person keeps apart from it.

    `exact` maps the claim of a copy to the claim that it repeats.
    """
    alone: set[str] = set()
    for tie in ties:
        if not tie.same and exact.get(tie.left, tie.left) == exact.get(tie.right, tie.right):
            alone |= {tie.left, tie.right}
    return {copy: original for copy, original in exact.items() if copy not in alone}


def bonds_of(ties: Sequence[Tie], exact: Mapping[str, str], present: Collection[str]) -> Bonds:
    """Return the ties between claims that are compared; the claim of an exact copy stands with what it repeats."""
    moved = (replace(tie, left=exact.get(tie.left, tie.left), right=exact.get(tie.right, tie.right)) for tie in ties)
    return Bonds(tie for tie in moved if tie.left in present and tie.right in present and tie.left != tie.right)


def left_together(ties: Sequence[Tie], items: Sequence[Item]) -> list[Pair]:
    """Return pairs of claims that a person left together when others were split off.

    They are joined before what comparison found, if they fit and nobody keeps them apart: that they are one occurrence
    is what the rules had found, not what the person said.
    """
    by_id = {item.id: item for item in items}
    sides: dict[tuple[str, str], list[str]] = defaultdict(list)
    for tie in ties:
        if not tie.firm:
            side = sides[(tie.action, tie.left)]
            side += [claim for claim in (tie.left, tie.right) if claim in by_id and claim not in side]
    found = []
    reason = "left together when other claims were split off"
    for side in sides.values():
        for n, claim in enumerate(side):
            for other in side[max(0, n - NEIGHBOURS) : n]:
                left, right = sorted((claim, other))
                found.append(Pair(by_id[left], by_id[right], Comparison("same", reason, _FIRST)))
    return found


def decided_judgements(ties: Sequence[Tie]) -> list[Judgement]:
    """Return what was decided as judgements, one for each pair of claims."""
    return [
        Judgement(
            min(t.left, t.right),
            max(t.left, t.right),
            "same" if t.same else "different",
            t.reason,
            producer=t.producer,
        )
        for t in ties
        if t.firm and t.left != t.right
    ]


def decided_events(ties: Sequence[Tie], event_of_claim: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the pairs of events that a person keeps apart: nobody has to be asked about them."""
    known = (t for t in ties if not t.same and t.left in event_of_claim and t.right in event_of_claim)
    return {frozenset((event_of_claim[t.left], event_of_claim[t.right])) for t in known}


def undecided(found: Iterable[Judgement], ties: Sequence[Tie]) -> list[Judgement]:
    """Return judgements of a machine without those on pairs that a person decided."""
    pairs = {frozenset((tie.left, tie.right)) for tie in ties if tie.firm}
    return [one for one in found if frozenset((one.left, one.right)) not in pairs]
