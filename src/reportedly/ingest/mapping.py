"""Which column or field of a row holds what."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any


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
    "text": (
        *("text", "body", "content", "articletext", "articlebody", "fulltext", "article", "message", "rawtext"),
        *("текст", "повнийтекст", "повідомлення", "допис", "стаття", "вміст"),
        *("полныйтекст", "сообщение", "статья", "содержание", "пост"),
        *("volltext", "meldung", "artikeltext", "nachricht", "beitrag", "inhalt"),
    ),
    "title": (
        *("title", "headline", "subject", "заголовок", "назва", "название"),
        *("titel", "überschrift", "schlagzeile"),
    ),
    "publisher": (
        *("publisher", "outlet", "source", "sourcename", "sitename", "site", "channel", "medium", "newspaper"),
        *("джерело", "видання", "змі", "источник", "издание", "сми", "канал", "сайт"),
        *("quelle", "herausgeber", "zeitung", "kanal"),
    ),
    "published": (
        *("published", "publishedat", "datepublished", "publicationdate", "publishdate", "pubdate", "publishedtime"),
        *("date", "datetime", "timestamp", "createdat"),
        *("датапублікації", "опубліковано", "датапубликации", "опубликовано", "дата", "датаічас", "датаивремя"),
        *("veröffentlicht", "veröffentlichtam", "erschienen", "erschienenam", "erscheinungsdatum", "datum"),
    ),
    "url": (
        *("url", "link", "href", "permalink", "sourceurl", "посилання", "лінк", "ссылка"),
        *("webadresse", "quelladresse"),
    ),
    "language": ("language", "lang", "мова", "язык", "sprache"),
    "author": ("author", "authors", "byline", "автор", "автори", "авторы", "autor", "autoren", "verfasser"),
    "id": ("id", "guid", "uid", "identifier", "ідентифікатор", "идентификатор", "kennung"),
}
"""The usual names of each field, best first, in small letters without blanks, "-" and "_"."""

_FILLING = re.compile(r"[\s_\-]+")


def resolve(mapping: Mapping | None, names: Iterable[str]) -> Mapping:
    """Return a mapping of names that are among `names`; a field is None where there is none for it.

    Where `names` are the fields of a row, a name with dots that is given ("body.content", "items.0.text") reaches into
    them.
    """
    given = mapping or Mapping()
    printed = list(names)
    by_key = {_key(name): name for name in reversed(printed)}
    found: dict[str, str | None] = {}
    for field in fields(Mapping):
        wanted: str | None = getattr(given, field.name)
        if wanted is not None:
            nested = isinstance(names, dict) and "." in wanted and value_at(names, wanted) is not None
            found[field.name] = wanted if wanted in printed or nested else by_key.get(_key(wanted))
        else:
            found[field.name] = next((by_key[guess] for guess in GUESSES[field.name] if guess in by_key), None)
    return Mapping(**found)


def value_at(fields: dict[str, Any], name: str) -> object:
    """Return the value of a field, with dots between the names (or numbers, in lists) of nested ones; None for none."""
    if name in fields:
        return fields[name]
    found: Any = fields
    for part in name.split("."):
        if isinstance(found, dict):
            found = found.get(part)
        elif isinstance(found, list) and part.isdigit() and int(part) < len(found):
            found = found[int(part)]
        else:
            return None
    return found


def reachable(fields: dict[str, Any]) -> list[str]:
    """Return the names of the fields of a row, those inside of nested ones with dots ("body.content")."""
    found: list[str] = []
    for name, value in fields.items():
        inside = [f"{name}.{key}" for key in value] if isinstance(value, dict) else []
        found += inside or [name]
    return found


def _key(name: str) -> str:
    return _FILLING.sub("", name.strip().lstrip("\ufeff").casefold())
