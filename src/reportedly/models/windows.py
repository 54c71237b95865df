"""Windows: stretches of whole sentences that fit the encoder, overlapping, each word read where it is most central."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from reportedly.models.pieces import Ints, Pieces

LONGEST = 254
"""Wordpieces in a window, without the two special ones; the length that the weights were trained at."""

OVERLAP = 40
"""Wordpieces that a window shares with the one before, at least, where sentences allow it."""


@dataclass(frozen=True, slots=True)
class Window:
    """Words [start, end) go through the encoder; of these [own_start, own_end) are read from this window."""

    start: int
    end: int
    own_start: int
    own_end: int


def windows(pieces: Pieces, *, longest: int = LONGEST, overlap: int = OVERLAP) -> list[Window]:
    """Return windows that cover all words in order; the `own` stretches are apart and leave no gap."""
    bounds = list(_bounds(pieces, longest, overlap))
    result: list[Window] = []
    own = 0
    for number, (start, end) in enumerate(bounds):
        if number + 1 == len(bounds):
            own_end = end
        else:
            following = bounds[number + 1][0]
            middle = (int(pieces.first[following]) + int(pieces.first[end])) // 2
            own_end = following
            while own_end < end and int(pieces.first[own_end]) < middle:
                own_end += 1
        result.append(Window(start, end, own, own_end))
        own = own_end
    return result


def _bounds(pieces: Pieces, longest: int, overlap: int) -> Iterator[tuple[int, int]]:
    cuts = np.append(pieces.starts, len(pieces))
    sizes = pieces.first[cuts]
    start = 0
    while start < len(pieces):
        end = _end(pieces, cuts, sizes, start, longest)
        yield start, end
        if end >= len(pieces):
            return
        # Go back by whole sentences while they fit the overlap; by words where one sentence is too long.
        wanted = int(pieces.first[end]) - overlap
        at = int(np.searchsorted(sizes, max(wanted - overlap, wanted - longest // 4)))
        if at < len(cuts) and start < cuts[at] < end:
            start = int(cuts[at])
        else:
            start = max(start + 1, min(end, int(np.searchsorted(pieces.first, wanted))))


def _end(pieces: Pieces, cuts: Ints, sizes: Ints, start: int, longest: int) -> int:
    """Return the last sentence end within reach, else the last word within reach (at least one word)."""
    limit = int(pieces.first[start]) + longest
    at = int(np.searchsorted(sizes, limit, side="right")) - 1
    if at >= 0 and cuts[at] > start:
        return int(cuts[at])
    return max(start + 1, int(np.searchsorted(pieces.first, limit, side="right")) - 1)
