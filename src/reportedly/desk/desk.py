"""The read model of the workbench: everything that its pages ask of one project."""

import sqlite3
import threading
import time
from collections import Counter, OrderedDict
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

import numpy as np

from reportedly.desk import finding, showing
from reportedly.desk.brought import Brought, brought
from reportedly.desk.columns import Array
from reportedly.desk.happenings import drifts_by_document
from reportedly.desk.hits import hits_of
from reportedly.desk.keeping import Lock, broken, place_for
from reportedly.desk.laying import Laid, Recent, laid
from reportedly.desk.masks import FACETS, documents_alone, facets, listed, masks, of_documents, together
from reportedly.desk.model import (
    GROUPS,
    Area,
    BadQuery,
    Changed,
    ClaimRow,
    Counts,
    DocumentRow,
    EventRow,
    Facet,
    Filter,
    Hit,
    NotFound,
    Page,
    Points,
    Viewer,
)
from reportedly.desk.orders import EVENT_ORDERS
from reportedly.desk.past import Backward
from reportedly.desk.refreshing import Progress, Refresher
from reportedly.desk.services import Observed
from reportedly.desk.state import State
from reportedly.ledger import Projection
from reportedly.project import Project
from reportedly.records import DocEdge, Event, HedgeDrift, Reading, ServiceStatus
from reportedly.records.withhold import Discretion
from reportedly.store.rows import record_of
from reportedly.store.words import Question, warm

T = TypeVar("T")

_STRANGER = Viewer("")
_ANY = Filter()
_CLAIM_ORDERS = ("document", "event", "time", "impact")


