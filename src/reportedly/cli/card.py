"""One claim as a page of text."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast, get_args

from reportedly.records import (
    Attribution,
    Body,
    Claim,
    Coding,
    Event,
    Geolocation,
    Hedge,
    Level,
    Link,
    Quantity,
    Reading,
    Role,
    Span,
    StatusObservation,
    Theatre,
    Timing,
    by_mention,
    hull,
)
from reportedly.records.reviewed import Reviewed
from reportedly.records.theatre_roles import ActorClass
from reportedly.records.withhold import Discretion
from reportedly.text import squeeze

if TYPE_CHECKING:
    from reportedly.codebook import Codebook

CONTEXT = 160
"""Code points of the text printed before and after the passage."""

LEVEL_NAMES = {
    "L0": "asserted",
    "L1": "attributed",
    "L2": "vaguely attributed",
    "L3": "hearsay",
    "L4": "hedged",
    "L5": "distanced",
}


_CLASSES = frozenset(get_args(ActorClass))
_ACTORS = frozenset({"actor", "target"})


@dataclass(frozen=True, slots=True)
class Setting:
    """The theatre, which says what is shown and under which label, the codebook whose mappings are shown, and what
    people said of claims.
    """

    theatre: Theatre = field(default_factory=Theatre)
    book: "Codebook | None" = None
    reviewed: Reviewed = field(default_factory=Reviewed)


_PLAIN = Setting()


def card(
    reading: Reading, claim: Claim, events: Sequence[Event], discretion: Discretion, setting: Setting = _PLAIN
) -> Iterator[str]:
    """Yield the lines that show a claim with everything that stands beside it, and which rule said so."""
    document, mask = reading.document, discretion.masked
    title = mask(document.title) if document.title else "untitled"
    yield f"{claim.id}  {claim.kind}, {claim.realis}, polarity {claim.polarity}   [{claim.producer}: {claim.rule}]"
    yield f"Document    {document.publisher or 'publisher not known'}: {title} ({document.path})"
    yield f"            {document.published or 'undated'}; SHA-256 {document.sha256[:12]}; text {document.text_id}"
    yield f"Passage     {_context(reading, claim, discretion)}"
    yield from _chain(reading, claim, discretion)
    yield from _certainty(reading, claim, discretion)
    yield from _codes(reading, claim, discretion, setting.theatre)
    yield from _mappings(reading, claim, setting)
    yield from _where_and_when(reading, claim, discretion, setting.theatre)
    yield from _review(claim, discretion, setting.reviewed)
    for event in events:
        yield (
            f"Event       {event.id}: {len(event.claims)} claims, {event.origins_min} to {event.origins_max} origins, "
            f"{event.corroboration}"
        )
        for origin in event.origins:
            yield f"            {'●' if origin.certain else '○'} {mask(origin.name)}: {mask('; '.join(origin.reasons))}"


def _review(claim: Claim, discretion: Discretion, reviewed: Reviewed) -> Iterator[str]:
    """Yield what people said of a claim: its state, and other views that are kept beside."""
    state = reviewed.state(claim.id)
    if state != "machine":
        yield f"Review      {state}"
    for action in reviewed.dissents.get(claim.id, ()):
        what = f"{action.field.replace('_', ' ')} should be {action.value}: " if action.field else ""
        yield f"Dissent     {action.by}, {action.at[:10]}: {discretion.masked(what + action.reason)}"


def _context(reading: Reading, claim: Claim, discretion: Discretion) -> str:
    outer = hull(claim.evidence)
    start, end = max(0, outer.start - CONTEXT), min(len(reading.text), outer.end + CONTEXT)
    pieces, position = [], start
    for span in claim.evidence:
        if position < span.start:
            pieces.append(discretion.shown(reading, (Span(position, span.start),))[0])
        pieces.append(f"[[{discretion.shown(reading, (span,))[0]}]]")
        position = span.end
    if position < end:
        pieces.append(discretion.shown(reading, (Span(position, end),))[0])
    return f"…{squeeze(''.join(pieces))}…"


def _printed(reading: Reading, span: Span | None, discretion: Discretion) -> str:
    return squeeze(discretion.shown(reading, (span,))[0]) if span else "(no source printed)"


def _chain(reading: Reading, claim: Claim, discretion: Discretion) -> Iterator[str]:
    found = reading.first(Attribution, claim.id)
    if found is None:
        yield "Chain       no stage looked for one"
        return
    yield f"Chain       root {found.root_status}   [{found.producer}: {found.rule}]"
    yield f"            0. {reading.document.publisher or 'the publisher'}"
    bodies = by_mention(reading.of(Body))
    for number, link in enumerate(found.links, start=1):
        yield f"            {number}. {_hop(reading, link, discretion)}"
        body = bodies.get(link.span) if link.span else None
        if body is not None:
            yield f"               {_who(reading, body, discretion)}"
    for reason in found.review:
        yield f"            look at this first: {reason}"


def _hop(reading: Reading, link: Link, discretion: Discretion) -> str:
    cue = f", cue “{_printed(reading, link.cue, discretion)}” ({link.lexicon_id})" if link.cue else ""
    how = "".join(f", {word}" for word, on in (("inferred", link.inferred), ("anaphoric", link.anaphoric)) if on)
    proposed = discretion.masked(f"{link.proposed} ({link.note})") if link.proposed else ""
    mend = f"; proposed reading: {proposed}" if proposed else ""
    return f"{_printed(reading, link.span, discretion)}: {link.role}, {link.mode}, {link.commitment}{cue}{how}{mend}"


def _who(reading: Reading, body: Body, discretion: Discretion) -> str:
    """Return who a hop stands for: the fullest printed name, the register's entry, or all readings."""
    name = _printed(reading, body.name, discretion)
    times = f"{len(body.mentions)} mention{'' if len(body.mentions) == 1 else 's'}"
    known = f", {body.entry}" if body.entry else ""
    if body.readings:
        known = f"; not decided: {' or '.join(r.name for r in body.readings)}"
    return f"is “{name}” ({body.kind}{known}; {times} in this document)"


