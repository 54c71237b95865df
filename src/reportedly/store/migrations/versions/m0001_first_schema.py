"""The first schema: documents, records, derived tables, and views for people with a shell of the database."""

from reportedly.store.migrations.both import execute, execute_on_postgresql, on_postgresql

revision = "0001"
down_revision = None

_JSON = (
    # The functions of SQLite by which views and questions read the bodies of records. A body may hold the escape of
    # the character zero, which PostgreSQL's JSON refuses; it is no part of a value that anything asks for.
    r"""CREATE FUNCTION json_extract(body text, path text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN replace(body, '\u0000', '\ufffd')::json #>> string_to_array(substr(path, 3), '.')""",
    r"""CREATE FUNCTION json_array_length(body text, path text) RETURNS bigint LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN json_array_length(replace(body, '\u0000', '\ufffd')::json #> string_to_array(substr(path, 3), '.'))""",
)
"""PostgreSQL alone."""

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


def _views() -> tuple[str, ...]:
    """Return the views; PostgreSQL is told which values of a body are numbers and truths, SQLite sees that."""
    number, truth = ("::numeric", "::boolean") if on_postgresql() else ("", "")

    def beside(kind: str, field: str, cast: str = "") -> str:
        return (
            f"(SELECT json_extract(b.body, '$.{field}'){cast} FROM record b "  # noqa: S608
            f"WHERE b.claim = json_extract(c.body, '$.id') "
            f"AND b.kind = '{kind}' AND b.retired_at IS NULL ORDER BY b.seq LIMIT 1)"
        )

    claims = f"""CREATE VIEW claims AS SELECT
    json_extract(c.body, '$.id') AS id, c.document AS document, d.path AS path, d.publisher AS publisher,
    d.published AS published, json_extract(c.body, '$.kind') AS kind,
    {beside("Coding", "category")} AS category,
    {beside("Level", "level")} AS level,
    {beside("Attribution", "root_status")} AS root_status,
    {beside("Geolocation", "name")} AS place,
    {beside("Geolocation", "lat", number)} AS lat,
    {beside("Geolocation", "lon", number)} AS lon,
    {beside("Timing", "earliest")} AS earliest,
    {beside("Timing", "latest")} AS latest,
    json_extract(c.body, '$.polarity') AS polarity, json_extract(c.body, '$.realis') AS realis,
    json_extract(c.body, '$.proposition') AS proposition
    FROM record c JOIN document d ON d.id = c.document
    WHERE c.kind = 'Claim' AND c.retired_at IS NULL"""  # noqa: S608

    events = f"""CREATE VIEW events AS SELECT
    event AS id, category, json_extract(body, '$.place_name') AS place, earliest, latest,
    json_extract(body, '$.corroboration') AS corroboration,
    json_extract(body, '$.origins_min'){number} AS origins_min,
    json_extract(body, '$.origins_max'){number} AS origins_max,
    json_array_length(body, '$.claims') AS claims, json_extract(body, '$.proposition') AS proposition
    FROM event WHERE retired_at IS NULL ORDER BY position"""  # noqa: S608

    ledger = f"""CREATE VIEW ledger AS SELECT
    place, json_extract(body, '$.place_name') AS place_name, sector, status, as_of,
    json_extract(body, '$.stale'){truth} AS stale, json_extract(body, '$.last_status') AS last_status,
    json_extract(body, '$.last_reported') AS last_reported, json_extract(body, '$.fresh_until') AS fresh_until
    FROM service_status WHERE retired_at IS NULL ORDER BY position"""  # noqa: S608
    return claims, events, ledger


def upgrade() -> None:
    """Create every table, index and view."""
    execute_on_postgresql(*_JSON)
    for statement in (*_TABLES, *_INDEXES, *_views()):
        execute(statement)
