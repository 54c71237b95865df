"""Random polygons: answers against a brute-force winding test, repairs against the area, distances against walking."""

import json
from itertools import pairwise
from math import atan2, cos, pi, radians, sin, tau

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from reportedly.control import Outline, Spot
from reportedly.control.degrees import Reading, in_degrees
from reportedly.control.findings import PolygonDay
from reportedly.control.geojson import parse
from reportedly.control.ground import Ground
from reportedly.control.rings import Workshop
from reportedly.control.shares import by_area
from reportedly.control.sphere import EARTH_KM, Edge, area_km2, flat, unit_vectors
from reportedly.control.table import parse_table
from reportedly.control.zones import Zones, zones_of
from reportedly.errors import InvalidControl
from reportedly.records import ControlLayer, Repair
from tests.unit.control.made import DAY, collection, feature

Ring = list[list[float]]


@st.composite
def stars(draw: st.DrawFn) -> Ring:
    """A ring that does not cross itself: corners around a middle, at angles in order."""
    count = draw(st.integers(3, 24))
    lon, lat = draw(st.floats(-170, 170)), draw(st.floats(-60, 60))
    turns = sorted(draw(st.lists(st.integers(0, 359), min_size=count, max_size=count, unique=True)))
    assume(max(b - a for a, b in pairwise([*turns, turns[0] + 360])) < 170)
    reach = draw(st.lists(st.floats(0.5, 4.0), min_size=len(turns), max_size=len(turns)))
    ring = [[lon + r * cos(radians(t)), lat + r * sin(radians(t))] for t, r in zip(turns, reach, strict=True)]
    return [*ring, ring[0]]


def winding(ring: Ring, lon: float, lat: float) -> int:
    """Return how often a ring goes round a point, by adding up angles."""
    total = 0.0
    for (ax, ay), (bx, by) in pairwise(ring):
        turn = atan2(by - lat, bx - lon) - atan2(ay - lat, ax - lon)
        total += turn - tau if turn > pi else turn + tau if turn < -pi else turn
    return round(total / tau)


def shown(ring: Ring) -> tuple[Zones, list[Repair]]:
    """Return what an import makes of a ring, without a file."""
    found, shop, repairs = parse(collection(feature(ring)), "made"), Workshop("made"), list[Repair]()
    shapes = [shop.polygon(surface) for surface in in_degrees(found, "made", Reading())]
    zones = zones_of([("in", None, shape) for shape in shapes if not shape.is_empty], "made", repairs)
    return zones, [*found.repairs, *shop.summary(), *repairs]


@settings(max_examples=60, deadline=None)
@given(stars(), st.lists(st.tuples(st.floats(-1.5, 1.5), st.floats(-1.5, 1.5)), min_size=1, max_size=12))
def test_in_and_out_agree_with_the_winding_number(ring: Ring, offsets: list[tuple[float, float]]) -> None:
    spots = [Spot("s", min(90.0, ring[0][1] + y), (ring[0][0] + x + 180) % 360 - 180) for x, y in offsets]
    layer = ControlLayer("made", "made", "CC0 1.0", "polygons", accuracy_km=0.05)
    found = PolygonDay(layer, Ground(shown(ring)[0], None, 0.05)).find(spots)
    for spot, status in zip(spots, [f.status for f in found], strict=True):
        turn = round((ring[0][0] - spot.lon) / 360) * 360
        inside = winding(ring, spot.lon + turn, spot.lat) != 0
        assert status in ("near_edge", "in" if inside else "out"), (spot, status)


