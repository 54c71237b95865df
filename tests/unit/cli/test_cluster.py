"""`reportedly cluster`: what cannot work is told before anything is coded or made."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

from reportedly.cli.main import app
from reportedly.errors import ReportedlyError

pytest.importorskip("pyarrow", reason="the extra `cluster` is not installed")


def _run(*arguments: str) -> str:
    result = CliRunner().invoke(app, list(arguments))
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.output


def test_a_database_that_does_not_answer_is_told_before_anything_is_coded(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The pumps stand still, the water board said.\n", "utf-8")
    sink = "postgresql://nobody@127.0.0.1:9/desk"
    with pytest.raises(ReportedlyError, match=r"127\.0\.0\.1"):
        _run("cluster", "code", str(tmp_path / "a.txt"), "--sink", sink, "-o", str(tmp_path / "out"), "--quiet")
    assert not list(tmp_path.glob("out/partitions/*"))


def test_partitions_that_are_not_there_make_no_project(tmp_path: Path) -> None:
    with pytest.raises(ReportedlyError, match="is not there; name the folder"):
        _run("cluster", "collect", str(tmp_path / "parts"), "-o", str(tmp_path / "out"))
    assert not (tmp_path / "out").exists()
