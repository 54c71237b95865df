"""Events from clusters: proposition, place, days, origins, level of corroboration, flags."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.corroborate.disputes import CORRECTED
from reportedly.corroborate.items import Item
from reportedly.corroborate.origins import RULE_VERSION, Facts, count_origins
from reportedly.records import Contradiction, Event, Geolocation, Hedge, Level, Origin, Timing, event_id
from reportedly.records.values import Corroboration, Side

FIRST_HAND = frozenset({"witness", "resident"})

SENSITIVITY = {
    "J02": "high",
    "G01": "high",
    "F05": "high",
    "A05": "moderate",
    "B02": "moderate",
    "B04": "moderate",
    "F04": "moderate",
    "H01": "moderate",
    "H02": "moderate",
    "J01": "moderate",
    "J03": "moderate",
}
"""Sensitivity by category (DOMAIN 1.17.5): acts and places that reprisals could follow are high."""

_PRECISION = ("facility", "settlement", "adm3", "adm2", "adm1", "vague_region", "country", "unknown")
_DOUBT = {"L0": 0, "L1": 1, "L2": 2, "L3": 3, "L4": 4, "L5": 5}
_FAILING = frozenset({"none", "partial", "not_opened", "closed_permanent"})


@dataclass(frozen=True, slots=True)
class Draft:
    """One cluster on its way to an event: its claims, and the summaries that restate them."""

    items: tuple[Item, ...]
    background: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The id of the event."""
        return event_id(tuple(item.id for item in self.items))


def event_of(draft: Draft, facts: Facts, disputes: Sequence[Contradiction]) -> Event:
    """Return the event of one cluster with its origins counted and its contradictions beside it."""
    items = draft.items
    claims = tuple(sorted(item.id for item in items))
    origins = count_origins(items, facts)
    lowest = sum(origin.certain for origin in origins)
    best = best_claim(items, facts)
    place = _place(items)
    earliest, latest = _days(items)
    return Event(
        id=event_id(claims),
        category=best.category,
        proposition=best.proposition,
        claims=claims,
        origins=origins,
        origins_min=lowest,
        origins_max=len(origins),
        corroboration=level_of([o for o in origins if o.certain], facts),
        sides=tuple(sorted({origin.side for origin in origins})),
        background=draft.background,
        place=place.gazetteer_id if place else None,
        place_name=(place.name or _printed(items, place)) if place else None,
        earliest=earliest,
        latest=latest,
        contradictions=tuple(disputes),
        flags=_flags(items, facts, disputes),
        sensitivity=_sensitivity(items),
        reason=_reason(items, origins, facts),
        rule_version=RULE_VERSION,
    )


def level_of(certain: Sequence[Origin], facts: Facts) -> Corroboration:
    """Return K0 to K3 for the origins of the lower bound (DOMAIN 2.9)."""
    if len(certain) < 2:
        return "K1" if certain else "K0"
    known: set[Side] = {origin.side for origin in certain if origin.side != "unknown"}
    first_hand = any(
        facts.roots[claim].role in FIRST_HAND and facts.roots[claim].status == "named"
        for origin in certain
        for claim in origin.claims
    )
    return "K3" if len(known) > 1 or "neutral_monitor" in known or first_hand else "K2"


def best_claim(items: Sequence[Item], facts: Facts) -> Item:
    """Return the claim that words the event: not routed away, named root, least hedged, most precise place,
    most typical, earliest.

    Typical is the claim whose words most of the others share. Where the claims report a state, one that does
    so words it; a claim that names a private person does so last.
    """
    shared = Counter(word for item in items for word in item.words)

    def key(item: Item) -> tuple[object, ...]:
        level = item.told.first(Level)
        precision = min((_PRECISION.index(s.precision) for s in item.spots), default=len(_PRECISION))
        return (
            item.routed,
            item.private,
            not facts.roots[item.id].counts,
            facts.roots[item.id].status != "named",
            _DOUBT[level.level] if level else 0,
            len(item.told.about(Hedge)),
            not item.statuses,
            precision,
            -sum(shared[word] for word in item.words) / max(1, len(item.words)),
            facts.order[item.document],
            item.evidence[0],
            item.id,
        )

    return min(items, key=key)


