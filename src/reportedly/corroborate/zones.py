"""In which parts of a pile contradictions are looked for: one place or one number, within some months."""

from datetime import date

from reportedly.corroborate.items import Item

_REACH = 14
_MOST_MONTHS = 120


def zones_of(item: Item) -> list[str]:
    """Return the zones of a claim: each of its places and numbers with each month that it may be about.

    Two claims that contradict each other share a place or a number, and a month when both are taken half a month
    longer. Zones keep the search local: what is found in one depends on the claims in it alone.
    """
    spans = [span for span in (item.window, item.held) if span is not None]
    if not spans:
        return []
    months = _months(min(s[0] for s in spans) - _REACH, max(s[1] for s in spans) + _REACH)
    places = [f"p|{spot.id}" for spot in item.spots]
    numbers = [f"n|{item.category}|{n.unit}|{n.low:g}|{n.high:g}" for n in item.numbers]
    return [f"{key}|{month}" for key in (*places, *numbers) for month in months]


def _months(first: int, last: int) -> list[str]:
    start, end = date.fromordinal(max(1, first)), date.fromordinal(max(1, last))
    count = (end.year - start.year) * 12 + end.month - start.month + 1
    # Of a state that is said to hold for decades the last ten years are looked at.
    skip = max(0, count - _MOST_MONTHS)
    numbers = range(start.year * 12 + start.month - 1 + skip, start.year * 12 + start.month - 1 + count)
    return [f"{n // 12}-{n % 12 + 1}" for n in numbers]
