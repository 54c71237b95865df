"""Tables: one settlement a row with its state, as CSV; one day, or many with a column of dates."""

import csv
import io
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from reportedly.control.degrees import Box, Reading, described, meets
from reportedly.control.zones import meaning
from reportedly.errors import InvalidControl
from reportedly.records.control import ControlState

MAX_ROWS = 5_000_000
_ID = ("place", "place_id", "gazetteer_id", "id")
_GEONAMES = ("geonameid", "geonames_id", "geoname_id")
_NAME = ("name", "settlement", "place_name", "toponym")
_LAT = ("lat", "latitude")
_LON = ("lon", "lng", "long", "longitude")
_STATE = ("status", "state", "control")
_DATE = ("date", "day")


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of columns where they are not the usual ones; `prefix` goes before each id ("geonames:")."""

    place: str | None = None
    state: str | None = None
    day: str | None = None
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A settlement with its state on a day; it has an id, a point (degrees), or both."""

    place: str | None
    name: str
    lat: float | None
    lon: float | None
    state: ControlState
    word: str


@dataclass(slots=True)
class Table:
    """The rows of a file by day."""

    days: dict[str, list[Row]] = field(default_factory=dict)
    doubled: list[int] = field(default_factory=list)
    """Lines that say of a settlement and a day what a line above says."""

    def box(self) -> Box | None:
        """Return the box around all points, None without any."""
        points = [
            (r.lon, r.lat) for rows in self.days.values() for r in rows if r.lon is not None and r.lat is not None
        ]
        if not points:
            return None
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)


def parse_table(
    data: bytes,
    name: str,
    *,
    states: Mapping[str, ControlState],
    day: str | None = None,
    columns: Columns | None = None,
) -> Table:
    """Return the rows of a CSV file; `day` is that of all rows where there is no column of dates.

    Comma, semicolon or tab part the columns. A settlement is told by a gazetteer id or by its point, not by its
    name alone. Raises InvalidControl, with the line, for anything that would leave a row out or leave it unclear.
    """
    reader = _reader(_decoded(data, name), name)
    header = [h.strip() for h in next(reader, [])]
    places = _places(header, columns or Columns(), name, day)
    table = Table()
    known: dict[str, ControlState] = {}
    seen: dict[tuple[str, str], ControlState] = {}
    for number, cells in enumerate(reader, start=1):
        where = f"{name}, line {reader.line_num}"
        if not any(cell.strip() for cell in cells):
            continue
        if number > MAX_ROWS:
            raise InvalidControl(f"{where}: more than {MAX_ROWS:,} rows; give one year a file")
        if len(cells) != len(header):
            raise InvalidControl(f"{where}: {len(cells)} cells under {len(header)} columns; is something not quoted?")
        word = cells[places.state].strip()
        if word not in known:
            known[word] = meaning(word, states, where)
        found, on = places.row(cells, where, known[word], day)
        key = (on, found.place or f"{found.lat},{found.lon}")
        if key in seen:
            if seen[key] != found.state:
                raise InvalidControl(f"{where}: {found.name or key[1]} has two states on {on}; correct one")
            table.doubled.append(reader.line_num)
            continue
        seen[key] = found.state
        table.days.setdefault(on, []).append(found)
    if not table.days:
        raise InvalidControl(f"{name}: there is no row below the names of the columns")
    return table


def check_lie(table: Table, name: str, reading: Reading) -> None:
    """Refuse a table whose points lie away from where they are expected, with the likely reason."""
    box = table.box()
    if box is None or reading.expected is None or meets(box, reading.expected):
        return
    turned = meets((box[1], box[0], box[3], box[2]), reading.expected)
    if turned or reading.firm:
        raise InvalidControl(
            f"{name}: its points lie at {described(box)}, away from {reading.expected_by}"
            + (
                "; are the columns of latitude and longitude the wrong way round?"
                if turned
                else "; is it the right file?"
            )
        )


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidControl(f"{name}: not UTF-8 at byte {error.start}; save the table as CSV in UTF-8") from error
    if "\0" in text:
        raise InvalidControl(f"{name}: holds NUL bytes, so it is no CSV; save the table as CSV in UTF-8")
    if not text.strip():
        raise InvalidControl(f"{name}: the file is empty; a table with a line of column names is needed")
    return text


