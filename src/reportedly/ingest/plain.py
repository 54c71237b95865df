"""Plain text and Markdown: the text as it stands, with what its front matter says of it."""

from dataclasses import replace

from reportedly.ingest.dated import dated_items
from reportedly.ingest.encoding import Decoded, decode
from reportedly.ingest.front_matter import read_front_matter
from reportedly.ingest.items import MIN_WORDS, item_documents
from reportedly.ingest.making import Metadata, Rendition, make_document
from reportedly.ingest.opened import Found, Opened


def read_plain(opened: Opened) -> Found:
    """Yield the one document of a text file. Raises DocumentFailed if it is no text."""
    decoded = decode(opened.data, declared=opened.charset)
    media_type = "text/markdown" if opened.suffix in (".md", ".markdown") else "text/plain"
    front = read_front_matter(decoded.text)
    values = front.values
    metadata = Metadata(
        title=values.get("title"),
        publisher=values.get("publisher"),
        published=values.get("published"),
        basis="front_matter",
        url=values.get("url"),
        language=values.get("language"),
        author=values.get("author"),
    )
    rendition = Rendition(decoded.text, media_type, _extractor(decoded), decoded.flags, body=front.end)
    items = dated_items(decoded.text, front.end, metadata.published)
    if not items:
        yield make_document(opened.captured, rendition, metadata)
        return
    lead = decoded.text[: items[0][0]]
    if len(lead) - front.end >= MIN_WORDS:
        yield make_document(opened.captured, replace(rendition, text=lead), metadata)
    yield from item_documents([item for _, _, item in items], opened.captured, metadata, rendition)


def _extractor(decoded: Decoded) -> str:
    return "plain/1" if decoded.encoding == "utf-8" else f"plain/1+{decoded.encoding}"
