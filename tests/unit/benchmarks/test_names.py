"""What counts as the right place for a single name."""

import pytest
from benchmarks.tasks.names import same_place

GOLD = {
    "expected_geonameid": 7,
    "expected_name": "Tarrow Oblast",
    "expected_kind": "division",
    "lat": 10.0,
    "lon": 10.0,
}
UNIT = {
    "place_id": "unit:QQ.1",
    "geonameid": None,
    "name": "Tarrow region",
    "precision": "adm1",
    "lat": 12.0,
    "lon": 10.0,
}


@pytest.mark.parametrize(
    ("gold", "answer", "expected"),
    [
        ({}, {}, True),  # the same name without type words, 222 km apart
        ({}, {"name": "Ostrel"}, False),
        ({}, {"name": "Ostrel", "lat": 10.5}, True),  # 56 km
        ({}, {"name": "Ostrel", "lat": 10.6}, False),  # 67 km
        ({}, {"geonameid": 8}, False),  # another GeoNames record is another place
        ({}, {"precision": "settlement"}, False),
        ({"expected_kind": "settlement"}, {}, False),
        ({"lat": None, "lon": None}, {}, False),
        ({}, {"place_id": None}, False),
    ],
)
def test_a_record_of_another_layer_must_be_the_same_place(
    gold: dict[str, object], answer: dict[str, object], expected: bool
) -> None:
    assert same_place({**GOLD, **gold}, {**UNIT, **answer}) is expected
