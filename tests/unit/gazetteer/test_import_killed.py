"""An import that is killed, at whatever moment: nothing of it is seen, and the next one makes the same layer."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from reportedly.gazetteer import importer, layers
from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.importer import Settings, import_dumps
from reportedly.gazetteer.sources import Row
from tests.conftest import ROOT
from tests.unit.gazetteer.invented_dump import place, write

KILLED = """
import os, signal, sys
from pathlib import Path
from reportedly.gazetteer import importer
from reportedly.gazetteer.importer import Settings, import_dumps
base, folder, moment, *files = sys.argv[1:]
importer.BATCH = 20
def kill(*_):
    os.kill(os.getpid(), signal.SIGKILL)
calls = 0
def progress(*_):
    global calls
    calls += 1
    if moment.isdigit() and calls == int(moment):
        kill()
replace = Path.replace
def replaced(self, target):
    if moment == "before":
        kill()
    replace(self, target)
    if moment == "after":
        kill()
Path.replace = replaced
import_dumps([Path(f) for f in files], base=Path(base), settings=Settings(name="vl", folder=Path(folder)), progress=progress)
"""


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_places(
        tmp_path / "base.sqlite",
        [Row("geonames:1", "Varland", "country", 50.0, 20.0, "VL", population=9_000_000, radius_km=300.0)],
    )


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    places = [place(1000 + n, f"Village {n}", f"Vila {n}", at=(50 + n / 1000, 20.0)) for n in range(110)]
    names = [f"{n}\t{1000 + n}\tde\tDorf {n}\t\t\t\t\t\t" for n in range(110)]
    return [
        write(tmp_path / "VL.txt.gz", [*places, place(5, "Tarnow Oblast", feature="A.ADM1")]),
        write(tmp_path / "alternateNamesV2.txt", names),
    ]


def killed(base: Path, folder: Path, files: list[Path], moment: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(base), str(folder), moment, *map(str, files)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT / "src"), str(ROOT)))},
        check=False,
    )
    assert done.returncode == -signal.SIGKILL


def contents(folder: Path) -> dict[str, list[str]]:
    with closing(sqlite3.connect(folder / "vl.sqlite")) as connection:
        tables = ("place", "name", "containment", "shape", "code")
        return {t: sorted(map(repr, connection.execute(f"SELECT * FROM {t}"))) for t in tables}


def whole(base: Path, folder: Path, files: list[Path]) -> tuple[int, int]:
    report = import_dumps(files, base=base, settings=Settings(name="vl", folder=folder))
    return report.places, report.names


@pytest.mark.parametrize("moment", ["1", "4", "9", "11", "before"])
def test_a_killed_import_is_not_seen_and_the_next_one_is_the_same_as_without(
    tmp_path: Path, base: Path, files: list[Path], moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importer, "BATCH", 20)
    folder = tmp_path / "layers"
    killed(base, folder, files, moment)
    assert layers.user_layers(folder) == []
    assert whole(base, folder, files) == whole(base, tmp_path / "once", files)
    assert contents(folder) == contents(tmp_path / "once")
    assert [path.name for path in folder.iterdir()] == ["vl.sqlite"]


def test_an_import_killed_when_the_layer_is_there_leaves_nothing_to_do(
    tmp_path: Path, base: Path, files: list[Path]
) -> None:
    folder = tmp_path / "layers"
    killed(base, folder, files, "after")
    assert [path.stem for path in layers.user_layers(folder)] == ["vl"]
    report = import_dumps(files, base=base, settings=Settings(name="vl", folder=folder))
    assert report.already
    assert layers.unfinished(folder) == []


def test_an_older_layer_stays_until_the_new_one_is_whole(tmp_path: Path, base: Path, files: list[Path]) -> None:
    folder = tmp_path / "layers"
    older = [write(tmp_path / "old.txt", [place(50, "Nova", people=10)])]
    import_dumps(older, base=base, settings=Settings(name="vl", folder=folder))
    before = contents(folder)
    killed(base, folder, files, "before")
    assert contents(folder) == before
