import json
import math
from pathlib import Path
from typing import Any

import pytest

from reportedly.control import Asker, Series, Spot, cover_of_box, cover_of_file, day_geojson, remove_days
from reportedly.errors import InvalidControl
from tests.unit.control.made import DAY, HELD, WORDED, collection, feature, keep, square

BOW = [[-30, 48], [-29, 49], [-29, 48], [-30, 49], [-30, 48]]
OTHER = collection(feature(square(-30, 48, 1)))
METRES = [[x * 111319.49, 6106854 + y * 111319.49] for x, y in square(-30, 0)]


def path(folder: Path) -> Path:
    return folder / "tern-atlas.sqlite"


def kinds(folder: Path, data: bytes, **said: Any) -> list[str]:
    return [r.kind for r in keep(folder, data, **said).kept[0].repairs]


def test_a_plain_layer_is_kept_with_digest_terms_and_time(tmp_path: Path) -> None:
    done = keep(tmp_path, HELD, entity="Tollmark")
    [day] = done.kept
    assert (day.day, day.imported_at, len(day.source_sha256), day.repairs) == (DAY, "2031-05-01T10:00:00+00:00", 64, ())
    with Series(path(tmp_path)) as series:
        assert (series.layer.provider, series.layer.licence, series.layer.entity) == (
            "Tern Atlas",
            "CC0 1.0",
            "Tollmark",
        )
        assert series.layer.credited == "Control: Tern Atlas, CC0 1.0"
        assert series.days() == [day]


@pytest.mark.parametrize(
    ("data", "said", "message"),
    [
        (b"", {}, "the file is empty"),
        (b"[1, 2]", {}, "a GeoJSON object is needed"),
        (b'{"a": 1', {}, "is the download complete"),
        (b'{"type": "FeatureCollection", "features": [], "features": []}', {}, "'features' twice"),
        (b'{"features": []}', {}, "without a type"),
        ('{"type": "Polygon", "coordinates": [["ö"]]}'.encode("latin-1"), {}, "not UTF-8 at byte"),
        (b"PK\x03\x04....", {}, "unpack it"),
        (b"\x1f\x8b....", {}, "gunzip"),
        (b"<kml></kml>", {}, "XML or HTML"),
        (b'{"type": "Topology"}', {}, "TopoJSON"),
        (collection(), {}, "--empty"),
        (collection({"type": "Feature", "properties": {}, "geometry": None}), {}, "--empty"),
        (
            collection(feature(square(-30, 48)), {"type": "Feature", "properties": {}, "geometry": None}),
            {},
            "--polygons-only",
        ),
        (collection(feature(square(-30, 48)), feature(-30, 48, kind="Point")), {}, "--polygons-only"),
        (collection(feature(-30, 48, kind="Point")), {}, "--polygons-only"),
        (collection(feature(kind="Polygon")), {}, "--empty"),
        (HELD.replace(b"-30", b"NaN", 1), {}, "holds NaN"),
        (HELD.replace(b"-30", b"1e999", 1), {}, "not finite"),
        (HELD.replace(b"-30", b"true", 1), {}, "is no position"),
        (HELD.replace(b"-30", b'"-30"', 1), {}, "is no position"),
        (collection(feature([[-30, 48], [-29, 48]])), {}, "a ring has four or more"),
        (collection(feature([[-30, 48]] * 5)), {}, "--empty"),
        (collection(feature(BOW)), {}, "its inside is not clear"),
        (collection(feature(square(-30, 48, 4), square(-20, 48))), {}, "hole lies outside"),
        (collection(feature(square(-30, 48, 2), square(-29, 49, 2))), {}, "not clear"),
        (collection(feature([[0, 80], [90, 80], [180, 80], [-90, 80], [0, 80]])), {}, "goes round a pole"),
        (collection(feature([[-100, 0], [0, 0], [100, 0], [100, 9], [-100, 9], [-100, 0]])), {}, "cut it into parts"),
        (collection(feature([[48, -130], [49, -130], [49, -129], [48, -129], [48, -130]])), {}, "--axes latlon"),
        (collection(feature(METRES)), {}, "--crs EPSG:3857"),
        (collection(feature(METRES), crs={"type": "name", "properties": {"name": "EPSG:32633"}}), {}, "ogr2ogr"),
        (collection(feature(square(-30, 48)), crs={"type": "link"}), {}, "names no coordinate system"),
        (
            collection(feature(square(-30, 48), status="held"), feature(square(-27, 48), status="free")),
            {},
            "--states-in status",
        ),
        (collection(feature(square(-30, 48), status="taken")), WORDED, "what 'taken' means"),
        (collection(feature(square(-30, 48))), WORDED, "no property 'status'"),
        (
            collection(feature(square(-30, 48), status="held"), feature(square(-29.5, 48), status="free")),
            WORDED,
            "at once",
        ),
        (HELD, {"provider": "x", "licence": None}, "--licence"),
        (HELD, {"series": "../x"}, "no name for a series"),
    ],
)
def test_what_cannot_be_trusted_is_refused_and_leaves_nothing(
    tmp_path: Path, data: bytes, said: dict[str, Any], message: str
) -> None:
    with pytest.raises(InvalidControl) as error:
        keep(tmp_path, data, **said)
    assert message in str(error.value)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("day", ["2031-4-19", "20310419", "2031-02-30", "yesterday", ""])
