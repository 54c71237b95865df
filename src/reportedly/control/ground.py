"""One day of a series made ready for many questions: which ground a point lies on, how far the edge is."""

from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from reportedly.control.rings import Frame
from reportedly.control.sphere import EARTH_KM, Edge, Floats
from reportedly.control.zones import Zones
from reportedly.records.control import ControlState

UNSTATED_REACH_KM = 250.0
"""Where nobody said what a layer covers, it says nothing of places farther than this from all it shows."""

_STATES: tuple[ControlState, ...] = ("contested", "in", "out", "no_data")


@dataclass(frozen=True)
class Ground:
    """The zones of a day and the ground that its series speaks of."""

    zones: Zones
    cover: BaseGeometry | None
    accuracy_km: float

    def states(self, lons: Floats, lats: Floats) -> NDArray[np.str_]:
        """Return the state of the ground under each point, "" where no zone lies."""
        xs = self._framed(lons)
        found = np.full(len(xs), "", dtype="<U9")
        for state in reversed(_STATES):
            shape = self.zones.shape(state)
            if shape.is_empty:
                continue
            shapely.prepare(shape)
            found[np.asarray(shapely.intersects_xy(shape, xs, lats))] = state
        return found

    def covered(self, lons: Floats, lats: Floats) -> NDArray[np.bool_] | None:
        """Say of each point whether the series speaks of it; None where nobody said what it covers.

        A layer that shows free or unknown ground of its own covers what it shows.
        """
        cover = self._framed_cover
        if cover is None:
            if self.zones.shape("out", "no_data").is_empty:
                return None
            return np.zeros(len(lons), dtype=bool)
        shapely.prepare(cover)
        return np.asarray(shapely.intersects_xy(cover, self._framed(lons), lats))

    def distances_km(self, lons: Floats, lats: Floats) -> Floats | None:
        """Return the distance of each point to the nearest edge, None where the day has no edge."""
        return None if self._edge is None else self._edge.distances_km(lons, lats)

    @cached_property
    def edges(self) -> BaseGeometry:
        """The lines between ground that is held or contested and other ground.

        Where the series says what it covers, its rim (a coast, a border) is no edge: what lies beyond is not known.
        """
        zones = self.zones
        held, contested = zones.shape("in"), zones.shape("contested")
        lines = shapely.union_all([held.boundary, contested.boundary])
        cover = self._framed_cover
        if cover is None or lines.is_empty:
            return lines
        return lines.intersection(cover).difference(_band(cover.boundary, self.accuracy_km))

    @cached_property
    def _edge(self) -> Edge | None:
        return Edge.of(self.edges)

    @property
    def frame(self) -> Frame:
        """The longitudes in which the day is kept."""
        return self.zones.frame

    @cached_property
    def _framed_cover(self) -> BaseGeometry | None:
        return None if self.cover is None else self.frame.placed(self.cover)

    def framed_cover(self) -> BaseGeometry | None:
        """Return the covered ground in the longitudes of the day."""
        return self._framed_cover

    def _framed(self, lons: Floats) -> Floats:
        framed: Floats = (np.asarray(lons, dtype=float) - self.frame.west) % 360.0 + self.frame.west
        return framed


def _band(lines: BaseGeometry, km: float) -> BaseGeometry:
    """Return what lies within some kilometres of lines in degrees, about: for what need not be exact."""
    _, south, _, north = lines.bounds
    squeeze = max(0.05, cos(radians((south + north) / 2)))

    def scaled(by: float) -> Any:
        return lambda p: p * np.array([by, 1.0])

    wide = max(km, 0.01) / EARTH_KM * 180.0 / np.pi
    return shapely.transform(shapely.transform(lines, scaled(squeeze)).buffer(wide), scaled(1 / squeeze))
