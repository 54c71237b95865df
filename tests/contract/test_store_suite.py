"""What every store promises; each implementation goes through it."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import StoreError
from reportedly.interfaces import Store
from reportedly.records import RECORD_KINDS, Failure, HedgeDrift, Outcome, Reading, Record, Run, Span, Timing
from reportedly.store import SqlStore
from tests.contract.store_records import (
    LATER,
    RUN,
    a_cell,
    a_document,
    a_judgement,
    an_edge,
    an_event,
    every_kind,
    the_claim,
)

Open = Callable[[], Store]


@pytest.fixture(params=["sqlite", "postgresql"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Open:
    if request.param == "sqlite":
        return lambda: SqlStore.open(tmp_path / "project.db")
    url = request.getfixturevalue("postgres").database()
    return lambda: SqlStore.open(url)


@pytest.fixture
def store(reopen: Open) -> Iterator[Store]:
    opened = reopen()
    opened.begin_run(RUN)
    yield opened
    opened.close()


def _save(store: Store, document: str, stage: str, records: tuple[Record, ...], *, run: Run = RUN) -> None:
    store.save(Outcome(document, stage, "done", len(records)), records, run=run.id)


def _timing(claim: str, day: str) -> Timing:
    return Timing(claim, day, day, day, "stated", Span(0, 3))


def test_a_document_comes_back_as_it_was_added(store: Store) -> None:
    document = a_document()
    assert store.add_document(document, run=RUN.id)
    assert store.documents() == [document]
    assert store.reading(document.id) == Reading(document)


def test_the_same_document_is_refused_the_second_time(store: Store) -> None:
    assert store.add_document(a_document(), run=RUN.id)
    assert not store.add_document(a_document(path="in/copy.txt"), run=RUN.id)
    assert [document.path for document in store.documents()] == ["in/report-1.txt"]


def test_documents_come_in_the_order_in_which_they_were_added(store: Store) -> None:
    for number in (3, 1, 2):
        store.add_document(a_document(number), run=RUN.id)
    expected = [a_document(number) for number in (3, 1, 2)]
    assert store.documents() == expected
    assert [reading.document for reading in store.readings()] == expected


def test_every_kind_of_record_comes_back_as_it_was_saved(reopen: Open) -> None:
    document = a_document()
    made = every_kind(document)
    assert {type(record) for records in made.values() for record in records} == set(RECORD_KINDS)
    store = reopen()
    store.begin_run(RUN)
    store.add_document(document, run=RUN.id)
    for stage, records in made.items():
        _save(store, document.id, stage, records)
    store.close()
    again = reopen()
    expected = Reading(document, tuple(record for records in made.values() for record in records))
    assert again.reading(document.id) == expected
    assert list(again.readings()) == [expected]
    again.close()


def test_saving_twice_adds_nothing(store: Store) -> None:
    document = a_document()
    store.add_document(document, run=RUN.id)
    for _ in range(2):
        for stage, records in every_kind(document).items():
            _save(store, document.id, stage, records)
    assert len(store.outcomes()) == len(every_kind(document))
    assert len(store.reading(document.id).records) == sum(map(len, every_kind(document).values()))


def test_a_newer_version_of_a_stage_retires_what_the_older_one_made(store: Store) -> None:
    document = a_document()
    store.add_document(document, run=RUN.id)
    _save(store, document.id, "date.rules/1", (_timing("clm_a", "2026-10-01"), _timing("clm_b", "2026-10-02")))
    _save(store, document.id, "other.rules/1", (_timing("clm_c", "2026-10-03"),))
    store.begin_run(LATER)
    newer = (_timing("clm_b", "2026-10-05"),)
    _save(store, document.id, "date.rules/2", newer, run=LATER)
    assert set(store.reading(document.id).records) == {*newer, _timing("clm_c", "2026-10-03")}
    assert store.stages_done(document.id) == {"date.rules/2", "other.rules/1"}


def test_going_back_to_an_older_version_brings_its_records_back(store: Store) -> None:
    document, old, new = a_document(), (_timing("clm_a", "2026-10-01"),), (_timing("clm_a", "2026-10-02"),)
    store.add_document(document, run=RUN.id)
    for stage, records in (("date.rules/1", old), ("date.rules/2", new), ("date.rules/1", old)):
        _save(store, document.id, stage, records)
    assert store.reading(document.id).records == old


def test_a_stage_that_finds_nothing_is_done_and_retires_what_it_found_before(store: Store) -> None:
    document = a_document()
    store.add_document(document, run=RUN.id)
    _save(store, document.id, "date.rules/1", (_timing("clm_a", "2026-10-01"),))
    _save(store, document.id, "date.rules/2", ())
    assert store.reading(document.id).records == ()
    assert store.stages_done(document.id) == {"date.rules/2"}


def test_a_failed_stage_is_not_done_and_leaves_earlier_records(store: Store) -> None:
    document, made = a_document(), (_timing("clm_a", "2026-10-01"),)
    store.add_document(document, run=RUN.id)
    _save(store, document.id, "date.rules/1", made)
    failed = Outcome(document.id, "date.rules/2", "failed", 0, "too long")
    store.save(failed, (), run=RUN.id)
    assert store.stages_done(document.id) == set()
    assert store.outcomes() == [failed]
    assert store.reading(document.id).records == made


def test_what_one_stage_makes_leaves_other_documents_alone(store: Store) -> None:
    first, second = a_document(1), a_document(2)
    for document in (first, second):
        store.add_document(document, run=RUN.id)
        _save(store, document.id, "date.rules/1", (_timing("clm_" + document.id, "2026-10-01"),))
    _save(store, first.id, "date.rules/2", ())
    assert store.reading(second.id).records == (_timing("clm_" + second.id, "2026-10-01"),)


def test_records_of_an_unknown_document_are_refused(store: Store) -> None:
    with pytest.raises(StoreError, match="add the document"):
        _save(store, "doc_unknown", "date.rules/1", (_timing("clm_a", "2026-10-01"),))
    assert store.outcomes() == []


def test_a_run_must_begin_before_anything_is_saved_under_it(store: Store) -> None:
    with pytest.raises(StoreError, match="begin_run"):
        store.add_document(a_document(), run="run_unknown")


def test_asking_for_an_unknown_document_is_an_error(store: Store) -> None:
    with pytest.raises(StoreError, match="no document doc_unknown"):
        store.reading("doc_unknown")


def test_a_failure_is_kept_once_and_dropped_when_its_path_has_been_read(store: Store) -> None:
    failure, other = Failure("in/report-1.txt", "the file is empty", "0" * 64), Failure("in/b.pdf", "a PDF file")
    for found in (failure, failure, other):
        store.add_failure(found, run=RUN.id)
    assert store.failures() == [failure, other]
    store.add_document(a_document(1), run=RUN.id)
    assert store.failures() == [other]


def test_a_failure_of_a_path_that_now_holds_a_known_document_is_dropped(store: Store) -> None:
    store.add_document(a_document(1), run=RUN.id)
    store.add_failure(Failure("in/copy.txt", "the file is empty"), run=RUN.id)
    assert not store.add_document(a_document(1, path="in/copy.txt"), run=RUN.id)
    assert store.failures() == []


def test_a_row_that_is_read_drops_the_failure_of_its_file_but_not_of_other_rows(store: Store) -> None:
    row = Failure("in/a.csv#row=2", "no text")
    for failure in (Failure("in/a.csv", "no text column"), row):
        store.add_failure(failure, run=RUN.id)
    store.add_document(a_document(1, path="in/a.csv#row=1", container="in/a.csv"), run=RUN.id)
    assert store.failures() == [row]


def test_what_is_derived_replaces_what_was_derived_before(store: Store) -> None:
    first, second = a_document(1), a_document(2)
    claims = the_claim(first), the_claim(second)
    edge, judgement, event, cell = an_edge(first, second), a_judgement(*claims), an_event(*claims), a_cell()
    store.save_derived(run=RUN.id, edges=[edge], judgements=[judgement], events=[event], ledger=[cell])
    assert (store.edges(), store.events(), store.ledger()) == ([edge], [event], [cell])
    other, restored = an_event(claims[0], proposition="water is off"), a_cell("full")
    store.begin_run(LATER)
    store.save_derived(run=LATER.id, edges=[], judgements=[], events=[other, event], ledger=iter([restored]))
    assert (store.edges(), store.events(), store.ledger()) == ([], [other, event], [restored])


def test_events_are_found_by_claim_and_by_what_they_hold(store: Store) -> None:
    assert isinstance(store, SqlStore)
    one, other = the_claim(a_document(1)), the_claim(a_document(2))
    disputed = an_event(one)
    plain = replace(an_event(other, proposition='"contradictions":[{ is told'), contradictions=())
    store.save_derived(run=RUN.id, edges=[], judgements=[], events=[disputed, plain], ledger=[])
    assert store.disputed_events() == [disputed]
    assert store.events_with([other.id]) == [plain]
    assert store.events_with([]) == []
    assert store.events_with([plain.id, one.id, "clm_of_nobody"]) == [disputed, plain]
    restated = replace(plain, claims=(one.id,), background=(other.id,))
    store.begin_run(LATER)
    store.save_derived(run=LATER.id, edges=[], judgements=[], events=[restated], ledger=[])
    assert store.events_with([other.id]) == store.events_with([one.id]) == [restated]


def test_hedge_drift_is_kept_once_and_replaced(store: Store) -> None:
    drift = HedgeDrift(
        "clm_a", "clm_b", "doc_a", "doc_b", "retelling", "hardened", "L3", "L0", ("hearsay_dropped",),
        "“reportedly” is gone", lost=(Span(3, 13),), edge="cites", score=0.8,
    )  # fmt: skip
    nothing: dict[str, list[Any]] = {"edges": [], "judgements": [], "events": [], "ledger": []}
    for _ in range(2):
        store.save_derived(run=RUN.id, **nothing, drift=[drift, drift])
        assert store.drift() == [drift]
    store.save_derived(run=RUN.id, **nothing)
    assert store.drift() == []


def test_readings_may_be_saved_to_while_they_are_read(store: Store) -> None:
    for number in range(1, 6):
        store.add_document(a_document(number), run=RUN.id)
    for reading in store.readings():
        _save(store, reading.document.id, "date.rules/1", (_timing("clm_a", "2026-10-01"),))
    assert [len(reading.records) for reading in store.readings()] == [1] * 5


def test_the_same_run_may_begin_twice(store: Store) -> None:
    store.begin_run(RUN)
    assert store.add_document(a_document(), run=RUN.id)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(st.characters(codec="utf-8"), min_size=1).filter(str.strip))
def test_any_text_comes_back_without_a_code_point_changed(store: Store, text: str) -> None:
    document = a_document(int(hashlib.sha256(text.encode()).hexdigest(), 16), text=text)
    store.add_document(document, run=RUN.id)
    assert store.reading(document.id).document == document


def test_some_documents_are_read_as_they_stood_at_a_time(store: Store) -> None:
    document, first, second = a_document(), (_timing("clm_a", "2026-10-01"),), (_timing("clm_a", "2026-10-02"),)
    assert isinstance(store, SqlStore)
    store.add_document(document, run=RUN.id)
    _save(store, document.id, "date.rules/1", first)
    store.begin_run(LATER)
    _save(store, document.id, "date.rules/2", second, run=LATER)
    [then] = store.readings_of([document.id], known_by="2026-10-20T20:00:00+00:00")
    [today] = store.readings_of([document.id])
    assert (then.records, today.records) == (first, second)
