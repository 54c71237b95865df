"""Whether a database has the newest schema; the steps are the same for every kind of database."""

from importlib import import_module
from typing import Any

from sqlalchemy import Connection

from reportedly.errors import StoreError
from reportedly.store.schema import HEAD


def is_newest(current: str | None, name: str, other: str) -> bool:
    """Say whether a database of this schema (None: empty) is up to date. Raises StoreError for a newer one.

    `name` is what the database is called, `other` what to name in its place.
    """
    if current == HEAD:
        return True
    if current is not None and current not in _upgrading().known():
        raise StoreError(
            f"{name} was made by a newer version (schema {current}, this version knows {HEAD}); "
            f"install the newer version again, or name {other}"
        )
    return False


def upgrade(connection: Connection) -> None:
    """Run all steps that are missing, in the transaction of the connection."""
    _upgrading().upgrade(connection)


def _upgrading() -> Any:
    # Late: most databases are up to date, and the library takes a sixth of a second.
    return import_module("reportedly.store.upgrading")
