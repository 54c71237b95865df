"""Copies and excerpts: documents that share their very words."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.derive.words import SHINGLE, Text, longest_run, order, published_before
from reportedly.records import DocEdge
from reportedly.text import digest

COPY_SHARE = 0.5
"""Share of the smaller text's shingles that must stand in the larger one, for a copy.

On the 18 invented pairs of tests/unit/derive/pairs.py near copies share 0.85 to 0.95, rewrites of the
same report 0.04 at most, unrelated reports nothing.
"""

COPY_SIZE = 0.5
"""A smaller text than this share of the larger one is an excerpt of it, not a copy."""

EXCERPT_WORDS = 20
"""Words in one unbroken shared run that make an excerpt.

On the same pairs excerpts share runs of 31 words or more, rewrites of 5 at most. The threshold lies
nearer to the excerpts: a body's full name and a quoted sentence may stand in two reports alike.
"""

_EARLIEST = 6
"""A shingle that many documents share pairs each of them with the earliest few only: near-linear work."""

_MIN_SHARED = 8


@dataclass(frozen=True, slots=True)
class Direction:
    """Which of two documents derives from the other (`start` from `end`), and why."""

    start: Text
    end: Text
    reason: str


def exact_groups(texts: Sequence[Text]) -> list[list[Text]]:
    """Return the texts in groups of equal words and punctuation, earliest first in each group.

    White space does not count. The groups come in the order of their first member.
    """
    groups: dict[str, list[Text]] = defaultdict(list)
    for text in sorted(texts, key=lambda t: order(t.document)):
        groups[digest(text.squeezed, length=64)].append(text)
    return list(groups.values())


def exact_edges(groups: Sequence[Sequence[Text]], producer: str) -> Iterator[DocEdge]:
    """Yield one copy edge from every later member of a group to its first."""
    for group in groups:
        first = group[0]
        for other in group[1:]:
            same_bytes = first.document.sha256 == other.document.sha256
            what = "the same bytes" if same_bytes else "the same text, white space aside"
            yield DocEdge(
                start=other.document.id,
                end=first.document.id,
                kind="copy",
                score=1.0,
                evidence=what,
                producer=producer,
            )


def near_edges(texts: Sequence[Text], cited: frozenset[tuple[str, str]], producer: str) -> Iterator[DocEdge]:
    """Yield copy and excerpt edges between texts that share enough shingles.

    `texts` holds one member of each exact group. `cited` are pairs (citing, cited) of document ids
    whose direction is known from a citation.
    """
    for left, right in candidates(texts):
        shared = left.shingle_set & right.shingle_set
        smaller, larger = sorted((left, right), key=lambda t: len(t.shingle_set))
        share = len(shared) / max(1, len(smaller.shingle_set))
        size = len(smaller.shingle_set) / max(1, len(larger.shingle_set))
        run = longest_run(smaller, shared)
        if share < COPY_SHARE and run < EXCERPT_WORDS:
            continue
        kind = "copy" if share >= COPY_SHARE and size >= COPY_SIZE else "excerpt"
        found = direction(left, right, cited)
        evidence = (
            f"{share:.0%} of the shorter text's runs of {SHINGLE} words stand in the other, "
            f"the longest shared stretch has {run} words; {found.reason}"
        )
        yield DocEdge(
            start=found.start.document.id,
            end=found.end.document.id,
            kind="copy" if kind == "copy" else "excerpt",
            score=round(share, 3),
            evidence=evidence,
            spans=found.start.shared_runs(shared),
            producer=producer,
        )


def candidates(texts: Sequence[Text]) -> list[tuple[Text, Text]]:
    """Return pairs that share at least a few shingles, earlier document first, in a fixed order."""
    ordered = sorted(texts, key=lambda t: order(t.document))
    index: dict[int, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for i, text in enumerate(ordered):
        for shingle in text.shingle_set:
            posting = index[shingle]
            for j in posting:
                shared[(j, i)] += 1
            if len(posting) < _EARLIEST:
                posting.append(i)
    return [
        (ordered[j], ordered[i])
        for (j, i), count in sorted(shared.items())
        if count >= min(_MIN_SHARED, len(ordered[j].shingle_set), len(ordered[i].shingle_set))
    ]


def direction(left: Text, right: Text, cited: frozenset[tuple[str, str]]) -> Direction:
    """Say which document derives from the other: by citation, by time, by which text holds more.

    `left` is the earlier one in `order`, which also settles what nothing else settles.
    """
    one, other = left.document, right.document
    if (one.id, other.id) in cited and (other.id, one.id) not in cited:
        return Direction(left, right, "it names the other's publisher as its source")
    if (other.id, one.id) in cited and (one.id, other.id) not in cited:
        return Direction(right, left, "it names the other's publisher as its source")
    if published_before(one, other):
        return Direction(right, left, "the other was published first")
    if published_before(other, one):
        return Direction(left, right, "the other was published first")
    if len(left.words) != len(right.words):
        start, end = sorted((left, right), key=lambda t: len(t.words))
        return Direction(start, end, "the order in time is not known, the other text holds more")
    return Direction(right, left, "which came first is not known")
