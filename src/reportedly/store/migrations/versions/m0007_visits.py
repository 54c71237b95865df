"""Visits: what is known of addresses that were fetched."""

from reportedly.store.migrations.both import execute

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the table."""
    execute(
        """CREATE TABLE IF NOT EXISTS visit (
        key TEXT NOT NULL PRIMARY KEY, address TEXT NOT NULL, kind TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL,
        since TEXT NOT NULL, status INTEGER, etag TEXT, modified TEXT, sha256 TEXT, failures INTEGER NOT NULL,
        message TEXT NOT NULL
    )"""
    )
