"""Claim scores, worked out by hand."""

import pytest

from reportedly.evaluate.annotation import AnnotatedClaim, AnnotatedLink, AnnotatedPlace, AnnotatedStatus
from reportedly.evaluate.claims import baselines, figures, match_places, same_name, tally
from reportedly.evaluate.counts import estimate, plus
from reportedly.records import Span


def claim(start: int, end: int, category: str | None = "GUO.C02", **more: object) -> AnnotatedClaim:
    values: dict[str, object] = {"realis": "ongoing", "polarity": "+", **more}
    return AnnotatedClaim((Span(start, end),), category=category, **values)  # type: ignore[arg-type]


def score(gold: list[AnnotatedClaim], predicted: list[AnnotatedClaim]) -> dict[str, float | None]:
    counts = tally(gold, predicted)
    return {k: v.value for k, v in estimate([counts], figures(gold, plus([counts]))).items()}


def test_strict_detection_needs_half_of_the_union_and_loose_half_of_the_shorter() -> None:
    # Gold 0-40, predicted 0-16: 16 of 40 characters: strict no, but all of the shorter: loose yes.
    found = score([claim(0, 40)], [claim(0, 16)])
    assert found["detection_iou50_f1"] == 0.0
    assert found["detection_f1"] == 1.0


def test_gold_routed_to_x_is_an_ignore_region() -> None:
    # The prediction on the X region is not wrong, the missed X claim costs nothing; the one on free text is wrong:
    # 1 hit, 2 predicted, 1 gold: 2/3.
    gold = [claim(0, 20), claim(30, 50, "X01")]
    found = score(gold, [claim(0, 20), claim(32, 45), claim(60, 70)])
    assert found["detection_iou50_f1"] == pytest.approx(2 / 3)


def test_predictions_routed_to_x_are_no_predictions() -> None:
    assert score([claim(0, 20)], [claim(0, 20, "X02")])["detection_f1"] == 0.0


def test_what_lies_outside_the_codebook_is_to_get_no_category_of_it() -> None:
    # Three claims outside: one coded (wrong), one routed away, one not found (both right); the doubtful one is half.
    gold = [claim(0, 20), claim(30, 50, "X01"), claim(60, 80, "X02"), claim(90, 99, "X00", review=True)]
    found = score(gold, [claim(0, 20), claim(32, 45), claim(60, 80, "X02")])
    assert found["routed_accuracy"] == pytest.approx(1.5 / 2.5)
    # A prediction that meets a claim inside is that claim's, even where it reaches into one outside.
    assert score([claim(0, 20), claim(15, 50, "X01")], [claim(0, 25)])["routed_accuracy"] == 1.0
    assert score([claim(0, 20)], [claim(0, 20)])["routed_accuracy"] is None


def test_doubtful_gold_weighs_half() -> None:
    # Gold 1 + 0.5; the doubtful one is missed: 2*1/(1+1.5) = 0.8. Only it found: 2*0.5/(0.5+1.5) = 0.5.
    gold = [claim(0, 20), claim(30, 50, review=True)]
    assert score(gold, [claim(0, 20)])["detection_iou50_f1"] == pytest.approx(0.8)
    assert score(gold, [claim(30, 50)])["detection_iou50_f1"] == pytest.approx(0.5)
    # Category right on the doubtful (0.5), wrong on the sure one (1): 0.5/1.5.
    found = score(gold, [claim(0, 20, "GUO.A01"), claim(30, 50)])
    assert found["category_accuracy"] == pytest.approx(1 / 3)
    assert found["domain_accuracy"] == pytest.approx(1 / 3)


def test_category_macro_f1_runs_over_categories_with_five_claims() -> None:
    # Five C02 all right and one A01 wrongly called C02: C02 = 2*5/(6+5) = 10/11; A01 is too rare to count.
    gold = [claim(i * 10, i * 10 + 9) for i in range(5)] + [claim(50, 59, "GUO.A01")]
    predicted = [claim(i * 10, i * 10 + 9) for i in range(6)]
    assert score(gold, predicted)["category_macro_f1"] == pytest.approx(10 / 11)


def test_without_any_prediction_every_figure_that_has_gold_is_zero() -> None:
    place = AnnotatedPlace(Span(1, 4), "event", name="Lanthe")
    gold = [
        claim(0, 20, sector=("power",), places=(place,), statuses=(AnnotatedStatus("power", "none"),)),
        claim(30, 50, links=(AnnotatedLink(Span(31, 33)),), roots=("named",), levels=("L1",)),
    ]
    found = score(gold, [])
    # No category has five claims, no gold lies outside the codebook, and the document is not an empty one.
    undefined = {"category_macro_f1", "empty_precision", "detection_iou50_precision", "routed_accuracy"}
    assert {name for name, value in found.items() if value is None} == undefined
    assert {value for name, value in found.items() if name not in undefined} == {0.0}


def test_a_document_without_gold_in_scope_asks_for_silence() -> None:
    assert score([claim(0, 9, "X01")], [claim(20, 29)])["empty_precision"] == 0.0
    assert score([claim(0, 9, "X01")], [claim(0, 9, "X01")])["empty_precision"] == 1.0


def test_a_status_counts_where_either_side_has_one() -> None:
    # Right, missing, invented: 1 of 3; the fourth pair has none on either side and is left out.
    none, partial = (AnnotatedStatus("power", "none"),), (AnnotatedStatus("power", "partial"),)
    gold = [claim(0, 9, statuses=none), claim(10, 19, statuses=partial), claim(20, 29), claim(30, 39)]
    predicted = [claim(0, 9, statuses=none), claim(10, 19), claim(20, 29, statuses=none), claim(30, 39)]
    assert score(gold, predicted)["status_accuracy"] == pytest.approx(1 / 3)


def test_a_place_needs_its_function_and_a_parent_of_a_right_place_is_ignored() -> None:
    town = AnnotatedPlace(Span(10, 16), "event", "settlement")
    region = AnnotatedPlace(Span(20, 30), "event", "adm1")
    village = AnnotatedPlace(Span(40, 50), "event", "settlement")
    pairs, wrong = match_places((town,), (town, region, village))
    assert [(p.gold, p.predicted) for p in pairs] == [(0, 0)]
    assert wrong == [village]
    pairs, wrong = match_places((town,), (AnnotatedPlace(Span(10, 16), "origin", "settlement"),))
    assert (len(pairs), len(wrong)) == (0, 1)


def test_a_proclaimed_entity_is_the_unit_that_it_claims() -> None:
    assert same_name("Tarrow People's Republic", "Tarrow Oblast")
    assert not same_name("Tarrow Oblast", "Tarnow Oblast")


def test_the_baseline_answers_the_most_frequent_value() -> None:
    # Root: author weighs 2, named 1 + 0.5: 2/3.5.
    gold = [claim(0, 9), claim(10, 19), claim(20, 29, roots=("named",)), claim(30, 39, roots=("named",), review=True)]
    assert baselines(gold)["root_status_accuracy"] == pytest.approx(2 / 3.5)
