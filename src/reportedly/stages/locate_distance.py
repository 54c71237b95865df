"""Printed distances and directions: "some 12 km north-west of" as kilometres from and to, and degrees with a spread."""

import re
from dataclasses import dataclass
from typing import Literal

Hedge = Literal["", "about", "more", "less"]
"""What a word before a number makes of it: "some", "over", "up to"."""

_ONES = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_WORDS = {word: float(n) for n, word in enumerate(_ONES.split(), 1)} | {
    word: 10.0 * n for n, word in enumerate(_TENS.split(), 2)
}
_WORD = rf"(?:{'|'.join(_TENS.split())})(?:[ -](?:{'|'.join(_ONES.split()[:9])}))?|{'|'.join(reversed(_ONES.split()))}"
_VAGUE = {
    "a couple of": (1.0, 3.0),
    "a few": (2.0, 6.0),
    "a handful of": (2.0, 6.0),
    "several": (3.0, 10.0),
    "a dozen": (10.0, 15.0),
    "dozens of": (20.0, 100.0),
    "tens of": (20.0, 100.0),
    "hundreds of": (100.0, 1000.0),
}
"""Kilometres, or the unit printed, that words without a number stand for."""

_UNIT_KM = {
    "km": 1.0, "kms": 1.0, "kilometre": 1.0, "kilometres": 1.0, "kilometer": 1.0, "kilometers": 1.0,
    "mile": 1.609, "miles": 1.609, "mi": 1.609, "nautical mile": 1.852, "nautical miles": 1.852,
    "m": 0.001, "metre": 0.001, "metres": 0.001, "meter": 0.001, "meters": 0.001, "yard": 0.0009, "yards": 0.0009,
}  # fmt: skip
_UNIT = "|".join(sorted(_UNIT_KM, key=len, reverse=True))
_ABOUT = r"about|around|some|roughly|approximately|approx\.?|nearly|almost|circa|an estimated"
_MORE = r"more than|over|at least|upwards of|well over|no less than"
_LESS = r"less than|under|up to|within|at most|no more than|fewer than"
_DIGITS = r"\d{1,4}(?:[.,]\d{1,2})?"

DISTANCE = (
    rf"(?:(?P<hedge>(?i:{_ABOUT}|{_MORE}|{_LESS})) )?(?:(?P<low>{_DIGITS})(?: ?[–-] ?| to )(?P<high>{_DIGITS})"
    rf"|(?P<number>{_DIGITS})|(?P<word>(?i:{_WORD}))|(?P<vague>(?i:{'|'.join(_VAGUE)})))[ -]?(?P<unit>{_UNIT})"
)
"""A distance; the groups are read by `distance_of`."""

_POINTS = ("north", "east", "south", "west")
_PLAIN = (
    r"(?:north|south)(?:[- ]?(?:north|south))?[- ]?(?:east|west)|(?:east|west)-?(?:north|south)-?(?:east|west)"
    r"|north|south|east|west"
)
DIRECTION = rf"(?P<direction>(?i:{_PLAIN})|[NS](?:[NS]?[EW])?|[EW](?:[NS][EW])?)"
"""A point of the compass in words ("south-west", "north-northeast") or letters; read by `bearing_of`."""

_COMPASS = (
    "N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW",
)  # fmt: skip
_WIDE, _NARROW = 22.5, 11.25


@dataclass(frozen=True, slots=True)
class Distance:
    """Kilometres that a printed distance may mean, from and to."""

    near_km: float
    far_km: float


def distance_of(match: re.Match[str]) -> Distance:
    """Return what a match of `DISTANCE` means: the number and its rounding on both sides.

    A number is as exact as it is round: half of the last unit that it was rounded to (1, 5, 10, 50 ...), and
    a tenth of itself at least, a fifth behind "about". "More than" opens half as much again, "up to" starts at 0.
    """
    unit = _UNIT_KM[match["unit"].casefold()]
    hedge = _kind_of(match["hedge"] or "")
    if match["vague"]:
        return stretch(*_VAGUE[match["vague"].casefold()], unit_km=unit)
    if match["low"]:
        return between(_number(match["low"]), _number(match["high"]), unit_km=unit)
    number = _number(match["number"]) if match["number"] else _spelt(match["word"])
    return about(number, unit_km=unit, hedge=hedge)


def _kind_of(printed: str) -> Hedge:
    kinds: tuple[tuple[str, Hedge], ...] = ((_ABOUT, "about"), (_MORE, "more"), (_LESS, "less"))
    for pattern, kind in kinds:
        if re.fullmatch(pattern, printed, re.IGNORECASE):
            return kind
    return ""


def about(number: float, *, unit_km: float = 1.0, hedge: Hedge = "") -> Distance:
    """Return what one printed number of units means, in kilometres; see `distance_of`."""
    slack = _slack(number, wide=hedge == "about")
    if hedge == "more":
        return stretch(number, number * 1.5, unit_km=unit_km)
    return stretch(0.0 if hedge == "less" else number - slack, number + slack, unit_km=unit_km)


def between(one: float, other: float, *, unit_km: float = 1.0) -> Distance:
    """Return what two printed numbers ("10 to 15 km") mean."""
    low, high = sorted((one, other))
    return stretch(low - _slack(low, wide=False) / 2, high + _slack(high, wide=False) / 2, unit_km=unit_km)


def stretch(low: float, high: float, *, unit_km: float = 1.0) -> Distance:
    """Return the distance from `low` to `high` units, never empty."""
    return Distance(round(max(0.0, low) * unit_km, 3), round(max(high, low + 0.1) * unit_km, 3))


def bearing_of(printed: str) -> tuple[float, float]:
    """Return the bearing of a point of the compass and the spread to each side, in degrees.

    22.5 degrees for the eight main points, 11.25 for the eight between them: half the way to the next point.
    """
    letters = printed.upper() if len(printed) <= 3 else _letters(printed.casefold())
    at = _COMPASS.index(letters)
    return at * 22.5, _NARROW if at % 2 else _WIDE


def _letters(words: str) -> str:
    return "".join(point[0].upper() for point in re.findall("|".join(_POINTS), words))


def _number(printed: str) -> float:
    return float(printed.replace(",", "."))


def _spelt(words: str) -> float:
    return sum(_WORDS[word] for word in re.split(r"[ -]", words.casefold()))


def _slack(number: float, *, wide: bool) -> float:
    step = next((s for s in (500.0, 100.0, 50.0, 10.0, 5.0, 1.0) if number >= 2 * s and number % s == 0), 0.5)
    step = 1.0 if step == 0.5 and number % 1 == 0 else step
    return max(step / 2, number * (0.2 if wide else 0.1))
