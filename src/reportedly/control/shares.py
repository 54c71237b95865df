"""How much of a unit is held: by the area of its outline, or by its member settlements."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from reportedly.control.findings import Finding
from reportedly.control.ground import UNSTATED_REACH_KM, Ground
from reportedly.control.rings import frame_of, polygons_of
from reportedly.control.sphere import Edge, flat
from reportedly.control.spots import Outline, Spot
from reportedly.control.table import Row
from reportedly.records import ControlLayer
from reportedly.records.control import ShareBasis

HULL_SAID = "; the outline is only a hull around the unit's settlements, so the share is rough"


@dataclass(frozen=True, slots=True)
class Measure:
    """A share of a unit as measured, or the reason why there is none."""

    reason: str
    basis: ShareBasis = "none"
    share: float | None = None
    least: float | None = None
    most: float | None = None
    members: int = 0
    no_data: float = 1.0


def by_area(outline: Outline, ground: Ground, layer: ControlLayer, *, country: str | None) -> Measure:
    """Return the share of an outline's area that is held, of what the layer speaks of.

    `least` and `most` move the edge of the layer by its accuracy to either side; contested ground counts in `most`
    only. Areas are those of the sphere; an intersection is cut straight in degrees, as both polygons are drawn.
    """
    unit = outline.framed(ground.frame)
    known = _known(unit, ground, layer, country)
    whole = _area(unit, unit)
    spoken = _area(known, unit)
    if whole <= 0 or spoken <= 1e-9 * whole:
        return Measure("the layer says nothing of the ground of this unit")
    zones = ground.zones
    held = zones.shape("in")
    share = min(1.0, _area(known.intersection(held), unit) / spoken)
    least, most = _bounds(known, unit, ground, spoken)
    drawn = HULL_SAID if outline.hull else f" as drawn by {outline.source}" if outline.source else ""
    return Measure(
        f"{share:.1%} of its area{drawn}",
        "area",
        share,
        min(share, least),
        max(share, min(1.0, most)),
        no_data=min(1.0, max(0.0, 1 - spoken / whole)),
    )


def _known(unit: BaseGeometry, ground: Ground, layer: ControlLayer, country: str | None) -> BaseGeometry:
    """Return the part of a unit that the layer speaks of."""
    zones = ground.zones
    silent = zones.shape("no_data")
    shown = zones.shape("in", "contested", "out")
    cover = ground.framed_cover()
    if layer.countries and country is not None and country not in layer.countries:
        known = unit.intersection(shown)
    elif cover is not None:
        known = unit.intersection(shapely.union_all([cover, shown]))
    elif not zones.shape("out", "no_data").is_empty:
        known = unit.intersection(shown)
    else:
        known = unit if layer.countries or _within_reach(unit, shown) else unit.intersection(shown)
    return known.difference(silent)


def _within_reach(unit: BaseGeometry, shown: BaseGeometry) -> bool:
    """Say whether a unit lies near what a layer shows, as far as it is asked about without a stated cover."""
    if shown.is_empty:
        return False
    if unit.intersects(shown):
        return True
    edge = Edge.of(shown.boundary)
    corners = shapely.get_coordinates(unit.boundary)
    return edge is not None and float(np.max(edge.distances_km(corners[:, 0], corners[:, 1]))) <= UNSTATED_REACH_KM


def _area(shape: BaseGeometry, unit: BaseGeometry) -> float:
    return float(flat(shape, *_middle(unit)).area) if not shape.is_empty else 0.0


def _middle(unit: BaseGeometry) -> tuple[float, float]:
    return float(unit.centroid.x), float(unit.centroid.y)


def _bounds(known: BaseGeometry, unit: BaseGeometry, ground: Ground, spoken: float) -> tuple[float, float]:
    """Return the shares with the edge moved by the accuracy of the layer against and for those who hold."""
    zones, around = ground.zones, unit.buffer(3.0)
    at = _middle(unit)
    plane = _flat_areas(known, at)
    held = _flat_areas(zones.shape("in").intersection(around), at)
    most = _flat_areas(zones.shape("in", "contested").intersection(around), at)
    edges = ground.edges.intersection(around)
    band = flat(edges, *at).buffer(ground.accuracy_km) if not edges.is_empty else shapely.Polygon()
    sure = held.difference(band).intersection(plane).area
    possible = most.union(band).intersection(plane).area
    return float(sure) / spoken, float(possible) / spoken


def _flat_areas(shape: BaseGeometry, at: tuple[float, float]) -> BaseGeometry:
    """Return polygons on the plane, valid: turning them there may let hair-thin parts cross."""
    made = shapely.make_valid(flat(shape, *at), method="structure", keep_collapsed=False)
    return shapely.union_all(polygons_of(made)) if not made.is_empty else shapely.Polygon()


def by_members(members: Sequence[Spot], found: Sequence[Finding]) -> Measure:
    """Return the share of a unit's settlements that are held, of those with data; by people where all have a number.

    Those near the edge or contested count half in `share`, not in `least`, wholly in `most`.
    """
    weighed = all(m.population > 0 for m in members)
    weights = [float(m.population) if weighed else 1.0 for m in members]
    total = {
        s: sum(w for w, f in zip(weights, found, strict=True) if f.status == s) for s in ("in", "near_edge", "out")
    }
    known = sum(total.values())
    if known <= 0:
        return Measure(f"no data on any of its {len(members)} settlements", members=len(members))
    near = sum(1 for f in found if f.status == "near_edge")
    told = sum(1 for f in found if f.status != "no_data")
    what = "the people in its" if weighed else "its"
    which = f"{what} {len(members)} settlements" if told == len(members) else f"{what} {told} settlements with data"
    share = (total["in"] + total["near_edge"] / 2) / known
    doubt = f", {near} near the edge or contested counted half" if near else ""
    return Measure(
        f"{share:.1%} of {which}{doubt}; between them nothing is said",
        "population" if weighed else "settlements",
        share,
        total["in"] / known,
        (total["in"] + total["near_edge"]) / known,
        len(members),
        1 - known / sum(weights),
    )


def listed_inside(outline: Outline, rows: Sequence[Row]) -> tuple[Spot, ...]:
    """Return the settlements of a table that lie in an outline; those that have no point are not found."""
    placed = [(row, row.lat, row.lon) for row in rows if row.lat is not None and row.lon is not None]
    if not placed:
        return ()
    frame = frame_of([outline.shape])
    xs = np.array([frame.lon(lon) for _, _, lon in placed])
    ground = outline.framed(frame)
    shapely.prepare(ground)
    inside = shapely.intersects_xy(ground, xs, np.array([lat for _, lat, _ in placed]))
    return tuple(
        Spot(row.name or row.place or "", lat, lon, place=row.place)
        for (row, lat, lon), within in zip(placed, inside.tolist(), strict=True)
        if within
    )
