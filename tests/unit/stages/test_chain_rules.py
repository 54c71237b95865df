import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import Attribution, Claim, Passage, Reading, Relation, Source, Span, Theatre, claim_id
from reportedly.stages.attribution.bodies import double_expansions, doubt
from reportedly.stages.attribution.sources import classify
from reportedly.stages.chain import ChainRules
from tests.unit.stages.attribution_readings import LEXICON, chains, judged, notes, related

DIRECT = [
    (
        "Clerks are refusing to work. This is reported by the Dutch think tank Harrow Institute, citing two local papers.",
        "Clerks are refusing to work",
        (["the Dutch think tank Harrow Institute", "two local papers"], "unnamed_plural", "L2"),
    ),
    (
        "Ines Quarrel told the Lanthe Courier that the quay was closed.",
        "the quay was closed",
        (["the Lanthe Courier", "Ines Quarrel"], "named", "L1"),
    ),
    (
        "Northwick Wire reported that the quay was closed, citing two dockers.",
        "the quay was closed",
        (["Northwick Wire", "two dockers"], "unnamed_plural", "L2"),
    ),
    (
        "The quay was closed on Monday (Lanthe Courier 03/05/2031).",
        "The quay was closed on Monday",
        (["Lanthe Courier"], "named", "L1"),
    ),
    (
        "Three wells ran dry in Ostrell. Source: Northwick Wire",
        "Three wells ran dry in Ostrell",
        (["Northwick Wire"], "named", "L1"),
    ),
    (
        "The wells ran dry, officials said.",
        "The wells ran dry",
        (["officials"], "unnamed_plural", "L2"),
    ),
    (
        "The clinic has reportedly closed its doors.",
        "The clinic has | closed its doors",
        ([], "none", "L3"),
    ),
    (
        "Two ferries left the estuary on Monday.",
        "Two ferries left the estuary on Monday",
        ([], "author", "L0"),
    ),
    (
        "Ivo Vale wrote on Telegram that the quay was closed.",
        "the quay was closed",
        (["Ivo Vale"], "named", "L1"),
    ),
    (
        "There are reports of looting in Ostrell.",
        "looting in Ostrell",
        (["reports"], "unnamed_plural", "L2"),
    ),
]


@pytest.mark.parametrize(("text", "evidence", "expected"), DIRECT)
def test_a_claim_has_the_chain_its_sentence_gives(
    text: str, evidence: str, expected: tuple[list[str], str, str]
) -> None:
    assert chains(judged(text, evidence)) == [expected]


DIGEST = (
    "Clerks in the valley are reportedly refusing to work. This is reported by the Brolund Institute, citing several "
    "local media reports. The administration is therefore forced to bring in its own staff.\n\n"
    "Accordingly, the registry offices are having difficulties. The offices are important for the union."
)


def test_a_source_that_points_back_covers_what_went_before_and_what_follows() -> None:
    reading = judged(
        DIGEST,
        "Clerks in the valley are | refusing to work",
        "The administration is therefore forced to bring in its own staff",
        "the registry offices are having difficulties",
        "The offices are important for the union",
    )
    both = (["the Brolund Institute", "several local media reports"], "unnamed_plural", "L2")
    assert chains(reading) == [both, both, both, ([], "author", "L0")]


def test_a_continued_source_is_marked_as_inferred() -> None:
    reading = judged(DIGEST, "the registry offices are having difficulties")
    (attribution,) = reading.of(Attribution)
    assert all(link.inferred and link.resolution == "inferred" for link in attribution.links)


def test_the_outlet_that_was_told_carries_on_to_the_next_sentence_of_the_same_speaker() -> None:
    text = "Ines Quarrel told the Lanthe Courier that the quay was closed. She said that the toll would rise."
    reading = judged(text, "the toll would rise")
    assert chains(reading) == [(["the Lanthe Courier", "Ines Quarrel"], "named", "L1")]


def test_a_document_that_a_source_presents_is_the_root_of_what_stands_in_it() -> None:
    text = (
        "The Ameldy council says that the garrison has published a “manual on wasting time”. "
        "In it, clerks are told to lose their keys."
    )
    (attribution,) = judged(text, "clerks are told to lose their keys").of(Attribution)
    assert [link.role for link in attribution.links][-1] == "document"
    assert attribution.links[0].span is not None
    assert attribution.links[0].span.of(text) == "The Ameldy council"


def test_the_publisher_is_never_a_link() -> None:
    text = "The Lanthe Courier reported that the quay was closed."
    assert chains(judged(text, "the quay was closed", publisher="Lanthe Courier")) == [([], "author", "L0")]


