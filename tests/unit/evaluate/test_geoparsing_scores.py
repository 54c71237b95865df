"""Place scores, worked out by hand."""

import math

import pytest

from reportedly.evaluate.counts import estimate
from reportedly.evaluate.geoparsing import (
    EARTH_RADIUS_KM,
    FARTHEST_KM,
    FIGURES,
    Answer,
    GoldToponym,
    distance_km,
    tally,
)
from reportedly.records import Span

A, B, C = Span(0, 4), Span(10, 14), Span(20, 24)


def score(gold: list[GoldToponym], given: dict[Span, Answer], found: dict[Span, Answer]) -> dict[str, float | None]:
    return {k: v.value for k, v in estimate([tally(gold, given=given, found=found).counts], FIGURES).items()}


def test_a_quarter_of_the_equator_is_a_quarter_of_the_circumference() -> None:
    assert distance_km((0.0, 0.0), (0.0, 90.0)) == pytest.approx(EARTH_RADIUS_KM * math.pi / 2)
    assert distance_km((10.0, 10.0), (10.0, 10.0)) == 0.0


def test_no_answer_is_the_farthest_error_and_the_same_id_none() -> None:
    gold = [GoldToponym(A, 1, 10.0, 10.0), GoldToponym(B, 2, 10.0, 10.0)]
    # The same id at other coordinates still is the same place.
    located = tally(gold, given={A: Answer(1, 50.0, 50.0)}, found=None)
    assert located.errors_km == (0.0, FARTHEST_KM)
    figures = {k: v.value for k, v in estimate([located.counts], FIGURES).items()}
    assert figures["acc161"] == 0.5
    assert figures["id_accuracy"] == 0.5
    assert figures["unanswered"] == 0.5
    assert figures["recognition_f1"] is None


def test_a_degree_of_latitude_is_near_and_two_are_not() -> None:
    # One degree is 111.2 km, two are 222.4 km; the radius is 161 km.
    gold = [GoldToponym(A, None, 10.0, 10.0), GoldToponym(B, None, 10.0, 10.0)]
    found = score(gold, {A: Answer(None, 11.0, 10.0), B: Answer(None, 12.0, 10.0)}, {})
    assert found["acc161"] == 0.5
    assert found["id_accuracy"] is None


def test_the_right_country_counts_wherever_its_point_lies() -> None:
    gold = [GoldToponym(A, None, 10.0, 10.0, country="QQ")]
    far = {A: Answer(None, 20.0, 20.0, country="QQ")}
    assert score(gold, far, {})["acc161"] == 0.0
    assert score(gold, far, {})["acc161_country_aware"] == 1.0
    town = {A: Answer(None, 20.0, 20.0)}
    assert score(gold, town, {})["acc161_country_aware"] == 0.0


def test_end_to_end_counts_only_what_was_recognised() -> None:
    # A is found and placed, B is found one character short, C is an invented name: recognition 1 hit, 3 predicted,
    # 2 gold: 2*1/(3+2) = 0.4; end to end 1 of 2.
    gold = [GoldToponym(A, None, 10.0, 10.0), GoldToponym(B, None, 10.0, 10.0)]
    there = Answer(None, 10.0, 10.0)
    found = score(gold, {A: there, B: there}, {A: there, Span(10, 13): there, C: there})
    assert found["acc161"] == 1.0
    assert found["acc161_end_to_end"] == 0.5
    assert found["recognition_f1"] == pytest.approx(0.4)
    assert found["recognition_overlap_precision"] == pytest.approx(2 / 3)


def test_a_span_marked_as_no_toponym_is_not_asked_for() -> None:
    assert score([GoldToponym(A, scored=False)], {}, {})["recognition_f1"] is None


def test_answers_that_knew_the_outlets_other_texts_have_a_figure_of_their_own() -> None:
    gold = [GoldToponym(A, 1, 10.0, 10.0), GoldToponym(B, 2, 10.0, 10.0)]
    far, right = Answer(9, 50.0, 50.0), Answer(1, 10.0, 10.0)
    located = tally(gold, given={A: far}, found=None, at_home={A: right, B: far})
    figures = {k: v.value for k, v in estimate([located.counts], FIGURES).items()}
    assert figures["acc161"] == 0.0
    assert figures["acc161_at_home"] == 0.5
    assert score(gold, {A: far}, {})["acc161_at_home"] is None


def test_a_unit_is_kept_unless_it_becomes_a_point() -> None:
    gold = [GoldToponym(span, n, 10.0, 10.0, kind="unit") for n, span in enumerate((A, B, C), 1)]
    given = {A: Answer(1, 10.0, 10.0, precision="adm1"), B: Answer(9, 10.0, 10.0, precision="settlement")}
    assert score(gold, given, {})["unit_kept"] == pytest.approx(2 / 3)


def test_settlements_count_by_id_and_only_those_that_have_one() -> None:
    gold = [
        GoldToponym(A, 1, 10.0, 10.0, kind="settlement"),
        GoldToponym(B, 2, 10.0, 10.0, kind="settlement"),
        GoldToponym(C, None, 10.0, 10.0, kind="settlement"),
    ]
    given = {A: Answer(1, 10.0, 10.0), B: Answer(9, 10.0, 10.0), C: Answer(9, 10.0, 10.0)}
    assert score(gold, given, {})["settlement_id_accuracy"] == 0.5


def test_confidence_is_kept_with_what_it_was_worth() -> None:
    gold = [GoldToponym(A, 1, 10.0, 10.0), GoldToponym(B, 2, 10.0, 10.0), GoldToponym(C, 3, 10.0, 10.0)]
    given = {
        A: Answer(1, 10.0, 10.0, confidence=0.9),
        B: Answer(9, 50.0, 50.0, confidence=0.4),
        C: Answer(3, 10.0, 10.0),
    }
    assert tally(gold, given=given, found=None).sure == ((0.9, True), (0.4, False))
