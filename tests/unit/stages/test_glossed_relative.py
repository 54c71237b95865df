"""Places told by other places in Ukrainian, Russian and German."""

import re

import pytest

from reportedly.interfaces import Candidate
from reportedly.records import Span
from reportedly.stages.glossed.distances import DISTANCE, compass, distance_of
from reportedly.stages.glossed.relative import relatives
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_relative import Relative


def town(name: str, lat: float, lon: float) -> Candidate:
    return Candidate(f"t:{name}", name, "settlement", "settlement", lat, lon, "VL", radius_km=2.0)


STEMS = {
    "Тарнов": town("Tarnow", 50.0, 20.6),
    "Tarnow": town("Tarnow", 50.0, 20.6),
    "Лінд": town("Lindvik", 50.4, 20.3),
    "Линд": town("Lindvik", 50.4, 20.3),
    "Lindvik": town("Lindvik", 50.4, 20.3),
}
VARLAND = Candidate("t:varland", "Varland", "country", "country", 50.0, 20.0, "VL", radius_km=300.0)


def places(text: str) -> list[Place]:
    found = [
        Place(Span(*m.span()), "settlement", (next(c for s, c in STEMS.items() if m[0].startswith(s)),))
        for m in re.finditer(r"\b(?:Тарнов|Tarnow|Л[иі]нд|Lindvik)\w*", text)
    ]
    found += [Place(Span(*m.span()), "country", (VARLAND,)) for m in re.finditer(r"\bВарланд\w*", text)]
    return sorted(found, key=lambda place: place.span)


def only(text: str) -> Relative:
    [relative] = relatives(text, places(text))[1].values()
    return relative


@pytest.mark.parametrize(
    ("text", "words", "bearing", "near", "far"),
    [
        ("За 12 км на північ від Тарнова впав міст.", "За 12 км на північ від Тарнова", 0.0, 8.8, 15.2),
        ("Міст упав за дванадцять кілометрів на північний захід від міста Тарнов.",
         "за дванадцять кілометрів на північний захід від міста Тарнов", 315.0, 8.8, 15.2),
        ("Міст упав у п'яти кілометрах південніше Тарнова.", "у п'яти кілометрах південніше Тарнова", 180.0, 2.5, 7.5),
        ("За 12 км північно-східніше від Тарнова впав міст.", "За 12 км північно-східніше від Тарнова", 45.0, 8.8, 15.2),
        ("За декілька кілометрів на схід від Тарнова впав міст.", "За декілька кілометрів на схід від Тарнова", 90.0, 1.0, 12.0),
        ("Близько 40 км на південь від Тарнова впав міст.", "Близько 40 км на південь від Тарнова", 180.0, 30.0, 50.0),
        ("В 12 км к югу от Тарнова упал мост.", "В 12 км к югу от Тарнова", 180.0, 8.8, 15.2),
        ("Мост упал в двадцати двух километрах к северо-востоку от Тарнова.",
         "в двадцати двух километрах к северо-востоку от Тарнова", 45.0, 17.8, 26.2),
        ("В 12 километрах юго-западнее города Тарнов упал мост.", "В 12 километрах юго-западнее города Тарнов", 225.0, 8.8, 15.2),
        ("В 10–15 км западнее Тарнова упал мост.", "В 10–15 км западнее Тарнова", 270.0, 6.75, 18.25),
        ("В 12 км к северо-северо-западу от Тарнова упал мост.", "В 12 км к северо-северо-западу от Тарнова", 337.5, 8.8, 15.2),
        ("12 km nördlich von Tarnow fiel eine Brücke.", "12 km nördlich von Tarnow", 0.0, 8.8, 15.2),
        ("Rund vierzig Kilometer südwestlich der Stadt Tarnow fiel eine Brücke.",
         "Rund vierzig Kilometer südwestlich der Stadt Tarnow", 225.0, 30.0, 50.0),
        ("Zweiundzwanzig Kilometer östlich von Tarnow fiel eine Brücke.", "Zweiundzwanzig Kilometer östlich von Tarnow",
         90.0, 17.8, 26.2),
        ("12 Kilometer nordnordöstlich von Tarnow fiel eine Brücke.", "12 Kilometer nordnordöstlich von Tarnow", 22.5, 8.8, 15.2),
    ],
)  # fmt: skip
def test_a_distance_and_a_direction_make_a_sector(
    text: str, words: str, bearing: float, near: float, far: float
) -> None:
    told = only(text)
    assert (told.span.of(text), told.rule, told.keeps) == (words, "offset", False)
    assert told.area is not None
    assert (told.area.kind, told.area.bearing) == ("sector", bearing)
    assert (told.area.near_km, told.area.far_km) == (near, far)


