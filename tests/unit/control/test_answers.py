import time
from math import cos, radians, sin
from pathlib import Path
from typing import Any

import pytest

from reportedly.control import Asker, Outline, Series, Spot, Unit, cover_of_box, spot_at, spot_of
from reportedly.control.days import pick
from reportedly.errors import InvalidControl, InvalidRecord
from reportedly.interfaces import Candidate, Shape
from reportedly.records import ControlAnswer, ControlLayer, UnitShare
from tests.unit.control.made import DAY, HELD, WORDED, collection, feature, keep, square, table

IN, OUT, EDGE = Spot("in", 49, -29), Spot("out", 49, -27), Spot("edge", 49, -28.01)
SMALL = collection(feature(square(-30, 48, 1)))


@pytest.fixture
def asked(tmp_path: Path) -> Any:
    """Return a function that imports layers and gives an asker; all are closed in the end."""
    opened: list[Series] = []

    def ask(*files: Any, **said: Any) -> Asker:
        keep(tmp_path, *files, **said)
        opened.append(Series(tmp_path / "tern-atlas.sqlite"))
        return Asker(opened[-1])

    yield ask
    for series in opened:
        series.__exit__()


def test_a_settlement_is_in_out_or_near_the_edge(asked: Any) -> None:
    answers = asked(HELD).at_many([IN, OUT, EDGE], DAY)
    assert [a.status for a in answers] == ["in", "out", "near_edge"]
    assert [a.degree for a in answers] == ["full", "unknown", "unknown"]
    assert [a.day for a in answers] == [DAY] * 3
    assert answers[0].distance_km == pytest.approx(cos(radians(49)) * 111.195, rel=2e-3)
    assert answers[2].distance_km == pytest.approx(0.73, abs=0.01)
    assert answers[0].credit == "Control: Tern Atlas, CC0 1.0"


def test_the_size_of_a_town_and_the_accuracy_of_the_layer_both_widen_the_edge(asked: Any) -> None:
    town = Spot("town", 49, -28.1, radius_km=8)
    assert asked(HELD).at(Spot("hamlet", 49, -28.1), DAY).status == "in"
    assert asked(HELD).at(town, DAY).reason.endswith("within the 8 km that the place itself takes up")
    assert asked(HELD, series="tern-atlas").at(town, DAY).status == "near_edge"


def test_a_hole_is_not_held_and_its_rim_is_an_edge(asked: Any) -> None:
    asker = asked(collection(feature(square(-30, 48, 2), square(-29.5, 48.5, 1))))
    assert asker.at(IN, DAY).status == "out"
    assert asker.at(Spot("rim", 49, -29.49), DAY).status == "near_edge"


def test_neighbouring_polygons_have_no_edge_between_them(asked: Any) -> None:
    asker = asked(collection(feature(square(-30, 48, 1)), feature(square(-29, 48, 1))))
    assert asker.at(Spot("seam", 48.5, -29), DAY).status == "in"


def test_a_day_without_a_layer_is_no_data_and_never_the_nearest(asked: Any) -> None:
    asker = asked(("2031-04-10", HELD), ("2031-04-14", HELD))
    for day in ("2031-04-09", "2031-04-12", "2031-04-15", "2040-01-01"):
        answer = asker.at(IN, day)
        assert (answer.status, answer.day) == ("no_data", None)
    assert "runs from 2031-04-10 to 2031-04-14" in asker.at(IN, "2031-04-09").reason
    with pytest.raises(InvalidControl, match="is no day"):
        asker.at(IN, "10 April")


def test_between_two_days_that_agree_the_stated_validity_counts_and_the_day_is_named(asked: Any) -> None:
    asker = asked(("2031-04-10", HELD), ("2031-04-14", SMALL), ("2031-04-20", SMALL), valid_days=2)
    spot = Spot("both", 48.5, -29.5)
    answer = asker.at(spot, "2031-04-12")
    assert (answer.status, answer.day) == ("in", "2031-04-10")
    assert "2031-04-14, which agree" in answer.reason
    differs = asker.at(Spot("one", 49.5, -29.5), "2031-04-12")
    assert differs.status == "no_data"
    assert "2031-04-10 says in, 2031-04-14 says out" in differs.reason
    assert asker.at(spot, "2031-04-11").status == "no_data"  # three days from the later one
    assert asker.at(spot, "2031-04-17").status == "no_data"
    assert asker.at(spot, "2031-04-21").status == "no_data"


@pytest.mark.parametrize(
    ("day", "valid", "days"),
    [("2031-01-02", 0, ("2031-01-02",)), ("2031-01-03", 0, ()), ("2031-01-03", 1, ("2031-01-02", "2031-01-04")),
     ("2031-01-05", 9, ()), ("2031-01-01", 9, ())],
)  # fmt: skip
def test_which_days_speak(day: str, valid: int, days: tuple[str, ...]) -> None:
    assert pick(day, ["2031-01-02", "2031-01-04"], valid_days=valid).days == days
    assert pick(day, [], valid_days=valid).days == ()


