"""The silence layer: reports for each place against its own past and its neighbours. It counts, and nothing else.

No news is not read as no problem, and not as a problem: a place that went quiet gets no state from it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportedly.ledger.area import Spot
from reportedly.ledger.floors import EXACT, Floors
from reportedly.ledger.observations import ordinal, spoken_of
from reportedly.ledger.outlets import Outlet, SourceChange, outlet_changes, outlets
from reportedly.ledger.rates import ALPHA, fewer_than_before, fewer_than_others
from reportedly.ledger.steps import iso
from reportedly.records import Claim, Coding, Event, Reading
from reportedly.records.geo import distance_km
from reportedly.records.recalled import is_recalled
from reportedly.text import name_key

Verdict = Literal["never_reported", "silent", "quieter", "usual", "too_little"]
Period = Literal["week", "month"]
DAYS: Mapping[Period, int] = {"week": 7, "month": 30}
"""A period is so many days, counted back from the day asked about: the last one is always whole."""

MOST_PERIODS = 12
"""So many periods before the last one are the past."""

LEAST_PERIODS = 3
"""With a shorter past nothing is said of a place."""

NEAR_KM = 30.0
"""Places are neighbours within this distance where no unit of the second or third order holds them."""


_KM_OF_DEGREE = 111.0
"""A degree of latitude, rounded down."""


@dataclass(frozen=True, slots=True)
class Report:
    """One document that speaks of one place: its day, its publisher and the origins of what it says there."""

    document: str
    place: str
    day: int
    publisher: str
    origins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quiet:
    """How much is reported of one place.

    `counts` are documents by period, oldest first, the last one ending on the day asked about; `origins` are the
    distinct origins of the last period. `expected` is the mean of the earlier periods, None where there are too few.
    `chance` is that of so few documents at an unchanged rate, `beside` that at an unchanged share of what is
    reported of the `neighbours`; `steady` is `chance` counting only outlets that wrote both in the last period and
    before. `explained` says that the drop is gone, or cannot be told, once those outlets alone are counted.
    """

    place: Spot
    verdict: Verdict
    counts: tuple[int, ...]
    origins: int
    last: str | None
    days_silent: int | None
    expected: float | None = None
    chance: float | None = None
    steady: float | None = None
    beside: float | None = None
    neighbours: int = 0
    explained: bool = False


@dataclass(frozen=True, slots=True)
class Silence:
    """The layer: one `Quiet` for every place, and the days on which the set of sources changed.

    `since` is the first day that is counted, `undated` the documents without a day, `coarsened` the reports whose
    place may only be told as a unit and which are counted there. `tested` is for how many places a chance was
    worked out: about one in twenty of them looks quieter by chance alone.
    """

    on: str
    since: str
    period: Period
    places: tuple[Quiet, ...]
    sources: tuple[SourceChange, ...]
    outlets: tuple[Outlet, ...]
    tested: int
    undated: int
    coarsened: int


@dataclass(frozen=True, slots=True)
class Watch:
    """What is counted: up to which day (ISO), in periods of which length, and only claims of which sectors (none: all).

    `profiles` are the days (ISO) on which a theatre began to follow other sources, each with its version.
    """

    on: str
    period: Period = "week"
    sectors: frozenset[str] = frozenset()
    profiles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class _Windows:
    """The periods up to a day; the record may begin inside the oldest one, which is then left out."""

    on: int
    length: int
    count: int

    def index(self, day: int) -> int | None:
        """Return the number of a day's period, oldest 0; None for a day outside of all."""
        back = (self.on - day) // self.length
        return self.count - 1 - back if 0 <= back < self.count else None

    @property
    def first(self) -> int:
        return self.on - self.length * self.count + 1


@dataclass
class _Tellings:
    reports: list[Report] = field(default_factory=list)
    undated: set[str] = field(default_factory=set)
    coarsened: set[tuple[str, str]] = field(default_factory=set)


