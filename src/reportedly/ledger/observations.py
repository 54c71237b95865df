"""What the claims of a pile say about services, one observation for each place."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from reportedly.ledger.floors import EXACT, Floors
from reportedly.ledger.shares import details_of
from reportedly.records import (
    Claim,
    Coding,
    Event,
    Geolocation,
    Level,
    Origin,
    Quantity,
    Reading,
    StatusObservation,
    Theatre,
    Timing,
)
from reportedly.records.event import Detail
from reportedly.records.floors import LADDER
from reportedly.records.recalled import days_recalled, is_recalled
from reportedly.records.values import Access, Change, Precision, ServiceState
from reportedly.text import name_key

Parents = Callable[[str], Sequence[str]]

CORRECTED = "corrected by the same source"
"""How the reason of such a contradiction begins; its right side then replaces its left side."""

PRINTED = "printed:"
"""How the key of a place begins that no gazetteer knows."""

KINDS = frozenset(kind.__name__ for kind in (Claim, Coding, Geolocation, Level, Quantity, StatusObservation, Timing))
"""The kinds of records that are looked at, all of them beside claims that tell how a service works."""

_NARROW = ("facility", "settlement", "adm3")
_TOWN = LADDER.index("settlement")
_NOT_REPORTED = frozenset({"assessment", "prediction", "legal_characterisation"})
_HYPOTHETICAL = frozenset({"conditional", "hypothetical"})
_AHEAD = frozenset({"planned", "ordered"})


@dataclass(frozen=True, slots=True)
class Cell:
    """One place and one sector of the ledger."""

    place: str
    sector: str


@dataclass(frozen=True, slots=True)
class Place:
    """Name, level and degrees of a cell's place."""

    name: str
    level: Precision
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class Observation:
    """One claim's state of one service in one place.

    `since` and `until` are the ordinal days for which the claim itself vouches, None where nothing dates
    it; `reported` is the day of the report, of a reminder the day it states. `origins` are those of the
    claim's events, `corrected_by` the claims with which the same source set this one right. `announced` ones
    say what is planned, not what is; `recalled` ones stand in a reminder of older events.
    """

    claim: str
    document: str
    publisher: str
    status: ServiceState
    since: int | None
    until: int | None
    reported: int | None
    change: Change
    cause: tuple[str, ...]
    access: Access
    origins: tuple[Origin, ...]
    corrected_by: frozenset[str] = frozenset()
    provider: str = "unknown"
    details: tuple[Detail, ...] = ()
    announced: bool = False
    recalled: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """The origins by key."""
        return frozenset(origin.key for origin in self.origins)


@dataclass(frozen=True, slots=True)
class Context:
    """What all observations share: origins and corrections by claim, background claims, containing places, floors."""

    origins: Mapping[str, tuple[Origin, ...]]
    corrections: Mapping[str, frozenset[str]]
    background: frozenset[str]
    parents: Parents
    settlements: Mapping[str, Place]
    floors: Floors = EXACT
    withheld: set[str] = field(default_factory=set)


def context_of(events: Iterable[Event], theatre: Theatre, floors: Floors = EXACT) -> Context:
    """Return the context of a pile; `floors` coarsen places, and `withheld` collects the claims left without one."""
    origins: dict[str, tuple[Origin, ...]] = {}
    corrections: dict[str, frozenset[str]] = {}
    background: set[str] = set()
    for event in events:
        background.update(event.background)
        for dispute in event.contradictions:
            if dispute.reason.startswith(CORRECTED):
                for claim in dispute.left:
                    corrections[claim] = corrections.get(claim, frozenset()) | frozenset(dispute.right)
        origins |= dict.fromkeys(event.claims, ())
        for origin in event.origins:
            for claim in origin.claims:
                origins[claim] = (*origins.get(claim, ()), origin)
    up = {place.id: place.parent for place in theatre.places}
    settlements: dict[str, Place] = {
        place.id: Place(place.name, "settlement", place.lat, place.lon)
        for place in theatre.places
        if place.kind == "settlement"
    }

    def own(place: str) -> tuple[str, ...]:
        above = up.get(place)
        return (above,) if above else ()

    return Context(
        origins, corrections, frozenset(background - origins.keys()), floors.above or own, settlements, floors
    )


def observations(readings: Sequence[Reading], context: Context) -> Iterator[tuple[Cell, Place, Observation]]:
    """Yield every observation with its cell.

    Left out are claims with a routing code, denials, assessments, predictions and hypotheses, summaries,
    reminders that state no day or recall a plan, states that are unknown, and observations without any place.
    """
    for reading in readings:
        for claim in reading.of(Claim):
            if _usable(reading, claim, context):
                for observed in reading.about(StatusObservation, claim.id):
                    if observed.status != "unknown" and not _only_announced(claim, observed):
                        made = _observation(reading, claim, observed, context)
                        for key, place, facility in _places(reading, claim, context):
                            details = details_of(reading, claim, made.status, facility)
                            yield Cell(key, observed.sector), place, replace(made, details=details)


def _usable(reading: Reading, claim: Claim, context: Context) -> bool:
    coding = reading.first(Coding, claim.id)
    return (
        coding is not None
        and not coding.category.rpartition(".")[2].startswith("X")
        and claim.polarity != "-"
        and claim.kind not in _NOT_REPORTED
        and claim.realis not in _HYPOTHETICAL
        and claim.id not in context.background
        and not _only_background(reading, claim)
    )


