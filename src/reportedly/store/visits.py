"""Addresses that were asked, one row each: the last visit."""

from dataclasses import asdict

from sqlalchemy import Connection, select

from reportedly.records.visit import Visit
from reportedly.store import schema, sql


def find(connection: Connection, key: str) -> Visit | None:
    """Return the last visit to the address with this key, None where it was never asked."""
    table = schema.visit
    row = connection.execute(select(table).where(table.c.key == key)).mappings().first()
    return Visit(**{name: value for name, value in row.items() if name != "key"}) if row else None


def every(connection: Connection) -> list[Visit]:
    """Return the last visits to all addresses, in the order of addresses."""
    table = schema.visit
    rows = connection.execute(select(table).order_by(table.c.address)).mappings()
    return [Visit(**{name: value for name, value in row.items() if name != "key"}) for row in rows]


def keep(connection: Connection, key: str, visit: Visit) -> None:
    """Keep a visit in place of the one before."""
    values = asdict(visit)
    statement = sql.inserted(schema.visit, connection).values(key=key, **values)
    connection.execute(statement.on_conflict_do_update(index_elements=["key"], set_=values))
