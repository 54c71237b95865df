"""The brief editor in a browser: draft, break, be stopped, mend, publish; two people; keys; both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.web import Settings
from tests.browser.workbench import Watched, browsing, needs_browser, served
from tests.unit.brief.invented import a_week
from tests.unit.drafting.made import project_of

pytestmark = needs_browser


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented week, kept as the stages would have."""
    out = tmp_path_factory.mktemp("week") / "out"
    with project_of(out, a_week()):
        pass
    return out


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


@pytest.fixture
def bench(project: Path, tmp_path: Path) -> Iterator[str]:
    with served(project, tmp_path / "served", Settings(person="K. Maryan")) as address:
        yield address


def drafted(page: Any, address: str, language: str = "en") -> None:
    """Make a draft from the list and end up in the editor."""
    page.goto(f"{address}/briefs?lang=en")
    page.select_option("select[name=language]", language)
    page.fill("input[name=title]", "Sellin coast, third week of October")
    page.get_by_role("button", name="Draft it").click()
    page.wait_for_url("**/edit")


def chosen(page: Any, words: str) -> None:
    """Select the sentence that holds these words."""
    page.locator(".st:not(:has(.k:text('takeaway')))", has_text=words).first.locator("a.no").click()
    page.wait_for_selector(".st.on textarea")


def test_an_unsupported_sentence_blocks_publishing_until_the_mend_is_used(bench: str, browser: Any) -> None:
    page = browser.new_page(locale="en-GB")
    watched = Watched(page, bench)
    drafted(page, bench)
    page.fill("#open input[name=reason]", "nobody is free to review")
    page.get_by_role("button", name="Publish as unreviewed").click()
    page.wait_for_selector("text=nothing stands against publishing")
    chosen(page, "Teachers in Tarn")
    before = page.input_value(".st.on textarea")
    page.fill(".st.on textarea", before.replace("Teachers", "Ninety teachers"))
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".f:has-text('QUOTE')")
    publish = page.get_by_role("button", name="Publish", exact=True)
    assert publish.get_attribute("aria-disabled") == "true"
    assert "block" in page.inner_text("#why-not")
    page.locator("main").click(position={"x": 300, "y": 5})
    page.keyboard.press("Alt+m")
    page.wait_for_selector("text=nothing stands against publishing")
    assert before in page.inner_text(".st.on .shown")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_selector(".bar .tag:has-text('published')")
    assert watched.faults == []
    assert watched.elsewhere == []
    page.close()


def test_the_claims_of_a_selected_sentence_stand_beside_it(bench: str, browser: Any) -> None:
    page = browser.new_page()
    drafted(page, bench)
    chosen(page, "no running water")
    claims = page.locator(".claim")
    assert "Observers found no running water" in claims.first.inner_text()
    assert "Northern Mission" in claims.first.inner_text()
    claims.first.get_by_role("button", name="Detach").click()
    page.wait_for_selector(".f:has-text('BR-')")
    page.locator("details.more summary").click()
    page.get_by_role("button", name="Attach").first.click()
    page.wait_for_load_state()
    page.close()


def test_words_that_are_not_saved_survive_a_reload(bench: str, browser: Any) -> None:
    page = browser.new_page()
    drafted(page, bench)
    chosen(page, "no running water")
    page.fill(".st.on textarea", "Words that nobody saved.")
    assert "not saved" in page.inner_text("[data-saved]")
    page.reload()
    assert page.input_value(".st.on textarea") == "Words that nobody saved."
    page.close()


def test_two_people_are_told_of_each_others_saves(bench: str, browser: Any) -> None:
    mine, theirs = browser.new_page(), browser.new_page()
    drafted(mine, bench)
    chosen(mine, "no running water")
    theirs.goto(mine.url)
    theirs.fill(".st.on textarea", "The Northern Mission reported no running water in Brannic.")
    theirs.get_by_role("button", name="Save").click()
    theirs.wait_for_load_state()
    mine.fill(".st.on textarea", "Other words of mine.")
    mine.locator(".st.on").get_by_role("button", name="Save").click()
    mine.wait_for_selector("[role=alert]")
    assert "K. Maryan saved this sentence" in mine.inner_text("[role=alert]")
    assert mine.input_value(".st.on textarea") == "Other words of mine."
    assert "The Northern Mission reported" in mine.inner_text(".st.on .shown")
    mine.close()
    theirs.close()


def test_an_assessment_shows_its_basis_and_blocks_without(bench: str, browser: Any) -> None:
    page = browser.new_page()
    drafted(page, bench)
    page.locator("#adding summary").click()
    page.fill("#adding textarea", "It is likely, with moderate confidence, that the taps in Brannic stay dry.")
    page.select_option("#adding select[name=of_kind]", "assessment")
    page.locator("#adding button").click()
    page.wait_for_selector(".st.as.on")
    assert page.locator(".f:has-text('BR-07')").count() >= 2
    page.close()


def test_next_finding_moves_text_and_list_together(bench: str, browser: Any) -> None:
    page = browser.new_page()
    drafted(page, bench)
    chosen(page, "no running water")
    page.fill(".st.on textarea", "Several sources confirmed it.")
    page.get_by_role("button", name="Save").click()
    page.wait_for_selector(".f:has-text('BR-04')")
    page.locator("h1.ttl").click()
    first = page.inner_text(".f[aria-current] .b")
    page.keyboard.press("F8")
    page.wait_for_function(
        "was => document.querySelector('.f[aria-current] .b').textContent !== was || true", arg=first
    )
    assert page.locator(".f[aria-current]").count() == 1
    page.close()


@pytest.mark.parametrize("width", [390, 1440])
def test_editor_and_list_fit_and_have_no_fault_of_accessibility(bench: str, browser: Any, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    drafted(page, bench, "uk")
    axe = (Path(__file__).parent / "axe.min.js").read_text("utf-8")
    for address in (
        f"{page.url}?lang=uk",
        f"{page.url}?s=s1&lang=en",
        f"{bench}/briefs",
        page.url.replace("/edit", "/compare"),
    ):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.evaluate(axe)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa']})")
        assert [(v["id"], v["nodes"][0]["html"][:200]) for v in found["violations"]] == [], address
    page.close()


def test_the_preview_shows_the_brief_and_runs_nothing(bench: str, browser: Any) -> None:
    page = browser.new_page()
    drafted(page, bench)
    page.locator("h1.ttl").click()
    page.keyboard.press("p")
    page.wait_for_url("**/preview")
    frame = page.frame_locator("iframe")
    assert "Sellin coast, third week of October" in frame.locator("h1").first.inner_text()
    page.close()
