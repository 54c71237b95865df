"""How a service works, from the wording of one claim: what counts as a word of service and what does not."""

import math

import pytest

from reportedly.stages.coding.service import SHARE, Service, service, to_come
from reportedly.stages.coding.service_view import SHARE_BONUS, SILENT, weighed_service
from tests.unit.stages.claim_views import view


def status(wording: str, category: str) -> str | None:
    found = service(wording, f"GUO.{category}", "ongoing")
    return None if found is None else found.status


@pytest.mark.parametrize(
    ("wording", "category", "expected"),
    [
        ("Two in five people in Orlen are food insecure", "C05", None),
        ("Half of the households in Ostrell rely on negative coping strategies", "C05", None),
        ("Acute malnutrition among infants in Kelmara stands at 19 per cent", "C05", None),
        ("Families go hungry because the shops of Ostrell are closed", "C05", "none"),
        ("Food insecurity is rising as bread is hard to find in Ostrell", "C05", "partial"),
        ("Ostrell recorded the steepest rise, reaching ORC 412/litre", "C03", None),
        ("Regular check-ups are a main need of the elderly in Orlen", "C01", None),
        ("The communities most affected lie along the water of the Dray", "C02", None),
        ("Weekly meetings are held at the office of the fund", "H01", None),
        ("Three lorries of the fund were held at the border", "H01", "none"),
        ("The power station of Ostrell is not generating electricity", "C03", None),
        ("The bridge of Kelmara will take years to mend, it is closed", "C07", None),
        ("Workers replaced the roofs and windows in Kelmara", "C06", None),
        ("No new cases were confirmed in Orlen this week", "C01", None),
        ("Two patients have been discharged in Ostrell", "C01", None),
        ("The water of the Dray stands below normal", "C02", None),
        ("The wells of Kelmara need to be repaired", "C02", None),
        ("A team is helping farmers to reach the open markets", "H01", None),
    ],
)
def test_how_people_fare_and_what_they_need_is_no_state_of_a_service(
    wording: str, category: str, expected: str | None
) -> None:
    assert status(wording, category) == expected


@pytest.mark.parametrize(
    ("wording", "category", "expected"),
    [
        ("The storm destroyed or damaged 41 cottages in Kelmara", "C06", "partial"),
        ("In Ostrell 12 cottages were destroyed and 30 damaged", "C06", "partial"),
        ("The storm destroyed 41 cottages in Kelmara", "C06", "none"),
        ("The two field hospitals in Ostrell were dismantled", "C01", "none"),
        ("Some of the field hospitals in Ostrell were dismantled", "C01", "partial"),
        ("Newcomers do not have access to clinics in Orlen", "C01", "none"),
        ("Newcomers do not have access to clinics beyond first aid", "C01", "partial"),
        ("The wards of Kelmara are overstretched", "C01", "partial"),
        ("The clinics of Orlen are under heavy strain", "C01", "partial"),
        ("The pumping station of Ostrell is in disrepair", "C02", "partial"),
        ("Soap is becoming inaccessible for thousands", "C05", "partial"),
        ("Most village shops in Orlen are closed", "C05", "partial"),
        ("Three households were affected by a fire in the camp of Ostrell", "C06", "partial"),
        ("The pumps of Ostrell were badly affected by the flood", "C02", "unknown"),
        ("The pumps of Ostrell were not affected by the flood", "C02", None),
        ("The cottages stay dry in winter", "C06", None),
        ("The mills of Orlen continue to operate", "C05", "full"),
    ],
)
def test_words_of_part_and_strain(wording: str, category: str, expected: str | None) -> None:
    assert status(wording, category) == expected


def test_a_share_alone_is_outweighed_by_a_reader_that_sees_no_state() -> None:
    found = service("Some of the settlers moved to the new cottages", "GUO.C06", "occurred")
    assert found is not None
    assert (found.status, found.rule) == ("partial", SHARE)
    least = math.exp(-SHARE_BONUS)
    assert weighed_service(view(choices={"state": {SILENT: 0.5, "partial": 0.45 * least}}), found) is None
    assert weighed_service(view(choices={"state": {SILENT: 0.5, "partial": 0.55 * least}}), found) == found


