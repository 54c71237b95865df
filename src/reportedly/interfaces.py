"""The seams of the house: read this first.

A stage reads records and returns new ones; the runner folds them in; the store keeps them.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from reportedly.records import (
    DocEdge,
    Document,
    Event,
    Failure,
    HedgeDrift,
    Judgement,
    NameReading,
    Outcome,
    Reading,
    Record,
    RegisteredBody,
    Run,
    ServiceStatus,
    Span,
)
from reportedly.records.values import Precision


@dataclass(frozen=True, slots=True)
class StageInfo:
    """What a stage is, what it needs and what it makes.

    `name` is dotted ("attribute.rules"), `version` a whole number that grows with every change of
    behaviour. `languages` are BCP-47 primary tags, empty for any. `reads` and `makes` are record classes.
    """

    name: str
    version: int
    summary: str
    languages: tuple[str, ...] = ()
    reads: tuple[type, ...] = ()
    makes: tuple[type, ...] = ()

    @property
    def producer(self) -> str:
        """The string that records carry as their producer: name/version."""
        return f"{self.name}/{self.version}"


class Stage(Protocol):
    """One step over documents."""

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        ...

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return the new records for each reading, in the same order.

        Raises DocumentFailed to give up on one document, StageUnavailable to stop the run.
        """
        ...


@dataclass(frozen=True, slots=True)
class Tagged:
    """An attribution relation as a tagger gives it; each part in pieces, the source may be empty.

    `score` is the calibrated probability that the relation is right, 0 to 1; `span_scores` that of each span
    by itself, in the order source, cue, content; `link_score` that these spans belong together.
    """

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    score: float
    span_scores: tuple[float, ...] = ()
    link_score: float = 1.0


class AttributionTagger(Protocol):
    """A trained model of who says what."""

    def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
        """Return the outermost attribution relations of `text`, in the order of their cues.

        Raises StageUnavailable if its weights cannot be used.
        """
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the gazetteer that a printed name may stand for.

    Degrees WGS 84. `country` is the ISO 3166 code as in the layer it came from ("" for seas and the like).
    `admin1` and `admin2` are codes of the layer. `matched` is the name form that matched, `match` how:
    exact, transliteration, former, stripped (a type word was taken off), fuzzy. `id` has a layer prefix:
    "geonames:706448", "own:donbas", "val:orlivsk".
    """

    id: str
    name: str
    kind: str
    precision: Precision
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_km: float | None = None
    matched: str = ""
    match: str = "exact"
    score: float = 0.0


@dataclass(frozen=True, slots=True)
class Toponym:
    """A printed place name in a document."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """A toponym with its ranked candidates (best first, empty where nothing fits) and calibrated confidence."""

    toponym: Toponym
    candidates: tuple[Candidate, ...]
    confidence: float = 0.0
    ambiguous: bool = False
    rule: str = ""


class Gazetteer(Protocol):
    """Names to places."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one printed name, best prior first; empty where there are none."""
        ...

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        ...

    def scan(self, text: str) -> list[Toponym]:
        """Return the stretches of `text` that look like place names, in order, without overlaps."""
        ...

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | None = None) -> list[Resolved]:
        """Resolve the toponyms of one document together; one answer for each, in order.

        `home` is the outlet or area where the text comes from, if known.
        """
        ...


@dataclass(frozen=True, slots=True)
class Identified:
    """What the register says of one printed name.

    `body` is the one that it surely names. Else `readings` holds what an ambiguous name may stand for, and
    `proposed` the body that fits the description where the acronym is that of another; `reason` says why.
    """

    body: RegisteredBody | None = None
    readings: tuple[NameReading, ...] = ()
    proposed: NameReading | None = None
    reason: str = ""


class SourceRegister(Protocol):
    """Printed names to registered bodies."""

    def identify(self, printed: str, *, earlier: str = "") -> Identified:
        """Return who is meant by a printed source phrase; `earlier` is the text of the document before it."""
        ...

    def first_named(self, entry: str, text: str) -> int | None:
        """Return where a text first prints a full name of a body, one that is not ambiguous; None if nowhere."""
        ...

    def get(self, entry: str) -> RegisteredBody | None:
        """Return the body with this id, or None."""
        ...


class EvidenceStore(Protocol):
    """Bytes as retrieved, under their SHA-256, and the text renditions made of them."""

    def keep(self, data: bytes) -> str:
        """Keep the bytes unchanged (atomically, once) and return their SHA-256 in hex."""
        ...

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises StoreError if they are missing or no longer match their digest."""
        ...

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep a rendition as UTF-8 without changing a code point."""
        ...


class Store(Protocol):
    """All records of one project. Every method is one transaction; after a kill the last one is whole."""

    def begin_run(self, run: Run) -> None:
        """Note a run with its settings."""
        ...

    def add_document(self, document: Document, *, run: str) -> bool:
        """Add a document; return False if the same one is there already."""
        ...

    def add_failure(self, failure: Failure, *, run: str) -> None:
        """Note an input that could not be read; the same failure twice is kept once."""
        ...

    def failures(self) -> list[Failure]:
        """Return the inputs that could not be read and have not been read since."""
        ...

    def documents(self) -> list[Document]:
        """Return all documents in the order in which they were added."""
        ...

    def stages_done(self, document: str) -> set[str]:
        """Return the producers ("name/version") whose outcome on the document is "done"."""
        ...

    def save(self, outcome: Outcome, records: Sequence[Record], *, run: str) -> None:
        """Keep what one stage made of one document together with its outcome.

        Records that an earlier version of the same stage made for that document are
        retired (kept, no longer read).
        """
        ...

    def outcomes(self) -> list[Outcome]:
        """Return the current outcome of every stage on every document."""
        ...

    def reading(self, document: str) -> Reading:
        """Return the document with its current records, in the order in which they were made.

        Raises StoreError if there is no such document.
        """
        ...

    def readings(self) -> Iterator[Reading]:
        """Yield every document with its current records."""
        ...

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
        ...

    def edges(self) -> list[DocEdge]:
        """Return the current document edges."""
        ...

    def events(self) -> list[Event]:
        """Return the current events."""
        ...

    def drift(self) -> list[HedgeDrift]:
        """Return the current hedge drifts."""
        ...

    def ledger(self) -> list[ServiceStatus]:
        """Return the current ledger cells."""
        ...

    def close(self) -> None:
        """Close the database."""
        ...
