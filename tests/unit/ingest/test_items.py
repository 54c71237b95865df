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


TIMES = ("2026-03-03T14:20:00+02:00", "2026-03-03T11:05:00+02:00", "2026-03-01T08:40:00+02:00")


def _entry(tag: str, time: str, words: str, *, mark: str = "", heading: str = "Taps") -> str:
    return f'<{tag} class="{mark}"><time datetime="{time}">{time[11:16]}</time><h3>{heading}</h3><p>{words}</p></{tag}>'


def _page(title: str, inside: str, *, after: str = "") -> str:
    return (
        f'<!DOCTYPE html><html><head><title>{title}</title><meta property="article:published_time" '
        f'content="2026-03-01T06:00:00Z"></head><body class="page"><main><h1>{title}</h1><p>{LEAD}</p>{inside}</main>'
        f"{after}</body></html>"
    )


def _items(folder: Path, page: str) -> list[Document]:
    return [item for item in documents(folder, "a.html", page) if "#item" in item.path]


@pytest.mark.parametrize(
    "title",
    ["Live updates: the cuts in Sollen", "Cuts in Sollen: live", "Cuts in Sollen, as it happened", "Live – water and power",
     "Онлайн: вода в Соллені", "Відключення в Соллені. Наживо", "Онлайн-трансляция: вода в Соллене", "Вода в Соллені (оновлюється)",
     "Wasser in Sollen im Liveticker", "Newsblog: Ausfälle in Sollen"],
)  # fmt: skip
@pytest.mark.parametrize("tag", ["article", "div", "section", "li"])
def test_a_page_with_a_live_heading_is_taken_apart_at_its_dated_blocks(tmp_path: Path, title: str, tag: str) -> None:
    inside = "".join(_entry(tag, time, f"{WATER} {n}.") for n, time in enumerate(TIMES))
    found = _items(tmp_path, _page(title, f"<ul>{inside}</ul>" if tag == "li" else inside))
    assert [item.published for item in found] == list(TIMES)
    assert found[0].text == f"Taps\n\n{WATER} 0."


def test_the_class_of_what_holds_the_entries_says_that_it_is_live(tmp_path: Path) -> None:
    entries = "".join(
        f'<div class="liveblog-entry"><header><time datetime="{time}">{time[11:16]}</time></header><div>{WATER} {n}.</div></div>'
        for n, time in enumerate(TIMES)
    )
    found = _items(tmp_path, _page("Cuts in Sollen", f'<div class="live-blog-posts">{entries}</div>'))
    assert [(item.published, item.text) for item in found] == [(t, f"{WATER} {n}.") for n, t in enumerate(TIMES)]


def _teasers(count: int) -> str:
    return "".join(
        f'<article><time datetime="2026-02-{n + 10}T08:00:00Z">x</time><h3><a href="/story/{n}">The bridge at Pell is shut</a></h3>'
        f"<p>Lorries take the road by the mill until the end of the month, the council says.</p></article>"
        for n in range(count)
    )


def _comments(count: int) -> str:
    return "".join(
        _entry("div", f"2026-03-0{n + 1}T09:00:00Z", "We have had no water here for a week, and nobody tells us why.", mark="comment")
        for n in range(count)
    )  # fmt: skip


@pytest.mark.parametrize(
    "beside",
    [
        _teasers(6),
        f'<section id="comments">{_comments(6).replace("comment", "c")}</section>',
        f"<section>{_comments(5)}</section>",
        "".join(f'<a href="/s/{n}"><article><time datetime="2026-02-1{n}T08:00Z">x</time><h3>Pell</h3></article></a>' for n in range(5)),
        "".join(_entry("section", f"2022-0{n}-24", f"{WATER} {n}.") for n in range(1, 6)),
    ],
)  # fmt: skip
@pytest.mark.parametrize("title", ["Live updates: the cuts in Sollen", "The cuts in Sollen"])
def test_teasers_comments_and_chronologies_are_no_entries(tmp_path: Path, title: str, beside: str) -> None:
    article = f"<article><p>{WATER} {WELLS}</p><p>{POWER}</p></article>"
    assert _items(tmp_path, _page(title, article + beside)) == []


def test_entries_are_found_beside_more_teasers(tmp_path: Path) -> None:
    inside = "".join(_entry("article", time, f"{WATER} {n}.") for n, time in enumerate(TIMES))
    found = _items(
        tmp_path, _page("Live: cuts in Sollen", f"<div>{inside}</div>", after=f"<aside>{_teasers(8)}</aside>")
    )
    assert [item.published for item in found] == list(TIMES)


@pytest.mark.parametrize(
    "title",
    ["People live in tents in Sollen", "Where they live: the cuts in Sollen", "Живуть без води", "Er lebt im Keller"],
)
def test_a_heading_with_like_words_does_not_say_that_a_page_is_live(tmp_path: Path, title: str) -> None:
    inside = "".join(_entry("div", time, f"{WATER} {n}.") for n, time in enumerate(TIMES))
    assert _items(tmp_path, _page(title, inside)) == []
