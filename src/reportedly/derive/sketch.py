"""What of a document is compared with other documents, compact enough to be kept for each of them."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.derive.words import order
from reportedly.gloss import Mark, Marker, Marks
from reportedly.records import Document, Passage, Reading, Span

PRODUCER = "sketch.rules/1"
MOST_UNITS = 400
"""Sentences of a document that are looked at; those after them are compared by their very words only."""

_SENTENCE = re.compile(r"\S[^\n.!?…]*[.!?…]*")


Name = tuple[tuple[str, ...], ...]
"""A name as the keys of its words."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One sentence or headline: where it stands, and its marks (`weight` is the sum of theirs)."""

    start: int
    end: int
    marks: Marks
    weight: float


@dataclass(frozen=True, slots=True)
class Sketch:
    """A document for comparison.

    `publisher` is the id or name under which its outlet counts, `outlets` are the names by which another text may
    call it, `longer` names of other sources that hold one of them. `when` sorts by time of publication (undated
    ones last). `packed` holds the sentences; `units` unpacks them.
    """

    id: str
    language: str
    publisher: str | None
    outlets: tuple[Name, ...]
    longer: tuple[Name, ...]
    published: str | None
    when: tuple[str, str, str]
    words: int
    packed: str

    @property
    def units(self) -> tuple[Unit, ...]:
        """The sentences with their marks, in text order, the title first where the text does not hold it."""
        return unpack(self.packed)


def sketch_of(
    reading: Reading,
    marker: Marker,
    publisher: str | None,
    aliases: Sequence[str] = (),
    longer: Sequence[str] = (),
) -> Sketch:
    """Return the sketch of a document; its sentences are those of its passages, where it has any.

    `aliases` are further names of its publisher, `longer` names of others in which one of them stands.
    """
    document = reading.document
    language = document.language or "en"
    units = [_unit(document, s.start, s.end, marker, language) for s in _sentences(reading)][:MOST_UNITS]
    if document.title and document.title.strip() not in document.text[:400]:
        marks = marker.marks(document.title, language)
        units.insert(0, Unit(0, 0, marks, sum(mark.weight for mark in marks)))
    return Sketch(
        id=document.id,
        language=language,
        publisher=publisher,
        outlets=_names((document.publisher or "", *aliases), marker, language),
        longer=_names(longer, marker, language),
        published=document.published,
        when=order(document),
        words=len(document.text.split()),
        packed=pack([unit for unit in units if unit.marks]),
    )


def _names(names: Sequence[str], marker: Marker, language: str) -> tuple[Name, ...]:
    made = (marker.name(name, language) for name in dict.fromkeys(names) if name)
    return tuple(name for name in made if name)


def _sentences(reading: Reading) -> list[Span]:
    found: list[Span] = []
    passages = reading.of(Passage)
    for passage in passages:
        if passage.kind != "metadata":
            found += passage.sentences or (passage.span,)
    if not passages:
        found = [Span(m.start(), m.end()) for m in _SENTENCE.finditer(reading.text)]
    return found


def _unit(document: Document, start: int, end: int, marker: Marker, language: str) -> Unit:
    marks = tuple(
        Mark(mark.keys, mark.weight, mark.start + start, mark.end + start)
        for mark in marker.marks(document.text[start:end], language)
    )
    return Unit(start, end, marks, sum(mark.weight for mark in marks))


def pack(units: Sequence[Unit]) -> str:
    """Return sentences as compact JSON."""
    return json.dumps(
        [[u.start, u.end, [["|".join(m.keys), m.weight, m.start, m.end] for m in u.marks]] for u in units],
        ensure_ascii=False,
        separators=(",", ":"),
    )


@lru_cache(maxsize=4096)
def unpack(packed: str) -> tuple[Unit, ...]:
    """Return the sentences that `pack` wrote."""
    found = []
    for start, end, rows in json.loads(packed):
        marks = tuple(Mark(tuple(keys.split("|")), weight, first, last) for keys, weight, first, last in rows)
        found.append(Unit(start, end, marks, sum(mark.weight for mark in marks)))
    return tuple(found)
