"""The shapes of a theatre: GeoJSON beside its file, checked position by position."""

import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from reportedly.errors import InvalidTheatre
from reportedly.records.theatre import Theatre
from reportedly.theatre.wording import kind_of

_GEOMETRY_DEPTH = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}


def load_shapes(path: Path | str, theatre: Theatre) -> dict[str, Any] | None:
    """Return the GeoJSON FeatureCollection that `theatre` names, or None where it names none.

    `path` is the theatre file: the shapes are looked for beside it. Positions are longitude, then
    latitude, in degrees WGS 84. Raises InvalidTheatre if the file is missing or is no GeoJSON, if a
    position cannot be a longitude and a latitude, or if a ring is not closed.
    """
    if theatre.shapes is None:
        return None
    file = Path(path).parent / theatre.shapes
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise InvalidTheatre(
            f"{file}: the shapes of theatre {theatre.id!r} cannot be read ({error}); "
            "put the file beside the theatre file, or take `shapes` out of it"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InvalidTheatre(f"{file}: not JSON ({error}); export the shapes as GeoJSON in UTF-8") from error
    if not isinstance(data, dict) or data.get("type") != "FeatureCollection":
        raise InvalidTheatre(f"{file}: found {kind_of(data)} at the top; a FeatureCollection is needed")
    features = data.get("features")
    if not isinstance(features, list):
        raise InvalidTheatre(f"{file}: features is {kind_of(features)}; it must be a list of Feature objects")
    for number, feature in enumerate(features):
        _check_feature(feature, f"{file}: features[{number}]{_named(feature)}")
    return data


def _check_feature(feature: object, where: str) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InvalidTheatre(f"{where}: found {kind_of(feature)}; a Feature is needed")
    if not isinstance(feature.get("properties"), dict | None):
        raise InvalidTheatre(f"{where}: properties is {kind_of(feature['properties'])}; it must be an object or null")
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or geometry.get("type") not in _GEOMETRY_DEPTH:
        found = geometry.get("type") if isinstance(geometry, dict) else kind_of(geometry)
        raise InvalidTheatre(f"{where}: the geometry is {found}; it must be one of {', '.join(_GEOMETRY_DEPTH)}")
    kind = geometry["type"]
    lines = _lines(geometry.get("coordinates"), _GEOMETRY_DEPTH[kind], where)
    for line in lines:
        for position in line:
            _check_position(position, where)
        if kind.endswith("Polygon"):
            _check_ring(line, where)
        elif kind.endswith("LineString") and len(line) < 2:
            raise InvalidTheatre(f"{where}: a line has {len(line)} position; it needs two or more")


def _lines(coordinates: object, depth: int, where: str) -> list[list[object]]:
    """Return the coordinates as lists of positions, whatever the kind of the geometry."""
    if depth == 0:
        return [[coordinates]]
    if not isinstance(coordinates, list) or not coordinates:
        raise InvalidTheatre(
            f"{where}: found {kind_of(coordinates)} in the coordinates; a list that is not empty is needed"
        )
    if depth == 1:
        return [coordinates]
    return [line for part in coordinates for line in _lines(part, depth - 1, where)]


def _check_position(position: object, where: str) -> None:
    if (
        not isinstance(position, list)
        or len(position) not in (2, 3)
        or not all(type(value) in (int, float) and math.isfinite(value) for value in position)
    ):
        raise InvalidTheatre(f"{where}: {position!r} is no position; two numbers are needed, longitude first")
    lon, lat = position[:2]
    if abs(lat) > 90 and abs(lon) <= 90:
        raise InvalidTheatre(f"{where}: {position!r} has a latitude of {lat}; longitude comes first: swap the two")
    if abs(lon) > 180 or abs(lat) > 90:
        raise InvalidTheatre(f"{where}: {position!r} is not on the globe; give degrees WGS 84, not a projection")


def _check_ring(ring: Sequence[object], where: str) -> None:
    if len(ring) < 4:
        raise InvalidTheatre(f"{where}: a ring has {len(ring)} positions; it needs four or more, the last as the first")
    if ring[0] != ring[-1]:
        raise InvalidTheatre(f"{where}: a ring ends at {ring[-1]!r} but begins at {ring[0]!r}; close it")


def _named(feature: object) -> str:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    name = properties.get("id") or properties.get("name") if isinstance(properties, dict) else None
    return f" ({name})" if isinstance(name, str) else ""
