"""The words by which claims are compared for contradictions that only the wording shows."""

from reportedly.store.migrations.both import execute

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    execute(
        """CREATE TABLE IF NOT EXISTS join_word (
            claim TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL, day INTEGER, speaker INTEGER NOT NULL,
            keys TEXT NOT NULL, beside TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
