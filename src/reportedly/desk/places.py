"""What the workbench knows of places: their entries and what holds them, kept so that no gazetteer need be opened."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reportedly import history
from reportedly.interfaces import Candidate
from reportedly.ledger import Floors, Places
from reportedly.records import Theatre
from reportedly.records.values import Precision


@dataclass(frozen=True, slots=True)
class Known:
    """A place as the gazetteer has it; `above` are the ids of what holds it, nearest first. `entry` None: unknown."""

    id: str
    above: tuple[str, ...]
    entry: Candidate | None

    def row(self) -> tuple[str, str]:
        """Return id and JSON under which it is kept."""
        e = self.entry
        told = [e.name, e.kind, e.precision, e.lat, e.lon, e.population, e.radius_km] if e is not None else None
        return self.id, json.dumps([self.above, told], ensure_ascii=False)

    @classmethod
    def of(cls, id: str, body: str) -> "Known":
        """Return the place that a row keeps."""
        above, told = json.loads(body)
        entry = None
        if told is not None:
            name, kind, precision, lat, lon, population, radius = told
            entry = Candidate(id, name, kind, precision, lat, lon, population=population, radius_km=radius)
        return cls(id, tuple(above), entry)


class PlaceBook:
    """The places that a project's claims name, and all that hold them; asks the gazetteer for what it has not met.

    Used by one thread at a time where it may meet something new; `known` alone is read by all.
    """

    def __init__(self, theatre: Theatre, known: Iterable[Known] = ()) -> None:
        self._theatre = theatre
        self.known: dict[str, Known] = {place.id: place for place in known}
        self._new: list[Known] = []
        self._places: Places | None = None

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry of a place, None where there is none."""
        return self._know(place_id).entry

    def above(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of what holds a place, nearest first."""
        return self._know(place_id).above

    def name(self, place_id: str) -> tuple[str, Precision | str]:
        """Return name and level of a place that was met before, empty for another one."""
        found = self.known.get(place_id)
        return (found.entry.name, found.entry.precision) if found is not None and found.entry is not None else ("", "")

    def floors(self) -> Floors:
        """Return how coarse places are told."""
        return Floors(self.get, self.above, self._theatre.floor_table())

    def taken(self) -> Iterator[tuple[str, str]]:
        """Yield the rows of places that were met since the last time."""
        new, self._new = self._new, []
        return (place.row() for place in new)

    def _know(self, place_id: str) -> Known:
        found = self.known.get(place_id)
        if found is None:
            if self._places is None:
                self._places = history.places_of(self._theatre)
            found = Known(place_id, self._places.above(place_id), self._places.gazetteer.get(place_id))
            self.known[place_id] = found
            self._new.append(found)
            for holder in found.above:
                self._know(holder)
        return found


def close_to(book: PlaceBook, place_id: str, inside: str) -> frozenset[str]:
    """Return the ids of all areas that a spot lies in: its own place, and what holds the place that it is told by."""
    own = {place_id, *book.above(place_id)} if place_id else set()
    return frozenset({*own, *(book.above(inside) if inside else ())} - {""})
