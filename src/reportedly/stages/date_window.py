"""Stretches of days and their EDTF (ISO 8601-2) form."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
"""EDTF number of a season (of the northern half of the globe)."""

_SEASON_START = {21: 3, 22: 6, 23: 9, 24: 12}


@dataclass(frozen=True, slots=True)
class Window:
    """The first and last day that an expression allows (None: open on that side), and its EDTF form.

    The first day never lies after the last one.
    """

    first: date | None
    last: date | None
    edtf: str

    def approximate(self) -> "Window":
        """Return the window marked as approximate (`~`); the days stay as they are."""
        return replace(
            self, edtf="/".join(p if p == ".." or p.endswith("~") else f"{p}~" for p in self.edtf.split("/"))
        )


def day(value: date) -> Window:
    """Return the window of one day."""
    return Window(value, value, value.isoformat())


def month(year: int, number: int) -> Window:
    """Return the window of a calendar month."""
    last = monthrange(year, number)[1]
    return Window(date(year, number, 1), date(year, number, last), f"{year:04d}-{number:02d}")


def third_of_month(year: int, number: int, part: str) -> Window:
    """Return the first (early), second (mid) or last (late) third of a month, as approximate days."""
    whole = month(year, number)
    end = whole.last.day if whole.last else 28
    first, last = {"early": (1, 10), "mid": (11, 20), "late": (21, end)}[part]
    return between(date(year, number, first), date(year, number, last)).approximate()


def year_of(year: int) -> Window:
    """Return the window of a calendar year."""
    return Window(date(year, 1, 1), date(year, 12, 31), f"{year:04d}")


def season(year: int, number: int) -> Window:
    """Return the window of an EDTF season (21 to 24); a winter ends in the next year."""
    start = _SEASON_START[number]
    end_year, end_month = (year + 1, 2) if number == 24 else (year, start + 2)
    last = date(end_year, end_month, monthrange(end_year, end_month)[1])
    return Window(date(year, start, 1), last, f"{year:04d}-{number}")


def between(first: date, last: date) -> Window:
    """Return the window from one day to another, put in order."""
    first, last = min(first, last), max(first, last)
    return day(first) if first == last else Window(first, last, f"{first.isoformat()}/{last.isoformat()}")


def joined(one: Window, other: Window) -> Window | None:
    """Return the window from the start of one to the end of the other, or None if that runs backwards."""
    if one.first and other.last and one.first > other.last:
        return None
    return Window(one.first, other.last, f"{_start(one)}/{_end(other)}")


def since(window: Window, today: date | None) -> Window:
    """Return the window from the start of `window` up to `today`, open at its end if that is unknown or earlier."""
    if today is not None and window.first is not None and window.first < today:
        return Window(window.first, today, f"{_start(window)}/{today.isoformat()}")
    return Window(window.first, None, f"{_start(window)}/..")


def starting(window: Window) -> Window:
    """Return the window from the start of `window` on, open at its end."""
    return Window(window.first, None, f"{_start(window)}/..")


def until(window: Window) -> Window:
    """Return the window that ends with `window`, open at its start."""
    return Window(None, window.last, f"../{_end(window)}")


def back(today: date, days: int) -> Window:
    """Return the approximate window of the last `days` days up to `today`."""
    window = between(_shift(today, -days), today)
    return Window(window.first, window.last, f"{_shift(today, -days).isoformat()}~/{today.isoformat()}")


def ahead(today: date, days: int) -> Window:
    """Return the approximate window of the next `days` days from `today` on."""
    later = _shift(today, days)
    return Window(today, later, f"{today.isoformat()}/{later.isoformat()}~")


def _shift(value: date, days: int) -> date:
    try:
        return value + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _start(window: Window) -> str:
    return window.edtf.split("/")[0]


def _end(window: Window) -> str:
    return window.edtf.split("/")[-1]
