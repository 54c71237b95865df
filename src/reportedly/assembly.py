"""Builds the parts named in the settings; the one place that knows them all."""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly import __version__
from reportedly.errors import DocumentFailed, StoreError
from reportedly.interfaces import (
    Candidate,
    Gazetteer,
    HomeArea,
    Resolved,
    Shape,
    SourceRegister,
    Stage,
    StageInfo,
    Toponym,
)
from reportedly.pipeline import annotate
from reportedly.records import (
    Claim,
    Coding,
    DocEdge,
    Document,
    Event,
    Failure,
    HedgeDrift,
    Judgement,
    Reading,
    ServiceStatus,
    Theatre,
    document_id,
)
from reportedly.text import digest

if TYPE_CHECKING:
    from reportedly.codebook import Codebook
    from reportedly.control import Statement
    from reportedly.gazetteer.home import HomeVotes
    from reportedly.models.encoder import SharedEncoder
    from reportedly.register import Register

NO_THEATRE = Theatre()
LANGUAGES = ("en",)
"""Languages with stages of their own; documents in others are kept and said to be unread."""

_MEMORY = "memory"


def gazetteer(theatre: Theatre = NO_THEATRE, *, progress: Callable[[str, int], None] | None = None) -> Gazetteer:
    """Open the default gazetteer with the theatre's own places on top; built on first use (some 40 s).

    Where the weights of the recogniser are there, it finds the toponyms of a text by them.
    """
    # Late: loading the gazetteer must not cost `reportedly --help` anything.
    from reportedly.gazetteer import open_default
    from reportedly.gazetteer.marks import Evidence
    from reportedly.gazetteer.mend import mended
    from reportedly.models import places, weights
    from reportedly.stages.recognise import ReadingGazetteer

    found = open_default(extra=theatre.places, progress=progress)
    if not weights.present(places.GRAPH):
        return found
    tagger = places.PlaceTagger(Evidence(found.lookup), encoder=_encoder())
    return ReadingGazetteer(found, tagger, partial(mended, lookup=found.lookup))


@cache
def _encoder() -> "SharedEncoder":
    """Return the encoder of this process: what its lower layers make of a text is not worked out twice."""
    from reportedly.models.encoder import SharedEncoder

    return SharedEncoder(remember=True)


def home_of(places: Gazetteer, texts: Sequence[str]) -> HomeArea | None:
    """Return the area that an outlet's texts point to, None where they point to none."""
    from reportedly.gazetteer.home import home_area

    return home_area(home_votes_of(places, text) for text in texts)


def home_votes_of(places: Gazetteer, text: str) -> "HomeVotes":
    """Return what one text says of the area of its outlet."""
    from reportedly.gazetteer.home import home_votes
    from reportedly.stages.recognise import ReadingGazetteer

    plain = places.unread if isinstance(places, ReadingGazetteer) else places
    return home_votes(plain.resolve(text, plain.scan(text)))


def homes(places: Gazetteer, documents: Iterable[Document]) -> dict[str, HomeArea]:
    """Return the home area of each outlet that wrote at least `_ENOUGH` of the documents, learnt from their texts."""
    written: dict[str, list[Document]] = {}
    for document in documents:
        if document.publisher:
            written.setdefault(document.publisher, []).append(document)
    found: dict[str, HomeArea] = {}
    for publisher, theirs in sorted(written.items()):
        texts = [d.text for d in sorted(theirs, key=lambda d: d.id)[:_MOST]]
        area = home_of(places, texts) if len(texts) >= _ENOUGH else None
        if area is not None:
            found[publisher] = area
    return found


_ENOUGH, _MOST = 3, 40
"""Texts of an outlet that give it a home area, and how many of them are read for it."""


@cache
def codebook() -> "Codebook":
    """Return the default codebook."""
    from reportedly.codebook import load_default

    return load_default()


def register(path: Path | None = None) -> "Register":
    """Return the source register in a file, without one the default."""
    # Late: reading it takes half a second.
    from reportedly.register import load, load_default

    return load_default() if path is None else load(path)


