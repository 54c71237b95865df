"""Derivation of a whole store at once: the same edges as document by document, with the keys in memory."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from reportedly.derive.keys import Key
from reportedly.derive.pairs import Side
from reportedly.derive.shelf import EARLIEST, NEAREST, When, first_day
from reportedly.join.prints import key_number, unpack_keys
from reportedly.store.joining import JoinTables


class WholeShelf:
    """The first prints of a store by their keys, each at its place in time (a number from 0 on).

    `places` gives the place of a document, `days` the first place from a day on.
    """

    def __init__(self, ids: Sequence[str], instants: Sequence[str]) -> None:
        self._ids = ids
        self._instants = np.array(instants, dtype=object)
        self._numbers: list[NDArray[np.int64]] = []
        self._owners: list[NDArray[np.int32]] = []
        self._of: dict[int, int] = {}
        self._keys: NDArray[np.int64] = np.empty(0, dtype=np.int64)
        self._places: NDArray[np.int32] = np.empty(0, dtype=np.int32)
        self._found: dict[str, list[int]] = {}

    def put(self, place: int, keys: Sequence[Key]) -> None:
        """Put a document under its keys; places have to come in order."""
        numbers = np.fromiter((key_number(key) for key, _ in keys), dtype=np.int64, count=len(keys))
        self._numbers.append(numbers)
        self._of[place] = len(self._numbers) - 1
        self._owners.append(np.full(len(numbers), place, dtype=np.int32))

    def sort(self) -> None:
        """Make the keys ready to be looked up."""
        keys = np.concatenate(self._numbers) if self._numbers else self._keys
        owners = np.concatenate(self._owners) if self._owners else self._places
        self._owners = []
        order = np.argsort(keys, kind="stable")
        self._keys, self._places = keys[order], owners[order]

    def rows(self, labels: Sequence[int]) -> Iterator[tuple[int, int]]:
        """Yield every key with the label of each of its documents, in order."""
        step = 100_000
        known = np.array(labels, dtype=np.int64)
        for start in range(0, len(self._keys), step):
            keys = self._keys[start : start + step].tolist()
            yield from zip(keys, known[self._places[start : start + step]].tolist(), strict=True)

    def look(self, place: int, when: When, keys: Sequence[Key]) -> None:
        """Make ready what `before` is asked for a document."""
        self._found = {}
        day = self._from(when)
        numbers = self._numbers[self._of[place]]
        starts = np.searchsorted(self._keys, numbers, side="left")
        ends = np.searchsorted(self._keys, numbers, side="right")
        for at in np.flatnonzero(ends - starts > 1).tolist():
            key, start, end = keys[at][0], int(starts[at]), int(ends[at])
            held = self._places[start:end]
            stop = start + int(held.searchsorted(place))
            if stop == start:
                continue
            run = key.startswith("s")
            first = start if run else start + int(held.searchsorted(day))
            near = self._places[max(first, stop - NEAREST) : stop].tolist()
            early = self._places[start : min(start + EARLIEST, stop)].tolist() if run else []
            self._found[key] = [*(x for x in early if x not in near), *near]

    def _from(self, when: When) -> int:
        """Return the first place at which names and numbers are looked for."""
        day = first_day("", when)
        return int(np.searchsorted(self._instants, day)) if day else -1

    def before(self, key: str, when: When) -> Sequence[str]:
        """See `derive.shelf.Shelf`."""
        return [self._ids[x] for x in self._found.get(key, ())]

    def side(self, document: str) -> Side:
        """Never asked: only candidates are looked for here."""
        raise KeyError(document)


def shelved(tables: JoinTables) -> tuple[WholeShelf, list[str], Mapping[str, int]]:
    """Return all first prints of a store under their keys, all ids in time, and the place of each."""
    order = tables.in_time()
    ids = [row[0] for row in order]
    shelf = WholeShelf(ids, [row[1] for row in order])
    seen: set[str] = set()
    heads: dict[str, int] = {}
    for place, (document, _, squeezed) in enumerate(order):
        if squeezed not in seen:
            seen.add(squeezed)
            heads[document] = place
            shelf.put(place, unpack_keys(tables.keys_of(document)))
    shelf.sort()
    return shelf, ids, heads
