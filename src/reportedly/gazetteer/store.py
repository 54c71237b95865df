"""The built gazetteer as interfaces.Gazetteer, with a theatre's own places as a layer on top."""

import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from functools import cached_property
from getpass import getuser
from math import sqrt
from pathlib import Path
from typing import Any, cast

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.build import Progress, build, default_path
from reportedly.gazetteer.lookup import Lookup
from reportedly.gazetteer.prior import Hit
from reportedly.gazetteer.resolve import resolve_document
from reportedly.gazetteer.scan import scan_text
from reportedly.gazetteer.schema import CREDIT, FORMAT, PRECISION
from reportedly.interfaces import Candidate, Resolved, Toponym
from reportedly.records import TheatrePlace
from reportedly.records.values import Precision
from reportedly.text import name_key

_BY_ID = (
    "SELECT id, name, kind, lat, lon, country, admin1, admin2, population, radius_km, claims FROM place WHERE id = ?"
)
_BY_KEY = (
    "SELECT place.id, place.name, kind, lat, lon, country, admin1, admin2, population, radius_km, claims, name.form,"
    " name.status FROM name JOIN place ON place.num = name.place WHERE key = ?"
)
_CACHE = 20_000


class SqliteGazetteer:
    """A gazetteer file, opened for reading only; safe to use from one thread at a time.

    `extra` are a theatre's places: found under their names beside the file's entries and preferred.
    Raises InvalidGazetteer if the file is missing, damaged or of another layout.
    """

    def __init__(self, path: Path, *, extra: Sequence[TheatrePlace] = ()) -> None:
        self.path = path
        self._connection = _open(path)
        listed = self._connection.execute("SELECT value FROM meta WHERE key = 'capitals'").fetchone()
        self._capitals = frozenset(listed[0].split() if listed else ())
        self._rows: dict[str, tuple[Hit, ...]] = {}
        self._extra: dict[str, list[Hit]] = defaultdict(list)
        self._extra_by_id: dict[str, Candidate] = {}
        for place in extra:
            self._add_extra(place)
        self._lookup = Lookup(self.hits, self.keys_from)

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one printed name, best prior first; empty where there are none."""
        return list(self._lookup.candidates(name)[:limit])

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        if place_id in self._extra_by_id:
            return self._extra_by_id[place_id]
        row = self._connection.execute(_BY_ID, (place_id,)).fetchone()
        return _candidate(row) if row else None

    def claimed_unit(self, place_id: str) -> str | None:
        """Return the id of the unit that a proclaimed entity claims, or None."""
        row = self._connection.execute("SELECT claims FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None or not row[0]:
            return None
        country, _, admin1 = row[0].partition(".")
        unit = self._connection.execute(
            "SELECT id FROM place WHERE kind = 'adm1' AND country = ? AND admin1 = ?", (country, admin1)
        ).fetchone()
        return str(unit[0]) if unit else None

    def unit_of(self, place_id: str) -> str | None:
        """Return the id of the first-order unit that holds a settlement, facility or lower unit, or None."""
        row = self._connection.execute("SELECT kind, country, admin1 FROM place WHERE id = ?", (place_id,)).fetchone()
        if row is None or row[0] in ("adm1", "country") or not row[2]:
            return None
        return self._first_order.get((row[1], row[2]))

    @cached_property
    def _first_order(self) -> dict[tuple[str, str], str]:
        rows = self._connection.execute("SELECT country, admin1, id FROM place WHERE kind = 'adm1'")
        return {(country, admin1): place_id for country, admin1, place_id in rows}

    def scan(self, text: str) -> list[Toponym]:
        """Return the stretches of `text` that look like place names, in order, without overlaps."""
        return [mention.toponym for mention in scan_text(text, self._lookup) if mention.counts]

    def resolve(self, text: str, toponyms: Sequence[Toponym], *, home: str | None = None) -> list[Resolved]:
        """Resolve the toponyms of one document together; one answer for each, in order."""
        return resolve_document(text, toponyms, self._lookup, home=home)

    @property
    def lookup(self) -> Lookup:
        """The look-up of single names, for the rules that read text with this gazetteer."""
        return self._lookup

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return everything that is stored under one name key."""
        known = self._rows.get(key)
        if known is not None:
            return known
        rows = self._connection.execute(
            _BY_KEY,
            (key,),
        ).fetchall()
        found = (*self._extra.get(key, ()), *(_hit(row, self._capitals) for row in rows))
        if len(self._rows) >= _CACHE:
            self._rows.clear()
        self._rows[key] = found
        return found

    def keys_from(self, prefix: str) -> list[str]:
        """Return the name keys that begin with `prefix`."""
        rows = self._connection.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?", (prefix, prefix + "\U0010ffff")
        ).fetchall()
        return [key for (key,) in rows] + [key for key in self._extra if key.startswith(prefix)]

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def _add_extra(self, place: TheatrePlace) -> None:
        candidate = Candidate(
            id=place.id,
            name=place.name,
            kind=place.kind,
            precision=_precision(place.kind),
            lat=place.lat,
            lon=place.lon,
            country=place.country or "",
            admin1=place.parent or "",
            population=place.population or 0,
            radius_km=_radius(place.kind, place.population or 0),
        )
        self._extra_by_id[place.id] = candidate
        for form in dict.fromkeys((place.name, *(name.text for name in place.names))):
            hit = Hit(replace(candidate, matched=form), "theatre")
            self._extra[name_key(form)].append(hit)


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise InvalidGazetteer(f"{path}: there is no gazetteer; build it with `reportedly gazetteer build`")
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise InvalidGazetteer(f"{path}: not a gazetteer file ({error}); build it anew") from error
    if found is None or found[0] != str(FORMAT):
        raise InvalidGazetteer(f"{path}: layout {found and found[0]}, needed {FORMAT}; build it anew")
    return connection


