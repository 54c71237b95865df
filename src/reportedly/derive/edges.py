"""All edges of a pile."""

import math
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace

from reportedly.derive.citations import Names, families
from reportedly.derive.copies import exact_edges, exact_groups
from reportedly.derive.forwards import beside_told, told_edges
from reportedly.derive.keys import Key, keys_of
from reportedly.derive.kinds import copied, evidence_of, kind_of, spans_of, swallowed
from reportedly.derive.mention import SURE
from reportedly.derive.pairs import FEATURES, Pair, Side, pair_of
from reportedly.derive.parents import Chosen, choose
from reportedly.derive.shelf import MemoryShelf, Shelf, candidates
from reportedly.derive.sketch import sketch_of
from reportedly.derive.weights import Weights, load
from reportedly.derive.words import Text, order, published_before
from reportedly.gloss import Marker
from reportedly.gloss import marker as word_marker
from reportedly.records import DocEdge, Reading, Theatre, ancestors

PRODUCER = "derive.parents/1"

NEAR_SCORE = 0.999
"""Highest score of an edge that was judged: 1.0 is left to texts that are equal."""

COPIED_ODDS = 4.0
"""Log-odds of a pair of which one text holds much of the other word for word."""

Ancestors = Callable[[str], AbstractSet[str]]

_CITES = FEATURES.index("names its publisher")
_HELD = FEATURES.index("marks held")
_NAMES = FEATURES.index("names held")
_CITED = FEATURES.index("is named by it")


def derive_edges(readings: Sequence[Reading], *, theatre: Theatre, marker: Marker | None = None) -> list[DocEdge]:
    """Return how the documents derive from one another (DOMAIN 2.9), each edge with evidence in words.

    Kinds: copy, excerpt, translation, summarises, cites, same_release, revision_of, same_family. An edge runs from
    the derived document to the one it was made from. Members of a group of exact copies point to the earliest one, and
    only that one is compared with others. What documents tell of themselves (forwards, links) goes before what is
    judged. The result does not depend on the order of `readings`. Without `marker` the
    words and names of the texts are compared, but no places.
    """
    marker = marker or word_marker()
    names = Names.of(theatre)
    texts = {reading.document.id: Text(reading.document) for reading in readings}
    groups = exact_groups(list(texts.values()))
    heads = {group[0].document.id for group in groups}
    distinct = sorted((r for r in readings if r.document.id in heads), key=lambda r: order(r.document))
    shelved: list[tuple[Side, Sequence[Key]]] = []
    for reading in distinct:
        publisher = names.publisher(reading.document)
        aliases = names.aliases(publisher)
        longer = names.longer((reading.document.publisher or "", *aliases))
        sketch = sketch_of(reading, marker, publisher, aliases, longer)
        side = Side(sketch, texts[reading.document.id])
        shelved.append((side, keys_of(sketch, side.text)))
    edges = list(exact_edges(groups, PRODUCER))
    edges += _parents(shelved)
    edges += [replace(edge, producer=PRODUCER) for edge in families([texts[r.document.id] for r in distinct], names)]
    told = told_edges([reading.document for reading in readings])
    return sorted([*beside_told(_unique(edges), told), *told], key=lambda e: (e.start, e.end, e.kind))


def _parents(shelved: Sequence[tuple[Side, Sequence[Key]]]) -> list[DocEdge]:
    """Return the edges of all documents, each made after those of the documents before it."""
    shelf, weights = MemoryShelf(shelved), load()
    parents: dict[str, tuple[str, ...]] = {}
    edges: list[DocEdge] = []
    for side, keys in shelved:
        found = derive_one(side, keys, shelf, lambda document: ancestors(document, parents), weights)
        parents[side.sketch.id] = tuple(edge.end for edge in found if edge.start == side.sketch.id)
        edges += found
    return edges


def derive_one(side: Side, keys: Sequence[Key], shelf: Shelf, above: Ancestors, weights: Weights) -> list[DocEdge]:
    """Return the edges of one document to those before it.

    They depend on the documents that `candidates` finds and on what those derive from (`above`), on nothing else.
    """
    pairs: list[tuple[Pair, float]] = []
    for found in candidates(side.sketch, keys, shelf):
        pair = pair_of(side, shelf.side(found))
        pairs.append((pair, odds_of(pair, weights)))
    return [
        edge_of(side, shelf.side(one.pair.earlier.id), one, weights) for one in choose(pairs, above, weights.thresholds)
    ]


def odds_of(pair: Pair, weights: Weights) -> float:
    """Return the log-odds that the later document derives from the earlier one.

    Of texts in which nothing is known but their very words, shared runs of them are the proof; of all others only
    when one stands in the other nearly whole, since notices of one office share much without being copies.
    """
    within = pair.later.language == pair.earlier.language
    if copied(pair) and not (pair.values[_HELD] or pair.values[_NAMES]):
        return COPIED_ODDS
    odds = weights.of(pair.values, within=within)
    return max(odds, COPIED_ODDS) if swallowed(pair) else odds


def edge_of(later: Side, earlier: Side, chosen: Chosen, weights: Weights) -> DocEdge:
    """Return the edge of a chosen pair; of two documents of unknown order the one that derives is told here."""
    pair, why = chosen.pair, "the other was published first"
    if not published_before(earlier.text.document, later.text.document):
        turned, why = _turned(pair)
        if turned:
            later, earlier = earlier, later
            pair = pair_of(later, earlier)
    kind = kind_of(pair, later.text, earlier.text, weights)
    return DocEdge(
        start=later.sketch.id,
        end=earlier.sketch.id,
        kind=kind,
        score=min(NEAR_SCORE, round(probability(chosen.odds), 3)),
        evidence=f"{evidence_of(pair, kind, later.text)}; {why}",
        spans=spans_of(pair, kind, later.text),
        producer=PRODUCER,
    )


def _turned(pair: Pair) -> tuple[bool, str]:
    """Say of two documents of unknown order whether the one taken for the earlier derives from the other, and why."""
    names, named = pair.values[_CITES] >= SURE, pair.values[_CITED] >= SURE
    if names != named:
        return named, "the order in time is not known, the one names the other"
    if pair.later.words != pair.earlier.words:
        return pair.earlier.words < pair.later.words, "the order in time is not known, the other text holds more"
    return False, "which came first is not known"


def probability(odds: float) -> float:
    """Return the probability of log-odds."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, odds))))


def _unique(edges: Sequence[DocEdge]) -> list[DocEdge]:
    best: dict[tuple[str, str, str], DocEdge] = {}
    for edge in edges:
        key = (edge.start, edge.end, edge.kind)
        if key not in best or (edge.score, edge.evidence) > (best[key].score, best[key].evidence):
            best[key] = edge
    return list(best.values())
