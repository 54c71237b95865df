import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Passage, Reading, Relation, Span
from reportedly.stages.attribute_rules import AttributeRules
from tests.timing import least_seconds
from tests.unit.stages.attribution_readings import LEXICON, parts, plain, related

PATTERNS = [
    (
        "The mayor of Ostrell said that the pumps had failed.",
        ("The mayor of Ostrell", "said", "that the pumps had failed"),
    ),
    (
        "The pumps failed twice in May, the mayor of Ostrell said.",
        ("the mayor of Ostrell", "said", "The pumps failed twice in May"),
    ),
    (
        "“The pumps have failed,” said Mayor Ines Quarrel.",
        ("Mayor Ines Quarrel", "said", "“The pumps have failed,”"),
    ),
    (
        "“The pumps have failed,” Quarrel said. “We wait for parts.”",
        ("Quarrel", "said", "“The pumps have failed,” | “We wait for parts.”"),
    ),
    (
        "According to the harbour office, the quay is closed.",
        ("the harbour office", "According to", "the quay is closed"),
    ),
    (
        "The quay is closed, according to the harbour office.",
        ("the harbour office", "according to", "The quay is closed"),
    ),
    (
        "Quarrel told the Lanthe Courier that the pumps had failed.",
        ("Quarrel", "told", "that the pumps had failed"),
    ),
    (
        "The bridge, the mayor said, is closed to lorries.",
        ("the mayor", "said", "The bridge | is closed to lorries"),
    ),
    (
        "The quay is closed, as reported by the Lanthe Courier.",
        ("the Lanthe Courier", "as reported by", "The quay is closed"),
    ),
    (
        "Residents believe that the well is poisoned.",
        ("Residents", "believe", "that the well is poisoned"),
    ),
    (
        "The Courier quoted an old ferryman as saying the quay was closed.",
        ("an old ferryman", "as saying", "the quay was closed"),
    ),
    (
        "As the Kestrel Institute reports, clerks in Ostrell refuse to work.",
        ("the Kestrel Institute", "reports", "clerks in Ostrell refuse to work"),
    ),
    (
        "Ivo Vale wrote on Telegram that the quay was closed.",
        ("Ivo Vale", "wrote", "that the quay was closed"),
    ),
    (
        "According to him, pensioners are turned away.",
        ("him", "According to", "pensioners are turned away"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), PATTERNS)
def test_a_worded_pattern_gives_its_source_cue_and_content(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in parts(related(text))


def test_reportedly_is_a_relation_without_a_source() -> None:
    assert parts(related("The clinic has reportedly closed its doors.")) == [
        ("", "reportedly", "The clinic has | closed its doors")
    ]


def test_a_sentence_that_only_names_the_reporter_points_back_to_the_one_before() -> None:
    reading = related("Clerks in Ostrell refuse to work. This is reported by the Lanthe Courier.")
    (relation,) = [r for r in reading.of(Relation) if r.anaphoric]
    assert [s.of(reading.text) for s in relation.source] == ["the Lanthe Courier"]
    assert [s.of(reading.text) for s in relation.content] == ["Clerks in Ostrell refuse to work."]


def test_a_plain_report_has_no_relation() -> None:
    assert parts(related("Two ferries left the estuary on Monday. The quay is empty.")) == []


def test_relations_nest_where_one_source_cites_another() -> None:
    found = parts(related("The Courier reported that the mayor said the pumps had failed."))
    contents = {source: content for source, _, content in found}
    assert contents["the mayor"] in contents["The Courier"]


def test_the_cue_carries_its_lexicon_entry() -> None:
    (relation,) = related("The mayor claimed that the pumps had failed.").of(Relation)
    assert relation.lexicon_id is not None
    assert relation.cue_type == "DIS"


AWKWARD = st.lists(
    st.sampled_from(
        [
            *"“”\"'’‘«».,;:!?()—\n\u200b\u202e\u0645\u05d0🙂 aAé0",
            " said",
            " told",
            " that ",
            "according to ",
            "reportedly ",
        ]
    ),
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(AWKWARD)
def test_all_spans_lie_in_the_text_whatever_it_holds(text: str) -> None:
    if not text.strip():
        return
    reading = related(text)
    for relation in reading.of(Relation):
        for span in (*relation.source, *relation.cue, *relation.content):
            assert 0 <= span.start < span.end <= len(text)


def _seconds(text: str) -> float:
    reading = plain(text)
    return least_seconds(lambda: AttributeRules(LEXICON).annotate([reading]), times=1)


@pytest.mark.slow
def test_a_megabyte_on_one_line_takes_time_in_proportion() -> None:
    sentence = "The mayor of Ostrell said the water was off, according to the Courier, and “we wait,” he added "
    short = _seconds(sentence * 1_500)
    long = _seconds(sentence * 12_000)
    assert long < 8 * short * 3 + 1


def test_metadata_passages_are_not_read() -> None:
    text = "The mayor said that it rains."
    document = plain(text).document
    reading = Reading(document, (Passage(document.id, Span(0, len(text)), "metadata", 0),))
    assert AttributeRules(LEXICON).annotate([reading]) == [()]
