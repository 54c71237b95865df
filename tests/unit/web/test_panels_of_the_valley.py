"""The panels over the demo project: pages and JSON tell the same, decisions change counts, nothing exact leaks."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from reportedly.corroborate.recount import lineage, recount
from reportedly.desk import Desk, Viewer
from reportedly.history import floors_of, places_of
from reportedly.ledger import project as ledger_project
from reportedly.project import Project, Silent, Summary
from reportedly.records.withhold import private_names
from reportedly.web import Bench, Settings
from tests.unit.web.benches import client_of

VALLEY = Path(__file__).parents[3] / "examples" / "valley"
HOST = "http://localhost:8461"


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("valley") / "out"
    with Project(out, theatre=VALLEY / "theatre.yaml") as project:
        project.ingest([VALLEY / "reports"], Summary(), Silent(), None)
        project.code(Summary(), Silent())
        project.join(Summary(), Silent())
    return out


@contextmanager
def asking(out: Path, *, exact: bool = True, role: Any = "reviewer") -> Iterator[TestClient]:
    with Project(out, create=False) as project:
        yield client_of(Bench.open(project, Settings(person="K. Maryan", role=role, exact=exact)))


@pytest.fixture(scope="module")
def seen(valley: Path) -> Iterator[TestClient]:
    with asking(valley) as client:
        yield client


@pytest.fixture(scope="module")
def masked(valley: Path) -> Iterator[TestClient]:
    with asking(valley, exact=False, role="viewer") as client:
        yield client


@pytest.fixture
def desk(valley: Path, tmp_path: Path) -> Iterator[TestClient]:
    """A reviewer over a copy that may be changed."""
    with asking(Path(shutil.copytree(valley, tmp_path / "out"))) as client:
        yield client


def cells(client: TestClient, **query: str) -> dict[tuple[str, str], dict[str, Any]]:
    body = client.get("/api/status", params=query).json()
    rows = [*body["rows"], *body["units"], *body["elsewhere"]]
    return {(row["name"], cell["sector"]): cell for row in rows for cell in row["cells"]}


def largest(client: TestClient) -> dict[str, Any]:
    items = client.get("/api/timeline", params={"rows": "200"}).json()["items"]
    events = [client.get(f"/api/events/{item['event']}").json() for item in items]
    found: dict[str, Any] = max(events, key=lambda e: len(e["claims"]))
    return found


def copied(client: TestClient) -> dict[str, Any]:
    """Return the origins of the largest event in which one report copies another."""
    items = client.get("/api/timeline", params={"rows": "200"}).json()["items"]
    views = [client.get(f"/api/events/{item['event']}/origins").json() for item in items]
    found: dict[str, Any] = max(
        (v for v in views if any(e["kinds"] == ["copy"] for e in v["edges"])), key=lambda v: len(v["edges"])
    )
    return found


def told(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


# The matrix.


def test_the_conflict_of_the_valley_has_both_sides_with_their_origins(seen: TestClient) -> None:
    cell = cells(seen)[("Ameldy", "electricity")]
    assert cell["state"] == "conflict"
    assert {(v["state"], v["origins"]["min"], tuple(v["sides"])) for v in cell["values"]} == {
        ("full", 1, ("controlling",)),
        ("partial", 1, ("displaced",)),
    }


def test_a_cell_opens_the_claims_of_each_value(seen: TestClient) -> None:
    found = seen.get("/api/status/cell", params={"place": "val:ameldy", "sector": "electricity"}).json()
    quotes = {one["value"]["state"]: one["claims"][0]["quote"] for one in found["given"]}
    assert quotes == {
        "full": "Electricity supply in Ameldy has been fully restored",
        "partial": "Half of Ameldy has no electricity",
    }
    page = seen.get("/situation/cell", params={"place": "val:ameldy", "sector": "electricity", "fragment": "1"}).text
    assert all(quote in page for quote in quotes.values())
    assert "<html" not in page


def test_a_day_of_the_past_shows_what_stood_then(seen: TestClient) -> None:
    assert cells(seen)[("Korrisel", "water")]["state"] == "none"
    before = cells(seen, day="2026-10-22")[("Korrisel", "water")]
    assert before["state"] == "conflict"
    assert ("Ameldy", "electricity") not in cells(seen, day="2026-10-22") or cells(seen, day="2026-10-22")[
        ("Ameldy", "electricity")
    ]["state"] == "not_reported"


def test_before_the_record_was_made_nothing_was_known(seen: TestClient) -> None:
    assert seen.get("/api/status", params={"as_of": "2026-01-01"}).json()["sectors"] == []


@pytest.mark.parametrize("exact", [True, False])
def test_the_desk_keeps_the_observations_that_the_ledger_makes_of_all_documents(valley: Path, exact: bool) -> None:
    with Project(valley, create=False) as project, Desk.open(project) as desk:
        store, theatre = project.store, project.theatre
        floors = floors_of(theatre, places_of(theatre), exact=exact)
        made = ledger_project(list(store.readings()), store.events(), theatre=theatre, floors=floors)
        kept = desk.projection(Viewer("K. Maryan", exact=exact))
        assert made.cells(made.latest)
        assert kept.cells(kept.latest) == made.cells(made.latest)
        assert (kept.latest, kept.withheld) == (made.latest, made.withheld)


def test_the_timeline_and_the_matrix_turn_back_with_the_record(seen: TestClient) -> None:
    now, then = (seen.get("/api/timeline", params=p).json() for p in ({}, {"as_of": "2026-01-01"}))
    assert (now["as_of"], then["as_of"]) == (None, "2026-01-01")
    assert now["total"] > 20
    assert then["total"] == 0


def test_the_matrix_takes_the_filter_and_says_what_is_wrong_with_one(seen: TestClient) -> None:
    assert cells(seen, side="controlling")[("Ameldy", "electricity")]["state"] == "full"
    answer = seen.get("/api/status", params={"side": "red"})
    assert (answer.status_code, "side" in answer.json()["detail"]) == (400, True)
    assert seen.get("/api/status/cell", params={"place": "val:none", "sector": "water"}).status_code == 404


def test_unreported_cells_are_said_in_words_and_the_matrix_is_a_table_with_headers(seen: TestClient) -> None:
    page = seen.get("/situation/matrix").text
    assert page.count('scope="col"') == len(seen.get("/api/status").json()["sectors"])
    assert 'class="c nr"' in page
    assert "not reported" in told(page)
    assert "не повідомлено" in told(seen.get("/situation/matrix?lang=uk").text)
    seen.get("/situation/matrix?lang=en")


# The timeline.


def test_each_item_has_when_it_happened_and_when_it_was_reported(seen: TestClient) -> None:
    found = seen.get("/api/timeline", params={"rows": "200"}).json()
    assert found["total"] == len(found["items"]) + len(found["undated"])
    pump = next(i for i in found["items"] if i["label"].startswith("The pump in Weir Lane"))
    assert pump["when"]["start"] <= pump["reported"] <= pump["last"]
    assert found["changes"][0]["appeared"] == ["Quayside Post"]


def test_the_timeline_is_paged_with_the_number_of_all(seen: TestClient) -> None:
    first = seen.get("/api/timeline", params={"rows": "10"}).json()
    second = seen.get("/api/timeline", params={"rows": "10", "at": "10"}).json()
    assert first["total"] == second["total"] > 20
    assert not {i["event"] for i in first["items"]} & {i["event"] for i in second["items"]}
    assert f"of {first['total']} events shown" in told(seen.get("/situation/timeline").text)


def test_by_sector_every_sector_has_its_own_drawing(seen: TestClient) -> None:
    page = seen.get("/situation/timeline?by=sector").text
    assert page.count('<svg class="tl-svg"') == page.count('class="tl-h"') > 3


# Contradictions.


def test_open_contradictions_come_first_and_settled_ones_say_what_settled_them(seen: TestClient) -> None:
    found = seen.get("/api/contradictions").json()
    assert [(c["kind"], c["state"]) for c in found["rows"]] == [
        ("denial", "open"), ("status", "open"), ("denial", "corrected"),
    ]  # fmt: skip
    assert found["rows"][2]["resolution"] == "a later version by the same outlet"
    assert [c["sector"] for c in found["rows"]] == [["health"], ["electricity"], ["banking_cash"]]
    narrowed = seen.get("/api/contradictions", params={"state": "corrected"}).json()
    assert [c["kind"] for c in narrowed["rows"]] == ["denial"]
    assert seen.get("/api/contradictions", params={"kind": "mood"}).status_code == 400


def test_side_by_side_both_claims_keep_their_words_chain_and_origins(seen: TestClient) -> None:
    [clash] = seen.get("/api/contradictions", params={"state": "open", "kind": "status"}).json()["rows"]
    page = told(seen.get(f"/contradictions/{clash['id']}").text)
    for side in (clash["left"], clash["right"]):
        claim = side["claims"][0]
        assert claim["quote"] in page
        assert " ← ".join(claim["chain"]) in page
        assert side["origins"] == {"min": 1, "max": 1}
    assert "nothing is averaged" in page
    assert seen.get("/contradictions/con_none").status_code == 404


# Origins.


def test_the_picture_the_table_and_the_event_tell_one_count(seen: TestClient) -> None:
    items = seen.get("/api/timeline", params={"rows": "200"}).json()["items"]
    for item in items[:30]:
        view = seen.get(f"/api/events/{item['event']}/origins").json()
        assert view["origins"] == item["origins"]
        assert sum(s["min"] for s in view["steps"]) == view["origins"]["min"]
        assert sum(s["max"] for s in view["steps"]) == view["origins"]["max"]
        page = seen.get(f"/events/{item['event']}/origins?fragment=1").text
        frames = [b["counts"] for b in view["boxes"]]
        assert page.count("box root maybe") == frames.count("upper")
        assert page.count("box root zero") == frames.count("never")


def test_counting_again_without_a_change_gives_the_count_that_is_kept(valley: Path) -> None:
    with Project(valley, create=False) as project:
        store, edges = project.store, project.store.edges()
        events = store.events()
        for event in events:
            readings = list(store.readings_of(lineage(store.documents_of(event.claims), edges)))
            found = recount(readings, edges, event.claims, theatre=project.theatre, register=project.sources)
            assert found == event.origins
    assert len(events) > 50


def written(client: TestClient, path: str, **form: Any) -> Any:
    page = client.get("/contradictions").text
    token = re.search(r'name="csrf" content="([^"]+)"', page)
    assert token
    return client.post(path, data={"csrf": token.group(1), **form}, headers={"Origin": HOST})


def test_cutting_an_edge_does_what_was_foreseen_and_undo_brings_the_count_back(desk: TestClient) -> None:
    view = copied(desk)
    event = view["event"]
    [copy, *_] = [e for e in view["edges"] if e["kinds"] == ["copy"]]
    edge = {"change": "cut", "edge": f"{copy['start']} {copy['end']} copy"}
    foreseen = told(desk.get(f"/events/{event}/origins", params=edge).text)
    counts = re.search(r"(\d[\d to]* origins?) → (\d[\d to]* origins?) if the claims stay one event", foreseen)
    assert counts is not None
    before, later = counts.groups()
    assert before != later
    answer = written(desk, f"/events/{event}/edges", reason="the Ledger has its own man there", **edge)
    assert answer.status_code == 303
    answered = told(desk.get(answer.headers["location"]).text)
    become = re.search(re.escape(before) + r" → (\d[\d to]* origins?)\. The edge is decided", answered)
    assert become is not None
    # Foreseen is what becomes of it if the claims stay one event; joining anew may part it, and then says so.
    assert become[1] == later or "The claims now make" in answered
    later = become[1]
    # The event is known by its claims: it may have lost some to another one, and has another id then.
    now = answer.headers["location"].split("/")[2]
    after = desk.get(f"/api/events/{now}/origins").json()
    assert [str(after["origins"]["min"]), str(after["origins"]["max"])] == re.findall(r"\d+", later)
    [decision] = after["decisions"]
    assert (decision["change"], decision["kind"], decision["by"]) == ("cut", "copy", "K. Maryan")
    back = written(desk, f"/events/decisions/{decision['number']}/undo")
    assert f"{later} → {before}. The decision is taken back" in told(desk.get(back.headers["location"]).text)
    assert desk.get(f"/api/events/{event}/origins").json() == view


def test_claims_are_split_off_an_event_and_joined_again(desk: TestClient) -> None:
    before = largest(desk)
    event, leaving = before["event"]["id"], before["claims"][-1]["claim"]
    answer = written(desk, f"/events/{event}/claims", decision="split", claim=leaving, reason="another pump")
    assert answer.status_code == 303
    left = desk.get(f"/api/events/{answer.headers['location'].split('/')[2].split('?')[0]}").json()
    assert leaving not in [c["claim"] for c in left["claims"]]
    [ruling] = [r for r in left["rulings"] if r["kind"] == "split"]
    back = written(desk, f"/events/decisions/{ruling['number']}/undo", to="event")
    found = desk.get(f"/api/events/{back.headers['location'].split('/')[2].split('?')[0]}").json()
    assert [c["claim"] for c in found["claims"]] == [c["claim"] for c in before["claims"]]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"decision": "not_same", "claim": "clm_1", "reason": "x"}, "mark the two claims"),
        ({"decision": "split", "reason": "x"}, "mark the claims"),
        ({"decision": "merge", "reason": "x"}, "choose the event"),
        ({"decision": "marry", "reason": "x"}, "none of split, not_same, merge"),
    ],
)
def test_what_is_missing_in_a_decision_is_said(desk: TestClient, form: dict[str, str], said: str) -> None:
    event = largest(desk)["event"]["id"]
    answer = written(desk, f"/events/{event}/claims", **form)
    assert answer.status_code == 400
    assert said in told(answer.text)


def test_a_decision_needs_a_reason_and_a_reviewer(valley: Path, tmp_path: Path, desk: TestClient) -> None:
    view = copied(desk)
    edge = next(e for e in view["edges"] if e["kinds"] == ["copy"])
    form = {"change": "cut", "edge": f"{edge['start']} {edge['end']} {edge['kinds'][0]}"}
    assert "needs a reason" in written(desk, f"/events/{view['event']}/edges", reason=" ", **form).text
    with asking(Path(shutil.copytree(valley, tmp_path / "other")), role="analyst") as analyst:
        assert written(analyst, f"/events/{view['event']}/edges", reason="because", **form).status_code == 403
        assert "Cut an edge" not in analyst.get(f"/events/{view['event']}/origins").text
    assert desk.get(f"/api/events/{view['event']}/origins").json() == view


# What may not be seen.


PAGES = ("/situation/matrix?quiet=true", "/situation/timeline?rows=200", "/contradictions?state=", "/api/status")


def test_no_private_name_leaves_the_server_for_who_may_not_see_it(valley: Path, masked: TestClient) -> None:
    with Project(valley, create=False) as project:
        readings = list(project.store.readings())
        events = [event.id for event in project.store.events()]
    names = private_names(readings)
    assert names
    paths = [*PAGES, "/api/timeline?rows=200", "/api/contradictions"]
    paths += [path for e in events for path in (f"/api/events/{e}", f"/api/events/{e}/origins", f"/events/{e}")]
    for path in paths:
        body = masked.get(path).text
        assert not [name for name in names if name in body], path


def test_the_same_name_is_there_for_who_may_see_it(valley: Path, seen: TestClient) -> None:
    with Project(valley, create=False) as project:
        names = private_names(project.store.readings())
        events = [event.id for event in project.store.events()]
    bodies = "".join(seen.get(f"/api/events/{event}").text for event in events)
    assert [name for name in names if name in bodies]


def test_places_are_no_finer_than_their_floor_for_who_may_not_see_them(seen: TestClient, masked: TestClient) -> None:
    def items(client: TestClient) -> dict[str, dict[str, Any]]:
        found = client.get("/api/timeline", params={"rows": "200"}).json()["items"]
        return {i["event"]: i for i in found if i["category"].endswith("B02")}

    def place(client: TestClient, id: str) -> tuple[str, Any]:
        event = client.get(f"/api/events/{id}").json()["event"]
        return items(client)[id]["place"], (event["precision"], event["lat"] == 47.51)

    refused = next(id for id, item in items(seen).items() if item["place"] == "Korrisel")
    assert place(seen, refused) == ("Korrisel", ("settlement", True))
    name, (precision, exact) = place(masked, refused)
    assert (name == "Korrisel", precision in ("facility", "settlement"), exact) == (False, False, False)


def test_why_two_events_could_not_be_told_apart_names_no_place_to_who_may_not_see_it(
    seen: TestClient, masked: TestClient
) -> None:
    event = largest(seen)["event"]["id"]
    assert any("place" in one["reason"] for one in seen.get(f"/api/events/{event}").json()["like"])
    assert {one["reason"] for one in masked.get(f"/api/events/{event}").json()["like"]} == {""}


def test_an_event_that_may_be_the_same_is_offered_once_and_few_before_the_rest(seen: TestClient) -> None:
    events = [row["id"] for row in seen.get("/api/events").json()["rows"]]
    views = {event: seen.get(f"/api/events/{event}").json()["like"] for event in events}
    most = max(views, key=lambda event: len(views[event]))
    assert len(views[most]) > 5
    for like in views.values():
        assert len({one["event"] for one in like}) == len(like)
    html = seen.get(f"/events/{most}").text
    shown, _, rest = html.partition('<details class="s">')
    assert (shown.count('name="other"'), rest.count('name="other"')) == (5, len(views[most]) - 5)


def test_the_list_of_briefs_tells_of_the_brief_that_a_run_wrote(desk: TestClient, tmp_path: Path) -> None:
    support = tmp_path / "out" / "brief.json"
    support.write_text("damaged")
    assert desk.get("/api/briefs").json()["written"] is None
    support.write_text('{"cutoff": "2026-10-26T23:59:59+00:00", "sentences": [{"number": 1, "claims": []}]}')
    assert desk.get("/api/briefs").json()["written"]["sentences"] == 1
    assert "wrote a brief of 1 sentence, data up to 26 Oct 2026." in told(desk.get("/briefs").text)


def test_a_document_without_a_title_goes_by_the_headline_that_it_prints(seen: TestClient) -> None:
    rows = seen.get("/api/documents").json()["rows"]
    [untitled] = [row for row in rows if not row["outlet"]]
    assert untitled["title"] == "Posts stay empty in the Ovrenda valley"
    assert "Untitled document" not in seen.get(f"/d/{untitled['id']}").text


def test_services_go_by_the_same_names_in_the_queue_and_in_search_as_in_the_matrix(seen: TestClient) -> None:
    for path in ("/review", "/search"):
        html = seen.get(path).text
        assert "Banks and cash" in html
        assert "banking cash" not in html


def test_a_run_counts_the_contradictions_that_the_screen_lists(valley: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    shutil.copytree(valley, out)
    summary = Summary()
    with Project(out, create=False) as project:
        project.join(summary, Silent())
    with asking(out) as client:
        listed = client.get("/api/contradictions").json()
    assert listed["total"] + listed["updates"] == summary.contradictions > 0
