"""Briefs over HTTP: what is answered, who may write, what a viewer does not see."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.web import Bench, Settings
from tests.unit.brief.invented import a_week
from tests.unit.drafting.made import project_of
from tests.unit.web.benches import client_of


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Any]:
    with project_of(tmp_path / "out", a_week()) as project:
        yield writing(client_of(Bench.open(project, Settings(person="K. Maryan"))))


def writing(client: Any) -> Any:
    page = client.get("/briefs").text
    client.headers["X-CSRF-Token"] = page.split('name="csrf" content="')[1].split('"')[0]
    return client


def test_a_draft_is_made_read_edited_and_refused(client: Any) -> None:
    made = client.post("/api/briefs", json={"language": "en", "template": "update"})
    assert made.status_code == 201
    brief, first = made.json(), made.json()["sections"][0]["sentences"][0]
    assert client.get("/api/briefs").json()["rows"][0]["id"] == brief["id"]
    edit = {"kind": "text", "sentence": first["id"], "after": "Several sources confirmed 90 dead.", "seen": 1}
    changed = client.post(f"/api/briefs/{brief['id']}/edits", json=edit)
    assert changed.status_code == 200
    found = client.get(f"/api/briefs/{brief['id']}/findings").json()
    assert {"BR-02", "BR-04"} <= {f["rule"] for f in found}
    assert next(f for f in found if f["rule"] == "BR-04")["words"] == "confirmed"
    refused = client.post(f"/api/briefs/{brief['id']}/publish", json={})
    assert refused.status_code == 400
    assert "BR-02" in refused.json()["detail"]


def test_an_edit_that_makes_no_sense_is_refused_with_words(client: Any) -> None:
    brief = client.post("/api/briefs", json={}).json()["id"]
    for body in ({}, {"kind": "dance"}, {"kind": "text", "sentence": "s99", "after": "x"}, {"kind": "add", "after": 3}):
        answer = client.post(f"/api/briefs/{brief}/edits", json=body)
        assert answer.status_code == 400, body
        assert answer.json()["detail"]
    assert client.get("/api/briefs/brief-99").status_code == 404
    assert client.get(f"/briefs/{brief}/export/scroll").status_code == 404


def test_a_save_over_another_is_a_conflict(client: Any) -> None:
    brief = client.post("/api/briefs", json={}).json()
    one = brief["sections"][0]["sentences"][0]["id"]
    edit = {"kind": "text", "sentence": one, "after": "Other words.", "seen": 1}
    assert client.post(f"/api/briefs/{brief['id']}/edits", json=edit).status_code == 200
    assert client.post(f"/api/briefs/{brief['id']}/edits", json=edit).status_code == 409


def test_a_viewer_reads_but_does_not_write_and_sees_no_private_name(tmp_path: Path) -> None:
    with project_of(tmp_path / "out", a_week()) as project:
        analyst = writing(client_of(Bench.open(project, Settings(person="K. Maryan", exact=True))))
        brief = analyst.post("/api/briefs", json={}).json()
        one = brief["sections"][0]["sentences"][0]["id"]
        edit = {"kind": "text", "sentence": one, "after": "Ilma Torvey said so."}
        assert analyst.post(f"/api/briefs/{brief['id']}/edits", json=edit).status_code == 200
        viewer = writing(client_of(Bench.open(project, Settings(person="V", role="viewer"))))
        for address in (f"/api/briefs/{brief['id']}", f"/briefs/{brief['id']}/edit?s={one}",
                        f"/briefs/{brief['id']}/export/markdown"):  # fmt: skip
            answer = viewer.get(address)
            assert answer.status_code == 200
            assert "Torvey" not in answer.text
        assert viewer.post(f"/api/briefs/{brief['id']}/edits", json=edit).status_code == 403
