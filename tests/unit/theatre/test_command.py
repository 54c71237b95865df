"""`reportedly theatre`, and --theatre by name."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app
from reportedly.errors import InvalidTheatre, ReportedlyError
from reportedly.project import Project

RUNNER = CliRunner()


def said(*words: str, code: int = 0) -> str:
    result = RUNNER.invoke(app, ["theatre", *words])
    assert result.exit_code == code, result.output
    return " ".join(result.output.split())


def test_the_list_names_every_theatre_and_how_to_use_one() -> None:
    output = said("list")
    assert "ukraine-2022" in output
    assert "--theatre NAME" in output


def test_show_prints_roles_with_days_and_grounds_the_frame_and_the_floors() -> None:
    output = said("show", "tarrow-uplands")
    for words in (
        "Uplands Front (CA) from 2030-09-14 until 2031-03-10",
        "basis: ",
        "niac_control",
        "looser than the default",
    ):
        assert words in output


def test_show_on_a_day_leaves_out_what_does_not_hold() -> None:
    output = said("show", "tarrow-uplands", "--on", "2030-10-01")
    assert "Uplands Civil Council" not in output
    assert "none: no provisions are shown" in output


def test_show_answers_who_controls_a_place_or_that_it_does_not_say() -> None:
    assert "Dunmere Guard from 2031-03-10" in said("show", "tarrow-uplands", "--on", "2031-04-01", "--at", "Fellin")
    assert "nothing is guessed" in said("show", "tarrow-uplands", "--on", "2031-04-01", "--at", "Tarrow")
    said("show", "tarrow-uplands", "--at", "Fellin", code=2)
    said("show", "tarrow-uplands", "--on", "soon", code=2)


def test_a_new_file_is_in_order_and_nothing_is_overwritten(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    assert "Fill it in" in said("new", str(file))
    assert "in order" in said("check", str(file))
    result = RUNNER.invoke(app, ["theatre", "new", str(file)])
    assert isinstance(result.exception, ReportedlyError)
    assert "there is a file already" in str(result.exception)
    result = RUNNER.invoke(app, ["theatre", "new", str(tmp_path / "none" / "mine.yaml")])
    assert "make it first" in str(result.exception)


def test_check_prints_line_entry_and_remedy_and_exits_with_one(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("id: mine\nroles:\n  controling: []\n", encoding="utf-8")
    output = said("check", str(file), code=1)
    assert "line 3" in output
    assert "controlling" in output


def test_check_says_what_stays_open(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("id: mine\nlegal_frame: disputed\nroles: {displaced: [{body: Crown}]}\n", encoding="utf-8")
    output = said("check", str(file))
    for words in ("controlling authority", "without a basis: Crown", "disputed has no authority"):
        assert words in output


def test_check_names_the_places_that_lack_a_name_in_a_language_of_briefs(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    place = "  - {{id: 'mine:{0}', name: {1}, kind: settlement, lat: 1.0, lon: 2.0, names: [{2}]}}\n"
    named = place.format("orrin", "Orrin", "{text: Оррін, lang: uk, status: transliteration}")
    file.write_text(f"id: mine\nplaces:\n{named}{place.format('zhel', 'Zhel', '')}", encoding="utf-8")
    assert "without a name in uk, so printed as they are in its briefs: Zhel no entry" in said("check", str(file))


def test_every_place_of_the_valley_has_a_name_in_each_language_of_briefs() -> None:
    assert "without a name" not in said("check", "examples/valley/theatre.yaml")


def test_a_project_takes_a_theatre_by_name_and_keeps_it(tmp_path: Path) -> None:
    with Project(tmp_path / "out", theatre="valley") as project:
        assert project.theatre.id == "valley"
        assert project.shapes is not None
    with Project(tmp_path / "out", create=False) as project:
        assert project.theatre.id == "valley"


def test_an_unknown_theatre_leaves_no_folder_behind(tmp_path: Path) -> None:
    with pytest.raises(InvalidTheatre, match="ukraine-2022"):
        Project(tmp_path / "out", theatre="marsh")
    assert not (tmp_path / "out").exists()
