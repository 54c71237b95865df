"""Extraction with a trained reader, and claims that are given by their evidence."""

import pytest

from reportedly.interfaces import FoundClaim
from reportedly.records import Claim, Reading, Span, claim_id
from reportedly.stages.extract import ExtractRules
from tests.unit.stages.claim_views import FakeReader, find, reading, view

NONE = {"none": 1.0, "claim": 0.0, "routed": 0.0}


def claims(where: Reading, reader: FakeReader | None = None) -> list[Claim]:
    (records,) = ExtractRules(reader=reader).annotate([where])
    return [record for record in records if isinstance(record, Claim)]


def wordings(where: Reading, found: list[Claim]) -> list[str]:
    return [" … ".join(span.of(where.text) for span in claim.evidence) for claim in found]


def test_with_and_without_a_reader_the_stage_has_names_of_its_own() -> None:
    plain, read = ExtractRules().info, ExtractRules(reader=FakeReader()).info
    assert (plain.name, read.name) == ("extract.rules", "extract.reader")
    assert (plain.reads, plain.makes, plain.languages) == (read.reads, read.makes, read.languages)


def test_a_reader_without_an_opinion_leaves_the_claims_of_the_rules() -> None:
    where = reading("The clinic has no water and the pharmacy sells no insulin. The bank in Vell is shut.")
    plain, read = claims(where), claims(where, FakeReader())
    assert len(plain) == 3
    assert [(c.evidence, c.kind, c.realis, c.polarity, c.rule) for c in read] == [
        (c.evidence, c.kind, c.realis, c.polarity, c.rule) for c in plain
    ]
    assert {c.producer for c in read} == {ExtractRules(reader=FakeReader()).info.producer}


def test_the_reader_drops_adds_and_weighs() -> None:
    where = reading("The clinic has no water and the pharmacy sells no insulin. Flour 40 a sack in the shops of Vell.")
    bare = "Flour 40 a sack in the shops of Vell"
    assert bare not in wordings(where, claims(where))
    reader = FakeReader(
        {"the pharmacy sells no insulin": view(standing=NONE), bare: view(choices={"kind": {"quantity": 1.0}})},
        [FoundClaim(find(where.text, bare), False, 1.0)],
    )
    found = claims(where, reader)
    assert wordings(where, found) == ["The clinic has no water", bare]
    added = found[1]
    assert added.kind == "quantity"
    assert added.passage == 0
    assert added.sentence is not None
    assert added.sentence.of(where.text).startswith(bare)
    assert added.rule.startswith("given")
    assert added.id == claim_id(where.document.id, added.evidence)


def test_the_reader_is_asked_once_for_all_claims_of_a_document() -> None:
    where = reading("The clinic has no water.", "The bank in Vell is shut. The school is closed.")
    reader = FakeReader()
    found = claims(where, reader)
    assert reader.reads[0][2] == [claim.evidence for claim in found]
    assert len(reader.finds) == 1


def test_a_lead_is_known_as_a_summary_whatever_the_reader_drops() -> None:
    where = reading(
        ("headline", "Clinics and pharmacies shut in Vell"),
        "The clinics in Vell are shut. The council met on Monday. The pharmacies in Vell are closed.",
    )
    plain = {claim.evidence: claim for claim in claims(where)}
    read = {claim.evidence: claim for claim in claims(where, FakeReader())}
    summaries = {spans: claim.summary_of for spans, claim in plain.items() if claim.summary_of}
    assert summaries
    assert {spans: claim.summary_of for spans, claim in read.items() if claim.summary_of} == summaries


def test_a_stretch_added_to_the_lead_does_not_push_a_claim_of_the_lead_into_the_body() -> None:
    where = reading(
        ("headline", "Trouble at wells. Doctors and nurses left the clinic in Vell"),
        "The council met on Monday. Three doctors and two nurses left the clinic in Vell in May.",
    )
    [lead] = [c for c in claims(where) if c.summary_of]
    assert lead.passage == 0
    added = FoundClaim(find(where.text, "Trouble at wells"), False, 1.0)
    with_more = claims(where, FakeReader(found=[added]))
    assert wordings(where, with_more)[0] == "Trouble at wells"
    assert [c.evidence for c in with_more if c.summary_of] == [lead.evidence]
    assert [c.summary_of for c in with_more if c.summary_of] == [lead.summary_of]


# Claims that are given.


@pytest.mark.parametrize("reader", [None, FakeReader(default=view(standing=NONE)), FakeReader(default=None)])
def test_there_is_one_claim_for_each_given_evidence_in_that_order(reader: FakeReader | None) -> None:
    where = reading("The clinic has no water.", "The bank in Vell is shut. Flour 40 a sack.")
    evidence = [
        (find(where.text, "Flour 40 a sack"),),
        (find(where.text, "clinic"), find(where.text, "no water")),
        (find(where.text, "bank in Vell"),),
    ]
    found = ExtractRules(reader=reader).given(where, evidence)
    assert [claim.evidence for claim in found] == evidence
    assert [claim.id for claim in found] == [claim_id(where.document.id, spans) for spans in evidence]
    assert [claim.passage for claim in found] == [1, 0, 1]
    assert [claim.sentence and claim.sentence.of(where.text) for claim in found] == [
        "Flour 40 a sack.",
        "The clinic has no water.",
        "The bank in Vell is shut.",
    ]


def test_given_claims_have_the_mood_of_their_words_and_the_word_of_the_reader() -> None:
    where = reading("The council will reopen the clinic in May.")
    spans = (find(where.text, "The council will reopen the clinic in May"),)
    [plain] = ExtractRules().given(where, [spans])
    assert plain.realis == "planned"
    sure = FakeReader(default=view(choices={"realis": {"ordered": 1.0}}))
    [read] = ExtractRules(reader=sure).given(where, [spans])
    assert read.realis == "ordered"
    assert read.rule == f"{plain.rule}; realis planned to ordered by the reader"


def test_evidence_outside_of_every_passage_is_a_claim_without_a_sentence() -> None:
    where = reading("The clinic is shut.")
    bare = Reading(where.document)
    [claim] = ExtractRules().given(bare, [(Span(0, 18),)])
    assert (claim.passage, claim.sentence) == (0, None)
    assert ExtractRules().given(where, []) == ()
