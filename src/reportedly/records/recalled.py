"""Claims told as reminders of older events, and the days that they state."""

from reportedly.records.claim import Level, Timing
from reportedly.records.reading import Reading

_STATED = ("stated", "relative")


def is_recalled(reading: Reading, claim: str) -> bool:
    """Say whether a claim stands in a reminder of what was reported before."""
    level = reading.first(Level, claim)
    return level is not None and "recalled" in level.caveats


def days_recalled(reading: Reading, claim: str) -> tuple[str | None, str | None]:
    """Return the first and last ISO day that a reminder states, (None, None) where it states none.

    A reminder says nothing of how things stand when it is published: "since 5 October" is told as of 5 October.
    """
    timing = reading.first(Timing, claim)
    if timing is None or timing.basis not in _STATED:
        return None, None
    first, last = timing.earliest, timing.latest
    published = (reading.document.published or "9999")[:10]
    if first is not None and first > published:
        return None, None
    if last is None or last >= published:
        # Open at its end, or up to the day of the report, which is not what the reminder states.
        last = first
    return first, last
