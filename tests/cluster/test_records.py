"""The records of a project coded on two nodes are those of one process, one for one."""

from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.project import Project, Silent, Summary
from reportedly.records import Outcome, Reading
from tests.cluster.articles import articles, write_jsonl

pytest.importorskip("ray", reason="the extra `cluster` is not installed")

from reportedly.cluster.engine import RayEngine

Held = tuple[list[Reading], list[Outcome]]


def coded(paths: list[Path], out: Path, engine: RayEngine | None, theatre: Path) -> Held:
    with Project(out, theatre=theatre) as project:
        project.begin({})
        summary = Summary()
        project.ingest(paths, summary, Silent(), None)
        project.code(summary, Silent(), workers=1, engine=engine)
        assert summary.coded == summary.read
        outcomes = sorted(project.store.outcomes(), key=lambda o: (o.document, o.stage))
        return [_timeless(reading) for reading in project.store.readings()], outcomes


def _timeless(reading: Reading) -> Reading:
    return replace(reading, document=replace(reading.document, retrieved_at="2026-11-29T12:00:00+00:00"))


@pytest.mark.slow
def test_the_demo_and_a_hundred_reports_in_four_languages(tmp_path: Path, two_nodes: str, examples: Path) -> None:
    paths = [examples / "reports", write_jsonl(tmp_path / "in.jsonl", articles(100))]
    there = coded(paths, tmp_path / "there", RayEngine(two_nodes, 2), examples / "theatre.yaml")
    here = coded(paths, tmp_path / "here", None, examples / "theatre.yaml")
    assert len(here[0]) == 123
    assert sum(len(reading.records) for reading in here[0]) > 4000
    assert there == here
