"""Distances and spreads on the globe."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from reportedly.records import geo


@dataclass(frozen=True, slots=True)
class Member:
    """A place inside a unit: WGS 84 degrees and a weight (its population)."""

    lat: float
    lon: float
    weight: float


def distance_km(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Return the great-circle distance in kilometres between two points in degrees."""
    return geo.distance_km((lon1, lat1), (lon2, lat2))


def centre_and_radius(members: Sequence[Member]) -> tuple[float, float, float]:
    """Return the middle (degrees) of the members and the distance (km) within which nine in ten of them lie.

    Few members: their mean on the sphere. Many: the middle of the box around them without its outermost fiftieth,
    which is nearer to the middle of the ground than to that of the people. Units across the date line come
    out right. Needs a member.
    """
    lat, lon = _mean(members)
    if len(members) >= _MANY:
        lats = sorted(m.lat for m in members)
        lons = sorted((m.lon - lon + 180.0) % 360.0 for m in members)
        cut = len(members) // 50
        lat = (lats[cut] + lats[-1 - cut]) / 2
        lon = (lon + (lons[cut] + lons[-1 - cut]) / 2) % 360.0 - 180.0
    away = sorted(distance_km(lat, lon, m.lat, m.lon) for m in members)
    return lat, lon, max(3.0, away[min(len(away) - 1, int(0.9 * len(away)))])


_MANY = 12


def _mean(members: Sequence[Member]) -> tuple[float, float]:
    x = y = z = 0.0
    for member in members:
        lat, lon = radians(member.lat), radians(member.lon)
        x += cos(lat) * cos(lon)
        y += cos(lat) * sin(lon)
        z += sin(lat)
    return degrees(atan2(z, hypot(x, y))), degrees(atan2(y, x))
