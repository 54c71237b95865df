import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reportedly.records import StatusObservation
from reportedly.stages.status import StatusRules
from tests.unit.stages.claim_readings import coded
from tests.unit.stages.invented_claims_2 import SENTENCES as AWKWARD


def observed(text: str) -> list[StatusObservation]:
    return list(coded(text, StatusRules()).of(StatusObservation))


@pytest.mark.parametrize(
    ("text", "sector", "status"),
    [
        ("The clinic in Kelmara is shut.", "health", "none"),
        ("The council is struggling to reopen shops in Kelmara.", "food_shops", "partial"),
        ("The savings bank failed to open two branches in Kelmara.", "banking_cash", "not_opened"),
        ("Water runs for two hours a day in Kelmara.", "water", "partial"),
        ("The clinic in Kelmara has reopened.", "health", "full"),
        ("There is a shortage of fuel in Kelmara.", "fuel", "partial"),
        ("The grid in Kelmara will be restored by winter.", "electricity", "not_opened"),
        ("Mobile phones in Kelmara have had no signal since Friday.", "telecom_mobile", "none"),
    ],
)
def test_service_words_give_the_state(text: str, sector: str, status: str) -> None:
    found = observed(text)
    assert [(o.sector, o.status) for o in found] == [(sector, status)]


@pytest.mark.parametrize(
    ("text", "cause"),
    [
        ("The clinic in Kelmara is closed for lack of staff.", "staff_shortage"),
        ("The school in Kelmara is closed because it was damaged.", "damage"),
        ("The bakery in Kelmara is shut for want of fuel.", "no_power_or_fuel"),
    ],
)
def test_the_cause_is_taken_from_the_sentence(text: str, cause: str) -> None:
    assert any(cause in observation.cause for observation in observed(text))


def test_a_condition_on_the_person_is_conditional_access() -> None:
    found = observed("Food in Kelmara is given only to those who take the new passport.")
    assert [o.access for o in found] == ["conditional"]


@pytest.mark.parametrize(
    "text",
    [
        "Doctors in Kelmara refuse to work for the new council.",
        "A court in Kelmara sentenced a farmer to three years.",
        "Some 700 people fled Kelmara.",
        "Three lorries with tents and blankets reached Kelmara on Sunday.",
        "The price of flour in Kelmara doubled.",
    ],
)
def test_claims_that_do_not_say_how_a_service_works_give_no_state(text: str) -> None:
    assert observed(text) == []


@settings(max_examples=50, deadline=None)
@given(st.text(min_size=1, max_size=150).filter(lambda text: bool(text.strip())))
def test_any_text_is_observed_without_error(text: str) -> None:
    observed(text)


def test_awkward_sentences_get_their_service_state() -> None:
    wanted = [(status, text) for _, status, text in AWKWARD if status]
    right = 0
    for status, text in wanted:
        found = [seen.status for seen in coded(text, StatusRules()).of(StatusObservation)]
        right += found[:1] == [status]
    # Before the wide vocabulary 8 of 47, after it 40.
    assert right >= 37


@pytest.mark.parametrize(
    "text", ["Nobody in Vell has been turned away at the clinic.", "The cash machines in Vell may be empty by Friday."]
)
def test_what_did_not_happen_or_may_happen_gives_no_state(text: str) -> None:
    assert not coded(text, StatusRules()).of(StatusObservation)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The grocer in Kelmara has sold bread again since Tuesday.", "full"),
        ("The clinic in Kelmara has been out of order for the third week.", "none"),
        ("Pensions in Kelmara are paid without fail.", "full"),
        ("Three of seven bakeries in Kelmara are open.", "partial"),
        ("Of the nine buses that once served Kelmara one runs.", "partial"),
        ("The school in Kelmara will never take pupils again.", "closed_permanent"),
        ("The opening of the clinic in Kelmara has been put off.", "not_opened"),
        ("The evening school in Kelmara has yet to see its first lesson.", "not_opened"),
        ("Pupils in Kelmara sit four to a bench in the school.", "partial"),
        ("Salt and soap are there for the asking in the shops of Kelmara.", "full"),
        ("Gas reaches all streets of Kelmara without cuts.", "full"),
        ("Night trains to Kelmara, halted for a year, ran again from June.", "full"),
        ("Water in Kelmara is down to seven litres a head.", "partial"),
        ("Power is back in the port of Kelmara but not in the hills.", "partial"),
        ("The attempt to open a bank in Kelmara failed.", "not_opened"),
        ("The clinic in Kelmara is finished but locked.", "not_opened"),
    ],
)
def test_what_limits_a_service_is_told_from_dates_and_turns_of_speech(text: str, status: str) -> None:
    assert [o.status for o in observed(text)] == [status]


def test_needs_and_goods_in_store_are_no_state() -> None:
    assert observed("Medicine is a key need of the clinic in Kelmara.") == []
    assert observed("Medicines have been pre-positioned at the clinic in Kelmara.") == []
