"""attribute.tagger: what the tagger finds, and what the rules add beside it."""

from collections.abc import Sequence

import pytest

from reportedly.interfaces import Tagged
from reportedly.records import Document, Passage, Reading, Relation, Span
from reportedly.stages.attribute_rules import AttributeRules
from reportedly.stages.attribute_tagger import AttributeTagger
from reportedly.stages.cues import load_lexicon
from reportedly.stages.segment import SegmentRules

LEXICON = load_lexicon("en")


class Said:
    """A tagger that answers with fixed phrases."""

    def __init__(self, *found: tuple[str, str, str], score: float = 0.91) -> None:
        self.found = found
        self.score = score

    def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
        assert all(0 <= s.start < s.end <= len(text) for s in sentences)

        def span(phrase: str) -> tuple[Span, ...]:
            at = text.index(phrase)
            return (Span(at, at + len(phrase)),) if phrase else ()

        here = [f for f in self.found if all(phrase in text for phrase in f)]
        return [Tagged(span(s), span(c), span(t), self.score, (0.9, 0.8, 0.7), 0.99) for s, c, t in here]


def document(text: str) -> Document:
    return Document(
        id="doc_1", sha256="0" * 64, text_id="t", text=text, path="t.txt", media_type="text/plain",
        extractor="none", retrieved_at="2026-01-01T00:00:00Z", language="en",
    )  # fmt: skip


def read(text: str, *found: tuple[str, str, str], score: float = 0.91) -> list[Relation]:
    reading = Reading(document(text))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    stage = AttributeTagger(LEXICON, Said(*found, score=score), AttributeRules(LEXICON))
    return [r for r in stage.annotate([reading])[0] if isinstance(r, Relation)]


def words(text: str, spans: Sequence[Span]) -> str:
    return " … ".join(s.of(text) for s in spans)


def test_a_tagged_relation_keeps_its_spans_and_scores_and_gets_the_lexicon_id_of_its_cue() -> None:
    text = "The Drellin council said on Tuesday that two wells were closed."
    (relation,) = read(text, ("The Drellin council", "said", "that two wells were closed"))
    assert words(text, relation.source) == "The Drellin council"
    assert words(text, relation.content) == "that two wells were closed"
    assert relation.lexicon_id == "en.att.says"
    assert (relation.score, relation.span_scores, relation.link_score) == (0.91, (0.9, 0.8, 0.7), 0.99)
    assert not relation.beside
    assert relation.producer.startswith("attribute.tagger/")


def test_a_relation_inside_a_tagged_content_comes_from_the_rules_and_stands_beside() -> None:
    text = "The Marrow Post reported that the mayor said the pumps had stopped."
    found = read(text, ("The Marrow Post", "reported", "that the mayor said the pumps had stopped"))
    assert [(words(text, r.source), r.beside) for r in found] == [("The Marrow Post", False), ("the mayor", True)]


def test_a_content_is_read_again_for_what_is_nested_in_it() -> None:
    class Deep(Said):
        def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
            if text.startswith("The Marrow"):
                self.found = (("The Marrow Post", "reported", "that Ostrel Venn assured them that the pumps ran"),)
            else:
                self.found = (("Ostrel Venn", "assured them", "that the pumps ran"),)
            return super().find(text, sentences)

    text = "The Marrow Post reported that Ostrel Venn assured them that the pumps ran."
    reading = Reading(document(text))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    stage = AttributeTagger(LEXICON, Deep(), AttributeRules(LEXICON))
    found = [r for r in stage.annotate([reading])[0] if isinstance(r, Relation)]
    assert [(words(text, r.source), words(text, r.content), r.beside) for r in found] == [
        ("The Marrow Post", "that Ostrel Venn assured them that the pumps ran", False),
        ("Ostrel Venn", "that the pumps ran", True),
    ]


def test_who_is_reported_to_do_something_is_no_source_of_it() -> None:
    text = "The garrison reportedly ordered the bakers of Tull to reopen."
    (relation,) = read(text, ("The garrison", "reportedly ordered", "the bakers of Tull to reopen"))
    assert relation.source == ()
    assert words(text, relation.cue) == "reportedly"
    assert words(text, relation.content) == "The garrison … ordered the bakers of Tull to reopen"


def test_an_adverb_of_hearsay_stands_alone_as_cue() -> None:
    text = "They are reportedly refusing to hand out flour."
    (relation,) = read(text, ("They", "are reportedly refusing", "to hand out flour"))
    assert (relation.source, words(text, relation.cue)) == ((), "reportedly")
    assert words(text, relation.content) == "They are … refusing to hand out flour"


def test_what_only_points_back_is_no_source() -> None:
    text = "Two mills have burnt. According to this, the army had to fly in bread."
    assert read(text, ("this", "According to", "the army had to fly in bread")) == []


