"""The area that a ledger is asked for, and every settlement in it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from reportedly.errors import InvalidLedger
from reportedly.interfaces import Candidate
from reportedly.records import Theatre
from reportedly.records.values import Precision

UNITS: tuple[Precision, ...] = ("adm3", "adm2", "adm1", "country")
"""Levels of units, from the smallest."""

_NAMESAKES = 12
_CODED = {"adm1": 1, "adm2": 2, "adm3": 3, "adm4": 4}
"""How many unit codes of a settlement say that it lies in a unit of this kind."""


class Gazetteer(Protocol):
    """A gazetteer as far as the ledger asks it."""

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        """Return the candidates for one name, best first."""
        ...

    def get(self, place_id: str) -> Candidate | None:
        """Return the entry with this id, or None."""
        ...

    def chain(self, place_id: str) -> list[str]:
        """Return the ids of what holds a place, nearest first."""
        ...

    def codes(self, place_id: str) -> list[tuple[str, str]]:
        """Return (scheme, code) of a place in other registers."""
        ...


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit that holds a settlement; `code` is its code in another register ("" where none is known)."""

    id: str
    name: str
    level: Precision
    code: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the ledger: degrees WGS 84, `population` None where it is not known, `units` nearest first."""

    id: str
    name: str
    level: Precision
    lat: float | None = None
    lon: float | None = None
    population: int | None = None
    units: tuple[Unit, ...] = ()

    def within(self, place: str) -> bool:
        """Say whether it is a place, or lies in it."""
        return self.id == place or any(unit.id == place for unit in self.units)


@dataclass(frozen=True)
class Places:
    """A gazetteer with a theatre's own places on top; `ids` gives those of all places of a country in it."""

    gazetteer: Gazetteer
    theatre: Theatre = field(default_factory=Theatre)
    ids: Callable[[str], Iterable[str]] = lambda _country: ()

    def area(self, printed: str) -> Spot:
        """Return the unit or settlement with an id or a name.

        Raises InvalidLedger if there is none, or if several are meant; the message lists them with their ids.
        """
        known = self.gazetteer.get(printed)
        if known is not None:
            return self._spot(known)
        found = [c for c in self.gazetteer.find(printed, limit=200) if self._asked_for(c)]
        best = [c for c in found if c.match == found[0].match]
        best = list({c.id: c for c in [c for c in best if c.id in self._own] or best}.values())
        if not best:
            raise InvalidLedger(
                f"no unit or settlement is called {printed!r}; `reportedly gazetteer find {printed!r}` lists what is, "
                "or give an id with --area"
            )
        if len(best) > 1:
            raise InvalidLedger(_which(printed, sorted(best, key=_by_weight)))
        return self._spot(best[0])

    def spot(self, place_id: str) -> Spot | None:
        """Return the place with an id, None if it is not known."""
        found = self.gazetteer.get(place_id)
        return self._spot(found) if found is not None else None

    def above(self, place_id: str) -> tuple[str, ...]:
        """Return the ids of what holds a place, nearest first: by the theatre, then by the gazetteer."""
        chain: list[str] = []
        at: str | None = place_id
        while at is not None and at not in chain:
            chain.append(at)
            at = self._parents.get(at)
        for known in tuple(chain):
            if known not in self._own:
                chain += [unit for unit in self.gazetteer.chain(known) if unit not in chain]
        return tuple(chain[1:])

    def settlements(self, area: Spot | None) -> tuple[Spot, ...]:
        """Return every settlement of an area by name; without one, those that lie in a unit of the theatre.

        A settlement lies in a unit by the unit's codes, by what a layer says of containment, or by the theatre's file.
        Abandoned and former places are left out.
        """
        if area is not None and area.level not in UNITS and area.level != "vague_region":
            return (area,)
        own = [p.id for p in self.theatre.places if p.kind == "settlement"]
        if area is None:
            found = {place for place in own if self._parents.get(place)}
        else:
            found = {place for place in own if area.id in self.above(place)} | set(self._listed(area))
        spots = [self._spot(entry) for place in found if (entry := self.gazetteer.get(place)) and not entry.historical]
        return tuple(sorted(spots, key=lambda s: (s.name, s.id)))

    def _listed(self, area: Spot) -> Iterator[str]:
        unit = self.gazetteer.get(area.id)
        if unit is None or area.id in self._own:
            return
        depth = _CODED.get(unit.kind, 0)
        codes = _codes(unit, depth)
        for place in self.ids(unit.country):
            found = self.gazetteer.get(place)
            if found is not None and found.kind == "settlement":
                theirs = _codes(found, depth)
                if unit.kind == "country" or (depth and all(theirs)):
                    inside = theirs == codes
                else:
                    # No codes to go by: a macro-region, or a settlement without them.
                    inside = area.id in self.gazetteer.chain(place)
                if inside:
                    yield place

    @cached_property
    def _own(self) -> frozenset[str]:
        return frozenset(place.id for place in self.theatre.places)

    @cached_property
    def _parents(self) -> dict[str, str | None]:
        return {place.id: place.parent for place in self.theatre.places}

    @cached_property
    def _units(self) -> dict[str, Unit | None]:
        return {}

    def _spot(self, found: Candidate) -> Spot:
        units = tuple(unit for place in self.above(found.id) if (unit := self._unit(place)) is not None)
        return Spot(found.id, found.name, found.precision, found.lat, found.lon, found.population or None, units)

    def _unit(self, place_id: str) -> Unit | None:
        if place_id not in self._units:
            found = self.gazetteer.get(place_id)
            made = None
            if found is not None and found.kind != "continent":
                made = Unit(found.id, found.name, found.precision, self._code(place_id))
            self._units[place_id] = made
        return self._units[place_id]

    def _code(self, place_id: str) -> str:
        codes = sorted(self.gazetteer.codes(place_id), key=lambda pair: ("pcode" not in pair[0].casefold(), pair))
        return codes[0][1] if codes else ""

    def _asked_for(self, found: Candidate) -> bool:
        wanted = found.precision in (*UNITS, "settlement") or found.kind == "region"
        return wanted and found.match != "fuzzy" and not found.historical


def _codes(row: Candidate, depth: int) -> tuple[str, ...]:
    return (row.country, row.admin1, row.admin2, row.admin3, row.admin4)[: depth + 1]


def _by_weight(found: Candidate) -> tuple[bool, int, str]:
    return (found.precision == "settlement", -found.population, found.id)


def _which(printed: str, found: Sequence[Candidate]) -> str:
    listed = "\n".join(
        f"  --area {c.id}  {c.name}, {c.kind}, {c.country or '-'}, {c.lat:.2f} {c.lon:.2f}, {c.population:,} people"
        for c in found[:_NAMESAKES]
    )
    more = f"\n  and {len(found) - _NAMESAKES} more" if len(found) > _NAMESAKES else ""
    return f"{len(found)} places are called {printed!r}; say which one is meant:\n{listed}{more}"
