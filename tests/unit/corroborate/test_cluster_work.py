"""The work of making groups in a pile in which all reports tell nearly the same; counted, not timed."""

from collections.abc import Sequence
from random import Random

import pytest

from reportedly.corroborate import cluster
from reportedly.corroborate.cluster import Group, Pair, clusters
from reportedly.corroborate.compare import Comparison, Rules
from reportedly.corroborate.items import Item, coded, item_of
from tests.unit.corroborate.pile import Told, parents, report

RULES = Rules(frozenset(), parents)
BESIDE = 6


def near_equal(count: int) -> tuple[list[Item], list[Pair]]:
    """Return claims of as many reports, each with some others that tell the same."""
    readings = [report(Told(f"The {n}th street has no water"), path=f"{n}.txt") for n in range(count)]
    items = sorted((item_of(r, *coded(r)[0]) for r in readings), key=lambda item: item.id)
    rng = Random(1)
    chosen = {frozenset((n, other)) for n in range(count) for other in rng.sample(range(count), BESIDE) if other != n}
    pairs = [Pair(items[min(two)], items[max(two)], Comparison("same", "", 9.0)) for two in sorted(chosen, key=sorted)]
    return items, pairs


@pytest.fixture
def weighed(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Count in one cell how often two groups are weighed; claims that were not compared are as alike as the others."""
    count = [0]
    weigh = cluster._Joining._weigh

    def counted(self: cluster._Joining, one: Group, other: Group) -> None:
        count[0] += 1
        weigh(self, one, other)

    monkeypatch.setattr(cluster._Joining, "_weigh", counted)
    monkeypatch.setattr(cluster, "compare_all", lambda pairs, _: [Comparison("same", "", 9.0) for _ in pairs])
    return count


def test_groups_of_a_dense_pile_are_weighed_about_linearly_often(weighed: list[int]) -> None:
    counts = []
    for count in (100, 400):
        items, pairs = near_equal(count)
        weighed[0] = 0
        groups, joins = clusters(items, pairs, RULES)
        assert [len(group) for group in groups] == [count]
        assert len(joins) == count - 1
        counts.append(weighed[0])
    assert counts[1] <= 5 * counts[0]


def test_a_group_that_takes_in_another_is_led_to_by_all_that_either_was(weighed: list[int]) -> None:
    items, pairs = near_equal(40)
    chain = [pair for pair in pairs if _between(pair, items[:20]) or _between(pair, items[20:])]
    bridge = Pair(items[3], items[30], Comparison("same", "", 0.5))
    groups, joins = clusters(items, [*chain, bridge], RULES)
    assert len(groups) == 1
    assert joins[-1] is bridge


def _between(pair: Pair, items: Sequence[Item]) -> bool:
    return pair.left in items and pair.right in items
