"""Numbers of a text in digits or words, in any of the four languages, as values: what two reports count alike."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

_TOKEN = re.compile(
    r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+(?!\d)|\d+(?:[.,:]\d+)+|\d+(?:(?:st|nd|rd|th)\b|-\w+)?"
    r"|[^\W\d_]+(?:['’ʼ][^\W\d_]+)*"
)
_GROUPED = re.compile(r"\d{1,3}(?:[ \u00a0\u202f.,]\d{3})+")

_ENGLISH = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70,
    "eighty": 80, "ninety": 90, "dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6,
}  # fmt: skip
_GERMAN_UNITS = {
    "ein": 1, "eins": 1, "zwei": 2, "zwo": 2, "drei": 3, "vier": 4, "fünf": 5, "fuenf": 5, "sechs": 6, "sieben": 7,
    "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12, "zwoelf": 12, "dreizehn": 13, "vierzehn": 14,
    "fünfzehn": 15, "sechzehn": 16, "siebzehn": 17, "achtzehn": 18, "neunzehn": 19,
}  # fmt: skip
_GERMAN_TENS = {
    "zwanzig": 20, "dreißig": 30, "dreissig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70,
    "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_SLAVIC: tuple[tuple[str, int], ...] = (
    (r"одинадцят\w*|одиннадцат\w*", 11), (r"дванадцят\w*|двенадцат\w*", 12), (r"тринадцят\w*|тринадцат\w*", 13),
    (r"чотирнадцят\w*|четырнадцат\w*", 14), (r"п.?ятнадцят\w*|пятнадцат\w*", 15),
    (r"шістнадцят\w*|шестнадцат\w*", 16), (r"сімнадцят\w*|семнадцат\w*", 17),
    (r"вісімнадцят\w*|восемнадцат\w*", 18), (r"дев.?ятнадцят\w*|девятнадцат\w*", 19),
    (r"двадцят(?:ь|и|ьох|ьом|ьма|ьома|еро)|двадцат(?:ь|и|ью|еро)", 20),
    (r"тридцят(?:ь|и|ьох|ьом|ьма|ьома|еро)|тридцат(?:ь|и|ью|еро)", 30),
    (r"сорок|сорока", 40), (r"п.?ятдесят\w*|пятьдесят|пятидесяти|пятьюдесятью", 50),
    (r"шістдесят\w*|шестидесяти|шестьдесят|шістдесяти", 60), (r"сімдесят\w*|семьдесят|семидесяти", 70),
    (r"вісімдесят\w*|восемьдесят|восьмидесяти", 80), (r"дев.?яност[оа]|девяност[оа]", 90),
    (r"сто|ста", 100), (r"двісті|двохсот|двести|двухсот", 200), (r"триста|трьохсот|трёхсот|трехсот", 300),
    (r"чотириста|чотирьохсот|четыреста|четырёхсот|четырехсот", 400), (r"п.?ятсот|п.?ятисот|пятьсот|пятисот", 500),
    (r"шістсот|шестисот|шестьсот", 600), (r"сімсот|семисот|семьсот", 700),
    (r"вісімсот|восьмисот|восемьсот", 800), (r"дев.?ятсот|дев.?ятисот|девятьсот|девятисот", 900),
    (r"тисяч(?:а|і|у|ею)?|тысяч(?:а|и|у|ью|ей)?", 1000), (r"мільйон\w*|миллион\w*", 10**6), (r"дюжин\w*", 12),
    (r"один|одн(?:а|е|о|у|ого|ому|ім|им|ієї|ій|ой)", 1), (r"два|дві|две|двох|двом|двома|двоє|двух|двум|двумя|двое", 2),
    (r"три|трьох|трьом|трьома|троє|трёх|трех|трём|трем|тремя|трое", 3),
    (r"чотири|чотирьох|чотирьом|четверо|четыре|четырёх|четырех|четырём|четырем", 4),
    (r"п.ять|п.яти|п.ятьох|п.ятеро|пять|пяти|пятью|пятеро", 5),
    (r"шість|шести|шістьох|шестеро|шесть|шестью", 6), (r"сім|семи|сімох|семеро|семь|семью", 7),
    (r"вісім|восьми|вісьмох|восьмеро|восемь|восемью", 8),
    (r"дев.ять|дев.яти|дев.ятьох|дев.ятеро|девять|девяти|девятеро", 9),
    (r"десять|десяти|десятьох|десятеро|десятью", 10),
)  # fmt: skip
_SLAVIC_WORD = re.compile("|".join(f"(?P<n{n}>{pattern})" for n, (pattern, _) in enumerate(_SLAVIC)))
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@lru_cache(maxsize=2_000)
def figures(text: str) -> frozenset[float]:
    """Return the values of the numbers of a text, those of words put together ("sixty-four"); a lone "one" is none."""
    return frozenset(_figures(text))


def _figures(text: str) -> Iterator[float]:
    run: list[int] = []
    end = -9
    for token in _TOKEN.finditer(text):
        printed = token.group()
        if printed[0].isdigit():
            yield from _summed(run)
            run = []
            value = _digits(printed)
            if value is not None:
                run = [int(value)] if value == int(value) and value < 1000 and not _GROUPED.fullmatch(printed) else []
                if not run:
                    yield value
            end = token.end()
            continue
        if printed == "and" and run and token.start() - end == 1:
            end = token.end()
            continue
        value = _word(printed.casefold())
        if value is None or text[end : token.start()].strip(" -–\u00a0"):
            yield from _summed(run)
            run = []
        if value is not None:
            run.append(value)
            end = token.end()
    yield from _summed(run)


def _digits(printed: str) -> float | None:
    if ":" in printed:
        return None
    plain = printed.partition("-")[0].rstrip("sndrth")
    if _GROUPED.fullmatch(plain):
        return float(re.sub(r"\D", "", plain))
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        return None


def _summed(run: list[int]) -> Iterator[float]:
    """Yield the numbers that words in a row make: "two hundred and five", "twenty, thirty"."""
    total = part = 0
    last = 0
    for value in run:
        if value in (1000, 10**6):
            total += max(part, 1) * value
            part, last = 0, 0
        elif value == 100 and 0 < part < 10:
            part, last = part * 100, 100
        elif value == 12 and 0 < part < 10:
            part, last = part * 12, 1
        elif part == 0 or (last > 9 and value < last and value < _place(last)):
            part, last = part + value, value
        else:
            yield from _told(total + part)
            total, part, last = 0, value, value
    yield from _told(total + part)


def _place(value: int) -> int:
    return 100 if value >= 100 else 10 if value >= 20 else 0


def _told(value: int) -> Iterator[float]:
    if value > 1:
        yield float(value)


@lru_cache(maxsize=50_000)
def _word(form: str) -> int | None:
    """Return the value of one word, a German compound included, None where it is no number."""
    if _CYRILLIC.search(form):
        found = _SLAVIC_WORD.fullmatch(form)
        return _SLAVIC[int(str(found.lastgroup)[1:])][1] if found else None
    if form in _ENGLISH:
        return _ENGLISH[form]
    return _german(form)


_GERMAN_ENDS: Mapping[str, int] = {"dutzend": 12, "million": 10**6, "millionen": 10**6, "hundert": 100, "tausend": 1000}


def _german(form: str) -> int | None:
    if form in _GERMAN_ENDS:
        return _GERMAN_ENDS[form]
    for word, factor in (("tausend", 1000), ("hundert", 100)):
        head, sign, tail = form.partition(word)
        if sign:
            many, rest = (_german(head) if head else 1), (_german(tail.removeprefix("und")) if tail else 0)
            return many * factor + rest if many and rest is not None else None
    if form in _GERMAN_UNITS:
        return _GERMAN_UNITS[form]
    unit, sign, ten = form.rpartition("und")
    if sign and unit in _GERMAN_UNITS and ten in _GERMAN_TENS:
        return _GERMAN_UNITS[unit] + _GERMAN_TENS[ten]
    return _GERMAN_TENS.get(form)


_SMALL = 12
_YEARS = (1900, 2100)


def telling(value: float) -> bool:
    """Say whether a number is unlikely to be the same by chance: it is above a dozen and no year."""
    return value > _SMALL and not _YEARS[0] <= value <= _YEARS[1]
