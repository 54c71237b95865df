"""Scores of one family: edges, events, origins; everything is a count that may be added up over families."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import comb

from benchmarks.families.model import KINDS, Row
from reportedly.evaluate.counts import F1, Figure, Ratio

REPRINT = frozenset(("copy", "excerpt", "same_release"))
"""Edges that make two documents prints of one text."""

Group = int | None
"""The number of an event, None for a claim that stands in none."""

FIGURES: tuple[Figure, ...] = (
    F1("edge_f1", "all"),
    F1("edge_f1_within", "within"),
    F1("edge_f1_across", "across"),
    F1("undirected_f1_within", "within_undirected"),
    F1("undirected_f1_across", "across_undirected"),
    *(
        Ratio(f"edge_{name}_{where}", f"{where}:hit", f"{where}:{under}")
        for where in ("within", "across")
        for name, under in (("precision", "predicted"), ("recall", "gold"))
    ),
    Ratio("kit_recall_within", "kit_within:hit", "kit_within:gold"),
    Ratio("kit_recall_across", "kit_across:hit", "kit_across:gold"),
    Ratio("kind_accuracy", "kind:right", "all:hit", expected="all:gold"),
    Ratio("claims_found", "claim:found", "claim:gold"),
    Ratio("event_ari", "event:ari", "event:piles"),
    Ratio("event_ari_found", "event:found_ari", "event:found_piles"),
    Ratio("reprint_ari", "reprint:ari", "reprint:piles"),
    Ratio("origin_min_exact", "origins:exact", "origins:events"),
    Ratio("false_independence", "origins:false", "origins:single"),
    Ratio("missed_independence", "origins:missed", "origins:several"),
)
"""What is reported of a file, see README.md."""


@dataclass(frozen=True, slots=True)
class Placed:
    """What an event became: its own bounds, and the predicted event that holds most of its claims."""

    claims: int
    origins_min: int
    predicted_min: int | None
    """None where no claim of it stands in a predicted event."""


def tally(gold: Row, found: Row) -> dict[str, float]:
    """Return the counts of one family."""
    counts: Counter[str] = Counter()
    _count_edges(counts, gold, found)
    matched = matches(gold["events"], found["events"])
    truth = [n for n, event in enumerate(gold["events"]) for _ in event["claims"]]
    counts["claim:gold"] = len(truth)
    counts["claim:found"] = sum(group is not None for group in matched)
    total: dict[str, float] = dict(counts)
    if len(truth) > 1:
        total |= {"event:ari": adjusted_rand(truth, apart(matched)), "event:piles": 1}
    seen = [(one, other) for one, other in zip(truth, matched, strict=True) if other is not None]
    if len(seen) > 1:
        total |= {"event:found_ari": adjusted_rand(*zip(*seen, strict=True)), "event:found_piles": 1}
    docs = [doc["id"] for doc in gold["docs"]]
    if len(docs) > 1:
        prints = [components(docs, row["edges"]) for row in (gold, found)]
        total |= {"reprint:ari": adjusted_rand(*prints), "reprint:piles": 1}
    for event in placed(gold["events"], found["events"], matched):
        for name, count in _origin_counts(event).items():
            total[name] = total.get(name, 0) + count
    return total


def _count_edges(counts: Counter[str], gold: Row, found: Row) -> None:
    langs = {doc["id"]: doc["lang"] for doc in gold["docs"]}
    truth = kinds_of(gold["edges"])
    guess = kinds_of(found["edges"])
    for pair in truth.keys() | guess.keys():
        for where in ("all", "within" if langs[pair[0]] == langs[pair[1]] else "across"):
            counts[f"{where}:gold"] += pair in truth
            counts[f"{where}:predicted"] += pair in guess
            counts[f"{where}:hit"] += pair in truth and pair in guess
        counts["kind:right"] += pair in truth and truth[pair] == guess.get(pair)
    for edge in gold["edges"]:
        if edge.get("how", "kit") == "kit":
            where = "kit_within" if langs[edge["from"]] == langs[edge["to"]] else "kit_across"
            counts[f"{where}:gold"] += 1
            counts[f"{where}:hit"] += (edge["from"], edge["to"]) in guess
    ends, guessed_ends = ({frozenset(pair) for pair in pairs} for pairs in (truth, guess))
    for both in ends | guessed_ends:
        where = "within" if len({langs[doc] for doc in both}) == 1 else "across"
        counts[f"{where}_undirected:gold"] += both in ends
        counts[f"{where}_undirected:predicted"] += both in guessed_ends
        counts[f"{where}_undirected:hit"] += both in ends and both in guessed_ends


def kinds_of(edges: Iterable[Row]) -> dict[tuple[str, str], str]:
    """Return the kind of each directed pair; edges that are no derivation (one owner, say) are left out."""
    return {(edge["from"], edge["to"]): edge["kind"] for edge in edges if edge["kind"] in KINDS}


def matches(gold: Sequence[Row], found: Sequence[Row]) -> list[Group]:
    """Return for each gold claim, event by event, the number of the predicted event whose claim overlaps it most.

    Overlap is counted in characters of the same document; of equal ones the first wins; without any there is None.
    """
    by_doc: dict[str, list[tuple[int, int, int]]] = {}
    for number, event in enumerate(found):
        for claim in event["claims"]:
            by_doc.setdefault(claim["doc"], []).append((claim["start"], claim["end"], number))
    result: list[Group] = []
    for claim in (claim for event in gold for claim in event["claims"]):
        best: tuple[int, Group] = (0, None)
        for start, end, number in by_doc.get(claim["doc"], ()):
            overlap = min(end, claim["end"]) - max(start, claim["start"])
            if overlap > best[0]:
                best = (overlap, number)
        result.append(best[1])
    return result


def apart(groups: Sequence[Group]) -> list[Hashable]:
    """Return groups in which each claim without an event stands alone."""
    return [("alone", n) if group is None else group for n, group in enumerate(groups)]


def placed(gold: Sequence[Row], found: Sequence[Row], matched: Sequence[Group]) -> list[Placed]:
    """Return for each gold event what it became; of events that hold equally many claims the first counts."""
    result = []
    at = 0
    for event in gold:
        mine = [group for group in matched[at : at + len(event["claims"])] if group is not None]
        at += len(event["claims"])
        holder = min(set(mine), key=lambda group: (-mine.count(group), group)) if mine else None
        low = None if holder is None else int(found[holder]["origins_min"])
        result.append(Placed(len(event["claims"]), int(event["origins_min"]), low))
    return result


def _origin_counts(event: Placed) -> dict[str, float]:
    several = event.origins_min >= 2
    said = event.predicted_min or 0
    return {
        "origins:events": 1,
        "origins:exact": event.predicted_min == event.origins_min,
        "origins:single": not several,
        "origins:false": not several and said >= 2,
        "origins:several": several,
        "origins:missed": several and said < 2,
    }


def adjusted_rand(one: Sequence[Hashable], other: Sequence[Hashable]) -> float:
    """Return the adjusted Rand index of two partitions of the same items (Hubert and Arabie 1985), 1.0 if equal.

    Where both put all items together, or each alone, the index is undefined: 1.0, for they are equal then.
    """
    pairs = comb(len(one), 2)
    together = sum(comb(n, 2) for n in Counter(zip(one, other, strict=True)).values())
    left = sum(comb(n, 2) for n in Counter(one).values())
    right = sum(comb(n, 2) for n in Counter(other).values())
    expected = left * right / pairs if pairs else 0.0
    most = (left + right) / 2
    return 1.0 if most == expected else (together - expected) / (most - expected)


def components(docs: Sequence[str], edges: Iterable[Row]) -> list[str]:
    """Return for each document a name of the pile of prints that it belongs to."""
    up = {doc: doc for doc in docs}

    def top(doc: str) -> str:
        while up[doc] != doc:
            up[doc] = up[up[doc]]
            doc = up[doc]
        return doc

    for edge in edges:
        if edge["kind"] in REPRINT:
            up[top(edge["from"])] = top(edge["to"])
    return [top(doc) for doc in docs]


def recall_by(rows: Iterable[tuple[Row, Row]], key: str) -> dict[str, Mapping[str, float]]:
    """Return for each value of a key of gold edges ("how", "kind") how many there are and the share that was found."""
    every: Counter[str] = Counter()
    hit: Counter[str] = Counter()
    for gold, found in rows:
        pairs = kinds_of(found["edges"])
        for edge in gold["edges"]:
            name = str(edge.get(key, "?"))
            every[name] += 1
            hit[name] += (edge["from"], edge["to"]) in pairs
    return {name: {"edges": count, "recall": hit[name] / count} for name, count in sorted(every.items())}
