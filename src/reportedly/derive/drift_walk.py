"""Along the edges between documents: which claim tells which again, what shifted, and what later texts repeat."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from reportedly.contrast import Aspects
from reportedly.contrast.wording import content, share, words_of
from reportedly.derive.drift_shifts import Shift, shifts
from reportedly.derive.drift_source import Voices, source_shifts
from reportedly.derive.drift_told import Told
from reportedly.records import Drift
from reportedly.records.values import DriftAspect, DriftKind, EdgeKind

PRODUCER = "drift.shifts/1"

ALIGNED = 0.6
"""Share of the shorter claim's content, without numbers, places and days, that must stand in the other one."""

ALIGNED_LOOSE = 0.7
"""The same where nothing but an edge ties the claim to the earlier text."""

_LIKE = 0.6
_LIKE_CLOSE = 0.45
_SUPPORT = 3
_AGREES = 0.5
_TIE = 0.05
_MOST_ASPECTS = 2
_FARTHEST = 3
_NEAR: frozenset[EdgeKind] = frozenset({"copy", "translation", "excerpt", "summarises", "revision_of"})
_IN_HEADLINES: frozenset[DriftAspect] = frozenset({"number", "place", "label"})


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two claims of which the later tells the earlier again, and what it tells otherwise."""

    earlier: Aspects
    later: Aspects
    share: float
    shifts: tuple[Shift, ...]
    voices: Voices
    edge: EdgeKind | None

    @property
    def ids(self) -> tuple[str, str]:
        """The ids of the two claims."""
        return self.earlier.claim.id, self.later.claim.id


@dataclass(frozen=True, slots=True)
class Walk:
    """Every alignment of a pile, and the drifts in what is told."""

    aligned: tuple[Aligned, ...]
    drifts: tuple[Drift, ...]


Joined = tuple[Told, Told, EdgeKind]


def walk(told: Mapping[str, Told], joined: Sequence[Joined], *, apart: Collection[frozenset[str]]) -> Walk:
    """Return the alignments along edges (earlier text, later text, kind) and where something was told otherwise.

    Each later claim shifts at most once in each aspect: where one of the texts that it retells agrees with it,
    nothing has shifted there. A text that retells one which lacks the claim is held against what that one
    retells, three steps at most. `apart` are pairs of claims that a person judged not to be one matter.
    """
    aligned: list[Aligned] = []
    parents: dict[str, list[Joined]] = defaultdict(list)
    for earlier, later, kind in joined:
        parents[later.id].append((earlier, later, kind))
    for text in sorted(parents):
        later = told[text]
        for claim in later.aspects:
            found = [a for e, _, kind in parents[text] for a in _best(e, later, claim, kind, apart)]
            aligned += found or _beyond(text, later, claim, parents, apart)
    made = [d for group in _by_later(aligned).values() for d in _drifts(group)]
    for text in sorted(told):
        made += _headline_drifts(told[text], apart)
    return Walk(tuple(aligned), tuple(made))


def _beyond(
    text: str, later: Told, claim: Aspects, parents: Mapping[str, Sequence[Joined]], apart: Collection[frozenset[str]]
) -> list[Aligned]:
    """Return alignments with texts further up, where none that is retold directly has the claim."""
    seen, level = {text}, [e.id for e, _, _ in parents[text]]
    kinds = {e.id: kind for e, _, kind in parents[text]}
    for _ in range(_FARTHEST - 1):
        above = [(e, kinds[near]) for near in level for e, _, _ in parents.get(near, ()) if e.id not in seen]
        seen |= set(level)
        for earlier, kind in above:
            kinds.setdefault(earlier.id, kind)
            found = list(_best(earlier, later, claim, "cites" if kind != "revision_of" else kind, apart))
            if found:
                return found
        level = sorted({e.id for e, _ in above})
    return []


def _best(
    earlier: Told, later: Told, claim: Aspects, kind: EdgeKind, apart: Collection[frozenset[str]]
) -> Iterator[Aligned]:
    """Yield the alignment of a later claim with the claim of the earlier text that it tells again, if there is one."""
    known = [
        (share(e.core, claim.core), e)
        for e in earlier.near(claim.core)
        if frozenset((e.claim.id, claim.claim.id)) not in apart
    ]
    ranked = sorted(known, key=lambda k: (-k[0], -_support(k[1], claim), k[1].claim.id))
    if not ranked:
        return
    made = [_align(s, (earlier, e), (later, claim), kind) for s, e in ranked[:6] if s >= _AGREES]
    clean = next((a for a in made if a is not None and not a.shifts), None)
    if clean is not None:
        yield clean
        return
    best = made[0] if made else None
    if best is None or _told_elsewhere(best, later) or (len(made) > 1 and _rival(made[1], best)):
        return
    yield best


def _rival(other: Aligned | None, best: Aligned) -> bool:
    """Say whether another earlier claim fits as well: then nobody can say which one is told again."""
    return (
        other is not None
        and other.share >= best.share - _TIE
        and {s.change for s in other.shifts} != {s.change for s in best.shifts}
    )


def _told_elsewhere(best: Aligned, later: Told) -> bool:
    """Say whether another claim of the later text tells the earlier one as well or better."""
    for other in later.near(best.earlier.core):
        if other.claim.id == best.later.claim.id:
            continue
        theirs = share(best.earlier.core, other.core)
        if theirs > best.share + _TIE:
            return True
        if theirs >= _AGREES and not any(shifts(best.earlier, other, later.held, later.held)):
            return True
    return False


def _align(share_: float, earlier: tuple[Told, Aspects], later: tuple[Told, Aspects], kind: EdgeKind) -> Aligned | None:
    """Return the alignment of two claims, or None where they cannot be one told twice."""
    (one, mine), (other, theirs) = earlier, later
    voices = _voices(earlier, later, kind)
    close = voices.relayed or kind in _NEAR
    if share_ < (ALIGNED if close else ALIGNED_LOOSE) or _support(mine, theirs) < _SUPPORT:
        return None
    other_act = mine.acts and theirs.acts and not mine.acts & theirs.acts and not _label_pair(mine, theirs)
    if other_act or _of_two_things(mine, theirs) < (_LIKE_CLOSE if close else _LIKE):
        return None
    source = tuple(source_shifts(voices, one.held, other.held))
    if voices.own(one.held) or (voices.two and not source):
        return None
    found = source if voices.two else (*source, *shifts(mine, theirs, one.held, other.held))
    if (not close and _sets_right(found, other)) or _other_matter(mine, theirs, found):
        return None
    return Aligned(mine, theirs, share_, found, voices, kind)


_RIGHTING = frozenset("wrong mistaken incorrect incorrectly false untrue contrary erroneous error".split())  # noqa: SIM905


def _sets_right(found: Sequence[Shift], later: Told) -> bool:
    """Say whether the later text may mean to set the earlier one right: that is a contradiction, no drift."""
    return any(s.aspect == "polarity" for s in found) or bool(found and later.held.words & _RIGHTING)


def _of_two_things(mine: Aspects, theirs: Aspects) -> float:
    """Return how much of all their content two claims share where each has some that the other lacks, else 1.0."""
    if mine.core <= theirs.core or theirs.core <= mine.core:
        return 1.0
    said = {w for a in (mine, theirs) for t in a.terms for w in content(words_of(a.reading, (t.phrase.span,)))}
    one, other = mine.core - said, theirs.core - said
    if one <= other or other <= one:
        return 1.0
    return len(mine.core & theirs.core) / len(mine.core | theirs.core)


def _label_pair(mine: Aspects, theirs: Aspects) -> bool:
    return bool({t.concept for t in mine.terms} & {t.concept for t in theirs.terms})


def _other_matter(mine: Aspects, theirs: Aspects, found: Sequence[Shift]) -> bool:
    """Say whether so much differs that another matter is told."""
    aspects = {s.aspect for s in found if s.change not in ("source_named", "bound_dropped", "number_rounded")}
    if len(aspects) > _MOST_ASPECTS or {"number", "place"} <= aspects or {"time", "place"} <= aspects:
        return True
    changes = {s.change for s in found}
    if changes & {"place_moved", "time_shifted"} and {mine.realis, theirs.realis} != {mine.realis}:
        return True
    return _opposite(mine, theirs) and mine.negated == theirs.negated


def _opposite(mine: Aspects, theirs: Aspects) -> bool:
    """Say whether one claim tells the opposite state or act: then it is another report, not the same one retold."""
    left = {(t.concept, t.tag) for t in mine.opposites}
    right = {(t.concept, t.tag) for t in theirs.opposites}
    kinds = {c for c, _ in left} & {c for c, _ in right}
    return any(
        {t for c, t in left if c == kind} != {t for c, t in right if c == kind}
        and not {t for c, t in left if c == kind} & {t for c, t in right if c == kind}
        for kind in kinds
    )


def _support(mine: Aspects, theirs: Aspects) -> int:
    """Return how many things two claims have in common: content, place, day, a number, a name."""
    places = any(a.same(b) for a in mine.places for b in theirs.places)
    days = mine.days is not None and theirs.days is not None and (
        mine.days.first <= theirs.days.last and theirs.days.first <= mine.days.last
    )  # fmt: skip
    counts = any(a.unit == b.unit and a.value == b.value for a in mine.counts for b in theirs.counts)
    names = bool((mine.names & theirs.names) and not places)
    return len(mine.core & theirs.core) + places + days + counts + names


def _voices(earlier: tuple[Told, Aspects], later: tuple[Told, Aspects], kind: EdgeKind | None) -> Voices:
    (one, mine), (other, theirs) = earlier, later
    before = one.commitments.of(mine.claim)
    whole = other.commitments.of(theirs.claim)
    after = whole.without(one.commitments.publisher, one.commitments.group)
    return Voices(before, after, len(after.hops) < len(whole.hops), kind in _NEAR)


def _by_later(aligned: Iterable[Aligned]) -> dict[tuple[str, bool], list[Aligned]]:
    found: dict[tuple[str, bool], list[Aligned]] = defaultdict(list)
    for item in aligned:
        found[(item.later.claim.id, item.edge == "revision_of")].append(item)
    return found


def _drifts(group: Sequence[Aligned]) -> Iterator[Drift]:
    """Yield one drift for each aspect in which a claim differs from all that it retells, against the nearest one."""
    aspects = {s.aspect for item in group for s in item.shifts}
    for aspect in sorted(aspects):
        if any(all(s.aspect != aspect for s in item.shifts) for item in group):
            continue
        best = max(group, key=lambda i: (i.share, i.earlier.published or 0, i.earlier.claim.id))
        yield _drift(best, aspect)


def _drift(item: Aligned, aspect: DriftAspect) -> Drift:
    found = [s for s in item.shifts if s.aspect == aspect]
    across: DriftKind = "revision" if item.edge == "revision_of" else "retelling"
    kind: DriftKind = "headline_body" if item.edge is None else across
    directions = {s.direction for s in found}
    return Drift(
        earlier=item.earlier.claim.id,
        later=item.later.claim.id,
        earlier_document=item.earlier.claim.document,
        later_document=item.later.claim.document,
        kind=kind,
        direction=directions.pop() if len(directions) == 1 else "changed",
        before=item.voices.before.level,
        after=item.voices.after.level,
        changes=tuple(dict.fromkeys(s.change for s in found)),
        reason="; ".join(s.reason for s in found),
        lost=tuple(sorted({p.span for s in found for p in s.was})),
        gained=tuple(sorted({p.span for s in found for p in s.became})),
        edge=item.edge,
        score=round(item.share, 3),
        producer=PRODUCER,
        aspect=aspect,
        was=tuple(dict.fromkeys(p.printed for s in found for p in s.was)),
        became=tuple(dict.fromkeys(p.printed for s in found for p in s.became)),
    )


def _headline_drifts(told: Told, apart: Collection[frozenset[str]]) -> Iterator[Drift]:
    """Yield where a headline gives another number, place or label than its text."""
    for headline in told.headline_aspects:
        ranked = sorted(
            ((share(e.core, headline.core), e) for e in told.near(headline.core)), key=lambda k: (-k[0], k[1].claim.id)
        )
        items = [
            (s, e, [x for x in shifts(e, headline, told.held_below, told.held_headline) if x.aspect in _IN_HEADLINES])
            for s, e in ranked
            if s >= _AGREES and frozenset((e.claim.id, headline.claim.id)) not in apart
        ]
        if not items or any(not found for _, _, found in items):
            continue
        best, body, found = items[0]
        if best < ALIGNED_LOOSE or _support(body, headline) < _SUPPORT or _other_matter(body, headline, found):
            continue
        if body.negated != headline.negated or _opposite(body, headline) or body.realis != headline.realis:
            continue
        item = Aligned(body, headline, best, tuple(found), _voices((told, body), (told, headline), None), None)
        for aspect in sorted({s.aspect for s in found}):
            yield _drift(item, aspect)


def with_paths(drifts: Iterable[Drift], aligned: Iterable[Aligned]) -> list[Drift]:
    """Return the drifts with the tellings before them and those after them that repeat the change.

    A later text repeats a change if it tells the changed claim again and drifts not in that aspect itself.
    """
    made = list(drifts)
    up: dict[str, list[str]] = defaultdict(list)
    down: dict[str, list[str]] = defaultdict(list)
    for item in aligned:
        earlier, later = item.ids
        up[later].append(earlier)
        down[earlier].append(later)
    drifted = {(d.later, d.aspect) for d in made}
    return [
        replace(d, path=_first_to(d.earlier, up), carried=_repeating(d.later, d.aspect, down, drifted)) for d in made
    ]


def _first_to(claim: str, up: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Return the claims from the first telling to the one before this one."""
    found: list[str] = []
    while up.get(claim):
        claim = min(up[claim])
        if claim in found:
            break
        found.append(claim)
    return tuple(reversed(found))


def _repeating(
    claim: str, aspect: DriftAspect, down: Mapping[str, Sequence[str]], drifted: Collection[tuple[str, DriftAspect]]
) -> tuple[str, ...]:
    found: set[str] = set()
    open_ = [claim]
    while open_:
        for later in down.get(open_.pop(), ()):
            if later not in found and later != claim and (later, aspect) not in drifted:
                found.add(later)
                open_.append(later)
    return tuple(sorted(found))