def test_a_share_of_a_working_service_is_more_than_a_share() -> None:
    found = service("Only three clinics in Ostrell are working", "GUO.C01", "ongoing")
    assert isinstance(found, Service)
    assert (found.status, found.rule) == ("partial", "word of limitation")


@pytest.mark.parametrize(
    ("wording", "category", "expected"),
    [
        ("The cable car will never be reopened", "GUO.C07", "closed_permanent"),
        ("The dairy went out of business", "GUO.C05", "closed_permanent"),
        ("The lower mill is not to be rebuilt", "GUO.C05", "closed_permanent"),
        ("The line will not be restored before spring", "GUO.C03", "not_opened"),
        ("The eye ward has never treated anybody", "GUO.C01", "not_opened"),
        ("The night bus is due back in June", "GUO.C07", "not_opened"),
        ("Trains resumed with one carriage instead of four", "GUO.C07", "partial"),
        ("Three streets get water in turn", "GUO.C02", "partial"),
        ("The dentist sees whoever comes", "GUO.C01", "full"),
        ("Petrol is sold with no coupons asked", "GUO.C03", "full"),
    ],
)
def test_for_good_never_yet_in_part_and_for_all(wording: str, category: str, expected: str) -> None:
    seen = service(wording, category, "ongoing")
    assert seen is not None
    assert seen.status == expected


@pytest.mark.parametrize(
    "wording",
    [
        "The housing office registered 310 applications for repair",
        "Some 40 complaints about water were filed in May",
        "Consumption gaps are reduced in the north",
        "SAM rates rose among children",
    ],
)
def test_how_many_asked_and_who_is_hungry_is_no_state(wording: str) -> None:
    assert service(wording, "GUO.C05" if "hous" not in wording else "GUO.C06", "occurred") is None


@pytest.mark.parametrize(
    ("wording", "category", "expected"),
    [
        ("The post office in Kelmara was demolished", "C07", "closed_permanent"),
        ("The clinic tents in Kelmara were dismantled", "C01", "none"),
        ("The houses on Mill Lane stand roofless", "C06", "none"),
        ("The bakers' cooperative of Orlen was dissolved", "C05", "closed_permanent"),
        ("The boat to Orlen is no more", "C07", "closed_permanent"),
        ("The trains to Orlen are no more than late", "C07", "partial"),
    ],
)
def test_what_is_taken_down_for_good_does_not_come_back(wording: str, category: str, expected: str) -> None:
    assert status(wording, category) == expected


@pytest.mark.parametrize(
    ("wording", "realis", "expected"),
    [
        ("The council will install new pumps in Kelmara", "planned", "not_opened"),
        ("The pumps in Kelmara will be shut down", "planned", None),
        ("The council installed new pumps in Kelmara", "occurred", None),
    ],
)
def test_what_is_to_be_made_has_not_opened_yet(wording: str, realis: str, expected: str | None) -> None:
    found = to_come(service(wording, "GUO.C02", realis), realis)  # type: ignore[arg-type]
    assert (found.status if found else None) == expected


@pytest.mark.parametrize(
    ("wording", "category", "expected"),
    [
        ("The relief lorries were turned back at the checkpoint", "GUO.H01", "none"),
        ("The food convoy did not reach Hrovin", "GUO.H01", "none"),
        ("Power in Kelmara is switched on by schedule", "GUO.C03", "partial"),
        ("Sewage flows into the yards of Linden Street", "GUO.C02", "partial"),
        ("The store of the pharmacy does not meet fire safety rules", "GUO.C01", None),
        ("Pupils are back in their classrooms", "GUO.D01", "full"),
    ],
)
def test_what_is_sent_back_spills_or_breaks_a_norm(wording: str, category: str, expected: str | None) -> None:
    assert status(wording, category) == expected
