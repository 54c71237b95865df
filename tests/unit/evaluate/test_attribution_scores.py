"""Token, piece and relation scores, worked out by hand."""

import pytest

from reportedly.evaluate.attribution import FIGURES, AnnotatedRelation, tally
from reportedly.evaluate.counts import estimate
from reportedly.records import Span

# tokens:  0    1      2    3     4      5    6
TEXT = "Officer Brand said boats left early ."
SOURCE, CUE, CONTENT = Span(0, 13), Span(14, 18), Span(19, 35)
GOLD = AnnotatedRelation((SOURCE,), (CUE,), (CONTENT,))


def score(*predicted: AnnotatedRelation, gold: tuple[AnnotatedRelation, ...] = (GOLD,)) -> dict[str, float | None]:
    found = estimate([tally(TEXT, gold, predicted)], FIGURES)
    return {name: estimate_.value for name, estimate_ in found.items()}


def test_the_gold_itself_scores_one_everywhere() -> None:
    found = score(GOLD)
    # There is no relation without a source to be found.
    assert found.pop("sourceless_recall") is None
    assert set(found.values()) == {1.0}


def test_a_source_cut_short_costs_tokens_and_the_piece_but_not_the_relation() -> None:
    # Gold source 2 tokens, predicted 1, shared 1: F1 = 2*1/(1+2) = 2/3. No piece is the same: 0.
    # The triple differs: strict 0. Cue touches, source touches, content the same: relation 1.
    found = score(AnnotatedRelation((Span(8, 13),), (CUE,), (CONTENT,)))
    assert found["source_token_f1"] == pytest.approx(2 / 3)
    assert found["source_exact_f1"] == 0.0
    assert found["relation_strict_f1"] == 0.0
    assert found["relation_f1"] == 1.0


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (Span(19, 29), 1.0),  # 2 of 3 tokens: Jaccard 2/3
        (Span(14, 24), 0.0),  # "said boats" against "boats left early": 1 of 4
        (Span(19, 24), 0.0),  # 1 of 3 tokens: Jaccard 1/3
    ],
)
def test_a_relation_needs_half_of_the_content(content: Span, expected: float) -> None:
    assert score(AnnotatedRelation((SOURCE,), (CUE,), (content,)))["relation_f1"] == expected


def test_a_source_where_gold_has_none_makes_the_relation_wrong() -> None:
    gold = AnnotatedRelation((), (CUE,), (CONTENT,))
    assert score(GOLD, gold=(gold,))["relation_f1"] == 0.0
    assert score(gold, gold=(gold,))["relation_f1"] == 1.0


def test_fragments_apart_by_white_space_only_are_one_piece() -> None:
    split = AnnotatedRelation((Span(0, 7), Span(8, 13)), (CUE,), (Span(19, 24), Span(25, 35)))
    assert set(score(split).values()) - {None} == {1.0}


def test_relations_are_matched_one_to_one() -> None:
    # Two equal predictions for one gold relation: 1 hit, 2 predicted, 1 gold: 2*1/(2+1) = 2/3.
    found = score(GOLD, GOLD)
    assert found["relation_f1"] == pytest.approx(2 / 3)
    assert found["relation_strict_f1"] == pytest.approx(2 / 3)
    # Tokens count once per part, whatever the number of relations.
    assert found["source_token_f1"] == 1.0


def test_no_prediction_scores_zero() -> None:
    found = score()
    # Nothing was matched whose source could be judged.
    assert (found.pop("sourceless_recall"), found.pop("source_given_content")) == (None, None)
    assert set(found.values()) == {0.0}


def test_sourceless_recall_counts_gold_without_a_source_that_was_found_without_one() -> None:
    bare = AnnotatedRelation((), (CUE,), (CONTENT,))
    missed = AnnotatedRelation((), (Span(0, 7),), (Span(8, 13),))
    # Two gold relations without a source, one found so; that with a source does not count.
    assert score(bare, GOLD, gold=(bare, missed, GOLD))["sourceless_recall"] == 0.5
    assert score(GOLD, gold=(bare,))["sourceless_recall"] == 0.0


@pytest.mark.parametrize(
    ("predicted", "expected"),
    [
        (AnnotatedRelation((Span(0, 7),), (CUE,), (CONTENT,)), 1.0),  # touches
        (AnnotatedRelation((SOURCE,), (Span(0, 7),), (CONTENT,)), 1.0),  # the cue plays no role
        (AnnotatedRelation((), (CUE,), (CONTENT,)), 0.0),  # none where there is one
        (AnnotatedRelation((Span(36, 37),), (CUE,), (CONTENT,)), 0.0),  # elsewhere
        (AnnotatedRelation((SOURCE,), (CUE,), (Span(19, 24),)), None),  # content not matched: not judged
    ],
)
def test_the_source_is_judged_where_the_content_is_matched(
    predicted: AnnotatedRelation, expected: float | None
) -> None:
    assert score(predicted)["source_given_content"] == expected


def test_both_without_a_source_is_right_and_equal_contents_go_by_the_cue_not_by_the_source() -> None:
    bare = AnnotatedRelation((), (CUE,), (CONTENT,))
    assert score(bare, gold=(bare,))["source_given_content"] == 1.0
    # Two gold relations over one content; the prediction with the cue of the first has the source of the second.
    other = AnnotatedRelation((Span(36, 37),), (Span(0, 7),), (CONTENT,))
    crossed = AnnotatedRelation((Span(36, 37),), (CUE,), (CONTENT,))
    assert score(crossed, gold=(other, GOLD))["source_given_content"] == 0.0
