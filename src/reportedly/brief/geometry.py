"""Plane geometry for the map: a view with its projection, clipping, packaged outlines."""

import gzip
import hashlib
import json
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from pathlib import Path

from reportedly.kept import kept
from reportedly.records.geo import EARTH_KM, Point, bearing_deg

WIDTH, HEIGHT = 760.0, 560.0
_LEAST_DEGREES = 0.25


@dataclass(frozen=True)
class View:
    """A window on the map: equirectangular about its middle latitude, pixels with y downwards."""

    west: float
    south: float
    east: float
    north: float

    @property
    def per_degree(self) -> float:
        """Pixels for one degree of latitude."""
        return HEIGHT / (self.north - self.south)

    def xy(self, lon: float, lat: float) -> Point:
        """Return the pixel of a position."""
        return (lon - self.west) / (self.east - self.west) * WIDTH, (self.north - lat) * self.per_degree

    def holds(self, lon: float, lat: float) -> bool:
        """Say whether a position lies inside the window."""
        return self.west <= lon <= self.east and self.south <= lat <= self.north

    def km_to_px(self, km: float) -> float:
        """Return how many pixels a distance is long."""
        return km / (EARTH_KM * math.pi / 180) * self.per_degree


def view_of(points: Sequence[Point], *, margin: float = 0.16) -> View:
    """Return a window that holds all points with a margin, in the proportions of the drawing."""
    west, east = min(p[0] for p in points), max(p[0] for p in points)
    south, north = min(p[1] for p in points), max(p[1] for p in points)
    middle = (south + north) / 2
    squeeze = max(0.1, math.cos(math.radians(middle)))
    high = max((north - south) * (1 + 2 * margin), _LEAST_DEGREES)
    wide = max((east - west) * (1 + 2 * margin), _LEAST_DEGREES / squeeze)
    # One degree east is shorter than one degree north: the wider of the two sets the scale.
    high = max(high, wide * squeeze * HEIGHT / WIDTH)
    wide = high * WIDTH / HEIGHT / squeeze
    centre = (west + east) / 2
    return View(centre - wide / 2, middle - high / 2, centre + wide / 2, middle + high / 2)


def swallows(ring: Sequence[Point], view: View) -> bool:
    """Say whether a ring holds the whole window, so that drawing it would only cover the drawing."""
    corners = ((view.west, view.south), (view.west, view.north), (view.east, view.south), (view.east, view.north))
    return len(ring) > 3 and all(_inside(corner, ring) for corner in corners)


def _inside(point: Point, ring: Sequence[Point]) -> bool:
    """Say whether a point lies in a closed ring: a ray to the east crosses it an odd number of times."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            odd = not odd
    return odd


def bearing(a: Point, b: Point) -> str:
    """Return the compass point from one position to another: N, NE, E and so on."""
    return ("N", "NE", "E", "SE", "S", "SW", "W", "NW")[round(bearing_deg(a, b) / 45) % 8]


def to_edge(start: Point, towards: Point, *, inset: float = 30.0) -> Point:
    """Return where the line from a pixel inside the drawing to one outside meets the inset frame."""
    dx, dy = towards[0] - start[0], towards[1] - start[1]
    share = 1.0
    for d, low, high, at in ((dx, inset, WIDTH - inset, start[0]), (dy, inset, HEIGHT - inset, start[1])):
        if d > 0:
            share = min(share, max(0.0, (high - at) / d))
        elif d < 0:
            share = min(share, max(0.0, (low - at) / d))
    return start[0] + dx * share, start[1] + dy * share


def clipped(ring: Sequence[Point], view: View) -> list[Point]:
    """Return a ring cut to a window somewhat larger than the view (Sutherland and Hodgman 1974)."""
    pad_x, pad_y = (view.east - view.west) * 0.05, (view.north - view.south) * 0.05
    edges = (
        (0, view.west - pad_x, 1.0), (0, view.east + pad_x, -1.0),
        (1, view.south - pad_y, 1.0), (1, view.north + pad_y, -1.0),
    )  # fmt: skip
    points = list(ring)
    for axis, limit, sign in edges:
        points = _cut(points, axis, limit, sign=sign)
        if not points:
            break
    return points


def _cut(points: Sequence[Point], axis: int, limit: float, *, sign: float) -> list[Point]:
    kept: list[Point] = []
    for a, b in zip(points, [*points[1:], *points[:1]], strict=True):
        a_in, b_in = sign * (a[axis] - limit) >= 0, sign * (b[axis] - limit) >= 0
        if a_in:
            kept.append(a)
        if a_in != b_in:
            t = (limit - a[axis]) / (b[axis] - a[axis])
            kept.append((a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])))
    return kept


def thinned(points: Sequence[Point], *, least: float = 0.8) -> list[Point]:
    """Return pixels without those nearer than `least` to the one before; the ends stay."""
    kept: list[Point] = []
    for point in points:
        if not kept or math.dist(point, kept[-1]) >= least:
            kept.append(point)
    return kept


def _packed() -> bytes:
    return resources.files("reportedly.brief").joinpath("data", "outlines.json.gz").read_bytes()


@cache
def _atlas() -> tuple[float, list[list[int]], list[list[list[list[int]]]]]:
    data = json.loads(gzip.decompress(_packed()))
    return data["step"], data["arcs"], [c["polygons"] for c in data["countries"]]


@cache
def _arc(index: int) -> tuple[Point, ...]:
    step, arcs, _ = _atlas()
    flat = arcs[index]
    x = y = 0
    points = []
    for at in range(0, len(flat), 2):
        x, y = x + flat[at], y + flat[at + 1]
        points.append((x * step, y * step))
    return tuple(points)


def _ring(indices: Sequence[int]) -> list[Point]:
    points: list[Point] = []
    for index in indices:
        arc = _arc(index) if index >= 0 else tuple(reversed(_arc(~index)))
        points += arc[1:] if points else arc
    return points


def _unwrapped(ring: Sequence[Point]) -> list[Point]:
    """Return a ring that crosses the date line without the jump from 180 to -180 degrees."""
    points: list[Point] = []
    for lon, lat in ring:
        if points:
            lon += 360.0 * round((points[-1][0] - lon) / 360.0)  # noqa: PLW2901
        points.append((lon, lat))
    return points


@cache
def _polygons() -> list[list[list[int]]]:
    return [rings for polygons in _atlas()[2] for rings in polygons]


@cache
def _bounds() -> list[tuple[float, float, float, float]]:
    """Return west, east, south and north of the outer ring of each polygon; worked out once on a machine."""
    sources = (Path(__file__).read_text("utf-8"), hashlib.sha256(_packed()).hexdigest())
    found = kept("outlines", sources, lambda: [_box(_unwrapped(_ring(rings[0]))) for rings in _polygons()])
    return [(west, east, south, north) for west, east, south, north in found]


def _box(ring: Sequence[Point]) -> list[float]:
    xs, ys = [p[0] for p in ring], [p[1] for p in ring]
    return [min(xs), max(xs), min(ys), max(ys)]


def countries(view: View) -> Iterator[list[list[Point]]]:
    """Yield the country polygons that reach into the view, each as clipped rings in degrees."""
    for rings, (west, east, south, north) in zip(_polygons(), _bounds(), strict=True):
        if north < view.south or south > view.north:
            continue
        for turn in (0.0, -360.0, 360.0):
            if east + turn < view.west or west + turn > view.east:
                continue
            cut = [clipped([(x + turn, y) for x, y in _unwrapped(_ring(ring))], view) for ring in rings]
            if any(len(c) > 2 for c in cut):
                yield [c for c in cut if len(c) > 2]
