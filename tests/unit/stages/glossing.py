"""Readings of invented texts in Ukrainian, Russian and German, for the tests of the stages that read their gloss."""

from reportedly.interfaces import Stage
from reportedly.records import Document, Passage, Reading, Span, document_id
from reportedly.stages.segment import SegmentRules

_SHA = "0" * 64


def document(text: str, language: str, published: str | None = None) -> Document:
    return Document(
        document_id(_SHA), _SHA, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z",
        language=language, published=published,
    )  # fmt: skip


def read(text: str, language: str, *stages: Stage, published: str | None = None) -> Reading:
    """Return the reading of a text after its passages are cut and the stages have run."""
    reading = Reading(document(text, language, published))
    for stage in (SegmentRules(), *stages):
        reading = reading.plus(stage.annotate([reading])[0])
    return reading


def whole(text: str) -> list[Span]:
    return [Span(0, len(text))]


def passages(reading: Reading) -> tuple[Passage, ...]:
    return reading.of(Passage)
