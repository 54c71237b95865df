"""What the control layers show beside a statement, one line for each layer: never a correction of it."""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from reportedly.brief.facts import Facts
from reportedly.brief.words import Words, unique
from reportedly.records import ControlAnswer, ControlAssertion, ControlComparison, UnitShare

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
    words = facts.words
    asked = [one for one in compared if _answers(one)]
    unasked = unique(one.reason for one in compared if not _answers(one))
    lines = [_line(assertion, one, words, coarse=coarse) for one in asked]
    key = "layer.other_unasked" if asked else "layer.unasked"
    lines += [words(key, reason=_dated(reason, words)) for reason in unasked]
    return tuple(facts.masked(line) for line in lines)


def credited(compared: Iterable[ControlComparison]) -> list[str]:
    """Return the credits of the layers that were asked, each once."""
    return unique(answer.credit for one in compared for answer in _answers(one))


def _answers(one: ControlComparison) -> tuple[_Answer, ...]:
    return one.answers or one.shares


def _line(assertion: ControlAssertion, one: ControlComparison, words: Words, *, coarse: bool) -> str:
    answers = _answers(one)
    whose = words("layer.whose", provider=answers[0].provider, licence=answers[0].licence)
    spoken = [a for a in answers if a.day is not None]
    if not spoken:
        silent = answers[-1].reason
        told = words("layer.no_day" if _NO_LAYER.search(silent) else "layer.no_data")
        key = "layer.silent" if coarse else "layer.silent_why"
        return words(key, whose=whose, told=told, reason=_dated(silent, words))
    verdict = words(f"layer.{one.verdict}") if one.verdict != "no_data" else ""
    if len(answers) == 1:
        [answer] = answers
        why = _why(assertion, one, answer)
        return words(
            "layer.one_why" if why else "layer.one", day=words.day(answer.day, year=True), whose=whose,
            shown=_shown(answer, words, coarse=coarse), verdict=verdict, why=words(f"layer.{why}") if why else "",
        )  # fmt: skip
    days = words.span_of_days(str(spoken[0].day), str(spoken[-1].day))
    return words("layer.many", days=days, whose=whose, shown=_runs(answers, words), verdict=verdict)


def _shown(answer: _Answer, words: Words, *, coarse: bool = True) -> str:
    """Return what a layer shows, with its reason unless `coarse`."""
    if isinstance(answer, ControlAnswer):
        state = words(f"layer.{answer.status}")
        if coarse:
            return state
        reason = _dated(answer.reason, words)
        return reason if reason.startswith(state) else words("layer.state_why", state=state, reason=reason)
    if answer.share is None or answer.least is None or answer.most is None:
        return words("layer.no_data")
    if coarse:
        return words("layer.share", share=_percent(answer.share))
    low, high = _percent(answer.least), _percent(answer.most)
    shown = words("layer.shown", reason=_dated(answer.reason, words))
    return shown if low == high else shown + words("layer.bounds", low=low, high=high)


def _percent(share: float) -> str:
    return f"{round(100 * share)}%"


def _runs(answers: Sequence[_Answer], words: Words) -> str:
    """Return what the layer shows on which days, neighbours that show the same as one."""
    runs = [(shown, list(run)) for shown, run in groupby(answers, lambda a: _shown(a, words))]
    told = [
        words("layer.on", shown=shown, day=words.day(run[0].asked))
        if len(run) == 1
        else words("layer.from_to", shown=shown, first=words.day(run[0].asked), last=words.day(run[-1].asked))
        for shown, run in runs[:_RUNS]
    ]
    more = len(runs) - _RUNS
    return "; ".join(told) + (f"; {words.counted(more, 'change')}" if more > 0 else "")


def _why(assertion: ControlAssertion, one: ControlComparison, answer: _Answer) -> str:
    """Return the key of why a statement is neither borne out nor not; no holder's name, which may be no neutral one."""
    if one.verdict != "undecided" or (isinstance(answer, ControlAnswer) and answer.status == "near_edge"):
        return ""
    if assertion.degree == "partial":
        return "only_part"
    if assertion.controller.role == "unknown":
        return "no_side"
    if isinstance(answer, ControlAnswer):
        return "not_who"
    return "how_much" if assertion.degree == "unknown" else ""


def _dated(reason: str, words: Words) -> str:
    """Return a reason as the brief tells it, with its ISO days in words."""
    return words.days_in(words.told(reason))
