"""Keys of forms that were sent: one that comes twice is decided once."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Create the table."""
    op.execute(
        """CREATE TABLE IF NOT EXISTS review_key (
            key TEXT PRIMARY KEY NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL
        ) WITHOUT ROWID"""
    )
