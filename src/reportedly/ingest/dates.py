"""Printed times of publication to ISO 8601, without filling in what is not there."""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime

UNREADABLE = "unreadable_date"
"""Flag: a date was given and could not be read."""

NO_ZONE = "time_without_zone"
"""Flag: a time was given without its zone, so that only the day was kept."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{1,2}:\d{2}")
_HOUR_ONLY_ZONE = re.compile(r"([+-]\d{2})$")
_DAY_FORMATS = ("%Y/%m/%d", "%d.%m.%Y", "%d %B %Y", "%d %b %Y", "%B %d, %Y", "%b %d, %Y", "%Y%m%d")
_MILLISECONDS_FROM = 100_000_000_000
"""From here on a count is of milliseconds: in seconds it would be the year 5138."""


def read_time(value: object) -> tuple[str | None, str | None]:
    """Return the time in ISO 8601 and a flag (`UNREADABLE`, `NO_ZONE` or None).

    A day stays a day. A time keeps its own offset, UTC is written "Z". A time without
    a zone is cut to its day and flagged: the instant is not known. Whole numbers are Unix time. Orders
    of day and month that may be read two ways ("03/04/2026") are not read.
    """
    if value is None or (isinstance(value, str) and not value.strip()):
        return None, None
    if isinstance(value, bool):
        return None, UNREADABLE
    if isinstance(value, int | float):
        return _from_count(value)
    if not isinstance(value, str):
        return None, UNREADABLE
    printed = value.strip()
    if re.fullmatch(r"\d{9,13}", printed):
        return _from_count(int(printed))
    return _from_words(printed)


def _from_count(count: float) -> tuple[str | None, str | None]:
    seconds = count / 1000 if abs(count) >= _MILLISECONDS_FROM else count
    try:
        return _iso(datetime.fromtimestamp(seconds, UTC)), None
    except (ValueError, OverflowError, OSError):
        return None, UNREADABLE


def _from_words(printed: str) -> tuple[str | None, str | None]:
    day = _day(printed)
    if day is not None:
        return day.isoformat(), None
    moment = _moment(printed)
    if moment is None:
        return None, UNREADABLE
    if moment.tzinfo is None:
        return moment.date().isoformat(), NO_ZONE
    return _iso(moment), None


def _day(printed: str) -> date | None:
    if _TIME.search(printed):
        return None
    if _DAY.fullmatch(printed):
        formats: tuple[str, ...] = ("%Y-%m-%d",)
    else:
        formats = _DAY_FORMATS
    for pattern in formats:
        try:
            # Only the day is taken from it, so the missing zone does no harm.
            return datetime.strptime(printed, pattern).date()
        except ValueError:
            continue
    return None


def _moment(printed: str) -> datetime | None:
    if not re.search(r"\d[T ]\d", printed) and not _TIME.search(printed):
        return None
    iso = re.sub(r"\s*(?:UTC|GMT)$", "Z", printed)
    iso = re.sub(r"(\d)\s+([+-]\d{2}:?\d{2})$", r"\1\2", iso)
    for candidate in (iso, _HOUR_ONLY_ZONE.sub(r"\1:00", iso)):
        try:
            return datetime.fromisoformat(candidate)
        except ValueError:
            continue
    for pattern in ("%d.%m.%Y %H:%M", "%d.%m.%Y %H:%M:%S", "%Y/%m/%d %H:%M", "%Y/%m/%d %H:%M:%S"):
        try:
            return datetime.strptime(re.sub(r",?\s+", " ", printed), pattern)
        except ValueError:
            continue
    try:
        # RFC 5322: "-0000" is a time in UTC that says nothing of the place.
        return parsedate_to_datetime(re.sub(r"-0000\b", "+0000", printed))
    except (ValueError, IndexError, TypeError, OverflowError):
        return None


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
