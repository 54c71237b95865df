"""The workbench on a phone, in Ukrainian, whose words are longer: places, search, and what stands beside what."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browser.workbench import browsing, needs_browser, served, valley

pytestmark = needs_browser
__all__ = ["valley"]

_OUTSIDE = """() => [...document.querySelectorAll('.top nav a')]
  .filter((a) => { const box = a.getBoundingClientRect(); return box.left < 0 || box.right > innerWidth || !box.height; })
  .map((a) => a.textContent)"""
_OVER = """() => [...document.querySelectorAll('.kv > dt')]
  .filter((dt) => { const range = document.createRange(); range.selectNodeContents(dt);
    return range.getBoundingClientRect().right > dt.nextElementSibling.getBoundingClientRect().left; })
  .map((dt) => dt.textContent)"""


@pytest.fixture(scope="module")
def page(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    with served(valley, tmp_path_factory.mktemp("phone") / "copy") as address, browsing() as browser:
        yield browser.new_page(viewport={"width": 360, "height": 740}, base_url=address)


@pytest.mark.parametrize("path", ["/documents", "/briefs", "/search", "/situation", "/review"])
def test_all_five_places_are_seen(page: Any, path: str) -> None:
    page.goto(f"{path}?lang=uk")
    assert page.locator(".top nav a").count() == 5
    assert page.evaluate(_OUTSIDE) == []


def test_search_is_one_press_away(page: Any) -> None:
    page.goto("/briefs?lang=uk")
    assert not page.locator(".find").is_visible()
    page.click("[data-find]")
    page.keyboard.type("насос")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "/search?q=" in page.url


def test_no_label_lies_over_its_value(page: Any) -> None:
    events = page.request.get("/api/events").json()
    rows = events["rows"] if isinstance(events, dict) else events
    for event in rows[:3]:
        page.goto(f"/events/{event['id']}?lang=uk")
        assert page.locator(".kv > dt").count() > 2
        assert page.evaluate(_OVER) == []


def test_the_matrix_says_how_much_of_it_is_not_seen(page: Any) -> None:
    page.goto("/situation/matrix?lang=en")
    more = page.locator("[data-mx-more]")
    more.wait_for()
    before = int("".join(filter(str.isdigit, more.inner_text())))
    assert before > 3
    more.click()
    page.wait_for_timeout(300)
    assert int("0" + "".join(filter(str.isdigit, more.inner_text()))) < before
