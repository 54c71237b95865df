"""The seams of the house: read this first.

A stage reads records and returns new ones; the runner folds them in; the store keeps them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple, Protocol

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
class NamedPlace:
    """A name of a place as a recogniser gives it.

    `kind` is toponym (the place as such), government (who rules it, acts or plays for it), demonym (a people, an
    adjective, a language) or in_name (a part of the name of a body, law or work). `score` is 0 to 1. A `weak`
    name is one that the recogniser would not give by itself.
    """

    span: Span
    kind: str
    score: float
    weak: bool = False


class PlaceEvidence(Protocol):
    """What a gazetteer says of the words of a text."""

    def marks(self, text: str, words: Sequence[tuple[int, int]]) -> Sequence[Sequence[int]]:
        """Return one row of 0 and 1 for each word (start, end); what the columns mean is up to the gazetteer."""
        ...


class PlaceRecogniser(Protocol):
    """A trained model of where a text names places."""

    def find(self, text: str, sentences: Sequence[Span]) -> list[NamedPlace]:
        """Return the names of places in `text`, in order, without overlaps.

        Raises StageUnavailable if its weights cannot be used.
        """
        ...


class Nearness(NamedTuple):
    """How near a claim is to a category: a share of 1 over all categories of the codebook.

    `example` is the text of the category that is nearest to the claim, `words` the words of the claim without which
    it would be less near, most important first (given for the nearest categories only).
    """

    code: str
    score: float
    example: str
    words: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimView:
    """What a trained reader sees in one claim; all numbers are probabilities.

    `standing`: whether its words belong to a claim of the codebook ("claim"), to one that is routed away
    ("routed"), or to none ("none"). `choices`: for kind, realis, polarity, state, change, access and actor the
    probability of each value; state "-" says that the claim tells nothing of a service. `many`: for sector and cause
    the probability of each value by itself. `near`: all categories, nearest first. `worded`: for category (in the codes
    of the shipped codebook), kind, realis and actor what the single words of the claim speak for; empty where there are
    no weights for words. `spelled`: for category (the same codes), kind, realis, polarity, state, change and access
    what the claim speaks for as it is printed in its own language, for sector the probability of each; empty where
    what was read is no gloss. `outside`: the share of all that the printed words speak for which the codebook leaves
    aside; None where there are no weights for it.
    """

    standing: Mapping[str, float]
    choices: Mapping[str, Mapping[str, float]]
    many: Mapping[str, Mapping[str, float]]
    near: tuple[Nearness, ...]
    worded: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    spelled: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    outside: float | None = None


@dataclass(frozen=True, slots=True)
class FoundClaim:
    """A stretch of text that a trained reader takes for a claim, with the mean probability of its words.

    `routed` says that it is one that the codebook leaves aside.
    """

    span: Span
    routed: bool
    score: float


class ClaimReader(Protocol):
    """A trained model of where texts claim something, and of what the claims say."""

    def find(self, text: str, sentences: Sequence[Span]) -> list[FoundClaim]:
        """Return the claims of a text as the reader alone cuts them, in order, without overlaps.

        Raises StageUnavailable if its weights cannot be used.
        """
        ...

    def without(self, text: str) -> "ClaimReader":
        """Return the same reader with one text taken out of its codebook."""
        ...

    def read(
        self,
        text: str,
        sentences: Sequence[Span],
        evidence: Sequence[Sequence[Span]],
        printed: Sequence[str] = (),
    ) -> list[ClaimView | None]:
        """Return a view for each claim, given by its evidence; None for one whose evidence holds no word.

        `printed` are the words of each claim in the language it is printed in, where `text` may be a gloss.
        Raises StageUnavailable if its weights cannot be used.
        """
        ...


@dataclass(frozen=True, slots=True)
class Candidate:
    """One entry of the gazetteer that a printed name may stand for.

    Degrees WGS 84. `country` is the ISO 3166 code as in the layer it came from ("" for seas and the like).
    `admin1` to `admin4` are codes of the layer, `feature_class` and `feature_code` those of GeoNames, `layer` the
    data that the entry comes from. `historical` marks what is abandoned, destroyed or a unit of the past; `minor` a
    feature without people that an import brought along (a stream, a farm), which is no landmark. `matched` is the
    name form that matched, `match` how:
    exact, transliteration, former, stripped (a type word was taken off), inflected, adjective, respelled, demonym,
    fuzzy. `id` has a layer prefix:
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
    admin3: str = ""
    admin4: str = ""
    feature_class: str = ""
    feature_code: str = ""
    layer: str = ""
    historical: bool = False
    minor: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """The extent of a place: the coordinates of a GeoJSON MultiPolygon, degrees WGS 84, longitude first.

    `polygons` holds polygons, each of closed rings, the outer one first. `kind` is hull (estimated from `members`
    settlements) or outline (drawn by somebody); `source` names the layer that it comes from.
    """

    polygons: tuple[tuple[tuple[tuple[float, float], ...], ...], ...]
    kind: str
    source: str
    members: int = 0

    @property
    def rings(self) -> tuple[tuple[tuple[float, float], ...], ...]:
        """The outer rings."""
        return tuple(polygon[0] for polygon in self.polygons)


@dataclass(frozen=True, slots=True)
class Toponym:
    """A printed place name in a document; `kind` is that of `NamedPlace` where a recogniser has read it."""

    span: Span
    text: str
    kind: str = "toponym"


@dataclass(frozen=True, slots=True)
class Resolved:
    """A toponym with its ranked candidates (best first, empty where nothing fits) and calibrated confidence."""

    toponym: Toponym
    candidates: tuple[Candidate, ...]
    confidence: float = 0.0
    ambiguous: bool = False
    rule: str = ""


@dataclass(frozen=True, slots=True)
class HomeArea:
    """Where the texts of an outlet play: shares (0 to 1) of first-order units and countries, and points with weights.

    Units are (country, admin1) as in the gazetteer, points (latitude, longitude, weight) in degrees; the
    weights add up to 1.
    """

    units: Mapping[tuple[str, str], float] = field(default_factory=dict)
    countries: Mapping[str, float] = field(default_factory=dict)
    points: tuple[tuple[float, float, float], ...] = ()


class Gazetteer(Protocol):
    """Names to places."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one printed name, best prior first; empty where there are none."""
        ...

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        ...

    def shape(self, place_id: str) -> Shape | None:
        """Return the extent of a place, or None where none is known."""
        ...

    def scan(self, text: str) -> list[Toponym]:
        """Return the stretches of `text` that look like place names, in order, without overlaps."""
        ...

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        """Resolve the toponyms of one document together; one answer for each, in order.

        `home` names the area where the text comes from, or is what the outlet's other texts say of it.
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

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep all that is left in the stream, piece by piece, as `keep` does, and return its SHA-256 in hex."""
        ...

    def open(self, sha256: str) -> BinaryIO:
        """Open kept bytes for reading (seekable; close it). Raises StoreError if they are missing."""
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

    def readings(self, *, known_by: str | None = None) -> Iterator[Reading]:
        """Yield every document with its current records, with `known_by` (ISO 8601 with a zone) those of that time."""
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
