"""Find the places that the objects of a codifier stand for: by name, inside the unit that must hold them.

Units are joined by votes, not by their names, which differ from register to register: settlements whose name is
unique on both sides say which unit of the one is which of the other. Then the units tell namesakes apart.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from reportedly.gazetteer.codifier import Codifier, Object
from reportedly.gazetteer.entries import Entry
from reportedly.gazetteer.features import is_historical
from reportedly.gazetteer.spread import Member, centre_and_radius, distance_km
from reportedly.text import name_key

SHARE = 0.6
"""Share of the votes that a unit needs to be taken for another register's."""

NEAR_KM, CLEAR = 30.0, 2.5
"""A namesake is taken for its nearness to its unit's other places within this, if the next is so much farther."""

_LEVELS = ("adm1", "adm2", "adm3")
_CITIES = ("M", "T")
_TIMES = 10
"""How many times the people of the next a city must have to be meant by its category."""


@dataclass(slots=True)
class Places:
    """The places of one country: entries by id, and the keys of their names."""

    entries: dict[str, Entry]
    keys: dict[str, set[str]]


@dataclass(slots=True)
class Matched:
    """Code of the codifier to the id of a place; `left_out` says why the others have none, by code."""

    places: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, str] = field(default_factory=dict)
    how: Counter[str] = field(default_factory=Counter)


def match(codifier: Codifier, places: Places) -> Matched:
    """Return which place every object of the codifier is, as far as that is certain."""
    return _Matching(codifier, places).run()


