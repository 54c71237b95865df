"""What scores of relations are worth, worked out by hand."""

import numpy as np
import pytest

from reportedly.evaluate import confidence
from reportedly.evaluate.confidence import calibration_error, confident_half_precision


def rows(*pairs: tuple[float, bool]) -> np.ndarray:
    return np.array(pairs, dtype=np.float64)


def test_the_surer_half_is_judged() -> None:
    # Of four the two surest: one right.
    assert confident_half_precision(rows((0.9, True), (0.2, True), (0.8, False), (0.1, True))) == 0.5


def test_the_middle_one_of_three_counts_by_half() -> None:
    # Half of three is 1.5: one whole right and half of a wrong one.
    assert confident_half_precision(rows((0.9, True), (0.5, False), (0.1, True))) == pytest.approx(1 / 1.5)


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
def test_equal_scores_count_alike_in_any_order(order: tuple[int, ...]) -> None:
    # One above the tie (right); one of three equal ones (one right of three) fills the half: (1 + 1/3) / 2.
    given = rows((0.9, True), (0.5, True), (0.5, False), (0.5, False))[list(order)]
    assert confident_half_precision(given) == pytest.approx(2 / 3)
    # 0.9 is right: 0.1 off; 0.5 is right in a third: 3 times 1/6; over four.
    assert calibration_error(given) == pytest.approx((0.1 + 3 / 6) / 4)


def test_scores_that_mean_what_they_say_have_no_calibration_error() -> None:
    assert calibration_error(rows(*[(0.25, n % 4 == 0) for n in range(40)])) == pytest.approx(0.0)


def test_scores_are_averaged_within_ten_bins_of_equal_size() -> None:
    # Twenty scores, two in a bin, one of each two right: the distance of the bin's mean score from 0.5.
    given = [n / 20 for n in range(20)]
    pairs = [(score, n % 2 == 0) for n, score in enumerate(given)]
    expected = np.mean([abs((given[2 * b] + given[2 * b + 1]) / 2 - 0.5) for b in range(10)])
    assert calibration_error(rows(*pairs)) == pytest.approx(expected)


def test_figures_come_with_intervals_over_documents_and_do_not_depend_on_how_relations_are_spread() -> None:
    sure, unsure = [(0.9, True)] * 9 + [(0.9, False)], [(0.3, False)] * 7 + [(0.3, True)] * 3
    found = confidence.figures([sure, unsure, []])
    assert found["confident_half_precision"].value == pytest.approx(0.9)
    assert found["calibration_error"].value == pytest.approx(0.0)
    low, high = found["confident_half_precision"].low, found["confident_half_precision"].high
    # A draw of the unsure document alone has 0.3.
    assert low == pytest.approx(0.3)
    assert high == pytest.approx(0.9)
    assert confidence.figures([sure + unsure])["confident_half_precision"].value == pytest.approx(0.9)
    assert confidence.figures([sure + unsure])["confident_half_precision"].low is None


def test_without_any_relation_there_is_no_figure() -> None:
    assert {found.value for found in confidence.figures([[], []]).values()} == {None}


def test_scores_are_known_only_if_every_relation_has_one() -> None:
    assert confidence.known([[0.5], [], [0.1]])
    assert not confidence.known([[0.5], [None]])
    assert not confidence.known([[], []])
