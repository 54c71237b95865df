import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gloss.skeleton import LENGTH, skeletons


@pytest.mark.parametrize(
    "spellings",
    [
        ("Шевчук", "Shevchuk", "Schewtschuk", "Шевчука", "Шевчуком", "Шевчукові"),
        ("Щербаков", "Shcherbakov", "Schtscherbakow", "Щербакова", "Щербаковым"),
        ("Іванів", "Ivaniv", "Iwaniw", "Іванова"),
        ("Хмелинський", "Хмелинский", "Khmelynskyi", "Chmelynskyj", "Хмелинського", "Хмелинскому"),
        ("Залуцький", "Залуцкий", "Zalutskyi", "Saluzkyj", "Залуцького", "Залуцкого"),
        ("Джанков", "Dzhankov", "Dschankow", "Джанкова"),
        ("Торбенськ", "Torbensk", "Торбенська", "Торбенску", "Торбенском"),
        ("Мартинець", "Martynets", "Martynez"),
        ("Хорват", "Khorvat", "Chorwat", "Хорватом"),
    ],
)
def test_one_name_is_alike_in_every_spelling_and_case(spellings: tuple[str, ...]) -> None:
    first = set(skeletons(spellings[0]))
    assert [word for word in spellings if first.isdisjoint(skeletons(word))] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [("Шевчук", "Schevardin"), ("Бондар", "Gontar"), ("Kolesnyk", "Melnyk"), ("Иванов", "Петров"), ("Roth", "Raab")],
)
def test_different_names_differ(one: str, other: str) -> None:
    assert set(skeletons(one)).isdisjoint(skeletons(other))


def test_a_cyrillic_letter_has_one_sound_a_latin_pair_may_have_two() -> None:
    assert len(skeletons("Бачук")) == 1
    assert len(skeletons("Bachuk")) == 2


@pytest.mark.parametrize("word", ["", "a", "Ия", "Io", "—", "Аа"])
def test_a_word_of_fewer_than_two_consonants_has_none(word: str) -> None:
    assert skeletons(word) == ()


@given(st.text(max_size=30))
def test_skeletons_of_any_text_are_short_different_and_do_not_depend_on_capitals(word: str) -> None:
    found = skeletons(word)
    assert all(2 <= len(skeleton) <= LENGTH for skeleton in found)
    assert len(set(found)) == len(found) <= 2
    assert skeletons(word.casefold()) == found
