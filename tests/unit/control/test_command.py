import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.control import app
from reportedly.errors import InvalidControl
from reportedly.interfaces import Candidate, Shape
from reportedly.project import Project
from reportedly.records import Outcome, Theatre
from tests.conftest import ROOT
from tests.unit.control.made import collection, feature, reading

RUNNER = CliRunner()
DEMO = ROOT / "examples" / "valley"
ATLAS = sorted(str(p) for p in (DEMO / "control").glob("littoral-atlas-*.geojson"))
TERMS = ["--provider", "Littoral Atlas", "--licence", "CC0 1.0", "--entity", "Tollmark", "--valid-days", "1"]
WORDS = ["--states-in", "status", "--state", "held=in", "--state", "unclear=contested"]


class Gazetteer:
    """The places of a theatre and some more, found by exact name."""

    def __init__(self, theatre: Theatre) -> None:
        levels = {"settlement": "settlement", "facility": "facility", "adm1": "adm1", "adm2": "adm2"}
        self.all = [
            Candidate(
                p.id, p.name, p.kind, levels.get(p.kind, "vague_region"), p.lat, p.lon, population=p.population or 0
            )  # type: ignore[arg-type]
            for p in theatre.places
        ]
        self.all += [
            Candidate(f"t:{n}", "Twin", "settlement", "settlement", 47.5 + n / 10, -28, population=50) for n in (0, 1)
        ]
        self.all += [
            Candidate("t:big", "Largo", "settlement", "settlement", 47.5, -28, population=90_000),
            Candidate("t:small", "Largo", "settlement", "settlement", 48.5, -28, population=90),
            Candidate("t:unit", "Unit", "adm2", "adm2", 47.5, -28),
            Candidate("t:fi", "Finland", "country", "country", 64.0, 26.0, "FI", radius_km=500.0),
        ]

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        return [c for c in self.all if c.name == name][:limit]

    def get(self, place_id: str) -> Candidate | None:
        return next((c for c in self.all if c.id == place_id), None)

    def shape(self, place_id: str) -> Shape | None:
        ring = ((-28.1, 47.4), (-28.0, 47.4), (-28.0, 47.5), (-28.1, 47.5), (-28.1, 47.4))
        return Shape(((ring,),), "hull", "made", 9) if place_id == "t:unit" else None


@pytest.fixture
def out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A project folder with the demo's theatre and layers."""
    monkeypatch.setattr("reportedly.assembly.gazetteer", Gazetteer)
    for name in ("theatre.yaml", "shapes.geojson"):
        (tmp_path / name).write_bytes((DEMO / name).read_bytes())
    covers = ["--covers", str(DEMO / "control" / "covers.geojson")]
    told("import", *ATLAS, "--dates-from-names", *TERMS, *WORDS, *covers, "-o", str(tmp_path))
    listed = str(DEMO / "control" / "lodestar-list.csv")
    states = ["--state", "administration=in", "--state", "not visited=no_data"]
    told("import", listed, "--provider", "Lodestar Observer Mission", "--licence", "CC0 1.0", "--series", "lodestar",
         "--entity", "Tollmark", *states, "-o", str(tmp_path))  # fmt: skip
    return str(tmp_path)


