"""What a retelling tells otherwise than the text it retells: numbers, places, labels, plans, denials, days."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from reportedly.contrast import Aspects, Count, Phrase, Place
from reportedly.contrast.aspects import Term
from reportedly.contrast.wording import Word, same_name, stem
from reportedly.records.values import DriftAspect, DriftChange, DriftDirection

_FIRM_AMOUNTS = ("none", "few", "some", "many", "most", "all")
_ROUND = 0.05
_STRONGER: dict[tuple[str, str], DriftChange] = {
    ("planned", "actual"): "plan_told_as_done",
    ("ordered", "actual"): "plan_told_as_done",
    ("hypothetical", "actual"): "plan_told_as_done",
    ("conditional", "actual"): "condition_dropped",
    ("conditional", "planned"): "condition_dropped",
    ("not achieved", "actual"): "attempt_told_as_done",
    ("actual", "planned"): "done_told_as_plan",
}
_TOLD_AS = {
    "planned": "a plan",
    "ordered": "an order",
    "hypothetical": "a possibility",
    "conditional": "a condition",
    "not achieved": "an attempt",
    "actual": "a fact",
}


_PLANNING = re.compile(
    r"\b(?:will|would|shall|is to|are to|was to|were to|to be|plan\w*|intend\w*|expect\w*|tr(?:y|ies|ied)|attempt\w*"
    r"|fail\w*|if|unless|may|might|could)\b",
    re.IGNORECASE,
)


_CONDITION = re.compile(r"\b(?:if|unless|provided|as long as|in case)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Shift:
    """One thing that is told otherwise: words of the earlier text, words of the later one, the same as a sentence."""

    aspect: DriftAspect
    change: DriftChange
    direction: DriftDirection
    was: tuple[Phrase, ...]
    became: tuple[Phrase, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Held:
    """What a whole document holds: what it says elsewhere is not told otherwise by who repeats it."""

    words: frozenset[str]
    values: frozenset[float]
    stems: frozenset[str] = field(default=frozenset())

    @classmethod
    def of(cls, words: tuple[Word, ...], counts: tuple[Count, ...]) -> "Held":
        """Return what a document's words and counts are."""
        low = frozenset(w.low for w in words)
        values = {c.value for c in counts} | {float(w.replace(",", "")) for w in low if w.replace(",", "").isdecimal()}
        return cls(low, frozenset(values), frozenset(stem(w) for w in low))

    def names(self, printed: str) -> bool:
        """Say whether the document prints a name, or a spelling of it."""
        parts = [p for p in printed.casefold().split() if len(p) > 3] or printed.casefold().split()
        return all(p in self.words or any(w[:1] == p[:1] and same_name(p, w) for w in self.words) for p in parts[:1])


def shifts(earlier: Aspects, later: Aspects, before: Held, after: Held) -> Iterator[Shift]:
    """Yield what the later claim tells otherwise; `before` and `after` are the documents the two stand in."""
    yield from _numbers(earlier, later, before, after)
    yield from _amounts(earlier, later)
    yield from _places(earlier, later, before, after)
    yield from _labels(earlier, later, before)
    realis = list(_realis(earlier, later))
    yield from realis
    # "If no fuel arrives …": the denial belongs to the condition.
    if not realis and earlier.negated != later.negated and "u" not in (earlier.claim.polarity, later.claim.polarity):
        name: DriftChange = "denial_dropped" if earlier.negated else "denial_added"
        dropped = "a denial is told as if it were so"
        reason = dropped if earlier.negated else "what was said to be so is told as if it were not"
        yield Shift("polarity", name, "changed", (earlier.evidence,), (later.evidence,), reason)
    yield from _days(earlier, later, before)


def _numbers(earlier: Aspects, later: Aspects, before: Held, after: Held) -> Iterator[Shift]:
    for one, other in _counterparts(earlier.counts, later.counts):
        known = other.value in before.values and other.value != one.value
        kept = one.value in after.values and other.value != one.value
        if known or kept:
            continue
        if one.unit != other.unit:
            if one.value == other.value:
                reason = f"“{one.whole.printed}” became “{other.whole.printed}”: another unit"
                yield _number("unit_changed", one, other, reason)
            continue
        found = _number_shift(one, other)
        if found is not None:
            yield found


