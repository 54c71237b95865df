from collections.abc import Sequence

from reportedly.derive.keys import ENOUGH, Key
from reportedly.derive.pairs import Side
from reportedly.derive.shelf import DAYS, EARLIEST, MOST, NEAREST, MemoryShelf, When, candidates, first_day
from tests.unit.derive.sides import a_side

UNDATED: When = ("9999", "", "")


def a_shelf(*documents: tuple[str | None, Sequence[Key]]) -> tuple[MemoryShelf, list[Side]]:
    sides = [a_side(f"Report {number}.", published=day) for number, (day, _) in enumerate(documents)]
    return MemoryShelf(zip(sides, (keys for _, keys in documents), strict=True)), sides


def days(count: int) -> list[str]:
    return [f"2026-{3 + n // 28:02}-{n % 28 + 1:02}" for n in range(count)]


def test_only_earlier_documents_are_found_the_last_ones_before_it() -> None:
    shelf, sides = a_shelf(*((day, [("n:340", 0.7)]) for day in days(NEAREST + 5)))
    found = shelf.before("n:340", sides[-1].sketch.when)
    assert list(found) == [side.sketch.id for side in sides[-1 - NEAREST : -1]]
    assert shelf.before("n:340", sides[0].sketch.when) == []
    assert shelf.before("n:341", sides[-1].sketch.when) == []


def test_for_runs_of_words_the_first_documents_are_found_as_well() -> None:
    shelf, sides = a_shelf(*((day, [("sab", 1.0)]) for day in days(NEAREST + 5)))
    found = shelf.before("sab", sides[-1].sketch.when)
    assert list(found[:EARLIEST]) == [side.sketch.id for side in sides[:EARLIEST]]
    assert len(found) == len(set(found)) == NEAREST + EARLIEST


def test_of_few_documents_none_is_found_twice() -> None:
    shelf, sides = a_shelf(*((day, [("sab", 1.0)]) for day in days(3)))
    assert list(shelf.before("sab", sides[-1].sketch.when)) == [side.sketch.id for side in sides[:2]]


def test_names_and_numbers_are_looked_for_in_the_days_before_runs_of_words_at_any_time() -> None:
    shelf, sides = a_shelf(*((day, [("n:340", 0.7), ("sab", 1.0)]) for day in ("2026-01-01", "2026-07-01")))
    assert list(shelf.before("n:340", sides[1].sketch.when)) == []
    assert list(shelf.before("sab", sides[1].sketch.when)) == [sides[0].sketch.id]


def test_the_first_day_lies_a_fixed_number_of_days_before() -> None:
    assert first_day("n:340", ("2026-07-01T10:00:00+00:00", "", "")) == "2026-04-02"
    assert DAYS == 90
    assert first_day("sab", ("2026-07-01", "", "")) == ""
    assert first_day("n:340", UNDATED) == ""
    assert first_day("n:340", ("2026", "", "")) == ""


def test_an_undated_document_is_compared_with_dated_ones_of_any_time() -> None:
    shelf, sides = a_shelf(("2020-01-01", [("n:340", 0.7)]), (None, [("n:340", 0.7)]))
    assert candidates(sides[1].sketch, [("n:340", 0.7)], shelf) == [sides[0].sketch.id]
    assert candidates(sides[0].sketch, [("n:340", 0.7)], shelf) == []


def test_documents_with_the_most_keys_in_common_come_first_and_too_few_do_not_count() -> None:
    keys: list[Key] = [("n:340", 0.7), ("w:dam", 0.4), ("sab", 1.0)]
    shelf, sides = a_shelf(
        ("2026-05-01", keys[:1]), ("2026-05-02", keys[1:2]), ("2026-05-03", keys), ("2026-05-04", keys)
    )
    found = candidates(sides[3].sketch, keys, shelf)
    assert found == [sides[2].sketch.id, sides[0].sketch.id]
    assert keys[1][1] < ENOUGH


def test_a_document_is_compared_with_a_limited_number_of_others() -> None:
    keys: list[Key] = [("sab", 1.0), ("scd", 1.0)]
    shelf, sides = a_shelf(*((day, keys[n % 2 : n % 2 + 1]) for n, day in enumerate(days(MOST + 20))))
    assert len(candidates(sides[-1].sketch, keys, shelf)) == MOST


def test_the_shelf_gives_back_what_was_put_on_it() -> None:
    shelf, sides = a_shelf(("2026-05-01", []), ("2026-05-02", []))
    assert [shelf.side(side.sketch.id) for side in sides] == sides
