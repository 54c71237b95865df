"""Origins of one event: DOMAIN 2.9, rules 1 to 7, as a small program over its claims."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from reportedly.corroborate.items import Item
from reportedly.corroborate.likeness import in_common
from reportedly.corroborate.names import same_name
from reportedly.corroborate.roots import Root
from reportedly.records import DocEdge, Origin
from reportedly.records.values import EdgeKind

RULE_VERSION = "origins/3 (DOMAIN 2.9)"
"""Changes with every change of how origins are counted; stored with each event."""

MERGING: frozenset[EdgeKind] = frozenset({"copy", "translation", "excerpt", "same_release"})
"""Edges that carry text over: what both documents tell has one origin (rule 6)."""

RETELLING: frozenset[EdgeKind] = frozenset({"summarises", "cites"})
"""Edges that merge only the claims that they cover."""

_RETOLD = 0.15
"""Share of its words that a claim must have in common with one of the document that it retells."""

_RANK = {"named": 0, "unnamed_single": 1, "unnamed_plural": 2, "author": 3, "none": 4}
_COVERED = 0.5

When = tuple[str, str, str]
"""Where a document stands in time: published, path, id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting needs to know of the pile, by document id or claim id.

    `roots` by claim, `publishers` and `names` the identity and the name of each document's publisher,
    `order` where each document stands in time, `edges` those that start at a document, `exact` the claim of
    the earliest copy that an exact copy repeats.
    """

    roots: Mapping[str, Root]
    publishers: Mapping[str, str]
    names: Mapping[str, str]
    order: Mapping[str, When]
    edges: Mapping[str, Sequence[DocEdge]]
    exact: Mapping[str, str]


@dataclass
class _Merge:
    """Union of claims with the reasons for every join."""

    parent: dict[str, str]
    reasons: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def find(self, claim: str) -> str:
        while self.parent[claim] != claim:
            self.parent[claim] = self.parent[self.parent[claim]]
            claim = self.parent[claim]
        return claim

    def join(self, one: str, other: str, reason: str) -> None:
        a, b = self.find(one), self.find(other)
        kept, gone = min(a, b), max(a, b)
        if kept != gone:
            self.parent[gone] = kept
            self.reasons[kept] += self.reasons.pop(gone, [])
        self.reasons[kept].append(reason)


def count_origins(items: Sequence[Item], facts: Facts) -> tuple[Origin, ...]:
    """Return the origins of the claims of one event, earliest first.

    Those with `certain` are the lower bound, all together the upper one. Hearsay gives none.
    """
    ordered = sorted(items, key=lambda i: (facts.order[i.document], i.evidence[0], i.id))
    roots = {item.id: facts.roots[item.id] for item in ordered}
    merge = _Merge({item.id: item.id for item in ordered})
    silenced = _follow_copies(ordered, facts, merge)
    silenced |= _follow_carriers(ordered, facts, merge, roots, silenced)
    told = [item for item in ordered if item.id not in silenced or item.id not in facts.exact]
    _follow_text(told, facts, merge)
    _follow_lines(told, facts, merge)
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in ordered:
        groups[merge.find(item.id)].append(item)
    found: dict[str, list[tuple[Root, list[Item], list[str]]]] = defaultdict(list)
    for head, members in groups.items():
        speaking = [m for m in members if m.id not in silenced] or members
        root = min((roots[m.id] for m in speaking), key=lambda r: (0 if r.counts else 1, _RANK[r.status]))
        if root.status != "none":
            found[root.key].append((root, members, merge.reasons.get(head, [])))
    return _bounded([_origin(parts, facts) for parts in _same_bodies(found)], facts)


Parts = list[tuple[Root, list[Item], list[str]]]


def _same_bodies(found: Mapping[str, Parts]) -> list[Parts]:
    """Return the groups of claims by who is behind them; a body that two languages print is one."""
    kept: list[Parts] = []
    for key in sorted(found):
        parts = found[key]
        root = parts[0][0]
        like = (other for other in kept if root.status == other[0][0].status == "named")
        same = next((other for other in like if same_name(root.words, other[0][0].words)), None)
        if same is None:
            kept.append(list(parts))
        else:
            same += parts
    return kept


def _follow_copies(items: Sequence[Item], facts: Facts, merge: _Merge) -> set[str]:
    """Join exact copies to what they repeat; they say nothing of their own. Returns those claims."""
    present = {item.id for item in items}
    silenced = set()
    for item in items:
        original = facts.exact.get(item.id)
        if original is not None and original in present:
            merge.join(item.id, original, "an exact copy of an earlier document")
            silenced.add(item.id)
    return silenced


def _follow_carriers(
    items: Sequence[Item], facts: Facts, merge: _Merge, roots: dict[str, Root], silenced: set[str]
) -> set[str]:
    """Join claims that rest on a report in the pile to that report's claim.

    A named root that publishes in the pile, or an outlet on the way to an unnamed root, is
    followed to its own claim of the event. Reports that only cite each other end in a circle, which
    is one origin that does not count in the lower bound. Returns the claims that were followed.
    """
    by_publisher: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        if item.id not in silenced:
            by_publisher[facts.publishers[item.document]].append(item)
    step: dict[str, str] = {}
    for item in items:
        if item.id in silenced:
            continue
        target = _next(item, by_publisher, facts, roots[item.id])
        if target is not None:
            step[item.id] = target.id
            reason = f"{facts.names[item.document]} goes back to {facts.names[target.document]}"
            merge.join(item.id, target.id, f"{reason}, whose own report is in the pile")
    for claim in _circles(step):
        reason = "the reports cite only each other"
        roots[claim] = replace(roots[claim], counts=False, circular=True, reason=reason)
    return set(step) - set(_circles(step))


def _next(item: Item, by_publisher: dict[str, list[Item]], facts: Facts, root: Root) -> Item | None:
    """Return the claim where the chain of `item` goes on, or None.

    Of the carriers the innermost comes first; behind a named root nobody is asked but the root itself.
    """
    if item.headline and root.status == "author" and not root.counts:
        # A headline leaves the source to the text: it goes where the text's citations go.
        named = _cited(item.document, facts)
        found = [i for items in by_publisher.values() for i in items if i.document in named] if named else []
        return min(found, key=lambda i: (facts.order[i.document], i.id), default=None)
    carriers = root.carriers[:1] if root.status == "named" else root.carriers
    for carrier in carriers:
        if carrier == facts.publishers[item.document]:
            continue
        cited = _cited(item.document, facts)
        held = by_publisher.get(carrier) or _beyond(item, carrier, by_publisher, facts)
        if held:
            return min(held, key=lambda i: (i.document not in cited, facts.order[i.document], i.id))
    return None


def _cited(document: str, facts: Facts) -> list[str]:
    return [e.end for e in facts.edges.get(document, ()) if e.kind in ("cites", "summarises")]


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


def _follow_text(items: Sequence[Item], facts: Facts, merge: _Merge) -> None:
    """Join claims in text that one document took over from another, or that it tells again (rule 6)."""
    by_document: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        by_document[item.document].append(item)
    for document, mine in by_document.items():
        for edge in facts.edges.get(document, ()):
            theirs = by_document.get(edge.end)
            if edge.kind not in MERGING | RETELLING or not theirs:
                continue
            for item in mine:
                other = _counterpart(item, theirs, facts)
                if _covered(item, edge) and (edge.kind in MERGING or _retells(item, other, facts)):
                    merge.join(item.id, other.id, f"{edge.kind}: {edge.evidence}")


def _follow_lines(items: Sequence[Item], facts: Facts, merge: _Merge) -> None:
    """Join claims of documents that all go back to one and the same document, unless they name two bodies.

    A document with several sources in the pile may have it from any of them: it is left alone.
    """
    first: dict[str, Item] = {}
    for item in items:
        root = _line_root(item, facts)
        if root is None or (root != item.document and _of_own_knowledge(facts.roots[item.id])):
            continue
        other = first.setdefault(root, item)
        if other is not item and _no_other_source(item, other, facts):
            merge.join(item.id, other.id, "both documents derive from one that is in the pile")


def _line_root(item: Item, facts: Facts) -> str | None:
    """Return the document at the end of the line that a claim's document derives from, None where the line parts."""
    document, seen = item.document, set[str]()
    while document not in seen:
        seen.add(document)
        parents = {edge.end for edge in _text_edges(document, facts)}
        if len(parents) != 1:
            return None if parents else document
        document = parents.pop()
    return None


