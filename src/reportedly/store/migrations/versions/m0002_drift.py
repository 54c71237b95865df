"""Hedge drift: one more derived table."""

from reportedly.store.migrations.both import execute

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table of drifts and its index."""
    execute(
        """CREATE TABLE drift (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, earlier TEXT, later TEXT, kind TEXT,
        direction TEXT, run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL, retired_at TEXT
    )"""
    )
    execute("CREATE UNIQUE INDEX drift_current ON drift (id) WHERE retired_at IS NULL")
