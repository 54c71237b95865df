"""Clauses, and which of them can be claims, in Ukrainian, Russian and German."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.records import Relation, Span
from reportedly.stages.glossed.clauses import clauses
from reportedly.stages.glossed.regions import regions
from reportedly.stages.glossed.words import LANGUAGES
from reportedly.stages.glossed.worth import is_advert, is_greeting, worth


def cut(language: str, text: str) -> list[str]:
    return [clause.span.of(text) for clause in clauses(text, 0, len(text), language)]


@pytest.mark.parametrize(
    ("language", "text", "parts"),
    [
        ("uk", "Школу зачинили, але лікарня працює.", ["Школу зачинили", "лікарня працює"]),
        ("uk", "Пошта не працює, бо немає світла.", ["Пошта не працює", "немає світла"]),
        ("uk", "У місті немає хліба й води.", ["У місті немає хліба й води"]),
        ("ru", "Воду отключили, а свет дают на два часа.", ["Воду отключили", "свет дают на два часа"]),
        ("ru", "Документы обнаружены и изъяты.", ["Документы обнаружены и изъяты"]),
        ("ru", "Дома, которые достроили, стоят пустые.", ["Дома, которые достроили, стоят пустые"]),
        ("de", "Die Bank schloss, aber die Post blieb offen.", ["Die Bank schloss", "die Post blieb offen"]),
        ("de", "Es gibt kein Brot und keine Milch.", ["Es gibt kein Brot und keine Milch"]),
    ],
)
def test_a_conjunction_with_a_predicate_on_both_sides_parts_two_clauses(
    language: str, text: str, parts: list[str]
) -> None:
    assert cut(language, text) == parts


@given(st.text(alphabet="абв и,;:–() і та und aber bla але закрили", max_size=120), st.sampled_from(LANGUAGES))
def test_clauses_are_apart_and_inside(text: str, language: str) -> None:
    end = 0
    for clause in clauses(text, 0, len(text), language):
        assert end <= clause.span.start < clause.span.end <= len(text)
        end = clause.span.end


@pytest.mark.parametrize(
    ("language", "text", "can"),
    [
        ("uk", "У Сумах зачинили три школи.", True),
        ("uk", "Чи зачинять школи взимку?", False),
        ("uk", "Бажаємо вам миру і тепла.", False),
        ("uk", "Приходьте сьогодні на концерт.", False),
        ("ru", "В больнице нет врачей.", True),
        ("ru", "Подписывайтесь на наш канал сегодня.", False),
        ("ru", "Поздравляем учителей с праздником!", False),
        ("de", "Das Krankenhaus hat keinen Strom.", True),
        ("de", "Abonnieren Sie jetzt unseren Kanal.", False),
        ("de", "Wir wünschen allen frohe Ostern.", False),
        ("de", "Kein Strom.", False),
    ],
)
def test_questions_wishes_and_calls_are_no_claims(language: str, text: str, can: bool) -> None:
    [clause, *_] = clauses(text, 0, len(text), language)
    assert worth(text, Span(0, len(text)), clause, language, given=False) is can


def test_what_a_source_says_may_address_somebody() -> None:
    text = "Вимагаємо повернути вчителів до школи"
    [clause] = clauses(text, 0, len(text), "uk")
    assert worth(text, Span(0, len(text)), clause, "uk", given=True)


def test_a_text_that_sells_is_an_advert() -> None:
    assert is_advert("Знижка 20 %! Замовляйте сьогодні, пишіть нам.", "uk")
    assert not is_advert("У магазинах діє знижка для пенсіонерів.", "uk")


def test_source_and_cue_are_left_out_of_what_is_read() -> None:
    text = "Воду відключили, повідомила міська рада."
    source, cue = Span(text.index("міська"), len(text) - 1), Span(text.index("повідомила"), text.index(" міська"))
    relation = Relation("d", (source,), (cue,), (Span(0, 15),))
    [region] = regions(text, Span(0, len(text)), [relation], "uk")
    assert region.given
    assert [span.of(text) for span in region.spans] == ["Воду відключили"]


def test_a_sentence_that_only_names_the_source_of_its_neighbours_has_no_region() -> None:
    text = "Воду відключили. Про це повідомляє рада."
    second = Span(17, len(text))
    relation = Relation("d", (Span(35, 39),), (Span(17, 34),), (Span(0, 16),), anaphoric=True)
    assert regions(text, second, [relation], "uk") == []


def test_a_denied_content_is_marked() -> None:
    text = "Рада заперечує, що школу зачинили."
    relation = Relation("d", (Span(0, 4),), (Span(5, 14),), (Span(19, 33),), cue_type="DEN")
    [region] = regions(text, Span(0, len(text)), [relation], "uk")
    assert region.denied


@pytest.mark.parametrize(
    ("language", "text", "greets"),
    [
        ("ru", "Уважаемые земляки! Поздравляю вас с Днём города.", True),
        ("uk", "Вітаємо вчителів зі святом!", True),
        ("de", "Herzlichen Glückwunsch an alle Lehrerinnen!", True),
        ("uk", "У Сумах зачинили школу.", False),
    ],
)
def test_a_text_that_opens_with_a_wish_is_a_speech(language: str, text: str, greets: bool) -> None:
    assert is_greeting(text, language) is greets


def test_a_quotation_mark_without_its_partner_is_left_out() -> None:
    assert cut("uk", "«Воду відключили вчора.") == ["Воду відключили вчора"]
    assert cut("uk", "Завод «Схід» зупинили.") == ["Завод «Схід» зупинили"]
