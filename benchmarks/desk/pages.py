"""How soon each screen of the workbench is there, in a real browser over a real server.

    python -m benchmarks.desk.pages PROJECT [--times 3] [--json]

Each screen is opened in Debian's Chromium, with a cold browser cache the first time. Given are the first contentful
paint as the browser reports it, when what the screen is for stood there (`ready`), and the processor time that the
server took: on a machine that others use, time by the clock is time in the queue. What screens need is made before
they are served, as `serve` does behind a page that says how far it is.
"""

import argparse
import json
import statistics
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from benchmarks.map_frames import CHROMIUM, served
from reportedly.desk import Desk, Filter, Viewer
from reportedly.project import Project
from reportedly.web import Bench, Settings
from reportedly.web.warming import prepare, settled

AIM_MS = 1000.0
_PATIENCE_MS = 60_000
_PAINT = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? -1"


@dataclass(frozen=True, slots=True)
class Screen:
    """One screen: its address, and what stands there once it is of use."""

    name: str
    address: str
    ready: str


@dataclass(frozen=True, slots=True)
class Taken:
    """Milliseconds of one screen; the first visit apart from the median of those after it."""

    screen: str
    first_paint: float
    first_ready: float
    first_server_cpu: float
    paint: float
    ready: float
    server_cpu: float


def screens(desk: Desk) -> list[Screen]:
    """Return every screen, with filters as they are set often."""
    viewer = Viewer("bench", "admin", exact=True)
    claim = desk.claims(Filter(), viewer, order="time", limit=1).rows[0]
    event = desk.events(Filter(origins=2), viewer, order="origins", limit=1).rows
    middle = desk.claims(Filter(), viewer, order="time", offset=desk.counts().claims // 2, limit=1).rows[0].reported
    found = [
        Screen("documents", "/documents", "main table, main li a"),
        Screen("reader", f"/d/{claim.document}?claim={claim.n}", "main mark, main [data-claim]"),
        Screen("situation", "/situation", "#matrix td, #matrix a.c"),
        Screen("situation, filtered", "/situation?hedge=L1&side=controlling", "#matrix td, #matrix a.c"),
        Screen("matrix", "/situation/matrix", "a.c"),
        Screen("matrix, another day", f"/situation/matrix?day={middle}", "a.c"),
        Screen("timeline", "/situation/timeline", ".tl-svg"),
        Screen("contradictions", "/contradictions", "h1"),
        Screen("review", "/review", "main a"),
        Screen("briefs", "/briefs", "h1"),
        Screen("search", "/search?q=water", "main mark"),
        Screen("grades of sources", "/grade/sources", "h1"),
        Screen("samples", "/samples", "h1"),
        Screen("audit", "/audit", "h1"),
    ]
    if event:
        found.append(Screen("event", f"/events/{event[0].id}", "h1"))
        found.append(Screen("origins", f"/events/{event[0].id}/origins", "main svg"))
    return found


def measured(address: str, listed: Sequence[Screen], times: int) -> list[Taken]:
    """Return how long each screen takes, in the order given."""
    from playwright.sync_api import sync_playwright  # late: only this benchmark needs it

    made = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--enable-unsafe-swiftshader"]
        )
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for screen in listed:
            taken = [_visit(page, address, screen) for _ in range(times)]
            print(screen.name, file=sys.stderr)
            later = [statistics.median(column) for column in zip(*(taken[1:] or taken), strict=True)]
            made.append(Taken(screen.name, *(round(v, 1) for v in (*taken[0], *later))))
        browser.close()
    return made


def _visit(page: Any, address: str, screen: Screen) -> tuple[float, float, float]:
    used = time.process_time()
    page.goto(address + screen.address, wait_until="commit", timeout=_PATIENCE_MS)
    page.wait_for_selector(screen.ready, state="attached", timeout=_PATIENCE_MS)
    ready = page.evaluate("() => performance.now()")
    paint = page.evaluate(_PAINT)
    while paint < 0:
        page.wait_for_timeout(20)
        paint = page.evaluate(_PAINT)
    return paint, ready, (time.process_time() - used) * 1000


def report(found: Sequence[Taken]) -> str:
    """Return the figures as a table."""
    head = ("first paint", "ready", "server cpu", "paint", "ready", "server cpu")
    lines = [f"{'ms':24}" + "".join(f"{name:>13}" for name in head)]
    for one in found:
        figures = list(asdict(one).values())[1:]
        over = "  over" if one.paint > AIM_MS else ""
        lines.append(f"{one.screen:24}" + "".join(f"{value:13}" for value in figures) + over)
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how soon each screen of a project is there."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.desk.pages", description=__doc__)
    parser.add_argument("project", type=Path)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args(arguments)
    with Project(asked.project, create=False) as project:
        used = time.process_time()
        bench = Bench.open(project, Settings(person="bench", exact=True))
        opened = time.process_time()
        prepare(bench)
        settled()
        ready = time.process_time()
        print(f"opened {opened - used:.1f} s, screens made ready {ready - opened:.1f} s (processor)", file=sys.stderr)
        with served(bench) as address:
            found = measured(address, screens(bench.desk), asked.times)
        bench.desk.close()
    print(json.dumps([asdict(one) for one in found]) if asked.json else report(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
