"""Build the gazetteer: one SQLite file, made once from installed packages and the tables beside this module."""

import hashlib
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from importlib import resources
from pathlib import Path

from reportedly.gazetteer import sources
from reportedly.gazetteer.schema import CREDIT, DDL, FORMAT, INDEXES, STATUSES
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.spread import distance_km
from reportedly.gazetteer.translit import readings
from reportedly.gazetteer.typewords import bare_unit
from reportedly.text import name_key

Progress = Callable[[str, int], None]
"""Called with a step and the number of places stored so far."""

_TRANSLITERATED = ("UA", "RU", "BY")
_RANK = {status: number for number, status in enumerate(STATUSES)}
_DATA_FILES = ("units.csv.gz", "countries.csv", "own.csv", "more_names.csv")

Name = tuple[str, str, str, str]
"""key, form, language, status"""


def fingerprint() -> str:
    """Return a short digest of everything that a build depends on; another digest is another file."""
    found = hashlib.sha256(f"{FORMAT} {sorted(sources.versions().items())}".encode())
    for name in _DATA_FILES:
        found.update(sources.data_file(name).read_bytes())
    for module in ("build.py", "sources.py", "translit.py", "typewords.py"):
        found.update(resources.files("reportedly.gazetteer").joinpath(module).read_bytes())
    return found.hexdigest()[:12]


def default_path() -> Path:
    """Return where the built file of this version lives: below XDG_CACHE_HOME or ~/.cache."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "reportedly" / f"gazetteer-{FORMAT}-{fingerprint()}.sqlite"


def build(path: Path, *, progress: Progress | None = None) -> Path:
    """Build the gazetteer at `path` and return it; takes 10 to 20 seconds.

    The file appears whole or not at all, so two processes may build at once. Raises OSError if it cannot be written.
    """
    return _atomically(path, lambda connection: _fill(connection, progress or _silent))


def write_places(path: Path, rows: Iterable[Row]) -> Path:
    """Write a gazetteer of nothing but `rows` at `path`, for a small area or a test, and return it."""
    return _atomically(path, lambda connection: _fill_with(connection, rows))


def _atomically(path: Path, fill: Callable[[sqlite3.Connection], None]) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(prefix=path.name, suffix=".part", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
            connection.executescript(DDL)
            fill(connection)
        Path(temporary).replace(path)
    finally:
        Path(temporary).unlink(missing_ok=True)
    return path


def _silent(_step: str, _count: int) -> None:
    return None


def _fill(connection: sqlite3.Connection, progress: Progress) -> None:
    writer = _Writer(connection)
    seats = _Seats()
    for step, rows in (
        ("countries", sources.countries()),
        ("continents", sources.continents()),
        ("settlements", seats.watch(sources.geonames_cities())),
        ("units", _units(seats)),
    ):
        progress(step, writer.count)
        writer.add_all(rows)
    progress("own places", writer.count)
    _add_own(writer)
    progress("index", writer.count)
    _finish(connection, writer.count, capitals=seats.capitals.values())
    progress("done", writer.count)


def _fill_with(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    writer = _Writer(connection)
    writer.add_all(rows)
    _finish(connection, writer.count)


def _finish(connection: sqlite3.Connection, count: int, *, capitals: Iterable[str] = ()) -> None:
    connection.executescript(INDEXES)
    notes = {
        "format": str(FORMAT),
        "fingerprint": fingerprint(),
        "credit": CREDIT,
        "places": str(count),
        "capitals": " ".join(sorted(capitals)),
        **{f"version.{name}": version for name, version in sources.versions().items()},
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", notes.items())
    connection.commit()


class _Writer:
    """Stores rows and their names; keeps the numbers of the larger areas so that further names find them."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.count = 0
        self.numbers: dict[str, int] = {}

    def add_all(self, rows: Iterable[Row]) -> None:
        places: list[tuple[object, ...]] = []
        names: list[tuple[str, int, str, str, str]] = []
        for row in rows:
            self.count += 1
            if row.kind not in ("settlement", "adm2"):
                self.numbers[row.id] = self.count
            if row.kind == "adm1":
                self.numbers[f"unit:{row.country}.{row.admin1}"] = self.count
            places.append(_plain(self.count, row))
            names += [(key, self.count, form, lang, status) for key, form, lang, status in names_of(row)]
            if len(places) >= 5000:
                self._flush(places, names)
        self._flush(places, names)

    def add_names(self, area: str, names: Iterable[Name]) -> None:
        """Give further names to an area that is stored already; an unknown one is left alone."""
        number = self.numbers.get(area)
        if number is not None:
            self._flush([], [(key, number, form, lang, status) for key, form, lang, status in names])

    def _flush(self, places: list[tuple[object, ...]], names: list[tuple[str, int, str, str, str]]) -> None:
        self._connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?,?)", places)
        self._connection.executemany("INSERT OR IGNORE INTO name VALUES (?,?,?,?,?)", names)
        places.clear()
        names.clear()


def _plain(number: int, row: Row) -> tuple[object, ...]:
    where = (row.lat, row.lon, row.country, row.admin1, row.admin2)
    return (number, row.id, row.name, row.kind, *where, row.population, row.radius_km, row.claims)


