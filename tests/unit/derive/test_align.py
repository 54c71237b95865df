import math

from hypothesis import given
from hypothesis import strategies as st

from reportedly.derive.align import LEAST_MARKS, Index, held, in_order, matches
from reportedly.derive.sketch import Unit
from tests.unit.derive.sides import a_side, a_unit

EN = "The bridge at Tolmen was destroyed on Monday. Lorries wait on the northern bank of the river."
TOLD = {
    "de": "Lastwagen warten am nördlichen Ufer des Flusses. Die Brücke in Tolmen wurde am Montag zerstört.",
    "uk": "Вантажівки чекають на північному березі річки. Міст у Толмені зруйнували в понеділок.",
    "ru": "Грузовики ждут на северном берегу реки. Мост в Толмене разрушили в понедельник.",
}


def test_a_sentence_finds_its_counterpart_in_another_language_wherever_it_stands() -> None:
    english = Index.of(a_side(EN).units)
    for language, text in TOLD.items():
        other = Index.of(a_side(text, language).units)
        found = matches(held(english, other), other)
        assert [match.at if match else None for match in found] == [1, 0], language
        assert all(match and match.score > 0.4 for match in found), language


def test_sentences_on_other_matters_have_nothing_in_common() -> None:
    one, other = Index.of(a_side(EN).units), Index.of(a_side("Pensioners queued for hours. Bread is dear.").units)
    assert matches(held(one, other), other) == [None, None]
    assert held(one, other).weight == 0.0


def test_a_short_sentence_matches_nothing() -> None:
    short, long = a_unit(*"ab"), a_unit(*"abc")
    assert len(short.marks) < LEAST_MARKS
    for one, other in ((short, long), (long, short)):
        index = Index.of([other])
        assert matches(held(Index.of([one]), index), index) == [None]


def test_the_score_is_the_share_of_both_sentences_and_the_best_counterpart_wins() -> None:
    other = Index.of([a_unit(*"abxyz"), a_unit(*"abcd")])
    [match] = matches(held(Index.of([a_unit(*"abcd")]), other), other)
    assert match is not None
    assert (match.at, match.common, match.score) == (1, 4.0, 1.0)


def test_of_equal_counterparts_the_first_one_is_taken() -> None:
    other = Index.of([a_unit(*"abcx"), a_unit(*"abcx")])
    [match] = matches(held(Index.of([a_unit(*"abcd")]), other), other)
    assert match is not None
    assert match.at == 0


def test_order_is_the_share_of_neighbours_in_the_same_order() -> None:
    units = [a_unit(*letters) for letters in ("abc", "def", "ghi", "jkl")]
    same = Index.of(units)
    turned = Index.of(units[::-1])
    assert in_order(matches(held(same, same), same)) == 1.0
    assert in_order(matches(held(same, turned), turned)) == 0.0
    assert in_order([None]) == 0.5


keys = st.lists(st.sampled_from("abcdefgh"), max_size=6)
documents = st.lists(keys, max_size=5).map(lambda rows: [a_unit(*row, weight=0.7) for row in rows])


@given(documents, documents)
def test_common_marks_are_symmetric_and_scores_are_shares(one: list[Unit], other: list[Unit]) -> None:
    left, right = Index.of(one), Index.of(other)
    mine, theirs = held(left, right), held(right, left)
    assert {key for mark in mine.marks() for key in mark.keys} == {key for mark in theirs.marks() for key in mark.keys}
    for found, index in ((mine, right), (theirs, left)):
        assert found.weight <= found.index.weight + 1e-9
        assert math.isclose(found.weight, sum(mark.weight for mark in found.marks()), abs_tol=1e-9)
        for match in matches(found, index):
            assert match is None or (0.0 < match.score <= 1.0 and 0 <= match.at < len(index.units))
    assert 0.0 <= in_order(matches(mine, right)) <= 1.0


@given(documents)
def test_a_document_holds_all_of_its_own_marks(units: list[Unit]) -> None:
    index = Index.of(units)
    assert len(list(held(index, index).marks())) == len(list(index.marks()))
