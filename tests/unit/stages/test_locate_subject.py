"""Places that are spoken of: parties, targets, homes of persons, adjectives; and places of counts."""

import pytest

from reportedly.interfaces import Candidate
from reportedly.records import Span
from reportedly.records.values import Precision
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import Page


def candidate(name: str, precision: Precision, match: str = "exact") -> Candidate:
    return Candidate(f"t:{name.casefold()}", name, precision, precision, 50.0, 20.0, "VL", match=match, radius_km=5.0)


def function(text: str, name: str, precision: Precision = "settlement", match: str = "exact") -> str | None:
    """Return the function of the name in its sentence, "actor" for one that acts, None where it is passed over."""
    at = text.index(name)
    place = Place(Span(at, at + len(name)), precision, (candidate(name, precision, match),))
    page = Page(text, (place,), (), (), {})
    uses = page.read([place], Span(0, len(text)))
    return ("actor" if uses[0].actor else uses[0].function) if uses else None


@pytest.mark.parametrize(
    "text",
    [
        "Peace talks between Varland and its neighbours broke down.",
        "A trade agreement with Varland was signed.",
        "Two ports were closed in retaliation against Varland.",
        "New sanctions against Varland have stopped the mills.",
        "Shipowners criticised the coalition's role in Varland.",
        "The tariffs on Varland were raised.",
    ],
)
def test_a_country_that_is_a_party_or_a_target_is_a_subject(text):
    assert function(text, "Varland", "country") == "subject"


def test_what_happens_in_a_country_stays_there():
    assert function("Talks in Varland broke down.", "Varland", "country") == "event"
    assert function("An attack against a mill in Varland failed.", "Varland", "country") == "event"
    assert function("The ceasefire between crews in Mawza holds.", "Mawza") == "event"


@pytest.mark.parametrize(
    "after",
    ["reporting 1,300 cases", "has reported three new cases, 12 deaths", "recorded 40 deaths", "logged no new cases"],
)
def test_a_country_that_counts_cases_is_where_they_are(after):
    assert function(f"The fever has spread, with Varland {after}.", "Varland", "country") in ("event", "actor")
    assert function(f"Varland {after.replace('three', '3')}.", "Varland", "country") == "event"


def test_a_country_that_reports_anything_else_acts():
    assert function("Varland reported a breach of the accord.", "Varland", "country") == "actor"


@pytest.mark.parametrize(
    "text",
    [
        "Ada Brook, 40, of Mawza, was hurt in the crash.",
        "Ada Brook of Mawza, 40, was hurt in the crash.",
        "Ada J. Brook of Mawza was hurt in the crash.",
        "A Mawza man was hurt in the crash.",
        "Two Mawza residents were hurt in the crash.",
        "Senator Ilse Dorn, R-Mawza, opposed the bill.",
        "Ada Brook, 40, from Mawza was hurt.",
    ],
)
def test_where_a_person_lives_is_a_subject(text):
    assert function(text, "Mawza") == "subject"


@pytest.mark.parametrize(
    "text",
    [
        "Clinics in the town of Mawza were shut.",
        "The Salt Quay Mills of Mawza were shut.",
        "Residents of Mawza queue for water.",
        "The Port of Mawza was shut.",
        "A man in Mawza was hurt.",
        "The Mawza family clinic was shut.",
    ],
)
def test_what_is_no_home_of_a_person_stays_where_it_happens(text):
    assert function(text, "Mawza") in ("event", "seat", "actor")


def test_an_adjective_before_a_town_only_says_where_the_town_lies():
    assert function("Shops in the Varlandic city of Mawza are shut.", "Varlandic", "country", "demonym") is None


def test_an_adjective_before_people_is_a_subject_and_before_a_thing_a_place():
    assert function("Forty Varlandic nurses were hired.", "Varlandic", "country", "demonym") == "subject"
    assert function("Crowds at Varlandic airports grew.", "Varlandic", "country", "demonym") == "event"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Varland blamed Tarnow for the blackout.", "actor"),
        ("Envoys urged Brezna and Tarnow to open the bridge.", "actor"),
        ("The firm has strong ties to Tarnow.", "actor"),
        ("A Tarnow-based charity opened a clinic.", "actor"),
        ("The city is in talks with Tarnow about water.", "actor"),
        ("Tarnow condemned the closure of schools.", "actor"),
        ("Tarnow and Brezna signed a deal on water.", "actor"),
        ("Tarnow-made pumps failed.", "origin"),
        ("Officials blamed Tarnow hospital for the delay.", "event"),
        ("Tarnow has been without water.", "event"),
        ("Trams in Tarnow stopped.", "event"),
    ],
)
def test_a_town_that_stands_for_its_rulers_is_no_place_of_an_event(text, told):
    assert function(text, "Tarnow") == told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("The Sel Republic controls two towns.", "actor"),
        ("The “Sel Republic” has annexed two towns.", "actor"),
        ("Two towns are controlled by the Sel Republic.", "actor"),
        ("Schools in the Sel Republic were closed.", "event"),
    ],
)
def test_a_proclaimed_entity_that_holds_towns_is_no_place_of_an_event(text, told):
    at = text.index("Sel Republic")
    entity = Candidate("t:sel", "Sel Republic", "proclaimed", "adm1", 50.0, 20.0, "VL", radius_km=100.0)
    place = Place(Span(at, at + len("Sel Republic")), "adm1", (entity,), typed=True)
    [use] = Page(text, (place,), (), (), {}).read([place], Span(0, len(text)))
    assert ("actor" if use.actor else use.function) == told
