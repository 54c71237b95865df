"""Printed distances and directions in Ukrainian, Russian and German: «за дванадцять кілометрів на північний захід»."""

import re
from typing import TypeVar

from reportedly.stages.locate_distance import Distance, Hedge, about, between, stretch

T = TypeVar("T")
_APOSTROPHE = "['’ʼ]?"
_NUMBERS: tuple[tuple[str, float], ...] = (
    # the longer ones first: «п'ятдесят» before «п'ять»
    (r"(?:півтора|полутора|полтора|полторы|anderthalb|eineinhalb)", 1.5),
    (r"(?:zweieinhalb)", 2.5),
    (rf"(?:п{_APOSTROPHE}ятдесят\w*|пятьдесят|пятидесяти|fünfzig)", 50.0),
    (r"(?:шістдесят\w*|шестьдесят|шестидесяти|sechzig)", 60.0),
    (r"(?:сімдесят\w*|семьдесят|семидесяти|siebzig)", 70.0),
    (r"(?:вісімдесят\w*|восемьдесят|восьмидесяти|achtzig)", 80.0),
    (rf"(?:дев{_APOSTROPHE}яност\w*|девяност\w*|neunzig)", 90.0),
    (r"(?:одинадцят\w*|одиннадцат\w*|elf)", 11.0),
    (r"(?:дванадцят\w*|двенадцат\w*|zwölf)", 12.0),
    (r"(?:тринадцят\w*|тринадцат\w*|dreizehn)", 13.0),
    (r"(?:чотирнадцят\w*|четырнадцат\w*|vierzehn)", 14.0),
    (rf"(?:п{_APOSTROPHE}ятнадцят\w*|пятнадцат\w*|fünfzehn)", 15.0),
    (r"(?:шістнадцят\w*|шестнадцат\w*|sechzehn)", 16.0),
    (r"(?:сімнадцят\w*|семнадцат\w*|siebzehn)", 17.0),
    (r"(?:вісімнадцят\w*|восемнадцат\w*|achtzehn)", 18.0),
    (rf"(?:дев{_APOSTROPHE}ятнадцят\w*|девятнадцат\w*|neunzehn)", 19.0),
    (r"(?:двадцят[ьиою]\w*|двадцат[ьиою]\w*|zwanzig)", 20.0),
    (r"(?:тридцят[ьиою]\w*|тридцат[ьиою]\w*|dreißig|dreissig)", 30.0),
    (r"(?:сорока?|vierzig)", 40.0),
    (r"(?:стах?|сто|(?:ein)?hundert)", 100.0),
    (r"(?:одного|одному|одним|одном|один|einem|einen|ein)", 1.0),
    (r"(?:двома|двох|двух|двумя|два|дві|две|zwei)", 2.0),
    (r"(?:трьома|трьох|тр[её]х|тремя|три|drei)", 3.0),
    (r"(?:чотирма|чотирьох|чотири|четыр[её]х|четырьмя|четыре|vier)", 4.0),
    (rf"(?:п{_APOSTROPHE}ят(?:ьма|ьох|ь|и)|пят(?:ью|ь|и)|fünf)", 5.0),
    (r"(?:шіст(?:ьма|ьох|ь)|шести|шест(?:ью|ь)|sechs)", 6.0),
    (r"(?:сьома|сімох|семи|сім|семью|семь|sieben)", 7.0),
    (r"(?:вісьма|восьми|вісім|восемь|восемью|acht)", 8.0),
    (rf"(?:дев{_APOSTROPHE}ят(?:ьма|ьох|ь|и)|девят(?:ью|ь|и)|neun)", 9.0),
    (r"(?:десят(?:ьма|ьох|ью|ь|и)|zehn)", 10.0),
)
_TENS = tuple(pattern for pattern, value in _NUMBERS if value >= 20 and value % 10 == 0)
_ONES = tuple(pattern for pattern, value in _NUMBERS if value < 10 and value % 1 == 0)
_VAGUE: tuple[tuple[str, tuple[float, float]], ...] = (
    (r"(?:кілька|декілька|(?:де)?кількох|(?:де)?кількома|несколько|нескольких|несколькими|mehreren?)", (3.0, 10.0)),
    (r"(?:пару|пара|парі|паре|einige[nr]?|ein paar|wenigen?)", (2.0, 6.0)),
    (r"(?:десятк(?:и|ах|ів|ов)|Dutzenden?)", (20.0, 100.0)),
)
_UNITS: tuple[tuple[str, float], ...] = (
    (r"(?:км|km)\.?(?!\w)|кілометр\w*|километр\w*|Kilometern?", 1.0),
    (r"мил(?:ь|я|і|и|ях|ей)(?!\w)|Meilen?", 1.609),
    (r"метр(?:ів|ах|ов|и|а|у|е)?(?!\w)|м(?=\s)|Metern?|m(?=\s)", 0.001),
)
_HEDGES: tuple[tuple[str, Hedge], ...] = (
    (
        (
            r"близько|приблизно|майже|орієнтовно|десь|примерно|около|приблизительно|порядка|почти|etwa|rund|ungefähr"
            r"|zirka|circa|ca\.|knapp|gut|fast"
        ),
        "about",
    ),
    (r"понад|більше? (?:ніж|як)|більше|свыше|более чем|более|больше чем|больше|mehr als|über", "more"),
    (r"до|менше? (?:ніж|як)|менше|менее чем|менее|меньше чем|меньше|weniger als|unter|bis zu", "less"),
)
_DIGITS = r"\d{1,4}(?:[.,]\d{1,2})?"


