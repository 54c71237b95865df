"""What the workbench keeps of events and ledger cells: what lists, filters and the review queue need of them."""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any

import numpy as np

from reportedly.desk import impact
from reportedly.desk.columns import Array, objects, ordinal
from reportedly.desk.model import GROUPS
from reportedly.records import Event, HedgeDrift, ServiceStatus, domain_of

CONTRADICTED, STALE = 1, 2
"""Bits of the column `marks`."""
MARKS = ((CONTRADICTED, "contradicted"), (STALE, "stale"))


@dataclass(frozen=True, slots=True)
class EventFacts:
    """One event; `sides` are those of the origins of its claims, `alone` the claims on which its bounds hang."""

    id: str
    seq: int
    category: str
    label: str
    claims: tuple[str, ...]
    background: tuple[str, ...]
    start: str
    end: str
    place_id: str
    origins: tuple[int, int]
    corroboration: str
    contradictions: int
    side: str
    flags: tuple[str, ...]
    sides: tuple[tuple[str, str], ...]
    contradicted: tuple[str, ...]
    alone: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellFacts:
    """One ledger cell: the claims on which its state hangs, and those that the last state of a stale cell rests on.

    `claims` are all that any of its states rests on.
    """

    seq: int
    alone: tuple[str, ...]
    stale: tuple[str, ...]
    claims: tuple[str, ...]


def event_facts(seq: int, event: Event) -> EventFacts:
    """Return what is kept of an event."""
    certain = {origin.side for origin in event.origins if origin.certain}
    sides = certain or {origin.side for origin in event.origins}
    flags = list(event.flags)
    if event.contradictions and "contradicted" not in flags:
        flags.append("contradicted")
    return EventFacts(
        event.id,
        seq,
        event.category,
        event.proposition,
        event.claims,
        event.background,
        event.earliest or "",
        event.latest or "",
        event.place or "",
        (event.origins_min, event.origins_max),
        event.corroboration,
        len(event.contradictions),
        next(iter(sides)) if len(sides) == 1 else "",
        tuple(flags),
        tuple(sorted({claim: str(o.side) for o in event.origins for claim in o.claims}.items())),
        tuple(sorted(impact.contradicted(event))),
        () if event.outside else tuple(sorted(impact.of_origins(event))),
    )


def cell_facts(seq: int, cell: ServiceStatus) -> CellFacts:
    """Return what is kept of a ledger cell."""
    groups = [claims for step in cell.intervals for claims in (step.claims, *(told for _, told in step.conflict))]
    alone, stale = impact.of_service(cell), impact.stale([cell])
    return CellFacts(seq, tuple(sorted(alone)), tuple(sorted(stale)), tuple(sorted({*chain(*groups)})))


def event_body(event: EventFacts) -> str:
    """Return an event as JSON."""
    return json.dumps([getattr(event, one.name) for one in fields(event)], ensure_ascii=False, separators=(",", ":"))


def event_of(body: str) -> EventFacts:
    """Return the event in JSON that `event_body` made."""
    return EventFacts(*(_tupled(value) for value in json.loads(body)))


def cell_body(cell: CellFacts) -> str:
    """Return a cell as JSON."""
    return json.dumps([cell.seq, cell.alone, cell.stale, cell.claims])


def cell_of(body: str) -> CellFacts:
    """Return the cell in JSON that `cell_body` made."""
    return CellFacts(*(_tupled(value) for value in json.loads(body)))


def _tupled(value: Any) -> Any:
    return tuple(_tupled(one) for one in value) if isinstance(value, list) else value


@dataclass(frozen=True)
class Events:
    """All events in a fixed order, claims as numbers: `members[starts[e]:starts[e + 1]]` are those of `e`.

    `least` and `most` are bounds of origins, `contradicted` events hold a contradiction;
    `day`, `start`, `end` ordinals (0: not known), `code` counts into `category`.
    """

    all: tuple[EventFacts, ...]
    index: Mapping[str, int]
    ids: Array
    category: tuple[str, ...]
    least: Array
    most: Array
    contradicted: Array
    day: Array
    start: Array
    end: Array
    code: Array
    starts: Array
    members: Array

    @property
    def outside(self) -> Array:
        """Which events are outside the codebook."""
        outside: Array = np.array([domain_of(category) == "X" for category in self.category], bool)[self.code]
        return outside


