"""The API keeps what it promises: generated requests over the whole OpenAPI description, without a server error."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import not_a_server_error
from starlette.testclient import TestClient

from reportedly.project import Project
from reportedly.web import Bench, Settings, create_app, sessions
from tests.browser.workbench import make_valley
from tests.unit.web.benches import bench_of

FEW = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """The bench of the demo project, with everybody's right to write."""
    out = make_valley(tmp_path_factory.mktemp("api") / "out")
    with Project(out, create=False) as project:
        yield Bench.open(project, Settings(person="K", role="admin"))


def test_no_request_leads_to_a_server_error(bench: Bench) -> None:
    """Requests right and wrong are generated for every operation; in one test, since operations come with screens."""
    app = create_app(bench)
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers={"Host": "localhost"})
    session = sessions.Session("K", "0" * 32)
    headers = {
        "Host": "localhost",
        "Cookie": f"{sessions.COOKIE}={sessions.signed(session, bench.secret)}",
        "X-CSRF-Token": sessions.csrf_token(session, bench.secret),
    }
    operations = [found.ok() for found in schema.get_all_operations()]
    assert operations
    for operation in operations:
        _run(operation, headers)


def _run(operation: Any, headers: dict[str, str]) -> None:
    @FEW
    @given(operation.as_strategy())
    def one(case: schemathesis.Case) -> None:
        response = case.call(headers=headers)
        case.validate_response(response, checks=[not_a_server_error])

    one()


def test_only_the_api_is_described(tmp_path: Path) -> None:
    with bench_of(tmp_path) as bench:
        described = TestClient(create_app(bench), base_url="http://localhost").get("/api/openapi.json").json()["paths"]
    assert described
    assert all(path.startswith("/api/") for path in described)
