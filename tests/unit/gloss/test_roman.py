"""Cyrillic in Latin letters by the standards, and reading aids."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gloss.roman import STANDARDS, reading_aid, romanise


@pytest.mark.parametrize(
    ("standard", "printed", "written"),
    [
        ("uk-2010", "Згурівка", "Zghurivka"), ("uk-2010", "Єланець", "Yelanets"), ("uk-2010", "Кам’янка", "Kamianka"),
        ("uk-2010", "Щастя", "Shchastia"), ("uk-2010", "ЮЖНЕ", "YUZHNE"), ("uk-2010", "Юрій Їжак", "Yurii Yizhak"),
        ("ru-bgn", "Ельня", "Yelnya"), ("ru-bgn", "Верховье", "Verkhovye"), ("ru-bgn", "Озёрный", "Ozyornyy"),
        ("ru-iso9", "Жёлтые Щуки", "Žëltye Ŝuki"), ("de-uk", "Щербанівка", "Schtscherbaniwka"),
        ("de-uk", "Луганськ", "Luhansk"), ("de-ru", "Ельня", "Jelnja"), ("de-ru", "Зорино", "Sorino"),
    ],
)  # fmt: skip
def test_names_are_written_as_the_standard_says(standard: str, printed: str, written: str) -> None:
    assert romanise(printed, standard) == written


@pytest.mark.parametrize(
    ("language", "name", "aid"),
    [
        ("uk", "Новокам'янська міська рада", "Novokamianska miska rada"),
        ("ru", "Новокаменский городской совет", "Novokamensky gorodskoy sovet"),
        ("ru", "Верхній Ліс", "Verkhnii Lis"),
        ("uk", "Быстрый", "Bystry"),
        ("en", "Verbivka council", ""),
        ("uk", "ISW", ""),
    ],
)
def test_a_reading_aid_is_given_for_cyrillic_alone(language: str, name: str, aid: str) -> None:
    assert reading_aid(name, language) == aid


def test_an_unknown_standard_is_an_error() -> None:
    with pytest.raises(KeyError):
        romanise("Ліс", "uk-1900")


@given(st.text(alphabet="абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъ' АБВЩЮЯЇЄ", max_size=40), st.sampled_from(STANDARDS))
def test_nothing_cyrillic_is_left_of_what_a_standard_covers(text: str, standard: str) -> None:
    covered = {"uk": "ёыэъ", "de-uk": "ёыэъ"}.get(standard[:2] if standard.startswith("uk") else standard, "іїєґ")
    kept = "".join(c for c in text if c.casefold() not in covered)
    assert not any("\u0400" <= c <= "\u04ff" for c in romanise(kept, standard))
