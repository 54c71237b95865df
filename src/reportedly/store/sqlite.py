"""A database in one SQLite file in write-ahead mode: settings of a connection, and errors in words."""

import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.exc import DBAPIError

from reportedly.errors import StoreError
from reportedly.records import Document
from reportedly.store import migrating
from reportedly.store.backend import Made, Raw, Row

T = TypeVar("T")

_MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 10_000
"""How long a writer waits for another one before it gives up."""


_CACHE_KIB = 400_000
"""Memory that the database may keep pages in while many rows are read and written."""


class SqliteRaw:
    """Statements on the driver's connection."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self.execute = db.execute

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of values."""
        return self._db.executemany(statement, values)

    def each(self, statement: str, values: Sequence[Any] = (), /) -> Iterator[Row]:
        """Yield rows one by one."""
        yield from self._db.execute(statement, values)


class SqliteBackend:
    """One SQLite file. Writers wait for each other for a while, readers never wait."""

    kind = "sqlite"

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self.path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> "SqliteBackend":
        """Open the file at `path`, making it (if `create`) or bringing it to the newest schema.

        Raises StoreError if there is none, or the file is something else, damaged, or from a newer version.
        """
        _check_file(path, create=create)
        engine = create_engine(f"sqlite:///{path}", execution_options={"insert": insert})
        event.listen(engine, "connect", _configure)
        event.listen(engine, "begin", _begin)
        made = cls(engine, path)
        try:
            with explained(path):
                made._migrate()
        except StoreError:
            engine.dispose()
            raise
        return made

    @property
    def name(self) -> str:
        """The path of the file."""
        return str(self.path)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one write transaction; it is committed at the end, or rolled back."""
        engine = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        with explained(self.path), engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection in one read transaction."""
        with explained(self.path), self._engine.connect() as connection, connection.begin():
            yield connection

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` finds in one read transaction."""
        with self.reading() as connection:
            return work(connection)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` gives in one write transaction."""
        with self.writing() as connection:
            return work(connection)

    def again(self, work: Callable[[], T]) -> T:
        """Return what `work` gives: the connection to a file does not break."""
        return work()

    def raw(self, connection: Connection, *, bulk: bool = False) -> Raw:
        """Return plain statements on a connection; for `bulk` work more pages are kept in memory."""
        driver: Any = connection.connection.driver_connection
        if bulk:
            driver.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        return SqliteRaw(driver)

    def highest(self, connection: Connection, chain: str) -> int:
        """Return the highest number that was ever given in a chain."""
        found = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = ?", (chain,)).scalar()
        return int(found or 0)

    def set_highest(self, connection: Connection, chain: str, number: int) -> None:
        """Note the highest number that was ever given in a chain that was copied."""
        if number > self.highest(connection, chain):
            connection.exec_driver_sql("DELETE FROM sqlite_sequence WHERE name = ?", (chain,))
            connection.exec_driver_sql("INSERT INTO sqlite_sequence (name, seq) VALUES (?, ?)", (chain, number))

    def integrity(self) -> list[str]:
        """Return what is damaged in the file itself, in words; nothing where it is whole."""
        with self.reading() as connection:
            found = [str(line) for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()]
        return [] if found == ["ok"] else found

    def added(self, connection: Connection, documents: Sequence[Document]) -> None:
        """Do nothing: the words of texts are kept by the workbench."""

    def saved(self, connection: Connection, made: Made, documents: Collection[str]) -> None:
        """Do nothing: words and places are kept by the workbench."""

    def beside(self, connection: Connection) -> NoReturn:
        """Raise StoreError: the workbench searches words and places of a file."""
        raise StoreError(
            f"{self.path} is a file: the workbench searches its words and places; "
            "`reportedly db copy` brings it to PostgreSQL"
        )

    def copied(self, connection: Connection) -> None:
        """Do nothing: the next number follows from the rows."""

    def close(self) -> None:
        """Close the file."""
        self._engine.dispose()

    def _migrate(self) -> None:
        with self._engine.connect() as connection, connection.begin():
            current = _revision(connection, self.path)
        if migrating.is_newest(current, self.name, "another database file"):
            return
        engine = self._engine.execution_options(begin="BEGIN IMMEDIATE")
        with engine.connect() as connection, connection.begin():
            migrating.upgrade(connection)


def copy(path: Path, target: Path) -> None:
    """Write a whole copy of the file as it is now. Raises StoreError."""
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(target)) as copied:
            source.backup(copied)
    except sqlite3.Error as error:
        raise StoreError(f"{target}: {error}; {_advice(str(error))}") from error


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn an error of the database inside the block into a StoreError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        found = str(error.orig)
        raise StoreError(f"{path}: {found}; {_advice(found)}") from error


def _configure(connection: Any, _record: object) -> None:
    # The driver would open transactions by itself, and not before CREATE TABLE: do it by hand (`_begin`).
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {_BUSY_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql(connection.get_execution_options().get("begin", "BEGIN"))


def _check_file(path: Path, *, create: bool) -> None:
    try:
        if not path.exists():
            if not create:
                raise StoreError(f"there is no database {path}; read some reports into it first")
            path.parent.mkdir(parents=True, exist_ok=True)
            return
        if path.is_dir():
            raise StoreError(f"{path} is a folder; name a file for the database")
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
    except OSError as error:
        raise StoreError(f"cannot open {path}: {error.strerror}; check the path and its permissions") from error
    # An empty file is what a kill between creating and writing leaves: SQLite reads it as an empty database.
    if start and start != _MAGIC:
        raise StoreError(f"{path} is not an SQLite database; name another file, or move this one away")


def _revision(connection: Connection, path: Path) -> str | None:
    names = set(connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'table'").scalars())
    if "alembic_version" in names:
        found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
        return None if found is None else str(found)
    if names:
        raise StoreError(
            f"{path} is an SQLite database of another program (tables {', '.join(sorted(names)[:3])}); "
            "name another file for the database"
        )
    return None


def _advice(found: str) -> str:
    for sign, advice in (
        ("locked", "another run is writing: wait for it to end"),
        ("full", "the disk is full: free some space and run again, what was kept before is whole"),
        ("readonly", "make the file and its folder writable for this user"),
        ("unable to open", "check that the folder exists and is writable for this user"),
        ("malformed", "the file is damaged: restore it from a copy, or read the reports again into a new one"),
        ("not a database", "the file is damaged or something else: restore it from a copy, or name another file"),
        ("FOREIGN KEY", "begin the run and add the document before saving records of them"),
    ):
        if sign in found:
            return advice
    return "if it comes again, restore the file from a copy"
