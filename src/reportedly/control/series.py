"""One series of dated layers in one SQLite file: `control/SERIES.sqlite` beside the project's database.

Every import is one transaction: it is there whole or not at all. A day that is replaced is retired, not deleted;
`remove` deletes, as a licence may ask for.
"""

import json
import re
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from reportedly.control.rings import Frame
from reportedly.control.table import Row
from reportedly.control.zones import Zone, Zones
from reportedly.errors import InvalidControl
from reportedly.records import ControlDay, ControlLayer, from_plain, to_plain
from reportedly.records.control import ControlState

FORMAT = "1"
SUFFIX = ".sqlite"
FOLDER = "control"
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_WAIT_S = 30.0

_DDL = """
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE cover(wkb BLOB NOT NULL);
CREATE TABLE day(num INTEGER PRIMARY KEY, day TEXT NOT NULL, record TEXT NOT NULL, west REAL NOT NULL,
  rows BLOB, retired_at TEXT);
CREATE UNIQUE INDEX day_current ON day(day) WHERE retired_at IS NULL;
CREATE TABLE zone(day INTEGER NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL, wkb BLOB NOT NULL);
CREATE INDEX zone_day ON zone(day);
CREATE TABLE settlement(num INTEGER PRIMARY KEY, place TEXT, name TEXT NOT NULL, lat REAL, lon REAL);
CREATE UNIQUE INDEX settlement_key ON settlement(coalesce(place, ''), coalesce(lat, 999), coalesce(lon, 999));
CREATE TABLE word(num INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, state TEXT NOT NULL)
"""
"""`day.rows` is zlib over one byte a settlement: the number of its word, 0 where the day does not have it."""

_MOST_WORDS = 250


@dataclass(frozen=True, slots=True)
class DayContent:
    """A day to be kept: its record, and zones or the rows of a table."""

    record: ControlDay
    zones: Zones = field(default_factory=Zones)
    rows: tuple[Row, ...] = ()


