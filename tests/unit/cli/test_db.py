"""`reportedly db` and `--db`: a project on a server, from the command line."""

import json
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app
from reportedly.errors import ReportedlyError
from tests.postgres import Server

REPORT = "---\ntitle: Pumps\noutlet: Harbour Gazette\ndate: 2026-10-20\nlanguage: en\n---\nThe pumps stand still.\n"
SECRET = "hemlig-word"


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


@pytest.fixture
def report(tmp_path: Path) -> Path:
    path = tmp_path / "report.md"
    path.write_text(REPORT, "utf-8")
    return path


def test_a_project_remembers_its_database_but_not_the_password(
    postgres: Server, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTEDLY_DB", raising=False)
    out, url = tmp_path / "out", postgres.database()
    said = _run("ingest", str(report), "-o", str(out), "--db", url.replace("admin@", f"admin:{SECRET}@"))
    assert "1 in the project: 1 new" in said
    assert not (out / "reportedly.db").exists()
    told = json.loads(_run("db", "info", "-o", str(out), "--json"))
    assert (told["kind"], told["rows"]["document"]) == ("postgresql", 1)
    kept = "".join(p.read_text("utf-8", "ignore") for p in out.rglob("*") if p.is_file())
    assert SECRET not in kept + said + _run("evidence", "log", "-o", str(out)) + json.dumps(told)
    with psycopg.connect(url) as connection:
        [(settings,)] = connection.execute("SELECT settings FROM run").fetchall()
    assert SECRET not in settings


def test_the_variable_names_the_database_too(
    postgres: Server, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REPORTEDLY_DB", postgres.database())
    _run("ingest", str(report), "-o", str(tmp_path / "out"))
    assert "1 document" in _run("evidence", "list", "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out" / "reportedly.db").exists()


def test_a_project_is_copied_to_a_server_and_back(
    postgres: Server, report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("REPORTEDLY_DB", raising=False)
    out, url = tmp_path / "out", postgres.database()
    _run("ingest", str(report), "-o", str(out))
    there = json.loads(_run("db", "copy", str(out), url, "--json", "--quiet"))
    back = json.loads(_run("db", "copy", url, str(tmp_path / "back.db"), "--json", "--quiet"))
    assert there == back
    with pytest.raises(ReportedlyError, match="is not empty"):
        _run("db", "copy", str(out), url)
    assert "0 of them copied now" in _run("db", "copy", str(out), url, "--resume")
    assert "whole" in _run("db", "check", "--db", url)
    assert "words and places of 0 records" in _run("db", "reindex", "--db", url)
    assert "not made" not in _run("db", "roles", "--db", url, "--create")


def test_a_file_has_no_roles(report: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("REPORTEDLY_DB", raising=False)
    _run("ingest", str(report), "-o", str(tmp_path / "out"))
    assert "sqlite" in _run("db", "info", "-o", str(tmp_path / "out"))
    with pytest.raises(ReportedlyError, match="copy it there with `reportedly db copy`"):
        _run("db", "roles", "-o", str(tmp_path / "out"))


def test_db_needs_to_know_which_one() -> None:
    with pytest.raises(ReportedlyError, match="-o, or its database with --db"):
        _run("db", "info")


def test_a_copy_into_a_folder_that_is_not_there_makes_a_project(report: Path, tmp_path: Path) -> None:
    out, copy = tmp_path / "out", tmp_path / "new" / "desk"
    _run("ingest", str(report), "-o", str(out))
    assert "of them copied now" in _run("db", "copy", str(out), str(copy), "--quiet")
    assert (copy / "reportedly.db").is_file()
    assert "1 document" in _run("evidence", "list", "-o", str(copy))
