"""The chain of custody in the database: appended in the transaction of what it tells of, read, and read as it lies."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.errors import InvalidRecord, StoreError
from reportedly.records.custody import ONCE, UNLESS_LAST, CustodyDraft, CustodyEvent, custody_bodies
from reportedly.store import schema

_CHUNK = 500


@dataclass(frozen=True, slots=True)
class KeptCustody:
    """A row of the chain as it lies in the database, whether in order or not: `body` is JSON."""

    number: int
    id: str
    at: str
    body: str
    sha256: str


def append(connection: Connection, drafts: Sequence[CustodyDraft]) -> int:
    """Add events at the end of the chain, those of a kind noted once only if they are new; return how many."""
    table = schema.custody
    new = _new(connection, drafts)
    if not new:
        return 0
    last = connection.execute(select(table.c.seq, table.c.sha256).order_by(table.c.seq.desc()).limit(1)).first()
    made = custody_bodies(new, *((last.seq, last.sha256) if last else (0, "")))
    connection.execute(table.insert(), made)
    return len(made)


def head(connection: Connection) -> str:
    """Return the digest of the last event, "" where there is none."""
    table = schema.custody
    return str(connection.execute(select(table.c.sha256).order_by(table.c.seq.desc()).limit(1)).scalar() or "")


def events(connection: Connection) -> Iterator[CustodyEvent]:
    """Yield all events in order. Raises StoreError for a row that cannot be read."""
    for row in kept(connection):
        yield event_from(row)


def kept(connection: Connection) -> list[KeptCustody]:
    """Return the rows as they lie there."""
    table = schema.custody
    query = select(table.c.seq, table.c.id, table.c.at, table.c.body, table.c.sha256).order_by(table.c.seq)
    return [KeptCustody(*row) for row in connection.execute(query)]


def event_from(row: KeptCustody) -> CustodyEvent:
    """Return the event of a row. Raises StoreError where the row is damaged."""
    try:
        body = json.loads(row.body)
        return CustodyEvent(id=row.id, sha256=row.sha256, **{**body, "on": tuple(body["on"])})
    except (InvalidRecord, TypeError, KeyError, ValueError, AttributeError) as error:
        raise StoreError(
            f"custody event {row.number} cannot be read ({error}); `reportedly verify` says what is wrong with the "
            "chain: restore the database from a copy"
        ) from error


def _new(connection: Connection, drafts: Sequence[CustodyDraft]) -> list[CustodyDraft]:
    """Return the drafts that need be noted: not those of which the same was noted before, here or in the chain."""
    table = schema.custody
    marks = sorted({draft.mark for draft in drafts if draft.kind in ONCE})
    known: set[str] = set()
    for start in range(0, len(marks), _CHUNK):
        query = select(table.c.mark).where(table.c.mark.in_(marks[start : start + _CHUNK]))
        known.update(connection.execute(query).scalars())
    last: dict[str, str | None] = {}
    new = []
    for draft in drafts:
        if draft.kind in ONCE:
            if draft.mark in known:
                continue
            known.add(draft.mark)
        elif draft.kind in UNLESS_LAST:
            if draft.kind not in last:
                query = select(table.c.mark).where(table.c.kind == draft.kind).order_by(table.c.seq.desc()).limit(1)
                last[draft.kind] = connection.execute(query).scalar()
            if last[draft.kind] == draft.mark:
                continue
            last[draft.kind] = draft.mark
        new.append(draft)
    return new
