"""The read model of the workbench: everything that its pages ask of one project."""

import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly import clock, history
from reportedly.corroborate.sources import Directory
from reportedly.desk import impact
from reportedly.desk.decided import Decided
from reportedly.desk.facts import ClaimFacts, DocumentFacts, Making, document_facts, reviewed
from reportedly.desk.model import (
    GROUPS,
    Area,
    Changed,
    ClaimRow,
    Counts,
    DocumentRow,
    EventRow,
    Facet,
    Filter,
    Fragment,
    Hit,
    NotFound,
    Page,
    PassageRow,
    Points,
    Viewer,
)
from reportedly.desk.rows import Standing, claim_row, document_row
from reportedly.project import Project
from reportedly.records import DocEdge, Event, HedgeDrift, Passage, Reading, ServiceStatus
from reportedly.records.floors import LADDER
from reportedly.records.withhold import Discretion, private_names

_STRANGER = Viewer("")
_COARSE = (*LADDER, "vague_region", "unknown", "")


@dataclass(frozen=True)
class _State:
    documents: dict[str, DocumentFacts]
    claims: dict[str, tuple[DocumentFacts, ClaimFacts]]
    standings: dict[str, Standing]
    events: dict[str, Event]
    ledger: tuple[ServiceStatus, ...]
    edges: tuple[DocEdge, ...]
    drift: tuple[HedgeDrift, ...]
    above: dict[str, tuple[str, ...]]
    decided: Decided
    readings: dict[str, Reading]
    discretion: Discretion
    version: int = 0
    as_of: str = ""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)


