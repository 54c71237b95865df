"""The gazetteer that texts are read with has the imported layers, and other layers have documents coded anew."""

from pathlib import Path

import pytest

from reportedly import assembly
from reportedly.gazetteer import layers_mark, open_layered, over_layers
from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.importer import Settings, import_dumps
from reportedly.gazetteer.nowhere import NoPlaces
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.pipeline.recode import replaced, stages_to_run
from reportedly.stages.locate import LocateRules
from tests.unit.gazetteer.invented_dump import VARLAND, place, write
from tests.unit.gazetteer.test_import import BASE


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    made = write_places(tmp_path / "base.sqlite", BASE)
    monkeypatch.setattr("reportedly.gazetteer.store.default_path", lambda: made)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return made


def imported(base: Path, file: Path, name: str) -> None:
    import_dumps([file], base=base, settings=Settings(name))


def test_texts_are_read_with_the_imported_layers(tmp_path, base):
    assert assembly.gazetteer().find("Lesno") == []
    imported(base, write(tmp_path / "VL.txt", VARLAND), "vl")
    assert [c.id for c in assembly.gazetteer().find("Lesno")] == ["geonames:30"]
    assert assembly.parents(assembly.NO_THEATRE)("geonames:30") == ("geonames:5",)


def test_what_a_gazetteer_is_made_of_tells_its_layers(tmp_path, base):
    bare = open_layered().made_of
    assert bare == "base.sqlite"
    imported(base, write(tmp_path / "VL.txt", VARLAND), "vl")
    assert open_layered().made_of.startswith("base.sqlite vl ")


def test_a_stage_over_other_layers_runs_again_and_takes_the_place_of_the_first(tmp_path, base):
    def stage():
        return over_layers(LocateRules(NoPlaces()))

    bare = stage()
    assert (bare.info.name, layers_mark()) == ("locate.rules", "")
    imported(base, write(tmp_path / "VL.txt", VARLAND), "vl")
    one = stage()
    assert one.info.name == f"locate.rules+{layers_mark()}"
    assert stages_to_run([one], {bare.info.producer}) == [one]
    assert replaced([one], {"locate.rules", "hedge.rules"}) == {"locate.rules"}
    assert stages_to_run([stage()], {one.info.producer}) == []
    imported(base, write(tmp_path / "more.txt", [place(90, "Osterfeld", people=10)]), "more")
    assert stage().info.name not in (one.info.name, bare.info.name)


def test_the_same_files_imported_again_are_the_same_layers(tmp_path, base):
    file = write(tmp_path / "VL.txt", VARLAND)
    imported(base, file, "vl")
    first = layers_mark()
    (tmp_path / "data" / "reportedly" / "gazetteer" / "vl.sqlite").unlink()
    imported(base, file, "vl")
    assert layers_mark() == first


def test_what_is_minor_in_a_layer_stays_behind_what_a_word_means_otherwise(tmp_path, base):
    stream = place(91, "Тарновська", feature="H.STM")
    imported(base, write(tmp_path / "VL.txt", [*VARLAND, stream]), "vl")
    assert [c.id for c in open_layered().find("Тарновська")][:2] == ["geonames:3", "geonames:91"]


def test_a_hotel_makes_no_place_of_the_word_for_a_people(tmp_path):
    country = Row("geonames:1", "Varland", "country", 50.0, 20.0, "VL", names=(("Varlandic", "", "demonym"),))
    path = write_places(tmp_path / "people.sqlite", [country])
    hotel = place(92, "Varlandic", feature="S.HTL")
    settings = Settings("vl", tmp_path / "layers")
    import_dumps([write(tmp_path / "VL.txt", [hotel])], base=path, settings=settings)
    places = SqliteGazetteer(path, layers=[tmp_path / "layers" / "vl.sqlite"])
    assert not places.lookup.known("varlandic")
    assert places.scan("Varlandic crews came.") == []


def test_a_unit_stands_behind_the_proclaimed_entity_that_bears_the_name(tmp_path, base):
    own = Row("own:tarn-republic", "Tarn Republic", "proclaimed", 50.3, 20.9, "VL", radius_km=60.0, claims="VL.01")
    unit = Row(
        "geonames:5", "Tarnow", "adm1", 50.3, 20.9, "VL", "01", population=9_000_000, radius_km=90.0,
        names=(("Tarn Republic", "", "alternate"),),
    )  # fmt: skip
    path = write_places(tmp_path / "both.sqlite", [unit, own])
    found = SqliteGazetteer(path).find("Tarn Republic")
    assert [c.id for c in found] == ["own:tarn-republic", "geonames:5"]
    assert [c.id for c in SqliteGazetteer(path).find("Tarnow")] == ["geonames:5"]
