"""Changing a text without losing its marks: everything works on pieces, never across one."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from benchmarks.families.model import Body, Paragraph, Piece
from benchmarks.families.wordbook import WORD

_SENTENCE_END = re.compile(
    r"(?:(?<=[\w»”“\")’]{2}[.!?…])|(?<=[.!?…][»”“\"]))(?<!вул\.)(?<!\bст\.)(?<!\bNr\.)\s+(?=[«„“\"—–]?[\w])"
)
_SPACES = re.compile(r" {2,}")


def mapped(body: Body, change: Callable[[str], str]) -> Body:
    """Return a body with every piece changed; a claim that would lose all its words stays as it is."""
    return tuple(tuple(_changed(piece, change) for piece in paragraph) for paragraph in body)


def words_mapped(body: Body, change: Callable[[str], str]) -> Body:
    """Return a body with every word changed; spaces around a word that vanishes close up."""
    return mapped(body, lambda text: _SPACES.sub(" ", WORD.sub(lambda found: change(found[0]), text)))


def _changed(piece: Piece, change: Callable[[str], str]) -> Piece:
    text = change(piece.text)
    if not piece.event:
        return replace(piece, text=text)
    return replace(piece, text=text.strip()) if text.strip() else piece


def sentences(paragraph: Paragraph) -> list[Paragraph]:
    """Return the sentences of a paragraph; one never ends inside of a mark."""
    text = "".join(piece.text for piece in paragraph)
    spans, at = [], 0
    for piece in paragraph:
        spans.append((at, at + len(piece.text), piece))
        at += len(piece.text)
    inner = [(start, end) for start, end, piece in spans if piece.event]
    cuts = [m.end() for m in _SENTENCE_END.finditer(text) if not any(a < m.end() < b for a, b in inner)]
    bounds = [0, *cuts, len(text)]
    return [_between(spans, a, b) for a, b in pairwise(bounds) if text[a:b].strip()]


def _between(spans: Sequence[tuple[int, int, Piece]], start: int, end: int) -> Paragraph:
    found = []
    for a, b, piece in spans:
        if a < end and b > start:
            found.append(replace(piece, text=piece.text[max(0, start - a) : end - a]))
    return tidy(tuple(found))


def joined(parts: Sequence[Paragraph]) -> Paragraph:
    """Return sentences as one paragraph."""
    found: list[Piece] = []
    for part in parts:
        if found:
            found.append(Piece(" "))
        found.extend(part)
    return tuple(found)


def tidy(paragraph: Paragraph) -> Paragraph:
    """Return a paragraph without white space at its ends and without empty pieces."""
    found = list(paragraph)
    while found and not found[0].text.strip():
        found.pop(0)
    while found and not found[-1].text.strip():
        found.pop()
    if found and not found[0].event:
        found[0] = replace(found[0], text=found[0].text.lstrip())
    if found and not found[-1].event:
        found[-1] = replace(found[-1], text=found[-1].text.rstrip())
    return tuple(piece for piece in found if piece.text)


def marked(paragraph: Paragraph) -> bool:
    """Say whether a paragraph or sentence has a marked claim."""
    return any(piece.event for piece in paragraph)


def filled(frame: str, slot: str, piece: Piece) -> Paragraph:
    """Return a frame with a marked piece in its slot."""
    before, _, after = frame.partition(slot)
    return tuple(part for part in (Piece(before), piece, Piece(after)) if part.text)
