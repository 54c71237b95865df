"""Builds the parts named in the settings; the one place that knows them all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.errors import DocumentFailed, InvalidRecord
from reportedly.interfaces import ClaimReader, Gazetteer, HomeArea, SourceRegister, Stage, StageInfo, Toponym
from reportedly.pipeline import annotate
from reportedly.records import (
    DocEdge,
    Document,
    Event,
    HedgeDrift,
    Judgement,
    Orphan,
    Reading,
    ReviewAction,
    ServiceStatus,
    Span,
    Theatre,
)

if TYPE_CHECKING:
    from reportedly.brief import Brief
    from reportedly.codebook import Codebook
    from reportedly.codebook.check import Coder
    from reportedly.codebook.diff import Difference
    from reportedly.control import Statement
    from reportedly.corroborate.compare import Rules
    from reportedly.gazetteer.home import HomeVotes
    from reportedly.ledger import Floors
    from reportedly.models.coding import CodingReader
    from reportedly.models.encoder import SharedEncoder
    from reportedly.register import Register
    from reportedly.stages.coding.actors import Actors

NO_THEATRE = Theatre()
LANGUAGES = ("en", "uk", "ru", "de")
"""Languages with stages of their own; documents in others are kept and said to be unread."""


def gazetteer(theatre: Theatre = NO_THEATRE, *, progress: Callable[[str, int], None] | None = None) -> Gazetteer:
    """Open the gazetteer with imported layers and the theatre's own places on top; built on first use (some 40 s).

    Where the weights of the recogniser are there, it finds the toponyms of a text by them.
    """
    # Late: loading the gazetteer must not cost `reportedly --help` anything.
    from reportedly.gazetteer import open_layered
    from reportedly.gazetteer.marks import Evidence
    from reportedly.gazetteer.mend import mended
    from reportedly.models import places, weights
    from reportedly.stages.recognise import ReadingGazetteer

    found = open_layered(extra=theatre.places, progress=progress)
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
    """Return the area that an outlet's texts point to, None where they point to none.

    Learnt twice: what the names of the texts mean is settled a second time with the area that they gave at first.
    """
    from reportedly.gazetteer.home import home_area

    names = [(text, scanned(places, text)) for text in texts]
    first = home_area(home_votes_of(places, text, found) for text, found in names)
    if first is None:
        return None
    return home_area(home_votes_of(places, text, found, first) for text, found in names)


def scanned(places: Gazetteer, text: str) -> Sequence[Toponym]:
    """Return the names of a text as the scan finds them, without the recogniser."""
    from reportedly.stages.recognise import ReadingGazetteer

    return (places.unread if isinstance(places, ReadingGazetteer) else places).scan(text)


def home_votes_of(places: Gazetteer, text: str, names: Sequence[Toponym], home: HomeArea | None = None) -> "HomeVotes":
    """Return what one text, with its names, says of the area of its outlet."""
    from reportedly.gazetteer.home import home_votes

    return home_votes(places.resolve(text, names, home=home))


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


def codebook(path: Path | str | None = None) -> "Codebook":
    """Return the codebook in a file; without one, or for the name "guo", the one that ships."""
    from reportedly.codebook import load_named

    return load_named(path)


def codebook_difference(old: "Codebook", new: "Codebook") -> "Difference":
    """Return what two codebooks differ in."""
    from reportedly.codebook.diff import difference

    return difference(old, new)


def checked_codebook(path: Path) -> "Codebook":
    """Return the codebook in a file, its own examples coded. Raises InvalidCodebook for the first error."""
    from reportedly.coders import checked

    return checked(path, claim_reader)


def example_coders(book: "Codebook") -> "tuple[Coder, Coder | None]":
    """Return how single sentences are coded by a codebook, for the check of its examples."""
    from reportedly.coders import ExampleCoder

    one = ExampleCoder(book, reader=claim_reader(book))
    return one.known(), one.unknown()


def coder(book: "Codebook | None" = None, *, actors: "Actors | None" = None) -> Stage:
    """Return the stage that codes claims by a codebook, without one by the one that ships."""
    from reportedly.coders import coder as made
    from reportedly.stages.glossed.stages import GlossReader, by_language

    known, reader = book or codebook(), claim_reader(book)
    calm = GlossReader(spelled) if (spelled := _told(reader)) is not None else None
    english = made(known, actors=actors, reader=_told(reader, glosses=False))
    return by_language(english, lambda printed: made(known, actors=actors, reader=calm, printed=printed))


_readers: dict[str, "CodingReader"] = {}


def claim_reader(book: "Codebook | None" = None) -> "CodingReader | None":
    """Return the trained reader of claims that knows the texts of a codebook; None where there are no weights for it.

    It reads English: a codebook in another language is left to its words.
    """
    from reportedly.codebook.meanings import basis
    from reportedly.codebook.texts import texts_of
    from reportedly.models import coding, weights
    from reportedly.models.nearest import CategoryText

    known = book or codebook()
    if known.language != "en" or not weights.present(coding.GRAPH):
        return None
    if (key := basis(known)) not in _readers:
        texts = [CategoryText(*text) for text in texts_of(known)]
        _readers[key] = coding.CodingReader(texts, encoder=_encoder())
    return _readers[key]


def _told(reader: ClaimReader | None, *, glosses: bool = True) -> ClaimReader | None:
    """Return a reader of English that is told what printed words speak for, of glosses all; if there are weights."""
    from reportedly.models import letters, weights

    if reader is None or not weights.present(letters.LETTERS):
        return reader
    return letters.SpellingReader(reader, glosses=glosses)


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
    book: "Codebook | None" = None,
) -> list[Stage]:
    """Return the literal list of stages, in order, with their data loaded.

    `homes` are the areas that outlets write about, by publisher; `book` is the codebook, if not the one that ships.
    """
    # Late: lexicons, codebook and gazetteer take about a second; listing commands must not.
    from reportedly.gazetteer import over_layers
    from reportedly.gloss import skeletons
    from reportedly.models import weights
    from reportedly.models.tagger import Tagger
    from reportedly.stages.attribute_rules import AttributeRules
    from reportedly.stages.attribute_tagger import AttributeTagger
    from reportedly.stages.chain import ChainRules
    from reportedly.stages.cues import load_lexicon
    from reportedly.stages.date import DateRules
    from reportedly.stages.extract import ExtractRules
    from reportedly.stages.glossed.stages import AlsoGlossed, ExtractLanguages, LocateLanguages
    from reportedly.stages.hedge import HedgeRules
    from reportedly.stages.identify import IdentifyRules
    from reportedly.stages.languages import AttributeLanguages, chained
    from reportedly.stages.locate import LocateRules
    from reportedly.stages.persons import PersonRules
    from reportedly.stages.quantify import QuantifyRules
    from reportedly.stages.segment import SegmentRules

    lexicon = load_lexicon("en")
    attribute: Stage = AttributeRules(lexicon)
    if weights.present():
        attribute = AttributeTagger(lexicon, Tagger(encoder=_encoder()), attribute)
    found = places if places is not None else gazetteer(theatre)
    reader = claim_reader(book) or claim_reader()
    return [
        SegmentRules(),
        PersonRules(theatre, known_places=partial(_is_place, found), bent_places=partial(_is_bent, found)),
        attribute,
        AttributeLanguages(),
        ExtractRules(reader=reader),
        ExtractLanguages(_told(reader)),
        ChainRules(lexicon, theatre),
        IdentifyRules(sources or register()),
        HedgeRules(lexicon),
        *chained(theatre, sources or register(), skeletons),
        AlsoGlossed(DateRules()),
        coder(book, actors=_actors(theatre, found)),
        AlsoGlossed(QuantifyRules()),
        over_layers(LocateRules(found, homes=homes, shapes=found)),
        LocateLanguages(found, homes=homes, shapes=found),
        _states(reader),
    ]


def _states(reader: "CodingReader | None") -> Stage:
    """Return the stage of service states, in all languages."""
    from reportedly.stages.glossed.stages import by_language
    from reportedly.stages.status import StatusRules

    spelled = _told(reader)
    return by_language(StatusRules(reader), lambda printed: StatusRules(spelled, printed))


def stages_anew(
    theatre: Theatre, sources: Path | None, homes: Mapping[str, HomeArea], book: Path | None
) -> list[Stage]:
    """Return the stages, everything loaded anew from files: what each process of several does for itself."""
    return default_stages(theatre, gazetteer(theatre), register(sources), homes, codebook(book))


def _actors(theatre: Theatre, places: Gazetteer) -> "Actors":
    """Return the classes of actors in a theatre; of its areas the gazetteer tells what lies in them."""
    from reportedly.stages.coding.actors import Actors

    areas = frozenset(place for entry in theatre.roles for place in entry.area)
    if not areas:
        return Actors(theatre)
    from reportedly.gazetteer import open_layered

    chain = cache(open_layered().chain)

    def in_areas(name: str) -> tuple[str, ...]:
        found = [c.id for c in places.find(name, limit=5) if c.match in _PLAIN_MATCHES]
        return next(((place,) for place in found if areas.intersection((place, *chain(place)))), ())

    return Actors(theatre, parents=chain, lookup=cache(in_areas))


_PLAIN_MATCHES = frozenset({"exact", "former", "transliteration"})


def _is_place(places: Gazetteer, name: str) -> bool:
    """Say whether a printed name is that of a place, near spellings and cut-off type words aside."""
    return any(c.match in _PLAIN_MATCHES for c in places.find(name, limit=3))


def _is_bent(places: Gazetteer, name: str) -> bool:
    """Say whether a printed name in Cyrillic is that of a town or unit in another case than the nominative."""
    if not "\u0400" <= name[:1] <= "\u04ff":
        return False
    return any(
        c.match == "inflected" and (c.kind != "settlement" or c.population >= _TOWN) for c in places.find(name, limit=1)
    )


_TOWN = 5_000
"""Inhabitants of a town that bears its name, rather than a family."""


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
    # Late: the readers of files take a quarter of a second.
    from reportedly.ingest.passing import document_in_passing

    stages: Sequence[Stage] = _stages() if theatre is None else default_stages(theatre)
    document = document_in_passing(text, language=language, publisher=publisher, published=published, title=title)
    [done] = annotate(stages, [Reading(document)])
    for outcome, _ in done.steps:
        if outcome.state == "failed":
            raise DocumentFailed(f"{outcome.stage}: {outcome.message}")
    return done.reading


def code_given(
    text: str,
    evidence: Sequence[tuple[Span, ...]],
    *,
    language: str | None = "en",
    book: "Codebook | None" = None,
) -> Reading:
    """Code claims that are given by their evidence: passages, claims, codings and service states.

    `language` is the code of the language, None for English. Raises InvalidRecord for an empty text, a language that
    claims are not read in, or evidence that is no claim.
    """
    from reportedly.ingest.passing import text_in_passing
    from reportedly.stages.extract import ExtractRules
    from reportedly.stages.glossed.stages import ExtractLanguages
    from reportedly.stages.segment import SegmentRules

    reader = claim_reader(book) or claim_reader()
    known: dict[str | None, ExtractRules | ExtractLanguages] = {None: ExtractRules(reader=reader)}
    for extract in (known[None], ExtractLanguages(_told(reader))):
        known |= dict.fromkeys(extract.info.languages, extract)
    if language not in known:
        read_in = ", ".join(sorted(code for code in known if code))
        raise InvalidRecord(f"claims are read in {read_in}, not in {language!r}")
    reading = Reading(text_in_passing(text, language))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    reading = reading.plus(known[language].given(reading, evidence))
    reading = reading.plus(coder(book).annotate([reading])[0])
    return reading.plus(_states(reader).annotate([reading])[0])


def stage_infos(book: "Codebook | None" = None) -> list[StageInfo]:
    """Return what every stage says of itself, in order, without opening the gazetteer."""
    from reportedly.gazetteer.nowhere import NoPlaces

    return [stage.info for stage in default_stages(places=NoPlaces(), book=book)]


@dataclass(frozen=True, slots=True)
class Joined:
    """What is computed across documents; `orphans` are decisions of people that could not be carried out."""

    edges: list[DocEdge]
    judgements: list[Judgement]
    events: list[Event]
    ledger: list[ServiceStatus]
    drift: list[HedgeDrift] = field(default_factory=list)
    orphans: list[Orphan] = field(default_factory=list)


def join(
    readings: Sequence[Reading],
    theatre: Theatre = NO_THEATRE,
    *,
    as_of: str | None = None,
    sources: SourceRegister | None = None,
    book: "Codebook | None" = None,
    actions: Sequence[ReviewAction] = (),
) -> Joined:
    """Derive edges, join claims to events with their origins, make the ledger as of a day (ISO), find drift.

    Without `as_of` the ledger looks from the day of the newest report; with it later reports are left out. What
    people decided (`actions`) goes before what the rules say.
    """
    from reportedly.corroborate import corroborate
    from reportedly.derive import derive_edges, find_drift
    from reportedly.gazetteer import open_layered
    from reportedly.gloss import marker
    from reportedly.ledger import build_ledger
    from reportedly.review import take

    taken = take(actions, readings)
    readings, marks = taken.readings, marker(open_layered(extra=theatre.places))
    edges = taken.edges(derive_edges(readings, theatre=theatre, marker=marks))
    known = rules(theatre, book or codebook())
    found = corroborate(
        readings,
        edges,
        theatre=theatre,
        merges=known.merges,
        parents=known.parents,
        register=sources or register(),
        ties=taken.ties,
    )
    ledger = build_ledger(readings, found.events, theatre=theatre, reported_by=as_of, floors=floors(theatre))
    drift = find_drift(readings, edges, theatre=theatre, events=found.events, judgements=found.judgements)
    return Joined(edges, found.judgements, found.events, ledger, drift, taken.unkept(found.events))


def rules(theatre: Theatre, book: "Codebook") -> "Rules":
    """Return what the comparison of claims needs beside them."""
    from reportedly.corroborate.compare import Rules

    return Rules(frozenset(frozenset(pair) for pair in book.allowed_merges), parents(theatre))


def floors(theatre: Theatre) -> "Floors":
    """Return how coarse a ledger tells places."""
    from reportedly.gazetteer import open_layered
    from reportedly.ledger import Floors

    return Floors(open_layered(extra=theatre.places).get, parents(theatre), theatre.floor_table())


def parents(theatre: Theatre) -> Callable[[str], tuple[str, ...]]:
    """Return a function from a place id to the ids of the units that hold it, nearest first.

    The theatre's own containment goes first; places of the gazetteer have their first-order unit.
    Countries are left out: what happens somewhere in a country is not the same occurrence for that.
    """
    from reportedly.gazetteer import open_layered

    above = {place.id: place.parent for place in theatre.places}
    places = open_layered()

    @cache
    def of(place_id: str) -> tuple[str, ...]:
        chain: list[str] = []
        current = above.get(place_id) or places.unit_of(place_id)
        while current is not None and current not in chain:
            chain.append(current)
            current = above.get(current) or places.unit_of(current)
        return tuple(chain)

    return of


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


def docx_of(brief: "Brief") -> bytes:
    """Return a brief as a Word file; its library is loaded here, since a run writes none."""
    from reportedly.brief.docx import render_docx

    return render_docx(brief)


def pdf_of(brief: "Brief") -> bytes:
    """Return a brief as a PDF; its library is loaded here, since a run writes none."""
    from reportedly.brief.pdf import render_pdf

    return render_pdf(brief)
