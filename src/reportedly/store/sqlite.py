"""The store of record: one SQLite file in write-ahead mode."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, Engine, Table, and_, exists, func, or_, select, update

from reportedly.errors import StoreError
from reportedly.records import (
    DocEdge,
    Document,
    Event,
    Failure,
    HedgeDrift,
    Judgement,
    Outcome,
    Reading,
    Record,
    ReviewAction,
    ReviewDraft,
    Run,
    ServiceStatus,
)
from reportedly.records.custody import CustodyDraft, CustodyEvent
from reportedly.records.visit import Visit
from reportedly.store import codings, custody, database, history, reviews, rows, saving, schema, visits
from reportedly.store.counts import Counts, counts
from reportedly.store.joining import JoinTables, joining
from reportedly.store.since import Since
from reportedly.store.then import Then

T = TypeVar("T")

_BATCH = 200
"""Documents that `readings` loads at once."""


class SqliteStore:
    """All records of one project in one SQLite file.

    Every method is one transaction. Every method raises StoreError if the database cannot be read or written.
    """

    def __init__(self, engine: Engine, path: Path) -> None:
        self._engine = engine
        self._path = path

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> "SqliteStore":
        """Open the database at `path`, making it (if `create`) or bringing it to the newest schema.

        Raises StoreError if there is none, or the file is something else, damaged, or from a newer version.
        """
        return cls(database.connect(path, create=create), path)

    def begin_run(self, run: Run) -> None:
        """Note a run with its settings; the same run twice is noted once."""
        with self._writing() as connection:
            row = {"id": run.id, "started_at": run.started_at, "version": run.version, "settings": run.settings}
            connection.execute(schema.run.insert().prefix_with("OR IGNORE"), row)

    def runs(self) -> list[Run]:
        """Return all runs in the order in which they began."""
        with self._reading() as connection:
            found = connection.execute(select(schema.run).order_by(schema.run.c.started_at, schema.run.c.id))
            return [Run(row.id, row.started_at, row.version, row.settings) for row in found]

    def add_document(self, document: Document, *, run: str, noted: Sequence[CustodyDraft] = ()) -> bool:
        """Add a document with what the chain of custody has to say of it; return False if the same one is there.

        Either way its path has been read now: a failure noted for the path, or for its container, is dropped; of what
        is to be noted, retrievals are.
        """
        table = schema.document
        with self._writing() as connection:
            started = _started(connection, run)
            read = [document.path, *([document.container] if document.container else [])]
            failed = schema.failure
            connection.execute(
                update(failed).where(failed.c.path.in_(read), failed.c.retired_at.is_(None)).values(retired_at=started)
            )
            if connection.execute(select(table.c.seq).where(table.c.id == document.id)).first():
                custody.append(connection, [draft for draft in noted if draft.kind == "retrieval"])
                return False
            custody.append(connection, noted)
            connection.execute(table.insert(), rows.document_row(document, run))
            connection.execute(schema.document_text.insert(), {"document": document.id, "text": document.text})
            return True

    def add_failure(self, failure: Failure, *, run: str) -> None:
        """Note an input that could not be read; the same failure twice is kept once."""
        table = schema.failure
        with self._writing() as connection:
            _started(connection, run)
            same = and_(table.c.path == failure.path, table.c.message == failure.message, table.c.retired_at.is_(None))
            if not connection.execute(select(table.c.seq).where(same)).first():
                row = {"path": failure.path, "message": failure.message, "sha256": failure.sha256, "run": run}
                connection.execute(table.insert(), row)

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be read and have not been read since."""
        table = schema.failure
        with self._reading() as connection:
            found = connection.execute(select(table).where(table.c.retired_at.is_(None)).order_by(table.c.seq))
            return [Failure(row.path, row.message, row.sha256) for row in found]

    def documents(self) -> list[Document]:
        """Return all documents in the order in which they were added."""
        with self._reading() as connection:
            return [document for _, document in _documents(connection)]

    def each_document(self) -> Iterator[Document]:
        """Yield all documents in the order in which they were added, some at a time in memory."""
        last = -1
        while True:
            with self._reading() as connection:
                table = schema.document
                query = select(table.c.seq).where(table.c.seq > last).order_by(table.c.seq).limit(_BATCH)
                batch = list(connection.execute(query).scalars())
                if not batch:
                    return
                found = _documents(connection, table.c.seq.in_(batch))
            last = batch[-1]
            yield from (document for _, document in found)

    def integrity(self) -> list[str]:
        """Return what is damaged in the database file itself, in words; nothing where it is whole."""
        with self._reading() as connection:
            found = [str(line) for line in connection.exec_driver_sql("PRAGMA integrity_check(20)").scalars()]
        return [] if found == ["ok"] else found

    def document_ids(self) -> list[str]:
        """Return the ids of all documents in the order in which they were added."""
        with self._reading() as connection:
            return list(connection.execute(select(schema.document.c.id).order_by(schema.document.c.seq)).scalars())

    def stages_done(self, document: str) -> set[str]:
        """Return the producers ("name/version") whose outcome on the document is "done"."""
        table = schema.outcome
        with self._reading() as connection:
            done = and_(table.c.document == document, table.c.state == "done", table.c.retired_at.is_(None))
            return set(connection.execute(select(table.c.producer).where(done)).scalars())

    def save(self, outcome: Outcome, records: Sequence[Record], *, run: str) -> None:
        """Keep what one stage made of one document together with its outcome.

        What the same stage had made of it before and has not made again is retired (kept, no longer read).
        A failed outcome leaves the records of earlier versions as they are. Raises StoreError if the
        document or the run is not known.
        """
        self.save_many([(outcome, records)], run=run)

    def save_many(
        self, made: Sequence[tuple[Outcome, Sequence[Record]]], *, run: str, instead: Collection[str] = ()
    ) -> None:
        """Keep what several stages made, of one document or of many, in one transaction; otherwise like `save`.

        What the stages named in `instead` (names without version) had made of these documents is retired: others
        have taken their place.
        """
        with self._writing() as connection:
            started = _started(connection, run)
            saving.retire_stages(connection, {outcome.document for outcome, _ in made}, instead, started)
            for group in saving.groups(made):
                saving.save_group(connection, group, run=run, started=started)

    def outcomes(self) -> list[Outcome]:
        """Return the current outcome of every stage on every document."""
        table = schema.outcome
        with self._reading() as connection:
            found = connection.execute(select(table).where(table.c.retired_at.is_(None)).order_by(table.c.seq))
            return [Outcome(row.document, row.producer, row.state, row.records, row.message) for row in found]

    def reading(self, document: str) -> Reading:
        """Return the document with its current records, in the order in which they were made.

        Raises StoreError if there is no such document.
        """
        with self._reading() as connection:
            for reading in _readings(connection, schema.document.c.id == document):
                return reading
        raise StoreError(f"there is no document {document} in {self._path}")

    def readings(self, *, known_by: str | None = None) -> Iterator[Reading]:
        """Yield every document with its current records, in the order in which documents were added.

        With `known_by` (ISO 8601 with a zone) as the store held them then: the documents of runs that had begun,
        each with the records that stood then, also those that were replaced since. Documents are loaded some at a
        time, each batch in a transaction of its own, so that the caller may write in between.
        """
        last = -1
        while True:
            with self._reading() as connection:
                query = select(schema.document.c.seq).where(schema.document.c.seq > last)
                query = query.where(*history.added(schema.document, known_by))
                batch = list(connection.execute(query.order_by(schema.document.c.seq).limit(_BATCH)).scalars())
                if not batch:
                    return
                where = schema.document.c.seq.in_(batch)
                found = _readings(connection, where, known_by=known_by)
            last = batch[-1]
            yield from found

    def readings_of(self, documents: Collection[str], *, known_by: str | None = None) -> Iterator[Reading]:
        """Yield these documents with their current records, in the order in which they were added.

        With `known_by` (ISO 8601 with a zone) with the records that stood then.
        """
        wanted = sorted(documents)
        with self._reading() as connection:
            query = select(schema.document.c.seq)
            parts = (wanted[start : start + _BATCH] for start in range(0, len(wanted), _BATCH))
            found = [connection.execute(query.where(schema.document.c.id.in_(part))).scalars() for part in parts]
            numbers = sorted(number for part in found for number in part)
        for start in range(0, len(numbers), _BATCH):
            with self._reading() as connection:
                where = schema.document.c.seq.in_(numbers[start : start + _BATCH])
                part = _readings(connection, where, known_by=known_by)
            yield from part

    def states(self, kinds: Collection[str]) -> Iterator[Reading]:
        """Yield the documents that tell how services work, with passages and those claims, and these kinds beside."""
        table, other = schema.record, schema.record.alias()
        told = other.c.kind == "StatusObservation", other.c.retired_at.is_(None)
        tells = exists().where(other.c.document == table.c.document, other.c.claim == table.c.claim, *told)
        only = (table.c.kind.in_(sorted(kinds)), or_(table.c.kind == "Passage", tells))
        with self._reading() as connection:
            wanted = sorted(set(connection.execute(select(other.c.document).where(*told)).scalars()))
        for start in range(0, len(wanted), _BATCH):
            with self._reading() as connection:
                part = _readings(connection, schema.document.c.id.in_(wanted[start : start + _BATCH]), only=only)
            yield from part

    def coded_up_to(self) -> tuple[int, int]:
        """Return the numbers of the newest record and of the newest outcome of a stage; they grow with each coding."""
        with self._reading() as connection:
            newest = (connection.scalar(select(func.max(t.c.seq))) for t in (schema.record, schema.outcome))
            record, outcome = (number or 0 for number in newest)
        return record, outcome

    def documents_of(self, claims: Collection[str]) -> set[str]:
        """Return the documents in which current claims with these ids stand."""
        table = schema.record
        query = select(table.c.document).where(
            table.c.claim.in_(sorted(claims)), table.c.kind == "Claim", table.c.retired_at.is_(None)
        )
        with self._reading() as connection:
            return set(connection.execute(query).scalars())

    def counts(self) -> Counts:
        """Return how much there is."""
        with self._reading() as connection:
            return counts(connection)

    def joining(self, run: str) -> AbstractContextManager[JoinTables]:
        """Give the tables of joining in one write transaction under a run that has begun."""
        return joining(self._engine, self._path, run)

    def codings(self, claim: str | None = None) -> list[codings.KeptCoding]:
        """Return the codings of a claim (None: of all) under every codebook, in the order in which they were made."""
        with self._reading() as connection:
            return codings.kept_codings(connection, claim)

    def save_derived(
        self,
        *,
        run: str,
        edges: Iterable[DocEdge],
        judgements: Iterable[Judgement],
        events: Iterable[Event],
        ledger: Iterable[ServiceStatus],
        drift: Iterable[HedgeDrift] = (),
    ) -> None:
        """Replace what is computed across documents; earlier versions are retired, not deleted."""
        # Generators may read this store: run them before the write transaction opens.
        made = list(edges), list(judgements), list(events), list(ledger), list(drift)
        with self._writing() as connection:
            at = _started(connection, run)
            replace = rows.replace_derived
            replace(connection, schema.edge, made[0], columns=rows.edge_row, run=run, retired_at=at)
            replace(connection, schema.judgement, made[1], columns=rows.judgement_row, run=run, retired_at=at)
            replace(connection, schema.event, made[2], columns=rows.event_row, run=run, retired_at=at)
            replace(connection, schema.service_status, made[3], columns=rows.status_row, run=run, retired_at=at)
            replace(connection, schema.drift, made[4], columns=rows.drift_row, run=run, retired_at=at)

    def edges(self) -> list[DocEdge]:
        """Return the current document edges."""
        return self._derived(schema.edge, DocEdge)

    def judgements(self) -> list[Judgement]:
        """Return the current judgements on pairs of claims."""
        return self._derived(schema.judgement, Judgement)

    def events(self) -> list[Event]:
        """Return the current events."""
        return self._derived(schema.event, Event)

    def events_with(self, names: Collection[str]) -> list[Event]:
        """Return the current events with one of these ids, or with one of these claims."""
        with self._reading() as connection:
            return rows.holding(connection, schema.event, Event, names)

    def edges_of(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the current edges that start or end at one of these documents."""
        table, wanted = schema.edge, sorted(documents)
        query = select(table.c.body).where(
            table.c.retired_at.is_(None), or_(table.c.start.in_(wanted), table.c.end.in_(wanted))
        )
        with self._reading() as connection:
            return [rows.record_of(DocEdge, body) for body in connection.execute(query).scalars()]

    def unsure_edges(self, below: float, most: int) -> list[DocEdge]:
        """Return current edges with a score below one that is given, the least sure first."""
        table = schema.edge
        score = func.json_extract(table.c.body, "$.score")
        query = select(table.c.body).where(table.c.retired_at.is_(None), score < below).order_by(score).limit(most)
        with self._reading() as connection:
            return [rows.record_of(DocEdge, body) for body in connection.execute(query).scalars()]

    def unsure_judgements(self, most: int) -> list[Judgement]:
        """Return current judgements that leave open whether two claims are one occurrence, oldest first."""
        table = schema.judgement
        query = select(table.c.body).where(table.c.retired_at.is_(None), table.c.verdict == "unsure")
        with self._reading() as connection:
            found = connection.execute(query.order_by(table.c.seq).limit(most)).scalars()
            return [rows.record_of(Judgement, body) for body in found]

    def judgement_on(self, left: str, right: str) -> Judgement | None:
        """Return the current judgement on two claims, in either order, None where there is none."""
        table, names = schema.judgement, (left, right)
        query = select(table.c.body).where(
            table.c.retired_at.is_(None), table.c.left.in_(names), table.c.right.in_(names)
        )
        with self._reading() as connection:
            found = connection.execute(query).scalar()
            return rows.record_of(Judgement, found) if found else None

    def stage_names(self) -> list[str]:
        """Return the names of the stages that have read documents, without versions, in order."""
        with self._reading() as connection:
            found = connection.execute(select(schema.outcome.c.stage).distinct()).scalars()
            return sorted({name.partition("/")[0] for name in found})

    def drift(self) -> list[HedgeDrift]:
        """Return the current hedge drifts."""
        return self._derived(schema.drift, HedgeDrift)

    def ledger(self) -> list[ServiceStatus]:
        """Return the current ledger cells."""
        return self._derived(schema.service_status, ServiceStatus)

    def add_review(self, draft: ReviewDraft, *, check: reviews.Check | None = None) -> ReviewAction:
        """Add a decision to the chain and return its action; `check` sees all before it, and may raise."""
        with self._writing() as connection:
            made = reviews.append(connection, draft, check)
            if draft.kind == "erase":
                detail = {"action": made.id, "parts": draft.field}
                custody.append(connection, [CustodyDraft("redaction", draft.at, draft.by, draft.on, detail)])
            return made

    def add_reviews(self, make: reviews.Make, *, key: str = "") -> list[ReviewAction]:
        """Add the decisions that `make` gives to the chain, all or none of them, and return their actions.

        `make` sees all actions so far, and may raise. What was added under a `key` before is returned as it was, and
        nothing is added.
        """
        with self._writing() as connection:
            return reviews.append_all(connection, make, key)

    def reviews_under(self, key: str) -> list[ReviewAction]:
        """Return the actions that were added under a key; none where it was never used."""
        with self._reading() as connection:
            return reviews.under(connection, key)

    def reviews_with(self, number: int) -> list[ReviewAction]:
        """Return the actions that were added in one with the action of this number."""
        with self._reading() as connection:
            return reviews.together(connection, number)

    def last_review(self) -> int:
        """Return the number of the last action in the chain, 0 for an empty one."""
        with self._reading() as connection:
            return reviews.last(connection)

    def joined_reviews(self) -> int:
        """Return the number of the last action with which documents were joined, 0 for none."""
        with self._reading() as connection:
            return reviews.joined(connection)

    def kept_reviews(self) -> tuple[list[reviews.KeptReview], int]:
        """Return the rows of the chain as they lie in the database, and the highest number ever given."""
        with self._reading() as connection:
            return reviews.kept(connection)

    def reviews(self, *, known_by: str | None = None) -> list[ReviewAction]:
        """Return the review actions in order, with `known_by` (ISO 8601 with a zone) those up to that time."""
        with self._reading() as connection:
            return reviews.actions(connection, known_by)

    @contextmanager
    def looking(self) -> Iterator[Since]:
        """Give what tells how the store has changed since somebody last looked, in one read transaction."""
        with self._reading() as connection:
            yield Since(connection)

    @contextmanager
    def looking_back(self, known_by: str) -> Iterator[Then]:
        """Give what tells how the store stood at a time (ISO 8601 with a zone), in one read transaction."""
        with self._reading() as connection:
            yield Then(connection, known_by)

    def add_custody(self, *drafts: CustodyDraft) -> int:
        """Add events to the chain of custody, those of a kind noted once only if they are new; return how many."""
        with self._writing() as connection:
            return custody.append(connection, drafts)

    def custody_events(self) -> list[CustodyEvent]:
        """Return the events of the chain of custody in order."""
        with self._reading() as connection:
            return list(custody.events(connection))

    def custody_head(self) -> str:
        """Return the digest of the last event of the chain of custody, "" where there is none."""
        with self._reading() as connection:
            return custody.head(connection)

    def kept_custody(self) -> tuple[list[custody.KeptCustody], int]:
        """Return the rows of the chain of custody as they lie in the database, and the highest number ever given."""
        with self._reading() as connection:
            return custody.kept(connection)

    def visit(self, key: str) -> Visit | None:
        """Return the last visit to the address with this key (`address_key`), None where it was never asked."""
        with self._reading() as connection:
            return visits.find(connection, key)

    def visits(self) -> list[Visit]:
        """Return the last visits to all addresses."""
        with self._reading() as connection:
            return visits.every(connection)

    def keep_visit(self, key: str, visit: Visit) -> None:
        """Keep a visit in place of the one before."""
        with self._writing() as connection:
            visits.keep(connection, key, visit)

    def copy(self, target: Path) -> None:
        """Write a whole copy of the database as it is now."""
        database.copy(self._path, target)

    def close(self) -> None:
        """Close the database."""
        self._engine.dispose()

    def _derived(self, table: Table, kind: type[T]) -> list[T]:
        with self._reading() as connection:
            query = select(table.c.position, table.c.body).where(table.c.retired_at.is_(None))
            found = [(row.position, rows.record_of(kind, row.body)) for row in connection.execute(query)]
        order = rows.ORDER[table.name]
        return [record for _, record in sorted(found, key=lambda one: (one[0], order(one[1])))]

    def _writing(self) -> AbstractContextManager[Connection]:
        return database.writing(self._engine, self._path)

    def _reading(self) -> AbstractContextManager[Connection]:
        return database.reading(self._engine, self._path)


def _started(connection: Connection, run: str) -> str:
    """Return when the run began: the time at which what it replaces is retired."""
    found = connection.execute(select(schema.run.c.started_at).where(schema.run.c.id == run)).scalar()
    if found is None:
        raise StoreError(f"run {run!r} has not begun; call begin_run before saving under it")
    return str(found)


def _documents(connection: Connection, *where: object) -> list[tuple[int, Document]]:
    table, texts = schema.document, schema.document_text
    query = select(table.c.seq, table.c.body, texts.c.text).join(texts, texts.c.document == table.c.id)
    found = connection.execute(query.where(*where).order_by(table.c.seq))  # type: ignore[arg-type]
    return [(row.seq, rows.document_from(row.body, row.text)) for row in found]


def _readings(
    connection: Connection, where: object, *, known_by: str | None = None, only: Sequence[ColumnElement[bool]] = ()
) -> list[Reading]:
    table, documents = schema.record, schema.document
    query = (
        select(table.c.document, table.c.kind, table.c.body)
        .join(documents, documents.c.id == table.c.document)
        .where(where, *only, *history.stood(table, known_by))  # type: ignore[arg-type]
        .order_by(table.c.seq)
    )
    records: dict[str, list[Record]] = {}
    for row in connection.execute(query):
        records.setdefault(row.document, []).append(rows.record_from(row.kind, row.body))
    return [Reading(document, tuple(records.get(document.id, ()))) for _, document in _documents(connection, where)]