def _certainty(reading: Reading, claim: Claim, discretion: Discretion) -> Iterator[str]:
    level = reading.first(Level, claim.id)
    if level is not None:
        caveats = f"; caveats: {', '.join(level.caveats)}" if level.caveats else ""
        yield f"Certainty   {level.level} {LEVEL_NAMES[level.level]}: {level.reason}{caveats}   [{level.producer}]"
    for hedge in reading.about(Hedge, claim.id):
        yield f"            “{_printed(reading, hedge.span, discretion)}” {hedge.type} ({hedge.lexicon_id})"


def _codes(reading: Reading, claim: Claim, discretion: Discretion, theatre: Theatre) -> Iterator[str]:
    coding = reading.first(Coding, claim.id)
    if coding is not None:
        more = f" (also {', '.join(coding.secondary)})" if coding.secondary else ""
        sector = f"; sector {', '.join(coding.sector)}" if coding.sector else ""
        yield (
            f"Code        {coding.category}{more}{sector}   "
            f"[{coding.producer}, {coding.codebook} {coding.version}: {coding.rule}]"
        )
        yield from _why(reading, coding, discretion)
        for role in coding.roles:
            yield f"            {role.name}: {_filled(reading, role, discretion, theatre)}"
    status = reading.first(StatusObservation, claim.id)
    if status is not None:
        cause = f", cause {', '.join(status.cause)}" if status.cause else ""
        yield (
            f"Service     {status.sector}: {status.status}, change {status.change}, access {status.access}{cause}"
            f"   [{status.producer}: {status.rule}]"
        )


def _why(reading: Reading, coding: Coding, discretion: Discretion) -> Iterator[str]:
    """Yield the words that carried a category, the text of the codebook that is nearest, and the runner-up."""
    grounds = coding.grounds
    if grounds is None:
        return
    if grounds.words:
        printed = ", ".join(f"“{_printed(reading, word, discretion)}”" for word in sorted(grounds.words))
        yield f"            carried by {printed}"
    if grounds.example:
        yield f"            nearest in the codebook: “{grounds.example}”"
    if grounds.runner_up:
        yield f"            next best: {grounds.runner_up}, behind by {grounds.margin:.2f} of 1"


