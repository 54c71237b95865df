"""GeoJSON as it comes: read, checked to the last position, nothing left out in silence (RFC 7946)."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, NoReturn

from reportedly.errors import InvalidControl
from reportedly.records import Repair

Position = tuple[float, float]
Ring = tuple[Position, ...]

MAX_MEGABYTES = 64
MAX_POSITIONS = 1_000_000
_DEEPEST = 8
"""Geometry collections inside each other."""

_NOT_AREAS = frozenset({"Point", "MultiPoint", "LineString", "MultiLineString"})


@dataclass(frozen=True, slots=True)
class Surface:
    """One polygon as printed in the file: its rings, the properties of its feature, and where it stands."""

    rings: tuple[Ring, ...]
    properties: dict[str, Any]
    where: str


@dataclass(slots=True)
class Parsed:
    """Everything that a file holds: polygons, its crs member if it has one, and what was noticed."""

    surfaces: list[Surface] = field(default_factory=list)
    crs: object = None
    has_crs: bool = False
    empty: list[str] = field(default_factory=list)
    other: list[str] = field(default_factory=list)
    repairs: list[Repair] = field(default_factory=list)
    features: int = 0
    positions: int = 0
    heights: int = 0


def parse(data: bytes, name: str) -> Parsed:
    """Return the polygons of a GeoJSON file with everything that was noticed on the way.

    Features without a geometry stand in `empty`, those with points or lines in `other`; whoever imports decides
    whether to go on without them. Raises InvalidControl for whatever is not GeoJSON, or is too large.
    """
    found = Parsed()
    root = _load(data, name)
    _members(root, name, found)
    if found.heights:
        found.repairs.append(Repair("left_out", name, f"{found.heights} positions have a height, which is not used"))
    return found


def _load(data: bytes, name: str) -> dict[str, Any]:
    if len(data) > MAX_MEGABYTES * 1_000_000:
        raise InvalidControl(
            f"{name}: {len(data) / 1e6:.0f} MB; at most {MAX_MEGABYTES} MB are read: leave out properties and "
            "simplify the polygons, or give one day a file"
        )
    if not data.strip():
        raise InvalidControl(f"{name}: the file is empty; a GeoJSON file with polygons is needed")
    try:
        root = json.loads(data.decode("utf-8-sig"), parse_constant=_no_number, object_pairs_hook=_once)
    except UnicodeDecodeError as error:
        raise InvalidControl(f"{name}: not UTF-8 at byte {error.start}; GeoJSON is always UTF-8: save it so") from error
    except json.JSONDecodeError as error:
        raise InvalidControl(
            f"{name}: no JSON, line {error.lineno}, column {error.colno}: {error.msg}; is the download complete?"
        ) from error
    except RecursionError as error:
        raise InvalidControl(f"{name}: nested too deeply for GeoJSON; correct the file") from error
    except InvalidControl as error:
        raise InvalidControl(f"{name}: {error}") from error
    if not isinstance(root, dict):
        raise InvalidControl(f"{name}: found {_kind(root)}; a GeoJSON object is needed")
    return root


def _no_number(word: str) -> NoReturn:
    raise InvalidControl(f"holds {word}, which is no number in JSON; correct the positions that have it")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in [k for k, _ in pairs[:at]])
        raise InvalidControl(f"an object has the member {twice!r} twice, so one would be lost; correct the file")
    return members


def _members(root: dict[str, Any], name: str, found: Parsed) -> None:
    if "crs" in root:
        found.crs, found.has_crs = root["crs"], True
    kind = root.get("type")
    if kind == "Topology":
        raise InvalidControl(f"{name}: this is TopoJSON; convert it to GeoJSON (for example with topo2geo)")
    if kind == "FeatureCollection":
        features = root.get("features")
        if not isinstance(features, list):
            raise InvalidControl(f"{name}: features is {_kind(features)}; a list is needed")
        for number, feature in enumerate(features):
            _feature(feature, f"{name}: features[{number}]", found)
    elif kind == "Feature":
        _feature(root, name, found)
    elif isinstance(kind, str):
        found.features = 1
        _geometry(root, {}, name, found)
    else:
        raise InvalidControl(f"{name}: an object without a type is no GeoJSON; a FeatureCollection is needed")


def _feature(feature: object, where: str, found: Parsed) -> None:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise InvalidControl(f"{where}: found {_kind(feature)}; a Feature is needed")
    if "crs" in feature or (isinstance(feature.get("geometry"), dict) and "crs" in feature["geometry"]):
        raise InvalidControl(f"{where}: has a crs member of its own; give the whole file one, or none")
    properties = feature.get("properties")
    if not isinstance(properties, dict | None):
        raise InvalidControl(f"{where}: properties is {_kind(properties)}; it must be an object or null")
    found.features += 1
    _geometry(feature.get("geometry"), properties or {}, where, found)


def _geometry(geometry: object, properties: dict[str, Any], where: str, found: Parsed, *, depth: int = 0) -> None:
    if geometry is None:
        found.empty.append(where)
        return
    if not isinstance(geometry, dict) or not isinstance(geometry.get("type"), str):
        raise InvalidControl(f"{where}: the geometry is {_kind(geometry)}; a GeoJSON geometry or null is needed")
    kind = geometry["type"]
    if kind == "GeometryCollection":
        _collection(geometry, properties, where, found, depth=depth)
    elif kind in _NOT_AREAS:
        found.other.append(f"{where} ({kind})")
    elif kind in ("Polygon", "MultiPolygon"):
        _polygons(geometry, properties, where, found)
    else:
        raise InvalidControl(f"{where}: {kind!r} is no kind of GeoJSON geometry; Polygon or MultiPolygon is needed")


def _collection(geometry: dict[str, Any], properties: dict[str, Any], where: str, found: Parsed, *, depth: int) -> None:
    inner = geometry.get("geometries")
    if not isinstance(inner, list):
        raise InvalidControl(f"{where}: geometries is {_kind(inner)}; a list is needed")
    if depth >= _DEEPEST:
        raise InvalidControl(f"{where}: geometry collections are nested more than {_DEEPEST} deep; flatten them")
    if not inner:
        found.empty.append(where)
    for number, one in enumerate(inner):
        _geometry(one, properties, f"{where}, geometry {number + 1}", found, depth=depth + 1)


def _polygons(geometry: dict[str, Any], properties: dict[str, Any], where: str, found: Parsed) -> None:
    coordinates = geometry.get("coordinates")
    if not isinstance(coordinates, list):
        raise InvalidControl(f"{where}: coordinates is {_kind(coordinates)}; a list is needed")
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    if not coordinates:
        found.empty.append(where)
        return
    for number, polygon in enumerate(polygons):
        at = where if geometry["type"] == "Polygon" else f"{where}, part {number + 1}"
        if not isinstance(polygon, list):
            raise InvalidControl(f"{at}: a polygon is {_kind(polygon)}; a list of rings is needed")
        if not polygon:
            found.empty.append(at)
            continue
        rings = tuple(_ring(ring, f"{at}, ring {n + 1}", found) for n, ring in enumerate(polygon))
        found.surfaces.append(Surface(rings, properties, at))


def _ring(ring: object, where: str, found: Parsed) -> Ring:
    if not isinstance(ring, list):
        raise InvalidControl(f"{where}: {_kind(ring)} in place of a list of positions")
    if len(ring) < 3:
        raise InvalidControl(f"{where}: {len(ring)} positions; a ring has four or more, the last as the first")
    found.positions += len(ring)
    if found.positions > MAX_POSITIONS:
        raise InvalidControl(f"{where}: more than {MAX_POSITIONS:,} positions; simplify the polygons (100 m will do)")
    return tuple(_position(position, where, number, found) for number, position in enumerate(ring))


def _position(position: object, where: str, number: int, found: Parsed) -> Position:
    if (
        not isinstance(position, list)
        or len(position) not in (2, 3)
        # bool is an int to Python, and no coordinate.
        or any(type(value) not in (int, float) for value in position)
    ):
        raise InvalidControl(
            f"{where}, position {number + 1}: {_shown(position)} is no position of two or three numbers"
        )
    found.heights += len(position) == 3
    try:
        pair = float(position[0]), float(position[1])
    except OverflowError:
        pair = math.inf, math.inf
    if not (math.isfinite(pair[0]) and math.isfinite(pair[1])):
        raise InvalidControl(f"{where}, position {number + 1}: {_shown(position)} is not finite; correct it")
    return pair


def positions(surfaces: list[Surface]) -> Iterator[Position]:
    """Yield every position of the polygons."""
    for surface in surfaces:
        for ring in surface.rings:
            yield from ring


def _kind(value: object) -> str:
    if isinstance(value, dict):
        return f"an object of type {value.get('type')!r}" if "type" in value else "an object without a type"
    names: dict[type, str] = {list: "a list", str: "a text", type(None): "nothing", bool: "true or false"}
    return names.get(type(value), f"a value of type {type(value).__name__}")


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:59] + "…"
