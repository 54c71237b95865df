"""Are two claims about the same occurrence? Place, time, realis, actors and numbers decide, never words alone."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from reportedly.corroborate.items import Item, Parents, Spot
from reportedly.corroborate.likeness import Alike, Clashing, Ground, Relation, alike, classes, domain, odds, stated
from reportedly.corroborate.words import Common, common, worded
from reportedly.gloss.meaning import nearness
from reportedly.records import geo
from reportedly.records.values import ContradictionKind, Verdict

NEAR_KM = 10.0
"""Two resolved places at most so far apart are compatible (DOMAIN 2.8)."""

FAR_KM = 25.0
"""Claims of two places farther apart than this are of two occurrences."""

STATE_SLACK_DAYS = 7
"""A state seen on one day may have been seen by others up to a week earlier or later."""

EVENT_SLACK_DAYS = 2
"""Reports of one occurrence may differ by so many days."""

_SAME_PLACE = 0.6

WIDE_WORDS = 0.3
"""Share of stems that a claim on a whole region needs to meet a claim on a settlement inside it."""


SAME_ODDS = -2.0
"""Log-odds of likeness from which two claims may tell one occurrence, and two groups of claims on average."""

_NEEDED: dict[Relation, float] = {"edge": SAME_ODDS, "kin": SAME_ODDS, "none": -0.4, "document": -1.0}
"""The same by how their documents hang together: most sentences of one report tell further occurrences, and most
reports that nothing joins tell others."""

_ONE_CATEGORY_ODDS = -0.9
"""The same for claims of one category in unrelated reports."""

_SURE_ODDS = 0.0
"""In one report, where two hang together, or where two of one ground mean the same, claims that are so much alike need
share no word."""

NEAR_MEANING = 0.3
"""Cosine from which two sentences without a word in common may tell one occurrence: more than a quarter of the pairs of
unrelated claims of one event reach it, and a tenth of the others (story families, tuning kits)."""

_DOUBT = 0.5
"""Log-odds below that at which a person should look."""

AGAINST = -9.0
"""What two claims that are kept apart count for where two groups of claims are compared."""

DRIFTED = 0.5
"""Share of its words that a claim must have in common with one of a document that hangs together with its own: then it
is that claim with another number or state, which is drift and not another occurrence."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A verdict with its reason; `conflict` says what cannot both be true where all else agrees.

    `hard` marks what keeps two claims apart whatever else they have in common, `clash` what cannot both be true of one
    occurrence: no group of claims holds both.
    """

    verdict: Verdict
    reason: str
    score: float = 0.0
    conflict: ContradictionKind | None = None
    hard: bool = False
    clash: bool = False


Relate = Callable[[str, str], Relation]
"""Returns how two documents hang together, by their ids."""


def apart(left: str, right: str) -> Relation:
    """Say that two documents have nothing to do with each other unless they are one."""
    return "document" if left == right else "none"


@dataclass(frozen=True, slots=True)
class Rules:
    """What the comparison needs beside the claims.

    `merges` are the pairs of categories that may meet, `parents` gives the places that contain a place, `relate` says
    how two documents hang together.
    """

    merges: frozenset[frozenset[str]]
    parents: Parents
    relate: Relate = apart

    def related(self, left: str, right: str) -> bool:
        """Say whether claims of the two categories may be one occurrence."""
        return left == right or frozenset((left, right)) in self.merges


@dataclass(frozen=True, slots=True)
class _Seen:
    """Two claims side by side: how their documents hang together, how their places meet, what their passages share."""

    relation: Relation
    place: Comparison
    passage: Common

    @property
    def share(self) -> float:
        return self.passage.share

    @property
    def linked(self) -> bool:
        """Whether one document derives from the other, or both from a third: likeness alone weighs place and time."""
        return self.relation in ("edge", "kin")

    @property
    def related(self) -> bool:
        """Whether the two stand in one document, or in two that hang together."""
        return self.relation != "none"

    def retells(self, share: float) -> bool:
        """Say whether one of the two derives from the other's text and has this share of words in common with it."""
        return self.linked and self.share >= share


def compare(left: Item, right: Item, rules: Rules) -> Comparison:
    """Compare two claims (DOMAIN 2.8).

    What cannot be one occurrence is kept apart by rule; then likeness decides. What derives from the other's text may
    have drifted: there a changed place, day or number does not part what is told in the same words.
    """
    return compare_all([(left, right)], rules)[0]


