"""From readings and document edges to judgements and events."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache

from reportedly.corroborate.cluster import Families, Pair, clusters, compared
from reportedly.corroborate.compare import Relate, Rules
from reportedly.corroborate.decided import bonds_of, decided_events, decided_judgements, freed, left_together, undecided
from reportedly.corroborate.disputes import between_events, clashes
from reportedly.corroborate.dossier import dossier_of, end_of_copies, exact_claims
from reportedly.corroborate.events import Draft, event_of
from reportedly.corroborate.items import Item, Parents
from reportedly.corroborate.likeness import Relation
from reportedly.corroborate.origins import Facts
from reportedly.corroborate.sources import Directory
from reportedly.interfaces import SourceRegister
from reportedly.records import DocEdge, Event, Judgement, Reading, Theatre, Tie, ancestors
from reportedly.records.values import Verdict

PRODUCER = "corroborate.model/7"

_FAMILY = frozenset({"copy", "translation", "excerpt", "same_release", "cites", "summarises", "revision_of"})


@dataclass(frozen=True, slots=True)
class Corroboration:
    """Which claims belong together and why, and the events that follow."""

    judgements: list[Judgement]
    events: list[Event]


def corroborate(  # noqa: PLR0913 (keyword-only)
    readings: Sequence[Reading],
    edges: Sequence[DocEdge],
    *,
    theatre: Theatre,
    merges: Set[frozenset[str]] = frozenset(),
    parents: Parents | None = None,
    register: SourceRegister | None = None,
    ties: Sequence[Tie] = (),
) -> Corroboration:
    """Cluster the coded claims of a pile into events, count their origins and note contradictions.

    `register` knows affiliation and side of bodies that the theatre does not name.
    `merges` are the pairs of categories that may be one event (CODEBOOK 3.5). `parents` returns the ids
    of all places that contain a place; without it the containment told by the theatre's own places
    counts. Assessments and predictions are left out, claims with a routing code make no event of their own, and
    summaries go to the background of what they restate; a summary of nothing that
    stands in an event is a claim like any other. `ties` are what people decided of pairs of claims: they hold whatever
    the rules say. The result does not depend on the order of the input.
    """
    ordered = sorted(readings, key=lambda r: (_time(r), r.document.path, r.document.id))
    facts, items, summaries = prepared(ordered, edges, Directory(theatre, register))
    facts = replace(facts, exact=freed(facts.exact, ties)) if ties else facts
    rules = Rules(frozenset(merges), parents or _theatre_parents(theatre), relations(edges))
    distinct = [item for item in items if item.id not in facts.exact]
    families = Families(frozenset(frozenset((e.start, e.end)) for e in edges if e.kind in _FAMILY))
    pairs = compared(distinct, rules, families)
    bonds = bonds_of(ties, facts.exact, {item.id for item in distinct})
    groups, joins = clusters(distinct, [*pairs, *left_together(ties, distinct)], rules, bonds)
    drafts = _drafts(groups, items, facts, summaries)
    event_of_claim = {item.id: draft.id for draft in drafts for item in draft.items}
    disputes = between_events(clashes(distinct, pairs, facts, parents=rules.parents), event_of_claim)
    events = [event_of(draft, facts, disputes.get(draft.id, ())) for draft in drafts]
    return Corroboration(
        judgements=_judgements(pairs, joins, event_of_claim, facts, ties),
        events=sorted(events, key=lambda e: (e.category, e.earliest or e.latest or "", e.id)),
    )


def relations(edges: Iterable[DocEdge]) -> Relate:
    """Return how two documents hang together by these edges."""
    joined: set[frozenset[str]] = set()
    parents: dict[str, list[str]] = defaultdict(list)
    for edge in edges:
        if edge.kind in _FAMILY:
            joined.add(frozenset((edge.start, edge.end)))
            parents[edge.start].append(edge.end)

    @cache
    def above(document: str) -> frozenset[str]:
        return frozenset((document, *ancestors(document, parents)))

    def relate(left: str, right: str) -> Relation:
        if left == right:
            return "document"
        if frozenset((left, right)) in joined:
            return "edge"
        return "none" if above(left).isdisjoint(above(right)) else "kin"

    return relate


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


def prepared(
    ordered: Sequence[Reading], edges: Sequence[DocEdge], directory: Directory
) -> tuple[Facts, list[Item], dict[str, tuple[str, ...]]]:
    """Return the facts for counting, the comparable claims, and the summaries with what they restate."""
    dossiers = [dossier_of(reading, directory) for reading in ordered]
    starts: dict[str, list[DocEdge]] = defaultdict(list)
    for edge in sorted(edges, key=lambda e: (e.start, e.kind, e.end)):
        starts[edge.start].append(edge)
    by_id = {dossier.document: dossier for dossier in dossiers}
    exact = {k: v for d in dossiers for k, v in exact_claims(d, starts.get(d.document, ()), by_id.get).items()}
    order = {d.document: d.when for d in dossiers}
    ranks = {item.id: (order[d.document], item.id) for d in dossiers for item in d.items}
    ends = {claim: end_of_copies(claim, exact.get, ranks.__getitem__) for claim in exact}
    facts = Facts(
        roots={item.id: root for d in dossiers for item, root in zip(d.items, d.roots, strict=True)},
        publishers={d.document: d.publisher for d in dossiers},
        names={d.document: d.name for d in dossiers},
        order=order,
        edges=starts,
        exact={claim: end for claim, end in ends.items() if claim != end},
    )
    items = [item for dossier in dossiers for item in dossier.items]
    return facts, items, {claim: restated for d in dossiers for claim, restated in d.summaries}


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
    pairs: Sequence[Pair],
    joins: Sequence[Pair],
    event_of_claim: Mapping[str, str],
    facts: Facts,
    ties: Sequence[Tie],
) -> list[Judgement]:
    """Return the joins that made the events, every conflict, and one "unsure" for each pair of events.

    Further pairs of one event that are the same as well add nothing; there would be many.
    """
    found = [_judgement(pair, "same", pair.found.reason) for pair in joins if pair.left.id in event_of_claim]
    asked = decided_events(ties, event_of_claim)
    for pair in pairs:
        one, other = event_of_claim.get(pair.left.id), event_of_claim.get(pair.right.id)
        if one is None or other is None:
            continue
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
        if pair[0] in event_of_claim
    ]
    found = [*undecided(found, ties), *decided_judgements(ties)]
    return sorted(found, key=lambda j: (j.left, j.right))


def _judgement(pair: Pair, verdict: Verdict, reason: str) -> Judgement:
    return Judgement(pair.left.id, pair.right.id, verdict, reason, pair.found.score, PRODUCER)
