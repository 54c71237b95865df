"""The situation screen without a browser: counts, filters, places, kept views, what its map gets as JSON."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from xml.etree import ElementTree

import pytest
from fastapi.testclient import TestClient

from reportedly.desk.model import Filter, Viewer
from reportedly.project import Project, Silent, Summary
from reportedly.web import Bench, Settings
from tests.browser.situations import add_control
from tests.browser.workbench import VALLEY, make_valley
from tests.unit.web.benches import client_of

STATION = (-27.996, 47.516)
"""Where the pumping station of the demo stands: a facility, told no finer than its settlement."""


@pytest.fixture(scope="module")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = make_valley(tmp_path_factory.mktemp("situation") / "out")
    add_control(out)
    return out


@pytest.fixture(scope="module")
def bench(valley: Path) -> Iterator[Bench]:
    with Project(valley, create=False) as project:
        yield Bench.open(project, Settings(person="K. Maryan"))


@pytest.fixture
def client(bench: Bench) -> TestClient:
    return client_of(bench)


@pytest.fixture
def insider(bench: Bench) -> TestClient:
    """Somebody who may see exact places."""
    return client_of(Bench(bench.project, bench.desk, Settings(person="I. Rell", exact=True), bench.secret))


def shown(html: str) -> str:
    """Return what the line of counts says."""
    found = re.search(r'id="counts"[^>]*>(.*?)</p>', html, re.S)
    assert found is not None
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found.group(1))).split())


def token(client: TestClient) -> str:
    found = re.search(r'<meta name="csrf" content="([0-9a-f]+)">', client.get("/situation").text)
    assert found is not None
    return found.group(1)


def test_the_counts_are_those_of_the_desk(bench: Bench, client: TestClient) -> None:
    points = bench.desk.points(Filter(), Viewer("K"))
    claims, events = bench.desk.counts().claims, bench.desk.events(Filter(), Viewer("K"), limit=1).total
    said = shown(client.get("/situation?lang=en").text)
    away = points.without_place
    assert said == f"{claims} claims, {events} events, all shown. {away} without a place are listed, not drawn."
    assert points.without_place > 0


def test_what_is_not_drawn_is_listed_claim_by_claim(bench: Bench, client: TestClient) -> None:
    page = client.get("/situation/unplaced?lang=en").text
    listed = re.findall(r'<li><a href="/d/([^"?]+)\?claim=(\d+)">', page)
    drawn = set(bench.desk.points(Filter(), Viewer("K")).ids)
    rows = [r for r in bench.desk.claims(Filter(), Viewer("K"), limit=10_000).rows if r.id not in drawn]
    assert sorted(listed) == sorted((row.document, str(row.n)) for row in rows)


def test_a_filter_narrows_counts_list_and_points_alike(bench: Bench, client: TestClient) -> None:
    code = "GUO.C02"
    fits = bench.desk.claims(Filter(codes=(code,)), Viewer("K"), limit=1).total
    page = client.get(f"/situation?code={code}&lang=en").text
    body = client.get(f"/api/map/points?code={code}").json()
    assert 0 < fits < bench.desk.counts().claims
    assert shown(page).startswith(f"{fits} of {bench.desk.counts().claims} claims fit")
    assert body["counts"]["claims"] == fits
    assert body["counts"]["claims"] - body["counts"]["unplaced"] == len(body["points"]["place"])
    assert f'value="{code}" checked' in page


def test_a_parameter_that_cannot_be_is_named(client: TestClient) -> None:
    for address, told in (("hedge=L9", "hedge"), ("names=latin", "names"), ("as_of=soon", "as_of"), ("from=1", "from")):
        answer = client.get(f"/api/map/points?{address}")
        assert answer.status_code == 400
        assert answer.json()["detail"].startswith(f"{told}: ")


def test_columns_belong_together(client: TestClient) -> None:
    body = client.get("/api/map/points").json()
    places, points, events = body["places"], body["points"], body["events"]
    assert len({len(column) for column in places.values()}) == 1
    assert len({len(column) for column in points.values()}) == 1
    assert len({len(column) for name, column in events.items() if name != "categories"}) == 1
    assert set(points["place"]) | set(events["place"]) == set(range(len(places["id"])))
    assert all(least <= most for least, most in zip(events["min"], events["max"], strict=True))
    assert set(events["category"]) <= set(range(len(events["categories"])))


def test_an_answer_is_not_sent_twice(client: TestClient) -> None:
    first = client.get("/api/map/points")
    again = client.get("/api/map/points", headers={"If-None-Match": first.headers["etag"]})
    other = client.get("/api/map/points?hedge=L0", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert other.status_code == 200


def positions(client: TestClient) -> set[tuple[float, float]]:
    """Return every position that the map and the list of events give."""
    places = client.get("/api/map/points").json()["places"]
    rows = client.get("/api/events?limit=1000").json()["rows"]
    arcs = client.get("/api/map/origins").json()["arcs"]
    return {
        *zip(places["lon"], places["lat"], strict=True),
        *((row["lon"], row["lat"]) for row in rows),
        *((arc["lon"], arc["lat"]) for arc in arcs),
    }


def test_an_exact_place_never_leaves_the_server(client: TestClient, insider: TestClient) -> None:
    assert STATION in positions(insider)
    assert STATION not in positions(client)
    # What was made for somebody with the right is not handed on as what the other one already has.
    tag = insider.get("/api/map/points").headers["etag"]
    assert client.get("/api/map/points", headers={"If-None-Match": tag}).status_code == 200
    places = insider.get("/api/map/points").json()["places"]
    key = places["id"][list(zip(places["lon"], places["lat"], strict=True)).index(STATION)]
    assert insider.get("/situation/at", params={"place": key}).status_code == 200
    assert client.get("/situation/at", params={"place": key}).status_code == 404


def test_a_place_of_origin_is_no_event(client: TestClient) -> None:
    arcs = client.get("/api/map/origins", headers={"Accept-Language": "en"}).json()["arcs"]
    places = client.get("/api/map/points").json()["places"]
    assert {arc["name"] for arc in arcs} == {"Gratzmora", "Port Ulvany"}
    assert {arc["form"] for arc in arcs} == {"staff"}
    assert not {arc["name"] for arc in arcs} & set(places["name"])
    assert {arc["place"] for arc in arcs} <= set(places["id"])


def test_arcs_tell_which_category_was_brought_in_the_language_of_the_page(client: TestClient) -> None:
    by_language = {
        language: client.get("/api/map/origins", headers={"Accept-Language": language}).json()["arcs"]
        for language in ("en", "uk")
    }
    named = {language: {a["category"]: a["what"] for a in arcs} for language, arcs in by_language.items()}
    assert set(named["en"]) == set(named["uk"]) >= {"GUO.B03"}
    assert "GUO.B03" not in named["en"].values()
    assert all(named["en"][code] != named["uk"][code] for code in named["en"])
    ways = [(a["name"], a["place"], a["form"], a["category"]) for a in by_language["en"]]
    assert len(set(ways)) == len(ways)


def test_control_follows_the_day(client: TestClient) -> None:
    days = {day: client.get(f"/api/control?day={day}").json() for day in ("2026-01-01", "2026-10-24", "2026-10-31")}
    assert (days["2026-01-01"]["day"], days["2026-01-01"]["features"]) == (None, [])
    assert (days["2026-10-24"]["day"], days["2026-10-24"]["age_days"]) == ("2026-10-24", 0)
    last = days["2026-10-31"]
    assert last["day"] is not None
    assert last["age_days"] > 0
    assert f"{last['age_days']} days old" in last["line"]
    assert {f["properties"]["kind"] for f in last["features"]} <= {"control", "contested"}
    assert client.get("/api/control?day=today").status_code == 400


def test_a_place_shows_its_events_with_their_origins_in_words(bench: Bench, client: TestClient) -> None:
    page = client.get("/situation/at?place=val:vestrany&lang=en").text
    places = bench.desk.points(Filter(), Viewer("K"), of="events")
    here = [id for id, at in zip(places.ids, places.place, strict=True) if places.places[at][0] == "val:vestrany"]
    assert here
    for id in here:
        event = bench.desk.event(id)
        low, high = event.origins_min, event.origins_max
        words = f"{low} to {high} origin" if low != high else f"{high} origin" if high else "no identifiable origin"
        assert words in page
        assert all(origin.name in unescape(page) for origin in event.origins[:3] if origin.name)
    row = bench.desk.claim(bench.desk.event(here[0]).claims[0], Viewer("K"))
    assert f'href="/d/{row.document}?claim={row.n}"' in page


def test_a_place_that_nothing_fits_is_said_to_be_so(client: TestClient) -> None:
    assert client.get("/situation/at?place=nowhere").status_code == 404
    page = client.get("/situation?place=nowhere&lang=en")
    assert page.status_code == 200
    assert "Nothing that fits the filter is reported of the selected place" in page.text


def test_every_place_of_the_map_is_in_the_list(client: TestClient) -> None:
    page = client.get("/situation").text
    twin = page[page.index('id="map-list"') :]
    listed = {unescape(key) for key in re.findall(r'data-place="([^"]+)"', twin)}
    assert listed == set(client.get("/api/map/points").json()["places"]["id"])


def test_a_view_is_kept_for_one_person(bench: Bench, client: TestClient, insider: TestClient) -> None:
    form = {"csrf": token(client), "name": "Water only", "address": "/situation?code=GUO.C02"}
    kept = client.post("/situation/views", data=form)
    assert (kept.status_code, kept.headers["location"]) == (303, "/situation?code=GUO.C02")
    assert 'href="/situation?code=GUO.C02">Water only</a>' in client.get("/situation").text
    assert "Water only" not in insider.get("/situation").text
    away = {"csrf": token(client), "name": "Elsewhere", "address": "https://elsewhere.example/"}
    assert client.post("/situation/views", data=away).status_code == 400
    client.post("/situation/views/drop", data={"csrf": token(client), "name": "Water only"})
    assert "Water only" not in client.get("/situation").text


def test_names_follow_the_language(client: TestClient) -> None:
    english = client.get("/api/map/points", headers={"Accept-Language": "en"}).json()["places"]
    ukrainian = client.get("/api/map/points", headers={"Accept-Language": "uk"}).json()["places"]
    at = english["id"].index("val:korrisel")
    assert (english["name"][at], english["local"][at]) == ("Korrisel", "Коррісель")
    at = ukrainian["id"].index("val:korrisel")
    assert (ukrainian["name"][at], ukrainian["local"][at]) == ("Коррісель", "Korrisel")


def test_the_picture_is_whole_and_asks_nothing_elsewhere(client: TestClient) -> None:
    answer = client.get("/situation/map.svg")
    root = ElementTree.fromstring(answer.text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "Korrisel" in answer.text
    assert not re.search(r"(?:href|src)\s*=|url\((?!#)|<script", answer.text)
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_the_base_map_marks_disputed_lines(client: TestClient) -> None:
    base = client.get("/api/map/base").json()
    known = {country["a3"] for country in base["countries"]}
    assert len(known) > 200
    assert all(pair["a"] in known and (pair["b"] == "" or pair["b"] in known) for pair in base["disputed"])


def test_everything_the_map_asks_for_is_described(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()["paths"]
    for path in (
        "/api/map/points",
        "/api/map/origins",
        "/api/map/base",
        "/api/map/shapes",
        "/api/control",
        "/api/events",
    ):
        assert described[path]["get"]["description"]
    named = {p["name"] for p in described["/api/map/points"]["get"]["parameters"]}
    assert {"area", "from", "to", "code", "hedge", "origins", "side", "review", "as_of"} <= named


def test_the_record_is_turned_back_to_what_was_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out, reports = tmp_path / "out", sorted((VALLEY / "reports").glob("*.txt"))
    for at, some in (("2026-11-01T08:00:00+00:00", reports[:2]), ("2026-11-03T08:00:00+00:00", reports[2:4])):
        monkeypatch.setattr("reportedly.project.now", lambda at=at: at)
        with Project(out, theatre=VALLEY / "theatre.yaml") as project:
            project.begin({})
            project.ingest(some, Summary(), Silent(), None)
            project.code(Summary(), Silent())
            project.join(Summary(), Silent())
    with Project(out, create=False) as project:
        bench = Bench.open(project, Settings(person="K. Maryan"))
        client = client_of(bench)
        known = [reading.document.id for reading in project.store.readings(known_by="2026-11-02T00:00:00Z")]
        rows = bench.desk.claims(Filter(), Viewer("K"), limit=10_000).rows
        then = client.get("/api/map/points?as_of=2026-11-02T00:00:00Z").json()["counts"]
        assert len(known) == 2
        assert 0 < then["claims"] == sum(row.document in known for row in rows) < len(rows)
        assert client.get("/api/map/points").json()["counts"]["claims"] == len(rows)
        assert "As known on 2 Nov 2026" in shown(client.get("/situation?as_of=2026-11-02T00:00:00Z&lang=en").text)
        assert client.get("/api/map/points?as_of=2026-11-04").json()["counts"]["claims"] == len(rows)


def test_a_filter_does_not_move_the_axis_of_the_slider(client: TestClient) -> None:
    found = {
        address: re.findall(r'data-(?:first|last)="([^"]*)"', client.get(address).text)
        for address in ("/situation", "/situation?code=GUO.C02", "/situation?to=2026-10-20")
    }
    assert len({tuple(days) for days in found.values()}) == 1
    assert all(found["/situation"])


def test_before_its_first_run_the_project_says_when_it_begins(client: TestClient) -> None:
    told = "This project begins on"
    for address in ("/situation", "/situation/matrix", "/situation/timeline"):
        assert told in client.get(f"{address}?as_of=2020-01-01&lang=en").text, address
        assert told not in client.get(f"{address}?lang=en").text, address
    early = client.get("/situation?as_of=2020-01-01&lang=en").text
    assert "all shown" not in shown(early)
    assert "Цей проєкт починається" in shown(client.get("/situation?as_of=2020-01-01&lang=uk").text)


@pytest.mark.parametrize("name", ["Vestrany", "vestrany", "Вестрани", "  Vestrany "])
def test_a_name_of_one_place_is_an_area(client: TestClient, name: str) -> None:
    by_id = shown(client.get("/situation", params={"area": "val:vestrany"}).text)
    assert shown(client.get("/situation", params={"area": name}).text) == by_id
    rows = [client.get("/situation/matrix", params={"area": one}).text.count("<tr") for one in ("val:vestrany", name)]
    assert rows[0] == rows[1]


@pytest.mark.parametrize("address", ["/situation", "/situation/matrix", "/api/map/points", "/api/events"])
def test_an_area_that_is_no_place_of_the_project_is_said_to_be_none(client: TestClient, address: str) -> None:
    answer = client.get(address, params={"area": "Nowhere"}, headers={"Accept": "application/json"})
    assert answer.status_code == 400
    assert "'Nowhere' is no place" in answer.text.replace("&#39;", "'")
