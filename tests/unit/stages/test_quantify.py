import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Quantity
from reportedly.stages.coding.numbers import numbers
from reportedly.stages.quantify import QuantifyRules
from tests.unit.stages.claim_readings import coded


def quantities(text: str) -> list[Quantity]:
    return list(coded(text, QuantifyRules()).of(Quantity))


@pytest.mark.parametrize(
    ("text", "printed", "bounds", "unit"),
    [
        ("About 1,200 people fled Kelmara.", "About 1,200 people", (1200, 1200, 1200), "people"),
        ("At least forty houses burned in Kelmara.", "At least forty houses", (40, 40, None), "houses"),
        ("Up to 300 families left Kelmara.", "Up to 300 families", (None, 300, 300), "families"),
        ("The bank opened three branches in Kelmara.", "three branches", (3, 3, 3), "branches"),
        ("Only 35 per cent of the pumps in Kelmara work.", "Only 35 per cent", (35, 35, 35), "percent"),
        ("Between 20 and 30 clerks in Kelmara resigned.", "Between 20 and 30 clerks", (20, 25, 30), "clerks"),
        ("Half of the pumps in Kelmara are broken.", "Half of the pumps", (0.5, 0.5, 0.5), "share"),
        ("Dozens of families left Kelmara.", "Dozens of families", (None, None, None), "families"),
        ("Some 2 million people in Kelmara need food.", "Some 2 million people", (2_000_000,) * 3, "people"),
    ],
)
def test_printed_numbers_keep_approximator_and_noun(
    text: str, printed: str, bounds: tuple[float | None, ...], unit: str
) -> None:
    first = quantities(text)[0]
    assert first.span.of(text).casefold() == printed.casefold()
    assert (first.min, first.best, first.max) == bounds
    assert first.unit == unit


def test_money_has_its_currency_as_unit() -> None:
    found = quantities("The fee in Kelmara rose to USD 40.")
    assert [(q.best, q.unit) for q in found] == [(40, "USD")]


def test_dates_are_no_quantities() -> None:
    assert quantities("The clinic in Kelmara closed on 3 May 2024.") == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="0123456789., -–%$abetwn ", max_size=120))
def test_any_heap_of_digits_is_read_without_error_and_in_bounds(text: str) -> None:
    for number in numbers(text, 0, len(text)):
        assert 0 <= number.start < number.end <= len(text)
        if number.low is not None and number.best is not None and number.high is not None:
            assert number.low <= number.best <= number.high
