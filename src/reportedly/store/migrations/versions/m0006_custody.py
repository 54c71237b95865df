"""Custody: what was done with evidence, a chain that only grows."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table; its triggers refuse what would change or shorten the chain."""
    op.execute(
        """CREATE TABLE IF NOT EXISTS custody (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL,
        body TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL
    )"""
    )
    op.execute("CREATE INDEX IF NOT EXISTS custody_mark ON custody (mark)")
    for what, name in (("DELETE", "delete"), ("UPDATE", "change")):
        op.execute(
            f"CREATE TRIGGER IF NOT EXISTS custody_no_{name} BEFORE {what} ON custody "
            "BEGIN SELECT RAISE(ABORT, 'custody events are never changed or deleted'); END"
        )
