from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.contrast.counts import Count, counts_of
from reportedly.contrast.lexicon import inflections, lexicon
from reportedly.contrast.wording import content, same_name, words_of
from reportedly.records import Reading, Span
from tests.unit.derive.reports import a_report


def counts(text: str) -> tuple[Count, ...]:
    reading = a_report(text)
    return counts_of(reading, words_of(reading, (Span(0, len(text)),)))


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("Forty-two houses burned.", 42, 42, "hous"),
        ("At least 40 workers left.", 40, inf, "worker"),
        ("Up to 300 homes are cold.", 0, 300, "hom"),
        ("Between 40 and 50 nurses refused.", 40, 50, "nurs"),
        ("About 1,200 tonnes were taken.", 1080, 1320, "tonn"),
        ("Dozens of teachers left.", 24, 199, "teache"),
        ("14 were killed in the mine.", 14, 14, ":kill"),
        ("2 million roubles were paid.", 2_000_000, 2_000_000, "roubl"),
        ("Some 30 per cent of pipes leak.", 27, 33, "percent"),
        ("Three of the five schools are open.", 3, 3, "school"),
        ("Nine residents left.", 9, 9, "people"),
    ],
)
def test_a_count_has_the_bounds_that_its_words_give(text: str, low: float, high: float, unit: str) -> None:
    [found] = counts(text)
    assert (round(found.low), found.high if found.high == inf else round(found.high), found.unit) == (low, high, unit)


@pytest.mark.parametrize(
    "text",
    [
        "It closed on 3 May.",
        "It closed in 2022.",
        "The train left at 8 pm.",
        "It lasted 9 days.",
        "The 3rd brigade left.",
    ],
)
def test_dates_times_ordinals_and_spans_of_time_are_no_counts(text: str) -> None:
    assert counts(text) == ()


@given(st.integers(0, 99_999), st.sampled_from(["", "about ", "at least ", "up to "]), st.integers(0, 99_999))
def test_whether_two_counts_meet_does_not_depend_on_their_order(one: int, bound: str, other: int) -> None:
    [a], [b] = counts(f"Then {bound}{one} houses burned."), counts(f"Then {other} houses burned.")
    assert a.meets(b) == b.meets(a)
    assert a.meets(a)
    assert bound or a.meets(b) == (one == other)


@given(st.text(max_size=80))
def test_words_and_counts_stand_where_they_say(text: str) -> None:
    text = f"{text} 12 houses"
    reading: Reading = a_report(text)
    words = words_of(reading, (Span(0, len(text)),))
    assert all(w.span.of(text) == w.text for w in words)
    assert all(" ".join(c.whole.span.of(text).split()) == c.whole.printed for c in counts_of(reading, words))


def test_two_words_for_one_act_are_one_and_the_doer_is_none_of_it() -> None:
    one, other = a_report("Police detained a baker."), a_report("Police arrested a baker.")
    whole = [content(words_of(r, (Span(0, len(r.text)),))) for r in (one, other)]
    assert whole[0] == whole[1]
    assert ":detain" in whole[0]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("Kherson", "Cherson", True), ("Dorvik", "Dorvyk", True), ("Harl district", "the Harl district", True),
     ("Orle", "Grell", False), ("Stell", "Dorn", False)],
)  # fmt: skip
def test_spellings_of_one_name_are_told_from_two_names(one: str, other: str, same: bool) -> None:
    assert same_name(one, other) == same == same_name(other, one)


def test_regular_forms_are_made_and_no_word_says_two_things_of_one_act() -> None:
    assert {"carries", "carried"} <= set(inflections("carry"))
    assert {"closed", "closing", "closes"} <= set(inflections("close"))
    for forms in (lexicon().acts, lexicon().actors):
        for word, pairs in forms.items():
            concepts = [concept for concept, _ in pairs]
            assert len(concepts) == len(set(concepts)), word
