"""Bringing a database to the newest schema; the steps are the same for every kind of database."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from reportedly.errors import StoreError
from reportedly.store.schema import HEAD

_MIGRATIONS = Path(__file__).parent / "migrations"


def is_newest(current: str | None, name: str, other: str) -> bool:
    """Say whether a database of this schema (None: empty) is up to date. Raises StoreError for a newer one.

    `name` is what the database is called, `other` what to name in its place.
    """
    if current == HEAD:
        return True
    if current is not None and current not in _known():
        raise StoreError(
            f"{name} was made by a newer version (schema {current}, this version knows {HEAD}); "
            f"install the newer version again, or name {other}"
        )
    return False


def upgrade(connection: Connection) -> None:
    """Run all steps that are missing, in the transaction of the connection."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _known() -> set[str]:
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config
