"""How annotations of one text are put side by side."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from reportedly.records import Span


class Pair(NamedTuple):
    """One gold item and one predicted item (their positions) and how well they fit."""

    score: float
    gold: int
    predicted: int


def characters(spans: Sequence[Span]) -> int:
    """Return the number of code points that the spans cover together (they do not overlap each other)."""
    return sum(len(span) for span in spans)


def shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    """Return the number of code points that both sets of spans cover."""
    return sum(x.overlap(y) for x in a for y in b)


def jaccard(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return the shared code points over all that either covers; 0.0 where both are empty."""
    common = shared(a, b)
    either = characters(a) + characters(b) - common
    return common / either if either else 0.0


def containment(a: Sequence[Span], b: Sequence[Span]) -> float:
    """Return the shared code points over those of the shorter; 0.0 where one is empty."""
    shorter = min(characters(a), characters(b))
    return shared(a, b) / shorter if shorter else 0.0


def best_first(pairs: Iterable[Pair]) -> list[Pair]:
    """Return a one-to-one choice of `pairs`: the best score first, then the order of the text."""
    chosen: list[Pair] = []
    golds: set[int] = set()
    predictions: set[int] = set()
    for pair in sorted(pairs, key=lambda p: (-p.score, p.gold, p.predicted)):
        if pair.gold not in golds and pair.predicted not in predictions:
            chosen.append(pair)
            golds.add(pair.gold)
            predictions.add(pair.predicted)
    return sorted(chosen, key=lambda p: p.gold)


def touch(a: Sequence[Span], b: Sequence[Span]) -> bool:
    """Say whether some span of `a` shares a code point with some span of `b`."""
    return any(x.overlaps(y) for x in a for y in b)
