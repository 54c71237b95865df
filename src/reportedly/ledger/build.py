"""The ledger of a pile: its observations by cell, and each cell as it stands on a day."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.ledger.floors import EXACT, Floors
from reportedly.ledger.freshness import freshness_days
from reportedly.ledger.observations import Cell, Observation, Place, context_of, observations, ordinal
from reportedly.ledger.steps import interval, iso, standing, steps
from reportedly.records import Event, Reading, ServiceStatus, Theatre
from reportedly.records.floors import LADDER

_NO_OVERRIDE: Mapping[str, int] = {}


@dataclass(frozen=True)
class Projection:
    """All observations of a pile by cell, those without a day apart; any day can be asked of it.

    `days` gives the days for which a report on a sector holds where neither the pile's settings nor the theatre
    leave it to the default. `withheld` are claims whose place may not be told, and no unit around it is known.
    """

    places: Mapping[str, Place]
    dated: Mapping[Cell, Sequence[Observation]]
    undated: Mapping[Cell, Sequence[Observation]]
    latest: int | None
    days: Sequence[Mapping[str, int]] = ()
    withheld: frozenset[str] = field(default_factory=frozenset)

    def cells(self, on: int | None, *, since: int | None = None) -> list[ServiceStatus]:
        """Return the cells as they stand on a day (an ordinal), sorted by place name and sector.

        A cell of which nothing vouches for that day or an earlier one is left out; those without any day are not.
        With `since` (an ordinal) intervals that ended by that day may be missing.
        """
        found = [made for cell in self.dated if (made := self.cell(cell, on, since=since))]
        found += [made for cell in self.undated if (made := self.cell(cell, on, undated=True))]
        return sorted(found, key=lambda s: (s.place_name, s.place, s.sector, s.undated))

    def there(self, on: int | None) -> Iterator[tuple[Cell, bool]]:
        """Yield the cells that `cells` returns for a day, without working them out; True for those without any day."""
        for cell, group in self.dated.items():
            if any(o.since is not None and o.until is not None and (on is None or o.since <= on) for o in group):
                yield cell, False
        yield from ((cell, True) for cell in self.undated)

    def cell(
        self, cell: Cell, on: int | None, *, since: int | None = None, undated: bool = False
    ) -> ServiceStatus | None:
        """Return one cell as it stands on a day, or of what is told without a day; None where nothing vouches."""
        if undated:
            return _undated(cell, self.places[cell.place], self.undated[cell]) if cell in self.undated else None
        days = freshness_days(cell.sector, *self.days)
        return self._standing(cell, self.dated.get(cell, ()), (on, since), days)

    def _standing(
        self, cell: Cell, group: Sequence[Observation], when: tuple[int | None, int | None], days: int
    ) -> ServiceStatus | None:
        on, since = when
        intervals = steps(group, on=on, since=since)
        if not intervals:
            return None
        place = self.places[cell.place]
        last = max(_vouched(o, on) for o in standing(group, on=on))
        fresh_until = last + days
        stale = on is not None and on > fresh_until
        current = intervals[-1].status
        return ServiceStatus(
            place=cell.place,
            place_name=place.name,
            level=place.level,
            sector=cell.sector,
            as_of=iso(on) if on is not None else None,
            status="unknown" if stale else current,
            intervals=intervals,
            stale=stale,
            last_status=current,
            last_reported=iso(last),
            fresh_until=iso(fresh_until),
            lat=place.lat,
            lon=place.lon,
        )


def project(
    readings: Sequence[Reading],
    events: Sequence[Event],
    *,
    theatre: Theatre,
    freshness: Mapping[str, int] = _NO_OVERRIDE,
    floors: Floors = EXACT,
) -> Projection:
    """Return the observations of a pile by cell (DOMAIN 2.10).

    `freshness` gives days by sector, over the theatre's and the default ones. `floors` know what holds a place, by
    which a facility is counted with the settlement around it, and coarsen what may not be told exactly. Observations
    on a region make cells of the region and never fill those of its settlements.
    """
    context = context_of(events, theatre, floors)
    places: dict[str, Place] = {}
    dated: dict[Cell, list[Observation]] = defaultdict(list)
    undated: dict[Cell, list[Observation]] = defaultdict(list)
    for cell, place, observed in observations(sorted(readings, key=lambda r: r.document.id), context):
        known = places.get(cell.place)
        if known is None or (_rank(place.level), place.name) < (_rank(known.level), known.name):
            places[cell.place] = place
        (undated if observed.since is None else dated)[cell].append(observed)
    settings = (freshness, theatre.freshness_days)
    return Projection(places, dated, undated, latest_day(readings), settings, frozenset(context.withheld))


def build_ledger(
    readings: Sequence[Reading],
    events: Sequence[Event],
    *,
    theatre: Theatre,
    freshness: Mapping[str, int] = _NO_OVERRIDE,
    reported_by: str | None = None,
    floors: Floors = EXACT,
) -> list[ServiceStatus]:
    """Return the ledger cells, place x sector, as they stand on the day of the latest report.

    `reported_by` is an ISO day: reports published later are left out, and the cells stand as on that day. This is
    neither the day of which a state is asked (`Projection.cells`) nor the time at which the record is asked
    (`known_by` of the store). The rest is as for `project`.
    """
    last = ordinal(reported_by)
    kept = [r for r in readings if last is None or (ordinal(r.document.published) or last) <= last]
    made = project(kept, events, theatre=theatre, freshness=freshness, floors=floors)
    return made.cells(last if last is not None else made.latest)


def latest_day(readings: Sequence[Reading]) -> int | None:
    """Return the ordinal day of the latest report, None where no report has a date."""
    return max((day for reading in readings if (day := ordinal(reading.document.published)) is not None), default=None)


def _rank(level: str) -> int:
    """Return how coarse a level is, 0 for the finest."""
    return LADDER.index(level) if level in LADDER else len(LADDER)


def _vouched(one: Observation, on: int | None) -> int:
    """Return the last day for which an observation vouches, up to `on`."""
    until = one.until or 0
    return until if on is None else min(until, on)


def _undated(cell: Cell, place: Place, group: Sequence[Observation]) -> ServiceStatus:
    made = interval(group, since=None)
    return ServiceStatus(
        cell.place,
        place.name,
        place.level,
        cell.sector,
        None,
        made.status,
        (made,),
        undated=True,
        last_status=made.status,
        lat=place.lat,
        lon=place.lon,
    )
