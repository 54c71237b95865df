"""The matrix: every state told apart, nothing averaged, nothing filled in, rows counted."""

import re

import numpy as np

from reportedly.ledger import Ask, Sheet, make_sheet
from reportedly.ledger.build import Projection
from reportedly.records import Reading
from reportedly.records.withhold import Discretion
from reportedly.web.screens.events_told import Bounds
from reportedly.web.screens.matrix_cells import Cell, Known, Matrix, Naming, Window, matrix_of, spark
from reportedly.web.screens.matrix_source import narrowed_to
from tests.unit.ledger.made import BOARD, known_places, projection, says

NAMING = Naming({"water": "Water", "heating": "Heating"}, Discretion(()), {"t:orlivsk": ("Орлівськ", "uk")})


def sheet(found: Projection, on: str) -> Sheet:
    places = known_places()
    area = places.area("Orlivsk region")
    return make_sheet(found, places.settlements(area), places.spot, Ask(area, on=on))


def matrix(*readings: Reading, on: str, window: Window = Window()) -> Matrix:  # noqa: B008 (frozen)
    found = projection(*readings)
    return matrix_of(sheet(found, on), found, NAMING, window=window)


def cell(made: Matrix, place: str, sector: str = "water") -> Cell:
    row = next(r for r in (*made.rows, *made.units) if r.name == place)
    return row.cells[[s.id for s in made.sectors].index(sector)]


def test_a_cell_has_its_state_its_age_and_its_origins() -> None:
    found = cell(matrix(says("partial", "2026-05-04"), on="2026-05-07"), "Orlivsk")
    assert (found.state, found.age, found.origins) == ("partial", 3, Bounds(1, 1))
    assert [v.state for v in found.values] == ["partial"]


def test_a_conflict_keeps_both_values_with_the_origins_of_each_side() -> None:
    both = [says("none", "2026-05-04"), says("full", "2026-05-04", who=BOARD)]
    found = cell(matrix(*both, on="2026-05-05"), "Orlivsk")
    assert found.state == "conflict"
    assert [(v.state, v.origins, v.sides) for v in found.values] == [
        ("full", Bounds(1, 1), ("controlling",)),
        ("none", Bounds(1, 1), ("displaced",)),
    ]
    assert all(len(v.claims) == 1 for v in found.values)


def test_what_is_too_old_is_stale_and_tells_its_last_state() -> None:
    found = cell(matrix(says("partial", "2026-05-04"), on="2026-06-14"), "Orlivsk")
    assert (found.state, found.last, found.age) == ("stale", "partial", 41)


def test_not_reported_is_no_state_and_has_neither_age_nor_origins() -> None:
    made = matrix(says("none", "2026-05-04"), on="2026-05-05", window=Window(quiet=True))
    found = cell(made, "Dobrovyr")
    assert (found.state, found.age, found.origins, found.values) == ("not_reported", None, None, ())
    assert found.lines == ()


def test_what_is_said_of_a_region_has_a_row_of_its_own_and_fills_no_settlement() -> None:
    pile = [says("none", "2026-05-04", place="Orlivsk region"), says("full", "2026-05-04", sector="heating")]
    made = matrix(*pile, on="2026-05-05", window=Window(quiet=True))
    assert [row.name for row in made.units] == ["Orlivsk region"]
    assert cell(made, "Orlivsk region").state == "none"
    town = cell(made, "Orlivsk")
    assert (town.state, town.behind) == ("not_reported", ("none",))


def test_rows_come_by_area_then_by_name_and_silent_places_are_counted() -> None:
    pile = [
        says("none", "2026-05-04", place="Dobrovyr"),
        says("none", "2026-05-04"),
        says("none", "2026-05-04", place="Malo Orlivsk"),
    ]
    made = matrix(*pile, on="2026-05-05")
    assert [(r.area, r.name) for r in made.rows] == [
        ("Dobro district", "Dobrovyr"),
        ("Orlivsk district", "Malo Orlivsk"),
        ("Orlivsk district", "Orlivsk"),
    ]
    assert [area for area, _ in made.groups] == ["Dobro district", "Orlivsk district"]
    assert (made.settlements, made.silent, made.total) == (6, 3, 3)
    everything = matrix(*pile, on="2026-05-05", window=Window(quiet=True))
    assert (everything.total, len(everything.rows)) == (6, 6)


def test_rows_are_limited_with_the_number_of_all() -> None:
    pile = [says("none", "2026-05-04"), says("none", "2026-05-04", place="Dobrovyr")]
    made = matrix(*pile, on="2026-05-05", window=Window(offset=1, limit=1))
    assert ([r.name for r in made.rows], made.total, made.offset) == (["Orlivsk"], 2, 1)


def test_another_form_of_a_name_stands_beside_it_with_its_language() -> None:
    [row] = matrix(says("none", "2026-05-04"), on="2026-05-05").rows
    assert (row.other, row.other_language) == ("Орлівськ", "uk")


def test_the_line_of_a_cell_has_a_gap_where_nothing_was_known() -> None:
    # Water holds for 14 days: of the report of 1 April nothing is left on 20 April.
    pile = [says("full", "2026-04-01"), says("none", "2026-05-10")]
    found = cell(matrix(*pile, on="2026-05-12"), "Orlivsk")
    assert found.known == (
        Known("2026-04-01", "2026-04-15", ("full",)),
        Known("2026-05-10", "2026-05-12", ("none",)),
    )
    [line] = found.lines
    assert len(re.findall("M", line)) == 2


def test_the_line_steps_down_from_full_to_none_and_parts_in_a_conflict() -> None:
    known = (Known("2026-05-01", "2026-05-05", ("full",)), Known("2026-05-06", "2026-05-10", ("full", "none")))
    lines = spark(known, "2026-05-01", "2026-05-10")
    assert lines == ("M0 1.5H50V1.5H100", "M50 6.5H100")


def test_a_filter_leaves_only_the_observations_of_its_claims() -> None:
    both = [says("none", "2026-05-04"), says("full", "2026-05-04", who=BOARD)]
    whole = projection(*both)
    [claim] = [one.claim for group in whole.dated.values() for one in group if one.status == "none"]
    found = narrowed_to(whole, lambda claims: np.array([one == claim for one in claims], bool))
    made = matrix_of(sheet(found, "2026-05-05"), found, NAMING, window=Window())
    assert cell(made, "Orlivsk").state == "none"


def test_a_page_in_another_language_has_its_own_names_of_places() -> None:
    named = Naming({}, Discretion(()), places={"t:orlivsk": "Орлівськ"})
    assert named.place("t:orlivsk", "Orlivsk") == "Орлівськ"
    assert named.place("t:other", "Other") == "Other"


def test_what_a_filter_leaves_on_a_day_is_what_stands_then() -> None:
    whole = projection(says("none", "2026-05-04"), says("full", "2026-05-14", who=BOARD, place="Dobrovyr"))
    found = narrowed_to(whole, lambda claims: np.ones(len(claims), bool))
    for on in (None, *(whole.latest - n for n in range(15) if whole.latest)):
        assert {(c.place, c.sector) for c, _ in found.there(on)} == {(c.place, c.sector) for c in whole.cells(on)}
    nothing = narrowed_to(whole, lambda claims: np.zeros(len(claims), bool))
    assert (list(nothing.there(None)), len(nothing.dated)) == ([], 0)
