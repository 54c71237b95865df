"""Whatever is decided in whatever order: what stands is a consistent partition, and replaying it gives the same."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import ReviewRefused
from reportedly.records import Bonds
from reportedly.records.review import contradiction
from reportedly.review import standing, ties_of
from tests.unit.review.made import Chain, draft

CLAIMS = [f"clm_{letter}" for letter in "abcdefg"]


@st.composite
def a_step(data: Any) -> tuple[str, tuple[str, ...], tuple[str, ...], int]:
    kind = data(st.sampled_from(["merge", "split", "not_same", "undo", "undo"]))
    claims = data(st.permutations(CLAIMS))
    cut = data(st.integers(1, 3))
    return kind, tuple(claims[:cut]), tuple(claims[cut : cut + data(st.integers(1, 3))]), data(st.integers(0, 9))


def decision(step: tuple[str, tuple[str, ...], tuple[str, ...], int], chain: Chain) -> Any:
    kind, on, against, number = step
    if kind == "merge":
        return draft("merge", *on, *against)
    if kind == "split":
        return draft("split", *on, against=against)
    if kind == "not_same":
        return draft("not_same", on[0], against=against[:1])
    target = chain.actions[number % len(chain.actions)].id if chain.actions else "rev_none"
    return draft("undo", target)


def groups(chain: Chain) -> dict[str, str]:
    bonds = Bonds(ties_of(standing(chain.actions)))
    return {claim: bonds.head(claim) for claim in CLAIMS}


@settings(max_examples=200, deadline=None)
@given(st.lists(a_step(), max_size=14))
def test_what_stands_is_always_a_consistent_partition(steps: list[Any]) -> None:
    chain = Chain()
    for step in steps:
        before = list(chain.actions)
        try:
            chain.add(decision(step, chain))
        except ReviewRefused:
            assert chain.actions == before
        stand = standing(chain.actions)
        ties = ties_of(stand)
        assert contradiction(ties) is None
        found = groups(chain)
        for tie in (t for t in ties if t.firm):
            assert (found[tie.left] == found[tie.right]) == tie.same
    replayed = Chain(list(chain.actions))
    assert groups(replayed) == groups(chain)
    again = Chain()
    for action in chain.actions:
        again.add(draft(action.kind, *action.on, against=action.against))
    assert groups(again) == groups(chain)
    assert [a.id for a in again.actions] == [a.id for a in chain.actions]


@settings(max_examples=100, deadline=None)
@given(st.lists(a_step(), max_size=10))
def test_taking_everything_back_leaves_nothing_decided(steps: list[Any]) -> None:
    chain = Chain()
    for step in steps:
        try:
            chain.add(decision(step, chain))
        except ReviewRefused:
            continue
    for action in reversed([a for a in standing(chain.actions) if a.kind != "undo"]):
        chain.add(draft("undo", action.id))
    assert ties_of(standing(chain.actions)) == []


def test_a_merge_against_a_split_is_refused_with_both_ways_named() -> None:
    chain = Chain()
    apart = chain.add(draft("not_same", "clm_a", against=("clm_c",), because="another clinic"))
    tied = chain.add(draft("merge", "clm_a", "clm_b"))
    with pytest.raises(ReviewRefused) as refused:
        chain.add(draft("merge", "clm_b", "clm_c"))
    assert apart.id in str(refused.value)
    assert tied.id in str(refused.value)
    assert "another clinic" in str(refused.value)
    chain.add(draft("undo", apart.id))
    chain.add(draft("merge", "clm_b", "clm_c"))
    assert len(set(groups(chain).values())) == len(CLAIMS) - 2


def test_taking_back_an_undo_brings_the_decision_back_unless_it_no_longer_fits() -> None:
    chain = Chain()
    merge = chain.add(draft("merge", "clm_a", "clm_b"))
    undo = chain.add(draft("undo", merge.id))
    assert groups(chain)["clm_a"] != groups(chain)["clm_b"]
    redo = chain.add(draft("undo", undo.id))
    assert groups(chain)["clm_a"] == groups(chain)["clm_b"]
    chain.add(draft("undo", redo.id))
    chain.add(draft("not_same", "clm_a", against=("clm_b",)))
    with pytest.raises(ReviewRefused, match="cannot stand"):
        chain.add(draft("undo", chain.actions[3].id))


def test_both_sides_of_a_split_can_be_split_again_but_not_joined() -> None:
    chain = Chain()
    chain.add(draft("split", "clm_a", "clm_b", against=("clm_c", "clm_d")))
    with pytest.raises(ReviewRefused):
        chain.add(draft("merge", "clm_b", "clm_d"))
    chain.add(draft("not_same", "clm_a", against=("clm_b",)))
    chain.add(draft("split", "clm_c", against=("clm_d",)))
    assert len(set(groups(chain).values())) == len(CLAIMS)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (draft("reject", "clm_a", field="duplicate"), draft("edit", "clm_a", field="realis", after='{"realis":"failed"}')),
        (draft("reject", "clm_a", field="duplicate"), draft("reject", "clm_a", field="too_old")),
        (draft("retract", "doc_a"), draft("retract", "doc_a")),
        (draft("edge", "doc_a", against=("doc_b",), field="cut", before="copy"),
         draft("edge", "doc_a", against=("doc_b",), field="add", after="copy")),
        (draft("edge", "doc_a", against=("doc_b",), field="cut"),
         draft("edge", "doc_a", against=("doc_b",), field="add", after="cites")),
    ],
)  # fmt: skip
def test_what_goes_against_a_decision_on_the_same_thing_is_refused_until_that_is_taken_back(
    first: Any, second: Any
) -> None:
    chain = Chain()
    there = chain.add(first)
    with pytest.raises(ReviewRefused, match=there.id):
        chain.add(second)
    chain.add(draft("undo", there.id))
    chain.add(second)
    with pytest.raises(ReviewRefused):
        chain.add(draft("undo", there.id))


def test_an_undo_that_brings_back_an_edge_beside_a_later_one_is_refused() -> None:
    chain = Chain()
    cut = chain.add(draft("edge", "doc_a", against=("doc_b",), field="cut"))
    undo = chain.add(draft("undo", cut.id))
    chain.add(draft("edge", "doc_a", against=("doc_b",), field="add", after="cites"))
    with pytest.raises(ReviewRefused, match="both stand"):
        chain.add(draft("undo", undo.id))


def test_nobody_can_take_back_what_is_not_there() -> None:
    with pytest.raises(ReviewRefused, match="there is no review action"):
        Chain().add(draft("undo", "rev_none"))
