"""The words by which claims are compared for contradictions that only the wording shows."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Create the table."""
    op.execute(
        """CREATE TABLE IF NOT EXISTS join_word (
            claim TEXT PRIMARY KEY NOT NULL, version TEXT NOT NULL, day INTEGER, speaker INTEGER NOT NULL,
            keys TEXT NOT NULL, beside TEXT NOT NULL
        ) WITHOUT ROWID"""
    )
