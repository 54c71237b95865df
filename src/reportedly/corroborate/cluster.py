"""Which claims belong together: blocks by category and place, pairs inside a sliding window of days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reportedly.corroborate.compare import (
    EVENT_SLACK_DAYS,
    NEAR_KM,
    STATE_SLACK_DAYS,
    Comparison,
    Rules,
    compare,
    distance_km,
    number_conflict,
    spots_meet,
    state_conflict,
    windows_meet,
)
from reportedly.corroborate.items import Item, Spot, content_key

NEIGHBOURS = 30
"""A claim is compared with at most so many later ones of each block: the work stays linear in claims."""

_CELL_DEGREES = 0.2


@dataclass(frozen=True, slots=True)
class Pair:
    """Two claims that were compared, the one with the smaller id first."""

    left: Item
    right: Item
    found: Comparison


@dataclass(frozen=True, slots=True)
class Families:
    """Documents that derive from one another."""

    pairs: frozenset[frozenset[str]]

    def joined(self, left: Item, right: Item) -> bool:
        """Say whether the two claims stand in one document, or in documents that an edge joins."""
        return left.document == right.document or frozenset((left.document, right.document)) in self.pairs


def compared(items: Sequence[Item], rules: Rules, families: Families) -> list[Pair]:
    """Return every compared pair in a fixed order; the pairs do not depend on the order of `items`."""
    heads, twins = _collapse(items)
    seen: set[tuple[str, str]] = set()
    pairs: list[Pair] = []
    for a, b in _candidates(heads, items, rules, families):
        left, right = (a, b) if a.id < b.id else (b, a)
        if left.id == right.id or (left.id, right.id) in seen:
            continue
        seen.add((left.id, right.id))
        found = compare(left, right, rules, family=families.joined(left, right))
        pairs.append(Pair(left, right, found))
    # The head of a group has the smallest id of it.
    pairs += [Pair(head, twin, Comparison("same", "told in the same way", 3.0)) for head, twin in twins]
    return sorted(pairs, key=lambda p: (p.left.id, p.right.id))


def _collapse(items: Sequence[Item]) -> tuple[list[Item], list[tuple[Item, Item]]]:
    """Return one claim for each signature, and pairs that tie the others to it."""
    groups: dict[tuple[object, ...], list[Item]] = defaultdict(list)
    for item in sorted(items, key=lambda i: i.id):
        groups[item.signature if item.words else (item.id,)].append(item)
    heads = [group[0] for group in groups.values()]
    twins = [(group[0], other) for group in groups.values() for other in group[1:]]
    return heads, twins


def _candidates(
    heads: Sequence[Item], items: Sequence[Item], rules: Rules, families: Families
) -> Iterator[tuple[Item, Item]]:
    block = _block_names(rules)
    at: dict[tuple[str, str], list[Item]] = defaultdict(list)
    under: dict[tuple[str, str], list[Item]] = defaultdict(list)
    for item in heads:
        name = block.get(item.category, item.category)
        for spot in item.spots:
            at[(name, spot.id)].append(item)
            for parent in rules.parents(spot.id):
                under[(name, parent)].append(item)
        if not item.spots:
            at[(name, "")].append(item)
    near = _near_places(heads)
    for (name, place), inside in at.items():
        yield from _slide(inside)
        for other in (under.get((name, place), ()), *(at.get((name, p), ()) for p in near.get(place, ()))):
            if other:
                yield from _slide(inside, other)
    yield from _within_families(items, block, families)


def _block_names(rules: Rules) -> dict[str, str]:
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


def _near_places(items: Sequence[Item]) -> dict[str, list[str]]:
    """Return for each narrow place the others at most NEAR_KM away, found over a grid."""
    spots = {spot.id: spot for item in items for spot in item.spots if spot.narrow and spot.lat is not None}
    cells: dict[tuple[int, int], list[Spot]] = defaultdict(list)
    near: dict[str, list[str]] = defaultdict(list)
    for spot in sorted(spots.values(), key=lambda s: s.id):
        row, column = _cell(spot)
        reach = 1 if abs(spot.lat or 0.0) < 60 else 4
        for r in range(row - 1, row + 2):
            for c in range(column - reach, column + reach + 1):
                for other in cells.get((r, c), ()):
                    km = distance_km(spot, other)
                    if km is not None and km <= NEAR_KM:
                        near[spot.id].append(other.id)
        cells[(row, column)].append(spot)
    return near


def _cell(spot: Spot) -> tuple[int, int]:
    return int((spot.lat or 0.0) // _CELL_DEGREES), int((spot.lon or 0.0) // _CELL_DEGREES)


def _slide(inside: Iterable[Item], others: Iterable[Item] | None = None) -> Iterator[tuple[Item, Item]]:
    """Yield pairs whose windows may meet: both of one list, or one of each list where there are two."""
    marked = [(*_edges(item), item.id, 0, item) for item in inside]
    if others is not None:
        marked += [(*_edges(item), item.id, 1, item) for item in others]
    marked.sort(key=lambda m: m[:4])
    for i, (_, end, _, side, item) in enumerate(marked):
        met = 0
        for start, _, _, other_side, other in marked[i + 1 :]:
            if start - STATE_SLACK_DAYS > end or met >= NEIGHBOURS:
                break
            if others is None or side != other_side:
                met += 1
                yield item, other


def _edges(item: Item) -> tuple[float, float]:
    # Undated claims stand before all others and reach all of them; NEIGHBOURS bounds the work.
    return item.window if item.window is not None else (float("-inf"), float("inf"))


def _within_families(items: Sequence[Item], block: dict[str, str], families: Families) -> Iterator[tuple[Item, Item]]:
    held: dict[str, dict[str, list[Item]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        held[item.document][block.get(item.category, item.category)].append(item)
    for blocks in held.values():
        for mine in blocks.values():
            for i, a in enumerate(mine):
                for b in mine[i + 1 : i + 1 + NEIGHBOURS]:
                    yield a, b
    for pair in sorted(families.pairs, key=sorted):
        left, right = sorted(pair)
        for name, mine in held.get(left, {}).items():
            for a in mine:
                for b in held.get(right, {}).get(name, ())[:NEIGHBOURS]:
                    yield a, b


@dataclass
class Group:
    """A growing cluster: what no further member may contradict."""

    members: list[str]
    examples: list[Item]
    states: bool
    window: tuple[int, int] | None
    places: set[tuple[Spot, ...]] = field(default_factory=set)


_EXAMPLES = 12


def clusters(items: Sequence[Item], pairs: Sequence[Pair], rules: Rules) -> tuple[list[list[str]], list[Pair]]:
    """Return the claims in groups, joined by "same" judgements, the surest first, and the pairs that joined.

    A union that would put two claims with incompatible places, times, states or numbers into one
    group is left out: a claim on a whole region, or a chain of near dates, must not tie
    distinct occurrences together. Groups and members come sorted by id.
    """
    groups = {item.id: _group(item) for item in items}
    joined = [pair for pair in pairs if pair.found.verdict == "same"]
    used: list[Pair] = []
    # Sorted by content, not by id: one more report of the same must not change which groups form.
    keys = {item.id: content_key(item) for item in items}
    for pair in sorted(joined, key=lambda p: _precedence(p, keys)):
        one, other = groups[pair.left.id], groups[pair.right.id]
        if one is other or not _fit(one, other, rules):
            continue
        small, large = sorted((one, other), key=lambda g: (len(g.members), g.members[0]))
        _absorb(large, small)
        used.append(pair)
        for member in small.members:
            groups[member] = large
    found = {id(group): sorted(group.members) for group in groups.values()}
    return sorted(found.values()), used


def _precedence(pair: Pair, keys: dict[str, str]) -> tuple[float, list[str], str, str]:
    return -pair.found.score, sorted((keys[pair.left.id], keys[pair.right.id])), pair.left.id, pair.right.id


def _group(item: Item) -> Group:
    return Group([item.id], [item], item.state, item.window, {item.spots} - {()})


def _absorb(large: Group, small: Group) -> None:
    large.members += small.members
    kept = {item.signature: item for item in (*large.examples, *small.examples)}
    large.examples = (
        sorted(kept.values(), key=content_key)[:_EXAMPLES] if len(kept) > _EXAMPLES else list(kept.values())
    )
    large.places |= small.places
    large.window = _joint(large, small)
    large.states = large.states and small.states


def _joint(one: Group, other: Group) -> tuple[int, int] | None:
    if one.window is None or other.window is None:
        return one.window or other.window
    if one.states and other.states:
        # A continuing measure: the days add up.
        return min(one.window[0], other.window[0]), max(one.window[1], other.window[1])
    # The latest start and the earliest end: how far they miss each other is the widest gap of any pair.
    return max(one.window[0], other.window[0]), min(one.window[1], other.window[1])


def _fit(one: Group, other: Group, rules: Rules) -> bool:
    if one.window is not None and other.window is not None and not _days_fit(one.window, other.window, one, other):
        return False
    if not all(_places_fit(a, b, rules) for a in one.places for b in other.places):
        return False
    return not any(
        state_conflict(a, b)
        or number_conflict(a, b)
        or a.realis != b.realis
        or {a.claim.polarity, b.claim.polarity} == {"+", "-"}
        or (a.sectors and b.sectors and not a.sectors & b.sectors)
        for a in one.examples
        for b in other.examples
    )


def _days_fit(a: tuple[int, int], b: tuple[int, int], one: Group, other: Group) -> bool:
    if one.states and other.states:
        return windows_meet(a, b, slack=STATE_SLACK_DAYS)
    return max(a[0], b[0]) - min(a[1], b[1]) <= EVENT_SLACK_DAYS


def _places_fit(left: tuple[Spot, ...], right: tuple[Spot, ...], rules: Rules) -> bool:
    return any(spots_meet(a, b, rules)[0] for a in left for b in right)
