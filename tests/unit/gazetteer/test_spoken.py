import pytest

from reportedly.gazetteer.entries import NameEntry
from reportedly.gazetteer.spoken import name_in


def names(*forms: str | tuple[str, str, str]) -> list[NameEntry]:
    """Names of a place: a bare form has neither language nor a status of its own."""
    made = []
    for form in forms:
        text, lang, status = (form, "", "alternate") if isinstance(form, str) else form
        made.append(NameEntry(text, lang, status, "Cyrl", "", "", "test"))
    return made


def test_a_tagged_official_name_goes_first_and_no_abbreviation() -> None:
    known = names(("АР Крим", "uk", "official"), ("Автономна Республіка Крим", "uk", "official"), "Крым")
    assert name_in(known, "uk", "Crimea", "UA") == "Автономна Республіка Крим"


@pytest.mark.parametrize(
    ("forms", "main", "country", "name"),
    [
        (("Маріуполь", "Мариуполь", "Маріупіль"), "Mariupol", "UA", "Маріуполь"),
        (("Луганск", "Луганскай"), "Luhansk", "UA", "Луганськ"),
        (("Бердянск",), "Berdyansk", "UA", "Бердянськ"),
        (("Херсонскую", "Херсон"), "Kherson", "UA", "Херсон"),
        (("Новосибирск", "Новосибірськ"), "Novosibirsk", "RU", "Новосибірськ"),
        (("Новосибирск",), "Novosibirsk", "RU", None),
        (("Геническ",), "Henichesk", "UA", None),
        (("Купьянск", "Куп'янськ"), "Kupyansk", "UA", "Куп'янськ"),
        ((), "Berlin", "DE", None),
    ],
)
def test_an_untagged_name_is_ukrainian_if_it_is_the_main_name_in_latin_letters(
    forms: tuple[str, ...], main: str, country: str, name: str | None
) -> None:
    assert name_in(names(*forms), "uk", main, country) == name


def test_a_former_name_is_none() -> None:
    assert name_in(names(("Жданов", "uk", "former")), "uk", "Mariupol", "UA") is None
