"""Importing dumps as layers over the base."""

import json
from pathlib import Path

import pytest

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import importer, layers
from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.files import GazetteerFile
from reportedly.gazetteer.importer import Settings, import_dumps
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.staging import Staging
from reportedly.gazetteer.store import SqliteGazetteer, open_default
from tests.unit.gazetteer.invented_dump import VARLAND, place, write

BASE = (
    Row("geonames:1", "Varland", "country", 50.0, 20.0, "VL", population=9_000_000, radius_km=300.0),
    Row("geonames:5", "Tarnow", "adm1", 50.3, 20.9, "VL", "01", population=900_000, radius_km=90.0),
    Row("geonames:3", "Tarnow", "settlement", 50.5, 20.5, "VL", "01", population=300_000),
    Row("geonames:7", "Brezna", "settlement", 50.9, 20.6, "VL", "01", population=90_000),
)


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_places(tmp_path / "base.sqlite", BASE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "layers"


def imported(base, folder, *paths, **more):
    return import_dumps(paths, base=base, settings=Settings(**{"folder": folder} | more))


def opened(base, folder):
    return SqliteGazetteer(base, layers=layers.user_layers(folder))


def test_the_report_counts_rows_by_fate_and_class(tmp_path, base, folder):
    report = imported(base, folder, write(tmp_path / "VL.zip", VARLAND))
    assert report.layer == "vl"
    assert (report.places, report.historical) == (12, 2)
    assert (report.files[0].read, report.files[0].stored, report.files[0].merged) == (12, 12, 3)
    assert report.classes == {"P": 6, "A": 4, "H": 1, "S": 1}
    assert report.codes["P.PPLQ"] == 1


def test_the_same_number_is_one_place_which_a_layer_refines(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    merged = opened(base, folder)
    found = merged.get("geonames:3")
    assert found is not None
    assert (found.admin2, found.feature_code, found.population, found.lat) == ("0110", "PPLA", 310_000, 50.51)
    assert found.layer == ""
    assert [c.id for c in merged.find("Тарнов")] == ["geonames:3"]
    assert not found.minor
    unit = merged.get("geonames:5")
    assert unit is not None
    assert (unit.name, unit.lat, unit.radius_km) == ("Tarnow", 50.3, 90.0)


def test_a_layer_deletes_nothing(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", [place(3, "Tarnow", feature="P.PPL", admin=("", "", "", ""))]))
    found = opened(base, folder).get("geonames:3")
    assert found is not None
    assert (found.admin1, found.population) == ("01", 300_000)


def test_what_an_import_brings_is_marked_for_the_prior(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    merged = opened(base, folder)
    by_id = {n: merged.get(f"geonames:{n}") for n in (30, 34, 40, 41, 21)}
    assert {n: (c.minor, c.historical) for n, c in by_id.items() if c} == {
        30: (False, False),
        34: (False, True),
        40: (True, False),
        41: (True, False),
        21: (False, True),
    }


def test_units_get_the_middle_of_their_settlements_and_hold_what_their_codes_say(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    merged = opened(base, folder)
    district = merged.get("geonames:20")
    assert district is not None
    assert 50.1 < district.lat < 50.51
    assert merged.chain("geonames:30") == ["geonames:20", "geonames:5", "geonames:1"]
    assert merged.chain("geonames:20") == ["geonames:5", "geonames:1"]
    assert merged.unit_of("geonames:30") == "geonames:5"
    shape = merged.shape("geonames:20")
    assert shape is not None
    assert (shape.kind, shape.source, shape.members) == ("hull", "vl", 5)


def test_alternate_names_bring_language_status_and_dates_to_places_of_any_layer(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    lines = [
        "1\t3\tde\tTarnau\t1\t\t\t\t\t",
        "2\t7\tvl\tRudna\t\t\t\t1\t1950\t1990",
        "3\t30\tfr\tLesnau\t\t\t\t\t\t",
        "4\t999\tfr\tNowhere\t\t\t\t\t\t",
        "5\t3\tlink\thttps://example.org\t\t\t\t\t\t",
    ]
    report = imported(base, folder, write(tmp_path / "alternateNamesV2.txt", lines), name="names")
    assert report.files[0].stored == 3
    assert sum(report.files[0].refused.values()) == 2
    merged = opened(base, folder)
    assert [(c.id, c.match) for c in merged.find("Rudna")] == [("geonames:7", "former")]
    [former] = [n for n in merged.names("geonames:7") if n.form == "Rudna"]
    assert (former.lang, former.status, former.valid_from, former.valid_to) == ("vl", "former", "1950", "1990")
    assert [c.id for c in merged.find("Tarnau")] == ["geonames:3"]
    assert [c.id for c in merged.find("Lesnau")] == ["geonames:30"]
    matched = merged.matched(merged.find("Tarnau")[0])
    assert matched is not None
    assert (matched.lang, matched.layer) == ("de", "names")


def test_unit_files_and_the_hierarchy_are_joined_by_number(tmp_path, base, folder):
    report = imported(
        base,
        folder,
        write(tmp_path / "hierarchy.txt", ["1\t40\tother", "1\t77\tADM", "1\t5\tADM"]),
        write(tmp_path / "admin1CodesASCII.txt", ["VL.01\tTarnów Land\tTarnow Land\t5", "VL.09\tGone\tGone\t99"]),
        write(tmp_path / "VL.txt", VARLAND),
        name="all",
    )
    assert [f.kind for f in report.files] == ["places", "admin1", "hierarchy"]
    merged = opened(base, folder)
    assert merged.by_code("VL.01") == ["geonames:5"]
    assert "Tarnów Land" in {n.form for n in merged.names("geonames:5")}
    assert merged.chain("geonames:40") == ["geonames:1"]
    assert {f.kind: sum(f.refused.values()) for f in report.files} == {"places": 0, "admin1": 1, "hierarchy": 1}


def test_only_the_classes_that_were_asked_for_are_stored(tmp_path, base, folder):
    report = imported(base, folder, write(tmp_path / "VL.txt", VARLAND), classes="AP")
    assert report.classes == {"P": 6, "A": 4}
    assert report.files[0].refused == {"of a feature class that was not asked for": 2}
    with pytest.raises(InvalidGazetteer, match="no feature class is called Z"):
        imported(base, folder, write(tmp_path / "VL.txt", VARLAND), classes="Z")


def test_a_broken_dump_is_refused_whole_and_leaves_nothing(tmp_path, base, folder):
    path = write(tmp_path / "VL.txt", [*many(36), "cut\tline"])
    with pytest.raises(InvalidGazetteer, match=r"1 of 37 lines are broken.*line 37.*Nothing was imported"):
        imported(base, folder, path)
    assert not folder.exists() or list(folder.iterdir()) == []


def test_a_few_broken_lines_can_be_left_out_many_cannot(tmp_path, base, folder):
    report = imported(base, folder, write(tmp_path / "VL.txt", [*many(36), "cut\tline"]), skip_broken=True)
    assert report.files[0].broken == {"with the wrong number of columns (19 needed)": [37]}
    assert report.files[0].read == 37
    with pytest.raises(InvalidGazetteer, match="so many cannot be left out"):
        imported(base, folder, write(tmp_path / "X.txt", [*VARLAND, *["cut"] * 5]), skip_broken=True)


class Stop(Exception):
    pass


def stop_at(count):
    def progress(step, done, _total):
        if step.startswith("reading") and done >= count:
            raise Stop

    return progress


def many(count):
    return [place(1000 + n, f"Village {n}", at=(40 + n / 1000, 20.0)) for n in range(count)]


def test_a_stopped_import_is_invisible_and_goes_on_where_it_was(tmp_path, base, folder, monkeypatch):
    monkeypatch.setattr(importer, "BATCH", 50)
    path = write(tmp_path / "VL.txt.gz", many(230))
    settings = Settings(folder=folder)
    with pytest.raises(Stop):
        import_dumps([path], base=base, settings=settings, progress=stop_at(100))
    assert layers.user_layers(folder) == []
    assert layers.unfinished(folder) == ["vl"]
    steps = []
    report = import_dumps([path], base=base, settings=settings, progress=lambda *step: steps.append(step))
    assert [p.name for p in folder.iterdir()] == ["vl.sqlite"]
    assert report.resumed
    assert min(done for step, done, _ in steps if step.startswith("reading")) == 150
    assert (report.places, report.files[0].read) == (230, 230)
    assert layers.unfinished(folder) == []
    found = opened(base, folder)
    assert [len(found.find(f"Village {n}")) > 0 for n in (0, 99, 100, 229)] == [True] * 4
    once = Settings(name="once", folder=tmp_path / "other")
    assert import_dumps([path], base=base, settings=once).names == report.names


def test_an_unfinished_import_of_other_files_is_dropped(tmp_path, base, folder, monkeypatch):
    monkeypatch.setattr(importer, "BATCH", 50)
    settings = Settings(name="vl", folder=folder)
    with pytest.raises(Stop):
        import_dumps([write(tmp_path / "a.txt", many(200))], base=base, settings=settings, progress=stop_at(50))
    report = import_dumps([write(tmp_path / "b.txt", VARLAND)], base=base, settings=settings)
    assert not report.resumed
    assert opened(base, folder).find("Village 1") == []


def test_a_damaged_unfinished_import_is_begun_anew(tmp_path, base, folder):
    folder.mkdir()
    (folder / "vl.sqlite.part").write_bytes(b"no database at all " * 400)
    assert imported(base, folder, write(tmp_path / "VL.txt", VARLAND)).places == 12


def test_two_imports_of_one_layer_do_not_mix(tmp_path, base, folder):
    first = Staging(folder / "vl.sqlite.part", "some job")
    with pytest.raises(InvalidGazetteer, match="another import of this layer is running"):
        imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    first.close()
    assert imported(base, folder, write(tmp_path / "VL.txt", VARLAND)).places == 12


def test_the_same_import_again_does_nothing_and_another_replaces_it(tmp_path, base, folder):
    path = write(tmp_path / "VL.txt", VARLAND)
    first = imported(base, folder, path)
    again = imported(base, folder, path)
    assert again.already
    assert (again.places, again.files) == (first.places, first.files)
    other = imported(base, folder, write(tmp_path / "VL.txt", VARLAND[:5]))
    assert not other.already
    assert opened(base, folder).get("geonames:30") is None


def test_layers_are_listed_described_and_removed(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    [path] = layers.user_layers(folder)
    layer, meta, classes = layers.describe(path)
    assert (layer.name, layer.rows, layer.version, layer.licence) == ("vl", 12, "2026-07-28", "CC BY 4.0")
    assert "GeoNames" in layer.credit
    assert classes["P"] == 6
    assert json.loads(meta["report"])["places"] == 12
    assert "CC BY 4.0" in opened(base, folder).credit()
    layers.remove("vl", folder)
    assert layers.user_layers(folder) == []
    with pytest.raises(InvalidGazetteer, match="there is no layer 'vl'"):
        layers.remove("vl", folder)


@pytest.mark.parametrize("name", ["", "../x", "A", "a b", "x" * 41])
def test_a_layer_needs_a_plain_name(name, folder):
    with pytest.raises(InvalidGazetteer, match="cannot be the name"):
        layers.layer_path(name, folder)


def test_a_file_that_is_no_layer_is_left_out_and_told(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    (folder / "old.sqlite").write_bytes(b"not a database at all, but long enough to be looked at" * 40)
    assert [p.stem for p in layers.user_layers(folder)] == ["vl"]
    assert [p.stem for p in layers.outdated(folder)] == ["old"]


def test_a_later_layer_goes_over_an_earlier_one(tmp_path, base, folder):
    imported(base, folder, write(tmp_path / "a.txt", [place(50, "Nova", people=10)]))
    imported(base, folder, write(tmp_path / "b.txt", [place(50, "Novaya", people=20, admin=("01", "0110", "", ""))]))
    paths = [folder / "a.sqlite", folder / "b.sqlite"]
    found = SqliteGazetteer(base, layers=paths).get("geonames:50")
    assert found is not None
    assert (found.name, found.population, found.admin2) == ("Nova", 20, "0110")
    assert [c.name for c in SqliteGazetteer(base, layers=paths).find("Novaya")] == ["Nova"]


def test_files_of_which_nothing_is_left_make_no_layer(tmp_path, base, folder):
    stray = write(tmp_path / "hierarchy.txt", ["1\t999\tADM"])
    with pytest.raises(InvalidGazetteer, match=r"hierarchy.txt: nothing is left to import: 1 of a place that neither"):
        imported(base, folder, stray)
    assert layers.user_layers(folder) == []
    assert layers.unfinished(folder) == []


def test_the_default_gazetteer_takes_layers_only_when_they_are_handed_in(tmp_path, base, folder, monkeypatch):
    imported(base, folder, write(tmp_path / "VL.txt", VARLAND))
    monkeypatch.setattr("reportedly.gazetteer.store.default_path", lambda: base)
    assert open_default().find("Lesno") == []
    assert [c.id for c in open_default(layers=layers.user_layers(folder)).find("Lesno")] == ["geonames:30"]


def test_the_users_layers_live_in_the_platforms_data_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert layers.user_folder() == tmp_path / "reportedly" / "gazetteer"
    assert layers.user_layers() == []


COUNTS = {"P": 33_681, "S": 3_568, "A": 2_605, "H": 2_461, "L": 1_121, "T": 927, "R": 689, "V": 32, "U": 2}
UNITS = {
    "ADM1": 27,
    "ADM2": 146,
    "ADM2H": 437,
    "ADM3": 1_787,
    "ADM3H": 10,
    "ADM4": 43,
    "ADM4H": 45,
    "ADMD": 35,
    "ADMDH": 69,
}


@pytest.mark.corpus
@pytest.mark.slow
def test_the_real_dump_of_ukraine_gives_the_known_counts(shared, base, folder):
    data = shared / "data" / "geonames"
    if not data.is_dir():
        pytest.skip("the dumps of GeoNames are not in the folder of evaluation data")
    files = [data / name for name in ("UA.txt.gz", "admin1CodesASCII.txt", "admin2Codes.txt.gz")]
    report = imported(base, folder, *files, name="ukraine")
    assert report.files[0].read == report.places == 45_086
    assert report.files[0].repairs == {}
    assert report.classes == COUNTS
    assert {code: report.codes[f"A.{code}"] for code in UNITS} == UNITS
    assert [f.stored for f in report.files[1:]] == [27, 146]
    merged = opened(base, folder)
    kherson, dnieper, crimea = (merged.entry(f"geonames:{n}") for n in (706448, 565896, 703883))
    assert kherson is not None
    assert dnieper is not None
    assert crimea is not None
    assert (kherson.feature_code, kherson.lat, kherson.lon, kherson.admin2) == ("PPLA", 46.63695, 32.61458, "6510")
    assert (dnieper.feature_code, dnieper.admin1) == ("STM", "")
    assert crimea.admin1 == "11"
    assert merged.find("Robotyne")[0].id == "geonames:695586"
    oblast = merged.get("geonames:706442")
    assert oblast is not None
    # Its point in the dump is the seat, on the other bank of the river.
    assert (oblast.lon - kherson.lon) > 0.3
    with_file = GazetteerFile(Path(report.path))
    shape = with_file.shape("geonames:706442")
    assert shape is not None
    assert shape[0] == "hull"
