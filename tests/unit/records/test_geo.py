"""Geometry on the sphere."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import geo

points = st.tuples(st.floats(-179, 179), st.floats(-80, 80))


@given(points, st.floats(0, 359), st.floats(0.01, 5000))
def test_a_destination_lies_as_far_off_as_was_asked(start, bearing, km):
    assert geo.distance_km(start, geo.destination(start, bearing, km)) == pytest.approx(km, rel=1e-4, abs=1e-3)


@given(points, st.floats(0, 359), st.floats(1, 500))
def test_a_destination_lies_in_the_direction_that_was_asked(start, bearing, km):
    found = geo.bearing_deg(start, geo.destination(start, bearing, km))
    assert abs((found - bearing + 180) % 360 - 180) < 0.01


@given(st.lists(st.tuples(st.floats(0, 5), st.floats(40, 45)), min_size=3, max_size=30))
def test_no_point_lies_outside_the_hull_of_all(found):
    ring = geo.hull_of(found)
    assert ring[0] == ring[-1]
    for x, y in found:
        for (ax, ay), (bx, by) in pairwise(ring):
            assert (bx - ax) * (y - ay) - (by - ay) * (x - ax) >= -1e-9


def test_a_ring_across_the_date_line_does_not_jump():
    lons = [lon for lon, _ in geo.circle((179.9, 10.0), 50.0)]
    assert max(lons) - min(lons) < 2


def test_a_thinned_ring_stays_closed_and_keeps_its_size():
    ring = geo.circle((20.0, 50.0), 80.0)
    thin = geo.simplified(ring, most=16)
    assert 4 <= len(thin) <= 16
    assert thin[0] == thin[-1]
    assert geo.area_of(thin) == pytest.approx(geo.area_of(ring), rel=0.1)


@pytest.mark.parametrize(("bearing", "holds"), [(0.0, (20.0, 50.5)), (180.0, (20.0, 49.5)), (90.0, (20.8, 50.0))])
def test_the_half_of_a_ring_lies_on_the_side_that_was_named(bearing, holds):
    ring = geo.circle((20.0, 50.0), 80.0)
    half = geo.half_of(ring, (20.0, 50.0), bearing)
    assert geo.area_of(half) == pytest.approx(geo.area_of(ring) / 2, rel=0.05)
    assert geo.distance_km(geo.centre_of(half), holds) < 40


def test_a_ring_wholly_on_the_other_side_has_no_half():
    assert geo.half_of(geo.circle((20.0, 50.0), 10.0), (20.0, 60.0), 0.0) == []
