"""The evaluation page sets figures against their goals and says what is missed."""

import json

import pytest
from benchmarks import report
from benchmarks.report import GOALS, page
from benchmarks.run import Outcome
from benchmarks.tasks import TASKS
from benchmarks.tasks.base import Result

from reportedly.evaluate.counts import Estimate


def test_what_is_missed_stands_first_with_by_how_much() -> None:
    goals = json.loads(GOALS.read_text("utf-8"))["families/invented-families"]
    figures = {name: Estimate(goal) for name, goal in goals.items()}
    figures |= {"event_ari": Estimate(0.65), "false_independence": Estimate(0.05)}
    run = Outcome("families", "invented-families", "aa", 3, 0.1, Result(figures), ())
    told = page([("invented-families", run)], day="2026-12-01", commit="0")
    section = told.partition("## Goals")[2].partition("\n## ")[0]
    assert f"{len(goals) - 2} of {len(goals)} goals" in section
    rows = [line for line in section.splitlines() if line.startswith("| families")]
    assert {row.split("|")[3].strip(): row.split("|")[6].strip() for row in rows[:2]} == {
        "`event_ari`": "missed by 0.250",
        "`false_independence`": "missed by 0.020",
    }
    assert all(row.endswith("| met |") for row in rows[2:])


def test_goals_are_of_tasks_that_there_are() -> None:
    assert {name.partition("/")[0] for name in json.loads(GOALS.read_text("utf-8"))} <= set(TASKS)


@pytest.mark.parametrize(
    ("value", "goal", "up", "short"), [(0.9, 0.8, True, 0.0), (0.2, 0.1, False, 0.1), (None, 1, True, None)]
)
def test_by_how_much_a_goal_is_missed(value: float | None, goal: float, up: bool, short: float | None) -> None:
    assert report._short(value, goal, up=up) == short
