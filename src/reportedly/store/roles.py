"""Roles of a team on a PostgreSQL server: who may see what, and who may write what.

A viewer sees codings, places, events and ledger, and of these nothing of severe sensitivity; no text of a document,
and no names of persons that were found in one.
An analyst reads all and writes all but decisions, a reviewer decides, an admin gives these roles to others. That no
row of the chains is changed or deleted holds for everybody: triggers refuse it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

VIEWER, ANALYST, REVIEWER, ADMIN = ROLES = tuple(
    f"reportedly_{name}" for name in ("viewer", "analyst", "reviewer", "admin")
)

_SEEN = (
    "run, document, outcome, record, edge, judgement, event, drift, service_status, place, claims, events, ledger, "
    "codings, alembic_version"
)
_DERIVED = ("edge", "judgement", "event", "drift", "service_status")
_JOIN = ("meta", "document", "key", "candidate", "edge", "item", "list", "place", "pair", "zone", "clash", "word")
_SEVERE = {
    "record": "kind NOT IN ('PersonMention', 'Body') AND (claim IS NULL OR claim NOT IN (SELECT severe_claims()))",
    "place": "claim NOT IN (SELECT severe_claims())",
    "judgement": '"left" NOT IN (SELECT severe_claims()) AND "right" NOT IN (SELECT severe_claims())',
    "drift": "earlier NOT IN (SELECT severe_claims()) AND later NOT IN (SELECT severe_claims())",
    "event": "json_extract(body, '$.sensitivity') IS DISTINCT FROM 'severe'",
}
"""Which rows of a table a viewer sees."""

_FUNCTION = r"""CREATE OR REPLACE FUNCTION severe_claims() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path FROM CURRENT AS $$
    SELECT json_array_elements_text(replace(body, '\u0000', '\ufffd')::json -> part) FROM event,
        unnest(ARRAY['claims', 'background']) part
    WHERE retired_at IS NULL AND json_extract(body, '$.sensitivity') = 'severe'
        AND json_typeof(replace(body, '\u0000', '\ufffd')::json -> part) = 'array'
    $$"""


@dataclass(frozen=True, slots=True)
class RoleState:
    """A role, whether it is there, and who has it."""

    name: str
    there: bool
    members: tuple[str, ...]


def create(connection: Connection) -> None:
    """Make the roles, or bring their rights in order. Needs the owner of the database, and CREATEROLE."""
    for statement in _statements():
        connection.exec_driver_sql(statement.replace("%", "%%"))


def found(connection: Connection) -> list[RoleState]:
    """Return the roles with those who have them."""
    query = (
        "SELECT r.rolname, array_remove(array_agg(m.rolname::text ORDER BY m.rolname), NULL) "
        "FROM pg_roles r LEFT JOIN pg_auth_members a ON a.roleid = r.oid LEFT JOIN pg_roles m ON m.oid = a.member "
        "WHERE r.rolname LIKE 'reportedly\\_%%' GROUP BY r.rolname"
    )
    there = {str(name): tuple(str(member) for member in members) for name, members in connection.exec_driver_sql(query)}
    return [RoleState(name, name in there, there.get(name, ())) for name in ROLES]


def in_force(connection: Connection) -> bool:
    """Say whether the rights were set in this database."""
    query = "SELECT relrowsecurity FROM pg_class WHERE oid = to_regclass('record')"
    return bool(connection.exec_driver_sql(query).scalar())


def _statements() -> Iterator[str]:
    for role in ROLES:
        made = f"CREATE ROLE {role} NOLOGIN; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL"
        yield f"DO $$ BEGIN {made}; END $$"
    every = ", ".join(ROLES)
    yield (
        "DO $$ BEGIN EXECUTE format('GRANT USAGE ON SCHEMA %I TO " + every + "', current_schema()); "
        "EXECUTE format('REVOKE ALL ON ALL TABLES IN SCHEMA %I FROM " + every + "', current_schema()); END $$"
    )
    yield f"GRANT SELECT ON {_SEEN} TO {every}"
    yield from _of_analysts()
    yield f"GRANT INSERT ON review, review_key TO {REVIEWER}, {ADMIN}"
    # An erase takes values away; the chain itself stands.
    yield f"GRANT UPDATE (sealed) ON review TO {REVIEWER}, {ADMIN}"
    yield f"GRANT {VIEWER}, {ANALYST}, {REVIEWER} TO {ADMIN} WITH ADMIN OPTION"
    yield _FUNCTION
    yield "REVOKE ALL ON FUNCTION severe_claims() FROM PUBLIC"
    yield f"GRANT EXECUTE ON FUNCTION severe_claims() TO {every}"
    for table, rows in _SEVERE.items():
        yield f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY"
        yield f"DROP POLICY IF EXISTS seen ON {table}"
        yield f"CREATE POLICY seen ON {table} FOR SELECT TO {VIEWER} USING ({rows})"
        yield f"DROP POLICY IF EXISTS worked_on ON {table}"
        yield f"CREATE POLICY worked_on ON {table} TO {ANALYST}, {REVIEWER}, {ADMIN} USING (true) WITH CHECK (true)"


def _of_analysts() -> Iterator[str]:
    """Yield what those who work with the program need, all but decisions."""
    who = f"{ANALYST}, {REVIEWER}, {ADMIN}"
    joins = ", ".join(f"join_{name}" for name in _JOIN)
    kept = "document_text, failure, review, review_key, custody, chain_end, visit, writer, search"
    yield f"GRANT SELECT ON {kept}, {joins} TO {who}"
    yield (
        "GRANT INSERT ON run, document, document_text, failure, outcome, record, custody, visit, writer, "
        f"{', '.join(_DERIVED)}, search, place, {joins} TO {who}"
    )
    for table in ("failure", "outcome", "record"):
        yield f"GRANT UPDATE (retired_at) ON {table} TO {who}"
    for table in _DERIVED:
        yield f"GRANT UPDATE (retired_at, position) ON {table} TO {who}"
    yield f"GRANT UPDATE ON visit, writer, {joins} TO {who}"
    yield f"GRANT DELETE ON writer, search, place, {joins} TO {who}"
    given = f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA %I TO {who}"
    yield f"DO $$ BEGIN EXECUTE format('{given}', current_schema()); END $$"
