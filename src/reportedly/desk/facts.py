"""What the workbench keeps of a document: its claims as rows, once as they are and once as they may be published."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from reportedly.corroborate.sources import Directory
from reportedly.ledger import Floors
from reportedly.records import (
    Attribution,
    Body,
    Claim,
    Coding,
    Document,
    DocumentNote,
    Geolocation,
    Hedge,
    Level,
    Passage,
    Quantity,
    Reading,
    Span,
    StatusObservation,
    Timing,
    by_mention,
)
from reportedly.records.address import address_key
from reportedly.records.floors import exposure, floor_for, floored
from reportedly.records.values import Side
from reportedly.records.withhold import WITHHELD, Discretion
from reportedly.records.withhold import without as printed_without
from reportedly.text import squeeze

RETRACTED = "retracted"
"""The flag of a document that somebody noted as retracted, and of its claims."""

UNCODED = "X00"
"""The category of a claim without a coding."""

_SELF = frozenset(["we", "us", "i", "ми", "я", "мы", "wir", "ich"])
"""Words by which a text means who publishes it."""

_SPOKEN = ("event", "destination", "subject")
"""Functions of a place that say where a claim plays, the first one first."""


_SCORE = re.compile(r" \(\d[\d.]*\)$")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a claim plays, as far as it may be told; degrees WGS 84. `inside` is the place that it lies in or is."""

    place: str = ""
    place_id: str = ""
    precision: str = ""
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    inside: str = ""


NOWHERE = Spot()


@dataclass(frozen=True, slots=True)
class Told:
    """The words of a claim that depend on who reads them; `withheld` are the spans left out of the quote."""

    quote: str
    proposition: str
    chain: tuple[str, ...]
    withheld: tuple[Span, ...] = ()
    spot: Spot = NOWHERE


