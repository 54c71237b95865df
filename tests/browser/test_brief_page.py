"""The page in a real browser: it opens without a network and fits phone and desk."""

from pathlib import Path

import pytest

from reportedly.brief import Options, compile_brief, render_html
from tests.unit.brief.invented import a_week

CHROMIUM = Path("/usr/bin/chromium")

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="needs Debian's chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("brief") / "brief.html"
    file.write_text(render_html(compile_brief(a_week(), Options())), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def browser():  # type: ignore[no-untyped-def]
    sync_api = pytest.importorskip("playwright.sync_api")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield started
        started.close()


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_opens_offline_and_fits_the_window(browser, page_file: Path, width: int, scheme: str) -> None:  # type: ignore[no-untyped-def]
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    asked: list[str] = []
    faults: list[str] = []
    page.on("request", lambda r: asked.append(r.url))
    page.on("console", lambda m: faults.append(m.text))
    page.on("pageerror", lambda e: faults.append(str(e)))
    page.goto(page_file.as_uri())
    wide = page.evaluate("document.documentElement.scrollWidth")
    fonts = page.evaluate("document.fonts.ready.then(f => [...f].filter(x => x.status === 'loaded').length)")
    context.close()
    assert wide <= width
    assert [u for u in asked if not u.startswith(("file:", "data:"))] == []
    assert faults == []
    assert fonts >= 3


def test_notes_lead_there_and_back(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page(java_script_enabled=False)
    page.goto(page_file.as_uri())
    page.click("sup.n a >> nth=0")
    assert page.url.endswith("#n1")
    page.click("#n1 a.bk")
    assert page.url.endswith("#r1")
    page.close()


def test_the_page_prints(browser, page_file: Path) -> None:  # type: ignore[no-untyped-def]
    page = browser.new_page()
    page.goto(page_file.as_uri())
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    page.close()
    assert printed.startswith(b"%PDF")
