"""What the situation screen shows around its map: filter bar with counts, days, list of places, kept views."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args
from urllib.parse import urlencode

from fastapi import Request

from reportedly import naming
from reportedly.desk import Desk
from reportedly.desk.model import Facet, Filter, Viewer
from reportedly.records import domain_of
from reportedly.records import values as v
from reportedly.web.bench import Bench
from reportedly.web.errors import NotFound
from reportedly.web.map_control import ControlView, control_days, control_view
from reportedly.web.map_places import Ground, ground_of
from reportedly.web.saved import Saved, SavedViews
from reportedly.web.screens.situation_asked import Asked, asked_of, seen
from reportedly.web.screens.situation_at import PlaceAt, place_at
from reportedly.web.screens.situation_tally import Heap, Tally, tally
from reportedly.web.words import said

LISTED = 100
"""Places of one page of the list beside the map."""

AREAS = 400
"""Areas that the filter offers; those with most claims go first, and what is left out is counted."""

_LEVELS = ("country", "adm1", "adm2", "adm3", "settlement", "facility", "vague_region")


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: its name, how many claims have it (None: not counted), whether it is chosen."""

    value: str
    name: str
    count: int | None = None
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Values of a filter under one heading."""

    name: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """The filter bar. `kept` are further parameters of the address that it goes on with."""

    areas: tuple[Group, ...]
    areas_left_out: int
    codes: tuple[Group, ...]
    codes_chosen: int
    hedge: tuple[Choice, ...]
    origins: tuple[Choice, ...]
    side: tuple[Choice, ...]
    review: tuple[Choice, ...]
    language: tuple[Choice, ...]
    names: tuple[Choice, ...]
    kept: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place of the list: what is reported there, by the least and the most origins of its events."""

    key: str
    name: str
    local: str
    precision: str
    claims: int
    statuses: int
    events: int
    least: int
    most: int
    contradicted: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """The screen: `claims` of `all_claims` fit, `day` is the shown one, `first` and `last` bound the axis."""

    asked: Asked
    bar: Bar
    claims: int
    all_claims: int
    events: int
    unplaced: int
    start: str
    end: str
    first: str
    last: str
    day: str
    as_of: str
    version: int
    changes: tuple[tuple[str, str], ...]
    places: tuple[PlaceRow, ...]
    all_places: int
    offset: int
    control: ControlView | None
    at: PlaceAt | None
    at_missing: str
    saved: tuple[Saved, ...]
    query: str
    whole_query: str
    address: str

    @property
    def panel_query(self) -> str:
        """The parameters of the matrix and the timeline beside the map."""
        day = {"day": self.day} if self.day else {}
        return "&".join(part for part in (self.query, urlencode({**day, "fragment": 1})) if part)

    @property
    def next_offset(self) -> int | None:
        """Where the next page of the list begins, None on the last one."""
        return self.offset + LISTED if self.offset + LISTED < self.all_places else None


def situation(request: Request, offset: int = 0) -> Situation:
    """Return the screen that an address asks for."""
    asked = asked_of(request)
    bench, desk, viewer = seen(request, asked)
    language: str = request.state.language
    shown = tally(desk, asked.filter, viewer)
    # The axis is that of everything, so that a filter does not move the shown day.
    first, last = _axis(bench, tally(desk, Filter(), viewer))
    day = asked.filter.end or last
    ground = ground_of(bench.project)
    at, missing = _at(bench, desk, asked, viewer, language)
    return Situation(
        asked=asked,
        bar=_bar(bench, desk, asked, viewer, language, ground),
        claims=shown.claims,
        all_claims=desk.counts().claims,
        events=shown.events,
        unplaced=shown.unplaced,
        start=asked.filter.start,
        end=asked.filter.end,
        first=first,
        last=last,
        day=day,
        as_of=asked.as_of,
        version=desk.version,
        changes=_changes(bench),
        places=_rows(ground, shown.heaps[offset : offset + LISTED], language),
        all_places=len(shown.heaps),
        offset=offset,
        control=control_view(bench.project, day, "", language) if day else None,
        at=at,
        at_missing=missing,
        saved=SavedViews(bench.project.out).of(viewer.name, "view"),
        query=asked.query(),
        whole_query=asked.query(days=False),
        address=f"/situation?{asked.query(selection=True)}".rstrip("?"),
    )


def _axis(bench: Bench, whole: Tally) -> tuple[str, str]:
    """Return the first and the last day of the slider, from the oldest claims to the newest report.

    What is announced for later days is drawn on the last one: its end is open.
    """
    if not whole.first:
        return control_days(bench.project) or ("", "")
    last = whole.reported or whole.last
    return min(whole.first, last), last


def _at(bench: Bench, desk: Desk, asked: Asked, viewer: Viewer, language: str) -> tuple[PlaceAt | None, str]:
    if not asked.place:
        return None, ""
    try:
        return place_at(bench.project, desk, asked.filter, viewer, asked.place, language=language), ""
    except NotFound:
        return None, asked.place


