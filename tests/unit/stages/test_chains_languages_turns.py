"""Turns that report without a plain "X said that", and the frames of forwarded posts and letters."""

import pytest

from reportedly.stages.chain_languages import _is_another
from tests.unit.stages.attributed import read, sources, status


@pytest.mark.parametrize(
    ("language", "text", "claim", "expected"),
    [
        # "this conclusion was reached by X", "this follows from X"
        ("uk", "Греблю підмило. Такого висновку дійшла комісія Водагентства.", "Греблю підмило", "комісія"),
        ("ru", "Дамбу подмыло. К такому выводу пришла комиссия Водхоза.", "Дамбу подмыло", "комиссия"),
        ("ru", "Дамбу подмыло. Это следует из акта комиссии.", "Дамбу подмыло", "акта"),
        (
            "de",
            "Der Damm ist unterspült. Zu diesem Schluss kommt das Wasseramt.",
            "Der Damm ist unterspült",
            "Wasseramt",
        ),
        # the topic in front of its verb
        ("ru", "О закрытии пекарни сообщает администрация Липок.", "закрытии пекарни", "администрация"),
        # the speaker of a main clause goes on in a gerund
        ("ru", "Мэр Иван Рой обвинения оспорил, заявив, что деньги возвращены.", "деньги возвращены", "Иван Рой"),
        # what somebody calls something
        ("ru", "Директор завода Анна Кей назвала остановку плановой.", "остановку плановой", "Анна Кей"),
        ("de", "Landrätin Ute Behm nannte die Sperrung überfällig.", "die Sperrung überfällig", "Ute Behm"),
        # words on both sides of an inserted speaker
        ("uk", "Мер Ігор Дан виступив у раді. Опалення, додав мер, увімкнено.", "увімкнено", "мер"),
        ("de", "Der Kran, sagte Hafenmeister Olaf Prinz, steht still.", "steht still", "Olaf Prinz"),
    ],
)
def test_a_turn_of_phrase_has_its_source(language: str, text: str, claim: str, expected: str) -> None:
    found = sources(read(text, language, claim))
    assert found, "no source"
    assert expected in found[-1]


@pytest.mark.parametrize(
    ("language", "text", "claim", "outer", "inner"),
    [
        ("uk", "Газета «Явір» дізналася від двох учителів, що школу закриють.", "школу закриють", "Явір", "учителів"),
        (
            "de",
            "Das „Tagwerk“ hat aus dem Ministerium erfahren, dass Mittel fehlen.",
            "Mittel fehlen",
            "Tagwerk",
            "Minist",
        ),
        (
            "ru",
            "Газета «Явор» публиковала выписку из договора, согласно которой порт продан.",
            "порт продан",
            "Явор",
            "выписку",
        ),
    ],
)
def test_who_heard_or_showed_it_stands_outside(language: str, text: str, claim: str, outer: str, inner: str) -> None:
    found = sources(read(text, language, claim))
    assert len(found) == 2
    assert outer in found[0]
    assert inner in found[1]


def test_what_a_decree_orders_is_not_the_word_of_who_issued_it() -> None:
    text = "Губернатор Пётр Лим издал указ, согласно которому рынок закрыт."
    assert "Пётр Лим" not in " ".join(sources(read(text, "ru", "рынок закрыт"))[:1])


@pytest.mark.parametrize(
    ("language", "text", "claim"),
    [
        ("de", "Wie aus dem Kreishaus verlautete, ruht der Betrieb Lohmann.", "ruht der Betrieb Lohmann"),
        (
            "de",
            "Wenn der Regen anhält, schließt die Stadtverwaltung die Brücke.",
            "schließt die Stadtverwaltung die Brücke",
        ),
    ],
)
def test_a_main_clause_behind_its_dependent_one_reports_nothing(language: str, text: str, claim: str) -> None:
    assert not any("Lohmann" in s or "Stadtverwaltung" in s for s in sources(read(text, language, claim)))


@pytest.mark.parametrize(
    ("language", "text", "passed_on", "own"),
    [
        (
            "de",
            "Repost von „Pier Neun“\nAm Kai liegt ein Schiff.\n\nUnsere Leute waren dort: Das Schiff ist leer.",
            "Am Kai liegt ein Schiff",
            "Das Schiff ist leer",
        ),
        (
            "uk",
            "Репост: Причал. Дев’ять\nБіля причалу стоїть судно.\n\nА от що бачили ми: судно порожнє.",
            "Біля причалу стоїть судно",
            "судно порожнє",
        ),
    ],
)
def test_a_forwarded_post_ends_where_its_sender_speaks_again(
    language: str, text: str, passed_on: str, own: str
) -> None:
    reading = read(text, language, passed_on, own)
    assert sources(reading, 0)
    assert not any("Pier" in s or "Причал" in s for s in sources(reading, 1))


def test_a_letter_with_a_salutation_is_its_signers() -> None:
    text = "Sehr geehrte Redaktion,\nseit Mai fährt kein Bus. Der Fahrplan hängt noch aus.\nHedda Quast, Lohe"
    assert sources(read(text, "de", "seit Mai fährt kein Bus")) == ["Hedda Quast"]


def test_a_line_that_ends_with_its_origin_is_of_that_origin() -> None:
    text = "Міст перекрито до вечора. Джерело: Укравтодор.\n\nОб’їзд через Липки."
    assert "Укравтодор" in sources(read(text, "uk", "Міст перекрито до вечора"))[0]


def test_a_bare_paper_that_nobody_named_is_the_publisher() -> None:
    text = "Бывший егерь рассказал изданию, что вышку снесли."
    assert sources(read(text, "ru", "вышку снесли")) == ["Бывший егерь"]


def test_an_unknown_word_in_the_plural_at_the_head_is_several_people() -> None:
    assert status(read("Бескрышники рассказали, что приют закрыт.", "ru", "приют закрыт")) == "unnamed_plural"


def test_a_body_before_a_name_in_quotation_marks_is_not_the_outlet_of_that_name() -> None:
    assert _is_another("прокуратуре «Голоса Липок»", "ru")
    assert not _is_another("газете «Голос Липок»", "ru")
