"""Saved feeds and lists of records: each item is a document."""

import json
from pathlib import Path

import pytest

from reportedly.fetch.feeds import InvalidFeed, read_feed
from reportedly.ingest import Mapping
from reportedly.records import Document, Failure, Note
from tests.unit.ingest.kept import failure, one, read
from tests.unit.ingest.samples import POWER, WATER, WELLS

RSS = f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- made by hand: <html> -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Lantern Wire</title><link>https://lantern.example/</link><language>en</language>
<item><title>Dry taps</title><link>https://lantern.example/1</link><pubDate>Mon, 26 Oct 2026 14:30:00 +0200</pubDate>
<dc:creator>Ada Quill</dc:creator><description>Taps are dry.</description>
<content:encoded><![CDATA[<p>{WATER}</p><p>{WELLS}</p>]]></content:encoded></item>
<item><title>Light</title><guid>2</guid><description>{POWER}</description></item>
<item><link>https://lantern.example/3</link></item></channel></rss>"""

ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Bote</title><entry><title>Dry taps</title>
<id>tag:1</id><link href="https://bote.example/1"/><published>2026-10-26T12:30:00Z</published>
<updated>2026-10-26T15:00:00Z</updated><content type="html">&lt;p&gt;{WATER}&lt;/p&gt;</content></entry></feed>"""

BOMB = RSS.replace(
    "<!-- made", '<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>\n<!-- made'
).replace(POWER, "&b;")


def test_each_item_of_a_saved_feed_is_a_document(tmp_path: Path) -> None:
    first, second, told = read(tmp_path, "feed.xml", RSS)
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert first.text == f"Dry taps\n\n{WATER}\n\n{WELLS}"
    assert (first.path, first.container, first.publisher) == ("feed.xml#item=1", "feed.xml", "Lantern Wire")
    assert (first.published, first.published_basis) == ("2026-10-26T14:30:00+02:00", "feed")
    assert (first.title, first.url, first.author) == ("Dry taps", "https://lantern.example/1", ("Ada Quill",))
    assert first.media_type == "application/rss+xml"
    assert (second.text, second.published, second.url) == (f"Light\n\n{POWER}", None, None)
    assert isinstance(told, Note)
    assert told.message == "1 item has no words"


@pytest.mark.parametrize("name", ["a.xml", "a.atom", "a.txt", "a", "a.html"])
def test_a_feed_is_known_by_its_content(tmp_path: Path, name: str) -> None:
    document = one(tmp_path, name, ATOM)
    assert document.text == f"Dry taps\n\n{WATER}"
    assert (document.published, document.modified) == ("2026-10-26T12:30:00Z", "2026-10-26T15:00:00Z")
    assert (document.publisher, document.url) == ("Bote", "https://bote.example/1")


def test_an_item_of_a_later_copy_of_a_feed_is_the_same_document(tmp_path: Path) -> None:
    before = {d.id for d in read(tmp_path, "a.xml", RSS) if isinstance(d, Document)}
    new = "<item><title>New</title><description>The clinic in Pell is open again.</description></item>"
    later = {d.id for d in read(tmp_path, "b.xml", RSS.replace("<item>", new + "<item>", 1)) if isinstance(d, Document)}
    assert before < later


def test_a_feed_that_declares_entities_is_refused(tmp_path: Path) -> None:
    assert "declares entities" in failure(tmp_path, "a.xml", BOMB)
    with pytest.raises(InvalidFeed, match="declares entities"):
        read_feed(BOMB.encode("utf-16"), address="https://lantern.example/feed")


def test_a_document_type_that_a_feed_only_quotes_or_names_does_no_harm(tmp_path: Path) -> None:
    old = RSS.replace(
        "<!-- made", '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/rss.dtd">\n<!-- made'
    )
    quoted = old.replace(f"<p>{WELLS}", f"<p>&lt;!ENTITY &lt;!DOCTYPE html&gt; {WELLS}")
    assert len([d for d in read(tmp_path, "a.xml", quoted) if isinstance(d, Document)]) == 2


@pytest.mark.parametrize(
    "text", ["<rss version='2.0'><channel><title>x</title></channel></rss>", "<rss", "<rss><channel>"]
)
def test_a_feed_without_items_says_so(tmp_path: Path, text: str) -> None:
    assert failure(tmp_path, "a.rss", text)


def test_other_xml_stays_refused(tmp_path: Path) -> None:
    assert "this is a .xml file" in failure(tmp_path, "a.xml", "<?xml version='1.0'?><config><rss/></config>")


RECORDS = [{"id": 1, "body": WATER, "date": "2026-10-26", "rate": 1.5}, {"id": 2, "body": POWER}]


@pytest.mark.parametrize("indent", [None, 2])
def test_each_record_of_a_json_list_is_a_document(tmp_path: Path, indent: int | None) -> None:
    first, second = read(tmp_path, "a.json", json.dumps(RECORDS, indent=indent))
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, first.text, first.published) == ("a.json#item=1", WATER, "2026-10-26")
    lines = read(tmp_path, "b.jsonl", "\n".join(map(json.dumps, RECORDS)))
    assert [first.sha256, second.sha256] == [d.sha256 for d in lines if isinstance(d, Document)]


def test_a_json_list_takes_a_mapping_and_names_what_is_no_record(tmp_path: Path) -> None:
    text = json.dumps([{"post": {"words": WATER}}, 5, {"post": {}}])
    found = read(tmp_path, "a.json", text, mapping=Mapping(text="post.words"))
    assert [d.text for d in found if isinstance(d, Document)] == [WATER]
    assert [f.path for f in found if isinstance(f, Failure)] == ["a.json#item=2", "a.json#item=3"]


def test_a_json_list_that_is_cut_off_gives_what_came_before(tmp_path: Path) -> None:
    documents, told = [], []
    for item in read(tmp_path, "a.json", json.dumps(RECORDS)[:-20]):
        (documents if isinstance(item, Document) else told).append(item)
    assert [d.text for d in documents if isinstance(d, Document)] == [WATER]
    [cut] = told
    assert isinstance(cut, Failure)
    assert "no whole JSON after item 1" in cut.message


@pytest.mark.parametrize("text", ['{"articles": []}', "[1, 2]", "[]", "5 of"])
def test_other_json_is_still_refused(tmp_path: Path, text: str) -> None:
    assert failure(tmp_path, "a.json", text)
