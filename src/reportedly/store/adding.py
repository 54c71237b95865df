"""Runs, documents and failures on their way into the database."""

from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, and_, select, update

from reportedly.errors import StoreError
from reportedly.records import Document, Failure, Run
from reportedly.records.custody import CustodyDraft
from reportedly.store import custody, rows, schema, sql

Noted = tuple[Document, Sequence[CustodyDraft]]
"""A document with what the chain of custody has to say of it."""

_CHUNK = 500


def begin_run(connection: Connection, run: Run) -> None:
    """Note a run; the same run twice is noted once."""
    row = {"id": run.id, "started_at": run.started_at, "version": run.version, "settings": run.settings}
    connection.execute(sql.inserted(schema.run, connection).on_conflict_do_nothing(), row)


def started(connection: Connection, run: str) -> str:
    """Return when the run began: the time at which what it replaces is retired. Raises StoreError."""
    found = connection.execute(select(schema.run.c.started_at).where(schema.run.c.id == run)).scalar()
    if found is None:
        raise StoreError(f"run {run!r} has not begun; call begin_run before saving under it")
    return str(found)


def add(connection: Connection, batch: Sequence[Noted], run: str) -> list[Document]:
    """Add documents with what the chain of custody has to say of them; return those that are new, in order.

    Of a document that is there only retrievals are noted. The paths of all have been read now: failures noted for
    them, or for their containers, are dropped.
    """
    at = started(connection, run)
    read = {path for document, _ in batch for path in (document.path, document.container) if path}
    failed, table = schema.failure, schema.document
    for part in parts(sorted(read)):
        current = and_(failed.c.path.in_(part), failed.c.retired_at.is_(None))
        connection.execute(update(failed).where(current).values(retired_at=at))
    known: set[str] = set()
    for part in parts(sorted({document.id for document, _ in batch})):
        known.update(connection.execute(select(table.c.id).where(table.c.id.in_(part))).scalars())
    new, drafts = [], []
    for document, noted in batch:
        if document.id in known:
            drafts += [draft for draft in noted if draft.kind == "retrieval"]
        else:
            known.add(document.id)
            new.append(document)
            drafts += noted
    custody.append(connection, drafts)
    if new:
        connection.execute(table.insert(), [rows.document_row(document, run) for document in new])
        texts = [{"document": document.id, "text": document.text} for document in new]
        connection.execute(schema.document_text.insert(), texts)
    return new


def add_failure(connection: Connection, failure: Failure, run: str) -> None:
    """Note an input that could not be read; the same failure twice is kept once."""
    table = schema.failure
    started(connection, run)
    same = and_(table.c.path == failure.path, table.c.message == failure.message, table.c.retired_at.is_(None))
    if not connection.execute(select(table.c.seq).where(same)).first():
        row = {"path": failure.path, "message": failure.message, "sha256": failure.sha256, "run": run}
        connection.execute(table.insert(), row)


def failures(connection: Connection) -> list[Failure]:
    """Return the inputs that could not be read and have not been read since."""
    table = schema.failure
    found = connection.execute(select(table).where(table.c.retired_at.is_(None)).order_by(table.c.seq))
    return [Failure(row.path, row.message, row.sha256) for row in found]


def parts(values: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield values, so many at a time as a statement can name."""
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def runs(connection: Connection) -> Iterable[Run]:
    """Yield all runs in the order in which they began."""
    found = connection.execute(select(schema.run).order_by(schema.run.c.started_at, schema.run.c.id))
    return (Run(row.id, row.started_at, row.version, row.settings) for row in found)
