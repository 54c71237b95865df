"""Contradictions that only the wording shows: which claims speak of much the same, and whether they clash.

Which pairs are looked at follows from how rare each word is among all claims. So all of them are gone through again
whenever a claim comes, goes or changes, but as numbers only; claims are taken apart, and held against each other, where
their own words or those they are compared with have changed.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set

import numpy as np
from numpy.typing import NDArray

from reportedly.corroborate import dispute_pairs
from reportedly.corroborate.disputes import Clash
from reportedly.join.clashing import Clashing
from reportedly.join.packing import pack_root
from reportedly.join.state import ClashRow, State
from reportedly.store.joining import WORDED
from reportedly.text import digest

_SLICE = 20_000
_UNKNOWN = -1
_SPLIT = "\x1f"

WordRow = tuple[str, str, int | None, int, str, str]
"""A claim, a digest of what it is compared by, its day, who speaks where, its keys, what it was held against."""


class Worded:
    """The words of all claims of a store; one object takes one update."""

    def __init__(self, state: State, clashing: Clashing) -> None:
        self._state = state
        self._clashing = clashing
        self._rows: dict[str, WordRow] = {}
        self._changed: set[str] = set()
        self._gone: set[str] = set()

    def find(self, documents: Set[str], written: Set[str], dropped: Set[str]) -> Iterator[tuple[str, set[ClashRow]]]:
        """Yield the zones of which the clashes may be others than before, each with its clashes.

        A zone holds those of one claim with all that come after it in time. `written` are the claims that may have
        changed, those of `documents` may stand in another line of versions.
        """
        if not written and not dropped and not documents:
            return
        self._rows = {row[0]: row for row in self._state.tables.words()}
        self._take(written, dropped)
        changed, again = set(self._changed), self._told_anew(documents, dropped)
        beside = partners(list(self._rows.values()))
        for claim in sorted(self._gone):
            yield WORDED + claim, set()
        for claim, row in sorted(self._rows.items(), key=lambda one: (one[1][2] or 0, one[0])):
            others, old = sorted(beside.get(claim, ())), row[5].split(_SPLIT) if row[5] else []
            new = [o for o in others if claim in changed or o in changed or o not in old or {claim, o} <= again]
            if others != old:
                self._rows[claim] = (*row[:5], _SPLIT.join(others))
                self._changed.add(claim)
            if new or others != old:
                yield WORDED + claim, self._zone(claim, others, new)

    def _zone(self, claim: str, others: Sequence[str], new: Sequence[str]) -> set[ClashRow]:
        """Return the clashes of a claim with others; those with `new` are looked for, the rest is as it was."""
        kept = {(claim, other) for other in set(others).difference(new)}
        found = {row for row in self._state.clashes[WORDED + claim] if kept & {row[:2], row[1::-1]}}
        for other in new:
            made = self._clash(claim, other)
            if made is not None:
                found.add((made.left.id, made.right.id, made.kind, made.reason))
        return found

    def _take(self, written: Set[str], dropped: Set[str]) -> None:
        """Take the words of claims that may have changed; those of exact copies are left out."""
        for claim in dropped | written:
            if claim in dropped or self._state.exact[claim] is not None:
                if self._rows.pop(claim, None) is not None:
                    self._gone.add(claim)
                continue
            version = self._version(claim)
            if claim not in self._rows or self._rows[claim][1] != version:
                self._rows[claim] = self._row(claim, version)
                self._changed.add(claim)

    def _version(self, claim: str) -> str:
        item = self._state.items[claim]
        when, publisher, name = self._state.documents[item.document]
        return digest(item.told.packed, pack_root(self._state.roots[claim]), *when, publisher, name, length=16)

    def _row(self, claim: str, version: str) -> WordRow:
        stated = self._clashing.stated(self._state.items[claim])
        speaker = digest(stated.document, stated.root.key, stated.root.status, length=15)
        keys = _SPLIT.join(sorted(stated.keys))
        return claim, version, stated.aspects.published, int(speaker, 16), keys, ""

    def _told_anew(self, documents: Set[str], dropped: Set[str]) -> set[str]:
        """Return the claims with a clash in one of the documents: whether it is a correction hangs on their edges."""
        claims = {c for d in documents for c in self._state.claim_ids[d] if c not in dropped}
        rows = {row for claim in claims for row in self._state.worded_of[claim]}
        return {claim for row in rows for claim in row[:2]}

    def _clash(self, one: str, other: str) -> Clash | None:
        items = self._state.items
        left, right = sorted((one, other))
        return self._clashing.worded(items[left], items[right])

    def write(self) -> None:
        """Write the words of claims that have come, gone or changed."""
        self._state.tables.drop_words(self._gone)
        self._state.tables.put_words(self._rows[claim] for claim in sorted(self._changed))


def partners(rows: Sequence[WordRow]) -> Mapping[str, list[str]]:
    """Return for each claim the later ones that it is held against: the pairs that `dispute_pairs.candidates` finds."""
    ordered = sorted(rows, key=lambda row: (row[2] or 0, row[0]))
    names = {name: number for number, name in enumerate(sorted({k for row in ordered for k in _keys(row)}))}
    found: dict[str, list[str]] = defaultdict(list)
    if not names:
        return found
    owners, keys = _entries(ordered, names)
    days = np.array([_UNKNOWN if row[2] is None else row[2] for row in ordered], dtype=np.int64)
    speakers = np.array([row[3] for row in ordered], dtype=np.int64)
    for first in range(0, len(ordered), _SLICE):
        for one, other in _pairs(owners, keys, days, speakers, first).tolist():
            found[ordered[one][0]].append(ordered[other][0])
    return found


def _keys(row: WordRow) -> list[str]:
    return row[4].split(_SPLIT) if row[4] else []


def _entries(ordered: Sequence[WordRow], names: Mapping[str, int]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return claims (by their place) with each of their rarest keys, by key and then by claim."""
    held = [[names[key] for key in _keys(row)] for row in ordered]
    owners = np.repeat(np.arange(len(held)), [len(keys) for keys in held])
    keys = np.array([key for one in held for key in one], dtype=np.int64)
    common = np.bincount(keys)
    order = np.lexsort((keys, common[keys], owners))
    owners, keys = owners[order], keys[order]
    starts = np.searchsorted(owners, owners, side="left")
    rare = np.arange(len(owners)) - starts < dispute_pairs._RAREST
    owners, keys = owners[rare], keys[rare]
    order = np.lexsort((owners, keys))
    return owners[order], keys[order]


def _pairs(
    owners: NDArray[np.int64],
    keys: NDArray[np.int64],
    days: NDArray[np.int64],
    speakers: NDArray[np.int64],
    first: int,
) -> NDArray[np.int64]:
    """Return the pairs of which the earlier claim is one of _SLICE from `first` on, as rows of two places."""
    mine = np.flatnonzero((owners >= first) & (owners < first + _SLICE))
    codes: list[NDArray[np.int64]] = []
    for step in range(1, dispute_pairs._PER_KEY + 1):
        mine = mine[mine + step < len(owners)]
        mine = mine[keys[mine] == keys[mine + step]]
        if not len(mine):
            break
        one, other = owners[mine], owners[mine + step]
        near = np.abs(days[one] - days[other]) <= dispute_pairs._FARTHEST_DAYS
        near |= (days[one] == _UNKNOWN) | (days[other] == _UNKNOWN)
        near &= speakers[one] != speakers[other]
        codes.append(one[near] * len(days) + other[near])
    if not codes:
        return np.empty((0, 2), dtype=np.int64)
    shared, counts = np.unique(np.concatenate(codes), return_counts=True)
    shared = shared[counts >= dispute_pairs._LEAST_KEYS]
    return np.column_stack((shared // len(days), shared % len(days)))
