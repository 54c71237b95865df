"""Areas: the ground that a place stands for, and its polygon."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InvalidRecord
from reportedly.records import Anchor, Area, Geolocation, Span, from_plain, middle_of, polygon_of, ring_of, to_plain
from reportedly.records.floors import floored
from reportedly.records.geo import bearing_deg, distance_km

BREZNA = Anchor("x:1", "Brezna", 50.0, 20.0, 2.0)
TARNOW = Anchor("x:2", "Tarnow", 50.0, 21.0, 3.0)
LINDVIK = Anchor("x:3", "Lindvik", 50.6, 20.5)
SQUARE = ((20.0, 50.0), (21.0, 50.0), (21.0, 51.0), (20.0, 51.0), (20.0, 50.0))

anchors = st.builds(
    Anchor,
    st.just("x:1"),
    st.just("Brezna"),
    st.floats(-70, 70),
    st.floats(-179, 179),
    st.floats(0, 50),
)


@given(anchors, st.floats(0, 359.9), st.floats(1, 90), st.floats(0, 200), st.floats(0.5, 200))
def test_every_corner_of_a_sector_lies_in_its_distances_and_directions(anchor, bearing, spread, near, wide):
    area = Area("sector", (anchor,), near_km=near, far_km=near + wide, bearing=bearing, spread=spread)
    ring = ring_of(area)
    assert ring[0] == ring[-1]
    for corner in ring:
        km = distance_km(anchor.point, corner)
        assert near - 0.1 <= km <= near + wide + 0.1
        if km > 1:
            off = (bearing_deg(anchor.point, corner) - bearing + 180) % 360 - 180
            assert abs(off) <= spread + 1.0


@given(anchors, st.floats(0.1, 300))
def test_the_middle_of_a_circle_is_its_anchor_and_its_reach_the_radius(anchor, km):
    (lon, lat), reach = middle_of(Area("circle", (anchor,), far_km=km))
    assert distance_km(anchor.point, (lon, lat)) <= 0.02 * km + 0.01
    assert reach == pytest.approx(km, rel=0.03)


@pytest.mark.parametrize(
    "area",
    [
        Area("circle", (BREZNA,), far_km=12.0),
        Area("circle", (BREZNA, TARNOW), far_km=12.0, words="halfway between Brezna and Tarnow"),
        Area("sector", (BREZNA,), near_km=8.0, far_km=16.0, bearing=0.0, spread=22.5),
        Area("corridor", (BREZNA, TARNOW), far_km=4.0),
        Area("hull", (BREZNA, TARNOW, LINDVIK)),
        Area("hull", rings=(SQUARE,)),
        Area("outline", rings=(SQUARE, tuple((x + 3, y) for x, y in SQUARE))),
    ],
    ids=lambda area: f"{area.kind}-{len(area.anchors)}",
)
def test_an_area_survives_json_and_becomes_a_closed_counter_clockwise_polygon(area):
    assert from_plain(Area, json.loads(json.dumps(to_plain(area)))) == area
    shape = polygon_of(area)
    polygons = [shape["coordinates"]] if shape["type"] == "Polygon" else shape["coordinates"]
    assert (shape["type"] == "MultiPolygon") == (len(area.rings) > 1)
    for [ring] in polygons:
        assert ring[0] == ring[-1]
        doubled = sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring))
        assert doubled > 0, "clockwise"


def test_a_corridor_holds_both_its_ends_and_a_hull_all_its_anchors():
    lons = [lon for lon, _ in ring_of(Area("corridor", (BREZNA, TARNOW), far_km=4.0))]
    assert min(lons) < 20.0
    assert max(lons) > 21.0
    lats = [lat for _, lat in ring_of(Area("hull", (BREZNA, TARNOW, LINDVIK)))]
    assert max(lats) >= 50.6


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda: Area("disc", (BREZNA,), far_km=1.0), "kind"),
        (lambda: Area("circle", far_km=1.0), "0 anchors"),
        (lambda: Area("circle", (BREZNA,)), "needs far_km"),
        (lambda: Area("corridor", (BREZNA,), far_km=1.0), "1 anchors"),
        (lambda: Area("sector", (BREZNA,), far_km=5.0, spread=20.0), "bearing"),
        (lambda: Area("sector", (BREZNA,), far_km=5.0, bearing=360.0, spread=20.0), "360"),
        (lambda: Area("sector", (BREZNA,), far_km=5.0, bearing=0.0, spread=0.0), "spread"),
        (lambda: Area("sector", (BREZNA,), near_km=5.0, far_km=5.0, bearing=0.0, spread=20.0), "from 5.0 to 5.0"),
        (lambda: Area("hull", (BREZNA,)), "two anchors or a ring"),
        (lambda: Area("outline", rings=(SQUARE[:-1],)), "closed"),
        (lambda: Area("outline", rings=(((200.0, 0.0), (201.0, 0.0), (201.0, 1.0), (200.0, 0.0)),)), "out of range"),
        (lambda: Anchor("x:1", "Brezna", 91.0, 0.0), "out of range"),
        (lambda: Anchor("x:1", "Brezna", 0.0, 0.0, -1.0), "radius"),
    ],
)
def test_an_area_that_cannot_be_drawn_is_refused_with_its_reason(make, message):
    with pytest.raises(InvalidRecord, match=message):
        make()


def test_a_place_with_an_area_has_a_point():
    with pytest.raises(InvalidRecord, match="middle of the area"):
        Geolocation("c", Span(0, 1), "event", "vague_region", area=Area("circle", (BREZNA,), far_km=3.0))


@pytest.mark.parametrize(("reach", "kept"), [(4.0, False), (80.0, True)])
def test_an_area_smaller_than_a_district_loses_its_ground_where_people_could_be_found_by_it(reach, kept):
    place = Geolocation(
        "c",
        Span(0, 1),
        "event",
        "vague_region",
        name="2 km north of Brezna",
        lat=50.0,
        lon=20.0,
        radius_km=reach,
        area=Area("circle", (BREZNA,), far_km=reach),
    )
    shown = floored(place, "GUO.J02")
    assert (shown.area is not None) == kept
    assert (shown.lat is not None) == kept
    assert floored(place, "GUO.C02") == place
