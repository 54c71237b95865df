"""The first schema: documents, records, derived tables, and views for people with an SQLite shell."""

from alembic import op

revision = "0001"
down_revision = None

_TABLES = (
    """CREATE TABLE run (
        id TEXT PRIMARY KEY NOT NULL, started_at TEXT NOT NULL, version TEXT NOT NULL, settings TEXT NOT NULL
    )""",
    """CREATE TABLE document (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, path TEXT NOT NULL, container TEXT, publisher TEXT,
        title TEXT, published TEXT, language TEXT, url TEXT, sha256 TEXT NOT NULL, text_id TEXT NOT NULL,
        retrieved_at TEXT NOT NULL, run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL
    )""",
    """CREATE TABLE document_text (
        document TEXT PRIMARY KEY NOT NULL REFERENCES document (id), text TEXT NOT NULL
    )""",
    """CREATE TABLE failure (
        seq INTEGER PRIMARY KEY, path TEXT NOT NULL, message TEXT NOT NULL, sha256 TEXT,
        run TEXT NOT NULL REFERENCES run (id), retired_at TEXT
    )""",
    """CREATE TABLE outcome (
        seq INTEGER PRIMARY KEY, document TEXT NOT NULL REFERENCES document (id), stage TEXT NOT NULL,
        producer TEXT NOT NULL, state TEXT NOT NULL, records INTEGER NOT NULL, message TEXT NOT NULL,
        run TEXT NOT NULL REFERENCES run (id), retired_at TEXT
    )""",
    """CREATE TABLE record (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, kind TEXT NOT NULL,
        document TEXT NOT NULL REFERENCES document (id), claim TEXT, stage TEXT NOT NULL, producer TEXT NOT NULL,
        run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL, retired_at TEXT
    )""",
    """CREATE TABLE edge (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, start TEXT, "end" TEXT, kind TEXT,
        run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL, retired_at TEXT
    )""",
    """CREATE TABLE judgement (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, "left" TEXT, "right" TEXT,
        verdict TEXT, run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL, retired_at TEXT
    )""",
    """CREATE TABLE event (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, event TEXT, category TEXT,
        place TEXT, earliest TEXT, latest TEXT, run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL,
        retired_at TEXT
    )""",
    """CREATE TABLE service_status (
        seq INTEGER PRIMARY KEY, id TEXT NOT NULL, position INTEGER NOT NULL, place TEXT, sector TEXT,
        status TEXT, as_of TEXT, run TEXT NOT NULL REFERENCES run (id), body TEXT NOT NULL, retired_at TEXT
    )""",
)

_INDEXES = (
    "CREATE INDEX document_path ON document (path)",
    "CREATE UNIQUE INDEX failure_current ON failure (path, message) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX outcome_current ON outcome (document, stage) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX record_current ON record (document, id) WHERE retired_at IS NULL",
    "CREATE INDEX record_claim ON record (claim, kind) WHERE retired_at IS NULL AND claim IS NOT NULL",
    "CREATE UNIQUE INDEX edge_current ON edge (id) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX judgement_current ON judgement (id) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX event_current ON event (id) WHERE retired_at IS NULL",
    "CREATE UNIQUE INDEX service_status_current ON service_status (id) WHERE retired_at IS NULL",
)


def _beside(kind: str, field: str) -> str:
    return (
        f"(SELECT json_extract(b.body, '$.{field}') FROM record b WHERE b.claim = json_extract(c.body, '$.id') "  # noqa: S608
        f"AND b.kind = '{kind}' AND b.retired_at IS NULL ORDER BY b.seq LIMIT 1)"
    )


_CLAIMS = f"""CREATE VIEW claims AS SELECT
    json_extract(c.body, '$.id') AS id, c.document AS document, d.path AS path, d.publisher AS publisher,
    d.published AS published, json_extract(c.body, '$.kind') AS kind,
    {_beside("Coding", "category")} AS category,
    {_beside("Level", "level")} AS level,
    {_beside("Attribution", "root_status")} AS root_status,
    {_beside("Geolocation", "name")} AS place,
    {_beside("Geolocation", "lat")} AS lat,
    {_beside("Geolocation", "lon")} AS lon,
    {_beside("Timing", "earliest")} AS earliest,
    {_beside("Timing", "latest")} AS latest,
    json_extract(c.body, '$.polarity') AS polarity, json_extract(c.body, '$.realis') AS realis,
    json_extract(c.body, '$.proposition') AS proposition
    FROM record c JOIN document d ON d.id = c.document
    WHERE c.kind = 'Claim' AND c.retired_at IS NULL"""  # noqa: S608

_EVENTS = """CREATE VIEW events AS SELECT
    event AS id, category, json_extract(body, '$.place_name') AS place, earliest, latest,
    json_extract(body, '$.corroboration') AS corroboration,
    json_extract(body, '$.origins_min') AS origins_min, json_extract(body, '$.origins_max') AS origins_max,
    json_array_length(body, '$.claims') AS claims, json_extract(body, '$.proposition') AS proposition
    FROM event WHERE retired_at IS NULL ORDER BY position"""

_LEDGER = """CREATE VIEW ledger AS SELECT
    place, json_extract(body, '$.place_name') AS place_name, sector, status, as_of,
    json_extract(body, '$.stale') AS stale, json_extract(body, '$.last_status') AS last_status,
    json_extract(body, '$.last_reported') AS last_reported, json_extract(body, '$.fresh_until') AS fresh_until
    FROM service_status WHERE retired_at IS NULL ORDER BY position"""


def upgrade() -> None:
    """Create every table, index and view."""
    for statement in (*_TABLES, *_INDEXES, _CLAIMS, _EVENTS, _LEDGER):
        op.execute(statement)
