"""What goes across documents: edges, judgements, events, drift and ledger, as they are kept."""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlalchemy import Connection, Table, literal, select, union

from reportedly.records import DocEdge, Event, HedgeDrift, Judgement, ServiceStatus
from reportedly.store import adding, rows, schema, sql

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is computed across documents."""

    edges: Sequence[DocEdge]
    judgements: Sequence[Judgement]
    events: Sequence[Event]
    ledger: Sequence[ServiceStatus]
    drift: Sequence[HedgeDrift]


def replace(connection: Connection, made: Derived, run: str) -> None:
    """Make these the current ones; earlier versions are retired, not deleted."""
    at = adding.started(connection, run)
    put = rows.replace_derived
    put(connection, schema.edge, made.edges, columns=rows.edge_row, run=run, retired_at=at)
    put(connection, schema.judgement, made.judgements, columns=rows.judgement_row, run=run, retired_at=at)
    put(connection, schema.event, made.events, columns=rows.event_row, run=run, retired_at=at)
    put(connection, schema.service_status, made.ledger, columns=rows.status_row, run=run, retired_at=at)
    put(connection, schema.drift, made.drift, columns=rows.drift_row, run=run, retired_at=at)


def every(connection: Connection, table: Table, kind: type[T]) -> list[T]:
    """Return all current records of a table in their order."""
    query = select(table.c.position, table.c.body).where(table.c.retired_at.is_(None))
    found = [(row.position, rows.record_of(kind, row.body)) for row in connection.execute(query)]
    order = rows.ORDER[table.name]
    return [record for _, record in sorted(found, key=lambda one: (one[0], order(one[1])))]


def events_with(connection: Connection, names: Collection[str]) -> list[Event]:
    """Return the current events with one of these ids or one of these claims, background ones too."""
    table = schema.event
    found = sql.numbers_with(literal(json.dumps(sorted(names))))
    query = select(table.c.body).where(table.c.retired_at.is_(None), table.c.seq.op("IN")(found))
    bodies = connection.execute(query.order_by(table.c.position)).scalars()
    return [rows.record_of(Event, body) for body in bodies]


def edges_of(connection: Connection, documents: Collection[str]) -> list[DocEdge]:
    """Return the current edges that start or end at one of these documents."""
    table, wanted = schema.edge, sorted(documents)
    # Not OR: SQLite would read all edges, since both indexes hold current rows only.
    ends = (
        select(table.c.seq).where(table.c.retired_at.is_(None), end.in_(wanted)) for end in (table.c.start, table.c.end)
    )
    query = select(table.c.body).where(table.c.seq.in_(union(*ends)))
    found = connection.execute(query.order_by(table.c.seq)).scalars()
    return [rows.record_of(DocEdge, body) for body in found]


def unsure_edges(connection: Connection, below: float, most: int) -> list[DocEdge]:
    """Return current edges with a score below one that is given, the least sure first."""
    table = schema.edge
    score = sql.number(table.c.body, "score")
    query = select(table.c.body).where(table.c.retired_at.is_(None), score < below)
    found = connection.execute(query.order_by(score, table.c.seq).limit(most)).scalars()
    return [rows.record_of(DocEdge, body) for body in found]


def unsure_judgements(connection: Connection, most: int) -> list[Judgement]:
    """Return current judgements that leave open whether two claims are one occurrence, oldest first."""
    table = schema.judgement
    query = select(table.c.body).where(table.c.retired_at.is_(None), table.c.verdict == "unsure")
    found = connection.execute(query.order_by(table.c.seq).limit(most)).scalars()
    return [rows.record_of(Judgement, body) for body in found]


def judgement_on(connection: Connection, left: str, right: str) -> Judgement | None:
    """Return the current judgement on two claims, in either order, None where there is none."""
    table, names = schema.judgement, (left, right)
    query = select(table.c.body).where(table.c.retired_at.is_(None), table.c.left.in_(names), table.c.right.in_(names))
    found = connection.execute(query.order_by(table.c.seq)).scalar()
    return rows.record_of(Judgement, found) if found else None