def default_stages(
    theatre: Theatre = NO_THEATRE,
    places: Gazetteer | None = None,
    sources: SourceRegister | None = None,
    homes: Mapping[str, HomeArea] | None = None,
) -> list[Stage]:
    """Return the literal list of stages, in order, with their data loaded.

    `homes` are the areas that outlets write about, by publisher.
    """
    # Late: lexicons, codebook and gazetteer take about a second; listing commands must not.
    from reportedly.models import weights
    from reportedly.models.tagger import Tagger
    from reportedly.stages.attribute_rules import AttributeRules
    from reportedly.stages.attribute_tagger import AttributeTagger
    from reportedly.stages.chain import ChainRules
    from reportedly.stages.code import CodeRules
    from reportedly.stages.cues import load_lexicon
    from reportedly.stages.date import DateRules
    from reportedly.stages.extract import ExtractRules
    from reportedly.stages.hedge import HedgeRules
    from reportedly.stages.identify import IdentifyRules
    from reportedly.stages.locate import LocateRules
    from reportedly.stages.persons import PersonRules
    from reportedly.stages.quantify import QuantifyRules
    from reportedly.stages.segment import SegmentRules
    from reportedly.stages.status import StatusRules

    lexicon = load_lexicon("en")
    attribute: Stage = AttributeRules(lexicon)
    if weights.present():
        attribute = AttributeTagger(lexicon, Tagger(encoder=_encoder()), attribute)
    found = places if places is not None else gazetteer(theatre)
    return [
        SegmentRules(),
        PersonRules(theatre, known_places=partial(_is_place, found)),
        attribute,
        ExtractRules(),
        ChainRules(lexicon, theatre),
        IdentifyRules(sources or register()),
        HedgeRules(lexicon),
        CodeRules(codebook()),
        QuantifyRules(),
        LocateRules(found, homes=homes, shapes=found),
        DateRules(),
        StatusRules(),
    ]


_PLAIN_MATCHES = frozenset({"exact", "former", "transliteration"})


def _is_place(places: Gazetteer, name: str) -> bool:
    """Say whether a printed name is that of a place, near spellings and cut-off type words aside."""
    return any(c.match in _PLAIN_MATCHES for c in places.find(name, limit=3))


@cache
def _stages() -> tuple[Stage, ...]:
    return tuple(default_stages())


def read(
    text: str | Path,
    *,
    language: str | None = "en",
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
    theatre: Theatre | None = None,
) -> Reading:
    """Run all stages on one text or file and return its reading: the same records that a project holds.

    `text` is the text itself, or the path of a file as a `Path` or as a string that names one; of a file
    with several documents the first is read, and what it says of itself goes before the arguments.
    `published` is an ISO date or time with zone. Raises InvalidRecord for an empty text, DocumentFailed
    for a file that cannot be read or where a stage gives up.
    """
    stages: Sequence[Stage] = _stages() if theatre is None else default_stages(theatre)
    path = _as_file(text)
    document = _file(path) if path else _document(str(text), language, publisher, published, title)
    [done] = annotate(stages, [Reading(document)])
    for outcome, _ in done.steps:
        if outcome.state == "failed":
            raise DocumentFailed(f"{outcome.stage}: {outcome.message}")
    return done.reading


LONGEST_PATH = 1024
"""A longer string is never taken for the path of a file."""


def _as_file(text: str | Path) -> Path | None:
    if isinstance(text, Path):
        return text
    if len(text) <= LONGEST_PATH and "\n" not in text and "\0" not in text and os.path.isfile(text):
        return Path(text)
    return None


