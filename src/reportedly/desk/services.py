"""What documents say of services, kept beside their claims, and the observations of a state made of it."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.desk.state import State
from reportedly.ledger import Projection
from reportedly.ledger.floors import Floors
from reportedly.ledger.observations import (
    CORRECTED,
    Cell,
    Context,
    Observation,
    Place,
    context_of,
    observations,
    ordinal,
)
from reportedly.records import Origin, Reading, StatusObservation, Theatre
from reportedly.records.event import Detail
from reportedly.store.since import Since

Row = tuple[Cell, Place, Observation]

_ROWS = 500_000
"""Observations with their events that are kept to be used again."""

_PLACES: dict[tuple[Any, ...], Place] = {}


@dataclass(frozen=True)
class Telling:
    """How places of services are told: exactly, and as they may be published."""

    exact: Context
    public: Context

    @classmethod
    def of(cls, theatre: Theatre, floors: Floors) -> "Telling":
        """Return how a theatre tells places with these floors."""
        return cls(context_of((), theatre, replace(floors, exact=True)), context_of((), theatre, floors))


@dataclass(frozen=True, slots=True)
class Services:
    """The observations of one document without their events; `withheld` are claims whose place may not be told."""

    exact: tuple[Row, ...]
    public: tuple[Row, ...]
    withheld: frozenset[str]


def service_body(reading: Reading, telling: Telling) -> str:
    """Return what a document, as people left it, says of services as JSON; "" where it says nothing."""
    if not reading.of(StatusObservation):
        return ""
    exact = list(observations([reading], telling.exact))
    public = list(observations([reading], telling.public))
    withheld = sorted(telling.public.withheld)
    for context in (telling.exact, telling.public):
        context.withheld.clear()
    if not exact and not public:
        return ""
    same = exact == public
    told = [_plain(exact), None if same else _plain(public), withheld]
    publisher = exact[0][2].publisher if exact else public[0][2].publisher
    return json.dumps([publisher, *told], ensure_ascii=False, separators=(",", ":"))


def services_of(document: str, body: str) -> Services:
    """Return what the JSON that `service_body` made keeps of a document."""
    publisher, exact, public, withheld = json.loads(body)
    rows = tuple(_row(one, document, publisher) for one in exact)
    told = rows if public is None else tuple(_row(one, document, publisher) for one in public)
    return Services(rows, told, frozenset(withheld))


def _plain(rows: Iterable[Row]) -> list[list[Any]]:
    return [
        [
            [cell.place, cell.sector, place.name, place.level, place.lat, place.lon],
            [o.claim, o.status, o.since, o.until, o.reported, o.change, o.cause, o.access, o.provider],
            [[d.claim, d.status, d.facility, d.share, d.share_min, d.share_max] for d in o.details],
            int(o.announced) + 2 * int(o.recalled),
        ]
        for cell, place, o in rows
    ]


def _row(plain: Sequence[Any], document: str, publisher: str) -> Row:
    where, said, details, marks = plain
    key, sector, *told = where
    claim, status, since, until, reported, change, cause, access, provider = said
    place = _PLACES.get(tuple(told))
    if place is None:
        place = _PLACES[tuple(told)] = Place(*told)
    observed = Observation(
        claim, document, publisher, status, since, until, reported, change, tuple(cause), access, (),
        provider=provider, details=tuple(Detail(*one) for one in details), announced=bool(marks & 1),
        recalled=bool(marks & 2),
    )  # fmt: skip
    return Cell(key, sector), place, observed


@dataclass(frozen=True, slots=True)
class Counted:
    """What an event says of its claims: the origins of each, and the claims with which a source set one right."""

    origins: Mapping[str, tuple[Origin, ...]]
    corrected: Mapping[str, frozenset[str]]


def counted_of(body: str) -> Counted:
    """Return what the JSON of an event in the store says of its claims."""
    plain = json.loads(body)
    origins: dict[str, tuple[Origin, ...]] = {}
    for one in plain.get("origins", ()):
        claims = tuple(one["claims"])
        origin = Origin(one["key"], one["name"], one["status"], one["side"], one["certain"], claims, ())
        for claim in claims:
            origins[claim] = (*origins.get(claim, ()), origin)
    corrected: dict[str, frozenset[str]] = {}
    for one in plain.get("contradictions", ()):
        if one["reason"].startswith(CORRECTED):
            for claim in one["left"]:
                corrected[claim] = corrected.get(claim, frozenset()) | frozenset(one["right"])
    return Counted(origins, corrected)


class Observed:
    """Makes the observations of states; what documents and events say is taken apart once for each of their rows."""

    def __init__(self) -> None:
        self._services: dict[int, tuple[str, Services]] = {}
        self._counted: dict[int, Counted] = {}
        self._rows: dict[tuple[str, int], tuple[Observation, Observation]] = {}

    def projection(self, state: State, since: Since, theatre: Theatre, *, exact: bool) -> Projection:
        """Return the observations of a state by cell, places exact or as they may be published."""
        places: dict[str, Place] = {}
        dated: dict[Cell, list[Observation]] = defaultdict(list)
        undated: dict[Cell, list[Observation]] = defaultdict(list)
        withheld: set[str] = set()
        background = _only_restated(state)
        told = self._told(state)
        counted = self._events(state, since, told)
        for document, one in told:
            withheld.update(() if exact else one.withheld - background)
            for cell, place, bare in one.exact if exact else one.public:
                if bare.claim in background:
                    continue
                known = places.get(cell.place)
                if known is None or (place.level, place.name) < (known.level, known.name):
                    places[cell.place] = place
                observed = self._joined(document, bare, counted.get(bare.claim))
                (undated if observed.since is None else dated)[cell].append(observed)
        latest = max((day for d in state.documents if (day := ordinal(d.published or None)) is not None), default=None)
        return Projection(places, dated, undated, latest, (theatre.freshness_days,), frozenset(withheld))

    def _told(self, state: State) -> list[tuple[str, Services]]:
        """Return documents with what they say of services, in the order of their ids."""
        found, kept = [], self._services
        for num, body in state.services.items():
            document = state.documents[num].id
            known = kept.get(num)
            if known is None or known[0] != body:
                known = kept[num] = (body, services_of(document, body))
            found.append((document, known[1]))
        return sorted(found, key=lambda one: one[0])

    def _events(self, state: State, since: Since, told: Iterable[tuple[str, Services]]) -> dict[str, Counted]:
        """Return what events say of the claims that tell of services."""
        index, event, every = state.index, state.told["event"], state.events.all
        seqs: dict[str, int] = {}
        for _, one in told:
            for rows in (one.exact, () if one.public is one.exact else one.public):
                for _, _, observed in rows:
                    at = index.get(observed.claim)
                    if at is not None and event[at] >= 0:
                        seqs[observed.claim] = every[event[at]].seq
        wanted = sorted(set(seqs.values()) - self._counted.keys())
        for seq, body in since.bodies("event", wanted):
            self._counted[seq] = counted_of(body)
        return {claim: self._counted[seq] for claim, seq in seqs.items() if seq in self._counted}

    def _joined(self, document: str, bare: Observation, counted: Counted | None) -> Observation:
        if counted is None:
            return bare
        origins, corrected = counted.origins.get(bare.claim, ()), counted.corrected.get(bare.claim, frozenset())
        if not origins and not corrected:
            return bare
        # The same object for the same row: a cell of the ledger that has not changed is known by it.
        known = self._rows.get((document, id(bare)))
        if known is not None and known[0] is bare and (known[1].origins, known[1].corrected_by) == (origins, corrected):
            return known[1]
        if len(self._rows) > _ROWS:
            self._rows.clear()
        made = replace(bare, origins=origins, corrected_by=corrected)
        self._rows[document, id(bare)] = (bare, made)
        return made


def _only_restated(state: State) -> frozenset[str]:
    """Return the claims that events only restate, and that count in none."""
    restated = {claim for event in state.events.all for claim in event.background}
    return frozenset(restated.difference(*(event.claims for event in state.events.all))) if restated else frozenset()
