"""All edges of a pile."""

from collections.abc import Sequence
from dataclasses import replace

from reportedly.derive.citations import Names, cites, families, revisions
from reportedly.derive.copies import exact_edges, exact_groups, near_edges
from reportedly.derive.words import Text, order
from reportedly.records import DocEdge, Reading, Theatre

PRODUCER = "derive.rules/1"


def derive_edges(readings: Sequence[Reading], *, theatre: Theatre) -> list[DocEdge]:
    """Return how the documents derive from one another (DOMAIN 2.9), each edge with evidence in words.

    Kinds: copy, excerpt, revision_of, cites, same_family. An edge runs from the derived document to the
    one it derives from. Members of a group of exact copies point to the earliest one, and only that one
    takes part in the search for near copies and citations, so the work grows with the number of
    different texts. The result does not depend on the order of `readings`.
    """
    texts = {reading.document.id: Text(reading.document) for reading in readings}
    names = Names.of(theatre)
    groups = exact_groups(list(texts.values()))
    first = {group[0].document.id for group in groups}
    distinct = sorted((r for r in readings if r.document.id in first), key=lambda r: order(r.document))
    heads = [texts[reading.document.id] for reading in distinct]
    cited = cites(distinct, texts, names)
    revised = list(revisions(heads, names))
    edges = list(exact_edges(groups, PRODUCER))
    pairs = {frozenset((later, earlier)) for later, earlier, _, _ in revised}
    # A new version repeats its own words: that is a revision, not a copy by someone else.
    edges += [
        edge
        for edge in near_edges(heads, frozenset((a, b) for a, b, _, _ in cited), PRODUCER)
        if frozenset((edge.start, edge.end)) not in pairs
    ]
    edges += [DocEdge(a, b, "cites", score, why, producer=PRODUCER) for a, b, score, why in cited]
    edges += [DocEdge(a, b, "revision_of", score, why, producer=PRODUCER) for a, b, score, why in revised]
    edges += [replace(edge, producer=PRODUCER) for edge in families(heads, names)]
    return sorted(_unique(edges), key=lambda e: (e.start, e.end, e.kind))


def _unique(edges: Sequence[DocEdge]) -> list[DocEdge]:
    best: dict[tuple[str, str, str], DocEdge] = {}
    for edge in edges:
        key = (edge.start, edge.end, edge.kind)
        if key not in best or (edge.score, edge.evidence) > (best[key].score, best[key].evidence):
            best[key] = edge
    return list(best.values())
