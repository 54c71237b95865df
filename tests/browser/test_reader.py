"""The reader and the search in a browser: claims are walked by keys, hops mark their words, kept pages do nothing."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from reportedly.project import Project, Silent, Summary
from reportedly.records import Claim, Document
from reportedly.web import Settings
from tests.browser.workbench import Watched, browsing, needs_browser, served, valley

__all__ = ["valley"]
pytestmark = needs_browser

REVIEWER = Settings(person="R. Tallow", role="reviewer")
EXACT = Settings(person="R. Tallow", role="reviewer", exact=True)
PRIVATE = ("Tolvane", "Morrend")
HOSTILE = """<!doctype html><html lang="en"><head><title>Pumps at Tarn stand still</title>
<meta property="og:site_name" content="Harbour Gazette"><meta http-equiv="refresh" content="0;url={there}/refresh">
<base href="{there}/"><link rel="stylesheet" href="{there}/sheet.css"><script>top.ran = 1; window.ran = 1</script>
<script src="{there}/script.js"></script><style>body{{background:url({there}/style.png)}}</style></head>
<body onload="top.ran = 1"><article><h1>Pumps at Tarn stand still</h1>
<p>The pumps at Tarn have stood still since Monday, the town council said. Nobody repairs them.</p>
<img src="{there}/image.png" onerror="top.ran = 1"><p><a href="javascript:top.ran = 1">Read more about the pumps</a></p>
<form action="{there}/form"><p>Write to the council about the pumps at Tarn.</p><input name="p" autofocus
onfocus="top.ran = 1"><button>Send</button></form><iframe src="{there}/frame"></iframe>
<svg onload="top.ran = 1"></svg><object data="{there}/object"></object></article></body></html>"""


@pytest.fixture(scope="module")
def documents(valley: Path) -> dict[str, Document]:
    """The demo's documents by title."""
    with Project(valley, create=False) as project:
        return {document.title or document.path: document for document in project.store.documents()}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with browsing() as started:
        yield started


