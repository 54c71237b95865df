"""A small invented country for the tests of the gazetteer."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer

ROWS = (
    Row("t:1", "Varland", "country", 50.0, 20.0, "VL", population=9_000_000, radius_km=300.0,
        names=(("Varlandish", "en", "demonym"), ("VRL", "en", "official"))),
    Row("t:2", "Ostmark", "country", 10.0, 60.0, "OM", population=4_000_000, radius_km=200.0),
    Row("t:3", "Tarnow", "settlement", 50.5, 20.5, "VL", "01", population=300_000,
        names=(("Тарнов", "", "alternate"),)),
    Row("t:4", "Tarnow", "settlement", 10.5, 60.5, "OM", "07", population=20_000),
    Row("t:5", "Tarnow Oblast", "adm1", 50.3, 20.9, "VL", "01", population=900_000, radius_km=90.0,
        names=(("Tarnow", "", "official"), ("Tarnowo", "", "typed"), ("Тарнов", "", "typed"), ("Tarnov", "", "typed"))),
    Row("t:6", "Brezna", "settlement", 50.6, 20.7, "VL", "01", population=8_000),
    Row("t:7", "Brezna", "settlement", 10.9, 60.9, "OM", "07", population=90_000),
    Row("t:8", "Keld Province", "adm1", 10.7, 60.7, "OM", "07", population=500_000, radius_km=60.0,
        names=(("Keld", "", "official"),)),
    Row("t:9", "Free Republic of Tarnow", "proclaimed", 50.3, 20.9, "VL", radius_km=90.0, claims="VL.01"),
    Row("t:10", "Sundra Sea", "sea", 45.0, 25.0, radius_km=300.0),
    Row("t:11", "Smith", "settlement", 50.9, 20.1, "VL", "01", population=5_000),
)  # fmt: skip


@pytest.fixture(scope="session")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_places(tmp_path_factory.mktemp("gazetteer") / "small.sqlite", ROWS)


@pytest.fixture
def gazetteer(path: Path) -> Iterator[SqliteGazetteer]:
    opened = SqliteGazetteer(path)
    yield opened
    opened.close()
