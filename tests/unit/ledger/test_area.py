"""Which area is meant, and which settlements lie in it."""

import pytest

from reportedly.errors import InvalidLedger
from reportedly.ledger import Places
from reportedly.records import Theatre, TheatrePlace
from tests.unit.ledger.made import PLACES, Gazetteer, known_places, place


def test_an_area_is_found_by_name_or_id() -> None:
    places = known_places()
    assert places.area("orlivsk region").id == places.area("t:region").id == "t:region"


def test_of_several_places_one_has_to_be_chosen() -> None:
    with pytest.raises(InvalidLedger) as caught:
        known_places().area("Twin")
    told = str(caught.value)
    assert "2 places are called 'Twin'" in told
    assert "--area t:twin1" in told
    assert "--area t:twin2" in told


def test_an_unknown_area_says_where_to_look() -> None:
    with pytest.raises(InvalidLedger, match=r"no unit or settlement is called 'Nowhere'.*gazetteer find"):
        known_places().area("Nowhere")


def test_a_settlement_lies_in_its_units_nearest_first_with_their_codes() -> None:
    spot = known_places().spot("t:malo")
    assert spot is not None
    assert [(u.id, u.level, u.code) for u in spot.units] == [
        ("t:district", "adm2", "XA0101"),
        ("t:region", "adm1", ""),
        ("t:country", "country", ""),
    ]


def test_a_country_lists_all_its_settlements() -> None:
    places = known_places()
    assert len(places.settlements(places.area("Xandria"))) == sum(p.kind == "settlement" for p in PLACES)


def test_settlements_without_codes_lie_where_a_layer_says_so() -> None:
    class Stored(Gazetteer):
        def chain(self, place_id: str) -> list[str]:
            return ["t:district"] if place_id == "t:bare" else super().chain(place_id)

    found = Stored([*PLACES, place("t:bare", "Holo", codes=("XA",))])
    places = Places(found, Theatre(), lambda _country: list(found.all))
    assert "t:bare" in {s.id for s in places.settlements(places.area("Orlivsk district"))}
    assert "t:bare" not in {s.id for s in places.settlements(places.area("Dobro district"))}


def test_a_theatres_places_lie_in_its_own_units_and_in_those_above() -> None:
    own = (
        TheatrePlace("v:valley", "Valley", "adm2", 48.0, 31.0, parent="t:region"),
        TheatrePlace("v:town", "Town", "settlement", 48.0, 31.0, parent="v:valley"),
        TheatrePlace("v:away", "Away", "settlement", 60.0, 31.0),
    )
    known = Gazetteer([*PLACES, *(place(p.id, p.name, p.kind, codes=("",)) for p in own)])
    places = Places(known, Theatre(places=own), lambda _country: [p.id for p in PLACES])
    assert [s.id for s in places.settlements(places.area("Valley"))] == ["v:town"]
    assert "v:town" in {s.id for s in places.settlements(places.area("t:region"))}
    # A town that lies in no unit of the theatre (the home of staff) is no part of what is looked at.
    assert [s.id for s in places.settlements(None)] == ["v:town"]
    assert places.above("v:town") == ("v:valley", "t:region", "t:country")