class _Lines:
    """The rows of a CSV text, with the errors of its parser as our own."""

    def __init__(self, text: str, delimiter: str, name: str) -> None:
        self._reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        self._name = name

    @property
    def line_num(self) -> int:
        return self._reader.line_num

    def __iter__(self) -> Iterator[list[str]]:
        return self

    def __next__(self) -> list[str]:
        try:
            return next(self._reader)
        except csv.Error as error:
            raise InvalidControl(
                f"{self._name}, line {self.line_num}: no CSV ({error}); correct the quoting"
            ) from error


def _reader(text: str, name: str) -> _Lines:
    head = text.lstrip("\r\n").split("\n", 1)[0]
    delimiter = max(",;\t", key=head.count)
    return _Lines(text, delimiter, name)


@dataclass(frozen=True, slots=True)
class _Places:
    """Which column holds what, by number."""

    state: int
    place: int | None
    prefix: str
    name: int | None
    lat: int | None
    lon: int | None
    day: int | None

    def row(self, cells: Sequence[str], where: str, state: ControlState, day: str | None) -> tuple[Row, str]:
        """Return the row and its day. Raises InvalidControl for a cell that cannot be read."""
        printed = self._cell(cells, self.place)
        lat = _degrees(self._cell(cells, self.lat), 90, "latitude", where)
        lon = _degrees(self._cell(cells, self.lon), 180, "longitude", where)
        name = self._cell(cells, self.name)
        if (lat is None) != (lon is None):
            raise InvalidControl(f"{where}: only one of latitude and longitude is given; give both or none")
        if not printed and lat is None:
            raise InvalidControl(
                f"{where}: {name or 'the row'} has neither an id nor a point; a name alone is not enough"
            )
        prefixed = printed if printed.startswith(self.prefix) else self.prefix + printed
        return Row(prefixed if printed else None, name, lat, lon, state, self._cell(cells, self.state)), self._day(
            cells, where, day
        )

    def _day(self, cells: Sequence[str], where: str, day: str | None) -> str:
        if self.day is None:
            return day or ""
        printed = cells[self.day].strip()
        if len(printed) == 8 and printed.isdigit():
            printed = f"{printed[:4]}-{printed[4:6]}-{printed[6:]}"
        try:
            return date.fromisoformat(printed[:10] if printed[10:11] in ("T", " ") else printed).isoformat()
        except ValueError as error:
            raise InvalidControl(f"{where}: {printed!r} is no day; give it as 2031-04-19") from error

    @staticmethod
    def _cell(cells: Sequence[str], at: int | None) -> str:
        return "" if at is None else cells[at].strip()


def _degrees(printed: str, most: int, what: str, where: str) -> float | None:
    if not printed:
        return None
    try:
        value = float(printed)
    except ValueError as error:
        raise InvalidControl(f"{where}: {printed!r} is no {what}; give degrees with a decimal point") from error
    if not math.isfinite(value) or abs(value) > most:
        raise InvalidControl(f"{where}: a {what} of {printed} is not possible; give degrees WGS 84")
    return value


def _places(header: Sequence[str], columns: Columns, name: str, day: str | None) -> _Places:
    low = [h.casefold() for h in header]
    if len(set(low)) != len(low):
        raise InvalidControl(f"{name}: two columns have the same name; rename one")

    def find(asked: str | None, usual: Sequence[str]) -> int | None:
        if asked is not None:
            if asked.casefold() not in low:
                raise InvalidControl(f"{name}: there is no column {asked!r}; there are {', '.join(header)}")
            return low.index(asked.casefold())
        return next((low.index(word) for word in usual if word in low), None)

    state, place = find(columns.state, _STATE), find(columns.place, (*_ID, *_GEONAMES))
    if state is None:
        raise InvalidControl(f"{name}: no column of states ({', '.join(header)}); name it with --states-in")
    prefix = columns.prefix
    if not prefix and place is not None and low[place] in _GEONAMES:
        prefix = "geonames:"
    # A day that is said for the whole table goes before a column of the usual name.
    on = find(columns.day, () if day else _DATE)
    found = _Places(state, place, prefix, find(None, _NAME), find(None, _LAT), find(None, _LON), on)
    if place is None and (found.lat is None or found.lon is None):
        raise InvalidControl(
            f"{name}: neither a column of ids nor columns lat and lon ({', '.join(header)}); a name alone does not say "
            "which place is meant: add one, or name the column of ids with --id-column"
        )
    if found.day is None and day is None:
        raise InvalidControl(f"{name}: no column of dates; say the day with --date, or the column with --date-column")
    return found
