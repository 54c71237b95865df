"""Where the matrix takes its observations from: the record of now or of another time, kept until it changes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any
from weakref import WeakKeyDictionary

from reportedly.desk.model import Filter, Viewer
from reportedly.history import floors_of, places_of, record_of
from reportedly.ledger import Ask, Places, Projection, Sheet, Spot, make_sheet, project
from reportedly.ledger.days import moment_of
from reportedly.ledger.observations import Cell, Observation
from reportedly.records import Reading, ServiceStatus
from reportedly.records.withhold import Discretion
from reportedly.review import take
from reportedly.web.bench import Bench
from reportedly.web.lately import Lately

_AT_ONCE = 5_000

_MOST = 12
"""Projections kept at once: days of the record that were asked for, exact and coarsened."""


@dataclass
class _Kept:
    """What is read of one desk once, not for each of its states."""

    places: Places | None = None
    coded: tuple[int, int] = (-1, -1)
    telling: dict[str, Reading] = field(default_factory=dict)


_desks: "WeakKeyDictionary[Any, _Kept]" = WeakKeyDictionary()


class _Remembering(Projection):
    """A projection that works out each day once."""

    def cells(self, on: int | None) -> list[ServiceStatus]:
        """Return the cells as they stand on a day (an ordinal)."""
        made: dict[int | None, list[ServiceStatus]] = self.__dict__.setdefault("_days", {})
        if on not in made:
            if len(made) >= _MOST:
                made.clear()
            made[on] = super().cells(on)
        return made[on]


@dataclass(frozen=True)
class Known:
    """What the record says of services: its observations, what may be printed, and where places lie."""

    projection: Projection
    discretion: Discretion
    places: Places
    as_of: str | None


_known: Lately[Known] = Lately()


def known(bench: Bench, viewer: Viewer, as_of: str | None = None) -> Known:
    """Return the observations as a viewer may see them, of now or as known at `as_of` (a day or a time, ISO).

    On a large project those of now may be of a moment ago: after a decision they are made anew in the background.

    Raises a ReportedlyError for a time that is none.
    """
    moment = moment_of(as_of) if as_of else None
    return _known.get(bench.desk, (moment, viewer.exact), lambda: _made(bench, viewer, moment))


def _made(bench: Bench, viewer: Viewer, moment: str | None) -> Known:
    store, theatre = bench.project.store, bench.project.theatre
    kept = _desks.setdefault(bench.desk, _Kept())
    places = kept.places = kept.places or places_of(theatre)
    if moment is None:
        events, readings = store.events(), _readings(bench, kept)
    else:
        record = record_of(bench.project, moment)
        readings, events = take(store.reviews(known_by=moment), record.readings).readings, record.joined.events
    floors = floors_of(theatre, places, exact=viewer.exact)
    found = project(readings, events, theatre=theatre, floors=floors)
    made = _Remembering(**{one.name: getattr(found, one.name) for one in fields(found)})
    return Known(made, bench.desk.discretion(viewer), places, moment)


def _readings(bench: Bench, kept: _Kept) -> list[Reading]:
    """Return the documents that tell how services work, as people left them.

    What stages made of them is read once, until a stage writes again; documents that were decided on are read anew.
    """
    store = bench.project.store
    coded = store.coded_up_to()
    if kept.coded != coded:
        kept.telling = {reading.document.id: reading for reading in store.states(NEEDED)}
        kept.coded = coded
    actions = store.reviews()
    decided = {quote.document for action in actions for quote in action.quotes}
    revised = take(actions, store.readings_of(decided)).readings if decided else []
    names = {reading.document.id for reading in revised}
    return [*(r for document, r in kept.telling.items() if document not in names), *revised]


NEEDED = ("Passage", "Claim", "Coding", "Geolocation", "Timing", "StatusObservation", "Quantity")
"""What the ledger looks at, beside the document."""


_NARROWING = ("codes", "kinds", "hedge", "origins", "side", "review", "language", "document", "event", "flags", "text")


def narrows(asked: Filter) -> bool:
    """Say whether a filter takes claims out of the matrix, beyond its area, days and sectors."""
    return any(getattr(asked, name) for name in _NARROWING)


def allowed(bench: Bench, asked: Filter, viewer: Viewer) -> set[str] | None:
    """Return the ids of the claims that a filter leaves, None where it leaves all."""
    if not narrows(asked):
        return None
    wide = replace(asked, area="", start="", end="", sectors=())
    found: set[str] = set()
    offset = 0
    while True:
        page = bench.desk.claims(wide, viewer, offset=offset, limit=_AT_ONCE)
        found.update(row.id for row in page.rows if row.statuses)
        offset += len(page.rows)
        if offset >= page.total or not page.rows:
            return found


def narrowed_to(projection: Projection, claims: Collection[str]) -> Projection:
    """Return a projection with the observations of some claims only."""

    def kept(cells: Mapping[Cell, Any]) -> dict[Cell, list[Observation]]:
        left = {cell: [one for one in group if one.claim in claims] for cell, group in cells.items()}
        return {cell: group for cell, group in left.items() if group}

    return replace(projection, dated=kept(projection.dated), undated=kept(projection.undated))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a matrix is asked for: the filter, and the day on which things stand ("" for that of the newest report)."""

    filter: Filter
    day: str = ""
    as_of: str = ""


def sheet_of(bench: Bench, viewer: Viewer, asked: Wanted, order: tuple[str, ...]) -> tuple[Sheet, Projection, Known]:
    """Return the ledger of the area, day and claims asked for. Raises a ReportedlyError for an unknown area."""
    have = known(bench, viewer, asked.as_of or None)
    claims = allowed(bench, asked.filter, viewer)
    projection = have.projection if claims is None else narrowed_to(have.projection, claims)
    area = have.places.area(asked.filter.area) if asked.filter.area else None
    day = asked.day or asked.filter.end or None
    listing = have.places.settlements(area)
    spot: Callable[[str], Spot | None] = have.places.spot
    sheet = make_sheet(projection, listing, spot, Ask(area, tuple(asked.filter.sectors), day, order))
    return sheet, projection, have