def compare_all(pairs: Iterable[tuple[Item, Item]], rules: Rules) -> list[Comparison]:
    """Compare the two claims of each pair, see `compare`; likeness is worked out for all pairs at once."""
    found: list[Comparison | None] = []
    left_open: list[tuple[Item, Item, _Seen]] = []
    for left, right in pairs:
        told = _by_rule(left, right, rules)
        if isinstance(told, _Seen):
            left_open.append((left, right, told))
        found.append(None if isinstance(told, _Seen) else told)
    likenesses = [_alike(*pair, rules) for pair in left_open]
    scored = zip(left_open, likenesses, odds(likenesses), strict=True)
    weighed = (_weighed(*pair, likeness, round(score, 3), rules) for pair, likeness, score in scored)
    return [next(weighed) if one is None else one for one in found]


def _by_rule(left: Item, right: Item, rules: Rules) -> "Comparison | _Seen":
    """Return the verdict where a rule gives one, else how the two claims stand to each other."""
    relation = rules.relate(left.document, right.document)
    if relation == "none" and not _touch(left, right):
        return _NOTHING
    place = _places(left, right, rules)
    seen = _Seen(relation, place, common(worded(left.gloss).passage, worded(right.gloss).passage))
    apart = None if seen.linked else _place_and_time(left, right, seen) or _kinds(left, right)
    if apart is not None:
        return apart
    against = _denial(left, right, seen) or _conflict(left, right, seen) or _two_services(left, right, rules)
    against = against or _told_apart(left, right)
    if against is None:
        return seen
    elsewhere = bool(left.spots and right.spots) and not seen.place.score
    near = _near(left, right, rules)
    one_matter = seen.linked or (near and not elsewhere)
    if against.conflict == "number":
        # Reports that hang together count many things: 26 workers do not clash with 14,000 people without water,
        # nor two who are to come with sixty who wait.
        one_matter = one_matter and left.realis == right.realis and (near or seen.share >= WIDE_WORDS)
    return against if one_matter else replace(against, conflict=None)


_NOTHING = Comparison("different", "nothing in common", -5.0)


def nothing_shared(left: Item, right: Item, rules: Rules) -> bool:
    """Say whether two claims of unrelated reports have nothing in common: the cheap question before all others."""
    return rules.relate(left.document, right.document) == "none" and not _touch(left, right)


def _touch(left: Item, right: Item) -> bool:
    """Say whether the sentences of two claims share a mark or mean much the same, or their passages share a figure."""
    mine, theirs = worded(left.gloss), worded(right.gloss)
    if not mine.sentence.keys.isdisjoint(theirs.sentence.keys) or not mine.figures.isdisjoint(theirs.figures):
        return True
    return _same_meaning(left, right)


def _same_meaning(left: Item, right: Item) -> bool:
    return nearness(worded(left.gloss).sentence.meant, worded(right.gloss).sentence.meant) >= NEAR_MEANING


def _weighed(left: Item, right: Item, seen: _Seen, found: Alike, score: float, rules: Rules) -> Comparison:
    needed = _needed(left, right, seen)
    if score < needed - _DOUBT:
        return Comparison("different", f"little in common beside {_categories(left, right)}", score)
    shared = ", ".join(_shown(found.passage.marks) or _shown(found.sentence.marks))
    one_ground = seen.place.score > 0 or _one_ground(left, right)
    meant = one_ground and _near(left, right, rules) and _same_meaning(left, right)
    shared = shared or ("the sense of their sentences" if meant else "nothing")
    reason = f"{_categories(left, right)}, {seen.place.reason}, overlapping time; in common: {shared}"
    worded_otherwise = (seen.related or meant) and score >= _SURE_ODDS and not (left.headline or right.headline)
    if score >= needed and (worded_otherwise or _grounded(left, right, seen, found, rules)):
        drifted = number_conflict(left, right)
        if drifted is not None and _near(left, right, rules):
            return Comparison("same", f"{drifted}; else one: {reason}", score, "number")
        return Comparison("same", reason, score)
    return Comparison("unsure", reason, score)


def _needed(left: Item, right: Item, seen: _Seen) -> float:
    """Return the log-odds from which two claims are the same.

    One report tells under two categories of two things; unrelated reports seldom do under one.
    """
    if seen.relation == "document" and left.category != right.category and not (left.headline or right.headline):
        return _SURE_ODDS
    if seen.relation == "none" and left.category == right.category:
        return _ONE_CATEGORY_ODDS
    return _NEEDED[seen.relation]


