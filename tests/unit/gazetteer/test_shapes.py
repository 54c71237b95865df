"""Hulls of units, and reading shapes back."""

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import wkb
from reportedly.gazetteer.shapes import MIN_MEMBERS, Members


def hull_of(points):
    members = Members()
    for lat, lon in points:
        members.add("VL.01", lat, lon)
    return [(hull, shapely.from_wkb(hull.wkb)) for hull in members.hulls()]


GRID = [(50.0 + i / 10, 20.0 + j / 10) for i in range(5) for j in range(5)]


def test_a_hull_holds_its_members_and_little_more():
    [(hull, shape)] = hull_of(GRID)
    assert hull.members == 25
    assert all(shape.contains(shapely.Point(lon, lat)) for lat, lon in GRID)
    assert 0.16 < shape.area < 0.32
    assert shapely.get_num_coordinates(shape) < 30


def test_few_members_make_no_hull():
    assert hull_of(GRID[: MIN_MEMBERS - 1]) == []
    assert len(hull_of(GRID[:MIN_MEMBERS])) == 1


def test_members_on_one_spot_or_one_line_still_make_a_hull():
    for points in ([(50.0, 20.0)] * 5, [(50.0, 20.0 + n / 10) for n in range(6)]):
        [(_, shape)] = hull_of(points)
        assert shape.is_valid
        assert shape.area > 0


def test_a_unit_across_the_date_line_is_cut_there():
    points = [(lat, lon) for lat in (-17.0, -16.8, -16.6) for lon in (179.6, 179.8, -179.9, -179.7)]
    [(_, shape)] = hull_of(points)
    assert len(shape.geoms) == 2
    assert -180.0 <= shape.bounds[0]
    assert shape.bounds[2] <= 180.0
    assert all(shape.buffer(1e-6).contains(shapely.Point(lon, lat)) for lat, lon in points)
    assert shape.area < 1.5


def test_a_member_far_from_all_others_does_not_stretch_the_hull():
    [(_, shape)] = hull_of([*GRID * 2, (20.0, 60.0)])
    assert shape.area < 0.4


def test_one_village_of_hundreds_with_a_wrong_code_does_not_stretch_the_hull():
    many = [(50.0 + i / 10, 20.0 + j / 10) for i in range(15) for j in range(15)]
    [(_, shape)] = hull_of([*many, (50.7, 22.6)])
    assert shape.bounds[2] < 21.7


def test_islands_and_roads_into_a_desert_stay_in_the_hull():
    many = [(50.0 + i / 10, 20.0 + j / 10) for i in range(15) for j in range(15)]
    road = [(50.7, 21.4 + n / 4) for n in range(1, 6)]
    islands = [(50.7 + n / 50, 23.0) for n in range(4)]
    for more, reach in ((road, 22.6), (islands, 23.0)):
        [(_, shape)] = hull_of([*many, *more])
        assert shape.bounds[2] > reach


def test_a_small_unit_keeps_its_one_far_village():
    [(_, shape)] = hull_of([*GRID, (50.2, 21.0)])
    assert shape.bounds[2] > 21.0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.floats(-84, 84), st.floats(-180, 180)), min_size=MIN_MEMBERS, max_size=40))
def test_any_members_give_valid_polygons_on_the_globe_that_read_back(points):
    for hull, shape in hull_of(points):
        assert shape.is_valid
        west, south, east, north = shape.bounds
        assert west >= -180
        assert east <= 180
        assert south >= -90
        assert north <= 90
        read = wkb.polygons(hull.wkb)
        assert len(read) == len(shape.geoms)
        assert [list(ring) for ring in read[0][:1]] == [list(shape.geoms[0].exterior.coords)]


def test_polygons_are_read_in_either_byte_order_with_their_holes():
    ring, hole = [(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], [(1, 1), (1, 2), (2, 2), (1, 1)]
    for order in (0, 1):
        [rings] = wkb.polygons(shapely.to_wkb(shapely.Polygon(ring, [hole]), byte_order=order))
        assert [list(r) for r in rings] == [ring, hole]


@pytest.mark.parametrize(
    "data", [b"", b"\x01", shapely.to_wkb(shapely.Point(1, 2)), shapely.to_wkb(shapely.box(0, 0, 1, 1))[:-9]]
)
def test_a_damaged_shape_is_refused(data):
    with pytest.raises(InvalidGazetteer):
        wkb.polygons(data)
