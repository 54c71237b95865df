"""A whole database into another one, row for row: numbers, retired rows and chains too."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, inspect

from reportedly.errors import StoreError
from reportedly.store import sqlite
from reportedly.store.backend import Backend, Raw, Row

TABLES = (
    "run", "document", "document_text", "failure", "outcome", "record", "edge", "judgement", "event", "drift",
    "service_status", "review", "review_key", "custody", "visit", "join_meta", "join_document", "join_key",
    "join_candidate", "join_edge", "join_item", "join_list", "join_place", "join_pair", "join_zone", "join_clash",
    "join_word",
)  # fmt: skip
"""All tables that hold what cannot be made from the others, those that others point to first."""

CHAINS = ("review", "custody")
_BATCH = 1000
"""Rows that are written in one transaction."""

Progress = Callable[[str, int, int], None]
"""Hears of a table, how many rows were copied since the last time, and of how many."""


@dataclass(frozen=True, slots=True)
class Copied:
    """How many rows there are now, how many of them were copied this time, and the digest of both databases."""

    rows: int
    copied: int
    sha256: str


@dataclass(frozen=True, slots=True)
class _Table:
    """Columns of a table, and those by which rows are told apart; all of them where no others are."""

    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]

    @classmethod
    def of(cls, connection: Connection, name: str) -> "_Table":
        looking = inspect(connection)
        columns = tuple(column["name"] for column in looking.get_columns(name))
        return cls(name, columns, tuple(looking.get_pk_constraint(name)["constrained_columns"] or ()))

    def rows(self, raw: Raw, after: Row | None = None) -> Iterator[Row]:
        """Yield all rows in order, or those after a key."""
        order = _named(self.key or self.columns)
        where = f"WHERE ({order}) > ({_marks(self.key)}) " if after else ""
        return raw.each(f"SELECT {_named(self.columns)} FROM {self.name} {where}ORDER BY {order}", after or ())  # noqa: S608 (fixed names)

    def count(self, raw: Raw) -> int:
        """Return how many rows there are."""
        return int(raw.execute(f"SELECT count(*) FROM {self.name}").fetchone()[0])  # noqa: S608 (a fixed name)

    def last(self, raw: Raw) -> Row | None:
        """Return the last row, None for an empty table."""
        down = ", ".join(f'"{name}" DESC' for name in self.key)
        found = raw.execute(f"SELECT {_named(self.columns)} FROM {self.name} ORDER BY {down} LIMIT 1").fetchone()  # noqa: S608 (fixed names)
        return tuple(found) if found else None

    def key_of(self, row: Row) -> Row:
        """Return the values of a row that tell it apart."""
        return tuple(row[self.columns.index(name)] for name in self.key)

    def with_key(self, raw: Raw, key: Row) -> Row | None:
        """Return the row with a key, None where there is none."""
        query = f"SELECT {_named(self.columns)} FROM {self.name} WHERE ({_named(self.key)}) = ({_marks(self.key)})"  # noqa: S608 (fixed names)
        found = raw.execute(query, key).fetchone()
        return tuple(found) if found else None

    def insert(self) -> str:
        """Return the statement that adds a row."""
        return f"INSERT INTO {self.name} ({_named(self.columns)}) VALUES ({_marks(self.columns)})"  # noqa: S608 (fixed names)


def copy_all(source: Backend, target: Backend, progress: Progress, *, resume: bool = False) -> Copied:
    """Copy a database into one that is empty, or (`resume`) go on with a copy that was broken off.

    Raises StoreError where the target holds something (and is not to be gone on with), where it is no beginning of
    the source, or where the two are not equal in the end.
    """
    with source.reading() as connection:
        raw = source.raw(connection, bulk=True)
        tables = [_Table.of(connection, name) for name in TABLES]
        if not resume:
            _need_empty(target, tables)
        copied = sum(_copy_table(table, raw, target, progress) for table in tables)
        highest = {chain: source.highest(connection, chain) for chain in CHAINS}
        rows, there = sum(table.count(raw) for table in tables), _digests(raw, tables)
    target.write(lambda connection: _finish(target, connection, highest))
    here = digests(target)
    for name, sha256 in there.items():
        if here[name] != sha256:
            raise StoreError(
                f"{target.name}: the table {name} is not equal to that of {source.name}; the source has changed since "
                "the copy was begun: empty the target and copy again"
            )
    return Copied(rows, copied, digest_of(there))


def digests(backend: Backend) -> dict[str, str]:
    """Return the SHA-256 of all rows of each table."""
    with backend.reading() as connection:
        tables = [_Table.of(connection, name) for name in TABLES]
        return _digests(backend.raw(connection, bulk=True), tables)


def digest_of(tables: dict[str, str]) -> str:
    """Return one SHA-256 for all tables."""
    return hashlib.sha256("".join(f"{name} {tables[name]}\n" for name in TABLES).encode()).hexdigest()


def to_file(source: Backend, target: Path) -> None:
    """Write a whole copy of a database as it is now into a new SQLite file. Raises StoreError."""
    if isinstance(source, sqlite.SqliteBackend):
        sqlite.copy(source.path, target)
        return
    made = sqlite.SqliteBackend.open(target)
    try:
        copy_all(source, made, lambda _table, _done, _total: None)
    finally:
        made.close()


def _need_empty(target: Backend, tables: Sequence[_Table]) -> None:
    def found(connection: Connection) -> list[str]:
        raw = target.raw(connection)
        return [table.name for table in tables if raw.execute(f"SELECT 1 FROM {table.name} LIMIT 1").fetchone()]  # noqa: S608 (a fixed name)

    if names := target.read(found):
        raise StoreError(
            f"{target.name} is not empty ({', '.join(names[:3])}); name an empty database, or go on with a copy that "
            "was broken off with --resume"
        )


def _copy_table(table: _Table, raw: Raw, target: Backend, progress: Progress) -> int:
    """Copy the rows that are not there, and return how many."""
    total = table.count(raw)
    after, there = _there(table, raw, target)
    progress(table.name, there, total)
    copied, batch = 0, []
    for row in table.rows(raw, after):
        batch.append(tuple(row))
        if len(batch) == _BATCH and table.key:
            _put(table, batch, target)
            progress(table.name, len(batch), total)
            copied, batch = copied + len(batch), []
    # Rows that nothing tells apart come all at once: they are there wholly or not at all.
    _put(table, batch, target)
    progress(table.name, len(batch), total)
    return copied + len(batch)


def _put(table: _Table, batch: Sequence[Row], target: Backend) -> None:
    def put(connection: Connection) -> None:
        raw = target.raw(connection)
        if not table.key:
            raw.execute(f"DELETE FROM {table.name}")  # noqa: S608 (a fixed name)
        raw.executemany(table.insert(), batch)

    target.write(put)


def _there(table: _Table, raw: Raw, target: Backend) -> tuple[Row | None, int]:
    """Return the key of the last row that was copied before, and how many were. Raises StoreError for other rows."""
    if not table.key:
        return None, 0

    def look(connection: Connection) -> tuple[Row | None, int]:
        there = target.raw(connection)
        return table.last(there), table.count(there)

    last, count = target.read(look)
    if last is None:
        return None, 0
    key = table.key_of(last)
    if table.with_key(raw, key) != last:
        raise StoreError(
            f"{target.name}: the table {table.name} holds rows that the source has not; it is no copy that was broken "
            "off: name an empty database"
        )
    return key, count


def _finish(target: Backend, connection: Connection, highest: dict[str, int]) -> None:
    for chain, number in highest.items():
        target.set_highest(connection, chain, number)
    target.copied(connection)


def _digests(raw: Raw, tables: Sequence[_Table]) -> dict[str, str]:
    made = {}
    for table in tables:
        found = hashlib.sha256()
        for row in table.rows(raw):
            found.update(json.dumps(list(row), ensure_ascii=False).encode())
            found.update(b"\n")
        made[table.name] = found.hexdigest()
    return made


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in columns)


def _marks(columns: Sequence[str]) -> str:
    return ", ".join("?" * len(columns))
