"""Codings of a claim under one codebook after another: the current one beside those that it replaced."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from reportedly.records import Coding
from reportedly.store import rows, schema


@dataclass(frozen=True, slots=True)
class KeptCoding:
    """A coding that is or was current: since the start of the run that made it, until that of the one that did not.

    Times are ISO 8601; `until` is None for the current coding.
    """

    coding: Coding
    since: str
    until: str | None = None


def kept_codings(connection: Connection, claim: str | None) -> list[KeptCoding]:
    """Return all codings of a claim (None: of all claims), in the order in which they were made."""
    record, run = schema.record, schema.run
    query = select(record.c.body, run.c.started_at, record.c.retired_at).join(run, run.c.id == record.c.run)
    query = query.where(record.c.kind == Coding.__name__).order_by(record.c.seq)
    if claim is not None:
        query = query.where(record.c.claim == claim)
    return [
        KeptCoding(coding, row.started_at, row.retired_at)
        for row in connection.execute(query)
        if isinstance(coding := rows.record_from(Coding.__name__, row.body), Coding)
    ]
