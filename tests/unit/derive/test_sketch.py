from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reportedly.derive.sketch import MOST_UNITS, Unit, pack, sketch_of, unpack
from reportedly.gloss import Mark
from reportedly.records import Passage, Span
from tests.unit.derive.reports import a_report
from tests.unit.derive.sides import MARKER, a_side

SENTENCES = ["The bridge at Tolmen is closed.", "Lorries wait on the northern bank.", "The mayor promised a ferry."]
TEXT = " ".join(SENTENCES)


def test_sentences_are_told_by_punctuation_where_there_are_no_passages() -> None:
    assert [TEXT[unit.start : unit.end] for unit in a_side(TEXT).units] == SENTENCES


def test_sentences_are_those_of_the_passages_and_metadata_is_left_out() -> None:
    reading = a_report(TEXT)
    end = TEXT.index("Lorries")
    passages = [
        Passage(reading.document.id, Span(0, end), "metadata", 0),
        Passage(reading.document.id, Span(end, len(TEXT)), "body", 1, (Span(end, len(TEXT)),)),
    ]
    [unit] = sketch_of(reading.plus(passages), MARKER, None).units
    assert (unit.start, unit.end) == (end, len(TEXT))


def test_a_title_that_the_text_does_not_hold_is_the_first_sentence_and_stands_nowhere() -> None:
    units = a_side(TEXT, title="Ferry instead of bridge").units
    assert (units[0].start, units[0].end) == (0, 0)
    assert "w:ferry" in {key for mark in units[0].marks for key in mark.keys}
    assert a_side("Ferry instead of bridge. " + TEXT, title="Ferry instead of bridge").units[0].end > 0


def test_a_long_document_is_looked_at_up_to_a_limit() -> None:
    assert len(a_side("The bridge is closed. " * (MOST_UNITS + 20)).units) == MOST_UNITS


def test_a_document_without_a_language_is_taken_for_english() -> None:
    reading = a_report(TEXT)
    unknown = replace(reading, document=replace(reading.document, language=None))
    assert sketch_of(unknown, MARKER, None).language == "en"


def test_the_names_of_an_outlet_are_its_own_and_its_aliases_each_once() -> None:
    sketch = sketch_of(a_report(TEXT, publisher="Reed Herald"), MARKER, "s:reed", ("Reed Herald", "Zorvik Bote"))
    assert len(sketch.outlets) == 2


keys = st.lists(
    st.tuples(st.sampled_from("wxypnd"), st.text("abcЖш 1:'-", min_size=1, max_size=6)).map(":".join),
    min_size=1,
    max_size=4,
).map(tuple)
marks = st.builds(Mark, keys, st.floats(0.3, 1.2), st.integers(0, 10**6), st.integers(0, 10**6))
units = st.builds(
    lambda start, end, found: Unit(start, end, tuple(found), sum(mark.weight for mark in found)),
    st.integers(0, 10**6),
    st.integers(0, 10**6),
    st.lists(marks, max_size=6),
)


@given(st.lists(units, max_size=6))
def test_what_is_unpacked_is_what_was_packed(found: list[Unit]) -> None:
    assert unpack(pack(found)) == tuple(found)


def test_marks_stand_where_their_words_stand_in_the_text() -> None:
    found = {TEXT[mark.start : mark.end] for unit in a_side(TEXT).units for mark in unit.marks}
    assert {"bridge", "Tolmen", "Lorries", "bank", "mayor", "ferry"} <= found


@given(st.text(min_size=1, max_size=200).filter(str.strip))
def test_sentences_and_marks_stand_in_the_text(text: str) -> None:
    end = 0
    for unit in a_side(text).units:
        assert end <= unit.start < unit.end <= len(text)
        assert all(unit.start <= mark.start < mark.end <= unit.end for mark in unit.marks)
        end = unit.end