def _counterparts(mine: tuple[Count, ...], theirs: tuple[Count, ...]) -> Iterator[tuple[Count, Count]]:
    """Yield the counts that stand for one another: the only ones of a unit on both sides, or the only ones at all."""
    units = {c.unit for c in mine} | {c.unit for c in theirs}
    for unit in sorted(units):
        left, right = [c for c in mine if c.unit == unit], [c for c in theirs if c.unit == unit]
        if len(left) == len(right) == 1:
            yield left[0], right[0]
    if len(mine) == len(theirs) == 1 and mine[0].unit != theirs[0].unit and _measures(mine[0].unit, theirs[0].unit):
        yield mine[0], theirs[0]


_MEASURES: tuple[frozenset[str], ...] = (
    frozenset("people famil househ child childr home apartm hous flat build".split()),  # noqa: SIM905
    frozenset("ton tonn kilogr kg sack lorr truck bag litr".split()),  # noqa: SIM905
    frozenset("percent people home hous".split()),  # noqa: SIM905
    frozenset("roubl hryvni dollar euro".split()),  # noqa: SIM905
    frozenset("metre kilome km mile hectar acr".split()),  # noqa: SIM905
    frozenset(":kill :injure :detain :missing :casualties".split()),  # noqa: SIM905
)


def _measures(one: str, other: str) -> bool:
    return any({one, other} <= kin for kin in _MEASURES)


def _number_shift(one: Count, other: Count) -> Shift | None:
    """Return how a count shifted; rounding that is said ("about 400", "more than 400" for 412) is none."""
    was, became = one.whole.printed, other.whole.printed
    if one.value == other.value and not (one.vague or other.vague):
        return _bound(one, other)
    if one.meets(other) and (one.vague or other.vague or other.bound != "exact"):
        return None
    near = abs(one.value - other.value) <= _ROUND * max(one.value, other.value)
    if near and _is_rounder(other.value, one.value) and one.bound in ("exact", "about"):
        return _number("number_rounded", one, other, f"“{was}” was rounded to “{became}” without saying so")
    if one.meets(other):
        return None  # "more than 400" told as "412": the later text knows it more exactly, from wherever
    return _number("number_changed", one, other, f"“{was}” became “{became}”")


def _bound(one: Count, other: Count) -> Shift | None:
    if one.bound == other.bound:
        return None
    was, became = one.whole.printed, other.whole.printed
    if other.bound == "exact":
        return _number("bound_dropped", one, other, f"“{was}” became a plain “{became}”", "hardened")
    if one.bound == "exact":
        if other.bound == "about":
            return None
        return _number("bound_added", one, other, f"a plain “{was}” became “{became}”")
    if {one.bound, other.bound} == {"least", "most"}:
        return _number("number_changed", one, other, f"“{was}” became “{became}”")
    return None


def _is_rounder(value: float, than: float) -> bool:
    return _zeros(value) > _zeros(than)


def _zeros(value: float) -> int:
    digits = str(int(value)) if value != inf and value == int(value) else ""
    return len(digits) - len(digits.rstrip("0"))


def _number(change: DriftChange, one: Count, other: Count, reason: str, direction: DriftDirection = "changed") -> Shift:
    return Shift("number", change, direction, (one.whole,), (other.whole,), reason)


def _amounts(earlier: Aspects, later: Aspects) -> Iterator[Shift]:
    """Yield "some" told as "all" and the like; that an amount is left out or added is not looked at."""
    if earlier.counts or later.counts or len(earlier.amounts) != 1 or len(later.amounts) != 1:
        return
    one, other = earlier.amounts[0], later.amounts[0]
    if one.tag == other.tag or "none" in (one.tag, other.tag) or {one.tag, other.tag} == {"few", "some"}:
        return
    if {one.tag, other.tag} == {"some", "many"} and one.phrase.printed.casefold() == "several":
        return
    more = _FIRM_AMOUNTS.index(other.tag) > _FIRM_AMOUNTS.index(one.tag)
    reason = f"“{one.phrase.printed}” became “{other.phrase.printed}”"
    direction: DriftDirection = "hardened" if more else "softened"
    yield Shift("number", "amount_changed", direction, (one.phrase,), (other.phrase,), reason)


