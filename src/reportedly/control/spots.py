"""What is asked about: settlements as spots, units as outlines or by their members; never a unit as a point."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol, runtime_checkable

import shapely
from shapely.geometry import shape as geometry_of
from shapely.geometry.base import BaseGeometry

from reportedly.control.rings import Frame, frame_of
from reportedly.errors import InvalidControl
from reportedly.interfaces import Candidate, Shape

POINT_LIKE = frozenset({"settlement", "facility"})
"""Precisions of places that have a point which says where they are."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A settlement or facility to ask about; degrees WGS 84, the radius is that of the place itself."""

    name: str
    lat: float
    lon: float
    radius_km: float = 0.0
    place: str | None = None
    country: str | None = None
    population: int = 0

    def __post_init__(self) -> None:
        if not (math.isfinite(self.lat) and math.isfinite(self.lon)):
            raise InvalidControl(f"{self.name}: {self.lat}, {self.lon} is no point")
        if not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidControl(f"{self.name}: {self.lat}, {self.lon} is not on the globe; latitude comes first")


def spot_of(place: Candidate) -> Spot:
    """Return a place of the gazetteer as a spot.

    Raises InvalidControl for a unit, a region or a country: its point says nothing about who holds it.
    """
    if place.precision not in POINT_LIKE:
        raise InvalidControl(
            f"{place.name} ({place.id}) is no settlement ({place.kind}); its point says nothing about who holds it: "
            "ask for its share with `reportedly control share`"
        )
    return Spot(
        place.name, place.lat, place.lon, place.radius_km or 0.0, place.id, place.country or None, place.population
    )


def spot_at(printed: str) -> Spot | None:
    """Return the spot of a printed "lat,lon", None if it is something else.

    Raises InvalidControl where it is two numbers but no point of the globe.
    """
    parts = printed.split(",")
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError:
        return None
    return Spot(f"{lat:g}, {lon:g}", lat, lon)


@runtime_checkable
class Shapes(Protocol):
    """A gazetteer that knows the extent of units."""

    def shape(self, place_id: str) -> Shape | None:
        """Return the extent of a place, or None where none is known."""
        ...


@dataclass(frozen=True, slots=True)
class Outline:
    """The polygon of a unit; `hull` says that it was only drawn around its settlements."""

    shape: BaseGeometry
    hull: bool
    source: str = ""

    @classmethod
    def of(cls, found: Shape) -> "Outline":
        """Return the outline that a gazetteer has. Raises InvalidControl if it is no polygon."""
        geometry = {"type": "MultiPolygon", "coordinates": found.polygons}
        return cls.of_geojson(geometry, hull=found.kind == "hull", source=found.source)

    @classmethod
    def of_geojson(cls, geometry: Mapping[str, Any], *, hull: bool, source: str = "") -> "Outline":
        """Return the outline in a GeoJSON geometry. Raises InvalidControl if it is no polygon."""
        try:
            shape = geometry_of(dict(geometry))
        except (ValueError, TypeError, KeyError, AttributeError, shapely.errors.ShapelyError) as error:
            raise InvalidControl(f"the shape of a unit ({source or 'no source'}) cannot be read: {error}") from error
        return cls._of_shape(shape, hull=hull, source=source)

    @classmethod
    def _of_shape(cls, shape: BaseGeometry, *, hull: bool, source: str) -> "Outline":
        if shape.geom_type not in ("Polygon", "MultiPolygon") or shape.is_empty:
            raise InvalidControl(f"the shape of a unit ({source or 'no source'}) is a {shape.geom_type}, no polygon")
        return cls(shape if shape.is_valid else shapely.make_valid(shape), hull, source)

    def framed(self, frame: Frame) -> BaseGeometry:
        """Return the polygon in the longitudes of a layer."""
        own = frame_of([self.shape])
        return frame.placed(own.placed(self.shape))


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit to ask about: its outline if one is known, and its member settlements."""

    name: str
    place: str
    outline: Outline | None = None
    members: tuple[Spot, ...] = ()
    country: str | None = None
