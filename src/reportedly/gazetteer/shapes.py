"""Outlines of units, estimated from the settlements that lie in them.

No register of boundaries is at hand for all units, so the hull of the member settlements stands in: the concave hull
of their points (Delaunay edges above a share of the longest one removed, as in GEOS), widened by a few kilometres.
It says where the settlements of a unit are, not where its border runs.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from shapely import affinity

MIN_MEMBERS = 4
"""Fewer settlements say nothing about the extent of a unit."""

RATIO = 0.5
"""Share of the longest edge that an edge of the hull may have: 0 the tightest, 1 the convex hull.

Units with fewer than `MANY` members get the convex hull: there a tight one mostly leaves out places that belong.
"""

MANY = 30

SPACING = 0.9
"""How far a hull is widened, in shares of the radius over the root of the number of members: about half the way from
one settlement to the next. Set on halves of the members (28 November 2026): of the other halves 77 % (first order)
and 75 % (second) lie inside, and 87 % and 86 % of what lies inside belongs there."""

_BUFFER_KM = (2.0, 12.0)
_KM = 111.32
_BATCH = 2000


@dataclass(frozen=True, slots=True)
class Hull:
    """The hull of one unit: its code, well-known binary (a MultiPolygon, longitude first), number of members."""

    code: str
    wkb: bytes
    members: int


class Members:
    """The settlements of every first- and second-order unit, as they go by; a code is "UA.08" or "UA.08.6510"."""

    def __init__(self) -> None:
        self._points: dict[str, list[tuple[float, float]]] = defaultdict(list)

    def add(self, code: str, lat: float, lon: float) -> None:
        """Add a settlement (degrees) to a unit."""
        self._points[code].append((lon, lat))

    def enough(self, code: str) -> bool:
        """Say whether a unit has members enough for a hull."""
        return len(self._points.get(code, ())) >= MIN_MEMBERS

    def __len__(self) -> int:
        return sum(len(points) >= MIN_MEMBERS for points in self._points.values())

    def hulls(self) -> Iterator[Hull]:
        """Yield the hulls of all units with members enough, in the order in which the units came."""
        enough = [(code, points) for code, points in self._points.items() if len(points) >= MIN_MEMBERS]
        for start in range(0, len(enough), _BATCH):
            yield from _hulls(enough[start : start + _BATCH])


def _hulls(units: list[tuple[str, list[tuple[float, float]]]]) -> Iterator[Hull]:
    planes = [_Plane(np.array(points)) for _, points in units]
    flat = np.array([shapely.multipoints(plane.kilometres) for plane in planes])
    widths = np.array([plane.buffer_km for plane in planes])
    tight = np.array([len(points) >= MANY for _, points in units])
    plain = shapely.convex_hull(flat)
    plain[tight] = shapely.concave_hull(flat[tight], ratio=RATIO)
    hulls = shapely.simplify(shapely.buffer(plain, widths, quad_segs=2), 0.35 * widths)
    for (code, points), plane, hull in zip(units, planes, hulls, strict=True):
        on_globe = _in_bounds(shapely.transform(hull, plane.degrees))
        if not on_globe.is_empty:
            yield Hull(code, shapely.to_wkb(on_globe, output_dimension=2), len(points))


def _belonging(plane: Any, away: Any, reach: float) -> Any:
    """Return which members (kilometres on a plane, `away` from its middle) hang together with the bulk of a unit.

    A village with the code of a unit that it does not lie in stands alone far off, while `reach` holds nine in ten:
    members beyond `_NEAR_SHARE` of it belong where steps of `_STEP_SHARE` lead to them. Where more than one in a
    hundred stands apart it is no slip but islands or a desert, and only what lies beyond `_FARTHEST_SHARE` is left
    out; so it is in units with few members, of which nothing can be told.
    """
    wide = away <= max(_FARTHEST_SHARE * reach, _LEAST_KM)
    kept = away <= max(_NEAR_SHARE * reach, _LEAST_KM)
    step = max(_STEP_SHARE * reach, _LEAST_KM)
    far, seeds = np.flatnonzero(~kept & wide), kept
    while far.size and seeds.any():
        near = np.array([np.hypot(*(plane[seeds] - plane[one]).T).min() <= step for one in far])
        seeds = np.zeros_like(kept)
        seeds[far[near]] = True
        kept, far = kept | seeds, far[~near]
    return kept if far.size <= _SLIPS * len(away) else wide


_NEAR_SHARE, _STEP_SHARE, _FARTHEST_SHARE = 1.6, 0.75, 4.0
_LEAST_KM = 25.0
_SLIPS = 0.01


class _Plane:
    """Members on a plane around their middle, in kilometres; those far away from all others are left out."""

    def __init__(self, points: Any) -> None:
        # The middle of the widest gap is a safe place to cut the circle of longitudes: no unit spans the globe.
        around = np.sort(points[:, 0] % 360.0)
        gaps = np.diff(np.append(around, around[0] + 360.0))
        cut = around[gaps.argmax()] + gaps.max() / 2
        unrolled = (points[:, 0] - cut) % 360.0
        self._lon, self._lat = float(np.median(unrolled) + cut), float(np.median(points[:, 1]))
        self._stretch = _KM * max(0.05, cos(radians(self._lat)))
        x = (unrolled - np.median(unrolled)) * self._stretch
        y = (points[:, 1] - self._lat) * _KM
        away = np.hypot(x, y)
        reach = float(np.quantile(away, 0.9))
        plane = np.column_stack([x, y])
        # To the metre: points nearer to each other than that are too much for a triangulation.
        self.kilometres = plane[_belonging(plane, away, reach)].round(3)
        self.buffer_km = float(np.clip(SPACING * reach / np.sqrt(len(points)), *_BUFFER_KM))

    def degrees(self, kilometres: Any) -> Any:
        lat = np.clip(kilometres[:, 1] / _KM + self._lat, -90.0, 90.0)
        return np.column_stack([kilometres[:, 0] / self._stretch + self._lon, lat]).round(4)


def _in_bounds(polygon: Any) -> Any:
    """Return the polygon within longitudes -180 to 180, in two parts where it crosses the date line."""
    valid = shapely.make_valid(polygon)
    west, _, east, _ = shapely.bounds(valid)
    first, last = np.floor((west + 180.0) / 360.0), np.ceil((east + 180.0) / 360.0)
    parts: list[Any] = []
    for turn in np.arange(first, last):
        whole = first == 0 and last == 1
        world = shapely.box(-180.0 + 360.0 * turn, -90.0, 180.0 + 360.0 * turn, 90.0)
        piece = valid if whole else affinity.translate(shapely.intersection(valid, world), xoff=-360.0 * turn)
        parts += [part for part in shapely.get_parts(piece) if part.geom_type == "Polygon"]
    return shapely.orient_polygons(shapely.multipolygons(parts))
