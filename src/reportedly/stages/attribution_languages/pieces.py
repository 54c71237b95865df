"""Small stretches of text: trimming, and what stands right before or behind them."""

import re

from reportedly.records import Span

QUOTED_WORDS = 4
"""Words inside quotation marks up to which these hold a name, not speech."""


def trim(text: str, start: int, end: int) -> Span | None:
    """Return a stretch without white space and joining marks at its ends, None if nothing is left."""
    while start < end and (text[start].isspace() or text[start] in ",;:—–-.»”)"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ",;:—–-("):
        end -= 1
    return Span(start, end) if end - start > 1 else None


def visible(text: str, span: Span) -> Span:
    """Return a span without white space at its ends."""
    start, end = span.start, span.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end) if end > start else span


def next_word(text: str, position: int) -> int:
    """Return the position of the next character that is no white space."""
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def ends_with(pattern: str, left: str) -> bool:
    """Say whether the last word of a stretch, an adverb aside, matches a pattern."""
    return re.search(rf"(?:^|[\s,(—–«])(?:{pattern})\s*(?:\w+о\s)?$", left, re.IGNORECASE) is not None
