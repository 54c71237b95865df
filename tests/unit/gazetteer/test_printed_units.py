"""Units that a text prints: which one of a name, what stands in for one, and what a container rules out."""

from pathlib import Path

import pytest

from reportedly.gazetteer.build import _wide_enough, write_places
from reportedly.gazetteer.shapes import Members
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.interfaces import Resolved, Toponym
from reportedly.records import Span

PLACES = (
    Row("v:0", "Varland", "country", 48.5, 36.0, "UA", population=9_000_000, radius_km=400.0),
    Row("v:9", "Ostmark", "country", 56.0, 40.0, "RU", population=90_000_000, radius_km=900.0),
    Row("v:1", "Keldsk", "adm1", 48.9, 39.0, "UA", "14", population=2_100_000, radius_km=140.0,
        names=(("Кельдська область", "uk", "official"), ("Кельдская область", "ru", "official"))),
    Row("v:2", "Keldsk Raion", "adm2", 48.5, 39.3, "UA", "14", "1401", population=500_000, radius_km=37.0,
        names=(("Keldsk", "", "official"), ("Кельдський район", "uk", "official"))),
    Row("v:3", "Keldsk", "settlement", 48.57, 39.3, "UA", "14", "1401", population=400_000,
        names=(("Кельдськ", "uk", "main"),)),
    Row("v:4", "Marnsk", "adm1", 46.6, 33.0, "UA", "08", population=1_000_000, radius_km=120.0,
        names=(("Марнська область", "uk", "official"), ("Марнская область", "ru", "official"))),
    Row("v:5", "Lypove", "settlement", 48.9, 39.1, "UA", "14", population=900,
        names=(("Липове", "uk", "main"), ("Липовка", "ru", "main"))),
    Row("v:6", "Lypove", "settlement", 46.7, 33.1, "UA", "08", population=9_000,
        names=(("Липове", "uk", "main"), ("Липовка", "ru", "main"))),
    Row("v:7", "Brezna", "settlement", 46.3, 33.3, "UA", "08", population=6_000, names=(("Брезна", "uk", "main"),)),
    Row("v:8", "Grodsk", "settlement", 56.0, 40.1, "RU", "48", population=10_000_000,
        names=(("Гродськ", "uk", "main"),)),
    Row("v:10", "Novodar", "settlement", 48.9, 39.0, "UA", "14", population=8_000, names=(("Новодарин", "uk", "main"),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> SqliteGazetteer:
    return SqliteGazetteer(write_places(Path(tmp_path_factory.mktemp("units")) / "units.sqlite", PLACES))


def read(places: SqliteGazetteer, text: str, *names: str) -> list[Resolved]:
    return places.resolve(text, [Toponym(Span(text.index(n), text.index(n) + len(n)), n) for n in names])


@pytest.mark.parametrize(
    "text",
    [
        "Grodsk denied the report. The Keldsk region has no bank.",
        "Grodsk and Brezna saw talks. In Keldsk region two clinics closed.",
        "Officials in Grodsk spoke of the Keldsk region.",
    ],
)
def test_a_region_is_no_raion_of_its_name_whoever_else_is_named(places, text):
    names = [name for name in ("Grodsk", "Brezna") if name in text]
    *_, unit = read(places, text, *names, "Keldsk region")
    assert (unit.candidates[0].id, unit.ambiguous) == ("v:1", False)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The Brezna district has no pharmacy.", "Brezna district"),
        ("Wells in the Brezna district are dry.", "Brezna"),
        ("У Брезнівському районі немає аптеки. Брезна", "Брезна"),
        ("Im Bezirk Brezna gibt es keine Apotheke.", "Bezirk Brezna"),
    ],
)
def test_a_town_that_stands_in_for_a_unit_is_marked_as_ambiguous(places, text, name):
    [found] = read(places, text, name)
    best = found.candidates[0]
    assert best.id == "v:7"
    assert found.ambiguous == (best.precision == "adm3") == (name != "Брезна")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In Lypove in Keldsk region the school was shut.", "Lypove"),
        ("In Lypove, Keldsk Oblast, the school was shut.", "Lypove"),
        ("In Lypove im Gebiet Keldsk wurde die Schule geschlossen.", "Lypove"),
        ("У селі Липове Кельдської області закрили школу.", "Липове"),
        ("У Липовому (Кельдська область) закрили школу.", "Липовому"),
        ("В Липовке Кельдской области закрыли школу, сообщили в Брезне.", "Липовке"),
    ],
)
def test_the_unit_printed_behind_a_village_decides_in_four_languages(places, text, name):
    [found] = read(places, text, name)
    assert found.candidates[0].id == "v:5"


def test_a_village_that_the_printed_unit_does_not_hold_is_ambiguous(places):
    [wrong] = read(places, "У Брезні Кельдської області закрили школу.", "Брезні")
    [right] = read(places, "У Брезні Марнської області закрили школу.", "Брезні")
    assert (wrong.candidates[0].id, wrong.ambiguous) == ("v:7", True)
    assert (right.candidates[0].id, right.ambiguous) == ("v:7", False)


@pytest.mark.parametrize("printed", ["Новому Дарині", "Новий Дарин", "Нового Дарина"])
def test_a_name_in_two_words_is_known_by_its_one(places, printed):
    found = places.find(printed)[0]
    assert (found.id, found.match) == ("v:10", "inflected")


def test_a_unit_of_one_known_settlement_is_as_wide_as_a_fair_share_of_the_ground(monkeypatch):
    monkeypatch.setattr("reportedly.gazetteer.sources.areas", lambda: {"VL": 31_416.0})
    members = Members()
    for n in range(4):
        members.add("VL.02", 50.0 + n / 100, 20.0)
    units = [
        Row("u:1", "Tarnow", "adm1", 50.0, 20.0, "VL", "01", radius_km=3.0),
        Row("u:2", "Keld", "adm1", 50.0, 21.0, "VL", "02", radius_km=4.0),
        Row("u:3", "Marno City", "adm1", 50.0, 22.0, "VL", "03", radius_km=5.0),
        Row("u:4", "Lesno", "adm1", 50.0, 23.0, "VL", "04", radius_km=90.0),
        Row("u:5", "Dolno", "adm2", 50.0, 20.0, "VL", "01", "0101", radius_km=3.0),
        Row("u:6", "Vysno", "adm2", 50.0, 20.0, "VL", "01", "0102", radius_km=3.0),
    ]
    found = {row.id: row.radius_km for row in _wide_enough(units, members)}
    assert found == {"u:1": 50.0, "u:2": 4.0, "u:3": 5.0, "u:4": 90.0, "u:5": 35.4, "u:6": 35.4}
