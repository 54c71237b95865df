"""Derivation that documents tell of themselves.

Posts that are handed on from another channel, links to posts and pages, and posts that were edited since.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Protocol

from reportedly.derive.words import order, published_before
from reportedly.records import DocEdge, Document, Forward
from reportedly.records.address import address_key, is_post
from reportedly.text import name_key, squeeze

PRODUCER = "derive.forwards/1"

LINKED = 0.95
"""Score of an edge by a link: it is there, but what it stands for (source, reference, reply) is not said."""


class Pile(Protocol):
    """Documents to be looked up, the earliest first."""

    def at(self, address: str) -> Iterable[Document]:
        """Return the documents with an address (`url` and `aliases`)."""
        ...

    def worded(self, document: Document) -> Iterable[Document]:
        """Return the documents with the same text (white space aside) that hand nothing on."""
        ...

    def posted(self, second: str) -> Iterable[Document]:
        """Return the documents of one second, as `second_of` gives it."""
        ...

    def versions(self, address: str) -> Iterable[Document]:
        """Return all documents with the address of one post, in any order."""
        ...


def told_edges(documents: Sequence[Document]) -> list[DocEdge]:
    """Return what all documents of a pile tell, see `told_by`."""
    pile = _InMemory(documents)
    found = [edge for document in documents for edge in told_by(document, pile)]
    return sorted(found, key=lambda e: (e.start, e.end))


def told_by(document: Document, pile: Pile) -> list[DocEdge]:
    """Return what one document tells of where it comes from.

    A copy edge runs from a post to the one that it hands on, a revision_of edge from an edited post to what it was
    before, cites edges to the documents that it links to.

    The original of a forward is the earliest post of the named channel with the same text (white space aside), else
    the one of the second that the forward names. Where both posts have the id of their channel, that tells which it
    is, else its name. Versions of a post have one address and different words. A link stands for the earliest
    document with its address. A document that is known to be later is never the source.
    """
    edges: dict[str, DocEdge] = {}
    for edge in (*_original(document, pile), *_edited(document, pile), *_linked(document, pile)):
        edges.setdefault(edge.end, edge)
    return [edges[end] for end in sorted(edges)]


def beside_told(found: Iterable[DocEdge], told: Iterable[DocEdge]) -> list[DocEdge]:
    """Return those of the edges found otherwise that stand beside what documents tell, which goes first.

    Between two documents of which one hands the other on, or is what became of it, nothing else counts. A link
    takes the place of a citation that was judged, and of all that was judged the other way round: that text was
    carried over it does not say.
    """
    kinds = {(edge.start, edge.end): edge.kind for edge in told}
    return [edge for edge in found if edge.kind == "same_family" or not _gives_way(edge, kinds)]


def _gives_way(edge: DocEdge, kinds: Mapping[tuple[str, str], str]) -> bool:
    onward, back = kinds.get((edge.start, edge.end)), kinds.get((edge.end, edge.start))
    if {"copy", "revision_of"} & {onward, back}:
        return True
    return (onward is not None and edge.kind == "cites") or (back is not None and edge.score < 1.0)


def second_of(printed: str | None) -> str | None:
    """Return a time (ISO 8601 with zone, or Unix time in digits) in UTC to the second, None where it is none."""
    if printed is None:
        return None
    try:
        moment = datetime.fromtimestamp(int(printed), UTC) if printed.isdigit() else datetime.fromisoformat(printed)
        if moment.tzinfo is None:
            return None
        return moment.astimezone(UTC).isoformat()[:19]
    except (ValueError, OverflowError, OSError):
        return None


def addresses_of(url: str | None, aliases: Iterable[str]) -> list[str]:
    """Return the addresses of a document, each once and in its one form."""
    return list(dict.fromkeys(address_key(address) for address in (*([url] if url else []), *aliases)))


class _InMemory:
    """Documents by what they are looked up with."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._at: dict[str, list[Document]] = defaultdict(list)
        self._worded: dict[str, list[Document]] = defaultdict(list)
        self._posted: dict[str, list[Document]] = defaultdict(list)
        for document in sorted(documents, key=order):
            for address in addresses_of(document.url, document.aliases):
                self._at[address].append(document)
            if document.forward is None:
                self._worded[squeeze(document.text)].append(document)
            if second := posted(document):
                self._posted[second].append(document)

    def at(self, address: str) -> Iterable[Document]:
        return self._at.get(address, ())

    def worded(self, document: Document) -> Iterable[Document]:
        return self._worded.get(squeeze(document.text), ())

    def posted(self, second: str) -> Iterable[Document]:
        return self._posted.get(second, ())

    def versions(self, address: str) -> Iterable[Document]:
        return self.at(address)


def posted(document: Document) -> str | None:
    """Return the second in which a document came out, None where only the day is known."""
    return second_of(document.published) if document.published and "T" in document.published else None


def _original(document: Document, pile: Pile) -> Iterable[DocEdge]:
    forward = document.forward
    if forward is None:
        return
    second = second_of(forward.posted)
    same = (d for d in pile.worded(document) if _may_be(document, forward, d))
    then = (d for d in (pile.posted(second) if second else ()) if posted(d) == second)
    end = next(same, None)
    how, score = "the same text", 1.0
    if end is None:
        end = next((d for d in then if _may_be(document, forward, d)), None)
        how, score = f"posted at {forward.posted}", LINKED
    if end is not None:
        named = f"handed on from “{forward.name or end.publisher}”"
        yield DocEdge(document.id, end.id, "copy", score, f"{named}: {how}", producer=PRODUCER)


def _may_be(document: Document, forward: Forward, other: Document) -> bool:
    """Say whether a post stands in the channel that a forward names, and may have come out before it."""
    if forward.channel and other.channel:
        named = forward.channel == other.channel
    else:
        named = _same_name(forward.name, other.publisher)
    return named and other.id != document.id and other.forward is None and not published_before(document, other)


def _same_name(one: str | None, other: str | None) -> bool:
    return name_key(one or "") == name_key(other or "") != ""


def posts_of(document: Document) -> list[str]:
    """Return the addresses of the post that a document is, [] for a page; the pieces of an album have one each."""
    if document.genre != "social":
        return []
    return [address for address in addresses_of(document.url, document.aliases) if is_post(address)]


def _edited(document: Document, pile: Pile) -> Iterable[DocEdge]:
    """Yield the edge to the version of a post that stood at its address before it, where it has other words."""
    mine, words = _standing(document), squeeze(document.text)
    for address in posts_of(document):
        others = (d for d in pile.versions(address) if d.id != document.id and squeeze(d.text) != words)
        before = [d for d in others if _standing(d) < mine]
        if before:
            end = max(before, key=lambda d: (_standing(d), d.id))
            when = f"edited {document.modified}" if document.modified else f"as it read on {document.retrieved_at}"
            yield DocEdge(document.id, end.id, "revision_of", 1.0, f"the same post, {when}", producer=PRODUCER)
            return


def _standing(document: Document) -> tuple[str, str]:
    """Return since when a version of a post stands, as far as is told, and when it was read."""
    edited = second_of(document.modified) or second_of(document.published) or ""
    return edited, second_of(document.retrieved_at) or document.retrieved_at


def _linked(document: Document, pile: Pile) -> Iterable[DocEdge]:
    for link in document.links:
        end = next(iter(pile.at(link)), None)
        if end is None or end.id == document.id or published_before(document, end):
            continue
        yield DocEdge(document.id, end.id, "cites", LINKED, f"links to {link}", producer=PRODUCER)
