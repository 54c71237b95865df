"""Review on the workbench: the queue, forms of every field, clashes, undo, grades and the trail, over HTTP."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from reportedly.desk.deciding import Asked, Deciding, Verdict
from reportedly.gazetteer import open_default
from reportedly.project import Project
from reportedly.records import Claim
from reportedly.web import Bench, Settings, create_app
from reportedly.web.people import People
from reportedly.web.screens.review_parts import paragraphs
from tests.unit.corroborate.pile import Told, report
from tests.unit.desk.decided_project import TAPS, a_project, claims_of, whole

STAFF = Told("Nurse Olha Marn of the clinic in Orlivsk stays at home", "GUO.B02", kind="event", private=("Olha Marn",))
LUTSK = next(place.id for place in open_default().find("Lutsk") if place.match == "exact")


class Person:
    """Somebody in a browser without script."""

    def __init__(self, app: Any, name: str = "") -> None:
        self.client = TestClient(app, base_url="http://localhost")
        if name:
            self.client.post("/signin", data={"name": name, "password": "long enough 1"})
        self.html = ""

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, answer.text[:400]
        self.html = answer.text
        return answer.text

    def form(self, name: str) -> dict[str, Any]:
        """Return what a form of the page would send: every control that belongs to it."""
        found: dict[str, Any] = {}
        inside = re.search(rf'<form[^>]*(?:id="{name}"|action="{name}")[^>]*>(.*?)</form>', self.html, re.S)
        assert inside, name
        controls = inside.group(1)
        for tag in re.finditer(r"<(input|textarea|select)\b([^>]*)>", self.html):
            if f'form="{name}"' in tag.group(2):
                start = tag.start()
                ends = {"input": tag.end(), "textarea": self.html.find("</textarea>", start) + 11}
                controls += self.html[start : ends.get(tag.group(1), self.html.find("</select>", start) + 9)]
        for kind, attributes, rest in re.findall(
            r"<(input|textarea|select)\b([^>]*)>(.*?)(?=<input|<textarea|<select|$)", controls, re.S
        ):
            named = re.search(r'name="([^"]*)"', attributes)
            if not named:
                continue
            value = _value(kind, attributes, rest)
            if value is not None:
                found.setdefault(named.group(1), []).append(value)
        return found

    def post(self, path: str, data: dict[str, Any], status: int = 303) -> Any:
        answer = self.client.post(path, data=data, follow_redirects=False)
        assert answer.status_code == status, answer.text[:600]
        self.html = answer.text
        return answer

    def decide(self, claim: str, action: str, form: str = "f-edit", status: int = 303, **changed: Any) -> Any:
        self.get(f"/review/{claim}")
        return self.post(f"/review/{claim}/{action}", {**self.form(form), **changed}, status)


def _value(kind: str, attributes: str, rest: str) -> str | None:
    from html import unescape

    if kind == "textarea":
        return unescape(rest.split("</textarea>", maxsplit=1)[0])
    if kind == "select":
        options = re.findall(r'<option value="([^"]*)"([^>]*)>', rest.split("</select>", maxsplit=1)[0])
        return unescape(next((v for v, more in options if "selected" in more), options[0][0] if options else ""))
    value = re.search(r'value="([^"]*)"', attributes)
    if re.search(r'type="(checkbox|radio)"', attributes) and " checked" not in attributes:
        return None
    return unescape(value.group(1)) if value else ""


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    readings = [report(TAPS, publisher="First Post"), report(TAPS, publisher="Second Post"), report(STAFF)]
    with a_project(tmp_path / "out", readings) as opened:
        yield opened


@pytest.fixture
def app(project: Project) -> Iterator[Any]:
    made = create_app(Bench.open(project, Settings(person="ada", role="admin", hosts=("localhost",))))
    yield made
    if hasattr(made.state, "reviewing"):
        made.state.reviewing.close()


@pytest.fixture
def ada(app: Any) -> Person:
    return Person(app)


def open_claims(person: Person, query: str = "") -> list[str]:
    queue = person.client.get(f"/api/review{query}").json()
    return [e["id"] for part in queue["parts"] for e in part["entries"] if e["kind"] == "claim"]


def kinds(project: Project) -> list[tuple[str, str]]:
    return [(a.kind, a.field) for a in project.store.reviews()]


def test_the_queue_lists_what_is_open_and_the_first_item_is_shown(ada: Person, project: Project) -> None:
    html = ada.get("/review")
    assert html.count('data-item="clm_') == 3
    assert re.search(r'aria-current="true"\s+data-item="', html)
    assert len(open_claims(ada)) == 3
    assert ada.client.get("/review?order=mood").status_code == 400
    assert ada.client.get("/review/clm_nothing").status_code == 404


def test_a_form_that_nobody_touched_accepts_and_edits_nothing(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    ada.decide(claim, "accept")
    assert kinds(project) == [("accept", "")]
    assert whole(project) == 1


FORMS: list[tuple[str, dict[str, Any]]] = [
    ("proposition", {"proposition": "Taps are dry in Orlivsk"}),
    ("kind", {"kind": "event"}),
    ("category", {"category": "GUO.C05"}),
    ("secondary", {"secondary": ["GUO.E01", ""]}),
    ("sector", {"sector": ["water", "sewage"]}),
    ("level", {"level": "L4"}),
    ("caveats", {"caveats": ["translated", "preliminary"]}),
    ("realis", {"realis": "planned"}),
    ("polarity", {"polarity": "-"}),
    ("time", {"time": "2026-04"}),
    ("place", {"place": ""}),
    ("origin", {"origin": LUTSK}),
    ("destination", {"destination": LUTSK}),
    ("evidence", {"evidence": "Two taps in Orlivsk"}),
    ("quantity", {"quantity.0.max": "3"}),
    ("status", {"status.0.status": "partial", "status.0.cause": ["damage"]}),
    ("roles", {"roles.0.name": "actor", "roles.0.value": "the harbour board"}),
    ("roles", {"roles.0.name": "actor", "roles.0.class": "STAFF"}),
    ("chain", {"chain.0.drop": "yes"}),
]


@pytest.mark.parametrize(("field", "typed"), FORMS, ids=[field for field, _ in FORMS])
def test_each_field_of_the_form_becomes_one_edit(
    ada: Person, project: Project, field: str, typed: dict[str, Any]
) -> None:
    claim = claims_of(project)[0]
    ada.decide(claim, "edit", reason="seen by eye", **typed)
    assert kinds(project) == [("edit", field)]
    ada.get(f"/review/{claim}")
    assert "set by ada" in ada.html
    ada.decide(claim, "edit", reason="nothing more", status=400)
    assert kinds(project) == [("edit", field)]


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "staff of a service or administration"), ("uk", "працівники служби або адміністрації")],
)
def test_a_class_of_actors_is_read_and_chosen_by_its_name(
    ada: Person, project: Project, language: str, words: str
) -> None:
    claim = claims_of(project)[0]
    ada.decide(claim, "edit", reason="seen by eye", **{"roles.0.name": "actor", "roles.0.class": "STAFF"})
    html = ada.get(f"/review/{claim}?lang={language}")
    row = html[html.index('<select name="roles.0.class"') :].split("</select>", 1)[0]
    assert f'<option value="STAFF" selected>{words}</option>' in row
    assert re.search(rf":</span> {words}</span>", html)
    assert words in html[html.index('class="pane rv-trail') :]
    assert "STAFF" not in re.sub(r"<[^>]*>", "", html)


def test_a_summary_is_set_by_ticking_the_claims_of_the_document(ada: Person, project: Project) -> None:
    both = report(TAPS, Told("The pumps of Orlivsk stand still"), publisher="Third Post")
    run = project.begin({"command": "more"})
    project.store.add_document(both.document, run=run)
    from reportedly.records import Outcome

    project.store.save(Outcome(both.document.id, "made/1", "done", 1, ""), both.records, run=run)
    ada.get("/review")
    ada.client.app.state.reviewing.desk.refresh()  # type: ignore[attr-defined]
    lead, body = both.of(Claim)
    ada.decide(lead.id, "edit", reason="a lead", summary_of=body.id)
    assert kinds(project) == [("edit", "summary_of")]


def test_the_next_item_opens_and_undo_is_offered_for_the_one_before(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    following = ada.decide(claim, "accept").headers["location"]
    assert following.startswith("/review/clm_")
    assert claim not in following
    html = ada.get(following)
    assert "Accepted:" in html
    ada.post("/review/undo", {**ada.form("/review/undo")})
    assert [k for k, _ in kinds(project)] == ["accept", "undo"]
    assert len(open_claims(ada)) == 3


def test_reject_merge_split_not_same_comment_dissent_and_later(ada: Person, project: Project) -> None:
    one, two, staff = claims_of(project)
    ada.decide(staff, "comment", f"/review/{staff}/comment", comment="ask the clinic")
    ada.decide(staff, "dissent", f"/review/{staff}/dissent", dissent="she was sent home")
    ada.decide(one, "not-same", "f-not-same", other=two, reason="two villages")
    ada.get(f"/review/{one}")
    ada.post("/review/undo", {**ada.form("/review/undo")})
    ada.client.app.state.reviewing.rejoining.wait(20)  # type: ignore[attr-defined]
    ada.decide(one, "split", "f-split", leaving=[one], reason="two villages")
    ada.client.app.state.reviewing.rejoining.wait(20)  # type: ignore[attr-defined]
    ada.get(f"/review/{one}/candidates?q=taps")
    ada.get(f"/review/{one}")
    ada.post("/review/undo", {**ada.form("/review/undo")})
    ada.client.app.state.reviewing.rejoining.wait(20)  # type: ignore[attr-defined]
    ada.decide(staff, "reject", "f-reject", code="sensitive", reason="")
    ada.decide(one, "later", f"/review/{one}/later")
    assert [k for k, _ in kinds(project)] == [
        "comment", "dissent", "not_same", "undo", "split", "undo", "reject",
    ]  # fmt: skip
    assert open_claims(ada) == [two]
    assert open_claims(ada, "?mine=later") == [one]
    assert whole(project) == 7


def test_merging_goes_over_the_claims_that_a_search_finds(ada: Person, project: Project) -> None:
    one, _, staff = claims_of(project)
    found = [row["id"] for row in ada.client.get(f"/api/review/{one}/candidates?q=clinic").json()]
    assert found == [staff]
    ada.decide(one, "merge", "f-merge", other=staff, reason="one matter")
    assert kinds(project) == [("merge", "")]


def test_many_at_once_are_decided_one_by_one_and_what_failed_is_told(ada: Person, project: Project) -> None:
    one, two, staff = claims_of(project)
    ada.decide(one, "reject", "f-reject", code="duplicate", reason="")
    ada.get("/review")
    sent = {**ada.form("f-many"), "item": [one, two, staff], "action": "accept", "reason": "checked together"}
    ada.post("/review/many", sent, 200)
    assert "2 accepted." in ada.html
    assert "1 could not be decided" in ada.html
    ada.post("/review/many", sent, 200)
    assert whole(project) == 3


@pytest.fixture
def team(app: Any, project: Project) -> tuple[Person, Person, Person]:
    people = People(project.out)
    for name, role in (("ada", "admin"), ("bo", "reviewer"), ("cy", "analyst")):
        people.add(name, role, "long enough 1")  # type: ignore[arg-type]
    return Person(app, "ada"), Person(app, "bo"), Person(app, "cy")


def test_two_people_at_one_claim_are_told_of_one_another(team: Any, project: Project) -> None:
    ada, bo, _ = team
    claim = claims_of(project)[0]
    bo.get(f"/review/{claim}")
    assert "bo (this item)" in ada.get(f"/review/{claim}")


def test_a_clash_shows_before_mine_and_theirs_and_is_settled_on_the_page(team: Any, project: Project) -> None:
    ada, bo, _ = team
    claim = claims_of(project)[0]
    ada.get(f"/review/{claim}")
    mine = {**ada.form("f-edit"), "status.0.cause": ["damage"], "realis": "planned", "reason": "pipes are broken"}
    bo.decide(claim, "edit", reason="one tap runs", **{"status.0.status": "partial", "time": "2026-05-02"})
    ada.post(f"/review/{claim}/accept", mine, 409)
    assert "bo saved a change" in ada.html
    assert "One field clashes" in ada.html
    assert "joins without clash" in ada.html
    again = {**ada.form("f-edit"), "settle.status": "mine"}
    assert again["realis"] == ["planned"]
    assert again["reason"] == ["pipes are broken"]
    ada.post(f"/review/{claim}/accept", again)
    assert kinds(project) == [
        ("edit", "status"), ("edit", "time"), ("edit", "realis"), ("edit", "status"), ("dissent", "status"),
        ("accept", ""),
    ]  # fmt: skip
    assert project.store.reviews()[4].by == "bo"
    assert whole(project) == 6


def test_what_was_joined_is_kept_without_a_question(team: Any, project: Project) -> None:
    ada, bo, _ = team
    claim = claims_of(project)[0]
    ada.get(f"/review/{claim}")
    mine = {**ada.form("f-edit"), "realis": "planned", "reason": "a plan"}
    bo.decide(claim, "edit", reason="from the date line", time="2026-05-02")
    ada.post(f"/review/{claim}/edit", mine)
    item = ada.client.get(f"/api/review/{claim}").json()
    held = {f["name"]: f["value"] for f in item["fields"]}
    assert (held["realis"], held["time"]) == (["planned"], ["2026-05-02"])


def test_an_analyst_comments_and_takes_back_what_is_theirs_and_decides_nothing(team: Any, project: Project) -> None:
    ada, _, cy = team
    claim = claims_of(project)[0]
    html = cy.get(f"/review/{claim}")
    assert 'id="f-edit"' not in html
    token = re.search(r'name="csrf" content="([^"]*)"', html).group(1)  # type: ignore[union-attr]
    cy.post(f"/review/{claim}/accept", {"csrf": token, "seen": "0"}, 403)
    cy.decide(claim, "comment", f"/review/{claim}/comment", comment="look again")
    ada.decide(claim, "accept")
    number = whole(project)
    cy.post("/review/undo", {"csrf": token, "number": str(number), "item": claim}, 400)
    cy.post("/review/undo", {"csrf": token, "number": "1", "item": claim})
    assert [k for k, _ in kinds(project)] == ["comment", "accept", "undo"]


def test_json_decides_by_the_same_service_and_tells_a_clash_with_409(team: Any, project: Project) -> None:
    ada, bo, _ = team
    claim = claims_of(project)[0]
    token = re.search(r'name="csrf" content="([^"]*)"', ada.get("/review")).group(1)  # type: ignore[union-attr]
    headers = {"X-CSRF-Token": token}
    bo.decide(claim, "edit", reason="one tap runs", **{"status.0.status": "partial"})
    body = {"action": "edit", "reason": "dry", "seen": 0, "key": "k1",
            "edits": {"status": [{"sector": "water", "status": "closed_permanent"}]}}  # fmt: skip
    clash = ada.client.post(f"/api/review/{claim}/actions", json=body, headers=headers)
    assert clash.status_code == 409
    [change] = clash.json()["changes"]
    assert change["theirs"]["states"][0]["status"] == "partial"
    settled = {**body, "shown": clash.json()["last"], "settled": {"status": "theirs"}}
    kept = ada.client.post(f"/api/review/{claim}/actions", json=settled, headers=headers)
    assert kept.json()["numbers"] == [2]
    assert ada.client.post(f"/api/review/{claim}/actions", json=settled, headers=headers).json()["numbers"] == [2]
    bad = ada.client.post(f"/api/review/{claim}/actions", json={"action": "dance"}, headers=headers)
    assert bad.status_code == 422
    assert kinds(project)[-1] == ("dissent", "status")


def test_what_is_typed_and_not_saved_comes_back_and_goes_when_it_is_saved(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    ada.get(f"/review/{claim}")
    sent = {**ada.form("f-edit"), "proposition": "Half of a sen", "reason": "becau"}
    ada.post(f"/review/{claim}/unsaved", sent, 200)
    html = ada.get(f"/review/{claim}")
    assert "Half of a sen" in html
    assert "becau" in html
    assert open_claims(ada, "?mine=drafts") == [claim]
    ada.post(f"/review/{claim}/accept", {**ada.form("f-edit"), "proposition": "Half of the taps are dry"})
    assert "did not save" not in ada.get(f"/review/{claim}")
    assert kinds(project) == [("edit", "proposition"), ("accept", "")]


def test_names_of_private_persons_stay_masked_and_cannot_be_typed_back(ada: Person, project: Project) -> None:
    staff = claims_of(project)[2]
    html = ada.get(f"/review/{staff}")
    assert "Marn" not in html
    assert "[name withheld]" in html
    assert "Marn" not in json.dumps(ada.client.get(f"/api/review/{staff}").json())
    ada.decide(staff, "edit", reason="x", status=400, proposition="[name withheld] was sent home")
    ada.decide(staff, "edit", reason="plan", realis="planned")
    for path in ("/audit", "/api/audit", f"/audit/export?on={staff}", "/grade/information", "/grade/sources"):
        assert "Marn" not in ada.get(path)


def test_grades_stand_on_two_screens_and_neither_shows_the_other(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    ada.get("/grade/sources")
    assert "cannot be judged" in ada.html
    sent = {**ada.form("/grade/sources"), "grade": "C", "basis": "access", "reason": "XSOURCEX", "until": "2020-01-01"}
    ada.post("/grade/sources", sent)
    ada.get("/grade/information")
    ada.post("/grade/information", {**ada.form("/grade/information"), "claim": claim, "grade": "1", "reason": "r"}, 400)
    assert "other independent sources confirm it" in ada.html
    sent = {**ada.form("/grade/information"), "claim": claim, "grade": "3", "reason": "XINFORMATIONX"}
    ada.post("/grade/information", sent)
    assert "XSOURCEX" in ada.get("/grade/sources")
    assert "to be looked at again" in ada.html
    assert "XINFORMATIONX" not in ada.html
    assert "XINFORMATIONX" in ada.get("/grade/information")
    assert "XSOURCEX" not in ada.html
    page = ada.get(f"/review/{claim}")
    assert "XSOURCEX" not in page
    assert "XINFORMATIONX" not in page
    assert kinds(project) == [("grade_source", "C"), ("grade_information", "3")]


def test_the_trail_says_who_what_why_and_whether_the_chain_is_whole(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    ada.decide(claim, "edit", reason="a plan it is", realis="planned")
    html = ada.get(f"/review/{claim}")
    assert "chain whole" in html
    trail = ada.client.get(f"/api/audit?on={claim}").json()
    told = next(e for e in trail["entries"] if not e["automatic"])
    assert (told["by"], told["before"], told["after"], told["reason"]) == ("ada", "ongoing", "planned", "a plan it is")
    lines = [json.loads(line) for line in ada.get(f"/audit/export?on={claim}").splitlines()]
    assert lines[-1]["sha256"] == trail["checked"]["head"]
    assert ada.client.get("/api/audit?kind=reject").json()["entries"] == []
    assert ada.client.get("/api/audit?kind=dance").status_code == 400


def test_pages_elsewhere_get_their_reader_back(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    answer = ada.decide(claim, "accept", return_to="/d/doc_1?claim=2")
    assert answer.headers["location"] == "/d/doc_1?claim=2"
    other = claims_of(project)[1]
    assert ada.decide(other, "accept", return_to="//elsewhere.example/x").headers["location"] == "/review"


def test_a_link_from_elsewhere_opens_a_panel_and_leads_back(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    html = ada.get(f"/review/{claim}?do=reject&return_to=%2Fd%2Fdoc_1%3Fclaim%3D2")
    assert re.search(r'<details class="act" name="act" open><summary[^>]*data-key="x"', html)
    sent = {**ada.form("f-reject"), "code": "duplicate"}
    assert ada.post(f"/review/{claim}/reject", sent).headers["location"] == "/d/doc_1?claim=2"


def test_what_another_program_decided_is_taken_in_by_the_next_page(ada: Person, project: Project) -> None:
    claim = claims_of(project)[0]
    ada.get("/review")
    Deciding(project).verdict(Asked("bo", "elsewhere"), Verdict(claim, {"realis": "planned"}))
    assert "set by bo" in ada.get(f"/review/{claim}")
    assert ada.client.app.state.reviewing.rejoining.wait(30)  # type: ignore[attr-defined]
    assert ada.client.app.state.reviewing.rejoining.state.behind == 0  # type: ignore[attr-defined]


def test_words_of_the_page_are_ukrainian_where_that_is_asked_for(ada: Person, project: Project) -> None:
    html = ada.get(f"/review/{claims_of(project)[0]}?lang=uk")
    for word in ("Черга", "Зберегти і прийняти", "Застереження", "ланцюг цілий"):
        assert word in html
    for path in ("/audit?lang=uk", "/grade/sources?lang=uk", "/grade/information?lang=uk"):
        ada.get(path)


def test_a_headline_does_not_run_into_what_follows() -> None:
    assert paragraphs("Pumps at Tarn\n\nAccording to the\ncouncil … \n \n they run.") == (
        "Pumps at Tarn\nAccording to the council …\nthey run."
    )
