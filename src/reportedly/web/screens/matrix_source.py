"""Where the matrix takes its observations from: the record of now or of another time, kept until it changes."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from weakref import WeakKeyDictionary

from reportedly.desk import Desk
from reportedly.desk.model import Filter, Viewer
from reportedly.history import places_of
from reportedly.ledger import Ask, Places, Projection, Sheet, Spot, make_sheet
from reportedly.ledger.observations import Cell, Observation
from reportedly.records import ServiceStatus
from reportedly.records.withhold import Discretion
from reportedly.web.bench import Bench
from reportedly.web.lately import Lately
from reportedly.web.map_past import desk_of

_MOST = 12
"""Days kept at once of one projection."""

_BACK = 7 * 7 + 1
"""Days that the line of a cell looks back; what ended before is not worked out."""

_CELLS = 40_000
"""Cells kept at once, of all days and projections."""


_places: "WeakKeyDictionary[Desk, Places]" = WeakKeyDictionary()


class _Remembering(Projection):
    """A projection that works out each day once, and of a cell that is the one of the projection before nothing."""

    def cells(self, on: int | None, *, since: int | None = None) -> list[ServiceStatus]:
        """Return the cells as they stand on a day (an ordinal)."""
        made: dict[int | None, list[ServiceStatus]] = self.__dict__.setdefault("_days", {})
        if on not in made:
            if len(made) >= _MOST:
                made.clear()
            begin = on - _BACK if on is not None else None
            made[on] = super().cells(on, since=begin)
        return made[on]

    def cell(
        self, cell: Cell, on: int | None, *, since: int | None = None, undated: bool = False
    ) -> ServiceStatus | None:
        """Return one cell as it stands on a day, or of what is told without a day; None where nothing vouches."""
        kept: _Cells = self.__dict__["_cells"]
        group = tuple((self.undated if undated else self.dated).get(cell, ()))
        key = (cell, on, undated)
        known = kept.get(key)
        if known is not None and known[0] == group:
            return known[1]
        made = super().cell(cell, on, since=since, undated=undated)
        if len(kept) >= _CELLS:
            kept.clear()
        kept[key] = (group, made)
        return made


_Cells = dict[tuple[Cell, int | None, bool], tuple[tuple[Observation, ...], ServiceStatus | None]]


@dataclass(frozen=True)
class Known:
    """What the record says of services: its observations, what may be printed, and where places lie."""

    projection: Projection
    discretion: Discretion
    places: Places
    as_of: str | None


_known: Lately[Known] = Lately()
_cells: "WeakKeyDictionary[Desk, _Cells]" = WeakKeyDictionary()


def known(bench: Bench, viewer: Viewer, as_of: str | None = None) -> Known:
    """Return the observations as a viewer may see them, of now or as known at `as_of` (a day or a time, ISO).

    On a large project those of now may be of a moment ago: after a decision they are made anew in the background.

    Raises a ReportedlyError for a time that is none.
    """
    desk = desk_of(bench, as_of or "")
    return _known.get(desk, viewer.exact, lambda: _made(bench, desk, viewer, as_of))


def _made(bench: Bench, desk: Desk, viewer: Viewer, as_of: str | None) -> Known:
    places = _places.get(bench.desk)
    if places is None:
        places = _places[bench.desk] = places_of(bench.project.theatre)
    return Known(_remembering(bench, desk.projection(viewer)), desk.discretion(viewer), places, as_of)


def _remembering(bench: Bench, found: Projection) -> Projection:
    made = _Remembering(**{one.name: getattr(found, one.name) for one in fields(found)})
    made.__dict__["_cells"] = _cells.setdefault(bench.desk, {})
    return made


_NARROWING = ("codes", "kinds", "hedge", "origins", "side", "review", "language", "document", "event", "flags", "text")


def narrows(asked: Filter) -> bool:
    """Say whether a filter takes claims out of the matrix, beyond its area, days and sectors."""
    return any(getattr(asked, name) for name in _NARROWING)


def allowed(desk: Desk, asked: Filter, viewer: Viewer) -> frozenset[str] | None:
    """Return the ids of the claims that a filter leaves, None where it leaves all."""
    if not narrows(asked):
        return None
    return desk.claim_ids(replace(asked, area="", start="", end="", sectors=()), viewer)


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
    claims = allowed(desk_of(bench, asked.as_of), asked.filter, viewer)
    whole = have.projection
    projection = whole if claims is None else _remembering(bench, narrowed_to(whole, claims))
    area = have.places.area(asked.filter.area) if asked.filter.area else None
    day = asked.day or asked.filter.end or None
    listing = have.places.settlements(area)
    spot: Callable[[str], Spot | None] = have.places.spot
    sheet = make_sheet(projection, listing, spot, Ask(area, tuple(asked.filter.sectors), day, order))
    return sheet, projection, have
