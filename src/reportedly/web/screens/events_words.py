"""Days and names in the words of a language, for the templates of the panels."""

from reportedly.brief.words import load
from reportedly.web.shell import environment


def spoken_day(day: str | None, language: str) -> str:
    """Return a day as "24 Oct 2026" in a language, "" for none; what is no whole day stands as it is."""
    if not day:
        return ""
    words = load(language)
    if len(day) < 10:
        return day
    short = words.short_day(day[:10])
    # "26 Oct 2026", but where the month is a number, "26.10.2026".
    return f"{short}{'.' if short[-1].isdecimal() else ' '}{day[:4]}"


def short_day(day: str | None, language: str) -> str:
    """Return a day as "24 Oct" in a language, "" for none."""
    return load(language).short_day(day[:10]) if day and len(day) >= 10 else day or ""


def month(day: str, language: str) -> str:
    """Return the month of a day with its year, as it stands alone: "October 2026"."""
    return load(language).day(day[:7], year=True)


environment().filters.update(spoken_day=spoken_day, short_day=short_day, month=month)