class _Matching:
    def __init__(self, codifier: Codifier, places: Places) -> None:
        self._places = places
        self._objects = {item.code: item for item in codifier.objects}
        self._settlements = [item for item in codifier.objects if item.kind == "settlement"]
        self._key = {item.code: name_key(item.name) for item in codifier.objects}
        self._by_key: dict[str, list[Entry]] = defaultdict(list)
        for entry in places.entries.values():
            if entry.kind in ("settlement", "district") and not is_historical(entry.feature_code):
                for key in places.keys.get(entry.id, ()):
                    self._by_key[key].append(entry)
        self._units = _units(places.entries.values())
        self._codes: dict[str, tuple[str, ...]] = {}
        """Code of a unit of the codifier to the codes of the gazetteer's unit, country first."""
        self._taken: set[str] = set()
        self._found = Matched()

    def run(self) -> Matched:
        self._vote(1)
        self._special_cities()
        self._vote(2)
        self._vote(3)
        for item in self._settlements:
            self._settle(item, near=False)
        for item in self._settlements:
            if item.code not in self._found.places:
                self._settle(item, near=True)
        for code, unit in self._codes.items():
            place = self._units.get(unit)
            if place is not None and place.id not in self._taken:
                self._take(self._objects[code], place.id, "settlements in it")
        self._third_order()
        self._districts()
        for item in self._objects.values():
            if item.code not in self._found.places:
                self._found.left_out.setdefault(item.code, f"{item.kind} without a known counterpart")
        return self._found

    def _take(self, item: Object, place: str, how: str) -> None:
        self._found.places[item.code] = place
        self._found.left_out.pop(item.code, None)
        self._found.how[how] += 1
        self._taken.add(place)

    def _special_cities(self) -> None:
        """Join cities with a status of their own, which hold no settlement: by name, to a unit not taken."""
        taken = set(self._codes.values())
        for item in self._objects.values():
            if item.category == "K":
                units = {_codes(entry)[:2] for entry in self._by_key.get(self._key[item.code], ())}
                free = {unit for unit in units if unit in self._units and unit not in taken}
                if len(free) == 1:
                    self._codes[item.code] = free.pop()

    def _vote(self, depth: int) -> None:
        """Join the units of one level by the settlements in them with a name of their own."""
        ours = Counter((self._within(item, depth), self._key[item.code]) for item in self._settlements)
        votes: dict[str, Counter[tuple[str, ...]]] = defaultdict(Counter)
        for item in self._settlements:
            within = self._within(item, depth)
            if (
                len(item.above) < depth
                or ours[within, self._key[item.code]] > 1
                or item.above[depth - 1] in self._codes
            ):
                continue
            theirs = [e for e in self._by_key.get(self._key[item.code], ()) if _codes(e)[: len(within)] == within]
            unit = _codes(theirs[0])[: depth + 1] if len(theirs) == 1 else ()
            if len(unit) == depth + 1 and unit in self._units:
                votes[item.above[depth - 1]][unit] += 1
        for code, counts in votes.items():
            unit, count = counts.most_common(1)[0]
            if count / counts.total() >= SHARE:
                self._codes[code] = unit

    def _within(self, item: Object, depth: int) -> tuple[str, ...]:
        """Return the codes of the gazetteer's smallest unit above a level that surely holds an object."""
        for code in reversed(item.above[: depth - 1]):
            if code in self._codes:
                return self._codes[code]
        return ()

    def _settle(self, item: Object, *, near: bool) -> None:
        """Find the place of a settlement: the only one of its name in its first-, second- or third-order unit."""
        found = [e for e in self._by_key.get(self._key[item.code], ()) if e.id not in self._taken]
        narrowed = found
        for depth in range(1, len(item.above) + 1):
            unit = self._codes.get(item.above[depth - 1])
            if unit is None:
                continue
            inside = [e for e in narrowed if _codes(e)[: len(unit)] == unit]
            # A third-order code is rare in dumps: its lack is no evidence.
            narrowed = inside if inside or depth < 3 else narrowed
        if item.category in _CITIES:
            narrowed = _largest(narrowed)
        if len(narrowed) == 1 and not self._namesakes(item):
            self._take(item, narrowed[0].id, "name in its unit")
        elif not narrowed:
            self._found.left_out[item.code] = "settlement of a name that no place has in its unit"
        else:
            self._found.left_out[item.code] = "settlement with namesakes in its unit"
            if near:
                self._take_near(item, narrowed)

    def _namesakes(self, item: Object) -> bool:
        """Say whether another object without a place yet has the name in the same second-order unit."""
        return self._same[item.above[:2], self._key[item.code]] > 1

    @cached_property
    def _same(self) -> Counter[tuple[tuple[str, ...], str]]:
        return Counter((item.above[:2], self._key[item.code]) for item in self._settlements)

    def _take_near(self, item: Object, found: Sequence[Entry]) -> None:
        middle = self._middle(item.above[-1]) if item.above else None
        if middle is None:
            return
        away = sorted((distance_km(*middle, e.lat, e.lon), e.id) for e in found)
        if away[0][0] <= NEAR_KM and (len(away) == 1 or away[1][0] > CLEAR * max(away[0][0], 5.0)):
            self._take(item, away[0][1], "name, near the rest of its unit")

    def _middle(self, unit: str) -> tuple[float, float] | None:
        members = self._members.get(unit, [])
        return centre_and_radius(members)[:2] if members else None

    @cached_property
    def _members(self) -> dict[str, list[Member]]:
        """The places found so far by the unit right above them; asked for once all sure ones are found."""
        found: dict[str, list[Member]] = defaultdict(list)
        for code, place in self._found.places.items():
            item, entry = self._objects[code], self._places.entries[place]
            if item.kind == "settlement" and item.above:
                found[item.above[-1]].append(Member(entry.lat, entry.lon, entry.population))
        return found

    def _third_order(self) -> None:
        """Find the third-order units that no settlement pointed to: by name, near the places found in them."""
        for item in self._objects.values():
            if item.kind != "adm3" or item.code in self._found.places:
                continue
            middle = self._middle(item.code)
            found = self._called(item, ("adm3",))
            if middle is None or not found:
                continue
            away = sorted((distance_km(*middle, e.lat, e.lon), e.id) for e in found)
            if away[0][0] <= NEAR_KM and (len(away) == 1 or away[1][0] > CLEAR * max(away[0][0], 5.0)):
                self._take(item, away[0][1], "name of a unit, near the places in it")

    def _districts(self) -> None:
        """Find the districts of cities among the third-order units and districts of that name in the same unit."""
        for item in self._objects.values():
            if item.kind == "district":
                found = self._called(item, ("adm3", "adm2", "district"))
                if len(found) == 1:
                    self._take(item, found[0].id, "name of a district")

    def _called(self, item: Object, kinds: tuple[str, ...]) -> list[Entry]:
        """Return the places of these kinds in an object's first-order unit whose name begins with that of it."""
        unit = self._codes.get(item.above[0]) if item.above else None
        if unit is None:
            return []
        named = self._lower.get((unit[:2], self._key[item.code]), ())
        return [entry for entry in named if entry.kind in kinds and entry.id not in self._taken]

    @cached_property
    def _lower(self) -> dict[tuple[tuple[str, ...], str], list[Entry]]:
        """Lower units and districts by their first-order unit and the beginning of any of their names."""
        found: dict[tuple[tuple[str, ...], str], list[Entry]] = defaultdict(list)
        for entry in self._places.entries.values():
            if entry.kind in ("adm3", "adm2", "district") and not is_historical(entry.feature_code):
                for word in _first_words(self._places.keys.get(entry.id, ())):
                    found[_codes(entry)[:2], word].append(entry)
        return found


def _largest(found: list[Entry]) -> list[Entry]:
    """Return the one place that is a city beside the hamlets of its name; all if none stands out."""
    ranked = sorted(found, key=lambda e: -e.population)
    clear = len(ranked) > 1 and ranked[0].population >= _TIMES * max(ranked[1].population, 100)
    return ranked[:1] if clear else found


def _codes(entry: Entry) -> tuple[str, ...]:
    """Return country and unit codes of an entry up to the first that is missing."""
    found = []
    for code in (entry.country, entry.admin1, entry.admin2, entry.admin3):
        if not code:
            break
        found.append(code)
    return tuple(found)


def _units(entries: Iterable[Entry]) -> dict[tuple[str, ...], Entry]:
    found: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        if entry.kind in _LEVELS and not is_historical(entry.feature_code):
            codes = _codes(entry)
            if len(codes) == _LEVELS.index(entry.kind) + 2:
                found.setdefault(codes, entry)
    return found


def _first_words(keys: Iterable[str]) -> set[str]:
    return {word for key in keys for word in (key, key.split(" ")[0])}
