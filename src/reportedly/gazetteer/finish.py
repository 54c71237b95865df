"""The last step of an import: the layer's file is made whole beside its place and then moved there."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import astuple
from itertools import groupby
from pathlib import Path
from typing import Any

from reportedly.gazetteer.features import is_historical
from reportedly.gazetteer.files import Layer
from reportedly.gazetteer.rows import RANK
from reportedly.gazetteer.schema import DDL, FORMAT, INDEXES, INSERT_NAME
from reportedly.gazetteer.shapes import Members
from reportedly.gazetteer.spread import Member, centre_and_radius

_LEVELS = ("adm1", "adm2", "adm3")
_FEW = 3
"""Members from which the middle of a unit's settlements stands for it, not its seat."""


def finish(
    staged: sqlite3.Connection,
    target: Path,
    layer: Layer,
    *,
    report: dict[str, Any],
    written: Callable[[int], None] = lambda _names: None,
) -> None:
    """Write the layer at `target` from what was staged; it appears whole or not at all.

    `written` is told now and then how many names are done.
    """
    # Always the same name: what a kill left behind is overwritten by the next import of the layer.
    temporary = target.with_name(f"{target.name}.new")
    temporary.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(temporary)) as connection:
            connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-32768;")
            connection.executescript(DDL)
            for table in ("place", "containment", "sovereignty", "shape", "code"):
                _copy(staged, connection, table)
            connection.executemany(INSERT_NAME, _names(staged, written))
            connection.executescript(INDEXES)
            _extents(connection, layer.name)
            connection.execute("INSERT INTO layer VALUES (?,?,?,?,?,?,?,?)", astuple(layer))
            notes = {
                "format": str(FORMAT),
                "credit": layer.credit,
                "places": str(layer.rows),
                "report": json.dumps(report, ensure_ascii=False),
            }
            connection.executemany("INSERT INTO meta VALUES (?, ?)", notes.items())
            connection.commit()
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def _copy(staged: sqlite3.Connection, connection: sqlite3.Connection, table: str) -> None:
    cursor = staged.execute(f"SELECT * FROM {table}")  # noqa: S608 - one of the names above
    marks = ",".join("?" * len(cursor.description))
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", cursor)  # noqa: S608


_Name = tuple[str, int, str, str, str, str, str, str]


def _names(staged: sqlite3.Connection, written: Callable[[int], None]) -> Iterator[_Name]:
    # Sorted as they are stored: a large table grows at its end only.
    cursor = staged.execute("SELECT * FROM name_in ORDER BY key, place")
    done = 0
    for number, (_, group) in enumerate(groupby(cursor, key=lambda name: name[:2])):
        names = list(group)
        done += len(names)
        if number % 8192 == 0:
            written(done)
        yield from names if len(names) == 1 else _once(names)


def _once(names: Iterable[_Name]) -> list[_Name]:
    """Return the names of one place under one key, each form once per language, with its best status.

    A form without language is left out where the same form is there with one, unless it is the main name.
    """
    best: dict[tuple[str, str], _Name] = {}
    for name in names:
        known = best.get(name[2:4])
        if known is None or RANK[name[4]] < RANK[known[4]]:
            best[name[2], name[3]] = name
    tagged = {form for form, lang in best if lang}
    return [n for n in best.values() if n[3] or n[4] in ("main", "abbreviation", "typed") or n[2] not in tagged]


def _extents(connection: sqlite3.Connection, layer: str) -> None:
    """Give the units of the layer the middle and the radius of their settlements, and a hull."""
    query = "SELECT id, feature_code, kind, country, admin1, admin2, admin3 FROM place WHERE kind LIKE 'adm_'"
    by_codes: dict[str, str] = {}
    for place, code, kind, *codes in connection.execute(query):
        if kind in _LEVELS and not is_historical(code):
            by_codes.setdefault(_codes(kind, *codes), place)
    query = (
        "SELECT country, lat, lon, population, feature_code, admin1, admin2, admin3 FROM place"
        " WHERE feature_class = 'P' ORDER BY country"
    )
    for country, group in groupby(connection.execute(query), key=lambda row: row[0]):
        _extents_in(connection, country, group, by_codes, layer)


def _codes(kind: str, country: str, *admin: str) -> str:
    return ".".join((country, *admin[: _LEVELS.index(kind) + 1]))


def _extents_in(
    connection: sqlite3.Connection, country: str, rows: Iterable[Any], places: dict[str, str], layer: str
) -> None:
    members, weighed = Members(), dict[str, list[Member]]()
    for _, lat, lon, people, feature_code, *admin in rows:
        if is_historical(feature_code):
            continue
        for level in range(1, 4):
            code = ".".join((country, *admin[:level]))
            if admin[level - 1] and code in places:
                members.add(code, lat, lon)
                weighed.setdefault(code, []).append(Member(lat, lon, people))
    middles = [
        (*(round(n, 4) for n in centre_and_radius(found)), places[code])
        for code, found in weighed.items()
        if len(found) >= _FEW
    ]
    connection.executemany("UPDATE place SET lat = ?, lon = ?, radius_km = ? WHERE id = ?", middles)
    hulls = [(places[hull.code], hull.wkb, layer, hull.members) for hull in members.hulls()]
    connection.executemany("INSERT OR IGNORE INTO shape VALUES (?, 'hull', ?, ?, ?)", hulls)
