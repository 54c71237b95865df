from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Claim, Document, Passage, Reading, Relation, Span, document_id
from reportedly.stages.extract import ExtractRules
from reportedly.stages.extraction.mood import mood
from tests.timing import least_seconds


def reading(text: str, *relations: Relation) -> Reading:
    sha = "0" * 64
    document = Document(document_id(sha), sha, "t", text, "in.txt", "text/plain", "plain", "2026-01-01T00:00:00Z")
    passage = Passage(document.id, Span(0, len(text)), "body", 0, _sentences(text))
    own = [replace(relation, document=document.id) for relation in relations]
    return Reading(document, (passage, *own))


def _sentences(text: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for part in text.split(". "):
        end = min(len(text), start + len(part) + 1)
        if text[start:end].strip():
            spans.append(Span(start, end))
        start = end + 1
    return tuple(spans)


def claims(text: str, *relations: Relation) -> list[Claim]:
    (records,) = ExtractRules().annotate([reading(text, *relations)])
    return [record for record in records if isinstance(record, Claim)]


def pieces(text: str, *relations: Relation) -> list[str]:
    return [" … ".join(span.of(text) for span in claim.evidence) for claim in claims(text, *relations)]


def find(text: str, part: str) -> Span:
    start = text.index(part)
    return Span(start, start + len(part))


def test_coordinated_gerunds_become_one_claim_each_with_a_shared_head() -> None:
    text = "The new rulers are having trouble mending pipes in Kelmara, paying clerks and opening a court."
    assert pieces(text) == [
        "The new rulers are having trouble mending pipes in Kelmara",
        "The new rulers are having trouble … paying clerks",
        "The new rulers are having trouble … opening a court",
    ]


def test_coordinated_infinitives_share_subject_and_governing_verb() -> None:
    text = "The council is struggling to repair the bridge and reopen a second school."
    assert pieces(text) == [
        "The council is struggling to repair the bridge",
        "The council is struggling to … reopen a second school",
    ]


def test_a_reason_with_its_own_fact_is_a_claim_of_its_own() -> None:
    text = "The bank did not open its office in Besh Tarla because nobody wanted to work there."
    assert pieces(text) == ["The bank did not open its office in Besh Tarla", "nobody wanted to work there"]


def test_because_of_is_no_clause() -> None:
    assert len(pieces("The school stayed shut because of the cold.")) == 1


def test_coordinated_clauses_with_subjects_of_their_own_are_parted() -> None:
    text = "The clinic has no water and the pharmacy sells no insulin."
    assert pieces(text) == ["The clinic has no water", "the pharmacy sells no insulin"]


def test_verbs_that_share_their_object_are_not_parted() -> None:
    assert len(pieces("Patrols searched and sealed the town hall of Kelmara.")) == 1


def test_killed_and_wounded_of_one_incident_are_not_parted() -> None:
    assert len(pieces("The blast killed two clerks in Kelmara and wounded a driver.")) == 1


def test_lists_of_places_are_not_parted() -> None:
    assert len(pieces("The buses to Kelmara, Old Varn and Besh Tarla have stopped.")) == 1


def test_the_source_is_left_out_of_the_evidence() -> None:
    text = "According to a teacher, the school in Old Varn has closed."
    assert pieces(text) == ["the school in Old Varn has closed"]


def test_a_source_at_the_end_is_left_out() -> None:
    assert pieces("The school in Old Varn has closed, a teacher said.") == ["The school in Old Varn has closed"]


def test_a_hedging_adverb_is_cut_out_of_the_evidence() -> None:
    text = "The guards are reportedly refusing to let lorries pass."
    assert pieces(text) == ["The guards are … refusing to let lorries pass"]
    assert claims(text)[0].proposition == "The guards are refusing to let lorries pass."


def test_a_relation_leaves_source_and_cue_out() -> None:
    text = "The relief body reports that wells in Lower Sund are dry."
    relation = Relation(
        "",
        (find(text, "The relief body"),),
        (find(text, "reports"),),
        (find(text, "that wells in Lower Sund are dry"),),
        lexicon_id="en.att.reported",
    )
    assert pieces(text, relation) == ["wells in Lower Sund are dry"]


def test_what_somebody_refuses_is_no_statement_of_a_source() -> None:
    text = "The clerks refused to sign the lists."
    relation = Relation("", (find(text, "The clerks"),), (find(text, "refused"),), (find(text, "to sign the lists"),))
    assert pieces(text, relation) == ["The clerks refused to sign the lists"]


def test_a_sentence_that_only_names_a_source_is_no_claim() -> None:
    text = "The school in Old Varn has closed. This is reported by a local paper, citing two teachers."
    assert pieces(text) == ["The school in Old Varn has closed"]


@pytest.mark.parametrize(
    "text",
    [
        "Why is the school in Old Varn closed?",
        "The pumps should be repaired before winter.",
        "We call on all parties to respect the truce.",
        "For more information write to the office in Ostrand.",
        "Schools and hospitals.",
        "Hello.",
        "*** 1 2 3 ***",
    ],
)
def test_questions_norms_appeals_boilerplate_and_fragments_are_no_claims(text: str) -> None:
    assert pieces(text) == []


@pytest.mark.parametrize(
    ("text", "realis"),
    [
        ("The utility failed to restore the water.", "failed"),
        ("The council plans to move the market.", "planned"),
        ("The buses are supposed to run again.", "planned"),
        ("Farmers were ordered to sell their grain.", "ordered"),
        ("The guards tried to close the bridge.", "attempted"),
        ("The lorries often wait at the gate.", "habitual"),
        ("Prices may rise before winter.", "hypothetical"),
        ("If the gate stays shut, the mill will stop.", "conditional"),
        ("Residents are leaving the town.", "ongoing"),
        ("Two hundred people fled the town.", "occurred"),
        ("The council had to bring in teachers from the coast.", "occurred"),
        ("The clerks were urged to slow down their work.", "occurred"),
        ("On 3 May the clinic closed.", "occurred"),
    ],
)
def test_realis_follows_the_wording(text: str, realis: str) -> None:
    assert claims(text)[0].realis == realis


def test_failure_and_absence_are_positive_and_a_denial_is_negative() -> None:
    assert claims("The council failed to open the market.")[0].polarity == "+"
    assert claims("The villages have no water.")[0].polarity == "+"
    assert claims("Refuse in Kelmara has not been collected for weeks.")[0].polarity == "+"
    assert claims("No arrests were reported in Kelmara.")[0].polarity == "-"
    assert claims("The guards did not confiscate any phones.")[0].polarity == "-"
    assert claims("The attacks have not resulted in new displacement.")[0].polarity == "-"


def test_control_is_a_kind_of_its_own() -> None:
    assert claims("Kelmara has been under the control of the movement since March.")[0].kind == "control"


def test_a_lead_that_the_body_restates_points_to_the_body() -> None:
    lead = "The clinic in Kelmara lacks nurses."
    body = "Nurses have left the clinic in Kelmara and the ward is shut."
    text = f"{lead}\n\n{body}"
    base = reading(text)
    document = base.document
    first = Passage(document.id, Span(0, len(lead)), "lead", 0, (Span(0, len(lead)),))
    start = len(lead) + 2
    second = Passage(document.id, Span(start, len(text)), "body", 1, (Span(start, len(text)),))
    (records,) = ExtractRules().annotate([Reading(document, (first, second))])
    found = [r for r in records if isinstance(r, Claim)]
    assert found[0].summary_of == (found[1].id,)
    assert all(claim.summary_of == () for claim in found[1:])


def test_an_opening_assessment_points_to_the_claims_that_spell_it_out() -> None:
    text = "The guards are relying on blackmail. They give flour only to families who sign the new lists."
    found = claims(text)
    assert found[0].kind == "assessment"
    assert found[0].summary_of == (found[1].id,)


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(lambda text: bool(text.strip())))
def test_any_text_gives_claims_inside_it_with_ids_of_their_own(text: str) -> None:
    base = reading(text)
    passage = Passage(base.document.id, Span(0, len(text)), "body", 0, (Span(0, len(text)),))
    (records,) = ExtractRules().annotate([Reading(base.document, (passage,))])
    found = [r for r in records if isinstance(r, Claim)]
    assert all(0 <= span.start < span.end <= len(text) for claim in found for span in claim.evidence)
    assert len({claim.id for claim in found}) == len(found)