def test_a_day_is_an_iso_day(tmp_path: Path, day: str) -> None:
    with pytest.raises(InvalidControl, match="is no day"):
        keep(tmp_path, (day, HELD))


@pytest.mark.parametrize(
    ("data", "said", "kind"),
    [
        (collection(feature(square(-30, 48)[:-1])), {}, "closed"),
        (collection(feature(square(-30, 48)[::-1])), {}, "order"),
        (collection(feature(square(-30, 48), square(-29.8, 48.2, 0.1))), {}, "order"),
        (collection(feature(square(-30, 48)), feature(square(-29.5, 48))), {}, "overlap"),
        (collection(feature(square(-30, 48)), feature([[-20, 48], [-19, 48], [-20, 48], [-20, 48]])), {}, "collapsed"),
        (collection(feature([[179, 0], [-179, 0], [-179, 1], [179, 1], [179, 0]])), {}, "antimeridian"),
        (collection(feature(METRES), crs={"type": "name", "properties": {"name": "EPSG:3857"}}), {}, "crs"),
        (collection(feature(METRES)), {"crs": "EPSG:3857"}, "crs"),
        (collection(feature(square(-30, 48)), crs=None), {}, "crs"),
        (collection(feature([[y, x] for x, y in square(-30, 48)])), {"axes": "latlon"}, "axes"),
        (collection(feature(square(-30, 48)), feature(-30, 48, kind="Point")), {"polygons_only": True}, "left_out"),
        (collection(feature([[x, y, 12.5] for x, y in square(-30, 48)])), {}, "left_out"),
        (collection(), {"allow_empty": True}, "note"),
    ],
)
def test_what_is_clear_is_repaired_with_a_message(tmp_path: Path, data: bytes, said: dict[str, Any], kind: str) -> None:
    found = keep(tmp_path, data, **said).kept[0].repairs
    assert kind in [r.kind for r in found]
    assert all(r.message for r in found)


def test_a_small_crossing_is_repaired_and_keeps_the_area(tmp_path: Path) -> None:
    ring = square(-30, 48, 2)
    kink = [*ring[:1], [-29.0, 48.0], [-29.001, 48.0005], [-28.9995, 48.0005], [-29.0005, 48.0], *ring[1:]]
    plain = keep(tmp_path / "a", HELD).kept[0]
    bent = keep(tmp_path / "b", collection(feature(kink))).kept[0]
    assert "crossing" in [r.kind for r in bent.repairs]
    assert plain.area_km2
    assert bent.area_km2
    assert math.isclose(plain.area_km2, bent.area_km2, rel_tol=1e-4)


def test_a_file_with_its_axes_changed_is_noticed_by_where_the_series_lies(tmp_path: Path) -> None:
    keep(tmp_path, HELD)
    turned = collection(feature([[y, x] for x, y in square(-30, 48, 2)]))
    with pytest.raises(InvalidControl, match="--axes latlon"):
        keep(tmp_path, ("2031-04-20", turned))
    with pytest.raises(InvalidControl, match="is it the right file"):
        keep(tmp_path, ("2031-04-20", collection(feature(square(60, 10)))))
    assert keep(tmp_path, ("2031-04-20", turned), axes="latlon").kept


