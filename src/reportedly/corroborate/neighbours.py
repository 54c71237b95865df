"""Which claims are near enough to be compared: lists by category and place, each in the order of days.

A claim stands in the list of each of its places and of each unit that holds them. Two claims of two lists that look at
each other are neighbours where their days may meet and where fewer than NEIGHBOURS claims of either list stand between
them. That is a property of the set: it does not matter in which order claims came, and a claim that comes or goes
changes only pairs that stand around it.
"""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass

from reportedly.corroborate.compare import NEAR_KM, STATE_SLACK_DAYS, Rules, distance_km
from reportedly.corroborate.items import Item, Spot
from reportedly.corroborate.likeness import domain
from reportedly.corroborate.words import worded

NEIGHBOURS = 30
"""A claim has at most so many neighbours before and after it in each list: the work stays linear in claims."""

Entry = tuple[int, int, str]
"""First and last day on which a claim may have happened (ordinals), and its id."""

Couple = tuple[str, str]
"""The ids of two claims, the smaller one first."""

_TELLING = 0.5
_MATTERS = 12
_OF_GROUND = 4
_GROUNDS = 2

_ALWAYS = (-(10**7), 10**7)
_CELL_DEGREES = 0.2
_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class _Stand:
    """Where one claim stands: its entry, its lists, each of them with what it looks at there, its blocks.

    `looking` are the lists that it looks at, each with those of its own from which it does.
    """

    item: Item
    entry: Entry
    homes: list[str]
    held: frozenset[str]
    looks: tuple[tuple[str, str], ...]
    looking: Mapping[str, Sequence[str]]
    blocks: tuple[str, ...]


def couple(one: str, other: str) -> Couple:
    """Return two ids in order."""
    return (one, other) if one < other else (other, one)


def entry_of(item: Item) -> Entry:
    """Return where a claim stands in its lists; one without a date stands before all others and reaches all of them."""
    return (*(item.window or _ALWAYS), item.id)


def matters_of(item: Item) -> list[str]:
    """Return the keys of the most telling words and names of a claim's sentence."""
    marks = worded(item.gloss).sentence.marks
    found = {(-weight, key) for keys, weight in marks if weight >= _TELLING for key in keys[:2] if key[0] != "p"}
    return [key for _, key in sorted(found)[:_MATTERS]]


def block_names(rules: Rules) -> dict[str, str]:
    """Return one common name for all categories that allowed pairs join."""
    names: dict[str, str] = {}
    for pair in sorted(rules.merges, key=sorted):
        joined = {names.get(category, category) for category in pair}
        target = min(joined)
        for category, name in list(names.items()):
            if name in joined:
                names[category] = target
        names.update(dict.fromkeys(pair, target))
    return names


class Places:
    """The narrow places that claims are told of, on a grid; a place id always stands for the same point."""

    def __init__(self, cells: MutableMapping[str, dict[str, Spot]] | None = None) -> None:
        self._cells: MutableMapping[str, dict[str, Spot]] = defaultdict(dict) if cells is None else cells
        self.added: list[tuple[str, Spot]] = []

    def add(self, spot: Spot) -> None:
        """Note a place; one without degrees, or a wide one, is near to nothing."""
        if not spot.narrow or spot.lat is None:
            return
        cell = self._cells[_cell_name(*_cell(spot))]
        if spot.id not in cell:
            cell[spot.id] = spot
            self.added.append((_cell_name(*_cell(spot)), spot))

    def near(self, spot: Spot) -> list[str]:
        """Return the ids of the other places at most NEAR_KM away."""
        if not spot.narrow or spot.lat is None:
            return []
        row, column = _cell(spot)
        reach = 1 if abs(spot.lat) < 60 else 4
        found = []
        for r in range(row - 1, row + 2):
            for c in range(column - reach, column + reach + 1):
                for other in self._cells[_cell_name(r, c)].values():
                    km = distance_km(spot, other) if other.id != spot.id else None
                    if km is not None and km <= NEAR_KM:
                        found.append(other.id)
        return sorted(found)


