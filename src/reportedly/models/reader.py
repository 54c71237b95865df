"""Long texts in stretches, so that memory does not grow with them."""

from collections.abc import Sequence

from reportedly.records import Span

STRETCH = 40_000
"""Code points read at a time; a stretch ends with a sentence."""


def stretches(text: str, sentences: Sequence[Span]) -> list[tuple[int, int]]:
    """Return cuts of the text at sentence starts, each at most STRETCH long where sentences allow it."""
    cuts: list[tuple[int, int]] = []
    begin = 0
    for sentence in sentences:
        if sentence.end - begin > STRETCH and sentence.start > begin:
            cuts.append((begin, sentence.start))
            begin = sentence.start
        while sentence.end - begin > 2 * STRETCH:
            # One endless sentence: cut where a blank is.
            blank = text.rfind(" ", begin + STRETCH, begin + 2 * STRETCH)
            end = blank + 1 if blank > 0 else begin + 2 * STRETCH
            cuts.append((begin, end))
            begin = end
    cuts.append((begin, len(text)))
    return cuts


def within(sentences: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the sentences of a stretch, counted from its start."""
    return [
        Span(max(s.start, start) - start, min(s.end, end) - start) for s in sentences if s.start < end and s.end > start
    ]
