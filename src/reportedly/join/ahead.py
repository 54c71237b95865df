"""Derivation of a whole store in several processes: each document is looked at before those before it have edges.

What a document is compared with, and how alike the two are, depends on the two alone. Which of them are its parents may
depend on what those derive from; where it does, the document is left to the process that knows all edges.
"""

import json
import os
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from multiprocessing import get_all_start_methods, get_context
from tempfile import TemporaryFile

from reportedly.derive import edges
from reportedly.derive.pairs import Side, pair_of
from reportedly.derive.parents import choose
from reportedly.derive.shelf import When, candidates
from reportedly.derive.weights import load
from reportedly.derive.words import Text
from reportedly.errors import StoreError
from reportedly.join.bulk import WholeShelf
from reportedly.join.packing import packed, unpack_sketch
from reportedly.join.prints import unpack_keys
from reportedly.records import DocEdge
from reportedly.store import rows

LEAST = 2000
"""Documents from which several processes are worth their start."""

_MOST_PROCESSES = 4
_CHUNK = 500
_SIDES = 6000


@dataclass(frozen=True, slots=True)
class Seen:
    """What was found of a document: those it was compared with, and its edges, None where they hang on other edges."""

    document: str
    candidates: list[str]
    edges: list[DocEdge] | None


def processes() -> int:
    """Return how many processes can work at once; 1 where a process cannot be copied with what it holds."""
    if "fork" not in get_all_start_methods():
        return 1
    return max(1, min(_MOST_PROCESSES, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1))


class Spool:
    """Documents in a temporary file: the processes cannot read what a transaction has written and not yet kept."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed with this object)
        self._spans: dict[str, tuple[int, int]] = {}
        self._end = 0

    def __enter__(self) -> "Spool":
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def put(self, document: str, parts: Sequence[str]) -> None:
        """Write the texts that belong to a document."""
        body = packed(parts).encode("utf-8", "surrogatepass")
        self._file.write(body)
        self._spans[document] = (self._end, len(body))
        self._end += len(body)

    def flush(self) -> None:
        """Make everything that was put readable."""
        self._file.flush()

    def get(self, document: str) -> list[str]:
        """Return what was put of a document."""
        start, length = self._spans[document]
        found: list[str] = json.loads(os.pread(self._file.fileno(), length, start).decode("utf-8", "surrogatepass"))
        return found


class Ahead:
    """Looks at documents; `heads` are the first prints, in the order of time, each with its place on the shelf."""

    def __init__(self, shelf: WholeShelf, spool: Spool, heads: Sequence[tuple[str, int]]) -> None:
        self._shelf = shelf
        self._spool = spool
        self.heads = heads
        self.side = lru_cache(maxsize=_SIDES)(self._side)

    def look(self, first: int) -> list[Seen]:
        """Look at the documents from number `first` on, _CHUNK of them."""
        return [self._seen(document, place) for document, place in self.heads[first : first + _CHUNK]]

    def _seen(self, document: str, place: int) -> Seen:
        instant, path, keys = self._spool.get(document)[:3]
        when = (instant, path, document)
        found = looked_up(document, place, when, keys, self._shelf)
        return Seen(document, found, self._edges(document, found) if found else [])

    def _edges(self, document: str, found: Sequence[str]) -> list[DocEdge] | None:
        """Return the edges of a document, None where they depend on what its candidates derive from."""
        weights, side = load(), self.side(document)
        pairs = [(pair, edges.odds_of(pair, weights)) for pair in (pair_of(side, self.side(c)) for c in found)]
        chosen = choose(pairs, lambda _: frozenset(), weights.thresholds)
        # Whether two are kin is asked in the same order as long as the answers lead to the same choices.
        if [c.pair.earlier.id for c in chosen] != [
            c.pair.earlier.id for c in choose(pairs, lambda _: _EVERYTHING, weights.thresholds)
        ]:
            return None
        return [edges.edge_of(side, self.side(one.pair.earlier.id), one, weights) for one in chosen]

    def _side(self, document: str) -> Side:
        _, _, _, sketch, body, text = self._spool.get(document)
        return Side(unpack_sketch(sketch), Text(rows.document_from(body, text)))


class _Everything(frozenset[str]):
    """A set that holds whatever it is asked for."""

    def __contains__(self, _: object) -> bool:
        return True


_EVERYTHING: AbstractSet[str] = _Everything()


@dataclass(frozen=True, slots=True)
class _When:
    """As much of a sketch as looking for candidates needs."""

    id: str
    when: When


def looked_up(document: str, place: int, when: When, keys: str, shelf: WholeShelf) -> list[str]:
    """Return what a document is compared with; `keys` as they were packed."""
    unpacked = unpack_keys(keys)
    shelf.look(place, when, unpacked)
    return candidates(_When(document, when), unpacked, shelf)  # type: ignore[arg-type]


_ahead: list[Ahead] = []


def _begin(ahead: Ahead) -> None:
    _ahead[:] = [ahead]


def _look(first: int) -> list[Seen]:
    return _ahead[0].look(first)


def look_ahead(ahead: Ahead, count: int) -> Iterator[Seen]:
    """Yield what is found of every document, in order of time, with the work divided between `count` processes.

    Raises StoreError if one of them was ended from outside.
    """
    starts = range(0, len(ahead.heads), _CHUNK)
    try:
        with ProcessPoolExecutor(count, get_context("fork"), initializer=_begin, initargs=(ahead,)) as pool:
            for chunk in pool.map(_look, starts):
                yield from chunk
    except BrokenProcessPool as error:
        raise StoreError(
            "a process that compared documents was ended from outside, most likely for want of memory; "
            "nothing was changed: free some memory and run again"
        ) from error
