"""The timeline as shapes: where each day stands, bars, squares and rings; words come from the template."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from reportedly.web.screens.timeline_rows import Axis, Change, Item

WIDTH, LEFT, RIGHT, TOP, ROW = 1440, 250, 24, 46, 34
"""Pixels of the drawing: its width, where days begin, what is left free on the right, the head, the height of a row."""

_TICKS = (1, 2, 7, 14, 30, 61, 91, 182, 365)
_HEAD_STEP = 15
_APART = 13
"""Pixels that a ring keeps from a square on the same day, so that both are seen."""

_DOTS = 34
"""Pixels of the dotted end of a bar whose day is approximate."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A day named on the axis; `head` ones begin a month or the drawing."""

    x: float
    day: str
    head: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which the set of sources changed; `y` is the line of its words, `flip` puts them left of it."""

    x: float
    y: float
    change: Change
    flip: bool


@dataclass(frozen=True, slots=True)
class Shape:
    """One row: `bar` from x to x, `square`, dotted ends, arrow, ring of the first report, where the words stand.

    `clipped` are the sides on which the bar goes on beyond what is drawn.
    """

    item: Item
    y: float
    bar: tuple[float, float] | None = None
    square: float | None = None
    dotted: tuple[tuple[float, float], ...] = ()
    arrow: float | None = None
    ring: float | None = None
    line: tuple[float, float] | None = None
    words_x: float = 0.0
    words_end: bool = False
    clipped: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chart:
    """The drawing of the rows of a page."""

    height: int
    ticks: tuple[Tick, ...]
    marks: tuple[Mark, ...]
    shapes: tuple[Shape, ...]
    today: float | None = None

    @property
    def top(self) -> int:
        """Where the rows begin."""
        return self.height - 8 - ROW * len(self.shapes)


def chart(items: Sequence[Item], axis: Axis, changes: Sequence[Change], *, today: str = "") -> Chart:
    """Return the drawing; `today` is the day that is looked at, "" for none."""
    inside = [change for change in changes if axis.first <= change.day <= axis.last]
    top = TOP + _HEAD_STEP * max(0, len(inside) - 1)
    marks = tuple(
        Mark(
            _x(change.day, axis), 14 + number * _HEAD_STEP, change, _x(change.day, axis) > LEFT + (WIDTH - LEFT) * 0.55
        )
        for number, change in enumerate(inside)
    )
    shapes = tuple(_shape(item, axis, top + ROW * number + 14) for number, item in enumerate(items))
    shown = today if axis.first <= today <= axis.last else ""
    return Chart(top + ROW * len(items) + 8, tuple(_ticks(axis)), marks, shapes, _x(shown, axis) if shown else None)


def _x(day: str, axis: Axis) -> float:
    """Return where a day begins, kept inside the drawing."""
    share = (date.fromisoformat(day[:10]) - date.fromisoformat(axis.first)).days / max(1, axis.days)
    return round(LEFT + (WIDTH - LEFT - RIGHT) * min(1.0, max(0.0, share)), 1)


def _ticks(axis: Axis) -> Iterator[Tick]:
    room = (WIDTH - LEFT - RIGHT) / axis.days
    step = next((n for n in _TICKS if n * room >= 52), _TICKS[-1])
    first, last = date.fromisoformat(axis.first), date.fromisoformat(axis.last)
    days = [first + timedelta(days=n) for n in range(0, axis.days, step)]
    if step >= 14:
        days = [first, *_months(first, last, max(1, round(step / 30)))]
        later = [*days[1:], date.max]
        days = [day for day, after in zip(days, later, strict=True) if (after - day).days * room >= 40]
    for before, day in zip([None, *days], days, strict=False):
        yield Tick(_x(day.isoformat(), axis), day.isoformat(), before is None or before.month != day.month)


def _months(first: date, last: date, step: int) -> Iterator[date]:
    year, month = first.year, first.month
    while True:
        month += step
        year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
        day = date(year, month, 1)
        if day > last:
            return
        yield day


def _shape(item: Item, axis: Axis, y: float) -> Shape:
    when = item.when
    ring = _x(item.reported, axis) if item.reported and _within(item.reported, axis) else None
    until = item.last or axis.last
    start, end = when.start, when.end
    if when.form in ("point", "planned") or (when.form == "span" and start == end):
        day = start or end
        square = _x(day, axis) if day and _within(day, axis) else None
        around: tuple[tuple[float, float], ...] = ()
        if square is not None and when.vague_start:
            around = ((max(LEFT - 4.0, square - _DOTS), square - 6), (square + 6, square + _DOTS))
        if square is not None and ring is not None and abs(ring - square) < _APART:
            ring = square + _APART
        ends = sorted((square, ring)) if square is not None and ring is not None else None
        line = (ends[0], ends[1]) if ends and not around else None
        return _worded(Shape(item, y, square=square, dotted=around, ring=ring, line=line, clipped=_beyond(day, axis)))
    if when.form == "undated":
        return _worded(Shape(item, y, ring=ring))
    if when.form == "before":
        last = _x(end or until, axis)
        return _worded(Shape(item, y, dotted=((max(LEFT, last - 3 * _DOTS), last),), ring=ring))
    finish = max(until, start or until) if when.still else (end or until)
    x0, x1 = _x(start or axis.first, axis), _x(finish, axis)
    dotted = []
    if when.vague_start:
        dotted.append((max(LEFT - 4.0, x0 - _DOTS), x0))
    if when.vague_end and not when.still:
        dotted.append((x1, min(WIDTH - 4.0, x1 + _DOTS)))
    gone = start is not None and start < axis.first and finish < axis.first
    clipped = tuple(dict.fromkeys((*_beyond(start, axis), *_beyond(finish, axis))))
    if gone or (start or "") > axis.last:
        return _worded(Shape(item, y, ring=ring, clipped=clipped))
    bar = (x0, max(x1, x0 + 4))
    arrow = bar[1] if when.still else None
    return _worded(Shape(item, y, bar=bar, dotted=tuple(dotted), arrow=arrow, ring=ring, clipped=clipped))


def _within(day: str, axis: Axis) -> bool:
    return axis.first <= day[:10] <= axis.last


def _beyond(day: str | None, axis: Axis) -> tuple[str, ...]:
    if not day or _within(day, axis):
        return ()
    return ("before",) if day < axis.first else ("after",)


def _worded(shape: Shape) -> Shape:
    """Put the words under the bar, or beside the square on the side where there is room."""
    if shape.bar is not None:
        return replace(shape, words_x=shape.bar[0] + 4)
    points = [p for p in (shape.square, shape.ring, *(x for d in shape.dotted for x in d)) if p is not None]
    if not points:
        return replace(shape, words_x=LEFT + 4.0)
    left = min(points)
    if left > LEFT + 220:
        return replace(shape, words_x=left - 12, words_end=True)
    return replace(shape, words_x=max(points) + 12)
