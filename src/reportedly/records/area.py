"""Areas: where a place lies if a point would say too much, and their polygons."""

import math
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from reportedly.errors import InvalidRecord
from reportedly.records import geo
from reportedly.records import values as v
from reportedly.records.geo import Point


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that an area is measured from: its gazetteer id and its own point and radius."""

    gazetteer_id: str
    name: str
    lat: float
    lon: float
    radius_km: float = 0.0

    def __post_init__(self) -> None:
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidRecord(f"degrees of anchor {self.name!r} out of range: {self.lat}, {self.lon}")
        if not 0 <= self.radius_km < math.inf:
            raise InvalidRecord(f"radius of anchor {self.name!r} is {self.radius_km} km")

    @property
    def point(self) -> Point:
        """Longitude and latitude."""
        return self.lon, self.lat


@dataclass(frozen=True, slots=True)
class Area:
    """The stretch of ground that a printed place stands for; `ring_of` turns it into a polygon.

    - "circle": `far_km` about the one anchor, or about the point halfway between two;
    - "sector": from `near_km` to `far_km` off the anchor, `spread` degrees to each side of `bearing`
      (degrees from north, clockwise);
    - "corridor": `far_km` to each side of the line between two anchors;
    - "hull": the convex hull of the anchors, each with its radius, or `rings` around the settlements of a unit;
    - "outline": `rings` as somebody drew them.

    `rings` are outer boundaries, closed, in (longitude, latitude) degrees WGS 84, the largest first. Kilometres
    count from the anchor's point. `words` are the printed ones ("12 km north of Brezna"), without an article;
    empty where a unit is meant as it is.
    Raises InvalidRecord where a number is missing, out of order or out of range.
    """

    kind: v.AreaKind
    anchors: tuple[Anchor, ...] = ()
    near_km: float = 0.0
    far_km: float | None = None
    bearing: float | None = None
    spread: float | None = None
    rings: tuple[tuple[tuple[float, float], ...], ...] = ()
    words: str = ""

    def __post_init__(self) -> None:
        v.check("Area", kind=(self.kind, v.AreaKind))
        needed = {"circle": (1, 2), "sector": (1, 1), "corridor": (2, 2)}.get(self.kind)
        if needed and not needed[0] <= len(self.anchors) <= needed[1]:
            raise InvalidRecord(f"a {self.kind} cannot have {len(self.anchors)} anchors")
        if needed and self.far_km is None:
            raise InvalidRecord(f"a {self.kind} needs far_km")
        if self.far_km is not None and not 0 <= self.near_km < self.far_km < math.inf:
            raise InvalidRecord(f"an area cannot reach from {self.near_km} to {self.far_km} km")
        if self.kind == "sector":
            self._check_sector()
        if self.kind == "outline" or (self.kind == "hull" and len(self.anchors) < 2):
            self._check_rings()

    def _check_sector(self) -> None:
        if self.bearing is None or not 0 <= self.bearing < 360:
            raise InvalidRecord(f"a sector needs a bearing from 0 up to 360 degrees, not {self.bearing}")
        if self.spread is None or not 0 < self.spread <= 180:
            raise InvalidRecord(f"a sector needs a spread above 0 and up to 180 degrees, not {self.spread}")

    def _check_rings(self) -> None:
        if not self.rings:
            raise InvalidRecord(f"a {self.kind} needs two anchors or a ring")
        for ring in self.rings:
            if len(ring) < 4 or ring[0] != ring[-1]:
                raise InvalidRecord(f"a {self.kind} needs closed rings of at least four positions")
            if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in ring):
                raise InvalidRecord(f"degrees of a {self.kind} out of range")


def rings_of(area: Area) -> list[list[Point]]:
    """Return the boundaries of an area, each closed, the largest first; one for all but units in several pieces."""
    return [list(ring) for ring in area.rings] or [ring_of(area)]


def ring_of(area: Area) -> list[Point]:
    """Return the boundary of an area, of its largest piece, as a closed ring of (longitude, latitude)."""
    if area.rings:
        return list(area.rings[0])
    points = [anchor.point for anchor in area.anchors]
    far = area.far_km or 0.0
    if area.kind == "circle":
        return geo.circle(points[0] if len(points) == 1 else geo.middle(*points), far)
    if area.kind == "sector" and area.bearing is not None and area.spread is not None:
        return geo.sector(points[0], area.bearing, area.spread, near_km=area.near_km, far_km=far)
    reach = [max(far, anchor.radius_km, 0.1) for anchor in area.anchors]
    return geo.hull_of([corner for point, km in zip(points, reach, strict=True) for corner in geo.circle(point, km)])


def middle_of(area: Area) -> tuple[Point, float]:
    """Return the centroid of an area and the distance in kilometres from there to its farthest corner."""
    ring = ring_of(area)
    lon, lat = geo.centre_of(ring)
    return ((lon + 180.0) % 360.0 - 180.0, lat), geo.reach_km((lon, lat), ring)


def polygon_of(area: Area) -> dict[str, Any]:
    """Return an area as a GeoJSON Polygon, or MultiPolygon where it has several pieces (RFC 7946).

    Outer rings counter-clockwise, five decimals (a metre).
    """
    pieces = [[[list(position) for position in _wound(ring)]] for ring in rings_of(area)]
    if len(pieces) == 1:
        return {"type": "Polygon", "coordinates": pieces[0]}
    return {"type": "MultiPolygon", "coordinates": pieces}


def _wound(ring: list[Point]) -> list[Point]:
    rounded = [(round(lon, 5), round(lat, 5)) for lon, lat in ring]
    turn = sum((b[0] - a[0]) * (b[1] + a[1]) for a, b in pairwise(rounded))
    return rounded if turn <= 0 else rounded[::-1]
