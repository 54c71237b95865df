"""Where the matrix takes its observations from: the record of now or of another time, kept until it changes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from itertools import compress
from weakref import WeakKeyDictionary

import numpy as np

from reportedly.desk import Desk
from reportedly.desk.columns import Array
from reportedly.desk.model import Filter, Viewer
from reportedly.history import places_of
from reportedly.ledger import Ask, Places, Projection, Sheet, Spot, make_sheet
from reportedly.ledger.observations import Cell, Observation
from reportedly.records import ServiceStatus
from reportedly.records.withhold import Discretion
from reportedly.web.bench import Bench
from reportedly.web.lately import Lately
from reportedly.web.map_past import desk_of

_BACK = 7 * 7 + 1
"""Days that the line of a cell looks back; what ended before is not worked out."""

_CELLS = 40_000
"""Cells kept at once, of all days and projections."""


_places: "WeakKeyDictionary[Desk, Places]" = WeakKeyDictionary()


class _Remembering(Projection):
    """A projection that works out each cell once for a day and the observations that it rests on."""

    def cell(
        self, cell: Cell, on: int | None, *, since: int | None = None, undated: bool = False
    ) -> ServiceStatus | None:
        """Return one cell as it stands on a day, or of what is told without a day; None where nothing vouches."""
        kept: _Cells = self.__dict__["_cells"]
        group = tuple((self.undated if undated else self.dated).get(cell, ()))
        # An observation that has not changed is the same object, also under another filter.
        key = (cell, on, undated, tuple(map(id, group)))
        known = kept.get(key)
        if known is not None:
            return known[1]
        begin = on - _BACK if since is None and on is not None else since
        made = super().cell(cell, on, since=begin, undated=undated)
        if len(kept) >= _CELLS:
            kept.clear()
        kept[key] = (group, made)
        return made


_Cells = dict[tuple[Cell, int | None, bool, tuple[int, ...]], tuple[tuple[Observation, ...], ServiceStatus | None]]
"""Cells with what they rest on, which stays alive with them: its numbers are not given to others meanwhile."""


class _Narrowed(_Remembering):
    """A projection with the observations of some claims only; what is there on a day is looked up in columns."""

    def there(self, on: int | None) -> Iterator[tuple[Cell, bool]]:
        """Yield the cells that there are on a day, without working them out; True for those without any day."""
        for groups, undated in ((self.dated, False), (self.undated, True)):
            assert isinstance(groups, _Left)
            yield from ((cell, undated) for cell in groups.by(None if undated else on))


class _Left(Mapping[Cell, Sequence[Observation]]):
    """The observations of some claims by cell; a cell is looked through when somebody asks for it."""

    def __init__(self, columns: "Columns", fits: Array) -> None:
        self._columns, self._fits = columns, fits
        self._cells = columns.having(fits)

    def by(self, on: int | None) -> list[Cell]:
        """Return the cells of which an observation began by a day (an ordinal; None: all)."""
        if on is None:
            return list(self)
        return self._columns.named(self._columns.having(self._fits & (self._columns.since <= on)))

    def __getitem__(self, cell: Cell) -> Sequence[Observation]:
        found = list(compress(self._columns.groups[cell], self._fits[self._columns.part(cell)].tolist()))
        if not found:
            raise KeyError(cell)
        return found

    def __iter__(self) -> Iterator[Cell]:
        return iter(self._columns.named(self._cells))

    def __len__(self) -> int:
        return len(self._cells)


class Columns:
    """The observations of a projection as columns, cell after cell: first day (ordinal, 0: none) and claim."""

    def __init__(self, groups: Mapping[Cell, Sequence[Observation]]) -> None:
        self.groups = groups
        self._cells = list(groups)
        sizes = [len(groups[cell]) for cell in self._cells]
        ends = [0, *np.cumsum(sizes, dtype=np.int64).tolist()]
        self._parts = {cell: slice(ends[at], ends[at + 1]) for at, cell in enumerate(self._cells)}
        self._cell = np.repeat(np.arange(len(sizes)), sizes)
        self.since = np.array([one.since or 0 for cell in self._cells for one in groups[cell]], np.int64)
        self.claims = tuple(one.claim for cell in self._cells for one in groups[cell])

    def part(self, cell: Cell) -> slice:
        """Return where the observations of a cell stand."""
        return self._parts[cell]

    def having(self, fits: Array) -> Array:
        """Return the numbers of the cells that have one of the observations of a mask."""
        found: Array = np.flatnonzero(np.bincount(self._cell[fits], minlength=1))
        return found

    def named(self, numbers: Array) -> list[Cell]:
        """Return cells by their numbers."""
        return [self._cells[at] for at in numbers.tolist()]


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
    found = _remembering(bench, desk.projection(viewer))
    # Made here, so that the first filter does not wait for it.
    _columns_of(found)
    return Known(found, desk.discretion(viewer), places, as_of)


def _remembering(bench: Bench, found: Projection) -> Projection:
    made = _Remembering(**{one.name: getattr(found, one.name) for one in fields(found)})
    made.__dict__["_cells"] = _cells.setdefault(bench.desk, {})
    return made


_NARROWING = ("codes", "kinds", "hedge", "origins", "side", "review", "language", "document", "event", "flags", "text")


def narrows(asked: Filter) -> bool:
    """Say whether a filter takes claims out of the matrix, beyond its area, days and sectors."""
    return any(getattr(asked, name) for name in _NARROWING)


def narrowed_to(whole: Projection, fits: Callable[[Sequence[str]], Array]) -> Projection:
    """Return a projection with the observations of some claims only: `fits` gives the mask of those among claims."""
    dated, undated = (_Left(columns, fits(columns.claims)) for columns in _columns_of(whole))
    made = _Narrowed(whole.places, dated, undated, whole.latest, whole.days, whole.withheld)
    made.__dict__["_cells"] = whole.__dict__.get("_cells", {})
    return made


def _columns_of(whole: Projection) -> tuple[Columns, Columns]:
    """Return the observations of a projection as columns, those without a day apart; made once."""
    kept: dict[str, tuple[Columns, Columns]] = whole.__dict__
    if "_columns" not in kept:
        kept["_columns"] = Columns(whole.dated), Columns(whole.undated)
    return kept["_columns"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a matrix is asked for: the filter, and the day on which things stand ("" for that of the newest report)."""

    filter: Filter
    day: str = ""
    as_of: str = ""


def sheet_of(bench: Bench, viewer: Viewer, asked: Wanted, order: tuple[str, ...]) -> tuple[Sheet, Projection, Known]:
    """Return the ledger of the area, day and claims asked for. Raises a ReportedlyError for an unknown area."""
    have = known(bench, viewer, asked.as_of or None)
    projection = have.projection
    if narrows(asked.filter):
        # Area, days and sectors are those of the sheet.
        claims, desk = replace(asked.filter, area="", start="", end="", sectors=()), desk_of(bench, asked.as_of)
        projection = narrowed_to(projection, lambda among: desk.fitting(claims, viewer, among))
    area = have.places.area(asked.filter.area) if asked.filter.area else None
    day = asked.day or asked.filter.end or None
    listing = have.places.settlements(area)
    spot: Callable[[str], Spot | None] = have.places.spot
    sheet = make_sheet(projection, listing, spot, Ask(area, tuple(asked.filter.sectors), day, order, tallied=False))
    return sheet, projection, have
