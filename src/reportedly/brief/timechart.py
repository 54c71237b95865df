"""Draws the rows of the timeline as SVG in percent of the width, so that they follow the page."""

from datetime import date, timedelta

from reportedly.brief.model import Moment, Timeline
from reportedly.brief.words import Words, full_day
from reportedly.records.values import Side

_MARKS = {
    "controlling": "con-o", "displaced": "dis-o", "neutral_monitor": "mon-o", "third": "mon-o", "rival": "riv-o",
    "unknown": "unk-o", None: "zero-o",
}  # fmt: skip


_PIXELS = 5.6
"""Pixels of one percent of the drawing on a desktop page, about."""
_MOST = 8


def position(day: str, chart: Timeline) -> float:
    """Return where a day stands on the axis, in percent, kept inside it."""
    first, last = date.fromisoformat(chart.first), date.fromisoformat(chart.last)
    total = max(1, (last - first).days)
    share = (date.fromisoformat(full_day(day)) - first).days / total
    return round(1.5 + 93.5 * min(1.0, max(0.0, share)), 2)


def axis(chart: Timeline, words: Words) -> str:
    """Return the axis with at most seven days named."""
    first, last = date.fromisoformat(chart.first), date.fromisoformat(chart.last)
    total = max(1, (last - first).days)
    step = max(1, -(-total // 5))
    days = [first + timedelta(days=i) for i in range(0, total + 1, step)]
    if (last - days[-1]).days >= step / 2:
        days.append(last)
    parts = []
    for i, day in enumerate(days):
        anchor = "start" if i == 0 else "end" if day == last else "middle"
        at = 0 if i == 0 else 95 if day == last else position(day.isoformat(), chart)
        thin = ' class="e"' if i % 2 else ""
        label = words.short_day(day.isoformat())
        parts.append(f'<text x="{at}%" y="16" text-anchor="{anchor}"{thin}>{label}</text>')
    return f'<svg aria-hidden="true">{"".join(parts)}</svg>'


def drawing(moment: Moment, chart: Timeline) -> str:
    """Return the drawing of one row; its words stand beside it, so it is hidden from screen readers."""
    parts = ['<line x1="0" x2="100%" y1="50%" y2="50%" style="stroke:var(--rule)"/>', *_event(moment, chart)]
    shown = moment.start if moment.form in ("point", "since") else moment.end if moment.form == "planned" else None
    event = position(shown, chart) * _PIXELS if shown else -99.0
    busy = -99.0
    drawn: set[Side | None] = set()
    for day, side in moment.reports[:_MOST]:
        at = position(day, chart)
        if side in drawn and at * _PIXELS < busy + 15:
            continue  # a side that has a mark here needs no second one; the words name every day
        drawn.add(side)
        # Marks of neighbouring days would cover each other and the event: each keeps its distance.
        pixel = max(at * _PIXELS, busy + 15)
        pixel = event + 16 if abs(pixel - event) < 16 else pixel
        busy = pixel
        parts.append(_report(at, _MARKS[side], round(pixel - at * _PIXELS)))
    return f'<svg aria-hidden="true">{"".join(parts)}</svg>'


def _event(moment: Moment, chart: Timeline) -> list[str]:
    start = position(moment.start, chart) if moment.start else 0.0
    last = max((d for d, _ in moment.reports), default=chart.last)
    if moment.form == "planned":
        day = moment.end or moment.start
        ring = 'r="5.5" style="fill:var(--paper);stroke:var(--ink)" stroke-width="1.6" stroke-dasharray="2.6 2"'
        return [f'<circle cx="{position(day, chart)}%" cy="50%" {ring}/>'] if day else []
    if moment.form == "point":
        return [f'<circle cx="{start}%" cy="50%" r="5.5" style="fill:var(--ink)"/>']
    if moment.form == "unknown":
        end = position(moment.end or last, chart)
        broken = 'style="stroke:var(--ink-2)" stroke-width="4" stroke-dasharray="2 5"'
        return [f'<line x1="0" x2="{end}%" y1="50%" y2="50%" {broken}/>']
    end = position(moment.end, chart) if moment.form == "span" and moment.end else 100.0
    solid = 'style="stroke:var(--ink)" stroke-width="4"'
    bar = f'<line x1="{start}%" x2="{max(end, start + 0.8)}%" y1="50%" y2="50%" {solid}/>'
    arrow = (
        '<svg x="100%" y="50%" width="1" height="1" overflow="visible">'
        '<path d="M-6 -6 3 0 -6 6Z" style="fill:var(--ink)"/></svg>'
    )
    return [bar, arrow] if moment.form == "since" else [bar]


def _report(at: float, symbol: str, shift: int) -> str:
    return (
        f'<svg x="{at}%" y="50%" width="1" height="1" overflow="visible"><svg x="{-6.5 + shift}" y="-6.5" width="13" '
        'height="13" viewBox="0 0 16 16" overflow="visible"><circle cx="8" cy="8" r="10" style="fill:var(--paper)"/>'
        f'<g style="color:var(--link)"><use href="#{symbol}"/></g></svg></svg>'
    )
