"""Drift: where a headline, a retelling or a new version is firmer or softer than what it tells, or tells otherwise."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from reportedly.derive.citations import Names
from reportedly.derive.commitment import STEM, WORD, Commitment, Commitments, Hop
from reportedly.derive.drift_told import Told
from reportedly.derive.drift_walk import walk, with_paths
from reportedly.derive.matter import ALIKE, PAIRED, PAIRED_EVENT, Matter, conflict
from reportedly.records import Claim, DocEdge, Drift, Event, Judgement, Reading, Source, Span, Theatre
from reportedly.records.values import DriftChange, DriftKind, EdgeKind

PRODUCER = "drift.rules/1"

REVIEW = "review/"
"""How the producer of a judgement begins that a person made."""

RETELLING: frozenset[EdgeKind] = frozenset({"copy", "translation", "excerpt", "cites", "summarises"})
"""Edges along which one document retells another; a press text printed by two is retold by neither."""

_NEAR = 0.1
"""Pairs whose shares differ by less are as good as each other: then the one without drift is meant."""

_WEIGHT = {"copy": 0, "translation": 1, "excerpt": 2, "summarises": 3, "cites": 4, "revision_of": 5}


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that was dropped or added, the words that show it, and the same in words."""

    name: DriftChange
    lost: tuple[Span, ...]
    gained: tuple[Span, ...]
    reason: str

    @property
    def hardens(self) -> bool:
        """Whether the later claim is firmer for it."""
        return self.name.endswith(("_dropped", "_weakened"))


@dataclass(frozen=True, slots=True)
class _Pair:
    share: float
    earlier: Matter
    later: Matter
    changes: tuple[Change, ...]
    before: Commitment
    after: Commitment


def find_drift(
    readings: Sequence[Reading],
    edges: Sequence[DocEdge],
    *,
    theatre: Theatre,
    events: Iterable[Event] = (),
    judgements: Iterable[Judgement] = (),
) -> list[Drift]:
    """Return where a claim is told otherwise than before: between a body and its headline, and along document edges.

    Numbers, places, labels, plans, denials, days and sources that change are found by `walk`. Where a claim
    hardened or softened is found as follows. Two claims are taken for one told twice if each is the other's best
    match in content words (`PAIRED`) and no denial, number, place, name, state or time speaks against it. Where
    chains are comparable, a source, a hedge or a distance that the second one lacks hardens it, a hedge or a
    distance that it adds softens it. A source that is added is no drift: chains and origins show it. Each later
    claim drifts at most once along edges: where one of the texts that it retells is as firm as itself, it has not
    drifted. The result does not depend on the order of the input.
    """
    finder = _Finder(readings, theatre, events, judgements)
    found = [drift for told in finder.told.values() for drift in finder.within(told)]
    paired = {drift.later for drift in found} | finder.settled
    joined = list(finder.joined(edges))
    found += finder.across(joined, paired)
    walked = walk(finder.told, joined, apart=finder.decided)
    found = with_paths([*found, *_beside(walked.drifts, found, finder)], walked.aligned)
    return sorted(found, key=lambda d: (d.kind, d.later_document, d.later, d.aspect, d.earlier))


def _beside(shifted: Iterable[Drift], hedged: Iterable[Drift], finder: "_Finder") -> Iterator[Drift]:
    """Yield the shifts that a lost hedge does not tell already: "may close" told as "closed"."""
    lost = {d.later for d in hedged if d.direction == "hardened" and d.distance}
    for drift in shifted:
        if drift.aspect != "realis" or drift.later not in lost or finder.realis(drift.earlier) != "hypothetical":
            yield drift


