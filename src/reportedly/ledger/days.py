"""Days and times as they are typed."""

from datetime import UTC, date, datetime

from reportedly.errors import InvalidLedger


def day_of(text: str, option: str) -> str:
    """Return a typed day as ISO. Raises InvalidLedger if it is none."""
    try:
        return date.fromisoformat(text.strip()).isoformat()
    except ValueError:
        raise InvalidLedger(f"{option}: {text!r} is not a day like 2026-10-26") from None


def moment_of(text: str, option: str = "--as-of") -> str:
    """Return a typed day (its end, UTC) or time with a zone as ISO 8601 in UTC.

    Raises InvalidLedger if it is neither.
    """
    typed = text.strip()
    try:
        return f"{date.fromisoformat(typed).isoformat()}T23:59:59+00:00"
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(typed.replace("Z", "+00:00"))
    except ValueError:
        raise InvalidLedger(
            f"{option}: {text!r} is neither a day like 2026-10-26 nor a time like 2026-10-26T12:00Z"
        ) from None
    if found.tzinfo is None:
        raise InvalidLedger(f"{option}: {text!r} has no zone; add Z for UTC, or +02:00")
    return found.astimezone(UTC).replace(microsecond=0).isoformat()
