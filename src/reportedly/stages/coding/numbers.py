"""Printed quantities: numbers, number words, approximators, shares, ranges, money."""

import re
from dataclasses import dataclass

from reportedly.sieve import sieve
from reportedly.stages.extraction.tagger import verb_form

_WORDS: dict[str, float] = {
    "a": 1,
    "an": 1,
    "one": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}
_SCALES: dict[str, float] = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "dozen": 12,
}
_SHARES: dict[str, float] = {
    "half": 0.5,
    "one third": 1 / 3,
    "a third": 1 / 3,
    "two thirds": 2 / 3,
    "a quarter": 0.25,
    "one quarter": 0.25,
    "three quarters": 0.75,
}
_VAGUE = (
    r"dozens|scores|hundreds|tens of thousands|hundreds of thousands|thousands|"
    r"millions|several|numerous|many|most|the majority|a majority|a few|a large "
    r"number|an unknown number|a high proportion"
)

_NUMBER = r"\d{1,3}(?:[,  ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNITS = "|".join(w for w in _WORDS if w not in ("a", "an"))
_WORD = (
    rf"(?:(?:{_UNITS})(?:[- ](?:{_UNITS}))?(?: (?:hundred|thousand|million|billion|"
    rf"dozen))*|an? (?:hundred|thousand|million|billion|dozen))"
)
_SHARE = (
    r"(?:more than |less than |almost |nearly |about |approximately |over )?(?:half|"
    r"(?:one|a) third|two[- ]thirds|(?:one|a) quarter|three[- ]quarters)(?= "
    r"of\b)"
)
_CURRENCY = r"USD|US\$|EUR|GBP|SYP|YER|UAH|RUB|SDG|MMK|[$€£₴₽]"
_BEFORE = (
    r"approximately|approx\.?|about|around|some|nearly|almost|close to|roughly|"
    r"at least|more than|over|up to|as many as|as much as|"
    r"an estimated|an additional|another|fewer than|less than|under|only|at "
    r"most|a total of|between|circa|no more than|well over"
)
_NOUN = (
    r"(?:\s+(?!(?:and|or|of|in|to|from|at|on|by|for|with|were|was|are|is|have|"
    r"has|had|who|which|that|per|as|between|since|after)\b)"
    r"[^\W\d_][\w'’\-]*){1,2}"
)
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b"
)

