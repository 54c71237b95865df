"""A server that is killed at any moment: what it answered is in the chain, and the chain holds."""

import os
import re
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import httpx
import pytest

from reportedly.desk.rejoining import Rejoining
from reportedly.project import Project
from tests.conftest import ROOT
from tests.unit.corroborate.pile import THEATRE
from tests.unit.desk.decided_project import a_project, claims_of, whole

SERVER = """
import sys
from pathlib import Path
import uvicorn
from reportedly.project import Project
from reportedly.web import Bench, Settings, create_app
from tests.unit.corroborate.pile import THEATRE

with Project(Path(sys.argv[1]), create=False) as project:
    project.theatre = THEATRE
    app = create_app(Bench.open(project, Settings(person="ada", role="admin")))
    uvicorn.run(app, port=int(sys.argv[2]), log_level="error")
"""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def started(address: str, process: "subprocess.Popen[bytes]") -> httpx.Client:
    """Return a client with a session, once the server answers."""
    client = httpx.Client(base_url=address, timeout=10)
    for _ in range(600):
        try:
            page = client.get("/review")
        except httpx.TransportError:
            assert process.poll() is None, "the server ended"
            time.sleep(0.1)
            continue
        found = re.search(r'name="csrf" content="([^"]*)"', page.text)
        assert found
        client.headers["X-CSRF-Token"] = found.group(1)
        return client
    raise AssertionError("the server does not answer")


@pytest.mark.parametrize("turns", [3])
def test_every_confirmed_decision_is_kept_whenever_the_server_is_killed(tmp_path: Path, turns: int) -> None:
    out = tmp_path / "out"
    with a_project(out) as project:
        claims = claims_of(project)
    confirmed: list[int] = []
    path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
    for turn in range(turns):
        port = free_port()
        with subprocess.Popen(
            [sys.executable, "-c", SERVER, str(out), str(port)], env={**os.environ, "PYTHONPATH": path}
        ) as process:
            client = started(f"http://127.0.0.1:{port}", process)
            killer = threading.Timer(0.7 + 0.3 * turn, process.kill)
            killer.start()
            for n in range(100_000):
                body = {
                    "action": "edit", "reason": f"turn {turn}, {n}", "key": f"{turn}.{n}", "accept": n % 2 == 0,
                    "edits": {"proposition": f"Taps are dry, turn {turn}, {n}", "realis": ("planned", "failed")[n % 2]},
                }  # fmt: skip
                try:
                    answer = client.post(f"/api/review/{claims[n % 2]}/actions", json=body)
                except httpx.TransportError:
                    break
                assert answer.status_code == 200, answer.text
                confirmed += answer.json()["numbers"]
            killer.join()
            client.close()
        with Project(out, create=False) as project:
            held = whole(project)
            numbers = {action.number for action in project.store.reviews()}
            assert confirmed
            assert set(confirmed) <= numbers
            assert len(set(confirmed)) == len(confirmed)
            # At most one form was written and its answer cut off; it is there as a whole.
            assert held - len(confirmed) <= 3 * (turn + 1)
    with Project(out, create=False) as project:
        project.theatre = THEATRE
        work = Rejoining(project, lambda: None, pause=0)
        work.start()
        assert work.wait(60)
        work.close()
        assert project.store.joined_reviews() == project.store.last_review()
