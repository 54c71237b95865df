"""Counts in a passage: the number, the words that bound it, and what is counted."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import inf
from typing import Literal

from reportedly.contrast.wording import STOP, Phrase, Word, phrase, stem
from reportedly.records import Reading

Bound = Literal["exact", "least", "most", "about"]

_UNITS = """zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen""".split()  # noqa: SIM905
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES = {word: float(n) for n, word in enumerate(_UNITS)} | {w: 10.0 * n for n, w in enumerate(_TENS, 2)}
_SCALES = {"hundred": 100.0, "thousand": 1_000.0, "million": 1_000_000.0, "billion": 1e9}
_VAGUE = {
    "dozens": (24.0, 199.0),
    "scores": (40.0, 199.0),
    "hundreds": (200.0, 1_999.0),
    "thousands": (2_000.0, 19_999.0),
    "dozen": (12.0, 12.0),
    "couple": (2.0, 2.0),
}
_LEAST = (
    "at least", "no fewer than", "no less than", "not less than", "more than", "over", "upwards of", "above",
    "a minimum of",
)  # fmt: skip
_MOST = ("up to", "at most", "no more than", "not more than", "fewer than", "less than", "under", "below", "as many as")
_ABOUT = (
    "about",
    "around",
    "some",
    "roughly",
    "approximately",
    "nearly",
    "almost",
    "close to",
    "an estimated",
    "circa",
)
_BOUNDS: tuple[tuple[Bound, tuple[str, ...]], ...] = (("least", _LEAST), ("most", _MOST), ("about", _ABOUT))
_MARGIN = 0.1

PEOPLE = "people"
_PEOPLE = frozenset("people person persons resident residents inhabitant inhabitants individual individuals".split())  # noqa: SIM905
_CASUALTY = {
    "killed": ":kill", "dead": ":kill", "died": ":kill", "deaths": ":kill", "wounded": ":injure", "injured": ":injure",
    "hurt": ":injure", "detained": ":detain", "arrested": ":detain", "missing": ":missing", "casualties": ":casualties",
}  # fmt: skip
_PARTS = frozenset("most some several many few half none all both each out".split())  # noqa: SIM905
_NO_UNIT = frozenset(
    """st nd rd th january february march april may june july august september october november december am pm
    o'clock percent per cent""".split()  # noqa: SIM905
)
_CALENDAR = frozenset("day days week weeks month months year years hour hours minute minutes o'clock am pm".split())  # noqa: SIM905
_MONTH = re.compile(
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_AUX = frozenset("were was are is have has had been be being".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Count:
    """A printed number with its bounds, what is counted (stem, or ":kill" in "14 dead"), and the words for both.

    `low` and `high` hold what the words allow: "at least 40" has no upper one, "about 40" a tenth to either side.
    """

    value: float
    low: float
    high: float
    bound: Bound
    unit: str
    number: Phrase
    whole: Phrase
    vague: bool = False

    def meets(self, other: "Count") -> bool:
        """Say whether both may be the same number: the ranges overlap, or one is the other rounded in words."""
        return self.low <= other.high and other.low <= self.high

    def same_unit(self, other: "Count") -> bool:
        """Say whether both count the same thing."""
        return self.unit == other.unit and self.unit != ""


def counts_of(reading: Reading, words: Sequence[Word]) -> tuple[Count, ...]:
    """Return the counts of a passage; dates, times, ordinals and spans of time are none."""
    return tuple(_found(reading, words))


def _found(reading: Reading, words: Sequence[Word]) -> Iterator[Count]:
    at = 0
    while at < len(words):
        read = _number(words, at)
        if read is None:
            at += 1
            continue
        low, high, end = read
        made = _count(reading, words, (at, end), (low, high))
        if made is not None:
            yield made
        at = end


def _number(words: Sequence[Word], at: int) -> tuple[float, float, int] | None:
    """Return bounds and the index behind the number that begins at a word, or None."""
    first = _simple(words, at)
    if first is None:
        return None
    value, end = first
    low, high = value if isinstance(value, tuple) else (value, value)
    if end + 1 < len(words) and words[end].low in ("to", "and", "-", "–", "or") and low == high:
        second = _simple(words, end + 1)
        ranged = words[end].low != "and" or (at > 0 and words[at - 1].low == "between")
        if second is not None and ranged and not isinstance(second[0], tuple) and second[0] > low:
            return low, second[0], second[1]
    return low, high, end


def _simple(words: Sequence[Word], at: int) -> tuple[float | tuple[float, float], int] | None:
    low = words[at].low
    if low in _VAGUE:
        if low in ("dozen", "couple") and at and words[at - 1].low not in ("a", "the"):
            return None
        return _VAGUE[low], at + 1
    value = _plain(low)
    if value is None:
        return None
    end = at + 1
    while end < len(words) and words[end].low in _SCALES:
        value *= _SCALES[words[end].low]
        end += 1
        if end + 1 < len(words) and words[end].low == "and" and (rest := _plain(words[end + 1].low)) is not None:
            value, end = value + rest, end + 2
    if end < len(words) and words[end].low == "dozen":
        value, end = value * 12, end + 1
    return value, end


def _plain(low: str) -> float | None:
    if low[0].isdecimal():
        digits = low.replace(",", "")
        return float(digits) if digits.count(".") < 2 else None
    if low in _VALUES:
        return _VALUES[low]
    tens, dash, unit = low.partition("-")
    return _VALUES[tens] + _VALUES[unit] if dash and tens in _VALUES and unit in _VALUES else None


def _count(reading: Reading, words: Sequence[Word], at: tuple[int, int], range_: tuple[float, float]) -> Count | None:
    start, end = at
    low, high = range_
    before = " ".join(w.low for w in words[max(0, start - 3) : start])
    if _is_date(words, start, end, low) or _is_total(words, start):
        return None
    unit, behind = _unit(words, end)
    if not unit:
        return None
    bound, first = _bound(before, start)
    vague = low != high
    value = (low + high) / 2 if vague else low
    if bound == "least":
        high = inf
    elif bound == "most":
        low = 0.0
    elif bound == "about":
        low, high = low * (1 - _MARGIN), high * (1 + _MARGIN)
    return Count(
        value, low, high, bound, unit, phrase(reading, words[start:end]), phrase(reading, words[first:behind]), vague
    )  # fmt: skip


def _is_date(words: Sequence[Word], start: int, end: int, value: float) -> bool:
    following = words[end].low if end < len(words) else ""
    preceding = words[start - 1].low if start else ""
    if following in _NO_UNIT and following not in ("percent", "per"):
        return bool(_MONTH.fullmatch(following)) or following in _NO_UNIT
    if _MONTH.fullmatch(preceding) and not (preceding == "may" and words[start - 1].text == "may"):
        return True
    if following in _CALENDAR or following in (":", "/"):
        return True
    year = words[start].text.isdigit() and len(words[start].text) == 4 and 1900 <= value <= 2100
    return year and (preceding in ("in", "of", "since", "by", "from", "until") or following in ("", ".", ","))


def _is_total(words: Sequence[Word], start: int) -> bool:
    """Say whether a number is the whole of which another is told: "five" in "three of the five schools"."""
    at = start - 1
    while at > 0 and words[at].low in ("the", "its", "their", "all", "these"):
        at -= 1
    return at > 0 and words[at].low == "of" and (_plain(words[at - 1].low) is not None or words[at - 1].low in _PARTS)


def _bound(before: str, start: int) -> tuple[Bound, int]:
    """Return the bound that the words before a number give, and the index of the first of them."""
    before = re.sub(r" (?:the|a)$", "", before)
    for bound, cues in _BOUNDS:
        for cue in cues:
            if before == cue or before.endswith(f" {cue}"):
                return bound, start - len(cue.split())
    return "exact", start


def _unit(words: Sequence[Word], end: int) -> tuple[str, int]:
    """Return what is counted behind the index, "" for nothing, and the index behind it."""
    following = [w.low for w in words[end : end + 2]]
    if following[:1] in (["%"], ["percent"]):
        return "percent", end + 1
    if following == ["per", "cent"]:
        return "percent", end + 2
    at = end + (following[:1] == ["of"])
    while at < len(words) and words[at].low in _BEFORE_UNIT:
        at += 1
    head = _head(words, at)
    if head is None:
        return "", end
    low = words[head].low
    if low in _CASUALTY:
        return _CASUALTY[low], head + 1
    return (PEOPLE if low in _PEOPLE else stem(low)), head + 1


_BEFORE_UNIT = frozenset("the all its their more other local of these".split())  # noqa: SIM905


def _head(words: Sequence[Word], at: int) -> int | None:
    """Return where the counted noun stands: the first plural of the next words, else the last noun before a verb."""
    head = None
    for position in range(at, min(at + 4, len(words))):
        word = words[position]
        if head is None and word.low in _CASUALTY:
            return position
        if head is None and word.low in _AUX:
            continue
        if not word.is_word or word.low in STOP or (head is not None and word.low.endswith(("ed", "ing"))):
            break
        head = position
        if word.low in _PEOPLE or word.low.endswith("s"):
            break
    return head
