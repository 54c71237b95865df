"""What joining keeps of documents and claims, so that more documents cost what they cost, not a whole run."""

from reportedly.store.migrations.both import execute

revision = "0005"
down_revision = "0004"

TABLES = (
    "CREATE TABLE IF NOT EXISTS join_meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS join_document (
        document TEXT PRIMARY KEY NOT NULL, label INTEGER NOT NULL, instant TEXT NOT NULL, path TEXT NOT NULL,
        squeezed TEXT NOT NULL, sha256 TEXT NOT NULL, head INTEGER NOT NULL, family TEXT, sketch TEXT NOT NULL,
        keys TEXT NOT NULL, candidates TEXT NOT NULL, published TEXT NOT NULL, publisher TEXT NOT NULL,
        name TEXT NOT NULL
    )""",
    "CREATE TABLE IF NOT EXISTS join_key (key INTEGER, label INTEGER, PRIMARY KEY (key, label)) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS join_candidate (
        candidate TEXT, document TEXT, PRIMARY KEY (candidate, document)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS join_edge (
        owner TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL, body TEXT NOT NULL
    )""",
    """CREATE TABLE IF NOT EXISTS join_item (
        id TEXT PRIMARY KEY NOT NULL, document TEXT NOT NULL, rank INTEGER NOT NULL, body TEXT NOT NULL,
        told TEXT NOT NULL, root TEXT NOT NULL, twin TEXT NOT NULL, exact TEXT, component TEXT, event TEXT
    )""",
    """CREATE TABLE IF NOT EXISTS join_list (
        list TEXT, first INTEGER, last INTEGER, claim TEXT, PRIMARY KEY (list, first, last, claim)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS join_place (
        cell TEXT, id TEXT, body TEXT NOT NULL, PRIMARY KEY (cell, id)
    ) WITHOUT ROWID""",
    """CREATE TABLE IF NOT EXISTS join_pair (
        "left" TEXT, "right" TEXT, verdict TEXT NOT NULL, score REAL NOT NULL, conflict TEXT, joins INTEGER NOT NULL,
        PRIMARY KEY ("left", "right")
    ) WITHOUT ROWID""",
    "CREATE TABLE IF NOT EXISTS join_zone (zone TEXT, claim TEXT, PRIMARY KEY (zone, claim)) WITHOUT ROWID",
    """CREATE TABLE IF NOT EXISTS join_clash (
        zone TEXT NOT NULL, "left" TEXT NOT NULL, "right" TEXT NOT NULL, kind TEXT NOT NULL, reason TEXT NOT NULL
    )""",
)

INDEXES = (
    "CREATE UNIQUE INDEX IF NOT EXISTS join_document_label ON join_document (label)",
    "CREATE INDEX IF NOT EXISTS join_document_time ON join_document (instant, path, document)",
    "CREATE INDEX IF NOT EXISTS join_document_text ON join_document (squeezed)",
    "CREATE INDEX IF NOT EXISTS join_document_family ON join_document (family) WHERE family IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS join_edge_owner ON join_edge (owner)",
    "CREATE INDEX IF NOT EXISTS join_edge_start ON join_edge (start)",
    'CREATE INDEX IF NOT EXISTS join_edge_end ON join_edge ("end")',
    "CREATE INDEX IF NOT EXISTS join_item_document ON join_item (document)",
    "CREATE INDEX IF NOT EXISTS join_item_twin ON join_item (twin)",
    "CREATE INDEX IF NOT EXISTS join_item_exact ON join_item (exact) WHERE exact IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS join_item_component ON join_item (component)",
    "CREATE INDEX IF NOT EXISTS join_item_event ON join_item (event)",
    'CREATE INDEX IF NOT EXISTS join_pair_right ON join_pair ("right")',
    "CREATE INDEX IF NOT EXISTS join_clash_zone ON join_clash (zone)",
    'CREATE INDEX IF NOT EXISTS join_clash_left ON join_clash ("left")',
    'CREATE INDEX IF NOT EXISTS join_clash_right ON join_clash ("right")',
    "CREATE INDEX IF NOT EXISTS edge_start ON edge (start) WHERE retired_at IS NULL",
    'CREATE INDEX IF NOT EXISTS edge_end ON edge ("end") WHERE retired_at IS NULL',
    'CREATE INDEX IF NOT EXISTS judgement_left ON judgement ("left") WHERE retired_at IS NULL',
    'CREATE INDEX IF NOT EXISTS judgement_right ON judgement ("right") WHERE retired_at IS NULL',
    "CREATE INDEX IF NOT EXISTS event_event ON event (event) WHERE retired_at IS NULL",
)


def upgrade() -> None:
    """Create the tables and their indexes."""
    for statement in (*TABLES, *INDEXES):
        execute(statement)