def series_name(provider: str) -> str:
    """Return a name for a series of this provider: lower-case letters, digits and hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", provider.casefold()).strip("-")[:64].rstrip("-")


def check_name(series: str) -> str:
    """Return the name of a series. Raises InvalidControl where it would make no safe file name."""
    if not _NAME.fullmatch(series):
        raise InvalidControl(
            f"{series!r} is no name for a series; use up to 64 of a-z, 0-9, hyphen and underscore (--series)"
        )
    return series


class Series:
    """One series, opened; use as a context manager."""

    def __init__(self, path: Path) -> None:
        """Open an existing series. Raises InvalidControl if there is none, or its file is damaged."""
        self.path = path
        if not path.is_file():
            raise InvalidControl(f"{path}: there is no such series; `reportedly control list` names those that are")
        self._connection = _connect(path)
        try:
            self.layer = _layer(self._connection, path)
        except BaseException:
            self._connection.close()
            raise

    def __enter__(self) -> "Series":
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def days(self) -> list[ControlDay]:
        """Return the days in order."""
        rows = self._rows("SELECT record FROM day WHERE retired_at IS NULL ORDER BY day")
        return [from_plain(ControlDay, json.loads(record)) for (record,) in rows]

    def dates(self) -> list[str]:
        """Return the ISO days in order."""
        return [day for (day,) in self._rows("SELECT day FROM day WHERE retired_at IS NULL ORDER BY day")]

    def cover(self) -> BaseGeometry | None:
        """Return the ground that the series speaks of, None where nobody said."""
        found = self._rows("SELECT wkb FROM cover")
        return shapely.from_wkb(found[0][0]) if found else None

    def zones(self, day: str) -> Zones:
        """Return the zones of a day. Raises InvalidControl if the series does not have it."""
        num, west = self._day(day)
        rows = self._rows("SELECT state, words, wkb FROM zone WHERE day = ? ORDER BY rowid", num)
        found = tuple(Zone(state, tuple(json.loads(words)), shapely.from_wkb(wkb)) for state, words, wkb in rows)
        return Zones(found, Frame(west))

    def rows(self, day: str) -> list[Row]:
        """Return the rows of a day of a table. Raises InvalidControl if the series does not have it."""
        num, _ = self._day(day)
        [(packed,)] = self._rows("SELECT rows FROM day WHERE num = ?", num)
        codes = zlib.decompress(packed) if packed else b""
        words: dict[int, tuple[str, ControlState]] = {n: (w, s) for n, w, s in self._rows("SELECT * FROM word")}
        settled = self._rows("SELECT num, place, name, lat, lon FROM settlement WHERE num < ? ORDER BY num", len(codes))
        return [
            Row(place, name, lat, lon, words[codes[number]][1], words[codes[number]][0])
            for number, place, name, lat, lon in settled
            if codes[number]
        ]

    def _day(self, day: str) -> tuple[int, float]:
        found = self._rows("SELECT num, west FROM day WHERE day = ? AND retired_at IS NULL", day)
        if not found:
            raise InvalidControl(f"series {self.layer.series!r} has no {day}; `reportedly control show` lists its days")
        return int(found[0][0]), float(found[0][1])

    def _rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise InvalidControl(f"{self.path}: damaged ({error}); remove it and import it anew") from error


def series_paths(folder: Path) -> list[Path]:
    """Return the files of the series in a control folder, by name; what an import left that was cut off is not one."""
    return [path for path in sorted(folder.glob(f"*{SUFFIX}")) if _is_begun(path)]


def _is_begun(path: Path) -> bool:
    # A damaged file is listed, so that its error is told; one without any table is no series yet.
    try:
        with closing(_connect(path)) as connection:
            return bool(connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])
    except sqlite3.DatabaseError:
        return True


def keep(
    path: Path, layer: ControlLayer, cover: BaseGeometry | None, days: Sequence[DayContent], *, replacing: bool
) -> list[str]:
    """Keep days in a series, which is begun where there is none; return the days that were kept.

    A day that the series has from the same bytes is left as it is. Raises InvalidControl, with nothing changed, if
    it has one of other bytes and `replacing` is not set, or if its settings differ from `layer`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with closing(_connect(path, create=True)) as connection, _transaction(connection):
            _begin(connection, path, layer, cover)
            return [day.record.day for day in days if _keep_day(connection, layer, day, replacing=replacing)]
    except sqlite3.DatabaseError as error:
        raise InvalidControl(f"{path}: cannot be written ({error}); remove it if it is damaged") from error
    finally:
        if path.is_file() and path.stat().st_size == 0:
            path.unlink()


def remove_days(path: Path, days: Sequence[str]) -> None:
    """Delete days of a series with all that was retired of them; with the last day goes the file.

    Raises InvalidControl if the series does not have one of them.
    """
    with Series(path) as series:
        missing = sorted(set(days) - set(series.dates()))
        left = set(series.dates()) - set(days)
    if missing:
        raise InvalidControl(f"series {path.stem!r} has no {', '.join(missing)}; nothing was removed")
    if not left:
        path.unlink()
        return
    with closing(_connect(path)) as connection:
        with _transaction(connection):
            for day in days:
                connection.execute("DELETE FROM zone WHERE day IN (SELECT num FROM day WHERE day = ?)", (day,))
                connection.execute("DELETE FROM day WHERE day = ?", (day,))
        connection.execute("VACUUM")


def _connect(path: Path, *, create: bool = False) -> sqlite3.Connection:
    mode = "rwc" if create else "rw"
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_WAIT_S)


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def _layer(connection: sqlite3.Connection, path: Path) -> ControlLayer:
    try:
        found = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        layout, layer = found["format"], json.loads(found["layer"])
    except (sqlite3.DatabaseError, ValueError, KeyError) as error:
        raise InvalidControl(f"{path}: not a control series ({error}); remove it and import it anew") from error
    if layout != FORMAT:
        raise InvalidControl(f"{path}: layout {layout}, needed {FORMAT}; remove it and import the series anew")
    return from_plain(ControlLayer, layer)


