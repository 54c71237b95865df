"""Which person a short form for a source stands for: who is named before it in the text."""

import re

from reportedly.records import PersonMention, Reading, Span
from reportedly.text import name_key, squeeze

FULL_NAME = re.compile(r"\b[A-ZА-ЯЁЇІЄҐÄÖÜ][a-zа-яёїієґäöüß’']+ [A-ZА-ЯЁЇІЄҐÄÖÜ][a-zа-яёїієґäöüß’']{2,}\b")

_NEAR = 600
"""A name stands for no short form that is farther behind it, in code points."""

_STEM = 4
"""So many letters of a surname are the same in all cases."""


def person_before(reading: Reading, at: int) -> Span | None:
    """Return the person whose name stands last before a place of the text, None where none stands near."""
    near = [p.span for p in reading.of(PersonMention) if at - _NEAR < p.span.start < at]
    return max(near, key=lambda span: span.start, default=None)


def only_person(reading: Reading, sentence: Span) -> Span | None:
    """Return the last mention of the one person whom a text names up to the end of a sentence, None of several."""
    named = [p.span for p in reading.of(PersonMention) if p.span.start < sentence.end]
    surnames = {(name_key(squeeze(span.of(reading.text))).split() or [""])[-1][:_STEM] for span in named}
    return max(named, key=lambda span: span.start) if len(surnames) == 1 else None
