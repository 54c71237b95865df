"""Joining on a server leaves what joining in a file leaves, row for row."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.records import Reading
from reportedly.store import copying
from tests.postgres import Server
from tests.unit.join.joined import Pile
from tests.unit.join.test_incremental import piles


@settings(
    max_examples=8, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)  # fmt: skip
@given(piles(), st.integers(1, 4))
def test_batches_on_a_server_are_those_in_a_file(
    postgres: Server, tmp_path_factory: object, pile: list[Reading], size: int
) -> None:
    folder: Path = tmp_path_factory.mktemp("pile")  # type: ignore[attr-defined]
    here, there = Pile(folder), Pile(folder, url=postgres.database())
    for start in range(0, len(pile), size):
        for one in (here, there):
            one.add(pile[start : start + size])
    assert there.outcome() == here.outcome()
    for one in (here, there):
        one.rebuild()
    assert there.outcome() == here.outcome()
    first, second = copying.digests(here.store.backend), copying.digests(there.store.backend)
    assert {name for name in first if first[name] != second[name]} == set()
    here.store.close()
    there.store.close()
