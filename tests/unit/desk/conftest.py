"""Made projects: one of 1,000 documents that is only read, and small ones that a test may change."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.desk import store

from reportedly.desk import Desk
from reportedly.project import Project


@pytest.fixture(scope="session")
def big_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store.write(tmp_path_factory.mktemp("big") / "made", 1_000, 5_000)


@pytest.fixture(scope="session")
def big(big_folder: Path) -> Iterator[tuple[Project, Desk]]:
    with Project(big_folder, create=False) as project, Desk.open(project) as desk:
        yield project, desk


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return store.write(tmp_path_factory.mktemp("small") / "made", 40, 200, seed=3)


@pytest.fixture
def small(small_folder: Path, tmp_path: Path) -> Iterator[tuple[Project, Desk]]:
    folder = tmp_path / "made"
    shutil.copytree(small_folder, folder)
    with Project(folder, create=False) as project, Desk.open(project) as desk:
        yield project, desk