@dataclass(frozen=True, slots=True)
class ClaimFacts:
    """One claim of a document; `exact` is what it says, `public` what of that may leave the workspace.

    Propositions, and titles of documents, are masked when they are shown.
    `first` and `last` are the ISO days that a period is compared with. `mapped_from` (ISO, UTC) is when its place may
    be mapped publicly, "" for at once. `stages` are those that said something of it.
    """

    id: str
    n: int
    spans: tuple[Span, ...]
    kind: str
    category: str
    sector: tuple[str, ...]
    realis: str
    polarity: str
    level: str
    root_status: str
    side: str
    start: str
    end: str
    when: str
    first: str
    last: str
    review: str
    flags: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    stages: tuple[str, ...]
    exact: Told
    public: Told
    mapped_from: str = ""


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """One document with its claims in the order of its text; documents of one `address` are captures of one page."""

    id: str
    title: str
    outlet: str
    language: str
    published: str
    captured: str
    url: str
    sha256: str
    kind: str
    flags: tuple[str, ...]
    address: str = ""
    claims: tuple[ClaimFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class PassageFacts:
    """One passage of a document: its words, and the spans in which a private name is withheld."""

    order: int
    kind: str
    span: Span
    text: str
    withheld: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Making:
    """What facts are made with: who is who, what may be told of places, and which names are private."""

    directory: Directory
    floors: Floors
    discretion: Discretion

    def hidden(self, reading: Reading) -> tuple[Span, ...]:
        """Return the spans of a document that are withheld."""
        return self.discretion.hidden(reading)


def document_facts(
    reading: Reading, states: Mapping[str, str], making: Making, hidden: Sequence[Span] | None = None
) -> DocumentFacts:
    """Return what is kept of a document; `states` gives the review status of claims that were decided on.

    The reading has people's edits in it, and the claims that they rejected. `hidden` are the spans of it that are
    withheld, if they are known already.
    """
    document = reading.document
    notes = tuple(dict.fromkeys([*document.flags, *(note.flag for note in reading.of(DocumentNote))]))
    made = _Made(
        reading, _Sides(reading, making.directory), making, making.hidden(reading) if hidden is None else hidden
    )
    ordered = sorted(reading.of(Claim), key=lambda c: (c.evidence[0].start, c.evidence[-1].end, c.id))
    return DocumentFacts(
        id=document.id,
        title=title_of(reading),
        outlet=document.publisher or "",
        language=(document.language or "").partition("-")[0],
        published=document.published or "",
        captured=document.retrieved_at,
        url=document.url or "",
        sha256=document.sha256,
        kind=document.genre,
        flags=notes,
        address=address_key(document.url) if document.url else "",
        claims=tuple(_claim(made, claim, n, states.get(claim.id, "open")) for n, claim in enumerate(ordered, start=1)),
    )


def title_of(reading: Reading) -> str:
    """Return the title of a document, else the headline that its text begins with; "" where there is neither."""
    if reading.document.title:
        return reading.document.title
    passages = (p for p in reading.of(Passage) if p.kind != "metadata")
    first = min(passages, key=lambda p: p.order, default=None)
    headed = first is not None and first.kind == "headline"
    return " ".join(first.span.of(reading.text).lstrip("#* ").split()) if first and headed else ""


def retracted(facts: DocumentFacts) -> DocumentFacts:
    """Return the facts of a document that its publisher took back."""
    claims = tuple(replace(claim, flags=(*claim.flags, RETRACTED)) for claim in facts.claims)
    return replace(facts, flags=(*facts.flags, RETRACTED), claims=claims)


def passage_facts(reading: Reading, hidden: Sequence[Span]) -> tuple[PassageFacts, ...]:
    """Return the passages of a document in which words are searched: all but front matter and the like.

    `hidden` are the spans of the document that are withheld.
    """
    return tuple(
        PassageFacts(p.order, p.kind, p.span, p.span.of(reading.text), _cut(reading, p.span, hidden))
        for p in sorted(reading.of(Passage), key=lambda p: (p.order, p.span))
        if p.kind != "metadata"
    )


def _cut(reading: Reading, span: Span, hidden: Sequence[Span]) -> tuple[Span, ...]:
    return printed_without(reading.text, (span,), hidden)[1] if hidden else ()


def without(text: str, start: int, withheld: Sequence[Span]) -> str:
    """Return a stretch of a document, which begins at `start`, as it reads without what is withheld."""
    pieces, at = [], 0
    for span in withheld:
        pieces += [text[at : span.start - start], WITHHELD]
        at = span.end - start
    return "".join((*pieces, text[at:]))


@dataclass(frozen=True, slots=True)
class _Made:
    """A document with all that its claims are made into rows with."""

    reading: Reading
    sides: "_Sides"
    making: Making
    hidden: Sequence[Span]

    def shown(self, spans: Sequence[Span]) -> tuple[str, tuple[Span, ...]]:
        """Return the words of spans as they may be published, and what is withheld of them."""
        return printed_without(self.reading.text, spans, self.hidden)


def _claim(made: _Made, claim: Claim, n: int, review: str) -> ClaimFacts:
    reading, making = made.reading, made.making
    coding = reading.first(Coding, claim.id)
    level = reading.first(Level, claim.id)
    said = reading.first(Attribution, claim.id)
    timing = reading.first(Timing, claim.id)
    statuses = tuple(dict.fromkeys((one.sector, str(one.status)) for one in reading.about(StatusObservation, claim.id)))
    sectors = dict.fromkeys([*(coding.sector if coding else ()), *(sector for sector, _ in statuses)])
    start, end = (timing.earliest or "", timing.latest or "") if timing else ("", "")
    reported = day_of(reading.document)
    place = _place(reading, claim)
    exact = Told(
        " … ".join(span.of(reading.text) for span in claim.evidence),
        claim.proposition,
        _chain(reading, said, None),
        (),
        _spot(reading, place) if place else NOWHERE,
    )
    quote, withheld = made.shown(claim.evidence)
    public = Told(
        quote,
        claim.proposition,
        _chain(reading, said, made),
        withheld,
        _public_spot(made, claim, place) if place else NOWHERE,
    )
    category = coding.category if coding else UNCODED
    return ClaimFacts(
        id=claim.id,
        n=n,
        spans=claim.evidence,
        kind=claim.kind,
        category=category,
        sector=tuple(sectors),
        realis=claim.realis,
        polarity=claim.polarity,
        level=level.level if level else "L0",
        root_status=said.root_status if said else "author",
        side=made.sides.of(said),
        start=start,
        end=end,
        when=(timing.event or "") if timing else "",
        first=start or end or reported,
        last=end or start or reported,
        review=review,
        flags=_flags(reading, claim, level, timing, place),
        statuses=statuses,
        stages=_stages(reading, claim),
        exact=exact,
        public=public,
        mapped_from=_mapped_from(reading, claim, coding, making.floors),
    )


def day_of(document: Document) -> str:
    """Return the ISO day on which a document was published, "" where it gives none."""
    published = document.published or ""
    return published[:10] if len(published) >= 10 else ""


class _Sides:
    """On which side those stand whom a document names; of claims that an event counts the side of the origin is shown.

    Of the last hop of a chain: the known source, else the body of the register, else whoever has the printed name;
    of a claim that the text itself makes: its publisher.
    """

    def __init__(self, reading: Reading, directory: Directory) -> None:
        self._reading = reading
        self._directory = directory
        self._bodies = by_mention(reading.of(Body))
        self._publisher = directory.publisher(reading.document).side

    def of(self, said: Attribution | None) -> Side:
        if said is None or said.root_status == "author":
            return self._publisher
        link = said.links[-1] if said.links else None
        if link is None or link.span is None or said.root_status == "none":
            return "unknown"
        body = self._bodies.get(link.span)
        known = link.source or (body.source if body is not None else None)
        printed = link.span.of(self._reading.text)
        if printed.casefold() in _SELF:
            return self._publisher
        source = self._directory.get(known) if known else self._directory.find_name(printed)
        if source is not None:
            return self._directory.party(source).side
        if body is None or body.entry is None:
            return "unknown"
        party = self._directory.registered(body.entry, printed, self._reading.document.published)
        return party.side if party is not None else "unknown"


def _place(reading: Reading, claim: Claim) -> Geolocation | None:
    """Return the place where a claim plays: that of the event, else the destination, else its subject."""
    located = [p for p in reading.about(Geolocation, claim.id) if not p.example]
    for function in _SPOKEN:
        for place in located:
            if place.function == function:
                return place
    return None


def _spot(reading: Reading, place: Geolocation, made: _Made | None = None) -> Spot:
    inside = place.gazetteer_id or (place.area.anchors[0].gazetteer_id if place.area and place.area.anchors else "")
    printed = place.span.of(reading.text) if made is None else made.shown((place.span,))[0]
    return Spot(
        place.name or squeeze(printed),
        place.gazetteer_id or "",
        place.precision,
        place.lat,
        place.lon,
        place.radius_km,
        inside or "",
    )


def _public_spot(made: _Made, claim: Claim, place: Geolocation) -> Spot:
    """Return a place as it may be told: the nearest unit that is coarse enough where it is finer than its floor."""
    reading, floors, exact = made.reading, made.making.floors, _spot(made.reading, place, made)
    coding = reading.first(Coding, claim.id)
    category = (coding.meant or coding.category) if coding else ""
    entry = floors.known(exact.inside) if floors.known is not None and exact.inside else None
    facts = exposure(reading.about(Quantity, claim.id), entry.population if entry is not None else None)
    shown = floored(place, category, floor_for(category, facts, floors.own))
    if shown is place:
        return exact
    unit = floors.unit_of(exact.inside, shown.precision) if exact.inside else None
    if unit is None:
        return Spot(precision=shown.precision)
    return Spot(unit.name, unit.id, unit.precision, unit.lat, unit.lon, unit.radius_km, unit.id)


def _mapped_from(reading: Reading, claim: Claim, coding: Coding | None, floors: Floors) -> str:
    """Return when the place of a claim may be mapped publicly, "" where its category knows no delay."""
    category = (coding.meant or coding.category) if coding else ""
    hours = floor_for(category, own=floors.own).delay_hours
    published = reading.document.published or reading.document.retrieved_at
    if not hours:
        return ""
    told = datetime.fromisoformat(published.replace("Z", "+00:00"))
    if told.tzinfo is None:
        told = told.replace(tzinfo=UTC)
    return (told.astimezone(UTC) + timedelta(hours=hours)).isoformat(timespec="seconds")


def _chain(reading: Reading, said: Attribution | None, made: _Made | None) -> tuple[str, ...]:
    """Return who says it, outlet first, names as printed; "" where a hop names nobody."""
    outlet = reading.document.publisher or ""
    names = [outlet if made is None else made.making.discretion.masked(outlet)]
    for link in said.links if said else ():
        if link.span is None:
            names.append("")
        elif made is None:
            names.append(squeeze(link.span.of(reading.text)))
        else:
            names.append(squeeze(made.shown((link.span,))[0]))
    return tuple(names)


def _flags(
    reading: Reading, claim: Claim, level: Level | None, timing: Timing | None, place: Geolocation | None
) -> tuple[str, ...]:
    """Return what is to be known of a claim that its document tells; what events tell is added where they are."""
    found: dict[str, None] = dict.fromkeys(level.caveats if level else ())
    notes = {note.flag for note in reading.of(DocumentNote)}
    if "no_date" in notes or timing is None or timing.basis == "none":
        found["no_date"] = None
    if "suspected_machine_translation" in notes:
        found["translated"] = None
    if place is None:
        found["no_place"] = None
    elif place.ambiguous or place.lat is None:
        found["vague_place"] = None
    if place is not None and place.inherited:
        found["place_inferred"] = None
    if claim.summary_of:
        found["summary"] = None
    for reason in (*claim.review, *_doubts(reading, claim)):
        # How sure a reader was is never shown as a number.
        found[_SCORE.sub("", reason)] = None
    return tuple(found)


def _doubts(reading: Reading, claim: Claim) -> Sequence[str]:
    said = reading.first(Attribution, claim.id)
    return said.review if said else ()


def _stages(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Return the stages, without their versions, that said something of a claim; "review" for a person's edit."""
    beside: list[Claim | Attribution | Level | Hedge | Geolocation | Timing | Coding | StatusObservation] = [
        claim,
        *reading.about(Attribution, claim.id),
        *reading.about(Level, claim.id),
        *reading.about(Hedge, claim.id),
        *reading.about(Geolocation, claim.id),
        *reading.about(Timing, claim.id),
        *reading.about(Coding, claim.id),
        *reading.about(StatusObservation, claim.id),
    ]
    made = {record.producer for record in beside}
    return tuple(sorted({producer.partition("/")[0] for producer in made if producer}))