def test_what_a_layer_covers_bounds_what_it_says(asked: Any) -> None:
    far = Spot("far", 10, 100)
    assert asked(HELD).at(far, DAY).status == "no_data"
    assert asked(HELD).at(Spot("near", 49, -25), DAY).status == "out"


def test_the_rim_of_the_covered_ground_is_no_edge(tmp_path: Path) -> None:
    cover, said = cover_of_box("-30,47,-27,51")
    keep(tmp_path, HELD, cover=cover, covers=said)
    with Series(tmp_path / "tern-atlas.sqlite") as series:
        asker = Asker(series)
        coast = asker.at(Spot("coast", 49, -29.99), DAY)
        assert coast.status == "in"
        assert (coast.distance_km or 0) > 70
        beyond = asker.at(Spot("beyond", 49, -30.5), DAY)
        assert (beyond.status, beyond.distance_km) == ("no_data", None)
        assert "box -30,47,-27,51" in beyond.reason


def test_countries_bound_a_layer_and_a_bare_point_has_none(asked: Any) -> None:
    asker = asked(HELD, countries=("XA",))
    assert asker.at(Spot("a", 49, -27, country="XA"), DAY).status == "out"
    assert asker.at(Spot("b", 49, -27, country="XB"), DAY).status == "no_data"
    assert "name the place" in asker.at(OUT, DAY).reason
    assert asker.at(IN, DAY).status == "in"


def test_words_of_the_provider_are_kept_and_contested_is_never_in(asked: Any) -> None:
    asker = asked(
        collection(
            feature(square(-30, 48), status="held"),
            feature(square(-29, 48), status="grey"),
            feature(square(-28, 48), status="free"),
            feature(square(-27, 48), status="?"),
        ),
        **WORDED,
    )
    spots = [Spot("s", 48.5, lon) for lon in (-29.5, -28.5, -27.5, -26.5, -20)]
    answers = asker.at_many(spots, DAY)
    assert [a.status for a in answers] == ["in", "near_edge", "out", "no_data", "no_data"]
    assert [a.word for a in answers] == ["held", "grey", "free", "?", None]
    assert answers[1].degree == "contested"


def test_an_empty_layer_says_out_only_where_it_covers(tmp_path: Path) -> None:
    keep(tmp_path / "a", collection(), allow_empty=True)
    cover, said = cover_of_box("-31,47,-27,51")
    keep(tmp_path / "b", collection(), allow_empty=True, cover=cover, covers=said)
    with Series(tmp_path / "a" / "tern-atlas.sqlite") as a, Series(tmp_path / "b" / "tern-atlas.sqlite") as b:
        assert Asker(a).at(IN, DAY).status == "no_data"
        assert Asker(b).at(IN, DAY).status == "out"


def test_a_unit_is_no_spot_and_its_point_is_never_asked() -> None:
    unit = Candidate("t:region", "Region", "adm1", "adm1", 49, -29)
    with pytest.raises(InvalidControl, match="its point says nothing"):
        spot_of(unit)
    assert spot_of(Candidate("t:x", "X", "settlement", "settlement", 49, -29, radius_km=3.0)).radius_km == 3.0


def test_a_point_is_read_latitude_first() -> None:
    assert spot_at("49.5, -29") == Spot("49.5, -29", 49.5, -29)
    assert spot_at("Orlivsk") is None
    for bad in ("95,10", "10,200", "nan,1"):
        with pytest.raises(InvalidControl):
            spot_at(bad)


# --- shares


def outline(*rings: Any, kind: str = "outline") -> Outline:
    return Outline.of(Shape(tuple((tuple(map(tuple, ring)),) for ring in rings), kind, "made"))


def test_a_share_is_that_of_the_area_and_not_of_the_point(asked: Any) -> None:
    asker = asked(HELD)
    half = Unit("half", "u:1", outline(square(-31, 48, 2)))
    share = asker.share(half, DAY)
    assert share.basis == "area"
    assert share.share == pytest.approx(0.5, abs=1e-6)
    assert share.least is not None
    assert share.most is not None
    assert 0.44 < share.least < 0.5 < share.most < 0.56
    # Its middle lies outside of the held ground, a quarter of its area inside.
    shifted = asker.share(Unit("shifted", "u:2", outline(square(-29, 49, 2))), DAY)
    assert asker.at(Spot("middle", 50, -28), DAY).status != "in"
    assert shifted.share == pytest.approx(0.25, abs=0.01)


