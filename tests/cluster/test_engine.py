"""A Ray cluster gives what one process gives, each document once, whatever happens to its workers."""

from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from reportedly.errors import StageUnavailable
from reportedly.pipeline import Meter
from reportedly.pipeline.workers import annotate_in
from reportedly.records import Reading
from tests.unit.pipeline.test_runner import a_document
from tests.unit.pipeline.test_workers import TEXTS, make

pytest.importorskip("ray", reason="the extra `cluster` is not installed")

from reportedly.cluster.engine import RayEngine


def run(folder: Path, texts: list[str], address: str | None, times: int = 0) -> tuple[list[tuple[str, ...]], Meter]:
    meter = Meter()
    readings = (Reading(a_document(text)) for text in texts)
    made = partial(make, folder, times)
    found = (
        RayEngine(address, 2).annotate(made, readings, meter) if address != "here" else annotate_in(made, readings, 1)
    )
    return [
        (one.reading.text, outcome.state, records[0].reason if records else outcome.message)  # type: ignore[union-attr]
        for batch in found
        for one in batch
        for outcome, records in one.steps
    ], meter


def test_two_nodes_give_what_one_process_gives(tmp_path: Path, two_nodes: str) -> None:
    texts = [*TEXTS, "a bad one"]
    found, meter = run(tmp_path, texts, two_nodes)
    assert sorted(found) == sorted(run(tmp_path, texts, "here")[0])
    assert (meter.documents, meter.failures) == (71, 1)
    assert meter.engine.endswith("2 workers on 2 nodes")
    assert len(meter.peaks_mb) == 2
    assert all(peak > 50 for peak in meter.peaks_mb.values())


def test_three_deaths_of_workers_lose_nothing_and_double_nothing(tmp_path: Path, two_nodes: str) -> None:
    texts = [*TEXTS[:9], "a deadly one", *TEXTS[9:40], "another deadly one", *TEXTS[40:], "the third deadly one"]
    found, meter = run(tmp_path, texts, two_nodes, times=1)
    assert Counter(text for text, _, _ in found) == Counter(texts)
    assert {state for _, state, _ in found} == {"done"}
    assert meter.restarts == 3


def test_a_document_that_always_kills_is_failed_and_the_others_go_on(tmp_path: Path, two_nodes: str) -> None:
    found, _ = run(tmp_path, [*TEXTS[:20], "a deadly one"], two_nodes, times=10_000)
    assert Counter(text for text, _, _ in found) == Counter([*TEXTS[:20], "a deadly one"])
    [(text, told)] = [(text, told) for text, state, told in found if state != "done"]
    assert (text, "died 3 times on this document alone" in told) == ("a deadly one", True)


def test_a_stage_that_cannot_work_stops_the_job_with_its_own_words(tmp_path: Path, two_nodes: str) -> None:
    with pytest.raises(StageUnavailable, match="no weights"):
        run(tmp_path, [*TEXTS[:3], "halt here"], two_nodes)


def test_without_documents_no_cluster_is_asked_for(tmp_path: Path) -> None:
    assert run(tmp_path, [], "127.0.0.1:1")[0] == []
