"""From the chain of decisions to what people said of each claim."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from reportedly.records import Reading, ReviewAction
from reportedly.records.reviewed import Dissent, Reviewed
from reportedly.review.edits import worded
from reportedly.review.grades import latest
from reportedly.review.placing import Places
from reportedly.review.standing import standing

_RANK = {"machine": 0, "accepted": 1, "edited": 2, "rejected": 3}
_STATES = {"accept": "accepted", "edit": "edited", "reject": "rejected"}


def reviewed(actions: Sequence[ReviewAction], readings: Iterable[Reading]) -> Reviewed:
    """Return what standing actions say of the claims of some documents."""
    stand = standing(actions)
    if not stand:
        return Reviewed()
    places = Places.of(readings, (quote for action in stand for quote in action.quotes))
    states: dict[str, str] = {}
    dissents: dict[str, list[Dissent]] = defaultdict(list)
    people: dict[str, None] = {}
    for action in stand:
        claim = places.place(action.on[0]) if action.on[0].startswith("clm_") else None
        if claim is None:
            continue
        state = _STATES.get(action.kind)
        if state is not None:
            people[action.by] = None
            if _RANK[state] > _RANK[states.get(claim, "machine")]:
                states[claim] = state
        elif action.kind == "dissent":
            value = worded(action.after) if action.field else ""
            dissents[claim].append(Dissent(action.by, action.at, action.reason, action.id, action.field, value))
    return Reviewed(states, dict(dissents), tuple(people))


def accepted(actions: Sequence[ReviewAction], readings: Iterable[Reading]) -> frozenset[str]:
    """Return the claims that a person accepted or edited, where they stand today."""
    return _placed([a for a in standing(actions) if a.kind in ("accept", "edit")], readings)


def confirmed(actions: Sequence[ReviewAction], readings: Iterable[Reading]) -> frozenset[str]:
    """Return the claims whose information a person graded 1, confirmed by other independent sources (AJP-2.1).

    The newest grade of a claim counts. Grades of sources say nothing here: the two scales are never joined.
    """
    newest = latest(standing(actions), "grade_information").values()
    return _placed([a for a in newest if a.field == "1"], readings)


def _placed(held: Sequence[ReviewAction], readings: Iterable[Reading]) -> frozenset[str]:
    if not held:
        return frozenset()
    places = Places.of(readings, (quote for action in held for quote in action.quotes))
    return frozenset(claim for a in held if (claim := places.place(a.on[0])) is not None)
