"""Notes of a brief numbered in the order in which a reader meets them, as word processors count them."""

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from reportedly.brief.model import Brief, Moment, Note, Voice
from reportedly.records import BriefStatement


def in_reading_order(brief: Brief) -> Brief:
    """Return the brief with its notes numbered from 1 in reading order; notes that nothing cites come last."""
    order = list(dict.fromkeys(_cited(brief)))
    order += [n.citation.number for n in brief.notes if n.citation.number not in set(order)]
    if order == sorted(order):
        return brief
    new = {old: number for number, old in enumerate(order, 1)}
    notes = sorted((_note(note, new) for note in brief.notes), key=lambda note: note.citation.number)
    made: Brief = _walk(replace(brief, notes=()), new)
    corrections = tuple((text, _numbers(numbers, new)) for text, numbers in brief.corrections)
    return replace(made, notes=tuple(notes), corrections=corrections)


def _cited(brief: Brief) -> Iterator[int]:
    lines = [*brief.takeaways, *(line for section in brief.sections for line in section.lines), *brief.control.lines]
    for line in lines:
        yield from line.statement.citations
    for moment in (*brief.timeline.moments, *brief.timeline.undated):
        yield from moment.numbers
    for dispute in brief.disputes:
        for voice in (*dispute.left, *dispute.right):
            yield from voice.numbers
    for _, numbers in brief.corrections:
        yield from numbers
    for statement in brief.drift:
        yield from statement.citations


def _note(note: Note, new: Mapping[int, int]) -> Note:
    citation = note.citation
    same = new.get(citation.same_as) if citation.same_as is not None else None
    return replace(note, citation=replace(citation, number=new[citation.number], same_as=same))


def _numbers(numbers: tuple[int, ...], new: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(new.get(n, n) for n in numbers)


def _walk(value: Any, new: Mapping[int, int]) -> Any:
    """Return a part of the brief with the numbers in its statements, moments and voices put anew."""
    if isinstance(value, BriefStatement):
        return replace(value, citations=_numbers(value.citations, new))
    if isinstance(value, Moment | Voice):
        return replace(value, numbers=_numbers(value.numbers, new))
    if isinstance(value, tuple):
        return tuple(_walk(v, new) for v in value)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{f.name: _walk(getattr(value, f.name), new) for f in fields(value) if f.init})
    return value
