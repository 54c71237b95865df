"""Small words of the brief: days, numbers, lists, sides, services. English only."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")

SIDES = {
    "controlling": "controlling side",
    "displaced": "displaced side",
    "rival": "rival side",
    "third": "third party",
    "neutral_monitor": "monitor",
    "unknown": "side not known",
}

LANGUAGES = {
    "en": "English", "de": "German", "fr": "French", "es": "Spanish", "it": "Italian", "nl": "Dutch", "pl": "Polish",
    "uk": "Ukrainian", "ru": "Russian", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "tr": "Turkish",
    "my": "Burmese", "zh": "Chinese", "ka": "Georgian", "hy": "Armenian", "az": "Azerbaijani", "ro": "Romanian",
}  # fmt: skip

SECTORS = {
    "health": "Health care", "water": "Water", "sewage": "Sewage", "waste": "Refuse", "electricity": "Electricity",
    "heating": "Heating", "gas": "Gas", "fuel": "Fuel", "telecom_mobile": "Mobile network",
    "telecom_fixed": "Fixed telephone", "internet": "Internet", "broadcast": "Radio and television",
    "food_shops": "Shops and food", "banking_cash": "Banks and cash", "payments": "Pay and pensions",
    "housing": "Housing", "debris_removal": "Rubble clearance", "transport": "Transport", "post": "Post",
    "registry": "Civil registry", "education": "Schools", "administration": "Public offices",
    "policing_justice": "Police and courts", "humanitarian_aid": "Aid",
}  # fmt: skip
"""Short row heads for the sectors of the codebook, in its order (CODEBOOK 3.3)."""

NO_BREAK = "\u00a0"


SEASONS = {"21": "spring", "22": "summer", "23": "autumn", "24": "winter"}
"""Seasons as EDTF writes them in place of a month (ISO 8601-2)."""


def day(iso: str | None, *, year: bool = False) -> str:
    """Return "24 October" (with the year if asked) for an ISO day, month, season or time; "" for None."""
    if not iso:
        return ""
    parts = iso[:10].split("-")
    words = [SEASONS.get(parts[1]) or MONTHS[int(parts[1]) - 1]] if len(parts) > 1 else []
    if len(parts) > 2:
        words.insert(0, str(int(parts[2])))
    if year or len(parts) == 1:
        words.append(parts[0])
    return NO_BREAK.join(words)


def short_day(iso: str) -> str:
    """Return "24 Oct" for an ISO day."""
    return f"{int(iso[8:10])}{NO_BREAK}{MONTHS[int(iso[5:7]) - 1][:3]}"


def span_of_days(first: str, last: str) -> str:
    """Return "19–26 October 2026", naming month and year once where both share them."""
    if first[:10] == last[:10]:
        return day(first, year=True)
    if first[:7] == last[:7]:
        return f"{int(first[8:10])}–{day(last, year=True)}"
    return f"{day(first, year=first[:4] != last[:4])}–{day(last, year=True)}"


def moment(iso: str) -> str:
    """Return "1 November 2026, 18:00 UTC" for an ISO time with zone; a bare day stays one."""
    if "T" not in iso:
        return day(iso, year=True)
    at = datetime.fromisoformat(iso.replace("Z", "+00:00"))
    at = at.astimezone(UTC) if at.tzinfo else at
    return f"{day(at.date().isoformat(), year=True)}, {at:%H:%M}{NO_BREAK}UTC"


def age_days(iso: str, until: str) -> int:
    """Return the whole days from one ISO day (or the end of a month) to another."""
    return (date.fromisoformat(until[:10]) - date.fromisoformat(full_day(iso))).days


def full_day(iso: str) -> str:
    """Return an ISO day for a day, month or year, taking the first day of what is less exact."""
    return (iso[:10] + "-01-01")[:10] if len(iso) < 7 else (iso[:10] + "-01")[:10]


def number(n: int) -> str:
    """Return small numbers in words ("three"), larger ones in figures."""
    return _NUMBERS[n] if 0 <= n < len(_NUMBERS) else f"{n:,}"


def counted(n: int, noun: str, plural: str | None = None) -> str:
    """Return "one report", "three reports", "no reports"."""
    return f"{number(n)} {noun if n == 1 else plural or noun + 's'}"


def listed(items: Sequence[str]) -> str:
    """Return "A", "A and B", or "A, B and C"."""
    if len(items) < 2:
        return "".join(items)
    return ", ".join(items[:-1]) + " and " + items[-1]


def either(items: Sequence[str]) -> str:
    """Return "A", "A or B", or "A, B or C"."""
    return listed(items) if len(items) < 2 else ", ".join(items[:-1]) + " or " + items[-1]


def interval(low: int, high: int) -> str:
    """Return "2" or "2–3"."""
    return str(low) if low == high else f"{low}–{high}"


def capital(text: str) -> str:
    """Return `text` with its first letter raised."""
    return text[:1].upper() + text[1:]


def language_name(tag: str | None) -> str:
    """Return the English name of a BCP-47 tag, the tag itself where it is not listed."""
    return LANGUAGES.get((tag or "").split("-")[0], tag or "language not known")


def unique(items: Iterable[str]) -> list[str]:
    """Return the items without repetitions, in order of first appearance; empty ones are dropped."""
    return [item for item in dict.fromkeys(items) if item]
