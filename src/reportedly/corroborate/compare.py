"""Are two claims about the same occurrence? Place, time, realis, actors and numbers decide, never words alone."""

from dataclasses import dataclass

from reportedly.corroborate.items import Item, Parents, Spot, similarity
from reportedly.records import geo
from reportedly.records.values import ContradictionKind, Verdict

NEAR_KM = 10.0
"""Two resolved places at most so far apart are compatible (DOMAIN 2.8)."""

STATE_SLACK_DAYS = 7
"""A state seen on one day may have been seen by others up to a week earlier or later."""

EVENT_SLACK_DAYS = 2
"""Reports of one occurrence may differ by so many days."""

SURE_WORDS = 0.5
"""Share of stems that makes up for a missing place or date within different documents."""

_SAME_PLACE = 0.6

WIDE_WORDS = 0.3
"""Share of stems that a claim on a whole region needs to meet a claim on a settlement inside it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict with its reason; `conflict` says what cannot both be true where all else agrees."""

    verdict: Verdict
    reason: str
    score: float = 0.0
    conflict: ContradictionKind | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the comparison needs beside the claims.

    `merges` are the pairs of categories that may meet, `parents` gives the places that contain a place.
    """

    merges: frozenset[frozenset[str]]
    parents: Parents

    def related(self, left: str, right: str) -> bool:
        """Say whether claims of the two categories may be one occurrence."""
        return left == right or frozenset((left, right)) in self.merges


def compare(left: Item, right: Item, rules: Rules, *, family: bool) -> Comparison:
    """Compare two claims; `family`: of one document, or of documents that derive from one another."""
    if not rules.related(left.category, right.category):
        return Comparison("different", f"categories {left.category} and {right.category}")
    alike = similarity(left, right)
    place, days = _places(left, right, rules, family, alike), _days(left, right, family, alike)
    if place.verdict != "same" or days.verdict != "same":
        return place if place.verdict != "same" else days
    against = _kinds(left, right) or _denial(left, right, place, alike) or _conflict(left, right, alike, family)
    if against is not None:
        return against
    if not _common_matter(left, right):
        return Comparison("unsure", "same category, place and time, but no word or service in common", alike)
    if left.category != right.category and alike < WIDE_WORDS:
        # Two sides of one matter ("aid arrives", "aid is held back") are often coded as such a pair.
        return Comparison("unsure", f"{_categories(left, right)}, but few words in common", alike)
    reason = f"{_categories(left, right)}, {place.reason}, overlapping time"
    return Comparison("same", reason, round(place.score + alike, 3))


def _categories(left: Item, right: Item) -> str:
    if left.category == right.category:
        return f"category {left.category}"
    return f"allowed pair {min(left.category, right.category)} and {max(left.category, right.category)}"


def _kinds(left: Item, right: Item) -> Comparison | None:
    """Return "different" where realis, service or actor cannot be of one occurrence, else None."""
    if left.realis != right.realis:
        return Comparison("different", f"{left.realis} and {right.realis}")
    if left.sectors and right.sectors and not left.sectors & right.sectors:
        return Comparison(
            "different", f"services {', '.join(sorted(left.sectors))} and {', '.join(sorted(right.sectors))}"
        )
    mine, theirs = (frozenset(a.partition("-")[0] for a in actors) for actors in (left.actors, right.actors))
    if mine and theirs and not mine & theirs:
        return Comparison("different", f"actors {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}")
    return None


def _denial(left: Item, right: Item, place: Comparison, alike: float) -> Comparison | None:
    """Return "different" where one claim denies, else None.

    It denies the other one only if both are about one place or share a word: "it is not so" in a report
    does not deny everything in it.
    """
    if {left.claim.polarity, right.claim.polarity} != {"+", "-"}:
        return None
    meant = place.score >= _SAME_PLACE or _common_matter(left, right)
    reason = "one says that it is so, the other that it is not"
    return Comparison("different", reason, alike, "denial" if meant else None)


def _conflict(left: Item, right: Item, alike: float, family: bool) -> Comparison | None:
    """Return "different" with the kind of conflict where both cannot be true, else None."""
    states = state_conflict(left, right)
    if states is not None:
        # Whether both were said of one day is for the ledger's days to tell, see `disputes`.
        return Comparison("different", states, alike)
    numbers = number_conflict(left, right)
    if numbers is not None:
        # A count of a state may change from one day to the next; that of one act may not.
        derived = family and left.document != right.document
        moved = left.state and right.state and not _held_together(left, right)
        kind: ContradictionKind | None = "number" if not moved and (derived or alike >= WIDE_WORDS) else None
        return Comparison("different", numbers, alike, kind)
    return None


def _held_together(left: Item, right: Item) -> bool:
    return left.held is not None and right.held is not None and windows_meet(left.held, right.held, slack=1)


def state_conflict(left: Item, right: Item) -> str | None:
    """Return why two reported states of one service cannot both hold, or None.

    Works fully against does not, not yet or only partly. Partial and none are degrees of one matter here;
    the ledger keeps them apart.
    """
    for sector, status in left.statuses:
        for other_sector, other in right.statuses:
            if sector == other_sector and (status == "full") != (other == "full"):
                return f"{sector}: {status} against {other}"
    return None


def number_conflict(left: Item, right: Item) -> str | None:
    """Return why two numbers of the same thing cannot be the same, or None."""
    for unit in sorted({n.unit for n in left.numbers} & {n.unit for n in right.numbers}):
        mine = [n for n in left.numbers if n.unit == unit]
        theirs = [n for n in right.numbers if n.unit == unit]
        if not any(a.low <= b.high and b.low <= a.high for a in mine for b in theirs):
            return f"{unit}: {_range(mine[0].low, mine[0].high)} against {_range(theirs[0].low, theirs[0].high)}"
    return None


def _range(low: float, high: float) -> str:
    if low == high:
        return f"{low:g}"
    if low == float("-inf"):
        return f"at most {high:g}"
    return f"at least {low:g}" if high == float("inf") else f"{low:g} to {high:g}"


def _common_matter(left: Item, right: Item) -> bool:
    if left.state and right.state and left.sectors & right.sectors:
        return True
    names = frozenset(name.casefold()[:6] for spot in (*left.spots, *right.spots) for name in spot.name.split())
    return bool((left.words & right.words) - names)


def _places(left: Item, right: Item, rules: Rules, family: bool, alike: float) -> Comparison:
    if not left.spots or not right.spots:
        if family:
            return Comparison("same", "no place, but of one document or of documents that derive from one another", 0.5)
        if alike >= SURE_WORDS:
            return Comparison("same", "no place, but the same matter in much the same words", 0.4)
        return Comparison("unsure", "at least one claim has no place", alike)
    best: tuple[float, str] | None = None
    wide: Spot | None = None
    for a in left.spots:
        for b in right.spots:
            score, reason, region = spots_meet(a, b, rules)
            if region is not None and alike < WIDE_WORDS:
                wide = region
            elif score and (best is None or score > best[0]):
                best = (score, reason)
    if best is not None:
        return Comparison("same", best[1], best[0])
    if wide is not None:
        return Comparison("unsure", f"{wide.name} is a wide area and contains the other place", alike)
    return Comparison("different", f"places {_names(left)} and {_names(right)}")


def spots_meet(a: Spot, b: Spot, rules: Rules) -> tuple[float, str, Spot | None]:
    """Return the score (0.0: incompatible), the reason, and the wide area where only that joins the two."""
    if a.id == b.id:
        return 1.0, f"same place ({a.name})", None
    for inner, outer in ((a, b), (b, a)):
        if outer.id in rules.parents(inner.id):
            region = None if outer.narrow else outer
            return (0.7 if outer.narrow else 0.5), f"{inner.name} lies in {outer.name}", region
    if a.narrow and b.narrow:
        km = distance_km(a, b)
        if km is not None and km <= NEAR_KM:
            return 0.6, f"{a.name} and {b.name} are {km:.1f} km apart", None
    return 0.0, "", None


def distance_km(a: Spot, b: Spot) -> float | None:
    """Return the great-circle distance, or None where a place has no degrees."""
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return None
    return geo.distance_km((a.lon, a.lat), (b.lon, b.lat))


def _days(left: Item, right: Item, family: bool, alike: float) -> Comparison:
    if left.window is None or right.window is None:
        if family or alike >= SURE_WORDS:
            return Comparison("same", "undated")
        return Comparison("unsure", "at least one claim has no date", alike)
    if windows_meet(left.window, right.window, slack=slack(left, right)):
        return Comparison("same", "overlapping time")
    return Comparison("different", "at different times")


def slack(left: Item, right: Item) -> int:
    """Return the days by which the windows of two claims may miss one another."""
    return STATE_SLACK_DAYS if left.state and right.state else EVENT_SLACK_DAYS


def windows_meet(left: tuple[int, int], right: tuple[int, int], *, slack: int) -> bool:
    """Say whether two spans of days overlap or lie at most `slack` days apart."""
    return left[0] - slack <= right[1] and right[0] - slack <= left[1]


def _names(item: Item) -> str:
    return ", ".join(spot.name for spot in item.spots)