def test_areas_of_a_share_are_those_of_the_globe(asked: Any) -> None:
    tall = collection(feature([[-30, 40], [-28, 40], [-28, 60], [-30, 60], [-30, 40]]))
    asker = asked(tall)
    unit = Unit("tall", "u:1", outline([[-30, 50], [-28, 50], [-28, 80], [-30, 80], [-30, 50]]))
    known = (sin(radians(60)) - sin(radians(50))) / (sin(radians(80)) - sin(radians(50)))
    assert asker.share(unit, DAY).share == pytest.approx(known, abs=0.002)


def test_the_share_of_a_hull_is_called_rough(asked: Any) -> None:
    assert "only a hull" in asked(HELD).share(Unit("u", "u:1", outline(square(-29, 48), kind="hull")), DAY).reason


def test_without_an_outline_a_share_counts_people_or_settlements(asked: Any) -> None:
    asker = asked(HELD)
    people = (Spot("a", 49, -29, population=300), Spot("b", 49, -27, population=100))
    share = asker.share(Unit("u", "u:1", None, people), DAY)
    assert (share.basis, share.share, share.members) == ("population", 0.75, 2)
    share = asker.share(Unit("u", "u:1", None, (IN, OUT, EDGE, Spot("far", 0, 90))), DAY)
    assert (share.basis, share.share, share.least, share.most) == ("settlements", 0.5, 1 / 3, 2 / 3)
    assert share.no_data == 0.25
    assert "3 settlements with data, 1 near the edge" in share.reason


def test_without_outline_and_members_there_is_no_share(asked: Any) -> None:
    share = asked(HELD).share(Unit("u", "u:1"), DAY)
    assert (share.share, share.basis, share.day) == (None, "none", None)
    assert "its point says nothing" in share.reason


def test_a_share_outside_of_what_is_covered_or_dated_is_no_data(asked: Any) -> None:
    asker = asked(HELD)
    assert asker.share(Unit("far", "u:1", outline(square(100, 10))), DAY).share is None
    assert asker.share(Unit("u", "u:1", outline(square(-29, 48))), "2031-04-20").share is None


def test_two_days_agree_on_a_share_only_if_it_hardly_differs(asked: Any) -> None:
    asker = asked(("2031-04-10", HELD), ("2031-04-12", HELD), ("2031-04-14", SMALL), valid_days=1)
    unit = Unit("u", "u:1", outline(square(-30, 48, 2)))
    same = asker.share(unit, "2031-04-11")
    assert (same.share, same.day) == (pytest.approx(1.0), "2031-04-10")
    assert "do not agree: 100.0% on 2031-04-12" in asker.share(unit, "2031-04-13").reason


# --- tables

LIST = """place,name,lat,lon,status
t:a,Aldry,49,-29,held
t:b,Bereza,49,-28.98,free
t:c,Cherna,49,-27,held
t:d,Dub,48,-27,?
t:e,Elm,48,-25,grey
"""


def test_a_table_answers_for_what_it_lists(tmp_path: Path) -> None:
    table(tmp_path, LIST, DAY)
    with Series(tmp_path / "tern-list.sqlite") as series:
        asker = Asker(series)
        named = [Spot("x", 0, 0, place=f"t:{key}") for key in "abcdez"]
        placed = [Spot("Cherna", 49, -27, place="t:c"), Spot("point", 49, -27.005), Spot("point", 49, -27.1)]
        assert [a.status for a in asker.at_many(placed, DAY)] == ["in", "in", "no_data"]
        assert [a.word for a in asker.at_many(named, DAY)] == ["held", "free", "held", "?", "grey", None]
        near = asker.at(Spot("Aldry", 49, -29, place="t:a"), DAY)
        assert near.status == "near_edge"
        assert near.distance_km == pytest.approx(1.46, abs=0.01)
        assert asker.at(Spot("Elm", 48, -25, place="t:e"), DAY).degree == "contested"
        share = asker.share(Unit("u", "u:1", outline(square(-30, 48.5, 4))), DAY)
        assert (share.basis, share.members) == ("settlements", 3)


def test_a_table_with_days_fills_a_series(tmp_path: Path) -> None:
    done = table(tmp_path, "date;geonameid;status\n2031-04-19;1;held\n20310420;1;free\n", valid_days=0)
    assert [d.day for d in done.kept] == ["2031-04-19", "2031-04-20"]
    with Series(tmp_path / "tern-list.sqlite") as series:
        asker = Asker(series)
        spot = Spot("One", 49, -29, place="geonames:1")
        assert [asker.at(spot, day).status for day in ("2031-04-19", "2031-04-20", "2031-04-21")] == [
            "in",
            "out",
            "no_data",
        ]


