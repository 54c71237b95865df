"""The timeline: for each event when it happened, as told, and when it was first reported; and where sources changed."""

import re
from bisect import bisect
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reportedly.desk.model import ClaimRow, EventRow
from reportedly.ledger.outlets import SourceChange
from reportedly.records import Theatre
from reportedly.web.screens.events_told import Bounds

Form = Literal["point", "span", "since", "planned", "before", "undated"]
"""What is known of when: a day, a time between two days, since a day and still so, planned, not later than, nothing."""

ONGOING = frozenset({"ongoing", "habitual"})
PLANNED = frozenset({"planned", "ordered", "conditional", "hypothetical"})
_VAGUE = re.compile(r"[~?%]|^\d{4}(-\d{2})?$")


@dataclass(frozen=True, slots=True)
class Happened:
    """When something happened, in ISO days; a side that is `vague` is known to a month, a year or about."""

    form: Form
    start: str | None
    end: str | None
    vague_start: bool = False
    vague_end: bool = False
    still: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One event on the timeline: when it happened, when it was `reported` first and last."""

    event: str
    label: str
    category: str
    sector: tuple[str, ...]
    kind: str
    place: str
    when: Happened
    reported: str | None
    last: str | None
    origins: Bounds
    contradicted: bool
    hedged: bool


@dataclass(frozen=True, slots=True)
class Change:
    """The set of sources changed on a day; `outlets` are those that came or went, `version` the profile that began."""

    day: str
    appeared: tuple[str, ...] = ()
    fell_silent: tuple[str, ...] = ()
    version: str = ""
    backfilled_to: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """The days that are drawn, first and last (ISO), and the addresses of nearer, wider, earlier and later ones."""

    first: str
    last: str

    @property
    def days(self) -> int:
        """How many days are drawn."""
        return (date.fromisoformat(self.last) - date.fromisoformat(self.first)).days + 1

    def zoomed(self, factor: float) -> "Axis":
        """Return an axis of so many times the days, about the same middle, of a week at least."""
        days = max(7, round(self.days * factor))
        middle = date.fromisoformat(self.first).toordinal() + (self.days - 1) / 2
        first = date.fromordinal(max(1, round(middle - (days - 1) / 2)))
        return Axis(first.isoformat(), (first + timedelta(days=days - 1)).isoformat())

    def moved(self, share: float) -> "Axis":
        """Return an axis of as many days, moved by a share of them."""
        step = timedelta(days=round(self.days * share))
        return Axis(*((date.fromisoformat(day) + step).isoformat() for day in (self.first, self.last)))


def happened(event: EventRow, claims: Sequence[ClaimRow]) -> Happened:
    """Return when an event happened, by the claim of it that dates it best; days of reports are no dates of events."""
    best = min(claims, key=_exactness, default=None)
    realis = {claim.realis for claim in claims}
    planned = bool(claims) and realis <= PLANNED
    if best is None or not (best.start or best.end) or not best.when:
        start, end = event.start or None, event.end or None
        if planned:
            return Happened("planned", start, end)
        return Happened("before", None, end) if end and not start else _bounded(start, end, "", False)
    still = any(claim.realis in ONGOING or claim.when.endswith("..") for claim in claims)
    if planned:
        first, last = _sides(best.when)
        return Happened("planned", best.start, best.end, _vague(first), _vague(last or first))
    return _bounded(best.start or None, best.end or None, best.when, still)


def _bounded(start: str | None, end: str | None, edtf: str, still: bool) -> Happened:
    first, last = _sides(edtf)
    if start is None and end is None:
        return Happened("undated", None, None)
    if start is None:
        return Happened("before", None, end, vague_end=_vague(last or first), still=still)
    if still or end is None:
        return Happened("since", start, end, _vague(first), still=True)
    if start == end:
        return Happened("point", start, end, _vague(first), _vague(first))
    return Happened("span", start, end, _vague(first), _vague(last or first))


def _sides(edtf: str | None) -> tuple[str, str]:
    first, _, last = (edtf or "").partition("/")
    return first.strip("."), last.strip(".")


def _vague(part: str) -> bool:
    return bool(part and _VAGUE.search(part))


def _exactness(claim: ClaimRow) -> tuple[object, ...]:
    dated = bool(claim.when and (claim.start or claim.end))
    bare = set(claim.when).issubset("./")
    # What began on a day and goes on is as exact as that day.
    length = 0 if claim.start else 9999
    if claim.start and claim.end:
        length = (date.fromisoformat(claim.end[:10]) - date.fromisoformat(claim.start[:10])).days
    # Of claims that are about as exact the one that begins first: the others tell a later part of the same.
    exact = bisect((1, 7, 31), length)
    return (not dated, bare, claim.realis in PLANNED, exact, claim.start or claim.end, claim.level, claim.id)


def item_of(event: EventRow, claims: Sequence[ClaimRow]) -> Item:
    """Return an event as the timeline shows it."""
    best = min(claims, key=lambda c: (c.level, c.id), default=None)
    return Item(
        event=event.id,
        label=event.label,
        category=event.category,
        sector=tuple(event.sector),
        kind=best.kind if best is not None else "event",
        place=event.place,
        when=happened(event, claims),
        reported=event.reported[:10] or None,
        last=event.last[:10] or None,
        origins=Bounds(*event.origins),
        contradicted="contradicted" in event.flags,
        hedged=bool(claims) and all(claim.level in ("L3", "L4", "L5") for claim in claims),
    )


def axis_of(items: Iterable[Item], *, first: str = "", last: str = "") -> Axis | None:
    """Return the days to draw: those asked for, else those of the items; None where nothing has a day.

    What lies far before the reports (a law of years ago) does not stretch the axis: it begins at most 60 days before
    the first report.
    """
    listed = list(items)
    told = [d[:10] for i in listed for d in (i.when.start, i.when.end) if d]
    reports = [d for i in listed for d in (i.reported, i.last) if d]
    if not (told or reports) and not (first and last):
        return None
    if reports:
        early = (date.fromisoformat(min(reports)) - timedelta(days=60)).isoformat()
        late = (date.fromisoformat(max(reports)) + timedelta(days=45)).isoformat()
        told = [day for day in told if early <= day <= late] or reports
    days = told + reports
    begin = first or min([*days, last] if last else days)
    end = last or max([*days, first])
    if begin >= end:
        end = (date.fromisoformat(begin) + timedelta(days=6)).isoformat()
    return Axis(begin, end)


def changes_of(found: Iterable[SourceChange], theatre: Theatre) -> tuple[Change, ...]:
    """Return the days on which the set of sources changed, each once, with the profile of the theatre that began."""
    days: dict[str, dict[str, list[str]]] = {}
    for one in found:
        days.setdefault(one.day, {}).setdefault(one.kind, []).append(one.outlet)
    filled = {profile.version: profile.backfilled_to for profile in theatre.source_profiles}
    return tuple(
        Change(
            day,
            tuple(kinds.get("appears", ())),
            tuple(kinds.get("falls_silent", ())),
            next(iter(kinds.get("profile", ())), ""),
            next((filled.get(version) for version in kinds.get("profile", ())), None),
        )
        for day, kinds in sorted(days.items())
    )