def silence(
    readings: Sequence[Reading],
    events: Sequence[Event],
    places: Sequence[Spot],
    watch: Watch,
    *,
    floors: Floors = EXACT,
) -> Silence:
    """Return how much is reported of each place up to a day, and whether that is less than usual.

    A document counts for a place once, on its day of publication, if a claim of it speaks of the place (event,
    subject or destination; places of origin, seats, examples and what is only recalled do not count), and with
    sectors only if that claim is coded with one of them. Places finer than their floor count as the unit that holds
    them. Units do not count for their settlements.
    """
    day = ordinal(watch.on) or 0
    told = _tellings(readings, events, watch.sectors, floors)
    dated = [r for r in readings if (d := ordinal(r.document.published)) is not None and d <= day]
    begun = min((ordinal(r.document.published) or day for r in dated), default=day)
    length = DAYS[watch.period]
    windows = _Windows(day, length, max(1, min(MOST_PERIODS + 1, (day - begun + 1) // length)))
    by_place: dict[str, list[Report]] = defaultdict(list)
    for report in told.reports:
        if report.day <= day:
            by_place[report.place].append(report)
    writing = outlets(dated, begun=begun, on=day)
    steady = frozenset(o.key for o in writing if o.first < iso(day - length + 1) <= o.last)
    neighbours = _Neighbours(places)
    found = [_quiet(place, neighbours, by_place, windows, steady) for place in places]
    return Silence(
        on=iso(day),
        since=iso(windows.first),
        period=watch.period,
        places=tuple(found),
        sources=_marks(writing, watch, begun, day),
        outlets=writing,
        tested=sum(1 for q in found if q.chance is not None),
        undated=len(told.undated),
        coarsened=len(told.coarsened),
    )


def spoken_places(readings: Sequence[Reading], floors: Floors = EXACT) -> frozenset[str]:
    """Return the ids of all places that some document speaks of, as they may be told."""
    told = _tellings(readings, (), frozenset(), floors, recalled=True)
    return frozenset(report.place for report in told.reports)


def _marks(writing: Sequence[Outlet], watch: Watch, begun: int, day: int) -> tuple[SourceChange, ...]:
    """Return the days on which the set of sources changed, as seen in the documents and as the theatre says."""
    profiles = [SourceChange(since, version, "profile") for since, version in watch.profiles if since <= iso(day)]
    seen = outlet_changes(writing, begun=begun, on=day)
    return tuple(sorted((*seen, *profiles), key=lambda c: (c.day, c.kind, c.outlet)))


def _quiet(
    place: Spot,
    neighbours: "_Neighbours",
    by_place: Mapping[str, list[Report]],
    windows: _Windows,
    steady: frozenset[str],
) -> Quiet:
    mine = by_place.get(place.id, [])
    if not mine:
        return Quiet(place, "never_reported", (0,) * windows.count, 0, None, None)
    counts = _counts(mine, windows)
    last = max(report.day for report in mine)
    current = [r for r in mine if windows.index(r.day) == windows.count - 1]
    origins = len(frozenset[str]().union(*(r.origins for r in current)))
    quiet = Quiet(place, "usual", counts, origins, iso(last), windows.on - last)
    now, before, past = counts[-1], sum(counts[:-1]), windows.count - 1
    if past < LEAST_PERIODS:
        return replace(quiet, verdict="too_little")
    chance = fewer_than_before(now, before, periods=past)
    near = neighbours.of(place)
    theirs = [_counts(by_place.get(other.id, []), windows) for other in near]
    others_now, others_before = sum(c[-1] for c in theirs), sum(sum(c[:-1]) for c in theirs)
    going_on = _counts([r for r in mine if r.publisher in steady], windows)
    alone = fewer_than_before(going_on[-1], sum(going_on[:-1]), periods=past)
    beside = None
    if others_now + others_before:
        beside = fewer_than_others(now, before, others_now=others_now, others_before=others_before)
    fewer = chance <= ALPHA
    verdict: Verdict = "quieter" if fewer else "usual"
    if now == 0:
        verdict = "silent"
    return replace(
        quiet,
        verdict=verdict,
        expected=before / past,
        chance=chance,
        steady=alone,
        beside=beside,
        neighbours=len(near),
        explained=fewer and alone > ALPHA,
    )


def _counts(reports: Iterable[Report], windows: _Windows) -> tuple[int, ...]:
    found = [0] * windows.count
    for report in reports:
        index = windows.index(report.day)
        if index is not None:
            found[index] += 1
    return tuple(found)


class _Neighbours:
    """Which places are compared: the settlements of the same unit of the third or second order, else those near by."""

    def __init__(self, places: Sequence[Spot]) -> None:
        self._places = places
        self._units: dict[str, list[Spot]] = defaultdict(list)
        for place in places:
            for unit in place.units:
                if unit.level in ("adm3", "adm2"):
                    self._units[unit.id].append(place)

    def of(self, place: Spot) -> list[Spot]:
        """Return the neighbours of a place."""
        for level in ("adm3", "adm2"):
            unit = next((u.id for u in place.units if u.level == level), "")
            inside = [p for p in self._units.get(unit, ()) if p.id != place.id]
            if inside:
                return inside
        if place.lat is None or place.lon is None:
            return []
        here = (place.lon, place.lat)
        return [
            p
            for p in self._places
            if p.id != place.id
            and p.lat is not None
            and p.lon is not None
            and abs(p.lat - place.lat) * _KM_OF_DEGREE <= NEAR_KM
            and distance_km(here, (p.lon, p.lat)) <= NEAR_KM
        ]


def _tellings(
    readings: Sequence[Reading],
    events: Sequence[Event],
    sectors: frozenset[str],
    floors: Floors,
    *,
    recalled: bool = False,
) -> _Tellings:
    origins: dict[str, set[str]] = defaultdict(set)
    for event in events:
        for origin in event.origins:
            for claim in origin.claims:
                origins[claim].add(origin.key)
    told = _Tellings()
    for reading in readings:
        spoken: dict[str, set[str]] = defaultdict(set)
        for one in reading.of(Claim):
            if _counts_for(reading, one, sectors) and (recalled or not is_recalled(reading, one.id)):
                for place in _told_at(reading, one, floors, told):
                    spoken[place] |= origins.get(one.id, set())
        day = ordinal(reading.document.published)
        if day is None and spoken:
            told.undated.add(reading.document.id)
        elif day is not None:
            key = name_key(reading.document.publisher or "")
            told.reports += [Report(reading.document.id, p, day, key, frozenset(o)) for p, o in spoken.items()]
    return told


def _counts_for(reading: Reading, claim: Claim, sectors: frozenset[str]) -> bool:
    if not sectors:
        return True
    coding = reading.first(Coding, claim.id)
    return coding is not None and not sectors.isdisjoint(coding.sector)


def _told_at(reading: Reading, claim: Claim, floors: Floors, told: _Tellings) -> Iterator[str]:
    """Yield the ids of the places of a claim as they may be told: a facility as its settlement."""
    for geo in spoken_of(reading, claim.id):
        if geo.gazetteer_id is None or geo.example:
            continue
        key = floors.settlement_of(geo.gazetteer_id) if geo.precision == "facility" else geo.gazetteer_id
        level = floors.coarsest(reading, claim, geo, key or geo.gazetteer_id, housed=key is not None)
        if level is None:
            yield key or geo.gazetteer_id
        else:
            told.coarsened.add((reading.document.id, geo.gazetteer_id))
            unit = floors.unit_of(geo.gazetteer_id, level)
            if unit is not None:
                yield unit.id
