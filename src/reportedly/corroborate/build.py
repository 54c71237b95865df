"""From readings and document edges to judgements and events."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from reportedly.corroborate.cluster import Families, Pair, clusters, compared
from reportedly.corroborate.compare import Rules
from reportedly.corroborate.disputes import between_events, clashes
from reportedly.corroborate.events import Draft, event_of
from reportedly.corroborate.items import Item, Parents, coded, item_of
from reportedly.corroborate.origins import Facts
from reportedly.corroborate.roots import Root, Roots
from reportedly.corroborate.sources import Directory
from reportedly.interfaces import SourceRegister
from reportedly.records import Claim, DocEdge, Event, Judgement, Reading, Theatre
from reportedly.records.values import Verdict
from reportedly.text import squeeze

PRODUCER = "corroborate.rules/2"

_FAMILY = frozenset({"copy", "translation", "excerpt", "same_release", "cites", "summarises", "revision_of"})


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Which claims belong together and why, and the events that follow."""

    judgements: list[Judgement]
    events: list[Event]


def corroborate(
    readings: Sequence[Reading],
    edges: Sequence[DocEdge],
    *,
    theatre: Theatre,
    merges: Set[frozenset[str]] = frozenset(),
    parents: Parents | None = None,
    register: SourceRegister | None = None,
) -> Corroboration:
    """Cluster the coded claims of a pile into events, count their origins and note contradictions.

    `register` knows affiliation and side of bodies that the theatre does not name.
    `merges` are the pairs of categories that may be one event (CODEBOOK 3.5). `parents` returns the ids
    of all places that contain a place; without it the containment told by the theatre's own places
    counts. Claims with a routing code, assessments and predictions are left out, and
    summaries go to the background of what they restate; a summary of nothing that
    stands in an event is a claim like any other. The result does not depend on the order of the input.
    """
    ordered = sorted(readings, key=lambda r: (_time(r), r.document.path, r.document.id))
    facts, items, summaries = _prepare(ordered, edges, Directory(theatre, register))
    rules = Rules(frozenset(merges), parents or _theatre_parents(theatre))
    distinct = [item for item in items if item.id not in facts.exact]
    families = Families(frozenset(frozenset((e.start, e.end)) for e in edges if e.kind in _FAMILY))
    pairs = compared(distinct, rules, families)
    groups, joins = clusters(distinct, pairs, rules)
    drafts = _drafts(groups, items, facts, summaries)
    event_of_claim = {item.id: str(n) for n, draft in enumerate(drafts) for item in draft.items}
    disputes = between_events(clashes(distinct, pairs, facts), event_of_claim)
    events = [event_of(draft, facts, disputes.get(str(n), ())) for n, draft in enumerate(drafts)]
    return Corroboration(
        judgements=_judgements(pairs, joins, event_of_claim, facts),
        events=sorted(events, key=lambda e: (e.category, e.earliest or e.latest or "", e.id)),
    )


def _time(reading: Reading) -> str:
    return reading.document.published or "9999"


def _theatre_parents(theatre: Theatre) -> Parents:
    """Return a function that walks the parents given in the theatre file."""
    up = {place.id: place.parent for place in theatre.places}

    def parents(place: str) -> tuple[str, ...]:
        found: list[str] = []
        step = up.get(place)
        while step is not None and step not in found:
            found.append(step)
            step = up.get(step)
        return tuple(found)

    return parents


