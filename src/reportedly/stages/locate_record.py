"""From a place as a claim uses it to its record: point, radius or area, and how far it can be trusted."""

from typing import Protocol

from reportedly.interfaces import Candidate, Shape
from reportedly.records import Alternative, Area, Claim, Geolocation, geo, middle_of, rings_of
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_page import Use
from reportedly.stages.locate_relative import WITHIN, Relative

_ALTERNATIVES = 4
_TRUST = {"people": 0.8, "paragraph": 0.8, "heading": 0.8, "country": 0.8, "seat": 0.6, "lead": 0.6, "title": 0.5}
"""How much of its confidence a place keeps that the claim inherits, by what it inherits it from.

The share of right ones against that of a claim's own places (0.81 of 277) on the development claims and the tuning
digests, 2026-11-28: paragraph 0.66 of 87, country 0.63 of 27. Seats (5) and leads were too few to count and are put
lower; homes of people were not counted, and are put like a paragraph; titles were not counted
either, and are put lowest.
"""
_RADIUS_KM = 10.0
"""Radius of an entry without one of its own."""


class Shapes(Protocol):
    """Extents of units."""

    def shape(self, place_id: str) -> Shape | None:
        """Return the extent of a place, or None where none is known."""
        ...


class Extents:
    """The areas of units, from a gazetteer's shapes; each is thinned out once."""

    def __init__(self, shapes: Shapes | None) -> None:
        self._shapes = shapes
        self._known: dict[str, Area | None] = {}

    def of(self, place: Place) -> Area | None:
        """Return the area of a unit, or None for a place that is none or has no shape.

        For a name that nothing was found for it is the area of the place that holds it.
        """
        place = place if place.within is None else place.within
        if self._shapes is None or place.best is None or place.best.precision not in _WITH_EXTENT:
            return None
        found = place.best.id
        if found not in self._known:
            shape = self._shapes.shape(found)
            self._known[found] = None if shape is None else _thinned(shape)
        return self._known[found]


_WITH_EXTENT = ("adm1", "adm2", "adm3")
_CORNERS = 32
_PIECES = 4
_LEAST = 0.05
"""Pieces smaller than this share of the largest one (islets) are left out."""


def _thinned(shape: Shape) -> Area | None:
    rings = sorted((r for r in shape.rings if len(r) >= 4), key=geo.area_of, reverse=True)
    kept = [ring for ring in rings[:_PIECES] if geo.area_of(ring) >= _LEAST * geo.area_of(rings[0])]
    if not kept:
        return None
    thin = tuple(tuple((round(x, 3), round(y, 3)) for x, y in geo.simplified(r, most=_CORNERS)) for r in kept)
    return Area("outline" if shape.kind == "outline" else "hull", rings=thin)


def geolocation(claim: Claim, use: Use, relative: Relative | None, extent: Area | None, producer: str) -> Geolocation:
    """Return the record of a place of a claim; `relative` is what it stands for if other places tell it, `extent`
    the area of a unit.
    """
    printed = place = use.place
    if relative is not None and relative.rule == WITHIN and place.within is not None:
        place = place.within
    best = place.best
    rule = "+".join(
        dict.fromkeys(part for part in (printed.rule, relative.rule if relative else "", use.basis) if part)
    )
    told = relative is not None and not relative.keeps
    vague = told or (relative is not None and relative.rule == "inside" and place.precision in _SIDED)
    area = _area(relative, extent)
    if best is None or (told and area is None):
        return Geolocation(
            claim=claim.id,
            span=relative.span if relative else printed.span,
            function=use.function,
            precision="vague_region" if vague else place.precision,
            name=place.name or None,
            inherited=use.inherited,
            example=use.example,
            rule=rule,
            producer=producer,
        )
    lat, lon, radius = _point(best, area)
    return Geolocation(
        claim=claim.id,
        span=relative.span if relative else printed.span,
        function=use.function,
        precision="vague_region" if vague else place.precision,
        name=relative.name if relative and told else place.name or best.name,
        gazetteer_id=None if told else best.id,
        lat=lat,
        lon=lon,
        radius_km=radius,
        country=best.country or None,
        confidence=round(place.confidence * _TRUST.get(use.basis, 1.0), 3),
        ambiguous=place.ambiguous,
        inherited=use.inherited,
        example=use.example,
        alternatives=tuple(
            Alternative(other.id, other.name, other.lat, other.lon, other.score)
            for other in place.candidates[1 : 1 + _ALTERNATIVES]
        ),
        area=area,
        rule=rule,
        producer=producer,
    )


_SIDED = ("country", "adm1", "adm2", "adm3")
"""Levels that a side of the place is vaguer than."""


def _area(relative: Relative | None, extent: Area | None) -> Area | None:
    """Return the area of a place: as other places tell it, the named side of a unit, or the unit."""
    told = relative.area if relative else None
    if relative is None or (relative.keeps and told is None):
        return extent
    if told is None or extent is None or told.bearing is None or not relative.keeps:
        return told
    ring = rings_of(extent)[0]
    half = geo.half_of(ring, geo.centre_of(ring), told.bearing)
    kept = tuple((round(lon, 3), round(lat, 3)) for lon, lat in half)
    return Area(extent.kind, told.anchors[:1], rings=(kept,), words=told.words) if kept else told


def _point(best: Candidate, area: Area | None) -> tuple[float, float, float]:
    """Return latitude, longitude and radius of an entry, or of the area that stands for it."""
    if area is None:
        return best.lat, best.lon, best.radius_km or _RADIUS_KM
    if area.kind == "circle" and len(area.anchors) == 1 and area.far_km is not None:
        [anchor] = area.anchors
        return anchor.lat, anchor.lon, area.far_km
    (lon, lat), radius = middle_of(area)
    return round(lat, 5), round(lon, 5), round(radius, 2)
