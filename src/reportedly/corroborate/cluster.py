"""Which claims belong together: groups of claims that are alike on average, joined the surest first."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from heapq import heappop, heappush
from math import fsum, inf

from reportedly.corroborate.board import Board, Shelves, couples, shelves_in_memory
from reportedly.corroborate.compare import AGAINST, SAME_ODDS, Comparison, Rules, compare_all
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
    told = sorted((left, right) for left, right, _ in couples(shelves.rulings, by_id))
    found = zip(told, board.comparisons(told), strict=True)
    return [Pair(by_id[left], by_id[right], one) for (left, right), one in found]


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
    board = Board(rules, shelves, Neighbours(rules), keeps=True)
    # In the order of days few neighbours are pushed apart again.
    for item in sorted(items, key=entry_of):
        board.add(item)
    board.settle()
    return board


@dataclass(eq=False)
class Group:
    """A growing cluster: its members, examples of what it tells, and the pairs that lead to other groups.

    `name` sorts groups by content, so that one more report of the same does not change which groups form.
    """

    name: tuple[str, str]
    members: list[str]
    examples: list[Item]
    ways: dict["Group", Pair] = field(default_factory=dict)
    gone: bool = False


_EXAMPLES = 12
_MOST = 6.0
"""Log-odds of one pair count for no more than this, for or against, where two groups are compared."""

_Order = tuple[float, tuple[str, str], tuple[str, str]]
_Precedence = tuple[float, list[str], str, str]


def clusters(
    items: Sequence[Item], pairs: Sequence[Pair], rules: Rules, bonds: Bonds | None = None
) -> tuple[list[list[str]], list[Pair]]:
    """Return the claims in groups, and the pairs that joined: agglomeration by average log-odds of likeness.

    Groups are joined along "same" judgements, those that are most alike on average first. No group holds two claims
    that deny each other. `bonds` are what people decided: no union joins what they keep apart, and groups
    that they joined become one at the end, so that each goes on to take in what fits it. Groups and members come
    sorted by id.
    """
    joining = _Joining(items, [pair for pair in pairs if pair.found.verdict == "same"], rules, bonds or Bonds())
    return joining.run()


class _Joining:
    """One agglomeration."""

    def __init__(self, items: Sequence[Item], pairs: Sequence[Pair], rules: Rules, bonds: Bonds) -> None:
        self._rules, self._bonds = rules, bonds
        self._keys = {item.id: content_key(item) for item in items}
        self._groups = [Group((self._keys[i.id], i.id), [i.id], [i]) for i in items]
        self._odds: dict[tuple[str, str], float] = {}
        self._used: list[Pair] = []
        by_id = {group.members[0]: group for group in self._groups}
        for pair in pairs:
            self._odds[pair.left.id, pair.right.id] = _clipped(pair.found.score)
            _connect(by_id[pair.left.id], by_id[pair.right.id], pair, self._precedence)
        self._heap: list[tuple[_Order, int, Group, Group]] = []
        self._pushed = 0

    def run(self) -> tuple[list[list[str]], list[Pair]]:
        """Join until no two groups are alike enough."""
        for group in self._groups:
            for other in group.ways:
                if group.name < other.name:
                    self._weigh(group, other)
        while self._heap:
            _, _, one, other = heappop(self._heap)
            if one.gone or other.gone:
                continue
            pair = one.ways[other]
            if self._bonds.may_join(pair.left.id, pair.right.id):
                self._bonds.join(pair.left.id, pair.right.id)
                self._used.append(pair)
                if len(one.members) < len(other.members):
                    one, other = other, one
                self._unite(one, other)
        found = [group.members for group in self._groups if not group.gone]
        return self._bonds.gathered(found), self._used

    def _weigh(self, one: Group, other: Group) -> None:
        """Put two groups on the heap if they are alike on average."""
        mean = self._mean(one, other)
        if mean >= SAME_ODDS:
            self._pushed += 1
            first, second = sorted((one.name, other.name))
            heappush(self._heap, ((-mean, first, second), self._pushed, one, other))

    def _mean(self, one: Group, other: Group) -> float:
        pairs = [(a, b) if a.id < b.id else (b, a) for a in one.examples for b in other.examples]
        new = [pair for pair in pairs if (pair[0].id, pair[1].id) not in self._odds]
        for (left, right), found in zip(new, compare_all(new, self._rules), strict=True):
            # What cannot be of one occurrence parts two groups whatever else they hold.
            self._odds[left.id, right.id] = -inf if found.clash else AGAINST if found.hard else _clipped(found.score)
        odds = [self._odds[left.id, right.id] for left, right in pairs]
        return -inf if -inf in odds else fsum(odds) / len(odds)

    def _unite(self, one: Group, other: Group) -> None:
        """Make one group of two, `one` with no fewer members, and weigh it against all that either led to."""
        name, examples = min(one.name, other.name), self._examples(one, other)
        if name == one.name and examples == one.examples:
            self._take_in(one, other)
            return
        made = Group(name, one.members + other.members, examples)
        one.gone = other.gone = True
        self._groups.append(made)
        for group in (one, other):
            self._lead(made, group)
        for third in made.ways:
            self._weigh(made, third)

    def _examples(self, one: Group, other: Group) -> list[Item]:
        """Return examples of two groups: of claims with one signature one, the first ones by content."""
        kept: dict[tuple[object, ...], Item] = {}
        for item in sorted((*one.examples, *other.examples), key=lambda item: item.id):
            kept.setdefault(item.signature, item)
        return sorted(kept.values(), key=lambda item: (self._keys[item.id], item.id))[:_EXAMPLES]

    def _take_in(self, one: Group, other: Group) -> None:
        """Put a group into one that it changes nothing of: what that was weighed against holds as it is.

        In a pile of near-equal reports a group soon has all its examples; the work that is left is that of the smaller.
        """
        new = [third for third in other.ways if third is not one and third not in one.ways]
        other.gone = True
        one.members += other.members
        self._lead(one, other)
        one.ways.pop(other)
        for third in new:
            self._weigh(one, third)

    def _lead(self, made: Group, gone: Group) -> None:
        """Let the ways of a group that is gone lead to the one that took it in."""
        for third, pair in gone.ways.items():
            if not third.gone and third is not made:
                third.ways.pop(gone, None)
                _connect(made, third, pair, self._precedence)
        gone.ways = {}

    def _precedence(self, pair: Pair) -> _Precedence:
        keys = sorted((self._keys[pair.left.id], self._keys[pair.right.id]))
        return -pair.found.score, keys, pair.left.id, pair.right.id


def _connect(one: Group, other: Group, pair: Pair, precedence: Callable[[Pair], _Precedence]) -> None:
    """Note the surest pair between two groups."""
    known = one.ways.get(other)
    if known is None or precedence(pair) < precedence(known):
        one.ways[other] = other.ways[one] = pair


def _clipped(odds: float) -> float:
    return max(-_MOST, min(_MOST, odds))
