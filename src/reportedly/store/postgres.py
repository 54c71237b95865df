"""A database on a PostgreSQL server: transactions that outlive a broken connection, one writer at a time."""

import itertools
import logging
import random
import secrets
import time
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import DBAPIError

from reportedly.errors import StoreError
from reportedly.records import Document
from reportedly.store import address, beside, migrating, postgres_words
from reportedly.store.backend import Made, Raw, Row, Rows
from reportedly.store.beside import Beside
from reportedly.store.postgres_errors import DRIVER_MISSING, explained, is_lost, lost_before_use, said
from reportedly.store.postgres_text import adapt

T = TypeVar("T")

LOCK = 0x7265706F72746564
"""Number of the advisory lock that a writer holds until its transaction ends."""

PATIENCE_S = 60.0
"""How long a server that has gone is waited for."""

_LOCK_WAIT_MS = 600_000
"""How long a writer waits for another one: joining a large project is one transaction."""

_FIRST_WAIT_S, _LONGEST_WAIT_S = 0.05, 2.0
_DEFAULTS: dict[str, Any] = {"connect_timeout": 10, "application_name": "reportedly"}
_STREAMED = 500
"""Rows that are fetched at a time where not all are wanted in memory."""

_WRITER = (
    "WITH waited AS MATERIALIZED (SELECT pg_advisory_xact_lock(%s)) "
    "INSERT INTO writer (name, token) SELECT %s, %s FROM waited "
    "ON CONFLICT (name) DO UPDATE SET token = excluded.token"
)


class PostgresRaw:
    """Statements on the driver's connection."""

    def __init__(self, db: Any) -> None:
        self._db = db

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run a statement."""
        found: Rows = self._db.execute(_marked(statement), _plain(values)) if values else self._db.execute(statement)
        return found

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of values."""
        rows = [_plain(row) for row in values]
        if rows:
            with self._db.cursor() as cursor:
                cursor.executemany(_marked(statement), rows)
        return None

    def each(self, statement: str, values: Sequence[Any] = (), /) -> Iterator[Row]:
        """Yield rows, some at a time in memory."""
        with self._db.cursor(name=f"each_{secrets.token_hex(4)}") as cursor:
            cursor.itersize = _STREAMED
            cursor.execute(_marked(statement), _plain(values) or None)
            yield from cursor


def _marked(statement: str) -> str:
    return statement.replace("%", "%%").replace("?", "%s")


def _plain(values: Sequence[Any]) -> tuple[Any, ...]:
    # SQLite keeps truth as a number.
    return tuple(int(value) if isinstance(value, bool) else value for value in values)


