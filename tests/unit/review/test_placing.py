"""Where a claim stood is found again by its words and their order."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.errors import ReviewRefused
from reportedly.records import Claim, Quote, Reading, Span, claim_id
from reportedly.review.edits import days_of
from reportedly.review.placing import Places, quote_of, spans_of
from tests.unit.corroborate.pile import Told, report

ALPHABET = "ab İß\n🚰."


@st.composite
def texts(draw: Any) -> tuple[str, tuple[Span, ...]]:
    text = "x" + draw(st.text(ALPHABET, min_size=4, max_size=40)) + "x"
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), min_size=2, max_size=6)))
    pairs = list(zip(cuts[::2], cuts[1::2], strict=False))
    return text, tuple(Span(a, b) for a, b in pairs)


def a_reading(text: str, *evidence: tuple[Span, ...]) -> Reading:
    base = report(Told()).document
    document = type(base)(base.id, base.sha256, "txt", text, "a.txt", "text/plain", "plain/1", base.retrieved_at)
    claims = [Claim(claim_id(base.id, spans), base.id, spans, "It is so.", "event") for spans in evidence]
    return Reading(document, tuple(claims))


@settings(max_examples=300, deadline=None)
@given(texts())
def test_the_first_piece_is_found_at_its_very_place(made: tuple[str, tuple[Span, ...]]) -> None:
    text, spans = made
    reading = a_reading(text, spans)
    quote = quote_of(reading, reading.of(Claim)[0])
    found = spans_of(text, quote)
    assert found is not None
    assert found[0] == spans[0]
    assert [s.of(text) for s in found] == [s.of(text) for s in spans]


@settings(max_examples=200, deadline=None)
@given(texts(), st.text(ALPHABET, max_size=30))
def test_in_any_other_text_it_is_found_as_printed_or_not_at_all(made: tuple[str, tuple[Span, ...]], other: str) -> None:
    text, spans = made
    reading = a_reading(text, spans)
    found = spans_of(other, quote_of(reading, reading.of(Claim)[0]))
    assert found is None or [s.of(other) for s in found] == [s.of(text) for s in spans]


def test_the_second_of_two_equal_sentences_is_not_taken_for_the_first() -> None:
    text = "No water. No water. No water."
    old = a_reading(text, (Span(10, 19),))
    quote = quote_of(old, old.of(Claim)[0])
    assert quote.order == 1
    new = a_reading(text, (Span(0, 8),), (Span(10, 18),), (Span(20, 29),))
    assert Places.of([new], [quote]).place(quote.claim) == claim_id(old.document.id, (Span(10, 18),))


def test_a_claim_cut_in_two_halves_is_neither_of_them() -> None:
    old = a_reading("The taps ran dry and the pumps stand still", (Span(0, 42),))
    new = a_reading(old.text, (Span(0, 16),), (Span(21, 42),))
    quote = quote_of(old, old.of(Claim)[0])
    places = Places.of([new], [quote])
    if places.place(quote.claim) is None:
        assert "its words now stand in" in places.why_lost(quote.claim)
    else:
        assert places.place(quote.claim) == claim_id(old.document.id, (Span(21, 42),))


def test_a_claim_to_which_two_have_an_equal_right_is_neither() -> None:
    old = a_reading("The taps ran dry and the pumps stand still", (Span(0, 30),))
    new = a_reading(old.text, (Span(0, 26),), (Span(4, 30),))
    quote = quote_of(old, old.of(Claim)[0])
    places = Places.of([new], [quote])
    assert places.place(quote.claim) is None
    assert "none of which is it" in places.why_lost(quote.claim)


def test_a_text_without_the_words_loses_the_claim() -> None:
    quote = Quote("clm_old", report(Told()).document.id, ("Something else",), 0)
    places = Places.of([a_reading("No water.", (Span(0, 8),))], [quote])
    assert places.place("clm_old") is None
    assert places.why_lost("clm_old") == "its words do not stand in the document any more"


@pytest.mark.parametrize(
    ("edtf", "days"),
    [
        ("2026-03-04", ("2026-03-04", "2026-03-04")),
        ("2026-02", ("2026-02-01", "2026-02-28")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2026~", ("2026-01-01", "2026-12-31")),
        ("2026-03-01/2026-03-04", ("2026-03-01", "2026-03-04")),
        ("2026-03/..", ("2026-03-01", None)),
        ("../2026-03", (None, "2026-03-31")),
    ],
)
def test_a_time_gives_its_first_and_last_day(edtf: str, days: tuple[str | None, str | None]) -> None:
    assert days_of(edtf) == days


@pytest.mark.parametrize("edtf", ["", "..", "../..", "March", "2026-13", "2026-02-30", "2026-04/2026-03", "0000", "/"])
def test_what_is_no_time_is_refused(edtf: str) -> None:
    with pytest.raises(ReviewRefused):
        days_of(edtf)


@settings(max_examples=200, deadline=None)
@given(st.text("0123456789-/.~?", max_size=22))
def test_any_text_is_days_in_order_or_refused(edtf: str) -> None:
    try:
        first, last = days_of(edtf)
    except ReviewRefused:
        return
    assert first or last
    assert first is None or last is None or first <= last
