"""Numbers in digits and words of four languages."""

import pytest

from reportedly.corroborate.figures import figures, telling


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Sixty-four cooks, two hundred and five nurses, one man", {64, 205}),
        ("12,400 people at 5 wells in 2.5 hours", {12400, 5, 2.5}),
        ("сто двенадцать человек, из них сорок", {112, 40}),
        ("двадцять п'ять тисяч і двоє дітей", {25000, 2}),
        ("einunddreißig Busse, hundertfünfzig Frauen, ein Mann, zwei Dutzend", {31, 150, 24}),
        ("zweitausenddreihundert Haushalte", {2300}),
        ("1 900 of 50 million; 60 wells", {1900, 50_000_000, 60}),
        ("twenty, thirty; three or four", {20, 30, 3, 4}),
        ("at 11:30, the doors were shut", set()),
        ("", set()),
    ],
)
def test_numbers_are_read_as_values(text: str, values: set[float]) -> None:
    assert figures(text) == values


def test_small_numbers_and_years_tell_little() -> None:
    assert [telling(value) for value in (3, 12, 13, 112, 2026)] == [False, False, True, True, False]
