"""Wires, tickers and headlines; who repeats another; whom a pronoun stands for; lines that tell nothing."""

import pytest

from reportedly.records import Attribution, Claim, Reading
from reportedly.stages.imprint import is_imprint
from tests.unit.stages.test_attribution_whole import read


def chains(reading: Reading) -> dict[str, str]:
    """Return the chain of each claim, outermost first, by the words of the claim."""
    found = {}
    for claim in reading.of(Claim):
        attribution = reading.first(Attribution, claim.id)
        assert attribution is not None
        links = [(k.antecedent if k.anaphoric and k.antecedent else k.span) for k in attribution.links]
        words = " ".join(e.of(reading.text) for e in claim.evidence)
        found[words] = " > ".join(s.of(reading.text) for s in links if s is not None)
    return found


@pytest.mark.parametrize(
    ("text", "claim", "chain"),
    [
        ("Per Coast Wire, which refers to the Red Cross, the clinic has run out of drugs.", "the clinic", "Coast Wire > the Red Cross"),
        ("As per the ministry, the school in Orvale was shut on Monday.", "the school", "the ministry"),
        ("TASS writes with reference to the occupation council that the convoy carried coal.", "the convoy", "TASS > the occupation council"),
        ("Interfax said with reference to the police that three nurses had been held.", "three nurses", "Interfax > the police"),
        ("Interfax reports, citing the occupation council, that the convoy carried coal.", "the convoy", "Interfax > the occupation council"),
        ("The convoy carried coal, Coast Wire writes with reference to the council.", "The convoy", "Coast Wire > the council"),
        ("AFP quotes UN official as saying aid convoy turned back", "aid convoy", "AFP > UN official"),
        ("Power restored in Orvale — Marrin", "Power restored", "Marrin"),
        ("Three nurses held in Orvale - police", "Three nurses", "police"),
        ("Two schools shut in Orvale – Ministry of Education", "Two schools", "Ministry of Education"),
        ("Mayor: water cut in Orvale\n\nThe pumps failed on Monday.", "water cut", "Mayor"),
        ("Bank shut in Orvale – nobody came", "Bank shut", ""),
        ("The town lost everything — doctors, nurses, teachers", "The town", ""),
    ],
)  # fmt: skip
def test_wires_and_headlines_name_their_sources(text: str, claim: str, chain: str) -> None:
    [found] = [v for k, v in chains(read(text)).items() if k.startswith(claim)]
    assert found == chain


@pytest.mark.parametrize(
    "text",
    [
        "The mill was mined, the paper reported, citing US officials who had been briefed on the plan.",
        "The bank was shut, the channel said, citing two tellers who worked there until May.",
    ],
)
def test_who_is_cited_is_no_claim(text: str) -> None:
    assert len(chains(read(text))) == 1


@pytest.mark.parametrize(
    ("second", "chain"),
    [
        ("The same was said by Serhiy Tarn.", "The harbour guild"),
        ("Serhiy Tarn said the same.", "The harbour guild"),
        ("Serhiy Tarn confirmed this as well.", "The harbour guild"),
        ("This was also reported by the mayor.", "The harbour guild"),
        ("This is reported by the Orvale Herald.", "the Orvale Herald > The harbour guild"),
        ("The Herald reported the same, citing the guild.", "The Herald > The harbour guild"),
    ],
)
def test_who_repeats_a_source_is_no_hop_before_it(second: str, chain: str) -> None:
    found = chains(read(f"The harbour guild reported that porters in Orvale refused to work. {second}"))
    assert found == {"porters in Orvale refused to work": chain}


def test_who_alone_confirms_is_the_source() -> None:
    assert chains(read("The bridge in Orvale is shut. The mayor confirmed this.")) == {
        "The bridge in Orvale is shut": "The mayor"
    }


@pytest.mark.parametrize(
    ("cited", "second", "chain"),
    [
        ("residents", "They said that the clinic was shut.", "the channel > residents"),
        ("residents", '"They told us that the clinic was shut," it wrote.', "the channel > residents"),
        ("a teacher", "She said that the clinic was shut.", "the channel > a teacher"),
    ],
)
def test_a_pronoun_may_stand_for_who_was_cited(cited: str, second: str, chain: str) -> None:
    text = f"The town has been without water since Monday, the channel wrote, citing {cited}. {second}"
    [found] = [v for k, v in chains(read(text)).items() if k.startswith("the clinic")]
    assert found == chain