def _cell(spot: Spot) -> tuple[int, int]:
    return int((spot.lat or 0.0) // _CELL_DEGREES), int((spot.lon or 0.0) // _CELL_DEGREES)


def _cell_name(row: int, column: int) -> str:
    return f"{row}:{column}"


class Neighbours:
    """The lists, kept in order as claims come and go; `lists` holds them by name and may load them when asked."""

    def __init__(
        self, rules: Rules, lists: MutableMapping[str, list[Entry]] | None = None, places: Places | None = None
    ) -> None:
        self._rules = rules
        self._lists: MutableMapping[str, list[Entry]] = defaultdict(list) if lists is None else lists
        self._names = block_names(rules)
        self.places = places or Places()
        self.entered: set[tuple[str, Entry]] = set()
        self.left: set[tuple[str, Entry]] = set()
        self._stands: dict[str, _Stand] = {}

    def blocks(self, item: Item) -> tuple[str, ...]:
        """Return the common names of all categories that a claim may have."""
        return self._stand(item).blocks

    def _blocks(self, item: Item) -> tuple[str, ...]:
        senses = item.senses or {item.category}
        return tuple(sorted({self._names.get(category, category) for category in senses}))

    def _stand(self, item: Item) -> "_Stand":
        """Return where a claim stands; it is worked out once for each claim and kept for the last ones asked for."""
        known = self._stands.get(item.id)
        if known is None or known.item is not item:
            blocks = self._blocks(item)
            homes = self._homes(item, blocks)
            looks, looking = tuple(self._inner_looks(homes)), defaultdict[str, list[str]](list)
            for home, look in looks:
                looking[look].append(home)
            known = _Stand(item, entry_of(item), homes, frozenset(homes), looks, looking, blocks)
            if len(self._stands) >= _REMEMBERED:
                self._stands.clear()
            self._stands[item.id] = known
        return known

    def homes(self, item: Item) -> list[str]:
        """Return the names of the lists that a claim stands in: by category and place, and by words and names."""
        return list(self._stand(item).homes)

    def _homes(self, item: Item, blocks: Sequence[str]) -> list[str]:
        grounds = tuple(dict.fromkeys((*(s.id for s in item.spots[:_GROUNDS]), *item.grounds)))[:_GROUNDS]
        matters = matters_of(item)
        found = [f"={pair}" for pair in item.pairs]
        found += [f"={matter}" for matter in matters]
        found += [f"={matter}|{ground}" for ground in grounds[:1] for matter in matters[:_OF_GROUND]]
        # A claim may be coded otherwise by another outlet, or have lost its place: claims of one ground meet.
        found += [f"=|{ground}" for ground in grounds]
        if not item.spots:
            return found + [f"@{name}|" for name in blocks]
        above = sorted({parent for spot in item.spots for parent in self._rules.parents(spot.id)})
        for name in blocks:
            found += [f"@{name}|{s.id}" for s in item.spots]
            found += [f"^{name}|{parent}" for parent in above]
        held = dict.fromkeys((*(s.id for s in item.spots), *above))
        return found + [f"={domain(item)}|{ground}" for ground in held]

    def _looks(self, item: Item) -> Iterator[tuple[str, str]]:
        """Yield each list of a claim with each list that it looks at."""
        yield from self._stand(item).looks
        yield from self._looks_beside(item)

    def _looks_beside(self, item: Item) -> Iterator[tuple[str, str]]:
        """Yield what a claim looks at because of the places that are known near its own."""
        for spot in item.spots:
            for other in self.places.near(spot):
                for name in self.blocks(item):
                    yield f"@{name}|{spot.id}", f"@{name}|{other}"

    def _inner_looks(self, homes: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield what a claim looks at whichever places are known."""
        for home in homes:
            if home[0] == "^":
                yield home, "@" + home[1:]
            else:
                yield home, home
            if home[0] == "@":
                yield home, "^" + home[1:]

    def add(self, item: Item) -> tuple[set[Couple], set[Couple]]:
        """Put a claim into its lists; return the couples that it may make, and those that it may have pushed apart."""
        for spot in item.spots:
            self.places.add(spot)
        entry = entry_of(item)
        for home in self.homes(item):
            insort(self._lists[home], entry)
            self._moved(home, entry, self.entered, self.left)
        own: set[Couple] = set()
        around: set[Couple] = set()
        for home, other in set(self._looks(item)):
            own.update(couple(item.id, e[2]) for e in self._reach(entry, self._lists[other]) if e[2] != item.id)
            around.update(self._around(entry, self._lists[home], self._lists[other]))
        return own, around

    def remove(self, item: Item) -> set[Couple]:
        """Take a claim out of its lists; return the couples that it may have kept apart."""
        entry = entry_of(item)
        looks = set(self._looks(item))
        for home in self.homes(item):
            held = self._lists[home]
            at = bisect_left(held, entry)
            if at < len(held) and held[at] == entry:
                del held[at]
                self._moved(home, entry, self.left, self.entered)
        around: set[Couple] = set()
        for home, other in looks:
            around.update(self._around(entry, self._lists[home], self._lists[other]))
        return around

    def _moved(self, home: str, entry: Entry, into: set[tuple[str, Entry]], back: set[tuple[str, Entry]]) -> None:
        """Note what differs from the lists as they were at first."""
        if (home, entry) in back:
            back.remove((home, entry))
        else:
            into.add((home, entry))

    def _reach(self, entry: Entry, others: list[Entry]) -> Iterator[Entry]:
        """Yield the claims of a list that stand near enough before and after one, as far as this list can tell."""
        at, after = bisect_left(others, entry), bisect_right(others, entry)
        yield from (o for o in others[max(0, at - NEIGHBOURS) : at] if entry[0] - STATE_SLACK_DAYS <= o[1])
        yield from (o for o in others[after : after + NEIGHBOURS] if o[0] - STATE_SLACK_DAYS <= entry[1])

    def _around(self, entry: Entry, mine: list[Entry], others: list[Entry]) -> Iterator[Couple]:
        """Yield the couples around a place of the list `mine` that one claim more or less there joins or parts."""
        if len(mine) < NEIGHBOURS:
            return
        at, after = bisect_left(mine, entry), bisect_right(mine, entry)
        here, behind = bisect_left(others, entry), bisect_right(others, entry)
        for other in others[max(0, here - NEIGHBOURS) : here]:
            target = after + NEIGHBOURS - 1 - (at - bisect_right(mine, other))
            if after <= target < len(mine) and mine[target][2] != other[2]:
                yield couple(other[2], mine[target][2])
        for other in others[behind : behind + NEIGHBOURS]:
            target = at - NEIGHBOURS + (bisect_left(mine, other) - after)
            if 0 <= target < at and mine[target][2] != other[2]:
                yield couple(other[2], mine[target][2])

    def meet(self, one: Item, other: Item) -> bool:
        """Say whether two claims are neighbours."""
        mine, theirs = self._stand(one), self._stand(other)
        left, right = sorted((mine.entry, theirs.entry))
        if right[0] - STATE_SLACK_DAYS > left[1]:
            return False

        def met(home: str, look: str) -> bool:
            own, looked = self._lists[home], self._lists[look]
            near = self._close(left, right, own) and self._close(left, right, looked)
            return near and _holds(own, mine.entry) and _holds(looked, theirs.entry)

        if any(met(home, look) for look in mine.looking.keys() & theirs.held for home in mine.looking[look]):
            return True
        return any(look in theirs.held and met(home, look) for home, look in self._looks_beside(one))

    def _close(self, left: Entry, right: Entry, held: list[Entry]) -> bool:
        return bisect_left(held, right) - bisect_right(held, left) < NEIGHBOURS


def _holds(held: list[Entry], entry: Entry) -> bool:
    at = bisect_left(held, entry)
    return at < len(held) and held[at] == entry
