"""What first visits need is made while a project is opened, and a page says how far that is."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from reportedly.desk import Desk
from reportedly.desk.model import Viewer
from reportedly.project import Project
from reportedly.web import Bench, Settings
from reportedly.web.opening import Opening
from reportedly.web.people import People
from reportedly.web.screens import matrix_source
from reportedly.web.warming import prepare
from tests.browser.workbench import make_valley


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with Project(make_valley(tmp_path / "out"), create=False) as project:
        yield Bench.open(project, Settings(person="K. Maryan"))


def test_the_observations_are_made_once_and_before_anybody_asks(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[Viewer] = []
    made = Desk.projection

    def counted(desk: Desk, viewer: Viewer) -> object:
        asked.append(viewer)
        return made(desk, viewer)

    monkeypatch.setattr(Desk, "projection", counted)
    heard: list[tuple[int, int]] = []
    prepare(bench, lambda done, total: heard.append((done, total)))
    matrix_source.known(bench, Viewer("K. Maryan", "admin"))
    assert len(asked) == 1
    assert heard == [(n, len(heard)) for n in range(len(heard))]


def test_with_accounts_it_is_made_for_each_kind_of_viewer(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    people, asked = People(bench.project.out), set()
    people.add("M. Sorel", "analyst", "a long enough word", exact=True)
    people.add("I. Rell", "viewer", "a long enough word")
    monkeypatch.setattr(matrix_source, "sheet_of", lambda _bench, viewer, *_asked: asked.add(viewer.exact))
    prepare(bench)
    assert asked == {True, False}


def test_the_page_says_which_step_it_is_at() -> None:
    opening = Opening(Settings(hosts=("testserver",)))
    client = TestClient(opening)
    opening.progress(200, 20_000)
    assert "200 of 20,000 documents" in client.get("/situation").text
    opening.making_ready(1, 5)
    page = client.get("/situation")
    assert page.status_code == 503
    assert "step 2 of 5" in page.text
    assert "крок 2 з 5" in client.get("/situation", headers={"Accept-Language": "uk"}).text
