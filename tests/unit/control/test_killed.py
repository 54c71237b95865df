"""An import of control layers that is killed: all of its days are kept, or none."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from reportedly.control import Asker, Series, series_paths
from tests.conftest import ROOT
from tests.unit.control.made import HELD, collection, feature, keep, square

KILLED = """
import os, signal, sys
from pathlib import Path
from reportedly.control import series
from tests.unit.control.made import HELD, keep
kept = series._keep_day
calls = 0
def killed(*args, **more):
    global calls
    calls += 1
    kept(*args, **more)
    if calls == int(sys.argv[2]):
        os.kill(os.getpid(), signal.SIGKILL)
    return True
series._keep_day = killed
keep(Path(sys.argv[1]), ("2031-04-20", HELD), ("2031-04-21", HELD), ("2031-04-22", HELD))
"""


def killed(folder: Path, moment: int) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(folder), str(moment)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


def days(folder: Path) -> list[str]:
    with Series(folder / "tern-atlas.sqlite") as series:
        return list(series.dates())


@pytest.mark.parametrize("moment", [1, 3])
def test_a_new_series_is_there_whole_or_not_at_all(tmp_path: Path, moment: int) -> None:
    killed(tmp_path, moment)
    assert series_paths(tmp_path) == []
    keep(tmp_path, ("2031-04-20", HELD), ("2031-04-21", HELD), ("2031-04-22", HELD))
    assert days(tmp_path) == ["2031-04-20", "2031-04-21", "2031-04-22"]


def test_a_series_keeps_the_days_that_it_had(tmp_path: Path) -> None:
    keep(tmp_path, collection(feature(square(-30, 48))))
    killed(tmp_path, 2)
    assert days(tmp_path) == ["2031-04-19"]
    with Series(tmp_path / "tern-atlas.sqlite") as series:
        assert Asker(series).layer.series == "tern-atlas"
    assert len(keep(tmp_path, ("2031-04-20", HELD), ("2031-04-21", HELD)).kept) == 2
    assert days(tmp_path) == ["2031-04-19", "2031-04-20", "2031-04-21"]
