"""Which day of a series speaks for the day that is asked."""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportedly.errors import InvalidControl


@dataclass(frozen=True, slots=True)
class Pick:
    """The days to look at: the one asked, two neighbours that must agree, or none for a reason."""

    days: tuple[str, ...]
    reason: str = ""


def pick(asked: str, days: Sequence[str], *, valid_days: int) -> Pick:
    """Return which of the days (ISO, in order) speak for the day asked.

    Only that day itself, or both neighbours of a gap if each is at most `valid_days` away; a day outside the series
    has none. Raises InvalidControl if `asked` is no ISO day.
    """
    check_day(asked)
    if not days:
        return Pick((), "the series has no day")
    at = bisect_left(days, asked)
    if at < len(days) and days[at] == asked:
        return Pick((asked,))
    if at == 0 or at == len(days):
        return Pick((), f"{asked} lies outside of the series, which runs from {days[0]} to {days[-1]}")
    before, after = days[at - 1], days[at]
    gap = f"the series has no layer of {asked}; its neighbours are {before} and {after}"
    if valid_days == 0:
        return Pick((), f"{gap}, and each speaks for its own day only")
    if _apart(before, asked) > valid_days or _apart(asked, after) > valid_days:
        return Pick((), f"{gap}, not both within the {valid_days} days for which a layer speaks")
    return Pick((before, after), gap)


def check_day(day: str) -> str:
    """Return an ISO day. Raises InvalidControl for anything else."""
    try:
        if date.fromisoformat(day).isoformat() == day:
            return day
    except ValueError:
        pass
    raise InvalidControl(f"{day!r} is no day; give it as 2031-04-19")


def _apart(one: str, other: str) -> int:
    return abs((date.fromisoformat(other) - date.fromisoformat(one)).days)