def test_what_is_handed_round_is_no_nested_source() -> None:
    text = "Leaflets saying that flour had run out were handed round, two bakers wrote."
    outer = "Leaflets saying that flour had run out were handed round"

    class Deep(Said):
        def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
            whole = text.endswith("wrote.")
            self.found = (
                (("two bakers", "wrote", outer),) if whole else (("Leaflets", "saying", "that flour had run out"),)
            )
            return super().find(text, sentences)

    reading = Reading(document(text))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    found = AttributeTagger(LEXICON, Deep(), AttributeRules(LEXICON)).annotate([reading])[0]
    assert {words(text, r.source) for r in found if isinstance(r, Relation)} == {"two bakers"}


def test_a_source_does_not_begin_in_a_heading() -> None:
    text = "Zhelvit\n\nThe mission said that the well was dry."
    (relation,) = read(text, ("Zhelvit\n\nThe mission", "said", "that the well was dry"))
    assert words(text, relation.source) == "The mission"


def test_that_somebody_says_something_can_be_hearsay_itself() -> None:
    text = "A grocer reportedly told inspectors that the scales were false."
    (relation,) = [
        r for r in read(text, ("A grocer", "reportedly told inspectors", "that the scales were false")) if not r.beside
    ]
    assert (relation.source, words(text, relation.cue)) == ((), "reportedly")
    assert words(text, relation.content) == "A grocer … told inspectors that the scales were false"


def test_a_second_cue_inside_a_cue_is_left_to_its_own_source() -> None:
    text = "“We disagree,” the clerk said in a statement according to Radio Lenna."
    found = read(text, ("the clerk", "said in a statement according to", "“We disagree,”"))
    assert {(words(text, r.source), words(text, r.cue)) for r in found} == {
        ("the clerk", "said in a statement"),
        ("Radio Lenna", "according to"),
    }


def test_who_was_told_is_no_source() -> None:
    text = "The prefecture was told that the bridge would hold."
    (relation,) = read(text, ("The prefecture", "was told", "that the bridge would hold"))
    assert relation.source == ()


def test_a_source_that_the_tagger_overlooks_comes_from_the_rule_unless_it_is_sure() -> None:
    text = "Families are leaving the cape, ferry crews report."
    (sure,) = read(text, ("", "report", "Families are leaving the cape, ferry crews"), score=0.8)
    assert sure.source == ()
    (relation,) = read(text, ("", "report", "Families are leaving the cape, ferry crews"), score=0.6)
    assert words(text, relation.source) == "ferry crews"
    assert words(text, relation.content).startswith("Families are leaving the cape")
    assert "crews" not in words(text, relation.content)


def test_a_sentence_that_only_points_back_comes_from_the_rules() -> None:
    text = "Two clinics in Orvel have closed. This was reported by Radio Lenna."
    found = read(text, ("Radio Lenna", "was reported by", "This"))
    (pointing,) = [r for r in found if r.anaphoric]
    assert words(text, pointing.content) == "Two clinics in Orvel have closed."
    assert all(words(text, r.content) != "This" for r in found)


def test_both_sources_of_a_quoted_person_are_kept() -> None:
    text = "The agency quoted a nurse as saying that the ward was empty."
    found = read(text, ("The agency", "quoted", "that the ward was empty"))
    assert {words(text, r.source) for r in found} == {"The agency", "a nurse"}


def test_hearsay_survives_where_the_tagger_reads_a_deed() -> None:
    text = "The garrison reportedly ordered the bakers of Tull to reopen."
    found = read(text, ("The garrison", "ordered", "the bakers of Tull to reopen"))
    assert any(r.beside and not r.source and words(text, r.cue) == "reportedly" for r in found)


@pytest.mark.parametrize("text", ["The lift broke. Nobody came.", "X", "…"])
def test_without_any_relation_there_is_no_record(text: str) -> None:
    assert read(text) == []


def test_passages_are_read_sentence_by_sentence() -> None:
    text = "Headline here\n\nOne sentence. Another one."
    seen: list[Sequence[Span]] = []

    class Listening(Said):
        def find(self, text: str, sentences: Sequence[Span]) -> list[Tagged]:
            seen.append(sentences)
            return []

    reading = Reading(document(text))
    reading = reading.plus(SegmentRules().annotate([reading])[0])
    assert any(isinstance(p, Passage) for p in reading.records)
    AttributeTagger(LEXICON, Listening(), AttributeRules(LEXICON)).annotate([reading])
    assert [s.of(text) for s in seen[0]] == ["Headline here", "One sentence.", "Another one."]


def test_a_source_inside_a_relative_clause_covers_that_clause_only() -> None:
    text = "Two drivers who, according to local clerks, were asleep left the road near Drellin."
    (relation,) = read(text, ("local clerks", "according to", "Two drivers who"), score=0.6)
    assert words(text, relation.content).startswith("were asleep")
