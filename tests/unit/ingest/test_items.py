"""Live blogs and dated digests."""

import json
from pathlib import Path

import pytest

from reportedly.ingest.dated import dated_items
from reportedly.records import Document
from tests.unit.ingest.kept import one, read
from tests.unit.ingest.samples import POWER, WATER, WELLS

LEAD = "All that is known today of the cuts in the two towns, as it comes in from our reporters there."


def linked(*updates: tuple[str, str, str], body: str = "") -> str:
    data = {
        "@context": "https://schema.org",
        "@type": "LiveBlogPosting",
        "headline": "Cuts: live",
        "datePublished": "2026-10-26T05:00:00Z",
        "publisher": {"@type": "Organization", "name": "Lantern Wire"},
        "liveBlogUpdate": [
            {"@type": "BlogPosting", "headline": title, "articleBody": words, "datePublished": time}
            for title, words, time in updates
        ],
    }
    return (
        f'<!DOCTYPE html><html lang="en"><head><script type="application/ld+json">{json.dumps(data)}</script></head>'
        f"<body><article><h1>Cuts: live</h1><p>{LEAD}</p>{body}</article></body></html>"
    )


def documents(folder: Path, name: str, content: str) -> list[Document]:
    found = read(folder, name, content)
    assert all(isinstance(item, Document) for item in found), found
    return [item for item in found if isinstance(item, Document)]


UPDATES = (("Power", POWER, "2026-10-26T12:00:00Z"), ("Taps", f"<p>{WATER}</p><p>{WELLS}</p>", "2026-10-26T09:00:00Z"))


def test_each_update_of_a_live_blog_is_a_document_with_its_own_time(tmp_path: Path) -> None:
    lead, first, second = documents(tmp_path, "a.html", linked(*UPDATES))
    assert (lead.path, lead.published, LEAD in lead.text) == ("a.html", "2026-10-26T05:00:00Z", True)
    assert (first.path, first.container, first.text) == ("a.html#item=1", "a.html", f"Power\n\n{POWER}")
    assert (first.published, first.published_basis, first.publisher) == (
        "2026-10-26T12:00:00Z",
        "json_ld",
        "Lantern Wire",
    )
    assert (second.text, second.published) == (f"Taps\n\n{WATER}\n\n{WELLS}", "2026-10-26T09:00:00Z")


def test_an_update_that_stands_in_a_later_capture_is_the_same_document(tmp_path: Path) -> None:
    before = documents(tmp_path, "a.html", linked(*UPDATES))
    later = documents(tmp_path, "b.html", linked(("New", f"{POWER} For good.", "2026-10-26T13:00:00Z"), *UPDATES))
    assert {item.id for item in before[1:]} < {item.id for item in later}


def test_updates_without_times_leave_the_page_whole(tmp_path: Path) -> None:
    body = f"<p>{POWER}</p><p>{WATER}</p>"
    found = documents(tmp_path, "a.html", linked(("A", POWER, ""), ("B", WATER, "2026-10-26T09:00:00Z"), body=body))
    assert [item.path for item in found] == ["a.html"]
    assert WATER in found[0].text


def _marked(times: list[str], *, live: str) -> str:
    entries = "".join(
        f'<article><time datetime="{time}">x</time><h2>Entry {n}</h2><p>{WATER} {n}.</p></article>' for n, time in enumerate(times)
    )  # fmt: skip
    return f'<!DOCTYPE html><html><body class="{live}"><main><h1>Cuts</h1><p>{LEAD}</p>{entries}</main></body></html>'


def test_repeated_articles_with_times_are_taken_apart_on_a_live_page_only(tmp_path: Path) -> None:
    times = [f"2026-10-26T{hour:02}:00:00Z" for hour in (12, 11, 10)]
    found = documents(tmp_path, "a.html", _marked(times, live="page live-blog"))
    assert [item.published for item in found if "#item" in item.path] == times
    assert found[-1].published_basis == "time_element"
    assert len(documents(tmp_path, "b.html", _marked(times, live="page"))) == 1


def digest(*headings: str, front: str = "", lead: str = "") -> str:
    return front + lead + "".join(f"{heading}\n\n{WATER} {n}.\n\n" for n, heading in enumerate(headings))


