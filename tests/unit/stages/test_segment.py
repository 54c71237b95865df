"""Passages and sentences."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Passage, Reading
from reportedly.stages.segment import SegmentRules
from tests.unit.pipeline.test_runner import a_document


def passages(text: str) -> tuple[Passage, ...]:
    [found] = SegmentRules().annotate([Reading(a_document(text))])
    return found  # type: ignore[return-value]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(p.kind, p.span.of(text)) for p in passages(text)]


def test_front_matter_headline_lead_and_body_are_told_apart() -> None:
    text = "---\ntitle: Ferry\n---\nFerry stops in Ostra\n\nThe ferry stopped on Monday.\n\nNobody said why.\n"
    assert kinds(text) == [
        ("metadata", "---\ntitle: Ferry\n---\n"),
        ("headline", "Ferry stops in Ostra"),
        ("lead", "The ferry stopped on Monday."),
        ("body", "Nobody said why."),
    ]


def test_lines_wrapped_at_a_width_are_one_paragraph() -> None:
    text = (
        "The ferry between the two banks has not run since the start of\n"
        "the month, and the harbour office does not say when it will be\n"
        "back in service for the people of the town."
    )
    assert len(passages(text)) == 1


def test_lines_of_a_post_are_passages_of_their_own() -> None:
    assert [k for k, _ in kinds("Water is off.\nThe pump broke.\n- Mill street\n- Dyke road")] == [
        "lead",
        "body",
        "list_item",
        "list_item",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Gen. Ruk spoke. Nobody came.", ["Gen. Ruk spoke.", "Nobody came."]),
        ("It took approx. 5 days. Then it ended.", ["It took approx. 5 days.", "Then it ended."]),
        ("“We go.” She left.", ["“We go.”", "She left."]),
        ("The U.S. envoy left. He said so.", ["The U.S. envoy left.", "He said so."]),
        ("😀 İdil\u200b spoke. Done.", ["😀 İdil\u200b spoke.", "Done."]),
    ],
)
def test_sentences_end_where_they_end(text: str, sentences: list[str]) -> None:
    [passage] = passages(text)
    assert [s.of(text) for s in passage.sentences] == sentences


@given(st.text(min_size=1, max_size=300).filter(str.strip))
@settings(max_examples=150, deadline=None)
def test_passages_lie_in_the_text_in_order_and_apart(text: str) -> None:
    found = passages(text)
    assert all(p.span.end <= len(text) for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    for passage in found:
        assert all(passage.span.covers(s) for s in passage.sentences)


def test_a_line_of_a_million_characters_is_read_in_one_go() -> None:
    text = "the pump house is shut and nobody says why " * 25_000
    assert sum(len(p.sentences) for p in passages(text)) >= 1