def _alike(left: Item, right: Item, seen: _Seen, rules: Rules) -> Alike:
    clashing = Clashing(
        number_conflict(left, right) is not None,
        state_conflict(left, right) is not None,
        rules.related(left.category, right.category),
    )
    ground = Ground()
    if left.spots and right.spots:
        ground = Ground(seen.place.score, _nearest_km(left, right))
    return alike(left, right, ground=ground, clashing=clashing, relation=seen.relation)


def features(left: Item, right: Item, rules: Rules) -> tuple[float, ...]:
    """Return the features of two claims in the order of `likeness.FEATURES`."""
    passage = common(worded(left.gloss).passage, worded(right.gloss).passage)
    seen = _Seen(rules.relate(left.document, right.document), _places(left, right, rules), passage)
    return _alike(left, right, seen, rules).values


def _nearest_km(left: Item, right: Item) -> float | None:
    found = [distance_km(a, b) for a in left.spots for b in right.spots]
    return min((km for km in found if km is not None), default=None)


def _grounded(left: Item, right: Item, seen: _Seen, found: Alike, rules: Rules) -> bool:
    """Say whether more than places is in common.

    Of unrelated reports, claims of categories that do not go together share a figure or two words; where places do
    not meet, a figure, a name, or the place of both reports.
    """
    if not worded(left.gloss).figures.isdisjoint(worded(right.gloss).figures):
        return True
    matter = [keys for keys in found.sentence.marks if not _of_place(keys, left, right)]
    if not seen.related and not _near(left, right, rules) and len(matter) < _LEAST_MARKS:
        return False
    if seen.related or seen.place.score or _one_ground(left, right):
        return bool(matter)
    return any(keys[0][0] in "xy" for keys in found.sentence.marks)


_LEAST_MARKS = 2


def _one_ground(left: Item, right: Item) -> bool:
    """Say whether both documents tell of one place."""
    mine, theirs = ({*item.grounds, *(spot.id for spot in item.spots)} for item in (left, right))
    return not mine.isdisjoint(theirs)


def _of_place(keys: Sequence[str], left: Item, right: Item) -> bool:
    """Say whether a mark only names a place of the two claims."""
    if keys[0].startswith("p:"):
        return True
    words = {word.casefold() for spot in (*left.spots, *right.spots) for word in spot.name.split()}
    return any(key[2:] in words for key in keys if key.startswith("y:"))


def _place_and_time(left: Item, right: Item, seen: _Seen) -> Comparison | None:
    """Return "different" where places or days cannot be of one occurrence, else None.

    A place that is only lent by what stands around a claim may be the wrong one, and one that is on no map may be one
    that is.
    """
    if left.spots and right.spots and not seen.place.score and not (left.lent or right.lent):
        km = _nearest_km(left, right)
        unknown = not any(spot.lat is not None for spot in (*left.spots, *right.spots))
        if unknown or (km is not None and km > FAR_KM):
            return replace(seen.place, hard=True)
    if left.window is not None and right.window is not None:
        meet = windows_meet(left.window, right.window, slack=slack(left, right))
        if not meet:
            return Comparison("different", "at different times", hard=True)
    return None


def _shown(marks: Sequence[tuple[str, ...]]) -> list[str]:
    """Return at most four things in common as words: the lemma, the name or the number."""
    return list(dict.fromkeys(keys[0][2:] for keys in marks if keys[0][0] != "x"))[:4]


def _categories(left: Item, right: Item) -> str:
    if left.category == right.category:
        return f"category {left.category}"
    return f"categories {min(left.category, right.category)} and {max(left.category, right.category)}"


def _kinds(left: Item, right: Item) -> Comparison | None:
    """Return "different" where realis, service or actor cannot be of one occurrence, else None."""
    if left.realis != right.realis and {left.realis, right.realis} != _FAILED_AND_LEFT:
        return Comparison("different", f"{left.realis} and {right.realis}", hard=True)
    other = bool(left.sectors and right.sectors) and left.sectors.isdisjoint(right.sectors)
    if other and left.category == right.category:
        return Comparison("different", _services(left, right), hard=True)
    mine, theirs = classes(left.actors), classes(right.actors)
    if mine and theirs and mine.isdisjoint(theirs):
        actors = f"actors {', '.join(sorted(mine))} and {', '.join(sorted(theirs))}"
        return Comparison("different", actors, hard=True)
    return None


