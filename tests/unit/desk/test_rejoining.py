"""Counts follow decisions in the background, and what a process left is counted at the next start."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reportedly.desk.deciding import Asked, Deciding, Verdict
from reportedly.desk.rejoining import Rejoining
from reportedly.errors import StandsInNoEvent
from reportedly.project import Project
from reportedly.records import Claim
from tests.conftest import ROOT
from tests.unit.corroborate.pile import THEATRE
from tests.unit.desk.decided_project import a_project, claims_of, whole

ADA = Asked("ada", "seen by eye")


def sizes(project: Project) -> list[int]:
    return sorted(len(event.claims) for event in project.store.events())


def test_many_decisions_are_counted_once_and_then_nothing_is_behind(tmp_path: Path) -> None:
    done: list[int] = []
    with a_project(tmp_path / "out") as project:
        one, other = claims_of(project)
        work = Rejoining(project, lambda: done.append(len(project.store.events())), pause=0.2)
        deciding = Deciding(project, lambda _: work.ask())
        assert sizes(project) == [2]
        deciding.not_same(ADA, one, other)
        deciding.verdict(ADA, Verdict(one, accept=True))
        assert work.state.behind == 2
        assert work.wait(20)
        work.close()
        assert (sizes(project), done, work.state.behind) == ([1, 1], [2], 0)


def test_a_decision_that_needs_the_counts_waits_for_those_that_are_behind(tmp_path: Path) -> None:
    with a_project(tmp_path / "out") as project:
        one, other = claims_of(project)
        work = Rejoining(project, lambda: None, pause=0.3)
        assert not work.settle()
        deciding = Deciding(project, lambda _: work.ask(), work.settle)
        rejected = deciding.verdict(ADA, Verdict(one, reject="duplicate"))
        assert work.wait(20)
        assert sizes(project) == [1]
        deciding.undo(ADA, rejected.number)
        assert deciding.not_same(ADA, one, other).number
        assert work.wait(20)
        work.close()
        assert sizes(project) == [1, 1]


def test_a_decision_is_refused_where_the_counts_cannot_be_had(tmp_path: Path) -> None:
    with a_project(tmp_path / "out") as project:
        one, other = claims_of(project)
        deciding = Deciding(project)
        rejected = deciding.verdict(ADA, Verdict(one, reject="duplicate"))
        work = Rejoining(project, lambda: None, pause=0)
        work.ask()
        assert work.wait(20)
        work.close()
        deciding.undo(ADA, rejected.number)
        with pytest.raises(StandsInNoEvent):
            deciding.not_same(ADA, one, other)


def test_what_was_not_counted_when_the_process_ended_is_counted_at_the_next_start(tmp_path: Path) -> None:
    with a_project(tmp_path / "out") as project:
        one, other = claims_of(project)
        work = Rejoining(project, lambda: None, pause=60)
        Deciding(project, lambda _: work.ask()).not_same(ADA, one, other)
        work.close()
        assert (sizes(project), work.state.behind) == ([2], 1)
    with Project(tmp_path / "out", create=False) as project:
        project.theatre = THEATRE
        work = Rejoining(project, lambda: None, pause=0)
        work.start()
        assert work.wait(20)
        work.close()
        assert sizes(project) == [1, 1]


def test_a_start_with_nothing_to_count_begins_no_run(tmp_path: Path) -> None:
    with a_project(tmp_path / "out") as project:
        runs = len(project.store.runs())
        work = Rejoining(project, lambda: None, pause=0)
        work.start()
        assert work.wait(0)
        work.close()
        assert len(project.store.runs()) == runs


DECIDER = """
import os
import sys
from pathlib import Path
import pytest

from reportedly.desk.deciding import Asked, Deciding, Verdict
from reportedly.desk.rejoining import Rejoining
from reportedly.errors import StandsInNoEvent
from reportedly.project import Project
from tests.unit.corroborate.pile import THEATRE

with Project(Path(sys.argv[1]), create=False) as project:
    project.theatre = THEATRE
    work = Rejoining(project, lambda: None, pause=0.01)
    deciding = Deciding(project, lambda _: work.ask())
    claims = sys.argv[2:]
    for n in range(10_000):
        told = {"proposition": f"Taps are dry, {os.getpid()} says in turn {n}"}
        done = deciding.verdict(Asked("ada", f"turn {n}"), Verdict(claims[n % 2], told, accept=n % 3 == 0))
        print(done.number, flush=True)
"""


def test_a_process_that_is_killed_at_any_moment_loses_nothing_that_it_confirmed(tmp_path: Path) -> None:
    with a_project(tmp_path / "out") as project:
        claims = claims_of(project)
    for turn in range(4):
        path = os.pathsep.join(map(str, (ROOT / "src", ROOT)))
        with subprocess.Popen(
            [sys.executable, "-c", DECIDER, str(tmp_path / "out"), *claims],
            stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": path},
        ) as process:  # fmt: skip
            assert process.stdout is not None
            confirmed = [int(process.stdout.readline()) for _ in range(3)]
            time.sleep(0.05 * (turn + 1))
            process.kill()
            confirmed += [int(line) for line in process.stdout.read().splitlines()]
        with Project(tmp_path / "out", create=False) as project:
            project.theatre = THEATRE
            assert confirmed[-1] <= whole(project)
            work = Rejoining(project, lambda: None, pause=0)
            work.start()
            assert work.wait(30)
            work.close()
            assert project.store.joined_reviews() == project.store.last_review()
            assert [c.id for r in project.store.readings() for c in r.of(Claim)] == claims
