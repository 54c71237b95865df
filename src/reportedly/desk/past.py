"""The state of an earlier time, made of today's columns: only documents that differ since are read from the store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from reportedly.desk import happenings
from reportedly.desk.advancing import reported_days
from reportedly.desk.columns import Array, joined
from reportedly.desk.decided import Decided
from reportedly.desk.happenings import CellFacts, EventFacts, events_of, standings
from reportedly.desk.making import Parts, makings_of
from reportedly.desk.preparing import prepared
from reportedly.desk.refreshing import Refresher
from reportedly.desk.state import Names, State
from reportedly.desk.writing import Writer, Written
from reportedly.records import Event, ServiceStatus
from reportedly.store.rows import record_of
from reportedly.store.then import Then


@dataclass(frozen=True)
class Looked:
    """What the store tells of an earlier time: documents that were there, those that differ, events and cells."""

    documents: frozenset[str]
    changed: frozenset[str]
    events: tuple[EventFacts, ...]
    events_kept: frozenset[int]
    cells: tuple[CellFacts, ...]
    joined_at: str

    @classmethod
    def of(cls, then: Then, state: State) -> "Looked":
        """Return what is told; of events and cells only those are read that are not current today."""
        events, cells = then.stood("event"), then.stood("service_status")
        now_events, now_cells = {e.seq for e in state.events.all}, {c.seq: c for c in state.cells}
        come = then.bodies("event", [n for n in events if n not in now_events])
        cells_come = dict(then.bodies("service_status", [n for n in cells if n not in now_cells]))
        return cls(
            frozenset(then.documents()),
            frozenset(then.changed()),
            tuple(happenings.event_facts(n, record_of(Event, body)) for n, body in come),
            frozenset(events),
            tuple(now_cells.get(n) or happenings.cell_facts(n, record_of(ServiceStatus, cells_come[n])) for n in cells),
            then.joined_at(),
        )


@dataclass
class Backward:
    """Makes states of earlier times; documents that are not as they are today are written once for each time."""

    refresher: Refresher
    _aside: dict[str, tuple[Names, dict[str, Written]]] = field(default_factory=dict)

    def state(self, state: State, moment: str) -> State:
        """Return what was known at a time (ISO 8601, UTC), as far as today's state goes; masked by what is known today.

        Used by one thread at a time, which may write into the file.
        """
        store = self.refresher.project.store
        with store.looking_back(moment) as then:
            looked = Looked.of(then, state)
        decided = Decided.of(store.reviews(known_by=moment), store.documents_of, state.decided)
        changed = (looked.changed | decided.changed_since(state.decided)) & looked.documents
        written = self._written(state, moment, changed, decided)
        made = _with_documents(state, looked.documents, written)
        kept = [event for event in state.events.all if event.seq in looked.events_kept]
        events = events_of([*kept, *looked.events], made.index, reported_days(made))
        told = standings(events, looked.cells, (), made.index, made.words["side"].code)
        return replace(
            made, as_of=looked.joined_at, events=events, cells=looked.cells, decided=decided, told=told,
            drafted=frozenset(), cache={},
        )  # fmt: skip

    def _written(self, state: State, moment: str, documents: frozenset[str], decided: Decided) -> Mapping[str, Written]:
        names, known = self._aside.get(moment, (state.names, {}))
        if names is not state.names:
            known = {}
        missing = sorted(documents - known.keys())
        if missing:
            known = {**known, **self._read(state, moment, missing, decided)}
        self._aside[moment] = (state.names, known)
        return {document: known[document] for document in documents if document in known}

    def _read(self, state: State, moment: str, missing: Sequence[str], decided: Decided) -> dict[str, Written]:
        refresher, found = self.refresher, {}
        makings = makings_of(refresher.project, refresher.directory(), state.book, Parts(decided, ()), state.discretion)
        with refresher.kept.writing() as db:
            writer = Writer(refresher.kept, db, state.words, state.book)
            for reading in refresher.project.store.readings_of(missing, known_by=moment):
                document = reading.document.id
                made = prepared(reading, decided, *makings)
                found[document] = writer.aside(made, -1, state.document_index.get(document))
            writer.end()
        return found


def _with_documents(state: State, there: frozenset[str], written: Mapping[str, Written]) -> State:
    """Return a state with only the documents that were there, those that were written aside in place of today's."""
    stays = np.fromiter((d.id in there for d in state.documents), bool, len(state.documents))
    number = np.where(stays, np.cumsum(stays) - 1, -1)
    documents = tuple(
        replace(written[d.id].facts, claims=()) if d.id in written else d for d in state.documents if d.id in there
    )
    index = {document.id: n for n, document in enumerate(documents)}
    asides = [(index[document], one) for document, one in written.items() if document in index]
    rows: list[tuple[Any, ...]] = [(num, *row[1:]) for num, one in asides for row in one.rows]
    gone = ~stays
    gone[[state.document_index[document] for document in written if document in state.document_index]] = True
    keep = ~gone[state.columns["doc"]]
    columns = joined({**state.columns, "doc": number[state.columns["doc"]].astype("i4")}, keep, rows)
    ids = (*(state.ids[n] for n in np.flatnonzero(keep).tolist()), *(id_ for _, one in asides for id_ in one.ids))
    slots = np.array([slot for _, one in asides for slot in one.slots], np.int64)
    services = _told(state.services, number, {num: one.service for num, one in asides})
    brought = _told(state.brought, number, {num: one.brought for num, one in asides})
    held = {int(number[num]): found for num, found in state.names.by_document.items() if number[num] >= 0}
    return replace(
        state,
        documents=documents,
        document_index=index,
        ids=ids,
        index={id_: n for n, id_ in enumerate(ids)},
        slots=np.concatenate([state.slots[keep], slots]),
        columns=columns,
        names=Names(held),
        services=services,
        brought=brought,
        text_documents=_moved(state.text_documents, number),
        cache={},
    )


def _told(today: Mapping[int, str], number: Array, then: Mapping[int, str]) -> dict[int, str]:
    """Return what documents said under their new numbers: what they say today, or said `then`."""
    stays = {int(number[num]): body for num, body in today.items() if number[num] >= 0}
    return {num: body for num, body in sorted((stays | dict(then)).items()) if body}


def _moved(documents: Array, number: Array) -> Array:
    """Return the documents of rows under their new numbers, -1 where there is none."""
    if not len(number):
        return np.full(len(documents), -1, np.int64)
    return np.where(documents >= 0, number[np.maximum(documents, 0)], -1)
