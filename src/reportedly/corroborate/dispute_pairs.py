"""Which claims may clash: one claim with who says it and when, and the pairs that speak of much the same."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reportedly.contrast import Aspects
from reportedly.corroborate.root import Root

_RAREST = 8
_PER_KEY = 40
_LEAST_KEYS = 2
_FARTHEST_DAYS = 45


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim taken apart, with the root of its chain and its publisher; `order` is its document's place in time."""

    aspects: Aspects
    root: Root
    publisher: str
    order: tuple[str, str, str]

    @property
    def id(self) -> str:
        """The claim's id."""
        return self.aspects.claim.id

    @property
    def document(self) -> str:
        """The id of the document."""
        return self.aspects.claim.document

    @property
    def keys(self) -> frozenset[str]:
        """What a claim is found by: its content and the words of its places and names."""
        places = {w for p in self.aspects.places for w in p.phrase.printed.casefold().split() if len(w) > 2}
        return self.aspects.core | places | self.aspects.names


def one_voice(left: Stated, right: Stated) -> bool:
    """Say whether one source says both in one report: then they are parts of one account."""
    same = left.root.key == right.root.key and left.root.status == right.root.status
    return left.document == right.document and same


def candidates(stated: Sequence[Stated]) -> Iterator[tuple[Stated, Stated]]:
    """Yield pairs of claims that share two of their rarest keys, the one with the smaller id first.

    Each key joins a claim with at most 40 later ones within 45 days: the work stays linear in claims.
    """
    common = Counter(key for one in stated for key in one.keys)
    blocks: dict[str, list[Stated]] = defaultdict(list)
    for one in sorted(stated, key=lambda s: (s.aspects.published or 0, s.id)):
        for key in sorted(one.keys, key=lambda k: (common[k], k))[:_RAREST]:
            blocks[key].append(one)
    shared: Counter[tuple[str, str]] = Counter()
    by_id = {one.id: one for one in stated}
    for block in blocks.values():
        for at, one in enumerate(block):
            for other in block[at + 1 : at + 1 + _PER_KEY]:
                if _near(one, other) and not one_voice(one, other):
                    shared[(min(one.id, other.id), max(one.id, other.id))] += 1
    for (left, right), keys in sorted(shared.items()):
        if keys >= _LEAST_KEYS:
            yield by_id[left], by_id[right]


def _near(one: Stated, other: Stated) -> bool:
    if one.aspects.published is None or other.aspects.published is None:
        return True
    return abs(one.aspects.published - other.aspects.published) <= _FARTHEST_DAYS
