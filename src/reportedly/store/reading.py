"""Documents and their records out of the database."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import ColumnElement, Connection, exists, func, or_, select

from reportedly.records import Document, Outcome, Reading, Record
from reportedly.store import adding, history, rows, schema

Condition = ColumnElement[bool]


def documents(connection: Connection, *where: Condition) -> list[tuple[int, Document]]:
    """Return number and document in the order in which they were added."""
    table, texts = schema.document, schema.document_text
    query = select(table.c.seq, table.c.body, texts.c.text).join(texts, texts.c.document == table.c.id)
    found = connection.execute(query.where(*where).order_by(table.c.seq))
    return [(row.seq, rows.document_from(row.body, row.text)) for row in found]


def readings(
    connection: Connection, where: Condition, *, known_by: str | None = None, only: Iterable[Condition] = ()
) -> list[Reading]:
    """Return documents with their records, those that stood at a time (None: now)."""
    table, there = schema.record, schema.document
    query = (
        select(table.c.document, table.c.kind, table.c.body)
        .join(there, there.c.id == table.c.document)
        .where(where, *only, *history.stood(table, known_by))
        .order_by(table.c.seq)
    )
    records: dict[str, list[Record]] = {}
    for row in connection.execute(query):
        records.setdefault(row.document, []).append(rows.record_from(row.kind, row.body))
    return [Reading(document, tuple(records.get(document.id, ()))) for _, document in documents(connection, where)]


def numbers_after(connection: Connection, last: int, most: int, known_by: str | None = None) -> list[int]:
    """Return the next numbers of documents after one, those of runs that had begun at a time (None: all)."""
    table = schema.document
    query = select(table.c.seq).where(table.c.seq > last, *history.added(table, known_by))
    return list(connection.execute(query.order_by(table.c.seq).limit(most)).scalars())


def numbers_of(connection: Connection, ids: Sequence[str]) -> list[int]:
    """Return the numbers of documents, sorted."""
    table = schema.document
    query = select(table.c.seq)
    found = (connection.execute(query.where(table.c.id.in_(part))).scalars() for part in adding.parts(ids))
    return sorted(number for part in found for number in part)


def telling_states(connection: Connection) -> list[str]:
    """Return the documents in which a claim tells how a service works, sorted."""
    table = schema.record
    told = table.c.kind == "StatusObservation", table.c.retired_at.is_(None)
    return sorted(set(connection.execute(select(table.c.document).where(*told)).scalars()))


def only_states(kinds: Collection[str]) -> tuple[Condition, ...]:
    """Return the conditions under which a record is a passage, or stands beside a claim that tells such a state."""
    table, other = schema.record, schema.record.alias()
    told = other.c.kind == "StatusObservation", other.c.retired_at.is_(None)
    tells = exists().where(other.c.document == table.c.document, other.c.claim == table.c.claim, *told)
    return table.c.kind.in_(sorted(kinds)), or_(table.c.kind == "Passage", tells)


def stages_done(connection: Connection, document: str) -> set[str]:
    """Return the producers whose outcome on the document is "done"."""
    table = schema.outcome
    done = table.c.document == document, table.c.state == "done", table.c.retired_at.is_(None)
    return set(connection.execute(select(table.c.producer).where(*done)).scalars())


def outcomes(connection: Connection) -> list[Outcome]:
    """Return the current outcome of every stage on every document."""
    table = schema.outcome
    found = connection.execute(select(table).where(table.c.retired_at.is_(None)).order_by(table.c.seq))
    return [Outcome(row.document, row.producer, row.state, row.records, row.message) for row in found]


def newest(connection: Connection) -> tuple[int, int]:
    """Return the numbers of the newest record and of the newest outcome of a stage."""
    found = [connection.scalar(select(func.max(t.c.seq))) or 0 for t in (schema.record, schema.outcome)]
    return found[0], found[1]


def documents_of(connection: Connection, claims: Collection[str]) -> set[str]:
    """Return the documents in which current claims with these ids stand."""
    table = schema.record
    found: set[str] = set()
    for part in adding.parts(sorted(claims)):
        query = select(table.c.document).where(
            table.c.claim.in_(part), table.c.kind == "Claim", table.c.retired_at.is_(None)
        )
        found.update(connection.execute(query).scalars())
    return found


def stage_names(connection: Connection) -> list[str]:
    """Return the names of the stages that have read documents, without versions, in order."""
    found = connection.execute(select(schema.outcome.c.stage).distinct()).scalars()
    return sorted({name.partition("/")[0] for name in found})


def published(connection: Connection) -> dict[str, str]:
    """Return when each document was published, "" where that is not known, in the order in which they were added."""
    table = schema.document
    found = connection.execute(select(table.c.id, table.c.published).order_by(table.c.seq))
    return {row.id: row.published or "" for row in found}


def ids(connection: Connection) -> list[str]:
    """Return the ids of all documents in the order in which they were added."""
    return list(connection.execute(select(schema.document.c.id).order_by(schema.document.c.seq)).scalars())


def paths(connection: Connection) -> dict[str, str]:
    """Return the path of every document by its id."""
    return {row.id: row.path for row in connection.execute(select(schema.document.c.id, schema.document.c.path))}
