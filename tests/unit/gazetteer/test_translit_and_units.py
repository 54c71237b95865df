"""Ways of writing Cyrillic names, type words, and middles of units."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.gazetteer.build import default_path, write_places
from reportedly.gazetteer.sources import Row, own_places, table, unit_rows
from reportedly.gazetteer.spread import Member, centre_and_radius, distance_km
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.gazetteer.translit import readings
from reportedly.gazetteer.typewords import split_type


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("Їжакове", "yizhakove"),
        ("Часниківка", "tschasnykiwka"),
        ("Лисичне", "lyssytschne"),
        ("Красный Холм", "krasny kholm"),
        ("Щегловск", "schtscheglowsk"),
        ("Ежово", "yezhovo"),
        ("Заречье", "saretschje"),
    ],
)
def test_a_cyrillic_name_is_read_in_both_languages_and_two_alphabets(name, form):
    assert form in readings(name)


@pytest.mark.parametrize("name", ["", "Latin", "Пловдив 3", "Ќе"])
def test_other_letters_give_no_reading(name):
    assert readings(name) == ()


def test_type_words_are_split_off_at_either_end():
    typed = split_type("province of keld")
    assert typed is not None
    assert (typed.bare, typed.word) == ("keld", "province")
    assert split_type("keld") is None
    assert split_type("region") is None


coordinate = st.tuples(st.floats(-80, 80), st.floats(-179.9, 179.9), st.floats(0, 1e7))


@given(st.lists(coordinate, min_size=1, max_size=40))
def test_the_middle_of_members_lies_on_the_globe_and_the_radius_is_positive(points):
    lat, lon, radius = centre_and_radius([Member(*p) for p in points])
    assert -90 <= lat <= 90
    assert -180 <= lon <= 180
    assert radius >= 3.0


def test_a_unit_across_the_date_line_has_its_middle_there():
    members = [Member(0.0, 179.0, 1.0), Member(0.0, -179.0, 1.0)] * 10
    lat, lon, _ = centre_and_radius(members)
    assert distance_km(lat, lon, 0.0, 180.0) < 1.0


def test_the_own_tables_are_well_formed_and_unique():
    own = list(own_places())
    assert len(own) >= 200
    assert len({row.id for row in own}) == len(own)
    assert all(-90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in own)
    assert len({row["iso"] for row in table("countries.csv")}) >= 245
    assert all(row["status"] in ("official", "abbreviation", "demonym") for row in table("more_names.csv"))


def test_every_unit_row_has_a_code_with_a_country_and_seven_columns():
    rows = list(unit_rows())
    assert len(rows) > 50_000
    assert all(len(row) == 7 and "." in row[0] for row in rows)


def test_the_cache_folder_is_the_platforms_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path().parent == tmp_path / "reportedly"
    assert default_path().name.startswith("gazetteer-")


def test_two_builds_at_once_leave_one_whole_file_and_nothing_else(tmp_path):
    target = tmp_path / "g.sqlite"
    rows = [Row(f"t:{n}", f"Place{n}", "settlement", 1.0, 2.0, "VL") for n in range(500)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda _: write_places(target, rows), range(2)))
    assert [p.name for p in tmp_path.iterdir()] == ["g.sqlite"]
    assert SqliteGazetteer(target).get("t:499") is not None


def test_a_build_that_fails_leaves_nothing_behind(tmp_path):
    def failing():
        yield Row("t:1", "Place", "settlement", 1.0, 2.0)
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError):
        write_places(tmp_path / "g.sqlite", failing())
    assert list(tmp_path.iterdir()) == []
