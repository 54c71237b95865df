"""A database looked at from outside: what it is, whether it is whole, its roles."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from reportedly.errors import StoreError
from reportedly.store import address, beside, copying, roles
from reportedly.store.backend import Backend
from reportedly.store.schema import HEAD
from reportedly.store.store import open_backend

_COUNTED = ("run", "document", "record", "event", "review", "custody")


def named(given: str) -> address.Where:
    """Return the database that a word of a command names: a URL, a file, or the folder of a project.

    What is not there yet is taken for a folder where it has no suffix.
    """
    found = address.read(given)
    if isinstance(found, Path) and (found.is_dir() or not (found.suffix or found.exists())):
        return address.kept(found) or found / address.FILE
    return found


def info(backend: Backend) -> dict[str, Any]:
    """Return what a database is and how much it holds."""

    def look(connection: Connection) -> dict[str, Any]:
        raw = backend.raw(connection)
        counts = {name: raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in _COUNTED}  # noqa: S608 (fixed names)
        told: dict[str, Any] = {"database": backend.name, "kind": backend.kind, "schema": HEAD, "rows": counts}
        if backend.kind != "postgresql":
            return told
        version, size = raw.execute(
            "SELECT current_setting('server_version'), pg_size_pretty(pg_database_size(current_database()))"
        ).fetchone()
        postgis = raw.execute("SELECT postgis_lib_version()").fetchone()[0]
        words, places = (
            raw.execute(f"SELECT count(*) FROM {name}").fetchone()[0]  # noqa: S608 (fixed names)
            for name in ("search", "place")
        )
        return {
            **told, "server": version, "postgis": postgis, "size": size,
            "user": raw.execute("SELECT current_user").fetchone()[0],
            "words": words, "places": places, "roles": roles.in_force(connection),
        }  # fmt: skip

    return backend.read(look)


def check(backend: Backend) -> list[str]:
    """Return what is not in order in a database, in words; nothing where it is whole."""
    faults = backend.integrity()
    if backend.kind == "postgresql":
        lacking = backend.read(lambda connection: beside.missing(backend.raw(connection)))
        if lacking:
            faults.append(f"{lacking} records without their words or places; run `reportedly db reindex`")
    return faults


def reindex(backend: Backend, progress: Callable[[int, int], None]) -> int:
    """Make words and places anew, and return of how many records. Raises StoreError for a file."""
    _need_server(backend)
    return beside.reindex(backend, progress)


def make_roles(backend: Backend) -> None:
    """Make the roles of a team, or bring their rights in order. Raises StoreError for a file."""
    _need_server(backend)
    backend.write(roles.create)


def roles_of(backend: Backend) -> list[roles.RoleState]:
    """Return the roles of a team. Raises StoreError for a file."""
    _need_server(backend)
    return backend.read(roles.found)


def copy(source: address.Where, target: address.Where, progress: copying.Progress, *, resume: bool) -> copying.Copied:
    """Copy one database into another one. Raises StoreError."""
    if address.shown(source) == address.shown(target):
        raise StoreError(f"{address.shown(source)} cannot be copied into itself; name another database")
    first = open_backend(source, create=False)
    try:
        second = open_backend(target)
        try:
            made = copying.copy_all(first, second, progress, resume=resume)
            if second.kind == "postgresql":
                beside.reindex(second, lambda done, total: progress("words and places", done, total))
            return made
        finally:
            second.close()
    finally:
        first.close()


def _need_server(backend: Backend) -> None:
    if backend.kind != "postgresql":
        raise StoreError(
            f"{backend.name} is a file; this is for a database on a PostgreSQL server: "
            "copy it there with `reportedly db copy`"
        )