def _any(patterns: tuple[str, ...]) -> str:
    return "|".join(patterns)


_WORD = (
    rf"(?:(?:{_any(_TENS)}) (?:{_any(_ONES)})|(?:{_any(_ONES)})und(?:{_any(_TENS)})"
    rf"|{_any(tuple(p for p, _ in _NUMBERS))})"
)
_UNIT = _any(tuple(p for p, _ in _UNITS))

DISTANCE = (
    rf"(?:(?:(?P<hedge>{_any(tuple(p for p, _ in _HEDGES))}) )?"
    rf"(?:(?:(?P<low>{_DIGITS}) ?(?:[–-]|до|bis) ?(?P<high>{_DIGITS})|(?P<number>{_DIGITS})|(?P<word>{_WORD}))"
    rf"|(?P<vague>{_any(tuple(p for p, _ in _VAGUE))}))[ \u00a0-]?(?P<unit>{_UNIT})"
    # «кілометрів за десять», «в километре»
    rf"|(?P<some>кілометр(?:ів|ах)|километр(?:ов|ах)) (?:за|у|в|на) (?P<late>{_DIGITS}|{_WORD})"
    r"|(?P<single>кілометр|километре|Kilometer))"
)
"""A distance; `distance_of` reads its groups. Match it without regard to case."""

_POINTS = (("N", r"п[іи]вн[іо]ч|північ|север|n[oö]rd"), ("S", r"півд|юж|юг|süd"), ("E", r"схід|сход|восто[кч]|[oö]st"),
           ("W", r"захід|заход|запад|west"))  # fmt: skip
_POINT = re.compile("|".join(f"(?P<{letter}>{stems})" for letter, stems in _POINTS), re.IGNORECASE)
_MAIN = r"(?:північ(?:н\w*)?|півден(?:ь|н\w*)|схід(?:н\w*)?|захід(?:н\w*)?|сход[уі]|заход[уі]|півночі|півдн[юяі])"
_MAIN_RU = r"(?:север\w*|юг\w*|юж\w*|восто[кч]\w*|запад\w*)"
_STEM_DE = r"(?:n[oö]rd|süd|[oö]st|west)"
DIRECTION = (
    rf"(?P<direction>{_MAIN}(?:[ -]{_MAIN}){{0,2}}|{_MAIN_RU}(?:[ -]?{_MAIN_RU}){{0,2}}"
    rf"|(?:півні(?:чн)?о|північно|південно)-(?:схід|захід|східн|західн)\w*|{_STEM_DE}{{1,3}}(?:lich|en|s)?)"
)
"""A point of the compass as a noun, adjective or comparative; `compass` reads it."""


def compass(printed: str) -> str:
    """Return the letters of a printed point of the compass: «на північний захід» is NW."""
    return "".join(str(found.lastgroup) for found in _POINT.finditer(printed))


def distance_of(match: re.Match[str]) -> Distance:
    """Return what a match of `DISTANCE` means."""
    if match["single"]:
        return about(1.0)
    if match["some"]:
        return about(_number(match["late"]), hedge="about")
    unit = next(km for pattern, km in _UNITS if re.fullmatch(pattern, match["unit"] + " ", re.IGNORECASE)
                or re.match(rf"(?:{pattern})$", match["unit"], re.IGNORECASE))  # fmt: skip
    if match["vague"]:
        return stretch(*_first(_VAGUE, match["vague"]), unit_km=unit)
    if match["low"]:
        return between(_number(match["low"]), _number(match["high"]), unit_km=unit)
    hedge: Hedge = next(
        (kind for pattern, kind in _HEDGES if re.fullmatch(pattern, match["hedge"] or "", re.IGNORECASE)), ""
    )
    return about(_number(match["number"] or match["word"]), unit_km=unit, hedge=hedge)


def _number(printed: str) -> float:
    if printed[0].isdigit():
        return float(printed.replace(",", "."))
    for tens in (p for p, value in _NUMBERS if value >= 20):
        both = re.fullmatch(rf"({tens}) (\w.*)", printed, re.IGNORECASE)
        if both is not None:
            return _first(_NUMBERS, both[1]) + _first(_NUMBERS, both[2])
        both = re.fullmatch(rf"(\w+)und({tens})", printed, re.IGNORECASE)
        if both is not None:
            return _first(_NUMBERS, both[1]) + _first(_NUMBERS, both[2])
    return _first(_NUMBERS, printed)


def _first(table: tuple[tuple[str, T], ...], printed: str) -> T:
    return next(value for pattern, value in table if re.fullmatch(pattern, printed, re.IGNORECASE))
