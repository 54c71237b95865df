"""Scores of attribution relations: tokens, pieces, whole relations."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.evaluate.counts import F1, Figure, Ratio
from reportedly.evaluate.matching import Pair, best_first
from reportedly.records import Span
from reportedly.text import tokens

PARTS = ("source", "cue", "content")

FIGURES: tuple[Figure, ...] = (
    *(F1(f"{part}_token_f1", f"{part}:token") for part in PARTS),
    *(F1(f"{part}_exact_f1", f"{part}:exact") for part in PARTS),
    F1("relation_strict_f1", "strict"),
    F1("relation_f1", "relation"),
    Ratio("sourceless_recall", "sourceless:hit", "sourceless:gold"),
    Ratio("source_given_content", "source:right", "content:matched"),
)


@dataclass(frozen=True, slots=True)
class AnnotatedRelation:
    """One attribution; each part may be in pieces, the source may be empty."""

    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Tokens:
    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]


def tally(text: str, gold: Sequence[AnnotatedRelation], predicted: Sequence[AnnotatedRelation]) -> dict[str, float]:
    """Return the counts of one document.

    Token: each token once per part, whatever number of relations share it. Exact: distinct pieces,
    where a piece is a run of neighbouring tokens (so fragments apart by white space only are one).
    Strict: the three token sets are the same. Relation: the cue touches, the source touches or both
    have none, and the contents share half of their tokens (Jaccard >= 0.5); one to one, best content first.
    Sourceless: gold relations without a source, and those of them in such a pair. Content matched: pairs by content
    alone (same threshold, one to one); source right: those whose sources touch or are both absent.
    """
    index = list(tokens(text))
    golds = [_tokenised(index, relation) for relation in gold]
    guesses = [_tokenised(index, relation) for relation in predicted]
    counts: dict[str, float] = {}
    for part in PARTS:
        ours = {t for relation in golds for t in getattr(relation, part)}
        theirs = {t for relation in guesses for t in getattr(relation, part)}
        _count(counts, f"{part}:token", len(ours & theirs), len(theirs), len(ours))
        pieces = {p for relation in golds for p in _pieces(getattr(relation, part))}
        guessed = {p for relation in guesses for p in _pieces(getattr(relation, part))}
        _count(counts, f"{part}:exact", len(pieces & guessed), len(guessed), len(pieces))
    same = (Counter(golds) & Counter(guesses)).total()
    _count(counts, "strict", same, len(guesses), len(golds))
    pairs = matched(golds, guesses)
    _count(counts, "relation", len(pairs), len(guesses), len(golds))
    counts["sourceless:hit"] = sum(not golds[pair.gold].source for pair in pairs)
    counts["sourceless:gold"] = sum(not relation.source for relation in golds)
    alike = _matched_by_content(golds, guesses)
    counts["content:matched"] = len(alike)
    counts["source:right"] = sum(_fits(golds[p.gold].source, guesses[p.predicted].source) for p in alike)
    return counts


def right_relations(text: str, gold: Sequence[AnnotatedRelation], predicted: Sequence[AnnotatedRelation]) -> list[bool]:
    """Return for each predicted relation whether it fits a gold one (the relaxed rule of `tally`)."""
    index = list(tokens(text))
    pairs = matched([_tokenised(index, r) for r in gold], [_tokenised(index, r) for r in predicted])
    hits = {pair.predicted for pair in pairs}
    return [n in hits for n in range(len(predicted))]


def right_spans(
    text: str, gold: Sequence[AnnotatedRelation], predicted: Sequence[AnnotatedRelation]
) -> list[list[bool]]:
    """Return for each predicted relation, span by span in the order source, cue, content, whether gold has it."""
    index = list(tokens(text))
    known = {part: {p for r in gold for p in _pieces(_inside(index, getattr(r, part)))} for part in PARTS}

    def hit(part: str, span: Span) -> bool:
        pieces = _pieces(_inside(index, (span,)))
        return bool(pieces) and pieces[0] in known[part]

    return [[hit(part, span) for part in PARTS for span in getattr(r, part)] for r in predicted]


def matched(golds: Sequence[_Tokens], guesses: Sequence[_Tokens]) -> list[Pair]:
    """Return the one-to-one pairs of relations that fit."""
    pairs = []
    for i, gold in enumerate(golds):
        for j, guess in enumerate(guesses):
            content = _jaccard(gold.content, guess.content)
            if content < 0.5 or not gold.cue & guess.cue:
                continue
            if _fits(gold.source, guess.source):
                # Among equal contents prefer the closer source, then the closer cue.
                finer = _jaccard(gold.source, guess.source) + _jaccard(gold.cue, guess.cue)
                pairs.append(Pair(content + finer / 1000, i, j))
    return best_first(pairs)


def _matched_by_content(golds: Sequence[_Tokens], guesses: Sequence[_Tokens]) -> list[Pair]:
    """Return the one-to-one pairs of relations whose contents fit; the closer cue decides, never the source."""
    pairs = []
    for i, gold in enumerate(golds):
        for j, guess in enumerate(guesses):
            content = _jaccard(gold.content, guess.content)
            if content >= 0.5:
                pairs.append(Pair(content + _jaccard(gold.cue, guess.cue) / 1000, i, j))
    return best_first(pairs)


def _fits(gold: frozenset[int], guess: frozenset[int]) -> bool:
    """Say whether two sources touch or are both absent."""
    return bool(gold & guess) or not (gold or guess)


def _tokenised(index: Sequence[tuple[int, int]], relation: AnnotatedRelation) -> _Tokens:
    return _Tokens(_inside(index, relation.source), _inside(index, relation.cue), _inside(index, relation.content))


def _inside(index: Sequence[tuple[int, int]], spans: Sequence[Span]) -> frozenset[int]:
    found: set[int] = set()
    for span in spans:
        # The first token that ends after the start of the span.
        i = bisect_left(index, span.start + 1, key=lambda token: token[1])
        while i < len(index) and index[i][0] < span.end:
            found.add(i)
            i += 1
    return frozenset(found)


def _pieces(found: frozenset[int]) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for token in sorted(found):
        if pieces and pieces[-1][1] == token - 1:
            pieces[-1] = (pieces[-1][0], token)
        else:
            pieces.append((token, token))
    return pieces


def _jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    return len(a & b) / len(a | b) if a or b else 1.0


def _count(counts: dict[str, float], prefix: str, hit: int, predicted: int, gold: int) -> None:
    counts[f"{prefix}:hit"] = hit
    counts[f"{prefix}:predicted"] = predicted
    counts[f"{prefix}:gold"] = gold
