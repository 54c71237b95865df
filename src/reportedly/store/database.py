"""Opening the SQLite file: settings of a connection, migrations, and errors in words."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib import import_module
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from reportedly.errors import StoreError
from reportedly.store.schema import HEAD

_MAGIC = b"SQLite format 3\x00"
_BUSY_MS = 10_000
"""How long a writer waits for another one before it gives up."""


def connect(path: Path, *, create: bool) -> Engine:
    """Return an engine on the database at `path`, brought to the newest schema.

    Raises StoreError if there is none (and `create` is false), if the file is something else, damaged, or
    from a newer version.
    """
    _check_file(path, create=create)
    engine = create_engine(f"sqlite:///{path}")
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    try:
        with explained(path):
            _migrate(engine, path)
    except StoreError:
        engine.dispose()
        raise
    return engine


@contextmanager
def writing(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection in one write transaction; it is committed at the end, or rolled back."""
    with explained(path), engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine, path: Path) -> Iterator[Connection]:
    """Give a connection in one read transaction."""
    with explained(path), engine.connect() as connection, connection.begin():
        yield connection


def copy(path: Path, target: Path) -> None:
    """Write a whole copy of the database as it is now. Raises StoreError."""
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


def _migrate(engine: Engine, path: Path) -> None:
    with engine.connect() as connection, connection.begin():
        current = _revision(connection, path)
    if current == HEAD:
        return
    # Late: most databases are up to date, and the library takes a sixth of a second.
    upgrading = import_module("reportedly.store.upgrading")
    if current is not None and current not in upgrading.known():
        raise StoreError(
            f"{path} was made by a newer version (schema {current}, this version knows {HEAD}); "
            "install the newer version again, or name another database file"
        )
    with engine.connect().execution_options(begin="BEGIN IMMEDIATE") as connection, connection.begin():
        upgrading.upgrade(connection)


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
