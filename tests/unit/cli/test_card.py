"""What `reportedly show` prints of a claim by the settings of a theatre."""

from dataclasses import replace

import pytest

from reportedly.cli.card import Setting, card
from reportedly.codebook import load_default
from reportedly.records import (
    Attribution,
    Claim,
    Coding,
    Document,
    Event,
    Geolocation,
    Link,
    Origin,
    Reading,
    Role,
    Span,
    Theatre,
    TheatrePlace,
    claim_id,
    event_id,
)
from reportedly.records.floors import Floor
from reportedly.records.theatre import FloorSetting, PlaceName
from reportedly.records.theatre_roles import LabelPolicy, LegalFrame, Proclaimed
from reportedly.records.withhold import WITHHELD, Discretion

TEXT = "Marsh officials closed the wells in Sluice, capital of the Free Fen Republic."
BOOK = load_default()
DOCUMENT = Document(
    "doc_1", "0" * 64, "txt_0", TEXT, "a.txt", "text/plain", "plain/1", "2031-05-02T00:00:00+00:00",
    published="2031-05-01T00:00:00+00:00",
)  # fmt: skip
WHOLE = (Span(0, len(TEXT)),)
CLAIM = Claim(claim_id("doc_1", WHOLE), "doc_1", WHOLE, TEXT, "event")
ROLES = (Role("actor", Span(0, 15), "CA-H"), Role("target", Span(23, 32)))
CODING = Coding(CLAIM.id, BOOK.id, BOOK.version, "GUO.C02", roles=ROLES)
SLUICE = Geolocation(
    CLAIM.id, Span(36, 42), "event", "settlement", name="Sluice", gazetteer_id="fen:sluice", lat=51.2, lon=-29.2
)
REPUBLIC = Geolocation(CLAIM.id, Span(59, 77), "seat", "adm1", name="Fen", gazetteer_id="fen:all", lat=51.0, lon=-29.0)
READING = Reading(DOCUMENT, (CLAIM, CODING, SLUICE, REPUBLIC))
FRAME = LegalFrame("iac_occupation", "Bench of Reedham", since="2031-04-01")
PLACE = TheatrePlace("fen:sluice", "Sluice", "settlement", 51.2, -29.2, names=(PlaceName("Sluys", "en", "exonym"),))


def shown(theatre: Theatre, *, working_copy: bool = False) -> str:
    discretion = Discretion((), working_copy=working_copy, floors=theatre.floor_table())
    return "\n".join(card(READING, CLAIM, (), discretion, Setting(theatre, BOOK)))


def test_a_private_name_is_withheld_everywhere_on_the_page_but_not_in_a_working_copy() -> None:
    document = replace(DOCUMENT, title="Jo Pell and the wells")
    link = Link(Span(0, 15), "official", resolution="corrected", proposed="Jo Pell", note="the office of Jo Pell")
    reading = Reading(document, (CLAIM, CODING, Attribution(CLAIM.id, (link,), "named")))
    origin = Origin("jo", "Jo Pell", "named", "unknown", True, (CLAIM.id,), ("doc_1",), ("Jo Pell speaks for it",))
    event = Event(event_id((CLAIM.id,)), "GUO.C02", "Wells closed", (CLAIM.id,), (origin,), 1, 1, "K1")

    def page(*, working_copy: bool) -> str:
        return "\n".join(card(reading, CLAIM, (event,), Discretion(("Jo Pell",), working_copy=working_copy)))

    assert "Jo Pell" not in page(working_copy=False)
    assert page(working_copy=False).count(WITHHELD) == 5
    assert page(working_copy=True).count("Jo Pell") == 5


def test_nothing_is_cited_unless_the_theatre_asks_for_it() -> None:
    for theatre in (Theatre(), Theatre(legal_frames=(FRAME,)), Theatre(show_maps=("provisions",))):
        assert "usually cited" not in shown(theatre)
    assert "HXL" not in shown(Theatre(show_maps=("plover",)))


@pytest.mark.parametrize(
    ("value", "occupation", "otherwise", "notice"),
    [
        ("iac_occupation", True, False, False),
        ("niac_control", False, True, False),
        ("disputed", True, True, True),
        ("not_applicable", False, False, False),
    ],
)
def test_the_frame_of_the_claims_day_decides_what_is_cited(
    value: str, occupation: bool, otherwise: bool, notice: bool
) -> None:
    frame = replace(FRAME, value=value)
    text = shown(Theatre(legal_frames=(frame,), show_maps=("provisions",)))
    maps = BOOK.category("GUO.C02").maps
    assert (f"usually cited: {maps.law_occupation}" in text) is occupation
    assert (f"usually cited: {maps.law_otherwise}" in text) is otherwise
    assert ("neither is a finding" in text) is notice
    assert ("frame by Bench of Reedham; not a finding" in text) is (occupation or otherwise)


def test_a_frame_that_begins_later_cites_nothing() -> None:
    frame = replace(FRAME, since="2031-05-02")
    assert "usually cited" not in shown(Theatre(legal_frames=(frame,), show_maps=("provisions",)))


def test_the_mappings_that_the_theatre_asks_for_are_shown() -> None:
    text = shown(Theatre(show_maps=("plover", "hxl", "protection")))
    maps = BOOK.category("GUO.C02").maps
    assert f"PLOVER      {maps.plover}" in text
    assert f"HXL         {maps.sector}" in text


def test_actors_are_printed_as_quoted_with_their_class_in_the_theatres_words() -> None:
    assert "actor: “Marsh officials”: CA-H, the home state of the controlling authority" in shown(Theatre())
    policy = LabelPolicy(bodies="neutral_role", words=(("CA-H", "the marsh side"),))
    assert "actor: the marsh side (CA-H), printed “Marsh officials”" in shown(Theatre(label_policy=policy))
    assert "target: “the wells”" in shown(Theatre())


def test_names_of_places_follow_the_label_policy_and_a_proclaimed_entity_is_not_the_unit() -> None:
    entity = Proclaimed("Free Fen Republic", unit="fen:all", by="the Guard")
    theatre = Theatre(places=(PLACE,), label_policy=LabelPolicy(("exonym",), "en", proclaimed=(entity,)))
    text = shown(theatre)
    assert "“Sluice” as event: Sluys (settlement)" in text
    assert "Free Fen Republic was proclaimed by the Guard; it is printed as quoted, and is not the unit" in text


def test_the_floors_of_the_theatre_hold_but_not_for_a_working_copy() -> None:
    theatre = Theatre(floors=(FloorSetting("GUO.C02", Floor("adm1", "adm1")),))
    assert "not resolved (adm1)" in shown(theatre)
    assert "Sluice (settlement) 51.200" in shown(theatre, working_copy=True)
