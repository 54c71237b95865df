"""Codings under every codebook, current and earlier: an index for them, and a view for people."""

from reportedly.store.migrations.both import execute

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the index and the view."""
    execute("CREATE INDEX record_coding ON record (claim) WHERE kind = 'Coding'")
    execute(
        """CREATE VIEW codings AS SELECT
        r.claim AS claim, r.document AS document,
        json_extract(r.body, '$.codebook') AS codebook, json_extract(r.body, '$.version') AS version,
        json_extract(r.body, '$.category') AS category, json_extract(r.body, '$.rule') AS rule,
        u.started_at AS since, r.retired_at AS until
        FROM record r JOIN run u ON u.id = r.run WHERE r.kind = 'Coding' ORDER BY r.seq"""
    )
