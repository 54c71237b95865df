"""The situation screen in a browser: the map draws, filter and slider move it, the keyboard reaches everything."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.situations import add_control
from tests.browser.workbench import CHROMIUM, Watched, browsing, needs_browser, served, valley

__all__ = ["valley"]
pytestmark = needs_browser

PATIENCE_MS = 20_000
ENGINE = "reportedly.map.engine"
NO_GL = ["--disable-gpu", "--disable-3d-apis"]


@pytest.fixture(scope="module")
def address(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    out = tmp_path_factory.mktemp("situation") / "out"
    shutil.copytree(valley, out)
    add_control(out)
    with served(out, out) as found:
        yield found


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


class Screen:
    """One open situation screen whose map has been drawn."""

    def __init__(
        self, browser: Any, address: str, path: str = "/situation", *, engine: str = "webgl", **options: Any
    ) -> None:
        options.setdefault("viewport", {"width": 1440, "height": 1000})
        self.context = browser.new_context(locale="en-GB", **options)
        self.page = self.context.new_page()
        # GL is emulated here, and the page would draw on a canvas of its own accord.
        self.page.add_init_script(f"localStorage.reportedly_once ??= localStorage['{ENGINE}'] = '{engine}'")
        self.watched = Watched(self.page, address)
        self.page.goto(f"{address}{path}")
        self.page.wait_for_selector("#map[data-idle][data-control][data-arcs]", timeout=PATIENCE_MS)
        self.still()

    def still(self) -> None:
        """Wait until the map has nothing left to draw."""
        self.page.wait_for_timeout(600)

    def data(self, name: str) -> str:
        return str(self.page.get_attribute("#map", f"data-{name}"))

    def until(self, name: str, value: str) -> None:
        self.page.wait_for_selector(f'#map[data-{name}="{value}"]', timeout=PATIENCE_MS)


def test_the_map_draws_and_asks_nothing_elsewhere(browser: Any, address: str) -> None:
    screen = Screen(browser, address)
    assert screen.data("engine") == "webgl"
    assert int(screen.data("marks")) > 5
    assert int(screen.data("claims")) > 100
    whole = screen.page.locator("#map").screenshot()
    for layer in ("events", "origins", "control"):
        button = screen.page.locator(f"button[data-layer={layer}]")
        button.click()
        screen.still()
        assert button.get_attribute("aria-pressed") == "false"
        assert screen.page.locator("#map").screenshot() != whole, layer
        button.click()
        screen.still()
    assert screen.page.locator("#map").screenshot() == whole
    assert screen.watched.elsewhere == []
    assert screen.watched.faults == []
    screen.context.close()


def more_arcs(route: Any) -> None:
    """Answer with the arcs of the demo, and beside each of them one of another category and one of goods."""
    answer = route.fetch()
    told = answer.json()
    staff = {"form": "staff", "category": "GUO.B01", "what": "Staff shortage", "claims": 1}
    goods = {"form": "goods", "category": "GUO.C05", "what": "Shops and food", "claims": 7}
    told["arcs"] += [{**arc, **other} for arc in told["arcs"] for other in (staff, goods)]
    route.fulfill(response=answer, json=told)


def test_staff_and_goods_are_chosen_by_category_in_the_legend(browser: Any, address: str) -> None:
    screen = Screen(browser, address)
    page, one_category = screen.page, int(screen.data("arcs"))
    assert [re.sub(r"\d+", "N", t) for t in page.locator("#brought li").all_inner_texts()] == [
        "staff: Staff brought in from elsewhere · N claims"
    ]
    page.route("**/api/map/origins*", more_arcs)
    page.select_option("select[name=hedge]", "L5")
    ticks, offered = page.locator("#brought input"), page.locator("#brought li")
    page.wait_for_function("() => document.querySelectorAll('#brought li').length === 3")
    assert [text.split(" · ")[0] for text in offered.all_inner_texts()] == [
        "staff: Staff brought in from elsewhere", "staff: Staff shortage", "goods: Shops and food",
    ]  # fmt: skip
    # Two categories of staff go the same way as one line, goods beside them as another one.
    screen.until("arcs", str(2 * one_category))
    screen.still()
    whole = page.locator("#map").screenshot()
    ticks.nth(2).uncheck()
    screen.until("arcs", str(one_category))
    screen.still()
    assert page.locator("#map").screenshot() != whole
    ticks.nth(1).uncheck()
    ticks.nth(0).focus()
    page.keyboard.press("Space")
    screen.until("arcs", "0")
    assert "places of origin" not in page.inner_text("#map-outside")
    page.keyboard.press("Space")
    screen.until("arcs", str(one_category))
    assert [ticks.nth(at).is_checked() for at in range(3)] == [True, False, False]
    assert (screen.watched.elsewhere, screen.watched.faults) == ([], [])
    screen.context.close()


def test_a_filter_applies_at_once_and_the_way_back_leads_back(browser: Any, address: str) -> None:
    screen = Screen(browser, address)
    page, before = screen.page, screen.page.inner_text("#counts")
    claims = screen.data("claims")
    page.select_option("select[name=hedge]", "L0")
    page.wait_for_function("before => document.querySelector('#counts').innerText !== before", arg=before)
    assert re.search(r"\d+ of \d+ claims fit", page.inner_text("#counts"))
    assert page.url.endswith("?hedge=L0")
    page.wait_for_function("n => Number(document.querySelector('#map').dataset.claims) < Number(n)", arg=claims)
    page.go_back()
    page.wait_for_function("before => document.querySelector('#counts').innerText === before", arg=before)
    assert screen.watched.elsewhere == []
    assert screen.watched.faults == []
    screen.context.close()


def thumb(page: Any, end: str) -> Any:
    return page.locator(f"#slider rect.{end}")


def test_playing_moves_the_day_and_the_control_layer_with_it(browser: Any, address: str) -> None:
    screen = Screen(browser, address, "/situation?from=2026-10-18&to=2026-10-19")
    page = screen.page
    first = int(thumb(page, "to").get_attribute("aria-valuenow"))
    assert screen.data("control") == "2026-10-18"
    page.locator("body").press("Space")
    screen.until("control", "2026-10-22")
    page.locator("body").press("Space")
    page.wait_for_function("() => document.querySelector('#play').getAttribute('aria-pressed') === 'false'")
    assert int(thumb(page, "to").get_attribute("aria-valuenow")) >= first + 3
    page.wait_for_url(lambda url: "from=2026-10-18" in url and "to=2026-10-19" not in url)
    # A slow machine may have played to the last day, which is no bound.
    last = thumb(page, "to").get_attribute("aria-valuenow") == thumb(page, "to").get_attribute("aria-valuemax")
    assert re.search("to=2026-10-2[2-6]", page.url) or (last and "to=" not in page.url)
    assert re.search(r"2[246]\sOct 2026", page.inner_text("#control-line"))
    assert screen.watched.faults == []
    screen.context.close()


def test_the_slider_is_moved_by_keys(browser: Any, address: str) -> None:
    screen = Screen(browser, address, "/situation?from=2026-10-18&to=2026-10-20")
    page = screen.page
    claims = int(screen.data("claims"))
    thumb(page, "to").focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_url(re.compile("to=2026-10-21"))
    assert thumb(page, "to").get_attribute("aria-valuetext") == "21 Oct 2026"
    page.wait_for_function("n => Number(document.querySelector('#map').dataset.claims) > n", arg=claims)
    thumb(page, "to").focus()
    page.keyboard.press("Home")
    page.wait_for_url(re.compile("from=2026-10-18&to=2026-10-18"))
    screen.context.close()


def test_without_motion_a_press_goes_one_day_on(browser: Any, address: str) -> None:
    screen = Screen(browser, address, "/situation?from=2026-10-18&to=2026-10-20", reduced_motion="reduce")
    screen.page.click("#play")
    screen.page.wait_for_url(re.compile("to=2026-10-2[1-9]"))
    screen.page.wait_for_timeout(2500)
    assert thumb(screen.page, "to").get_attribute("aria-valuetext") == "21 Oct 2026"
    screen.context.close()


def test_places_are_reached_by_the_keyboard_alone(browser: Any, address: str) -> None:
    screen = Screen(browser, address)
    page = screen.page
    page.locator("body").press("l")
    page.wait_for_selector("#map-list[open]")
    page.focus("#map-list summary")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab") if page.evaluate("document.activeElement.tagName") == "UL" else None
    first = page.evaluate("document.activeElement.dataset.place")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.dataset.place")
    assert first
    assert second not in (None, first)
    page.keyboard.press("Enter")
    page.wait_for_selector("#place:not([hidden]) .at-events")
    assert f"place={second.replace(':', '%3A')}" in page.url
    assert page.locator("#place a[href^='/d/']").count() > 0
    assert screen.watched.faults == []
    screen.context.close()


def test_a_point_tells_its_events_and_origins_under_the_pointer(browser: Any, address: str) -> None:
    screen = Screen(browser, address)
    page, box = screen.page, screen.page.locator("#map").bounding_box()
    told = ""
    for y in range(60, int(box["height"]), 12):
        for x in range(40, int(box["width"]), 40):
            page.mouse.move(box["x"] + x, box["y"] + y)
            if page.evaluate("document.querySelector('#map canvas').classList.contains('on-mark')"):
                page.wait_for_selector("#map-panel:not([hidden])")
                told = page.inner_text("#map-panel")
                break
        if told:
            break
    assert re.search(r"\d+ events?, \d+ claims?|origin", told)
    screen.context.close()


def test_without_webgl_the_canvas_draws_and_says_so(browser: Any, address: str) -> None:
    without = browser.browser_type.launch(executable_path=str(CHROMIUM), args=["--no-sandbox", *NO_GL])
    screen = Screen(without, address)
    assert screen.data("engine") == "canvas"
    assert "without WebGL" in screen.page.inner_text("#map-status")
    assert screen.page.locator("#map .leaflet-marker-icon").count() > 5
    whole = screen.page.locator("#map").screenshot()
    screen.page.click("button[data-layer=control]")
    screen.still()
    assert screen.page.locator("#map").screenshot() != whole
    assert screen.watched.elsewhere == []
    without.close()


@pytest.mark.parametrize("engine", ["webgl", "canvas"])
def test_the_codes_open_over_the_map(browser: Any, address: str, engine: str) -> None:
    screen = Screen(browser, address, engine=engine)
    screen.page.click("#pick-codes summary")
    covered = screen.page.evaluate("""() => [...document.querySelectorAll('#pick-codes .picks input')].filter(box => {
        box.scrollIntoView({block: 'nearest'});
        const {x, y, width, height} = box.getBoundingClientRect();
        return document.elementFromPoint(x + width / 2, y + height / 2) !== box;
    }).map(box => box.value)""")
    assert covered == []
    assert screen.page.locator("#code-X01").count() == 1
    screen.context.close()


def test_emulated_gl_gives_way_to_the_canvas_unless_somebody_wants_it(browser: Any, address: str) -> None:
    screen = Screen(browser, address, engine="")
    assert screen.data("engine") == "canvas"
    assert "no graphics card" in screen.page.inner_text("#map-status")
    with screen.page.expect_navigation():
        screen.page.select_option("#map-engine", "webgl")
    screen.until("engine", "webgl")
    assert screen.page.input_value("#map-engine") == "webgl"
    assert screen.watched.faults == []
    screen.context.close()


def test_a_map_that_takes_its_time_says_so(browser: Any, address: str) -> None:
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.route("**/api/map/base", lambda route: (page.wait_for_timeout(700), route.continue_()))
    page.goto(f"{address}/situation", wait_until="commit")
    page.wait_for_selector("#map-status:has-text('being drawn')", timeout=PATIENCE_MS)
    page.wait_for_selector("#map[data-idle]", timeout=PATIENCE_MS)
    assert "being drawn" not in page.inner_text("#map-status")
    context.close()


def test_without_script_form_list_and_picture_do_the_work(browser: Any, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, locale="en-GB")
    page = context.new_page()
    with page.expect_response(re.compile(r"/situation/map\.svg")) as picture:
        page.goto(f"{address}/situation")
    assert picture.value.status == 200
    before = page.inner_text("#counts")
    page.select_option("select[name=hedge]", "L0")
    page.click("#filters noscript button, #filters button[type=submit]")
    assert "hedge=L0" in page.url
    assert page.inner_text("#counts") != before
    page.click("#map-list summary")
    page.click("#map-list a[data-place] >> nth=0")
    assert page.locator("#place .at-events").count() == 1
    context.close()
