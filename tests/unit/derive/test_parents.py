import random
from collections.abc import Set as AbstractSet
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.derive.pairs import FEATURES, Pair
from reportedly.derive.parents import Thresholds, choose
from reportedly.derive.sketch import Sketch, pack
from tests.unit.derive.sides import a_unit

CITES = FEATURES.index("names its publisher")
LIMITS = Thresholds(least=0.0, gain=1.0, ancestor=1.0, cited=2.0, named=0.0, unnamed=0.0)
UNITS = pack([a_unit("a", start=number * 10) for number in range(4)])


def a_sketch(name: str, language: str = "en") -> Sketch:
    return Sketch(name, language, None, (), (), None, (name, "", name), 10, UNITS)


def a_pair(earlier: str, covered: tuple[float, ...], *, named: bool = False, language: str = "en") -> Pair:
    values = tuple(float(named) if at == CITES else 0.0 for at in range(len(FEATURES)))
    return Pair(a_sketch("later"), a_sketch(earlier, language), values, (None,) * 4, covered, frozenset())


def chosen(
    *pairs: tuple[Pair, float],
    limits: Thresholds = LIMITS,
    across: Thresholds = LIMITS,
    parents: dict[str, frozenset[str]] | None = None,
) -> list[str]:
    def above(document: str) -> AbstractSet[str]:
        return (parents or {}).get(document, frozenset())

    return [one.pair.earlier.id for one in choose(pairs, above, {True: limits, False: across})]


HALF, OTHER_HALF, ALL, NONE = (1.0, 1.0, 0.0, 0.0), (0.0, 0.0, 1.0, 1.0), (1.0,) * 4, (0.0,) * 4


def test_the_likeliest_is_chosen_and_none_below_the_threshold() -> None:
    assert chosen((a_pair("a", ALL), 1.0), (a_pair("b", ALL), 2.0)) == ["b"]
    assert chosen((a_pair("a", ALL), -0.1)) == []
    assert chosen() == []


def test_a_further_parent_is_one_that_tells_what_the_first_does_not() -> None:
    assert chosen((a_pair("a", HALF), 2.0), (a_pair("b", OTHER_HALF), 1.0)) == ["a", "b"]
    assert chosen((a_pair("a", HALF), 2.0), (a_pair("b", HALF), 1.9)) == ["a"]


def test_a_further_parent_that_adds_little_must_be_the_surer() -> None:
    little = (1.0, 1.0, 0.5, 0.0)
    assert chosen((a_pair("a", HALF), 3.0), (a_pair("b", little), 1.0)) == ["a"]
    assert chosen((a_pair("a", HALF), 3.0), (a_pair("b", little), 2.0)) == ["a", "b"]


def test_a_further_parent_that_the_text_names_needs_to_add_less() -> None:
    little = (1.0, 1.0, 0.1, 0.0)
    assert chosen((a_pair("a", HALF), 4.0), (a_pair("b", little), 3.0)) == ["a"]
    assert chosen((a_pair("a", HALF), 4.0), (a_pair("b", little, named=True), 3.0)) == ["a", "b"]


@pytest.mark.parametrize("parents", [{"a": frozenset("b")}, {"b": frozenset("a")}])
def test_what_stands_before_or_behind_a_chosen_parent_must_be_the_surer(parents: dict[str, frozenset[str]]) -> None:
    pairs = (a_pair("a", HALF), 2.0), (a_pair("b", OTHER_HALF), 0.5)
    assert chosen(*pairs) == ["a", "b"]
    assert chosen(*pairs, parents=parents) == ["a"]


def test_whom_the_text_names_goes_before_the_others() -> None:
    limits = replace(LIMITS, named=1.0, unnamed=2.0)
    pairs = (a_pair("a", ALL), 2.5), (a_pair("b", ALL, named=True), 0.5)
    assert chosen(*pairs) == ["a"]
    assert chosen(*pairs, limits=limits) == ["b"]


def test_a_named_document_that_tells_nothing_of_it_takes_nothing_from_the_others() -> None:
    limits = replace(LIMITS, named=1.0, unnamed=2.0)
    assert chosen((a_pair("a", ALL), 1.0), (a_pair("b", NONE, named=True), -3.0), limits=limits) == ["a"]


def test_documents_in_another_language_have_thresholds_of_their_own() -> None:
    strict = replace(LIMITS, least=5.0)
    pair = (a_pair("a", ALL, language="de"), 2.0)
    assert chosen(pair, across=strict) == []
    assert chosen(pair, limits=strict) == ["a"]


def test_of_equally_likely_ones_the_earlier_is_taken() -> None:
    assert chosen((a_pair("b", ALL), 1.0), (a_pair("a", ALL), 1.0)) == ["a"]


candidates = st.lists(
    st.tuples(
        st.sampled_from("abcdefgh"),
        st.tuples(*[st.floats(0.0, 1.0)] * 4),
        st.booleans(),
        st.sampled_from(["en", "de"]),
        st.floats(-5.0, 5.0),
    ),
    unique_by=lambda row: row[0],
)


@given(candidates, st.integers(0, 99))
def test_parents_do_not_depend_on_the_order_of_candidates(
    rows: list[tuple[str, tuple[float, ...], bool, str, float]], seed: int
) -> None:
    pairs = [(a_pair(name, covered, named=named, language=tag), odds) for name, covered, named, tag, odds in rows]
    found = choose(pairs, lambda _: frozenset(), {True: LIMITS, False: LIMITS})
    shuffled = random.Random(seed).sample(pairs, len(pairs))
    assert choose(shuffled, lambda _: frozenset(), {True: LIMITS, False: LIMITS}) == found
    assert all(0.0 <= one.gain <= 1.0 for one in found)
    assert len({one.pair.earlier.id for one in found}) == len(found)