def test_ids_get_the_points_of_the_gazetteer(tmp_path: Path) -> None:
    points = {"t:a": (49.0, -29.0), "t:b": (49.0, -28.98)}
    done = table(tmp_path, "place,status\nt:a,held\nt:b,free\nt:z,held\n", DAY, locate=points.get)
    assert "1 of 3 ids are not in the gazetteer" in done.kept[0].repairs[0].message
    with Series(tmp_path / "tern-list.sqlite") as series:
        assert Asker(series).at(Spot("a", 49, -29, place="t:a"), DAY).status == "near_edge"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("place,status\n", "no row below"),
        ("place\nt:a\n", "no column of states"),
        ("name,status\nAldry,held\n", "a name alone does not say"),
        ("place,status\nt:a,taken\n", "what 'taken' means"),
        ("place,status\nt:a,\n", "what '' means"),
        ("place,status\nt:a,held,1\n", "3 cells under 2 columns"),
        ("place,status\nt:a,held\nt:a,free\n", "line 3: t:a has two states"),
        ("name,lat,lon,status\nAldry,49,,held\n", "only one of"),
        ("name,lat,lon,status\nAldry,,,held\n", "neither an id nor a point"),
        ("name,lat,lon,status\nAldry,nan,1,held\n", "latitude of nan"),
        ("name,lat,lon,status\nAldry,95,1,held\n", "latitude of 95"),
        ('name,lat,lon,status\nAldry,"49,5",1,held\n', "decimal point"),
        ('place,status\n"t:a,held\n', "no CSV"),
        ("place,place,status\nt:a,t:b,held\n", "the same name"),
        ("x\0y", "NUL"),
    ],
)
def test_a_table_that_is_not_clear_is_refused_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(InvalidControl) as error:
        table(tmp_path, text, DAY)
    assert message in str(error.value)
    assert not list(tmp_path.iterdir())


def test_ids_that_nobody_knows_are_named_and_a_table_of_nothing_else_is_refused(tmp_path: Path) -> None:
    points = {"t:a": (49.0, -29.0)}
    done = table(tmp_path, "place,status\nt:a,held\nt:q,free\n", DAY, locate=points.get)
    [note] = done.kept[0].repairs
    assert "1 of 2 ids are not in the gazetteer (t:q)" in note.message
    with pytest.raises(InvalidControl, match=r"none of its 2 ids is in the gazetteer \(Aldry, Brezna\).*--id-prefix"):
        table(tmp_path / "other", "place,status\nAldry,held\nBrezna,free\n", DAY, locate=points.get)
    assert not list((tmp_path / "other").glob("*"))


def test_a_row_that_is_said_twice_counts_once_and_is_told(tmp_path: Path) -> None:
    done = table(tmp_path, "place,date,status\nt:a,2031-04-19,held\nt:a,2031-04-19,held\nt:a,2031-04-20,free\n")
    first, second = done.kept
    assert (first.settlements, second.settlements) == (1, 1)
    assert "1 rows say again what a row above says (lines 3)" in first.repairs[0].message


def test_a_table_needs_its_day(tmp_path: Path) -> None:
    with pytest.raises(InvalidControl, match="no column of dates"):
        table(tmp_path, LIST)
    with pytest.raises(InvalidControl, match="is no day"):
        table(tmp_path, "date,place,status\n19.4.2031,t:a,held\n")


# --- records


def test_records_refuse_what_would_mislead() -> None:
    said = {"asked": DAY, "series": "s", "provider": "p", "licence": "l", "credit": "c"}
    with pytest.raises(InvalidRecord):
        ControlAnswer(status="in", reason="r", **said)
    with pytest.raises(InvalidRecord):
        ControlAnswer(status="no_data", reason="r", day=DAY, **said)
    with pytest.raises(InvalidRecord):
        ControlAnswer(status="no_data", reason="", **said)
    with pytest.raises(InvalidRecord):
        UnitShare(unit="u", name="u", reason="r", basis="area", share=0.5, least=0.6, most=0.7, day=DAY, **said)
    with pytest.raises(InvalidRecord):
        ControlLayer("s", "", "l", "polygons")
    with pytest.raises(InvalidRecord):
        ControlLayer("s", "p", " ", "polygons")
    with pytest.raises(InvalidRecord):
        ControlLayer("s", "p", "l", "polygons", valid_days=-1)


def test_thirty_thousand_settlements_take_seconds(asked: Any) -> None:
    turns = [n * 2 * 3.141592653589793 / 3000 for n in range(3000)]
    ring = [[-30 + (3 + (n % 7) / 50) * cos(t), 48 + (2 + (n % 7) / 70) * sin(t)] for n, t in enumerate(turns)]
    asker = asked(collection(feature([*ring, ring[0]])))
    spots = [Spot("s", 44 + (n * 7919 % 8000) / 1000, -38 + (n * 104729 % 16000) / 1000) for n in range(30_000)]
    asker.at(IN, DAY)
    start = time.process_time()
    answers = asker.at_many(spots, DAY)
    assert time.process_time() - start < 10
    assert {a.status for a in answers} >= {"in", "out", "near_edge"}
