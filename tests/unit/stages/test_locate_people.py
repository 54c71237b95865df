"""Homes of people: whose life a claim is about says where it happens."""

import pytest

from reportedly.records import Relation, Span
from reportedly.stages.glossed.homes import lives_there as lives_there_in
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_people import lives_there
from tests.unit.stages.test_locate import read, said_by
from tests.unit.stages.test_locate_languages import places


def relation(text: str, source: str) -> Relation:
    start = text.index(source)
    span = Span(start, start + len(source))
    return Relation("doc_1", (span,), (Span(span.end, span.end + 4),), (Span(span.end + 5, len(text) - 1),))


@pytest.mark.parametrize(
    ("before", "after", "home"),
    [
        ("Residents of ", " complain about prices", True),
        ("Doctors at a hospital in ", " say that bandages have run out", True),
        ("Parents in the occupied city of ", " say the school is cold", True),
        ("Residents of Brezna and ", " lost water", True),
        ("Villagers from ", " say the well is dry", True),
        ("", " residents lost water", True),
        ("", "’s older pensioners were not paid", True),
        ("", " region families have no gas", True),
        ("Displaced people from ", " complain about prices", False),
        ("Former residents of ", " complain about prices", False),
        ("Families evacuated from ", " complain about prices", False),
        ("A ", " teacher was injured", False),
        ("Analysts in ", " expect a frost", False),
        ("The bridge in ", " fell", False),
        ("", " denied the report", False),
    ],
)
def test_the_words_about_a_place_say_whether_people_live_there(before: str, after: str, home: bool) -> None:
    place = Place(Span(len(before), len(before) + 6), "settlement")
    assert lives_there(place, before, after) is home


def test_people_are_at_home_and_not_where_the_sentence_before_was():
    text = "A clinic in Brezna was shut. Tarnow residents lost water."
    assert read(text, "Tarnow residents lost water") == [
        ("Tarnow", "subject"),
        ("Tarnow", "event", "inherited"),
    ]
    text = "A clinic in Brezna was shut. Residents of Tarnow say the baths are shut."
    assert read(text, "the baths are shut", relations=said_by(text, "Residents of Tarnow")) == [
        ("Tarnow", "event", "inherited")
    ]


def test_who_has_left_a_place_does_not_speak_of_it():
    text = "A clinic in Brezna was shut. Former residents of Tarnow say the baths are shut."
    assert read(text, "the baths are shut", relations=said_by(text, "Former residents of Tarnow")) == [
        ("Brezna", "event", "inherited")
    ]


def test_those_whom_a_later_claim_tells_of_do_not_lend_their_home():
    text = "A clinic in Brezna was shut. The school closed as well, and residents of Tarnow lost water."
    [school, *_] = read(text, "The school closed as well", "residents of Tarnow lost water")
    assert school == ("Brezna", "event", "inherited")


@pytest.mark.parametrize(
    ("before", "printed", "after", "home"),
    [
        ("Жителі ", "Конотопа", " скаржаться", True),
        ("За словами мешканців міста ", "Конотоп", ", води немає", True),
        ("Лікарі міської лікарні ", "Конотопа", " повідомили", True),
        ("Вчителі з ", "Конотопа", " розповіли", True),
        ("Родители учеников ", "Конотопа", " сообщили", True),
        ("Laut Bewohnern der besetzten Stadt ", "Konotop", " fehlt Wasser", True),
        ("Eltern in ", "Konotop", " sagen", True),
        ("", "Konotoper", " Rentner berichten", True),
        ("Переселенці з ", "Конотопа", " скаржаться", False),
        ("Колишні жителі ", "Конотопа", " розповіли", False),
        ("Vertriebene aus ", "Konotop", " klagen", False),
        ("Аналитики в ", "Конотопе", " считают", False),
    ],
)
def test_case_and_words_say_whether_people_live_there(before: str, printed: str, after: str, home: bool) -> None:
    place = Place(Span(len(before), len(before) + len(printed)), "settlement")
    assert lives_there_in(place, printed, before, after) is home


@pytest.mark.parametrize(
    ("language", "text", "source", "claim", "home"),
    [
        ("uk", "У Сумах закрили клуб. Жителі Конотопа кажуть, води немає.", "Жителі Конотопа", "води немає", "Конотопа"),
        ("uk", "У Сумах закрили клуб. Вчителі з Лебедина кажуть, води немає.", "Вчителі з Лебедина", "води немає", "Лебедина"),
        ("de", "In Sumy schloss ein Bad. Rentner in Konotop sagen, das Wasser fehlt.", "Rentner in Konotop", "das Wasser fehlt",
         "Konotop"),
        ("uk", "У Сумах закрили клуб. Переселенці з Конотопа кажуть, води немає.", "Переселенці з Конотопа", "води немає", "Сумах"),
    ],
)  # fmt: skip
def test_who_tells_of_a_lack_has_it_at_home(language: str, text: str, source: str, claim: str, home: str) -> None:
    assert places(language, text, claim, extra=(relation(text, source),)) == [[(home, "event")]]


def test_towns_of_one_list_are_the_same_to_a_claim() -> None:
    text = "Жителі Конотопа та Лебедина залишилися без води."
    assert places("uk", text, text[:-1]) == [[("Конотопа", "event"), ("Лебедина", "event")]]