def _text_edges(document: str, facts: Facts) -> list[DocEdge]:
    return [e for e in facts.edges.get(document, ()) if e.kind in MERGING | RETELLING]


def _no_other_source(item: Item, other: Item, facts: Facts) -> bool:
    """Say whether two claims do not name two bodies as their sources."""
    mine, theirs = facts.roots[item.id], facts.roots[other.id]
    if mine.status == "named" and _of_own_knowledge(theirs) and mine.key != theirs.key:
        return facts.publishers[other.document] in mine.carriers
    if mine.status != "named" or theirs.status != "named" or mine.key == theirs.key:
        return True
    return same_name(mine.words, theirs.words)


def _retells(item: Item, other: Item, facts: Facts) -> bool:
    """Say whether a claim of a document that retells another has no source of its own for it."""
    mine, theirs = facts.roots[item.id], facts.roots[other.id]
    if in_common(item, other).held < _RETOLD:
        return False
    if _of_own_knowledge(mine) and mine.key != theirs.key:
        return False
    if mine.status != "named" or mine.key == theirs.key or not (theirs.status == "named" or theirs.counts):
        return True
    return facts.publishers[other.document] in mine.carriers or same_name(mine.words, theirs.words)


def _of_own_knowledge(root: Root) -> bool:
    """Say whether the publisher was there itself, or is a primary source (rule 5)."""
    return root.status == "author" and root.counts


