"""The page: one file, well formed, nothing fetched, nothing unescaped."""

import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from reportedly.brief import Options, compile_brief, render_html, render_markdown
from tests.unit.brief.invented import Report, a_week, event, material, origin

VOID = {"meta", "link", "br", "img", "input", "hr"}


class Outline(HTMLParser):
    """Checks that elements nest, and keeps what the tests ask for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: list[str] = []
        self.targets: list[str] = []
        self.loads: list[str] = []
        self.headings: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.tags.append((tag, found))
        self.ids += [found["id"]] if found.get("id") else []
        self.targets += [found["href"]] if (found.get("href") or "").startswith("#") else []
        self.loads += [v for k in ("src", "href", "data", "poster", "action") if (v := found.get(k)) and v[0] != "#"]
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")


@pytest.fixture(scope="module")
def page() -> str:
    return render_html(compile_brief(a_week(), Options()))


@pytest.fixture(scope="module")
def outline(page: str) -> Outline:
    found = Outline()
    found.feed(page)
    return found


def test_elements_nest_and_close(outline: Outline) -> None:
    assert outline.faults == []
    assert outline.open == []


def test_ids_are_unique_and_every_inner_link_has_a_target(outline: Outline) -> None:
    assert len(outline.ids) == len(set(outline.ids))
    missing = {t[1:] for t in outline.targets} - set(outline.ids)
    assert missing == set()


def test_the_page_loads_nothing_from_outside(page: str, outline: Outline) -> None:
    assert outline.loads == []
    assert re.findall(r"url\((?!data:|#)", page) == []
    assert "<script" not in page
    assert "@import" not in page
    assert "default-src 'none'" in page


def test_headings_step_down_one_level_at_a_time(outline: Outline) -> None:
    assert outline.headings[0] == "h1"
    assert outline.headings.count("h1") == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert all(int(b[1]) - int(a[1]) <= 1 for a, b in steps)


def test_the_status_table_is_a_real_table_with_scopes(outline: Outline) -> None:
    scopes = [a.get("scope") for t, a in outline.tags if t == "th"]
    assert scopes.count("row") == 3
    assert scopes.count("col") == 3


def test_drawings_have_words_or_are_hidden(outline: Outline) -> None:
    outer = [a for t, a in outline.tags if t == "svg" and a.get("class") in ("map", "bar")]
    assert len(outer) == 2
    assert all(a.get("role") == "img" and (a.get("aria-label") or a.get("aria-labelledby")) for a in outer)


def test_text_from_a_report_cannot_become_markup() -> None:
    evil = "<script>alert(1)</script> & \"quoted\" 'text' in Tarn"
    report = Report(evil, publisher="<b>Gazette</b>", title="</style><img src=x>")
    claim = report.claim(evil, place="Tarn")
    made = compile_brief(
        material([report], [event(claim, origins=(origin("<i>x</i>", claim),), place="sel:tarn", place_name="Tarn")]),
        Options(title='"}</style><script>'),
    )
    page = render_html(made)
    assert "<script" not in page
    assert "<img" not in page
    assert "<b>Gazette" not in page
    assert page.count("</style>") == 1
    assert "<script" not in render_markdown(made).replace("\\<script", "")


def test_the_page_is_the_same_each_time() -> None:
    week = a_week()
    assert render_html(compile_brief(week, Options())) == render_html(compile_brief(week, Options()))


def test_the_page_stays_below_half_a_megabyte(page: str) -> None:
    assert len(page.encode()) < 500_000


def test_a_brief_on_nothing_prints_too() -> None:
    found = Outline()
    found.feed(render_html(compile_brief(material([], []), Options())))
    assert found.faults == []


def test_a_section_says_how_much_it_leaves_out() -> None:
    brief = compile_brief(a_week(), Options())
    more = replace(brief, sections=(replace(brief.sections[0], left_out=3), *brief.sections[1:]))
    assert "Three further reports in this domain are not told here" in render_html(more)
