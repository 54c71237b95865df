"""The service matrix, place by sector on a day: what is reported, how old, from how many origins, and what is not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from reportedly.ledger import Row, Sheet
from reportedly.ledger.build import Projection
from reportedly.ledger.freshness import freshness_days
from reportedly.ledger.observations import Cell as Key
from reportedly.ledger.observations import ordinal
from reportedly.ledger.sheet import State, state_of
from reportedly.ledger.steps import iso, standing
from reportedly.records import Interval, ServiceStatus
from reportedly.records.values import ServiceState
from reportedly.records.withhold import Discretion
from reportedly.web.screens.events_told import Bounds

WEEKS = 7
"""Weeks that the line in a cell looks back."""

ROWS = 30
"""Settlements of one page of the matrix; how many there are, and the pages before and after, stand below them."""

_HIGH: Mapping[str, float] = {"full": 1.5, "partial": 4.0, "none": 6.5, "not_opened": 6.5, "closed_permanent": 6.5}
"""Where a state stands in the line of a cell, 8 high: full above, none below."""

LONGEST_LINE = 100
"""Width of the line of a cell in its own units; the page stretches it."""


@dataclass(frozen=True, slots=True)
class Value:
    """One state that somebody gives of a service, and who: in a conflict there are several, never a mean of them."""

    state: ServiceState
    origins: Bounds
    names: tuple[str, ...] = ()
    sides: tuple[str, ...] = ()
    change: str = "unknown"
    cause: tuple[str, ...] = ()
    access: str = "unknown"
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Known:
    """For a stretch of days (ISO, the last one included) something was known: `states` are several in a conflict."""

    since: str
    until: str
    states: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One service at one place on the day.

    `state` is what is shown; a stale or undated cell has its last state in `last`. `age` is the days since it was
    last vouched for. `known` are the last seven weeks, with gaps where nothing was known. `behind` are the states of
    units that hold the place: they are shown in rows of their own and fill nothing.
    """

    sector: str
    state: State
    last: str = ""
    age: int | None = None
    origins: Bounds | None = None
    since: str | None = None
    last_reported: str | None = None
    fresh_until: str | None = None
    values: tuple[Value, ...] = ()
    known: tuple[Known, ...] = ()
    behind: tuple[str, ...] = ()
    window: tuple[str, str] = ("", "")

    @property
    def lines(self) -> tuple[str, ...]:
        """The line of the last seven weeks as SVG paths, one for each value of a conflict."""
        return spark(self.known, *self.window) if self.known else ()


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place with a cell for every sector; `other` is another form of its name, in `other_language`."""

    place: str
    name: str
    level: str
    area: str
    cells: tuple[Cell, ...]
    other: str = ""
    other_language: str = ""
    reported: bool = True

    @property
    def query(self) -> str:
        """The place as a parameter of an address."""
        return urlencode({"place": self.place})


@dataclass(frozen=True, slots=True)
class Sector:
    """A column: its id and its name in the language of the page."""

    id: str
    name: str

    @property
    def query(self) -> str:
        """The column as a parameter of an address."""
        return urlencode({"sector": self.id})


@dataclass(frozen=True, slots=True)
class Matrix:
    """The states on a day.

    `rows` are settlements, `units` what is reported for a district or region only, `elsewhere` places of another
    kind; `chosen` is the id of the place that is looked at. Of `settlements` in the area `silent` have no report at
    all; unless `quiet`, those are counted and not listed. `total` rows could be listed, these begin at `offset`.
    `withheld` claims have no place that may be told.
    """

    day: str | None
    as_of: str | None
    area: str
    sectors: tuple[Sector, ...]
    rows: tuple[PlaceRow, ...]
    units: tuple[PlaceRow, ...]
    elsewhere: tuple[PlaceRow, ...]
    settlements: int
    silent: int
    quiet: bool
    total: int
    offset: int
    limit: int
    withheld: int
    chosen: str = ""

    @property
    def query(self) -> str:
        """Day and time of the record as parameters of an address."""
        return urlencode({"day": self.day or "", "as_of": self.as_of or ""})

    @property
    def groups(self) -> tuple[tuple[str, tuple[PlaceRow, ...]], ...]:
        """The rows by area, in order."""
        found: dict[str, list[PlaceRow]] = {}
        for row in self.rows:
            found.setdefault(row.area, []).append(row)
        return tuple((area, tuple(rows)) for area, rows in found.items())


@dataclass(frozen=True)
class Naming:
    """How a matrix names things: sectors, other forms of place names by id, and what may be printed of persons.

    `places` are the names of places and units by id in the language of the page, where it has others than the ledger.
    """

    sectors: Mapping[str, str]
    discretion: Discretion
    others: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)

    def place(self, id: str, name: str) -> str:
        """Return how a place is called."""
        return self.places.get(id) or name


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows are listed: from `offset` on, at most `limit`; with `quiet` those without any report too.

    `place` is the one that is looked at.
    """

    offset: int = 0
    limit: int = ROWS
    quiet: bool = False
    place: str = ""