_WORDS = [
    "the",
    "and",
    "because",
    "to",
    "residents",
    "refuse,",
    "have",
    "been",
    "closed;",
    "while",
    ".",
    "“",
    "(",
    "is",
    "which",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), min_size=1, max_size=80).map(" ".join).filter(lambda t: bool(t.strip())))
def test_heaps_of_function_words_never_raise(text: str) -> None:
    claims(text)


@pytest.mark.parametrize(
    "unit", ["and refused ", "a, ", "word.", "1,000 ", '"', "the town has no water and residents refuse, "]
)
def test_time_grows_in_step_with_one_long_line(unit: str) -> None:
    def seconds(size: int) -> float:
        text = (unit * (size // len(unit) + 1))[:size]
        return least_seconds(lambda: claims(text))

    assert seconds(80_000) < 10 * seconds(20_000) + 0.5


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "The note lists the closing of two bakeries, a levy on each cart and searches of the lofts.",
            ["the closing of two bakeries", "a levy on each cart", "searches of the lofts"],
        ),
        (
            "The primers were burned in Vell, with lessons now being held in the mess tent.",
            ["The primers were burned in Vell", "lessons now being held in the mess tent"],
        ),
        (
            "Neither trams nor ferries reach the far quarter.",
            ["Neither trams … reach the far quarter", "nor ferries reach the far quarter"],
        ),
        (
            "The tanks in Vell are dry, the last well was capped.",
            ["The tanks in Vell are dry", "the last well was capped"],
        ),
        ("VELL \u2013 The clinic is shut.", ["The clinic is shut"]),
        ("In Vell only the clinic can be heated, and the school is shut.", None),
    ],
)
def test_facts_without_a_main_clause_of_their_own_are_told_apart(text: str, wanted: list[str] | None) -> None:
    found = pieces(text)
    assert found == wanted if wanted is not None else len(found) == 2


