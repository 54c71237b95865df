"""Web pages: the article's text by trafilatura, its metadata from JSON-LD, meta elements, then htmldate."""

import itertools
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from importlib.metadata import version
from typing import Any

import lxml.html
from lxml import etree

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.encoding import decode
from reportedly.ingest.making import Metadata, Rendition
from reportedly.text import squeeze

EXTRACTOR = f"trafilatura/{version('trafilatura')}"

_library: Callable[[str], Any] = cache(import_module)
"""The extraction libraries take a tenth of a second; other formats need only the parser."""

MAX_DEPTH = 500
"""Deepest nesting that is parsed; pages go to some 60 levels, parsers break by recursion at thousands."""

MAX_TAGS = 400_000
"""Most tags in a page that is parsed; articles have some thousands, and time and memory grow with them."""

MAX_ATTRIBUTE = 100_000
"""Longest tag that is parsed, in code points; longer ones (pictures as data) lose their attributes."""

_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_DECLARED = re.compile(rb"\A\s*<\?xml[^>]{0,100}encoding=[\"']([A-Za-z0-9_.:-]{2,40})")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_VOID = ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
_LEFT_OPEN = ("p", "li", "dt", "dd", "td", "th", "tr", "thead", "tbody", "tfoot", "option", "optgroup", "colgroup",
              "rt", "rp", "html", "head", "body")  # fmt: skip
_SINGLE = frozenset((*_VOID, *_LEFT_OPEN))
"""Elements without an end tag, or whose end tag may be left out (a parser then closes them by itself)."""

_SPACES = re.compile(r"[ \t\r\n\f\u200b\u00ad\u200c\u034f\u2060\ufeff]+")

_LD_TYPES = ("Article", "Posting", "WebPage", "Report", "Statement")
_PUBLISHED = ("article:published_time", "og:published_time", "datepublished", "publishdate", "pubdate",
              "publication_date", "parsely-pub-date", "sailthru.date", "dc.date.issued", "dcterms.created",
              "citation_publication_date", "date", "dc.date")  # fmt: skip
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified")


@dataclass(frozen=True, slots=True)
class Page:
    """A page that was read: its article, what it says of itself, its tree (lxml) and its markup."""

    rendition: Rendition
    metadata: Metadata
    tree: Any
    markup: str


def read_html(data: bytes, *, charset: str | None = None) -> Page:
    """Return the page with its article's text, paragraphs apart by a blank line.

    `charset` is what came with the page; it goes before what the page declares. The text is empty if no article is
    found. Raises DocumentFailed if the page cannot be taken apart.
    """
    declared = _DECLARED.search(data[:8192]) or _XML_DECLARED.search(data[:200])
    decoded = decode(data, declared=charset or (declared[1].decode("ascii") if declared else None), markup=True)
    tree = parse_page(decoded.text)
    metadata = _metadata(tree)
    headings = {squeeze(element.text_content()) for element in tree.iter("h1")}
    text = _article(tree)
    first = squeeze(text.partition("\n")[0])
    if first in headings:
        metadata = replace(metadata, title=first)
    if not metadata.published:
        metadata = replace(metadata, **_guessed_date(tree))
    return Page(Rendition(text, "text/html", EXTRACTOR, decoded.flags), metadata, tree, decoded.text)


def parse_page(markup: str) -> Any:
    """Return the tree of a page (lxml). Raises DocumentFailed for pages on which parsers break."""
    markup = _without_giants(markup)
    if markup.count("<") > MAX_TAGS:
        raise DocumentFailed(f"the page has more than {MAX_TAGS:,} tags; save its text as .txt")
    if _depth(markup) > MAX_DEPTH:
        raise DocumentFailed(f"the page nests more than {MAX_DEPTH} elements in each other; save its text as .txt")
    return _tree(markup)


_HIDDEN = ("script", "style", "head", "template", "noscript", "svg")
_BLOCKS = ("p", "div", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "section", "article", "ul", "ol",
           "table", "pre", "hr", "dt", "dd", "figcaption", "header", "footer", "address")  # fmt: skip


def plain_words(markup: str) -> str:
    """Return all words of a page or a piece of one, its blocks apart by a blank line; nothing is judged unimportant."""
    return words_of(parse_page(markup)) if markup.strip() else ""


