"""Saved RSS and Atom feeds: each item is a document, in the words that the feed prints.

Where only the address of a feed is known, `reportedly watch` fetches the pages that it names; a file of a feed may be
all that is left of them.
"""

from typing import Any

import feedparser

from reportedly.errors import DocumentFailed
from reportedly.feed_parsing import parse_feed
from reportedly.ingest.html import plain_words
from reportedly.ingest.items import Item, item_documents
from reportedly.ingest.making import Metadata, Rendition
from reportedly.ingest.opened import Found, Opened
from reportedly.records import Note
from reportedly.text import declares_entities, squeeze

EXTRACTOR = f"feedparser/{feedparser.__version__}"


def read_saved_feed(opened: Opened) -> Found:
    """Yield a document for each item of a feed, and a note on those that have no words.

    Raises DocumentFailed if the feed declares entities, cannot be parsed, or has no item with words.
    """
    data = opened.data
    if declares_entities(data):
        raise DocumentFailed(
            "this feed declares entities: feeds that people read declare none, attacks do; it was not read"
        )
    found = parse_feed(data)
    items = [_item(entry) for entry in found.entries]
    silent = sum(not any(map(str.isalnum, item.text)) for item in items)
    if silent == len(items):
        broken = f" ({found.bozo_exception})" if found.get("bozo") else ""
        raise DocumentFailed(f"there is no item with words in this feed{broken}; save the pages themselves")
    form = Rendition("", "application/atom+xml" if "atom" in found.version else "application/rss+xml", EXTRACTOR)
    whole = Metadata(publisher=found.feed.get("title"), language=found.feed.get("language"))
    yield from item_documents(items, opened.captured, whole, form, extractor=EXTRACTOR)
    if silent:
        what = "item has no words" if silent == 1 else "items have no words"
        yield Note(opened.captured.path, f"{silent} {what}", opened.captured.sha256)


def _item(entry: Any) -> Item:
    """Return an item with the longest of the texts that the feed prints of it, under its title."""
    printed = [str(part.get("value") or "") for part in entry.get("content") or ()]
    words = max(map(_words, [*printed, str(entry.get("summary") or "")]), key=len)
    title = squeeze(_words(str(entry.get("title") or "")))
    if title and not squeeze(words).startswith(title):
        words = f"{title}\n\n{words}".strip()
    return Item(
        words, _given(entry, "published") or _given(entry, "updated"), "feed", title or None, _address(entry),
        _given(entry, "author"), _given(entry, "updated"),
    )  # fmt: skip


def _address(entry: Any) -> str | None:
    link = _given(entry, "link")
    return link if link and link.lower().startswith(("http://", "https://")) else None


def _given(entry: Any, name: str) -> str | None:
    # Not entry.get: feedparser gives the one for the other where a feed has only one of two times.
    value = dict.get(entry, name)
    return value.strip() or None if isinstance(value, str) else None


def _words(printed: str) -> str:
    return plain_words(printed) if "<" in printed or "&" in printed else printed.strip()
