"""Several processes give what one gives, in order, whatever happens to them."""

import os
import signal
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import StageUnavailable
from reportedly.interfaces import Stage, StageInfo
from reportedly.pipeline.workers import EACH, NEEDS_MB, annotate_in, workers_for
from reportedly.records import DocumentNote, Reading, Record
from tests.unit.pipeline.test_runner import a_document


class Counting:
    """Notes the length of each text; dies, fails or stops where a text says so, the first `times` times."""

    def __init__(self, folder: Path, times: int) -> None:
        self._folder, self._times = folder, times

    @property
    def info(self) -> StageInfo:
        return StageInfo("count.test", 1, "test", makes=(DocumentNote,))

    def annotate(self, readings: Sequence[Reading]) -> Sequence[tuple[Record, ...]]:
        for reading in readings:
            if "deadly" in reading.text and self._first(reading):
                os.kill(os.getpid(), signal.SIGKILL)
            if "bad" in reading.text:
                raise ValueError("a bad text")
            if "halt" in reading.text:
                raise StageUnavailable("no weights")
        return [(DocumentNote(r.document.id, "seen", str(len(r.text))),) for r in readings]

    def _first(self, reading: Reading) -> bool:
        mark = self._folder / reading.document.id
        died = len(mark.read_text()) if mark.exists() else 0
        mark.write_text("x" * (died + 1))
        return died < self._times


def make(folder: Path, times: int) -> list[Stage]:
    return [Counting(folder, times)]


def readings(texts: Sequence[str]) -> list[Reading]:
    return [Reading(a_document(text)) for text in texts]


def run(folder: Path, texts: Sequence[str], workers: int, times: int = 0) -> list[tuple[str, str, str]]:
    found = annotate_in(partial(make, folder, times), iter(readings(texts)), workers)
    return [
        (one.reading.text, outcome.state, records[0].reason if records else outcome.message)  # type: ignore[union-attr]
        for batch in found
        for one in batch
        for outcome, records in one.steps
    ]


TEXTS = [f"Ferry {n} stopped{'!' * (n % 7)}" for n in range(70)]


def test_two_processes_give_what_one_gives_in_order(tmp_path: Path) -> None:
    assert run(tmp_path, TEXTS, 2) == run(tmp_path, TEXTS, 1)


def test_a_failure_in_a_process_costs_its_document_only(tmp_path: Path) -> None:
    texts = [*TEXTS[:20], "a bad one", *TEXTS[20:40]]
    found = run(tmp_path, texts, 2)
    assert [text for text, state, _ in found if state == "failed"] == ["a bad one"]
    assert [text for text, _, _ in found] == texts


def test_a_process_that_dies_once_loses_nothing_and_doubles_nothing(tmp_path: Path) -> None:
    texts = [*TEXTS[:20], "a deadly one", *TEXTS[20:50], "another deadly one"]
    found = run(tmp_path, texts, 2, times=1)
    assert [text for text, _, _ in found] == texts
    assert {state for _, state, _ in found} == {"done"}


def test_a_document_that_always_kills_is_failed_and_the_others_go_on(tmp_path: Path) -> None:
    texts = [*TEXTS[:5], "a deadly one", *TEXTS[5:30]]
    found = run(tmp_path, texts, 2, times=10_000)
    assert [text for text, _, _ in found] == texts
    assert [(text, state) for text, state, _ in found if state != "done"] == [("a deadly one", "failed")]
    assert "died 3 times on this document alone" in next(told for _, state, told in found if state == "failed")


def test_a_stage_that_cannot_work_stops_the_run(tmp_path: Path) -> None:
    with pytest.raises(StageUnavailable, match="no weights"):
        run(tmp_path, [*TEXTS[:3], "halt here"], 2)


def test_what_was_asked_for_early_is_not_read_all_at_once(tmp_path: Path) -> None:
    taken = 0

    def lazily() -> object:
        nonlocal taken
        for reading in readings([f"text {n}" for n in range(2000)]):
            taken += 1
            yield reading

    found = annotate_in(partial(make, tmp_path, 0), lazily(), 2)  # type: ignore[arg-type]
    next(found)
    assert taken <= 16 * 2 * 3
    found.close()  # type: ignore[attr-defined]


@given(st.integers(0, 10_000), st.integers(1, 64), st.integers(0, 64_000))
def test_workers_are_bounded_by_documents_cores_and_memory(documents: int, cores: int, memory: int) -> None:
    found = workers_for(documents, cores=cores, memory_mb=memory)
    assert 1 <= found <= cores
    assert found == 1 or (found * EACH <= documents and found * NEEDS_MB <= memory)
