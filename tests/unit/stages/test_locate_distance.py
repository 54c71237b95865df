"""Printed distances and directions."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.stages.locate_distance import DIRECTION, DISTANCE, Distance, bearing_of, distance_of


def read(printed: str) -> Distance:
    match = re.fullmatch(DISTANCE, printed)
    assert match is not None, printed
    return distance_of(match)


@pytest.mark.parametrize(
    ("printed", "near", "far"),
    [
        ("12 km", 10.8, 13.2),
        ("20 kilometres", 15.0, 25.0),
        ("25 km", 22.5, 27.5),
        ("100 km", 75.0, 125.0),
        ("1.5 km", 1.25, 1.75),
        ("about 12 km", 9.6, 14.4),
        ("some twelve kilometers", 9.6, 14.4),
        ("twenty-five km", 22.5, 27.5),
        ("more than 100 km", 100.0, 150.0),
        ("up to 10 km", 0.0, 12.5),
        ("within five km", 0.0, 5.5),
        ("10 to 15 km", 8.75, 16.25),
        ("10–15 km", 8.75, 16.25),
        ("several kilometres", 3.0, 10.0),
        ("a few miles", 3.218, 9.654),
        ("10 miles", 12.068, 20.112),
        ("500 metres", 0.45, 0.55),
        ("3 nautical miles", 4.63, 6.482),
    ],
)
def test_a_distance_is_as_exact_as_its_number_is_round(printed, near, far):
    found = read(printed)
    assert (found.near_km, found.far_km) == pytest.approx((near, far), abs=0.01)


@given(st.integers(1, 900), st.sampled_from(["", "about ", "more than ", "up to "]))
def test_the_printed_number_always_lies_in_its_distance(number, hedge):
    found = read(f"{hedge}{number} km")
    assert 0 <= found.near_km <= number <= found.far_km
    assert found.near_km < found.far_km


@pytest.mark.parametrize(
    ("printed", "bearing", "spread"),
    [
        ("north", 0.0, 22.5),
        ("north-east", 45.0, 22.5),
        ("Southwest", 225.0, 22.5),
        ("south west", 225.0, 22.5),
        ("north-north-east", 22.5, 11.25),
        ("west-southwest", 247.5, 11.25),
        ("NNW", 337.5, 11.25),
        ("E", 90.0, 22.5),
    ],
)
def test_a_direction_reaches_halfway_to_the_next_point_of_the_compass(printed, bearing, spread):
    assert re.fullmatch(DIRECTION, printed)
    assert bearing_of(printed) == (bearing, spread)