def _candidate(row: Sequence[Any], matched: str = "", match: str = "exact") -> Candidate:
    kind, population, radius = row[2], row[8], row[9]
    precision = _precision(kind)
    if kind == "proclaimed" and row[10]:
        precision = "adm1"
    return Candidate(
        id=row[0],
        name=row[1],
        kind=kind,
        precision=precision,
        lat=row[3],
        lon=row[4],
        country=row[5],
        admin1=row[6],
        admin2=row[7],
        population=population,
        radius_km=radius if radius is not None else _radius(kind, population),
        matched=matched or row[1],
        match=match,
    )


_MATCH = {"transliteration": "transliteration", "demonym": "demonym"}


def _hit(row: Sequence[Any], capitals: frozenset[str]) -> Hit:
    form, status = row[11], row[12]
    return Hit(_candidate(row, form, _MATCH.get(status, "exact")), status, row[0] in capitals)


def _precision(kind: str) -> Precision:
    return cast(Precision, PRECISION.get(kind, "vague_region"))


def _radius(kind: str, population: int) -> float:
    """Return the uncertainty of a point in km where none is stored: a settlement grows with its people."""
    if kind != "settlement":
        return 10.0
    return round(min(25.0, 1.0 + 2.0 * sqrt(population / 40_000)), 1)


def open_default(*, extra: Sequence[TheatrePlace] = (), progress: Progress | None = None) -> SqliteGazetteer:
    """Return the gazetteer of this version; the first call builds it (10 to 20 seconds).

    Raises InvalidGazetteer or OSError if it can neither be read nor built.
    """
    path = default_path()
    if not path.is_file():
        try:
            build(path, progress=progress)
        except OSError:
            # A home that cannot be written, as in a container: the system's temporary folder will do.
            path = Path(tempfile.gettempdir()) / f"reportedly-{getuser()}" / path.name
            if not path.is_file():
                build(path, progress=progress)
    return SqliteGazetteer(path, extra=extra)


def info(path: Path) -> dict[str, str]:
    """Return what a gazetteer file says of itself: layout, versions, credit, places by kind.

    Raises InvalidGazetteer if it cannot be read.
    """
    with closing(_open(path)) as connection:
        found = dict(connection.execute("SELECT key, value FROM meta").fetchall())
        kinds = connection.execute("SELECT kind, count(*) FROM place GROUP BY kind ORDER BY 2 DESC").fetchall()
    found.setdefault("credit", CREDIT)
    return found | {f"places.{kind}": str(count) for kind, count in kinds}
