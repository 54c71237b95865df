"""The whole way from a text to who says what and how surely, on texts that nobody writes: offsets stay exact."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reportedly.models.tagger import Tagger
from reportedly.records import Attribution, Claim, Hedge, Level, Reading, Relation, Span
from reportedly.stages.attribute_rules import AttributeRules
from reportedly.stages.attribute_tagger import AttributeTagger
from reportedly.stages.chain import ChainRules
from reportedly.stages.cues import load_lexicon
from reportedly.stages.extract import ExtractRules
from reportedly.stages.hedge import HedgeRules
from reportedly.stages.segment import SegmentRules
from tests.timing import least_seconds
from tests.unit.stages.attribution_readings import plain

LEXICON = load_lexicon("en")
STAGES = (
    SegmentRules(),
    AttributeTagger(LEXICON, Tagger(), AttributeRules(LEXICON)),
    ExtractRules(),
    ChainRules(LEXICON),
    HedgeRules(LEXICON),
)
STORY = (
    "The pier at Ostrell was closed on Monday, the harbour guild told Radio Lanthe, citing a notice seen by its members. "
    "“We were never asked,” said Oda Marrin, a pilot. She added that the gate was reportedly locked. "
    "According to the prefect, two ferries may return in May."
)


def read(text: str) -> Reading:
    """Return the text read by all stages of attribution."""
    reading = Reading(plain(text).document)
    for stage in STAGES:
        [records] = stage.annotate([reading])
        reading = reading.plus(records)
    return reading


def spans(reading: Reading) -> Iterator[Span]:
    """Yield every span of every record that attribution makes."""
    for relation in reading.of(Relation):
        yield from (*relation.source, *relation.cue, *relation.content)
    for claim in reading.of(Claim):
        yield from claim.evidence
    for attribution in reading.of(Attribution):
        for link in attribution.links:
            yield from (s for s in (link.span, link.cue, link.antecedent) if s is not None)
    for hedge in reading.of(Hedge):
        yield hedge.span


def sound(text: str) -> Reading:
    """Return the reading of a text after a look at every span and at who belongs to whom."""
    reading = read(text)
    assert reading.text == text
    for span in spans(reading):
        assert 0 <= span.start < span.end <= len(text)
        assert span.of(text).strip()
    for relation in reading.of(Relation):
        parts = (*relation.source, *relation.cue, *relation.content)
        assert relation.beside or len(relation.span_scores) in (0, len(parts))
    claims = [c.id for c in reading.of(Claim)]
    assert sorted(a.claim for a in reading.of(Attribution)) == sorted(claims)
    assert sorted(x.claim for x in reading.of(Level)) == sorted(claims)
    return reading


def told(reading: Reading, offset: int = 0) -> list[tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
    """Return where the claims of a reading behind `offset` and their sources stand, counted from there."""
    found = []
    for claim in reading.of(Claim):
        if claim.evidence[0].start < offset:
            continue
        attribution = reading.first(Attribution, claim.id)
        links = [k.span for k in attribution.links if k.span is not None] if attribution else []
        found.append(
            (
                [(s.start - offset, s.end - offset) for s in claim.evidence],
                [(s.start - offset, s.end - offset) for s in links],
            )
        )
    return sorted(found)


@pytest.mark.parametrize(
    "text",
    [
        STORY.upper(),
        STORY.lower(),
        STORY.replace(".", ""),
        STORY.replace(" ", "\u200b "),
        STORY.replace(" said", " \u202esaid\u202c").replace(
            "pier", "pier \u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627"
        ),
        STORY.replace("“", '"').replace("”", ""),
        STORY.replace("“", "„").replace("”", '"'),
        STORY.replace("“", "«").replace("”", "“"),
        '“She told us: ‘The prefect said “no way” and left’,” wrote the clerk. "It is over, he added.',
        "« Non », said the guide, „Nein“, said the other, and \"No said a third. 'Never,' according to ‘them.",
        "⚡️⚡️ " + STORY.replace(". ", " 🚨\n🚨 ") + " 👩‍🔧🇺🇳",
        STORY.replace("\n", " ").replace(" ", "\u00a0"),
        "\ufeff" + STORY.replace("e", "e\u0301"),
        "\n".join(STORY),
        "he said " * 400,
        "“" * 300 + STORY,
        "according to " * 300,
    ],
    ids=range(17),
)
def test_awkward_texts_keep_every_offset(text: str) -> None:
    sound(text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            [
                *"“”\"'‘’«»„(),.;:—\n 1A",
                "\u200b",
                "\u202e",
                "\u05d0",
                "😀",
                "\u0301",
                " the prefect ",
                " said ",
                " that the pier was closed",
                " told Radio Lanthe",
                "according to ",
                ", citing residents",
                " reportedly ",
                " documents seen by ",
                " heard the guard say that ",
                " put the toll at nine",
            ]
        ),
        max_size=50,
    ).map("".join)
)
def test_any_mixture_of_marks_and_wordings_keeps_every_offset(text: str) -> None:
    if text.strip():
        sound(text)


@pytest.mark.parametrize(
    "before",
    [
        "The market opens at noon.\n\n",
        "⚡️ 🇺🇳👩‍🔧 The market opens.\n\n",
        "\u05d0\u05d1\u05d2 \u0645\u0631\u062d\u0628\u0627 \u202e\u202c\n\n",
        "e\u0301\u200b\u200d\ufeff The market opens.\n\n",
    ],
)
def test_what_stands_before_a_text_only_moves_it(before: str) -> None:
    assert told(sound(before + STORY), len(before)) == told(read(STORY))


ENDS = {"sentences": ". ", "no end": " and ", "paragraphs": "\n\n"}


def timed(clause: str, words: int) -> tuple[Reading, float]:
    """Return the reading of a clause said over and over, and the seconds of the processor that it took."""
    readings: list[Reading] = []
    seconds = least_seconds(lambda: readings.append(sound(clause * (words // 10))), times=1)
    return readings[0], seconds


@pytest.mark.parametrize("words", [4_000, pytest.param(200_000, marks=pytest.mark.soak)])
@pytest.mark.parametrize("end", ENDS.values(), ids=ENDS)
def test_long_texts_are_read_to_their_end_in_time_that_grows_with_them(words: int, end: str) -> None:
    clause = "The harbour guild said that the pier at Ostrell was closed" + end
    timed(clause, 100)
    _, once = timed(clause, words // 4)
    reading, four_times = timed(clause, words)
    relations = sorted(reading.of(Relation), key=lambda r: r.cue[0])
    assert relations[-1].cue[0].start > len(reading.text) - 4 * len(clause)
    assert len(reading.of(Claim)) > words // 40 or end == " and "
    assert all(s.of(reading.text).endswith("guild") for r in relations[-50:] for s in r.source)
    assert four_times < 8 * once
