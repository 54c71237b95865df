"""What a PostgreSQL server or its driver says, in words that tell what to do."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError

from reportedly.errors import StoreError
from reportedly.store.address import masked

DRIVER_MISSING = "the driver for PostgreSQL is not installed; install it with `pip install 'reportedly[postgres]'`"
POSTGIS_MISSING = (
    "PostGIS is not in this database; install it on the server (Debian: apt-get install postgresql-15-postgis-3), "
    "then run `CREATE EXTENSION postgis` in the database as its administrator"
)

_LOST_STATES = ("08", "57P01", "57P02", "57P03")
_STARTING = re.compile(r"starting up|in recovery|not yet accepting|shutting down|consistent recovery state", re.I)
_LOST = re.compile(
    r"connection (?:is |was )?(?:lost|closed|refused|timeout|reset)|connection failed|server closed|no connection|"
    r"could not (?:connect|receive|send)|broken pipe|terminating connection|the connection is closed|"
    r"consuming input failed|connection to server|SSL (?:SYSCALL|connection)",
    re.I,
)
_REFUSED = re.compile(
    r"authentication failed|no password supplied|no pg_hba|does not exist|permission denied for database|"
    r"could not translate|definition of service|too many|remaining connection slots|certificate|unsupported",
    re.I,
)


@contextmanager
def explained(name: str) -> Iterator[None]:
    """Turn an error of the database inside the block into a StoreError that says what to do."""
    try:
        yield
    except DBAPIError as error:
        found = said(error.orig or error)
        raise StoreError(f"{name}: {found}; {_advice(found, str(getattr(error.orig, 'sqlstate', None) or ''))}") from (
            error
        )


def said(error: BaseException) -> str:
    """Return what an error says, on one line and without passwords."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    kept = [
        line for line in lines if not line.startswith(("LINE ", "^", "CONTEXT:", "PL/pgSQL", "Is the server running"))
    ]
    return masked("; ".join(kept[:2])).rstrip(".;") or type(error).__name__


def is_lost(error: DBAPIError) -> bool:
    """Say whether the connection broke or the server is away for a moment: what was asked may be asked again."""
    state = getattr(error.orig, "sqlstate", None)
    if state:
        return str(state).startswith(_LOST_STATES)
    found = str(error.orig)
    return not _REFUSED.search(found) and bool(error.connection_invalidated or _LOST.search(found))


def lost_before_use(error: DBAPIError) -> bool:
    """Say whether a server that was never reached says that it will be there soon."""
    return bool(_STARTING.search(str(error.orig)))


def _advice(found: str, state: str) -> str:
    for sign, advice in (
        ("password authentication failed", "check the user, and the password in PGPASSWORD or ~/.pgpass"),
        ("no password supplied", "give the password in PGPASSWORD or ~/.pgpass"),
        ("Peer authentication failed", "give a user who may log in, as in postgresql://USER@HOST/NAME"),
        ("no pg_hba.conf entry", "have the server let this user in from here (pg_hba.conf)"),
        ("chain", "take it back with an undo"),
        ("never", "nothing was changed"),
        ("definition of service", "check the name of the service in ~/.pg_service.conf"),
        ("could not translate host name", "check the name of the server"),
        ("permission denied", "ask the owner of the database for a role that may do this (`reportedly db roles`)"),
        ("row-level security", "ask the owner of the database for a role that may do this (`reportedly db roles`)"),
        ("read-only", "the server only answers questions: name the one that takes changes"),
        ("too many", "close other programs, or raise max_connections on the server"),
        ("remaining connection slots", "close other programs, or raise max_connections on the server"),
        ("lock timeout", "another run is writing: wait for it to end"),
        ("postgis", POSTGIS_MISSING),
        ("No space left", "the disk of the server is full: free some space and run again, what was kept is whole"),
        ("foreign key", "begin the run and add the document before saving records of them"),
    ):
        if sign in found:
            return advice
    if re.search(r'role "[^"]*" does not exist', found):
        return "check the user in the address, or have the administrator make it (createuser)"
    if re.search(r'database "[^"]*" does not exist', found):
        return "make it first (createdb), or check its name"
    if state.startswith("53"):
        return "the server has run out of space or memory: free some, what was kept before is whole"
    if _LOST.search(found) or _STARTING.search(found):
        return "check that the server runs and can be reached, then run again: what was kept before is whole"
    return "if it comes again, ask the administrator of the server"
