"""Seats: places in names and titles of bodies."""

import pytest

from reportedly.records import Span
from reportedly.records.values import Precision
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import Page
from reportedly.stages.locate_seat import seat_of


def seat(text: str, name: str = "Mawza", precision: Precision = "settlement") -> str | None:
    at = text.index(name)
    return seat_of(text, Place(Span(at, at + len(name)), precision))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Mawza administration has shut two schools.", "local"),
        ("The Mawza city council has shut two schools.", "local"),
        ("Mawza's mayor has shut two schools.", "local"),
        ("The mayor of Mawza has shut two schools.", "local"),
        ("The council of the town of Mawza has shut two schools.", "local"),
        ("Mawza police have shut two schools.", "local"),
        ("Mawza’s foreign ministry has shut two schools.", "state"),
        ("The government of Mawza has shut two schools.", "state"),
        ("The monitor, citing residents of Mawza, speaks of shut schools.", "state"),
        ("Mawza (Lodestar) – Two schools are shut.", "dateline"),
        ("Mawza, 3 March (Lodestar) – Two schools are shut.", "dateline"),
        ("Two schools in Mawza are shut.", None),
        ("Two schools in Mawza administration buildings are shut.", None),
        ("Mawza hospital is shut.", None),
        ("Mawza governorate has no water.", None),
        ("MAWZA – Two schools are shut.".title(), None),
    ],
)
def test_a_place_in_the_name_or_title_of_a_body_is_its_seat(text, kind):
    assert seat(text) == kind


@pytest.mark.parametrize("precision", ["country", "vague_region"])
def test_a_body_of_a_country_is_not_local(precision):
    assert seat("The Mawza police have shut two schools.", precision=precision) == "state"


def test_seats_are_found_in_sources_too():
    text = "The mayor of Mawza said that Ubar is cold."
    place = Place(Span(13, 18), "settlement")
    page = Page(text, (place,), (), (Span(0, 18),), {})
    assert [use.function for use in page.seats(Span(0, len(text)))] == ["seat"]
    assert page.inside(Span(0, len(text))) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("The Mawza region has no working telephone network.", None),
        ("In May the Mawza region lost power.", None),
        ("Mawza has been without water since May.", None),
        ("The Quarry Trust of Mawza has no money.", "state"),
        ("The Mawza Quarry Trust has no money.", "state"),
        ("The Upper Mawza has no members.", "state"),
    ],
)
def test_a_name_before_its_own_verb_is_no_part_of_the_name_of_a_body(text, kind):
    name = "Mawza region" if "region" in text else "Mawza"
    at = text.index(name)
    place = Place(Span(at, at + len(name)), "adm1", typed=True, kind="in_name")
    assert seat_of(text, place) == kind
