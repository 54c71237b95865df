"""Every screen: no serious finding by axe-core, no sideways scroll on a phone, nothing asked elsewhere, no fault told."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.checking.annotation import Task, new_task
from reportedly.checking.sample import Wanted, draw, keep
from reportedly.project import Project
from reportedly.web import Settings
from tests.browser.workbench import Watched, browsing, needs_browser, served, valley

__all__ = ["valley"]
pytestmark = needs_browser

AXE = Path(__file__).with_name("axe.min.js")
AT = "2026-11-02T10:00:00+00:00"
SERIOUS = ("serious", "critical")


@pytest.fixture(scope="module")
def bench(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str, dict[str, str]]]:
    """A browser and a server whose project holds one of everything; addresses by the name of the screen."""
    out = tmp_path_factory.mktemp("screens") / "out"
    with served(valley, out, Settings(person="K", exact=True)) as address, browsing() as browser:
        yield browser, address, _addresses(out)


def _addresses(out: Path) -> dict[str, str]:
    with Project(out, create=False) as project:
        documents = [d.id for d in project.store.documents()]
        readings = list(project.store.readings())
        events = project.store.events()
    sample = draw(readings, Wanted(3, 2), at=AT, by="K")
    keep(sample, out)
    new_task(out, Task("tsk_00", AT, "L", tuple(documents[:2]), ("K", "M"), "guo 1"))
    event = max(events, key=lambda e: len(e.claims))
    return {
        "situation": "/situation",
        "matrix": "/situation/matrix",
        "timeline": "/situation/timeline",
        "contradictions": "/contradictions",
        "event": f"/events/{event.id}",
        "origins": f"/events/{event.id}/origins",
        "documents": "/documents",
        "reader": f"/d/{documents[0]}?claim=1",
        "search": "/search?q=water",
        "review": "/review",
        "review item": f"/review/{event.claims[0]}",
        "audit trail": "/audit",
        "grade sources": "/grade/sources",
        "grade information": "/grade/information",
        "briefs": "/briefs",
        "samples": "/samples",
        "sample item": f"/samples/{sample.id}/1",
        "sample report": f"/samples/{sample.id}",
        "annotate": "/annotate",
        "annotate sheet": f"/annotate/tsk_00/{documents[0]}",
        "agreement": "/annotate/tsk_00/agreement",
        "nothing there": "/nowhere",
        "sign in": "/signin",
    }


NAMES = (
    "situation", "matrix", "timeline", "contradictions", "event", "origins", "documents", "reader", "search", "review",
    "review item", "audit trail", "grade sources", "grade information", "briefs", "samples", "sample item",
    "sample report", "annotate", "annotate sheet", "agreement", "nothing there", "sign in",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("scheme", "language", "width"), [("light", "en", 1280), ("dark", "uk", 360)])
def test_a_screen_is_accessible(bench: Any, name: str, scheme: str, language: str, width: int) -> None:
    browser, address, addresses = bench
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    watched = Watched(page, address)
    path = addresses[name]
    page.goto(f"{address}{path}{'&' if '?' in path else '?'}lang={language}", wait_until="networkidle")
    # axe looks at the page from inside; the policy of the page forbids it as a script of its own.
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    told = [
        f"{v['id']} ({v['impact']}): {v['help']}: {[n['target'] for n in v['nodes']][:4]}"
        for v in found["violations"]
        if v["impact"] in SERIOUS
    ]
    assert told == []
    assert wide <= width
    assert watched.elsewhere == []
    assert [f for f in watched.faults if name != "nothing there"] == []


PINNED = """() => {
  const held = [...document.body.querySelectorAll('*')].filter(e => {
    const position = getComputedStyle(e).position, box = e.getBoundingClientRect();
    return (position === 'fixed' || position === 'sticky') && box.height && box.top < innerHeight && box.bottom > 0
      && !e.closest('dialog, [popover], .sr-only') && box.width > innerWidth / 2 && getComputedStyle(e).visibility === 'visible';
  });
  const covered = new Set();
  for (const e of held) {
    const box = e.getBoundingClientRect();
    for (let y = Math.max(0, Math.floor(box.top)); y < Math.min(innerHeight, box.bottom); y++) covered.add(y);
  }
  return covered.size / innerHeight;
}"""
CUT_OFF = """() => [...document.querySelectorAll('a[href]:not(.skip), button, input, select, textarea')].filter(e => {
  const box = e.getBoundingClientRect();
  if (!box.width || !box.height || !e.checkVisibility({visibilityProperty: true})) return false;
  for (let p = e.parentElement; p; p = p.parentElement) {
    const flow = getComputedStyle(p).overflowX;
    if (flow === 'auto' || flow === 'scroll' || p.matches('.map, svg, [aria-hidden=true]')) return false;
  }
  return box.right > innerWidth + 1 || (box.left < -1 && box.left > -2000);
}).map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_usable_at_twice_the_size(bench: Any, name: str) -> None:
    """A window of 1280 by 720 at 200 %: 640 by 360 CSS pixels, two dots each (WCAG 2.1, 1.4.4 and 1.4.10)."""
    browser, address, addresses = bench
    context = browser.new_context(viewport={"width": 640, "height": 360}, device_scale_factor=2)
    page = context.new_page()
    page.goto(f"{address}{addresses[name]}", wait_until="networkidle")
    wide, cut, pinned = (page.evaluate(s) for s in ("document.documentElement.scrollWidth", CUT_OFF, PINNED))
    for menu in page.locator("details.menu > summary:visible").all():
        menu.click()
        cut += page.evaluate(CUT_OFF)
        menu.click()
    context.close()
    assert wide <= 640
    assert cut == []
    assert pinned < 0.5, "what stays in place leaves less than half of the window to read in"
