"""What joining found: edges, judgements, events, drift and ledger, of which only differences are written.

Rows that are replaced are retired, not deleted. Every method works within the transaction of its connection.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any, TypeVar

from reportedly.records import DocEdge, Event, HedgeDrift, Judgement, ServiceStatus
from reportedly.store import rows
from reportedly.store.backend import Raw, Row
from reportedly.text import digest

_CHUNK = 500

R = TypeVar("R")


class FoundTables:
    """Reads what is current, and writes what is different."""

    def __init__(self, raw: Raw, *, run: str, started: str) -> None:
        self._db = raw
        self._run = run
        self._started = started

    def _many(self, statement: str, values: Iterable[Sequence[Any]]) -> None:
        self._db.executemany(statement, values)

    def _of(self, statement: str, ids: Collection[Any]) -> Iterator[Row]:
        """Yield the rows of a question about many ids; `?` in it stands for all of them."""
        wanted = sorted(ids)
        for start in range(0, len(wanted), _CHUNK):
            part = wanted[start : start + _CHUNK]
            yield from self._db.execute(statement.replace("?*", ",".join("?" * len(part))), part)

    def current_edges(self, start: str) -> list[DocEdge]:
        """Return the current edges that start at a document."""
        query = "SELECT body FROM edge WHERE retired_at IS NULL AND start = ?"
        found = self._db.execute(query, (start,))
        return [rows.record_of(DocEdge, r[0]) for r in found]

    def set_edges(self, starts: Collection[str] | None, edges: Sequence[DocEdge]) -> None:
        """Make `edges` the current ones of these documents; None: of all."""
        self._set("edge", self._current("edge", ("start",), starts), edges, lambda e: (e.start, e.end, e.kind))

    def set_judgements(self, claims: Collection[str] | None, judgements: Sequence[Judgement]) -> list[Judgement]:
        """Make `judgements` the current ones that a claim of these has part in; None: all.

        Returns those that have come or gone and say that two claims are not the same.
        """
        old = self._current("judgement", ("left", "right"), claims)
        come, gone = self._set("judgement", old, judgements, lambda j: (j.left, j.right, j.verdict))
        before = (rows.record_of(Judgement, body) for body in self._bodies("judgement", gone))
        return [j for j in (*come, *before) if j.verdict == "different"]

    def set_events(self, ids: Collection[str] | None, events: Sequence[Event]) -> list[Event]:
        """Make `events` the current ones in place of those with these ids; None: of all.

        Returns those of which nobody knew before.
        """

        def columns(e: Event) -> Row:
            return e.id, e.category, e.place_name or e.place, e.earliest, e.latest

        come, gone = self._set("event", self._current("event", ("event",), ids), events, columns)
        before = {row[0] for row in self._of("SELECT event FROM event WHERE seq IN (?*)", gone)}
        return [event for event in come if event.id not in before]

    def set_ledger(self, cells: Sequence[ServiceStatus]) -> None:
        """Make these cells the current ledger."""
        old = self._current("service_status", (), None)
        self._set("service_status", old, cells, lambda s: (s.place, s.sector, s.status, s.as_of))

    def set_drift(self, documents: Collection[str] | None, drifts: Sequence[HedgeDrift]) -> None:
        """Make `drifts` the current ones that end in these documents; None: all."""
        old = self._current("drift", ("json_extract(body, '$.later_document')",), documents)
        self._set("drift", old, drifts, lambda d: (d.earlier, d.later, d.kind, d.direction))

    def events(self) -> list[Event]:
        """Return all current events."""
        query = "SELECT body FROM event WHERE retired_at IS NULL ORDER BY event"
        return [rows.record_of(Event, row[0]) for row in self._db.execute(query)]

    def events_in(self, documents: Collection[str]) -> list[Event]:
        """Return the current events with a claim in one of these documents."""
        query = "SELECT DISTINCT event FROM join_item WHERE event IS NOT NULL AND document IN (?*)"
        ids = {row[0] for row in self._of(query, documents)}
        query = "SELECT body FROM event WHERE retired_at IS NULL AND event IN (?*)"
        return [rows.record_of(Event, row[0]) for row in self._of(query, ids)]

    def judgements_in(self, documents: Collection[str]) -> list[Judgement]:
        """Return the current judgements on pairs with a claim in one of these documents."""
        query = "SELECT claim FROM record WHERE kind = 'Claim' AND retired_at IS NULL AND document IN (?*)"
        claims = {row[0] for row in self._of(query, documents)}
        query = 'SELECT id, body FROM judgement WHERE retired_at IS NULL AND "{}" IN (?*)'
        found = {i: body for side in ("left", "right") for i, body in self._of(query.format(side), claims)}
        return [rows.record_of(Judgement, body) for body in found.values()]

    def headlined(self, documents: Collection[str]) -> set[str]:
        """Return those of these documents that have a headline."""
        query = """SELECT DISTINCT document FROM record WHERE kind = 'Passage' AND body LIKE '%"kind":"headline"%'
            AND retired_at IS NULL AND document IN (?*)"""
        return {row[0] for row in self._of(query, documents)}

    def edges_at(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the current edges that start or end at one of these documents."""
        query = 'SELECT id, body FROM edge WHERE retired_at IS NULL AND "{}" IN (?*)'
        found = {i: body for side in ("start", "end") for i, body in self._of(query.format(side), documents)}
        return [rows.record_of(DocEdge, body) for body in found.values()]

    def days(self) -> list[str]:
        """Return the days on which documents were published, as they were given."""
        query = "SELECT DISTINCT substr(published, 1, 10) FROM document WHERE published IS NOT NULL"
        return [row[0] for row in self._db.execute(query)]

    def _current(self, table: str, columns: Sequence[str], ids: Collection[str] | None) -> dict[str, int]:
        """Return the current rows of a derived table, id to number: those with one of `ids` in a column; None: all."""
        current = f"SELECT id, seq FROM {table} WHERE retired_at IS NULL"  # noqa: S608 (a fixed name)
        if ids is None:
            # Rows of versions that kept them in an order of their own.
            self._db.execute(f"UPDATE {table} SET position = 0 WHERE retired_at IS NULL AND position != 0")  # noqa: S608
            return dict(self._db.execute(current).fetchall())
        return dict(row for column in columns for row in self._of(f"{current} AND {_quoted(column)} IN (?*)", ids))

    def _set(
        self, table: str, there: dict[str, int], made: Sequence[R], columns: Callable[[R], Row]
    ) -> tuple[list[R], list[int]]:
        """Write the records that are not there, retire the others; return what came, and the numbers of what went."""
        new: dict[str, Row] = {}
        come: list[R] = []
        kept: set[str] = set()
        for record in made:
            body = rows.body_of(record)
            key = digest(body, length=24)
            if key in there:
                kept.add(key)
            elif key not in new:
                new[key] = (key, 0, *columns(record), self._run, body)
                come.append(record)
        gone = [seq for key, seq in there.items() if key not in kept]
        self._many(f"UPDATE {table} SET retired_at = ? WHERE seq = ?", ((self._started, s) for s in gone))  # noqa: S608
        names = _COLUMNS[table]
        marks = ",".join("?" * (names.count(",") + 5))
        self._many(f"INSERT INTO {table} (id, position, {names}, run, body) VALUES ({marks})", new.values())  # noqa: S608
        return come, gone

    def _bodies(self, table: str, numbers: Sequence[int]) -> Iterator[str]:
        for row in self._of(f"SELECT body FROM {table} WHERE seq IN (?*)", numbers):  # noqa: S608 (a fixed name)
            yield row[0]


def _quoted(column: str) -> str:
    return column if "(" in column else f'"{column}"'


_COLUMNS = {
    "edge": 'start, "end", kind',
    "judgement": '"left", "right", verdict',
    "event": "event, category, place, earliest, latest",
    "service_status": "place, sector, status, as_of",
    "drift": "earlier, later, kind, direction",
}
