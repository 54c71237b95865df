"""What only a server needs: the marks that its writers leave. A file has one writer at a time by itself."""

from reportedly.store.migrations.both import execute_on_postgresql

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Create the table."""
    execute_on_postgresql(
        'CREATE TABLE writer (name TEXT COLLATE "C" PRIMARY KEY, token TEXT COLLATE "C" NOT NULL, '
        "at TIMESTAMPTZ NOT NULL DEFAULT now())"
    )