def _changes(bench: Bench) -> tuple[tuple[str, str], ...]:
    """Return the days on which the set of sources changed, each with the version from then on."""
    profiles = sorted((p for p in bench.project.theatre.source_profiles if p.since), key=lambda p: p.since or "")
    return tuple((profile.since or "", profile.version) for profile in profiles[1:])


def _rows(ground: Ground, heaps: Sequence[Heap], language: str) -> tuple[PlaceRow, ...]:
    names = ground.names([(heap.place_id, heap.name) for heap in heaps], language)
    return tuple(
        PlaceRow(
            key=heap.key,
            name=name,
            local=local,
            precision=heap.precision,
            claims=heap.claims,
            statuses=heap.statuses,
            events=len(heap.events),
            least=heap.least,
            most=heap.most,
            contradicted=heap.contradicted,
        )
        for heap, (name, local) in zip(heaps, names, strict=True)
    )


_FIELDS = frozenset({"area", "code", "hedge", "origins", "side", "review", "language", "names", "from", "to", "as_of"})


def _bar(bench: Bench, desk: Desk, asked: Asked, viewer: Viewer, language: str, ground: Ground) -> Bar:
    facets = desk.facets(asked.filter, viewer, ("codes", "side", "review", "language"))
    chosen = asked.filter
    areas, left_out = _areas(desk, viewer, chosen.area, language, ground)
    kept = {**chosen.query(), "place": asked.place, "sector": asked.sector or ",".join(chosen.sectors)}
    return Bar(
        areas=areas,
        areas_left_out=left_out,
        codes=_codes(bench, chosen, facets.get("codes", ()), language),
        codes_chosen=len(chosen.codes),
        hedge=_values(get_args(v.HedgeLevel), chosen.hedge),
        origins=tuple(
            Choice(str(n), str(n), chosen=chosen.origins == n) for n in sorted({0, 1, 2, 3, 5, chosen.origins})
        ),
        side=_counted(facets.get("side", ()), chosen.side, get_args(v.Side)),
        review=_counted(facets.get("review", ()), chosen.review, ("open", "accepted", "edited", "rejected")),
        language=_counted(facets.get("language", ()), chosen.language, ()),
        names=_values(("both", "printed", "local"), asked.names),
        kept=tuple((name, value) for name, value in kept.items() if name not in _FIELDS),
    )


def _values(values: Iterable[str], chosen: str) -> tuple[Choice, ...]:
    return tuple(Choice(value, value, chosen=value == chosen) for value in values)


def _counted(facets: Sequence[Facet], chosen: str, order: Sequence[str]) -> tuple[Choice, ...]:
    """Return values in their order, those without claims only where they are chosen."""
    counts = {facet.value: facet.count for facet in facets if facet.value}
    values = [value for value in order if value in counts or value == chosen]
    values += sorted(value for value in {*counts, chosen} - {""} if value not in values)
    return tuple(Choice(value, value, counts.get(value, 0), value == chosen) for value in values)


def _areas(desk: Desk, viewer: Viewer, chosen: str, language: str, ground: Ground) -> tuple[tuple[Group, ...], int]:
    known = desk.areas(viewer)
    offered = [area for at, area in enumerate(known) if at < AREAS or area.id == chosen]
    names = ground.names([(area.id, area.name) for area in offered], language)
    groups: dict[str, list[Choice]] = {}
    for area, (name, _) in zip(offered, names, strict=True):
        made = Choice(area.id, name or area.id, area.claims, area.id == chosen)
        groups.setdefault(area.precision, []).append(made)
    if chosen and not any(area.id == chosen for area in offered):
        groups.setdefault("", []).append(Choice(chosen, chosen, 0, True))
    levels = sorted(groups, key=lambda level: _LEVELS.index(level) if level in _LEVELS else len(_LEVELS))
    return tuple(Group(level, tuple(groups[level])) for level in levels), len(known) - len(offered)


def _codes(bench: Bench, chosen: Filter, facets: Sequence[Facet], language: str) -> tuple[Group, ...]:
    labels = naming.code_labels(bench.project.book, language)
    counts: Mapping[str, int] = {facet.value: facet.count for facet in facets}
    groups: dict[str, list[Choice]] = {}
    book = bench.project.book
    for code, name in [(c.id, c.name) for c in book.categories] + [(r.id, r.name) for r in book.routing]:
        picked = any(code.startswith(one) for one in chosen.codes)
        domain = domain_of(code)
        choice = Choice(code, labels.categories.get(code, name), counts.get(code, 0), picked)
        groups.setdefault(domain, []).append(choice)
    named = {"X": said(language, "situation.outside_codebook")} | dict(labels.domains)
    return tuple(Group(named.get(domain, domain), tuple(found)) for domain, found in groups.items())
