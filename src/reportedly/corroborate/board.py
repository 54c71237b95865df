"""The verdicts on all pairs of claims that are compared, kept up to date as claims and document edges come and go."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.corroborate.compare import Comparison, Rules, compare_all, nothing_shared, state_conflict
from reportedly.corroborate.items import Item
from reportedly.corroborate.neighbours import Couple, Neighbours, couple
from reportedly.records.values import ContradictionKind, Verdict

TWIN = Comparison("same", "told in the same way", 3.0)

_WITHIN = 30
"""Claims of one document are compared with so many after them, whatever their places and days."""

_BESIDE = 10
"""Those of categories that do not go together with so many."""


@dataclass(frozen=True, slots=True)
class Ruling:
    """What is kept of a comparison; the reason can be worked out again. `joins`: it made two groups of claims one."""

    verdict: Verdict
    score: float
    conflict: ContradictionKind | None = None
    joins: bool = False


@lru_cache(maxsize=100_000)
def ruling(verdict: Verdict, score: float, conflict: ContradictionKind | None = None, joins: bool = False) -> Ruling:
    """Return a ruling; equal ones are one object, since there are millions."""
    return Ruling(verdict, score, conflict, joins)


Rulings = dict[str, Ruling]
Claims = Mapping[str, list[Item]]


@dataclass
class Shelves:
    """Where the board keeps what it knows; each may load what is asked for.

    `claims` gives the claims of a document in text order, `kin` the documents that an edge joins with one, `twins` the
    claims with a signature, sorted, `rulings` for each claim what was found of it and others.
    """

    items: Mapping[str, Item]
    claims: Claims
    kin: Mapping[str, set[str]]
    twins: MutableMapping[str, list[str]]
    rulings: MutableMapping[str, Rulings]


def shelves_in_memory() -> Shelves:
    """Return empty shelves for a pile that fits into memory."""
    return Shelves({}, defaultdict(list), defaultdict(set), defaultdict(list), defaultdict(dict))


_AT_ONCE = 20_000
"""So many couples are compared together."""


class Board:
    """Compares claims that are put on the board; what it holds depends on what is on it, not on the order.

    Couples are only noted as claims come and go; `settle` brings the rulings on them up to date.
    `changed` are the couples of which a ruling has come, gone or become another one. With `keeps` the comparisons
    behind the rulings are kept with their reasons: a pile that is joined in memory asks for all of them.
    """

    def __init__(self, rules: Rules, shelves: Shelves, neighbours: Neighbours, *, keeps: bool = False) -> None:
        self._rules = rules
        self._shelves = shelves
        self._neighbours = neighbours
        self._kept: dict[Couple, Comparison] | None = {} if keeps else None
        self._due: dict[Couple, None] = {}
        self.changed: dict[Couple, Ruling | None] = {}

    def add(self, item: Item) -> None:
        """Put a claim on the board."""
        group = self._shelves.twins[item.key]
        head = group[0] if group else None
        group.append(item.id)
        group.sort()
        if head is None:
            self._list(item)
        elif item.id < head:
            self._unlist(self._shelves.items[head])
            self._list(item)
            for other in group[1:]:
                self._look(item.id, other)
                self._look(head, other)
        else:
            self._look(head, item.id)
        for other_item in self._of_kin(item):
            self._look(item.id, other_item.id)
        if len(self._due) >= _AT_ONCE:
            self.settle()

    def remove(self, item: Item) -> None:
        """Take a claim off the board."""
        group = self._shelves.twins[item.key]
        if item.id not in group:
            return
        was_head = group[0] == item.id
        group.remove(item.id)
        if was_head:
            self._unlist(item)
        for other in list(self._shelves.rulings[item.id]):
            self._put(couple(item.id, other), None)
        if was_head and group:
            self._list(self._shelves.items[group[0]])
            for other in group[1:]:
                self._look(group[0], other)

    def refresh(self, one: str, other: str) -> None:
        """Look again at all claims of two documents, between which an edge has come or gone."""
        for left in self._shelves.claims[one]:
            for right in self._shelves.claims[other]:
                self._look(left.id, right.id)

    def _list(self, item: Item) -> None:
        own, around = self._neighbours.add(item)
        for pair in own:
            self._look(*pair)
        for left, right in around:
            if right in self._shelves.rulings[left]:
                self._look(left, right)

    def _unlist(self, item: Item) -> None:
        around = self._neighbours.remove(item)
        for other in self._shelves.rulings[item.id]:
            self._look(item.id, other)
        for pair in around:
            self._look(*pair)

    def _of_kin(self, item: Item) -> Iterator[Item]:
        for document in (item.document, *sorted(self._shelves.kin[item.document])):
            for other in self._shelves.claims[document]:
                if other.id != item.id and self._in_reach(other, item):
                    yield other

    def _look(self, one: str, other: str) -> None:
        """Note a couple that has to be looked at."""
        if one != other:
            self._due[couple(one, other)] = None

    def settle(self) -> None:
        """Bring the rulings on all couples that have to be looked at up to date."""
        due, self._due = list(self._due), {}
        for first in range(0, len(due), _AT_ONCE):
            self._settle(due[first : first + _AT_ONCE])

    def _settle(self, due: Sequence[Couple]) -> None:
        items = self._shelves.items
        heads = {claim: self._head(items[claim]) for claim in {claim for pair in due for claim in pair}}
        compared: list[Couple] = []
        for pair in due:
            left, right = pair
            mine, theirs = heads[left], heads[right]
            if mine is None or theirs is None:
                self._put(pair, None)
            elif mine == theirs and mine in pair:
                self._rule(pair, TWIN)
            elif self._meet(items[left], items[right], both_head=(mine, theirs) == pair):
                compared.append(pair)
            else:
                self._put(pair, None)
        found = compare_all(((items[left], items[right]) for left, right in compared), self._rules)
        for pair, one in zip(compared, found, strict=True):
            self._rule(pair, one)

    def _rule(self, pair: Couple, found: Comparison) -> None:
        """Keep what a comparison says, if it tells something."""
        if not _tells(found, *(self._shelves.items[claim] for claim in pair)):
            self._put(pair, None)
            return
        old = self._shelves.rulings[pair[0]].get(pair[1])
        joins = old is not None and old.joins and found.verdict == "same"
        if self._kept is not None:
            self._kept[pair] = found
        self._put(pair, ruling(found.verdict, found.score, found.conflict, joins))

    def _meet(self, left: Item, right: Item, *, both_head: bool) -> bool:
        """Say whether two claims are to be compared."""
        if self._family(left, right):
            if self._in_reach(left, right):
                return True
        elif nothing_shared(left, right, self._rules):
            return False
        return both_head and self._neighbours.meet(left, right)

    def _head(self, item: Item) -> str | None:
        """Return the claim that stands in the lists for a claim and its twins, None where it is not on the board."""
        group = self._shelves.twins[item.key]
        return group[0] if item.id in group else None

    def _family(self, left: Item, right: Item) -> bool:
        return left.document == right.document or right.document in self._shelves.kin[left.document]

    def _in_reach(self, left: Item, right: Item) -> bool:
        if left.document != right.document:
            return True
        return abs(left.rank - right.rank) <= (_WITHIN if self._alike(left, right) else _BESIDE)

    def _alike(self, left: Item, right: Item) -> bool:
        return not set(self._neighbours.blocks(left)).isdisjoint(self._neighbours.blocks(right))

    def comparisons(self, pairs: Sequence[Couple]) -> list[Comparison]:
        """Return the comparisons behind the rulings on couples, with their reasons."""
        if self._kept is not None:
            return [self._kept[pair] for pair in pairs]
        items = [(self._shelves.items[left], self._shelves.items[right]) for left, right in pairs]
        twins = [left.key == right.key and self._head(left) in (left.id, right.id) for left, right in items]
        found = iter(compare_all((pair for pair, twin in zip(items, twins, strict=True) if not twin), self._rules))
        return [TWIN if twin else next(found) for twin in twins]

    def _put(self, pair: Couple, found: Ruling | None) -> None:
        left, right = self._shelves.rulings[pair[0]], self._shelves.rulings[pair[1]]
        if left.get(pair[1]) == found:
            return
        self.changed.setdefault(pair, left.get(pair[1]))
        if found is None:
            del left[pair[1]], right[pair[0]]
        else:
            left[pair[1]] = right[pair[0]] = found

    def mark(self, pair: Couple, joins: bool) -> None:
        """Note whether a pair made two groups of claims one."""
        old = self._shelves.rulings[pair[0]].get(pair[1])
        if old is not None and old.joins != joins:
            self._put(pair, ruling(old.verdict, old.score, old.conflict, joins))


def _tells(found: Comparison, left: Item, right: Item) -> bool:
    """Say whether a comparison is kept: "different" without a conflict says nothing that matters later."""
    if found.verdict != "different" or found.conflict is not None:
        return True
    return found.clash and found.reason == state_conflict(left, right)


def couples(rulings: Mapping[str, Rulings], claims: Iterable[str]) -> Iterator[tuple[str, str, Ruling]]:
    """Yield all rulings that one of these claims has part in, each once, the smaller id first."""
    seen = set(claims)
    for claim in sorted(seen):
        for other, found in rulings[claim].items():
            if other not in seen or claim < other:
                yield (*couple(claim, other), found)
