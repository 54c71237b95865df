"""RSS and Atom feeds: which pages they name, in the words of the feed."""

from dataclasses import dataclass
from typing import Any

from reportedly.errors import DocumentFailed, ReportedlyError
from reportedly.feed_parsing import parse_feed
from reportedly.text import declares_entities

MAX_ENTRIES = 2_000
"""Most entries that are read of one feed."""


class InvalidFeed(ReportedlyError):
    """What was fetched is no feed."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One item: its address, its id (the address where it has none), title and time as printed."""

    url: str
    id: str
    title: str | None = None
    published: str | None = None
    updated: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed: its title, its entries, newest first as it gives them; `cut` says that there were more."""

    title: str | None
    entries: tuple[Entry, ...]
    cut: bool = False


def read_feed(data: bytes, *, address: str, content_type: str | None = None) -> Feed:
    """Return the feed in the bytes that came from `address`.

    Raises InvalidFeed if there is none in them, if it declares entities, or cannot be parsed.
    """
    if declares_entities(data):
        raise InvalidFeed(
            f"{address}: this feed declares entities: feeds that people read declare none, attacks do; it was not read"
        )
    try:
        found = parse_feed(data, address=address, content_type=content_type)
    except DocumentFailed as error:
        raise InvalidFeed(f"{address}: {error}") from error
    if not found.get("version") and not found.entries:
        raise InvalidFeed(f"{address}: this is no RSS or Atom feed; to fetch a page use `reportedly fetch`")
    entries = [entry for entry in map(_entry, found.entries[:MAX_ENTRIES]) if entry]
    return Feed(_word(found.feed.get("title")), tuple(entries), cut=len(found.entries) > MAX_ENTRIES)


def _entry(found: Any) -> Entry | None:
    url = _word(found.get("link"))
    if not url or not url.lower().startswith(("http://", "https://")):
        return None
    published = _word(found.get("published"))
    return Entry(
        url, _word(found.get("id")) or url, _word(found.get("title")), published, _word(dict.get(found, "updated"))
    )


def _word(value: object) -> str | None:
    return value.strip() or None if isinstance(value, str) else None
