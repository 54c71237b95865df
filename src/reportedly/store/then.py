"""What stood in a store at a time, told apart from what stands today by the runs that had begun.

A run counts as a whole from the moment at which it began: rows name the run that wrote them, and what replaced them
retired them with the start of its own run. Nothing has to be computed anew to look back.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Table, or_, select

from reportedly.records import DocEdge
from reportedly.store import rows, schema
from reportedly.store.since import DERIVED, Derived

_CHUNK = 500


class Then:
    """Answers within one read transaction; `known_by` is ISO 8601 with a zone."""

    def __init__(self, connection: Connection, known_by: str) -> None:
        self._connection = connection
        moment = _instant(known_by)
        runs = connection.execute(select(schema.run.c.id, schema.run.c.started_at)).all()
        self._begun = {run.id: run.started_at for run in runs if _instant(run.started_at) <= moment}
        self._later = [run.id for run in runs if run.id not in self._begun]
        self._replaced = sorted({run.started_at for run in runs if run.id not in self._begun})

    @property
    def now(self) -> bool:
        """Whether no run has begun since."""
        return not self._later

    def documents(self) -> list[str]:
        """Return the documents that were there, in the order of their coming."""
        table = schema.document
        query = select(table.c.id, table.c.run).order_by(table.c.seq)
        return [row.id for row in self._connection.execute(query) if row.run in self._begun]

    def changed(self) -> set[str]:
        """Return the documents of which stages have made something else since."""
        if self.now:
            return set()
        table = schema.record
        since = or_(table.c.run.in_(self._later), table.c.retired_at.in_(self._replaced))
        return set(self._connection.execute(select(table.c.document).where(since).distinct()).scalars())

    def stood(self, name: Derived) -> list[int]:
        """Return the numbers of the rows of a derived table that were current."""
        table = schema.metadata.tables[name]
        query = select(table.c.seq, table.c.run).where(self._still(table)).order_by(table.c.seq)
        return [row.seq for row in self._connection.execute(query) if row.run in self._begun]

    def bodies(self, name: Derived, numbers: Sequence[int]) -> Iterator[tuple[int, str]]:
        """Yield number and JSON of rows of a derived table, retired ones too."""
        table = schema.metadata.tables[name]
        for start in range(0, len(numbers), _CHUNK):
            part = numbers[start : start + _CHUNK]
            query = select(table.c.seq, table.c.body).where(table.c.seq.in_(part)).order_by(table.c.seq)
            for row in self._connection.execute(query):
                yield row.seq, row.body

    def joined_at(self) -> str:
        """Return when the run began that wrote the newest derived row of that time, "" where there is none."""
        found = []
        for name in DERIVED:
            table = schema.metadata.tables[name]
            written = self._connection.execute(select(table.c.run).distinct()).scalars()
            found += [self._begun[run] for run in written if run in self._begun]
        return max(found, default="")

    def edges_at(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the edges that started or ended at one of these documents."""
        table, wanted = schema.edge, sorted(documents)
        query = select(table.c.body, table.c.run).where(
            self._still(table), or_(table.c.start.in_(wanted), table.c.end.in_(wanted))
        )
        found = [row.body for row in self._connection.execute(query) if row.run in self._begun]
        return sorted((rows.record_of(DocEdge, body) for body in found), key=rows.ORDER["edge"])

    def _still(self, table: Table) -> ColumnElement[bool]:
        return or_(table.c.retired_at.is_(None), table.c.retired_at.in_(self._replaced))


def _instant(time: str) -> datetime:
    return datetime.fromisoformat(time.replace("Z", "+00:00"))
