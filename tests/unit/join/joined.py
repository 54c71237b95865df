"""Joining invented piles in a store of their own, whole or in batches."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from reportedly.corroborate.compare import Rules
from reportedly.corroborate.dossier import dossier_of
from reportedly.corroborate.sources import Directory
from reportedly.derive.citations import Names
from reportedly.gloss import marker as word_marker
from reportedly.join.decisions import Decisions
from reportedly.join.driver import Joining, Report, join, rebuild
from reportedly.join.prints import print_of
from reportedly.records import DocEdge, Event, Judgement, Reading, Run
from reportedly.store import SqlStore
from tests.unit.corroborate.pile import THEATRE, parents


class Outcome(NamedTuple):
    """What a store holds after joining."""

    edges: list[DocEdge]
    judgements: list[Judgement]
    events: list[Event]


_MARKER = word_marker()
_RUN = Run("run", "2026-06-01T00:00:00+00:00", "0", "{}")


@cache
def _empty() -> bytes:
    """Return an empty database; making one takes longer than joining a small pile."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "empty.db"
        store = SqlStore.open(path)
        store.begin_run(_RUN)
        store.close()
        return path.read_bytes()


class Pile:
    """A store that takes readings in, batch by batch."""

    def __init__(self, folder: Path, decisions: Decisions | None = None, *, url: str = "") -> None:
        self.path = folder / "pile.db"
        if url:
            self.store = SqlStore.open(url)
            self.store.begin_run(_RUN)
        else:
            self.path.write_bytes(_empty())
            self.store = SqlStore.open(self.path, create=False)
        self._decisions = decisions or Decisions()
        self._known: set[str] = set()

    def add(self, readings: Sequence[Reading]) -> Report:
        """Join readings with those that are there; one that is there already is taken as changed."""
        directory, names = Directory(THEATRE), Names.of(THEATRE)
        for reading in readings:
            self.store.add_document(reading.document, run="run")
        new = [r for r in readings if r.document.id not in self._known]
        self._known |= {r.document.id for r in new}
        with self.store.joining("run") as tables:
            return join(
                tables,
                Joining(Rules(frozenset(), parents), self._decisions),
                [print_of(r, _MARKER, names) for r in new],
                [dossier_of(r, directory) for r in readings],
            )

    def rebuild(self) -> Report:
        """Work everything out anew."""
        with self.store.joining("run") as tables:
            return rebuild(tables, Joining(Rules(frozenset(), parents), self._decisions))

    def outcome(self) -> Outcome:
        """Return what the store holds, in a fixed order."""
        return Outcome(
            sorted(self.store.edges(), key=lambda e: (e.start, e.end, e.kind)),
            sorted(self.store.judgements(), key=lambda j: (j.left, j.right, j.verdict)),
            sorted(self.store.events(), key=lambda e: e.id),
        )


def in_batches(batches: Sequence[Sequence[Reading]], decisions: Decisions | None = None) -> Outcome:
    """Return what a store holds after these batches."""
    with TemporaryDirectory() as folder:
        pile = Pile(Path(folder), decisions)
        for batch in batches:
            pile.add(batch)
        found = pile.outcome()
        pile.store.close()
        return found
