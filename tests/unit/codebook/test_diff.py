"""What a new version changes, and which number it must raise."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.codebook import Codebook, load_default
from reportedly.codebook.diff import difference, word_changes

BOOK = load_default()


def versioned(version: str, **categories: dict[str, Any]) -> Codebook:
    parts = tuple(c.model_copy(update=categories.get(c.id.removeprefix("GUO."), {})) for c in BOOK.categories)
    return BOOK.changed(version=version, categories=parts)


def test_the_same_codebook_differs_in_nothing() -> None:
    found = difference(BOOK, BOOK)
    assert (found.added, found.retired, found.moved, found.removed, found.changes) == ((), (), (), (), ())
    assert (found.needs, found.ruled, found.recodes) == ("none", True, False)


@pytest.mark.parametrize(
    ("part", "needs", "recodes"),
    [
        ({"definition": "Other."}, "major", True),
        ({"include": ("other",)}, "minor", True),
        ({"examples": ("One.", "Two.", "Three.")}, "minor", True),
        ({"counter_examples": ()}, "minor", True),
        ({"values": {"outcome": ("open",)}}, "minor", True),
        ({"roles": ()}, "minor", False),
        ({"maps": BOOK.category("GUO.D01").maps}, "patch", False),
        ({"notes": ("Look twice.",)}, "patch", False),
        ({"replaced_by": "GUO.C02"}, "minor", True),
    ],
)
@pytest.mark.parametrize(("version", "raised"), [("1.1.0", 0), ("1.1.1", 1), ("1.2.0", 2), ("2.0.0", 3)])
def test_a_change_asks_for_a_step_of_the_version(
    part: dict[str, Any], needs: str, recodes: bool, version: str, raised: int
) -> None:
    found = difference(BOOK, versioned(version, C01=part))
    assert found.needs == needs
    assert found.recodes is recodes
    assert found.ruled is (raised >= ["none", "patch", "minor", "major"].index(needs))


def test_added_retired_moved_and_removed_are_told_apart() -> None:
    new = BOOK.category("GUO.A01").model_copy(update={"id": "GUO.A06", "definition": "A new matter."})
    parts = [c for c in BOOK.categories if c.id not in ("GUO.B05", "GUO.J03")]
    parts.append(BOOK.category("GUO.J03").model_copy(update={"id": "GUO.J04"}))
    parts = [c.model_copy(update={"replaced_by": "GUO.A02"}) if c.id == "GUO.A01" else c for c in parts]
    found = difference(BOOK, BOOK.changed(version="2.0.0", categories=(*parts, new)))
    assert found.added == ("GUO.A06",)
    assert found.retired == (("GUO.A01", "GUO.A02"),)
    assert found.moved == (("GUO.J03", "GUO.J04"),)
    assert found.removed == ("GUO.B05",)
    assert found.needs == "major"


def test_codes_that_follow_a_moved_category_are_no_change() -> None:
    renamed = BOOK.category("GUO.J03").model_copy(update={"id": "GUO.J04"})
    parts = tuple(
        renamed
        if c.id == "GUO.J03"
        else c.model_copy(
            update={
                "exclude": tuple(
                    e.model_copy(update={"goes_to": tuple(t.replace("GUO.J03", "GUO.J04") for t in e.goes_to)})
                    for e in c.exclude
                )
            }
        )
        for c in BOOK.categories
    )
    found = difference(BOOK, BOOK.changed(categories=parts))
    assert [change.category for change in found.changes if change.field == "exclude"] == []


def test_words_that_went_and_came_are_marked() -> None:
    assert word_changes("a shop is shut", "a shop was shut") == "a shop [-is-]{+was+} shut"


def test_a_version_that_goes_back_is_not_raised() -> None:
    assert difference(BOOK, versioned("1.0.9", C01={"notes": ("x",)})).raised == "none"


@given(st.text(alphabet="ab .,\n", max_size=40), st.text(alphabet="ab .,\n", max_size=40))
def test_both_texts_can_be_read_off_the_marked_one(before: str, after: str) -> None:
    import re

    marked = word_changes(before, after)
    old = re.sub(r"\{\+(.*?)\+\}", "", marked, flags=re.DOTALL)
    new = re.sub(r"\[-(.*?)-\]", "", marked, flags=re.DOTALL)
    assert re.sub(r"\[-(.*?)-\]", r"\1", old, flags=re.DOTALL) == before
    assert re.sub(r"\{\+(.*?)\+\}", r"\1", new, flags=re.DOTALL) == after
