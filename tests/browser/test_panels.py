"""Matrix, timeline, contradictions and origins in a browser: keys, both sides, two dates, one count, cut and undo."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.web import Settings
from tests.browser.workbench import Watched, browsing, needs_browser, served, valley

__all__ = ["valley"]
pytestmark = needs_browser

PUMP = "The pump in Weir Lane broke down at dawn."


@pytest.fixture(scope="module")
def bench(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Any, str]]:
    out = tmp_path_factory.mktemp("panels") / "out"
    settings = Settings(person="K. Maryan", role="reviewer", exact=True)
    with served(valley, out, settings) as address, browsing() as browser:
        yield browser, address


@pytest.fixture
def page(bench: tuple[Any, str]) -> Iterator[Any]:
    browser, address = bench
    context = browser.new_context(viewport={"width": 1280, "height": 800}, base_url=address)
    made = context.new_page()
    watched = Watched(made, address)
    yield made
    context.close()
    assert watched.faults == []
    assert watched.elsewhere == []


def event(page: Any) -> str:
    items = page.request.get("/api/timeline?rows=200").json()["items"]
    return str(next(i["event"] for i in items if i["label"] == PUMP))


def here(page: Any) -> str:
    """Return what row, column and state of the matrix have the focus."""
    found = page.evaluate(
        """() => {
          const cell = document.activeElement.closest("td");
          const row = cell.parentElement, head = cell.closest("table").tHead.rows[0];
          return [row.cells[0].querySelector(".place").textContent, head.cells[cell.cellIndex].textContent,
                  cell.querySelector("b").textContent.trim()].join(", ");
        }"""
    )
    return re.sub(r"\s+", " ", found)


def test_arrows_move_in_the_matrix_and_enter_opens_the_claims(page: Any) -> None:
    page.goto("/situation/matrix")
    first = page.locator("table[data-matrix] a.c[tabindex='0']")
    assert first.count() == 1
    first.focus()
    start = here(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    assert here(page) != start
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowUp")
    assert here(page) == start
    page.keyboard.press("Enter")
    page.locator("#mx-cell .pn-told").first.wait_for()
    place, sector, _ = start.split(", ", 2)
    assert f"{place}, {sector}" in page.locator("#mx-cell .h").inner_text()
    assert page.locator("a.c[aria-current='true']").count() == 1


def test_a_cell_in_conflict_opens_both_sides(page: Any) -> None:
    page.goto("/situation/matrix")
    page.locator("a.c.conflict").first.click()
    page.locator("#mx-cell .cv-side").nth(1).wait_for()
    sides = page.locator("#mx-cell .cv-side").all_inner_texts()
    assert len(sides) == 2
    assert "Electricity supply in Ameldy has been fully restored" in sides[0]
    assert "controlling side" in sides[0]
    assert "Half of Ameldy has no electricity" in sides[1]
    page.locator("#mx-cell a", has_text="side by side").click()
    assert page.locator(".con tbody tr").count() == 1
    page.locator(".con tbody th a").click()
    assert page.locator("section.cv-side").count() == 2


def test_the_first_column_stays_when_the_matrix_is_scrolled(page: Any) -> None:
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/situation/matrix")
    before = page.locator("tbody th[scope=row]").first.bounding_box()
    page.locator(".mx-scroll").first.evaluate("e => { e.scrollLeft = 300 }")
    after = page.locator("tbody th[scope=row]").first.bounding_box()
    assert after["x"] == before["x"]
    # A cell that the keys reach is not under that column.
    page.locator("a.c[tabindex='0']").focus()
    for key in ("End", "Home"):
        page.keyboard.press(key)
        box = page.evaluate("() => document.activeElement.getBoundingClientRect().left")
        assert box >= after["x"] + after["width"] - 2


def test_every_drawn_event_has_two_dates_and_the_table_tells_the_same(page: Any) -> None:
    page.goto("/situation/timeline?rows=200")
    rows = page.locator(".tl-svg > a")
    assert rows.count() > 50
    told = page.locator(".tl details tbody tr")
    assert told.count() == rows.count()
    page.locator(".tl details summary").click()
    pump = page.locator(".tl details tbody tr", has_text="The pump in Weir Lane")
    assert "21\xa0Oct 2026" in pump.inner_text()
    drawn = page.locator(".tl-svg > a", has=page.locator("title", has_text="The pump in Weir Lane"))
    assert drawn.locator(".bar").count() == 1
    assert drawn.locator(".rep").count() == 1
    assert page.locator(".tl-svg .mk").count() == 1
    assert "No trend is drawn across this line" in page.locator(".tl-svg .mkw").text_content()


def test_zoom_is_in_the_address(page: Any) -> None:
    page.goto("/situation/timeline?from=2026-10-20&to=2026-10-26")
    assert "20\xa0Oct" in page.locator(".tl-svg").first.text_content()
    page.get_by_role("link", name="Wider").click()
    assert "from=2026-10-17" in page.url
    assert "to=2026-10-30" in page.url


def count(page: Any) -> tuple[str, str]:
    return page.locator("[data-min]").inner_text(), page.locator("[data-max]").inner_text()


def test_the_picture_and_the_table_show_the_events_count(page: Any) -> None:
    found = event(page)
    origins = page.request.get(f"/api/events/{found}").json()["origins"]
    page.goto(f"/events/{found}/origins")
    assert count(page) == (str(origins["min"]), str(origins["max"]))
    frames = page.locator(".graph.broad .root")
    always = page.locator(".graph.broad .root:not(.maybe):not(.zero)")
    assert (always.count(), frames.count()) == (origins["min"], origins["max"])
    claims = page.request.get(f"/api/events/{found}").json()["claims"]
    assert page.locator(".graph.broad a.n").count() >= len({claim["document"] for claim in claims}) > 1
    page.locator(".graph.broad a.n").first.focus()
    assert page.locator(".graph.narrow").is_hidden()


def test_an_edge_is_cut_by_keys_the_count_changes_and_undo_brings_it_back(page: Any) -> None:
    page.goto(f"/events/{event(page)}/origins")
    before = count(page)
    page.keyboard.press("-")
    page.locator("#decide").wait_for()
    page.locator("label.pn-row", has_text="Tessmar Ledger, 21 Oct copies").locator("input").check()
    page.get_by_role("button", name="See what would change").click()
    foreseen = page.locator("#decide .note").inner_text()
    assert "→" in foreseen.partition(" if ")[0]
    assert count(page) == before
    page.get_by_label("Why, in a few words").fill("the Ledger was at the pump itself")
    page.get_by_role("button", name="Cut", exact=True).click()
    page.get_by_role("status").wait_for()
    after = re.findall(r"\d+", page.get_by_role("status").inner_text().partition("→")[2].partition(" origin")[0])
    assert count(page) == (after[0], after[-1])
    assert count(page) != before
    page.keyboard.press("u")
    page.get_by_text("The decision is taken back").wait_for()
    assert count(page) == before


def test_beside_a_document_the_pane_is_swapped_without_leaving_the_page(page: Any) -> None:
    found = event(page)
    page.goto(f"/events/{found}/origins")
    before = count(page)
    page.goto("/contradictions")
    page.evaluate(f"htmx.ajax('GET', '/events/{found}/origins?fragment=1', {{target: '#main'}})")
    page.locator(".origins .ph a[data-htmx-powered]").first.wait_for()
    assert page.locator(".graph").get_attribute("width") == "360"
    page.keyboard.press("+")
    page.locator("#decide a[data-htmx-powered]").wait_for()
    assert page.locator("#decide select[name=start]").count() == 1
    assert page.url.endswith("/contradictions")
    page.keyboard.press("Escape")
    page.locator("#decide").wait_for(state="detached")
    page.locator(".origins .ph a[data-htmx-powered]").first.wait_for()
    page.keyboard.press("-")
    page.locator("#decide form[data-htmx-powered]").wait_for()
    page.locator("label.pn-row", has_text="Tessmar Ledger, 21 Oct copies").locator("input").check()
    page.get_by_role("button", name="See what would change").click()
    page.locator("#decide:has(.note) form[data-htmx-powered]").wait_for()
    page.get_by_label("Why, in a few words").fill("at the pump itself")
    page.get_by_role("button", name="Cut", exact=True).click()
    page.get_by_text("The edge is decided").wait_for()
    assert count(page) != before
    page.locator(".note form[data-htmx-powered]").wait_for()
    page.get_by_role("button", name="Take it back").first.click()
    page.get_by_text("The decision is taken back").wait_for()
    assert count(page) == before
    assert page.url.endswith("/contradictions")


def test_the_matrix_and_the_timeline_work_inside_another_page(page: Any) -> None:
    page.goto("/contradictions")
    page.evaluate("htmx.ajax('GET', '/situation/matrix?fragment=1&place=val:ameldy', {target: '#main'})")
    page.locator("a.c[tabindex='0']").wait_for()
    assert page.locator("th[aria-current]").inner_text().startswith("Ameldy")
    page.evaluate("document.addEventListener('reportedly:cell', (e) => { document.title = e.detail.place })")
    page.locator("a.c.conflict").first.click()
    page.locator("#mx-cell .pn-told").first.wait_for()
    assert page.title() == "val:ameldy"
    page.evaluate("htmx.ajax('GET', '/situation/timeline?fragment=1', {target: '#main'})")
    page.locator(".tl .seg a[data-htmx-powered]").first.wait_for()
    page.get_by_role("link", name="By sector").click()
    page.locator(".tl:has(.tl-h) .pn-pages a[data-htmx-powered]").first.wait_for()
    page.get_by_role("link", name="Next").click()
    page.get_by_text("41 to").wait_for()
    assert page.url.endswith("/contradictions")


def test_claims_of_an_event_can_be_marked_and_split_off(page: Any) -> None:
    page.goto(f"/events/{event(page)}")
    page.locator(".pn-told", has_text="Quayside Post").first.locator("input").check()
    page.get_by_label("The marked claims are another occurrence (split)").check()
    page.get_by_label("Why, in a few words").fill("another day")
    page.get_by_role("button", name="Decide").click()
    page.get_by_text("The claims are split off").wait_for()
    page.keyboard.press("u")
    page.get_by_text("The decision is taken back").wait_for()
    assert page.locator("h1").inner_text() == PUMP


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("uk", 1440), ("uk", 390)])
def test_no_word_of_the_matrix_is_cut_off(bench: tuple[Any, str], language: str, width: int) -> None:
    browser, address = bench
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(f"{address}/situation/matrix?lang={language}")
    page.wait_for_selector(".mx .c.conflict")
    cut = page.evaluate(
        """() => [...document.querySelectorAll(".mx .c")]
          .filter((c) => c.scrollWidth > c.clientWidth || c.scrollHeight > c.clientHeight).map((c) => c.textContent)"""
    )
    page.close()
    assert cut == []
