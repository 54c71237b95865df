"""Custody: what was done with evidence, a chain that only grows."""

from reportedly.store.migrations.both import execute, execute_on_postgresql, execute_on_sqlite

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the table; its triggers refuse what would change or shorten the chain."""
    execute(
        """CREATE TABLE IF NOT EXISTS custody (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, kind TEXT NOT NULL,
        body TEXT NOT NULL, sha256 TEXT NOT NULL, mark TEXT NOT NULL
    )"""
    )
    execute("CREATE INDEX IF NOT EXISTS custody_mark ON custody (mark)")
    for what, name in (("DELETE", "delete"), ("UPDATE", "change")):
        execute_on_sqlite(
            f"CREATE TRIGGER IF NOT EXISTS custody_no_{name} BEFORE {what} ON custody "
            "BEGIN SELECT RAISE(ABORT, 'custody events are never changed or deleted'); END"
        )
    execute_on_postgresql(
        "CREATE TRIGGER custody_grows AFTER INSERT ON custody FOR EACH ROW EXECUTE FUNCTION chain_grows()",
        "CREATE TRIGGER custody_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON custody FOR EACH STATEMENT "
        "EXECUTE FUNCTION chain_refuses('custody events are never changed or deleted')",
    )