def events_of(found: Sequence[EventFacts], index: Mapping[str, int], reported: Array) -> Events:
    """Return events in the order of time, with their claims by number.

    `index` gives the numbers of claims, `reported` the ordinal of the day on which each was reported (0: not known).
    Claims that are gone are left out. An event without a day of its own is listed under that of its first report.
    """
    inside = [[index[c] for c in e.claims if c in index] for e in found]
    days = [
        ordinal(e.start or e.end) or min((int(d) for d in reported[claims] if d), default=0)
        for e, claims in zip(found, inside, strict=True)
    ]
    order = sorted(range(len(found)), key=lambda n: (days[n], found[n].id))
    starts = np.zeros(len(order) + 1, np.int64)
    np.cumsum([len(inside[n]) for n in order], out=starts[1:])
    ordered = tuple(found[n] for n in order)
    known = {category: n for n, category in enumerate(dict.fromkeys(event.category for event in ordered))}
    return Events(
        ordered,
        {event.id: at for at, event in enumerate(ordered)},
        objects([event.id for event in ordered]),
        tuple(known),
        np.array([event.origins[0] for event in ordered], np.int32),
        np.array([event.origins[1] for event in ordered], np.int32),
        np.array([event.contradictions > 0 for event in ordered], bool),
        np.array([days[n] for n in order], np.int32),
        np.array([ordinal(event.start) for event in ordered], np.int32),
        np.array([ordinal(event.end or event.start) for event in ordered], np.int32),
        np.array([known[event.category] for event in ordered], np.int32),
        starts,
        np.array([claim for n in order for claim in inside[n]], np.int64),
    )


def standings(
    events: Events, cells: Collection[CellFacts], drafted: Collection[str], index: Mapping[str, int], side: Any
) -> dict[str, Array]:
    """Return columns of claims that events, ledger and brief tell: event, side (-1: its own), marks and group.

    `side` gives the code of a side.
    """
    size = len(index)
    event, sides = np.full(size, -1, np.int32), np.full(size, -1, np.int16)
    marks, group = np.zeros(size, np.int8), np.full(size, len(GROUPS) - 1, np.int8)
    every = list(enumerate(events.all))
    _set(event, index, ((claim, n) for n, one in every for claim in one.background))
    _set(event, index, ((claim, n) for n, one in every for claim in one.claims))
    _set(sides, index, ((claim, side(stands)) for _, one in every for claim, stands in one.sides))
    _set(marks, index, ((claim, CONTRADICTED) for _, one in every for claim in one.contradicted))
    old = [index[claim] for cell in cells for claim in cell.stale if claim in index]
    marks[old] |= STALE
    _set(group, index, ((claim, GROUPS.index("origins")) for _, one in every for claim in one.alone))
    _set(group, index, ((claim, GROUPS.index("service")) for cell in cells for claim in cell.alone))
    _set(group, index, ((claim, GROUPS.index("brief")) for claim in drafted))
    return {"event": event, "told_side": sides, "marks": marks, "group": group}


def _set(column: Array, index: Mapping[str, int], values: Iterable[tuple[str, int]]) -> None:
    """Set the values of claims, the last one where a claim comes twice; claims that are gone are left out."""
    found = {at: value for claim, value in values if (at := index.get(claim)) is not None}
    column[list(found)] = list(found.values())


def drifts_by_document(drifts: Iterable[HedgeDrift]) -> dict[str, list[HedgeDrift]]:
    """Return the drifts in which each document has a part, as the earlier or the later one."""
    found: dict[str, list[HedgeDrift]] = {}
    for drift in drifts:
        for document in dict.fromkeys((drift.earlier_document, drift.later_document)):
            found.setdefault(document, []).append(drift)
    return found