def _counterpart(item: Item, theirs: Sequence[Item], facts: Facts) -> Item:
    """Return the claim of the other document that tells the same: by words in any language, by source, by place."""
    mine = facts.roots[item.id]

    def nearness(other: Item) -> tuple[float, bool, bool, int, str]:
        root = facts.roots[other.id]
        apart = abs(other.evidence[0].start - item.evidence[0].start)
        return in_common(item, other).weight, root.key == mine.key, root.status == mine.status, -apart, other.id

    return max(theirs, key=nearness)


def _covered(item: Item, edge: DocEdge) -> bool:
    """Say whether the claim stands in the text that the edge carries; no spans means all of it."""
    if not edge.spans:
        return True
    evidence = item.evidence
    shared = sum(span.overlap(other) for span in evidence for other in edge.spans)
    return shared >= _COVERED * sum(len(span) for span in evidence)


def _origin(parts: Sequence[tuple[Root, list[Item], list[str]]], facts: Facts) -> tuple[Root, Origin]:
    """Return one origin from all groups with the same key (rules 1 and 6: affiliation, media family)."""
    root = min((part[0] for part in parts), key=lambda r: (0 if r.counts else 1, _RANK[r.status], r.name))
    members = [item for part in parts for item in part[1]]
    reasons = [reason for part in parts for reason in part[2]]
    reasons += [part[0].reason for part in parts if part[0].reason]
    names = sorted({part[0].name for part in parts})
    if len(names) > 1:
        reasons.append(f"{', '.join(names)} count as one")
    documents = sorted({item.document for item in members}, key=lambda d: (facts.order[d], d))
    return root, Origin(
        key=root.key,
        name=root.name,
        status=root.status,
        side=root.side,
        certain=root.counts,
        claims=tuple(item.id for item in members),
        documents=tuple(documents),
        reasons=tuple(dict.fromkeys(reasons)),
    )


def _bounded(found: Iterable[tuple[Root, Origin]], facts: Facts) -> tuple[Origin, ...]:
    """Set `certain` for unnamed sources: rules 2 and 3 need to see all origins of the event."""
    ordered = sorted(found, key=lambda f: (facts.order[f[1].documents[0]], f[1].key))
    roles = {root.role for root, origin in ordered if origin.certain}
    named = any(origin.certain for _, origin in ordered)
    plural_taken = False
    origins: list[Origin] = []
    for root, origin in ordered:
        certain, reasons = origin.certain, origin.reasons
        if origin.status == "unnamed_single":
            certain = root.role not in roles
            roles.add(root.role)
            reasons = (*reasons, *(() if certain else (f"may be the other source of the same role ({root.role})",)))
        elif origin.status == "unnamed_plural":
            certain = not named and not plural_taken
            plural_taken = True
            reasons = (*reasons, *(() if certain else ("may rest on another origin of this event",)))
        origins.append(replace(origin, certain=certain, reasons=reasons))
    return tuple(origins)
