"""A row for every settlement of the area, with what was not reported counted."""

from typing import Any

import pytest

from reportedly.errors import InvalidLedger
from reportedly.ledger import Ask, Sheet, check_sectors, least_population, make_sheet, narrowed
from reportedly.ledger.build import Projection
from reportedly.ledger.observations import Cell
from reportedly.records import Reading, ServiceStatus
from tests.unit.ledger.made import BOARD, COUNCIL, known_places, projection, says


def sheet(*readings: Reading, area: str | None = "Orlivsk region", **ask: Any) -> Sheet:
    places = known_places()
    spot = places.area(area) if area else None
    return make_sheet(projection(*readings), places.settlements(spot), places.spot, Ask(area=spot, **ask))


def names(made: Sheet) -> list[str]:
    return [row.place.name for row in made.rows]


def states(made: Sheet, sector: str = "water") -> dict[str, str]:
    return {row.place.name: row.state(sector) for row in made.rows}


def test_every_settlement_of_the_area_has_a_row_and_no_other() -> None:
    made = sheet(says("none", "2026-05-04"))
    assert names(made) == ["Dobrovyr", "Khutir", "Malo Orlivsk", "Orlivsk", "Twin", "Tykhe"]
    assert states(made)["Orlivsk"] == "none"
    assert set(states(made).values()) == {"none", "not_reported"}
    assert (made.settlements, made.silent) == (6, 5)


def test_the_counts_of_a_sector_add_up_to_all_settlements() -> None:
    made = sheet(
        says("none", "2026-05-04"),
        says("full", "2026-05-04", who=BOARD, place="Dobrovyr"),
        says("partial", "2026-05-04", who=COUNCIL, place="Dobrovyr"),
        says("full", "2026-03-01", place="Malo Orlivsk"),
    )
    tally = made.tally("water")
    assert sum(tally.states.values()) == tally.settlements == 6
    counts = tally.count("none"), tally.count("conflict"), tally.count("stale"), tally.count("not_reported")
    assert counts == (1, 1, 1, 3)
    assert tally.reported == 2


def test_a_report_on_a_unit_is_background_and_fills_nothing() -> None:
    made = sheet(says("none", "2026-05-04", place="Orlivsk region"), says("full", "2026-05-04", who=BOARD))
    assert [(r.place.name, r.state("water")) for r in made.units] == [("Orlivsk region", "none")]
    assert states(made)["Dobrovyr"] == "not_reported"
    row = next(r for r in made.rows if r.place.name == "Dobrovyr")
    assert [c.place for c in row.background["water"]] == ["t:region"]
    assert (made.tally("water").count("none"), made.tally("water").background) == (0, 5)


def test_a_unit_around_the_area_is_background_too() -> None:
    made = sheet(says("none", "2026-05-04", place="Orlivsk region"), area="Dobro district")
    assert names(made) == ["Dobrovyr"]
    assert [r.place.id for r in made.units] == ["t:region"]


def test_nothing_outside_of_the_area_is_shown() -> None:
    made = sheet(says("none", "2026-05-04"), area="Dobro district")
    assert (names(made), made.sectors, made.tallies) == (["Dobrovyr"], (), ())


def test_a_settlement_may_be_the_area() -> None:
    made = sheet(says("none", "2026-05-04"), says("full", "2026-05-04", place="Dobrovyr"), area="t:orlivsk")
    assert states(made) == {"Orlivsk": "none"}


def test_a_sector_that_is_asked_for_is_counted_even_where_nobody_reported() -> None:
    made = sheet(says("none", "2026-05-04"), sectors=("gas",))
    assert made.sectors == ("gas",)
    assert made.tally("gas").count("not_reported") == 6


def test_undated_reports_are_shown_as_undated_beside_nothing_else() -> None:
    made = sheet(says("partial", None))
    assert states(made)["Orlivsk"] == "undated"
    dated = sheet(says("partial", None), says("none", "2026-05-04", who=BOARD))
    assert states(dated)["Orlivsk"] == "none"


def test_an_undated_report_beside_a_dated_one_is_told_too() -> None:
    made = sheet(says("partial", None), says("none", "2026-05-04", who=BOARD))
    row = next(r for r in made.rows if r.place.name == "Orlivsk")
    assert [(cell.last_status, cell.undated) for cell in row.told("water")] == [("none", False), ("partial", True)]
    assert row.told("gas") == ()


def test_long_lists_are_cut_by_people_and_nothing_reported_is_lost() -> None:
    made = sheet(says("none", "2026-05-04", place="Malo Orlivsk"))
    people = least_population(made, most=3)
    kept = narrowed(made, min_population=people)
    assert people == 10_000
    assert names(kept) == ["Dobrovyr", "Malo Orlivsk", "Orlivsk"]
    assert (kept.left_out, kept.settlements, kept.tallies) == (3, 6, made.tallies)
    assert least_population(made, most=6) == 0
    assert names(narrowed(made, reported_only=True)) == ["Malo Orlivsk"]


def test_an_unknown_number_of_people_counts_as_small() -> None:
    made = sheet(says("none", "2026-05-04"))
    assert "Khutir" not in names(narrowed(made, min_population=100))


def test_sectors_are_checked_and_put_in_order() -> None:
    known = ("health", "water", "food_shops")
    assert check_sectors(["Food shops", "health"], known) == ("health", "food_shops")
    with pytest.raises(InvalidLedger, match=r"'watr' is none; there are: health, water"):
        check_sectors(["watr"], known)


def test_a_share_is_kept_as_printed() -> None:
    made = sheet(says("partial", "2026-05-04", number=(40, 45, "percent")))
    [detail] = next(r for r in made.rows if r.reported).cells["water"].intervals[-1].details
    assert (detail.share_min, detail.share_max, detail.facility) == (40, 45, None)
    assert detail.share == "The taps in Orlivsk have run dry"  # the span that the stage printed


def test_without_counts_of_states_only_cells_that_are_looked_at_are_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    worked_out, made = [], Projection.cell

    def counted(self: Projection, cell: Cell, on: int | None, **how: Any) -> ServiceStatus | None:
        worked_out.append(cell.place)
        return made(self, cell, on, **how)

    monkeypatch.setattr(Projection, "cell", counted)
    pile = (says("none", "2026-05-04"), says("full", "2026-05-04", place="Dobrovyr"))
    asked = sheet(*pile, tallied=False)
    assert (asked.settlements, asked.silent, asked.sectors, asked.tallies) == (6, 4, ("water",), ())
    assert worked_out == []
    assert next(row for row in asked.rows if row.place.name == "Dobrovyr").state("water") == "full"
    assert worked_out == ["t:dobrovyr"]
    assert states(asked) == states(sheet(*pile))
