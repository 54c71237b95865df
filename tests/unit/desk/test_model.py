"""Filters from the parameters of an address, and back."""

import pytest

from reportedly.desk import BadQuery, Filter


def test_a_filter_is_read_from_an_address_and_written_back() -> None:
    query = {"area": "val:brolund", "from": "2026-10-01", "code": "GUO.C01,GUO.E01", "origins": "2", "view": "map"}
    asked = Filter.of(query)
    assert asked == Filter(area="val:brolund", start="2026-10-01", codes=("GUO.C01", "GUO.E01"), origins=2)
    assert Filter.of(asked.query()) == asked


def test_a_list_may_come_as_several_values() -> None:
    assert Filter.of({"code": ["GUO.C01", "GUO.E01"]}).codes == ("GUO.C01", "GUO.E01")


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ({"from": "2026-13-01"}, "from"),
        ({"to": "yesterday"}, "to"),
        ({"from": "2026-10-02", "to": "2026-10-01"}, "to"),
        ({"origins": "many"}, "origins"),
        ({"origins": "-1"}, "origins"),
        ({"hedge": "L9"}, "hedge"),
        ({"side": "ours"}, "side"),
        ({"review": "done"}, "review"),
        ({"kind": "rumour"}, "kind"),
    ],
)
def test_a_parameter_that_cannot_be_is_named(query: dict[str, str], parameter: str) -> None:
    with pytest.raises(BadQuery) as raised:
        Filter.of(query)
    assert raised.value.parameter == parameter
    assert str(raised.value).startswith(f"{parameter}: ")
