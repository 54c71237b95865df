"""The ledger of an area on a day: a row for every settlement, with what was not reported counted."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from reportedly.errors import InvalidLedger
from reportedly.ledger.area import UNITS, Spot
from reportedly.ledger.build import Projection
from reportedly.ledger.observations import PRINTED, Cell, ordinal
from reportedly.ledger.steps import iso
from reportedly.records import ServiceStatus
from reportedly.records.values import ServiceState

State = ServiceState | Literal["not_reported", "stale", "undated"]
"""How a cell is shown: a state that holds on the day, or why none does. Nobody observes `not_reported`."""

STATES: tuple[State, ...] = (
    "full", "partial", "none", "not_opened", "closed_permanent", "conflict", "stale", "undated", "not_reported",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One place with its cells by sector; `background` holds, by sector, cells of units that hold it.

    `undated` cells rest on claims without any date; where a dated one is there too, that one is in `cells`.
    """

    place: Spot
    cells: Mapping[str, ServiceStatus] = field(default_factory=dict)
    background: Mapping[str, tuple[ServiceStatus, ...]] = field(default_factory=dict)
    undated: Mapping[str, ServiceStatus] = field(default_factory=dict)

    def state(self, sector: str) -> State:
        """Return how the cell of a sector is shown."""
        return state_of(self.cells.get(sector) or self.undated.get(sector))

    def cell(self, sector: str) -> ServiceStatus | None:
        """Return the cell of a sector that is shown, None where nothing was reported."""
        return self.cells.get(sector) or self.undated.get(sector)

    def told(self, sector: str) -> tuple[ServiceStatus, ...]:
        """Return what was reported on a sector: the cell that is shown, and what no date puts before or after it."""
        found = (self.cells.get(sector), self.undated.get(sector))
        return tuple(cell for cell in found if cell is not None)

    @property
    def reported(self) -> bool:
        """Whether anything was reported on the place itself, however old."""
        return bool(self.cells or self.undated)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many settlements of the area are in each state of one sector; the numbers add up to `settlements`.

    `background` of those not reported lie in a unit that was reported on.
    """

    sector: str
    settlements: int
    states: Mapping[State, int]
    background: int = 0

    @property
    def reported(self) -> int:
        """Settlements with a state that holds on the day, conflicts among them."""
        return sum(n for state, n in self.states.items() if state not in ("stale", "undated", "not_reported"))

    def count(self, state: State) -> int:
        """Return the number of settlements in one state."""
        return self.states.get(state, 0)


@dataclass(frozen=True, slots=True)
class Ask:
    """What a ledger is asked: which area (None: all), sectors (none: those reported) and day (ISO; None: the latest).

    `order` is the order in which sectors are given. Unless `tallied` states are not counted, and a cell is worked out
    only when somebody looks at it.
    """

    area: Spot | None = None
    sectors: tuple[str, ...] = ()
    on: str | None = None
    order: tuple[str, ...] = ()
    tallied: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """The answer: `rows` are settlements, `units` what holds or divides them, `elsewhere` places of another kind.

    `elsewhere` holds names that no gazetteer knows, facilities whose settlement is not known, waters and vague
    regions. `settlements` is how many the area has, `silent` on how many of them nothing was reported. `left_out` of
    these are not among the rows (see `narrowed`); the counts are always those of all settlements. `withheld` is
    the number of claims without any place that may be told.
    """

    area: Spot | None
    on: str | None
    sectors: tuple[str, ...]
    rows: tuple[Row, ...]
    units: tuple[Row, ...]
    elsewhere: tuple[Row, ...]
    tallies: tuple[Tally, ...]
    settlements: int
    silent: int = 0
    left_out: int = 0
    withheld: int = 0

    def tally(self, sector: str) -> Tally:
        """Return the counts of one sector."""
        return next(t for t in self.tallies if t.sector == sector)


Lookup = Callable[[str], Spot | None]
"""From the id of a place to the place with its units."""


def make_sheet(projection: Projection, listing: Sequence[Spot], spot: Lookup, ask: Ask) -> Sheet:
    """Return the ledger of an area.

    `listing` are the settlements of the area; what was reported on others that lie in it is added, and nothing that
    was reported is ever left out for its size. Cells of units stand beside their settlements as background.
    """
    on = ordinal(ask.on) if ask.on else projection.latest
    grouped = _rows(projection, on, ask.sectors, listing, spot)
    inside = [r for r in grouped if ask.area is None or _inside(r.place, ask.area)]
    around = {unit.id for unit in ask.area.units} if ask.area else set()
    units = [r for r in inside if _is_unit(r.place) and r.reported]
    units += [r for r in grouped if r.place.id in around and r.reported]
    by_id = {unit.place.id: unit for unit in units}
    towns = [_with_background(r, by_id) for r in inside if _is_settlement(r.place)]
    elsewhere = [r for r in inside if r.reported and not (_is_unit(r.place) or _is_settlement(r.place))]
    sectors = ask.sectors or _reported_sectors([*towns, *units, *elsewhere], ask.order)
    return Sheet(
        area=ask.area,
        on=iso(on) if on is not None else None,
        sectors=sectors,
        rows=tuple(towns),
        units=tuple(units),
        elsewhere=tuple(elsewhere),
        tallies=tuple(_tally(sector, towns) for sector in sectors) if ask.tallied else (),
        settlements=len(towns),
        silent=sum(1 for r in towns if not r.reported),
        withheld=len(projection.withheld),
    )


def narrowed(sheet: Sheet, *, reported_only: bool = False, min_population: int = 0) -> Sheet:
    """Return the sheet without the rows of settlements on which nothing was reported, all or the smaller ones.

    A settlement whose number of people is not known counts as small. What was reported stays, and so do the counts.
    """
    kept = tuple(r for r in sheet.rows if r.reported or not (reported_only or _small(r.place, min_population)))
    return replace(sheet, rows=kept, left_out=sheet.left_out + len(sheet.rows) - len(kept))


def check_sectors(asked: Iterable[str], known: Sequence[str]) -> tuple[str, ...]:
    """Return the sectors asked for, in the codebook's order. Raises InvalidLedger for one that is not in it."""
    wanted = {one.strip().casefold().replace(" ", "_").replace("-", "_") for one in asked}
    unknown = sorted(wanted - set(known))
    if unknown:
        raise InvalidLedger(f"--sector {unknown[0]!r} is none; there are: {', '.join(known)}")
    return tuple(sector for sector in known if sector in wanted)