class PostgresBackend:
    """One database on a server. One writes at a time, so that numbers of rows grow in the order of their coming."""

    kind = "postgresql"

    def __init__(self, engine: Engine, url: str) -> None:
        self._engine = engine
        self.name = address.without_password(url)
        self._writer = secrets.token_hex(8)
        self._wrote = False

    @classmethod
    def open(cls, url: str, *, create: bool = True) -> "PostgresBackend":
        """Open the database that a URL names, making its tables (if `create`) or bringing them to the newest schema.

        A password may stand in the URL, in PGPASSWORD, in ~/.pgpass or in a service file. Raises StoreError.
        """
        made = cls(_engine(url), url)
        try:
            with explained(made.name):
                made._wait_for_start()
                made._migrate(create=create)
        except StoreError:
            made._engine.dispose()
            raise
        return made

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Give a connection in one write transaction; it is committed at the end, or rolled back."""
        with explained(self.name), self._connected(write=True) as connection, connection.begin():
            self._hold(connection, secrets.token_hex(8))
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Give a connection in one read transaction."""
        with explained(self.name), self._connected(write=False) as connection, connection.begin():
            yield connection

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` finds in one read transaction, asked again where the connection breaks."""

        def once() -> T:
            with self._connected(write=False) as connection, connection.begin():
                return work(connection)

        with explained(self.name):
            return self._patiently(once)

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` gives in one write transaction.

        Where the connection breaks, the mark that the transaction left tells whether it was kept: if so its answer
        is returned, else it is done again.
        """
        with explained(self.name):
            for wait in itertools.chain(_waits(), (None,)):
                token = secrets.token_hex(8)
                made: list[T] = []
                try:
                    with self._connected(write=True) as connection, connection.begin():
                        self._hold(connection, token)
                        made = [work(connection)]
                    return made[0]
                except DBAPIError as error:
                    if wait is None or not is_lost(error):
                        raise
                time.sleep(wait)
                if made and self._was_kept(token):
                    return made[0]
        raise AssertionError("a write ends with an answer or an error")

    def again(self, work: Callable[[], T]) -> T:
        """Return what `work` gives, called again where the connection breaks."""
        return self._patiently(work)

    def raw(self, connection: Connection, *, bulk: bool = False) -> Raw:
        """Return plain statements on a connection."""
        return PostgresRaw(connection.connection.driver_connection)

    def highest(self, connection: Connection, chain: str) -> int:
        """Return the highest number that was ever given in a chain."""
        found = connection.exec_driver_sql("SELECT highest FROM chain_end WHERE chain = %s", (chain,)).scalar()
        return int(found or 0)

    def set_highest(self, connection: Connection, chain: str, number: int) -> None:
        """Note the highest number that was ever given in a chain that was copied."""
        if number > self.highest(connection, chain):
            connection.exec_driver_sql(
                "INSERT INTO chain_end VALUES (%s, %s) ON CONFLICT (chain) DO UPDATE SET highest = excluded.highest",
                (chain, number),
            )

    def integrity(self) -> list[str]:
        """Return what is damaged in the database itself, in words; nothing where it is whole."""
        return self.read(postgres_words.faults)

    def added(self, connection: Connection, documents: Sequence[Document]) -> None:
        """Do nothing: words are those of passages and claims."""

    def saved(self, connection: Connection, made: Made, documents: Collection[str]) -> None:
        """Keep words and places of what stages made of documents, in its transaction."""
        beside.saved(self.raw(connection), documents)

    def beside(self, connection: Connection) -> Beside:
        """Return the words and places that are kept beside records."""
        return Beside(self.raw(connection))

    def copied(self, connection: Connection) -> None:
        """Let new rows be numbered after those that were copied."""
        postgres_words.number_on(connection)

    def close(self) -> None:
        """Close all connections, and take away the mark of this writer."""
        if self._wrote:
            with suppress(DBAPIError), self._connected(write=True) as connection, connection.begin():
                connection.exec_driver_sql("DELETE FROM writer WHERE name = %s", (self._writer,))
        self._engine.dispose()

    def _connected(self, *, write: bool) -> Connection:
        if write:
            # What is read after the lock is had must be what the writer before has left.
            return self._engine.connect()
        return self._engine.connect().execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)

    def _hold(self, connection: Connection, token: str) -> None:
        """Wait until no other one writes, and leave a mark by which the transaction is known if it was kept."""
        connection.exec_driver_sql(_WRITER, (LOCK, self._writer, token))
        self._wrote = True

    def _was_kept(self, token: str) -> bool:
        return self._patiently(partial(self._kept, token))

    def _kept(self, token: str) -> bool:
        with self._connected(write=False) as connection, connection.begin():
            query = "SELECT token FROM writer WHERE name = %s"
            return bool(connection.exec_driver_sql(query, (self._writer,)).scalar() == token)

    def _patiently(self, once: Callable[[], T]) -> T:
        for wait in _waits():
            try:
                return once()
            except DBAPIError as error:
                if not is_lost(error):
                    raise
            except StoreError as error:
                if not (isinstance(error.__cause__, DBAPIError) and is_lost(error.__cause__)):
                    raise
            time.sleep(wait)
        return once()

    def _wait_for_start(self) -> None:
        """Wait for a server that says that it is starting; one that does not answer is not waited for."""
        for wait in _waits():
            try:
                with self._engine.connect():
                    return
            except DBAPIError as error:
                if not lost_before_use(error):
                    raise
            time.sleep(wait)

    def _migrate(self, *, create: bool) -> None:
        with self._engine.connect() as connection, connection.begin():
            postgres_words.check_server(connection, self.name)
            current = postgres_words.revision(connection, self.name)
        if current is None and not create:
            raise StoreError(f"{self.name} is empty: there is no project in it; read some reports into it first")
        if migrating.is_newest(current, self.name, "another database"):
            return
        with self._engine.connect() as connection, connection.begin():
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(%s)", (LOCK,))
            # Another process may have done it meanwhile.
            current = postgres_words.revision(connection, self.name)
            if not migrating.is_newest(current, self.name, "another database"):
                postgres_words.need_postgis(connection, self.name)
                migrating.upgrade(connection)


def _waits() -> Iterator[float]:
    """Yield how long to wait before each new try, twice as long each time, until patience ends."""
    wait, left = _FIRST_WAIT_S, PATIENCE_S
    while left > 0:
        yield wait * random.uniform(0.75, 1.25)  # noqa: S311 (so that not all come at once)
        left -= wait
        wait = min(2 * wait, _LONGEST_WAIT_S)


def _engine(url: str) -> Engine:
    name = address.masked(address.without_password(url))

    def connected() -> Any:
        return driver.connect(url, **{name: value for name, value in _DEFAULTS.items() if name not in asked})

    try:
        engine = create_engine(
            "postgresql+psycopg://", creator=connected, pool_pre_ping=True, execution_options={"insert": insert}
        )
    except ImportError as error:
        raise StoreError(f"{name}: {DRIVER_MISSING}") from error
    driver: Any = engine.dialect.dbapi
    # It warns of a line that broke while it cleans up; what is to be done then is done here.
    logging.getLogger(driver.__name__).addHandler(logging.NullHandler())
    try:
        asked = driver.conninfo.conninfo_to_dict(url)
    except driver.ProgrammingError as error:
        raise StoreError(
            f"{name} is no address of a database ({said(error)}); write postgresql://USER@HOST:PORT/NAME"
        ) from error
    event.listen(engine, "connect", _configure(driver))
    return engine


def _configure(driver: Any) -> Callable[[Any, object], None]:
    def configure(connection: Any, _record: object) -> None:
        adapt(connection, driver)
        connection.execute(f"SET lock_timeout = {_LOCK_WAIT_MS}")
        connection.execute("SET client_min_messages = warning")
        connection.commit()

    return configure
