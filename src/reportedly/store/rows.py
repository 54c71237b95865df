"""Records to rows of the database and back."""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from pydantic_core import from_json
from sqlalchemy import Connection, Table, bindparam, literal, or_, select, update

from reportedly.errors import InvalidRecord, StoreError
from reportedly.records import (
    RECORD_KINDS,
    Claim,
    DocEdge,
    Document,
    Event,
    HedgeDrift,
    Judgement,
    Record,
    ServiceStatus,
    from_plain,
    to_plain,
)
from reportedly.store import sql
from reportedly.text import digest

T = TypeVar("T")
Row = dict[str, Any]

_KINDS: dict[str, type] = {kind.__name__: kind for kind in RECORD_KINDS}


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def body_of(record: object) -> str:
    """Return the record as JSON, the same text for the same record."""
    return _encode(to_plain(record))


def document_row(document: Document, run: str) -> Row:
    """Return the row of a document; its text is kept apart."""
    plain = to_plain(document)
    del plain["text"]
    columns = ("id", "path", "container", "publisher", "title", "published", "language", "url")
    return {
        **{name: plain[name] for name in (*columns, "sha256", "text_id", "retrieved_at")},
        "run": run,
        "body": _encode(plain),
    }


def document_from(body: str, text: str) -> Document:
    """Return the document of a row and its text. Raises StoreError if the row is damaged."""
    return _restored(Document, body, text=text)


def record_row(record: Record, *, document: str, stage: str, producer: str, run: str) -> Row:
    """Return the row of a record that one stage made of one document."""
    kind, body = type(record).__name__, body_of(record)
    return {
        "id": digest(kind, body, length=24),
        "kind": kind,
        "document": document,
        "claim": record.id if isinstance(record, Claim) else getattr(record, "claim", None),
        "stage": stage,
        "producer": record.producer or producer,
        "run": run,
        "body": body,
    }


def record_from(kind: str, body: str) -> Record:
    """Return the record of a row. Raises StoreError if the row is damaged or its kind unknown."""
    if kind not in _KINDS:
        raise StoreError(f"the database holds a record of an unknown kind {kind!r}; was it made by a newer version?")
    result: Record = _restored(_KINDS[kind], body)
    return result


def edge_row(edge: DocEdge) -> Row:
    """Return the columns of an edge."""
    return {"start": edge.start, "end": edge.end, "kind": edge.kind}


def judgement_row(judgement: Judgement) -> Row:
    """Return the columns of a judgement."""
    return {"left": judgement.left, "right": judgement.right, "verdict": judgement.verdict}


def event_row(event: Event) -> Row:
    """Return the columns of an event."""
    place = event.place_name or event.place
    return {
        "event": event.id,
        "category": event.category,
        "place": place,
        "earliest": event.earliest,
        "latest": event.latest,
    }


def drift_row(drift: HedgeDrift) -> Row:
    """Return the columns of a hedge drift."""
    return {"earlier": drift.earlier, "later": drift.later, "kind": drift.kind, "direction": drift.direction}


def status_row(cell: ServiceStatus) -> Row:
    """Return the columns of a ledger cell."""
    return {"place": cell.place, "sector": cell.sector, "status": cell.status, "as_of": cell.as_of}


ORDER: dict[str, Callable[[Any], tuple[Any, ...]]] = {
    "edge": lambda e: (e.start, e.end, e.kind),
    "judgement": lambda j: (j.left, j.right, j.verdict, j.producer, j.reason),
    "event": lambda e: (e.category, e.earliest or e.latest or "", e.id),
    "service_status": lambda s: (s.place_name, s.place, s.sector, s.undated),
    "drift": lambda d: (d.kind, d.later_document, d.later, d.aspect, d.earlier),
}
"""The order in which derived records are read, those of equal position."""


def replace_derived(
    connection: Connection,
    table: Table,
    records: Iterable[T],
    *,
    columns: Callable[[T], Row],
    run: str,
    retired_at: str,
) -> None:
    """Make `records` the current rows of a derived table: retire the others, add what is new, keep the order."""
    new: dict[str, Row] = {}
    for record in records:
        body = body_of(record)
        key = digest(body, length=24)
        new.setdefault(key, {"id": key, "position": len(new), **columns(record), "run": run, "body": body})
    query = select(table.c.id, table.c.seq, table.c.position).where(table.c.retired_at.is_(None))
    current = {row.id: row for row in connection.execute(query)}
    retire(connection, table, [row.seq for key, row in current.items() if key not in new], retired_at)
    moved = [
        {"at": row.seq, "to": new[key]["position"]}
        for key, row in current.items()
        if key in new and new[key]["position"] != row.position
    ]
    if moved:
        statement = update(table).where(table.c.seq == bindparam("at")).values(position=bindparam("to"))
        connection.execute(statement, moved)
    added = [row for key, row in new.items() if key not in current]
    if added:
        connection.execute(table.insert(), added)


def retire(connection: Connection, table: Table, rows: Sequence[int], retired_at: str) -> None:
    """Mark the rows with these sequence numbers as no longer read."""
    if rows:
        statement = update(table).where(table.c.seq == bindparam("at")).values(retired_at=retired_at)
        connection.execute(statement, [{"at": seq} for seq in rows])


def telling(connection: Connection, table: Table, kind: type[T], *printed: str) -> list[T]:
    """Return the current records of a table whose body, as JSON, holds one of these strings."""
    told = [sql.holds(table.c.body, literal(text)) > 0 for text in printed]
    if not told:
        return []
    query = select(table.c.body).where(table.c.retired_at.is_(None), or_(*told)).order_by(table.c.position)
    return [record_of(kind, body) for body in connection.execute(query).scalars()]


def record_of(kind: type[T], body: str) -> T:
    """Return the derived record that a row keeps as JSON. Raises StoreError if the row is damaged."""
    return _restored(kind, body)


def _restored(kind: type[T], body: str, **more: str) -> T:
    try:
        plain = from_json(body)
        return from_plain(kind, {**plain, **more} if more else plain)
    except (InvalidRecord, TypeError, KeyError, ValueError, AttributeError) as error:
        raise StoreError(
            f"the database holds a {kind.__name__} that this version cannot read ({error}); "
            "it was made by another version: read the reports again into a new database"
        ) from error
