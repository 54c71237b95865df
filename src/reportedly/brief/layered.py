"""What the control layers show beside a statement, one line for each layer: never a correction of it."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from reportedly.brief import words
from reportedly.brief.facts import Facts
from reportedly.records import ControlAnswer, ControlAssertion, ControlComparison, UnitShare

_STATES = {"in": "inside", "out": "outside", "near_edge": "near the edge", "no_data": "no data"}
_VERDICTS = {"agree": "agrees", "differ": "differs", "undecided": "undecided", "no_data": ""}
_ISO = re.compile(r"\b\d{4}-\d{2}-\d{2}\b")
_NO_LAYER = re.compile(r"lies outside of the series|the series has no (?:layer|day)")
_RUNS = 3
"""Changes of a layer that one line tells; further ones are counted."""

_Answer = ControlAnswer | UnitShare


def layer_lines(
    assertion: ControlAssertion, compared: Iterable[ControlComparison], facts: Facts, *, coarse: bool
) -> tuple[str, ...]:
    """Return one line for each layer that a statement was put beside, in order.

    `coarse` leaves out reasons with distances, for a place that may not be told more exactly.
    """
    asked = [one for one in compared if _answers(one)]
    unasked = words.unique(one.reason for one in compared if not _answers(one))
    lines = [_line(assertion, one, coarse=coarse) for one in asked]
    lines += [f"Not looked up in {'other' if asked else 'the'} control layers: {_dated(reason)}." for reason in unasked]
    return tuple(facts.masked(line) for line in lines)


def credited(compared: Iterable[ControlComparison]) -> list[str]:
    """Return the credits of the layers that were asked, each once."""
    return words.unique(answer.credit for one in compared for answer in _answers(one))


def _answers(one: ControlComparison) -> tuple[_Answer, ...]:
    return one.answers or one.shares


def _line(assertion: ControlAssertion, one: ControlComparison, *, coarse: bool) -> str:
    answers = _answers(one)
    whose = f"({answers[0].provider}, {answers[0].licence})"
    spoken = [a for a in answers if a.day is not None]
    if not spoken:
        silent = answers[-1].reason
        told = "no layer for that day" if _NO_LAYER.search(silent) else "no data"
        return f"Control layer {whose}: {told}" + ("." if coarse else f"; {_dated(silent)}.")
    if len(answers) == 1:
        [answer] = answers
        why = _why(assertion, one, answer)
        return (
            f"Control layer of {words.day(answer.day, year=True)} {whose}: {_shown(answer, coarse=coarse)}; "
            f"{_VERDICTS[one.verdict]}{f': {why}' if why else ''}."
        )
    days = words.span_of_days(str(spoken[0].day), str(spoken[-1].day))
    return f"Control layers of {days} {whose}: {_runs(answers)}; {_VERDICTS[one.verdict]}."


def _shown(answer: _Answer, *, coarse: bool = True) -> str:
    """Return what a layer shows, with its reason unless `coarse`."""
    reason = _dated(answer.reason)
    if isinstance(answer, ControlAnswer):
        state = _STATES[answer.status]
        return state if coarse else reason if reason.startswith(state) else f"{state} ({reason})"
    if answer.share is None or answer.least is None or answer.most is None:
        return _STATES["no_data"]
    if coarse:
        return f"{_percent(answer.share)} of it shown as held"
    low, high = _percent(answer.least), _percent(answer.most)
    return f"shown as held: {reason}" + ("" if low == high else f", at least {low} and at most {high}")


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _runs(answers: Sequence[_Answer]) -> str:
    """Return what the layer shows on which days, neighbours that show the same as one."""
    runs = [(shown, list(run)) for shown, run in groupby(answers, _shown)]
    told = [
        f"{shown} on {words.day(run[0].asked)}"
        if len(run) == 1
        else f"{shown} from {words.day(run[0].asked)} to {words.day(run[-1].asked)}"
        for shown, run in runs[:_RUNS]
    ]
    more = len(runs) - _RUNS
    return "; ".join(told) + (f"; {words.counted(more, 'further change')}" if more > 0 else "")


def _why(assertion: ControlAssertion, one: ControlComparison, answer: _Answer) -> str:
    """Return why a statement is neither borne out nor not; without the holder's name, which may be no neutral one."""
    if one.verdict != "undecided" or (isinstance(answer, ControlAnswer) and answer.status == "near_edge"):
        return ""
    if assertion.degree == "partial":
        return "only a part of it is meant"
    if assertion.controller.role == "unknown":
        return "on which side the holder stands is not known"
    if isinstance(answer, ControlAnswer):
        return "who does not hold it says nothing of who does"
    return "how much of it is meant is not said" if assertion.degree == "unknown" else ""


def _dated(reason: str) -> str:
    """Return a reason with its ISO days in words."""
    return _ISO.sub(lambda found: words.day(found.group(), year=True), reason)
