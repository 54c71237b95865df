"""Live blogs and digests taken apart: each item with a time of its own is a document of its own.

Only where the pattern is sure; everything else stays whole.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from reportedly.ingest.dates import read_time
from reportedly.ingest.entries import dated_blocks, entry_time
from reportedly.ingest.html import linked_data, plain_words, words_of
from reportedly.ingest.making import Captured, Metadata, Rendition, make_document
from reportedly.records import Document
from reportedly.text import squeeze

MIN_WORDS = 40
"""Shortest item of a live blog or digest, in code points."""

_MOST = 0.8
"""Least share of the entries of a live blog that must have a body and a time for it to be taken apart."""

_IN_PARAGRAPHS = 0.6
"""Least share of the words of an entry that its paragraphs, headings and lists hold, if those are to be its text."""

_WORDS = ("p", "h2", "h3", "h4", "h5", "li", "blockquote", "pre")


@dataclass(frozen=True, slots=True)
class Item:
    """One entry as printed: its words, its time and where that was read, and what else it gives."""

    text: str
    published: object
    basis: str
    title: object = None
    url: object = None
    author: object = None
    modified: object = None


def live_items(tree: Any) -> list[Item]:
    """Return the entries of a live blog page (lxml), [] if it surely is none."""
    return _linked_items(tree) or _marked_items(tree)


def _linked_items(tree: Any) -> list[Item]:
    for thing in linked_data(tree):
        updates = thing.get("liveBlogUpdate")
        if "LiveBlogPosting" not in str(thing.get("@type")) or not isinstance(updates, list):
            continue
        items = [_linked_item(update) for update in updates if isinstance(update, dict)]
        return _sure([item for item in items if item], of=len(updates), least=2)
    return []


def _linked_item(update: dict[str, Any]) -> Item | None:
    headline, body = (update.get(key) for key in ("headline", "articleBody"))
    if not isinstance(body, str) or not body.strip():
        return None
    words = plain_words(body) if "<" in body or "&" in body else body.strip()
    title = headline.strip() if isinstance(headline, str) else None
    text = words if not title or squeeze(words).startswith(squeeze(title)) else f"{title}\n\n{words}"
    return Item(
        text, update.get("datePublished"), "json_ld", title, update.get("url"), update.get("author"),
        update.get("dateModified"),
    )  # fmt: skip


def _marked_items(tree: Any) -> list[Item]:
    """Take entries marked in the page: as microdata, or as like blocks with times on a page that says it is live."""
    marked = [
        e for e in tree.iter() if isinstance(e.tag, str) and "liveBlogUpdate" in (e.get("itemprop") or "").split()
    ]
    marked = marked or dated_blocks(tree)
    items = [_marked_item(element) for element in marked]
    return _sure([item for item in items if item], of=len(marked), least=3)


def _marked_item(element: Any) -> Item | None:
    pieces = [e for e in element.iterdescendants(*_WORDS) if not any(a.tag in _WORDS for a in _between(e, element))]
    text = "\n\n".join(words for piece in pieces if (words := words_of(piece)))
    whole = words_of(element)
    if len(text) < _IN_PARAGRAPHS * len(whole):
        # An entry may have its words in plain blocks; its time is no part of them.
        times = {squeeze(time.text_content()) for time in element.iter("time")}
        text = "\n\n".join(line for line in whole.split("\n") if line.strip() and squeeze(line) not in times)
    heading = next(element.iter("h2", "h3", "h4"), None)
    title = squeeze(heading.text_content()) if heading is not None else None
    return Item(text, entry_time(element), "time_element", title or None) if text else None


def _between(element: Any, top: Any) -> Iterator[Any]:
    parent = element.getparent()
    while parent is not None and parent is not top:
        yield parent
        parent = parent.getparent()


def _sure(items: Sequence[Item], *, of: int, least: int) -> list[Item]:
    """Return the items if there are enough and nearly all entries have words and a time, else []."""
    dated = [item for item in items if read_time(item.published)[0]]
    long = sum(len(item.text) >= MIN_WORDS for item in dated)
    return list(dated) if len(dated) >= max(least, _MOST * of) and long >= 0.5 * len(dated) else []


def item_documents(
    items: Sequence[Item],
    captured: Captured,
    metadata: Metadata,
    form: Rendition,
    *,
    extractor: str = "live_items/1",
) -> Iterator[Document]:
    """Yield a document for each item: its own time, the page's publisher; its bytes are its values as JSON.

    The same item in a later capture of the page is thus the same document.
    """
    for number, item in enumerate(items, start=1):
        if not any(map(str.isalnum, item.text)):
            continue
        values = {"published": item.published, "text": item.text, "title": item.title, "url": item.url}
        body = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        here = replace(
            captured,
            path=f"{captured.path}#item={number}",
            sha256=captured.evidence.keep(body.encode("utf-8", "replace")),
            container=captured.path,
            locator="item",
        )
        own = replace(
            metadata, title=item.title, published=item.published, basis=item.basis, modified=item.modified,
            url=item.url or metadata.url, author=item.author or metadata.author,
        )  # fmt: skip
        yield make_document(here, replace(form, text=item.text, extractor=extractor, body=0), own)


def left_over(text: str, items: Sequence[Item]) -> str:
    """Return the paragraphs of a page that stand in none of its items."""
    told = squeeze(" ".join(item.text for item in items))
    kept = [piece for piece in text.split("\n\n") if piece.strip() and squeeze(piece) not in told]
    return "\n\n".join(kept)
