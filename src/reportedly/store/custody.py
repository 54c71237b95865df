"""The chain of custody in the database: appended in the transaction of what it tells of, read, and read as it lies."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.errors import InvalidRecord, StoreError
from reportedly.records.custody import ONCE, UNLESS_LAST, CustodyDraft, CustodyEvent, custody_bodies
from reportedly.store import schema


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
    new = [draft for draft in drafts if not _known(connection, draft)]
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
    for row in kept(connection)[0]:
        yield event_from(row)


def kept(connection: Connection) -> tuple[list[KeptCustody], int]:
    """Return the rows as they lie there, and the highest number that was ever given."""
    table = schema.custody
    query = select(table.c.seq, table.c.id, table.c.at, table.c.body, table.c.sha256).order_by(table.c.seq)
    found = [KeptCustody(*row) for row in connection.execute(query)]
    highest = connection.exec_driver_sql("SELECT seq FROM sqlite_sequence WHERE name = 'custody'").scalar()
    return found, int(highest or 0)


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


def _known(connection: Connection, draft: CustodyDraft) -> bool:
    """Say whether the same need not be noted again."""
    table = schema.custody
    if draft.kind in ONCE:
        return connection.execute(select(table.c.seq).where(table.c.mark == draft.mark).limit(1)).first() is not None
    if draft.kind not in UNLESS_LAST:
        return False
    query = select(table.c.mark).where(table.c.kind == draft.kind).order_by(table.c.seq.desc()).limit(1)
    return connection.execute(query).scalar() == draft.mark
