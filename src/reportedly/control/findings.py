"""What one day of a series says of settlements: by its polygons, or by its table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from reportedly.control.ground import UNSTATED_REACH_KM, Ground
from reportedly.control.sphere import Floats, nearest_km, unit_vectors
from reportedly.control.spots import Spot
from reportedly.control.table import Row
from reportedly.records import ControlLayer
from reportedly.records.control import ControlDegree, ControlStatus
from reportedly.text import name_key

SAME_PLACE_KM = 1.0
"""A listed settlement this near to a point is taken to be the one that is meant."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one day says of one settlement, and why."""

    status: ControlStatus
    reason: str
    distance_km: float | None = None
    degree: ControlDegree = "unknown"
    word: str | None = None


class Day(Protocol):
    """A day that can be asked about many settlements at once."""

    def find(self, spots: Sequence[Spot]) -> list[Finding]:
        """Return one finding for each settlement, in order."""
        ...


def _degrees(spots: Sequence[Spot]) -> tuple[Floats, Floats]:
    return np.array([s.lon for s in spots], dtype=float), np.array([s.lat for s in spots], dtype=float)


@dataclass(frozen=True)
class PolygonDay:
    """A day of polygons."""

    layer: ControlLayer
    ground: Ground

    def find(self, spots: Sequence[Spot]) -> list[Finding]:
        """Return one finding for each settlement, in order."""
        if not spots:
            return []
        lons, lats = _degrees(spots)
        states = self.ground.states(lons, lats)
        distances = self.ground.distances_km(lons, lats)
        away: list[float | None] = [None] * len(spots) if distances is None else distances.tolist()
        covered = self._covered(spots, lons, lats, away)
        return [
            self._one(spot, state, cover, distance)
            for spot, state, cover, distance in zip(spots, states.tolist(), covered, away, strict=True)
        ]

    def _covered(self, spots: Sequence[Spot], lons: Floats, lats: Floats, away: Sequence[float | None]) -> list[str]:
        """Return for each settlement why the layer says nothing of ground without a state, "" where it does."""
        ground = self.ground.covered(lons, lats)
        if ground is None and not self.layer.countries:
            return [_within_reach(km) for km in away]
        reasons = []
        for at, spot in enumerate(spots):
            reason = "" if ground is None or ground[at] else self._beyond()
            reasons.append(reason or self._abroad(spot, bounded=ground is not None))
        return reasons

    def _beyond(self) -> str:
        return f"it lies outside of what the layer covers ({self.layer.covers or 'the ground that it shows'})"

    def _abroad(self, spot: Spot, *, bounded: bool) -> str:
        countries = ", ".join(self.layer.countries)
        if not countries or spot.country in self.layer.countries or (spot.country is None and bounded):
            return ""
        if spot.country is None:
            return f"the layer covers {countries}, and which country the point lies in is not known; name the place"
        return f"the layer covers {countries}, and the place lies in {spot.country}"

    def _one(self, spot: Spot, state: str, uncovered: str, distance: float | None) -> Finding:
        word = self.ground.zones.words(state) if state else None  # type: ignore[arg-type]
        if state == "no_data":
            return Finding("no_data", f"the layer marks the area as not known ({word or 'no word'})", word=word)
        if not state and uncovered:
            return Finding("no_data", uncovered)
        far = "" if distance is None else f", {distance:.1f} km from the edge"
        if state == "contested":
            return Finding(
                "near_edge", f"in an area that the layer marks as contested{far}", distance, "contested", word
            )
        held = state == "in"
        side = "inside of the area shown as held" if held else "outside of the area shown as held"
        limit, what = _limit(spot, self.layer)
        if distance is not None and distance <= limit:
            return Finding("near_edge", f"{side}{far}: within {what}", distance, word=word)
        if held:
            return Finding("in", side + far, distance, "full", word)
        return Finding("out", side + far, distance, word=word)


