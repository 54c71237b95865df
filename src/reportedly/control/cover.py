"""The ground that a series speaks of, as its user states it: a box or polygons."""

import shapely
from shapely.geometry.base import BaseGeometry

from reportedly.control.degrees import Box, Reading, in_degrees
from reportedly.control.geojson import parse
from reportedly.control.rings import Workshop, frame_of
from reportedly.errors import InvalidControl
from reportedly.text import digest


def cover_of_box(printed: str) -> tuple[BaseGeometry, str]:
    """Return the ground of a box "west,south,east,north" in degrees, and its description.

    A box whose east is less than its west crosses the antimeridian. Raises InvalidControl for anything else.
    """
    try:
        west, south, east, north = (float(part) for part in printed.split(","))
    except ValueError as error:
        raise InvalidControl(f"{printed!r} is no box; give four numbers: west,south,east,north in degrees") from error
    if not (-180 <= west <= 180 and -180 <= east <= 180 and -90 <= south < north <= 90 and west != east):
        raise InvalidControl(f"{printed!r} is no box on the globe; give west,south,east,north in degrees, south first")
    return shapely.box(west, south, east + (360.0 if east < west else 0.0), north), f"box {printed}"


def cover_of_file(data: bytes, name: str) -> tuple[BaseGeometry, str]:
    """Return the ground of the polygons in a GeoJSON file, and its description; lines and points are passed over.

    Raises InvalidControl if the file cannot be read as polygons, or has none.
    """
    found = parse(data, name)
    surfaces = in_degrees(found, name, Reading())
    shop = Workshop(name)
    shapes = [shape for surface in surfaces if not (shape := shop.polygon(surface)).is_empty]
    if not shapes:
        raise InvalidControl(f"{name}: no polygon with an area; the covered ground is given as polygons")
    frame = frame_of(shapes)
    ground = shapely.union_all([frame.placed(shape) for shape in shapes])
    return ground, f"the polygons of {name.rsplit('/', 1)[-1]} ({digest(data.decode('utf-8-sig'))})"


def box_around(shape: BaseGeometry) -> Box:
    """Return the box around a geometry."""
    west, south, east, north = shape.bounds
    return float(west), float(south), float(east), float(north)
