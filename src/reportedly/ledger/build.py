"""The ledger of a pile."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from reportedly.ledger.freshness import freshness_days
from reportedly.ledger.observations import Cell, Observation, Parents, Place, context_of, observations, ordinal
from reportedly.ledger.steps import interval, iso, steps
from reportedly.records import Event, Reading, ServiceStatus, Theatre

_NO_OVERRIDE: Mapping[str, int] = {}


def build_ledger(
    readings: Sequence[Reading],
    events: Sequence[Event],
    *,
    theatre: Theatre,
    freshness: Mapping[str, int] = _NO_OVERRIDE,
    as_of: str | None = None,
    parents: Parents | None = None,
) -> list[ServiceStatus]:
    """Return the ledger cells, place x sector, sorted by place name and sector (DOMAIN 2.10).

    `freshness` gives days by sector, over the theatre's and the default ones. `as_of` is an ISO day, by
    default that of the latest report; later reports are left out. `parents` returns the places that
    contain a place: a facility is counted with the settlement around it. Observations on a region make
    cells of the region and never fill those of its settlements. Claims of undated reports make
    cells of their own with `undated` set and no day.
    """
    today = ordinal(as_of) if as_of else _latest(readings)
    places: dict[str, Place] = {}
    cells: dict[Cell, list[Observation]] = defaultdict(list)
    undated: dict[Cell, list[Observation]] = defaultdict(list)
    ordered = sorted(readings, key=lambda r: r.document.id)
    for cell, place, observed in observations(ordered, context_of(events, theatre, parents)):
        known = places.get(cell.place)
        if known is None or (place.level, place.name) < (known.level, known.name):
            places[cell.place] = place
        if observed.since is None:
            undated[cell].append(observed)
        elif today is None or (observed.reported or observed.since) <= today:
            cells[cell].append(observed)
    found = [
        _status(cell, places[cell.place], group, today, freshness_days(cell.sector, freshness, theatre.freshness_days))
        for cell, group in cells.items()
    ]
    found += [_undated(cell, places[cell.place], group) for cell, group in undated.items()]
    return sorted(found, key=lambda s: (s.place_name, s.place, s.sector, s.undated))


def _latest(readings: Sequence[Reading]) -> int | None:
    days = [day for reading in readings if (day := ordinal(reading.document.published)) is not None]
    return max(days, default=None)


def _status(cell: Cell, place: Place, group: Sequence[Observation], today: int | None, days: int) -> ServiceStatus:
    intervals = steps(group)
    last = max(o.until for o in group if o.until is not None)
    fresh_until = last + days
    stale = today is not None and today > fresh_until
    current = intervals[-1].status
    return ServiceStatus(
        place=cell.place,
        place_name=place.name,
        level=place.level,
        sector=cell.sector,
        as_of=iso(today) if today is not None else None,
        status="unknown" if stale else current,
        intervals=intervals,
        stale=stale,
        last_status=current,
        last_reported=iso(last),
        fresh_until=iso(fresh_until),
        lat=place.lat,
        lon=place.lon,
    )


def _undated(cell: Cell, place: Place, group: Sequence[Observation]) -> ServiceStatus:
    made = interval(group, since=None)
    return ServiceStatus(
        place=cell.place,
        place_name=place.name,
        level=place.level,
        sector=cell.sector,
        as_of=None,
        status=made.status,
        intervals=(made,),
        undated=True,
        last_status=made.status,
        lat=place.lat,
        lon=place.lon,
    )
