"""Which coordinate system the numbers of a file are in, and how they become longitude and latitude."""

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from reportedly.control.geojson import Parsed, Position, Surface, positions
from reportedly.errors import InvalidControl
from reportedly.records import Repair

Axes = Literal["lonlat", "latlon"]
Box = tuple[float, float, float, float]
"""West, south, east, north in degrees; east may lie beyond 180."""

_DEGREES = frozenset({"ogc:1.3:crs84", "ogc::crs84", "crs84", "epsg:4326", "epsg::4326", "wgs84", "wgs 84"})
_WEB_MERCATOR = frozenset({"epsg:3857", "epsg::3857", "epsg:900913", "epsg::900913", "epsg:102100", "epsg::102100"})
_WEB_MERCATOR_RADIUS = 6378137.0
_WEB_MERCATOR_EDGE = 20037508.3428
_FARTHEST_LON = 360.0


@dataclass(frozen=True, slots=True)
class Reading:
    """How to read the numbers: a crs in place of the file's, the order of the axes, and where they should lie.

    What lies away from a `firm` expectation is refused; from another one only if it fits with its axes changed.
    """

    crs: str | None = None
    axes: Axes = "lonlat"
    expected: Box | None = None
    expected_by: str = ""
    firm: bool = True


def in_degrees(found: Parsed, name: str, reading: Reading) -> list[Surface]:
    """Return the polygons with longitude and latitude in degrees WGS 84; what was done stands in `found.repairs`.

    Raises InvalidControl for a coordinate system other than degrees and Web Mercator, for metres without a crs,
    and for axes that seem to be the wrong way round: they are never turned unasked.
    """
    system = _system(found, name, reading)
    surfaces = found.surfaces
    if system == "mercator":
        surfaces = _mapped(surfaces, lambda p: _from_mercator(p, name))
        found.repairs.append(Repair("crs", name, "Web Mercator metres (EPSG:3857) turned into degrees"))
    elif reading.axes == "latlon":
        surfaces = _mapped(surfaces, lambda p: (p[1], p[0]))
        found.repairs.append(Repair("axes", name, "latitude came first, as was said: the two were changed round"))
    _check_globe(surfaces, name, reading)
    if system == "degrees":
        _check_expected(surfaces, name, reading)
    return surfaces


def _system(found: Parsed, name: str, reading: Reading) -> Literal["degrees", "mercator"]:
    if reading.crs is not None:
        if found.has_crs and found.crs is not None:
            found.repairs.append(
                Repair("crs", name, f"read as {reading.crs}, as was said; the file names {_crs_name(found.crs, name)}")
            )
        return _known(reading.crs, name)
    if not found.has_crs:
        return "degrees"
    if found.crs is None:
        found.repairs.append(Repair("crs", name, "its crs member is null; read as degrees WGS 84"))
        return "degrees"
    return _known(_crs_name(found.crs, name), name)


def _crs_name(crs: object, name: str) -> str:
    properties = crs.get("properties") if isinstance(crs, dict) else None
    named = properties.get("name") if isinstance(properties, dict) else None
    if not isinstance(named, str) or not named.strip():
        raise InvalidControl(
            f"{name}: its crs member names no coordinate system; take it out if the file is in degrees WGS 84, "
            "or name the system with --crs"
        )
    return named


def _known(crs: str, name: str) -> Literal["degrees", "mercator"]:
    key = crs.strip().casefold().removeprefix("urn:ogc:def:crs:")
    if key in _DEGREES:
        return "degrees"
    if key in _WEB_MERCATOR:
        return "mercator"
    raise InvalidControl(
        f"{name}: coordinates in {crs}; degrees WGS 84 (CRS84, EPSG:4326) and Web Mercator (EPSG:3857) are read: "
        "convert it, for example with `ogr2ogr -t_srs EPSG:4326 out.geojson in.geojson`"
    )


def _mapped(surfaces: list[Surface], change: Callable[[Position], Position]) -> list[Surface]:
    return [replace(s, rings=tuple(tuple(change(p) for p in ring) for ring in s.rings)) for s in surfaces]


def _from_mercator(position: Position, name: str) -> Position:
    x, y = position
    if abs(x) > 2 * _WEB_MERCATOR_EDGE or abs(y) > _WEB_MERCATOR_EDGE:
        raise InvalidControl(f"{name}: {position} lies off the Web Mercator square; is the coordinate system right?")
    lat = math.degrees(2 * math.atan(math.exp(y / _WEB_MERCATOR_RADIUS)) - math.pi / 2)
    return math.degrees(x / _WEB_MERCATOR_RADIUS), lat


def _check_globe(surfaces: list[Surface], name: str, reading: Reading) -> None:
    worst = next((p for p in positions(surfaces) if abs(p[1]) > 90 or abs(p[0]) > _FARTHEST_LON), None)
    if worst is None:
        return
    if all(abs(x) <= 90 and abs(y) <= _FARTHEST_LON for x, y in positions(surfaces)):
        other = "lonlat" if reading.axes == "latlon" else "latlon"
        raise InvalidControl(
            f"{name}: {worst} would have a latitude of {worst[1]:g}, so the axes are the wrong way round; "
            f"if that holds for the whole file, import it with --axes {other}"
        )
    raise InvalidControl(
        f"{name}: {worst} is not on the globe, so the numbers are no degrees but a projection (metres?); convert the "
        "file to EPSG:4326, or say --crs EPSG:3857 if it is in Web Mercator"
    )


def _check_expected(surfaces: list[Surface], name: str, reading: Reading) -> None:
    """Refuse a file that lies elsewhere than expected but fits with its axes changed round."""
    if reading.expected is None or not surfaces:
        return
    box = box_of(surfaces)
    if meets(box, reading.expected):
        return
    turned = (box[1], box[0], box[3], box[2])
    if meets(turned, reading.expected):
        other = "lonlat" if reading.axes == "latlon" else "latlon"
        raise InvalidControl(
            f"{name}: it lies at {described(box)}, away from {reading.expected_by} ({described(reading.expected)}), "
            f"where it would lie with its axes changed round; if they are, import it with --axes {other}"
        )
    if not reading.firm:
        return
    raise InvalidControl(
        f"{name}: it lies at {described(box)}, away from {reading.expected_by} ({described(reading.expected)}); "
        "is it the right file? If it is, import it as a series of its own"
    )


def box_of(surfaces: list[Surface]) -> Box:
    """Return the box around all positions."""
    xs, ys = zip(*positions(surfaces), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def meets(one: Box, other: Box) -> bool:
    """Say whether two boxes share a spot; boxes across the antimeridian may be given either way."""
    if one[3] < other[1] or other[3] < one[1]:
        return False
    return any(one[0] + turn <= other[2] and other[0] <= one[2] + turn for turn in (-360.0, 0.0, 360.0))


def described(box: Box) -> str:
    """Return a box in words: longitudes, then latitudes."""
    return f"longitude {box[0]:.2f} to {box[2]:.2f}, latitude {box[1]:.2f} to {box[3]:.2f}"
