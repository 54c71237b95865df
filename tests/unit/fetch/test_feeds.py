"""Feeds in the forms that outlets print, and what is no feed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.fetch.feeds import MAX_ENTRIES, InvalidFeed, read_feed

RSS = """<?xml version="1.0" encoding="windows-1251"?>
<rss version="2.0"><channel><title>Річковий вісник</title><link>https://rv.example/</link>
<item><title>Аптека &amp; склад</title><link>https://rv.example/1</link><guid isPermaLink="false">rv-1</guid>
<pubDate>Fri, 23 Oct 2026 18:30:00 +0300</pubDate></item>
<item><title>Без адреси</title></item>
<item><title>Чуже</title><link>javascript:alert(1)</link></item>
</channel></rss>""".encode("windows-1251")

ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Bote</title>
<entry><id>tag:bote,1</id><title>Apotheke</title><link href="/a/1"/><published>2026-10-24T06:00:00Z</published>
<updated>2026-10-25T06:00:00Z</updated></entry></feed>"""


def test_rss_in_another_encoding() -> None:
    feed = read_feed(RSS, address="https://rv.example/feed", content_type="application/rss+xml")
    assert feed.title == "Річковий вісник"
    [entry] = feed.entries
    assert (entry.url, entry.id, entry.title) == ("https://rv.example/1", "rv-1", "Аптека & склад")
    assert entry.published == "Fri, 23 Oct 2026 18:30:00 +0300"


def test_atom_with_addresses_relative_to_the_feed() -> None:
    [entry] = read_feed(ATOM, address="https://bote.example/feed.xml").entries
    assert entry.url == "https://bote.example/a/1"
    assert entry.updated == "2026-10-25T06:00:00Z"


def test_a_page_is_no_feed() -> None:
    with pytest.raises(InvalidFeed, match="no RSS or Atom"):
        read_feed(b"<!doctype html><html><body><p>Hello</p></body></html>", address="https://rv.example/")


def test_a_feed_without_end_is_cut_and_says_so() -> None:
    items = b"".join(b"<item><link>https://x.example/%d</link></item>" % n for n in range(MAX_ENTRIES + 5))
    feed = read_feed(b"<rss version='2.0'><channel>" + items + b"</channel></rss>", address="https://x.example/")
    assert len(feed.entries) == MAX_ENTRIES
    assert feed.cut


def test_entities_that_grow_do_not() -> None:
    bomb = b"<!DOCTYPE lolz [<!ENTITY a0 'ha'>" + b"".join(
        b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    bomb += b"]><rss version='2.0'><channel><title>&a11;</title><item><link>https://x.example/1</link></item></channel></rss>"
    try:
        feed = read_feed(bomb, address="https://x.example/")
    except InvalidFeed:
        return
    assert len(feed.title or "") < 100_000


@given(st.binary(max_size=400))
def test_any_bytes_are_a_feed_or_an_error_of_ours(data: bytes) -> None:
    try:
        read_feed(data, address="https://x.example/")
    except InvalidFeed:
        return


@pytest.mark.parametrize("declared", [b"UT\x00F-8", b"\xda\xa4-8", b"punycode", b"undefined"])
def test_a_declared_encoding_that_is_none_does_not_keep_a_feed_from_being_read(declared: bytes) -> None:
    data = ATOM.replace(b'"1.0"?', b'"1.0" encoding="' + declared + b'"?')
    assert declared in data
    [entry] = read_feed(data, address="https://bote.example/feed.xml").entries
    assert entry.url == "https://bote.example/a/1"
    charset = "text/xml; charset=undefined"
    assert read_feed(ATOM, address="https://bote.example/feed.xml", content_type=charset).entries


def test_an_encoding_that_cannot_be_told_is_an_error_of_ours() -> None:
    data = '<?xml version="1.0" encoding="\udcda"?><rss version="2.0"/>'.encode("utf-16", "surrogatepass")
    with pytest.raises(InvalidFeed):
        read_feed(data, address="https://x.example/")
