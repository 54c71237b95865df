"""Standing decisions brought to bear on a pile: on its readings, its edges, and which claims are one occurrence."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from reportedly.records import Claim, Coding, DocEdge, Event, Orphan, Reading, ReviewAction, Tie
from reportedly.records.review import contradiction
from reportedly.review.edits import edited, without
from reportedly.review.placing import Places
from reportedly.review.standing import changes_of, standing, ties_of

NO_OCCURRENCE = frozenset({"assessment", "prediction", "legal_characterisation"})
"""Kinds of claims that tell no occurrence (DOMAIN 2.3)."""


@dataclass(frozen=True)
class Taken:
    """What decisions make of a pile: its readings as people left them, ties between claims, and what cannot be done."""

    readings: list[Reading]
    ties: list[Tie] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)
    edge_actions: tuple[ReviewAction, ...] = ()

    @property
    def edge_pairs(self) -> set[tuple[str, str]]:
        """The documents (start, end) between which somebody decided on an edge."""
        return {(action.on[0], action.against[0]) for action in self.edge_actions}

    def edges(self, found: Sequence[DocEdge]) -> list[DocEdge]:
        """Return the edges with what was cut left out and what was added, each with who decided and why."""
        if not self.edge_actions:
            return list(found)
        starts: dict[str, list[DocEdge]] = {start: [] for start, _ in self.edge_pairs}
        kept: list[DocEdge] = []
        for edge in found:
            starts.get(edge.start, kept).append(edge)
        kept += [edge for start, theirs in starts.items() for edge in self.edges_from(start, theirs)]
        return sorted(kept, key=lambda e: (e.start, e.end, e.kind))

    def edges_from(self, start: str, found: Sequence[DocEdge]) -> list[DocEdge]:
        """Return the edges that start at one document as people left them."""
        edges = {(edge.end, edge.kind): edge for edge in found}
        for action in (a for a in self.edge_actions if a.on[0] == start):
            end = action.against[0]
            for change, kind in changes_of(action.field, action.before or "", action.after or ""):
                if change == "cut":
                    edges = {key: e for key, e in edges.items() if key[0] != end or kind not in ("", e.kind)}
                else:
                    made = DocEdge(start, end, kind, 1.0, action.reason, producer=action.producer)  # type: ignore[arg-type]
                    edges[(end, made.kind)] = made
        return [edges[key] for key in sorted(edges)]

    def unkept(self, events: Sequence[Event]) -> list[Orphan]:
        """Return all decisions that cannot be carried out, with those on claims that stand in no event."""
        held: dict[str, set[str]] = defaultdict(set)
        for event in events:
            for claim in (*event.claims, *event.background):
                held[claim].add(event.id)
        lost: dict[tuple[str, str], Orphan] = {}
        for tie in (t for t in self.ties if t.firm):
            alone = [c for c in (tie.left, tie.right) if not held[c]]
            for claim in alone:
                why = f"the claim stands in no event: {self._why_alone(claim)}"
                lost.setdefault((tie.action, claim), Orphan(tie.action, claim, why))
            if not alone and tie.same != bool(held[tie.left] & held[tie.right]):
                word = "could not be joined with" if tie.same else "still stands in one event with"
                lost[(tie.action, tie.left)] = Orphan(tie.action, tie.left, f"the claim {word} {tie.right}")
        return [*self.orphans, *lost.values()]

    def _why_alone(self, claim: str) -> str:
        for reading in self.readings:
            coding = reading.first(Coding, claim)
            kind = next((c.kind for c in reading.of(Claim) if c.id == claim), None)
            if coding is not None and kind in NO_OCCURRENCE:
                return f"it is a claim of kind {kind}, coded {coding.category}"
            if coding is not None:
                return f"it is coded {coding.category}"
        return "it has no code"


def take(actions: Sequence[ReviewAction], readings: Iterable[Reading]) -> Taken:
    """Return the pile as the standing actions leave it.

    Rejected claims and what stands beside them are left out, edited fields hold, and each decision on a claim that the
    stages have made anew follows its words. What cannot be placed, or went against another decision when claims
    moved, is an orphan: it is named, and the rest holds.
    """
    stand, held = standing(actions), list(readings)
    if not stand:
        return Taken(held)
    places = Places.of(held, (quote for action in stand for quote in action.quotes))
    orphans = [
        Orphan(action.id, claim, places.why_lost(claim))
        for action in stand
        if action.kind in ("merge", "split", "not_same", "reject", "edit", "accept", "grade_information")
        for claim in (*action.on, *action.against)
        if places.place(claim) is None
    ]
    held, failed = _revised(held, stand, places)
    ties, conflicts = _going_together(stand, _without_rejected(places.place, stand))
    edges = tuple(
        action
        for action in stand
        if action.kind == "edge" and {action.on[0], action.against[0]} <= places.documents.keys()
    )
    return Taken(held, ties, [*orphans, *failed, *conflicts, *_homeless(stand, places)], edges)


def _homeless(stand: Sequence[ReviewAction], places: Places) -> list[Orphan]:
    """Return the decisions on documents that are not there."""
    return [
        Orphan(action.id, document, "the document is not in the project any more")
        for action in stand
        if action.kind in ("edge", "retract")
        for document in (*action.on, *action.against)
        if document not in places.documents
    ]


def _without_rejected(place: Callable[[str], str | None], stand: Sequence[ReviewAction]) -> Callable[[str], str | None]:
    gone = {place(claim) for action in stand if action.kind == "reject" for claim in action.on}

    def placed(claim: str) -> str | None:
        found = place(claim)
        return None if found in gone else found

    return placed


def _revised(
    readings: Sequence[Reading], stand: Sequence[ReviewAction], places: Places
) -> tuple[list[Reading], list[Orphan]]:
    """Return the readings as people left them, and the edits that do not fit any more."""
    changes: dict[str, dict[str, list[ReviewAction]]] = defaultdict(lambda: defaultdict(list))
    rejected: dict[str, set[str]] = defaultdict(set)
    for action in stand:
        claim = places.place(action.on[0]) if action.kind in ("reject", "edit") else None
        if claim is not None:
            document = places.claims[claim][0].document.id
            if action.kind == "reject":
                rejected[document].add(claim)
            else:
                changes[document][claim].append(action)
    made, failed = [], []
    for reading in readings:
        document = reading.document.id
        revised = reading
        if document in changes:
            revised, broken = edited(reading, changes[document], places.place)
            failed += [Orphan(action, document, why) for action, why in broken]
        made.append(without(revised, rejected[document]) if document in rejected else revised)
    return made, failed


def _going_together(
    stand: Sequence[ReviewAction], place: Callable[[str], str | None]
) -> tuple[list[Tie], list[Orphan]]:
    """Return the ties that can all hold: where claims moved into one another, the latest of those that clash goes."""
    ties, orphans = ties_of(stand, place), []
    order = {action.id: action.number for action in stand}
    while (against := contradiction(ties)) is not None:
        latest = max(against, key=order.__getitem__)
        others = ", ".join(a for a in against if a != latest)
        why = (
            f"claims were made anew, and now it goes against {others}" if others else "its two sides are one claim now"
        )
        orphans.append(Orphan(latest, "", why))
        ties = [tie for tie in ties if tie.action != latest]
    return ties, orphans