def names_of(row: Row) -> list[Name]:
    """Return the name rows of a place, one per key: the best status wins."""
    best: dict[str, Name] = {}
    forms = [(row.name, "", "main"), *row.names]
    if row.country in _TRANSLITERATED and row.kind == "settlement":
        forms += [(latin, "", "transliteration") for form, _, _ in forms for latin in readings(form)]
    for form, lang, status in forms:
        key = name_key(form)
        known = best.get(key)
        if key and (known is None or _RANK[status] < _RANK[known[3]]):
            best[key] = (key, form, lang, status)
    return list(best.values())


class _Seats:
    """Settlements that a unit is named for, and capitals, found while the settlements go by.

    A unit gets the other names of its seat as typed names, and its point where it has none of its own.
    """

    def __init__(self) -> None:
        self.units = list(sources.unit_rows())
        self._wanted = {_unit_key(code, bare_unit(name)) for code, name, *_ in self.units}
        self._wanted |= {(country, "", bare) for country, _, bare in self._wanted}
        self._found: dict[tuple[str, str, str], Row] = {}
        self._capital_keys = sources.capitals()
        self._capital_people: dict[str, int] = {}
        self.capitals: dict[str, str] = {}

    def watch(self, rows: Iterable[Row]) -> Iterator[Row]:
        """Pass the settlements on and remember the biggest of each wanted name."""
        for row in rows:
            self._see_capital(row)
            for key in {name_key(row.name), *(name_key(form) for form, _, _ in row.names if form.isascii())}:
                self._see_seat((row.country, row.admin1, key), row)
                self._see_seat((row.country, "", key), row)
            yield row

    def _see_seat(self, wanted: tuple[str, str, str], row: Row) -> None:
        if wanted in self._wanted:
            known = self._found.get(wanted)
            if known is None or row.population > known.population:
                self._found[wanted] = row

    def _see_capital(self, row: Row) -> None:
        wanted = self._capital_keys.get(row.country)
        if wanted is None or row.population <= self._capital_people.get(row.country, -1):
            return
        if name_key(row.name) == wanted or any(name_key(form) == wanted for form, _, _ in row.names):
            self._capital_people[row.country] = row.population
            self.capitals[row.country] = row.id

    def of(self, code: str, bare: str) -> Row | None:
        """Return the settlement that the unit is named for, or None."""
        return self._found.get(_unit_key(code, bare))

    def beside(self, code: str, bare: str, reach: tuple[float, float, float]) -> Row | None:
        """Return the city that a first-order unit surrounds without holding it (as some capitals are), or None.

        `reach` is the middle of the unit (degrees) and its radius (km).
        """
        found = self._found.get((code.split(".", maxsplit=1)[0], "", bare)) if code.count(".") == 1 else None
        lat, lon, radius = reach
        return found if found is not None and distance_km(lat, lon, found.lat, found.lon) <= radius else None


def _unit_key(code: str, bare: str) -> tuple[str, str, str]:
    country, admin1, *_ = code.split(".")
    return country, admin1, bare


def _units(seats: _Seats) -> Iterator[Row]:
    """Yield the units; one without a point of its own takes that of its seat, else that of its parent."""
    parents: dict[str, Row] = {}
    for code, name, lat, lon, radius, population, number in seats.units:
        country, admin1, *rest = code.split(".")
        bare = bare_unit(name)
        seat = seats.of(code, bare)
        parent = parents.get(f"{country}.{admin1}") if rest else None
        point = (float(lat), float(lon), float(radius)) if lat else _borrowed(seat, parent)
        if point is None:
            continue
        seat = seat or seats.beside(code, bare, point)
        row = Row(
            id=f"geonames:{number}" if number else f"unit:{code}",
            name=name,
            kind="adm2" if rest else "adm1",
            lat=point[0],
            lon=point[1],
            country=country,
            admin1=admin1,
            admin2=".".join(rest),
            population=int(population or 0),
            radius_km=point[2],
            names=tuple(_unit_names(name, bare, seat)),
        )
        if not rest:
            parents[code] = row
        yield row


def _unit_names(name: str, bare: str, seat: Row | None) -> Iterator[tuple[str, str, str]]:
    if bare != name_key(name):
        yield bare, "", "official"
    if seat is not None:
        yield seat.name, "", "typed"
        yield from ((form, lang, "typed") for form, lang, _ in seat.names)
        if seat.country in _TRANSLITERATED:
            yield from ((latin, "", "typed") for form, _, _ in seat.names for latin in readings(form))


def _borrowed(seat: Row | None, parent: Row | None) -> tuple[float, float, float] | None:
    if seat is not None:
        return seat.lat, seat.lon, 20.0
    if parent is not None:
        return parent.lat, parent.lon, parent.radius_km or 50.0
    return None


def _add_own(writer: _Writer) -> None:
    own = list(sources.own_places())
    for row in own:
        if row.kind == "adm1":
            forms = (row.name, *(form for form, _, _ in row.names))
            writer.add_names(f"unit:{row.claims}", [(name_key(form), form, "", "official") for form in forms])
    writer.add_all(row for row in own if row.kind != "adm1")
    for line in sources.table("more_names.csv"):
        names = [(name_key(form), form, "en", line["status"]) for form in line["forms"].split("|")]
        writer.add_names(line["id"], names)
