"""The server is killed while somebody reviews: what was decided stands, what was typed is back, nothing is written twice."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from reportedly.project import Project
from tests.browser.workbench import browsing, needs_browser
from tests.conftest import ROOT
from tests.unit.desk.decided_project import a_project, claims_of
from tests.unit.web.test_review_killed import SERVER, free_port, started

pytestmark = needs_browser


@contextmanager
def running(out: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A server in a process of its own, killed at the end if it is not dead already."""
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    asked = [sys.executable, "-c", SERVER, str(out), str(port)]
    with subprocess.Popen(asked, env={**os.environ, "PYTHONPATH": path}) as process:
        try:
            started(f"http://127.0.0.1:{port}", process).close()
            yield process
        finally:
            process.kill()


@pytest.fixture
def browser() -> Iterator[Any]:
    with browsing() as made:
        yield made


def decided(out: Path) -> list[tuple[str, str]]:
    with Project(out, create=False) as project:
        return [(action.kind, action.field) for action in project.store.reviews()]


def test_a_server_that_dies_in_the_middle_of_a_review_loses_nothing(browser: Any, tmp_path: Path) -> None:
    out, port = tmp_path / "out", free_port()
    with a_project(out) as project:
        first, second = claims_of(project)[:2]
    address = f"http://127.0.0.1:{port}"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with running(out, port) as server:
        page.goto(f"{address}/review/{first}?lang=en")
        with page.expect_navigation():
            page.keyboard.press("a")
        page.goto(f"{address}/review/{second}")
        page.locator(".df .fe > summary").first.click()
        with page.expect_response(re.compile("/unsaved$"), timeout=5000):
            page.locator('textarea[name="proposition"]').press_sequentially("Half a sentence. ")
        server.kill()
        server.wait()
        with pytest.raises(httpx.TransportError):
            httpx.get(address)
    assert decided(out) == [("accept", "")]
    with running(out, port):
        page.reload()
        assert "Half a sentence." in page.locator('textarea[name="proposition"]').input_value()
        page.fill("#rs", "what I was about to write")
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
        page.goto(f"{address}/audit")
        assert "chain whole" in page.inner_text("main")
    assert decided(out) == [("accept", ""), ("edit", "proposition"), ("accept", "")]


def test_a_form_that_is_sent_while_the_server_is_dead_can_be_sent_again_and_is_written_once(
    browser: Any, tmp_path: Path
) -> None:
    out, port = tmp_path / "out", free_port()
    with a_project(out) as project:
        [claim, *_] = claims_of(project)
    address = f"http://127.0.0.1:{port}"
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    with running(out, port) as server:
        page.goto(f"{address}/review/{claim}?lang=en")
        page.locator(".df .fe > summary").first.click()
        with page.expect_response(re.compile("/unsaved$"), timeout=5000):
            page.locator('textarea[name="proposition"]').press_sequentially("Whole. ")
            page.fill("#rs", "checked")
        page.wait_for_timeout(1500)
        server.kill()
        server.wait()
        page.keyboard.press("Control+Enter")
        page.wait_for_timeout(1500)
    with running(out, port):
        page.goto(f"{address}/review/{claim}")
        assert "Whole." in page.locator('textarea[name="proposition"]').input_value()
        assert page.input_value("#rs") == "checked"
        with page.expect_navigation():
            page.keyboard.press("Control+Enter")
    assert decided(out) == [("edit", "proposition"), ("accept", "")]
