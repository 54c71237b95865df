"""Keys of forms that were sent: one that comes twice is decided once."""

from reportedly.store.migrations.both import execute

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table."""
    execute(
        """CREATE TABLE IF NOT EXISTS review_key (
            key TEXT PRIMARY KEY NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
        ) WITHOUT ROWID"""
    )
