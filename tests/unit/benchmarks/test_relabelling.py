"""Other labels on the same rules: nothing but the labels changes, and nothing is lost."""

from collections.abc import Mapping

import pytest
from benchmarks.relabelling import _relabelled, new_ids, renamed, swapped, swapped_ids
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.codebook import Codebook, load_default
from reportedly.codebook.semantics import problems
from reportedly.codebook.texts import texts_of

BOOK = load_default()

BOTH = pytest.mark.parametrize(
    ("relabel", "ids"), [(renamed, new_ids), (swapped, swapped_ids)], ids=["renamed", "swapped"]
)


def inverse(ids: Mapping[str, str]) -> dict[str, str]:
    return {new: old for old, new in ids.items()}


def part(count: int) -> Codebook:
    """Return the first categories of the codebook that ships."""
    return BOOK.model_copy(update={"categories": BOOK.categories[:count]})


@BOTH
def test_new_ids_are_the_old_ones_in_another_order(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    old = [category.id for category in BOOK.categories]
    assert sorted(ids(BOOK)) == sorted(ids(BOOK).values()) == sorted(old)
    assert [category.id for category in relabel(BOOK).categories] == old


def test_renamed_leaves_no_category_its_id() -> None:
    assert all(old != new for old, new in new_ids(BOOK).items())


def test_renamed_takes_most_categories_to_another_letter() -> None:
    pairs = new_ids(BOOK).items()
    assert sum(old.split(".")[1][0] != new.split(".")[1][0] for old, new in pairs) > len(BOOK.categories) / 2


@given(st.integers(1, len(BOOK.categories)))
def test_swapped_changes_pairs_of_neighbours_and_leaves_an_odd_last_one(count: int) -> None:
    book = part(count)
    ids = [category.id for category in book.categories]
    new = swapped_ids(book)
    assert all(new[new[old]] == old for old in ids)
    assert [old for old in ids if new[old] == old] == (ids[-1:] if count % 2 else [])
    assert all(abs(ids.index(new[old]) - ids.index(old)) <= 1 for old in ids)


@BOTH
def test_the_contents_move_with_the_definition(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    book, new = relabel(BOOK), ids(BOOK)
    for old in BOOK.categories:
        now = book.category(new[old.id])
        same = (
            "name",
            "slug",
            "kind",
            "definition",
            "include",
            "examples",
            "words",
            "sectors",
            "roles",
            "values",
            "maps",
        )
        assert [getattr(now, name) for name in same] == [getattr(old, name) for name in same]
        assert [c.text for c in now.counter_examples] == [c.text for c in old.counter_examples]
        assert now.domain == now.id.partition(".")[2][0]


@BOTH
def test_whatever_names_a_category_names_it_by_its_new_id(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    book, new = relabel(BOOK), ids(BOOK)

    def moved(codes: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new.get(code, code) for code in codes)

    for old in BOOK.categories:
        now = book.category(new[old.id])
        assert [c.goes_to for c in now.counter_examples] == [moved(c.goes_to) for c in old.counter_examples]
        assert [e.goes_to for e in now.exclude] == [moved(e.goes_to) for e in old.exclude]
    assert book.allowed_merges == tuple(moved(pair) for pair in BOOK.allowed_merges)
    assert [p.categories for p in book.provisions] == [moved(p.categories) for p in BOOK.provisions]
    assert [(p.left, p.right, p.test) for p in book.confusable_pairs] == [
        (moved(p.left), moved(p.right), p.test) for p in BOOK.confusable_pairs
    ]


@BOTH
def test_routing_codes_scales_and_the_head_of_the_file_stay(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    book = relabel(BOOK)
    moving = {"categories", "confusable_pairs", "allowed_merges", "provisions"}
    for name in type(BOOK).model_fields:
        if name not in moving:
            assert getattr(book, name) == getattr(BOOK, name), name
    assert list(problems(book)) == list(problems(BOOK)) == []


@BOTH
def test_the_texts_of_a_relabelled_codebook_are_the_same_under_new_codes(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    new = ids(BOOK)
    expected = sorted((new.get(code, code), kind, text) for code, kind, text in texts_of(BOOK))
    assert sorted(texts_of(relabel(BOOK))) == expected


@BOTH
def test_relabelled_back_it_is_the_same_codebook(relabel, ids) -> None:  # type: ignore[no-untyped-def]
    assert relabel(BOOK) != BOOK
    assert _relabelled(relabel(BOOK), inverse(ids(BOOK))) == BOOK


def test_swapped_twice_is_the_same_codebook() -> None:
    assert swapped(swapped(BOOK)) == BOOK


@settings(max_examples=15, deadline=None)
@given(st.permutations([category.id for category in BOOK.categories]))
def test_any_relabelling_can_be_undone(order: list[str]) -> None:
    ids = dict(zip([category.id for category in BOOK.categories], order, strict=True))
    assert _relabelled(_relabelled(BOOK, ids), inverse(ids)) == BOOK
