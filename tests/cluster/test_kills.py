"""Kills from outside: of workers at random, of the program itself, and Ctrl+C; nothing is lost, doubled or left over."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cluster.articles import articles, write_jsonl
from tests.conftest import ROOT

pytest.importorskip("ray", reason="the extra `cluster` is not installed")

COMMAND = (sys.executable, "-m", "reportedly.cli.main")
ENV = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}


def started(*arguments: object) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        env=ENV, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip


def below(process: int) -> dict[int, str]:
    """Return the processes that one has started, and those have started, with their command lines."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            except OSError:
                continue
            parents.setdefault(parent, []).append(int(entry.name))
    found: dict[int, str] = {}
    queue = [process]
    while queue:
        for child in parents.get(queue.pop(), []):
            try:
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            queue.append(child)
    return found


def workers(process: int) -> list[int]:
    return [pid for pid, line in below(process).items() if line.startswith("ray::MapWorker")]


def gone(processes: dict[int, str], within: float = 20.0) -> bool:
    """Say whether all of these have ended; what is left as a zombie has."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if not any(_runs(pid) for pid in processes):
            return True
        time.sleep(0.2)
    return False


def _runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def wait_for_workers(process: subprocess.Popen[str], within: float = 240.0) -> None:
    until = time.monotonic() + within
    while time.monotonic() < until and process.poll() is None:
        if workers(process.pid):
            return
        time.sleep(0.3)
    pytest.fail(f"no worker came up: {process.communicate(timeout=30)}")


def killed_at_random(tmp_path: Path, documents: int, kills: int, pause: tuple[float, float]) -> dict[str, object]:
    source = write_jsonl(tmp_path / "in.jsonl", articles(documents, ("en",)))
    run = started("run", source, "-o", tmp_path / "out", "--engine", "ray", "--workers", 2, "--json", "--quiet")
    draw = random.Random(20261129)
    wait_for_workers(run)
    struck = 0
    while struck < kills and run.poll() is None:
        time.sleep(draw.uniform(*pause))
        there = workers(run.pid)
        if there:
            os.kill(draw.choice(there), signal.SIGKILL)
            struck += 1
    printed, errors = run.communicate(timeout=3600)
    assert run.returncode == 0, errors
    assert struck == kills
    found: dict[str, object] = json.loads(printed)
    return found


@pytest.mark.soak
def test_twenty_kills_lose_nothing_and_double_nothing(tmp_path: Path) -> None:
    found = killed_at_random(tmp_path, 3000, 20, (1.0, 8.0))
    assert (found["coded"], found["stage_failures"]) == (3000, [])


@pytest.mark.slow
def test_ctrl_c_leaves_no_process_and_the_next_run_goes_on(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", articles(400, ("en",)))
    run = started("run", source, "-o", tmp_path / "out", "--engine", "ray", "--workers", 1, "--quiet")
    wait_for_workers(run)
    there = below(run.pid)
    os.killpg(run.pid, signal.SIGINT)
    _, errors = run.communicate(timeout=120)
    assert run.returncode == 130
    assert errors.strip().endswith("the same command again goes on from there.")
    assert gone(there)


@pytest.mark.slow
def test_a_program_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    source = write_jsonl(tmp_path / "in.jsonl", articles(400, ("en",)))
    run = started("run", source, "-o", tmp_path / "out", "--engine", "ray", "--workers", 1, "--quiet")
    wait_for_workers(run)
    there = below(run.pid)
    run.kill()
    run.communicate(timeout=120)
    assert gone(there, within=180.0)
