"""The ledger and the silence layer obey the location floors (DOMAIN 1.17, rule 5)."""

from reportedly.records import Reading
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