def test_the_theatre_notices_turned_axes_but_refuses_nothing_else(tmp_path: Path) -> None:
    turned = collection(feature([[y, x] for x, y in square(-30, 48, 2)]))
    with pytest.raises(InvalidControl, match="places of the theatre"):
        keep(tmp_path, turned, expected=(-31, 47, -27, 50))
    assert keep(tmp_path, turned, expected=(10, 10, 12, 12)).kept


def test_all_files_are_kept_or_none(tmp_path: Path) -> None:
    with pytest.raises(InvalidControl):
        keep(tmp_path, ("2031-04-19", HELD), ("2031-04-20", b"{"))
    assert not list(tmp_path.iterdir())
    with pytest.raises(InvalidControl, match="both show"):
        keep(tmp_path, ("2031-04-19", HELD), ("2031-04-19", OTHER))
    assert [d.day for d in keep(tmp_path, ("2031-04-20", HELD), ("2031-04-19", OTHER)).kept] == ["2031-04-20", DAY]
    with Series(path(tmp_path)) as series:
        assert series.dates() == [DAY, "2031-04-20"]


def test_a_day_is_replaced_only_when_said_and_the_same_bytes_change_nothing(tmp_path: Path) -> None:
    keep(tmp_path, HELD)
    again = keep(tmp_path, HELD)
    assert (again.kept, len(again.known)) == ((), 1)
    with pytest.raises(InvalidControl, match="--replace"):
        keep(tmp_path, OTHER)
    with Series(path(tmp_path)) as series:
        before = series.days()[0].area_km2
    keep(tmp_path, OTHER, replacing=True)
    with Series(path(tmp_path)) as series:
        assert len(series.days()) == 1
        assert (series.days()[0].area_km2 or 0) < (before or 0)


@pytest.mark.parametrize(
    "changed",
    [{"licence": "secret"}, {"valid_days": 3}, {"accuracy_km": 9.0}, {"role": "rival"}, {"countries": ("XA",)}],
)
def test_a_series_keeps_its_settings(tmp_path: Path, changed: dict[str, Any]) -> None:
    keep(tmp_path, HELD)
    with pytest.raises(InvalidControl, match="nothing was imported"):
        keep(tmp_path, ("2031-04-20", HELD), **changed)
    with Series(path(tmp_path)) as series:
        assert series.dates() == [DAY]


def test_a_word_keeps_its_meaning_and_new_words_may_be_added(tmp_path: Path) -> None:
    worded = collection(feature(square(-30, 48), status="held"))
    keep(tmp_path, worded, **{**WORDED, "states": {"held": "in"}})
    with pytest.raises(InvalidControl, match="the word 'held' means in"):
        keep(tmp_path, ("2031-04-20", worded), states={"held": "out"})
    more = collection(feature(square(-30, 48), status="held"), feature(square(-29, 48), status="grey"))
    keep(tmp_path, ("2031-04-20", more), states={"grey": "contested"})
    with Series(path(tmp_path)) as series:
        assert dict(series.layer.states) == {"held": "in", "grey": "contested"}


def test_the_only_series_goes_on_without_being_named(tmp_path: Path) -> None:
    keep(tmp_path, HELD)
    assert keep(tmp_path, ("2031-04-20", HELD), provider=None, licence=None).layer.series == "tern-atlas"
    keep(tmp_path, HELD, provider="Gull Maps")
    with pytest.raises(InvalidControl, match="gull-maps, tern-atlas"):
        keep(tmp_path, ("2031-04-21", HELD), provider=None, licence=None)


def test_contested_ground_wins_over_held_ground(tmp_path: Path) -> None:
    data = collection(feature(square(-30, 48, 2), status="held"), feature(square(-29, 48), status="grey"))
    [day] = keep(tmp_path, data, **WORDED).kept
    assert "kept as contested" in day.repairs[0].message
    with Series(path(tmp_path)) as series:
        zones = series.zones(DAY)
        assert zones.shape("in").intersection(zones.shape("contested")).area < 1e-9
        assert zones.words("contested") == "grey"


