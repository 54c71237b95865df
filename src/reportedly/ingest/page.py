"""One web page to documents: the article, or the items of a live blog; and what the program that saved it noted."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from reportedly.errors import DocumentFailed
from reportedly.ingest.html import Page, read_html
from reportedly.ingest.items import MIN_WORDS, item_documents, left_over, live_items
from reportedly.ingest.making import Captured, make_document
from reportedly.ingest.opened import Found, Opened
from reportedly.records import Document

_SINGLE_FILE = re.compile(
    r"Page saved with SingleFile\s+url:\s*(?P<url>\S{1,2000})\s+saved date:\s*(?P<date>[^\r\n(]{1,80})"
)
_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d{1,6}\)(?P<url>https?://\S{1,2000}?)\s*-->")
_SAVED_DATE = "%a %b %d %Y %H:%M:%S GMT%z"


def read_page(opened: Opened) -> Found:
    """Yield the document of a web page, or one for each item of a live blog."""
    page = read_html(opened.data, charset=opened.charset)
    captured, page = saved_by_a_browser(opened.captured, page)
    yield from page_documents(captured, page)


def page_documents(captured: Captured, page: Page) -> Iterator[Document]:
    """Yield the documents of a page that was read. Raises DocumentFailed if there is no article in it."""
    items = live_items(page.tree)
    if not items and not page.rendition.text:
        raise DocumentFailed("no article text was found in the page; save its text as .txt")
    if not items:
        yield make_document(captured, page.rendition, page.metadata)
        return
    rest = left_over(page.rendition.text, items)
    if len(rest) >= MIN_WORDS:
        yield make_document(captured, replace(page.rendition, text=rest), page.metadata)
    yield from item_documents(items, captured, page.metadata, page.rendition)


def saved_by_a_browser(captured: Captured, page: Page) -> tuple[Captured, Page]:
    """Return both with the address and the time that SingleFile or a browser wrote into the page when saving it.

    An archive that holds the page knows better when it was fetched.
    """
    start = page.markup[:8_000]
    noted = _SINGLE_FILE.search(start) or _SAVED_FROM.search(start)
    if noted is None:
        return captured, page
    if not page.metadata.url and noted["url"].startswith(("http://", "https://")):
        page = replace(page, metadata=replace(page.metadata, url=noted["url"]))
    if "date" in noted.groupdict() and not captured.fetched:
        try:
            moment = datetime.strptime(noted["date"].strip(), _SAVED_DATE)
        except ValueError:
            return captured, page
        captured = replace(captured, now=moment.isoformat(timespec="seconds"))
    return captured, page