@pytest.fixture(scope="module")
def plain(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo for somebody who may not see names of private persons."""
    with served(valley, tmp_path_factory.mktemp("plain") / "out", REVIEWER) as address:
        yield address


@pytest.fixture(scope="module")
def exact(valley: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo for somebody who may see everything, with a hostile page among its documents."""
    out = tmp_path_factory.mktemp("exact") / "out"
    with served(valley, out, EXACT) as address:
        yield address


def opened(browser: Any, address: str, path: str, **options: Any) -> tuple[Any, Watched]:
    page = browser.new_context(**options).new_page()
    watched = Watched(page, address)
    page.goto(address + path)
    return page, watched


@pytest.mark.parametrize("title", ["No water in Korrisel, utility workers write", "Keine Apotheke, kein Insulin",
                                   "У Прасселі зачинена єдина аптека, інсуліну немає, пише канал фармацевтів"])  # fmt: skip
def test_claims_are_walked_by_keys_in_text_margin_and_card_at_once(
    browser: Any, plain: str, documents: dict[str, Document], title: str
) -> None:
    document = documents[title]
    page, watched = opened(browser, plain, f"/d/{document.id}")
    count = page.locator(".mn li").count()
    assert count > 3
    for number in (1, 2, 3):
        page.keyboard.press("j")
        page.wait_for_selector(f'.ev[aria-current][data-claim="{number}"]')
        assert page.locator(".mn li.on .no").inner_text() == str(number)
        assert page.locator("#claim h2").first.inner_text() == f"Claim {number} of {count}"
        assert page.url.endswith(f"?claim={number}")
        assert page.locator(".ev[aria-current]").first.is_visible()
    page.keyboard.press("k")
    page.wait_for_selector('.ev[aria-current][data-claim="2"]')
    assert page.locator(".doc .t").first.get_attribute("lang") == document.language
    assert watched.faults == []
    assert watched.elsewhere == []


def test_a_claim_is_chosen_by_a_click_and_by_its_address(
    browser: Any, plain: str, documents: dict[str, Document]
) -> None:
    document = documents["Thousands without water in valley town"]
    page, watched = opened(browser, plain, f"/d/{document.id}")
    page.click('.ev[data-claim="4"] >> nth=0')
    page.wait_for_selector('.mn li.on:has-text("4")')
    again, _ = opened(browser, plain, page.url.removeprefix(plain), java_script_enabled=False)
    assert again.locator("#claim h2").first.inner_text() == page.locator("#claim h2").first.inner_text()
    assert watched.faults == []


def test_a_hop_marks_its_source_and_its_wording_in_the_text(
    browser: Any, plain: str, documents: dict[str, Document]
) -> None:
    document = documents["Keine Apotheke, kein Insulin"]
    page, watched = opened(browser, plain, f"/d/{document.id}?claim=1")
    page.click(".ladder a.rung >> nth=1")
    page.wait_for_selector(".doc .cue[aria-current]")
    assert page.locator(".doc .cue[aria-current]").inner_text() == "unter Berufung auf"
    assert page.locator(".doc .srcspan[aria-current]").inner_text() == "Telegram-Kanal"
    assert page.locator(".ladder li[aria-current] .rung").inner_text() == "“Telegram-Kanal”"
    assert watched.faults == []


def test_side_by_side_marks_what_was_added_and_left_out(
    browser: Any, plain: str, documents: dict[str, Document]
) -> None:
    document = documents["No water in Korrisel, utility workers write"]
    page, watched = opened(browser, plain, f"/d/{document.id}")
    page.keyboard.press("w")
    page.wait_for_selector("table.side-pairs")
    assert "a copy of" in page.locator(".side-edge").inner_text()
    assert "The Telegram channel Korrisel Taps" in page.locator(".side-pairs ins").first.inner_text()
    assert "The night shift." in page.locator(".side-pairs del").all_inner_texts()
    assert page.locator(".side-pairs tr.same").count() >= 6
    page.keyboard.press("w")
    page.wait_for_selector("article.doc")
    assert watched.faults == []


def test_side_by_side_across_languages_marks_names_numbers_and_days(
    browser: Any, plain: str, documents: dict[str, Document]
) -> None:
    one = documents["Keine Apotheke, kein Insulin"]
    other = documents["У Прасселі зачинена єдина аптека, інсуліну немає, пише канал фармацевтів"]
    page, _ = opened(browser, plain, f"/d/{one.id}/beside/{other.id}?lang=uk")
    agreeing = page.locator(".side-pairs .agrees").all_inner_texts()
    assert {"Prassel", "Прасселі", "60", "12. Oktober", "12 жовтня"} <= set(agreeing)
    assert page.locator(".side-pairs ins, .side-pairs del").count() == 0
    assert page.locator("html").get_attribute("lang") == "uk"


def test_a_kept_page_runs_nothing_and_asks_for_nothing(browser: Any, valley: Path, tmp_path: Path) -> None:
    there = "http://127.0.0.1:9"
    reports = tmp_path / "reports"
    reports.mkdir()
    (reports / "hostile.html").write_text(HOSTILE.format(there=there), "utf-8")
    with Project(tmp_path / "out") as project:
        project.ingest([reports], Summary(), Silent(), None)
        [document] = project.store.documents()
    with served(valley, tmp_path / "out", EXACT) as address:
        for path in (f"/d/{document.id}?as=kept", f"/kept/{document.sha256}?document={document.id}",
                     f"/d/{document.id}", f"/d/{document.id}?as=again"):  # fmt: skip
            page, watched = opened(browser, address, path)
            page.wait_for_timeout(300)
            assert watched.elsewhere == []
            assert page.evaluate("typeof window.ran") == "undefined"
            assert page.url == address + path
            assert [m for m in watched.faults if "Refused" in m or "blocked" in m] == []
        page, _ = opened(browser, address, f"/d/{document.id}?as=kept")
        frame = page.frame_locator("iframe")
        assert "The pumps at Tarn have stood still" in frame.locator("body").inner_text()
        assert (
            frame.locator("script, img, form, input, iframe, style, link, svg, object, [href], [onload]").count() == 0
        )
        assert page.locator("iframe").get_attribute("sandbox") == ""
        with page.expect_download() as download:
            page.click('a[href*="download=1"]')
        assert Path(download.value.path()).read_bytes() == (reports / "hostile.html").read_bytes()


def test_search_finds_an_inflected_ukrainian_word_by_its_first_form(browser: Any, plain: str) -> None:
    page, watched = opened(browser, plain, "/documents")
    page.keyboard.press("/")
    page.keyboard.type("аптека відмовитися")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hit-list")
    marked = [word.casefold() for word in page.locator(".hit-list mark").all_inner_texts()]
    assert any(word.startswith("відмовил") for word in marked)
    page.click(".hit-list a >> nth=0")
    page.wait_for_selector("article.doc")
    assert watched.faults == []


def test_a_search_is_kept_and_comes_back(browser: Any, plain: str) -> None:
    page, watched = opened(browser, plain, "/search?q=water&in=claims")
    page.fill(".save-search input[name=name]", "Water in the valley")
    page.click(".save-search button")
    page.wait_for_selector(".kept-searches")
    page.goto(plain + "/search")
    page.click("text=Water in the valley")
    assert page.locator(".hit-list li").count() > 0
    page.click(".kept-searches button")
    page.wait_for_selector("text=You keep no searches yet.")
    assert watched.faults == []


def test_a_private_name_is_in_no_page_that_a_plain_viewer_gets(
    browser: Any, plain: str, exact: str, documents: dict[str, Document]
) -> None:
    document = documents["Waiting for the pension in Ameldy"]
    paths = [f"/d/{document.id}?claim=1", f"/d/{document.id}?as=again", f"/d/{document.id}?as=kept", "/documents",
             "/search?q=nurse", "/search?q=pension&in=claims", f"/api/documents/{document.id}?claim=1",
             "/api/search?q=nurse", f"/api/documents/{document.id}/again"]  # fmt: skip
    for path in paths:
        page, _ = opened(browser, plain, path)
        page.wait_for_load_state("networkidle")
        assert not [name for name in PRIVATE if name in page.content()], path
    page, _ = opened(browser, exact, paths[0])
    assert all(name in page.content() for name in PRIVATE)


def test_a_claim_is_the_same_as_json(browser: Any, plain: str, valley: Path, documents: dict[str, Document]) -> None:
    document = documents["Keine Apotheke, kein Insulin"]
    with Project(valley, create=False) as project:
        first = min(project.store.reading(document.id).of(Claim), key=lambda claim: claim.evidence[0].start)
    page, _ = opened(browser, plain, f"/api/claims/{first.id}")
    told = json.loads(page.inner_text("pre"))
    assert [hop["name"] for hop in told["hops"]][-1] == "Telegram-Kanal"
    assert "score" not in page.content()


@pytest.mark.parametrize(("width", "height"), [(390, 844), (360, 640)])
def test_on_a_phone_the_sheet_and_three_tabs_lead_through_the_document(
    browser: Any, plain: str, documents: dict[str, Document], width: int, height: int
) -> None:
    document = documents["Thousands without water in valley town"]
    options = {"viewport": {"width": width, "height": height}, "has_touch": True, "is_mobile": True}
    page, watched = opened(browser, plain, f"/d/{document.id}?claim=2", **options)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator(".tabs a").count() == 3
    for control in (*page.locator(".tabs a").all(), *page.locator(".claim-sheet .btn").all()):
        assert control.bounding_box()["height"] >= 36
    page.tap(".claim-sheet [aria-label='Next claim']")
    page.wait_for_selector('.ev[aria-current][data-claim="3"]')
    page.tap(".tabs a >> nth=1")
    page.wait_for_function("() => document.querySelector('.tabs a[aria-current]').hash === '#claim'")
    assert watched.faults == []


@pytest.mark.parametrize("rendition", ["", "?claim=4&hop=1", "?as=again", "?as=kept", "/beside/{other}"])
@pytest.mark.parametrize("shown", [("light", "en", 1280), ("dark", "uk", 360)])
def test_a_rendition_is_accessible(
    browser: Any, exact: str, documents: dict[str, Document], rendition: str, shown: tuple[str, str, int]
) -> None:
    scheme, language, width = shown
    document = documents["Keine Apotheke, kein Insulin"]
    other = documents["У Прасселі зачинена єдина аптека, інсуліну немає, пише канал фармацевтів"]
    path = f"/d/{document.id}{rendition.format(other=other.id)}"
    options = {"viewport": {"width": width, "height": 800}, "color_scheme": scheme}
    page, watched = opened(browser, exact, f"{path}{'&' if '?' in path else '?'}lang={language}", **options)
    page.wait_for_load_state("networkidle")
    page.evaluate(Path(__file__).with_name("axe.min.js").read_text("utf-8"))
    found = page.evaluate("axe.run(document, {runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice']})")
    told = [f"{v['id']}: {[n['target'] for n in v['nodes']][:4]}" for v in found["violations"]]
    assert told == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert watched.faults == []
    assert watched.elsewhere == []


def test_accepting_a_claim_leads_back_to_it_and_says_so(
    browser: Any, valley: Path, documents: dict[str, Document], tmp_path: Path
) -> None:
    document = documents["Lomnidar: a clinic on Tuesdays, lamps the rest of the week"]
    with served(valley, tmp_path / "out", REVIEWER) as address:
        page, watched = opened(browser, address, f"/d/{document.id}?claim=2")
        page.keyboard.press("a")
        page.wait_for_selector("#claim .tag:has-text('accepted')")
        assert page.url.endswith(f"/d/{document.id}?claim=2")
        assert "1 reviewed" in page.locator("#document .ph").inner_text()
        assert "accepted by R. Tallow" in page.locator("#claim").inner_text()
        assert watched.faults == []


def test_a_claim_is_rejected_with_a_reason_and_a_dissent_is_kept_from_the_card(
    browser: Any, valley: Path, documents: dict[str, Document], tmp_path: Path
) -> None:
    document = documents["Lomnidar: a clinic on Tuesdays, lamps the rest of the week"]
    with served(valley, tmp_path / "out", REVIEWER) as address:
        page, watched = opened(browser, address, f"/d/{document.id}?claim=3")
        page.keyboard.press("d")
        page.fill("#claim textarea[name=dissent]", "A crew came on Sunday.")
        page.click("#claim details[open] button")
        page.wait_for_load_state("networkidle")
        page.keyboard.press("x")
        page.check("#claim input[value=not_a_claim]")
        page.fill("#claim details[open] input[name=reason]", "It is an opinion.")
        page.click("#claim details[open] button")
        page.wait_for_selector("#claim .tag:has-text('rejected')")
        assert page.url.endswith(f"/d/{document.id}?claim=3")
        assert "rejected by R. Tallow" in page.locator("#claim").inner_text()
        assert page.locator(".mn li").count() == 10
        assert watched.faults == []


def test_on_a_phone_the_chosen_claim_is_not_behind_the_sheet(
    browser: Any, plain: str, documents: dict[str, Document]
) -> None:
    document = documents["Lomnidar: a clinic on Tuesdays, lamps the rest of the week"]
    page, _ = opened(browser, plain, f"/d/{document.id}?claim=1", viewport={"width": 390, "height": 844})
    for number in range(2, 10):
        page.click(".claim-sheet [aria-label='Next claim']")
        page.wait_for_selector(f'.ev[aria-current][data-claim="{number}"]')
        page.wait_for_timeout(50)
        claim = page.locator(f'.ev[data-claim="{number}"]').first.bounding_box()
        sheet = page.locator(".claim-sheet").bounding_box()
        assert claim["y"] >= 0
        assert claim["y"] + claim["height"] <= sheet["y"] + 1, number
