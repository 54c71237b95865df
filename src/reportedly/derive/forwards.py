"""Derivation that documents tell of themselves: posts handed on from another channel, links to posts and pages."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from reportedly.derive.words import order, published_before
from reportedly.records import DocEdge, Document
from reportedly.records.address import address_key
from reportedly.text import name_key, squeeze

PRODUCER = "derive.forwards/1"

LINKED = 0.95
"""Score of an edge by a link: it is there, but what it stands for (source, reference, reply) is not said."""


def told_edges(documents: Sequence[Document]) -> list[DocEdge]:
    """Return a copy edge from each post to the one that it hands on, and a cites edge to each document it links to.

    The original of a forward is the earliest post of the named channel with the same text (white space aside), else
    the one of the second that the forward names. Links are looked up by address (`url` and `aliases`). A document that
    is known to be later is never the source.
    """
    by_address = _by_address(documents)
    by_channel = _by_channel(documents)
    edges: dict[tuple[str, str], DocEdge] = {}
    for document in documents:
        found = _original(document, by_channel)
        for edge in [*([found] if found else []), *_linked(document, by_address)]:
            edges.setdefault((edge.start, edge.end), edge)
    return sorted(edges.values(), key=lambda e: (e.start, e.end))


def origin_named(document: Document) -> str | None:
    """Return the printed name of the channel or person whose post a document hands on, None if it hands on none."""
    return document.forward.name if document.forward else None


def _by_address(documents: Iterable[Document]) -> dict[str, Document]:
    found: dict[str, Document] = {}
    for document in sorted(documents, key=order):
        for address in (*([document.url] if document.url else []), *document.aliases):
            found.setdefault(address_key(address), document)
    return found


def _by_channel(documents: Iterable[Document]) -> dict[str, list[Document]]:
    found: dict[str, list[Document]] = defaultdict(list)
    for document in sorted(documents, key=order):
        for key in _channel_keys(document.channel, document.publisher):
            found[key].append(document)
    return found


def _channel_keys(channel: str | None, name: str | None) -> list[str]:
    return [*([f"id:{channel}"] if channel else []), *([f"name:{name_key(name)}"] if name else [])]


def _original(document: Document, by_channel: dict[str, list[Document]]) -> DocEdge | None:
    forward = document.forward
    if forward is None:
        return None
    keys = _channel_keys(forward.channel, forward.name)
    known = next((by_channel[key] for key in keys if key in by_channel), [])
    candidates = [d for d in known if d.id != document.id and d.forward is None and not published_before(document, d)]
    words = squeeze(document.text)
    same = next((d for d in candidates if squeeze(d.text) == words), None)
    then = next((d for d in candidates if forward.posted and _instant(d) == _at(forward.posted)), None)
    end = same or then
    if end is None:
        return None
    named = f"handed on from “{forward.name or end.publisher}”"
    how = "the same text" if same else f"posted at {forward.posted}"
    score = 1.0 if same else LINKED
    return DocEdge(document.id, end.id, "copy", score, f"{named}: {how}", producer=PRODUCER)


def _linked(document: Document, by_address: dict[str, Document]) -> Iterable[DocEdge]:
    for link in document.links:
        end = by_address.get(link)
        if end is None or end.id == document.id or published_before(document, end):
            continue
        yield DocEdge(document.id, end.id, "cites", LINKED, f"links to {link}", producer=PRODUCER)


def _instant(document: Document) -> str | None:
    return _at(document.published) if document.published and "T" in document.published else None


def _at(printed: str) -> str:
    """Return a printed time (ISO 8601, or Unix time in digits) as UTC to the second; what is no time as it stands."""
    try:
        moment = (
            datetime.fromtimestamp(int(printed), UTC) if printed.isdigit() else datetime.fromisoformat(printed)
        ).astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return printed
    return moment.isoformat(timespec="seconds")