def test_parallel_sources_are_one_link() -> None:
    text = "The Lanthe Courier and Northwick Wire reported that the quay was closed."
    assert chains(judged(text, "the quay was closed"))[0][0] == ["The Lanthe Courier and Northwick Wire"]


def test_a_reason_that_is_cited_is_no_source() -> None:
    text = "The council said that the quay was closed, citing safety reasons."
    assert chains(judged(text, "the quay was closed"))[0][0] == ["The council"]


def test_an_acronym_of_another_country_is_kept_and_a_correction_proposed() -> None:
    text = "The German foreign intelligence service SVR says that the quay was closed."
    reading = judged(text, "the quay was closed")
    (attribution,) = reading.of(Attribution)
    link = attribution.links[-1]
    assert link.span is not None
    assert link.span.of(text) == "The German foreign intelligence service SVR"
    assert link.resolution == "corrected"
    assert link.proposed == "German Federal Intelligence Service (BND)"
    assert link.note is not None
    assert "name_error" in notes(reading)


def test_an_acronym_that_fits_is_left_alone() -> None:
    text = "The Russian foreign intelligence service SVR"
    assert doubt(text, Span(0, len(text))) is None


def test_an_acronym_spelt_out_in_two_ways_is_flagged() -> None:
    text = "The Lanthe Water Board (LWB) met. The Lower Wharf Bureau (LWB) did not."
    assert [item.span.of(text) for item in double_expansions(text)] == ["LWB"]
    assert double_expansions("The Lanthe Water Board (LWB) met the Lanthe Water Board (LWB).") == []


def test_a_source_of_the_theatre_is_found_by_its_alias() -> None:
    theatre = Theatre(sources=(Source("s1", "Lanthe Water Board", role="company", aliases=("the water board",)),))
    reading = judged("The water board said that the wells ran dry.", "the wells ran dry", theatre=theatre)
    link = reading.of(Attribution)[0].links[0]
    assert (link.source, link.role) == ("s1", "company")


def test_a_short_name_finds_its_full_name() -> None:
    text = "The Lanthe Water Board said it was closed. Later the board said that the wells ran dry."
    link = judged(text, "the wells ran dry").of(Attribution)[0].links[0]
    assert link.antecedent is not None
    assert "Lanthe Water Board" in link.antecedent.of(text)


@pytest.mark.parametrize(
    ("phrase", "role", "status"),
    [
        ("Northwick Wire", "agency", "named"),
        ("a ministry spokeswoman", "official", "named"),
        ("local residents", "resident", "unnamed_plural"),
        ("an official", "official", "unnamed_single"),
        ("several local media", "unnamed_plural", "unnamed_plural"),
        ("the report", "document", "named"),
        ("a source in the harbour", "unnamed_single", "unnamed_single"),
        ("the German think tank Brolund House", "think_tank", "named"),
        ("the health ministry", "ministry", "named"),
    ],
)
def test_a_source_phrase_has_its_role_and_standing(phrase: str, role: str, status: str) -> None:
    kind = classify(phrase, Span(0, len(phrase)))
    assert (kind.role, kind.root_status) == (role, status)


def test_a_text_without_any_date_is_noted() -> None:
    assert "no_date" in notes(judged("The quay is closed.", "The quay is closed"))
    assert "no_date" not in notes(judged("The quay closed on 3 May.", "The quay closed on 3 May"))
    assert "no_date" not in notes(judged("The quay is closed.", "The quay is closed", published="2031-05-03"))


def test_two_traces_of_machine_translation_are_noted_and_one_is_not() -> None:
    two = "Accordingly, the quay is closed. According to this, ferries wait."
    assert "suspected_machine_translation" in notes(judged(two, "ferries wait"))
    one = "Accordingly, the quay is closed. Ferries wait."
    assert "suspected_machine_translation" not in notes(judged(one, "Ferries wait"))


AWKWARD = st.lists(
    st.sampled_from(
        [
            *"“”\"'.,;:()\n\u200b\u202e🙂 aA",
            " he said",
            " told Northwick Wire",
            " that ",
            "according to ",
            "citing ",
            "In it, ",
        ]
    ),
    min_size=1,
    max_size=60,
).map("".join)


