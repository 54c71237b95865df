"""Expressions that SQLite and PostgreSQL spell in their own ways."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Float, String, Table, cast, func, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class moment(FunctionElement[str]):  # noqa: N801 (a function of SQL)
    """A time as ISO 8601 with any zone, to be compared with another one: "10:00+02:00" and "08:00Z" are equal."""

    type = String()
    inherit_cache = True


@compiles(moment, "sqlite")
def _sqlite_moment(element: Any, compiler: Any, **more: Any) -> str:
    return f"datetime({compiler.process(element.clauses, **more)})"


@compiles(moment, "postgresql")
def _postgresql_moment(element: Any, compiler: Any, **more: Any) -> str:
    # To the second, as SQLite has it.
    return f"date_trunc('second', CAST({compiler.process(element.clauses, **more)} AS timestamptz))"


class holds(FunctionElement[int]):  # noqa: N801 (a function of SQL)
    """Where a text stands in another, from 1 on; 0 where it does not."""

    inherit_cache = True


@compiles(holds, "sqlite")
def _sqlite_holds(element: Any, compiler: Any, **more: Any) -> str:
    return f"instr({compiler.process(element.clauses, **more)})"


@compiles(holds, "postgresql")
def _postgresql_holds(element: Any, compiler: Any, **more: Any) -> str:
    return f"strpos({compiler.process(element.clauses, **more)})"


class numbers_with(FunctionElement[int]):  # noqa: N801 (a function of SQL)
    """The numbers of the current events that have one of these ids or hold one of these claims, by their indexes.

    The one argument is a list of ids as JSON: so many as there are, in one parameter.
    """

    inherit_cache = True


@compiles(numbers_with, "sqlite")
def _sqlite_numbers_with(element: Any, compiler: Any, **more: Any) -> str:
    # Not OR: it would read all events, since one of the two indexes holds current rows only.
    names = f"(SELECT value FROM json_each({compiler.process(element.clauses, **more)}))"  # noqa: S608 (a parameter)
    own = f"SELECT seq FROM event WHERE retired_at IS NULL AND event IN {names}"  # noqa: S608 (a parameter)
    return f"({own} UNION SELECT seq FROM event_claim WHERE claim IN {names})"  # noqa: S608 (a parameter)


@compiles(numbers_with, "postgresql")
def _postgresql_numbers_with(element: Any, compiler: Any, **more: Any) -> str:
    names = f"ARRAY(SELECT json_array_elements_text(CAST({compiler.process(element.clauses, **more)} AS json)))"
    current = "SELECT seq FROM event WHERE retired_at IS NULL AND"
    return f"({current} event = ANY({names}) UNION {current} event_claims(body) && {names})"


def number(column: ColumnElement[str], field: str) -> ColumnElement[float]:
    """Return a number of a record's body."""
    return cast(func.json_extract(column, literal(f"$.{field}")), Float)


def inserted(table: Table, connection: Connection) -> Any:
    """Return an INSERT that can say what becomes of a row that is there already."""
    return connection.get_execution_options()["insert"](table)


def replacing(table: str, keys: tuple[str, ...], columns: tuple[str, ...]) -> str:
    """Return the plain statement that puts a row in place of the one with the same key."""
    names = [f'"{name}"' for name in (*keys, *columns)]
    new = ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    key = ", ".join(names[: len(keys)])
    return (
        f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "  # noqa: S608 (fixed names)
        f"ON CONFLICT ({key}) DO UPDATE SET {new}"
    )
