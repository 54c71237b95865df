"""Which claims of one event go back to one another: copies, reports that cite, what is told again (rule 6)."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportedly.corroborate.facts import Facts
from reportedly.corroborate.items import Item
from reportedly.corroborate.likeness import in_common
from reportedly.corroborate.outlets import names_outlet
from reportedly.corroborate.root import Root
from reportedly.corroborate.words import worded
from reportedly.records import DocEdge
from reportedly.records.values import EdgeKind

MERGING: frozenset[EdgeKind] = frozenset({"copy", "translation", "excerpt", "same_release", "revision_of"})
"""Edges that carry text over: what both documents tell has one origin (rule 6); a later version is one as well."""

WHOLE: frozenset[EdgeKind] = frozenset({"copy", "translation", "same_release"})
"""Edges that carry a whole text; misprints and small changes leave gaps in their spans."""

RETELLING: frozenset[EdgeKind] = frozenset({"summarises", "cites"})
"""Edges that merge only the claims that they cover."""

_COVERED = 0.5
_SAME_SOURCE, _SAME_STATUS = 4.0, 0.5
"""What it adds to the words in common that two claims name one source, or one sort of source."""


@dataclass
class Merge:
    """Union of claims with the reasons for every join; `followed` are those that give no source of their own."""

    parent: dict[str, str]
    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    followed: set[str] = field(default_factory=set)

    def find(self, claim: str) -> str:
        """Return the claim that stands for all that are joined with one."""
        while self.parent[claim] != claim:
            self.parent[claim] = self.parent[self.parent[claim]]
            claim = self.parent[claim]
        return claim

    def join(self, one: str, other: str, reason: str) -> None:
        """Join two claims."""
        a, b = self.find(one), self.find(other)
        kept, gone = min(a, b), max(a, b)
        if kept != gone:
            self.parent[gone] = kept
            self.reasons[kept] += self.reasons.pop(gone, [])
        self.reasons[kept].append(reason)


def merged(items: Sequence[Item], facts: Facts, roots: dict[str, Root]) -> Merge:
    """Return which claims of one event have one origin. `roots` are changed where reports only cite each other."""
    merge = Merge({item.id: item.id for item in items})
    _follow_copies(items, facts, merge)
    _follow_carriers(items, facts, merge, roots)
    told = [item for item in items if not (item.id in merge.followed and item.id in facts.exact)]
    _follow_lines(told, facts, merge, roots)
    _follow_documents(told, merge, roots)
    return merge


def _follow_copies(items: Sequence[Item], facts: Facts, merge: Merge) -> None:
    """Join exact copies to what they repeat; they say nothing of their own."""
    present = {item.id for item in items}
    for item in items:
        original = facts.exact.get(item.id)
        if original is not None and original in present:
            merge.join(item.id, original, "an exact copy of an earlier document")
            merge.followed.add(item.id)


# Reports that name a report of the pile as their source.


def _follow_carriers(items: Sequence[Item], facts: Facts, merge: Merge, roots: dict[str, Root]) -> None:
    """Join claims that rest on a report in the pile to that report's claim.

    A named root that publishes in the pile, or an outlet on the way to an unnamed root, is followed to its own claim
    of the event. Reports that only cite each other end in a circle, which is one origin that does not count in the
    lower bound.
    """
    own = [item for item in items if item.id not in merge.followed]
    by_publisher: dict[str, list[Item]] = defaultdict(list)
    for item in own:
        by_publisher[facts.publishers[item.document]].append(item)
    step: dict[str, str] = {}
    for item in own:
        target = _next(item, by_publisher, facts, roots[item.id])
        if target is not None:
            step[item.id] = target.id
            reason = f"{facts.names[item.document]} goes back to {facts.names[target.document]}"
            merge.join(item.id, target.id, f"{reason}, whose own report is in the pile")
    circles = _circles(step)
    for claim in circles:
        reason = "the reports cite only each other"
        roots[claim] = replace(roots[claim], counts=False, circular=True, reason=reason)
    merge.followed |= set(step) - set(circles)


def _next(item: Item, by_publisher: dict[str, list[Item]], facts: Facts, root: Root) -> Item | None:
    """Return the claim where the chain of `item` goes on, or None.

    Of the carriers the innermost comes first; behind a named root nobody is asked but the root itself.
    """
    if item.headline and root.status == "author" and not root.counts:
        # A headline leaves the source to the text: it goes where the text's citations go.
        named = _cited(item.document, facts)
        found = [i for items in by_publisher.values() for i in items if i.document in named] if named else []
        return min(found, key=lambda i: (facts.order[i.document], i.id), default=None)
    cited = _cited(item.document, facts)
    for carrier in _publishers(item, root, by_publisher, facts):
        held = by_publisher.get(carrier) or _beyond(item, carrier, by_publisher, facts)
        if held:
            return min(held, key=lambda i: (i.document not in cited, facts.order[i.document], i.id))
    return None


NAMELESS = "document:"
"""How the identity of a document without a publisher begins: no text can name such an outlet."""


def _publishers(item: Item, root: Root, by_publisher: dict[str, list[Item]], facts: Facts) -> Iterator[str]:
    """Yield the publishers that the claim names on the way to its root, by identity, then by their names."""
    own = facts.publishers[item.document]
    last = 1 if root.status == "named" else None
    yield from (carrier for carrier in root.carriers[:last] if carrier != own)
    for name in root.via[:last]:
        for publisher in sorted(by_publisher):
            if publisher.startswith(NAMELESS):
                continue
            printed = facts.names[by_publisher[publisher][0].document]
            if publisher != own and publisher not in root.carriers and names_outlet(name, printed):
                yield publisher


def _cited(document: str, facts: Facts) -> list[str]:
    return [e.end for e in facts.edges.get(document, ()) if e.kind in RETELLING]


def _beyond(item: Item, carrier: str, by_publisher: dict[str, list[Item]], facts: Facts) -> list[Item]:
    """Return claims of the event in reports that the carrier's own report cites, nearest first.

    The carrier's report is in the pile but holds no claim of this event: it was worded otherwise, or not
    recognised. What it cites is then the next place where the chain may end.
    """
    queue = [d for d in _cited(item.document, facts) if facts.publishers[d] == carrier]
    if not queue:
        return []
    held = {i.document: i for items in by_publisher.values() for i in reversed(items)}
    seen = {item.document, *queue}
    while queue:
        following = [d for document in queue for d in _cited(document, facts) if d not in seen]
        found = [held[d] for d in following if d in held]
        if found:
            return found
        seen.update(following)
        queue = following
    return []


def _circles(step: Mapping[str, str]) -> list[str]:
    """Return the claims on a circle of `step`, in order."""
    state: dict[str, int] = {}
    found: list[str] = []
    for number, start in enumerate(step, 1):
        claim, path = start, []
        while claim in step and claim not in state:
            state[claim] = number
            path.append(claim)
            claim = step[claim]
        if state.get(claim) == number and claim in path:
            found += path[path.index(claim) :]
    return sorted(found)


# Documents that derive from one another.


def _follow_lines(items: Sequence[Item], facts: Facts, merge: Merge, roots: Mapping[str, Root]) -> None:
    """Join each claim to the one that it was taken from, as far as an edge covers it.

    Where none of the documents that it derives from tells the event, those that these derive from are asked. Two
    documents that both derive from one that does not tell it have one origin as well.
    """
    by_document: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_document[item.document].append(item)
    first: dict[str, Item] = {}
    step: dict[str, str] = {}
    for item in items:
        edges = [e for e in _text_edges(item.document, facts) if _covered(item, e)]
        if not edges and _text_edges(item.document, facts):
            continue
        found = _above(item, edges, by_document, facts, roots)
        if found is not None:
            other, reason = found
            merge.join(item.id, other.id, reason)
            if not _speaks(roots[item.id], facts.names[other.document]):
                step[item.id] = other.id
            continue
        end = _end(edges, facts)
        if end is not None and not _of_own_knowledge(roots[item.id]):
            other = first.setdefault(end, item)
            if other is not item and not _another_source(roots[item.id], roots[other.id], ""):
                merge.join(item.id, other.id, "both documents derive from one that is in the pile")
    merge.followed |= set(step) - set(_circles(step))


def _above(
    item: Item, edges: Sequence[DocEdge], by_document: Mapping[str, list[Item]], facts: Facts, roots: Mapping[str, Root]
) -> tuple[Item, str] | None:
    """Return the claim that one claim was taken from, and why: the nearest documents above it that tell the event."""
    front, seen = list(edges), {item.document}
    direct = True
    while front:
        options = []
        for edge in front:
            other = _counterpart(item, by_document.get(edge.end, ()), roots)
            if other is not None:
                kept = edge.kind in MERGING and direct
                if kept or _retells(item, other, facts.names[edge.end], roots):
                    options.append((_nearness(item, other, roots), other, edge))
        if options:
            _, other, edge = max(options, key=lambda o: (o[0], o[2].score, o[1].id))
            way = "" if direct else "by way of reports that tell nothing of it, "
            return other, f"{way}{edge.kind}: {edge.evidence}"
        if any(edge.end in by_document for edge in front):
            return None
        seen |= {edge.end for edge in front}
        front = [e for d in dict.fromkeys(e.end for e in front) for e in _text_edges(d, facts) if e.end not in seen]
        direct = False
    return None


def _end(edges: Sequence[DocEdge], facts: Facts) -> str | None:
    """Return the document at the end of a line, None where there is no line or where it parts."""
    ends = {edge.end for edge in edges}
    seen: set[str] = set()
    while len(ends) == 1:
        [document] = ends
        if document in seen:
            return None
        seen.add(document)
        ends = {edge.end for edge in _text_edges(document, facts)}
        if not ends:
            return document
    return None


def _text_edges(document: str, facts: Facts) -> list[DocEdge]:
    return [e for e in facts.edges.get(document, ()) if e.kind in MERGING | RETELLING]


def _covered(item: Item, edge: DocEdge) -> bool:
    """Say whether the claim stands in the text that the edge carries; a copy or a translation carries all of it."""
    if not edge.spans or edge.kind in WHOLE:
        return True
    evidence = item.evidence
    shared = sum(span.overlap(other) for span in evidence for other in edge.spans)
    return shared >= _COVERED * sum(len(span) for span in evidence)


def _counterpart(item: Item, theirs: Sequence[Item], roots: Mapping[str, Root]) -> Item | None:
    """Return the claim of the other document that tells the same."""
    return max(theirs, key=lambda other: (_nearness(item, other, roots), other.id), default=None)


def _nearness(item: Item, other: Item, roots: Mapping[str, Root]) -> tuple[float, int]:
    """Return how near two claims are: words in any language, the source, the place in the text."""
    mine, theirs = roots[item.id], roots[other.id]
    near = in_common(item, other).weight
    if mine.key == theirs.key or same_body(mine, theirs):
        near += _SAME_SOURCE
    elif mine.status == theirs.status:
        near += _SAME_STATUS
    return near, -abs(other.evidence[0].start - item.evidence[0].start)


def _retells(item: Item, other: Item, publisher: str, roots: Mapping[str, Root]) -> bool:
    """Say whether a claim of a document that retells another has no source of its own for it."""
    mine, theirs = roots[item.id], roots[other.id]
    if _of_own_knowledge(mine) and mine.key != theirs.key:
        return False
    # One body has another name in each language, and of what a report retells hardly anything has another source.
    if worded(item.gloss).language != worded(other.gloss).language:
        return True
    return not _another_source(mine, theirs, publisher)


def _another_source(mine: Root, theirs: Root, publisher: str) -> bool:
    """Say whether one claim rests on somebody else than the claim of the report that it was taken from.

    Only a body or a person that is no outlet can be somebody else: an outlet between the two is how it came.
    """
    if mine.status != "named" or not _speaks(mine, publisher) or mine.key == theirs.key or same_body(mine, theirs):
        return False
    if theirs.status == "named":
        return mine.kind == theirs.kind
    return theirs.status == "author" and theirs.counts and (mine.kind == "body" or not theirs.inferred)


def _speaks(root: Root, publisher: str) -> bool:
    """Say whether a claim names a source that counts beside the report, of the publisher, that it was taken from."""
    if root.status == "author":
        return _of_own_knowledge(root)
    if root.status != "named" or root.inferred or root.kind not in ("body", "person"):
        return root.status in ("unnamed_single", "unnamed_plural")
    return not (publisher and names_outlet(root.printed, publisher))


def _of_own_knowledge(root: Root) -> bool:
    """Say whether the publisher was there itself, or is a primary source (rule 5)."""
    return root.status == "author" and root.counts and not root.inferred


# Claims of one document.


def _follow_documents(items: Sequence[Item], merge: Merge, roots: Mapping[str, Root]) -> None:
    """Join claims whose source is only taken from what stands beside them to one of the same text that names it."""
    named: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        root = roots[item.id]
        if not root.inferred and (root.counts or root.status.startswith("unnamed")):
            named[item.document].append(item)
    for item in items:
        root = roots[item.id]
        beside = [
            o
            for o in named.get(item.document, ())
            if root.status != "author" or not root.counts or root.key == roots[o.id].key
        ]
        if item.id in merge.followed or not beside or not (root.inferred or _asserted(root)):
            continue
        other = min(beside, key=lambda o: (abs(o.evidence[0].start - item.evidence[0].start), o.id))
        merge.join(item.id, other.id, "the same report, which names a source of it elsewhere")
        merge.followed.add(item.id)


def _asserted(root: Root) -> bool:
    return root.status == "author" and not root.counts


def same_body(one: Root, other: Root) -> bool:
    """Say whether two roots are one body: by their names, or where one says only what body it is."""
    if not one.printed.words or not other.printed.words:
        return False
    if one.printed.same(other.printed):
        return True
    return (one.bare or other.bare) and not set(one.heads).isdisjoint(other.heads)
