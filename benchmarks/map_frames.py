"""How smoothly the map of the situation screen moves with very many points, and how soon it is there.

    python -m benchmarks.map_frames PROJECT [--points 100000] [--seconds 6] [--engine webgl] [--out FILE.json]

A project is served whose desk gives generated places instead of its own, through the API that the workbench uses. In
Debian's Chromium the map is dragged and zoomed; the times between frames are those that the page itself sees, and
beside them stands the processor time that the page's own thread took for a frame, which others on the machine do not
lengthen. The same is done with no points at all: that is what the machine can do with this base map. `canvas` is what
it can do at all: an empty canvas of the size of the map whose colour changes with every frame. Without a graphics
card GL is emulated in software, which the report says.
"""

import argparse
import itertools
import json
import random
import socket
import statistics
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import uvicorn

from reportedly.desk import Desk
from reportedly.desk.model import Filter, Points, Viewer
from reportedly.project import Project
from reportedly.web import Bench, Settings, create_app

CHROMIUM = "/usr/bin/chromium"
SEED = 20311
CENTRES = 400
"""Around so many centres the generated places lie, as settlements do around towns."""


class GeneratedDesk:
    """A desk that gives generated points; everything else is that of the project."""

    def __init__(self, desk: Desk, count: int) -> None:
        self._desk = desk
        own = desk.points(Filter(), Viewer("bench", exact=True))
        # Where the places of the project are: the map opens there, and points elsewhere would not be drawn.
        box = (min(own.lon), min(own.lat), max(own.lon), max(own.lat))
        self._claims, self._events = _points(count, box), _points(count // 5, box, of="events")

    def __getattr__(self, name: str) -> Any:
        return getattr(self._desk, name)

    def points(self, _filter: Filter, _viewer: Viewer, *, of: str = "claims") -> Points:
        """Return the generated points, whatever is asked for."""
        return self._events if of == "events" else self._claims


def _points(count: int, box: tuple[float, float, float, float], *, of: str = "claims") -> Points:
    made = random.Random(SEED)  # noqa: S311 (places, no secrets)
    west, south, east, north = box
    centres = [(made.uniform(west, east), made.uniform(south, north)) for _ in range(CENTRES)]
    lon, lat = [], []
    for _ in range(count):
        x, y = made.choice(centres)
        lon.append(round(made.gauss(x, (east - west) / 50), 5))
        lat.append(round(made.gauss(y, (north - south) / 40), 5))
    days = [f"2031-0{made.randint(1, 6)}-{made.randint(1, 28):02d}" for _ in range(count)]
    kinds = ("event", "status", "policy")
    return Points(
        ids=tuple(f"{of}-{n}" for n in range(count)),
        lon=tuple(lon),
        lat=tuple(lat),
        radius=tuple(made.choice((None, 1.5, 3.0)) for _ in range(count)),
        precision=tuple(made.choice((0, 1, 1, 1)) for _ in range(count)),
        code=(0,) * count,
        kind=tuple(made.randrange(len(kinds)) if of == "claims" else 0 for _ in range(count)),
        day=tuple(days),
        last=tuple(days),
        place=tuple(range(count)),
        precisions=("facility", "settlement"),
        codes=("GUO.C02",),
        kinds=kinds,
        places=tuple((f"gen:{n}", f"Place {n}") for n in range(count)),
        origins=((1, 2),) * count if of == "events" else (),
        contradicted=(False,) * count if of == "events" else (),
    )


@contextmanager
def served(bench: Bench) -> Iterator[str]:
    """Serve a bench on a free port; yields the address without a slash at its end."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(bench), log_level="warning"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)


@dataclass(frozen=True)
class Moved:
    """One kind of movement: frames a second, the times between frames, and the page's processor time a frame, in ms."""

    frames_per_second: float
    median_ms: float
    p95_ms: float
    longest_ms: float
    page_cpu_ms: float


@dataclass(frozen=True)
class Measured:
    """What one run found; times in seconds from the start of the navigation."""

    points: int
    engine: str
    renderer: str
    page_server_s: float
    points_server_s: float
    points_again_s: float
    points_mb: float
    first_paint_s: float
    map_drawn_s: float
    marks: int
    clusters: int
    canvas: Moved
    pan: Moved
    zoom: Moved
    days: Moved


_SAMPLE = """() => { window.__frames = []; window.__on = true;
  const step = (t) => { window.__frames.push(t); if (window.__on) requestAnimationFrame(step); };
  requestAnimationFrame(step); }"""
_TAKEN = "() => { window.__on = false; return window.__frames; }"
_RENDERER = """() => { const gl = document.createElement('canvas').getContext('webgl2');
  const more = gl && gl.getExtension('WEBGL_debug_renderer_info');
  return more ? gl.getParameter(more.UNMASKED_RENDERER_WEBGL) : 'none'; }"""
_PAINT = "() => (performance.getEntriesByName('first-contentful-paint')[0] || {startTime: -1}).startTime / 1000"
_SINCE = "() => performance.now() / 1000"


_CANVAS = """([width, height]) => {
  const canvas = document.body.appendChild(document.createElement('canvas'));
  canvas.width = width; canvas.height = height;
  const gl = canvas.getContext('webgl2'), pen = gl ? null : canvas.getContext('2d');
  const draw = (t) => {
    const shade = (t / 1000) % 1;
    if (gl) { gl.clearColor(shade, 0.4, 0.6, 1); gl.clear(gl.COLOR_BUFFER_BIT); }
    else { pen.fillStyle = `rgb(${255 * shade} 100 150)`; pen.fillRect(0, 0, width, height); }
    requestAnimationFrame(draw); };
  requestAnimationFrame(draw); }"""


def _moved(frames: list[float], cpu_s: float) -> Moved:
    gaps = sorted(b - a for a, b in itertools.pairwise(frames))
    if not gaps:
        return Moved(0.0, 0.0, 0.0, 0.0, 0.0)
    seconds = (frames[-1] - frames[0]) / 1000
    p95 = gaps[min(len(gaps) - 1, int(len(gaps) * 0.95))]
    times = (statistics.median(gaps), p95, gaps[-1], cpu_s * 1000 / len(gaps))
    return Moved(round(len(gaps) / seconds, 1), *(round(ms, 1) for ms in times))


def _canvas(browser: Any, size: tuple[float, float], seconds: float) -> Moved:
    page = browser.new_page(viewport={"width": 1440, "height": 1000})
    page.evaluate(_CANVAS, [round(side) for side in size])
    found = _while(page, seconds, lambda: _drag(page, (size[0] / 2, size[1] / 2)))
    page.close()
    return found


def _measure(address: str, browser: Any, points: int, seconds: float, engine: str) -> Measured:
    page = browser.new_page(viewport={"width": 1440, "height": 1000}, reduced_motion="no-preference")
    page.add_init_script(f"localStorage.setItem('reportedly.map.engine', '{engine}')")
    server = [_timed(page, f"{address}{path}") for path in ("/situation", "/api/map/points", "/api/map/points")]
    page.goto(f"{address}/situation")
    page.wait_for_selector("#map[data-idle][data-arcs]", timeout=120_000)
    drawn = page.evaluate(_SINCE)
    box = page.locator("#map").bounding_box()
    middle = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    made = Measured(
        points=points,
        engine=page.get_attribute("#map", "data-engine") or "",
        renderer=page.evaluate(_RENDERER),
        page_server_s=server[0][0],
        points_server_s=server[1][0],
        points_again_s=server[2][0],
        points_mb=round(server[1][1] / 1e6, 2),
        first_paint_s=round(page.evaluate(_PAINT), 3),
        map_drawn_s=round(drawn, 2),
        marks=int(page.get_attribute("#map", "data-marks") or 0),
        clusters=int(page.get_attribute("#map", "data-clusters") or 0),
        canvas=_canvas(browser, (box["width"], box["height"]), seconds),
        pan=_while(page, seconds, lambda: _drag(page, middle)),
        zoom=_while(page, seconds, lambda: _wheel(page, middle)),
        days=_while(page, seconds, lambda: _day(page)),
    )
    page.close()
    if points and not made.marks + made.clusters:
        raise SystemExit("none of the generated points was drawn: nothing was measured")
    return made


def _timed(page: Any, address: str) -> tuple[float, int]:
    begun = time.perf_counter()
    answer = page.request.get(address, timeout=120_000)
    size = len(answer.body())
    return round(time.perf_counter() - begun, 3), size


def _while(page: Any, seconds: float, act: Any) -> Moved:
    told = page.context.new_cdp_session(page)
    told.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = _busy_s(told)
    page.evaluate(_SAMPLE)
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        act()
    return _moved(page.evaluate(_TAKEN), _busy_s(told) - before)


def _busy_s(told: Any) -> float:
    metrics = {one["name"]: one["value"] for one in told.send("Performance.getMetrics")["metrics"]}
    return float(metrics["TaskDuration"])


def _drag(page: Any, middle: tuple[float, float]) -> None:
    page.mouse.move(*middle)
    page.mouse.down()
    page.mouse.move(middle[0] - 180, middle[1] - 60, steps=24)
    page.mouse.move(middle[0] + 20, middle[1] + 10, steps=24)
    page.mouse.up()


def _wheel(page: Any, middle: tuple[float, float]) -> None:
    page.mouse.move(*middle)
    for delta in (-240, -240, -240, 240, 240, 240):
        page.mouse.wheel(0, delta)
        page.wait_for_timeout(120)


def _day(page: Any) -> None:
    page.focus("#slider rect.from")
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft"):
        page.keyboard.press(key)
        page.wait_for_timeout(100)


def run(project: Path, counts: tuple[int, ...], seconds: float, *, gl: bool = True, engine: str = "") -> list[Measured]:
    """Return one measurement for each count of points; without GL the map is drawn on a plain canvas.

    `engine` is what draws in any case, webgl or canvas; "" leaves it to the page, which takes GL from a card only.
    """
    from playwright.sync_api import sync_playwright

    found = []
    with Project(project, create=False) as opened, sync_playwright() as playwright:
        args = ["--no-sandbox", "--enable-unsafe-swiftshader" if gl else "--disable-3d-apis"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=args)
        desk = Desk.open(opened)
        for count in counts:
            bench = Bench(opened, GeneratedDesk(desk, count), Settings(exact=True), "0" * 64)  # type: ignore[arg-type]
            with served(bench) as address:
                found.append(_measure(address, browser, count, seconds, engine))
        browser.close()
    return found


def main() -> None:
    """Measure with and without points, and print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", type=Path)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--seconds", type=float, default=6.0)
    parser.add_argument("--without-gl", action="store_true", help="as in a browser that has no WebGL2")
    parser.add_argument(
        "--engine", choices=("webgl", "canvas"), default="", help="what draws, else as the page decides"
    )
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    found = run(asked.project, (0, asked.points), asked.seconds, gl=not asked.without_gl, engine=asked.engine)
    report = json.dumps([asdict(m) for m in found], indent=1)
    if asked.out:
        asked.out.write_text(report + "\n", "utf-8")
    print(report)


if __name__ == "__main__":
    main()
