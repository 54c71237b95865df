"""Text digests taken apart at headings that are a day, a day and a time, or a time."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.ingest.dates import read_time
from reportedly.ingest.items import MIN_WORDS, Item

LEAST = 3
"""Fewest dated headings of a digest."""

MOST = 2_000
"""Most dated headings of a digest."""

LONGEST_LEAD = 1_500
"""Longest text before the first dated heading, in code points."""

_MONTH_NAMES = (
    "january jan січня января januar jänner",
    "february feb лютого февраля februar",
    "march mar березня марта märz",
    "april apr квітня апреля",
    "may травня мая mai",
    "june jun червня июня juni",
    "july jul липня июля juli",
    "august aug серпня августа",
    "september sep sept вересня сентября",
    "october oct жовтня октября oktober",
    "november nov листопада ноября",
    "december dec грудня декабря dezember",
)
_MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_DAY = (
    r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}\.?[ \t]+[^\W\d_]{3,10}\.?[ \t]+\d{4}"
    r"|[^\W\d_]{3,10}\.?[ \t]+\d{1,2},?[ \t]+\d{4}"
)
_SHORT_LINE = re.compile(r"^[^\r\n]{4,80}\r?$", re.MULTILINE)
_HEADING = re.compile(
    r"(?P<mark>\#{1,5}[ \t]+)?(?P<bold>\*\*|__)?"
    r"(?:[^\W\d_]{2,12}\.?,?[ \t]+)?"  # the day of the week
    rf"(?:(?P<day>{_DAY})(?:[ \t]*(?:р\.|г\.|року|года))?)?"
    r"(?:[ \t]*(?:[,|–—-]|\bat\b|\bо\b|\bв\b|\bum\b)?[ \t]*(?P<clock>(?:[01]?\d|2[0-3])[:.][0-5]\d)"
    r"(?:[ \t]*(?P<zone>UTC|GMT|Z|[+-]\d\d:\d\d)|[ \t]*Uhr)?)?"
    r"[ \t]*[:.]?[ \t]*(?:\*\*|__)?"
)


@dataclass(frozen=True, slots=True)
class _Heading:
    start: int
    end: int
    day: str | None
    clock: str | None
    zone: str
    mark: str


def dated_items(text: str, body: int, published: object) -> list[tuple[int, int, Item]]:
    """Return the items of a digest with where each stands in the text, [] if the text surely is no digest.

    `body` is where the text begins after front matter, `published` what that gives. Sure are at least `LEAST`
    headings of one kind, each a line of its own that is a day (with or without a time) or a time, in one order, with
    words under each. A day alone is not enough where the text itself has a day: it may be a chronology.
    """
    headings = list(itertools.islice(_headings(text, body), MOST + 1))
    day = read_time(published)[0] if published else None
    if not LEAST <= len(headings) <= MOST or headings[0].start - body > LONGEST_LEAD:
        return []
    if len({(h.mark, h.day is None, h.clock is None) for h in headings}) > 1 or (headings[0].clock is None and day):
        return []
    times = [_time(heading, day) for heading in headings]
    if None in times or not _in_order([f"{h.day or ''}{(h.clock or '').zfill(5)}" for h in headings]):
        return []
    ends = [*(heading.start for heading in headings[1:]), len(text)]
    found = []
    for heading, end, time in zip(headings, ends, times, strict=True):
        words = text[heading.end : end].strip()
        found.append((heading.start, end, Item(words, time, "heading")))
    return found if all(len(item.text) >= MIN_WORDS for _, _, item in found) else []


def _headings(text: str, body: int) -> Iterator[_Heading]:
    for line in _SHORT_LINE.finditer(text, body):
        match = _HEADING.fullmatch(line.group().strip())
        if match is None or not (match["day"] or match["clock"]):
            continue
        if not match["mark"] and not match["bold"] and not _after_blank(text, line.start()):
            continue
        day = _day(match["day"]) if match["day"] else None
        if match["day"] and day is None:
            continue
        mark = (match["mark"] or "").strip() or match["bold"] or ""
        yield _Heading(line.start(), line.end(), day, match["clock"], match["zone"] or "", mark)


def _after_blank(text: str, start: int) -> bool:
    """Say whether a line stands at the start of the text, or after a blank line."""
    before = text[max(0, start - 200) : start]
    return before[len(before.rstrip()) :].count("\n") >= 2 or not before.strip()


def _day(printed: str) -> str | None:
    read, _ = read_time(printed)
    if read:
        return read
    pieces = re.findall(r"[^\W_]+", printed.casefold())
    month = next((_MONTHS[piece] for piece in pieces if piece in _MONTHS), None)
    numbers = [int(piece) for piece in pieces if piece.isdigit()]
    if month is None or len(numbers) != 2:
        return None
    return read_time(f"{numbers[1]:04}-{month:02}-{numbers[0]:02}")[0]


def _time(heading: _Heading, day: str | None) -> str | None:
    own = heading.day or (day[:10] if day else None)
    if own is None or heading.clock is None:
        return own
    hours, minutes = re.split("[:.]", heading.clock)
    return f"{own} {int(hours):02}:{minutes} {heading.zone}".strip()


def _in_order(keys: list[str]) -> bool:
    return len(set(keys)) == len(keys) and keys in (sorted(keys), sorted(keys, reverse=True))
