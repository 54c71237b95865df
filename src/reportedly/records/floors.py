"""Location floors: how precisely a claim's place may leave the workspace (DOMAIN 1.17, rule 5)."""

from dataclasses import replace

from reportedly.records.claim import Geolocation

DISTRICT_FLOOR = frozenset({"GUO.J02", "GUO.B02", "GUO.B04", "GUO.J01", "GUO.A05"})
"""Categories whose places are published no finer than the second-order unit: people could be found by them."""

SETTLEMENT_FLOOR = frozenset({"GUO.C01", "GUO.G01", "GUO.H01", "GUO.H02", "GUO.C03", "GUO.C02"})
"""Categories whose facilities (hospitals, shelters, stores, repair crews) are published as their settlement."""

_FINER_THAN_DISTRICT = frozenset({"facility", "settlement", "adm3"})
_DISTRICT_KM = 35.0
"""About the radius of a second-order unit (the 136 of Ukraine cover 4,400 km2 each on average: 37 km)."""


def floored(place: Geolocation, category: str) -> Geolocation:
    """Return the place as it may be published for a claim of this category.

    A place finer than its floor loses the point, the name and the gazetteer id; what was printed
    stays, since the quotation shows it anyway, and nobody can be found by a dot on a map.
    An area counts as finer than a district where it reaches less far than one ("2 km north of X").
    """
    small = place.area is not None and (place.radius_km or 0.0) < _DISTRICT_KM
    too_fine = category in DISTRICT_FLOOR and (small or place.precision in _FINER_THAN_DISTRICT)
    facility = category in SETTLEMENT_FLOOR and place.precision == "facility"
    if not (too_fine or facility):
        return place
    return replace(
        place,
        precision="adm2" if too_fine else "settlement",
        name=None,
        gazetteer_id=None,
        lat=None,
        lon=None,
        radius_km=None,
        alternatives=(),
        area=None,
    )
