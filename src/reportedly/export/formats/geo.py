"""Places as GeoJSON (RFC 7946) and as GeoPackage (OGC 12-128r19)."""

import sqlite3
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import shape

from reportedly.export.files import write_array
from reportedly.export.released import Release
from reportedly.export.rows import TABLES, Column, Row, Table, joined

_TYPES = {"text": "TEXT", "whole": "INTEGER", "number": "REAL", "day": "DATE", "yes": "BOOLEAN", "list": "TEXT"}
_APPLICATION = 0x47504B47
_VERSION = 10300
_WGS84 = 4326
_WGS84_TEXT = (
    'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],'
    'AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,'
    'AUTHORITY["EPSG","9122"]],AUTHORITY["EPSG","4326"]]'
)
_AREAS = "areas"

_SCHEMA = f"""
PRAGMA application_id = {_APPLICATION};
PRAGMA user_version = {_VERSION};
CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY,
  organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE,
  description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
  min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
  CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL,
  geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL,
  CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
  CONSTRAINT uk_gc_table_name UNIQUE (table_name),
  CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
  CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
"""


def write_geojson(release: Release, folder: Path) -> list[Path]:
    """Write each table with places as a collection of points; a row without a place has no geometry."""
    made = [
        write_array(folder / f"{table.name}.geojson", _head(release, table.name), "features", _features(release, table))
        for table in TABLES
        if table.located
    ]
    areas = list(_area_features(release))
    return [*made, write_array(folder / f"{_AREAS}.geojson", _head(release, _AREAS), "features", areas)]


def _head(release: Release, name: str) -> dict[str, Any]:
    about = release.about
    return {"type": "FeatureCollection", "name": name, "credits": list(about.credits), "release": release.profile.name}


def _features(release: Release, table: Table) -> Iterator[dict[str, Any]]:
    key = table.columns[0].name if table.columns[0].name.endswith("_id") else None
    for row in table.rows(release):
        point = None if row["lat"] is None else {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        named = {"id": row[key]} if key else {}
        properties = {name: value for name, value in row.items() if name not in ("lat", "lon")}
        yield {"type": "Feature", **named, "geometry": point, "properties": properties}


def _area_features(release: Release) -> Iterator[dict[str, Any]]:
    """Yield the ground of claims whose place is an area and no point."""
    for claim in release.claims:
        if claim.place is not None and claim.place.geometry:
            properties = {"claim_id": claim.id, "event_id": claim.event, "precision": claim.place.precision}
            yield {"type": "Feature", "id": claim.id, "geometry": dict(claim.place.geometry), "properties": properties}


def write_gpkg(release: Release, folder: Path) -> list[Path]:
    """Write all tables into one GeoPackage: those with places as points, areas as polygons, the others plain."""
    path = folder / "places.gpkg"
    temporary = path.with_name(path.name + ".part")
    temporary.unlink(missing_ok=True)
    database = sqlite3.connect(temporary)
    try:
        database.executescript(_SCHEMA)
        database.executemany(
            "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)",
            [
                ("Undefined cartesian SRS", -1, "NONE", -1, "undefined", "undefined cartesian coordinate reference"),
                ("Undefined geographic SRS", 0, "NONE", 0, "undefined", "undefined geographic coordinate reference"),
                ("WGS 84 geodetic", _WGS84, "EPSG", _WGS84, _WGS84_TEXT, "longitude and latitude in degrees"),
            ],
        )
        for table in TABLES:
            _fill(database, release, table)
        _fill_areas(database, release)
        database.commit()
        database.execute("VACUUM")
    finally:
        database.close()
    temporary.replace(path)
    return [path]


def _fill(database: sqlite3.Connection, release: Release, table: Table) -> None:
    kind = "features" if table.located else "attributes"
    columns = [c for c in table.columns if c.name not in ("lat", "lon")]
    _create(database, table.name, columns, "POINT" if table.located else None)
    _register(database, release, (table.name, kind, table.about), "POINT")
    box: list[tuple[float, float]] = []
    places = ["geom"] if table.located else []
    marks = ", ".join("?" * (len(columns) + len(places)))
    names = ", ".join(f'"{name}"' for name in (*places, *(c.name for c in columns)))

    def rows() -> Iterator[list[Any]]:
        for row in table.rows(release):
            if table.located and row["lat"] is not None:
                box.append((row["lon"], row["lat"]))
            yield [*([_point(row)] if table.located else []), *(_value(row[c.name]) for c in columns)]

    database.executemany(f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})', rows())  # noqa: S608
    _bound(database, table.name, box)


def _fill_areas(database: sqlite3.Connection, release: Release) -> None:
    columns = [Column(name, "text", "", "") for name in ("claim_id", "event_id", "precision")]
    _create(database, _AREAS, columns, "GEOMETRY")
    _register(database, release, (_AREAS, "features", "Ground of claims whose place is an area"), "GEOMETRY")
    box: list[tuple[float, float]] = []
    for feature in _area_features(release):
        ground = shape(feature["geometry"])
        west, south, east, north = ground.bounds
        box += [(west, south), (east, north)]
        values = [feature["properties"][c.name] for c in columns]
        blob = _header() + shapely.to_wkb(ground, byte_order=1)
        database.execute(f'INSERT INTO "{_AREAS}" (geom, claim_id, event_id, precision) VALUES (?, ?, ?, ?)',  # noqa: S608
                         [blob, *values])  # fmt: skip
    _bound(database, _AREAS, box)


def _create(database: sqlite3.Connection, name: str, columns: list[Column], geometry: str | None) -> None:
    fields = ["fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL", *([f"geom {geometry}"] if geometry else [])]
    fields += [f'"{c.name}" {_TYPES[c.type]}' for c in columns]
    database.execute(f'CREATE TABLE "{name}" ({", ".join(fields)})')


def _register(database: sqlite3.Connection, release: Release, entry: tuple[str, str, str], geometry: str) -> None:
    name, kind, about = entry
    credit = "; ".join((about, *release.about.credits, f"release: {release.profile.name}"))
    database.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change, srs_id) "
        "VALUES (?, ?, ?, ?, ?, ?)",
        (name, kind, name, credit, release.about.made_at[:19] + ".000Z", _WGS84 if kind == "features" else None),
    )
    if kind == "features":
        row = (name, "geom", geometry, _WGS84, 0, 0)
        database.execute("INSERT INTO gpkg_geometry_columns VALUES (?, ?, ?, ?, ?, ?)", row)


def _bound(database: sqlite3.Connection, name: str, box: list[tuple[float, float]]) -> None:
    if box:
        east, north = zip(*box, strict=True)
        database.execute(
            "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
            (min(east), min(north), max(east), max(north), name),
        )


def _header() -> bytes:
    """Return the head of a geometry: magic, version 0, little-endian without an envelope, reference system."""
    return struct.pack("<2sBBi", b"GP", 0, 1, _WGS84)


def _point(row: Row) -> bytes | None:
    if row["lat"] is None:
        return None
    return _header() + struct.pack("<BIdd", 1, 1, row["lon"], row["lat"])


def _value(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else joined(value)