@pytest.mark.parametrize(
    ("text", "rule", "kind", "bearing"),
    [
        ("Северо-восточнее Тарнова упал мост.", "beyond", "sector", 45.0),
        ("На захід від Тарнова впав міст.", "beyond", "sector", 270.0),
        ("Südöstlich von Tarnow fiel eine Brücke.", "beyond", "sector", 135.0),
        ("За 20 км від Тарнова впав міст.", "away", "circle", None),
        ("Километрах в десяти от Тарнова упал мост.", "away", "circle", None),
        ("В километре от Тарнова упал мост.", "away", "circle", None),
        ("Wenige Kilometer vor Tarnow fiel eine Brücke.", "away", "circle", None),
        ("На північній околиці Тарнова впав міст.", "outskirts", "sector", 0.0),
        ("На окраине Тарнова упал мост.", "outskirts", "circle", None),
        ("Am Stadtrand von Tarnow fiel eine Brücke.", "outskirts", "circle", None),
        ("Неподалік від Тарнова впав міст.", "near", "circle", None),
        ("Под Тарновом упал мост.", "near", "circle", None),
        ("In der Nähe von Tarnow fiel eine Brücke.", "near", "circle", None),
        ("Між Тарновом та Ліндвіком не ходять автобуси.", "between", "corridor", None),
        ("На трассе Тарнов – Линдвик упал мост.", "road", "corridor", None),
        ("Auf der Straße von Tarnow nach Lindvik fiel eine Brücke.", "road", "corridor", None),
        ("На полпути между Тарновом и Линдвиком упал мост.", "halfway", "circle", None),
    ],
)
def test_words_of_place_make_areas(text: str, rule: str, kind: str, bearing: float | None) -> None:
    told = only(text)
    assert told.rule == rule
    assert told.area is not None
    assert (told.area.kind, told.area.bearing) == (kind, bearing)


@pytest.mark.parametrize(
    "text",
    [
        "У Тарнові впав міст.",
        "Von Tarnow kamen zwei Ärzte.",
        "Переговори між Тарновом і Ліндвіком тривають.",
        "12 km von Tarnow nach Lindvik sind gesperrt.",
        "Под Варландом нет воды.",
        "На північ приїхали лікарі з Тарнова.",
    ],
)
def test_a_place_by_itself_is_told_by_no_other(text: str) -> None:
    assert relatives(text, places(text))[1] == {}


def test_what_lies_beyond_a_country_has_no_area() -> None:
    told = only("К югу от Варланда упал мост.")
    assert (told.rule, told.area) == ("beyond", None)


@pytest.mark.parametrize(
    ("printed", "near", "far"),
    [
        ("понад 20 км", 20.0, 30.0),
        ("до 20 км", 0.0, 25.0),
        ("полутора километрах", 1.25, 1.75),
        ("п’ятдесят п’ять кілометрів", 49.5, 60.5),
        ("einundzwanzig Kilometer", 18.9, 23.1),
        ("800 метрів", 0.72, 0.88),
        ("ein paar Kilometer", 2.0, 6.0),
        ("anderthalb Kilometer", 1.25, 1.75),
        ("десятках километров", 20.0, 100.0),
    ],
)
def test_printed_distances_are_read_with_their_slack(printed: str, near: float, far: float) -> None:
    match = re.match(DISTANCE, printed, re.IGNORECASE)
    assert match is not None
    assert (distance_of(match).near_km, distance_of(match).far_km) == pytest.approx((near, far))


@pytest.mark.parametrize(
    ("printed", "letters"),
    [("південний схід", "SE"), ("юго-юго-западу", "SSW"), ("nordwestlich", "NW"), ("восточнее", "E"), ("захід", "W")],
)
def test_points_of_the_compass_are_read_in_three_languages(printed: str, letters: str) -> None:
    assert compass(printed) == letters
