"""Dates as a person writes them, and the days that they allow."""

import calendar
import re

from reportedly.errors import ReviewRefused

_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[~?]?")


def days_of(edtf: str) -> tuple[str | None, str | None]:
    """Return the first and last day (ISO) that an EDTF date or interval allows, None where it is open.

    Read are years, months and days, approximate or uncertain (`2026-03~`), and intervals of two of them or open on
    one side (`2026-03-01/..`). Raises ReviewRefused for anything else.
    """
    start, slash, end = edtf.partition("/")
    first = None if start == ".." and slash else _bounds(start, edtf)[0]
    last = None if end == ".." else _bounds(end if slash else start, edtf)[1]
    if (first is None and last is None) or (first and last and first > last):
        raise ReviewRefused(f"{edtf!r}: a time needs a start or an end, and the start before the end")
    return first, last


def _bounds(part: str, whole: str) -> tuple[str, str]:
    match = _DAY.fullmatch(part)
    year, month, day = (int(g) if g else None for g in match.groups()) if match else (None, None, None)
    known = year is not None and year > 0 and (month is None or 1 <= month <= 12)
    if known and year is not None:
        months = (month or 1, month or 12)
        length = calendar.monthrange(year, months[1])[1]
        if day is None or 1 <= day <= length:
            return f"{year:04}-{months[0]:02}-{day or 1:02}", f"{year:04}-{months[1]:02}-{day or length:02}"
    raise ReviewRefused(
        f"{whole!r} is no time; give a day, month or year such as 2026-03-04, 2026-03 or 2026, or two of them as in "
        "2026-03-01/2026-03-04, with .. for an open side"
    )