def state_of(cell: ServiceStatus | None) -> State:
    """Return how a cell is shown: its state, "stale" or "undated", or "not_reported" where there is none."""
    if cell is None:
        return "not_reported"
    if cell.undated:
        return "undated"
    return "stale" if cell.stale else cell.status


STEPS = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000, 1_000_000)
"""Numbers of people at which a long list of settlements may be cut."""


def least_population(sheet: Sheet, most: int) -> int:
    """Return the number of people, one of `STEPS`, from which on no more than `most` rows are left; 0 if all fit.

    What was reported on is never cut, so that more rows may be left.
    """
    quiet = [r.place for r in sheet.rows if not r.reported]
    room = max(0, most - (len(sheet.rows) - len(quiet)))
    return next((n for n in (0, *STEPS) if sum(not _small(p, n) for p in quiet) <= room), STEPS[-1])


class _Looked(Mapping[str, ServiceStatus]):
    """Cells of one place by sector, each worked out when somebody first looks at it."""

    def __init__(self, make: Callable[[str], ServiceStatus | None]) -> None:
        self._make = make
        self._made: dict[str, ServiceStatus | None] = {}

    def add(self, sector: str) -> None:
        """Note that there is a cell of a sector."""
        self._made[sector] = None

    def __getitem__(self, sector: str) -> ServiceStatus:
        made = self._made[sector]
        if made is None:
            made = self._made[sector] = self._make(sector)
        if made is None:
            raise KeyError(sector)
        return made

    def __contains__(self, sector: object) -> bool:
        return sector in self._made

    def __iter__(self) -> Iterator[str]:
        return iter(self._made)

    def __len__(self) -> int:
        return len(self._made)


def _rows(
    projection: Projection, on: int | None, sectors: Sequence[str], listing: Sequence[Spot], spot: Lookup
) -> list[Row]:
    """Return a row for every place of the listing and for every other one that was reported on."""

    def looked(place: str, *, undated: bool) -> _Looked:
        return _Looked(lambda sector: projection.cell(Cell(place, sector), on, undated=undated))

    places = {place.id: place for place in listing}
    found: dict[str, tuple[_Looked, _Looked]] = {}
    there = [(key, undated) for key, undated in projection.there(on) if not sectors or key.sector in sectors]
    for key, undated in sorted(there, key=lambda one: one[0].sector):
        if key.place not in places:
            told = projection.places[key.place]
            places[key.place] = spot(key.place) or Spot(key.place, told.name, told.level, told.lat, told.lon)
        if key.place not in found:
            found[key.place] = looked(key.place, undated=False), looked(key.place, undated=True)
        found[key.place][undated].add(key.sector)
    made = []
    for id, place in places.items():
        dated, loose = found.get(id, (_NONE, _NONE))
        made.append(Row(place, dated, {}, loose))
    return sorted(made, key=lambda r: (r.place.name, r.place.id))


_NONE: Mapping[str, ServiceStatus] = {}


def _inside(place: Spot, area: Spot) -> bool:
    # Where a name that no gazetteer knows lies is not known: it is shown rather than lost.
    return place.within(area.id) or place.id.startswith(PRINTED)


def _is_unit(place: Spot) -> bool:
    return place.level in UNITS and not place.id.startswith(PRINTED)


def _is_settlement(place: Spot) -> bool:
    return place.level == "settlement" and not place.id.startswith(PRINTED)


class _Behind(Mapping[str, tuple[ServiceStatus, ...]]):
    """Cells of the units that hold a place by sector, nearest first, worked out when somebody looks at them."""

    def __init__(self, units: Sequence[Row]) -> None:
        self._units = units
        self._sectors = dict.fromkeys(sector for unit in units for sector in (*unit.undated, *unit.cells))

    def __getitem__(self, sector: str) -> tuple[ServiceStatus, ...]:
        if sector not in self._sectors:
            raise KeyError(sector)
        return tuple(cell for unit in self._units if (cell := unit.cell(sector)) is not None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._sectors)

    def __len__(self) -> int:
        return len(self._sectors)


def _with_background(row: Row, units: Mapping[str, Row]) -> Row:
    behind = [units[unit.id] for unit in row.place.units if unit.id in units]
    return Row(row.place, row.cells, _Behind(behind), row.undated) if behind else row


def _reported_sectors(rows: Iterable[Row], order: Sequence[str]) -> tuple[str, ...]:
    found = {sector for row in rows for sector in (*row.cells, *row.undated)}
    return (*(s for s in order if s in found), *sorted(found.difference(order)))


def _tally(sector: str, towns: Sequence[Row]) -> Tally:
    states: dict[State, int] = dict.fromkeys(STATES, 0)
    for row in towns:
        states[row.state(sector)] += 1
    behind = sum(1 for row in towns if row.state(sector) == "not_reported" and row.background.get(sector))
    return Tally(sector, len(towns), states, behind)


def _small(place: Spot, people: int) -> bool:
    return (place.population or 0) < people
