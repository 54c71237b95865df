"""The file of the workbench, `OUT/workbench.db`: rows made from the store, thrown away whenever they do not fit."""

import os
import shutil
import sqlite3
import tempfile
import threading
import time
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from reportedly.desk.columns import COLUMNS

FILE = "workbench.db"
LOCK = "workbench.lock"
FORMAT = "4"
"""Grows with every change of what is kept or how it is made; a file of another format is made anew."""

KEPT_S = 60.0
"""Rows that were replaced are kept so long for who is still reading the state before."""

_CHUNK = 500
_TYPES = {"i2": "INTEGER", "i4": "INTEGER", "i8": "INTEGER", "f8": "REAL"}
_FTS = "fts5(words, lemmas, all_words, all_lemmas, content='', tokenize='unicode61 remove_diacritics 0')"
_TABLES = (
    "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE document (num INTEGER PRIMARY KEY, id TEXT UNIQUE, passages TEXT NOT NULL, body TEXT NOT NULL)",
    "CREATE TABLE claim (slot INTEGER PRIMARY KEY, id TEXT NOT NULL, "
    + ", ".join(f"{name} {_TYPES[kind]}" for name, kind in COLUMNS)
    + ")",
    "CREATE INDEX claim_doc ON claim (doc)",
    "CREATE TABLE claim_body (slot INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    (
        "CREATE TABLE passage (slot INTEGER PRIMARY KEY, doc INTEGER, ord INTEGER, kind TEXT, "
        "start INTEGER, stop INTEGER, withheld TEXT, text TEXT)"
    ),
    "CREATE INDEX passage_doc ON passage (doc)",
    "CREATE TABLE service (doc INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE brought (doc INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE event (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE cell (seq INTEGER PRIMARY KEY, body TEXT NOT NULL)",
    "CREATE TABLE place (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID",
    "CREATE TABLE private (doc INTEGER NOT NULL, name TEXT NOT NULL, PRIMARY KEY (doc, name)) WITHOUT ROWID",
    "CREATE TABLE word (name TEXT, code INTEGER, value TEXT NOT NULL, PRIMARY KEY (name, code)) WITHOUT ROWID",
    f"CREATE VIRTUAL TABLE claim_text USING {_FTS}",
    f"CREATE VIRTUAL TABLE passage_text USING {_FTS}",
)

Row = tuple[Any, ...]


