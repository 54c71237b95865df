"""The installed product over a family: its stages on each document, then the join; no label goes in."""

from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

from benchmarks.corpora import Question, Row
from reportedly.errors import DocumentFailed, InvalidRecord
from reportedly.pipeline import annotate
from reportedly.records import Claim, DocEdge, Document, Event, Reading, document_id
from reportedly.text import digest

if TYPE_CHECKING:
    from reportedly.interfaces import Stage

REMEMBERED = 5_000
"""Readings that are kept for the documents of later families: kits are drawn from again and again."""


class Joiner:
    """Reads and joins piles; documents that fail are noted in `failed`."""

    def __init__(self, failed: list[str]) -> None:
        self._failed = failed
        self._stages: Sequence[Stage] = ()
        self._readings: OrderedDict[str, Reading] = OrderedDict()

    def join(self, name: str, documents: Sequence[Question]) -> Row:
        """Return the edges and events of a pile in the format of the gold."""
        from reportedly import assembly

        ids = {document_of(question).id: question.id for question in documents}
        readings = [reading for question in documents if (reading := self._reading(name, question)) is not None]
        joined = assembly.join(readings)
        return {
            "id": name,
            "family": name,
            "edges": edge_rows(joined.edges, ids),
            "events": event_rows(joined.events, readings, ids),
        }

    def _reading(self, name: str, question: Question) -> Reading | None:
        try:
            document = document_of(question)
            if document.id not in self._readings:
                self._readings[document.id] = self._read(document)
        except (DocumentFailed, InvalidRecord) as e:
            self._failed.append(f"{name}/{question.id}: {e}")
            return None
        self._readings.move_to_end(document.id)
        if len(self._readings) > REMEMBERED:
            self._readings.popitem(last=False)
        return self._readings[document.id]

    def _read(self, document: Document) -> Reading:
        from reportedly import assembly

        self._stages = self._stages or assembly.default_stages()
        [done] = annotate(self._stages, [Reading(document)])
        for outcome, _ in done.steps:
            if outcome.state == "failed":
                raise DocumentFailed(f"{outcome.stage}: {outcome.message}")
        return done.reading


def document_of(question: Question) -> Document:
    """Return the document of a question: equal ones have one id, whatever family they stand in."""
    sha256 = digest(question.text, length=64)
    head = "\n".join(str(x) for x in (question.lang, question.publisher, question.published, question.title))
    return Document(
        id=document_id(sha256, head),
        sha256=sha256,
        text_id="txt_" + sha256[:16],
        text=question.text,
        path="memory",
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="1970-01-01T00:00:00+00:00",
        language=question.lang,
        publisher=question.publisher,
        title=question.title,
        published=question.published,
        published_basis="field" if question.published else "none",
    )


def edge_rows(edges: Sequence[DocEdge], ids: dict[str, str]) -> list[Row]:
    """Return edges in the format of the gold, each pair once with the highest score; one owner is no derivation."""
    best: dict[tuple[str, str], DocEdge] = {}
    for edge in edges:
        pair = (ids[edge.start], ids[edge.end])
        if edge.kind != "same_family" and (pair not in best or edge.score > best[pair].score):
            best[pair] = edge
    return [{"from": a, "to": b, "kind": edge.kind, "score": edge.score} for (a, b), edge in sorted(best.items())]


def event_rows(events: Sequence[Event], readings: Sequence[Reading], ids: dict[str, str]) -> list[Row]:
    """Return events in the format of the gold, with the claims that restate them where those stand in no event."""
    claims = {claim.id: claim for reading in readings for claim in reading.of(Claim)}
    taken = {claim for event in events for claim in event.claims}
    rows: list[Row] = []
    for event in sorted(events, key=lambda e: e.id):
        restating = [claim for claim in event.background if claim not in taken]
        taken.update(restating)
        spans = [
            {"doc": ids[claims[name].document], "start": span.start, "end": span.end}
            for name in (*event.claims, *restating)
            for span in claims[name].evidence
        ]
        spans.sort(key=lambda span: (str(span["doc"]), span["start"]))
        rows.append(
            {"id": event.id, "claims": spans, "origins_min": event.origins_min, "origins_max": event.origins_max}
        )
    return rows
