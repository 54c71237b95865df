"""The state of a desk: loaded from its file, made anew from the store, or brought up to date with it."""

import json
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from reportedly import __version__
from reportedly.corroborate.sources import Directory
from reportedly.desk import happenings, impact, making
from reportedly.desk.advancing import (
    Seen,
    Unusable,
    advanced,
    goes_on,
    loaded,
    names_of,
    stood,
    with_names,
)
from reportedly.desk.columns import COLUMNS, Vocabularies
from reportedly.desk.decided import Decided
from reportedly.desk.happenings import CellFacts, EventFacts
from reportedly.desk.keeping import FORMAT, Kept, inserted, remove
from reportedly.desk.model import Changed
from reportedly.desk.places import PlaceBook
from reportedly.desk.preparing import prepared
from reportedly.desk.state import Names, State
from reportedly.desk.writing import Writer
from reportedly.gazetteer import default_path
from reportedly.gazetteer.layers import user_layers
from reportedly.project import Project
from reportedly.records import Event, Reading, ServiceStatus, to_plain
from reportedly.records.withhold import Discretion
from reportedly.store.rows import record_of
from reportedly.store.since import Marks
from reportedly.text import digest

_NAMES_AT_ONCE = 200
"""With more new private names than so many, all documents are masked anew."""
_REVIEWED = ("open", "accepted", "edited", "rejected")
_EACH = 200
"""Documents between two steps of progress."""

Progress = Callable[[int, int], None]
"""Hears how many documents of how many have been taken in."""