class _Forgetful:
    """Evidence of a file that is read in passing: digested, not kept."""

    def keep(self, data: bytes) -> str:
        """Return the SHA-256 of the bytes."""
        return hashlib.sha256(data).hexdigest()

    def get(self, sha256: str) -> bytes:
        """Raise StoreError: nothing is kept."""
        raise StoreError(f"{sha256}: a file that is read in passing is not kept")

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep nothing."""


def _file(path: Path) -> Document:
    from reportedly.ingest import read_file

    for found in read_file(path, evidence=_Forgetful(), now=datetime.now(UTC).isoformat(timespec="seconds")):
        if isinstance(found, Document):
            return found
        raise DocumentFailed(f"{found.path}: {found.message}")
    raise DocumentFailed(f"{path}: the file holds no document")


def _document(
    text: str, language: str | None, publisher: str | None, published: str | None, title: str | None
) -> Document:
    sha256 = digest(text, length=64)
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        text_id="txt_" + sha256[:16],
        text=text,
        path=_MEMORY,
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="1970-01-01T00:00:00+00:00",
        language=language,
        publisher=publisher,
        title=title,
        published=published,
        published_basis="field" if published else "none",
    )


class _NoPlaces:
    """Stands in for the gazetteer where only the list of stages is wanted."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return nothing."""
        return []

    def get(self, place_id: str) -> Candidate | None:
        """Return nothing."""
        return None

    def shape(self, place_id: str) -> Shape | None:
        """Return nothing."""
        return None

    def scan(self, text: str) -> list[Toponym]:
        """Return nothing."""
        return []

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | HomeArea | None = None) -> list[Resolved]:
        """Return an empty answer for each."""
        return [Resolved(toponym, ()) for toponym in toponyms]


def stage_infos() -> list[StageInfo]:
    """Return what every stage says of itself, in order, without opening the gazetteer."""
    return [stage.info for stage in default_stages(places=_NoPlaces())]


@dataclass(frozen=True, slots=True)
class Joined:
    """What is computed across documents."""

    edges: list[DocEdge]
    judgements: list[Judgement]
    events: list[Event]
    ledger: list[ServiceStatus]
    drift: list[HedgeDrift] = field(default_factory=list)


def join(
    readings: Sequence[Reading],
    theatre: Theatre = NO_THEATRE,
    *,
    as_of: str | None = None,
    sources: SourceRegister | None = None,
) -> Joined:
    """Derive edges, join claims to events with their origins, make the ledger as of a day (ISO), find drift.

    Without `as_of` the ledger looks from the day of the newest report.
    """
    from reportedly.corroborate import corroborate
    from reportedly.derive import derive_edges, find_drift
    from reportedly.ledger import build_ledger

    edges = derive_edges(readings, theatre=theatre)
    merges = frozenset(frozenset(pair) for pair in codebook().allowed_merges)
    found = corroborate(
        readings, edges, theatre=theatre, merges=merges, parents=parents(theatre), register=sources or register()
    )
    ledger = build_ledger(readings, found.events, theatre=theatre, as_of=as_of, parents=parents(theatre))
    drift = find_drift(readings, edges, theatre=theatre, events=found.events, judgements=found.judgements)
    return Joined(edges, found.judgements, found.events, ledger, drift)


def parents(theatre: Theatre) -> Callable[[str], tuple[str, ...]]:
    """Return a function from a place id to the ids of the units that hold it, nearest first.

    The theatre's own containment goes first; places of the gazetteer have their first-order unit.
    Countries are left out: what happens somewhere in a country is not the same occurrence for that.
    """
    from reportedly.gazetteer import open_default

    above = {place.id: place.parent for place in theatre.places}
    places = open_default()

    @cache
    def of(place_id: str) -> tuple[str, ...]:
        chain: list[str] = []
        current = above.get(place_id) or places.unit_of(place_id)
        while current is not None and current not in chain:
            chain.append(current)
            current = above.get(current) or places.unit_of(current)
        return tuple(chain)

    return of


def in_scope(readings: Iterable[Reading]) -> int:
    """Return how many claims have a category of the codebook, not a routing code."""
    return sum(
        1
        for r in readings
        for c in r.of(Claim)
        if (k := r.first(Coding, c.id)) and not codebook().is_routing(k.category)
    )


