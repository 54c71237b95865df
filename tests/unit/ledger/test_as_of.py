"""What the record said at a time: by the runs that had begun, with the codings that stood then."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.errors import InvalidLedger
from reportedly.ledger.days import day_of, moment_of
from reportedly.records import Outcome, Reading, Run, StatusObservation
from reportedly.store import SqlStore
from tests.unit.ledger.made import BOARD, projection, says

FIRST = Run("run_1", "2026-06-01T08:00:00+00:00", "0.1")
SECOND = Run("run_2", "2026-06-02T08:00:00+00:00", "0.1")
THIRD = Run("run_3", "2026-06-03T08:00:00+00:00", "0.1")
DRY, WET = says("none", "2026-05-04"), says("full", "2026-05-06", who=BOARD)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    opened = SqlStore.open(tmp_path / "project.db")
    yield opened
    opened.close()


def keep(store: SqlStore, run: Run, *readings: Reading) -> None:
    store.begin_run(run)
    for reading in readings:
        store.add_document(reading.document, run=run.id)
        outcome = Outcome(reading.document.id, "all/1", "done", len(reading.records))
        store.save(outcome, reading.records, run=run.id)


def states(store: SqlStore, known_by: str | None) -> list[str]:
    made = projection(*store.readings(known_by=known_by))
    return [i.status for c in made.cells(made.latest) for i in c.intervals]


def test_documents_of_later_runs_were_not_known(store: SqlStore) -> None:
    keep(store, FIRST, DRY)
    keep(store, SECOND, WET)
    assert states(store, "2026-05-31T23:59:59+00:00") == []
    assert states(store, "2026-06-01T23:59:59+00:00") == ["none"]
    assert states(store, "2026-06-02T23:59:59+00:00") == states(store, None) == ["none", "full"]


def test_any_zone_names_the_same_moment(store: SqlStore) -> None:
    keep(store, FIRST, DRY)
    assert states(store, "2026-06-01T10:00:00+02:00") == states(store, "2026-06-01T08:00:00Z") == ["none"]
    assert states(store, "2026-06-01T09:59:59+02:00") == []


def test_the_coding_that_stood_then_is_the_one_that_is_read(store: SqlStore) -> None:
    keep(store, FIRST, DRY)
    records = tuple(
        StatusObservation(r.claim, r.sector, "partial") if isinstance(r, StatusObservation) else r for r in DRY.records
    )
    keep(store, SECOND, Reading(DRY.document, records))
    keep(store, THIRD, DRY)
    assert states(store, "2026-06-01T12:00:00Z") == ["none"]
    assert states(store, "2026-06-02T12:00:00Z") == ["partial"]
    assert states(store, "2026-06-03T12:00:00Z") == states(store, None) == ["none"]


@settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.integers(0, 5), min_size=1, max_size=6))
def test_a_later_look_never_loses_an_observation(tmp_path_factory: pytest.TempPathFactory, runs: list[int]) -> None:
    opened = SqlStore.open(tmp_path_factory.mktemp("p") / "project.db")
    for number, run in enumerate(sorted(runs)):
        day = f"2026-05-{number + 1:02}"
        keep(opened, Run(f"run_{run}", f"2026-06-0{run + 1}T08:00:00+00:00", "0.1"), says("none", day))
    before: set[str] = set()
    for june in range(1, 8):
        made = projection(*opened.readings(known_by=f"2026-06-0{june}T12:00:00Z"))
        seen = {o.claim for group in made.dated.values() for o in group}
        assert before <= seen
        before = seen
    assert len(before) == len(runs)
    opened.close()


def test_a_day_means_its_end_and_a_time_needs_a_zone() -> None:
    assert moment_of("2026-06-01") == "2026-06-01T23:59:59+00:00"
    assert moment_of("2026-06-01T10:00+02:00") == "2026-06-01T08:00:00+00:00"
    with pytest.raises(InvalidLedger, match="has no zone"):
        moment_of("2026-06-01T10:00")
    with pytest.raises(InvalidLedger, match="neither a day"):
        moment_of("yesterday")
    with pytest.raises(InvalidLedger, match=r"--on: '1\.6\.2026' is not a day"):
        day_of("1.6.2026", "--on")
