"""One body printed in four languages is one body; another town, level, ministry or number is another."""

from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gloss.bodies import apart, body_keys, person_keys, same_body

DATA = Path(__file__).parent / "data"
LANGUAGES = ("uk", "ru", "en", "de")
FLOOR = 0.96
"""Share of pairs of names of one body that are joined, 0.989 of 1,140 when the names were written."""


def rows(name: str) -> list[list[str]]:
    lines = (DATA / name).read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines if line and not line.startswith("#")]


SAME, OTHER = rows("bodies.tsv"), rows("other_bodies.tsv")


def test_there_are_enough_names() -> None:
    assert len(SAME) >= 120
    assert len(OTHER) >= 60


def test_names_of_one_body_in_four_languages_share_a_key() -> None:
    keys = [[body_keys(name, tag) for name, tag in zip(row, LANGUAGES, strict=True)] for row in SAME]
    joined = [same_body(one, other) for names in keys for one, other in combinations(names, 2)]
    assert sum(joined) / len(joined) >= FLOOR
    assert not any(apart(one, other) for names in keys[:140] for one, other in combinations(names, 2))


@pytest.mark.parametrize("row", OTHER, ids=lambda row: f"{row[1]} / {row[3]}")
def test_names_of_two_bodies_share_none(row: list[str]) -> None:
    language, name, other_language, other, _ = row
    assert not same_body(body_keys(name, language), body_keys(other, other_language))


def test_another_town_level_kind_or_field_is_surely_apart() -> None:
    told = [apart(body_keys(name, tag), body_keys(other, other_tag)) for tag, name, other_tag, other, _ in OTHER]
    assert sum(told) >= 55


def test_the_same_place_and_the_office_of_a_speaker_are_not_surely_apart() -> None:
    council, head = body_keys("Verbivka regional council", "en"), body_keys("голова Вербівської обласної ради", "uk")
    assert not same_body(council, head)
    assert not apart(council, head)


def test_the_region_that_a_town_lies_in_does_not_count() -> None:
    within = body_keys("Новокам'янська міська рада Вербівської області", "uk")
    assert same_body(within, body_keys("Novokamianka town council", "en"))


def test_a_name_that_many_bodies_share_has_no_key() -> None:
    assert body_keys("міська рада", "uk") == frozenset()
    assert body_keys("the regional administration", "en") == frozenset()
    assert body_keys("", "uk") == frozenset()


def test_acronyms_count_letter_for_letter() -> None:
    assert not same_body(body_keys("ECHO", "en"), body_keys("OCHA", "en"))
    assert same_body(body_keys("ДРКС", "uk"), body_keys("ДРКС", "ru"))


@pytest.mark.parametrize(
    ("language", "name"),
    [
        ("uk", "Івана Петренка"), ("ru", "Иваном Петренко"), ("en", "Ivan Petrenko"), ("de", "Iwan Petrenko"),
        ("en", "Mayor Ivan Petrenko"), ("de", "Petrenko, Iwan"),
    ],
)  # fmt: skip
def test_a_person_is_one_in_every_language_case_and_order(language: str, name: str) -> None:
    assert same_body(person_keys(name, language), person_keys("Іван Петренко", "uk"))


@pytest.mark.parametrize("name", ["Ivan Petrov", "Petro Petrenko", "Petrenko", "Ivan"])
def test_another_person_is_another(name: str) -> None:
    assert not same_body(person_keys(name, "en"), person_keys("Іван Петренко", "uk"))


def test_first_names_that_differ_between_languages_are_one() -> None:
    assert same_body(person_keys("Микола Щербак", "uk"), person_keys("Николаем Щербаком", "ru"))


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_has_keys_and_is_never_apart_from_itself(name: str, language: str) -> None:
    keys = body_keys(name, language)
    assert not apart(keys, keys)
    assert all(key.count("|") >= 1 for key in keys)
