"""What a database holds, counted without reading it."""

from dataclasses import dataclass

from sqlalchemy import Connection

from reportedly.records import is_routing


@dataclass(frozen=True, slots=True)
class Counts:
    """Documents, claims, claims with a category of the codebook, and documents without claims by language."""

    documents: int
    claims: int
    in_scope: int
    without_claims: dict[str, int]


def counts(connection: Connection) -> Counts:
    """Count current records; the first coding of a claim tells its category."""
    documents, claims = (
        connection.exec_driver_sql(f"SELECT count(*) FROM {what}").scalar() or 0  # noqa: S608
        for what in ("document", "record WHERE kind = 'Claim' AND retired_at IS NULL")
    )
    categories = connection.exec_driver_sql(_CATEGORIES)
    languages = connection.exec_driver_sql(_LANGUAGES)
    return Counts(
        documents,
        claims,
        sum(count for category, count in categories if not is_routing(category)),
        {str(language): int(count) for language, count in languages},
    )


_CATEGORIES = """
SELECT category, count(*) FROM (
    SELECT json_extract(body, '$.category') AS category FROM record WHERE seq IN (
        SELECT min(seq) FROM record WHERE kind = 'Coding' AND retired_at IS NULL
        AND claim IN (SELECT claim FROM record WHERE kind = 'Claim' AND retired_at IS NULL) GROUP BY claim
    )
) AS first_codings GROUP BY category
"""

_LANGUAGES = """
SELECT coalesce(nullif(language, ''), 'und'), count(*) FROM document d WHERE NOT EXISTS (
    SELECT 1 FROM record r WHERE r.document = d.id AND r.kind = 'Claim' AND r.retired_at IS NULL
) GROUP BY 1
"""
