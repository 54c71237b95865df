"""What stages and joins note in English is told in the language of the page; so are days."""

import pytest

from reportedly.web.screens.events_words import spoken_day
from reportedly.web.screens.reader_why import reason
from reportedly.web.screens.reader_words import Told


@pytest.mark.parametrize(
    ("noted", "told"),
    [
        ("electricity: full against partial", "електропостачання: повністю проти «частково»"),
        ("water: none against full", "вода: не працює проти «повністю»"),
        ("patients: 3 to 5 against 12", "patients: 3 to 5 проти «12»"),
        ("“the shelling” against “a frost”", "«the shelling» проти «a frost»"),
    ],
)
def test_what_stands_against_what_is_told_in_ukrainian(noted: str, told: str) -> None:
    said = reason("uk", noted)
    assert "against" not in said
    assert said.split(":")[-1].strip() == told.rsplit(":", maxsplit=1)[-1].strip()


@pytest.mark.parametrize("noted", ["electricity: full against partial", "“the shelling” against “a frost”"])
def test_in_english_it_is_told_in_the_words_of_the_screens(noted: str) -> None:
    assert "against" in reason("en", noted)


@pytest.mark.parametrize(
    ("words", "uk"),
    [
        ("staff of a service or administration", "працівники служби або адміністрації"),
        ("likely residents", "імовірно мешканці"),
        ("the harbour committee", "the harbour committee"),
    ],
)
def test_classes_of_actors_are_told_in_the_language_of_the_page(words: str, uk: str) -> None:
    assert Told("uk", str).actor(words) == uk
    assert Told("en", str).actor(words) == words


def test_a_day_with_a_month_in_figures_has_all_its_dots() -> None:
    assert spoken_day("2026-10-26", "uk") == "26.10.2026"
    assert spoken_day("2026-10-26", "en").replace("\xa0", " ") == "26 Oct 2026"