def test_removing_the_last_day_removes_the_file(tmp_path: Path) -> None:
    keep(tmp_path, ("2031-04-19", HELD), ("2031-04-20", HELD))
    with pytest.raises(InvalidControl, match="nothing was removed"):
        remove_days(path(tmp_path), ["2031-04-19", "2031-06-01"])
    remove_days(path(tmp_path), ["2031-04-19"])
    with Series(path(tmp_path)) as series:
        assert series.dates() == ["2031-04-20"]
    remove_days(path(tmp_path), ["2031-04-20"])
    assert not path(tmp_path).exists()


def test_a_damaged_or_foreign_file_is_told(tmp_path: Path) -> None:
    path(tmp_path).write_bytes(b"SQLite format 3\x00" + b"x" * 4000)
    with pytest.raises(InvalidControl, match="remove it"):
        Series(path(tmp_path))
    with pytest.raises(InvalidControl, match="no such series"):
        Series(tmp_path / "none.sqlite")


def test_an_import_that_was_cut_off_before_anything_was_kept_is_no_series(tmp_path: Path) -> None:
    path(tmp_path).write_bytes(b"")
    assert keep(tmp_path, HELD).kept


def test_a_day_goes_out_as_geojson_with_its_credit_and_comes_in_again(tmp_path: Path) -> None:
    data = collection(feature(square(-30, 48, 2), status="held"), feature(square(-28, 48), status="grey"))
    keep(tmp_path / "a", data, **WORDED)
    with Series(path(tmp_path / "a")) as series:
        made = day_geojson(series, DAY)
        with pytest.raises(InvalidControl, match="has no 2031-04-20"):
            day_geojson(series, "2031-04-20")
    assert made["credit"] == "Control: Tern Atlas, CC0 1.0"
    assert {f["properties"]["kind"] for f in made["features"]} == {"control", "contested"}
    assert all(f["properties"]["credit"] == made["credit"] for f in made["features"])
    again = keep(tmp_path / "b", json.dumps(made).encode(), states_in="word", states=WORDED["states"]).kept[0]
    first = keep(tmp_path / "c", data, **WORDED).kept[0]
    assert math.isclose(again.area_km2 or 0, first.area_km2 or 1, rel_tol=1e-6)
    assert not [r for r in again.repairs if r.kind in ("order", "crossing")]


def test_a_layer_across_the_antimeridian_is_one_area_and_cut_only_when_written(tmp_path: Path) -> None:
    cut = collection(feature(square(179, 10)), feature(square(-180, 10)))
    keep(tmp_path, cut)
    with Series(path(tmp_path)) as series:
        assert series.days()[0].areas == 1
        asker = Asker(series)
        east, west = Spot("e", 10.5, -179.99), Spot("w", 10.5, 179.99)
        answers = asker.at_many([east, west], DAY)
        assert [a.status for a in answers] == ["in", "in"]
        assert all((a.distance_km or 0) > 50 for a in answers)
        [made] = day_geojson(series, DAY)["features"]
        longitudes = [p[0] for part in made["geometry"]["coordinates"] for ring in part for p in ring]
    assert min(longitudes) == -180
    assert max(longitudes) == 180
    assert len(made["geometry"]["coordinates"]) == 2


def test_cover_is_a_box_or_polygons() -> None:
    box, said = cover_of_box("170,-10,-170,10")
    assert (box.bounds, said) == ((170, -10, 190, 10), "box 170,-10,-170,10")
    for bad in ("1,2,3", "a,b,c,d", "0,50,10,40", "0,0,0,1", "0,0,999,1"):
        with pytest.raises(InvalidControl):
            cover_of_box(bad)
    ground, said = cover_of_file(HELD, "folder/cover.geojson")
    assert ground.bounds == (-30, 48, -28, 50)
    assert said.startswith("the polygons of cover.geojson")
    with pytest.raises(InvalidControl, match="no polygon"):
        cover_of_file(collection(), "cover.geojson")


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.control.geojson.MAX_MEGABYTES", 0.0001)
    with pytest.raises(InvalidControl, match="MB are read"):
        keep(tmp_path, HELD)
    monkeypatch.undo()
    monkeypatch.setattr("reportedly.control.geojson.MAX_POSITIONS", 4)
    with pytest.raises(InvalidControl, match="more than 4 positions"):
        keep(tmp_path, HELD)
