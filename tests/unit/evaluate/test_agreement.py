"""Intervals and kappa, against values computed by hand and their own laws."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.evaluate.agreement import kappa, wilson


def test_wilson_of_ten_in_ten_does_not_reach_down_to_one() -> None:
    low, high = wilson(10, 10)
    # (1 + z²/2n - z·sqrt(z²/4n²)) / (1 + z²/n) = 1 / (1 + z²/n)
    assert low == pytest.approx(1 / (1 + 1.959963984540054**2 / 10))
    assert high == pytest.approx(1.0)


def test_wilson_of_nothing_says_nothing() -> None:
    assert wilson(0, 0) == (0.0, 1.0)


@pytest.mark.parametrize(("hits", "total"), [(-1, 3), (4, 3)])
def test_more_hits_than_looks_are_refused(hits: int, total: int) -> None:
    with pytest.raises(ValueError, match=f"{hits} of {total}"):
        wilson(hits, total)


@given(st.integers(0, 300), st.integers(1, 300))
def test_wilson_holds_the_share_and_narrows_with_more_looks(hits: int, total: int) -> None:
    hits = min(hits, total)
    low, high = wilson(hits, total)
    wider_low, wider_high = wilson(hits * 10, total * 10)
    assert 0 <= low <= hits / total + 1e-12
    assert hits / total - 1e-12 <= high <= 1
    assert wider_high - wider_low < high - low


def test_kappa_of_the_textbook_table() -> None:
    pairs = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert kappa(pairs) == pytest.approx(0.4)


def test_squared_weights_forgive_near_misses() -> None:
    order = ("L0", "L1", "L2", "L3")
    near = [("L0", "L1"), ("L1", "L2"), ("L2", "L3"), ("L3", "L3"), ("L0", "L0")]
    far = [("L0", "L3"), ("L1", "L2"), ("L2", "L3"), ("L3", "L3"), ("L0", "L0")]
    plain, weighted, worse = kappa(near), kappa(near, order), kappa(far, order)
    assert plain is not None
    assert weighted is not None
    assert worse is not None
    assert weighted > plain
    assert worse < weighted


def test_kappa_has_no_value_without_a_choice() -> None:
    assert kappa([]) is None
    assert kappa([("a", "a")] * 5) is None


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1, max_size=60))
def test_kappa_is_the_same_from_both_sides_and_at_most_one(pairs: list[tuple[str, str]]) -> None:
    one, other = kappa(pairs), kappa([(b, a) for a, b in pairs])
    assert (one is None) == (other is None)
    if one is not None and other is not None:
        assert math.isclose(one, other, abs_tol=1e-12)
        assert one <= 1 + 1e-12