def test_what_someone_says_never_happened_is_denied() -> None:
    assert [claim.polarity for claim in claims("Anybody had been led away.")] == ["-"]
    assert [claim.polarity for claim in claims("Nobody has been flogged.")] == ["-"]
    assert [claim.polarity for claim in claims("No births can be registered in Vell.")] == ["+"]


def said(text: str, source: str, cue: str, *content: str, beside: bool = False, rule: str = "verb") -> Relation:
    return Relation(
        reading(text).document.id,
        (find(text, source),) if source else (),
        (find(text, cue),),
        tuple(find(text, part) for part in content),
        lexicon_id="en.att.says",
        beside=beside,
        rule=rule,
    )


def test_each_sentence_of_a_quotation_is_a_claim_of_its_own() -> None:
    quoted = '"The ferry has sunk. Two pumps are missing. Nobody came."'
    text = f"The warden said: {quoted}"
    assert pieces(text, said(text, "The warden", "said", quoted)) == [
        '"The ferry has sunk',
        "Two pumps are missing",
        'Nobody came."',
    ]


def test_pieces_of_a_content_behind_a_semicolon_are_claims_of_their_own() -> None:
    first, second = "Nine thousand passes have been issued", "the old papers lose their validity in May"
    text = f"{first}, the prefect announced; {second}."
    assert pieces(text, said(text, "the prefect", "announced", first, second)) == [first, second]


def test_what_leads_up_to_a_nested_source_is_left_out() -> None:
    inner = "the ford had been mined"
    outer = f"When asked about the closure, the ferryman said {inner}"
    text = f"{outer}, the gazette wrote."
    found = pieces(
        text, said(text, "the gazette", "wrote", outer), said(text, "the ferryman", "said", inner, beside=True)
    )
    assert found == [inner]


def test_what_stands_between_a_nested_cue_and_its_content_is_left_out() -> None:
    inner = "that the raid was a reprisal"
    outer = f"that the deserter said in a call from the depot {inner}"
    text = f"The analyst cited reports {outer}."
    found = pieces(
        text, said(text, "The analyst", "cited reports", outer), said(text, "the deserter", "said", inner, beside=True)
    )
    assert found == ["the raid was a reprisal"]


def test_a_clause_that_is_only_reported_to_exist_stays_whole() -> None:
    text = "Heavy clashes were reported in the northern quarter of Velm on Monday."
    assert pieces(text, said(text, "", "were reported", "Heavy clashes", rule="tagger")) == [text.removesuffix(".")]


def test_two_words_are_a_statement_when_somebody_says_them() -> None:
    text = 'The captain said, "We lost."'
    assert pieces(text, said(text, "The captain", "said", '"We lost."')) == ['"We lost."']


@pytest.mark.parametrize(
    ("wording", "realis"),
    [
        ("Anyone who sells beer loses his licence", "habitual"),
        ("The pump stops whenever it rains", "habitual"),
        ("The kiosk did not open as announced", "failed"),
        ("The plan for a bakery came to nothing", "failed"),
        ("The ferry was to sail on Monday", "planned"),
        ("The board has undertaken to mend the roof", "planned"),
        ("The power station works with planned cuts of two hours a day", "habitual"),
        ("Trams run on despite planned repairs at the depot", "occurred"),
        ("The board planned a second line", "planned"),
    ],
)
def test_realis_of_what_holds_for_all_what_failed_and_what_was_to_be(wording: str, realis: str) -> None:
    assert mood(wording).realis == realis


def test_a_content_that_begins_in_the_headline_still_loses_its_source_and_cue() -> None:
    head, body = "Pumps stand still", "Both pumps in Drelmoor have failed"
    text = f"{head}\n\n{body}, the water board reported on Monday."
    made = reading(text, said(text, "the water board", "reported on Monday", f"{head}\n\n{body}", rule="tagger"))
    border = len(head) + 2
    parts = (Span(0, len(head)), Span(border, len(text)))
    passages = [
        Passage(made.document.id, part, kind, order, (part,))
        for order, (part, kind) in enumerate(zip(parts, ("headline", "body"), strict=True))
    ]
    (records,) = ExtractRules().annotate([Reading(made.document, (*passages, *made.of(Relation)))])
    found = [[s.of(text) for s in record.evidence] for record in records if isinstance(record, Claim)]
    assert [body] in found
    assert not any("reported" in piece for pieces_ in found for piece in pieces_)


def test_a_source_behind_its_statement_is_left_out_whatever_its_verb() -> None:
    text = "Nurses in Orvale are staying at home, several local papers write."
    relation = said(text, "several local papers", "write", "Nurses in Orvale are staying at home", rule="fronted")
    assert pieces(text, replace(relation, lexicon_id=None)) == ["Nurses in Orvale are staying at home"]