def _place(items: Sequence[Item]) -> Geolocation | None:
    """Return the most precise of the places that most claims give; a place of one claim in many is a detail."""
    found: list[Geolocation] = []
    for item in items:
        ids = {spot.id for spot in item.spots}
        found += [
            place
            for place in item.told.about(Geolocation)
            if place.function not in ("origin", "seat") and (place.gazetteer_id in ids or place.gazetteer_id is None)
        ]
    counts: dict[str | None, int] = {}
    for place in found:
        counts[place.gazetteer_id] = counts.get(place.gazetteer_id, 0) + 1
    usual = max(counts.values(), default=0) / 2
    return min(
        (place for place in found if counts[place.gazetteer_id] >= usual),
        key=lambda p: (
            p.gazetteer_id is None,
            p.function != "event",
            _PRECISION.index(p.precision),
            -counts[p.gazetteer_id],
            p.gazetteer_id or "",
            p.claim,
        ),
        default=None,
    )


def _printed(items: Sequence[Item], place: Geolocation) -> str:
    """Return the words that the place's span points to."""
    return next(item.told.text(place.span) for item in items if item.id == place.claim)


def _days(items: Sequence[Item]) -> tuple[str | None, str | None]:
    """Return the first and last day: of dated claims where there are any, else as the reports bound them."""
    timings = [t for item in items for t in item.told.about(Timing)]
    dated = [t for t in timings if t.basis in ("stated", "relative")] or timings
    first = min((t.earliest for t in dated if t.earliest), default=None)
    last = max((t.latest for t in dated if t.latest), default=None)
    if first and last and first > last:
        first = None
    return first, last


def _flags(items: Sequence[Item], facts: Facts, disputes: Sequence[Contradiction]) -> tuple[str, ...]:
    flags = []
    if any(not d.reason.startswith(CORRECTED) for d in disputes):
        flags.append("contradicted")
    mine = {item.id for item in items}
    if any(d.reason.startswith(CORRECTED) and mine & set(d.left) for d in disputes):
        # The later claim stands on the right; this event holds what was taken back.
        flags.append("corrected")
    if any(_own_failure(item, facts) for item in items):
        flags.append("self_critical")
    return tuple(flags)


def _own_failure(item: Item, facts: Facts) -> bool:
    """Say whether the controlling side tells of a failure in what it runs, or somebody admits one."""
    root = facts.roots[item.id]
    if root.status not in ("named", "author") or not root.counts:
        return False
    if any(hedge.type == "ADM" for hedge in item.told.about(Hedge)):
        return True
    failing = item.realis == "not achieved" or any(status in _FAILING for _, status in item.statuses)
    return root.side == "controlling" and failing and item.realis not in ("planned", "ordered")


def _sensitivity(items: Sequence[Item]) -> str:
    levels = {SENSITIVITY.get(item.category.rpartition(".")[2], "low") for item in items}
    return next((level for level in ("high", "moderate") if level in levels), "low")


def _reason(items: Sequence[Item], origins: Sequence[Origin], facts: Facts) -> str:
    """Return in words how many claims go back to how many origins."""
    hearsay = sum(facts.roots[item.id].status == "none" for item in items)
    documents = len({item.document for item in items})
    lowest = sum(origin.certain for origin in origins)
    bounds = f"{lowest}" if lowest == len(origins) else f"{lowest} to {len(origins)}"
    noun = "origin" if bounds == "1" else "origins"
    text = f"{_plural(len(items), 'claim')} in {_plural(documents, 'document')} go back to {bounds} {noun}"
    return f"{text}; {_plural(hearsay, 'claim')} of hearsay not counted" if hearsay else text


def _plural(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
