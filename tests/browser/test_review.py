"""Review in a browser: every action by key and by pointer, undo, two people at one claim, a crash in the middle."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.project import Project
from reportedly.review import verify
from reportedly.web.people import People
from tests.browser.workbench import Watched, browsing, needs_browser, served, valley

pytestmark = needs_browser
__all__ = ["valley"]

CLAIM = "/review/"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


class Reviewer:
    """Somebody at the review page in a window of their own."""

    def __init__(self, browser: Any, address: str, name: str = "", **options: Any) -> None:
        self.address = address
        self.context = browser.new_context(viewport={"width": 1440, "height": 980}, **options)
        self.page = self.context.new_page()
        self.watched = Watched(self.page, address)
        self.missing: list[str] = []
        self.page.on("response", lambda r: self.missing.append(r.url) if r.status == 404 else None)
        if name:
            self.page.goto(f"{address}/signin?to=/review")
            self.page.fill('input[name="name"]', name)
            self.page.fill('input[name="password"]', "long enough 1")
            self.page.click(".login button")

    def open(self, path: str = "/review") -> None:
        self.page.goto(self.address + path)

    @property
    def item(self) -> str:
        return str(self.page.get_attribute(".q li[aria-current]", "data-item"))

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def submit(self, panel: str, **fields: str) -> None:
        """Fill an open panel and send it."""
        form = self.page.locator(f'details.act[open] form[action$="/{panel}"]')
        form.wait_for()
        for name, value in fields.items():
            form.locator(f'[name="{name}"]').first.fill(value)
        with self.page.expect_navigation():
            form.locator("button").click()

    def counted(self) -> None:
        """Wait until counts hold every decision, and show the item as it is then."""
        item = self.item
        for _ in range(100):
            self.open(f"/review/{item}")
            if not self.page.locator("[data-behind]").count():
                return
            self.page.wait_for_timeout(100)
        raise AssertionError("counts stay behind")

    def go(self, act: Any) -> None:
        with self.page.expect_navigation():
            act()


@pytest.fixture
def address(valley: Path, tmp_path: Path) -> Iterator[str]:
    with served(valley, tmp_path / "copy") as at:
        yield at


@pytest.fixture
def ada(browser: Any, address: str) -> Iterator[Reviewer]:
    made = Reviewer(browser, address)
    made.open()
    yield made
    assert (made.watched.faults, made.missing) == ([], [])
    assert made.watched.elsewhere == []
    made.context.close()


def chain(folder: Path) -> list[tuple[str, str, str]]:
    """Check the chain of a project and return its actions: kind, field, by."""
    with Project(folder, create=False) as project:
        rows, highest = project.store.kept_reviews()
        assert verify(rows, highest) == []
        return [(a.kind, a.field, a.by) for a in project.store.reviews()]


def kinds(folder: Path) -> list[str]:
    return [kind for kind, _, _ in chain(folder)]


def test_every_action_by_key(ada: Reviewer, tmp_path: Path) -> None:
    first = ada.item
    ada.go(lambda: ada.press("j"))
    second = ada.item
    assert second != first
    ada.go(lambda: ada.press("k"))
    assert ada.item == first
    ada.go(lambda: ada.press("a"))
    assert ada.item == second
    ada.go(lambda: ada.press("u"))
    assert ada.item == first
    ada.press("x")
    ada.page.check('details.act[open] input[value="duplicate"]')
    ada.submit("reject")
    ada.go(lambda: ada.press("u"))
    ada.press("c")
    ada.submit("comment", comment="ask the desk")
    assert ada.item == first
    ada.press("d")
    ada.submit("dissent", dissent="a plan, in my view")
    ada.press("m")
    ada.page.locator(".found input").first.check()
    ada.submit("merge", reason="one matter")
    ada.go(lambda: ada.press("u"))
    ada.counted()
    ada.press("s")
    ada.submit("split", reason="another place")
    ada.go(lambda: ada.press("u"))
    ada.counted()
    ada.press("n")
    ada.page.locator('details.act[open] input[type="radio"]').first.check()
    ada.submit("not-same", reason="another day")
    ada.go(lambda: ada.press("u"))
    ada.press("v")
    assert ada.page.locator(".rv-many").is_visible()
    ada.press("v")
    assert not ada.page.locator(".rv-many").is_visible()
    ada.press("e")
    ada.page.keyboard.type("Indeed: ")
    ada.page.fill("#rs", "plainer")
    ada.go(lambda: ada.press("Control+Enter"))
    assert ada.item == second
    ada.go(lambda: ada.press("z"))
    assert ada.item not in (first, second)
    ada.open(f"/review/{first}")
    ada.go(lambda: ada.press("o"))
    assert "/d/doc_" in ada.page.url
    # The reader is another screen; what it says is its own matter.
    ada.watched.faults.clear()
    ada.missing.clear()
    assert kinds(tmp_path / "copy") == [
        "accept", "undo", "reject", "undo", "comment", "dissent", "merge", "undo", "split", "undo", "not_same", "undo",
        "edit", "accept",
    ]  # fmt: skip


def test_every_action_by_pointer(ada: Reviewer, tmp_path: Path) -> None:
    page, first = ada.page, ada.item

    def panel(words: str) -> None:
        page.locator("details.act > summary", has_text=re.compile(f"^{words}")).click()

    ada.go(lambda: page.get_by_role("button", name=re.compile("^Accept a")).click())
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Undo")).click())
    assert ada.item == first
    panel("Reject")
    page.check('details.act[open] input[value="too_old"]')
    ada.submit("reject")
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Undo")).click())
    panel("Comment")
    ada.submit("comment", comment="look again")
    panel("Dissent")
    ada.submit("dissent", dissent="not so")
    panel("Merge")
    page.locator(".found input").first.check()
    ada.submit("merge", reason="one matter")
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Undo")).click())
    ada.counted()
    panel("Split")
    ada.submit("split", reason="another place")
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Undo")).click())
    ada.counted()
    panel("Not the same")
    page.locator('details.act[open] input[type="radio"]').first.check()
    ada.submit("not-same", reason="another day")
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Undo")).click())
    page.locator(".df .fe > summary").nth(6).click()
    page.locator('select[name="realis"], input[name="time"]').locator("visible=true").first.wait_for()
    page.fill('input[name="time"]', "2026-10")
    page.fill("#rs", "from the date line")
    ada.go(lambda: page.get_by_role("button", name="Save only").click())
    ada.go(lambda: page.get_by_role("button", name=re.compile("^Later")).click())
    boxes = page.locator('.q input[name="item"]')
    boxes.nth(0).check()
    boxes.nth(1).check()
    page.fill('.rv-many [name="reason"]', "seen together")
    ada.go(lambda: page.get_by_role("button", name="Accept selected").click())
    assert "2 accepted." in page.content()
    assert kinds(tmp_path / "copy") == [
        "accept", "undo", "reject", "undo", "comment", "dissent", "merge", "undo", "split", "undo", "not_same", "undo",
        "edit", "accept", "accept",
    ]  # fmt: skip


def test_single_keys_do_nothing_while_somebody_types_and_escape_closes_a_panel(ada: Reviewer, tmp_path: Path) -> None:
    ada.press("x")
    ada.page.locator('details.act[open] [name="reason"]').click()
    ada.page.keyboard.type("a u z j")
    ada.press("Escape")
    assert ada.page.locator("details.act[open]").count() == 0
    assert kinds(tmp_path / "copy") == []


@pytest.fixture
def team(valley: Path, tmp_path: Path, browser: Any) -> Iterator[tuple[Reviewer, Reviewer]]:
    with served(valley, tmp_path / "copy") as at:
        people = People(tmp_path / "copy")
        for name in ("Ada", "Bo"):
            people.add(name, "admin", "long enough 1")
        pair = Reviewer(browser, at, "Ada"), Reviewer(browser, at, "Bo")
        yield pair
        for one in pair:
            assert [f for f in one.watched.faults if "409" not in f] == []
            one.context.close()


def test_two_people_at_one_claim_see_each_other_and_the_clash_and_lose_nothing(team: Any, tmp_path: Path) -> None:
    ada, bo = team
    bo.open()
    claim = bo.item
    ada.open(f"/review/{claim}")
    assert "Bo" in ada.page.locator(".rv-bar").inner_text()
    for who, words, time in ((bo, "Said by Bo. ", "2026-09"), (ada, "Said by Ada. ", "")):
        who.page.locator(".df .fe > summary").first.click()
        who.page.locator('textarea[name="proposition"]').press_sequentially(words)
        who.page.fill("#rs", f"because {words}")
        if time:
            who.page.locator('input[name="time"]').evaluate(f"e => e.value = '{time}'")
    bo.go(lambda: bo.page.get_by_role("button", name="Save only").click())
    ada.go(lambda: ada.press("Control+Enter"))
    told = ada.page.locator(".rv-item").inner_text()
    for words in ("Bo saved a change", "One field clashes", "Said by Ada.", "Said by Bo.", "joins without clash"):
        assert words in told
    ada.press("2")
    assert ada.page.is_checked('input[value="theirs"]')
    ada.press("1")
    ada.go(lambda: ada.press("Control+Enter"))
    assert [(k, f, by) for k, f, by in chain(tmp_path / "copy")] == [
        ("edit", "proposition", "Bo"), ("edit", "time", "Bo"), ("edit", "proposition", "Ada"),
        ("dissent", "proposition", "Bo"), ("accept", "", "Ada"),
    ]  # fmt: skip
    bo.open(f"/review/{claim}")
    held = bo.page.locator(".df.fields").first.inner_text()
    assert "Said by Ada." in held
    assert "2026-09" in held


def test_what_was_typed_is_back_after_the_browser_was_closed(browser: Any, address: str, tmp_path: Path) -> None:
    ada = Reviewer(browser, address)
    ada.open()
    claim = ada.item
    ada.press("e")
    with ada.page.expect_response(re.compile("/unsaved$"), timeout=2000):
        ada.page.keyboard.type("Half a sen")
    ada.context.close()
    again = Reviewer(browser, address)
    again.open(f"/review/{claim}")
    assert "Half a sen" in again.page.locator('textarea[name="proposition"]').input_value()
    assert "did not save" in again.page.locator(".rv-item").inner_text()
    again.go(lambda: again.page.get_by_role("button", name="Forget it").click())
    assert "Half a sen" not in again.page.locator('textarea[name="proposition"]').input_value()
    again.context.close()
    assert kinds(tmp_path / "copy") == []


@pytest.mark.parametrize("path", ["/review", "/audit", "/grade/sources", "/grade/information"])
@pytest.mark.parametrize("width", [360, 720, 1440])
def test_nothing_runs_out_of_the_page_sideways(browser: Any, address: str, path: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(address + path)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_the_page_works_without_script(browser: Any, address: str, tmp_path: Path) -> None:
    ada = Reviewer(browser, address, java_script_enabled=False)
    ada.open()
    first = ada.item
    ada.go(lambda: ada.page.get_by_role("button", name=re.compile("^Accept a")).click())
    assert ada.item != first
    ada.page.locator("details.act > summary", has_text=re.compile("^Reject")).click()
    ada.page.check('details.act[open] input[value="out_of_scope"]')
    ada.submit("reject")
    ada.context.close()
    assert kinds(tmp_path / "copy") == ["accept", "reject"]


@pytest.mark.parametrize(
    ("key", "field", "kind"),
    [("x", "reason", "reject"), ("c", "comment", "comment"), ("d", "dissent", "dissent"), ("m", "reason", "merge")],
)
def test_ctrl_enter_sends_the_panel_that_is_open_and_nothing_else(
    ada: Reviewer, tmp_path: Path, key: str, field: str, kind: str
) -> None:
    ada.press(key)
    form = ada.page.locator("details.act[open] form")
    if kind in ("reject", "merge"):
        form.locator("input[type=radio]").first.check()
    form.locator(f'[name="{field}"]').fill("typed in the panel")
    ada.go(lambda: ada.press("Control+Enter"))
    assert kinds(tmp_path / "copy") == [kind]
    with Project(tmp_path / "copy", create=False) as project:
        assert [action.reason for action in project.store.reviews()] == ["typed in the panel"]


def test_ctrl_enter_in_a_panel_that_lacks_something_decides_nothing(ada: Reviewer, tmp_path: Path) -> None:
    ada.press("x")
    ada.press("Control+Enter")
    ada.press("Escape")
    ada.page.locator(".find input").fill("pumps")
    ada.go(lambda: ada.press("Control+Enter"))
    assert "/search" in ada.page.url
    assert kinds(tmp_path / "copy") == []


def physical(page: Any, key: str, code: str, **more: bool) -> None:
    """Press a key as a layout without Latin letters reports it."""
    page.evaluate(
        "init => document.body.dispatchEvent(new KeyboardEvent('keydown', {bubbles: true, cancelable: true, ...init}))",
        {"key": key, "code": code, **more},
    )


def test_single_keys_work_on_a_cyrillic_layout(ada: Reviewer, tmp_path: Path) -> None:
    first = ada.item
    ada.go(lambda: physical(ada.page, "о", "KeyJ"))
    second = ada.item
    assert second != first
    ada.go(lambda: physical(ada.page, "л", "KeyK"))
    assert ada.item == first
    ada.go(lambda: physical(ada.page, "ф", "KeyA"))
    assert kinds(tmp_path / "copy") == ["accept"]
    physical(ada.page, "п", "KeyG")
    ada.go(lambda: physical(ada.page, "і", "KeyS"))
    assert "/situation" in ada.page.url
    # The situation screen is another one; what it says is its own matter.
    ada.watched.faults.clear()
    ada.missing.clear()
    ada.watched.elsewhere.clear()


def test_what_a_layout_writes_in_latin_stays_as_it_is_written(ada: Reviewer, tmp_path: Path) -> None:
    # On a French board the key where "q" lies writes "a"; it accepts, and the one where "a" lies does nothing.
    physical(ada.page, "q", "KeyA")
    ada.go(lambda: physical(ada.page, "a", "KeyQ"))
    assert kinds(tmp_path / "copy") == ["accept"]


def test_undo_opens_what_was_taken_back_and_quotes_it(ada: Reviewer) -> None:
    for _ in range(3):
        ada.go(lambda: ada.press("j"))
    item = ada.item
    words = ada.page.locator(".q li[aria-current] .qt").inner_text()
    ada.go(lambda: ada.press("a"))
    ada.go(lambda: ada.press("u"))
    assert ada.item == item
    told = ada.page.locator(".rv-done").inner_text()
    assert "rev_" not in told
    assert words[:30] in told
    ada.open("/audit")
    assert "rev_" not in ada.page.locator("table.trail").inner_text()


def test_a_comment_leaves_the_item_open(ada: Reviewer) -> None:
    for _ in range(2):
        ada.go(lambda: ada.press("j"))
    item = ada.item
    ada.press("c")
    ada.submit("comment", comment="look at the date")
    assert ada.item == item


def test_several_items_are_selected_by_keys_over_pages(ada: Reviewer, tmp_path: Path) -> None:
    ada.press("v")
    ada.go(lambda: ada.press("j"))
    ada.press("v")
    ada.go(lambda: ada.press("j"))
    ada.press("v")
    assert "3 selected" in ada.page.locator(".rv-many").inner_text()
    # What is decided alone is selected no more.
    ada.go(lambda: ada.press("a"))
    assert "2 selected" in ada.page.locator(".rv-many").inner_text()
    ada.go(lambda: ada.page.get_by_role("button", name="Accept selected").click())
    assert kinds(tmp_path / "copy") == ["accept"] * 3
    ada.open()
    assert not ada.page.locator(".rv-many").is_visible()


def test_a_key_is_changed_in_the_list_of_keys_and_put_back(ada: Reviewer, tmp_path: Path) -> None:
    ada.press("?")
    told = ada.page.locator("#keys [role=status]")
    ada.page.locator('#keys button[data-change="a"]').click()
    ada.press("x")
    assert "reject" in told.inner_text()
    ada.press("h")
    assert "accept" in told.inner_text()
    ada.press("Escape")
    assert ada.page.locator("#f-accept kbd").inner_text() == "h"
    ada.press("a")
    assert kinds(tmp_path / "copy") == []
    ada.go(lambda: ada.press("h"))
    assert kinds(tmp_path / "copy") == ["accept"]
    assert ada.page.locator("#f-accept kbd").inner_text() == "h"
    ada.press("?")
    ada.page.get_by_role("button", name="Put all keys back").click()
    ada.press("Escape")
    assert ada.page.locator("#f-accept kbd").inner_text() == "a"
    ada.go(lambda: ada.press("a"))
    assert kinds(tmp_path / "copy") == ["accept", "accept"]
