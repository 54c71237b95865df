"""What has changed in a store since somebody last looked, found by the numbers of rows, without reading records."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection, select

from reportedly.records import DocEdge, PersonMention
from reportedly.records.review import ReviewAction
from reportedly.store import reviews, rows, schema
from reportedly.store.backend import Raw

Derived = Literal["edge", "event", "drift", "service_status"]
DERIVED: tuple[Derived, ...] = ("edge", "event", "drift", "service_status")

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class Marks:
    """How far somebody has seen a store: the highest row numbers, and for derived rows also how many are current."""

    document: int = 0
    outcome: int = 0
    record: int = 0
    review: int = 0
    edge: tuple[int, int] = (0, 0)
    event: tuple[int, int] = (0, 0)
    drift: tuple[int, int] = (0, 0)
    service_status: tuple[int, int] = (0, 0)


class Since:
    """Answers within one read transaction."""

    def __init__(self, connection: Connection, raw: Raw) -> None:
        self._connection = connection
        self._db = raw

    def marks(self) -> Marks:
        """Return the marks of the store as it is."""

        def highest(table: str) -> int:
            return int(self._db.execute(f"SELECT coalesce(max(seq), 0) FROM {table}").fetchone()[0])  # noqa: S608

        def both(table: Derived) -> tuple[int, int]:
            current = self._db.execute(f"SELECT count(*) FROM {table} WHERE retired_at IS NULL").fetchone()[0]  # noqa: S608
            return highest(table), int(current)

        return Marks(
            highest("document"),
            highest("outcome"),
            highest("record"),
            highest("review"),
            both("edge"),
            both("event"),
            both("drift"),
            both("service_status"),
        )

    def changed_documents(self, marks: Marks) -> list[str]:
        """Return the documents that came, or of which stages made something, since: in the order of their coming."""
        found = {
            row[0]
            for query, last in (
                ("SELECT id FROM document WHERE seq > ?", marks.document),
                ("SELECT DISTINCT document FROM outcome WHERE seq > ?", marks.outcome),
                ("SELECT DISTINCT document FROM record WHERE seq > ?", marks.record),
            )
            for row in self._db.execute(query, (last,))
        }
        return sorted(found, key=self.numbers(found).__getitem__)

    def numbers(self, documents: Collection[str]) -> dict[str, int]:
        """Return the number of each document in the order of their coming."""
        return dict(self._of("SELECT id, seq FROM document WHERE id IN (?*)", sorted(documents)))

    def current(self, table: Derived) -> list[int]:
        """Return the numbers of the current rows of a derived table."""
        return [r[0] for r in self._db.execute(f"SELECT seq FROM {table} WHERE retired_at IS NULL ORDER BY seq")]  # noqa: S608

    def bodies(self, table: Derived, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield number and JSON of rows of a derived table, retired ones too."""
        yield from self._of(f"SELECT seq, body FROM {table} WHERE seq IN (?*) ORDER BY seq", numbers)  # noqa: S608

    def joined_at(self) -> str:
        """Return when the run began that wrote the newest derived row (ISO 8601, UTC), "" where there is none."""
        found = [
            row[0]
            for table in DERIVED
            for row in self._db.execute(
                f"SELECT run.started_at FROM {table} JOIN run ON run.id = {table}.run "  # noqa: S608
                f"ORDER BY {table}.seq DESC LIMIT 1"
            )
        ]
        return max(found, default="")

    def reviews(self, after: int) -> list[ReviewAction]:
        """Return the review actions after a number, in order."""
        table = schema.review
        query = select(table).where(table.c.seq > after).order_by(table.c.seq)
        return [
            reviews.action_from(reviews.KeptReview(row.seq, row.id, row.at, row.body, row.sha256, row.sealed))
            for row in self._connection.execute(query)
        ]

    def persons(self) -> Iterator[tuple[str, str, PersonMention]]:
        """Yield id and text of a document with each person that it mentions."""
        query = (
            "SELECT r.document, t.text, r.body FROM record r JOIN document_text t ON t.document = r.document "
            "WHERE r.kind = 'PersonMention' AND r.retired_at IS NULL"
        )
        for document, text, body in self._db.each(query):
            yield document, text, rows.record_of(PersonMention, body)

    def edges_at(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the current edges that start or end at one of these documents."""
        query = 'SELECT id, body FROM edge WHERE retired_at IS NULL AND "{}" IN (?*)'
        wanted = sorted(documents)
        found = {key: body for side in ("start", "end") for key, body in self._of(query.format(side), wanted)}
        edges = [rows.record_of(DocEdge, body) for body in found.values()]
        return sorted(edges, key=rows.ORDER["edge"])

    def holding(self, names: Collection[str]) -> set[str]:
        """Return the documents in whose text one of these names is printed."""
        if not names:
            return set()
        wanted = sorted(names)
        return {
            document
            for document, text in self._db.each("SELECT document, text FROM document_text")
            if any(name in text for name in wanted)
        }

    def _of(self, statement: str, values: Sequence[Any]) -> Iterator[Any]:
        for start in range(0, len(values), _CHUNK):
            part = values[start : start + _CHUNK]
            yield from self._db.execute(statement.replace("?*", ",".join("?" * len(part))), part)