def matrix_of(
    sheet: Sheet, projection: Projection, naming: Naming, *, window: Window, as_of: str | None = None
) -> Matrix:
    """Return a ledger of a day as a matrix; rows by area, then by name."""
    ordered = sorted(sheet.rows, key=lambda r: (_area(r, naming), naming.place(r.place.id, r.place.name), r.place.id))
    listed = [row for row in ordered if window.quiet or row.reported]

    def rows(found: Iterable[Row]) -> tuple[PlaceRow, ...]:
        return tuple(_row(row, sheet, projection, naming) for row in found)

    return Matrix(
        day=sheet.on,
        as_of=as_of,
        area=naming.place(sheet.area.id, sheet.area.name) if sheet.area else "",
        sectors=tuple(Sector(s, naming.sectors.get(s, s.replace("_", " "))) for s in sheet.sectors),
        rows=rows(listed[window.offset : window.offset + window.limit]),
        units=rows(sheet.units) if window.offset == 0 else (),
        elsewhere=rows(sheet.elsewhere) if window.offset == 0 else (),
        settlements=sheet.settlements,
        silent=sheet.silent,
        quiet=window.quiet,
        total=len(listed),
        offset=window.offset,
        limit=window.limit,
        withheld=sheet.withheld,
        chosen=window.place,
    )


def _area(row: Row, naming: Naming) -> str:
    """Return the name of the second-order unit of a place, else of the nearest unit that holds it."""
    by_level = {unit.level: naming.place(unit.id, unit.name) for unit in reversed(row.place.units)}
    return by_level.get("adm2") or next((naming.place(u.id, u.name) for u in row.place.units), "")


def _row(row: Row, sheet: Sheet, projection: Projection, naming: Naming) -> PlaceRow:
    name = naming.place(row.place.id, row.place.name)
    # A page that has a name of its own shows beside it the one that the ledger has.
    other, language = (row.place.name, "en") if name != row.place.name else naming.others.get(row.place.id, ("", ""))
    return PlaceRow(
        place=row.place.id,
        name=name,
        level=row.place.level,
        area=_area(row, naming),
        cells=tuple(_cell(row, sector, sheet.on, projection, naming) for sector in sheet.sectors),
        other=other if other != name else "",
        other_language=language,
        reported=row.reported,
    )


def _cell(row: Row, sector: str, on: str | None, projection: Projection, naming: Naming) -> Cell:
    found = row.cell(sector)
    behind = tuple(dict.fromkeys(state_of(cell) for cell in row.background.get(sector, ())))
    if found is None:
        return Cell(sector, "not_reported", behind=behind)
    return cell_of(found, projection, naming, on=on)