def control_statements(
    readings: Sequence[Reading],
    theatre: Theatre,
    sources: "Register | None" = None,
    *,
    shapes: dict[str, Any] | None = None,
    folder: Path | None = None,
) -> "tuple[Statement, ...]":
    """Return who is said to hold what, each statement beside the control layers kept in `folder`."""
    from reportedly.control import KnownPlaces, Sides, series_paths, statements

    book = sources or register()
    sides = Sides(theatre, () if theatre.sources else book.bodies, book.countries)
    known = KnownPlaces(gazetteer(theatre), theatre, shapes)
    return tuple(statements(readings, sides, known, series_paths(folder) if folder else ()))


def distinct_origins(events: Sequence[Event]) -> tuple[int, int]:
    """Return how many distinct origins the events rest on: those that are certain, and all."""
    certain = {o.key for e in events for o in e.origins if o.certain}
    return len(certain), len({o.key for e in events for o in e.origins})


@dataclass(frozen=True, slots=True)
class BriefSettings:
    """What a brief is written with, beside the records."""

    failures: list[Failure] = field(default_factory=list)
    theatre: Theatre = NO_THEATRE
    shapes: dict[str, Any] | None = None
    cutoff: str = "1970-01-01T00:00:00+00:00"
    title: str | None = None
    working_copy: bool = False
    control: "tuple[Statement, ...]" = ()
    control_folder: Path | None = None


def write_brief(readings: Sequence[Reading], joined: Joined, settings: BriefSettings) -> dict[str, str]:
    """Return the files of the brief by name: brief.html and brief.md.

    Raises BriefDoesNotCompile if a quotation does not stand letter for letter in its document.
    """
    from reportedly.brief import compile_brief, render_html, render_markdown

    made = compile_brief(_material(readings, joined, settings), _options(settings))
    return {"brief.html": render_html(made), "brief.md": render_markdown(made)}


def brief_text(readings: Sequence[Reading], theatre: Theatre = NO_THEATRE) -> str:
    """Return the brief on these readings alone, as Markdown."""
    return write_brief(readings, join(readings, theatre), BriefSettings(theatre=theatre))["brief.md"]


def _options(settings: BriefSettings) -> Any:
    from reportedly.brief import Options

    return Options(working_copy=settings.working_copy, title=settings.title)


def _material(readings: Sequence[Reading], joined: Joined, settings: BriefSettings) -> Any:
    from reportedly.brief import Labels, Material

    book = codebook()
    labels = Labels(
        categories={c.id: c.name for c in book.categories},
        domains={d.id: d.name for d in book.domains},
        sectors={s.id: s.covers for s in book.sectors},
    )
    layers, undrawn = _drawn_layer(settings.control_folder, settings.cutoff[:10])
    return Material(
        readings=tuple(readings),
        events=tuple(joined.events),
        ledger=tuple(joined.ledger),
        edges=tuple(joined.edges),
        drift=tuple(joined.drift),
        failures=tuple(settings.failures),
        theatre=settings.theatre,
        labels=labels,
        shapes=settings.shapes,
        cutoff=settings.cutoff,
        codebook=f"{book.id} {book.version}",
        version=__version__,
        steps=tuple(info.producer for info in stage_infos()),
        control=tuple((one.assertion, one.compared) for one in settings.control),
        control_layers=layers,
        control_undrawn=undrawn,
    )


def _drawn_layer(folder: Path | None, until: str) -> tuple[tuple[dict[str, Any], ...], tuple[str, ...]]:
    """Return the areas of the newest layer up to a day (ISO) as GeoJSON features, and the providers of other series.

    One series only: layers of two providers over each other could not be told apart. Of one day, the first by name.
    """
    from reportedly.control import Series, day_geojson, series_paths

    found: list[tuple[str, Path, str]] = []
    for path in series_paths(folder) if folder else ():
        with Series(path) as series:
            days = [day for day in series.dates() if day <= until]
            if series.layer.form == "polygons" and days:
                found.append((days[-1], path, series.layer.provider))
    if not found:
        return (), ()
    day, path, provider = max(found, key=lambda one: one[0])
    with Series(path) as series:
        features = tuple(day_geojson(series, day)["features"])
    return features, tuple(dict.fromkeys(p for _, _, p in found if p != provider))
