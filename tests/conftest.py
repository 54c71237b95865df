"""What all tests share: where evaluation data may lie, and which runs are made by hand."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.postgres import MISSING, NEEDED, Server, binaries

ROOT = Path(__file__).parents[1]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--run-soak", action="store_true", help="run the full-size kill, fuzz and scale tests")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: full size, run by hand with --run-soak")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--run-soak"):
        return
    skip = pytest.mark.skip(reason="full-size run, made by hand: make soak")
    for item in items:
        if "soak" in item.keywords:
            item.add_marker(skip)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was skipped and why, each reason once."""
    told = (report.longrepr for report in terminalreporter.stats.get("skipped", []))
    reasons = Counter(one[2].removeprefix("Skipped: ") for one in told if isinstance(one, tuple))
    for reason, count in reasons.most_common():
        terminalreporter.write_line(f"{count} skipped: {reason}")


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with evaluation data, which do not ship: REPORTEDLY_SHARED or ../shared."""
    found = Path(os.environ.get("REPORTEDLY_SHARED", ROOT.parent / "shared"))
    if not found.is_dir():
        pytest.skip("evaluation data are not here: set REPORTEDLY_SHARED to their folder to run this test")
    return found


@pytest.fixture(scope="session")
def examples() -> Path:
    """The invented demo reports."""
    return ROOT / "examples" / "valley"


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server with PostGIS, started for this session."""
    programs = binaries()
    if programs is None:
        if os.environ.get(NEEDED):
            pytest.fail(MISSING)
        pytest.skip(MISSING)
    server = Server.start(programs)
    yield server
    server.remove()
