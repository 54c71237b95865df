"""Which claims belong together: pairs of neighbours, joined the surest first."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.corroborate.board import Board, Shelves, couples, shelves_in_memory
from reportedly.corroborate.compare import MEAN_ODDS, Comparison, Rules, compare, likeness
from reportedly.corroborate.items import Item, content_key
from reportedly.corroborate.neighbours import NEIGHBOURS, Neighbours, entry_of
from reportedly.records import Bonds

__all__ = ["NEIGHBOURS", "Families", "Pair", "clusters", "compared"]


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
    """Return every pair that tells something, in a fixed order; they do not depend on the order of `items`."""
    shelves = shelves_in_memory()
    board = filled(items, rules, families, shelves)
    by_id = {item.id: item for item in items}
    found = []
    for left, right, _ in couples(shelves.rulings, by_id):
        one, other = by_id[left], by_id[right]
        found.append(Pair(one, other, board.comparison(one, other)))
    return sorted(found, key=lambda p: (p.left.id, p.right.id))


def filled(items: Sequence[Item], rules: Rules, families: Families, shelves: Shelves) -> Board:
    """Return a board with all claims of a pile on it."""
    claims, kin = defaultdict[str, list[Item]](list), defaultdict[str, set[str]](set)
    for item in items:
        claims[item.document].append(item)
    for pair in families.pairs:
        one, other = sorted(pair)
        kin[one].add(other)
        kin[other].add(one)
    shelves.items, shelves.claims, shelves.kin = {item.id: item for item in items}, claims, kin
    board = Board(rules, shelves, Neighbours(rules))
    # In the order of days few neighbours are pushed apart again.
    for item in sorted(items, key=entry_of):
        board.add(item)
    return board


@dataclass
class Group:
    """A growing cluster, with examples of what it tells."""

    members: list[str]
    examples: list[Item]


_EXAMPLES = 12


def clusters(
    items: Sequence[Item], pairs: Sequence[Pair], rules: Rules, bonds: Bonds | None = None
) -> tuple[list[list[str]], list[Pair]]:
    """Return the claims in groups, joined by "same" judgements, the surest first, and the pairs that joined.

    A union that would put two claims with incompatible places, times, states or numbers into one
    group is left out: a claim on a whole region, or a chain of near dates, must not tie
    distinct occurrences together. `bonds` are what people decided: no union joins what they keep apart, and groups
    that they joined become one at the end, so that each goes on to take in what fits it. Groups and members come
    sorted by id.
    """
    bonds = bonds or Bonds()
    groups = {item.id: _group(item) for item in items}
    joined = [pair for pair in pairs if pair.found.verdict == "same"]
    used: list[Pair] = []
    # Sorted by content, not by id: one more report of the same must not change which groups form.
    keys = {item.id: content_key(item) for item in items}
    for pair in sorted(joined, key=lambda p: _precedence(p, keys)):
        one, other = groups[pair.left.id], groups[pair.right.id]
        if one is other or not bonds.may_join(pair.left.id, pair.right.id) or not _fit(one, other, rules):
            continue
        bonds.join(pair.left.id, pair.right.id)
        small, large = sorted((one, other), key=lambda g: (len(g.members), g.members[0]))
        _absorb(large, small)
        used.append(pair)
        for member in small.members:
            groups[member] = large
    found = {id(group): group.members for group in groups.values()}
    return bonds.gathered(found.values()), used


def _precedence(pair: Pair, keys: dict[str, str]) -> tuple[float, list[str], str, str]:
    return -pair.found.score, sorted((keys[pair.left.id], keys[pair.right.id])), pair.left.id, pair.right.id


def _group(item: Item) -> Group:
    return Group([item.id], [item])


def _absorb(large: Group, small: Group) -> None:
    large.members += small.members
    kept = {item.signature: item for item in (*large.examples, *small.examples)}
    large.examples = (
        sorted(kept.values(), key=content_key)[:_EXAMPLES] if len(kept) > _EXAMPLES else list(kept.values())
    )


def _fit(one: Group, other: Group, rules: Rules) -> bool:
    """Say whether two groups may be one: no two examples clash, and on the whole they are alike."""
    total = count = 0.0
    for a in one.examples:
        for b in other.examples:
            if compare(a, b, rules).hard:
                return False
            total += likeness(a, b, rules)
            count += 1
    return total / count >= MEAN_ODDS
