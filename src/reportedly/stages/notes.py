"""Findings about a whole document: no date, traces of machine translation, names that contradict themselves."""

import re
from collections.abc import Sequence

from reportedly.records import Attribution, DocumentNote, Reading, Record, Span
from reportedly.stages.attribution.bodies import double_expansions

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_DATE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}[./]\d{{1,2}}[./](?:\d{{2}}|\d{{4}})\b|"
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTHS})\b|\b(?:{_MONTHS})\s+\d{{1,4}}\b|\b(?:19|20)\d{{2}}\b",
)
_TRACES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("sentence opens with “Accordingly”", re.compile(r"(?:(?<=[.!?]\s)|^)Accordingly,", re.MULTILINE)),
    ("“According to this”", re.compile(r"\bAccording to this,", re.IGNORECASE)),
    ("“is said to”", re.compile(r"\b(?:is|are) said to\b", re.IGNORECASE)),
    ("“it became known”", re.compile(r"\bit became known\b", re.IGNORECASE)),
    ("“recall that” as a sentence", re.compile(r"(?:(?<=[.!?]\s)|^)Recall(?: that|,)", re.MULTILINE)),
    ("“the so-called”", re.compile(r"\bthe so-called\b", re.IGNORECASE)),
    ("“should have been” for hearsay", re.compile(r"\b(?:allegedly should|should allegedly)\b", re.IGNORECASE)),
    ("“are supposed to” for a plan", re.compile(r"\b(?:are|is) supposed to\b", re.IGNORECASE)),
    ("“This is reported by”", re.compile(r"\bThis (?:is|was) reported by\b")),
)
_ENOUGH = 2


def document_notes(reading: Reading, records: Sequence[Record], producer: str) -> list[DocumentNote]:
    """Return the notes on one document; `records` are the chains just made for it."""
    notes = []
    document = reading.document
    if document.published is None and _DATE.search(reading.text) is None:
        notes.append(
            DocumentNote(document.id, "no_date", "neither the document nor its text gives a date", producer=producer)
        )
    traces = [(name, m) for name, pattern in _TRACES if (m := pattern.search(reading.text)) is not None]
    if len(traces) >= _ENOUGH:
        reason = "; ".join(name for name, _ in traces)
        spans = tuple(sorted(Span(*m.span()) for _, m in traces))
        notes.append(DocumentNote(document.id, "suspected_machine_translation", reason, spans, producer))
    notes.extend(_name_errors(reading, records, producer))
    return notes


def _name_errors(reading: Reading, records: Sequence[Record], producer: str) -> list[DocumentNote]:
    found: dict[Span, str] = {}
    for record in records:
        if isinstance(record, Attribution):
            for link in record.links:
                if link.note is not None and link.span is not None and link.resolution in ("corrected", "unresolved"):
                    found.setdefault(link.span, link.note)
    for item in double_expansions(reading.text):
        found.setdefault(item.span, item.reason)
    return [DocumentNote(reading.document.id, "name_error", found[s], (s,), producer) for s in sorted(found)]
