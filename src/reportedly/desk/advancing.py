"""From one state to the next: what a store has that a state has not, and the state with that in it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from reportedly.desk import happenings, impact, plain
from reportedly.desk.columns import COLUMNS, Array, Vocabularies, arrays, joined, ordinal, patched
from reportedly.desk.decided import Decided
from reportedly.desk.facts import DocumentFacts
from reportedly.desk.happenings import CellFacts, EventFacts, events_of, standings
from reportedly.desk.keeping import Kept
from reportedly.desk.places import Known, PlaceBook
from reportedly.desk.state import Names, State
from reportedly.desk.writing import Written
from reportedly.records import Event, Reading, ServiceStatus, Theatre
from reportedly.records.withhold import Discretion, private_names
from reportedly.store.rows import record_of
from reportedly.store.since import DERIVED, Marks, Since

_AT_ONCE = 10_000
_PRIVATE = frozenset({"P2", "P3"})


class Unusable(Exception):
    """The file of the workbench does not fit; it is made anew."""


@dataclass(frozen=True)
class Seen:
    """What a store has that a state has not: documents to be read, decisions, derived rows that came and went."""

    marks: Marks
    as_of: str
    decided: Decided
    documents: frozenset[str] = frozenset()
    numbers: Mapping[str, int] = field(default_factory=dict)
    events: tuple[EventFacts, ...] = ()
    events_gone: Mapping[int, str] = field(default_factory=dict)
    cells: tuple[CellFacts, ...] = ()
    cells_gone: frozenset[int] = frozenset()
    derived: tuple[str, ...] = ()
    masked: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls, since: Since, state: State, marks: Marks, homes: Callable[[Collection[str]], Collection[str]]
    ) -> "Seen":
        """Return what is new in a store."""
        old = state.marks
        decided = state.decided
        if marks.review != old.review:
            new = since.reviews(old.review)
            erased = any(action.kind == "erase" for action in new)
            decided = Decided.of(since.reviews(0) if erased else [*decided.actions, *new], homes, decided)
        made = since.changed_documents(old)
        touched = decided.changed_since(state.decided) if decided is not state.decided else frozenset()
        documents = frozenset(made) | touched
        numbers = since.numbers(documents)
        derived = tuple(name for name in DERIVED if getattr(marks, name) != getattr(old, name))
        known = {event.seq: event.id for event in state.events.all} if "event" in derived else {}
        stay = set(since.current("event")) if "event" in derived else set()
        cells_were = {cell.seq for cell in state.cells}
        cells_now = since.current("service_status") if "service_status" in derived else list(cells_were)
        come, cells_come = sorted(stay - known.keys()), sorted(set(cells_now) - cells_were)
        return cls(
            marks,
            since.joined_at(),
            decided,
            frozenset(numbers),
            numbers,
            tuple(happenings.event_facts(n, record_of(Event, body)) for n, body in since.bodies("event", come)),
            {seq: id_ for seq, id_ in known.items() if seq not in stay},
            tuple(
                happenings.cell_facts(n, record_of(ServiceStatus, body))
                for n, body in since.bodies("service_status", cells_come)
            ),
            frozenset(cells_were - set(cells_now)),
            derived,
        )

    def order(self, document: str) -> int:
        """Return the place of a document in the order of their coming."""
        return self.numbers.get(document, 0)


def goes_on(before: Marks, now: Marks) -> bool:
    """Say whether a store may be the one of these marks: numbers of rows only grow."""
    single = all(getattr(now, name) >= getattr(before, name) for name in ("document", "outcome", "record", "review"))
    return single and all(getattr(now, name)[0] >= getattr(before, name)[0] for name in DERIVED)


def names_of(since: Since) -> dict[str, frozenset[str]]:
    """Return the private names of each document that has some."""
    found: dict[str, set[str]] = defaultdict(set)
    for document, text, mention in since.persons():
        if mention.person_class in _PRIVATE and len(mention.span) > 1:
            found[document].add(mention.span.of(text).strip())
    return {document: frozenset(names) for document, names in found.items()}


def with_names(state: State, seen: Seen, readings: Mapping[str, Reading]) -> Names:
    """Return the private names with those of documents that were read anew; the very same where nothing differs."""
    held = dict(state.names.by_document)
    new = len(state.documents)
    for document in sorted(readings, key=lambda d: (state.document_index.get(d, new), seen.order(d))):
        num = state.document_index.get(document)
        if num is None:
            num, new = new, new + 1
        found = private_names([readings[document]])
        if found:
            held[num] = found
        else:
            held.pop(num, None)
    return state.names if held == state.names.by_document else Names(held)


def loaded(kept: Kept, theatre: Theatre, meta: Mapping[str, str], marks: Marks, decided: Decided) -> State:
    """Return the state that a file holds, without what is told of claims. Raises Unusable where rows are missing."""
    book = PlaceBook(theatre, (Known.of(*row) for row in kept.rows("SELECT id, body FROM place")))
    words = Vocabularies.of(kept.rows("SELECT name, code, value FROM word ORDER BY name, code"), book)
    documents = tuple(plain.document_of(row[0]) for row in kept.rows("SELECT body FROM document ORDER BY num"))
    ids, slots, columns = _claims(kept)
    names: dict[int, set[str]] = defaultdict(set)
    for num, name in kept.rows("SELECT doc, name FROM private"):
        names[num].add(name)
    held = Names({num: frozenset(found) for num, found in names.items()})
    if len(columns["doc"]) and columns["doc"].max() >= len(documents):
        raise Unusable("claims of documents that are not there")
    made = _empty(theatre, book, words, marks, decided)
    made = replace(
        made,
        version=int(meta["version"]),
        as_of=meta["as_of"],
        documents=documents,
        document_index={document.id: n for n, document in enumerate(documents)},
        ids=ids,
        index={id_: n for n, id_ in enumerate(ids)},
        slots=slots,
        columns=columns,
        names=held,
        discretion=Discretion(held.count(), floors=theatre.floor_table()),
        text_documents=_text_documents(kept.rows("SELECT slot, doc FROM passage")),
        cells=tuple(happenings.cell_of(row[0]) for row in kept.rows("SELECT body FROM cell ORDER BY seq")),
        services=dict(kept.rows("SELECT doc, body FROM service ORDER BY doc")),
        brought=dict(kept.rows("SELECT doc, body FROM brought ORDER BY doc")),
    )
    events = [happenings.event_of(row[0]) for row in kept.rows("SELECT body FROM event ORDER BY seq")]
    return replace(made, events=events_of(events, made.index, reported_days(made)))


def _claims(kept: Kept) -> tuple[tuple[str, ...], Array, dict[str, Array]]:
    """Return ids, rows and columns of all claims; some at a time as rows, which take far more memory than columns."""
    ids: list[str] = []
    slots, parts = [np.zeros(0, np.int64)], [arrays([])]
    names = ", ".join(name for name, _ in COLUMNS)
    found = kept.db.execute(f"SELECT slot, id, {names} FROM claim ORDER BY slot")  # noqa: S608 (fixed names)
    while some := found.fetchmany(_AT_ONCE):
        ids += [row[1] for row in some]
        slots.append(np.array([row[0] for row in some], np.int64))
        parts.append(arrays([row[2:] for row in some]))
    return tuple(ids), np.concatenate(slots), {name: np.concatenate([p[name] for p in parts]) for name, _ in COLUMNS}


def advanced(state: State, seen: Seen, written: Sequence[Written], names: Names, discretion: Discretion) -> State:
    """Return a state with what was seen and written in it; what events, ledger and brief tell of claims is not yet."""
    made = replace(
        state,
        marks=seen.marks,
        as_of=seen.as_of,
        decided=seen.decided,
        names=names,
        discretion=discretion,
        cells=(*(c for c in state.cells if c.seq not in seen.cells_gone), *seen.cells),
        cache={},
    )
    if written:
        made = _with_documents(made, written)
    if seen.events or seen.events_gone or made.ids is not state.ids:
        kept = [event for event in state.events.all if event.seq not in seen.events_gone]
        made = replace(made, events=events_of([*kept, *seen.events], made.index, reported_days(made)))
    return replace(made, cache=_carried(state, made))


_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "ids": (),
    "side": ("side",),
    "line": ("doc", "n"),
    "document": ("doc", "n"),
    "time": ("doc", "n", "first"),
    "event": ("doc", "n"),
    "impact": ("doc", "n", "review"),
    "queue": ("review",),
    "text_claims": ("text",),
    "per_document": ("doc",),
    "decided_per_document": ("doc", "review"),
    "document_rank": (),
    **dict.fromkeys(("language", "languages", "language_code", "outlet", "outlets", "outlet_code"), ()),
    "spots True": ("place", "precision", "lat"),
    "spots False": ("place", "public_precision", "public_lat"),
}


def _carried(before: State, now: State) -> dict[str, Array]:
    """Return what was worked out of the state before and still holds: where nothing that it rests on is another."""
    if before.ids is not now.ids or before.events is not now.events or len(before.documents) != len(now.documents):
        return {}
    if any(_told_by(a) != _told_by(b) for a, b in zip(before.documents, now.documents, strict=True) if a is not b):
        return {}
    same = {name for name, values in now.columns.items() if before.columns[name] is values}
    return {name: made for name, made in dict(before.cache).items() if same.issuperset(_RESTS_ON[name])}


def _told_by(document: DocumentFacts) -> tuple[str, str, str]:
    return document.published, document.language, document.outlet


def _with_documents(state: State, written: Sequence[Written]) -> State:
    documents = list(state.documents)
    for one in written:
        if one.num == len(documents):
            documents.append(_bare(one))
        else:
            documents[one.num] = _bare(one)
    index = state.document_index
    if len(documents) != len(state.documents):
        index = {**index, **{one.facts.id: one.num for one in written}}
    fresh = [one for one in written if one.anew]
    made = replace(
        state,
        services=_told(state.services, {one.num: one.service for one in written}),
        brought=_told(state.brought, {one.num: one.brought for one in written}),
        documents=tuple(documents),
        document_index=index,
        text_documents=_text_documents(
            [(slot, one.num) for one in fresh for slot in one.passages], state.text_documents, {o.num for o in fresh}
        ) if fresh else state.text_documents,
    )  # fmt: skip
    rows = [row for one in written for row in one.rows]
    ids = [id_ for one in written for id_ in one.ids]
    slots = [slot for one in written for slot in one.slots]
    there = np.isin(state.columns["doc"], [one.num for one in written])
    if {state.ids[n] for n in np.flatnonzero(there)} == set(ids) and len(set(ids)) == len(ids):
        at = [state.index[id_] for id_ in ids]
        moved = state.slots.copy()
        moved[at] = slots
        return replace(made, slots=moved, columns=patched(state.columns, at, rows))
    keep = ~there
    left = (*(state.ids[n] for n in np.flatnonzero(keep)), *ids)
    return replace(
        made,
        ids=left,
        index={id_: n for n, id_ in enumerate(left)},
        slots=np.concatenate([state.slots[keep], np.array(slots, np.int64)]),
        columns=joined(state.columns, keep, rows),
    )


def _told(known: Mapping[int, str], told: Mapping[int, str]) -> Mapping[int, str]:
    """Return what documents say with what those that were written say now; the very same where nothing differs."""
    if all(known.get(num, "") == body for num, body in told.items()):
        return known
    return {num: body for num, body in {**known, **told}.items() if body}


def stood(state: State, folder: Path) -> State:
    """Return a state in which claims have what events, ledger and brief tell of them."""
    mark, drafted = impact.mark_of(folder), impact.of_briefs(folder)
    told = standings(state.events, state.cells, drafted, state.index, state.words["side"].code)
    return replace(state, told=told, drafted=drafted, draft_mark=mark, cache={})


def _empty(theatre: Theatre, book: PlaceBook, words: Vocabularies, marks: Marks, decided: Decided) -> State:
    nothing = np.zeros(0, np.int64)
    events = events_of((), {}, nothing)
    return State(
        version=0, as_of="", marks=marks, documents=(), document_index={}, ids=(), index={}, slots=nothing,
        columns=arrays([]), told=standings(events, (), (), {}, int), events=events, cells=(), decided=decided,
        names=Names(), discretion=Discretion((), floors=theatre.floor_table()), words=words, book=book,
        text_documents=nothing,
    )  # fmt: skip


def _bare(one: Written) -> Any:
    return replace(one.facts, claims=())


def reported_days(state: State) -> Array:
    """Return of each claim the ordinal of the day on which it was reported, 0 where it is not known."""
    days = [ordinal(d.published[:10]) if len(d.published) >= len("2026-01-01") else 0 for d in state.documents]
    return np.array([*days, 0], np.int64)[state.columns["doc"]]


def _text_documents(pairs: Sequence[Sequence[int]], before: Array | None = None, gone: Collection[int] = ()) -> Array:
    """Return the document of each row of the full-text index of passages, those of `gone` documents taken out."""
    old = before if before is not None else np.zeros(0, np.int64)
    size = max((int(slot) for slot, _ in pairs), default=-1) + 1
    table = np.full(max(size, len(old)), -1, np.int64)
    table[: len(old)] = np.where(np.isin(old, list(gone)), -1, old) if gone else old
    if pairs:
        slots, documents = np.array(pairs, np.int64).T
        table[slots] = documents
    return table
