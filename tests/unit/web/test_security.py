"""Who is let in, what may be written, and what the answers carry."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi import APIRouter
from fastapi.testclient import TestClient

from reportedly.web import Bench, Settings, create_app, sessions
from reportedly.web.people import BadAccount, People
from reportedly.web.security import local_path, needing
from tests.unit.web.benches import bench_of, client_of

PASSWORD = "a long password"


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with bench_of(tmp_path) as made:
        yield made


def with_probe(bench: Bench) -> TestClient:
    """Return a client of an app that has one writing route for reviewers."""
    app = create_app(bench)
    probe = APIRouter()

    @probe.post("/probe", dependencies=[needing("reviewer")])
    def write() -> dict[str, bool]:
        return {"written": True}

    app.include_router(probe)
    return TestClient(app, base_url="http://localhost:8461", follow_redirects=False)


def token_of(client: TestClient, bench: Bench) -> str:
    session = sessions.read(client.cookies.get(sessions.COOKIE), bench.secret)
    assert session is not None
    return sessions.csrf_token(session, bench.secret)


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "", "127.0.0.1.nip.io:8461", "[::2]"])
def test_another_host_name_is_refused(bench: Bench, host: str) -> None:
    answer = client_of(bench).get("/api/openapi.json", headers={"Host": host})
    assert answer.status_code == 403
    assert "does not answer for the host" in answer.json()["detail"]


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:9", "[::1]:8461", "LOCALHOST:8461"])
def test_its_own_names_are_answered(bench: Bench, host: str) -> None:
    assert client_of(bench).get("/api/openapi.json", headers={"Host": host}).status_code == 200


def test_every_answer_forbids_script_of_its_own_and_sniffing(bench: Bench) -> None:
    client = client_of(bench)
    for path in ("/nowhere", "/api/nowhere", "/static/app.css", "/signin", "/api/openapi.json"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


def test_the_cookie_cannot_be_read_by_script_or_sent_by_others(bench: Bench) -> None:
    cookie = client_of(bench).get("/signin").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_writing_needs_the_token_of_this_session(bench: Bench) -> None:
    client = with_probe(bench)
    client.get("/signin")
    right = token_of(client, bench)
    assert client.post("/probe").status_code == 403
    assert client.post("/probe", headers={"X-CSRF-Token": "0" * 64}).status_code == 403
    assert client.post("/probe", headers={"X-CSRF-Token": right}).json() == {"written": True}
    assert client.post("/probe", data={"csrf": right}).json() == {"written": True}
    other = with_probe(bench)
    other.get("/signin")
    assert other.post("/probe", headers={"X-CSRF-Token": right}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://localhost:9999"}],
)
def test_a_page_of_another_site_may_not_write_even_with_the_token(bench: Bench, headers: dict[str, str]) -> None:
    client = with_probe(bench)
    client.get("/signin")
    assert client.post("/probe", headers={**headers, "X-CSRF-Token": token_of(client, bench)}).status_code == 403


def test_a_body_that_is_too_long_is_refused_before_it_is_read(bench: Bench) -> None:
    client = with_probe(bench)
    client.get("/signin")
    headers = {"X-CSRF-Token": token_of(client, bench), "Content-Length": "99000000"}
    answer = client.post("/probe", headers=headers, content=b"")
    assert answer.status_code == 400


def test_a_role_below_may_not_write_and_is_told_which_may(tmp_path: Path) -> None:
    with bench_of(tmp_path, Settings(person="V", role="viewer")) as bench:
        client = with_probe(bench)
        client.get("/signin")
        answer = client.post("/probe", headers={"X-CSRF-Token": token_of(client, bench), "Accept": "application/json"})
    assert answer.status_code == 403
    assert answer.json()["needs"] == "reviewer"


def test_a_token_is_asked_for_and_does_not_stay_in_the_address(tmp_path: Path) -> None:
    with bench_of(tmp_path, Settings(person="K", token="secret-token")) as bench:
        client = client_of(bench)
        assert client.get("/api/openapi.json").status_code == 401
        assert client.get("/signin?token=wrong", headers={"Accept": "application/json"}).status_code == 401
        entered = client.get("/?token=secret-token&lang=uk")
        assert entered.status_code == 303
        assert entered.headers["location"] == "/?lang=uk"
        assert client.get("/api/openapi.json").status_code == 200
        machine = client_of(bench)
        answer = machine.get("/api/openapi.json", headers={"Authorization": "Bearer secret-token"})
        assert answer.status_code == 200


def test_with_accounts_everybody_signs_in(bench: Bench) -> None:
    People(bench.project.out).add("Olena", "reviewer", PASSWORD)
    client = client_of(bench)
    assert client.get("/api/openapi.json").status_code == 401
    page = client.get("/nowhere")
    assert page.status_code == 303
    assert page.headers["location"] == "/signin?to=/nowhere"
    shown = client.get("/signin").text
    assert bench.project.out.name not in shown
    refused = client.post("/signin", data={"name": "Olena", "password": "wrong"})
    assert refused.status_code == 403
    entered = client.post("/signin", data={"name": "Olena", "password": PASSWORD, "to": "//evil.example/"})
    assert entered.status_code == 303
    assert entered.headers["location"] == "/"
    assert client.get("/api/openapi.json").status_code == 200
    client.post("/signout", headers={"X-CSRF-Token": token_of(client, bench)})
    assert client.get("/api/openapi.json").status_code == 401


def test_a_session_ends_with_its_account(bench: Bench) -> None:
    people = People(bench.project.out)
    people.add("Olena", "admin", PASSWORD)
    people.add("Taras", "viewer", PASSWORD)
    client = client_of(bench)
    client.post("/signin", data={"name": "Taras", "password": PASSWORD})
    assert client.get("/api/openapi.json").status_code == 200
    people.remove("Taras")
    assert client.get("/api/openapi.json").status_code == 401


def test_a_forged_or_old_cookie_is_nobody(bench: Bench) -> None:
    made = sessions.signed(sessions.Session.begin("K"), bench.secret)
    assert sessions.read(made, bench.secret) is not None
    assert sessions.read(made, "another secret") is None
    assert sessions.read(made[:-2] + "xx", bench.secret) is None
    assert sessions.read(None, bench.secret) is None


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/d/doc_1?claim=2", "/d/doc_1?claim=2"),
        ("//evil.example", "/"),
        ("https://evil.example/", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("/a\r\nSet-Cookie: x", "/"),
        (None, "/"),
    ],
)
def test_only_paths_of_this_server_are_gone_back_to(path: str | None, kept: str) -> None:
    assert local_path(path) == kept


@pytest.mark.parametrize(
    ("name", "role", "password", "told"),
    [
        ("", "viewer", PASSWORD, "no name"),
        ("a\nb", "viewer", PASSWORD, "no name"),
        ("Olena", "king", PASSWORD, "no role"),
        ("Olena", "viewer", "short", "5 characters"),
    ],
)
def test_accounts_that_will_not_do_are_refused(tmp_path: Path, name: str, role: str, password: str, told: str) -> None:
    with pytest.raises(BadAccount, match=told):
        People(tmp_path).add(name, role, password)  # type: ignore[arg-type]
    assert People(tmp_path).all() == {}


def test_passwords_are_not_kept_and_the_file_is_its_owners(tmp_path: Path) -> None:
    people = People(tmp_path)
    people.add("Olena", "admin", PASSWORD)
    people.add("Taras", "viewer", PASSWORD)
    file = tmp_path / "workbench_people.json"
    assert PASSWORD not in file.read_text("utf-8")
    assert file.stat().st_mode & 0o077 == 0
    one, other = people.all().values()
    assert one.digest != other.digest
    with pytest.raises(BadAccount, match="last admin"):
        people.remove("Olena")
    with pytest.raises(BadAccount, match="there is no account"):
        people.remove("Nobody")


def test_a_damaged_file_of_accounts_lets_nobody_in(bench: Bench) -> None:
    (bench.project.out / "workbench_people.json").write_text("{", "utf-8")
    answer = client_of(bench).get("/api/openapi.json")
    assert answer.status_code == 400
    assert "no file of accounts" in answer.json()["detail"]
