"""Grades of sources and of information (AJP-2.1): two scales apart, in words, and which grade stands today."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from reportedly.errors import ReviewRefused
from reportedly.records import ReviewAction

RELIABILITY = {
    "A": "reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
CREDIBILITY = {
    "1": "confirmed by other independent sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
BASES = ("history", "expertise", "access", "technical", "motive")
"""What a grade of a source may rest on."""

CONFIRMED_ORIGINS = 2
"""Distinct origins, at the least, without which nothing is "confirmed by other independent sources"."""


def note_of(*, scope: str = "", basis: str = "", until: str = "") -> dict[str, Any]:
    """Return what is kept beside a grade of a source. Raises ReviewRefused for what cannot be."""
    if basis and basis not in BASES:
        raise ReviewRefused(f"{basis!r} is no basis of a grade; it is one of {', '.join(BASES)}")
    try:
        if until:
            date.fromisoformat(until)
    except ValueError as error:
        raise ReviewRefused(f"{until!r} is no day; give one such as 2026-11-02") from error
    return {k: x for k, x in (("scope", scope.strip()), ("basis", basis), ("until", until)) if x}


def check_confirmed(digit: str, origins: tuple[int, int] | None) -> None:
    """Refuse grade 1 where no two origins are certain: that is what the grade says."""
    if digit == "1" and (origins is None or origins[0] < CONFIRMED_ORIGINS):
        found = "stands in no event" if origins is None else f"goes back to {origins[0]} origin for certain"
        raise ReviewRefused(
            f"1 says that other independent sources confirm it; the claim {found}. Give 2 or another grade, or settle "
            "its origins first"
        )


def latest(stand: Iterable[ReviewAction], kind: str) -> dict[str, ReviewAction]:
    """Return the grade that stands for each source or claim: the newest one."""
    return {action.on[0]: action for action in stand if action.kind == kind}
