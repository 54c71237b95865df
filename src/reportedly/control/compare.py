"""A statement beside the layer: agree, differ, undecided or no data. Both stay as they are; neither wins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from reportedly.control.answers import Asker
from reportedly.control.spots import POINT_LIKE, Spot, Unit
from reportedly.records import (
    ControlAnswer,
    ControlAssertion,
    ControlComparison,
    ControlLayer,
    UnitShare,
)
from reportedly.records.control import ControlDegree, ControlVerdict
from reportedly.text import name_key

WHOLE = 0.95
"""From this share on a unit counts as held as a whole, below one minus it as not held."""

MOST_DAYS = 40
"""Days of a layer that are looked at for one statement about a longer time; the first and last are among them."""

Expected = Literal["in", "out"]
_Verdict = tuple[ControlVerdict, str]


@dataclass(frozen=True, slots=True)
class _Asked:
    answers: tuple[ControlAnswer, ...] = ()
    shares: tuple[UnitShare, ...] = ()


def compare(
    assertion: ControlAssertion,
    asker: Asker,
    *,
    unit: Callable[[str], Unit | None],
    spot: Callable[[str], Spot | None] = lambda _: None,
) -> ControlComparison:
    """Return a statement beside what one series says of the same place and time.

    `unit` and `spot` give the unit or settlement with an id of the gazetteer; a settlement that `spot` does not know
    is taken from the statement. A change is looked up on the last day on which it may have happened, a state on every
    day of its time; what holds on some of them only is undecided.
    """

    def made(verdict: ControlVerdict, reason: str, asked: _Asked | None = None) -> ControlComparison:
        held = asked or _Asked()
        return ControlComparison(assertion.id, asker.layer.series, verdict, reason, held.answers, held.shares)

    when = _days(assertion, asker.dates)
    if not when:
        return made("no_data", "the statement has no date")
    point_like = assertion.precision in POINT_LIKE or (assertion.place is None and assertion.lat is not None)
    if point_like:
        at = (spot(assertion.place) if assertion.place else None) or _own_spot(assertion)
        if at is None:
            return made("no_data", "where the place lies is not known")
        answers = tuple(asker.at(at, day) for day in when)
        judged = [_judge(assertion, answer, asker.layer) for answer in answers]
        return made(*_together(judged, when), _Asked(answers=answers))
    known = unit(assertion.place) if assertion.place else None
    if known is None:
        return made("no_data", "neither outline nor settlements of the unit are known; its point says nothing")
    shares = tuple(asker.share(known, day) for day in when)
    judged = [_judge_share(assertion, share, asker.layer) for share in shares]
    return made(*_together(judged, when), _Asked(shares=shares))


def _days(assertion: ControlAssertion, days: Sequence[str]) -> list[str]:
    last = assertion.latest
    if last is None:
        return []
    if assertion.hold in ("gained", "lost") or assertion.earliest is None:
        return [last]
    inside = [day for day in days if assertion.earliest <= day <= last]
    if len(inside) > MOST_DAYS:
        step = (len(inside) - 1) / (MOST_DAYS - 1)
        inside = [inside[round(n * step)] for n in range(MOST_DAYS)]
    return inside or [last]


def _own_spot(assertion: ControlAssertion) -> Spot | None:
    if assertion.lat is None or assertion.lon is None:
        return None
    return Spot(assertion.name, assertion.lat, assertion.lon, assertion.radius_km or 0.0, assertion.place)


def _expected(assertion: ControlAssertion, layer: ControlLayer) -> tuple[Expected | None, str]:
    """Return what the layer shows if the statement is so, None where the one says nothing about the other."""
    holder, printed = assertion.controller, assertion.controller.entity or "an unnamed holder"
    holds = assertion.hold in ("held", "gained")
    same = holder.role == layer.role != "unknown" or (
        layer.entity is not None and holder.entity is not None and name_key(layer.entity) == name_key(holder.entity)
    )
    whose = layer.entity or f"the {layer.role} side"
    if same:
        return ("in" if holds else "out"), f"{printed} is whom the layer shows"
    if holder.role == "unknown":
        return None, f"the layer shows what {whose} holds; whether that side includes {printed} is not known"
    if holds:
        return "out", f"{printed} holding it means that {whose} does not"
    return None, f"{printed} not holding it does not say whether {whose} does"


def _judge(assertion: ControlAssertion, answer: ControlAnswer, layer: ControlLayer) -> _Verdict:
    if answer.status == "no_data":
        return "no_data", answer.reason
    told = f"layer of {answer.day}: {answer.status} ({answer.reason})"
    if assertion.degree == "contested":
        verdict: ControlVerdict = "agree" if answer.status == "near_edge" else "differ"
        return verdict, f"said to be contested; {told}"
    expected, why = _expected(assertion, layer)
    if expected is None:
        return "undecided", f"{why}; {told}"
    if answer.status == "near_edge":
        return "undecided", f"{told}; {why}"
    if assertion.degree == "partial":
        return "undecided", f"only a part of it is meant; {told}"
    return ("agree" if answer.status == expected else "differ"), f"{told}; {why}"


def _judge_share(assertion: ControlAssertion, share: UnitShare, layer: ControlLayer) -> _Verdict:
    if share.share is None:
        return "no_data", share.reason
    told = f"layer of {share.day}: {share.reason}"
    expected, why = _expected(assertion, layer)
    if expected is None:
        return "undecided", f"{why}; {told}"
    verdict, meant = _of_part(share.share if expected == "in" else 1 - share.share, assertion.degree)
    return verdict, f"{meant or why}; {told}"


def _of_part(part: float, degree: ControlDegree) -> _Verdict:
    """Return what it means for a statement about a unit that the layer shows this part of it as it says."""
    if part <= 1 - WHOLE:
        return "differ", ""
    if degree in ("partial", "contested"):
        return ("agree" if part < WHOLE else "undecided"), "a part of it is meant"
    if part >= WHOLE:
        return "agree", ""
    return (
        ("differ", "all of it is meant") if degree == "full" else ("undecided", "how much of it is meant is not said")
    )


def _together(judged: Sequence[_Verdict], days: Sequence[str]) -> _Verdict:
    """Return one verdict for all days: that which those with data share, else undecided."""
    spoken = [one for one in judged if one[0] != "no_data"]
    if not spoken:
        return judged[-1]
    verdicts = {verdict for verdict, _ in spoken}
    if len(judged) == 1:
        return spoken[0]
    silent = len(judged) - len(spoken)
    note = f" ({silent} of {len(judged)} days without data)" if silent else ""
    if len(verdicts) == 1:
        return spoken[-1][0], f"{days[0]} to {days[-1]}{note}: {spoken[-1][1]}"
    return "undecided", f"the layer changes between {days[0]} and {days[-1]}{note}: {spoken[0][1]}; {spoken[-1][1]}"
