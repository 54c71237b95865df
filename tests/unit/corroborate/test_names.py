"""Whether two printed names are one body, in one language or in two."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate.names import Name, likeness_of, same_name
from reportedly.gloss import marker


def name(printed: str, language: str = "en") -> Name:
    return marker().name(printed, language)


HOSPITAL = [
    ("Kharkiv regional hospital", "en"),
    ("Харківська обласна лікарня", "uk"),
    ("Харьковская областная больница", "ru"),
    ("Regionalkrankenhaus Charkiw", "de"),
]
PERSON = [
    ("Olena Marchuk", "en"),
    ("Олена Марчук", "uk"),
    ("Елена Марчук", "ru"),
    ("Olena Martschuk", "de"),
]


@pytest.mark.parametrize("printed", [HOSPITAL, PERSON], ids=["hospital", "person"])
def test_one_body_in_four_languages_is_one(printed: list[tuple[str, str]]) -> None:
    apart = [(a, b) for a, b in combinations(printed, 2) if not same_name(name(*a), name(*b))]
    assert apart == []


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Kharkiv regional hospital", "en"), ("Kharkiv fire brigade", "en")),
        (("Kharkiv regional hospital", "en"), ("Харківський міський суд", "uk")),
        (("Kharkiv water board", "en"), ("Стадион Харькова", "ru")),
        (("Olena Marchuk", "en"), ("Олена Шевченко", "uk")),
        (("the mayor", "en"), ("the governor", "en")),
    ],
)
def test_different_bodies_are_not_one(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert not same_name(name(*left), name(*right))


def test_a_title_weighs_less_than_a_name() -> None:
    assert same_name(name("Olena Marchuk"), name("acting mayor Olena Marchuk"))
    assert not same_name(name("acting mayor Olena Marchuk"), name("acting mayor Petro Hnatiuk"))


def test_a_name_without_words_is_like_no_other() -> None:
    assert likeness_of((), ()) == 0.0
    assert not same_name((), name("Kharkiv regional hospital"))


@settings(deadline=None)
@given(*(st.text(alphabet="abk имя ÄöZ1-", max_size=30) for _ in range(2)))
def test_likeness_of_names_is_a_share_and_the_same_from_both_sides(left: str, right: str) -> None:
    one, other = name(left), name(right)
    assert 0.0 <= likeness_of(one, other) <= 1.0
    assert likeness_of(one, other) == pytest.approx(likeness_of(other, one))
    assert not one or likeness_of(one, one) == pytest.approx(1.0)
