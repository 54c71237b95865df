"""Private names are found as whole words, the longest first, however many there are."""

import re

from hypothesis import given
from hypothesis import strategies as st

from reportedly.records.withhold import WITHHELD, Discretion

PARTS = st.sampled_from(["Olrek", "Bran", "Brandovar", "Ко", "п'ять", "O", "s", " ", "  ", ", ", "'", "-", "."])
NAMES = st.lists(st.lists(PARTS, min_size=1, max_size=4).map("".join).map(str.strip), max_size=4)


@given(NAMES, st.lists(PARTS, max_size=14).map("".join))
def test_names_are_withheld_as_by_one_pattern_of_all(names: list[str], text: str) -> None:
    known = sorted((n for n in set(names) if len(n) > 2 and re.match(r"\w", n)), key=lambda n: (-len(n), n))
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)") if known else None
    assert Discretion(known).masked(text) == (pattern.sub(WITHHELD, text) if pattern else text)


def test_what_stands_before_the_first_letter_of_a_name_makes_no_difference() -> None:
    assert Discretion(["«Olrek Bran"]).masked("Here is «Olrek Bran», and Olrek Bran.") == (
        f"Here is «{WITHHELD}», and {WITHHELD}."
    )