def told(*arguments: str) -> str:
    result = RUNNER.invoke(app, list(arguments))
    if isinstance(result.exception, InvalidControl):
        raise result.exception
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def lines(*arguments: str) -> list[dict[str, object]]:
    result = RUNNER.invoke(app, [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.output.splitlines()]


def test_the_demo_layers_answer_as_their_readme_says(out: str) -> None:
    def statuses(place: str, day: str) -> list[object]:
        return [a["status"] for a in lines("at", place, "--date", day, "-o", out)]

    assert statuses("Zhelvit", "2026-10-24") == ["near_edge", "in"]
    assert statuses("val:lomnidar", "2026-10-24") == ["near_edge", "no_data"]
    assert statuses("Korrisel", "2026-10-19") == ["in", "no_data"]
    assert statuses("Korrisel", "2026-10-27") == ["no_data", "no_data"]
    assert statuses("47.3,-27.7", "2026-10-24") == ["out", "no_data"]
    assert statuses("val:gratzmora", "2026-10-24") == ["no_data", "no_data"]


def test_an_answer_is_printed_with_credit_and_day(out: str) -> None:
    shown = told("at", "Korrisel", "--date", "2026-10-19", "-o", out)
    assert "Control: Littoral Atlas, CC0 1.0" in shown
    assert "2026-10-18" in shown


def test_a_unit_has_a_share_and_no_answer_at_its_point(out: str) -> None:
    atlas, lodestar = lines("share", "val:tessmar", "--date", "2026-10-24", "-o", out)
    assert (atlas["basis"], lodestar["basis"]) == ("area", "population")
    assert isinstance(atlas["share"], float)
    assert 0.8 < atlas["share"] < 0.9
    with pytest.raises(InvalidControl, match="control share"):
        told("at", "Tessmar district", "--date", "2026-10-24", "-o", out)
    with pytest.raises(InvalidControl, match="control at"):
        told("share", "Korrisel", "--date", "2026-10-24", "-o", out)
    assert "only a hull" in told("share", "t:unit", "--date", "2026-10-24", "-o", out)


def test_an_ambiguous_name_is_not_chosen_in_silence(out: str) -> None:
    with pytest.raises(InvalidControl, match=r"t:0 .*\n.*t:1 "):
        told("at", "Twin", "--date", "2026-10-24", "-o", out)
    assert "read as Largo (t:big)" in told("at", "Largo", "--date", "2026-10-24", "-o", out)
    with pytest.raises(InvalidControl, match="no settlement is called"):
        told("at", "Nowhere", "--date", "2026-10-24", "-o", out)


def test_statements_of_a_project_stand_beside_its_layers(out: str) -> None:
    made = reading("The provisional administration controls Korrisel.", days=("2026-10-24", "2026-10-24"))
    with Project(Path(out)) as project:
        run = project.begin({})
        project.store.add_document(made.document, run=run)
        outcome = Outcome(made.document.id, "made/1", "done", len(made.records))
        project.store.save(outcome, made.records, run=run)
    [line] = lines("said", "-o", out)
    assert (line["name"], line["hold"]) == ("Korrisel", "held")
    assert line["controller"]["role"] == "controlling"  # type: ignore[index]
    assert [(c["series"], c["verdict"]) for c in line["layers"]] == [  # type: ignore[attr-defined]
        ("littoral-atlas", "agree"),
        ("lodestar", "agree"),
    ]
    shown = told("said", "-o", out)
    assert "Statements: 1." in shown
    told("remove", "--series", "lodestar", "-o", out)
    told("remove", "--series", "littoral-atlas", "-o", out)
    assert "no layer" in told("said", "-o", out)


def test_list_and_show_tell_terms_days_and_repairs(out: str) -> None:
    assert [line["series"] for line in lines("list", "-o", out)] == ["littoral-atlas", "lodestar"]
    shown = told("show", "--series", "littoral-atlas", "-o", out)
    for part in (
        "Licence: CC0 1.0",
        "held = in",
        "unclear = contested",
        "the polygons of covers.geojson",
        "2026-10-26",
    ):
        assert part in shown
    assert "SHA-256" in told("show", "--series", "lodestar", "--date", "2026-10-20", "-o", out)
    with pytest.raises(InvalidControl, match="several series"):
        told("show", "-o", out)
    with pytest.raises(InvalidControl, match="has no 2026-10-19"):
        told("show", "--series", "lodestar", "--date", "2026-10-19", "-o", out)


def test_a_day_is_written_as_geojson(out: str, tmp_path: Path) -> None:
    target = tmp_path / "day.geojson"
    told("export", "--series", "littoral-atlas", "--date", "2026-10-24", "--to", str(target), "-o", out)
    made = json.loads(target.read_text("utf-8"))
    assert made["credit"] == "Control: Littoral Atlas, CC0 1.0"
    assert len(made["features"]) == 2
    assert not list(tmp_path.glob("*.part"))


def test_the_same_file_again_changes_nothing_and_another_is_refused(out: str) -> None:
    same = ["--series", "littoral-atlas", "-o", out]
    assert "from the same bytes; nothing done" in told("import", ATLAS[0], "--date", "2026-10-18", *same)
    with pytest.raises(InvalidControl, match="--replace"):
        told("import", ATLAS[3], "--date", "2026-10-18", *same)
    assert "1 imported" in told("import", ATLAS[3], "--date", "2026-10-18", "--replace", *same)


def test_what_is_said_wrongly_is_told(out: str) -> None:
    for arguments, message in (
        ([ATLAS[0], ATLAS[1], "--date", "2026-10-18"], "--dates-from-names"),
        ([str(DEMO / "theatre.yaml"), "--dates-from-names"], "0 days in its name"),
        ([ATLAS[0], "--date", "2026-10-18", "--state", "held"], "WORD=STATE"),
        ([ATLAS[0], "--date", "2026-10-18", "--role", "third"], "must be one of"),
        ([ATLAS[0], "--date", "2026-10-18"], "littoral-atlas, lodestar"),
    ):
        with pytest.raises(InvalidControl, match=message):
            told("import", *arguments, "-o", out)


def test_a_folder_in_place_of_a_file_is_told(out: str, tmp_path: Path) -> None:
    with pytest.raises(InvalidControl, match="is a folder"):
        told("import", str(tmp_path), "--date", "2026-10-18", "-o", out)
    with pytest.raises(InvalidControl, match="no such file"):
        told("import", str(tmp_path / "none.geojson"), "--date", "2026-10-18", "-o", out)


def test_the_country_that_is_named_tells_axes_the_wrong_way_round(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportedly.assembly.gazetteer", Gazetteer)
    file = tmp_path / "turned.geojson"
    file.write_bytes(collection(feature([[62.0, 26.0], [63.0, 26.0], [63.0, 27.0], [62.0, 26.0]])))
    said = ("import", str(file), "--date", "2026-10-18", "--provider", "Tern", "--licence", "CC0", "-o", str(tmp_path))
    with pytest.raises(InvalidControl, match=r"away from the countries that were named.*--axes latlon"):
        told(*said, "--country", "FI")
    assert "1 imported" in told(*said, "--country", "FI", "--axes", "latlon")


def test_where_the_reports_lie_tells_axes_the_wrong_way_round(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reportedly.assembly.gazetteer", Gazetteer)
    with Project(tmp_path) as project:
        run = project.begin({})
        far = reading("Talks on the river were held in Gratz.")
        for made in (*(reading(f"The militia holds Orlivsk, part {n}.") for n in range(12)), far):
            project.store.add_document(made.document, run=run)
            outcome = Outcome(made.document.id, "made/1", "done", len(made.records))
            project.store.save(outcome, made.records, run=run)
    ring = [[-29.2, 48.8], [-28.8, 48.8], [-28.8, 49.2], [-29.2, 48.8]]
    straight, turned, away = tmp_path / "a.geojson", tmp_path / "b.geojson", tmp_path / "c.geojson"
    straight.write_bytes(collection(feature(ring)))
    turned.write_bytes(collection(feature([[y, x] for x, y in ring])))
    away.write_bytes(collection(feature([[x + 40, y] for x, y in ring])))
    said = ("--date", "2026-10-18", "--provider", "Tern", "--licence", "CC0", "-o", str(tmp_path))
    with pytest.raises(InvalidControl, match=r"places that the reports of the project tell of.*--axes latlon"):
        told("import", str(turned), *said)
    assert "1 imported" in told("import", str(away), *said, "--series", "away")
    assert "1 imported" in told("import", str(straight), *said)


def test_series_and_days_are_removed(out: str) -> None:
    told("remove", "--series", "lodestar", "--date", "2026-10-20", "-o", out)
    assert [line["days"] for line in lines("list", "-o", out)][1] == ["2026-10-24"]
    told("remove", "--series", "lodestar", "-o", out)
    assert len(lines("list", "-o", out)) == 1
    with pytest.raises(InvalidControl, match="no series 'lodestar'"):
        told("remove", "--series", "lodestar", "-o", out)


def test_a_project_without_a_layer_says_how_to_import_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidControl, match="control import"):
        told("list", "-o", str(tmp_path))