_FAILED_AND_LEFT = {"actual", "not achieved"}
"""Realis that two reports of one thing may differ in: what failed, and the state that it left."""


def _parts(left: Item, right: Item, rules: Rules) -> bool:
    """Say whether another service parts two claims.

    It does under one category, and where the categories do not go together either; between two that do, the service
    only follows from how each was coded.
    """
    return left.category == right.category or not _near(left, right, rules)


def _services(left: Item, right: Item) -> str:
    return f"services {', '.join(sorted(left.sectors))} and {', '.join(sorted(right.sectors))}"


def _near(left: Item, right: Item, rules: Rules) -> bool:
    """Say whether two claims may be of one matter by their categories."""
    one_domain = domain(left) == domain(right)
    return one_domain or rules.related(left.category, right.category) or not left.senses.isdisjoint(right.senses)


def _two_services(left: Item, right: Item, rules: Rules) -> Comparison | None:
    """Return "different" where each claim states how a service works, and none of the services is the same."""
    mine, theirs = stated(left.statuses), stated(right.statuses)
    other = bool(mine and theirs) and mine.isdisjoint(theirs) and left.sectors.isdisjoint(right.sectors)
    if other and _parts(left, right, rules):
        return Comparison("different", _services(left, right), hard=True)
    return None


def _told_apart(left: Item, right: Item) -> Comparison | None:
    """Return "different" where one sentence tells two things: "rubble is not cleared, nor shops reopened"."""
    if left.document != right.document or left.category == right.category or left.headline or right.headline:
        return None
    if any(mine.overlaps(other) for mine in left.evidence for other in right.evidence):
        return Comparison("different", "one sentence tells both, as two things", hard=True)
    return None


def _denial(left: Item, right: Item, seen: _Seen) -> Comparison | None:
    """Return "different" where one claim denies, else None.

    It denies the other one only if both are about one place or share a word: "it is not so" in a report
    does not deny everything in it.
    """
    if {left.polarity, right.polarity} != {"+", "-"}:
        return None
    meant = seen.place.score >= _SAME_PLACE or _common_matter(left, right)
    reason = "one says that it is so, the other that it is not"
    return Comparison("different", reason, seen.share, "denial" if meant else None, hard=True, clash=meant)


def _conflict(left: Item, right: Item, seen: _Seen) -> Comparison | None:
    """Return "different" with the kind of conflict where both cannot be true, else None."""
    states = state_conflict(left, right)
    if states is not None:
        # Like a denial: whoever answers a report in its words says that it is not so. Whether both were said of one
        # day is for the ledger's days to tell, see `disputes`.
        return Comparison("different", states, seen.share, hard=True, clash=True)
    numbers = number_conflict(left, right)
    if numbers is not None and not seen.retells(DRIFTED):
        # A count of a state may change from one day to the next; that of one act may not.
        derived = seen.relation == "edge"
        moved = left.state and right.state and not _held_together(left, right)
        kind: ContradictionKind | None = "number" if not moved and (derived or seen.share >= WIDE_WORDS) else None
        return Comparison("different", numbers, seen.share, kind, hard=True)
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
    if not left.numbers or not right.numbers:
        return None
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


def _places(left: Item, right: Item, rules: Rules) -> Comparison:
    """Return how the places of two claims meet: a score of 0.0 where they do not, or where one has none."""
    if not left.spots or not right.spots:
        return _NO_PLACE
    best = max((spots_meet(a, b, rules)[:2] for a in left.spots for b in right.spots), key=lambda found: found[0])
    if best[0]:
        return Comparison("same", best[1], best[0])
    return Comparison("different", f"places {_names(left)} and {_names(right)}")


_NO_PLACE = Comparison("unsure", "no place for at least one")


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


def slack(left: Item, right: Item) -> int:
    """Return the days by which the windows of two claims may miss one another."""
    return STATE_SLACK_DAYS if left.state and right.state else EVENT_SLACK_DAYS


def windows_meet(left: tuple[int, int], right: tuple[int, int], *, slack: int) -> bool:
    """Say whether two spans of days overlap or lie at most `slack` days apart."""
    return left[0] - slack <= right[1] and right[0] - slack <= left[1]


def _names(item: Item) -> str:
    return ", ".join(spot.name for spot in item.spots)