@dataclass
class Refresher:
    """Makes and refreshes states; used by one thread at a time."""

    project: Project
    kept: Kept
    progress: Progress | None = None
    processes: int = 1
    _directory: Directory | None = None
    _based: str = ""

    # Opening.

    def open(self) -> State:
        """Return the state of the project: that of the file brought up to date, or one made anew."""
        try:
            state = self.load()
        except (Unusable, sqlite3.Error, ValueError, KeyError, TypeError, IndexError, AttributeError):
            return self.build(1)
        return self.refresh(state)[0]

    def load(self) -> State:
        """Return the state that the file holds. Raises Unusable, or another error where the file is damaged."""
        if not self.kept.path.exists():
            raise Unusable("there is no file")
        meta = self.kept.meta()
        if meta.get("basis") != self._basis():
            raise Unusable("it was made by another version, or with another theatre or register")
        if meta.get("sizes") != self.kept.sizes():
            raise Unusable("rows are missing")
        plain: Any = {n: tuple(m) if isinstance(m, list) else m for n, m in json.loads(meta["marks"]).items()}
        marks = Marks(**plain)
        with self.project.store.looking() as since:
            if not goes_on(marks, since.marks()):
                raise Unusable("the database is another one")
            actions = [action for action in since.reviews(0) if action.number <= marks.review]
        with self.kept.writing():
            self.kept.sweep()
        found = Decided.of(actions, self.project.store.documents_of)
        return stood(loaded(self.kept, self.project.theatre, meta, marks, found), self.project.out)

    def build(self, version: int) -> State:
        """Make the file and the state anew from the store."""
        path = self.kept.path
        self.kept.reset()
        remove(path)
        self.kept.create()
        store = self.project.store
        with store.looking() as since:
            marks = since.marks()
            names = names_of(since)
            actions = since.reviews(0)
            bodies = {table: list(since.bodies(table, since.current(table))) for table in ("event", "service_status")}
            as_of = since.joined_at()
        book, words = PlaceBook(self.project.theatre), Vocabularies()
        for value in _REVIEWED:
            words["review"].code(value)
        decided = Decided.of(actions, store.documents_of)
        parts = making.Parts(decided, tuple(Counter(name for found in names.values() for name in found)))
        with self.kept.writing() as db:
            writer = Writer(self.kept, db, words, book, fresh=True)
            self._write_all(writer, parts, names)
            events = (happenings.event_facts(n, record_of(Event, body)) for n, body in bodies["event"])
            cells = (happenings.cell_facts(n, record_of(ServiceStatus, body)) for n, body in bodies["service_status"])
            _write_happenings(db, events, cells)
            writer.end()
            self._note(version, as_of, marks)
        made = loaded(self.kept, self.project.theatre, self.kept.meta(), marks, decided)
        return stood(made, self.project.out)

    def _write_all(self, writer: Writer, parts: making.Parts, names: Mapping[str, frozenset[str]]) -> None:
        held: dict[int, frozenset[str]] = {}
        total = self.project.store.counts().documents
        makings = making.makings_of(self.project, self.directory(), writer.book, parts)
        for num, made in enumerate(making.each(self.project, parts, makings, self.processes)):
            writer.write(made, num)
            if made.facts.id in names:
                held[num] = names[made.facts.id]
            if self.progress is not None and (num + 1) % _EACH == 0:
                self.progress(num + 1, total)
        writer.flush()
        _write_names(writer.db, held)

    # Refreshing.

    def refresh(self, state: State) -> tuple[State, Changed]:
        """Return the state with what has changed in the store since, and what that is; the same where nothing has."""
        draft = impact.mark_of(self.project.out)
        with self.project.store.looking() as since:
            marks = since.marks()
            if marks == state.marks and draft == state.draft_mark:
                return state, Changed()
            if not goes_on(state.marks, marks):
                return self.build(state.version + 1), Changed(anew="the database is another one")
            seen = Seen.of(since, state, marks, self.project.store.documents_of)
        readings = {r.document.id: r for r in self.project.store.readings_of(seen.documents)} if seen.documents else {}
        names = with_names(state, seen, readings)
        swapped = set(state.names.count()) ^ set(names.count()) if names is not state.names else set()
        if len(swapped) > _NAMES_AT_ONCE:
            return self.build(state.version + 1), Changed(anew="many private names are new")
        again: set[str] = set()
        if swapped:
            with self.project.store.looking() as since:
                again = since.holding({name for name in swapped if len(name) > 2}) - readings.keys()
            readings |= {r.document.id: r for r in self.project.store.readings_of(again)}
        masked = again | (readings.keys() if swapped else set())
        return self._take_in(state, replace(seen, masked=frozenset(masked)), readings, names)

    def _take_in(self, state: State, seen: Seen, readings: dict[str, Reading], names: Names) -> tuple[State, Changed]:
        discretion = state.discretion
        if names is not state.names:
            discretion = Discretion(names.count(), floors=self.project.theatre.floor_table())
        parts = making.Parts(seen.decided, ())
        makings = making.makings_of(self.project, self.directory(), state.book, parts, discretion)
        version = state.version + 1
        order = sorted(readings, key=lambda d: (state.document_index.get(d, len(state.documents)), seen.order(d)))
        with self.kept.writing() as db:
            writer = Writer(self.kept, db, state.words, state.book)
            written, count = [], len(state.documents)
            for document in order:
                num = state.document_index.get(document, count)
                count += num == count
                made = prepared(readings[document], seen.decided, *makings)
                written.append(writer.write(made, num, masks=document in seen.masked))
            for table, gone in (("event", seen.events_gone), ("cell", seen.cells_gone)):
                db.executemany(f"DELETE FROM {table} WHERE seq = ?", ((seq,) for seq in gone))  # noqa: S608
            _write_happenings(db, seen.events, seen.cells)
            changed_names = {
                num: names.by_document.get(num, frozenset())
                for num in {*names.by_document, *state.names.by_document}
                if names.by_document.get(num) != state.names.by_document.get(num)
            }
            _write_names(db, changed_names)
            writer.end()
            self._note(version, seen.as_of, seen.marks)
        now = replace(advanced(state, seen, written, names, discretion), version=version)
        drafted = impact.mark_of(self.project.out)
        if drafted != state.draft_mark or now.events is not state.events or seen.cells or seen.cells_gone \
                or now.ids is not state.ids:  # fmt: skip
            now = stood(now, self.project.out)
        return now, Changed(
            frozenset(readings),
            frozenset(e.id for e in seen.events) | frozenset(seen.events_gone.values()),
            frozenset(seen.derived),
            now.draft_mark != state.draft_mark,
        )

    def directory(self) -> Directory:
        """Return who is who by the theatre and the register, made once."""
        if self._directory is None:
            self._directory = Directory(self.project.theatre, self.project.sources)
        return self._directory

    def _basis(self) -> str:
        """Return a digest of all that rows are made with beside the store."""
        theatre = json.dumps(to_plain(self.project.theatre), ensure_ascii=False, sort_keys=True)
        register = self.project.out / "register.yaml"
        # What it is made with is looked at when it is opened; a desk keeps to that.
        layers = [f"{path.name} {path.stat().st_mtime_ns}" for path in user_layers()]
        self._based = digest(
            FORMAT,
            __version__,
            str(COLUMNS),
            theatre,
            register.read_text("utf-8") if register.exists() else "",
            self.project.store.name,
            *layers,
            default_path().name,
            length=32,
        )
        return self._based

    def _note(self, version: int, as_of: str, marks: Marks) -> None:
        told = {"basis": self._based or self._basis(), "marks": json.dumps(asdict(marks)), "as_of": as_of}
        self.kept.note({**told, "version": str(version), "sizes": self.kept.sizes()})


def _write_happenings(db: sqlite3.Connection, events: Iterable[EventFacts], cells: Iterable[CellFacts]) -> None:
    db.executemany(inserted("event", 2), ((event.seq, happenings.event_body(event)) for event in events))
    db.executemany(inserted("cell", 2), ((cell.seq, happenings.cell_body(cell)) for cell in cells))


def _write_names(db: sqlite3.Connection, names: Mapping[int, frozenset[str]]) -> None:
    db.executemany("DELETE FROM private WHERE doc = ?", ((num,) for num in names))
    db.executemany(inserted("private", 2), ((num, name) for num, found in names.items() for name in sorted(found)))