class _Finder:
    """The pile, with what pairing needs to know of it."""

    def __init__(
        self, readings: Sequence[Reading], theatre: Theatre, events: Iterable[Event], judgements: Iterable[Judgement]
    ) -> None:
        names = Names.of(theatre)
        known: dict[str, Source] = {source.id: source for source in theatre.sources}
        ordered = sorted(readings, key=lambda r: r.document.id)
        self.told = {r.document.id: Told(r, Commitments(r, names, known)) for r in ordered}
        ruled = [j for j in judgements if j.verdict == "different"]
        self._apart = {frozenset((j.left, j.right)) for j in ruled}
        self.decided = {frozenset((j.left, j.right)) for j in ruled if j.producer.startswith(REVIEW)}
        self._event: dict[str, set[str]] = defaultdict(set)
        self.settled: set[str] = set()
        self._realis: dict[str, str] = {c.id: c.realis for r in readings for c in r.of(Claim)}
        for event in events:
            for claim in (*event.claims, *event.background):
                self._event[claim].add(event.id)

    def realis(self, claim: str) -> str:
        """Return the realis of a claim."""
        return self._realis.get(claim, "")

    def within(self, told: Told) -> Iterator[Drift]:
        """Yield the drift between the headline of one document and its body."""
        drifted: set[str] = set()
        for headline in told.headlines:
            best = self._best(told, (told, headline))
            if best is None:
                continue
            self.settled.add(headline.claim.id)
            made = _drift(best, told, told, kind="headline_body", edge=None)
            # Two claims of a headline may restate one of the body: it has drifted once.
            if made is not None and made.earlier not in drifted:
                drifted.add(made.earlier)
                yield made

    def across(self, joined: Sequence[tuple[Told, Told, EdgeKind]], headlines: set[str]) -> Iterator[Drift]:
        """Yield the drift along edges; headlines that retell their own body are left to that."""
        pairs: dict[tuple[str, bool], list[tuple[_Pair, Told, Told, EdgeKind]]] = defaultdict(list)
        for earlier, later, kind in joined:
            for pair in self._mutual(earlier, later, headlines):
                pairs[(pair.later.claim.id, kind == "revision_of")].append((pair, earlier, later, kind))
        for found in pairs.values():
            best = max(pair.share for pair, *_ in found)
            near = [item for item in found if item[0].share >= best - _NEAR]
            pair, earlier, later, kind = min(near, key=lambda i: (len(i[0].changes), -i[0].share, i[1].id))
            drift_kind: DriftKind = "revision" if kind == "revision_of" else "retelling"
            made = _drift(pair, earlier, later, kind=drift_kind, edge=kind)
            if made is not None:
                yield made

    def joined(self, edges: Sequence[DocEdge]) -> Iterator[tuple[Told, Told, EdgeKind]]:
        """Yield (earlier text, later text, kind) for the edges that retell, the closest where there are several."""
        best: dict[tuple[str, str], EdgeKind] = {}
        for edge in edges:
            if edge.kind not in RETELLING and edge.kind != "revision_of":
                continue
            key = (edge.end, edge.start)
            if key not in best or _WEIGHT[edge.kind] < _WEIGHT[best[key]]:
                best[key] = edge.kind
        for (earlier, later), kind in sorted(best.items()):
            if earlier in self.told and later in self.told:
                yield self.told[earlier], self.told[later], kind

    def _mutual(self, earlier: Told, later: Told, headlines: set[str]) -> Iterator[_Pair]:
        """Yield the pairs of claims of which each is the other's best."""
        retold = [m for m in later.matters if m.claim.id not in headlines]
        for matter in retold:
            best = self._best(earlier, (later, matter))
            if best is None:
                continue
            back = max((self._share(best.earlier, m, earlier, later) for m in retold), default=0.0)
            if best.share >= back - _NEAR:
                yield best

    def _best(self, earlier: Told, later: tuple[Told, Matter]) -> _Pair | None:
        """Return the best match for a claim, among equally good ones that with the least drift."""
        told, matter = later
        shares = [(self._share(m, matter, earlier, told), m) for m in earlier.candidates(matter)]
        best = max((share for share, _ in shares), default=0.0)
        if not best:
            return None
        near = [_pair(share, (earlier, m), (told, matter)) for share, m in shares if share and share >= best - _NEAR]
        return min(near, key=lambda p: (len(p.changes), -p.share, p.earlier.claim.id))

    def _share(self, earlier: Matter, later: Matter, one: Told, other: Told) -> float:
        """Return the share of common words of two claims, 0.0 where they are not one told twice."""
        ids = (earlier.claim.id, later.claim.id)
        share = earlier.share(later)
        together = bool(self._event[ids[0]] & self._event[ids[1]]) if ids[0] in self._event else False
        if share < (PAIRED_EVENT if together else PAIRED) or frozenset(ids) in self._apart:
            return 0.0
        doubtful = bool(one.commitments.of(earlier.claim).doubt or other.commitments.of(later.claim).doubt)
        return 0.0 if conflict(earlier, later, doubtful=doubtful, alike=share >= ALIKE) else share


def _pair(share: float, earlier: tuple[Told, Matter], later: tuple[Told, Matter]) -> _Pair:
    (one, mine), (other, theirs) = earlier, later
    before = one.commitments.of(mine.claim)
    after = other.commitments.of(theirs.claim).without(one.commitments.publisher, one.commitments.group)
    # A chain that only led to the retold text names that as its source, and nobody behind it.
    relayed = len(after.hops) < len(other.commitments.of(theirs.claim).hops)
    changes = tuple(changed((one, before), (other, after), theirs.claim, relayed=relayed))
    return _Pair(share, mine, theirs, changes, before, after)


