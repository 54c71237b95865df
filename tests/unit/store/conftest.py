"""Where a store may be: each test that asks for it runs on a file and on a server."""

from pathlib import Path

import pytest

from reportedly.store.address import Where


@pytest.fixture(params=["sqlite", "postgresql"])
def where(request: pytest.FixtureRequest, tmp_path: Path) -> Where:
    if request.param == "sqlite":
        return tmp_path / "p.db"
    url: str = request.getfixturevalue("postgres").database()
    return url
