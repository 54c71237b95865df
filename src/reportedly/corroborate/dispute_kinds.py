"""How two claims clash: a denial, a number, a state, a doer, a cause, a place or a day that cannot both hold."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from reportedly.contrast import Aspects, Count, Phrase, Place
from reportedly.contrast.agents import Agent
from reportedly.contrast.lexicon import lexicon
from reportedly.contrast.wording import share, stem, words_of
from reportedly.corroborate.dispute_pairs import Stated
from reportedly.records.values import ContradictionKind
from reportedly.text import name_key

Inside = Callable[[str, str], bool]
"""Says of two gazetteer ids whether the first place lies in the second one."""

ALIKE = 0.6
"""Share of the shorter claim's content that must stand in the other one."""

_VERY = 0.75
_WHOLE = 0.95
_UPDATE_DAYS = 30
_UPDATE_FACTOR = 2.0
_EVERYWHERE = frozenset({"deliver", "press", "refuse", "protest", "vote", "search", "detain", "release", "flee"})
"""Acts that two bodies may each do in one place on one day."""

_STATES = frozenset({"works", "custody", "life", "trend"})
_GRIDS = frozenset({"water", "electricity", "gas", "heating", "telecom", "internet"})
_OPINION = frozenset(
    stem(w)
    for w in "success failure mistake disaster legitimate illegitimate lawful unlawful legal illegal fair unfair".split()  # noqa: E501, SIM905
)
"""Words of judgement: that two sides judge otherwise is no contradiction of what happened."""

_CONTRASTS = (
    ("upper", "lower"), ("north", "south"), ("northe", "southe"), ("east", "west"), ("easter", "wester"),
    ("left", "right"), ("old", "new"), ("first", "second"), ("inner", "outer"), ("centr", "suburb"),
)  # fmt: skip

_PARTLY = re.compile(r"\b(?:no (?:other|further|more)|not (?:only|all|every|just|yet|always)|doubts?)\b", re.IGNORECASE)
"""A denial of a part or of the rest, and words that deny or not as one takes them."""

_SPOKEN = re.compile(r"\b(?:I|you|we|my|your|our|me|us)\b")
"""Words of talk: what a person thinks or feels is no matter of fact between reports."""

