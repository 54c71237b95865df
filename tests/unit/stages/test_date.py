"""Times of claims."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Claim, Document, Passage, Reading, Span, Timing, claim_id
from reportedly.records.values import PassageKind
from reportedly.stages.date import DateRules, expressions
from reportedly.stages.date_points import Anchor

TODAY = date(2031, 6, 18)  # a Wednesday


def timing(
    text: str,
    *,
    published: str | None = "2031-06-18",
    realis: str = "occurred",
    evidence: str = "",
    kind: PassageKind = "body",
) -> Timing:
    document = Document(
        "doc_1",
        "0" * 64,
        "txt_1",
        text,
        "in/a.txt",
        "text/plain",
        "plain/1",
        "2031-07-01T00:00:00Z",
        published=published,
    )
    whole = Span(0, len(text))
    at = text.index(evidence) if evidence else 0
    span = Span(at, at + len(evidence)) if evidence else whole
    sentence = next(
        (Span(m, m + len(s)) for s in text.split(". ") if (m := text.index(s)) <= span.start < m + len(s)), whole
    )
    claim = Claim(claim_id("doc_1", (span,)), "doc_1", (span,), "x", "event", realis=realis, sentence=sentence)
    reading = Reading(document, (Passage("doc_1", whole, kind, 0, (whole,)), claim))
    made = DateRules().annotate([reading])[0]
    assert len(made) == 1
    assert isinstance(made[0], Timing)
    return made[0]


@pytest.mark.parametrize(
    ("text", "event", "first", "last", "basis"),
    [
        ("It shut on 12 May 2029", "2029-05-12", "2029-05-12", "2029-05-12", "stated"),
        ("It shut on May 12, 2029", "2029-05-12", "2029-05-12", "2029-05-12", "stated"),
        ("It shut on 2029-05-12", "2029-05-12", "2029-05-12", "2029-05-12", "stated"),
        ("It shut on 12 May", "2031-05-12", "2031-05-12", "2031-05-12", "stated"),
        ("It shut on 3rd of December", "2030-12-03", "2030-12-03", "2030-12-03", "stated"),
        ("It shut in May 2029", "2029-05", "2029-05-01", "2029-05-31", "stated"),
        ("It shut in early May 2029", "2029-05-01~/2029-05-10~", "2029-05-01", "2029-05-10", "stated"),
        ("It shut in 2029", "2029", "2029-01-01", "2029-12-31", "stated"),
        ("Shut between 3 and 5 June", "2031-06-03/2031-06-05", "2031-06-03", "2031-06-05", "stated"),
        ("Shut from May 2028 to April 2029", "2028-05/2029-04", "2028-05-01", "2029-04-30", "stated"),
        ("Shut since 12 May", "2031-05-12/2031-06-18", "2031-05-12", "2031-06-18", "stated"),
        ("Open from 1 July", "2031-07-01/..", "2031-07-01", None, "stated"),
        ("It shut on Monday", "2031-06-16", "2031-06-16", "2031-06-16", "relative"),
        ("It shut yesterday", "2031-06-17", "2031-06-17", "2031-06-17", "relative"),
        ("It shut overnight", "2031-06-17/2031-06-18", "2031-06-17", "2031-06-18", "relative"),
        ("It shut last week", "2031-06-09/2031-06-15", "2031-06-09", "2031-06-15", "relative"),
        ("It shut three days ago", "2031-06-15", "2031-06-15", "2031-06-15", "relative"),
        ("It recently shut", "2031-05-19~/2031-06-18~", "2031-05-19", "2031-06-18", "relative"),
        ("Shut since spring", "2031-21/2031-06-18", "2031-03-01", "2031-06-18", "relative"),
        ("It has been shut for weeks", "../2031-06-18", None, "2031-06-18", "relative"),
        ("It is currently shut", "../2031-06-18", None, "2031-06-18", "relative"),
        ("Shut in the last 24 hours", "2031-06-17~/2031-06-18", "2031-06-17", "2031-06-18", "relative"),
    ],
)
def test_a_printed_time_gives_days_and_its_basis(text, event, first, last, basis):
    made = timing(text)
    assert (made.event, made.earliest, made.latest, made.basis) == (event, first, last, basis)
    assert made.span is not None


def test_a_plan_looks_ahead():
    assert timing("They want to open by winter", realis="planned").event == "../2031-24"
    assert timing("They will open on Monday", realis="planned").event == "2031-06-23"
    assert timing("They will open on 3 May", realis="planned").event == "2032-05-03"
    assert timing("They will open", realis="planned").event == "2031-06-18/.."


def test_no_printed_time_is_bounded_by_the_report():
    made = timing("It is shut")
    assert (made.event, made.earliest, made.latest, made.basis, made.span) == (
        "../2031-06-18",
        None,
        "2031-06-18",
        "published",
        None,
    )


@pytest.mark.parametrize("text", ["It shut yesterday", "Shut for weeks", "It shut on 12 May", "Shut since spring"])
def test_without_a_report_date_relative_words_keep_their_span_and_no_calendar_date(text):
    made = timing(text, published=None)
    assert (made.event, made.earliest, made.latest, made.basis) == (None, None, None, "none")
    assert made.span is not None


def test_without_any_date_nothing_is_made_up():
    made = timing("It is shut", published=None)
    assert (made.event, made.earliest, made.latest, made.basis, made.span) == (None, None, None, "none", None)


def test_a_full_date_needs_no_report_date():
    assert timing("It shut on 12 May 2029", published=None).event == "2029-05-12"


@pytest.mark.parametrize(
    "text", ["It may shut", "They march on", "Second in line", "In all, 12 shops", "The spring broke its bed"]
)
def test_words_that_only_look_like_months_are_left_alone(text):
    found = expressions(text, 0, len(text))
    assert [e for e in found if e.first.name != "season"] == []


def test_an_impossible_day_is_never_turned_into_another_one():
    assert timing("It shut on 31 February 2029").event is None


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize(
    "text", ["yesterday", "tomorrow", "last year", "next year", "next week", "2 decades ago", "on Friday"]
)
def test_the_ends_of_the_calendar_are_survived(text, today):
    for future in (False, True):
        for expression in expressions(text, 0, len(text)):
            window = expression.window(Anchor(today, future))
            assert window is None or window.edtf


def test_the_time_of_the_sentence_counts_where_the_evidence_has_none():
    made = timing("On Monday, the council said, the baths shut. They stay shut", evidence="the baths shut")
    assert made.event == "2031-06-16"


def test_the_date_in_brackets_is_that_of_the_source():
    assert timing("The baths shut (Council 12/05/2031)", evidence="The baths shut").basis == "published"


def test_the_report_counts_its_day_in_its_own_zone():
    assert timing("It shut today", published="2031-06-18T23:30:00-05:00").event == "2031-06-18"


PIECES = st.sampled_from(
    ["since", "from", "to", "by", "in", "May", "12", "2031", "last week", "for 3 months", "on Friday", "and", "1-5 June",
     "winter", "yesterday", "999 years ago", "0001-01-01", "9999-12-31", "30 February", "early", "next year", ","]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=9), st.dates(date(1, 1, 1), date(9999, 12, 31)), st.booleans())
def test_bounds_are_in_order_and_spans_lie_in_the_text(pieces, today, future):
    text = " ".join(pieces)
    for expression in expressions(text, 0, len(text)):
        assert 0 <= expression.span.start < expression.span.end <= len(text)
        window = expression.window(Anchor(today, future))
        if window is None:
            continue
        assert window.edtf
        if window.first and window.last:
            assert window.first <= window.last
        if window.first is None:
            assert window.edtf.startswith("../")
        if window.last is None:
            assert window.edtf.endswith("/..")


def test_a_reminder_without_a_date_is_left_open() -> None:
    text = "Recall that the clinic in Orlivsk was shut"
    assert timing(text).basis == "published"
    made = timing(text, kind="recall")
    assert (made.event, made.earliest, made.latest, made.basis) == (None, None, None, "none")


def test_a_reminder_keeps_the_date_that_it_states() -> None:
    made = timing("Recall that the clinic in Orlivsk was shut on 12 May", kind="recall")
    assert (made.earliest, made.latest, made.basis) == ("2031-05-12", "2031-05-12", "stated")