@pytest.mark.parametrize(
    ("headings", "times"),
    [
        (("## 26 October 2026, 14:30", "## 25 October 2026, 09:00", "## 24 October 2026, 8:15"), ["2026-10-26", "2026-10-25", "2026-10-24"]),
        (("26.10.2026", "27.10.2026", "28.10.2026"), ["2026-10-26", "2026-10-27", "2026-10-28"]),
        (("**26 жовтня 2026 року**", "**27 жовтня 2026 року**", "**28 жовтня 2026 року**"), ["2026-10-26", "2026-10-27", "2026-10-28"]),
        (("Montag, 26. Oktober 2026", "Dienstag, 27. Oktober 2026", "Mittwoch, 28. Oktober 2026"), ["2026-10-26", "2026-10-27", "2026-10-28"]),
        (("# 26 октября 2026, 10:00 +03:00", "# 27 октября 2026, 10:00 +03:00", "# 28 октября 2026, 10:00 +03:00"),
         ["2026-10-26T10:00:00+03:00", "2026-10-27T10:00:00+03:00", "2026-10-28T10:00:00+03:00"]),
    ],
)  # fmt: skip
def test_a_digest_with_dated_headings_is_taken_apart(
    tmp_path: Path, headings: tuple[str, ...], times: list[str]
) -> None:
    found = documents(tmp_path, "a.md", digest(*headings))
    assert [item.published for item in found] == times
    assert [item.path for item in found] == ["a.md#item=1", "a.md#item=2", "a.md#item=3"]
    assert {item.published_basis for item in found} == {"heading"}
    assert found[0].text == f"{WATER} 0."


def test_times_alone_take_the_day_of_the_text(tmp_path: Path) -> None:
    front = "---\npublisher: Lantern Wire\npublished: 2026-10-26\n---\n\n"
    found = documents(tmp_path, "a.md", digest("14:30", "15:10", "16:00", front=front, lead=f"{LEAD}\n\n"))
    assert [item.path for item in found] == ["a.md", "a.md#item=1", "a.md#item=2", "a.md#item=3"]
    assert {item.publisher for item in found} == {"Lantern Wire"}
    assert found[1].flags == ("time_without_zone",)


@pytest.mark.parametrize(
    "text",
    [
        digest("26.10.2026", "27.10.2026"),
        digest("14:30", "15:10", "16:00"),
        digest("26.10.2026", "28.10.2026", "27.10.2026"),
        digest("26.10.2026", "26.10.2026", "27.10.2026"),
        digest("26.10.2026", "27.10.2026", "14:30"),
        digest("26.10.2026", "27.10.2026", "28.10.2026", front="---\npublished: 2026-10-30\n---\n\n"),
        digest("26.10.2026", "27.10.2026", "28.10.2026", lead=f"{LEAD} " * 20 + "\n\n"),
        "On 26.10.2026\n\nIt rained.\n\n27.10.2026\n\nIt was dry.\n\n28.10.2026\n\nIt snowed.\n",
    ],
)
def test_what_is_not_surely_a_digest_stays_whole(tmp_path: Path, text: str) -> None:
    assert one(tmp_path, "a.md", text).path == "a.md"


@pytest.mark.parametrize(
    "text", ["14:30\n" * 100_000, "\n\n26.10.2026" * 100_000, "## " * 100_000, "1.2.2026 " * 100_000]
)
def test_long_texts_of_nothing_but_headings_are_no_digests(text: str) -> None:
    assert dated_items(text, 0, "2026-10-26") == []


def test_the_comment_of_a_saved_page_gives_its_address_and_time(tmp_path: Path) -> None:
    page = (
        "<!DOCTYPE html> <html lang=en><!--\n Page saved with SingleFile \n url: https://lantern.example/1 \n"
        f" saved date: Mon Oct 26 2026 14:30:12 GMT+0200 (Eastern European Standard Time)\n--><body><article><p>{WATER} {WELLS}</p></article>"
    )
    document = one(tmp_path, "a.html", page)
    assert (document.url, document.retrieved_at) == ("https://lantern.example/1", "2026-10-26T14:30:12+02:00")
    assert document.published is None
    saved = page.replace(
        "<!DOCTYPE html> <html lang=en>", "<!-- saved from url=(0027)https://lantern.example/2 -->\n<html>"
    )
    assert one(tmp_path, "b.html", saved).url in ("https://lantern.example/1", "https://lantern.example/2")
