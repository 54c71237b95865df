"""The workbench on a database on a server answers as on a file, before and after decisions."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from benchmarks.desk.__main__ import _decide, a_filter

from reportedly.desk import Desk, Filter, Viewer
from reportedly.project import DATABASE, Project
from reportedly.records import Document, document_id
from reportedly.store import managing
from tests.postgres import Server
from tests.unit.store.test_postgres import chain_faults

REVIEWER = Viewer("ada", "reviewer", exact=True)


@pytest.fixture
def both(small_folder: Path, tmp_path: Path, postgres: Server) -> Iterator[tuple[tuple[Project, Desk], ...]]:
    url = postgres.database()
    managing.copy(small_folder / DATABASE, url, lambda _table, _done, _total: None, resume=False)
    for name in ("file", "server"):
        shutil.copytree(small_folder, tmp_path / name)
    (tmp_path / "server" / DATABASE).unlink()
    with (
        Project(tmp_path / "file", create=False) as first,
        Desk.open(first) as one,
        Project(tmp_path / "server", db=url, create=False) as second,
        Desk.open(second) as other,
    ):
        yield (first, one), (second, other)


def _answers(desk: Desk, viewer: Viewer) -> list[object]:
    rng = Random(5)
    asked: list[object] = [desk.counts(), desk.facets(Filter(), viewer), desk.points(Filter(), viewer)]
    for _ in range(8):
        wanted = a_filter(rng)
        asked += [desk.claims(wanted, viewer, order="impact"), desk.facets(wanted, viewer), desk.events(wanted, viewer)]
        asked += [desk.points(wanted, viewer), desk.documents(wanted, viewer), desk.groups(wanted, viewer)]
    return [*asked, desk.search("water", Filter(), viewer), desk.search("насоси", Filter(), viewer, kind="passages")]


@pytest.mark.parametrize("viewer", [REVIEWER, Viewer("guest")])
def test_lists_facets_points_and_search_are_the_same(both: tuple[tuple[Project, Desk], ...], viewer: Viewer) -> None:
    (_, one), (_, other) = both
    assert _answers(other, viewer) == _answers(one, viewer)


def test_a_decision_is_taken_in_by_a_refresh(both: tuple[tuple[Project, Desk], ...]) -> None:
    for project, desk in both:
        rng = Random(3)
        for row in desk.claims(Filter(review="open"), REVIEWER, limit=5).rows:
            _decide(project, row, rng)
            assert desk.refresh().documents == {row.document}
    (first, one), (second, other) = both
    assert _answers(other, REVIEWER) == _answers(one, REVIEWER)
    assert len(second.store.reviews()) == len(first.store.reviews()) == 5
    assert chain_faults(second.store) == []


def test_documents_that_another_process_adds_are_seen(both: tuple[tuple[Project, Desk], ...]) -> None:
    _, (project, desk) = both
    before = desk.counts().documents
    with Project(project.out, db=None, create=False) as other:
        assert other.store.name == project.store.name
        document = other.store.documents()[0]
        other.begin({"command": "ingest"})
        assert other.store.add_document(_another(document), run=other.run)
    desk.refresh()
    assert desk.counts().documents == before + 1


def _another(document: Document) -> Document:
    sha256 = "f" * 64
    return replace(document, id=document_id(sha256), sha256=sha256, path="in/another.txt")
