"""Rows, points and areas out of a state, as a viewer may see them."""

from collections import Counter
from collections.abc import Collection, Sequence

import numpy as np

from reportedly.desk import plain
from reportedly.desk.columns import Array
from reportedly.desk.facts import ClaimFacts
from reportedly.desk.happenings import MARKS, EventFacts
from reportedly.desk.keeping import Damaged, Kept
from reportedly.desk.masks import place_columns
from reportedly.desk.model import GROUPS, Area, ClaimRow, DocumentRow, EventRow, Viewer
from reportedly.desk.rows import Standing, View, claim_row, document_row
from reportedly.desk.state import State, hidden_now
from reportedly.records.floors import LADDER

_COARSE = ("", *LADDER, "vague_region", "unknown")
"""Levels of places, the finest first: of an event that is told by several the coarsest is shown."""
_NO_POINT = float("nan")


def claim_facts(kept: Kept, state: State, numbers: Sequence[int]) -> list[ClaimFacts]:
    """Return claims by their numbers, in that order."""
    slots = state.slots[list(numbers)].tolist()
    bodies = kept.bodies(slots)
    try:
        return [plain.claim_of(bodies[slot]) for slot in slots]
    except (ValueError, KeyError, TypeError) as error:
        raise Damaged(f"the row of a claim is missing or cannot be read: {error}") from error


def claim_rows(kept: Kept, state: State, numbers: Sequence[int], viewer: Viewer) -> tuple[ClaimRow, ...]:
    """Return the rows of claims by their numbers, in that order."""
    view = View.of(viewer, state.discretion)
    docs = state.columns["doc"]
    facts = claim_facts(kept, state, numbers)
    return tuple(
        claim_row(state.documents[docs[n]], claim, standing_of(state, n), view)
        for n, claim in zip(numbers, facts, strict=True)
    )


def groups(state: State, mask: Array) -> dict[str, int]:
    """Return how many open claims of a mask are in each group of the review queue, in its order."""
    queue = state.cached("queue")[mask]
    count = np.bincount(queue[queue < len(GROUPS)], minlength=len(GROUPS))
    return {group: int(count[n]) for n, group in enumerate(GROUPS)}


def claims_of(kept: Kept, state: State, ids: Collection[str], viewer: Viewer) -> dict[str, ClaimRow]:
    """Return claims by their ids; those that are gone are left out."""
    there = [id_ for id_ in dict.fromkeys(ids) if id_ in state.index]
    return dict(zip(there, claim_rows(kept, state, [state.index[id_] for id_ in there], viewer), strict=True))


def speakers(state: State, viewer: Viewer) -> Counter[tuple[str, str]]:
    """Return of how many claims the chain ends at each named source ("" for none), by their outlets."""
    view = View.of(viewer, state.discretion)
    printed = dict.fromkeys(document.outlet for document in state.documents)
    outlets = {outlet: view.masked(outlet) for outlet in printed}
    number = {outlet: n for n, outlet in enumerate(outlets)}
    of_document = np.array([number[document.outlet] for document in state.documents], np.int64)
    roots = state.columns["root" if viewer.exact else "public_root"].astype(np.int64)
    pairs, counts = np.unique(roots * max(1, len(number)) + of_document[state.columns["doc"]], return_counts=True)
    names, shown = state.words["root"].values, list(outlets.values())
    found: Counter[tuple[str, str]] = Counter()
    for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True):
        root, outlet = divmod(pair, len(number))
        found[names[root], shown[outlet]] += count
    return found


def standing_of(state: State, number: int) -> Standing:
    """Return what events, ledger and brief say of a claim."""
    told = state.told
    marks, event, side = int(told["marks"][number]), int(told["event"][number]), int(told["told_side"][number])
    found = state.events.all[event] if event >= 0 else None
    return Standing(
        found.id if found else "",
        found.origins if found else None,
        found.corroboration if found else "",
        tuple(name for bit, name in MARKS if marks & bit),
        str(state.words["side"].values[side]) if side >= 0 else "",
        GROUPS[told["group"][number]],
    )


def document_rows(state: State, numbers: Sequence[int], viewer: Viewer) -> tuple[DocumentRow, ...]:
    """Return the rows of documents by their numbers, in that order."""
    view = View.of(viewer, state.discretion)
    claims, decided = state.cached("per_document"), state.cached("decided_per_document")
    return tuple(
        document_row(state.documents[n], view, claims=int(claims[n]), reviewed=int(decided[n])) for n in numbers
    )


