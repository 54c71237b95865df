"""Every dispute of a pile: claims of whatever category, whether they stand in an event or not, side against side."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reportedly.contrast import Phrase, aspects_of
from reportedly.corroborate.dispute_kinds import Found, Inside, clash
from reportedly.corroborate.dispute_pairs import Stated, candidates, one_voice
from reportedly.corroborate.dispute_settle import CORRECTED, REVIEW, Settled, settled
from reportedly.corroborate.items import Parents
from reportedly.corroborate.roots import Roots
from reportedly.corroborate.sources import Directory
from reportedly.interfaces import SourceRegister
from reportedly.records import (
    Claim,
    Contradiction,
    Dispute,
    DocEdge,
    Event,
    Judgement,
    Passage,
    Reading,
    Theatre,
    Wording,
)
from reportedly.text import body_key, squeeze

PRODUCER = "disputes.rules/1"


@dataclass(frozen=True, slots=True)
class _Clash:
    left: Stated
    right: Stated
    found: Found
    settled: Settled

    @property
    def sides(self) -> tuple[str, str]:
        """What either side holds, in a form under which claims of one side meet."""
        if self.found.kind == "denial":
            return _told(self.left), _told(self.right)
        return self.found.holds or (_norm(self.found.left), _norm(self.found.right))


def find_disputes(  # noqa: PLR0913 (keyword-only)
    readings: Sequence[Reading],
    edges: Sequence[DocEdge],
    *,
    theatre: Theatre,
    events: Sequence[Event] = (),
    judgements: Iterable[Judgement] = (),
    parents: Parents | None = None,
    register: SourceRegister | None = None,
) -> list[Dispute]:
    """Return what cannot both hold in a pile, open disputes first, and what settled the others.

    Claims are compared that share rare words, of reports at most 45 days apart. Assessments, headlines, summaries
    of what a text tells below and exact copies are left out. Claims that hold the same against the same stand in
    one dispute. `parents` returns the ids of the places that contain a place. The result does not depend on the
    order of the input.
    """
    stated = _stated(readings, edges, Directory(theatre, register))
    inside = inside_of(parents)
    ruled = {frozenset((j.left, j.right)): j for j in judgements if j.producer.startswith(REVIEW)}
    revisions = frozenset((e.start, e.end) for e in edges if e.kind == "revision_of")
    clashes = []
    for one, other in candidates(stated):
        left, right = sorted((one, other), key=lambda s: (s.order, s.id))
        found = clash(left, right, inside)
        if found is not None:
            clashes.append(_Clash(left, right, found, settled(left, right, found, revisions, ruled)))
    of_event: dict[str, list[str]] = defaultdict(list)
    for event in events:
        for claim in (*event.claims, *event.background):
            of_event[claim].append(event.id)
    retold = frozenset((e.start, e.end) for e in edges if e.kind in _RETELLING)
    made = [_dispute(group, of_event, retold) for group in _groups(clashes)]
    made += _of_events(events, made, {s.id: s for s in stated})
    return sorted(made, key=lambda d: (_STATES.index(d.state), d.kind, d.left, d.right))


_RETELLING = frozenset({"copy", "translation", "excerpt", "cites", "summarises"})
_ONE_ORIGIN = "; the second tells the first again and has no other source: see drift"
_STATES = ("open", "decided", "corrected", "update")


def inside_of(parents: Parents | None) -> Inside:
    """Return a function that says whether one place lies in another."""

    def inside(inner: str, outer: str) -> bool:
        return parents is not None and outer in parents(inner)

    return inside


def _stated(readings: Sequence[Reading], edges: Sequence[DocEdge], directory: Directory) -> list[Stated]:
    copies = _exact_copies(readings, edges)
    ordered = sorted(readings, key=lambda r: (r.document.published or "9999", r.document.path, r.document.id))
    found: list[Stated] = []
    for reading in ordered:
        if reading.document.id in copies:
            continue
        roots = Roots(reading, directory)
        publisher = directory.publisher(reading.document).identity
        order = (reading.document.published or "9999", reading.document.path, reading.document.id)
        withdrawn = {p.order for p in reading.of(Passage) if p.kind in ("metadata", "headline")}
        found += [
            Stated(aspects_of(reading, claim), roots.root(claim), publisher, order)
            for claim in reading.of(Claim)
            if claim.passage not in withdrawn and not claim.summary_of
        ]
    return found


def _exact_copies(readings: Sequence[Reading], edges: Sequence[DocEdge]) -> set[str]:
    """Return the documents that repeat an earlier one word for word."""
    pairs = [(e.start, e.end) for e in edges if e.kind == "copy"]
    asked = {document for pair in pairs for document in pair}
    texts = {r.document.id: squeeze(r.text) for r in readings if r.document.id in asked}
    return {start for start, end in pairs if start in texts and texts[start] == texts.get(end)}


def _told(stated: Stated) -> str:
    return "denied" if stated.aspects.negated else "told"


def _norm(phrases: Sequence[Phrase]) -> str:
    return " ".join(p.printed.casefold() for p in phrases)


def _groups(clashes: Sequence[_Clash]) -> list[list[_Clash]]:
    """Return the clashes of one kind and state that a claim ties together and that hold the same against the same."""
    parent: dict[tuple[str, ...], tuple[str, ...]] = {}

    def find(node: tuple[str, ...]) -> tuple[str, ...]:
        while parent.setdefault(node, node) != node:
            node = parent[node]
        return node

    for item in clashes:
        one, other = ((item.found.kind, item.settled.state, s.id) for s in (item.left, item.right))
        low, high = sorted((find(one), find(other)))
        parent[high] = low
    groups: dict[tuple[object, ...], list[_Clash]] = defaultdict(list)
    for item in clashes:
        root = find((item.found.kind, item.settled.state, item.left.id))
        groups[(root, frozenset(item.sides))].append(item)
    return [groups[key] for key in sorted(groups, key=str)]


def _dispute(
    group: Sequence[_Clash], of_event: Mapping[str, Sequence[str]], retold: Collection[tuple[str, str]]
) -> Dispute:
    first = min(group, key=lambda c: (c.left.order, c.left.id, c.right.order, c.right.id))
    sides: tuple[dict[str, Wording], dict[str, Wording]] = ({}, {})
    for item in sorted(group, key=lambda c: (c.left.id, c.right.id)):
        turned = item.sides != first.sides and item.sides == first.sides[::-1]
        pair = ((item.left, item.found.left), (item.right, item.found.right))
        for side, (stated, phrases) in zip(sides, reversed(pair) if turned else pair, strict=True):
            for phrase in phrases:
                side.setdefault(stated.id, Wording(stated.id, phrase.printed, phrase.span))
    for claim in sides[0].keys() & sides[1].keys():
        del sides[1 if len(sides[1]) > 1 else 0][claim]
    left, right = (tuple(sorted(side)) for side in sides)
    places = [p.phrase.printed for s in (first.left, first.right) for p in s.aspects.places]
    return Dispute(
        kind=first.found.kind,
        state=first.settled.state,
        left=left,
        right=right,
        left_words=tuple(sides[0][c] for c in left),
        right_words=tuple(sides[1][c] for c in right),
        reason=first.found.reason + (_ONE_ORIGIN if _one_origin(group, retold) else ""),
        resolution=first.settled.why,
        place=places[0] if places else None,
        events=tuple(dict.fromkeys(e for c in (*left, *right) for e in of_event.get(c, ()))),
        producer=PRODUCER,
    )


def _one_origin(group: Sequence[_Clash], retold: Collection[tuple[str, str]]) -> bool:
    """Say whether the later claims have no root but the texts that they retell, and those lead to the earlier side."""
    up: dict[str, set[str]] = defaultdict(set)
    for later, earlier in retold:
        up[later].add(earlier)
    told = [*(c.left for c in group), *(c.right for c in group)]
    names = {body_key(s.aspects.reading.document.publisher or "") for s in told} - {""}
    keys = {c.left.root.key for c in group}
    roots = all(c.right.root.key in keys or body_key(c.right.root.name) in names for c in group)
    return roots and all(_leads(c.right.document, {x.left.document for x in group}, up) for c in group)


def _leads(document: str, ends: Collection[str], up: Mapping[str, Collection[str]]) -> bool:
    seen: set[str] = set()
    open_ = [document]
    while open_:
        for earlier in up.get(open_.pop(), ()):
            if earlier in ends:
                return True
            if earlier not in seen:
                seen.add(earlier)
                open_.append(earlier)
    return False


def _of_events(events: Sequence[Event], made: Sequence[Dispute], stated: Mapping[str, Stated]) -> list[Dispute]:
    """Return what the events contradict each other in beyond what was found in the wording."""
    known = {frozenset((a, b)) for d in made for a in d.left for b in d.right}
    found: dict[tuple[object, ...], Dispute] = {}
    for event in events:
        for item in event.contradictions:
            left = tuple(c for c in item.left if c in stated)
            right = tuple(c for c in item.right if c in stated and c not in left)
            pairs = [(a, b) for a in left for b in right]
            if not pairs or any(frozenset(p) in known for p in pairs):
                continue
            if all(one_voice(stated[a], stated[b]) for a, b in pairs):
                continue
            key = (item.kind, left, right)
            before = found[key].events if key in found else ()
            found[key] = _of_event(event, item, (left, right), stated, before)
    return list(found.values())


def _of_event(
    event: Event,
    item: Contradiction,
    sides: tuple[tuple[str, ...], tuple[str, ...]],
    stated: Mapping[str, Stated],
    before: tuple[str, ...],
) -> Dispute:
    why, _, reason = item.reason.rpartition(": ") if item.reason.startswith(CORRECTED) else ("", "", item.reason)
    left, right = (
        tuple(Wording(c, stated[c].aspects.evidence.printed, stated[c].aspects.evidence.span) for c in side)
        for side in sides
    )
    return Dispute(
        item.kind, "corrected" if why else "open", *sides, left, right, reason or item.reason, why, event.place_name,
        (*before, event.id), PRODUCER,
    )  # fmt: skip
