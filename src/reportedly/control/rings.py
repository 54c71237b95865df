"""Polygons from printed rings: closed, unwound over the antimeridian, repaired where that is clear, else refused."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import shapely
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from reportedly.control.geojson import Ring, Surface
from reportedly.control.sphere import area_km2
from reportedly.errors import InvalidControl
from reportedly.records import Repair

UNCLEAR_SHARE = 0.01
"""Two ways to read a crossing ring that differ by more than this share of the area leave its inside unclear."""
UNCLEAR_KM2 = 1.0
_WIDEST = 180.0


@dataclass(slots=True)
class Workshop:
    """Makes valid polygons of printed ones and keeps count of what it had to do."""

    name: str
    repairs: list[Repair] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)

    def polygon(self, surface: Surface) -> BaseGeometry:
        """Return the polygon of a surface, valid and maybe in parts; empty where it has no area.

        Longitudes run on past 180 where it crosses the antimeridian; its middle lies between -180 and 180.
        Raises InvalidControl where the inside of a polygon is not clear.
        """
        rings = [self._closed(ring, f"{surface.where}, ring {n + 1}") for n, ring in enumerate(surface.rings)]
        flat = [len(set(ring)) < 3 for ring in rings]
        if flat[0]:
            return self._without_area(surface.where)
        if any(flat):
            self.repairs.append(Repair("collapsed", surface.where, f"{sum(flat)} holes without area left out"))
        unwound = [self._unwound(r, surface.where) for r, empty in zip(rings, flat, strict=True) if not empty]
        shell, holes = unwound[0], [_beside(hole, unwound[0]) for hole in unwound[1:]]
        made = self._valid(shell, holes, surface.where)
        if made.is_empty:
            return self._without_area(surface.where)
        west, _, east, _ = made.bounds
        if east - west >= _WIDEST:
            raise InvalidControl(
                f"{surface.where}: it is {east - west:.0f} degrees of longitude wide, so that its inside is not clear; "
                "cut it into parts"
            )
        turn = -360.0 * ((west + east) / 2 // 360.0 + (1 if (west + east) / 2 % 360.0 >= 180.0 else 0))
        return _shifted(made, turn)

    def summary(self) -> list[Repair]:
        """Return the repairs, those that are alike in one line each."""
        texts: dict[str, tuple[str, str]] = {
            "closed": ("ring did not end where it began: closed", "rings did not end where they began: closed"),
            "order": (
                "ring runs against the right-hand rule of RFC 7946: turned round, it means the same",
                "rings run against the right-hand rule of RFC 7946: turned round, they mean the same",
            ),
            "antimeridian": (
                "ring jumps across 180 degrees of longitude: read as crossing the antimeridian there",
                "rings jump across 180 degrees of longitude: read as crossing the antimeridian there",
            ),
            "collapsed": ("polygon without area left out", "polygons without area left out"),
        }
        counted = [
            Repair(kind, self.name, f"{n} {texts[kind][n > 1]}")  # type: ignore[arg-type]
            for kind, n in self._counts.items()
        ]
        return [*self.repairs, *counted]

    def _without_area(self, where: str) -> BaseGeometry:
        self._counts["collapsed"] += 1
        if self._counts["collapsed"] == 1:
            self.repairs.append(Repair("collapsed", where, "the first polygon without area"))
        return MultiPolygon()

    def _closed(self, ring: Ring, where: str) -> Ring:
        kept = [ring[0], *(b for a, b in pairwise(ring) if a != b)]
        if kept[0] != kept[-1]:
            if len(kept) < 3:
                raise InvalidControl(f"{where}: {len(kept)} different positions; a ring has three or more")
            self._counts["closed"] += 1
            kept.append(kept[0])
        return tuple(kept)

    def _unwound(self, ring: Ring, where: str) -> Ring:
        """Return a ring without jumps: longitudes run on past 180 where it crosses the antimeridian."""
        turn, kept = 0.0, [ring[0]]
        for (before, _), (lon, lat) in pairwise(ring):
            if lon - before > _WIDEST:
                turn -= 360.0
            elif before - lon > _WIDEST:
                turn += 360.0
            kept.append((lon + turn, lat))
        if turn:
            raise InvalidControl(f"{where}: a ring goes round a pole or the whole globe; cut it into parts")
        if kept != list(ring):
            self._counts["antimeridian"] += 1
        return tuple(kept)

    def _valid(self, shell: Ring, holes: Sequence[Ring], where: str) -> BaseGeometry:
        made = Polygon(shell, holes)
        self._counts["order"] += (not made.exterior.is_ccw) + sum(r.is_ccw for r in made.interiors)
        if self._counts["order"] == 0:
            del self._counts["order"]
        outer = shapely.make_valid(Polygon(shell))
        for number, hole in enumerate(holes):
            if shapely.make_valid(Polygon(hole)).disjoint(outer):
                raise InvalidControl(
                    f"{where}, ring {number + 2}: the hole lies outside of its outer ring; a part of its own belongs "
                    "into a polygon of its own (MultiPolygon)"
                )
        if made.is_valid:
            return made if made.area else MultiPolygon()
        return self._repaired(made, where)

    def _repaired(self, made: Polygon, where: str) -> BaseGeometry:
        """Return a valid polygon in place of one whose rings cross; refused where ways to read it differ."""
        reason = shapely.is_valid_reason(made).split("[")[0].strip().lower()
        by_lines = _areas(shapely.make_valid(made, method="linework"))
        by_rings = _areas(shapely.make_valid(made, method="structure", keep_collapsed=False))
        area = max(area_km2(by_lines), area_km2(by_rings))
        # A lobe that runs the other way round counts against the area as printed.
        apart = max(area_km2(by_lines.symmetric_difference(by_rings)), area - area_km2(made))
        if apart > UNCLEAR_KM2 and apart > UNCLEAR_SHARE * area:
            raise InvalidControl(
                f"{where}: its rings cross ({reason}) so that its inside is not clear: the usual ways to read "
                f"it differ by {apart:,.0f} of {area:,.0f} km²; repair it where it was drawn"
            )
        self.repairs.append(
            Repair("crossing", where, f"rings cross or touch ({reason}): repaired, {area_km2(by_rings):,.1f} km²")
        )
        return by_rings


def _beside(hole: Ring, shell: Ring) -> Ring:
    """Return a hole with the longitudes that are nearest to those of its shell."""
    middle = (min(x for x, _ in shell) + max(x for x, _ in shell)) / 2
    turn = 360.0 * round((middle - hole[0][0]) / 360.0)
    return tuple((x + turn, y) for x, y in hole) if turn else hole


def _areas(shape: BaseGeometry) -> BaseGeometry:
    """Return the polygons of a geometry, without the lines and points that a repair may leave."""
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _shifted(shape: BaseGeometry, turn: float) -> BaseGeometry:
    return shapely.transform(shape, lambda p: p + np.array([turn, 0.0])) if turn else shape


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """Return the polygons of a geometry one by one."""
    flat: list[Polygon] = []
    for part in shapely.get_parts(shape):
        flat += polygons_of(part) if part.geom_type.startswith(("Multi", "Geometry")) else [part]
    return [part for part in flat if part.geom_type == "Polygon" and not part.is_empty]


@dataclass(frozen=True, slots=True)
class Frame:
    """The longitudes that a layer is kept in: from `west` on, once round. -180 unless it lies across that line."""

    west: float = -180.0

    def lon(self, lon: float) -> float:
        """Return a longitude inside the frame."""
        return (lon - self.west) % 360.0 + self.west

    def placed(self, shape: BaseGeometry) -> BaseGeometry:
        """Return polygons inside the frame; those that cross its border are cut there."""
        kept = []
        for part in polygons_of(shape):
            turned = _shifted(part, -360.0 * ((part.bounds[0] - self.west) // 360.0))
            if turned.bounds[2] <= self.west + 360.0:
                kept.append(turned)
                continue
            inside = shapely.box(self.west, -90, self.west + 360, 90)
            beyond = shapely.box(self.west + 360, -90, self.west + 720, 90)
            kept += [turned.intersection(inside), _shifted(turned.intersection(beyond), -360.0)]
        return shapely.union_all(kept) if kept else MultiPolygon()


def frame_of(shapes: Sequence[BaseGeometry]) -> Frame:
    """Return the frame in which no polygon is cut: the plain one where that is so, else from the widest gap on."""
    spans = sorted((p.bounds[0], p.bounds[2]) for shape in shapes for p in polygons_of(shape))
    crosses = any(west < -180.0 or east > 180.0 for west, east in spans)
    touches = any(west <= -180.0 for west, _ in spans) and any(east >= 180.0 for _, east in spans)
    if not (crosses or touches):
        return Frame()
    begins = sorted((west % 360.0, east - west) for west, east in spans)
    gaps, reach = [], begins[0][0]
    for west, width in [*begins, (begins[0][0] + 360.0, 0.0)]:
        gaps.append((west - reach, reach))
        reach = max(reach, west + width)
    width, start = max(gaps)
    if width <= 0:
        raise InvalidControl("the polygons go round the whole globe; a control layer covers a part of it")
    return Frame((start + width / 2) % 360.0 - 360.0)
