"""What a later version says otherwise, and what is only worded differently."""

import pytest

from reportedly.records import Reading
from reportedly.review.changes import changes, telling
from tests.unit.corroborate.pile import Told, report


def told(*contents: str, **more: str) -> Reading:
    return report(*(Told(content) for content in contents), **more)


NURSES = "Forty nurses have refused to work at the hospital in Orlivsk"


@pytest.mark.parametrize(
    ("earlier", "later", "words"),
    [
        (NURSES, "Fourteen nurses have refused to work at the hospital in Orlivsk", "‘Forty’ became ‘Fourteen’"),
        (NURSES, "Correction: 14 nurses have refused to work at the hospital in Orlivsk", "‘Forty’ became ‘14’"),
        (NURSES, NURSES, None),
        (NURSES, "Forty nurses refused to do any work at the hospital in Orlivsk, it was said", None),
        (NURSES, "Forty nurses have refused to work at the hospital in Dobrovyr", "‘Orlivsk’ became ‘Dobrovyr’"),
        (NURSES, "Forty nurses have not refused to work at the hospital in Orlivsk", "‘not’ was put in"),
        (NURSES, "The bridge over the river was opened to lorries again", None),
        (NURSES, "An earlier version of this report said forty nurses at the hospital refused to work; 14 had",
         "‘forty’ became ‘14’"),
        ("About 300 homes had no power on Sunday", "About 300 homes had no power on Monday", "‘Sunday’ became ‘Monday’"),
        ("About 300 homes had no power on Sunday", "About 3,000 homes had no power on Sunday", "‘300’ became ‘3,000’"),
    ],
)  # fmt: skip
def test_numbers_names_and_denials_are_changes_and_other_words_are_not(
    earlier: str, later: str, words: str | None
) -> None:
    found = changes(told(earlier), told(later), same_page=False)
    assert [change.words for change in found] == ([words] if words else [])


def test_what_was_taken_out_counts_only_on_the_same_page() -> None:
    earlier, later = told(NURSES, "The taps in Orlivsk have run dry since spring"), told(NURSES)
    assert changes(earlier, later, same_page=False) == []
    [change] = changes(earlier, later, same_page=True)
    assert change.words == "the passage was taken out"


def test_a_state_that_is_told_otherwise_in_other_words_is_a_change() -> None:
    earlier = report(Told("The water supply of the town stopped", status=("water", "none")))
    later = report(Told("The water supply of the town works", status=("water", "full")))
    [change] = changes(earlier, later, same_page=False)
    assert change.words == "service state water none became water full"


def test_a_text_that_nothing_was_read_from_says_nothing_otherwise() -> None:
    assert changes(told(NURSES), Reading(told("Leer").document), same_page=True) == []


def test_small_numbers_in_words_and_digits_are_one() -> None:
    assert telling("Three of 12 wards, forty beds") == {"3", "12", "forty"}