QUANTITY = re.compile(
    rf"(?:(?P<pre>\b(?:{_BEFORE}))\s+)?(?:(?P<cur>{_CURRENCY})\s?)?"
    rf"(?P<num>(?<![\w.,/]){_NUMBER}|\b{_WORD}\b)"
    rf"(?:\s?(?:-|–|to|and)\s?(?P<num2>{_NUMBER}))?(?P<scale>\s(?:hundred|thousand|"
    rf"million|billion|m)\b)?"
    rf"(?P<pct>\s?(?:%|per ?cent\b|percent\b))?(?P<cur2>\s?(?:{_CURRENCY})(?!\w))?(?P<noun>{_NOUN})?",
    re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_COUNT = sieve(_WORD, re.IGNORECASE)
SHARE = sieve(rf"\b{_SHARE}(?: of (?:the |its |their )?[^\W\d_]+)?", re.IGNORECASE)
VAGUE = sieve(rf"\b(?:{_VAGUE})(?: of)?(?:{_NOUN})", re.IGNORECASE)
_DATE = sieve(
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}(?:\s+\d{{4}})?|{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|"
    rf"{_MONTH}\s+\d{{4}}|\b(?:19|20)\d\d\b(?!\s+(?:people|families))|\b\d{{1,2}}[/.]\d{{1,2}}[/.]\d{{2,4}}|"
    rf"\b\d{{1,2}}:\d{{2}}\b|\b(?:no\.?|number|COVID|resolution|M|Highway|School "
    rf"No\.)[- ]?\d+)",
    re.IGNORECASE,
)
_APPROXIMATE = re.compile(
    r"^(?:approx\S*|about|around|some|nearly|almost|close to|roughly|an estimated|circa)$", re.IGNORECASE
)
_LOWER = re.compile(r"^(?:at least|more than|over|well over)$", re.IGNORECASE)
_UPPER = re.compile(r"^(?:up to|as many as|as much as|fewer than|less than|under|at most|no more than)$", re.IGNORECASE)
_ARTICLE = re.compile(r"\b(?:one)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Number:
    """A printed quantity: code points [start, end), bounds (None: no number), unit, whether approximate."""

    start: int
    end: int
    low: float | None
    best: float | None
    high: float | None
    unit: str | None
    approximate: bool


def numbers(text: str, start: int, end: int) -> list[Number]:
    """Return the quantities printed in `text[start:end]`, in order, without overlaps; dates and hours are none."""
    taken = [match.span() for match in _DATE.finditer(text, start, end)]
    found: list[Number] = []
    for pattern, reader in ((SHARE, _share), (QUANTITY, _counted), (VAGUE, _vague)):
        if pattern is QUANTITY and not (_DIGIT.search(text, start, end) or _COUNT.may_match(text, start, end)):
            continue
        for match in pattern.finditer(text, start, end):
            begin, stop = match.span()
            if any(begin < b and a < stop for a, b in taken):
                continue
            number = reader(match)
            if number is not None:
                found.append(number)
                taken.append((number.start, number.end))
    return sorted(found, key=lambda n: n.start)


def _share(match: re.Match[str]) -> Number | None:
    words = match.group().casefold().replace("-", " ")
    value = next((v for key, v in sorted(_SHARES.items(), key=lambda kv: -len(kv[0])) if key in words), None)
    return Number(
        match.start(),
        match.end(),
        value,
        value,
        value,
        "share",
        bool(re.match(r"more|less|almost|nearly|about|approx|over", words)),
    )


def _vague(match: re.Match[str]) -> Number | None:
    words = match.group().split()
    end = match.end()
    if len(words) > 2 and verb_form(words[-1].casefold()) in ("VF", "VN"):
        end = match.start() + match.group().rindex(words[-1])
        words.pop()
    while match.string[end - 1].isspace():
        end -= 1
    return Number(match.start(), end, None, None, None, _unit(words[-1]), approximate=True)


def _counted(match: re.Match[str]) -> Number | None:
    if not any(match.group(name) for name in ("cur", "cur2", "pct", "noun", "scale", "pre")):
        return None
    match_end, noun = _without_verb(match)
    value = _value(match.group("num")) * _scale(match.group("scale"))
    second = match.group("num2")
    if _ARTICLE.fullmatch(match.group("num")) and not noun:
        return None
    if match.group("pct"):
        unit: str | None = "percent"
    elif match.group("cur") or match.group("cur2"):
        unit = (match.group("cur") or match.group("cur2")).strip().upper()
    else:
        unit = _unit(noun.split()[-1]) if noun else None
    return _bounded((match, match_end), value, _value(second) * _scale(match.group("scale")) if second else None, unit)


def _without_verb(match: re.Match[str]) -> tuple[int, str | None]:
    """Return where a quantity ends and its noun, without a verb that the pattern took for one."""
    noun = match.group("noun")
    if not noun:
        return match.end(), None
    words = noun.split()
    while words and verb_form(words[-1].casefold()) in ("VF", "VN"):
        words.pop()
    if not words:
        return match.start("noun"), None
    last = match.string.index(words[-1], match.start("noun") + (len(words[0]) if len(words) > 1 else 0))
    return last + len(words[-1]), " ".join(words)


def _bounded(found: tuple[re.Match[str], int], value: float, second: float | None, unit: str | None) -> Number | None:
    match, end = found
    before = match.group("pre") or ""
    start = match.start()
    while end > start and match.string[end - 1].isspace():
        end -= 1
    if second is not None:
        low, high = min(value, second), max(value, second)
        return Number(start, end, low, (low + high) / 2, high, unit, approximate=True)
    if _LOWER.match(before):
        return Number(start, end, value, value, None, unit, approximate=True)
    if _UPPER.match(before):
        return Number(start, end, None, value, value, unit, approximate=True)
    return Number(start, end, value, value, value, unit, bool(_APPROXIMATE.match(before)))


def _scale(word: str | None) -> float:
    if not word:
        return 1
    word = word.strip().casefold()
    return 1_000_000 if word == "m" else _SCALES[word]


def _value(printed: str) -> float:
    if printed[0].isdigit():
        return float(re.sub(r"[,  ]", "", printed)[:30])
    total, current = 0.0, 0.0
    for word in re.split(r"[- ]", printed.casefold()):
        if word in _WORDS:
            current += _WORDS[word]
        elif word in _SCALES:
            current = max(current, 1) * _SCALES[word]
            if _SCALES[word] >= 1_000:
                total, current = total + current, 0
    return total + current


def _unit(noun: str) -> str | None:
    word = noun.strip(" ,.;").casefold()
    return word or None
