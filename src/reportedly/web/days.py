"""Days and times in words: on every screen in one way."""

from reportedly.brief.words import load


def spoken_day(day: str | None, language: str) -> str:
    """Return a day, or that of a time, as "24 Oct 2026" in a language, a month with its name; "" for none."""
    if not day:
        return ""
    words = load(language)
    if len(day) < len("2026-10-24"):
        return words.day(day, year=True)
    short = words.short_day(day[:10])
    # "26 Oct 2026", but where the month is a number, "26.10.2026".
    return f"{short}{'.' if short[-1].isdecimal() else ' '}{day[:4]}"


def short_day(day: str | None, language: str) -> str:
    """Return a day as "24 Oct" in a language, "" for none."""
    return load(language).short_day(day[:10]) if day and len(day) >= len("2026-10-24") else day or ""


def spoken_time(time: str | None, language: str) -> str:
    """Return a time as day and minute in UTC in a language, a day alone where there is no minute, "" for None."""
    minute = f", {time[11:16]} UTC" if time and len(time) >= len("2026-10-24T18:54") else ""
    return spoken_day(time, language) + minute


def month(day: str, language: str) -> str:
    """Return the month of a day with its year, as it stands alone: "October 2026"."""
    return load(language).day(day[:7], year=True)
