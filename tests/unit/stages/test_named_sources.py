"""Who is named and who is not: names that contradict themselves, sources who want no name, heads of phrases."""

import pytest

from reportedly.records import Attribution, Claim, Span
from reportedly.stages.attribution.acronyms import contradictions
from reportedly.stages.attribution.bodies import doubt
from reportedly.stages.attribution.sources import classify
from tests.unit.stages.test_attribution_whole import read

INTRODUCED = "The Northern Relief Council (NRC) said that the bank was shut. "


@pytest.mark.parametrize(
    ("text", "proposed"),
    [
        ("According to the American institute, the NRC reported that two branches stayed shut.", []),
        ("Citing the Marrin ministry, the NRC wrote that the pumps had failed.", []),
        ("As the American institute noted, the NRC had left.", []),
        ("The American institute, the NRC and others said so.", []),
        ("The Marrin council, the American institute, the NRC, and others left.", []),
        ("The American institute, the NRC, said that staff had left.", ["The American institute"]),
        ("The American institute (NRC) said that staff had left.", ["The American institute"]),
    ],
)
def test_an_acronym_contradicts_itself_only_where_it_stands_for_the_phrase_before(
    text: str, proposed: list[str]
) -> None:
    assert [d.proposed for d in contradictions(INTRODUCED + text)] == proposed


@pytest.mark.parametrize(
    ("phrase", "proposed"),
    [
        ("Ukraine's main intelligence directorate, the SBU", "Ukrainian military intelligence (HUR)"),
        ("Russia's military intelligence, the FSB", "Main Intelligence Directorate of the Russian General Staff"),
        ("the German domestic intelligence agency BND", "German domestic intelligence (BfV)"),
        ("the Ukrainian military intelligence service HUR", None),
        ("Germany's intelligence service BND", None),
        ("Russian officials and the SBU", None),
        ("American diplomats, citing the FSB", None),
    ],
)
def test_the_description_of_another_service_of_the_country_raises_a_doubt(phrase: str, proposed: str | None) -> None:
    found = doubt(phrase, Span(0, len(phrase)))
    assert (found.proposed if found is not None else None) == proposed


@pytest.mark.parametrize(
    ("phrase", "role", "status"),
    [
        ("Sources close to the administration", "unnamed_plural", "unnamed_plural"),
        ("People familiar with the plan", "unnamed_plural", "unnamed_plural"),
        ("an adviser to the mayor", "official", "unnamed_single"),
        ("Two people close to Governor Marrin", "unnamed_plural", "unnamed_plural"),
        ("US officials who had been briefed on the plan", "official", "unnamed_plural"),
        ("A spokeswoman for the mill, who asked not to be named", "official", "unnamed_single"),
        ("a spokesman for the prefect who declined to give his name", "official", "unnamed_single"),
        ("The Centre for Information Resilience", "think_tank", "named"),
        ("the Vale Research Centre", "think_tank", "named"),
        ("Ukraine's main intelligence directorate", "intelligence", "named"),
        ("the occupation directorate", "installed_official", "named"),
    ],
)
def test_the_head_of_a_phrase_tells_who_speaks_and_how_far_he_is_named(phrase: str, role: str, status: str) -> None:
    kind = classify(phrase, Span(0, len(phrase)))
    assert (kind.role, kind.root_status) == (role, status)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (
            "A spokesman for the ministry told Coast Wire on condition of anonymity that two schools shut.",
            "unnamed_single",
        ),
        (
            "A deputy mayor of Orvale, speaking on condition of anonymity, said that the pumps are gone.",
            "unnamed_single",
        ),
        ("A spokeswoman for the mill, who asked not to be named, said that the mill had stopped.", "unnamed_single"),
        ("US officials who had been briefed on the plan said that the mill had stopped.", "unnamed_plural"),
        ("A spokesman for the council said that a doctor, who asked not to be named, had left the clinic.", "named"),
    ],
)
def test_who_asks_not_to_be_named_is_no_named_root(text: str, status: str) -> None:
    reading = read(text)
    claim = reading.of(Claim)[0]
    attribution = reading.first(Attribution, claim.id)
    assert attribution is not None
    assert attribution.root_status == status


def test_the_mayor_is_not_his_adviser() -> None:
    reading = read("An adviser to the mayor said that the bridge was shut. The mayor said that the bus had stopped.")
    last = reading.first(Attribution, reading.of(Claim)[-1].id)
    assert last is not None
    assert (last.links[-1].antecedent, last.root_status) == (None, "named")


def test_who_in_capitals_is_a_name() -> None:
    reading = read("WHO said that the clinic had no water.")
    attribution = reading.of(Attribution)[0]
    assert (attribution.links[0].role, attribution.links[0].anaphoric) == ("intl_org", False)
