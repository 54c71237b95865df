"""Readings of one invented sentence, for the tests of the stages that read claims."""

from reportedly.interfaces import Stage
from reportedly.records import Document, Passage, Reading, Span, document_id
from reportedly.stages.code import CodeRules
from reportedly.stages.extract import ExtractRules

_SHA = "0" * 64
_CODE = CodeRules()


def coded(text: str, *stages: Stage) -> Reading:
    """Return the reading of a one-sentence text after extraction, coding and the stages given."""
    document = Document(document_id(_SHA), _SHA, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z")
    whole = Span(0, len(text))
    reading = Reading(document, (Passage(document.id, whole, "body", 0, (whole,)),))
    for stage in (ExtractRules(), _CODE, *stages):
        reading = reading.plus(stage.annotate([reading])[0])
    return reading
