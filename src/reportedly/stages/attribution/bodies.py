"""Wrong names: an acronym that does not fit the description printed beside it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly.records import Span
from reportedly.stages.attribution.lists import words


@dataclass(frozen=True, slots=True)
class Body:
    """A known body: acronym, country code, kind, full name and the wordings that describe it, the usual one first."""

    acronym: str
    country: str
    kind: str
    name: str
    descriptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameDoubt:
    """A printed name that contradicts itself: what is proposed instead and why."""

    span: Span
    proposed: str | None
    reason: str


@cache
def bodies() -> tuple[Body, ...]:
    """Return the known bodies."""
    return tuple(
        Body(acronym, country, kind, name, tuple(wordings.split("|")))
        for acronym, country, kind, name, wordings in _rows("data/bodies.tsv")
    )


@cache
def _countries() -> dict[str, str]:
    return {word: code for code, words in _rows("data/countries.tsv") for word in words.split()}


def _rows(name: str) -> list[list[str]]:
    text = files(__package__).joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


_ACRONYM = re.compile(r"\b[A-Z][A-Za-z]?[A-Z][A-Z0-9]{0,6}\b|\bMI[56]\b")
_WORD = re.compile(r"[\w.]*\w")


def doubt(text: str, span: Span) -> NameDoubt | None:
    """Return why the acronym in a source phrase does not fit the nationality printed with it, or None.

    The body of the same kind in the printed country is proposed where the list knows one.
    """
    phrase = span.of(text)
    for match in _ACRONYM.finditer(phrase):
        known = [b for b in bodies() if b.acronym.upper() == match.group().upper()]
        described = _PARTED.split(phrase[: match.start()])[-1]
        printed = {_countries()[w.lower()] for w in _WORD.findall(described) if w.lower() in _countries()}
        if not known or not printed:
            continue
        where = Span(span.start + match.start(), span.start + match.end())
        body = next((b for b in known if b.country in printed), None)
        other = None if body is None else _other(body, described.lower())
        if body is not None and other is not None:
            reason = f"{match.group()} is the abbreviation of {body.name}, but the text describes {other.name}"
            return NameDoubt(where, other.name, reason)
        if body is not None:
            continue
        body = known[0]
        fitting = _fitting(body, printed, described.lower())
        reason = f"{match.group()} is the abbreviation of {body.name} ({body.country}), but the text describes "
        reason += f"a body of {', '.join(sorted(printed))}"
        return NameDoubt(where, fitting.name if fitting else None, reason)
    return None


_PARTED = re.compile(r"\b(?:and|or|as well as|together with|along with|citing|quoting|from)\b|[&;/]|, (?=[A-Z])")
"""What parts two bodies in one phrase: the nationality of the first says nothing of the second."""


def _other(body: Body, described: str) -> Body | None:
    """Return the one other body of the same country and kind that the words describe, if they do not fit `body`."""
    if body.kind != "intelligence" or any(words in described for words in body.descriptions):
        return None
    fitting = {
        b.name: b
        for b in bodies()
        if (b.country, b.kind) == (body.country, body.kind) and any(words in described for words in b.descriptions)
    }
    return next(iter(fitting.values())) if len(fitting) == 1 else None


def _fitting(body: Body, printed: set[str], described: str) -> Body | None:
    options = [b for b in bodies() if b.country in printed and b.kind == body.kind]
    options.sort(
        key=lambda b: (
            not any(words in described for words in b.descriptions),
            b.descriptions[0] != body.descriptions[0],
        )
    )
    return options[0] if options else None


_EXPANSION = re.compile(
    r"(?<!\w)((?:[A-Z][\w’'-]{1,24}[ ](?:(?:of|for|the|and|on|in)[ ]){0,2}){1,7}"
    r"[A-Z]?[\w’'-]{0,24})[ ]?\(([A-Z]{2,7})\)"
)
_SMALL = words("bodies.small")


def expansions(text: str) -> list[tuple[Span, str, str]]:
    """Return (span, acronym, full name) of each "Full Name (ACR)" whose initials spell the acronym."""
    result = []
    for match in _EXPANSION.finditer(text):
        parts = re.findall(r"[\w’'-]+", match.group(1))
        letters = match.group(2)
        for take in range(min(len(parts), len(letters) + 4), 1, -1):
            tail = parts[-take:]
            big = [w for w in tail if w.lower() not in _SMALL]
            if tail[0] in big and [w[0].upper() for w in big] == list(letters):
                result.append((Span(match.start(2), match.end(2)), letters, " ".join(tail)))
                break
    return result


def double_expansions(text: str) -> list[NameDoubt]:
    """Return the acronyms that one text spells out in two different ways."""
    first: dict[str, str] = {}
    doubts = []
    for span, letters, name in expansions(text):
        known = first.setdefault(letters, name)
        if known.lower() != name.lower():
            doubts.append(NameDoubt(span, None, f"{letters} stands for both {known} and {name} in this text"))
    return doubts


def initials(name: Iterable[str]) -> str:
    """Return the initials of the capitalised words of a name."""
    return "".join(w[0] for w in name if w[:1].isupper())
