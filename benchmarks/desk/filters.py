"""How long the server works for a screen under a filter that nobody asked before.

    python -m benchmarks.desk.filters PROJECT [--times 40] [--json]

Each screen is asked with random filters, each once, of a bench that is held open as `serve` does. Given is the
processor time of the server in milliseconds (on a machine that others use, time by the clock is time in the queue),
without the browser, and the 95th percentile by the clock.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from starlette.testclient import TestClient

from benchmarks.desk.__main__ import a_filter
from reportedly.project import Project
from reportedly.web import Bench, Settings, create_app
from reportedly.web.warming import prepare, settled

SCREENS = {
    "situation": "/situation",
    "its points": "/api/map/points",
    "matrix": "/situation/matrix?fragment=1",
    "matrix, another day": "/situation/matrix?fragment=1&day={day}",
    "timeline": "/situation/timeline?fragment=1",
    "documents": "/documents",
}


def measured(client: TestClient, screen: str, times: int, seed: int) -> dict[str, float]:
    """Return median and 95th percentile of the processor time of one screen, and the latter by the clock."""
    rng, taken = Random(seed), []  # noqa: S311
    for _ in range(times + 1):
        day = f"2031-{rng.randint(2, 12):02}-{rng.randint(1, 28):02}"
        address = screen.format(day=day)
        address += ("&" if "?" in address else "?") + urlencode(a_filter(rng).query())
        began, used = time.perf_counter(), time.process_time()
        client.get(address).raise_for_status()
        taken.append(((time.process_time() - used) * 1000, (time.perf_counter() - began) * 1000))
    # The first one is to warm up.
    processor, clock = (sorted(one) for one in zip(*taken[1:], strict=True))
    late = min(times - 1, int(times * 0.95))
    found = {"cpu p50": statistics.median(processor), "cpu p95": processor[late], "clock p95": clock[late]}
    return {name: round(value, 1) for name, value in found.items()}


def report(found: dict[str, dict[str, float]]) -> str:
    """Return the figures as lines of text."""
    return "\n".join(f"{name:24}" + "".join(f"{k:>12} {v:8}" for k, v in one.items()) for name, one in found.items())


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how long each screen of a project takes."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk.filters", description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--times", type=int, default=40)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with Project(asked.project, create=False) as project:
        bench = Bench.open(project, Settings(person="bench", exact=True))
        prepare(bench)
        bench.desk.warm()
        settled()
        client = TestClient(create_app(bench), base_url="http://localhost")
        found = {name: measured(client, screen, asked.times, asked.seed) for name, screen in SCREENS.items()}
        bench.desk.close()
    lines = [
        f"{name:24}" + "".join(f"{key:>12} {value:8}" for key, value in one.items()) for name, one in found.items()
    ]
    print(json.dumps(found) if asked.json else "\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
