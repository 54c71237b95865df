"""Location floors: how precisely and how soon a claim's place may leave the workspace (DOMAIN 1.17, rules 5, 6)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.claim import Geolocation, Quantity

Fineness = Literal["facility", "settlement", "adm3", "adm2", "adm1", "country"]
LADDER: tuple[Fineness, ...] = ("facility", "settlement", "adm3", "adm2", "adm1", "country")
"""From the finest to the coarsest."""

_REACH_KM: Mapping[Fineness, float] = {"adm3": 12.0, "adm2": 35.0, "adm1": 90.0, "country": 400.0}
"""An area that reaches less far counts as finer than the unit. 35 km is about the radius of a second-order unit (the
136 of Ukraine cover 4,400 km2 each on average: 37 km); the others are of that order for their units."""

SMALL_PLACE, SMALL_GROUP = 2000, 10
"""In a place with fewer people a claim about fewer persons is given no finer than the second-order unit."""


@dataclass(frozen=True, slots=True)
class Floor:
    """What may be published of the place of a claim.

    `finest` is the finest level given, `facility` that given for a hospital, store or the like. A claim about fewer
    than `min_group` persons goes one level coarser than `finest`. It is not mapped publicly for `delay_hours` after
    its report.
    """

    finest: Fineness = "facility"
    facility: Fineness = "facility"
    min_group: int = 0
    delay_hours: int = 0

    def __post_init__(self) -> None:
        v.check("Floor", finest=(self.finest, Fineness), facility=(self.facility, Fineness))
        if self.min_group < 0 or self.delay_hours < 0:
            raise InvalidRecord("a floor's group and delay are numbers from 0 on")

    def tightened(self, other: "Floor") -> "Floor":
        """Return the floor that keeps both."""
        return Floor(
            _coarser(self.finest, other.finest),
            _coarser(self.facility, other.facility),
            max(self.min_group, other.min_group),
            max(self.delay_hours, other.delay_hours),
        )

    def looser_than(self, other: "Floor") -> tuple[str, ...]:
        """Return the fields in which this floor lets out more than another one."""
        both = self.tightened(other)
        names = ("finest", "facility", "min_group", "delay_hours")
        return tuple(name for name in names if getattr(both, name) != getattr(self, name))


def _coarser(one: Fineness, other: Fineness) -> Fineness:
    return max(one, other, key=LADDER.index)


EVERY = "*"
"""The key of a floor for all categories."""

_PEOPLE = Floor("adm2", "adm2", min_group=50)
_SITES = Floor(facility="settlement")
DEFAULT_FLOORS: Mapping[str, Floor] = {
    "GUO.J02": Floor("adm2", "adm2"),
    "GUO.B02": _PEOPLE,
    "GUO.B04": _PEOPLE,
    "GUO.J01": _PEOPLE,
    "GUO.A05": _PEOPLE,
    # Whether a place of detention is public already, no rule can tell: it is taken not to be.
    "GUO.G01": Floor(facility="adm2"),
    "GUO.C01": _SITES,
    "GUO.C02": _SITES,
    "GUO.C03": _SITES,
    "GUO.H01": Floor(facility="settlement", delay_hours=72),
    "GUO.H02": _SITES,
    "GUO.F03": Floor(delay_hours=72),
    "GUO.F04": Floor(delay_hours=72),
    "GUO.F05": Floor(delay_hours=72),
}
"""DOMAIN 1.17, rules 5 and 6: acts of resistance and of refusal, measures against staff, detention, hospitals,
shelters, stores and crews, movements of aid and people. Categories that are not listed have no floor of their own."""

DISTRICT_FLOOR = frozenset(category for category, floor in DEFAULT_FLOORS.items() if floor.finest == "adm2")
"""Categories whose places are published no finer than the second-order unit: people could be found by them."""


@dataclass(frozen=True, slots=True)
class Exposure:
    """What a claim lets out beside its category: how many persons it is about, and how many people live there.

    None where that is not known.
    """

    persons: float | None = None
    population: int | None = None


_THING = re.compile(
    r"(?:quarter|letter|winter|summer|order|number|computer|boiler|generator|trailer|transformer|shelter|centre|center"
    r"|metre|meter|litre|liter|hectare|acre|dollar|rouble|ruble|euro|percent|per cent|year|month|week|day|hour|minute"
    r"|km|kilometre|kilometer|mile|tonne|ton|branch(?:e)?|school|hospital|clinic|shop|house|home|building|flat|apartment"
    r"|village|town|city|district|region|truck|lorry|bus|car|bridge|station|bank|office|time|parcel|power|water|river"
    r"|corner|sector|tractor|reactor|motor|elevator|router|server|banner|poster|chapter|counter|[A-Z]{3})s?"
)


def exposure(quantities: Iterable[Quantity], population: int | None = None) -> Exposure:
    """Return what is known of a claim by its numbers: the smallest one that may count persons.

    A number that counts money, time, distances, buildings or goods says nothing of persons; in doubt it counts.
    """
    numbers = [
        most
        for q in quantities
        if (most := q.max if q.max is not None else q.best) is not None
        and not (q.unit and _THING.fullmatch(q.unit if q.unit.isupper() else q.unit.casefold()))
    ]
    return Exposure(min(numbers, default=None), population)


_NOTHING_KNOWN = Exposure()


def floor_for(category: str, facts: Exposure = _NOTHING_KNOWN, own: Mapping[str, Floor] | None = None) -> Floor:
    """Return the floor of a claim of this category, given what is known of it.

    `own` are the floors of a theatre by category; one under "*" holds for all of them. Fewer persons than the
    floor's group make it one level coarser; fewer than ten in a place of fewer than 2,000 people make it the
    second-order unit.
    """
    table = own or {}
    floor = table.get(category, DEFAULT_FLOORS.get(category, Floor()))
    if EVERY in table:
        floor = floor.tightened(table[EVERY])
    if facts.persons is not None and facts.persons < floor.min_group:
        finest = LADDER[min(LADDER.index(floor.finest) + 1, len(LADDER) - 1)]
        floor = floor.tightened(Floor(finest, finest))
    if _few_in_a_small_place(facts):
        floor = floor.tightened(Floor("adm2", "adm2"))
    return floor


def _few_in_a_small_place(facts: Exposure) -> bool:
    known = facts.persons is not None and facts.population is not None and facts.population > 0
    return known and (facts.persons or 0) < SMALL_GROUP and (facts.population or 0) < SMALL_PLACE


def floored(place: Geolocation, category: str, floor: Floor | None = None) -> Geolocation:
    """Return the place as it may be published for a claim of this category; `floor` goes before the default one.

    A place finer than its floor loses the point, the name and the gazetteer id; who writes it out leaves off what was
    printed as well, unless the quotation, which stands letter for letter, prints it. A name that nothing was found
    for counts as that of a settlement.
    An area counts as finer than a unit where it reaches less far than one ("2 km north of X").
    """
    kept = floor if floor is not None else floor_for(category)
    wanted = _coarser(kept.finest, kept.facility) if place.precision == "facility" else kept.finest
    small = place.area is not None and (place.radius_km or 0.0) < _REACH_KM.get(wanted, 0.0)
    level = "settlement" if place.precision == "unknown" else place.precision
    fine = level in LADDER and LADDER.index(level) < LADDER.index(wanted)
    if not (small or fine):
        return place
    return replace(
        place,
        precision=wanted,
        name=None,
        gazetteer_id=None,
        lat=None,
        lon=None,
        radius_km=None,
        alternatives=(),
        area=None,
    )
