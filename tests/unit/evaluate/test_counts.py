"""Figures and intervals from counts."""

import pytest

from reportedly.evaluate.counts import F1, Estimate, MacroF1, Ratio, estimate, median, plus

RATIO = Ratio("share", "right", "asked")


def test_a_ratio_is_that_of_the_sums_not_the_mean_of_the_documents() -> None:
    # 1 of 1 and 1 of 3: 2 of 4 = 0.5, while the mean of the shares would be 0.667.
    found = estimate([{"right": 1, "asked": 1}, {"right": 1, "asked": 3}], [RATIO])["share"]
    assert found.value == 0.5


def test_the_interval_runs_from_the_worst_to_the_best_draw_of_two_documents() -> None:
    # Draws of two from {1/1, 0/1}: 0, 0.5 or 1 with chances 1/4, 1/2, 1/4, so the 2.5 % and 97.5 % points are 0 and 1.
    assert estimate([{"right": 1, "asked": 1}, {"right": 0, "asked": 1}], [RATIO])["share"] == Estimate(0.5, 0.0, 1.0)


def test_the_same_counts_give_the_same_interval_twice() -> None:
    tallies = [{"right": i % 3, "asked": 3} for i in range(20)]
    assert estimate(tallies, [RATIO]) == estimate(tallies, [RATIO])


def test_documents_that_are_all_alike_have_an_interval_without_width() -> None:
    assert estimate([{"right": 1, "asked": 2}] * 5, [RATIO])["share"] == Estimate(0.5, 0.5, 0.5)


def test_one_document_has_no_interval() -> None:
    assert estimate([{"right": 1, "asked": 2}], [RATIO])["share"] == Estimate(0.5, None, None)


def test_a_ratio_over_nothing_is_undefined_unless_something_was_expected() -> None:
    assert estimate([{"right": 0}], [RATIO])["share"].value is None
    expecting = Ratio("share", "right", "asked", expected="gold")
    assert estimate([{"gold": 3}], [expecting])["share"].value == 0.0


def test_f1_is_twice_the_hits_over_predicted_plus_gold() -> None:
    # 2*3/(4+8) = 0.5
    assert estimate([{"x:hit": 3, "x:predicted": 4, "x:gold": 8}], [F1("x", "x")])["x"].value == 0.5


def test_macro_f1_gives_rare_classes_the_same_weight_and_missed_ones_zero() -> None:
    # a: 2*9/(10+10) = 0.9; b: 0 hits of 1 gold: 0; c: never matched, never predicted: 0. Mean 0.3.
    counts = {"k:a:hit": 9, "k:a:predicted": 10, "k:a:gold": 10, "k:b:gold": 1}
    found = estimate([counts], [MacroF1("macro", "k", ("a", "b", "c"))])["macro"]
    assert found.value == pytest.approx(0.3)


def test_the_median_is_over_all_values_of_all_documents() -> None:
    # 1, 2, 3, 10: the middle lies between 2 and 3.
    assert median([[1, 10], [2, 3]]).value == 2.5
    assert median([[], []]).value is None


def test_tallies_add_up() -> None:
    assert plus([{"a": 1}, {"a": 2, "b": 1}]) == {"a": 3, "b": 1}