@settings(max_examples=150, deadline=None)
@given(AWKWARD, st.integers(0, 100))
def test_every_claim_gets_one_chain_with_spans_in_the_text(text: str, start: int) -> None:
    if not text.strip():
        return
    reading = related(text)
    begin = start % len(text)
    evidence = (Span(begin, min(len(text), begin + 9)),)
    claim = Claim(claim_id(reading.document.id, evidence), reading.document.id, evidence, "x", "event")
    reading = reading.plus([claim])
    made = [r for r in ChainRules(LEXICON).annotate([reading])[0] if isinstance(r, Attribution)]
    assert [a.claim for a in made] == [claim.id]
    for link in made[0].links:
        for span in (link.span, link.cue, link.antecedent):
            assert span is None or span.end <= len(text)


RUN = "The wells of Ostrell ran dry. Two clinics shut their doors. "
POINTING = [
    "That picture comes from the Lanthe Institute, which in turn relies on local dockers.",
    "So writes the Lanthe Institute, citing local dockers.",
    "These figures were compiled by the Lanthe Institute on the basis of several local papers.",
    "Such is the finding of the Lanthe Institute, based on interviews with dockers.",
    "The Lanthe Institute, quoting dockers, reports as much.",
    "We know this from the Lanthe Institute, which has it from dockers.",
    "The source of this account is the Lanthe Institute, which cites dockers.",
]


@pytest.mark.parametrize("sentence", POINTING)
def test_a_sentence_that_points_back_gives_its_chain_to_the_whole_run_before(sentence: str) -> None:
    reading = judged(RUN + sentence, "The wells of Ostrell ran dry", "Two clinics shut their doors")
    for names, status, level in chains(reading):
        assert "Lanthe Institute" in names[0]
        assert (len(names), status, level) == (2, "unnamed_plural", "L2")


def test_a_control_statement_stays_the_texts_own_when_a_later_sentence_points_back() -> None:
    reading = judged(RUN + POINTING[1], "The wells of Ostrell ran dry", "Two clinics shut their doors")
    claims = reading.of(Claim)
    control = Claim(claims[0].id, claims[0].document, claims[0].evidence, "", "control")
    bare = Reading(reading.document, reading.of(Passage)).plus(reading.of(Relation)).plus((control, claims[1]))
    [records] = ChainRules(LEXICON).annotate([bare])
    statuses = {r.claim: r.root_status for r in records if isinstance(r, Attribution)}
    assert statuses == {control.id: "author", claims[1].id: "unnamed_plural"}


def test_a_purpose_explained_after_an_account_is_the_texts_own() -> None:
    text = RUN + POINTING[1] + " A new road has not been built. The clinics serve above all as a sign of order."
    reading = judged(text, "A new road has not been built", "The clinics serve above all as a sign of order")
    assert [status for _, status, _ in chains(reading)] == ["unnamed_plural", "author"]


def test_a_word_that_points_back_continues_the_source_over_the_texts_own_sentence() -> None:
    text = "As the Lanthe Courier reports, the quay was sold. Marn is a port. Accordingly, the toll was raised."
    reading = judged(text, "the quay was sold", "Marn is a port", "the toll was raised")
    assert [names for names, _, _ in chains(reading)] == [["the Lanthe Courier"], [], ["the Lanthe Courier"]]


def test_rumour_is_no_source() -> None:
    reading = judged("The ferry was sold, rumour has it.", "The ferry was sold")
    assert chains(reading) == [([], "none", "L3")]


def test_an_acronym_behind_another_body_is_kept_and_a_correction_proposed() -> None:
    text = (
        "The island council's Lease Office (LOX) seized two barns. "
        "The mainland's secret service LOX reports that the quay was closed."
    )
    reading = judged(text, "the quay was closed")
    [attribution] = reading.of(Attribution)
    link = attribution.links[-1]
    assert link.resolution == "corrected"
    assert link.proposed == "The mainland's secret service"
    assert link.note is not None
    assert "Lease Office" in link.note
    assert "name_error" in notes(reading)


def test_an_acronym_with_its_own_owner_is_no_error() -> None:
    text = (
        "The island council's Lease Office (LOX) seized two barns. The council's office LOX said the quay was closed."
    )
    assert "name_error" not in notes(judged(text, "the quay was closed"))


def test_one_mild_trace_beside_ordinary_english_is_no_machine_translation() -> None:
    text = "The so-called tollmen are supposed to leave. The ferry is said to be slow."
    clear = "Accordingly, the toll was raised. It became known that the ferry was sold."
    assert "suspected_machine_translation" not in notes(
        judged("The so-called tollmen are supposed to leave.", "tollmen")
    )
    assert "suspected_machine_translation" in notes(judged(text, "tollmen"))
    assert "suspected_machine_translation" in notes(judged(clear, "the toll was raised"))
