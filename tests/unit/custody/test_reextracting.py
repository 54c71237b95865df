"""A whole project extracted again: what is the same, what moved, what lost its words; nothing changes by looking."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from reportedly import reextracting
from reportedly.cli.main import app
from reportedly.project import Project, Silent, Summary
from reportedly.records import Claim, Document, Outcome, Span, claim_id
from tests.unit.custody.test_project import events, faults

SAID = "The pump in Sollen stands still. The school in Sollen is shut. The bank in Sollen is open."
MADE = "A new head.\n\nThe pump in Sollen stands still. The bank in Sollen is open."


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in/a.txt").write_text(SAID)
    (tmp_path / "in/b.txt").write_text("The tram in Sollen is back.")
    (tmp_path / "in/c.txt").write_text("The market in Sollen is open.")
    with Project(tmp_path / "out") as project:
        project.begin({"command": "ingest"})
        project.ingest([tmp_path / "in"], Summary(), Silent(), None)
        first = project.store.documents()[0]
        claims = []
        for sentence in SAID.removesuffix(".").split(". "):
            span = Span(SAID.index(sentence), SAID.index(sentence) + len(sentence))
            claims.append(Claim(claim_id(first.id, (span,)), first.id, (span,), sentence, "event"))
        project.store.save(Outcome(first.id, "extract.made/1", "done", len(claims)), claims, run=project.run)
        lost = project.store.documents()[2]
        (project.out / "evidence" / lost.sha256[:2] / lost.sha256[2:]).unlink()
    return tmp_path / "out"


@pytest.fixture
def other_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = reextracting.extract_again

    def changed(document: Document, *rest: Any) -> Document:
        again = plain(document, *rest)
        if again.text != SAID:
            return again
        return replace(again, text=MADE, text_id="txt_new", extractor="plain/2")

    monkeypatch.setattr(reextracting, "extract_again", changed)


def lines(out: Path, *more: str) -> list[dict[str, Any]]:
    result = CliRunner().invoke(app, ["evidence", "reextract", "-o", str(out), "--json", *more])
    assert result.exit_code == 0, (result.output, result.exception)
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_project_under_the_same_readers_is_the_same(out: Path) -> None:
    assert [line["outcome"] for line in lines(out)] == ["same", "same", "problem"]


@pytest.mark.usefixtures("other_reader")
def test_orphans_are_named_and_nothing_is_changed_by_looking(out: Path) -> None:
    before, files = events(out), sorted(out.rglob("*"))
    first, second, third = lines(out)
    assert (first["outcome"], first["intact"], first["moved"]) == ("changed", 0, 2)
    assert [orphan["words"] for orphan in first["orphans"]] == ["The school in Sollen is shut"]
    assert (second["outcome"], third["outcome"]) == ("same", "problem")
    assert "no evidence file" in third["problem"] or "cannot read" in third["problem"]
    assert events(out) == before
    assert [f for f in sorted(out.rglob("*")) if "reportedly.db" not in f.name] == [
        f for f in files if "reportedly.db" not in f.name
    ]
    assert [line["document"] for line in lines(out, first["document"])] == [first["document"]]
    told = CliRunner().invoke(app, ["evidence", "reextract", "-o", str(out)]).output
    assert "3 documents: 1 the same, 1 with another text, 1 not extracted again" in told
    assert "Claims: 0 intact, 2 moved, 1 orphans" in told


@pytest.mark.usefixtures("other_reader")
def test_a_new_text_is_kept_beside_the_old_one_and_noted_once(out: Path) -> None:
    first = lines(out, "--keep")[0]
    assert first["text_id"] == "txt_new"
    assert (out / "text/txt_new.txt").read_text("utf-8") == MADE
    noted = [e for e in events(out) if e.kind == "rendition"]
    lines(out, "--keep")
    assert [e for e in events(out) if e.kind == "rendition"] == noted
    [event] = noted
    assert event.detail["orphans"] == [first["orphans"][0]["claim"]]
    assert sorted(event.detail["anchors"].values())[0] == [[13, 44]]
    with Project(out, create=False) as project:
        assert project.store.documents()[0].text == SAID
    assert [kind for kind, _ in faults(out)] == ["missing"]
