"""Geometry on the sphere, in degrees WGS 84 and kilometres; rings are lists of (longitude, latitude), closed.

Distances and bearings are those of a sphere of mean radius (haversine and direct great-circle formulas,
Williams, Aviation Formulary): within 0.6 % of the ellipsoid, far inside every uncertainty that is drawn here.
Longitudes of a ring run on past 180 where it crosses the date line, so that it never jumps.
"""

import math
from collections.abc import Sequence
from itertools import pairwise

Point = tuple[float, float]
"""Longitude and latitude in degrees."""

EARTH_KM = 6371.0
_STEPS = 48
"""Corners of a full circle."""


def distance_km(a: Point, b: Point) -> float:
    """Return the great-circle distance between two points in kilometres."""
    lon1, lat1, lon2, lat2 = (math.radians(v) for v in (*a, *b))
    h = math.sin((lat2 - lat1) / 2) ** 2 + math.cos(lat1) * math.cos(lat2) * math.sin((lon2 - lon1) / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(h)))


def bearing_deg(a: Point, b: Point) -> float:
    """Return the direction from `a` to `b` in degrees from north, clockwise, 0 to 360."""
    lon1, lat1, lon2, lat2 = (math.radians(v) for v in (*a, *b))
    y = math.sin(lon2 - lon1) * math.cos(lat2)
    x = math.cos(lat1) * math.sin(lat2) - math.sin(lat1) * math.cos(lat2) * math.cos(lon2 - lon1)
    return math.degrees(math.atan2(y, x)) % 360.0


def destination(start: Point, bearing: float, km: float) -> Point:
    """Return the point `km` from `start` in the direction `bearing` (degrees from north)."""
    lon, lat, turn, arc = math.radians(start[0]), math.radians(start[1]), math.radians(bearing), km / EARTH_KM
    sine = math.sin(lat) * math.cos(arc) + math.cos(lat) * math.sin(arc) * math.cos(turn)
    north = math.asin(max(-1.0, min(1.0, sine)))
    east = lon + math.atan2(math.sin(turn) * math.sin(arc) * math.cos(lat), math.cos(arc) - math.sin(lat) * sine)
    return math.degrees(east), math.degrees(north)


def middle(a: Point, b: Point) -> Point:
    """Return the point halfway between two points on the great circle."""
    return destination(a, bearing_deg(a, b), distance_km(a, b) / 2)


def circle(centre: Point, km: float) -> list[Point]:
    """Return the ring of a circle."""
    ring = [destination(centre, -turn * 360.0 / _STEPS, km) for turn in range(_STEPS)]
    return [*ring, ring[0]]


def sector(centre: Point, bearing: float, spread: float, *, near_km: float, far_km: float) -> list[Point]:
    """Return the ring of a sector: `spread` degrees to each side of `bearing`, from `near_km` to `far_km`."""
    count = max(2, round(_STEPS * spread / 180.0))
    turns = [bearing + spread - 2 * spread * i / count for i in range(count + 1)]
    far = [destination(centre, turn, far_km) for turn in turns]
    near = [destination(centre, turn, near_km) for turn in reversed(turns)] if near_km > 0 else [centre]
    return [*far, *near, far[0]]


def hull_of(points: Sequence[Point]) -> list[Point]:
    """Return the convex hull of at least three points, counter-clockwise (Andrew 1979, monotone chain).

    Straight in degrees, which is right for areas of up to some hundred kilometres. Points that lie
    on one line give a ring without area.
    """
    ordered = sorted(set(_unwrapped(points)))
    if len(ordered) < 3:
        return [*ordered, *ordered[:1]]
    lower, upper = _chain(ordered), _chain(ordered[::-1])
    ring = [*lower[:-1], *upper[:-1]]
    return [*ring, ring[0]]


def _chain(points: Sequence[Point]) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and _turn(kept[-2], kept[-1], point) <= 0:
            kept.pop()
        kept.append(point)
    return kept


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _unwrapped(points: Sequence[Point]) -> list[Point]:
    """Return the points with longitudes within 180 degrees of the first."""
    first = points[0][0]
    return [(lon - 360.0 * round((lon - first) / 360.0), lat) for lon, lat in points]


def centre_of(ring: Sequence[Point]) -> Point:
    """Return the centroid of a closed ring (area-weighted; the mean of its corners where it has no area)."""
    points = _unwrapped(ring)
    x0, y0 = points[0]
    area = x = y = 0.0
    for (ax, ay), (bx, by) in pairwise(points):
        cross = (ax - x0) * (by - y0) - (bx - x0) * (ay - y0)
        area += cross
        x += (ax + bx - 2 * x0) * cross
        y += (ay + by - 2 * y0) * cross
    if abs(area) < 1e-12:
        corners = points[:-1] or points
        return sum(p[0] for p in corners) / len(corners), sum(p[1] for p in corners) / len(corners)
    return x0 + x / (3 * area), y0 + y / (3 * area)


def reach_km(centre: Point, ring: Sequence[Point]) -> float:
    """Return the distance from a point to the farthest corner of a ring."""
    return max(distance_km(centre, corner) for corner in ring)


def area_of(ring: Sequence[Point]) -> float:
    """Return the size of a closed ring in square degrees of its middle latitude: good for comparing, no more."""
    points = _unwrapped(ring)
    squeeze = math.cos(math.radians(sum(p[1] for p in points) / len(points)))
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(points))) / 2 * squeeze


def simplified(ring: Sequence[Point], *, most: int) -> list[Point]:
    """Return a closed ring with at most `most` corners (at least 4): the tolerance of Douglas and Peucker (1973) grows
    until they are few enough.
    """
    tolerance, found = 0.001, list(ring)
    while len(found) > max(4, most) and tolerance < 90:
        half = len(ring) // 2  # a ring has no ends: cut it into two lines
        found = [*_line(ring[: half + 1], tolerance), *_line(ring[half:], tolerance)[1:]]
        tolerance *= 1.6
    return found if len(found) >= 4 else [*ring[:3], ring[0]]


def _line(points: Sequence[Point], tolerance: float) -> list[Point]:
    if len(points) < 3:
        return list(points)
    (ax, ay), (bx, by) = points[0], points[-1]
    long = math.hypot(bx - ax, by - ay) or 1.0
    away = [abs((by - ay) * (x - ax) - (bx - ax) * (y - ay)) / long for x, y in points[1:-1]]
    at = max(range(len(away)), key=away.__getitem__) + 1
    if away[at - 1] <= tolerance:
        return [points[0], points[-1]]
    return [*_line(points[: at + 1], tolerance), *_line(points[at:], tolerance)[1:]]


def half_of(ring: Sequence[Point], through: Point, bearing: float) -> list[Point]:
    """Return the part of a closed ring on the side of `through` that `bearing` points to (Sutherland and Hodgman
    1974), closed; empty where the ring lies on the other side.
    """
    east, north = math.sin(math.radians(bearing)), math.cos(math.radians(bearing))
    squeeze = math.cos(math.radians(through[1]))

    def side(point: Point) -> float:
        return (point[0] - through[0]) * squeeze * east + (point[1] - through[1]) * north

    kept: list[Point] = []
    for a, b in pairwise(_unwrapped(ring)):
        one, other = side(a), side(b)
        if one >= 0:
            kept.append(a)
        if (one >= 0) != (other >= 0):
            share = one / (one - other)
            kept.append((a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])))
    return [*kept, kept[0]] if len(kept) > 2 else []
