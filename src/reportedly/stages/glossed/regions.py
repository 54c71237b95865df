"""What of a sentence is read for claims: what a source says, and what is left without source and cue."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.records import Relation, Span
from reportedly.stages.glossed.clauses import words
from reportedly.stages.glossed.unsaid import what_was_not_confirmed, withholds


@dataclass(frozen=True, slots=True)
class Region:
    """Stretches of a sentence that are read together; `given` says that a source says them, `denied` denies them.

    `unconfirmed` says that they are told as what somebody could not confirm.
    """

    spans: tuple[Span, ...]
    given: bool = False
    denied: bool = False
    unconfirmed: bool = False


def regions(text: str, sentence: Span, relations: Sequence[Relation], language: str) -> list[Region]:
    """Return the regions of a sentence in order; none for one that only names the source of its neighbours."""
    here = [r for r in relations if any(s.overlaps(sentence) for part in (r.source, r.cue) for s in part)]
    removed = [s for r in here for part in (r.source, r.cue) for s in part if s.overlaps(sentence)]
    if not removed:
        covering = [r for r in relations if any(c.overlaps(sentence) for c in r.content)]
        return [Region((sentence,), bool(covering), any(r.cue_type == "DEN" for r in covering))]
    found: list[Region] = []
    inside: list[Span] = []
    for relation in here:
        parts = [p for c in relation.content for p in _without(_cut(c, sentence), removed)]
        parts = [p for p in parts if not any(p.overlaps(other) for other in inside)]
        inside += parts
        if parts and not withholds(text, relation, language):
            found.append(_told(text, sorted(parts), language, denied=relation.cue_type == "DEN"))
    rest = _without([sentence], [*removed, *inside])
    found += [Region((span,)) for span in rest if _states(text, span, language)]
    return sorted(found, key=lambda region: region.spans[0])


def _told(text: str, parts: Sequence[Span], language: str, *, denied: bool) -> Region:
    """Return the region of what a source says, of "could not confirm that P" the P."""
    open_ = what_was_not_confirmed(text, parts[0], language)
    if open_ is None:
        return Region(tuple(parts), True, denied)
    return Region((open_, *parts[1:]), True, denied, unconfirmed=True)


_LEAST = 3


def _states(text: str, span: Span, language: str) -> bool:
    """Say whether a rest has a predicate and words enough to state something."""
    here = [word for word in words(text, span.start, span.end, language) if not word.mark]
    return len(here) > _LEAST and any(word.finite for word in here)


def _cut(span: Span, within: Span) -> list[Span]:
    start, end = max(span.start, within.start), min(span.end, within.end)
    return [Span(start, end)] if start < end else []


def _without(spans: Iterable[Span], holes: Sequence[Span]) -> list[Span]:
    """Return what is left of stretches when others are taken out."""
    left = list(spans)
    for hole in holes:
        left = [part for span in left for part in _parted(span, hole)]
    return sorted(left)


def _parted(span: Span, hole: Span) -> list[Span]:
    if not span.overlaps(hole):
        return [span]
    parts = []
    if span.start < hole.start:
        parts.append(Span(span.start, hole.start))
    if hole.end < span.end:
        parts.append(Span(hole.end, span.end))
    return parts
