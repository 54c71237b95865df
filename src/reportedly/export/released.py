"""Records as they may leave the workspace: plain, frozen, and made only of what a release prepared.

An exporter takes a `Release` and nothing else, so that none can forget what is to be withheld.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import date
from typing import Any, Protocol, TypeVar

from reportedly.export.claims import by_claim, claim_line
from reportedly.export.release import Prepared, Profile
from reportedly.interfaces import Candidate
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Event,
    Geolocation,
    Interval,
    Level,
    Reading,
    ServiceStatus,
    StatusObservation,
    Timing,
)
from reportedly.records.withhold import WITHHELD

T = TypeVar("T")

GEONAMES = "Places: GeoNames (geonames.org), CC BY 4.0"


@dataclass(frozen=True, slots=True)
class ReleasedDocument:
    """A document as it may be told of. `path` is None outside of a working copy, `url` where it names a person."""

    id: str
    sha256: str
    text_id: str
    title: str | None
    publisher: str | None
    author: tuple[str, ...]
    language: str | None
    published: str | None
    captured: str
    url: str | None
    media_type: str
    genre: str
    path: str | None
    flags: tuple[str, ...]
    claims: int


@dataclass(frozen=True, slots=True)
class ReleasedPlace:
    """A place: name, id of the gazetteer, precision, degrees WGS 84 and radius in km as far as they may be told.

    `geometry` is a GeoJSON polygon where the place is an area. `adm1` is the code of its first-order unit as the data
    that the place comes from have it, behind the name of that scheme ("geonames:UA.08"); None where they have none.
    """

    name: str | None
    id: str | None
    precision: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    geometry: Mapping[str, Any] | None = None
    country: str | None = None
    adm1: str | None = None


@dataclass(frozen=True, slots=True)
class ReleasedClaim:
    """A claim with the line that claims.jsonl has for it; `place` is where it happened, `event` the id of its event."""

    id: str
    document: str
    number: int
    line: Mapping[str, Any]
    place: ReleasedPlace | None
    event: str | None
    side: str | None
    corroboration: str | None
    producer: str
    producers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleasedDispute:
    """Two accounts that cannot both hold: the kind, the claims of each, and why."""

    kind: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ReleasedEvent:
    """An event as it may be told of; days are ISO, `origins` (name, side, whether in the lower bound)."""

    id: str
    category: str
    label: str
    place: ReleasedPlace | None
    earliest: str | None
    latest: str | None
    reported: str | None
    last: str | None
    origins_min: int
    origins_max: int
    corroboration: str
    origins: tuple[tuple[str, str, bool], ...]
    sides: tuple[str, ...]
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    contradictions: tuple[str, ...]
    flags: tuple[str, ...]
    sensitivity: str
    reason: str
    rule_version: str
    sectors: tuple[str, ...] = ()
    disputes: tuple[ReleasedDispute, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleasedStatus:
    """One step of a cell of the service ledger: `since` and `until` are ISO days, `last` marks the latest step."""

    place: ReleasedPlace
    sector: str
    status: str
    since: str | None
    until: str | None
    change: str
    cause: tuple[str, ...]
    access: str
    provider: tuple[str, ...]
    origins_min: int
    origins_max: int
    sides: tuple[str, ...]
    conflict: tuple[str, ...]
    claims: tuple[str, ...]
    last: bool
    stale: bool
    as_of: str | None
    now: str


@dataclass(frozen=True, slots=True)
class ReleasedEdge:
    """One document derives from another."""

    start: str
    end: str
    kind: str
    score: float
    evidence: str
    producer: str


@dataclass(frozen=True, slots=True)
class Labels:
    """Names of categories, domains and sectors, and where categories stand in other schemes, all by code."""

    categories: Mapping[str, str] = field(default_factory=dict)
    domains: Mapping[str, str] = field(default_factory=dict)
    sectors: Mapping[str, str] = field(default_factory=dict)
    plover: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict)
    clusters: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class About:
    """What a release says of itself: title, versions, moments (ISO 8601 UTC), and whom to credit."""

    title: str
    made_at: str
    cutoff: str
    version: str
    codebook: str
    theatre: str
    producers: tuple[str, ...] = ()
    credits: tuple[str, ...] = (GEONAMES,)
    licence: str = ""


@dataclass(frozen=True)
class Release:
    """Everything that exporters may write."""

    about: About
    profile: Profile
    labels: Labels
    documents: tuple[ReleasedDocument, ...]
    claims: tuple[ReleasedClaim, ...]
    events: tuple[ReleasedEvent, ...]
    status: tuple[ReleasedStatus, ...]
    edges: tuple[ReleasedEdge, ...]
    withheld: tuple[Mapping[str, str | int], ...]

    def counts(self) -> dict[str, int]:
        """Return how many records of each kind there are."""
        return {
            "documents": len(self.documents),
            "claims": len(self.claims),
            "events": len(self.events),
            "status": len(self.status),
            "edges": len(self.edges),
        }


def release(
    prepared: Prepared, about: About, labels: Labels, *, step: Callable[[int], None] = lambda _: None
) -> Release:
    """Return what was prepared as records for exporters; every text in them has gone through the mask."""
    maker = _Maker(prepared)
    documents: list[ReleasedDocument] = []
    claims: list[ReleasedClaim] = []
    for reading in prepared.readings:
        documents.append(maker.document(reading))
        claims += maker.claims(reading)
        step(1)
    events = tuple(maker.event(event) for event in prepared.events)
    status = tuple(row for cell in prepared.ledger for row in maker.status(cell))
    edges = tuple(
        ReleasedEdge(e.start, e.end, e.kind, e.score, maker.text(e.evidence), e.producer) for e in prepared.edges
    )
    maker.tell()
    return Release(
        about, prepared.setting.profile, labels, tuple(documents), tuple(claims), events, status, edges,
        tuple(prepared.tally.rows()),
    )  # fmt: skip


class Masks(Protocol):
    """Withholds names in a text."""

    working_copy: bool

    def masked(self, text: str) -> str:
        """Return the text with every private name withheld."""
        ...


_WITHOUT_TEXT = frozenset({int, float, bool, type(None)})


def masked_tree(value: T, mask: Masks) -> T:
    """Return plain values, records, tuples, lists and mappings with every text in them, keys too, masked."""
    if mask.working_copy:
        return value
    return _walk(value, mask)  # type: ignore[no-any-return]


def _walk(value: Any, mask: Masks) -> Any:
    if isinstance(value, str):
        return mask.masked(value) if len(value) > 2 else value
    if type(value) in _WITHOUT_TEXT:
        return value
    if type(value) is dict or isinstance(value, Mapping):  # the test for any mapping is slow
        return {_walk(k, mask): _walk(v, mask) for k, v in value.items()}
    if isinstance(value, tuple | list | frozenset):
        return type(value)(_walk(v, mask) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {
            f.name: made
            for f in fields(value)
            if f.init and (made := _walk(before := getattr(value, f.name), mask)) is not before
        }
        return replace(value, **changed) if changed else value
    return value


class _Maker:
    """Makes released records of prepared ones."""

    def __init__(self, prepared: Prepared) -> None:
        self._prepared, self._mask = prepared, prepared.mask
        self._setting, self._discretion = prepared.setting, prepared.discretion
        self._open = not prepared.setting.profile.names
        self._events = {claim: event for event in prepared.events for claim in (*event.background, *event.claims)}
        self._drift = by_claim(prepared.drift)
        self._where: dict[str, ReleasedPlace] = {}
        self._days: dict[str, str | None] = {}
        self._sectors: dict[str, tuple[str, ...]] = {}
        self._documents: dict[str, str] = {}
        self._places: dict[str, list[tuple[ReleasedPlace, Geolocation]]] = defaultdict(list)
        self._masked: Counter[str] = Counter()
        self._units: dict[str, str | None] = {}

    def text(self, text: str) -> str:
        """Return a text with names masked, and count where that changed it."""
        made = self._mask.masked(text)
        if made != text:
            self._masked["name of a private person"] += 1
        return made

    def _maybe(self, text: str | None) -> str | None:
        return self.text(text) if text else text

    def tell(self) -> None:
        """Add what was masked outside of quotations to the tally."""
        for _, count in self._masked.items():
            self._prepared.tally.add("name of a private person", "other text", count)

    def document(self, reading: Reading) -> ReleasedDocument:
        """Return a document."""
        document, tally = reading.document, self._prepared.tally
        url = document.url
        if url and self._mask.masked(url) != url:
            tally.add("address that names a person", "document")
            url = None
        self._days[document.id] = document.published[:10] if document.published else None
        return ReleasedDocument(
            id=document.id,
            sha256=document.sha256,
            text_id=document.text_id,
            title=self._maybe(document.title),
            publisher=self._maybe(document.publisher),
            author=document.author if self._open else (),
            language=document.language,
            published=document.published,
            captured=document.retrieved_at,
            url=url,
            media_type=document.media_type,
            genre=document.genre,
            path=document.path if self._open else None,
            flags=document.flags,
            claims=len(reading.of(Claim)),
        )

    def claims(self, reading: Reading) -> Iterable[ReleasedClaim]:
        """Return the claims of a reading, numbered in the order of the text."""
        for number, claim in enumerate(sorted(reading.of(Claim), key=lambda c: c.evidence[0]), 1):
            line = claim_line(reading, claim, self._discretion, self._drift.get(claim.id, ()))
            line["document"]["path"] = reading.document.path if self._open else None
            line = masked_tree(line, self._mask)
            event = self._events.get(claim.id)
            self._documents[claim.id] = reading.document.id
            self._sectors[claim.id] = tuple(line["sector"])
            place = self._place_of(reading, claim, line)
            if place is not None:
                self._where[claim.id] = place
            yield ReleasedClaim(
                id=claim.id,
                document=reading.document.id,
                number=number,
                line=line,
                place=place,
                event=event.id if event else None,
                side=next((o.side for o in event.origins if claim.id in o.claims), None) if event else None,
                corroboration=event.corroboration if event else None,
                producer=claim.producer,
                producers=_producers(reading, claim),
            )

    def _place_of(self, reading: Reading, claim: Claim, line: Mapping[str, Any]) -> ReleasedPlace | None:
        """Return the first place of a claim that may pin an event."""
        found: ReleasedPlace | None = None
        for place, told in zip(reading.about(Geolocation, claim.id), line["place"], strict=True):
            made = ReleasedPlace(
                told["name"], told["gazetteer_id"], told["precision"], told["lat"], told["lon"], told["radius_km"],
                (told["area"] or {}).get("geometry"), place.country,
                self._adm1(told["gazetteer_id"]),
            )  # fmt: skip
            if place.gazetteer_id:
                self._places[claim.id].append((made, place))
            if place.function == "event" and not place.example and found is None:
                found = made
        return found

    def event(self, event: Event) -> ReleasedEvent:
        """Return an event; its place is told as finely as that of the claim that tells it most coarsely."""
        documents = tuple(dict.fromkeys(d for c in event.claims if (d := self._documents.get(c))))
        days = sorted(day for d in documents if (day := self._days.get(d)))
        return ReleasedEvent(
            id=event.id,
            category=event.category,
            label=self.text(event.proposition),
            place=self._place(event),
            earliest=event.earliest,
            latest=event.latest,
            reported=days[0] if days else None,
            last=days[-1] if days else None,
            origins_min=event.origins_min,
            origins_max=event.origins_max,
            corroboration=event.corroboration,
            origins=tuple((self.text(o.name), o.side, o.certain) for o in event.origins),
            sides=tuple(event.sides),
            claims=event.claims,
            documents=documents,
            contradictions=tuple(self.text(c.reason) for c in event.contradictions),
            flags=event.flags,
            sensitivity=event.sensitivity,
            reason=self.text(event.reason),
            rule_version=event.rule_version,
            sectors=tuple(sorted({s for c in event.claims for s in self._sectors.get(c, ())})),
            disputes=tuple(ReleasedDispute(c.kind, c.left, c.right, self.text(c.reason)) for c in event.contradictions),
        )

    def _place(self, event: Event) -> ReleasedPlace | None:
        if event.place is None:
            return None
        told = [made for c in event.claims for made, geo in self._places.get(c, ()) if geo.gazetteer_id == event.place]
        if told:
            coarse = [place for place in told if place.id != event.place]
            return (coarse or told)[0]
        return self._known_place(event.place, event.place_name) if not self._setting.profile.floors else None

    def _known_place(self, key: str, name: str | None) -> ReleasedPlace:
        entry: Candidate | None = self._setting.known(key) if self._setting.known else None
        if entry is None:
            return ReleasedPlace(name, key, "unknown", None, None, None)
        return ReleasedPlace(
            name or entry.name, key, entry.precision, entry.lat, entry.lon, entry.radius_km, None,
            entry.country or None, self._adm1(key),
        )  # fmt: skip

    def _adm1(self, key: str | None) -> str | None:
        if key is None or self._setting.known is None:
            return None
        if key not in self._units:
            entry = self._setting.known(key)
            scheme = key.partition(":")[0]
            code = entry.admin1 if entry else ""
            # GeoNames numbers units within a country; a national codifier's codes stand by themselves.
            whole = f"{entry.country}.{code}" if entry and scheme == "geonames" else code
            self._units[key] = f"{scheme}:{whole}" if code else None
        return self._units[key]

    def status(self, cell: ServiceStatus) -> Iterable[ReleasedStatus]:
        """Return the steps of a ledger cell. Cells are made under the floors already."""
        place = ReleasedPlace(
            self.text(cell.place_name), cell.place, cell.level, cell.lat, cell.lon, None, adm1=self._adm1(cell.place)
        )
        for step in cell.intervals:
            yield self._step(cell, step, place)

    def _step(self, cell: ServiceStatus, step: Interval, place: ReleasedPlace) -> ReleasedStatus:
        return ReleasedStatus(
            place=place,
            sector=cell.sector,
            status=step.status,
            since=step.since,
            until=step.until,
            change=step.change,
            cause=step.cause,
            access=step.access,
            provider=tuple(self.text(p) for p in step.provider),
            origins_min=step.origins_min,
            origins_max=step.origins_max,
            sides=tuple(step.sides),
            conflict=tuple(state for state, _ in step.conflict),
            claims=step.claims,
            last=step is cell.intervals[-1],
            stale=cell.stale,
            as_of=cell.as_of,
            now=cell.status,
        )


_BESIDE: tuple[type, ...] = (Attribution, Coding, Level, Timing, StatusObservation, Geolocation)


def _producers(reading: Reading, claim: Claim) -> dict[str, str]:
    """Return which stage made each kind of record beside a claim."""
    found = {kind.__name__.lower(): reading.first(kind, claim.id) for kind in _BESIDE}
    made = {name: str(getattr(record, "producer", "")) for name, record in found.items()}
    return {name: producer for name, producer in made.items() if producer}


def withheld_words(withheld: Sequence[Mapping[str, str | int]]) -> list[str]:
    """Return what was withheld as sentences."""
    if not withheld:
        return ["Nothing was withheld."]
    return [f"{row['count']} x {row['kind']}: {row['reason']}" for row in withheld]


def day_of(text: str | None) -> date | None:
    """Return the day of an ISO text, None where it gives no whole day."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


__all__ = [
    "GEONAMES", "WITHHELD", "About", "Labels", "Release", "ReleasedClaim", "ReleasedDispute", "ReleasedDocument",
    "ReleasedEdge",
    "ReleasedEvent", "ReleasedPlace", "ReleasedStatus", "day_of", "masked_tree", "release", "withheld_words",
]  # fmt: skip
