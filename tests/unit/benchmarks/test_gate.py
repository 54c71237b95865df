"""The gate: floors hold, rise, and fall only with a reason."""

from pathlib import Path

import pytest
from benchmarks import floors
from benchmarks.floors import Floor, FloorWouldFall
from benchmarks.run import Outcome
from benchmarks.tasks.base import Result

from reportedly.errors import InvalidData
from reportedly.evaluate.counts import Estimate

CHIEF = {"hits": True, "extra": False}


def outcome(hits: float | None, extra: float = 3.0, sha256: str = "aa") -> Outcome:
    figures = {"hits": Estimate(hits), "extra": Estimate(extra)}
    return Outcome("chains", "mine", sha256, 5, 0.1, Result(figures), ())


def statuses(floor: Floor | None, run: Outcome) -> dict[str, str]:
    return {line.figure: line.status for line in floors.compare("chains/mine", run, CHIEF, floor)}


FLOOR = Floor("aa", {"hits": 0.5, "extra": 3.0})


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        (outcome(0.5), {"hits": "pass", "extra": "pass"}),
        (outcome(0.49), {"hits": "fail", "extra": "pass"}),
        (outcome(0.6, extra=4.0), {"hits": "pass", "extra": "fail"}),
        (outcome(None), {"hits": "fail", "extra": "pass"}),
        (outcome(0.9, sha256="bb"), {"hits": "data changed", "extra": "data changed"}),
    ],
)
def test_a_figure_passes_on_its_side_of_the_floor_and_on_the_same_data(run: Outcome, expected: dict[str, str]) -> None:
    assert statuses(FLOOR, run) == expected


def test_the_gate_is_shut_by_a_failure_and_by_other_data() -> None:
    def shut(floor: Floor | None, run: Outcome) -> bool:
        return floors.failed(floors.compare("chains/mine", run, CHIEF, floor))

    assert not shut(FLOOR, outcome(0.7))
    assert not shut(None, outcome(0.7))
    assert shut(FLOOR, outcome(0.4))
    assert shut(FLOOR, outcome(0.9, sha256="bb"))


def test_pinning_raises_a_floor_and_lowers_a_ceiling() -> None:
    assert floors.pin(FLOOR, outcome(0.75, extra=1.0), CHIEF).figures == {"hits": 0.75, "extra": 1.0}


def test_the_run_that_pinned_a_floor_passes_it() -> None:
    run = outcome(2 / 3, extra=1 / 3)
    assert set(statuses(floors.pin(None, run, CHIEF), run).values()) == {"pass"}


@pytest.mark.parametrize("run", [outcome(0.4), outcome(0.9, extra=5.0), outcome(None)])
def test_pinning_refuses_to_lower_without_a_reason(run: Outcome) -> None:
    for reason in (None, "", "  "):
        with pytest.raises(FloorWouldFall, match="--allow-lower"):
            floors.pin(FLOOR, run, CHIEF, reason=reason)


def test_a_lowering_keeps_its_reason(tmp_path: Path) -> None:
    lowered = floors.pin(FLOOR, outcome(0.4), CHIEF, reason="the gold of two rows was wrong")
    assert lowered.figures["hits"] == 0.4
    floors.write({"chains/mine": lowered}, tmp_path / "floors.json")
    [note] = floors.read(tmp_path / "floors.json")["chains/mine"].lowered
    assert note == {"reason": "the gold of two rows was wrong", "figures": {"hits": [0.5, 0.4]}, "sha256": "aa"}


def test_a_broken_file_of_floors_is_refused(tmp_path: Path) -> None:
    (tmp_path / "floors.json").write_text('{"chains/mine": {"figures": {}}}', encoding="utf-8")
    with pytest.raises(InvalidData, match="not a file of floors"):
        floors.read(tmp_path / "floors.json")
    assert floors.read(tmp_path / "none.json") == {}