def _filled(reading: Reading, role: Role, discretion: Discretion, theatre: Theatre) -> str:
    """Return what fills a role: what is printed, and of an actor its class in the theatre's words for it."""
    printed = f"“{_printed(reading, role.span, discretion)}”" if role.span else "(not printed)"
    if role.name not in _ACTORS or role.value not in _CLASSES:
        return printed if role.span else discretion.masked(role.value or printed)
    found = cast("ActorClass", role.value)
    neutral = theatre.label_policy.bodies == "neutral_role" and found != "UNK"
    word = f"{'likely ' * role.inferred}{theatre.label_policy.word(found)}"
    return f"{word} ({found}), printed {printed}" if neutral else f"{printed}: {found}, {word}"


def _day(reading: Reading, claim: Claim) -> str | None:
    timing = reading.first(Timing, claim.id)
    stated = (timing.latest or timing.earliest) if timing else None
    return stated or (reading.document.published[:10] if reading.document.published else None)


def _mappings(reading: Reading, claim: Claim, setting: Setting) -> Iterator[str]:
    """Yield where the category stands in other schemes, as far as the theatre asks for it."""
    coding = reading.first(Coding, claim.id)
    known = {c.id: c for c in setting.book.categories} if setting.book is not None else {}
    category = known.get(coding.category) if coding is not None else None
    if category is None or setting.book is None:
        return
    theatre, maps = setting.theatre, category.maps
    if "plover" in theatre.show_maps and maps.plover:
        yield f"PLOVER      {maps.plover}"
    if "hxl" in theatre.show_maps and maps.sector:
        yield f"HXL         {maps.sector}"
    if "protection" in theatre.show_maps and maps.protection_risks:
        names = {risk.number: risk.name for risk in setting.book.protection_risks}
        yield f"Protection  {'; '.join(f'{n} {names.get(n, str())}'.strip() for n in maps.protection_risks)}"
    found = theatre.provisions(_day(reading, claim), occupation=maps.law_occupation, otherwise=maps.law_otherwise)
    for heading, cited in found.cited:
        yield f"Law         usually cited: {cited} ({heading})"
    if found.cited:
        frame = theatre.frame_on(_day(reading, claim))
        yield f"            frame by {frame.authority if frame else 'nobody'}; not a finding"
    if found.notice:
        yield f"            {found.notice}"


def _named(theatre: Theatre, place: Geolocation) -> str | None:
    """Return the name of a place by the theatre's label policy; that of the gazetteer where it is not the theatre's."""
    known = next((p for p in theatre.places if p.id == place.gazetteer_id), None)
    return theatre.place_label(known) if known is not None else place.name


def _where_and_when(reading: Reading, claim: Claim, discretion: Discretion, theatre: Theatre) -> Iterator[str]:
    for place in reading.about(Geolocation, claim.id):
        seen = discretion.place(reading, claim, place)
        point = f" {seen.lat:.3f}, {seen.lon:.3f} ± {seen.radius_km or 0:.0f} km" if seen.lat is not None else ""
        others = f"; or {', '.join(a.name for a in seen.alternatives[:3])}" if seen.ambiguous else ""
        yield (
            f"Place       “{_printed(reading, place.span, discretion)}” as {place.function}: "
            f"{_named(theatre, seen) or 'not resolved'} ({seen.precision}){point}{others}   "
            f"[{place.producer}: {place.rule}]"
        )
        entity = theatre.proclaimed(place.span.of(reading.text))
        if entity is not None:
            by = f" by {entity.by}" if entity.by else ""
            yield f"            {entity.name} was proclaimed{by}; it is printed as quoted, and is not the unit"
    for quantity in reading.about(Quantity, claim.id):
        yield (
            f"Quantity    “{_printed(reading, quantity.span, discretion)}”: "
            f"{quantity.min} to {quantity.max}, best {quantity.best}"
        )
    timing = reading.first(Timing, claim.id)
    if timing is not None:
        yield f"Time        {timing.event or 'not known'} (basis: {timing.basis})   [{timing.producer}: {timing.rule}]"
