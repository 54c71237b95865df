"""Whether two printed names are one body, in one language or in two."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.corroborate.names import Name, Named, keys_of, keys_of_person, likeness_of, same_name, sealed
from reportedly.gloss import body_keys, marker, person_keys


def name(printed: str, language: str = "en") -> Name:
    return marker().name(printed, language)


def named(printed: str, language: str) -> Named:
    return Named(sealed(name(printed, language)), keys_of(printed, language))


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


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (("Novokamianka town council", "en"), ("Новокаменским городским советом", "ru")),
        (("Новокам'янській міській раді", "uk"), ("Stadtrat von Nowokamjanka", "de")),
        (("телеграм-каналі «Голос Вербівки»", "uk"), ("Telegram channel Holos Verbivky", "en")),
    ],
)
def test_a_name_in_any_case_and_script_is_one(left: tuple[str, str], right: tuple[str, str]) -> None:
    assert named(*left).same(named(*right))
    assert named(*right).same(named(*left))


def test_another_level_or_town_is_apart_though_most_words_are_the_same() -> None:
    town, region = named("Verbivka town council", "en"), named("Вербівська обласна рада", "uk")
    assert town.apart(region)
    assert not town.same(region)
    assert named("Mykolaiv town council", "en").apart(named("Mykolaivka town council", "en"))


def test_an_adjective_of_two_towns_is_apart_from_neither() -> None:
    either = named("Миколаївська міська рада", "uk")
    assert either.same(named("Mykolaiv town council", "en"))
    assert either.same(named("Mykolaivka town council", "en"))


@pytest.mark.parametrize(("printed", "language"), [("Telegram-Kanal", "de"), ("телеграм-каналу", "uk")])
def test_the_kind_of_a_channel_alone_is_no_name(printed: str, language: str) -> None:
    assert keys_of(printed, language) == ()


def test_no_name_can_be_read_from_keys() -> None:
    keys = (*keys_of("Novokamianka town council", "en", ["Olena Savchuk"]), *keys_of_person("Олена Савчук", "uk"))
    plain = {*body_keys("Novokamianka town council", "en"), *person_keys("Olena Savchuk", "en")}
    assert not any(
        word in key for word in {part for key in plain for part in key.split("|")[-1].split()} for key in keys
    )


def test_a_person_is_known_in_another_language_and_never_apart() -> None:
    one, other = (Named(keys=keys_of_person(*p)) for p in (("Olena Savchuk", "en"), ("Оленою Савчук", "uk")))
    assert one.same(other)
    assert not one.apart(Named(keys=keys_of_person("Iryna Bondar", "en")))
    assert not one.same(Named(keys=keys_of_person("Iryna Bondar", "en")))
