"""annotate on the command line: who is asked for what, how far they are, what a person still has to do."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.checking.annotation import note, tasks
from reportedly.cli.main import app
from reportedly.project import Project, Silent, Summary


@pytest.fixture
def out(tmp_path: Path) -> Path:
    """A project with four reports that nobody has read."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number in range(4):
        (reports / f"{number}.txt").write_text(f"Pump {number} at Tarn stands still.", "utf-8")
    with Project(tmp_path / "out") as project:
        project.ingest([reports], Summary(), Silent(), None)
    return tmp_path / "out"


def told(*arguments: str) -> str:
    result = CliRunner().invoke(app, ["annotate", *arguments])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_two_of_three_are_asked_for_each_document_and_the_queue_shrinks(out: Path) -> None:
    people = ("--for", "K", "--for", "L", "--for", "M")
    made = told("new", "-o", str(out), *people, "--documents", "3", "--each", "2", "--due", "2026-11-20")
    assert "3 documents for K (2), L (2), M (2)" in made
    [task] = tasks(out)
    mine = task.asked_of("K")
    assert [one["document"] for one in json.loads(told("queue", "-o", str(out), "--of", "K", "--json"))] == list(mine)
    note(out, task, "K", "done", mine[0])
    assert json.loads(told("queue", "-o", str(out), "--of", "K", "--json")) == [
        {"task": task.id, "document": mine[1], "due": "2026-11-20", "begun": "no"}
    ]
    assert "K 1 of 2, L 0 of 2, M 0 of 2" in told("list", "-o", str(out))


def test_more_people_for_a_document_than_there_are_is_refused_with_words(out: Path) -> None:
    result = CliRunner().invoke(app, ["annotate", "new", "-o", str(out), "--for", "K", "--for", "L", "--each", "3"])
    assert result.exit_code != 0
    assert "no more than 2" in str(result.output) + str(result.exception)
