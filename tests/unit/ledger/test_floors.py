"""The ledger and the silence layer obey the location floors (DOMAIN 1.17, rule 5)."""

from dataclasses import replace

from reportedly.records import Geolocation, Reading
from tests.unit.ledger.made import floors, projection, says


def places(*readings: Reading, **options: bool) -> list[tuple[str, str]]:
    made = projection(*readings, floors=floors(**options))
    return [(c.place, c.level) for c in made.cells(made.latest)]


def test_refusals_by_staff_are_told_by_district() -> None:
    refused = says("none", "2026-05-04", category="GUO.B02")
    assert places(refused) == [("t:district", "adm2")]
    assert places(refused, exact=True) == [("t:orlivsk", "settlement")]


def test_few_persons_in_a_small_place_are_told_by_district() -> None:
    def three(place: str) -> Reading:
        return says("partial", "2026-05-04", place=place, number=(3, 3, "nurses"))

    assert places(three("Malo Orlivsk")) == [("t:district", "adm2")]
    assert places(three("Orlivsk")) == [("t:orlivsk", "settlement")]


def test_a_facility_whose_settlement_is_not_known_is_told_by_district() -> None:
    pumps = says("none", "2026-05-04", place="the Orlivsk pumping house")
    assert places(pumps) == [("t:district", "adm2")]


def test_a_claim_without_any_place_that_may_be_told_is_counted() -> None:
    from reportedly.ledger import Floors

    made = projection(says("none", "2026-05-04", category="GUO.B02"), floors=Floors())
    assert made.cells(made.latest) == []
    assert len(made.withheld) == 1


def test_what_is_said_of_a_unit_known_by_its_seat_makes_no_unit_of_the_town() -> None:
    town, unit = says("full", "2026-05-04", who="the water board"), says("none", "2026-05-04")
    around = [replace(r, precision="adm3", radius_km=15.0) if isinstance(r, Geolocation) else r for r in unit.records]
    made = projection(town, replace(unit, records=tuple(around)), floors=floors())
    cells = {c.level: c.status for c in made.cells(made.latest)}
    assert cells == {"settlement": "full", "adm3": "none"}
    assert len({c.place for c in made.cells(made.latest)}) == 2
