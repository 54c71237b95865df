"""The gazetteer commands, over a small invented base."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

import reportedly.gazetteer
from reportedly.cli.gazetteer import app
from reportedly.errors import ReportedlyError
from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.store import SqliteGazetteer
from tests.unit.gazetteer.invented_dump import VARLAND, place, write
from tests.unit.gazetteer.invented_workbook import ROWS, workbook

BASE = (
    Row("geonames:1", "Varland", "country", 50.0, 20.0, "VL", population=9_000_000, radius_km=300.0),
    Row("geonames:5", "Tarnow", "adm1", 50.3, 20.9, "VL", "01", population=900_000, radius_km=90.0),
    Row("geonames:3", "Tarnow", "settlement", 50.5, 20.5, "VL", "01", population=300_000,
        names=(NameForm("Starograd", "vl", "former", "1924", "2016-02-04"),)),
    Row("own:tarn-republic", "Tarn Republic", "proclaimed", 50.3, 20.9, "VL", radius_km=60.0, claims="VL.01"),
)  # fmt: skip


@pytest.fixture(autouse=True)
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = write_places(tmp_path / "base.sqlite", BASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(
        reportedly.gazetteer, "open_default", lambda *, layers=(), progress=None: SqliteGazetteer(path, layers=layers)
    )
    return path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments), catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_an_import_prints_a_summary_with_reasons(tmp_path):
    names = write(tmp_path / "alternateNames.txt", ["1\t3\tde\tTarnau\t1\t\t\t", "2\t888\tde\tWeg\t\t\t\t"])
    told = run("import", str(write(tmp_path / "VL.zip", VARLAND)), str(names), "--quiet")
    assert "VL.zip" in told
    assert "left out 1 of a place that neither the base nor a layer has" in told
    assert "12 places, 2 of them of the past" in told
    assert "vl.sqlite" in told
    assert "units: ADM1 1, ADM2 1, ADM2H 1" in told
    again = run("import", str(tmp_path / "VL.zip"), str(names), "--quiet")
    assert "imported already" in again


def test_an_import_reports_as_json_with_skipped_lines(tmp_path):
    more = [place(100 + n, f"Village {n}") for n in range(24)]
    path = write(tmp_path / "VL.txt", [*VARLAND, *more, "cut"])
    with pytest.raises(ReportedlyError, match="line 37"):
        run("import", str(path), "--quiet")
    report = json.loads(run("import", str(path), "--skip-broken", "--quiet", "--json"))
    assert report["files"][0]["broken"] == {"with the wrong number of columns (19 needed)": [37]}


def test_find_shows_language_and_status_of_the_name_and_the_credit():
    told = run("find", "Starograd")
    assert "former" in told
    assert "vl" in told
    assert "GeoNames" in told
    [found] = json.loads(run("find", "Starograd", "--json"))
    assert found["matched_name"]["valid_to"] == "2016-02-04"


@pytest.mark.parametrize(("date", "known"), [("2015", True), ("2016", True), ("2016-02-05", False), ("1910", False)])
def test_find_leaves_out_names_that_did_not_hold_on_a_day(date, known):
    if known:
        assert [c["id"] for c in json.loads(run("find", "Starograd", "--date", date, "--json"))] == ["geonames:3"]
        return
    assert json.loads(run("find", "Starograd", "--date", date, "--json")) == []
    with pytest.raises(ReportedlyError, match=f"on {date}"):
        run("find", "Starograd", "--date", date)


def test_show_says_which_unit_a_proclaimed_entity_claims():
    assert "claims: Tarnow (adm1, geonames:5); it is not that unit" in run("show", "own:tarn-republic")
    assert json.loads(run("show", "own:tarn-republic", "--json"))["claims"] == "geonames:5"


def test_find_looks_in_the_layers_unless_told_otherwise(tmp_path):
    run("import", str(write(tmp_path / "VL.txt", VARLAND)), "--quiet")
    assert "geonames:30" in run("find", "Lesno")
    with pytest.raises(ReportedlyError, match="no place is called"):
        run("find", "Lesno", "--base-only")


def test_show_prints_names_chain_codes_and_credit(tmp_path):
    run("import", str(write(tmp_path / "VL.txt", VARLAND)), "--quiet")
    told = run("show", "30")
    for part in (
        "Lesno (geonames:30): settlement, P.PPL",
        "Keld Raion (adm2, geonames:20) < ",
        "Лесно",
        "Cyrl",
        "CC BY",
    ):
        assert part in told
    plain = json.loads(run("show", "geonames:20", "--json"))
    assert plain["shape"]["members"] == 5
    assert [c["id"] for c in plain["within"]] == ["geonames:5", "geonames:1"]
    assert "of the past" in run("show", "geonames:34")


def test_show_takes_a_code_and_refuses_what_it_does_not_know(tmp_path):
    admin = write(tmp_path / "admin1CodesASCII.txt", ["VL.01\tTarnow\tTarnow\t5"])
    run("import", str(admin), "--quiet", "--name", "units")
    assert "geonames:5" in run("show", "VL.01")
    with pytest.raises(ReportedlyError, match="no place with the id"):
        run("show", "geonames:424242")


def test_layers_are_listed_told_and_removed(tmp_path):
    assert "no layers" in run("layers")
    run("import", str(write(tmp_path / "VL.txt", VARLAND)), "--quiet", "--name", "var")
    assert "var" in run("layers")
    assert [layer["name"] for layer in json.loads(run("layers", "--json"))["layers"]] == ["var"]
    told = json.loads(run("info", "--json"))
    assert told["layers"][-1]["name"] == "var"
    assert told["layers"][-1]["classes"]["P"] == 6
    assert "CC BY 4.0" in told["credit"]
    assert "var: places by feature class: P 6" in run("info")
    assert "removed" in run("remove", "var")
    with pytest.raises(ReportedlyError, match="no layer 'var'"):
        run("remove", "var")


def test_a_codifier_is_known_as_such_and_imported_alone(tmp_path):
    path = workbook(tmp_path / "codifier.xlsx", ROWS)
    with pytest.raises(ReportedlyError, match="import it by itself"):
        run("import", str(path), str(write(tmp_path / "VL.txt", VARLAND)), "--quiet")
    lines = [line.replace("Lesno", "Лісне").replace("Marno", "Марне") for line in VARLAND]
    run("import", str(write(tmp_path / "VL.txt", lines)), "--quiet")
    told = run("import", str(path), "--quiet", "--name", "codes")
    assert "codifier" in told
    assert "found by" in told