def _places(earlier: Aspects, later: Aspects, before: Held, after: Held) -> Iterator[Shift]:
    mine = [p for p in earlier.places if not p.inherited]
    theirs = [p for p in later.places if not p.inherited]
    if len(mine) != 1 or len(theirs) != 1:
        return
    one, other = mine[0], theirs[0]
    was, became = one.phrase.printed, other.phrase.printed
    named = same_name(was, became)
    if was.casefold() == became.casefold():
        return  # read once as the town and once as its district: that is the reader's doing
    if one.wide == other.wide and (named or (one.id is not None and one.id == other.id)):
        return
    if not one.wide and other.wide:
        if named or not before.names(became):
            yield _place("place_widened", one, other, f"“{was}” was widened to “{became}”")
    elif one.wide and not other.wide:
        if (named and not _prints_bare(earlier, other)) or (not named and not before.names(became)):
            yield _place("place_narrowed", one, other, f"“{was}” was narrowed to “{became}”")
    elif not before.names(became) and not after.names(was):
        yield _place("place_moved", one, other, f"“{was}” became “{became}”")


def _prints_bare(earlier: Aspects, other: Place) -> bool:
    """Say whether the earlier claim prints the narrower name as well as the wider one."""
    return any(not p.wide and p.same(other) for p in earlier.places)


def _place(change: DriftChange, one: Place, other: Place, reason: str) -> Shift:
    return Shift("place", change, "changed", (one.phrase,), (other.phrase,), reason)


def _labels(earlier: Aspects, later: Aspects, before: Held) -> Iterator[Shift]:
    """Yield an act or actor that goes by a word which says something else of it ("detained", "abducted")."""
    seen: set[str] = set()
    mine, theirs = _tags(earlier.terms), _tags(later.terms)
    for concept in sorted(mine.keys() & theirs.keys()):
        if mine[concept].keys() & theirs[concept].keys():
            continue
        one = next(iter(mine[concept].values()))
        other = next(iter(theirs[concept].values()))
        words = other.printed.casefold().split()
        if all(w in before.words or stem(w) in before.stems for w in words) or other.printed in seen:
            continue
        seen.add(other.printed)
        change: DriftChange = "act_relabelled" if concept.startswith("act:") else "actor_relabelled"
        reason = f"“{one.printed}” became “{other.printed}”"
        yield Shift("label", change, "changed", (one,), (other,), reason)


def _tags(terms: tuple[Term, ...]) -> dict[str, dict[str, Phrase]]:
    found: dict[str, dict[str, Phrase]] = {}
    for term in terms:
        found.setdefault(term.concept, {}).setdefault(term.tag, term.phrase)
    return found


def _realis(earlier: Aspects, later: Aspects) -> Iterator[Shift]:
    change = _STRONGER.get((earlier.realis, later.realis))
    if earlier.realis == "ordered" and "press" in earlier.acts & later.acts:
        return  # "told to register" and "forced to register" differ in the label
    if change is None or _may_have_come_about(earlier, later):
        return
    weaker = earlier if change == "done_told_as_plan" else later
    still = _CONDITION if later.realis == "planned" and change == "condition_dropped" else _PLANNING
    if still.search(weaker.evidence.printed) or earlier.evidence.printed == later.evidence.printed:
        return  # both print it as a plan: the two were read differently
    direction: DriftDirection = "softened" if change == "done_told_as_plan" else "hardened"
    reason = f"{_TOLD_AS[earlier.realis]} is told as {_TOLD_AS[later.realis]}"
    yield Shift("realis", change, direction, (earlier.evidence,), (later.evidence,), reason)


def _may_have_come_about(earlier: Aspects, later: Aspects) -> bool:
    """Say whether what was planned may simply have happened when the later text was published."""
    if later.published is None or earlier.published is None:
        return False
    if earlier.days is not None and earlier.days.first > later.published:
        return False
    if earlier.days is not None and earlier.days.first > earlier.published:
        return True
    return later.published - earlier.published > _SOON_DAYS


_SOON_DAYS = 3
"""Days after which an undated plan may have come about."""


def _days(earlier: Aspects, later: Aspects, before: Held) -> Iterator[Shift]:
    one, other = earlier.days, later.days
    if one is None or other is None or one.phrase is None or other.phrase is None:
        return
    if one.first <= other.last and other.first <= one.last:
        return
    was, became = one.phrase.printed, other.phrase.printed
    told = [w for w in became.casefold().split() if len(w) > 2 or w.isdigit()]
    if was.casefold() == became.casefold() or all(w in before.words for w in told):
        return
    reason = f"“{was}” became “{became}”"
    yield Shift("time", "time_shifted", "changed", (one.phrase,), (other.phrase,), reason)
