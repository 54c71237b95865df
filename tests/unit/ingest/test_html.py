"""Web pages."""

from pathlib import Path

import pytest

from reportedly.ingest import html, read_file
from tests.unit.ingest.kept import ENGLISH, NOW, RUSSIAN, UKRAINIAN, MemoryEvidence, failure, one

_LD = """<script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle",
"headline": "Dry taps", "datePublished": "2026-10-22T07:30:00-01:00", "dateModified": "2026-10-23T08:00:00Z",
"author": [{"@type": "Person", "name": "Ada Quill"}], "publisher": {"name": "Drelmoor Courier"}}]}</script>"""


def _page(head: str = "", *, body: str = "", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><head><meta charset="utf-8">{head}</head><body>'
        f'<nav><a href="/">Home</a> <a href="/sport">Sport pages</a></nav><article><h1>Dry taps in Drelmoor</h1>'
        f"<p>{ENGLISH * 2}</p><p>Nobody knows when it opens again.</p>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def test_the_article_is_taken_without_what_is_around_it(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", _page())
    assert "Sport pages" not in document.text
    assert "All rights" not in document.text
    assert document.text.endswith("council said.\n\nNobody knows when it opens again.")
    assert document.extractor.startswith("trafilatura/")
    assert (document.title, document.language, document.media_type) == ("Dry taps in Drelmoor", "en", "text/html")


def test_metadata_come_from_linked_data_first(tmp_path: Path) -> None:
    head = (
        _LD + '<meta property="article:published_time" content="2026-10-25"><meta property="og:site_name" content="X">'
    )
    document = one(tmp_path, "a.html", _page(head))
    assert (document.published, document.published_basis) == ("2026-10-22T07:30:00-01:00", "json_ld")
    assert (document.modified, document.publisher, document.author) == (
        "2026-10-23T08:00:00Z",
        "Drelmoor Courier",
        ("Ada Quill",),
    )


def test_metadata_come_from_meta_elements_next(tmp_path: Path) -> None:
    head = (
        '<meta property="article:published_time" content="2026-10-22T07:30:00+02:00">'
        '<meta property="og:site_name" content="Lantern Wire"><meta property="og:title" content="Taps">'
        '<link rel="canonical" href="https://lantern.example/1">'
    )
    document = one(tmp_path, "a.html", _page(head))
    assert (document.published, document.published_basis) == ("2026-10-22T07:30:00+02:00", "meta")
    assert (document.publisher, document.title, document.url) == (
        "Lantern Wire",
        "Dry taps in Drelmoor",
        "https://lantern.example/1",
    )