def _prepare(
    ordered: Sequence[Reading], edges: Sequence[DocEdge], directory: Directory
) -> tuple[Facts, list[Item], dict[str, tuple[str, ...]]]:
    """Return the facts for counting, the comparable claims, and the summaries with what they restate."""
    items: list[Item] = []
    roots: dict[str, Root] = {}
    coded_claims = {reading.document.id: coded(reading) for reading in ordered}
    summaries: dict[str, tuple[str, ...]] = {}
    for reading in ordered:
        finder = Roots(reading, directory)
        made = [item_of(reading, claim, coding) for claim, coding in coded_claims[reading.document.id]]
        summaries |= _summaries(made)
        for item in made:
            if item.id not in summaries:
                items.append(item)
                roots[item.id] = finder.root(item.claim)
    starts: dict[str, list[DocEdge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (e.start, e.kind, e.end)):
        starts[edge.start].append(edge)
    facts = Facts(
        roots=roots,
        publishers={r.document.id: directory.publisher(r.document).identity for r in ordered},
        names={r.document.id: directory.publisher(r.document).name for r in ordered},
        order={reading.document.id: n for n, reading in enumerate(ordered)},
        edges=starts,
        exact=_exact_claims(ordered, starts, {item.id for item in items}),
    )
    return facts, items, summaries


def _summaries(made: Sequence[Item]) -> dict[str, tuple[str, ...]]:
    """Return the claims of a document that restate others of it, with those others.

    Beside what the claims say of themselves, a headline restates the text below it: claims of the
    same category about the same place, or about none.
    """
    told = {i.id for i in made if not i.claim.summary_of and not i.headline}
    found = {i.id: tuple(other for other in i.claim.summary_of if other in told) for i in made}
    plain = [i for i in made if not found[i.id] and not i.headline]
    for item in made:
        if item.headline and not found[item.id]:
            alike = [o.id for o in plain if o.category == item.category and _same_spot(o, item)]
            found[item.id] = tuple(alike)
    return {claim: restated for claim, restated in found.items() if restated}


def _same_spot(one: Item, other: Item) -> bool:
    return not one.spots or not other.spots or bool({s.id for s in one.spots} & {s.id for s in other.spots})


def _exact_claims(
    readings: Sequence[Reading], starts: Mapping[str, Sequence[DocEdge]], counted: Set[str]
) -> dict[str, str]:
    """Return for each claim of an exact copy the claim that it repeats in the earliest document."""
    by_id = {reading.document.id: reading for reading in readings}
    found: dict[str, str] = {}
    for reading in readings:
        for edge in starts.get(reading.document.id, ()):
            original = by_id.get(edge.end)
            if edge.kind != "copy" or edge.spans or edge.score < 1.0 or original is None:
                continue
            theirs = {_wording(original, claim): claim.id for claim in original.of(Claim) if claim.id in counted}
            for claim in reading.of(Claim):
                repeated = theirs.get(_wording(reading, claim))
                if repeated is not None and claim.id in counted:
                    found[claim.id] = repeated
    return found


def _wording(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """Return what a claim says and how often its words stood before it: equal in exact copies alone."""
    first = claim.evidence[0]
    before = squeeze(reading.text[: first.start])
    return (str(len(before)), *(squeeze(span.of(reading.text)) for span in claim.evidence))


def _drafts(
    groups: Sequence[Sequence[str]],
    items: Sequence[Item],
    facts: Facts,
    summaries: Mapping[str, tuple[str, ...]],
) -> list[Draft]:
    by_id = {item.id: item for item in items}
    group_of = {claim: n for n, group in enumerate(groups) for claim in group}
    members: list[list[Item]] = [[by_id[claim] for claim in group] for group in groups]
    for copy, original in facts.exact.items():
        members[group_of[original]].append(by_id[copy])
        group_of[copy] = group_of[original]
    background: dict[int, set[str]] = defaultdict(set)
    for summary, restated in summaries.items():
        for claim in restated:
            if claim in group_of:
                background[group_of[claim]].add(summary)
    return [
        Draft(tuple(sorted(group, key=lambda i: i.id)), tuple(sorted(background[n]))) for n, group in enumerate(members)
    ]


def _judgements(
    pairs: Sequence[Pair], joins: Sequence[Pair], event_of_claim: Mapping[str, str], facts: Facts
) -> list[Judgement]:
    """Return the joins that made the events, every conflict, and one "unsure" for each pair of events.

    Further pairs of one event that are the same as well add nothing; there would be many.
    """
    found = [_judgement(pair, "same", pair.found.reason) for pair in joins]
    asked: set[frozenset[str]] = set()
    for pair in pairs:
        one, other = event_of_claim[pair.left.id], event_of_claim[pair.right.id]
        verdict, reason = pair.found.verdict, pair.found.reason
        if verdict == "same":
            verdict, reason = "unsure", f"{reason}; but the rest of the two groups does not fit together"
        if verdict == "unsure" and one != other and frozenset((one, other)) not in asked:
            asked.add(frozenset((one, other)))
            found.append(_judgement(pair, verdict, reason))
        elif verdict == "different" and pair.found.conflict is not None:
            found.append(_judgement(pair, verdict, reason))
    found += [
        Judgement(min(pair), max(pair), "same", "an exact copy of the same passage", 1.0, PRODUCER)
        for pair in facts.exact.items()
    ]
    return sorted(found, key=lambda j: (j.left, j.right))


def _judgement(pair: Pair, verdict: Verdict, reason: str) -> Judgement:
    return Judgement(pair.left.id, pair.right.id, verdict, reason, pair.found.score, PRODUCER)