class Desk:
    """Answers what the pages of one project ask; read by many threads, refreshed by one at a time.

    An answer is made of one state, whole: that before a refresh or that after it. What is exact is told to viewers
    who may see it; `event`, `reading`, `edges`, `drift` and `cells_with` give records as they are kept, to be masked by
    who shows them (`discretion`).
    """

    def __init__(self, refresher: Refresher, lock: Lock, state: State) -> None:
        self._refresher = refresher
        self._kept = refresher.kept
        self._store = refresher.project.store
        self._file_lock = lock
        self._state = state
        self._writing = threading.Lock()
        self._records: dict[str, tuple[int, Any]] = {}
        self._recent = Recent()
        self._observed, self._observing = Observed(), threading.Lock()
        self._looked = time.monotonic()
        self._backward, self._pasts = Backward(refresher), OrderedDict[tuple[int, str], Past]()

    @classmethod
    def open(cls, project: Project, *, progress: Progress | None = None, processes: int = 1) -> "Desk":
        """Return the desk of a project; the first time all of it is read, which `progress` hears of.

        With more than one of `processes` a large project is read by others, which import the main module of the
        program again: it has to be one that may be imported. Raises StoreError if the store cannot be read.
        """
        lock = Lock(project.out)
        refresher = Refresher(project, place_for(project.out, lock), progress, processes)
        return cls(refresher, lock, refresher.open())

    def __enter__(self) -> "Desk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file of the workbench."""
        self._kept.close()
        self._file_lock.close()

    def warm(self) -> None:
        """Load the word lists that searching needs; the first search would wait for them. For a thread of its own."""
        warm()

    def refresh(self) -> Changed:
        """Take in what has changed in the store since the last time, and return what that is.

        Raises StoreError if the store cannot be read.
        """
        with self._writing:
            return self._refreshed()

    def look(self, *, every_s: float = 2.0) -> Changed:
        """Refresh, unless that was done less than so many seconds ago, or somebody is at it: never waits for others.

        For every request of a server: what another process wrote into the store is seen soon.
        """
        if time.monotonic() - self._looked < every_s or not self._writing.acquire(blocking=False):
            return Changed()
        try:
            return self._refreshed()
        finally:
            self._writing.release()

    def _refreshed(self) -> Changed:
        self._looked = time.monotonic()
        try:
            self._state, changed = self._refresher.refresh(self._state)
        except sqlite3.Error as error:
            if not broken(error):
                raise
            self._state = self._refresher.build(self._state.version + 1)
            changed = Changed(anew="the file of the workbench was damaged")
        return changed

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
        waiting = int(np.count_nonzero(state.columns["review"] == state.words["review"].codes["open"]))
        return Counts(len(state.documents), state.size, int(np.count_nonzero(~state.events.outside)), waiting)

    def at(self, moment: str) -> "Desk":
        """Return the desk as things were known at a time (ISO 8601, UTC): documents, codings, decisions and counts.

        Documents that differ since are read from the store, the rest is told by the columns of today. Names that are
        private today stay withheld. Itself where no run has begun and nothing was decided since.

        Raises StoreError if the store cannot be read.
        """
        with self._writing:
            key = (self._state.version, moment)
            if key not in self._pasts:
                self._pasts[key] = Past(self, self._backward.state(self._state, moment), moment)
                while len(self._pasts) > _PASTS:
                    self._pasts.popitem(last=False)
            self._pasts.move_to_end(key)
            return self._pasts[key]

    def claims(
        self, filter: Filter, viewer: Viewer, *, order: str = "document", offset: int = 0, limit: int = 200
    ) -> Page[ClaimRow]:
        """Return the claims that fit: by document, event, time (newest last) or impact (open ones in review first).

        Raises BadQuery for another order.
        """
        if order not in _CLAIM_ORDERS:
            raise BadQuery("order", f"{order!r} is none of {', '.join(_CLAIM_ORDERS)}")

        def made(state: State) -> Page[ClaimRow]:
            line = state.cached(order)
            found = line[self._mask(state, filter, viewer)[line]]
            rows = showing.claim_rows(self._kept, state, found[offset : offset + limit].tolist(), viewer)
            return Page(rows, len(found), offset, limit)

        return self._answer(made)

    def claim(self, id: str, viewer: Viewer) -> ClaimRow:
        """Return one claim. Raises NotFound."""

        def made(state: State) -> ClaimRow:
            if id not in state.index:
                raise NotFound(f"there is no claim {id}; it may have been made anew under another id")
            return showing.claim_rows(self._kept, state, [state.index[id]], viewer)[0]

        return self._answer(made)

    def claims_of(self, ids: Collection[str], viewer: Viewer) -> dict[str, ClaimRow]:
        """Return claims by their ids, all read together; those that are gone are left out."""
        return self._answer(lambda state: showing.claims_of(self._kept, state, ids, viewer))

    def facets(self, filter: Filter, viewer: Viewer, of: Sequence[str] = FACETS) -> dict[str, tuple[Facet, ...]]:
        """Return for fields of a filter their values with the number of claims, the field's own choice left aside.

        Fields are codes, kinds, sectors, hedge, side, review, language, flags, stage and outlet: those in `of`.
        """

        def made(state: State) -> dict[str, tuple[Facet, ...]]:
            text = self._text(state, filter, viewer)
            found = facets(state, masks(state, filter, viewer), text, of)
            if viewer.exact or "outlet" not in found:
                return found
            shown = state.discretion.masked
            return {**found, "outlet": tuple(Facet(shown(one.value), one.count) for one in found["outlet"])}

        return self._answer(made)

    def impact(self, claims: Collection[str]) -> dict[str, str]:
        """Return for claims the group in which they are looked at while they are open (`GROUPS`)."""
        state = self._state
        group = state.told["group"]
        return {claim: GROUPS[group[state.index[claim]]] for claim in claims if claim in state.index}

    def groups(self, filter: Filter, viewer: Viewer) -> dict[str, int]:
        """Return how many fitting open claims are in each group of the review queue, in its order."""
        return self._answer(lambda state: showing.groups(state, self._mask(state, filter, viewer)))

    def areas(self, viewer: Viewer, filter: Filter = _ANY) -> tuple[Area, ...]:
        """Return the places and units that fitting claims lie in, with how many: those with most first."""
        return self._answer(lambda state: showing.areas(state, self._mask(state, filter, viewer), viewer))

    def points(self, filter: Filter, viewer: Viewer, *, of: str = "claims") -> Points:
        """Return columns for the map: one entry for each fitting claim, or with `of` "events" each event of one."""
        return self.laid(filter, viewer, of=of).points()

    def laid(self, filter: Filter, viewer: Viewer, *, of: str = "claims") -> Laid:
        """Return what `points` gives as columns of numbers; what was asked just now is not made again."""

        def made(state: State) -> Laid:
            # By the minute: some places are held back for so many hours.
            key = (state.version, viewer.exact, of, filter, time.time() // 60)
            return self._recent.laid(
                key, lambda: laid(state, listed(state, filter, self._mask(state, filter, viewer), of), viewer, of=of)
            )

        return self._answer(made)

    def fitting(self, filter: Filter, viewer: Viewer, claims: Sequence[str]) -> Array:
        """Return a mask: which of some claims fit. Those that are gone do not."""

        def made(state: State) -> Array:
            return np.append(self._mask(state, filter, viewer), False)[self._recent.numbers(state, claims)]

        return self._answer(made)

    def projection(self, viewer: Viewer) -> Projection:
        """Return what is reported of services, by cell: places exact, or as far as the viewer may see them."""
        state = self._state
        with self._observing, self._store.looking() as since:
            return self._observed.projection(state, since, self._refresher.project.theatre, exact=viewer.exact)

    def events(
        self, filter: Filter, viewer: Viewer, *, order: str = "time", offset: int = 0, limit: int = 200
    ) -> Page[EventRow]:
        """Return the events that a fitting claim counts for: by time (newest last), category or origins (most first).

        Those outside the codebook are there where codes or an event are asked for. Raises BadQuery for another order.
        """
        if order not in EVENT_ORDERS:
            raise BadQuery("order", f"{order!r} is none of {', '.join(EVENT_ORDERS)}")

        def made(state: State) -> Page[EventRow]:
            found = listed(state, filter, self._mask(state, filter, viewer), "events")
            ordered = EVENT_ORDERS[order](state, found)
            rows = showing.event_rows(state, ordered[offset : offset + limit].tolist(), viewer)
            return Page(rows, len(found), offset, limit)

        return self._answer(made)

    def event(self, id: str) -> Event:
        """Return one event as it is kept. Raises NotFound."""
        state = self._state
        found = self._events_read([state.events.all[self._event_number(state, id)].seq])
        if not found:
            raise NotFound(f"there is no event {id}; its claims may have been counted anew")
        return found[0]

    def disputed_events(self) -> list[Event]:
        """Return the events that hold a contradiction, in the order in which they were kept."""
        return self._events_read(sorted(event.seq for event in self._state.events.all if event.contradictions))

    def _events_read(self, numbers: Sequence[int]) -> list[Event]:
        with self._store.looking() as since:
            return [record_of(Event, body) for _, body in since.bodies("event", numbers)]

    def event_row(self, id: str, viewer: Viewer) -> EventRow:
        """Return one event as a viewer may see it. Raises NotFound."""
        return self._answer(lambda state: showing.event_rows(state, [self._event_number(state, id)], viewer)[0])

    def events_of(self, claim: str) -> str:
        """Return the event in which a claim counts, else one that it restates, "" where there is none."""
        state = self._state
        number = state.index.get(claim)
        event = int(state.told["event"][number]) if number is not None else -1
        return state.events.all[event].id if event >= 0 else ""

    def _event_number(self, state: State, id: str) -> int:
        if id not in state.events.index:
            raise NotFound(f"there is no event {id}; its claims may have been counted anew")
        return state.events.index[id]

    def documents(
        self, filter: Filter, viewer: Viewer, *, order: str = "time", offset: int = 0, limit: int = 200, text: str = ""
    ) -> Page[DocumentRow]:
        """Return the documents with a fitting claim, newest first, or by outlet.

        With `text` those with it in title or outlet, or whose passages hold its words. Documents without a claim are
        there too where the filter asks for nothing of a claim. Raises BadQuery for another order.
        """
        if order not in ("time", "outlet"):
            raise BadQuery("order", f"{order!r} is none of time, outlet")

        def made(state: State) -> Page[DocumentRow]:
            mask = self._documents(state, filter, viewer)
            if text.strip():
                mask &= finding.named(state, text, viewer) | finding.holding(self._kept, state, text, viewer)
            found = np.flatnonzero(mask)
            found = found[np.argsort(-state.cached("document_rank")[found], kind="stable")]
            if order == "outlet":
                found = np.array(sorted(found.tolist(), key=lambda n: state.documents[n].outlet.casefold()), np.int64)
            rows = showing.document_rows(state, found[offset : offset + limit].tolist(), viewer)
            return Page(rows, len(found), offset, limit)

        return self._answer(made)

    def reports(self) -> list[tuple[str, str]]:
        """Return of each document when it was published and by which outlet, "" where it gives none; names as kept."""
        return [(one.published, one.outlet) for one in self._state.documents]

    def published(self) -> tuple[str, str]:
        """Return the first and the last ISO day on which a document was published, "" twice where none gives one."""
        days = [day for time, _ in self.reports() if (day := time[:10])]
        return (min(days), max(days)) if days else ("", "")

    def speakers(self, viewer: Viewer) -> Counter[tuple[str, str]]:
        """Return the named sources at which chains end ("" for none), by outlet, with their numbers of claims."""
        return showing.speakers(self._state, viewer)

    def brought(self, viewer: Viewer) -> tuple[Brought, ...]:
        """Return what people or goods were brought from where, by claims with a point, as a viewer may know it."""
        return brought(self._state, viewer)

    def captures(self, document: str) -> tuple[str, ...]:
        """Return the documents that were kept of the address of one, itself among them. Raises NotFound."""
        state = self._state
        address = state.documents[self._document_number(state, document)].address
        return tuple(one.id for one in state.documents if one.address == address) if address else (document,)

    def document(self, id: str, viewer: Viewer = _STRANGER) -> DocumentRow:
        """Return one document. Raises NotFound."""
        state = self._state
        return showing.document_rows(state, [self._document_number(state, id)], viewer)[0]

    def reading(self, document: str) -> Reading:
        """Return a document with its records as people left them, nothing masked (`discretion`). Raises NotFound."""
        state = self._state
        self._document_number(state, document)
        return state.decided.taken(self._store.reading(document))

    def discretion(self, viewer: Viewer) -> Discretion:
        """Return what masks texts and places of readings for a viewer: names private in one document are so in all."""
        return Discretion((), working_copy=True) if viewer.exact else self._state.discretion

    def edges(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the edges that start or end at one of these documents."""
        with self._store.looking() as since:
            return since.edges_at(documents)

    def drift(self, document: str) -> list[HedgeDrift]:
        """Return the drifts that a document has part in."""
        by_document: dict[str, list[HedgeDrift]] = self._once("drift", lambda: drifts_by_document(self._store.drift()))
        return list(by_document.get(document, ()))

    def cells_with(self, claim: str) -> tuple[ServiceStatus, ...]:
        """Return the cells of the service ledger that rest on a claim, now or before."""
        found = [cell.seq for cell in self._state.cells if claim in cell.claims]
        with self._store.looking() as since:
            return tuple(record_of(ServiceStatus, body) for _, body in since.bodies("service_status", found))

    def _once(self, name: str, made: Callable[[], Any]) -> Any:
        """Return what is read from the store once for each version."""
        version = self._state.version
        known = self._records.get(name)
        if known is None or known[0] != version:
            known = (version, made())
            self._records[name] = known
        return known[1]

    def _document_number(self, state: State, id: str) -> int:
        if id not in state.document_index:
            raise NotFound(f"there is no document {id} in this project")
        return state.document_index[id]

    def _documents(self, state: State, filter: Filter, viewer: Viewer) -> Array:
        """Return the mask of documents that a filter asks for."""
        if of_documents(filter):
            return documents_alone(state, filter)
        mask = self._mask(state, filter, viewer)
        return np.bincount(state.columns["doc"][mask], minlength=len(state.documents)) > 0

    def search(
        self, text: str, filter: Filter, viewer: Viewer, *, kind: str = "claims", offset: int = 0, limit: int = 50
    ) -> Page[Hit]:
        """Return the claims, or passages, in which all words of a text stand, best first, with the hits marked.

        Words are found in all their forms (English, Ukrainian, Russian, German), "words in quotation marks" as
        written, word* by their beginning. Nothing typed is an error but an unknown `kind` (BadQuery).
        """
        if kind not in ("claims", "passages"):
            raise BadQuery("kind", f"{kind!r} is none of claims, passages")
        question = Question.of(text)
        if not question:
            return Page((), 0, offset, limit)
        shown = slice(offset, offset + limit)

        def made(state: State) -> Page[Hit]:
            allowed = (self._mask if kind == "claims" else self._documents)(state, filter, viewer)
            hits, total = hits_of(self._kept, state, question, (kind, allowed), viewer, shown)
            return Page(hits, total, offset, limit)

        return self._answer(made)

    def _answer(self, made: Callable[[State], T]) -> T:
        """Return an answer made of one state; where the file turns out damaged it is made anew, once."""
        state = self._state
        try:
            return made(state)
        except sqlite3.Error as error:
            if not broken(error):
                raise
            with self._writing:
                if self._state is state:
                    self._state = self._refresher.build(state.version + 1)
            return made(self._state)

    def _mask(self, state: State, filter: Filter, viewer: Viewer) -> Array:
        found = list(masks(state, filter, viewer).values())
        text = self._text(state, filter, viewer)
        return together(state, found if text is None else [*found, text])

    def _text(self, state: State, filter: Filter, viewer: Viewer) -> Array | None:
        """Return the mask of claims that hold the words of a filter, None where it has none."""
        question = Question.of(filter.text)
        return finding.claims_with(self._kept, state, question, exact=viewer.exact) if question else None


class Past(Desk):
    """A desk of an earlier time, over the file of the desk of now; it does not change."""

    def __init__(self, now: Desk, state: State, moment: str) -> None:
        super().__init__(now._refresher, now._file_lock, state)
        self._moment = moment
        self._observed, self._observing = now._observed, now._observing

    def close(self) -> None:
        """Nothing: the desk of now owns the file."""

    def refresh(self) -> Changed:
        """Return that nothing has changed."""
        return Changed()

    def look(self, *, every_s: float = 2.0) -> Changed:
        """Return that nothing has changed."""
        return Changed()

    def at(self, moment: str) -> Desk:
        """Return this desk: there is none of another time within it."""
        return self

    def reading(self, document: str) -> Reading:
        """Return a document with its records of that time, as people had left them. Raises NotFound."""
        self._document_number(self._state, document)
        for reading in self._store.readings_of([document], known_by=self._moment):
            return self._state.decided.taken(reading)
        raise NotFound(f"there is no document {document} in this project")

    def edges(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the edges of that time that start or end at one of these documents."""
        with self._store.looking_back(self._moment) as then:
            return then.edges_at(documents)

    def drift(self, document: str) -> list[HedgeDrift]:
        """Return the drifts of that time that a document has part in."""
        with self._store.looking_back(self._moment) as then:
            found = [record_of(HedgeDrift, body) for _, body in then.bodies("drift", then.stood("drift"))]
        return [d for d in found if document in (d.earlier_document, d.later_document)]

    def _answer(self, made: Callable[[State], T]) -> T:
        return made(self._state)


_PASTS = 3
"""Earlier times that stay ready."""
