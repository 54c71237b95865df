"""What the store held at a time: rows whose run had begun and that were not retired yet.

Nothing is deleted: a row names its run, and what replaces it retires it with the start of the newer run. A run
counts as a whole from the moment at which it began.
"""

from sqlalchemy import ColumnElement, Table, literal, or_, select

from reportedly.store import schema, sql


def added(table: Table, known_by: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions under which rows that are never retired were there at a time (None: now)."""
    if known_by is None:
        return []
    begun = select(schema.run.c.id).where(sql.moment(schema.run.c.started_at) <= sql.moment(literal(known_by)))
    return [table.c.run.in_(begun)]


def stood(table: Table, known_by: str | None) -> list[ColumnElement[bool]]:
    """Return the conditions under which rows were there, and current, at a time (None: now)."""
    if known_by is None:
        return [table.c.retired_at.is_(None)]
    later = or_(table.c.retired_at.is_(None), sql.moment(table.c.retired_at) > sql.moment(literal(known_by)))
    return [*added(table, known_by), later]
