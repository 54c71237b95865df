"""Private names are found in every form that texts, addresses and file names give them."""

import pytest

from reportedly.export.names import NameMask, fold
from reportedly.records.withhold import WITHHELD

KNOWN = ("Олена Ковтарчук", "Zorislava Drennik-Dymna", "Pavlo Brevets", "Hans Krömmel", "Hryhorii Ostapskyi")


@pytest.mark.parametrize(
    "text",
    [
        "розповіла Олена Ковтарчук з Тарна",
        "без Олени Ковтарчук",
        "Ковтарчуку О. не платили",
        "Kowtartschuk, Olena",
        "Olena Kovtarchuk said",
        "OLENA KOVTARCHUK",
        "https://news.example/2026/olena-kovtarchuk-says",
        "https://news.example/?q=%D0%9A%D0%BE%D0%B2%D1%82%D0%B0%D1%80%D1%87%D1%83%D0%BA",
        "https://t.example/olenakovtarchuk/12",
        "okovtarchuk",
        "posts/kovtarchuk_olena.txt",
        "Ков\u00adтарчук",
        "К\u043eвтарчу́к",
        "&#1050;&#1086;&#1074;&#1090;&#1072;&#1088;&#1095;&#1091;&#1082;",
        "Блог Олени Ковтарчук",
    ],
)
def test_a_name_is_masked_in_every_form(text: str) -> None:
    masked = NameMask(KNOWN).masked(text)
    assert WITHHELD in masked
    assert "kovtarchuk" not in fold(masked.replace(WITHHELD, ""))
    assert fold("Ковтарчук") not in fold(masked.replace(WITHHELD, ""))


def test_both_parts_of_a_double_name_go_and_the_words_around_it_stay() -> None:
    text = "The nurse Zorislava Drennik-Dymna left Tarn; Drennik is missed."
    assert NameMask(KNOWN).masked(text) == f"The nurse {WITHHELD} left Tarn; {WITHHELD} is missed."


def test_a_vowel_that_goes_in_other_cases_hides_no_name() -> None:
    assert NameMask(KNOWN).masked("не стало Бревця") == f"не стало {WITHHELD}"


def test_an_office_holder_who_is_named_whole_stays_beside_a_private_person_of_the_same_family() -> None:
    mask = NameMask(["Ilma Torvey"], public=["Osk Torvey"])
    assert mask.masked("Mayor Osk Torvey spoke. Ilma Torvey did not.") == (
        f"Mayor Osk Torvey spoke. {WITHHELD} did not."
    )


def test_words_that_may_not_stand_for_a_person_alone_go_only_beside_the_rest_of_the_name() -> None:
    mask = NameMask(["Rose Baker"], alone=lambda word: word not in ("Rose", "Baker"))
    assert mask.masked("The Baker in Rose Street") == "The Baker in Rose Street"
    assert mask.masked("Rose Baker and Baker, Rose") == f"{WITHHELD} and {WITHHELD}"


def test_mail_addresses_and_telephone_numbers_go_even_where_no_name_is_known() -> None:
    text = "Write to o.vell@post.example or call +380 67 123 45 67, 1,200 people did."
    assert NameMask(()).masked(text) == f"Write to {WITHHELD} or call {WITHHELD}, 1,200 people did."


@pytest.mark.parametrize("text", ["clm_8927257428440b87", "2026-10-22", "3fede2ab", "geonames:706448", "GUO.B02"])
def test_ids_and_days_are_no_names(text: str) -> None:
    assert NameMask((*KNOWN, "Fede Abel")).masked(text) == text


def test_a_working_copy_masks_nothing() -> None:
    assert NameMask(KNOWN, working_copy=True).masked("Олена Ковтарчук") == "Олена Ковтарчук"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("She runs a shelter at 14 Shevchenko Street in Tarn.", "She runs a shelter at [name withheld] in Tarn."),
        ("Притулок на вул. Шевченка, буд. 14 у Тарні.", "Притулок на [name withheld] у Тарні."),
        ("Приют на улице Мира, 7 в Тарне.", "Приют на [name withheld] в Тарне."),
        ("Die Unterkunft in der Gartenstraße 9 ist voll.", "Die Unterkunft in der [name withheld] ist voll."),
        ("Between 10 and 14 of the 40 shops on Market Street were open.", None),
        ("14 people on Market Street wait.", None),
    ],
)
def test_the_address_of_a_house_is_withheld(text: str, left: str | None) -> None:
    assert NameMask(()).masked(text) == (left or text)


def test_initials_go_with_the_name() -> None:
    assert NameMask(["Zherdina"]).masked("Teacher P. Zherdina left.") == "Teacher [name withheld] left."
