"""When the set of sources changed: outlets that appear or fall silent change counts without a change on the ground."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from reportedly.ledger.rates import ALPHA, silence_chance
from reportedly.records import Reading
from reportedly.text import name_key

FEW = 3
"""An outlet with fewer reports is too rare to say when it appeared or fell silent."""


@dataclass(frozen=True, slots=True)
class Outlet:
    """One publisher with its first and last day (ISO) and its number of reports; `key` is its look-up form."""

    key: str
    name: str
    first: str
    last: str
    reports: int


@dataclass(frozen=True, slots=True)
class SourceChange:
    """The set of sources changed on a day (ISO).

    An outlet `appears` on the day of its first report, or `falls_silent` on the first day without one; `chance` is
    that of so long a gap by its own habit. Or another `profile` of a theatre begins, whose version is then `outlet`:
    somebody decided to follow other sources.
    """

    day: str
    outlet: str
    kind: Literal["appears", "falls_silent", "profile"]
    chance: float | None = None


def outlets(readings: Sequence[Reading], *, begun: int, on: int) -> tuple[Outlet, ...]:
    """Return the publishers of dated documents from one ordinal day to another, by name."""
    documents = (reading.document for reading in readings)
    return outlets_of(((d.published, d.publisher) for d in documents), begun=begun, on=on)


def outlets_of(reports: Iterable[tuple[str | None, str | None]], *, begun: int, on: int) -> tuple[Outlet, ...]:
    """Return the publishers of reports, each given by its time (ISO) and publisher, from one day to another."""
    days: dict[str, list[date]] = defaultdict(list)
    names: dict[str, str] = {}
    keys: dict[str, str] = {}
    for published, publisher in reports:
        if published and publisher:
            day = date.fromisoformat(published[:10])
            if begun <= day.toordinal() <= on:
                key = keys.get(publisher) or keys.setdefault(publisher, name_key(publisher))
                days[key].append(day)
                names[key] = min(names.get(key, publisher), publisher)
    return tuple(
        Outlet(key, names[key], min(found).isoformat(), max(found).isoformat(), len(found))
        for key, found in sorted(days.items())
    )


def outlet_changes(found: Sequence[Outlet], *, begun: int, on: int) -> tuple[SourceChange, ...]:
    """Return the days on which an outlet came in or went out, by the gap before its first and after its last report.

    A gap counts if it is unusual for the outlet's own habit (see `silence_chance`); outlets with fewer than three
    reports are left out.
    """
    return tuple(sorted((c for one in found for c in _changes(one, begun, on)), key=lambda c: (c.day, c.outlet)))


def _changes(one: Outlet, begun: int, on: int) -> Iterator[SourceChange]:
    if one.reports < FEW:
        return
    first, last = date.fromisoformat(one.first), date.fromisoformat(one.last)
    span = (last - first).days
    before = silence_chance(first.toordinal() - begun, span=span, count=one.reports)
    if before <= ALPHA:
        yield SourceChange(one.first, one.name, "appears", before)
    after = silence_chance(on - last.toordinal(), span=span, count=one.reports)
    if after <= ALPHA:
        yield SourceChange((last + timedelta(days=1)).isoformat(), one.name, "falls_silent", after)