def _begin(connection: sqlite3.Connection, path: Path, layer: ControlLayer, cover: BaseGeometry | None) -> None:
    """Make the tables of a new series, or check that an existing one is read in the same way."""
    if not connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        for statement in _DDL.split(";\n"):
            connection.execute(statement)
        connection.execute("INSERT INTO meta VALUES ('format', ?)", (FORMAT,))
        if cover is not None:
            connection.execute("INSERT INTO cover VALUES (?)", (shapely.to_wkb(cover),))
    else:
        layer = merged(_layer(connection, path), layer)
    body = json.dumps(to_plain(layer), ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('layer', ?)", (body,))


_SETTLED = (
    "provider",
    "licence",
    "form",
    "role",
    "entity",
    "credit",
    "accuracy_km",
    "valid_days",
    "countries",
    "states_in",
)


def merged(held: ControlLayer, layer: ControlLayer) -> ControlLayer:
    """Return the settings of a series with words that were added.

    Raises InvalidControl if they differ in anything else, or if a word has another meaning than before.
    """
    for name in _SETTLED:
        before, now = getattr(held, name), getattr(layer, name)
        if before != now:
            raise InvalidControl(
                f"series {held.series!r} has {name} {before!r}, not {now!r}; nothing was imported. Leave it out to go "
                "on with that series, or import under another name (--series)"
            )
    if held.covers != layer.covers:
        raise InvalidControl(f"series {held.series!r} covers {held.covers}, not {layer.covers}; nothing was imported")
    states = dict(held.states)
    for word, state in layer.states:
        if states.setdefault(word, state) != state:
            raise InvalidControl(
                f"in series {held.series!r} the word {word!r} means {states[word]}, not {state}; nothing was imported"
            )
    return replace(held, states=tuple(states.items()))


def _keep_day(connection: sqlite3.Connection, layer: ControlLayer, content: DayContent, *, replacing: bool) -> bool:
    record = content.record
    held = connection.execute("SELECT record FROM day WHERE day = ? AND retired_at IS NULL", (record.day,)).fetchone()
    if held is not None and not replacing:
        known = from_plain(ControlDay, json.loads(held[0]))
        if known.source_sha256 == record.source_sha256:
            return False
        raise InvalidControl(
            f"series {layer.series!r} has {record.day} already, from {known.source} imported on {known.imported_at}; "
            "nothing was imported. Say --replace if the new file is to stand in its place"
        )
    connection.execute(
        "UPDATE day SET retired_at = ? WHERE day = ? AND retired_at IS NULL", (record.imported_at, record.day)
    )
    packed = _packed(connection, content.rows) if layer.form == "table" else None
    body = json.dumps(to_plain(record), ensure_ascii=False)
    made = connection.execute(
        "INSERT INTO day(day, record, west, rows) VALUES (?, ?, ?, ?)",
        (record.day, body, content.zones.frame.west, packed),
    )
    for zone in content.zones.zones:
        words = json.dumps(zone.words, ensure_ascii=False)
        connection.execute(
            "INSERT INTO zone VALUES (?, ?, ?, ?)", (made.lastrowid, zone.state, words, shapely.to_wkb(zone.shape))
        )
    return True


def _packed(connection: sqlite3.Connection, rows: Sequence[Row]) -> bytes:
    words: dict[str, int] = {word: num for num, word, _ in connection.execute("SELECT * FROM word")}
    nums: dict[tuple[str | None, float | None, float | None], int] = {
        (place, lat, lon): num for num, place, _, lat, lon in connection.execute("SELECT * FROM settlement")
    }
    codes: dict[int, int] = {}
    for row in rows:
        if row.word not in words:
            if len(words) >= _MOST_WORDS:
                raise InvalidControl(f"more than {_MOST_WORDS} words for states; is it the right column?")
            words[row.word] = len(words) + 1
            connection.execute("INSERT INTO word VALUES (?, ?, ?)", (words[row.word], row.word, row.state))
        key = (row.place, row.lat, row.lon)
        if key not in nums:
            nums[key] = len(nums) + 1
            connection.execute("INSERT INTO settlement VALUES (?, ?, ?, ?, ?)", (nums[key], *_columns(row)))
        codes[nums[key]] = words[row.word]
    packed = bytearray(max(codes, default=0) + 1)
    for num, code in codes.items():
        packed[num] = code
    return zlib.compress(bytes(packed))


def _columns(row: Row) -> tuple[str | None, str, float | None, float | None]:
    return row.place, row.name, row.lat, row.lon
