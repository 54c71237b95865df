"""Which column or field of a row holds what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Mapping:
    """Names of columns or fields; None means: guess from the usual names (`GUESSES`)."""

    text: str | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None
    author: str | None = None
    id: str | None = None


GUESSES: dict[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "articletext", "articlebody", "fulltext", "article", "message", "rawtext"),
    "title": ("title", "headline", "subject"),
    "publisher": ("publisher", "outlet", "source", "sourcename", "sitename", "site", "channel", "medium", "newspaper"),
    "published": (
        "published",
        "publishedat",
        "datepublished",
        "publicationdate",
        "publishdate",
        "pubdate",
        "publishedtime",
        "date",
        "datetime",
        "timestamp",
        "createdat",
    ),
    "url": ("url", "link", "href", "permalink", "sourceurl"),
    "language": ("language", "lang"),
    "author": ("author", "authors", "byline"),
    "id": ("id", "guid", "uid", "identifier"),
}
"""The usual names of each field, best first, in small letters without blanks, "-" and "_"."""

_FILLING = re.compile(r"[\s_\-]+")


def resolve(mapping: Mapping | None, names: Iterable[str]) -> Mapping:
    """Return a mapping of names that are among `names`; a field is None where there is none for it."""
    given = mapping or Mapping()
    printed = list(names)
    by_key = {_key(name): name for name in reversed(printed)}
    found: dict[str, str | None] = {}
    for field in fields(Mapping):
        wanted: str | None = getattr(given, field.name)
        if wanted is not None:
            found[field.name] = wanted if wanted in printed else by_key.get(_key(wanted))
        else:
            found[field.name] = next((by_key[guess] for guess in GUESSES[field.name] if guess in by_key), None)
    return Mapping(**found)


def _key(name: str) -> str:
    return _FILLING.sub("", name.strip().lstrip("\ufeff").casefold())