class Kept:
    """One file of rows, with a connection for each thread that reads and one for the thread that writes."""

    def __init__(self, path: Path, *, own: bool = False) -> None:
        self.path = path
        self._own = own
        self._local = threading.local()
        self._open: list[sqlite3.Connection] = []
        self._gone: list[tuple[float, tuple[int, ...]]] = []
        self._guard = threading.Lock()

    @property
    def db(self) -> sqlite3.Connection:
        """The connection of this thread."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=10.0)
            found.execute("PRAGMA journal_mode = WAL")
            # What is lost in a crash of the machine is made anew from the store.
            found.execute("PRAGMA synchronous = OFF")
            found.execute("PRAGMA cache_size = -4000")
            self._local.db = found
            with self._guard:
                self._open.append(found)
        return found

    def create(self) -> None:
        """Make all tables."""
        with self.writing() as db:
            for statement in _TABLES:
                db.execute(statement)

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in one write transaction: all of it is kept, or nothing."""
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            yield db
        except BaseException:
            db.execute("ROLLBACK")
            raise
        db.execute("COMMIT")

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself; empty where it is none of ours."""
        return dict(self.db.execute("SELECT name, value FROM meta"))

    def note(self, values: dict[str, str]) -> None:
        """Note what the file says of itself."""
        self.db.executemany("INSERT OR REPLACE INTO meta VALUES (?, ?)", values.items())

    def rows(self, statement: str, values: Sequence[Any] = ()) -> list[Row]:
        """Return the rows of a question."""
        return self.db.execute(statement, values).fetchall()

    def of(self, statement: str, values: Sequence[Any]) -> Iterator[Row]:
        """Yield the rows of a question about many values; `?*` in it stands for all of them."""
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            yield from self.db.execute(statement.replace("?*", ",".join("?" * len(part))), part)

    def bodies(self, slots: Sequence[int]) -> dict[int, str]:
        """Return the rows of claims by their slots."""
        return dict(self.of("SELECT slot, body FROM claim_body WHERE slot IN (?*)", slots))

    def retire(self, slots: Collection[int]) -> None:
        """Take claims out of the current ones; who reads the state before still finds their rows for a while."""
        now = time.monotonic()
        old = [one for one in self._gone if now - one[0] > KEPT_S]
        self.db.executemany("DELETE FROM claim_body WHERE slot = ?", ((s,) for _, slots_ in old for s in slots_))
        self._gone = [one for one in self._gone if one not in old]
        self.db.executemany("DELETE FROM claim WHERE slot = ?", ((slot,) for slot in slots))
        self._gone.append((now, tuple(slots)))

    def sizes(self) -> str:
        """Return how many rows the chief tables hold, in one text."""
        tables = ("document", "claim", "event", "cell")
        return " ".join(str(self.rows(f"SELECT count(*) FROM {table}")[0][0]) for table in tables)  # noqa: S608

    def sweep(self) -> None:
        """Drop the rows of claims that were replaced before the file was opened."""
        self.db.execute("DELETE FROM claim_body WHERE slot NOT IN (SELECT slot FROM claim)")

    def reset(self) -> None:
        """Close all connections, so that the file can be made anew; who reads it meanwhile gets an error."""
        with self._guard:
            for db in self._open:
                with suppress(sqlite3.Error):
                    db.close()
            self._open.clear()
            self._local = threading.local()
            self._gone.clear()

    def close(self) -> None:
        """Close all connections; a file of one's own is removed."""
        self.reset()
        if self._own:
            shutil.rmtree(self.path.parent, ignore_errors=True)


class Lock:
    """Says that a process works with the file of a project; it ends with the process."""

    def __init__(self, folder: Path) -> None:
        self._db: sqlite3.Connection | None = None
        try:
            db = sqlite3.connect(folder / LOCK, isolation_level=None, check_same_thread=False, timeout=0.0)
            db.execute("BEGIN EXCLUSIVE")
            self._db = db
        except sqlite3.Error:
            self._db = None

    @property
    def held(self) -> bool:
        """Whether no other process had it."""
        return self._db is not None

    def close(self) -> None:
        """Let others have it."""
        if self._db is not None:
            self._db.close()
            self._db = None


def place_for(folder: Path, lock: Lock) -> Kept:
    """Return the file of a project, or one of this process alone where another process has that or it is read-only."""
    if lock.held and os.access(folder, os.W_OK):
        return Kept(folder / FILE)
    return Kept(Path(tempfile.mkdtemp(prefix="reportedly-desk-")) / FILE, own=True)


def remove(path: Path) -> None:
    """Remove a file with what SQLite keeps beside it."""
    for name in (path.name, f"{path.name}-wal", f"{path.name}-shm", f"{path.name}-journal"):
        path.with_name(name).unlink(missing_ok=True)


def inserted(table: str, count: int) -> str:
    """Return the statement that adds a row with so many values to a table."""
    return f"INSERT INTO {table} VALUES ({','.join('?' * count)})"  # noqa: S608 (a fixed name)


def added_text(table: str) -> str:
    """Return the statement that adds to a full-text index: number, words and basic forms for all, and of all."""
    return f"INSERT INTO {table} (rowid, words, lemmas, all_words, all_lemmas) VALUES (?, ?, ?, ?, ?)"  # noqa: S608


class Damaged(sqlite3.DatabaseError):
    """A row of the file is missing or cannot be read."""


def broken(error: sqlite3.Error) -> bool:
    """Say whether an error tells that the file is damaged or gone, not that somebody is at it."""
    return "locked" not in str(error) and "busy" not in str(error)
