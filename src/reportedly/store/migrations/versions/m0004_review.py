"""Review actions: a chain that only grows; the values beside it can be erased."""

from alembic import op

revision = "0004"
down_revision = "0003"

_KEPT = "seq, id, at, body, sha256"


def upgrade() -> None:
    """Create the table; its triggers refuse what would change or shorten the chain."""
    op.execute(
        """CREATE TABLE IF NOT EXISTS review (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, body TEXT NOT NULL,
        sha256 TEXT NOT NULL, sealed TEXT NOT NULL
    )"""
    )
    op.execute(
        "CREATE TRIGGER IF NOT EXISTS review_no_delete BEFORE DELETE ON review "
        "BEGIN SELECT RAISE(ABORT, 'review actions are never deleted; take one back with an undo'); END"
    )
    op.execute(
        f"CREATE TRIGGER IF NOT EXISTS review_no_change BEFORE UPDATE OF {_KEPT} ON review "
        "BEGIN SELECT RAISE(ABORT, 'review actions are never changed; take one back with an undo'); END"
    )
