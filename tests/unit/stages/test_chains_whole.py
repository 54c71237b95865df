"""Chains of whole sentences, tagger and rules together: carriers, speakers inside of speech, who is meant."""

import pytest

from reportedly.records import Attribution, Claim, Level
from tests.unit.stages.test_attribution_whole import read

CASES = [
    # papers, and who has them
    (
        "The mill is in “serious trouble,” according to documents seen by Coast Wire.",
        "The mill",
        "Coast Wire > documents",
    ),
    ('The mill is in "serious trouble," according to the prefect.', "The mill", "the prefect"),
    ("Quayside has seen a payslip that shows that no wages were paid in May.", "no wages", "Quayside > a payslip"),
    (
        "The newspaper Sarn Diary, citing an order seen by its editors, reported that the gate must close by May.",
        "the gate",
        "The newspaper Sarn Diary > an order",
    ),
    (
        "The party routed payments to two firms.\n\nThe revelation, provided to Coast Wire by two tellers, comes late.",
        "The party",
        "Coast Wire > two tellers",
    ),
    (
        (
            "Nurses in Orvale stay at home, several local papers write. The Marrin Institute came to the same conclusion "
            "with reference to these papers."
        ),
        "Nurses",
        "The Marrin Institute > several local papers",
    ),
    # who was told, who carried it
    ("The pier is shut, Oda Marrin told Tam Orrin of Delta News.", "The pier", "Tam Orrin of Delta News > Oda Marrin"),
    (
        "Several traders told the exiled newspaper Vale Echo that they had been threatened.",
        "they had been",
        "the exiled newspaper Vale Echo > Several traders",
    ),
    (
        "The prefect said in remarks carried by state radio that the pass would stay open.",
        "the pass",
        "state radio > The prefect",
    ),
    # a source put into the clause, and one that follows at the end of what another quotes
    (
        "The man who guards the gate, several people in the town told Coast Wire, has already been replaced.",
        "already been replaced",
        "Coast Wire > several people in the town",
    ),
    # speech inside of speech
    ("Oda Marrin heard the guard say that the gate was mined.", "the gate", "Oda Marrin > the guard"),
    ("“I want to mend the pier,” Mr. Abel recalled the prefect telling him.", "I want", "Mr. Abel > the prefect"),
    ("“The guards were telling us the bridge is mined,” Oda Marrin said.", "the bridge", "Oda Marrin > The guards"),
    ("“They were saying she's a thief,” Oda Marrin said.", "she's a thief", "Oda Marrin > They"),
    (
        "The clerk said there was “some reporting” even then that a guild known as Ostan was involved.",
        "a guild known",
        "The clerk > some reporting",
    ),
    (
        "“The committee understands that the mill has been sold,” committee spokesman Jon Abel said.",
        "the mill",
        "committee spokesman Jon Abel",
    ),
    # passives, counts, sights
    (
        "Tarik was confirmed as another of the passengers by the harbour ministry.",
        "another of the passengers",
        "the harbour ministry",
    ),
    ("The wells are dry, but the unions put the number of cases at 700.", "at 700", "the unions"),
    ("Eyewitnesses speak of a drone over the mill.", "a drone", "Eyewitnesses"),
    (
        "The assessment identified 281 homes that were hit. In Ostrell town, 162 homes were burnt.",
        "162 homes",
        "The assessment",
    ),
    # whom a word stands for
    (
        "According to the clerk, the session had ended when Ferris spoke. They noted that the doors were locked.",
        "the doors",
        "the clerk",
    ),
    (
        "But an organiser, Sela Hurd, told the daily Open Gate that it had flooded. “They poured sand over it,” Hurd said.",
        "They poured",
        "the daily Open Gate > Hurd",
    ),
    (
        "A parent who asked for anonymity said that armed men had checked bags. This was confirmed by a second parent.",
        "armed men",
        "A parent who asked for anonymity",
    ),
]


@pytest.mark.parametrize(("text", "words", "sources"), CASES, ids=[c[0][:40] for c in CASES])
def test_a_claim_gets_all_its_sources_outermost_first(text: str, words: str, sources: str) -> None:
    reading = read(text)
    claims = [c for c in reading.of(Claim) if any(words in span.of(text) for span in c.evidence)]
    assert claims
    attribution = reading.first(Attribution, claims[0].id)
    assert attribution is not None
    found = [(k.antecedent if k.anaphoric and k.antecedent else k.span) for k in attribution.links]
    printed = " > ".join(span.of(text) for span in found if span is not None)
    assert printed == sources


@pytest.mark.parametrize(
    ("text", "words", "status", "level"),
    [
        ("NGO assessments found that the wells are dry (Tolo Post 23/06/2020).", "the wells", "unnamed_plural", "L2"),
        ("She and another driver said that the road was mined.", "the road", "named", "L1"),
        (
            "Guards searched the mill and held two porters after allegedly traders complained.",
            "the mill",
            "author",
            "L0",
        ),
        ("The council was told that the dam is safe, according to a leaked letter.", "the dam", "none", "L3"),
        ("Former detainees said that the cellar was flooded.", "the cellar", "unnamed_plural", "L2"),
        ("The word “maybe” stood on every page of the order, the judge said.", "stood", "named", "L1"),
    ],
)
def test_how_far_the_root_is_named_and_how_sure_it_is(text: str, words: str, status: str, level: str) -> None:
    reading = read(text)
    claim = next(c for c in reading.of(Claim) if any(words in span.of(text) for span in c.evidence))
    attribution, graded = reading.first(Attribution, claim.id), reading.first(Level, claim.id)
    assert attribution is not None
    assert graded is not None
    assert (attribution.root_status, graded.level) == (status, level)


def test_two_statements_side_by_side_in_one_speech_keep_apart() -> None:
    text = "The envoy said that the pass has reopened and that the guild thinks that forty carts were lost."
    reading = read(text)
    chains = {
        claim.evidence[0].of(text): [k.span.of(text) for k in attribution.links if k.span is not None]
        for claim in reading.of(Claim)
        if (attribution := reading.first(Attribution, claim.id)) is not None
    }
    assert next(v for k, v in chains.items() if "the pass" in k) == ["The envoy"]
    assert next(v for k, v in chains.items() if "forty carts" in k) == ["The envoy", "the guild"]
