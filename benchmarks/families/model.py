"""What a story family is made of: texts in marked pieces, derivations, events and their origins."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

Row = dict[str, Any]
Kind = Literal["copy", "excerpt", "translation", "summarises", "cites", "same_release", "revision_of"]
OriginKind = Literal["named", "unnamed", "author", "hearsay"]

KINDS: tuple[Kind, ...] = ("copy", "revision_of", "same_release", "excerpt", "translation", "summarises", "cites")
"""How a document derives from another, the nearest first: of two steps in a row the farther one names the whole."""

ORIGIN_KINDS: tuple[OriginKind, ...] = ("named", "unnamed", "author", "hearsay")
LANGUAGES = ("en", "uk", "ru", "de")
BREAK = "\n\n"
"""What stands between two paragraphs."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph; with `event` and `origin` it is a marked claim."""

    text: str
    event: str = ""
    origin: str = ""


Paragraph = tuple[Piece, ...]
Body = tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked claim in a text: code points, half-open."""

    event: str
    origin: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Derivation:
    """One document was made from `parent`; `how` is "kit" or the name of the operation that made it."""

    kind: Kind
    parent: str
    how: str = "kit"


@dataclass(frozen=True, slots=True)
class Member:
    """One document of a kit or family; `published` carries a zone, or is None for an undated one."""

    id: str
    lang: str
    publisher: str
    published: datetime | None
    title: str
    body: Body
    parents: tuple[Derivation, ...] = ()


@dataclass(frozen=True, slots=True)
class Kit:
    """A hand-written pile about one happening: documents, what the events are, and what kind each origin is of."""

    id: str
    members: tuple[Member, ...]
    events: tuple[str, ...]
    origins: dict[str, OriginKind]


def rendered(body: Body) -> tuple[str, tuple[Mark, ...]]:
    """Return the text of a body and its marks."""
    parts: list[str] = []
    marks: list[Mark] = []
    at = 0
    for number, paragraph in enumerate(body):
        if number:
            parts.append(BREAK)
            at += len(BREAK)
        for piece in paragraph:
            if piece.event:
                marks.append(Mark(piece.event, piece.origin, at, at + len(piece.text)))
            parts.append(piece.text)
            at += len(piece.text)
    return "".join(parts), tuple(marks)


def pieces(body: Body) -> Iterable[Piece]:
    """Yield all pieces in text order."""
    return (piece for paragraph in body for piece in paragraph)


def farther(one: Kind, other: Kind) -> Kind:
    """Return what two derivations in a row amount to."""
    return max(one, other, key=KINDS.index)


def origin_bounds(kinds: Collection[OriginKind]) -> tuple[int, int]:
    """Return the lower and upper count for the distinct origins of one event, given the kind of each.

    As DOMAIN 2.9 counts: a named origin is one in both bounds; an unnamed one is one in the upper bound, and all
    unnamed ones together are one in the lower bound where no named one stands; an outlet that asserts it without
    having been there is one in the upper bound alone; hearsay is none.
    """
    named = sum(kind == "named" for kind in kinds)
    unnamed = sum(kind == "unnamed" for kind in kinds)
    author = sum(kind == "author" for kind in kinds)
    return named or min(unnamed, 1), named + unnamed + author