class Desk:
    """Answers what the pages of one project ask; read by many threads, refreshed by one at a time."""

    def __init__(self, project: Project, state: _State) -> None:
        self._project = project
        self._state = state
        self._lock = threading.Lock()

    @classmethod
    def open(cls, project: Project) -> "Desk":
        """Return the desk of a project."""
        return cls(project, _read(project, 1))

    def close(self) -> None:
        """Close what is open."""

    def refresh(self) -> Changed:
        """Take in what has changed in the store since the last time."""
        with self._lock:
            self._state = _read(self._project, self._state.version + 1)
        return Changed(documents=frozenset(self._state.documents), anew="everything is read anew")

    @property
    def version(self) -> int:
        """A number that grows with each refresh that changed something."""
        return self._state.version

    @property
    def as_of(self) -> str:
        """When the newest run that joined documents began (ISO 8601, UTC), "" where none has."""
        return self._state.as_of

    def counts(self) -> Counts:
        """Return how much there is."""
        state = self._state
        waiting = sum(claim.review == "open" for _, claim in state.claims.values())
        return Counts(len(state.documents), len(state.claims), len(state.events), waiting)

    def claims(
        self, filter: Filter, viewer: Viewer, *, order: str = "document", offset: int = 0, limit: int = 200
    ) -> Page[ClaimRow]:
        """Return the claims that fit: by document, event, time (newest last) or impact (open ones first looked at)."""
        rows = self._rows(filter, viewer)
        rows.sort(key=_ORDERS[order])
        return Page(tuple(rows[offset : offset + limit]), len(rows), offset, limit)

    def claim(self, id: str, viewer: Viewer) -> ClaimRow:
        """Return one claim. Raises NotFound."""
        state = self._state
        if id not in state.claims:
            raise NotFound(f"there is no claim {id}; it may have been made anew under another id")
        return _row(state, id, viewer)

    def _rows(self, filter: Filter, viewer: Viewer) -> list[ClaimRow]:
        state = self._state
        return [row for id in state.claims if _fits(row := _row(state, id, viewer), state, filter, viewer)]

    def facets(self, filter: Filter, viewer: Viewer) -> dict[str, tuple[Facet, ...]]:
        """Return for each field of a filter its values with the number of claims, its own choice left aside."""
        found = {}
        for name, (cleared, values) in _FACETS.items():
            rows = self._rows(cleared(filter), viewer)
            count = Counter(value for row in rows for value in values(row) if value)
            ranked = sorted(count.items(), key=lambda one: (-one[1], one[0]))
            found[name] = tuple(Facet(value, number) for value, number in ranked)
        return found

    def events(
        self, filter: Filter, viewer: Viewer, *, order: str = "time", offset: int = 0, limit: int = 200
    ) -> Page[EventRow]:
        """Return the events that a fitting claim stands in, by time or by category."""
        state = self._state
        ids = {row.event for row in self._rows(filter, viewer) if row.event}
        rows = sorted((_event_row(state, id, viewer) for id in ids), key=_EVENT_ORDERS[order])
        return Page(tuple(rows[offset : offset + limit]), len(rows), offset, limit)

    def event(self, id: str) -> Event:
        """Return one event as it is kept. Raises NotFound."""
        if id not in self._state.events:
            raise NotFound(f"there is no event {id}; its claims may have been counted anew")
        return self._state.events[id]

    def event_row(self, id: str, viewer: Viewer) -> EventRow:
        """Return one event as a viewer may see it. Raises NotFound."""
        self.event(id)
        return _event_row(self._state, id, viewer)

    def events_of(self, claim: str) -> str:
        """Return the event in which a claim counts, else one that it restates, "" where there is none."""
        return self._state.standings.get(claim, Standing()).event

    def documents(
        self, filter: Filter, viewer: Viewer, *, order: str = "time", offset: int = 0, limit: int = 200, text: str = ""
    ) -> Page[DocumentRow]:
        """Return the documents with a fitting claim (all where the filter is empty), newest first or by outlet."""
        state = self._state
        if filter == Filter():
            ids: Iterable[str] = state.documents
        else:
            ids = {row.document for row in self._rows(filter, viewer)}
        rows = [self.document(id, viewer) for id in ids]
        words = text.casefold()
        rows = [row for row in rows if words in row.title.casefold() or words in row.outlet.casefold()]
        if order == "time":
            rows.sort(key=lambda row: row.id)
            rows.sort(key=lambda row: row.published, reverse=True)
        else:
            rows.sort(key=lambda row: (row.outlet.casefold(), row.published, row.id))
        return Page(tuple(rows[offset : offset + limit]), len(rows), offset, limit)

    def document(self, id: str, viewer: Viewer = _STRANGER) -> DocumentRow:
        """Return one document. Raises NotFound."""
        found = self._state.documents.get(id)
        if found is None:
            raise NotFound(f"there is no document {id} in this project")
        return document_row(found, viewer, claims=len(found.claims), reviewed=reviewed(found))

    def reading(self, document: str) -> Reading:
        """Return a document with its records as people left them, nothing masked (`discretion`). Raises NotFound."""
        state = self._state
        if document not in state.readings:
            raise NotFound(f"there is no document {document} in this project")
        return state.decided.taken(self._project.store.reading(document))

    def discretion(self, viewer: Viewer) -> Discretion:
        """Return what masks texts and places of readings for a viewer: names private in one document are so in all."""
        return Discretion((), working_copy=True) if viewer.exact else self._state.discretion

    def edges(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the edges that start or end at one of these documents."""
        return [edge for edge in self._state.edges if edge.start in documents or edge.end in documents]

    def drift(self, document: str) -> list[HedgeDrift]:
        """Return the drifts that a document has part in."""
        return [d for d in self._state.drift if document in (d.earlier_document, d.later_document)]

    def ledger(self) -> tuple[ServiceStatus, ...]:
        """Return the cells of the service ledger."""
        return self._state.ledger

    def impact(self, claims: Collection[str]) -> dict[str, str]:
        """Return for claims the group in which they are looked at while they are open (`GROUPS`)."""
        standings = self._state.standings
        return {claim: standings[claim].group for claim in claims if claim in standings}

    def groups(self, filter: Filter, viewer: Viewer) -> dict[str, int]:
        """Return how many fitting claims are in each group of the review queue, in its order."""
        count = Counter(row.group for row in self._rows(filter, viewer) if row.group)
        return {group: count[group] for group in GROUPS}

    def areas(self, viewer: Viewer) -> tuple[Area, ...]:
        """Return the places and units that claims lie in, with their claims: those with most first."""
        state, count = self._state, Counter[str]()
        for _, claim in state.claims.values():
            spot = (claim.exact if viewer.exact else claim.public).spot
            count.update({spot.place_id, *state.above.get(spot.inside, ())} - {""})
        known = state.names
        made = (Area(id, *known.get(id, ("", "")), number, state.above.get(id, ())) for id, number in count.items())
        return tuple(sorted(made, key=lambda area: (-area.claims, area.name, area.id)))

    def search(
        self, text: str, filter: Filter, viewer: Viewer, *, kind: str = "claims", offset: int = 0, limit: int = 50
    ) -> Page[Hit]:
        """Return the claims, or passages, in which words stand, with marks; see docs/concepts/workbench_desk.md."""
        words = [word.casefold() for word in text.replace('"', " ").split()]
        hits = list(self._hits(words, filter, viewer, kind)) if words else []
        return Page(tuple(hits[offset : offset + limit]), len(hits), offset, limit)

    def _hits(self, words: Sequence[str], filter: Filter, viewer: Viewer, kind: str) -> Iterable[Hit]:
        state = self._state
        rows = self._rows(filter, viewer)
        if kind == "claims":
            for row in rows:
                if all(word in row.quote.casefold() for word in words):
                    yield Hit(row, (_marked(row.quote, words),))
            return
        by_document: dict[str, list[ClaimRow]] = defaultdict(list)
        for row in rows:
            by_document[row.document].append(row)
        documents = state.documents if filter == Filter() else by_document
        for document in documents:
            reading, facts = state.readings[document], state.documents[document]
            for passage in reading.of(Passage):
                shown = self.discretion(viewer).shown(reading, (passage.span,))[0]
                if all(word in shown.casefold() for word in words):
                    inside = [r.id for r in by_document[document] if _inside(state, r.id, passage)]
                    title = facts.title if viewer.exact else facts.public_title
                    yield Hit(
                        PassageRow(
                            document, passage.order, passage.kind, passage.span.start, passage.span.end, title,
                            facts.outlet, facts.language, facts.published, tuple(inside),
                        ),
                        (_marked(shown, words),),
                    )  # fmt: skip

    def points(self, filter: Filter, viewer: Viewer, *, of: str = "claims") -> Points:
        """Return columns for the map: one entry for each fitting claim, or each event with a fitting claim."""
        if of == "events":
            rows: Sequence[ClaimRow | EventRow] = self.events(filter, viewer, limit=10**9).rows
        else:
            rows = self._rows(filter, viewer)
        found = [row for row in rows if row.lat is not None and row.lon is not None]
        lists: dict[str, list[str]] = {"precision": [], "code": [], "kind": []}
        places = list(dict.fromkeys((row.place_id, row.place) for row in found))

        def code(name: str, value: str) -> int:
            known = lists[name]
            if value not in known:
                known.append(value)
            return known.index(value)

        return Points(
            ids=tuple(row.id for row in found),
            lon=tuple(row.lon or 0.0 for row in found),
            lat=tuple(row.lat or 0.0 for row in found),
            radius=tuple(row.radius_km for row in found),
            precision=tuple(code("precision", row.precision) for row in found),
            code=tuple(code("code", row.category) for row in found),
            kind=tuple(code("kind", row.kind if isinstance(row, ClaimRow) else "event") for row in found),
            day=tuple(row.start for row in found),
            place=tuple(places.index((row.place_id, row.place)) for row in found),
            precisions=tuple(lists["precision"]),
            codes=tuple(lists["code"]),
            kinds=tuple(lists["kind"]),
            places=tuple(places),
            without_place=len(rows) - len(found),
        )


def _inside(state: _State, claim: str, passage: Passage) -> bool:
    return any(passage.span.covers(span) for span in state.claims[claim][1].spans)


def _marked(text: str, words: Sequence[str]) -> Fragment:
    folded, marks = text.casefold(), []
    for word in words:
        at = folded.find(word) if len(folded) == len(text) else -1
        if at >= 0:
            marks.append((at, at + len(word)))
    return Fragment(text, tuple(sorted(marks)), ())


def _row(state: _State, id: str, viewer: Viewer) -> ClaimRow:
    document, claim = state.claims[id]
    return claim_row(document, claim, state.standings[id], viewer, now=clock.now())


def _event_row(state: _State, id: str, viewer: Viewer) -> EventRow:
    event = state.events[id]
    rows = [_row(state, claim, viewer) for claim in event.claims if claim in state.claims]
    exact = [_row(state, claim, Viewer("", exact=True)) for claim in event.claims if claim in state.claims]
    placed = [row for row in exact if row.place_id == event.place] or [row for row in exact if row.place]
    shown = [row for row in rows if row.id in {one.id for one in placed}]
    spot = max(shown, key=lambda row: (_COARSE.index(row.precision), row.lat is None), default=None)
    reports = sorted(row.reported for row in rows if row.reported)
    sides = {origin.side for origin in event.origins if origin.certain} or {o.side for o in event.origins}
    flags = [*event.flags, *(["contradicted"] if event.contradictions and "contradicted" not in event.flags else [])]
    return EventRow(
        id=id,
        label=event.proposition if viewer.exact else state.discretion.masked(event.proposition),
        category=event.category,
        sector=tuple(dict.fromkeys(sector for row in rows for sector in row.sector)),
        start=event.earliest or "",
        end=event.latest or "",
        reported=reports[0] if reports else "",
        last=reports[-1] if reports else "",
        place=spot.place if spot else "",
        place_id=spot.place_id if spot else "",
        precision=spot.precision if spot else "",
        lat=spot.lat if spot else None,
        lon=spot.lon if spot else None,
        radius_km=spot.radius_km if spot else None,
        origins=(event.origins_min, event.origins_max),
        corroboration=event.corroboration,
        contradictions=len(event.contradictions),
        documents=len({row.document for row in rows}),
        claims=event.claims,
        side=sides.pop() if len(sides) == 1 else "",
        flags=tuple(flags),
    )


def _fits(row: ClaimRow, state: _State, filter: Filter, viewer: Viewer) -> bool:
    claim = state.claims[row.id][1]
    told = claim.exact if viewer.exact else claim.public
    inside = {told.spot.place_id, *state.above.get(told.spot.inside, ())} - {""}
    event = state.events.get(filter.event)
    checks = (
        not filter.area or filter.area in inside,
        not filter.start or (claim.last != "" and claim.last >= filter.start),
        not filter.end or (claim.first != "" and claim.first <= filter.end),
        not filter.codes or any(row.category.startswith(code) for code in filter.codes),
        not filter.kinds or row.kind in filter.kinds,
        not filter.sectors or bool(set(row.sector) & set(filter.sectors)),
        not filter.hedge or row.level <= filter.hedge,
        filter.origins <= (row.origins[0] if row.origins else 0),
        not filter.side or row.side == filter.side,
        not filter.review or row.review == filter.review,
        not filter.language or row.language == filter.language,
        not filter.document or row.document == filter.document,
        not filter.event or (event is not None and row.id in (*event.claims, *event.background)),
        not filter.stage or filter.stage in claim.stages,
        set(filter.flags) <= set(row.flags),
        all(word in row.quote.casefold() for word in filter.text.casefold().split()),
    )
    return all(checks)


_ORDERS: Mapping[str, Callable[[ClaimRow], tuple[object, ...]]] = {
    "document": lambda row: (row.published, row.document, row.n),
    "event": lambda row: (row.event == "", row.event, row.published, row.document, row.n),
    "time": lambda row: (row.start or row.end or row.reported, row.published, row.document, row.n),
    "impact": lambda row: (
        GROUPS.index(row.group) if row.group in GROUPS else len(GROUPS), row.published, row.document, row.n
    ),
}  # fmt: skip
_EVENT_ORDERS: Mapping[str, Callable[[EventRow], tuple[object, ...]]] = {
    "time": lambda row: (row.start or row.end or row.reported, row.id),
    "event": lambda row: (row.category, row.start or row.end or row.reported, row.id),
}


def _cleared(name: str) -> Callable[[Filter], Filter]:
    def clear(filter: Filter) -> Filter:
        empty = getattr(Filter(), name)
        values = {key: getattr(filter, key) for key in Filter.__dataclass_fields__}
        return Filter(**{**values, name: empty})

    return clear


_FACETS: Mapping[str, tuple[Callable[[Filter], Filter], Callable[[ClaimRow], Iterable[str]]]] = {
    "codes": (_cleared("codes"), lambda row: (row.category,)),
    "kinds": (_cleared("kinds"), lambda row: (row.kind,)),
    "sectors": (_cleared("sectors"), lambda row: row.sector),
    "hedge": (_cleared("hedge"), lambda row: (row.level,)),
    "side": (_cleared("side"), lambda row: (row.side,)),
    "review": (_cleared("review"), lambda row: (row.review,)),
    "language": (_cleared("language"), lambda row: (row.language,)),
    "document": (_cleared("document"), lambda row: (row.document,)),
    "flags": (_cleared("flags"), lambda row: row.flags),
    "outlet": (_cleared("text"), lambda row: (row.outlet,)),
}


def _read(project: Project, version: int) -> _State:
    store = project.store
    readings = {reading.document.id: reading for reading in store.readings()}
    places = history.places_of(project.theatre)
    discretion = Discretion(private_names(readings.values()), floors=project.theatre.floor_table())
    floors = history.floors_of(project.theatre, places)
    making = Making(Directory(project.theatre, project.sources), floors, discretion)
    decided = Decided.of(store.reviews(), store.documents_of)
    documents = {id: document_facts(*decided.seen(reading), making) for id, reading in readings.items()}
    claims = {claim.id: (document, claim) for document in documents.values() for claim in document.claims}
    ids = {told.spot.inside for _, claim in claims.values() for told in (claim.exact, claim.public)} - {""}
    above = {id: places.above(id) for id in ids}
    above |= {id: places.above(id) for chain in list(above.values()) for id in chain if id not in above}
    entries = {id: places.gazetteer.get(id) for id in above}
    runs = store.runs()
    events = {event.id: event for event in store.events()}
    ledger = tuple(store.ledger())
    return _State(
        documents=documents,
        claims=claims,
        standings=_standings(claims, events, ledger, impact.of_brief(project.out)),
        events=events,
        ledger=ledger,
        edges=tuple(store.edges()),
        drift=tuple(store.drift()),
        above=above,
        decided=decided,
        readings=readings,
        discretion=discretion,
        version=version,
        as_of=runs[-1].started_at if runs else "",
        names={id: (entry.name, entry.precision) for id, entry in entries.items() if entry is not None},
    )


def _standings(
    claims: Iterable[str], events: Mapping[str, Event], ledger: Sequence[ServiceStatus], drafted: Collection[str]
) -> dict[str, Standing]:
    service = frozenset(claim for cell in ledger for claim in impact.of_service(cell))
    origins = frozenset(claim for event in events.values() for claim in impact.of_origins(event))
    disputed = frozenset(claim for event in events.values() for claim in impact.contradicted(event))
    old = impact.stale(ledger)
    home = {claim: event for event in events.values() for claim in event.background}
    home |= {claim: event for event in events.values() for claim in event.claims}
    sides = {c: origin.side for e in events.values() for origin in e.origins for c in origin.claims}
    made = {}
    for claim in claims:
        event = home.get(claim)
        tests = (claim in drafted, claim in service, claim in origins, True)
        flags = [name for name, held in (("contradicted", disputed), ("stale", old)) if claim in held]
        made[claim] = Standing(
            event.id if event else "",
            (event.origins_min, event.origins_max) if event else None,
            event.corroboration if event else "",
            tuple(flags),
            sides.get(claim, ""),
            GROUPS[tests.index(True)],
        )
    return made
