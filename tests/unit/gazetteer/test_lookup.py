"""From a printed name to candidates: case forms, adjectives, parts, respellings, and which of them wins."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.store import SqliteGazetteer

ROWS = (
    Row("t:vl", "Varland", "country", 50.0, 20.0, "UA", population=9_000_000, radius_km=300.0,
        names=(("Варландія", "uk", "official"), ("варландський", "uk", "demonym"), ("United Varland", "en", "official"))),
    Row("t:tarn", "Tarniv", "settlement", 50.5, 20.5, "UA", "01", population=300_000,
        names=(("Тарнів", "uk", "official"), ("Тарнов", "ru", "alternate"), ("Tarniw", "de", "alternate"))),
    Row("t:oblast", "Tarniv Oblast", "adm1", 50.3, 20.9, "UA", "01", population=900_000, radius_km=90.0,
        names=(("Tarniv", "", "official"), ("Тарнів", "", "typed"), ("Тарнов", "", "typed"), ("Tarniw", "", "typed"),
               ("Тарнівська область", "uk", "official"))),
    Row("t:raion", "Brodivka Raion", "adm2", 50.3, 20.9, "UA", "01", "0101", population=90_000, radius_km=20.0,
        names=(("Бродівка", "", "typed"),)),
    Row("t:brod", "Brodivka", "settlement", 50.4, 20.7, "UA", "01", population=20_000,
        names=(("Бродівка", "uk", "official"), NameForm("Леніне", "uk", "former", "1924", "2016-05-12"))),
    Row("t:nova", "Nova Brodivka", "settlement", 50.6, 20.7, "UA", "01", population=8_000,
        names=(("Нова Бродівка", "uk", "official"),)),
    Row("t:lys", "Lysne", "settlement", 50.7, 20.8, "UA", "01", population=4_000),
    Row("t:tarna", "Tarniva", "settlement", 48.0, 25.0, "UA", "02", population=500,
        names=(("Тарнова", "uk", "official"),)),
    Row("t:west", "Western Keldor", "adm1", 49.0, 22.0, "UA", "03", population=400_000, radius_km=60.0),
    Row("t:kraj", "Stavrop Krai", "adm1", 47.0, 24.0, "UA", "04", population=400_000, radius_km=60.0,
        names=(("Ставроповье", "ru", "colloquial"), ("ST", "en", "abbreviation"), ("Stav.", "en", "abbreviation"))),
    Row("t:stavr", "Stavrop", "settlement", 47.1, 24.1, "UA", "04", population=300_000,
        names=(("Ставропов", "ru", "official"),)),
    Row("t:sea", "Sundra Sea", "sea", 45.0, 25.0, radius_km=300.0, names=(("Сундринське море", "uk", "official"),)),
    Row("t:rep", "Tarniv Republic", "proclaimed", 50.3, 20.9, "UA", radius_km=90.0, claims="UA.01",
        names=(("Республіка Тарнів", "uk", "official"),)),
)  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SqliteGazetteer]:
    path: Path = tmp_path_factory.mktemp("lookup") / "small.sqlite"
    opened = SqliteGazetteer(write_places(path, ROWS))
    yield opened
    opened.close()


@pytest.mark.parametrize(
    ("printed", "place", "match"),
    [
        ("Тарнові", "t:tarn", "inflected"),
        ("Тарновом", "t:tarn", "inflected"),
        ("Бродівці", "t:brod", "inflected"),
        ("Новій Бродівці", "t:nova", "inflected"),
        ("Варландією", "t:vl", "inflected"),
        ("Tarniws", "t:tarn", "inflected"),
        ("Tarniwer", "t:tarn", "inflected"),
        ("Сундринського моря", "t:sea", "inflected"),
        ("варландськими", "t:vl", "demonym"),
        ("Тарнівщина", "t:oblast", "adjective"),
        ("Лисне", "t:lys", "transliteration"),
        ("Новая Бродовка", "t:nova", "respelled"),
        ("Новой Бродовке", "t:nova", "respelled"),
        ("Леніне", "t:brod", "former"),
        ("північ Тарнівської області", "t:oblast", "stripped"),
        ("the occupied part of Tarniv region", "t:oblast", "stripped"),
        ("the United Varland", "t:vl", "stripped"),
        ("West Keldor", "t:west", "stripped"),
        ("Ставроповья", "t:kraj", "inflected"),
        ("Ставропова", "t:stavr", "inflected"),
        ("Kanton Tarniv", "t:oblast", "stripped"),
        ("Land Tarniv", "t:oblast", "stripped"),
        ("Тарнівська ОВА", "t:oblast", "stripped"),
        ("S.T.", "t:kraj", "stripped"),
        ("Stav.", "t:kraj", "exact"),
    ],
)
def test_a_reading_says_what_it_did(small, printed, place, match):
    found = small.find(printed)[0]
    assert (found.id, found.match) == (place, match)


@pytest.mark.parametrize(
    ("printed", "place"),
    [
        ("Тарнівської області", "t:oblast"),
        ("Тарновской области", "t:oblast"),
        ("Тарнівська обл.", "t:oblast"),
        ("Tarniwer Gebiet", "t:oblast"),
        ("Бродівського району", "t:raion"),
        ("Бродівський р-н", "t:raion"),
        ("Бродовского района", "t:raion"),
        ("м. Бродівці", "t:brod"),
        ("місті Новій Бродівці", "t:nova"),
        ("Республіки Тарнів", "t:rep"),
    ],
)
def test_a_type_word_in_any_case_and_language_keeps_its_kind(small, printed, place):
    assert small.find(printed)[0].id == place


def test_an_abbreviation_counts_as_it_is_written(small):
    assert [c.id for c in small.find("ST")] == ["t:kraj"]
    assert small.find("St") == small.find("st") == []
    assert small.find("western Keldor")[0].id == "t:west"


def test_a_type_word_never_falls_back_to_the_settlement(small):
    for printed in ("Тарнівської області", "Тарнівщина", "Tarniwer Gebiet", "Лисненської області", "Lysne Oblast"):
        assert all(candidate.kind != "settlement" for candidate in small.find(printed)), printed


def test_a_name_that_is_stored_beats_one_that_it_may_be_a_case_form_of(small):
    found = small.find("Тарнова")
    assert [(c.id, c.match) for c in found] == [("t:tarna", "exact"), ("t:tarn", "inflected")]
    assert found[1].score < found[0].score


def test_a_case_form_is_a_little_less_likely_than_the_name_itself(small):
    exact, bent = small.find("Бродівка")[0], small.find("Бродівки")[0]
    assert exact.id == bent.id
    assert 0 < exact.score - bent.score < 1


def test_a_part_is_a_vague_region_around_the_whole(small):
    assert small.find("лівобережна Тарнівщина")[0].precision == "vague_region"


def test_the_first_of_two_names_takes_the_type_word_of_both(small):
    assert [c.id for c in small.lookup.candidates_as("Тарнівська", "області")] == ["t:oblast"]
    assert [c.id for c in small.lookup.candidates_as("Tarniv", "oblasts")] == ["t:oblast"]
    assert small.lookup.candidates_as("Tarniv", "bridge") == ()
    assert small.lookup.candidates_as("Lysne", "oblasts") == ()


@pytest.mark.parametrize("printed", ["", "  ", "з", "Президента", "Зеленого", "Шляхова Олена", "Quartz"])
def test_other_words_give_nothing(small, printed):
    assert small.find(printed) == []


def test_a_unit_of_which_only_the_seat_is_known_is_an_area_never_the_towns_point(tmp_path: Path) -> None:
    file = tmp_path / "small.sqlite"
    write_places(file, [Row("x:1", "Orlivsk", "settlement", 48.0, 37.0, country="UA", admin1="01", population=9_000)])
    gazetteer = SqliteGazetteer(file)
    [unit] = gazetteer.find("Orlivsk hromada")
    assert (unit.id, unit.precision, unit.match) == ("x:1", "adm3", "stripped")
    assert unit.radius_km is not None
    assert unit.radius_km >= 15
    [town] = gazetteer.find("town of Orlivsk")
    assert town.precision == "settlement"