def spots(state: State, viewer: Viewer) -> tuple[Array, Array]:
    """Return of each event the claim whose place stands for it (-1: none), and of each claim how coarse its place is.

    For an event told at several levels it is the coarsest that a viewer may see of claims at its own place.
    """
    _, precision, lat, *_ = place_columns(viewer)
    words = state.words
    rank = np.array([_COARSE.index(p) if p in _COARSE else 0 for p in list(words["precision"].values)], np.int64)
    level = rank[state.columns[precision]] * 2
    point = ~np.isnan(state.columns[lat])
    level[~point] += 1
    placed = np.array([bool(p[0] or p[1]) for p in list(words["place"].values)], bool)[state.columns["place"]]
    level[~placed] = -1
    return _chosen(state, level), level


def _chosen(state: State, level: Array) -> Array:
    """Return of each event the claim that stands for its place: of those at the place of the event the coarsest."""
    events = state.events
    owner = np.repeat(np.arange(len(events.all)), np.diff(events.starts))
    ids = [p[0] for p in list(state.words["place"].values)]
    wanted = {id_: n for n, id_ in enumerate(dict.fromkeys(ids))}
    of_claim = np.array([wanted[id_] for id_ in ids], np.int64)[state.columns["place"]]
    of_event = np.array([wanted.get(e.place_id, -1) if e.place_id else -1 for e in events.all], np.int64)
    at_home = of_claim[events.members] == of_event[owner]
    # Claims at the place of the event go before all others, then the coarser ones, then the first.
    weight = np.where(level[events.members] < 0, -1, level[events.members] + at_home * 1_000)
    order = np.lexsort((events.members, -weight, owner))
    chosen = np.full(len(events.all), -1, np.int64)
    firsts, at = np.unique(owner[order], return_index=True)
    best = order[at]
    chosen[firsts] = np.where(weight[best] >= 0, events.members[best], -1)
    return chosen


def event_rows(state: State, numbers: Sequence[int], viewer: Viewer) -> tuple[EventRow, ...]:
    """Return the rows of events by their numbers, in that order."""
    view, chosen = View.of(viewer, state.discretion), spots_of(state, viewer)
    late = hidden_now(state)
    return tuple(_event_row(state, state.events.all[n], int(chosen[n]), view, late) for n in numbers)


def spots_of(state: State, viewer: Viewer) -> Array:
    """Return of each event the claim whose place stands for it, worked out once for each kind of viewer."""
    name = f"spots {viewer.exact}"
    found = state.cache.get(name)
    if found is None:
        found = state.cache[name] = spots(state, viewer)[0]
    return found


def _event_row(state: State, event: EventFacts, chosen: int, view: View, late: Array) -> EventRow:
    members = [state.index[c] for c in event.claims if c in state.index]
    docs = state.columns["doc"][members]
    reports = sorted(day for d in docs if len(day := state.documents[d].published[:10]) == len("2026-01-01"))
    sectors = (s for n in members for s in state.words["sector"].values[state.columns["sector"][n]])
    name, place_id, precision, lat, lon, radius = _place(state, chosen, view, late)
    return EventRow(
        id=event.id,
        label=view.masked(event.label),
        category=event.category,
        sector=tuple(dict.fromkeys(sectors)),
        start=event.start,
        end=event.end,
        reported=reports[0] if reports else "",
        last=reports[-1] if reports else "",
        place=name,
        place_id=place_id,
        precision=precision,
        lat=lat,
        lon=lon,
        radius_km=radius,
        origins=event.origins,
        corroboration=event.corroboration,
        contradictions=event.contradictions,
        documents=len(set(docs.tolist())),
        claims=event.claims,
        side=event.side,
        flags=event.flags,
    )


def _place(
    state: State, claim: int, view: View, late: Array
) -> tuple[str, str, str, float | None, float | None, float | None]:
    if claim < 0:
        return "", "", "", None, None, None
    place, precision, *degrees = place_columns(Viewer("", exact=view.exact))
    place_id, name, _ = state.words["place"].values[state.columns[place][claim]]
    hidden = bool(late[claim]) and not view.exact
    lat, lon, radius = (
        None if hidden or np.isnan(value := state.columns[one][claim]) else float(value) for one in degrees
    )
    return name, place_id, str(state.words["precision"].values[state.columns[precision][claim]]), lat, lon, radius


def areas(state: State, mask: Array, viewer: Viewer) -> tuple[Area, ...]:
    """Return the places and units that claims of a mask lie in, with how many: those with most first."""
    codes = state.columns[place_columns(viewer)[0]][mask]
    count = np.bincount(codes, minlength=len(state.words["place"].values))
    found = []
    for area, inside in list(state.words.areas.items()):
        claims = int(count[[n for n in list(inside) if n < len(count)]].sum())
        if claims:
            known = state.book.known.get(area)
            name, precision = state.book.name(area)
            found.append(Area(area, name, precision, claims, known.above if known else ()))
    return tuple(sorted(found, key=lambda area: (-area.claims, area.name, area.id)))