def _only_background(reading: Reading, claim: Claim) -> bool:
    """Say whether a claim reminds of something older without its day, or of a plan, which says nothing of that day."""
    if not is_recalled(reading, claim.id):
        return False
    return claim.realis in _AHEAD or days_recalled(reading, claim.id) == (None, None)


def _only_announced(claim: Claim, observed: StatusObservation) -> bool:
    """Say whether the claim announces an end or a cut: that says nothing of how the service works today."""
    return claim.realis in _AHEAD and observed.status not in ("full", "partial", "not_opened")


def _observation(reading: Reading, claim: Claim, observed: StatusObservation, context: Context) -> Observation:
    ahead = claim.realis in _AHEAD
    since, until, reported = _vouched_days(reading, claim)
    status: ServiceState = "not_opened" if ahead and observed.status in ("full", "partial") else observed.status
    return Observation(
        claim=claim.id,
        document=reading.document.id,
        publisher=name_key(reading.document.publisher or ""),
        status=status,
        since=since,
        until=until,
        reported=reported,
        change=observed.change,
        cause=observed.cause,
        access=observed.access,
        origins=context.origins.get(claim.id, ()),
        corrected_by=context.corrections.get(claim.id, frozenset()),
        provider=observed.provider,
        announced=ahead,
        recalled=is_recalled(reading, claim.id),
    )


def _vouched_days(reading: Reading, claim: Claim) -> tuple[int | None, int | None, int | None]:
    """Return the first and last day for which a claim vouches, and the day that it was reported, as ordinals."""
    published = ordinal(reading.document.published)
    if is_recalled(reading, claim.id):
        first, last = map(ordinal, days_recalled(reading, claim.id))
        return first if first is not None else last, last, last
    timing = reading.first(Timing, claim.id)
    first = ordinal(timing.earliest) if timing else None
    last = ordinal(timing.latest) if timing else None
    if claim.realis in _AHEAD or (timing and timing.basis == "published"):
        # A plan says how things stand on the day it is announced: not open yet.
        first, last = (None, None) if published is not None else (first, last)
    until = last if last is not None else published if published is not None else first
    if until is not None and published is not None:
        until = min(until, published)
    since = first if first is not None and until is not None and first <= until else until
    return since, until, published


def _places(reading: Reading, claim: Claim, context: Context) -> list[tuple[str, Place, str | None]]:
    """Return the places of a claim: settlements before regions, a facility as the settlement around it.

    Each comes with the facility that was printed, if it was one. A place that is finer than its floor is given as
    the unit that holds it; a claim whose unit is not known has no place.
    """
    chosen = spoken_of(reading, claim.id)
    narrow = [place for place in chosen if place.precision in _NARROW]
    found: dict[str, tuple[Place, str | None]] = {}
    for geo in narrow or chosen:
        printed = geo.span.of(reading.text)
        # A printed name that no gazetteer knows still has a cell of its own, without degrees.
        own = PRINTED + printed.casefold()
        key = geo.gazetteer_id or own
        around_seat = _is_around_seat(geo, context)
        facility = printed if geo.precision == "facility" else None
        place: Place | None = Place(geo.name or printed, geo.precision, geo.lat, geo.lon)
        around = _around(key, context) if facility else None
        if around is not None:
            key, place = around, context.settlements[around]
        level = context.floors.coarsest(reading, claim, geo, key, housed=around is not None)
        if level is not None:
            # A facility by its name would tell the settlement again.
            (key, place), facility = _coarser(key, level, context), None
        elif around_seat:
            key, place = own, Place(printed, geo.precision, geo.lat, geo.lon)
        if place is None:
            context.withheld.add(claim.id)
        elif facility is None or key not in found:
            found[key] = (place, facility)
    return [(key, *found[key]) for key in sorted(found)]


def _is_around_seat(geo: Geolocation, context: Context) -> bool:
    """Say whether a place is a unit of which only the seat is known: "Dorrin district" under the id of Dorrin.

    What is said of such a unit is not said of the town: it has a cell of its own, by its printed name.
    """
    if geo.gazetteer_id is None or geo.precision not in LADDER or LADDER.index(geo.precision) <= _TOWN:
        return False
    entry = context.floors.known(geo.gazetteer_id) if context.floors.known is not None else None
    return geo.gazetteer_id in context.settlements or (entry is not None and entry.precision == "settlement")


def spoken_of(reading: Reading, claim: str) -> list[Geolocation]:
    """Return the places that a claim speaks of: where it happens, else where it goes, else what it is about."""
    located = reading.about(Geolocation, claim)
    for function in ("event", "destination", "subject"):
        chosen = [place for place in located if place.function == function]
        if chosen:
            return chosen
    return []


def _coarser(key: str, level: str, context: Context) -> tuple[str, Place | None]:
    unit = context.floors.unit_of(key, level)
    return (unit.id, Place(unit.name, unit.precision, unit.lat, unit.lon)) if unit is not None else (key, None)


def _around(facility: str, context: Context) -> str | None:
    return next((above for above in context.parents(facility) if above in context.settlements), None)


def ordinal(day: str | None) -> int | None:
    """Return the ordinal of an ISO day or time, None where there is none."""
    if day is None:
        return None
    try:
        return date.fromisoformat(day[:10]).toordinal()
    except ValueError:
        return None
