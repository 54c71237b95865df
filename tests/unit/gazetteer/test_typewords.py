"""Type words, and what adjectives and names of lands are made of."""

import pytest

from reportedly.gazetteer.typewords import (
    adjective_stems,
    bare_unit,
    kinds_of,
    land_stems,
    split_abbreviation,
    split_type,
)
from reportedly.text import name_key

ADJECTIVES = """
Херсонської:Херсон Запорізькій:Запоріжжя Донецькою:Донецьк Вінницьку:Вінниця Луганських:Луганськ Одеська:Одеса
Одесской:Одесса Хмельницької:Хмельницький Чернівецька:Чернівці Рівненської:Рівне Сумского:Сумы Бучанський:Буча
Лубенський:Лубни Сарненського:Сарни Берегівський:Берегове Прилуцького:Прилуки Каховського:Каховка Дубенський:Дубно
Волноваський:Волноваха Вараський:Вараш Синельниківському:Синельникове Золотоніський:Золотоноша Хмільницький:Хмільник
Кременчуцького:Кременчук Олександрійський:Олександрія Роздільнянський:Роздільна Белгородской:Белгород Тульская:Тула
Смоленской:Смоленск Московской:Москва Запорожской:Запорожье Мукачівський:Мукачево Новгород-Сіверський:Новгород-Сіверський
Kharkivska:Kharkiv Donetska:Donetsk Odeska:Odesa
"""
LANDS = """
Херсонщина:Херсон Донеччині:Донецьк Луганщину:Луганськ Вінниччина:Вінниця Одещині:Одеса Черкащина:Черкаси
Київщини:Київ Сумщині:Суми Рівненщина:Рівне Бердянщини:Бердянськ Хмельниччина:Хмельницький Смоленщина:Смоленск
"""


@pytest.mark.parametrize("pair", ADJECTIVES.split())
def test_an_adjective_is_made_of_a_name(pair):
    adjective, name = pair.split(":")
    assert name_key(name) in adjective_stems(name_key(adjective))


@pytest.mark.parametrize("pair", LANDS.split())
def test_the_name_of_a_land_is_made_of_a_name(pair):
    land, name = pair.split(":")
    assert name_key(name) in land_stems(name_key(land))


@pytest.mark.parametrize("name", ["Tarnow", "Київ", "Новий Буг", "щина", "ska"])
def test_other_names_are_neither(name):
    assert adjective_stems(name_key(name)) == land_stems(name_key(name)) == []


@pytest.mark.parametrize(
    ("name", "bare", "first"),
    [
        ("Тарновської області", "тарновскоі", "adm1"),
        ("Тарновській обл.", "тарновскіи", "adm1"),
        ("Бреснівського району", "бреснівского", "adm2"),
        ("Бреснівський р-н", "бреснівскии", "adm2"),
        ("Бреснівської громади", "бреснівскоі", "adm3"),
        ("місті Брезна", "брезна", "settlement"),
        ("Gebiet der Tarnow", "tarnow", "adm1"),
        ("Tarn and Keld counties", "tarn and keld", "adm2"),
        ("Keld camp", "keld", "facility"),
        ("Республіки Тарнов", "тарнов", "country"),
    ],
)
def test_a_type_word_in_any_case_says_the_kind(name, bare, first):
    typed = split_type(name_key(name))
    assert typed is not None
    assert (typed.bare, typed.kinds[0]) == (bare, first)


@pytest.mark.parametrize(
    ("printed", "bare", "first"),
    [
        ("м. Тарнов", "тарнов", "settlement"),
        ("с.Брезна", "брезна", "settlement"),
        ("пгт. Большая Брезна", "болшая брезна", "settlement"),
        ("р. Судра", "судра", "river"),
        ("оз. Судра", "судра", "lake"),
    ],
)
def test_a_short_type_word_needs_its_full_stop(printed, bare, first):
    typed = split_abbreviation(printed)
    assert typed is not None
    assert (typed.bare, typed.kinds[0]) == (bare, first)
    assert split_abbreviation(printed.replace(".", " ", 1)) is None


def test_plurals_allow_what_their_singulars_do_and_are_kept_in_names_of_units():
    assert kinds_of("counties") == kinds_of("county")
    assert kinds_of("tarnow") == ()
    assert bare_unit("Keld Camp") == "keld camp"
    assert bare_unit("Keld County") == "keld"


@pytest.mark.parametrize(
    ("key", "bare"),
    [
        ("новогаивскии городскои округ", "новогаивскии"),
        ("новогаивском городском округе", "новогаивском"),
        ("новогаивска міска громада", "новогаивска"),
        ("городскои округ", "городскои"),
    ],
)
def test_the_adjective_that_says_the_level_of_a_unit_is_no_part_of_its_name(key: str, bare: str) -> None:
    typed = split_type(key)
    assert typed is not None
    assert typed.bare == bare
    assert typed.kinds[0] in ("adm1", "adm2", "adm3")


def test_an_adjective_may_be_made_of_a_name_of_two_words() -> None:
    assert "нова гребля" in adjective_stems("новогребляска")
    assert "вербка дніпровска" in adjective_stems("вербско дніпровскии")
