"""Single points of time as printed in English, each with its granularity: days, months, seasons, relative words."""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, lru_cache

from reportedly.sieve import Haystack, needles
from reportedly.stages import date_window as w
from reportedly.stages.date_window import Window

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_NUMBER = {name[:3].casefold(): at for at, name in enumerate(_MONTHS.split("|")[:12], start=1)}
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twelve": 12, "several": 5, "few": 4,
}  # fmt: skip
_UNIT_DAYS = {"hour": 1, "day": 1, "night": 1, "week": 7, "month": 30, "year": 365, "decade": 3650}
_PARTS = {
    "beginning": "early",
    "start": "early",
    "early": "early",
    "middle": "mid",
    "mid": "mid",
    "end": "late",
    "late": "late",
}


@dataclass(frozen=True, slots=True)
class Anchor:
    """What relative words hang on: the day of the report (None: unknown), and whether the claim looks ahead."""

    today: date | None
    future: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A printed point of time: where it stands and the function that turns it into days."""

    start: int
    end: int
    name: str
    relative: bool
    resolve: Callable[[Anchor], Window | None]


Resolver = Callable[[re.Match[str], Anchor], Window | None]


def _iso(m: re.Match[str], _anchor: Anchor) -> Window | None:
    value = _date(int(m["y"]), int(m["m"]), int(m["d"]))
    return w.day(value) if value else None


def _day_month_year(m: re.Match[str], _anchor: Anchor) -> Window | None:
    value = _date(int(m["y"]), _month(m["m"]), int(m["d"]))
    return w.day(value) if value else None


def _day_month(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    for year in _years(anchor):
        value = _date(year, _month(m["m"]), int(m["d"]))
        if value is not None and _fits(value, anchor):
            return w.day(value)
    return None


def _month_year(m: re.Match[str], anchor: Anchor) -> Window | None:
    return _part_of_month(int(m["y"]), _month(m["m"]), m["part"])


def _bare_month(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    number = _month(m["m"])
    for year in _years(anchor):
        if _fits(date(year, number, 1), anchor) or (year, number) == (anchor.today.year, anchor.today.month):
            return _part_of_month(year, number, m["part"])
    return None


def _part_of_month(year: int, number: int, part: str | None) -> Window | None:
    if not 1 <= year <= 9998:
        return None
    return w.third_of_month(year, number, _PARTS[part.casefold()]) if part else w.month(year, number)


def _year(m: re.Match[str], _anchor: Anchor) -> Window | None:
    return w.year_of(int(m["y"]))


def _season(m: re.Match[str], anchor: Anchor) -> Window | None:
    number = w.SEASONS[m["s"].casefold()]
    if m["y"]:
        return w.season(int(m["y"]), number)
    if anchor.today is None:
        return None
    backwards = m["which"] and m["which"].casefold() == "last"
    ahead = anchor.future or bool(m["which"] and m["which"].casefold() in ("next", "coming"))
    years = _years(Anchor(anchor.today, ahead))
    for year in years:
        window = w.season(year, number)
        if window.first is None or window.last is None:
            continue
        if ahead and window.last >= anchor.today:
            return window
        if not ahead and (window.last < anchor.today if backwards else window.first <= anchor.today):
            return window
    return None


def _weekday(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    number = _DAYS.index(m["wd"].casefold())
    which = (m["which"] or "").casefold()
    if which in ("next", "coming") or (anchor.future and which != "last"):
        away = (number - anchor.today.weekday() - 1) % 7 + 1
        return w.day(anchor.today + timedelta(days=away))
    away = (anchor.today.weekday() - number) % 7
    if which == "last" and away == 0:
        away = 7
    return w.day(anchor.today - timedelta(days=away))


_NEAR_DAYS = {
    "today": 0,
    "tonight": 0,
    "yesterday": -1,
    "tomorrow": 1,
    "day before yesterday": -2,
    "day after tomorrow": 2,
}


def _near_day(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    word = m["word"].casefold()
    if word in ("overnight", "last night"):
        return w.between(anchor.today - timedelta(days=1), anchor.today)
    return w.day(anchor.today + timedelta(days=_NEAR_DAYS.get(word, 0)))


def _calendar_unit(m: re.Match[str], anchor: Anchor) -> Window | None:
    """Return last, this or next week, month, year or weekend."""
    if anchor.today is None:
        return None
    step = {"last": -1, "previous": -1, "past": -1, "next": 1, "coming": 1, "following": 1}.get(
        m["which"].casefold(), 0
    )
    unit, today = m["unit"].casefold(), anchor.today
    if unit == "year":
        return w.year_of(today.year + step)
    if unit == "month":
        at = today.year * 12 + today.month - 1 + step
        return w.month(at // 12, at % 12 + 1)
    monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * step)
    if unit == "weekend":
        return w.between(monday + timedelta(days=5), monday + timedelta(days=6))
    return w.between(monday, monday + timedelta(days=6))


def _ago(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    count, unit = _count(m["n"]), m["unit"].casefold().rstrip("s")
    if count is None:
        days = 3 * _UNIT_DAYS[unit]
        return w.between(
            anchor.today - timedelta(days=4 * days), anchor.today - timedelta(days=_UNIT_DAYS[unit])
        ).approximate()
    middle = anchor.today - timedelta(days=min(count * _UNIT_DAYS[unit], anchor.today.toordinal() - 400))
    slack = timedelta(days={"week": 3, "month": 15, "year": 182, "decade": 365}.get(unit, 0))
    window = w.between(middle - slack, middle + slack)
    return window.approximate() if slack else window


def _last_span(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    return w.back(anchor.today, _span_days(m))


def _next_span(m: re.Match[str], anchor: Anchor) -> Window | None:
    if anchor.today is None:
        return None
    return w.ahead(anchor.today, _span_days(m))


def _span_days(m: re.Match[str]) -> int:
    """Return the days of "three weeks", "24 hours", "recent months" (four of them where no number stands)."""
    count, unit = (_count(m["n"]) if m["n"] else None) or 4, m["unit"].casefold().rstrip("s")
    return max(1, count // 24) if unit == "hour" else count * _UNIT_DAYS[unit]


def _recently(_m: re.Match[str], anchor: Anchor) -> Window | None:
    """Return the month before the report, as approximate days."""
    return w.back(anchor.today, 30).approximate() if anchor.today else None


def _going_on(_m: re.Match[str], anchor: Anchor) -> Window | None:
    """Return the window of "currently" and "for weeks": open at its start, up to the report."""
    return w.until(w.day(anchor.today)) if anchor.today else None


def _count(printed: str) -> int | None:
    word = re.sub(r"^the |^an? (?=few|couple)", "", printed.casefold())
    return int(word) if word.isdigit() else _COUNTS.get(word)


def _month(printed: str) -> int:
    return _NUMBER[printed[:3].casefold()]


def _date(year: int, number: int, of_month: int) -> date | None:
    try:
        return date(year, number, of_month)
    except ValueError:
        return None


def _years(anchor: Anchor) -> tuple[int, ...]:
    """Return the years in which to look for a date without one, nearest first."""
    assert anchor.today is not None
    year = anchor.today.year
    if anchor.future:
        return tuple(y for y in (year, year + 1) if y < 9998)
    return tuple(y for y in (year, year - 1, year - 2, year - 3, year - 4) if y > 0)


def _fits(value: date, anchor: Anchor) -> bool:
    assert anchor.today is not None
    return value >= anchor.today if anchor.future else value <= anchor.today


_D = r"(?P<d>0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
_Y = r"(?P<y>(?:19|20)\d\d)"
_M = rf"(?P<m>{_MONTHS})\b\.?"
_PART = r"(?:(?P<part>early|mid|late|[Ee]arly|[Mm]id|[Ll]ate|beginning|start|middle|end)(?:[ -]| of |-))?"
_N = (
    r"(?P<n>\d{1,3}|an? few|an? couple of|couple of|several|few|an?"
    r"|one|two|three|four|five|six|seven|eight|nine|ten|twelve)"
)
_WHICH = r"(?:(?P<which>last|this|next|coming|past|previous) )"

_LED = (
    r"(?:(?<=\b[Ii]n )|(?<=\b[Bb]y )|(?<=ince )|(?<=ntil )|(?<=uring )|(?<=\bof )|(?<=\b[Ff]rom )|(?<=\bto )"
    r"|(?<=etween )|(?<=\band ))"
)
_NEAR_WORDS = (
    r"(?P<word>(?:the )?day before yesterday|(?:the )?day after tomorrow|today|tonight|yesterday|tomorrow|overnight"
    r"|last night|this (?:morning|afternoon|evening))"
)
_MONTH_PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate|beginning|start|middle|end)(?: of |[ -])"
_SPANS = r"(?P<unit>hours|days|nights|weeks|months|years|decades)"
_FOR = rf"(?:(?:the (?:past|last) |more than |over |almost |nearly |about |at least |some |many )?(?:{_N} )?)?"
_NOW = r"(?:currently|at present|presently|at the moment|right now|nowadays|these days)"


@dataclass(frozen=True, slots=True)
class _Kind:
    """A kind of point: its name, whether it hangs on the report, its pattern and what it means."""

    name: str
    relative: bool
    pattern: re.Pattern[str]
    resolver: Resolver


def _kind(name: str, pattern: str, resolver: Resolver, *, relative: bool = False, any_case: bool = False) -> _Kind:
    return _Kind(name, relative, re.compile(pattern, re.IGNORECASE if any_case else 0), resolver)


_KINDS: tuple[_Kind, ...] = (
    _kind("iso", r"(?<!\d)(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)(?!\d)", _iso),
    _kind("slashed", r"(?<!\d)(?P<d>\d\d?)[/.](?P<m>\d\d?)[/.](?P<y>(?:19|20)\d\d)(?!\d)", _iso),
    _kind("day", rf"\b{_D}(?: of)? {_M},? {_Y}\b", _day_month_year),
    _kind("day", rf"\b{_M} {_D},? {_Y}\b", _day_month_year),
    _kind("day_of_year", rf"\b{_D}(?: of)? {_M}(?!\w)", _day_month),
    _kind("day_of_year", rf"\b{_M} {_D}(?![\w%]|[.,]\d)", _day_month),
    _kind("month", rf"\b{_PART}{_M},? {_Y}\b", _month_year),
    _kind("month_of_year", rf"{_LED}(?P<part>)?{_M}(?! (?:\d|[A-Z]))", _bare_month),
    _kind("month_of_year", rf"\b{_MONTH_PART}{_M}(?! \d)", _bare_month),
    _kind("year", rf"{_LED}{_Y}\b", _year),
    _kind(
        "season",
        rf"\b{_WHICH}?(?P<s>spring|summer|autumn|winter|fall)(?: of)?(?: {_Y})?\b",
        _season,
        relative=True,
    ),
    _kind("weekday", rf"\b{_WHICH}?(?P<wd>{'|'.join(d.capitalize() for d in _DAYS)})\b", _weekday, relative=True),
    _kind("near_day", rf"\b{_NEAR_WORDS}\b", _near_day, relative=True, any_case=True),
    _kind(
        "unit",
        r"\b(?:the )?(?P<which>last|this|next|coming|past|previous|following) (?P<unit>week(?:end)?|month|year)\b",
        _calendar_unit,
        relative=True,
        any_case=True,
    ),
    _kind("ago", rf"\b{_N} (?P<unit>days?|weeks?|months?|years?|decades?) ago\b", _ago, relative=True, any_case=True),
    _kind(
        "last_span",
        rf"\b(?:the )?(?:last|past|previous|preceding|recent) (?:{_N} )?{_SPANS}\b",
        _last_span,
        relative=True,
        any_case=True,
    ),
    _kind(
        "next_span",
        rf"\b(?:the )?(?:next|coming|following) (?:{_N} )?{_SPANS}\b",
        _next_span,
        relative=True,
        any_case=True,
    ),
    _kind("recently", r"\b(?:recently|lately|of late)\b", _recently, relative=True, any_case=True),
    _kind("going_on", rf"\b{_NOW}\b", _going_on, relative=True, any_case=True),
    _kind("for_long", rf"\bfor {_FOR}{_SPANS}(?: now)?\b", _going_on, relative=True, any_case=True),
)


_TEXTS = 4
"""Texts whose points are looked for again and again, claim by claim."""


def points(text: str, start: int, end: int) -> list[Point]:
    """Return the points of time printed in `text[start:end]`, in order; of two that overlap the longer stays."""
    found: list[Point] = []
    for kind in _possible(text, start, end):
        for match in kind.pattern.finditer(text, start, end):
            stop = match.end() - match[0].endswith(".")
            found.append(Point(match.start(), stop, kind.name, kind.relative, _bound(kind.resolver, match)))
    found.sort(key=lambda p: (p.start - p.end, p.start))
    kept: list[Point] = []
    for point in found:
        if all(point.end <= other.start or other.end <= point.start for other in kept):
            kept.append(point)
    return sorted(kept, key=lambda p: p.start)


def _possible(text: str, start: int, end: int) -> list[_Kind]:
    """Return the kinds of which there may be points in `text[start:end]`."""
    starts, kinds = _places(text)
    there = kinds[bisect_left(starts, start) : bisect_left(starts, end)]
    return [_KINDS[n] for n in sorted(set(there))]


@lru_cache(maxsize=_TEXTS)
def _places(text: str) -> tuple[list[int], list[int]]:
    """Return where letters stand that a point must have, in order, and for each the number of its kind."""
    found = _haystack().places(text)
    return [at for at, _ in found], [int(number) for _, number in found]


@cache
def _haystack() -> Haystack:
    return Haystack({str(n): needles(kind.pattern.pattern, kind.pattern.flags) for n, kind in enumerate(_KINDS)})


def _bound(resolver: Resolver, match: re.Match[str]) -> Callable[[Anchor], Window | None]:
    def resolve(anchor: Anchor) -> Window | None:
        try:
            return resolver(match, anchor)
        except (OverflowError, ValueError):  # before year 1 or after 9999: no day that could be named
            return None

    return resolve