def test_a_date_in_a_time_element_is_found_and_says_so(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", _page(body='<time datetime="2026-10-21" class="published">21 Oct</time>'))
    assert (document.published, document.published_basis) == ("2026-10-21", "htmldate")


def test_a_date_in_the_story_is_not_taken_for_its_publication(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", _page(body="<p>The works burned down on 4 May 2023, he said.</p>"))
    assert (document.published, document.published_basis) == (None, "none")


def test_broken_linked_data_are_passed_over(tmp_path: Path) -> None:
    head = '<script type="application/ld+json">{"@type": "NewsArticle", </script>' + _LD
    assert one(tmp_path, "a.html", _page(head)).published_basis == "json_ld"


def test_a_declared_code_page_is_used(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{UKRAINIAN * 3}</p></body></html>'
    document = one(tmp_path, "a.html", page.encode("cp1251"))
    assert document.text == (UKRAINIAN * 3).strip()
    assert (document.language, document.flags) == ("uk", ())


def test_an_undeclared_code_page_is_guessed_from_the_words_and_not_from_the_tags(tmp_path: Path) -> None:
    links = "".join(f'<li><a href="/archive/{number}">{number}</a></li>' for number in range(400))
    page = f"<html><body><script>var a = '<b>';</script><ul>{links}</ul><article><p>{RUSSIAN * 4}</p></article></body>"
    document = one(tmp_path, "a.html", page.encode("koi8-r"))
    assert RUSSIAN.strip() in document.text


def test_a_page_of_tags_without_end_is_refused(tmp_path: Path) -> None:
    assert "tags" in failure(tmp_path, "a.html", "<html><body>" + "<b>x</b>" * (html.MAX_TAGS // 2 + 1))


def test_latin_1_is_read_as_browsers_do(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="iso-8859-1"></head><body><p>{ENGLISH}“No water”, he said.</p></body></html>'
    assert one(tmp_path, "a.html", page.encode("cp1252")).text.endswith("“No water”, he said.")


@pytest.mark.parametrize("declared", ["utf-16", "unicode_escape", "utf-7", "rot13", "nonsense"])
def test_a_declaration_that_cannot_be_true_is_passed_over(tmp_path: Path, declared: str) -> None:
    page = f'<html><head><meta charset="{declared}"></head><body><p>{ENGLISH}It is \\u0041 +AGE- day.</p></body></html>'
    assert one(tmp_path, "a.html", page).text == f"{ENGLISH}It is \\u0041 +AGE- day."


def test_an_unreadable_date_gives_way_to_a_readable_one(tmp_path: Path) -> None:
    head = (
        '<script type="application/ld+json">{"@type": "WebPage", "name": "x"}</script>'
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "last week"}</script>'
        '<meta property="article:published_time" content="2026-10-22T07:30:00Z">'
    )
    document = one(tmp_path, "a.html", _page(head))
    assert (document.published, document.published_basis, document.flags) == ("2026-10-22T07:30:00Z", "meta", ())


def test_the_printed_heading_is_the_title_where_it_begins_the_text(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", _page('<meta property="og:title" content="Taps run dry | Courier">'))
    assert document.title == document.text.partition("\n")[0] == "Dry taps in Drelmoor"


def test_a_wrongly_declared_code_page_is_noticed(tmp_path: Path) -> None:
    page = f'<html><head><meta charset="windows-1251"></head><body><p>{UKRAINIAN * 3}</p></body></html>'
    document = one(tmp_path, "a.html", page.encode("utf-8"))
    assert document.text == (UKRAINIAN * 3).strip()
    assert document.flags == ("wrong_encoding_declared",)


def test_the_language_of_a_template_does_not_overrule_the_text(tmp_path: Path) -> None:
    page = f'<html lang="en"><body><p>{UKRAINIAN * 3}</p></body></html>'
    document = one(tmp_path, "a.html", page)
    assert (document.language, document.flags) == ("uk", ("language_mismatch",))


@pytest.mark.parametrize("content", ["<html><body></body></html>", "<html><script>var x = 1;</script></html>"])
def test_a_page_without_an_article_is_a_failure(tmp_path: Path, content: str) -> None:
    assert "save its text as .txt" in failure(tmp_path, "a.html", content)


@pytest.mark.parametrize("tag", ["div", "font", "b", "table", "ul", "svg", "custom"])
@pytest.mark.parametrize("closed", [True, False])
def test_a_hundred_thousand_nested_elements_are_refused(tmp_path: Path, tag: str, closed: bool) -> None:
    end = f"</{tag}>" * 100_000 if closed else ""
    message = failure(tmp_path, "a.html", "<html><body>" + f"<{tag}>" * 100_000 + ENGLISH + end)
    assert "nests more than" in message


def test_many_paragraphs_left_open_are_not_nested(tmp_path: Path) -> None:
    document = one(tmp_path, "a.html", "<html><body>" + "".join(f"<p>Line {i}. {ENGLISH}" for i in range(2_000)))
    assert "Line 1999. " in document.text


def test_an_attribute_of_five_megabytes_is_left_out(tmp_path: Path) -> None:
    body = '<p><img alt="x" src="data:image/png;base64,' + "A" * 5_000_000 + '">The pump is broken.</p>'
    assert "The pump is broken." in one(tmp_path, "a.html", _page(body=body)).text


@pytest.mark.slow
def test_an_attribute_of_fifty_megabytes_is_left_out(tmp_path: Path) -> None:
    body = '<p title="' + "A" * 50_000_000 + '">The pump is broken.</p>'
    assert "The pump is broken." in one(tmp_path, "a.html", _page(body=body)).text


@pytest.mark.parametrize(
    "content",
    [
        "<" * 500_000,
        "<!--" * 200_000,
        "<meta " * 100_000,
        "<p " + "a=b " * 300_000,
        "<a href='" * 100_000,
        "&amp" * 300_000,
        "<script " * 100_000 + "\ufffd",
    ],
)
def test_broken_markup_is_read_or_refused_in_bounded_time(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(content.encode("utf-8").replace(b"\xef\xbf\xbd", b"\xff\xe5"))
    assert len(list(read_file(path, evidence=MemoryEvidence(), now=NOW))) == 1
