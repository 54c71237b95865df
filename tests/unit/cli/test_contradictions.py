"""`reportedly contradictions`: side by side, open ones first."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app

REPORTS = {
    "a": ("Farrow Gazette", "2026-05-10", "The school union said that 40 teachers were dismissed in Vark on Friday."),
    "b": ("Quill Daily", "2026-05-10", "The education office said that 15 teachers were dismissed in Vark on Friday."),
    "c": ("Marsh Lantern", "2026-05-06", "The clinic in Pellan is closed, patients said."),
    "d": ("Reed Post", "2026-05-06", "The clinic in Pellan is open, the health office said."),
    "e": ("Tamber Post", "2026-05-04", "Three people were killed in the mine in Grell on Monday, rescuers said."),
    "f": ("Harl Courier", "2026-05-05", "Five people were killed in the mine in Grell on Monday, rescuers said."),
}


def call(*arguments: object, code: int = 0) -> str:
    result = CliRunner().invoke(app, [*map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output if code == 0 else str(result.exception)


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("contradictions")
    (folder / "in").mkdir()
    for name, (publisher, day, text) in REPORTS.items():
        front = f"---\ntitle: Note {name}\npublisher: {publisher}\npublished: {day}\n---\n"
        (folder / "in" / f"{name}.md").write_text(f"{front}{text}\n", encoding="utf-8")
    call("run", folder / "in", "-o", folder / "out", "-q")
    return folder / "out"


def lines(out: Path, *options: str) -> list[dict]:
    return [json.loads(line) for line in call("contradictions", "-o", out, "--json", *options).splitlines()]


def test_both_sides_come_with_chain_passage_and_the_words_that_clash(out: Path) -> None:
    [number] = lines(out, "--type", "number")
    sides = {number["left"][0]["chain"]: number["left"][0], number["right"][0]["chain"]: number["right"][0]}
    assert sides.keys() == {"Farrow Gazette ← The school union", "Quill Daily ← The education office"}
    words = sides["Farrow Gazette ← The school union"]
    assert words["words"]["printed"] == "40 teachers"
    assert "40 teachers were dismissed" in words["passage"]
    assert (number["state"], number["place"]) == ("open", "Vark")


def test_updates_are_shown_only_when_asked_for(out: Path) -> None:
    assert {line["type"] for line in lines(out)} == {"number", "status"}
    [update] = [line for line in lines(out, "--all") if line["state"] == "update"]
    assert update["place"] == "Grell"
    assert "1 updates among all" in call("contradictions", "-o", out)


def test_the_listing_can_be_narrowed_to_a_place(out: Path) -> None:
    assert [line["type"] for line in lines(out, "--place", "pellan")] == ["status"]
    assert lines(out, "--place", "Orle") == []


def test_the_table_sets_side_against_side(out: Path) -> None:
    page = " ".join(call("contradictions", "-o", out, "--open").split())
    assert "number · Vark · open" in page
    assert "“40 teachers”" in page
    assert "2 open (1 number, 1 status)" in page


@pytest.mark.parametrize(
    ("options", "message"),
    [(["--type", "mood"], "must be one of number"), (["--open", "--all"], "exclude one another")],
)
def test_wrong_options_are_refused(out: Path, options: list[str], message: str) -> None:
    assert message in call("contradictions", "-o", out, *options, code=1)
