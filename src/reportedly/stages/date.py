"""When a claimed thing happened, as far as the text says: EDTF with bounds and the basis it rests on."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.interfaces import StageInfo
from reportedly.records import Claim, Passage, Reading, Record, Span, Timing
from reportedly.records.values import TimeBasis
from reportedly.stages import date_window as w
from reportedly.stages.date_points import Anchor, Point, points
from reportedly.stages.date_window import Window
from reportedly.stages.segment_kinds import recalled

_SINCE = re.compile(
    r"\b(?:(?:ever )?since|starting|beginning)"
    r"(?: (?:the|on|in|at|from|start of|beginning of|end of|early|late|mid))*\s+$",
    re.IGNORECASE,
)
_FROM = re.compile(r"\b(?:from|after|following|as from|effective)(?: the)?\s+$", re.IGNORECASE)
_UNTIL = re.compile(
    r"\b(?:until|till|by|before|prior to|up to|no later than|not later than)(?: the| about| around)*\s+$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\b(?:between|from)(?: the)?\s+$", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|until|till|and|through|–|—|-)(?: the)?\s*")
_ABOUT = re.compile(r"\b(?:around|about|approximately|circa)\s+$", re.IGNORECASE)
_SHORT_RANGE = re.compile(r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\s*(?:to|and|–|—|-|until)\s*(?:the\s+)?$")
_AHEAD = frozenset(("planned", "ordered", "hypothetical", "conditional"))


@dataclass(frozen=True, slots=True)
class Expression:
    """A whole expression of time with its modifiers, not yet anchored."""

    span: Span
    first: Point
    second: Point | None
    mode: str
    first_day: int | None = None

    @property
    def relative(self) -> bool:
        """Whether it hangs on the date of the report."""
        return self.first.relative or bool(self.second and self.second.relative)

    def window(self, anchor: Anchor) -> Window | None:
        """Return the days it means, or None where it needs a date of the report that is not known."""
        one = _nearest(self.first, anchor) if self.mode in ("from", "until") else self.first.resolve(anchor)
        if one is None:
            return None
        if self.first_day is not None:
            return _day_range(one, self.first_day)
        if self.second is not None:
            return _range(one, self.second, anchor)
        return _modified(one, self.mode, anchor)


def _modified(window: Window, mode: str, anchor: Anchor) -> Window:
    if mode == "since":
        return w.since(window, anchor.today)
    if mode == "from":
        return w.starting(window)
    if mode == "until":
        return w.until(window)
    return window.approximate() if mode == "about" else window


_YEARLESS = frozenset(("day_of_year", "month_of_year", "season", "weekday"))


def _nearest(point: Point, anchor: Anchor) -> Window | None:
    """Return the point on the side of the report that is nearer: "from 1 July" in June lies ahead."""
    if point.name not in _YEARLESS or anchor.today is None or anchor.future:
        return point.resolve(anchor)
    sides = [point.resolve(Anchor(anchor.today, future)) for future in (False, True)]
    known = [(abs((side.first - anchor.today).days), side) for side in sides if side is not None and side.first]
    return min(known, key=lambda pair: pair[0])[1] if known else None


def expressions(text: str, start: int, end: int) -> list[Expression]:
    """Return the expressions of time in `text[start:end]`, in order, without overlaps."""
    found = points(text, start, end)
    made: list[Expression] = []
    used: set[int] = set()
    for at, point in enumerate(found):
        if at in used:
            continue
        before = text[max(start, point.start - 40) : point.start]
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and _is_range(text, before, point, following):
            used.add(at + 1)
            lead = _BETWEEN.search(before)
            begin = point.start - len(before) + lead.start() if lead else point.start
            made.append(Expression(Span(begin, following.end), point, following, "range"))
            continue
        made.append(_single(before, point))
    return made


def _is_range(text: str, before: str, point: Point, following: Point) -> bool:
    between = text[point.end : following.start]
    if not _TO.fullmatch(between):
        return False
    return bool(_BETWEEN.search(before)) or "and" not in between


def _single(before: str, point: Point) -> Expression:
    short = _SHORT_RANGE.search(before)
    if short is not None and point.name.startswith("day"):
        lead = _BETWEEN.search(before[: short.start()])
        begin = point.start - len(before) + (lead.start() if lead else short.start())
        return Expression(Span(begin, point.end), point, None, "range", int(short["d"]))
    for mode, pattern in (("since", _SINCE), ("until", _UNTIL), ("from", _FROM), ("about", _ABOUT)):
        lead = pattern.search(before)
        if lead is not None:
            return Expression(Span(point.start - len(before) + lead.start(), point.end), point, None, mode)
    return Expression(Span(point.start, point.end), point, None, "at")


def _day_range(last: Window, first_day: int) -> Window | None:
    if last.last is None:
        return None
    try:
        first = last.last.replace(day=first_day)
    except ValueError:
        return None
    return w.between(first, last.last) if first <= last.last else None


def _range(one: Window, second: Point, anchor: Anchor) -> Window | None:
    other = second.resolve(anchor)
    if other is None:
        return None
    # a range that runs backwards ("from December to February") has lost its year: only its end is sure
    return w.joined(one, other) or w.until(other)


class DateRules:
    """Gives every claim one `Timing`, from its own words, its sentence, or the date of the report."""

    @property
    def info(self) -> StageInfo:
        """Name, version, languages, reads, makes."""
        return StageInfo(
            name="date.rules",
            version=2,
            summary="when a claimed thing happened, with bounds and the basis for them",
            languages=("en",),
            reads=(Passage, Claim),
            makes=(Timing,),
        )

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        """Return one timing for each claim of each reading, in the order of the claims."""
        producer = self.info.producer
        return [tuple(_timing(reading, claim, producer) for claim in reading.of(Claim)) for reading in readings]


def _timing(reading: Reading, claim: Claim, producer: str) -> Timing:
    anchor = Anchor(_report_day(reading), claim.realis in _AHEAD or claim.kind == "prediction")
    expression = _printed(reading, claim)
    if expression is None:
        return _undated(claim, anchor, producer, recalled=bool(recalled(reading, claim)))
    window = expression.window(anchor)
    if window is None:
        return _timed(claim, None, "none", expression, producer)
    basis: TimeBasis = "relative" if expression.relative else "stated"
    return _timed(claim, window, basis, expression, producer)


def _timed(claim: Claim, window: Window | None, basis: TimeBasis, expression: Expression, producer: str) -> Timing:
    return Timing(
        claim=claim.id,
        event=window.edtf if window else None,
        earliest=window.first.isoformat() if window and window.first else None,
        latest=window.last.isoformat() if window and window.last else None,
        basis=basis,
        span=expression.span,
        rule=f"date.{expression.first.name}",
        producer=producer,
    )


def _undated(claim: Claim, anchor: Anchor, producer: str, *, recalled: bool) -> Timing:
    """Return the timing of a claim without a printed time: up to the report, or from it on if it looks ahead.

    That of a reminder is left open: the report that carries it says nothing of its day.
    """
    if recalled or anchor.today is None:
        return Timing(claim.id, None, None, None, "none", rule="date.none", producer=producer)
    report = w.day(anchor.today)
    window = w.starting(report) if anchor.future else w.until(report)
    return Timing(
        claim=claim.id,
        event=window.edtf,
        earliest=window.first.isoformat() if window.first else None,
        latest=window.last.isoformat() if window.last else None,
        basis="published",
        rule="date.published",
        producer=producer,
    )


def _report_day(reading: Reading) -> date | None:
    """Return the day of the report as its own zone counts it, or None."""
    published = reading.document.published
    if not published:
        return None
    try:
        return date.fromisoformat(published[:10])
    except ValueError:
        return None


def _printed(reading: Reading, claim: Claim) -> Expression | None:
    """Return the expression of time of a claim: inside its evidence, else in its sentence but in no other claim."""
    text = reading.text
    for span in claim.evidence:
        found = expressions(text, span.start, span.end)
        if found:
            return found[0]
    sentence = claim.sentence
    if sentence is None:
        return None
    found = [e for e in expressions(text, sentence.start, sentence.end) if not _in_citation(text, sentence, e.span)]
    others = [s for other in reading.of(Claim) if other.id != claim.id for s in other.evidence] if found else ()
    own = [e for e in found if not any(other.overlaps(e.span) for other in others)]
    shared = [e for e in found if e.span.end <= claim.evidence[0].start]
    if own or shared:
        return (own or shared)[0]
    return _of_item(reading, sentence)


def _in_citation(text: str, sentence: Span, span: Span) -> bool:
    """Say whether the expression stands in brackets, as the date of a source that is cited there."""
    before = text[sentence.start : span.start]
    return before.rfind("(") > before.rfind(")")


def _of_item(reading: Reading, sentence: Span) -> Expression | None:
    """Return the date that opens the paragraph or list item of the sentence ("12 May 2022: ..."), if one does."""
    passage = next((p for p in reading.of(Passage) if p.span.covers(sentence)), None)
    if passage is None:
        return None
    found = expressions(reading.text, passage.span.start, min(passage.span.start + _HEAD, passage.span.end))
    dated = [e for e in found if not e.relative and e.first.name in _DATES and e.span.end <= sentence.start]
    return dated[0] if dated else None


_HEAD = 70
_DATES = frozenset(("iso", "slashed", "day", "day_of_year", "month"))
