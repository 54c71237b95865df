"""Whether a place is what a statement of control speaks of, and how much of it.

"The army seized a bank in Orlivsk" says nothing about who holds Orlivsk: between the verb and the place, or before
a place that is the subject, only words may stand that name it, a part of it, or another place.
"""

import re

from reportedly.control.wording import Frame, clause_start
from reportedly.records.control import ControlDegree

_NAMING = frozenset(
    """
    the a an all both entire whole full of and or as well including such like namely control hold over now
    still most much part parts half some third quarter fifth two three several many few large small section
    sections areas area outskirts suburbs suburb centre center swathes swathe rest percent per cent nearly
    almost about around more than northern southern eastern western central upper lower left right north south
    east west bank banks side town towns city cities village villages settlement settlements hamlet district
    districts region regions oblast oblasts province provinces county counties raion raions hromada hromadas
    community communities municipality port ports island islands territory territories valley valleys
    peninsula canton governorate prefecture neighbourhood neighborhood key strategic strategically important
    major nearby neighbouring neighboring frontline front-line border former occupied besieged coastal mining
    industrial regional provincial capital contested devastated ruined remaining
    """.split()  # noqa: SIM905
)
_WORD = re.compile(r"[\w’'%.-]+|[^\w\s]")
_MARKS = frozenset(",()“”\"‘’'")
_WHICH = re.compile(r"^,? (?:which|that)(?: \w+ly)?\s*$", re.IGNORECASE)

_CONTESTED = re.compile(
    r"\b(?:contested|disputed|gr[ae]y zone|no[- ]man[’']s[- ]land|street fighting|street battles|neither side|"
    r"(?:divided|split) between|changed? hands)\b",
    re.IGNORECASE,
)
_PARTIAL = re.compile(
    r"\b(?:most of|much of|parts? of|half of|some of|(?:a|one) (?:third|quarter|fifth) of|(?:two|three)[- ]\w+ of|"
    r"(?:large )?(?:areas|swathes) of|sections? of|outskirts|suburbs|partial(?:ly)?|partly|mostly|largely|"
    r"(?:northern|southern|eastern|western|central|upper|lower|left|right)[ -](?:part|half|bank|districts?|outskirts|"
    r"side)|\d+(?:[.,]\d+)? ?(?:%|per ?cent)(?: of)?)(?!\w)",
    re.IGNORECASE,
)
_FULL = re.compile(r"\b(?:full(?:y)?|complete(?:ly)?|total(?:ly)?|all of|entire(?:ly)?|whole)\b", re.IGNORECASE)


def speaks_of(frame: Frame, text: str, place: tuple[int, int]) -> bool:
    """Say whether the place printed at `place` is what a frame says is held, gained or lost."""
    if frame.active:
        end = frame.whole[1] if frame.rule == "ceded to" else len(text)
        return frame.verb[1] <= place[0] and place[1] <= end and _only_names(text[frame.verb[1] : place[0]])
    if place[1] > frame.verb[0]:
        return False
    between = text[place[1] : frame.verb[0]]
    if _WHICH.match(between):
        return True
    return _only_names(between) and _only_names(text[_subject(text, frame, place) : place[0]])


def _subject(text: str, frame: Frame, place: tuple[int, int]) -> int:
    """Return where the subject begins that a place is in; commas inside a list of places do not end it."""
    start = clause_start(text, place[0])
    while start > 0 and text[:start].endswith(", ") and _only_names(text[clause_start(text, start - 2) : start]):
        start = clause_start(text, start - 2)
    return min(start, frame.verb[0])


def _only_names(words: str) -> bool:
    """Say whether a stretch holds only words that name places or parts of them."""
    return all(
        word.casefold() in _NAMING or word in _MARKS or word[:1].isupper() or word[:1].isdigit() or word == "%"
        for word in _WORD.findall(words)
    )


def degree(frame: Frame, text: str, place: tuple[int, int]) -> ControlDegree:
    """Return how much of the place is spoken of: "contested", "partial", "full", or "unknown" where nothing says."""
    if _CONTESTED.search(text):
        return "contested"
    start = frame.whole[0] if frame.active else min(clause_start(text, place[0]), frame.whole[0])
    said = text[start : max(frame.whole[1], place[1])]
    if _PARTIAL.search(said):
        return "partial"
    return "full" if _FULL.search(said) else "unknown"