def _within_reach(km: float | None) -> str:
    """Return why a layer without a stated cover says nothing of a place so far from all it shows, "" where it does."""
    if km is None:
        return "the layer shows nothing, and nobody said what it covers"
    if km <= UNSTATED_REACH_KM:
        return ""
    return f"nobody said what the layer covers, and it shows nothing within {UNSTATED_REACH_KM:g} km ({km:,.0f} km)"


def _limit(spot: Spot, layer: ControlLayer) -> tuple[float, str]:
    if spot.radius_km > layer.accuracy_km:
        return spot.radius_km, f"the {spot.radius_km:g} km that the place itself takes up"
    return layer.accuracy_km, f"the {layer.accuracy_km:g} km to which the layer is accurate"


@dataclass(frozen=True)
class TableDay:
    """A day of a table: settlement by settlement."""

    layer: ControlLayer
    rows: tuple[Row, ...]

    def find(self, spots: Sequence[Spot]) -> list[Finding]:
        """Return one finding for each settlement, in order."""
        by_id = {row.place: row for row in self.rows if row.place}
        placed = [row for row in self.rows if row.lat is not None and row.lon is not None]
        near = self._near(spots, placed)
        matched = [by_id.get(s.place or "") or _same(s, n) for s, n in zip(spots, near, strict=True)]
        away = self._away(spots, matched, placed)
        return [self._one(s, row, km) for s, row, km in zip(spots, matched, away, strict=True)]

    def _near(self, spots: Sequence[Spot], placed: Sequence[Row]) -> list[tuple[Row, float] | None]:
        """Return the listed settlement nearest to each spot, with its distance."""
        if not placed or not spots:
            return [None] * len(spots)
        distances, which = nearest_km(unit_vectors(*_degrees(spots)), _vectors(placed))
        return [(placed[at], km) for at, km in zip(which.tolist(), distances.tolist(), strict=True)]

    def _away(self, spots: Sequence[Spot], matched: Sequence[Row | None], placed: Sequence[Row]) -> list[float | None]:
        """Return how far the nearest listed settlement with another state is, None where that is not known."""
        away: list[float | None] = [None] * len(spots)
        for state in ("in", "out", "contested"):
            others = [row for row in placed if row.state not in (state, "no_data")]
            asked = [at for at, row in enumerate(matched) if row is not None and row.state == state]
            if not others or not asked:
                continue
            distances, _ = nearest_km(unit_vectors(*_degrees([spots[at] for at in asked])), _vectors(others))
            for at, km in zip(asked, distances.tolist(), strict=True):
                away[at] = km
        return away

    def _one(self, spot: Spot, row: Row | None, distance: float | None) -> Finding:
        if row is None:
            return Finding("no_data", "the table does not list it")
        by = "" if spot.place and row.place == spot.place else f" (by its point: {row.name or row.place})"
        if row.state == "no_data":
            return Finding("no_data", f"the table lists it as not known ({row.word}){by}", word=row.word)
        far = "" if distance is None else f"; a settlement with another state is {distance:.1f} km away"
        listed = f"the table lists it as {row.word}{by}{far}"
        if row.state == "contested":
            return Finding("near_edge", listed, distance, "contested", row.word)
        limit, what = _limit(spot, self.layer)
        if distance is not None and distance <= limit:
            return Finding("near_edge", f"{listed}, within {what}", distance, word=row.word)
        return Finding(row.state, listed, distance, "full" if row.state == "in" else "unknown", row.word)


def _vectors(rows: Sequence[Row]) -> Floats:
    return unit_vectors(np.array([r.lon for r in rows], dtype=float), np.array([r.lat for r in rows], dtype=float))


def _same(spot: Spot, near: tuple[Row, float] | None) -> Row | None:
    """Return the nearest listed settlement where it is surely the one that is meant."""
    if near is None or near[1] > SAME_PLACE_KM:
        return None
    row = near[0]
    if spot.place is not None and row.place is not None:
        return None
    return row if spot.place is None or not row.name or name_key(row.name) == name_key(spot.name) else None
