"""The runner and the order check."""

from collections.abc import Sequence

import pytest

from reportedly.errors import DocumentFailed, InvalidPipeline, StageUnavailable
from reportedly.interfaces import StageInfo
from reportedly.pipeline import annotate, check_order
from reportedly.records import Claim, Document, DocumentNote, Passage, Reading, Record, Span, claim_id, document_id
from reportedly.text import digest


def a_document(text: str = "Two ferries stopped.", language: str = "en") -> Document:
    return Document(
        id=document_id(text),
        sha256=digest(text, length=64),
        text_id="txt_1",
        text=text,
        path="in/a.txt",
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="2026-01-01T00:00:00Z",
        language=language,
    )


class AStage:
    """Makes one note for each document, or does what `act` says."""

    def __init__(self, name: str = "notes.test", *, languages=(), reads=(), makes=(DocumentNote,), act=None):
        self._info = StageInfo(name, 1, "test", languages, reads, makes)
        self._act = act
        self.calls: list[int] = []

    @property
    def info(self) -> StageInfo:
        return self._info

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        self.calls.append(len(readings))
        if self._act:
            return self._act(readings)
        return [(DocumentNote(r.document.id, "seen", "it was there"),) for r in readings]


def test_a_stage_that_reads_what_nothing_makes_is_refused_by_name() -> None:
    with pytest.raises(InvalidPipeline, match=r"'late\.test' reads Claim, which no earlier stage makes"):
        check_order([AStage("late.test", reads=(Claim,))])


def test_a_stage_that_stands_twice_is_refused() -> None:
    with pytest.raises(InvalidPipeline, match="stands twice"):
        check_order([AStage(), AStage()])


def test_records_are_folded_in_for_the_next_stage() -> None:
    seen: list[int] = []

    def look(readings: Sequence[Reading]) -> list[tuple[Record, ...]]:
        seen.extend(len(r.of(DocumentNote)) for r in readings)
        return [() for _ in readings]

    annotate([AStage(), AStage("second.test", act=look, makes=())], [Reading(a_document())])
    assert seen == [1]


def test_one_failing_document_costs_only_itself() -> None:
    def act(readings: Sequence[Reading]) -> list[tuple[Record, ...]]:
        if any("bad" in r.text for r in readings):
            raise DocumentFailed("the text is bad")
        return [(DocumentNote(r.document.id, "seen", "x"),) for r in readings]

    readings = [Reading(a_document(t)) for t in ("good one.", "bad one.", "good two.")]
    done = annotate([AStage(act=act)], readings)
    assert [d.steps[0][0].state for d in done] == ["done", "failed", "done"]
    assert done[1].steps[0][0].message == "the text is bad"


def test_a_crash_in_a_stage_is_an_outcome_that_names_the_fault() -> None:
    def act(readings: Sequence[Reading]) -> list[tuple[Record, ...]]:
        raise ZeroDivisionError("by hand")

    [done] = annotate([AStage(act=act), AStage("after.test")], [Reading(a_document())])
    assert len(done.steps) == 1
    assert "ZeroDivisionError: by hand" in done.steps[0][0].message


def test_a_stage_that_cannot_work_stops_the_run() -> None:
    def act(readings: Sequence[Reading]) -> list[tuple[Record, ...]]:
        raise StageUnavailable("weights are missing")

    with pytest.raises(StageUnavailable, match="weights"):
        annotate([AStage(act=act)], [Reading(a_document())])


def test_a_stage_that_loses_a_document_fails_on_each_alone() -> None:
    [done] = annotate([AStage(act=lambda readings: [])], [Reading(a_document())])
    assert "0 answers for 1 documents" in done.steps[0][0].message


def test_a_stage_is_not_called_for_a_language_it_does_not_read() -> None:
    stage = AStage(languages=("en",))
    readings = [Reading(a_document("Deux bacs.", "fr")), Reading(a_document("Two ferries.", "en"))]
    done = annotate([stage], readings)
    assert stage.calls == [1]
    assert [d.steps[0][0].state for d in done] == ["skipped", "done"]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (lambda d: Passage(d, Span(0, 5), "body", 0), "does not say it makes"),
        (lambda d: DocumentNote(d, "x", "y", (Span(0, 999),)), "outside of a text of 20 characters"),
        (
            lambda d: Claim(
                id=claim_id(d, (Span(3, 900),)), document=d, evidence=(Span(3, 900),), proposition="", kind="event"
            ),
            "outside of a text",
        ),
    ],
)
def test_records_that_a_stage_may_not_make_are_refused(record, message: str) -> None:
    document = a_document()
    stage = AStage(act=lambda readings: [(record(document.id),)], makes=(DocumentNote, Claim))
    [done] = annotate([stage], [Reading(document)])
    assert message in done.steps[0][0].message
    assert done.reading.records == ()