def changed(
    earlier: tuple[Told, Commitment], later: tuple[Told, Commitment], claim: Claim, *, relayed: bool = False
) -> Iterator[Change]:
    """Yield what the later claim (`claim`) dropped of the earlier one's commitment, or added to it.

    `relayed`: the later text gives the earlier one as its source.
    """
    (one, before), (other, after) = earlier, later
    if before.hops and after.hops and not any(a.same(b) for a in before.hops for b in after.hops):
        return  # two speakers: that they differ is no drift
    prefix = len(after.hops) <= len(before.hops) and all(
        a.same(b) for a, b in zip(after.hops, before.hops, strict=False)
    )
    lost = before.hops[len(after.hops) :] if prefix and not after.hearsay else ()
    named = [hop for hop in lost if _still_named(hop, other, claim)]
    gone = [hop for hop in lost if not hop.inferred and hop not in named]
    if named and not other.is_headline(claim):
        return  # its sentence may attribute the claim in words that no stage has read
    if gone and len(gone) == len(lost):
        only = ", only the text that is told again" if relayed else ""
        reason = f"“{gone[-1].printed}” is no longer given as the source{only}"
        yield Change("attribution_dropped", tuple(h.span for h in gone if h.span), (), reason)
    if before.hearsay and not after.hearsay and prefix and not after.hops:
        yield _cue("hearsay_dropped", one, before.hearsay_cue, "is gone", lost=True)
    if after.hearsay and not before.hearsay:
        yield _cue("hearsay_added", other, after.hearsay_cue, "was added", lost=False)
    if before.distance and not after.distance:
        yield _cue("distance_dropped", one, before.distance_cue, "is gone", lost=True)
    if after.distance and not before.distance:
        yield _cue("distance_added", other, after.distance_cue, "was added", lost=False)
    yield from _doubt((one, before), (other, after))


def _doubt(earlier: tuple[Told, Commitment], later: tuple[Told, Commitment]) -> Iterator[Change]:
    (one, before), (other, after) = earlier, later
    if before.doubt == after.doubt:
        return
    if not after.doubt:
        yield _cue("hedge_dropped", one, before.doubt_cue, "is gone", lost=True)
    elif not before.doubt:
        yield _cue("hedge_added", other, after.doubt_cue, "was added", lost=False)
    elif before.doubt_cue and after.doubt_cue:
        reason = f"“{one.printed(before.doubt_cue)}” became “{other.printed(after.doubt_cue)}”"
        name: DriftChange = "hedge_weakened" if after.doubt < before.doubt else "hedge_strengthened"
        yield Change(name, (before.doubt_cue,), (after.doubt_cue,), reason)


def _cue(name: DriftChange, told: Told, cue: Span | None, what: str, *, lost: bool) -> Change:
    words = f"“{told.printed(cue)}”" if cue else "the mark of hearsay"
    spans = (cue,) if cue else ()
    return Change(name, spans if lost else (), () if lost else spans, f"{words} {what}")


def _still_named(hop: Hop, told: Told, claim: Claim) -> bool:
    """Say whether the head of a source stands in the later claim's own paragraph: it may still carry the claim."""
    passage = told.commitments.passage(claim)
    if passage is None or hop.open:
        return hop.open
    return hop.head in {word.casefold()[:STEM] for word in WORD.findall(passage.span.of(told.reading.text))}


def _drift(pair: _Pair, earlier: Told, later: Told, *, kind: DriftKind, edge: EdgeKind | None) -> Drift | None:
    """Return the record of a pair, or None where nothing changed, or where it changed both ways."""
    hardens = {change.hardens for change in pair.changes}
    before, after = pair.before.level, pair.after.level
    if len(hardens) != 1:
        return None
    hardened = hardens.pop()
    if (after > before) if hardened else (after < before):
        return None
    return Drift(
        earlier=pair.earlier.claim.id,
        later=pair.later.claim.id,
        earlier_document=earlier.id,
        later_document=later.id,
        kind=kind,
        direction="hardened" if hardened else "softened",
        before=before,
        after=after,
        changes=tuple(change.name for change in pair.changes),
        reason="; ".join(change.reason for change in pair.changes),
        lost=tuple(sorted(span for change in pair.changes for span in change.lost)),
        gained=tuple(sorted(span for change in pair.changes for span in change.gained)),
        edge=edge,
        score=round(pair.share, 3),
        producer=PRODUCER,
    )
