"""What a store needs of a database: transactions, plain statements, and what only one kind of database can say."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from sqlalchemy import Connection

from reportedly.records import Document, Outcome, Record

if TYPE_CHECKING:
    from reportedly.store.beside import Beside

T = TypeVar("T")
Row = tuple[Any, ...]
Made = Sequence[tuple[Outcome, Sequence[Record]]]


class Rows(Protocol):
    """The rows that a statement gave."""

    def fetchone(self) -> Any:
        """Return the next row, None where there is none left."""
        ...

    def fetchall(self) -> list[Any]:
        """Return all rows that are left."""
        ...

    def __iter__(self) -> Iterator[Any]: ...


class Raw(Protocol):
    """Statements past SQLAlchemy, in words that SQLite and PostgreSQL share; `?` stands for a value."""

    def execute(self, statement: str, values: Sequence[Any] = (), /) -> Rows:
        """Run a statement."""
        ...

    def executemany(self, statement: str, values: Iterable[Sequence[Any]], /) -> object:
        """Run a statement once for each row of values."""
        ...

    def each(self, statement: str, values: Sequence[Any] = (), /) -> Iterator[Row]:
        """Yield rows without holding all of them in memory."""
        ...


class Backend(Protocol):
    """One database of one kind. Every error is a StoreError that says what to do."""

    @property
    def name(self) -> str:
        """What the database is called in messages: its path, or its URL without a password."""
        ...

    @property
    def kind(self) -> str:
        """Either sqlite or postgresql."""
        ...

    def read(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` finds in one read transaction; it is called again where the connection breaks."""
        ...

    def write(self, work: Callable[[Connection], T]) -> T:
        """Return what `work` gives in one write transaction, and only one; called again where nothing was kept."""
        ...

    def reading(self) -> AbstractContextManager[Connection]:
        """Give a connection in one read transaction."""
        ...

    def writing(self) -> AbstractContextManager[Connection]:
        """Give a connection in one write transaction; kept at the end, or rolled back. One writes at a time."""
        ...

    def again(self, work: Callable[[], T]) -> T:
        """Return what `work` gives, called again where the connection breaks: for work that may be repeated."""
        ...

    def raw(self, connection: Connection, *, bulk: bool = False) -> Raw:
        """Return plain statements on a connection; `bulk` says that many rows will be read and written."""
        ...

    def highest(self, connection: Connection, chain: str) -> int:
        """Return the highest number that was ever given in a chain (review, custody)."""
        ...

    def set_highest(self, connection: Connection, chain: str, number: int) -> None:
        """Note the highest number that was ever given in a chain that was copied."""
        ...

    def integrity(self) -> list[str]:
        """Return what is damaged in the database itself, in words; nothing where it is whole."""
        ...

    def added(self, connection: Connection, documents: Sequence[Document]) -> None:
        """Take note of documents that came, in their transaction."""
        ...

    def saved(self, connection: Connection, made: Made, documents: Collection[str]) -> None:
        """Take note of what stages made of documents, in its transaction."""
        ...

    def beside(self, connection: Connection) -> "Beside":
        """Return the words and places that are kept beside records. Raises StoreError where none are."""
        ...

    def copied(self, connection: Connection) -> None:
        """Bring in order what goes with rows that were copied with their numbers."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...