def cell_of(cell: ServiceStatus, projection: Projection, naming: Naming, *, on: str | None) -> Cell:
    """Return one cell of the ledger as the matrix shows it."""
    last = cell.intervals[-1]
    age = None
    if on and cell.last_reported:
        age = max(0, (date.fromisoformat(on) - date.fromisoformat(cell.last_reported)).days)
    first = iso(date.fromisoformat(on).toordinal() - 7 * WEEKS + 1) if on else ""
    return Cell(
        sector=cell.sector,
        state=state_of(cell),
        last=cell.last_status,
        age=age,
        origins=Bounds(last.origins_min, last.origins_max),
        since=last.since,
        last_reported=cell.last_reported,
        fresh_until=cell.fresh_until,
        values=values_of(last, naming),
        known=known_of(cell, projection, first, on) if on and not cell.undated else (),
        window=(first, on or ""),
    )


def values_of(step: Interval, naming: Naming) -> tuple[Value, ...]:
    """Return the states that are given on the day: one, or each side of a conflict with its own origins."""
    masked = naming.discretion.masked
    if step.voices:
        return tuple(
            Value(
                voice.status,
                Bounds(voice.origins_min, voice.origins_max),
                tuple(masked(name) for name in voice.names),
                tuple(voice.sides),
                voice.change,
                tuple(voice.cause),
                voice.access,
                claims,
            )
            for voice, (_, claims) in zip(step.voices, step.conflict, strict=True)
        )
    origins = Bounds(step.origins_min, step.origins_max)
    told = (tuple(step.sides), step.change, tuple(step.cause), step.access, step.claims)
    return (Value(step.status, origins, (), *told),)


def known_of(cell: ServiceStatus, projection: Projection, first: str, last: str) -> tuple[Known, ...]:
    """Return what was known between two days, step by step; days for which nothing vouches any more are left out."""
    begin, end = date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal()
    days = freshness_days(cell.sector, *projection.days)
    group = projection.dated.get(Key(cell.place, cell.sector), ())
    fresh = _joined(
        (max(o.since, begin), min(o.until + days, end))
        for o in standing(group, on=end)
        if o.since is not None and o.until is not None
    )
    found = []
    for step in cell.intervals:
        since, until = ordinal(step.since), ordinal(step.until)
        if since is None:
            continue
        states = tuple(voice.status for voice in step.voices) or (step.status,)
        for start, stop in fresh:
            low, high = max(since, start), min(stop, end if until is None else until - 1)
            if low <= high:
                found.append(Known(iso(low), iso(high), states))
    return tuple(sorted(found, key=lambda k: k.since))


def _joined(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    made: list[tuple[int, int]] = []
    for start, stop in sorted(s for s in stretches if s[0] <= s[1]):
        if made and start <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(stop, made[-1][1]))
        else:
            made.append((start, stop))
    return made


def spark(known: Sequence[Known], first: str, last: str) -> tuple[str, ...]:
    """Return the step line between two days as SVG paths in a box of 100 by 8: high is full, low none, a gap nothing.

    In a conflict every value has its own line.
    """
    begin = date.fromisoformat(first).toordinal()
    unit = LONGEST_LINE / (date.fromisoformat(last).toordinal() - begin + 1)
    most = max((len(step.states) for step in known), default=0)
    paths = [""] * most
    before: list[tuple[float, float] | None] = [None] * most
    for step in known:
        x0 = (date.fromisoformat(step.since).toordinal() - begin) * unit
        x1 = (date.fromisoformat(step.until).toordinal() - begin + 1) * unit
        for number in range(most):
            if number >= len(step.states):
                before[number] = None
                continue
            y = _HIGH.get(step.states[number], 4.0)
            at = before[number]
            joined = at is not None and abs(at[0] - x0) < 0.01
            paths[number] += f"V{y:g}H{x1:.4g}" if joined else f"M{x0:.4g} {y:g}H{x1:.4g}"
            before[number] = (x1, y)
    return tuple(path for path in paths if path)