def words_of(element: Any) -> str:
    """Return all words inside an element (lxml), its blocks apart by a blank line."""
    pieces: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        name = node.tag if isinstance(node.tag, str) else ""
        if event == "start":
            hidden += name in _HIDDEN
            pieces.append("\n\n" if name in _BLOCKS else "\n" if name == "br" else " " if name in ("td", "th") else "")
            pieces.append("" if hidden else _SPACES.sub(" ", node.text or ""))
        else:
            hidden -= name in _HIDDEN
            pieces.append("\n\n" if name in _BLOCKS else "")
            pieces.append("" if hidden or node is element else _SPACES.sub(" ", node.tail or ""))
    lines = (line.strip() for line in "".join(pieces).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _without_giants(markup: str) -> str:
    """Return the page with tags longer than `MAX_ATTRIBUTE` cut down to their names."""
    pieces, position = [], 0
    while True:
        start = markup.find("<", position)
        if start < 0:
            break
        end = markup.find(">", start)
        if end < 0:
            break
        if end - start > MAX_ATTRIBUTE:
            name = re.match(r"<[/!?]?[a-zA-Z0-9]*", markup[start : start + 40])
            pieces.append(markup[position:start] + (name.group() if name else "<") + ">")
        else:
            pieces.append(markup[position : end + 1])
        position = end + 1
    pieces.append(markup[position:])
    return "".join(pieces)


def _depth(markup: str) -> int:
    """Return how deep elements are nested at most, counted without a parser (it is the parser that breaks)."""
    depth = deepest = 0
    for match in _TAG.finditer(markup):
        if match[2].lower() in _SINGLE:
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _tree(markup: str) -> Any:
    # lxml refuses text that declares an encoding: it has been decoded already.
    cleaned = re.sub(r"\A\s*<\?xml[^>]{0,200}\?>", "", markup).replace("\x00", "")
    try:
        tree = lxml.html.document_fromstring(cleaned)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError) as error:
        raise DocumentFailed(f"the page cannot be parsed ({error}); save its text as .txt") from error
    return tree


def _article(tree: Any) -> str:
    try:
        found = _library("trafilatura").bare_extraction(tree, fast=True, include_comments=False, include_tables=True)
    except (RecursionError, ValueError, TypeError, AttributeError, KeyError, IndexError, etree.LxmlError) as error:
        raise DocumentFailed(f"no article could be taken from the page ({error!r}); save its text as .txt") from error
    return re.sub(r"\n+", "\n\n", str(getattr(found, "text", None) or "")).strip()


def _metadata(tree: Any) -> Metadata:
    meta = _meta(tree)
    linked = _about_the_article(tree)
    dates = [(linked.get("datePublished"), "json_ld"), *((meta.get(key), "meta") for key in _PUBLISHED)]
    given = [(value, basis) for value, basis in dates if value]
    readable = [(value, basis) for value, basis in given if read_time(value)[0]]
    published, basis = (readable or given or [(None, "none")])[0]
    return Metadata(
        title=meta.get("og:title") or linked.get("headline") or _title(tree),
        publisher=linked.get("publisher") or meta.get("og:site_name") or meta.get("application-name"),
        published=published,
        basis=basis,
        modified=linked.get("dateModified") or next((meta[key] for key in _MODIFIED if meta.get(key)), None),
        url=_canonical(tree) or meta.get("og:url"),
        language=tree.get("lang") or linked.get("inLanguage") or meta.get("og:locale"),
        author=linked.get("author") or meta.get("author") or meta.get("article:author"),
    )


def _meta(tree: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in tree.iter("meta"):
        key = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content")
        if key and content and content.strip():
            found.setdefault(key.strip().lower(), content.strip())
    return found


def _title(tree: Any) -> str | None:
    for name in ("h1", "title"):
        elements = list(tree.iter(name))
        if len(elements) == 1 and elements[0].text_content().strip():
            return str(elements[0].text_content())
    return None


def _canonical(tree: Any) -> str | None:
    for link in tree.iter("link"):
        href: str | None = link.get("href")
        if (link.get("rel") or "").lower() == "canonical" and href and href.startswith(("http://", "https://")):
            return href
    return None


def _about_the_article(tree: Any) -> dict[str, Any]:
    """Return the JSON-LD fields of the first article, filled up from the first page object."""
    things = list(itertools.islice(linked_data(tree), 50))
    pages = [thing for thing in things if "WebPage" in str(thing["@type"])]
    articles = [thing for thing in things if thing not in pages]
    return {**(pages[0] if pages else {}), **(articles[0] if articles else {})}


def linked_data(tree: Any) -> Iterator[dict[str, Any]]:
    """Yield the JSON-LD objects of a page (lxml) that describe an article."""
    for script in tree.iter("script"):
        if (script.get("type") or "").strip().lower() != "application/ld+json":
            continue
        try:
            data = json.loads(script.text or "", strict=False)
        except (ValueError, RecursionError):
            continue
        waiting = data if isinstance(data, list) else [data]
        for item in waiting[:100]:
            graph = item.get("@graph") if isinstance(item, dict) else None
            for thing in graph if isinstance(graph, list) else [item]:
                if isinstance(thing, dict) and any(kind in str(thing.get("@type", "")) for kind in _LD_TYPES):
                    yield thing


def _guessed_date(tree: Any) -> dict[str, Any]:
    """Return the date by htmldate, which with its extensive search would take event dates out of the text."""
    try:
        found = _library("htmldate").find_date(tree, original_date=True, extensive_search=False)
    except (RecursionError, ValueError, TypeError, AttributeError, etree.LxmlError):
        found = None
    return {"published": found, "basis": "htmldate"} if found else {}
