"""Persons taken for places: names that the stage for persons has read, and surnames that act as only a person can."""

import re
from bisect import bisect_left
from collections.abc import Sequence

from reportedly.records import PersonMention
from reportedly.stages.locate_mentions import COORDINATION, Place

_WIDE = ("country", "adm1", "vague_region")
"""Levels at which a name is a place even where it was read as a person ("U.S. Census")."""
_LOCATIVE = re.compile(
    r"\b(?:in|at|near|around|outside|inside|towards?|into|across|between|throughout|districts?|villages?|towns?|areas?"
    r"|municipalities|camps?|(?:village|town|city|district|area|region|parts|outskirts) of) (?:the )?(?:Al |El )?$",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"(?:/[A-Z][\w'’]*(?: [A-Z][\w'’]*){0,2})?,? (?:areas?|districts?|villages?|towns?|city|neighbou?rhoods?|camps?"
    r"|roads?|streets?|province|governorate|county|regions?|municipalit(?:y|ies))\b"
)
_HOME = re.compile(r"\b[A-Z][\w.'’-]+ of $")
"""Before where a person is from."""
_WORK = re.compile(
    r" (?:Parkway|Avenue|Street|Road|Boulevard|Lane|Highway|Bridge|Square|Airport|Hospital|Park|Complex|Camp|School)$"
)
_SURE = "default"
"""How the reason of a mention begins that rests on the look of the name alone."""
_PERSONAL = re.compile(
    r"(?:['’]s (?:wife|husband|son|daughter|mother|father|brother|sister|lawyer|attorney|car|body|death|family"
    r"|friends?)\b"
    r"|, (?:\d{1,2}|[1-9]\d-year-old)(?:,| and\b|\.)"
    r"|,? (?:who (?:was|is|had|has) )?(?:was|were) (?:driving|ejected|arrested|convicted|sentenced|charged|indicted"
    r"|hospitali[sz]ed|pronounced dead|treated|born|jailed|fined|acquitted|handcuffed)\b"
    r"|,? (?:pleaded|graduated|resigned|testified|retired|tweeted)\b)"
)
"""What follows the name of a person and hardly that of a place."""


def without_persons(text: str, places: Sequence[Place], mentions: Sequence[PersonMention]) -> list[Place]:
    """Return the places without those that are persons.

    `mentions` are the persons of the text. A name in a unit of its own kind ("the X district"), behind a preposition of
    place or in a list of places stays where only its looks made it a person.
    """
    spans = sorted((m.span.start, m.span.end, not m.reason.startswith(_SURE)) for m in mentions)
    acting = {p.span.of(text) for p in places if _acts_as_person(text, p)}
    return [
        place
        for place in places
        if not (
            _is_mentioned(text, place, spans) or (place.span.of(text) in acting and not _stands_as_place(text, place))
        )
    ]


def _is_mentioned(text: str, place: Place, spans: Sequence[tuple[int, int, bool]]) -> bool:
    if place.vague or place.precision in _WIDE:
        return False
    start, end = place.span.start, place.span.end
    for first, last, sure in spans[: bisect_left(spans, (end,))]:
        if last <= start:
            continue
        if sure and first <= start:
            return True
        inside = first <= start and end <= last
        if inside or (place.best is None and last <= end):
            return not _stands_as_place(text, place)
    return False


def _acts_as_person(text: str, place: Place) -> bool:
    """Say whether what follows a name of a town, or one that no list has, is said of persons only."""
    start = place.span.start
    if (
        place.typed
        or _HOME.search(text, max(0, start - 30), start)
        or place.precision not in ("settlement", "adm2", "adm3", "unknown")
    ):
        return False
    return _PERSONAL.match(text, place.span.end) is not None and not _stands_as_place(text, place)


def _stands_as_place(text: str, place: Place) -> bool:
    start, end = place.span.start, place.span.end
    if (
        _WORK.search(place.span.of(text))
        or _LOCATIVE.search(text, max(0, start - 30), start)
        or _TYPED.match(text, end)
    ):
        return True
    line = text.rfind("\n", 0, start) + 1
    return any(
        listed.start() < start < listed.end() and _LOCATIVE.search(text, max(0, listed.start() - 30), listed.start())
        for listed in COORDINATION.finditer(text, max(line, start - 120), min(len(text), end + 80))
    )