IMPRINTS = [
    "Kyiv Independent, 4 May 2023.",
    "The Times of Orvale – May 4, 2023",
    "4 May 2023 | Orvale Herald",
    "By Ana Marrin, Coast Wire, 4 May 2023, 10:30 GMT",
    "Thursday, 4 May 2023",
    "Українська правда, 4 травня 2023",
    "«Вести Орвале», 4 мая 2023 года",
    "Süddeutsche Zeitung, 4. Mai 2023",
]


@pytest.mark.parametrize("line", IMPRINTS)
def test_a_line_of_outlet_and_date_is_an_imprint(line: str) -> None:
    assert is_imprint(line)


@pytest.mark.parametrize(
    "line",
    [
        "Schools Closed In Orvale, 4 May 2023",
        "Bank Shuts, 4 May 2023",
        "Water cut off in Orvale, 4 May 2023",
        "Школи закрито, 4 травня 2023",
        "Больница закрыта, 4 мая 2023",
        "Schulen geschlossen, 4. Mai 2023",
        "Orvale, 4 May 2023: three nurses were held.",
    ],
)
def test_a_line_that_tells_something_is_none(line: str) -> None:
    assert not is_imprint(line)


@pytest.mark.parametrize(
    "text", ["Two banks stayed shut.\n{}", "Two banks stayed shut. {}", "{}\nTwo banks stayed shut."]
)
def test_an_imprint_is_no_claim_wherever_it_stands(text: str) -> None:
    assert list(chains(read(text.format("Kyiv Independent, 4 May 2023.")))) == ["Two banks stayed shut"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The head doctor said: “The clinic has no staff. The ministry later said that the clinic had reopened.",
            {"“The clinic has no staff": "The head doctor", "the clinic had reopened": "The ministry"},
        ),
        (
            "The doctor told us: 'The clinic was empty'. I don't believe it.",
            {"The clinic was empty": "The doctor", "I don't believe it": ""},
        ),
        (
            "The commander told me: 'The mayor said, \"Nobody leaves the town.\"'",
            {'"Nobody leaves the town."': "The commander > The mayor"},
        ),
        (
            "The prefect said: “We have no water. The pumps are gone.\n\n“The power is gone too,” he said.",
            {"The pumps are gone": "The prefect"},
        ),
        (
            "The prefect said: “We have no water. The pumps are gone.\n\nThe power failed in May.” The school is shut.",
            {"The pumps are gone": "The prefect"},
        ),
    ],
)
def test_a_quotation_ends_where_its_mark_closes_or_its_sentence(text: str, expected: dict[str, str]) -> None:
    found = chains(read(text))
    assert {k: found.get(k) for k in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("THREE NURSES HELD IN ORVALE\n\nThe town is quiet.", {"THREE NURSES HELD IN ORVALE": ""}),
        (
            "THREE NURSES HELD IN ORVALE, MAYOR SAYS\n\nWATER SUPPLY CUT OFF IN TARN\n\nThe town is quiet.",
            {"THREE NURSES HELD IN ORVALE": "MAYOR", "WATER SUPPLY CUT OFF IN TARN": None},
        ),
        ("WATER WILL BE CUT ON MONDAY", {"WATER WILL BE CUT ON MONDAY": ""}),
        ("HEALTH RISKS 336 000", {"HEALTH RISKS 336 000": None}),
        ("AFFECTED AREAS AND POPULATION", {"AFFECTED AREAS AND POPULATION": None}),
        ("BANK BRANCHES CLOSED IN TARN: COUNCIL", {"BANK BRANCHES CLOSED IN TARN": "COUNCIL"}),
        ("Schools shut in Tarn: ministry", {"Schools shut in Tarn": "ministry"}),
        (
            "Occupation council: water cut in Orvale\nTown council: schools reopen on Monday",
            {"water cut in Orvale": "Occupation council", "schools reopen on Monday": "Town council"},
        ),
        (
            "according to the regional council three nurses were held in orvale\nthe water supply failed\nshops are shut",
            {"three nurses were held in orvale": "the regional council", "the water supply failed": ""},
        ),
    ],
)
def test_lines_without_sentence_ends_and_capitals_are_read_line_by_line(
    text: str, expected: dict[str, str | None]
) -> None:
    found = chains(read(text))
    assert {k: found.get(k) for k in expected} == expected


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("according to the regional council three nurses were held in orvale", "the regional council"),
        ("according to Channel 5 reporters three nurses were held in orvale", "Channel 5 reporters"),
        ("According to police 12 men were held in Orvale.", "police"),
    ],
)
def test_a_number_begins_what_is_told(text: str, source: str) -> None:
    assert list(chains(read(text)).values()) == [source]
