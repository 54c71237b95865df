"""Review actions: a chain that only grows; the values beside it can be erased."""

from reportedly.store.migrations.both import execute, execute_on_postgresql, execute_on_sqlite

revision = "0004"
down_revision = "0003"

_KEPT = "seq, id, at, body, sha256"


def upgrade() -> None:
    """Create the table; its triggers refuse what would change or shorten the chain."""
    execute(
        """CREATE TABLE IF NOT EXISTS review (
        seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, at TEXT NOT NULL, body TEXT NOT NULL,
        sha256 TEXT NOT NULL, sealed TEXT NOT NULL
    )"""
    )
    execute_on_sqlite(
        "CREATE TRIGGER IF NOT EXISTS review_no_delete BEFORE DELETE ON review "
        "BEGIN SELECT RAISE(ABORT, 'review actions are never deleted; take one back with an undo'); END",
        f"CREATE TRIGGER IF NOT EXISTS review_no_change BEFORE UPDATE OF {_KEPT} ON review "
        "BEGIN SELECT RAISE(ABORT, 'review actions are never changed; take one back with an undo'); END",
    )
    execute_on_postgresql(
        # The highest number that a chain ever had; SQLite keeps that by itself (AUTOINCREMENT).
        'CREATE TABLE chain_end (chain TEXT COLLATE "C" PRIMARY KEY, highest BIGINT NOT NULL)',
        """CREATE FUNCTION chain_grows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
            SET search_path FROM CURRENT AS $$
            BEGIN
                INSERT INTO chain_end VALUES (TG_TABLE_NAME, NEW.seq)
                ON CONFLICT (chain) DO UPDATE SET highest = greatest(chain_end.highest, excluded.highest);
                RETURN NULL;
            END $$""",
        """CREATE FUNCTION chain_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN RAISE EXCEPTION USING MESSAGE = TG_ARGV[0], ERRCODE = 'integrity_constraint_violation'; END $$""",
        "CREATE TRIGGER review_grows AFTER INSERT ON review FOR EACH ROW EXECUTE FUNCTION chain_grows()",
        "CREATE TRIGGER review_no_delete BEFORE DELETE OR TRUNCATE ON review FOR EACH STATEMENT EXECUTE FUNCTION "
        "chain_refuses('review actions are never deleted; take one back with an undo')",
        f"CREATE TRIGGER review_no_change BEFORE UPDATE OF {_KEPT} ON review FOR EACH STATEMENT EXECUTE FUNCTION "
        "chain_refuses('review actions are never changed; take one back with an undo')",
    )
