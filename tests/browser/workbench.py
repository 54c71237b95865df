"""A workbench that runs for a test: its server in a thread, a project made once, a browser that asks no other host."""

import shutil
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from reportedly.project import BriefOptions, Project, Silent, Summary
from reportedly.web import Bench, Settings, create_app

CHROMIUM = Path("/usr/bin/chromium")
VALLEY = Path(__file__).parents[2] / "examples" / "valley"

needs_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]


def make_valley(out: Path) -> Path:
    """Run the demo reports through the whole program into `out`."""
    summary = Summary()
    with Project(out, theatre=VALLEY / "theatre.yaml") as project:
        project.ingest([VALLEY / "reports"], summary, Silent(), None)
        project.code(summary, Silent())
        project.join(summary, Silent())
        project.brief(summary, Silent(), BriefOptions())
    return out


@pytest.fixture(scope="session")
def valley(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo project, made once; copy it before writing into it (`served` does)."""
    return make_valley(tmp_path_factory.mktemp("valley") / "out")


@contextmanager
def served(project: Path, into: Path, settings: Settings | None = None) -> Iterator[str]:
    """Serve a copy of a project from `into`; yields the address without a slash at its end."""
    if not into.exists():
        shutil.copytree(project, into)
    with Project(into, create=False) as opened:
        listening = socket.socket()
        listening.bind(("127.0.0.1", 0))
        app = create_app(Bench.open(opened, settings or Settings(person="K. Maryan")))
        server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(10)
            listening.close()


@contextmanager
def browsing(**options: Any) -> Iterator[Any]:
    """Start Debian's chromium; yields the browser."""
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        args = ["--no-sandbox", "--enable-unsafe-swiftshader", *options.pop("args", [])]
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=args, **options)
        yield started
        started.close()


class Watched:
    """What went wrong on a page, and what it asked for elsewhere."""

    def __init__(self, page: Any, address: str) -> None:
        self.faults: list[str] = []
        self.elsewhere: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda e: self.faults.append(str(e)))
        page.on(
            "request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else self.elsewhere.append(r.url)
        )

    def _said(self, message: Any) -> None:
        # A renderer without a graphics card tells how it copies pixels; that is no fault of the page.
        if message.type in ("error", "warning") and "GL Driver Message" not in message.text:
            self.faults.append(message.text)
