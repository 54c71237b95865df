from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.codebook import load_default
from reportedly.records import Claim, Coding
from reportedly.stages.code import CodeRules
from reportedly.stages.coding.sectors import told
from tests.unit.stages.claim_readings import coded
from tests.unit.stages.invented_claims import SENTENCES
from tests.unit.stages.invented_claims_2 import SENTENCES as AWKWARD
from tests.unit.stages.invented_claims_3 import SENTENCES as ACTORS


def categories(text: str) -> list[str]:
    return [coding.category.removeprefix("GUO.") for coding in coded(text).of(Coding)]


def test_the_codebooks_own_examples_get_their_category() -> None:
    right: Counter[str] = Counter()
    for category in load_default().categories:
        for example in category.examples:
            right[category.id] += category.id.removeprefix("GUO.") in categories(example)
    # Measured at version 1: 40 of 40 categories with two or three of three, 118 of 120 examples.
    assert sum(count >= 2 for count in right.values()) >= 39
    assert right.total() >= 110


def test_invented_sentences_get_their_category() -> None:
    right = sum(categories(text)[:1] == [category] for category, text in SENTENCES)
    assert right >= 0.94 * len(SENTENCES)


def test_awkward_sentences_get_their_category() -> None:
    right = sum(categories(text)[:1] == [category] for category, _, text in AWKWARD)
    # Before the wide vocabulary 34 of 162, after it 138; the sentences were known when the rules were written.
    assert right >= 132


def test_who_acts_decides_before_the_service_that_is_named_beside() -> None:
    right = sum(categories(text)[:1] == [category] for category, _, _, text in ACTORS)
    # Before the frames of actors 88 of 160, after them 157; the sentences were known when the frames were written.
    assert right >= 150


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Nine surgeons and nurses were brought to Vell from Ostrand.", "B03"),
        ("Two repair crews were sent to Kelmara from Lower Sund.", "B03"),
        ("The head of the department thanked the crews who had worked through the night.", "X00"),
        ("Residents of Port Ulm protested.", "J01"),
    ],
)
def test_staff_thanks_and_place_words_are_told_from_services(text: str, category: str) -> None:
    assert categories(text)[0] == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("The Assembly of the Wells shut the bazaar in Vell until further notice.", "C05"),
        ("The funicular in Vell has stood idle for want of diesel.", "C07"),
    ],
)
def test_names_of_bodies_and_reasons_do_not_decide_the_category(text: str, category: str) -> None:
    assert categories(text)[0] == category


def test_a_body_that_acts_without_a_rule_is_sent_to_review() -> None:
    assert categories("The commissariat nodded at length.") == ["X09"]


def test_who_holds_a_place_is_routed_as_control() -> None:
    assert categories("The coast guards of the junta have held the town of Vell since May.") == ["X03"]


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Half of the posts at the waterworks in Kelmara are vacant.", "B01"),
        ("Half of the engineers in Kelmara refuse to work.", "B02"),
        ("Residents of Kelmara refuse to use the new bank.", "J01"),
        ("Insulin is sold in Kelmara every second week.", "C01"),
        ("Insulin is given in Kelmara only to those who take the new passport.", "H02"),
        ("The leaflet urges clerks behind the lines to waste paper.", "J03"),
        ("Clerks in Kelmara sabotaged the printing presses of the garrison.", "J02"),
    ],
)
def test_pairs_that_annotators_confuse_are_told_apart(text: str, category: str) -> None:
    assert categories(text)[0] == category


def test_every_claim_gets_one_coding_with_version_and_known_code() -> None:
    book = load_default()
    known = {c.id for c in book.categories} | {r.id for r in book.routing}
    reading = coded("The clinic in Kelmara is shut and a singer from Ostrand released an album.")
    codings = reading.of(Coding)
    assert [c.claim for c in codings] == [c.id for c in reading.of(Claim)]
    assert all(c.category in known and c.version == "1.1.0" and c.codebook == "guo" for c in codings)


@pytest.mark.parametrize(
    ("text", "sectors"),
    [
        ("The clinic in Kelmara is shut.", ("health",)),
        ("Sewage is running through the streets of Old Varn.", ("sewage",)),
        ("Petrol in Old Varn is sold against coupons.", ("fuel",)),
        ("Doctors in Kelmara refuse to sign the contracts.", ("health",)),
        ("Clerks in Kelmara refuse to sign the contracts.", ("administration",)),
        ("A court in Kelmara sentenced a farmer to three years.", ()),
        ("Bulldozers have begun to remove the debris in Besh Tarla.", ("debris_removal",)),
    ],
)
def test_sectors_name_the_service(text: str, sectors: tuple[str, ...]) -> None:
    assert coded(text).of(Coding)[0].sector == sectors


def test_roles_hold_printed_spans() -> None:
    text = "The ministry sent nine surgeons from Ostrand to the clinic because of a shortage."
    coding = coded(text).of(Coding)[0]
    roles = {role.name: role.span.of(text) for role in coding.roles if role.span is not None}
    assert roles["actor"] == "The ministry"
    assert roles["target"] == "nine surgeons"
    assert roles["origin_place"] == "Ostrand"
    assert roles["reported_cause"] == "because of a shortage"
    assert len(roles) == len(coding.roles)


def test_the_value_of_actor_and_target_is_their_class() -> None:
    coding = coded("The ministry sent nine surgeons from Ostrand to the clinic because of a shortage.").of(Coding)[0]
    roles = {role.name: role.value for role in coding.roles}
    assert (roles["actor"], roles["target"], roles["origin_place"]) == ("UNK", "STAFF", "Ostrand")


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("The interim council in Kelmara resigned after nine days.", "failed"),
        ("Five of the prisoners in Kelmara were released.", "released"),
        ("Aid convoys to Kelmara were turned back.", "refused"),
        ("The vote in Lower Sund has been postponed.", "postponed"),
    ],
)
def test_outcomes_come_from_the_categorys_own_list(text: str, outcome: str) -> None:
    assert coded(text).of(Coding)[0].outcome == outcome


def test_outcomes_are_values_of_the_codebook() -> None:
    book = {c.id: c for c in load_default().categories}
    for _, text in SENTENCES:
        for coding in coded(text).of(Coding):
            if coding.outcome is not None:
                assert coding.outcome in book[coding.category].values["outcome"], (coding.category, coding.outcome)


@settings(max_examples=60, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda text: bool(text.strip())))
def test_any_text_is_coded_without_error(text: str) -> None:
    reading = coded(text)
    assert len(reading.of(Coding)) == len(reading.of(Claim))


def test_the_stage_says_what_it_reads_and_makes() -> None:
    info = CodeRules().info
    assert info.producer == "code.rules/8"
    assert Claim in info.reads
    assert info.makes == (Coding,)


@pytest.mark.parametrize(
    ("wording", "sectors"),
    [
        ("The passport office has been closed since March", ("registry",)),
        ("No passports are being issued", ("registry",)),
        ("Residents must take the new passport by June", ()),
    ],
)
def test_papers_are_a_service_where_it_is_told_whether_their_office_works(
    wording: str, sectors: tuple[str, ...]
) -> None:
    assert told("GUO.F01", wording) == (sectors, ())
