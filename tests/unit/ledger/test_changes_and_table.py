"""What changed between two days, and the ledger as CSV with an HXL row."""

import csv
import io
import re

from reportedly.ledger import Ask, Naming, Sheet, changes, make_sheet, table
from reportedly.ledger.table import COLUMNS
from reportedly.records import Reading
from reportedly.records.withhold import Discretion
from tests.unit.ledger.made import BOARD, known_places, projection, says

NAMING = Naming(Discretion(()), {"water": "Water", "heating": "Heating"}, {"water": "WSH"})
CORE = {
    "event", "sector", "service", "status", "access", "cause", "date", "country", "adm1", "adm2", "adm3", "adm4",
    "loc", "geo", "org", "item", "value", "currency", "indicator", "description", "meta",
}  # fmt: skip


def sheet(*readings: Reading, on: str) -> Sheet:
    places = known_places()
    area = places.area("Orlivsk region")
    return make_sheet(projection(*readings), places.settlements(area), places.spot, Ask(area, on=on))


def rows(text: str) -> list[dict[str, str]]:
    names, _tags, *lines = list(csv.reader(io.StringIO(text)))
    return [dict(zip(names, line, strict=True)) for line in lines]


def kinds(*readings: Reading, since: str, on: str) -> list[tuple[str, str]]:
    return [(c.place.name, c.kind) for c in changes(sheet(*readings, on=since), sheet(*readings, on=on))]


def test_changes_between_two_days_are_named() -> None:
    pile = [
        says("none", "2026-05-01"),
        says("full", "2026-05-08", who=BOARD),
        says("full", "2026-05-01", place="Dobrovyr"),
        says("partial", "2026-05-08", who=BOARD, place="Dobrovyr"),
        says("none", "2026-05-08", place="Malo Orlivsk"),
    ]
    found = kinds(*pile, since="2026-05-02", on="2026-05-09")
    assert found == [("Dobrovyr", "worse"), ("Malo Orlivsk", "first_reported"), ("Orlivsk", "better")]


def test_going_stale_and_being_disputed_are_changes_and_one_day_is_none() -> None:
    pile = [says("none", "2026-05-01"), says("full", "2026-05-01", place="Dobrovyr")]
    assert [k for _, k in kinds(*pile, since="2026-05-02", on="2026-06-02")] == ["went_stale", "went_stale"]
    assert kinds(*pile, since="2026-05-02", on="2026-05-02") == []
    both = [*pile, says("full", "2026-05-04", who=BOARD), says("none", "2026-05-04")]
    assert kinds(*both, since="2026-05-02", on="2026-05-05") == [("Orlivsk", "disputed")]


def test_the_second_line_holds_hxl_hashtags_of_the_core() -> None:
    lines = list(
        csv.reader(io.StringIO(table(sheet(says("none", "2026-05-04"), on="2026-05-04"), NAMING, known_by=None)))
    )
    assert all(re.fullmatch(r"#[a-z0-9]+(\+[a-z0-9_]+)*", tag) for tag in lines[1])
    assert {tag[1:].split("+")[0] for tag in lines[1]} <= CORE
    assert len(set(lines[1])) == len(lines[1]) == len(COLUMNS)
    assert {len(line) for line in lines} == {len(COLUMNS)}


def test_there_is_a_line_for_every_settlement_and_sector() -> None:
    made = sheet(says("none", "2026-05-04", cause=("damage",)), on="2026-05-04")
    found = rows(table(made, NAMING, known_by="2026-06-01T00:00:00+00:00"))
    assert [r["place"] for r in found] == ["Dobrovyr", "Khutir", "Malo Orlivsk", "Orlivsk", "Twin", "Tykhe"]
    assert [r["status"] for r in found].count("not_reported") == 5
    [one] = [r for r in found if r["place"] == "Orlivsk"]
    assert (one["status"], one["cause"], one["since"], one["last_reported"]) == (
        "none",
        "damage",
        "2026-05-04",
        "2026-05-04",
    )
    assert (one["adm1"], one["adm2"], one["adm2_code"], one["ocha_code"]) == (
        "Orlivsk region",
        "Orlivsk district",
        "XA0101",
        "WSH",
    )
    assert (one["origins_min"], one["origins_max"], one["record_as_of"]) == ("1", "1", "2026-06-01T00:00:00+00:00")
    [small] = [r for r in found if r["place"] == "Khutir"]
    assert small["population"] == ""


def test_a_stale_cell_is_unknown_with_its_last_state() -> None:
    made = sheet(says("none", "2026-05-04"), on="2026-07-04")
    [one] = [r for r in rows(table(made, NAMING, known_by=None)) if r["place"] == "Orlivsk"]
    assert (one["status"], one["state"], one["last_status"]) == ("unknown", "stale", "none")


def test_a_conflict_names_both_states_with_their_origins() -> None:
    made = sheet(says("none", "2026-05-04"), says("full", "2026-05-04", who=BOARD), on="2026-05-04")
    [one] = [r for r in rows(table(made, NAMING, known_by=None)) if r["place"] == "Orlivsk"]
    told = "full by 1 origin (Water Board of Orlivsk) | none by 1 origin (Orlivsk Council in Exile)"
    assert (one["status"], one["conflict"]) == ("conflict", told)


def test_a_unit_has_a_line_of_its_own_and_is_background_of_its_settlements() -> None:
    made = sheet(says("none", "2026-05-04", place="Orlivsk region"), on="2026-05-04")
    found = rows(table(made, NAMING, known_by=None))
    assert (found[0]["place"], found[0]["place_level"], found[0]["status"]) == ("Orlivsk region", "adm1", "none")
    assert {r["background"] for r in found[1:]} == {"Orlivsk region: none"}
    assert {r["status"] for r in found[1:]} == {"not_reported"}


def test_a_cell_that_looks_like_a_formula_is_disarmed() -> None:
    naming = Naming(Discretion(()), {"water": "=1+1"})
    made = sheet(says("none", "2026-05-04"), on="2026-05-04")
    assert {r["sector_name"] for r in rows(table(made, naming, known_by=None))} == {"'=1+1"}
