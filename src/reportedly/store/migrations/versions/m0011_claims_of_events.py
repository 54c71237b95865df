"""Which events hold a claim, by an index: a decision on two claims does not read all events.

SQLite has no index on the parts of a list: a table beside the events is filled by the database itself with every
event that is written, whoever writes it. PostgreSQL indexes the list.
"""

from reportedly.store.migrations.both import execute_on_postgresql, execute_on_sqlite

revision = "0011"
down_revision = "0010"

_CLAIMS = (
    "SELECT part.value, {event}.seq FROM {source}json_each(json_array('$.claims', '$.background')) field, "
    "json_each({event}.body, field.value) part WHERE part.type = 'text'"
)


def upgrade() -> None:
    """Create the index and fill it."""
    execute_on_sqlite(
        "CREATE TABLE IF NOT EXISTS event_claim (claim TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (claim, seq)) "
        "WITHOUT ROWID",
        f"INSERT OR IGNORE INTO event_claim (claim, seq) {_CLAIMS.format(event='event', source='event, ')}",
        "CREATE TRIGGER IF NOT EXISTS event_claims AFTER INSERT ON event BEGIN "
        f"INSERT OR IGNORE INTO event_claim (claim, seq) {_CLAIMS.format(event='NEW', source='')}; END",
    )
    execute_on_postgresql(
        """CREATE FUNCTION event_claims(body text) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
        SELECT array_agg(claim) FROM unnest(ARRAY['claims', 'background']) part, json_array_elements_text(
            CASE json_typeof(body::json -> part) WHEN 'array' THEN body::json -> part ELSE '[]' END) claim $$""",
        "CREATE INDEX event_claim ON event USING gin (event_claims(body)) WHERE retired_at IS NULL",
    )
