"""The store of record: all records of one project in one database, a file or on a server."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Connection

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
from reportedly.store import (
    adding,
    codings,
    copying,
    custody,
    derived,
    reading,
    reviews,
    rows,
    saving,
    schema,
    visits,
)
from reportedly.store.address import Where, is_server, read
from reportedly.store.backend import Backend
from reportedly.store.counts import Counts, counts
from reportedly.store.joining import JoinTables, joining
from reportedly.store.since import Since
from reportedly.store.sqlite import SqliteBackend
from reportedly.store.then import Then

if TYPE_CHECKING:
    from reportedly.store.beside import Hit, Kind, Located

T = TypeVar("T")

_BATCH = 200
"""Documents that `readings` loads at once."""


class SqlStore:
    """All records of one project in one database: an SQLite file, or PostgreSQL.

    Every method is one transaction. Every method raises StoreError if the database cannot be read or written.
    """

    def __init__(self, backend: Backend) -> None:
        self.backend = backend

    @classmethod
    def open(cls, where: Where, *, create: bool = True) -> "SqlStore":
        """Open the database at a path or a URL (postgresql://USER@HOST/NAME).

        It is made (if `create`), or brought to the newest schema. Raises StoreError if there is none, or it is
        something else, damaged, from a newer version, or cannot be reached.
        """
        return cls(open_backend(where, create=create))

    @property
    def name(self) -> str:
        """What the database is called: its path, or its URL without a password."""
        return self.backend.name

    def begin_run(self, run: Run) -> None:
        """Note a run with its settings; the same run twice is noted once."""
        self._write(lambda connection: adding.begin_run(connection, run))

    def runs(self) -> list[Run]:
        """Return all runs in the order in which they began."""
        return self._read(lambda connection: list(adding.runs(connection)))

    def add_document(self, document: Document, *, run: str, noted: Sequence[CustodyDraft] = ()) -> bool:
        """Add a document with what the chain of custody has to say of it; return False if the same one is there.

        Either way its path has been read now: a failure noted for the path, or for its container, is dropped; of what
        is to be noted, retrievals are.
        """
        return self.add_documents([(document, noted)], run=run)[0]

    def add_documents(self, batch: Sequence[adding.Noted], *, run: str) -> list[bool]:
        """Add many documents in one transaction, like `add_document` one after the other; say which are new."""

        def add(connection: Connection) -> set[int]:
            new = adding.add(connection, batch, run)
            self.backend.added(connection, new)
            return {id(document) for document in new}

        new = self._write(add)
        return [id(document) in new for document, _ in batch]

    def add_failure(self, failure: Failure, *, run: str) -> None:
        """Note an input that could not be read; the same failure twice is kept once."""
        self._write(lambda connection: adding.add_failure(connection, failure, run))

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be read and have not been read since."""
        return self._read(adding.failures)

    def documents(self) -> list[Document]:
        """Return all documents in the order in which they were added."""
        return self._read(lambda connection: [document for _, document in reading.documents(connection)])

    def each_document(self) -> Iterator[Document]:
        """Yield all documents in the order in which they were added, some at a time in memory."""

        def after(connection: Connection, last: int) -> list[tuple[int, Document]]:
            numbers = reading.numbers_after(connection, last, _BATCH)
            return reading.documents(connection, schema.document.c.seq.in_(numbers)) if numbers else []

        last = -1
        while found := self._read(partial(after, last=last)):
            last = found[-1][0]
            yield from (document for _, document in found)

    def integrity(self) -> list[str]:
        """Return what is damaged in the database itself, in words; nothing where it is whole."""
        return self.backend.integrity()

    def document_ids(self) -> list[str]:
        """Return the ids of all documents in the order in which they were added."""
        return self._read(reading.ids)

    def paths(self) -> dict[str, str]:
        """Return the path of every document by its id."""
        return self._read(reading.paths)

    def stages_done(self, document: str) -> set[str]:
        """Return the producers ("name/version") whose outcome on the document is "done"."""
        return self._read(lambda connection: reading.stages_done(connection, document))

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

        def save(connection: Connection) -> None:
            started = adding.started(connection, run)
            documents = {outcome.document for outcome, _ in made}
            saving.retire_stages(connection, documents, instead, started)
            for group in saving.groups(made):
                saving.save_group(connection, group, run=run, started=started)
            self.backend.saved(connection, made, documents)

        self._write(save)

    def outcomes(self) -> list[Outcome]:
        """Return the current outcome of every stage on every document."""
        return self._read(reading.outcomes)

    def reading(self, document: str) -> Reading:
        """Return the document with its current records, in the order in which they were made.

        Raises StoreError if there is no such document.
        """
        where = schema.document.c.id == document
        for found in self._read(lambda connection: reading.readings(connection, where)):
            return found
        raise StoreError(f"there is no document {document} in {self.name}")

    def readings(self, *, known_by: str | None = None) -> Iterator[Reading]:
        """Yield every document with its current records, in the order in which documents were added.

        With `known_by` (ISO 8601 with a zone) as the store held them then: the documents of runs that had begun,
        each with the records that stood then, also those that were replaced since. Documents are loaded some at a
        time, each batch in a transaction of its own, so that the caller may write in between.
        """

        def after(connection: Connection, last: int) -> tuple[int, list[Reading]]:
            numbers = reading.numbers_after(connection, last, _BATCH, known_by)
            if not numbers:
                return last, []
            where = schema.document.c.seq.in_(numbers)
            return numbers[-1], reading.readings(connection, where, known_by=known_by)

        last = -1
        while True:
            last, found = self._read(partial(after, last=last))
            if not found:
                return
            yield from found

    def readings_of(self, documents: Collection[str], *, known_by: str | None = None) -> Iterator[Reading]:
        """Yield these documents with their current records, in the order in which they were added.

        With `known_by` (ISO 8601 with a zone) with the records that stood then.
        """
        numbers = self._read(lambda connection: reading.numbers_of(connection, sorted(documents)))
        for start in range(0, len(numbers), _BATCH):
            where = schema.document.c.seq.in_(numbers[start : start + _BATCH])
            yield from self._read(partial(reading.readings, where=where, known_by=known_by))

    def states(self, kinds: Collection[str]) -> Iterator[Reading]:
        """Yield the documents that tell how services work, with passages and those claims, and these kinds beside."""
        only = reading.only_states(kinds)
        wanted = self._read(reading.telling_states)
        for start in range(0, len(wanted), _BATCH):
            where = schema.document.c.id.in_(wanted[start : start + _BATCH])
            yield from self._read(partial(reading.readings, where=where, only=only))

    def coded_up_to(self) -> tuple[int, int]:
        """Return the numbers of the newest record and of the newest outcome of a stage; they grow with each coding."""
        return self._read(reading.newest)

    def published(self) -> dict[str, str]:
        """Return the day or time of publication of every document, "" where it has none; no text is read."""
        return self._read(reading.published)

    def documents_of(self, claims: Collection[str]) -> set[str]:
        """Return the documents in which current claims with these ids stand."""
        return self._read(lambda connection: reading.documents_of(connection, claims))

    def counts(self) -> Counts:
        """Return how much there is."""
        return self._read(counts)

    def joining(self, run: str) -> AbstractContextManager[JoinTables]:
        """Give the tables of joining in one write transaction under a run that has begun."""
        return joining(self.backend, run)

    def again(self, work: Callable[[], T]) -> T:
        """Return what `work` gives, called again where the server broke off: for work that may be done twice."""
        return self.backend.again(work)

    def codings(self, claim: str | None = None) -> list[codings.KeptCoding]:
        """Return the codings of a claim (None: of all) under every codebook, in the order in which they were made."""
        return self._read(lambda connection: codings.kept_codings(connection, claim))

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
        made = derived.Derived(list(edges), list(judgements), list(events), list(ledger), list(drift))
        self._write(lambda connection: derived.replace(connection, made, run))

    def edges(self) -> list[DocEdge]:
        """Return the current document edges."""
        return self._read(lambda connection: derived.every(connection, schema.edge, DocEdge))

    def judgements(self) -> list[Judgement]:
        """Return the current judgements on pairs of claims."""
        return self._read(lambda connection: derived.every(connection, schema.judgement, Judgement))

    def events(self) -> list[Event]:
        """Return the current events."""
        return self._read(lambda connection: derived.every(connection, schema.event, Event))

    def disputed_events(self) -> list[Event]:
        """Return the current events that hold a contradiction."""
        return self._read(lambda connection: rows.telling(connection, schema.event, Event, '"contradictions":[{'))

    def events_with(self, names: Collection[str]) -> list[Event]:
        """Return the current events with one of these ids, or with one of these claims."""
        return self._read(lambda connection: derived.events_with(connection, names))

    def edges_of(self, documents: Collection[str]) -> list[DocEdge]:
        """Return the current edges that start or end at one of these documents."""
        return self._read(lambda connection: derived.edges_of(connection, documents))

    def unsure_edges(self, below: float, most: int) -> list[DocEdge]:
        """Return current edges with a score below one that is given, the least sure first."""
        return self._read(lambda connection: derived.unsure_edges(connection, below, most))

    def unsure_judgements(self, most: int) -> list[Judgement]:
        """Return current judgements that leave open whether two claims are one occurrence, oldest first."""
        return self._read(lambda connection: derived.unsure_judgements(connection, most))

    def judgement_on(self, left: str, right: str) -> Judgement | None:
        """Return the current judgement on two claims, in either order, None where there is none."""
        return self._read(lambda connection: derived.judgement_on(connection, left, right))

    def stage_names(self) -> list[str]:
        """Return the names of the stages that have read documents, without versions, in order."""
        return self._read(reading.stage_names)

    def drift(self) -> list[HedgeDrift]:
        """Return the current hedge drifts."""
        return self._read(lambda connection: derived.every(connection, schema.drift, HedgeDrift))

    def ledger(self) -> list[ServiceStatus]:
        """Return the current ledger cells."""
        return self._read(lambda connection: derived.every(connection, schema.service_status, ServiceStatus))

    def add_review(self, draft: ReviewDraft, *, check: reviews.Check | None = None) -> ReviewAction:
        """Add a decision to the chain and return its action; `check` sees all before it, and may raise."""

        def add(connection: Connection) -> ReviewAction:
            made = reviews.append(connection, draft, check)
            if draft.kind == "erase":
                detail = {"action": made.id, "parts": draft.field}
                custody.append(connection, [CustodyDraft("redaction", draft.at, draft.by, draft.on, detail)])
            return made

        return self._write(add)

    def add_reviews(self, make: reviews.Make, *, key: str = "") -> list[ReviewAction]:
        """Add the decisions that `make` gives to the chain, all or none of them, and return their actions.

        `make` sees all actions so far, and may raise. What was added under a `key` before is returned as it was, and
        nothing is added.
        """
        return self._write(lambda connection: reviews.append_all(connection, make, key))

    def reviews_under(self, key: str) -> list[ReviewAction]:
        """Return the actions that were added under a key; none where it was never used."""
        return self._read(lambda connection: reviews.under(connection, key))

    def reviews_with(self, number: int) -> list[ReviewAction]:
        """Return the actions that were added in one with the action of this number."""
        return self._read(lambda connection: reviews.together(connection, number))

    def last_review(self) -> int:
        """Return the number of the last action in the chain, 0 for an empty one."""
        return self._read(reviews.last)

    def joined_reviews(self) -> int:
        """Return the number of the last action with which documents were joined, 0 for none."""
        return self._read(reviews.joined)

    def kept_reviews(self) -> tuple[list[reviews.KeptReview], int]:
        """Return the rows of the chain as they lie in the database, and the highest number ever given."""
        return self._read(lambda c: (reviews.kept(c), self.backend.highest(c, "review")))

    def reviews(self, *, known_by: str | None = None) -> list[ReviewAction]:
        """Return the review actions in order, with `known_by` (ISO 8601 with a zone) those up to that time."""
        return self._read(lambda connection: reviews.actions(connection, known_by))

    @contextmanager
    def looking(self) -> Iterator[Since]:
        """Give what tells how the store has changed since somebody last looked, in one read transaction."""
        with self.backend.reading() as connection:
            yield Since(connection, self.backend.raw(connection))

    @contextmanager
    def looking_back(self, known_by: str) -> Iterator[Then]:
        """Give what tells how the store stood at a time (ISO 8601 with a zone), in one read transaction."""
        with self.backend.reading() as connection:
            yield Then(connection, known_by)

    def add_custody(self, *drafts: CustodyDraft) -> int:
        """Add events to the chain of custody, those of a kind noted once only if they are new; return how many."""
        return self._write(lambda connection: custody.append(connection, drafts))

    def custody_events(self) -> list[CustodyEvent]:
        """Return the events of the chain of custody in order."""
        return self._read(lambda connection: list(custody.events(connection)))

    def custody_head(self) -> str:
        """Return the digest of the last event of the chain of custody, "" where there is none."""
        return self._read(custody.head)

    def kept_custody(self) -> tuple[list[custody.KeptCustody], int]:
        """Return the rows of the chain of custody as they lie in the database, and the highest number ever given."""
        return self._read(lambda c: (custody.kept(c), self.backend.highest(c, "custody")))

    def visit(self, key: str) -> Visit | None:
        """Return the last visit to the address with this key (`address_key`), None where it was never asked."""
        return self._read(lambda connection: visits.find(connection, key))

    def visits(self) -> list[Visit]:
        """Return the last visits to all addresses."""
        return self._read(visits.every)

    def keep_visit(self, key: str, visit: Visit) -> None:
        """Keep a visit in place of the one before."""
        self._write(lambda connection: visits.keep(connection, key, visit))

    def search(self, text: str, *, kind: "Kind" = "passage", limit: int = 50) -> "list[Hit]":
        """Return the passages or claims in which all words of a question stand, the best first; on a server only."""
        return self._read(lambda connection: self.backend.beside(connection).search(text, kind, limit))

    def places_within(self, area: dict[str, Any]) -> "list[Located]":
        """Return the places whose ground reaches into a polygon (GeoJSON, WGS 84); on a server only."""
        return self._read(lambda connection: self.backend.beside(connection).within(area))

    def places_in_box(self, box: tuple[float, float, float, float]) -> "list[Located]":
        """Return the places whose ground reaches into west, south, east, north (degrees); on a server only."""
        return self._read(lambda connection: self.backend.beside(connection).boxed(box))

    def places_near(self, lat: float, lon: float, km: float) -> "list[Located]":
        """Return the places whose ground is no further from a point than `km`, nearest first; on a server only."""
        return self._read(lambda connection: self.backend.beside(connection).near(lat, lon, km))

    def copy(self, target: Path) -> None:
        """Write a whole copy of the database as it is now into an SQLite file."""
        copying.to_file(self.backend, target)

    def close(self) -> None:
        """Close the database."""
        self.backend.close()

    def _read(self, work: Callable[[Connection], T]) -> T:
        return self.backend.read(work)

    def _write(self, work: Callable[[Connection], T]) -> T:
        return self.backend.write(work)


def open_backend(where: Where, *, create: bool = True) -> Backend:
    """Open the database at a path or a URL. Raises StoreError."""
    found = read(where)
    if not is_server(found):
        return SqliteBackend.open(Path(found), create=create)
    # Late: the driver is an extra, and word lists take half a second.
    from reportedly.store.postgres import PostgresBackend

    return PostgresBackend.open(str(found), create=create)
