"""Settlements and units by their ids, put together from a theatre's file and a gazetteer."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from reportedly.control.spots import POINT_LIKE, Outline, Shapes, Spot, Unit, spot_of
from reportedly.interfaces import Candidate
from reportedly.records import Theatre


class Entries(Protocol):
    """A gazetteer as far as it is asked for ids; one that knows extents has `Shapes.shape` too."""

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        ...


@dataclass(frozen=True)
class KnownPlaces:
    """What is known of places: the theatre's shapes go before the gazetteer's, its settlements are members of units."""

    gazetteer: Entries
    theatre: Theatre = field(default_factory=Theatre)
    shapes: Mapping[str, Any] | None = None

    def spot(self, place_id: str) -> Spot | None:
        """Return the settlement or facility with an id, None if it is unknown or none."""
        found = self.gazetteer.get(place_id)
        return spot_of(found) if found is not None and found.precision in POINT_LIKE else None

    def unit(self, place_id: str) -> Unit | None:
        """Return the unit with an id, None if it is unknown, or nothing of it is known but a point."""
        found = self.gazetteer.get(place_id)
        if found is None or found.precision in POINT_LIKE:
            return None
        made = self.as_unit(found)
        return made if made.outline or made.members else None

    def as_unit(self, found: Candidate) -> Unit:
        """Return a unit with its outline and its member settlements, as far as they are known."""
        members = tuple(self._members(found.id))
        return Unit(found.name, found.id, self._outline(found.id), members, found.country or None)

    def _outline(self, place_id: str) -> Outline | None:
        for feature in (self.shapes or {}).get("features", []):
            geometry = feature["geometry"]
            if (feature["properties"] or {}).get("id") == place_id and geometry["type"].endswith("Polygon"):
                return Outline.of_geojson(geometry, hull=False, source="the theatre file")
        shape = self.gazetteer.shape(place_id) if isinstance(self.gazetteer, Shapes) else None
        return Outline.of(shape) if shape is not None else None

    def _members(self, place_id: str) -> Iterator[Spot]:
        """Yield the settlements of the theatre that lie in a unit, however many units are in between."""
        above = {place.id: place.parent for place in self.theatre.places}
        for place in self.theatre.places:
            parent, seen = place.parent, {place.id}
            while parent is not None and parent not in seen and parent != place_id:
                seen.add(parent)
                parent = above.get(parent)
            spot = self.spot(place.id) if parent == place_id and place.kind == "settlement" else None
            if spot is not None:
                yield spot
