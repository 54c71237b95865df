"""The tables kept by hand: well formed, unique, and read as names and places."""

import re
from itertools import chain

import pytest

from reportedly.gazetteer import tables
from reportedly.gazetteer.schema import SOVEREIGNTY, STATUSES
from reportedly.gazetteer.sources import own_places, sovereignty, table

EDTF = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
PLACE = re.compile(r"geonames:\d+|own:[a-z0-9-]+")
PARTY = re.compile(r"[A-Z]{2}|own:[a-z0-9-]+")


@pytest.fixture(scope="module")
def own_ids() -> frozenset[str]:
    return frozenset(row.id for row in own_places())


def ordered(since: str, until: str) -> bool:
    return all(not day or EDTF.fullmatch(day) for day in (since, until)) and (not until or since <= until)


@pytest.mark.parametrize("name", tables.NAME_TABLES)
def test_every_row_of_a_name_table_names_a_place_a_status_and_dates(name, own_ids):
    for row in table(name):
        assert PLACE.fullmatch(row["id"]), row
        assert row["id"].startswith("geonames:") or row["id"] in own_ids, row
        assert row["status"] in STATUSES
        assert row["lang"] in ("en", "uk", "ru", "de")
        assert all(form == form.strip() and form for form in row["forms"].split("|")), row
        assert ordered(row["valid_from"], row["valid_to"]), row


def test_a_former_name_ended_on_a_day_and_no_other_name_did():
    rows = list(chain.from_iterable(table(name) for name in tables.NAME_TABLES))
    assert all(bool(row["valid_to"]) == (row["status"] == "former") for row in rows)
    assert sum(row["status"] == "former" for row in rows) >= 300


def test_names_of_units_are_read_in_latin_letters_and_those_of_waters_are_not():
    named = list(tables.names())
    forms = {(place, name.form): name for place, name in named}
    assert forms["geonames:706442", "khersonska oblast"].status == "transliteration"
    assert forms["geonames:709930", "dnipropetrovsk"].status == "former"
    assert ("own:andes", "Анды") in forms
    assert ("own:andes", "andy") not in forms
    assert tables.place_ids() >= {place for place, _ in named}


def test_places_of_the_table_are_on_the_globe_and_have_the_ids_of_geonames():
    rows = list(tables.places())
    assert len({row.id for row in rows}) == len(rows) >= 100
    assert all(row.id.startswith("geonames:") and -90 <= row.lat <= 90 and -180 <= row.lon <= 180 for row in rows)
    robotyne = next(row for row in rows if row.name == "Robotyne")
    assert {(name[0], name[1]) for name in robotyne.names} >= {("Роботине", "uk"), ("Работино", "ru")}


def test_statements_of_sovereignty_are_unique_dated_and_say_by_what_act(own_ids):
    rows = list(sovereignty())
    assert len({row[0:2] + row[2:4] for row in rows}) == len(rows) >= 100
    for place, party, kind, since, until, basis in rows:
        assert PLACE.fullmatch(place), place
        assert PARTY.fullmatch(party), party
        assert not party.startswith("own:") or party in own_ids
        assert kind in SOVEREIGNTY
        assert ordered(since, until), (place, since, until)
        assert len(basis) > 10


@pytest.mark.parametrize("place", ["geonames:703883", "geonames:694422", "geonames:709716", "geonames:706442"])
def test_a_claimed_unit_has_its_state_by_law_and_the_claimant_apart(place):
    kinds = {(party, kind) for found, party, kind, *_ in sovereignty() if found == place}
    assert ("UA", "de_jure") in kinds
    assert ("RU", "claimed_by") in kinds
    assert ("RU", "de_jure") not in kinds


def test_a_proclaimed_entity_is_a_place_of_its_own_with_its_own_dates():
    rows = {row.id: row for row in own_places() if row.kind == "proclaimed"}
    assert len(rows) >= 18
    assert rows["own:donetsk-peoples-republic"].valid_from == "2014-04-07"
    assert rows["own:nagorno-karabakh"].valid_to == "2024-01-01"
    claimed = {row.claims for row in rows.values()}
    assert {"UA.05", "UA.14", "UA.11", "MD.58", "GE.02"} <= claimed