@settings(max_examples=60, deadline=None)
@given(stars(), st.sampled_from(["reverse", "open", "repeat", "spike", "360", "height"]), st.integers(0, 1000))
def test_a_repair_keeps_the_area(ring: Ring, damage: str, at: int) -> None:
    at = 1 + at % (len(ring) - 1)
    x, y = ring[at]
    broken = {
        "reverse": ring[::-1],
        "open": ring[:-1],
        "repeat": [*ring[:at], [x, y], [x, y], *ring[at:]],
        "spike": [*ring[:at], [x, y], [x + 0.3, y + 0.3], [x, y], *ring[at:]],
        "360": [[px + 360 if px < 0 else px - 360, py] for px, py in ring] if abs(ring[0][0]) > 20 else ring,
        "height": [[px, py, 12.5] for px, py in ring],
    }[damage]
    whole = area_km2(shown(ring)[0].shape("in"))
    try:
        zones, repairs = shown(broken)
    except InvalidControl:
        # A spike may cross the rest of the ring, and then its inside need not be clear.
        assume(damage != "spike")
        raise
    assert area_km2(zones.shape("in")) == pytest.approx(whole, rel=0.02, abs=2.0)
    assert repairs or damage in ("repeat", "360")


@settings(max_examples=60, deadline=None)
@given(stars(), st.floats(-6, 6), st.floats(-6, 6))
def test_the_distance_is_that_to_the_nearest_spot_of_the_edge(ring: Ring, x: float, y: float) -> None:
    edge = Edge.of(shapely.LinearRing(ring))
    assert edge is not None
    lon, lat = ring[0][0] + x, ring[0][1] + y
    found = float(edge.distances_km(np.array([lon]), np.array([lat]))[0])
    walked = shapely.get_coordinates(shapely.segmentize(shapely.LinearRing(ring), 0.001))
    chords = np.linalg.norm(
        unit_vectors(walked[:, 0], walked[:, 1]) - unit_vectors(np.array([lon]), np.array([lat])), axis=1
    )
    nearest = float(2 * EARTH_KM * np.arcsin(chords.min() / 2))
    assert found == pytest.approx(nearest, abs=0.06)


@settings(max_examples=40, deadline=None)
@given(stars(), st.floats(-0.5, 0.5), st.floats(-0.5, 0.5), st.floats(0.5, 1.0))
def test_a_share_is_that_of_the_spots_inside(ring: Ring, x: float, y: float, size: float) -> None:
    west, south = ring[0][0] + x, ring[0][1] + y
    box = shapely.box(west, south, west + size, south + size)
    layer = ControlLayer("made", "made", "CC0 1.0", "polygons")
    found = by_area(Outline(box, hull=False), Ground(shown(ring)[0], None, 2.0), layer, country=None)
    assert found.share is not None
    assert found.least is not None
    assert found.most is not None
    assert 0 <= found.least <= found.share <= found.most <= 1
    steps = [(n + 0.5) / 25 for n in range(25)]
    spots = [(west + size * a, south + size * b, cos(radians(south + size * b))) for a in steps for b in steps]
    inside = sum(weight for lon, lat, weight in spots if winding(ring, lon, lat))
    assert found.share == pytest.approx(inside / sum(weight for *_, weight in spots), abs=0.05)


@settings(max_examples=40, deadline=None)
@given(stars())
def test_both_projections_give_the_same_area(ring: Ring) -> None:
    shape = shapely.Polygon(ring)
    assert flat(shape, shape.centroid.x, shape.centroid.y).area == pytest.approx(area_km2(shape), rel=2e-3)


@settings(max_examples=150, deadline=None)
@given(st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(["Polygon", "Feature", "FeatureCollection"]),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(
        st.sampled_from(["type", "features", "geometry", "coordinates", "properties", "crs", "geometries"]), inner, max_size=5),
    max_leaves=12,
))  # fmt: skip
def test_any_json_is_parsed_or_refused_in_words(value: object) -> None:
    told = "made.geojson"
    try:
        parse(json.dumps(value).encode(), told)
    except InvalidControl as error:
        told = str(error)
    assert told.startswith("made.geojson")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=80) | st.text(st.sampled_from('place,status;lat\tlon"\nheld0123.-'), max_size=80))
def test_any_text_is_a_table_or_refused_in_words(text: str) -> None:
    told = "made.csv"
    try:
        parse_table(text.encode("utf-8", "surrogatepass"), told, states={"held": "in"}, day=DAY)
    except InvalidControl as error:
        told = str(error)
    assert told.startswith("made.csv")
