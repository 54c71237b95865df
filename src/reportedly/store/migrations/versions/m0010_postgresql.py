"""What only a server needs: the marks that its writers leave, words to search by, and places to measure by.

A file has one writer at a time by itself; its words and places are in the file of the workbench.
"""

from reportedly.store.migrations.both import execute_on_postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the tables."""
    execute_on_postgresql(
        'CREATE TABLE writer (name TEXT COLLATE "C" PRIMARY KEY, token TEXT COLLATE "C" NOT NULL)',
        'CREATE TABLE search (record BIGINT PRIMARY KEY REFERENCES record (seq), document TEXT COLLATE "C" NOT NULL, '
        'kind TEXT COLLATE "C" NOT NULL, words TSVECTOR NOT NULL, lemmas TSVECTOR NOT NULL)',
        "CREATE INDEX search_words ON search USING gin (words)",
        "CREATE INDEX search_lemmas ON search USING gin (lemmas)",
        "CREATE INDEX search_document ON search (document)",
        'CREATE TABLE place (record BIGINT PRIMARY KEY REFERENCES record (seq), document TEXT COLLATE "C" NOT NULL, '
        'claim TEXT COLLATE "C" NOT NULL, function TEXT COLLATE "C" NOT NULL, precision TEXT COLLATE "C" NOT NULL, '
        "radius_km DOUBLE PRECISION, point geometry(Point, 4326) NOT NULL, ground geometry(Geometry, 4326) NOT NULL)",
        "CREATE INDEX place_point ON place USING gist (point)",
        "CREATE INDEX place_far ON place USING gist ((point::geography))",
        "CREATE INDEX place_ground ON place USING gist (ground)",
        "CREATE INDEX place_document ON place (document)",
        # Records by kind: what the two are made from, and what roles may see.
        "CREATE INDEX record_kind ON record (kind, seq) WHERE retired_at IS NULL",
    )
