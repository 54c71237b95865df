"""Finding the earlier documents that a document may derive from."""

from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Protocol

from reportedly.derive.keys import ENOUGH, Key
from reportedly.derive.pairs import Side
from reportedly.derive.sketch import Sketch

NEAREST = 30
"""Earlier documents that are looked up for one key: those published last before the document."""

EARLIEST = 2
"""For a run of words also so many of the first documents that have it: old texts are printed again."""

DAYS = 90
"""Days before a document in which its names and numbers are looked for; runs of words have no limit."""

MOST = 15
"""Documents that one document is compared with: those with the most keys in common."""

When = tuple[str, str, str]


class Shelf(Protocol):
    """The documents by their keys, in the order of `Sketch.when`."""

    def before(self, key: str, when: When) -> Sequence[str]:
        """Return the ids of documents before `when` that have a key: NEAREST, for runs of words EARLIEST besides.

        Documents that repeat an earlier one word for word are on no shelf.
        """
        ...

    def side(self, document: str) -> Side:
        """Return a document ready for comparison."""
        ...


def candidates(sketch: Sketch, keys: Iterable[Key], shelf: Shelf) -> list[str]:
    """Return the documents that one is compared with, by the keys in common, then by id."""
    shared: dict[str, float] = defaultdict(float)
    for key, weight in keys:
        for found in shelf.before(key, sketch.when):
            if found != sketch.id:
                shared[found] += weight
    enough = sorted((-weight, found) for found, weight in shared.items() if weight >= ENOUGH)
    return [found for _, found in enough[:MOST]]


def first_day(key: str, when: When) -> str:
    """Return the first instant from which documents are looked up for a key before `when`, "" for no limit."""
    if key.startswith("s") or when[0].startswith("9999"):
        return ""
    try:
        return (date.fromisoformat(when[0][:10]) - timedelta(days=DAYS)).isoformat()
    except ValueError:
        return ""


class MemoryShelf:
    """All documents of a pile in memory."""

    def __init__(self, sides: Iterable[tuple[Side, Sequence[Key]]]) -> None:
        self._sides: dict[str, Side] = {}
        self._shelves: dict[str, list[When]] = defaultdict(list)
        self._ids: dict[When, str] = {}
        for side, keys in sides:
            self._sides[side.sketch.id] = side
            self._ids[side.sketch.when] = side.sketch.id
            for key, _ in keys:
                insort(self._shelves[key], side.sketch.when)

    def before(self, key: str, when: When) -> Sequence[str]:
        """See `Shelf`."""
        shelf = self._shelves.get(key, [])
        end = bisect_left(shelf, when)
        start = bisect_left(shelf, (first_day(key, when), "", ""))
        near = shelf[max(start, end - NEAREST) : end]
        first = [w for w in shelf[: min(EARLIEST, end)] if w not in near] if key.startswith("s") else []
        return [self._ids[w] for w in (*first, *near)]

    def side(self, document: str) -> Side:
        """See `Shelf`."""
        return self._sides[document]