_RISING = frozenset("now far already risen rose climbed toll rising grown latest updated".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Found:
    """A clash of two claims: its kind, the words on both sides, the reason; `update`: a count that grew.

    `holds` is what either side holds where several wordings say the same ("15", "fifteen").
    """

    kind: ContradictionKind
    left: tuple[Phrase, ...]
    right: tuple[Phrase, ...]
    reason: str
    update: bool = False
    holds: tuple[str, str] | None = None


def clash(left: Stated, right: Stated, inside: Inside) -> Found | None:
    """Return how two claims clash, or None where both may hold or where they may be about two matters."""
    a, b = left.aspects, right.aspects
    if not _comparable(a, b):
        return None
    if a.negated != b.negated:
        return _reported_states(left, right, inside) or _denial(left, right, inside)
    for rule in (_status, _number, _doer, _cause, _place, _time):
        found = rule(left, right, inside)
        if found is not None:
            return found
    return None


def two_matters(left: Stated, right: Stated, kind: ContradictionKind) -> bool:
    """Say whether the wording shows that two claims, alike in category, place and time, are about two things.

    Two streets or two schools by name, "the dental clinic" and "the children's clinic", "two wards" and "three wards",
    "three elderly people" and "nine people", people killed and people injured.
    """
    a, b = left.aspects, right.aspects
    if _other_names(a, b) or (kind in ("number", "denial") and _on_other_days(a, b)):
        return True
    mine, theirs = _things(a), _things(b)
    if kind == "number":
        within = _place_relation(a, b, lambda inner, outer: False) == "within"
        return (
            within
            or _contrary(a, b)
            or (
                not any(_modified(c) == _modified(d) and _one_unit(c, a, d, b) for c in a.counts for d in b.counts)
                and bool(a.counts and b.counts)
            )
        )
    own = bool(mine - theirs) and bool(theirs - mine)
    if kind == "denial":
        return own and share(mine, theirs) < _VERY
    if kind == "status" and not _grids(a) & _grids(b):
        return (_of_parts(a) and _of_parts(b)) or (own and bool(mine & theirs) and share(mine, theirs) < _VERY)
    return bool(_contrasted(mine - theirs, theirs - mine))


def _grids(a: Aspects) -> set[str]:
    return {sector for sector, _ in a.statuses} & _GRIDS


def _contrasted(mine: frozenset[str], theirs: frozenset[str]) -> bool:
    """Say whether one claim is on the upper town, the other on the lower one."""
    return any((a in mine and b in theirs) or (b in mine and a in theirs) for a, b in _CONTRASTS)


def _on_other_days(a: Aspects, b: Aspects) -> bool:
    return a.days is not None and b.days is not None and not _windows_meet(a, b, 0)


def _contrary(a: Aspects, b: Aspects) -> bool:
    """Say whether the two tell contrary acts: some were detained and some released, some signed and some refused."""
    mine, theirs = ({(t.concept, t.tag) for t in x.opposites} for x in (a, b))
    kinds = {c for c, _ in mine} & {c for c, _ in theirs}
    return any(not {t for c, t in mine if c == k} & {t for c, t in theirs if c == k} for k in kinds)


def _comparable(a: Aspects, b: Aspects) -> bool:
    excluded = ("assessment", "prediction", "legal_characterisation")
    if a.claim.kind in excluded or b.claim.kind in excluded or a.headline or b.headline:
        return False
    if (a.core | b.core) & _OPINION:
        return False
    if a.realis != b.realis or "u" in (a.claim.polarity, b.claim.polarity):
        return False
    return not _other_names(a, b)


def _other_names(a: Aspects, b: Aspects) -> bool:
    """Say whether each claim names something that the other does not: two streets, two schools, two persons."""
    mine, theirs = a.names - b.names - a.known, b.names - a.names - b.known
    return bool(mine and theirs)


def _denial(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    denied, told = (left, right) if a.negated else (right, left)
    own = bool(a.acts & b.acts & lexicon().harm) and _accused(denied, told)
    place = _place_relation(a, b, inside)
    common, alike = a.core & b.core, share(a.core, b.core)
    if place == "apart" or _on_other_days(a, b) or not _days_meet(a, b, slack=1 if a.state and b.state else 2):
        return None
    if any(_PARTLY.search(x.evidence.printed) or _SPOKEN.search(x.evidence.printed) for x in (a, b)):
        return None
    if own:
        enough = place == "same"
    else:
        named = bool((a.names & b.names) - a.known)
        least = 2 if place == "same" else 4 - (named or alike >= _WHOLE)
        enough = alike >= ALIKE and len(common) + (place == "same") >= least and bool(common)
        enough = enough and (place == "same" or alike >= _VERY) and not two_matters(left, right, "denial")
        enough = enough and not _part_denied(denied.aspects, told.aspects)
    if not enough or (a.acts and b.acts and not a.acts & b.acts):
        return None
    kind: ContradictionKind = "blame" if own else "denial"
    reason = (
        f"{denied.root.name} says that it was not it, {told.root.name} says that it was"
        if own
        else "one says that it is so, the other that it is not"
    )
    return Found(kind, (a.evidence,), (b.evidence,), reason)


def _part_denied(denied: Aspects, told: Aspects) -> bool:
    """Say whether the denial is about less than what is told: "not by force", "no children"."""
    return len(denied.core - told.core) > len(denied.core & told.core)


def _accused(denied: Stated, told: Stated) -> bool:
    """Say whether who denies is whom the other one names as the doer."""
    words = {w for w in name_key(denied.root.name).split() if len(w) > 2 and w != "the"}
    return any(
        words & set(name_key(agent.phrase.printed).split()) or _same_class(words, agent)
        for agent in told.aspects.agents
    )


def _same_class(words: Iterable[str], agent: Agent) -> bool:
    classes = {c for w in words for c, _ in lexicon().classes.get(w, ())}
    return bool(classes & agent.classes & {"state_forces", "armed_group"})


def _status(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    place = _place_relation(a, b, inside)
    named = bool(a.names & b.names) and share(_things(a), _things(b)) >= _VERY
    if not (place == "same" or (place == "unknown" and named)):
        return None
    if not _days_meet(a, b, slack=1 if a.days and b.days else 0):
        return None
    if _of_parts(a) or _of_parts(b):
        return None
    mine = {t.concept: t for t in a.opposites if t.concept in _STATES}
    theirs = {t.concept: t for t in b.opposites if t.concept in _STATES}
    for concept in sorted(mine.keys() & theirs.keys()):
        one, other = mine[concept], theirs[concept]
        if one.tag != other.tag and _same_object(a, b):
            reason = f"“{one.phrase.printed}” against “{other.phrase.printed}”"
            return Found("status", (one.phrase,), (other.phrase,), reason)
    return _reported_states(left, right, inside)


def _reported_states(left: Stated, right: Stated, inside: Inside) -> Found | None:
    """Return a clash of the states that were read of one service, whatever the words."""
    a, b = left.aspects, right.aspects
    slack = 1 if a.days and b.days else 0
    if (
        _place_relation(a, b, inside) != "same"
        or not _days_meet(a, b, slack=slack)
        or two_matters(left, right, "status")
    ):
        return None
    for sector, status in a.statuses:
        for other_sector, other_status in b.statuses:
            opposed = sector == other_sector and (status == "full") != (other_status == "full")
            if opposed and "partial" not in (status, other_status) and (sector in _GRIDS or _same_object(a, b)):
                reason = f"{sector}: {status} against {other_status}"
                return Found("status", (a.evidence,), (b.evidence,), reason)
    return None


def _same_object(a: Aspects, b: Aspects) -> bool:
    """Say whether both speak of one thing: what is left without acts and states is the same."""
    mine, theirs = (_things(x) for x in (a, b))
    own = bool(mine - theirs) and bool(theirs - mine)
    return bool(mine & theirs) and share(mine, theirs) >= (_VERY if own else ALIKE)


def _things(a: Aspects) -> frozenset[str]:
    said = {w for t in a.opposites for w in t.phrase.printed.casefold().split()}
    return frozenset(w for w in a.core if not w.startswith(":") and not any(s.startswith(w) for s in said))


def _of_parts(a: Aspects) -> bool:
    """Say whether only some of several are meant: "two schools", "part of the wards", "most shops"."""
    return bool(a.counts) or any(t.tag in ("few", "some", "many", "most") for t in a.amounts)


def _number(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    place, alike, common = _place_relation(a, b, inside), share(a.core, b.core), a.core & b.core
    if place in ("apart", "within") or alike < ALIKE or _contrary(a, b) or (a.acts and b.acts and not a.acts & b.acts):
        return None
    if place == "unknown" and (alike < _VERY or len(common) < 3):
        return None
    for one, other in _same_units(a, b):
        if one.meets(other) or _modified(one) != _modified(other):
            continue
        update = _is_update(left, right, one, other)
        if not update and not _days_meet(a, b, slack=1):
            continue
        reason = f"“{one.whole.printed}” against “{other.whole.printed}”"
        holds = (f"{one.low:g} to {one.high:g}", f"{other.low:g} to {other.high:g}")
        return Found("number", (one.whole,), (other.whole,), reason, update, holds)
    return None


def _same_units(a: Aspects, b: Aspects) -> Iterable[tuple[Count, Count]]:
    for unit in sorted({_unit(c, a) for c in a.counts} & {_unit(c, b) for c in b.counts}):
        mine, theirs = [c for c in a.counts if _unit(c, a) == unit], [c for c in b.counts if _unit(c, b) == unit]
        if len(mine) == len(theirs) == 1:
            yield mine[0], theirs[0]


_PEOPLE_ACTS = (":kill", ":injure", ":detain")


def _unit(count: Count, a: Aspects) -> str:
    """Return what is counted; "14 people" who were killed are "14 dead"."""
    acts = [act for act in _PEOPLE_ACTS if act[1:] in a.acts]
    return acts[0] if count.unit == "people" and len(acts) == 1 else count.unit


def _one_unit(count: Count, a: Aspects, other: Count, b: Aspects) -> bool:
    """Say whether two counts may be of one thing: those killed and those injured are not."""
    units = {_unit(count, a), _unit(other, b)}
    return len(units) == 1 or not units.issubset(_PEOPLE_ACTS)


_LOOSE = frozenset(
    """of the were was about some around at least more than up to over nearly almost between and have been people
    persons had are local""".split()  # noqa: SIM905 (a list of words reads better)
)


def _modified(count: Count) -> frozenset[str]:
    """Return the words that narrow what is counted: "elderly" in "three elderly people"."""
    number = set(count.number.printed.casefold().split())
    rest = [w for w in count.whole.printed.casefold().split() if w not in number][:-1]
    return frozenset(w for w in rest if w not in _LOOSE)


def _is_update(left: Stated, right: Stated, one: Count, other: Count) -> bool:
    """Say whether the later report has the larger count, as counts of one act grow from day to day.

    Another source that has twice as many or more is no update, unless it says that the count has risen.
    """
    a, b = left.aspects, right.aspects
    if a.published is None or b.published is None or not 0 < abs(a.published - b.published) <= _UPDATE_DAYS:
        return False
    (early, first), (late, last) = ((left, one), (right, other))
    if b.published < a.published:
        (early, first), (late, last) = (late, last), (early, first)
    if last.value <= first.value:
        return False
    sentence = late.aspects.claim.sentence or late.aspects.evidence.span
    rising = {w.low for w in words_of(late.aspects.reading, (sentence,))}
    same = bool(early.root.key) and early.root.key == late.root.key
    return same or bool(rising & _RISING) or last.value < _UPDATE_FACTOR * first.value


def _doer(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    if not a.agents or not b.agents or not _one_act(a, b):
        return None
    if _place_relation(a, b, inside) != "same" or not _days_meet(a, b, slack=0 if a.days and b.days else 1):
        return None
    mine, theirs = _leading(a.agents), _leading(b.agents)
    if any(not one.apart(other) for one in a.agents for other in b.agents):
        return None
    blamed = mine.blamed or theirs.blamed
    harm = blamed or bool(a.acts & b.acts & lexicon().harm)
    things = {w for w in a.matter & b.matter if not w.startswith(":")}
    counted = any(c.meets(d) for c in a.counts for d in b.counts if c.unit == d.unit)
    if share(a.matter, b.matter) < ALIKE and not blamed:
        return None
    if not harm and not (counted or (things and not a.acts & b.acts & _EVERYWHERE)):
        return None
    kind: ContradictionKind = "blame" if harm else "actor"
    reason = f"“{mine.phrase.printed}” against “{theirs.phrase.printed}”"
    return Found(kind, (mine.phrase,), (theirs.phrase,), reason)


def _one_act(a: Aspects, b: Aspects) -> bool:
    """Say whether both tell one act: a listed one, else much the same words."""
    if a.acts or b.acts:
        return bool(a.acts & b.acts)
    return share(a.matter, b.matter) >= _VERY and len(a.matter & b.matter) >= 3


def _leading(agents: tuple[Agent, ...]) -> Agent:
    return agents[0]


def _cause(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    if a.cause is None or b.cause is None or left.root.key == right.root.key:
        return None
    if not _gives(a) or not _gives(b) or a.cause.stems & b.cause.stems:
        return None
    mine, theirs = a.core - a.cause.stems, b.core - b.cause.stems
    place = _place_relation(a, b, inside)
    enough = share(mine, theirs) >= ALIKE and len(mine & theirs) + (place == "same") >= 2
    if not enough or place != "same" or not _days_meet(a, b, slack=2):
        return None
    reason = f"“{a.cause.phrase.printed}” against “{b.cause.phrase.printed}”"
    return Found("blame", (a.cause.phrase,), (b.cause.phrase,), reason)


def _gives(a: Aspects) -> bool:
    """Say whether the claim's own clause gives the cause: it holds it, or the cause follows at once."""
    if a.cause is None:
        return False
    span, cause = a.evidence.span, a.cause.phrase.span
    return span.start < cause.start <= span.end + 2


def _place(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    if _place_relation(a, b, inside) != "apart" or not _days_meet(a, b, slack=0 if a.days and b.days else 1):
        return None
    mine, theirs = _own(a), _own(b)
    if len(mine) != 1 or len(theirs) != 1 or mine[0].wide or theirs[0].wide or _told_both(a, b, mine[0], theirs[0]):
        return None
    if not _one_occurrence(a, b, least=5):
        return None
    reason = f"“{mine[0].phrase.printed}” against “{theirs[0].phrase.printed}”"
    return Found("place", (mine[0].phrase,), (theirs[0].phrase,), reason)


def _own(a: Aspects) -> list[Place]:
    return [p for p in a.places if not p.inherited]


def _told_both(a: Aspects, b: Aspects, one: Place, other: Place) -> bool:
    """Say whether a report also names the other one's place: then it may have told both."""
    mine, theirs = (x.reading.text.casefold() for x in (a, b))
    return name_key(other.phrase.printed) in mine or name_key(one.phrase.printed) in theirs


def _one_occurrence(a: Aspects, b: Aspects, *, least: int) -> bool:
    """Say whether details show that one occurrence is told: a count or a name in common, or very many words."""
    alike, common = share(a.core, b.core), a.core & b.core
    counted = any(c.unit == d.unit and c.value == d.value and not c.vague for c in a.counts for d in b.counts)
    named = bool((a.names & b.names) - {w for p in (*a.places, *b.places) for w in name_key(p.phrase.printed).split()})
    if any(not c.meets(d) for c in a.counts for d in b.counts if c.unit == d.unit):
        return False
    if alike < _VERY or (a.acts and b.acts and not a.acts & b.acts):
        return False
    return len(common) >= least or ((counted or named) and len(common) >= 2)


def _time(left: Stated, right: Stated, inside: Inside) -> Found | None:
    a, b = left.aspects, right.aspects
    if a.days is None or b.days is None or _place_relation(a, b, inside) != "same" or (a.state and b.state):
        return None
    if a.days.phrase is None or b.days.phrase is None or _windows_meet(a, b, 0):
        return None
    gap = max(a.days.first, b.days.first) - min(a.days.last, b.days.last)
    if gap > 14 or max(a.days.last - a.days.first, b.days.last - b.days.first) > 3:
        return None
    if not _one_occurrence(a, b, least=4):
        return None
    apart = "1 day" if gap == 1 else f"{gap} days"
    reason = f"“{a.days.phrase.printed}” against “{b.days.phrase.printed}”, {apart} apart"
    return Found("time", (a.days.phrase,), (b.days.phrase,), reason)


def _place_relation(a: Aspects, b: Aspects, inside: Inside) -> str:
    """Return "same", "within" (one holds the other), "apart", or "unknown" where a claim gives no place."""
    if not a.places or not b.places:
        return "unknown"
    found = {_relation(p, q, inside) for p in a.places for q in b.places}
    return next(r for r in ("same", "within", "apart") if r in found)


def _relation(one: Place, other: Place, inside: Inside) -> str:
    printed = one.phrase.printed.casefold() == other.phrase.printed.casefold()
    if one.same(other) and (printed or one.wide == other.wide):
        return "same"
    if one.id and other.id and (inside(one.id, other.id) or inside(other.id, one.id)):
        return "within"
    return "within" if one.wide != other.wide else "apart"


def _days_meet(a: Aspects, b: Aspects, *, slack: int) -> bool:
    """Say whether both may be of one day: by the days that they state, else by when they were reported."""
    if a.days is not None and b.days is not None:
        return _windows_meet(a, b, slack)
    if a.days is not None or b.days is not None:
        dated, plain = (a, b) if a.days is not None else (b, a)
        if plain.published is None or dated.days is None:
            return True
        return dated.days.first - slack - 1 <= plain.published <= dated.days.last + slack + 2
    if a.published is None or b.published is None:
        return True
    return abs(a.published - b.published) <= max(slack, 1)


def _windows_meet(a: Aspects, b: Aspects, slack: int) -> bool:
    return (
        a.days is not None
        and b.days is not None
        and a.days.first - slack <= b.days.last
        and b.days.first - slack <= a.days.last
    )
