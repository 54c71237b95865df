"""Contradictions between events: what cannot both be true, and what the same source set right."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass

from reportedly.contrast import aspects_of
from reportedly.corroborate.cluster import Pair
from reportedly.corroborate.compare import state_conflict
from reportedly.corroborate.dispute_find import inside_of
from reportedly.corroborate.dispute_kinds import Found, Inside, clash, two_matters
from reportedly.corroborate.dispute_pairs import Stated, candidates
from reportedly.corroborate.dispute_settle import CORRECTED
from reportedly.corroborate.items import Item, Parents, similarity
from reportedly.corroborate.origins import Facts
from reportedly.records import Contradiction, Document, Geolocation, Hedge, Reading, StatusObservation, Timing
from reportedly.records.values import ContradictionKind

__all__ = ["CORRECTED", "Clash", "between_events", "clashes"]

_CORRECTING = re.compile(r"\b(?:correct(?:s|ed|ion|ing)|earlier version|clarif(?:y|ies|ied|ication))\b", re.IGNORECASE)
_MOVED_WORDS = 0.7


@dataclass(frozen=True, slots=True)
class Clash:
    """Two claims of different events that cannot both hold."""

    left: Item
    right: Item
    kind: ContradictionKind
    reason: str


def clashes(
    items: Sequence[Item], pairs: Sequence[Pair], facts: Facts, *, parents: Parents | None = None
) -> list[Clash]:
    """Return every clash: denials and numbers from compared pairs, states, times and places beside them, and doers.

    A count that grew from one report to the next is an update, no clash. `parents` returns the ids of the places
    that contain a place.
    """
    stated = {item.id: _stated(item, facts) for item in items}
    inside = inside_of(parents)
    found = [Clash(p.left, p.right, p.found.conflict, p.found.reason) for p in pairs if p.found.conflict]
    found = [c for c in found if not _is_update(clash(stated[c.left.id], stated[c.right.id], inside))]
    found += _amended(pairs, facts)
    found += _states(items)
    found += _moved(items)
    found = [c for c in found if not two_matters(stated[c.left.id], stated[c.right.id], c.kind)]
    found += _worded(items, stated, {frozenset((c.left.id, c.right.id)) for c in found}, inside)
    return [_judged(item, facts) for item in found if not _one_voice(item, facts) and not _of_opinion(item)]


_OPINION = frozenset({"X02", "X09"})
"""Routing codes under which yes and no are views as a rule: "The reform is a success"."""


def _of_opinion(found: Clash) -> bool:
    return found.kind == "denial" and {found.left.category, found.right.category} <= _OPINION


def _stated(item: Item, facts: Facts) -> Stated:
    when = facts.order[item.document]
    aspects = aspects_of(_kept(item, when[0]), item.claim)
    return Stated(aspects, facts.roots[item.id], facts.publishers[item.document], when)


def _kept(item: Item, published: str) -> Reading:
    """Return what is kept of a claim's reading: its own words and those of its records, blanks between them.

    The same whether the pile is in memory or in a store, so that both give the same events.
    """
    records = [record for kind in _KEPT for record in item.told.about(kind)]
    spans = [*item.evidence, *(span for record in records if (span := getattr(record, "span", None)) is not None)]
    text = [" "] * max(span.end for span in spans)
    for span in spans:
        text[span.start : span.end] = item.told.text(span)
    day = published if published < "9999" else None
    document = Document(item.document, "", "", "".join(text), "", "", "", "", published=day)
    return Reading(document, tuple(records))


_KEPT: tuple[type[Geolocation] | type[Hedge] | type[StatusObservation] | type[Timing], ...] = (
    Geolocation,
    Hedge,
    StatusObservation,
    Timing,
)


def _is_update(found: Found | None) -> bool:
    return found is not None and found.update


def _worded(
    items: Sequence[Item], stated: Mapping[str, Stated], known: Set[frozenset[str]], inside: Inside
) -> Iterator[Clash]:
    """Yield what only the wording shows: who did it, who is to blame, and pairs that were not compared.

    Places and days are left to `_moved`: whether a report tells both cannot be seen from what is kept of it.
    """
    by_id = {item.id: item for item in items}
    for left, right in candidates(list(stated.values())):
        if frozenset((left.id, right.id)) in known:
            continue
        found = clash(left, right, inside)
        if found is not None and not found.update and found.kind not in ("place", "time"):
            yield Clash(by_id[left.id], by_id[right.id], found.kind, found.reason)


def _one_voice(clash: Clash, facts: Facts) -> bool:
    """Say whether one source says both in one report: then they are parts of one account."""
    left, right = facts.roots[clash.left.id], facts.roots[clash.right.id]
    return clash.left.document == clash.right.document and left.key == right.key and left.status == right.status


def _amended(pairs: Sequence[Pair], facts: Facts) -> Iterator[Clash]:
    """Yield states that a new version changed, whatever the days: the first version is taken back."""
    for pair in pairs:
        reason = state_conflict(pair.left, pair.right) if pair.found.verdict == "different" else None
        if reason is not None and pair.found.reason == reason:
            left, right = pair.left.document, pair.right.document
            if _revises(left, right, facts) or _revises(right, left, facts):
                yield Clash(pair.left, pair.right, "status", reason)


def _revises(later: str, earlier: str, facts: Facts) -> bool:
    return any(e.end == earlier and e.kind == "revision_of" for e in facts.edges.get(later, ()))


def _states(items: Sequence[Item]) -> Iterator[Clash]:
    """Yield pairs of reports that one service works and does not work, in one place on one day.

    Whatever the category: "the branch opened" and "the bank found no staff" are about one counter.
    """
    cells: dict[tuple[str, str], tuple[list[Item], list[Item]]] = defaultdict(lambda: ([], []))
    for item in items:
        if item.held is None or item.realis in ("planned", "ordered", "hypothetical") or item.claim.polarity == "-":
            continue
        for spot in item.spots:
            for sector, status in item.statuses:
                cells[(spot.id, sector)][0 if status == "full" else 1].append(item)
    for (_, _), (works, fails) in sorted(cells.items(), key=lambda cell: cell[0]):
        for left, right in _overlapping(works, fails):
            reason = state_conflict(left, right)
            if reason is not None:
                yield Clash(left, right, "status", reason)


_PER_CLAIM = 20


def _overlapping(works: Sequence[Item], fails: Sequence[Item]) -> Iterator[tuple[Item, Item]]:
    marked = sorted(
        [((i.held or (0, 0)), i.id, 0, i) for i in works] + [((i.held or (0, 0)), i.id, 1, i) for i in fails],
        key=lambda m: m[:3],
    )
    for position, (held, _, side, item) in enumerate(marked):
        met = 0
        for other_held, _, other_side, other in marked[position + 1 :]:
            if other_held[0] > held[1] or met >= _PER_CLAIM:
                break
            if side != other_side:
                met += 1
                yield (item, other) if side == 0 else (other, item)


def _moved(items: Sequence[Item]) -> Iterator[Clash]:
    """Yield pairs that tell the same number in much the same words, of another place or another day."""
    blocks: dict[tuple[str, str, float, float, str], list[Item]] = defaultdict(list)
    for item in items:
        if item.basis in ("stated", "relative") and item.spots and item.window:
            for number in item.numbers:
                blocks[(item.category, number.unit, number.low, number.high, item.realis)].append(item)
    for key in sorted(blocks):
        block = sorted(blocks[key], key=lambda i: i.id)
        for position, left in enumerate(block):
            for right in block[position + 1 : position + 1 + _PER_CLAIM]:
                found = _moved_pair(left, right)
                if found is not None:
                    yield found


def _moved_pair(left: Item, right: Item) -> Clash | None:
    if left.claim.polarity != right.claim.polarity or left.document == right.document:
        return None
    share = similarity(left, right)
    if share < _MOVED_WORDS or left.window is None or right.window is None:
        return None
    same_place = bool({s.id for s in left.spots} & {s.id for s in right.spots})
    gap = max(left.window[0], right.window[0]) - min(left.window[1], right.window[1])
    if same_place and 2 < gap <= 14 and not (left.state or right.state):
        return Clash(left, right, "time", f"told of days {gap} days apart in much the same words")
    far = not same_place and all(s.narrow for s in (*left.spots, *right.spots))
    if far and gap <= 0:
        names = " and ".join(", ".join(s.name for s in item.spots) for item in (left, right))
        return Clash(left, right, "place", f"told of {names} in much the same words")
    return None


def _judged(clash: Clash, facts: Facts) -> Clash:
    """Return the clash, the earlier claim on the left, with its reason marked where it is a correction."""
    key = {i.id: (facts.order[i.document], i.id) for i in (clash.left, clash.right)}
    left, right = sorted((clash.left, clash.right), key=lambda i: key[i.id])
    why = _correction(left, right, facts)
    reason = f"{CORRECTED} ({why}): {clash.reason}" if why else clash.reason
    return Clash(left, right, clash.kind, reason)


def _correction(earlier: Item, later: Item, facts: Facts) -> str | None:
    if _revises(later.document, earlier.document, facts):
        return "a later version by the same outlet"
    if earlier.document == later.document:
        return None
    one, other = facts.roots[earlier.id], facts.roots[later.id]
    if not one.key or one.key != other.key or one.status not in ("named", "author"):
        return None
    for hedge in later.told.about(Hedge):
        if hedge.type == "DEN" and _CORRECTING.search(later.told.text(hedge.span)):
            return f"{other.name} takes it back"
    # Through another outlet it may as well be a retelling that went wrong: that stays a contradiction.
    same_outlet = facts.publishers[earlier.document] == facts.publishers[later.document]
    itself = other.status == "author" or facts.names[later.document] == other.name
    return f"{other.name} said so later" if same_outlet or itself else None


def between_events(found: Sequence[Clash], event_of: Mapping[str, str]) -> dict[str, list[Contradiction]]:
    """Return the contradictions of every event: clashes of one kind between two events become one.

    A clash inside one event stays with it. Both sides keep the ids of their claims.
    """
    groups: dict[tuple[str, str, ContradictionKind, bool], list[Clash]] = defaultdict(list)
    for item in found:
        one, other = event_of.get(item.left.id), event_of.get(item.right.id)
        if one is not None and other is not None:
            groups[(one, other, item.kind, item.reason.startswith(CORRECTED))].append(item)
    result: dict[str, list[Contradiction]] = defaultdict(list)
    for (one, other, kind, _), members in sorted(groups.items()):
        record = Contradiction(
            kind=kind,
            left=tuple(sorted({c.left.id for c in members})),
            right=tuple(sorted({c.right.id for c in members})),
            reason=min(c.reason for c in members),
        )
        for event in dict.fromkeys((one, other)):
            result[event].append(record)
    return result
