"""How fast work goes on now, and how long the rest will take at that pace."""

from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise

WINDOW = 24
"""Last reports of progress that the pace is taken from."""

_LUMP = 0.5
"""Seconds within which several steps count as one report: a batch is told document by document."""


@dataclass(slots=True)
class Pace:
    """A moving rate over the last reports: neither the start nor what was long ago weighs on it.

    Times are seconds on a clock that only grows.
    """

    _seen: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=WINDOW + 1))

    def begin(self, at: float) -> None:
        """Start with nothing done."""
        self._seen.clear()
        self._seen.append((at, 0))

    def note(self, at: float, done: int) -> None:
        """Say how much is done at a time."""
        if len(self._seen) > 1 and at - self._seen[-1][0] < _LUMP:
            self._seen[-1] = (self._seen[-1][0], done)
        else:
            self._seen.append((at, done))

    def rate(self, at: float) -> float | None:
        """Return steps a second; None before there are two reports after the start.

        The first report holds the time that workers took to start, so the rate begins there. A wait longer than any
        between the last reports counts: work that stands still gets slower.
        """
        seen = list(self._seen)
        if len(seen) < 3:
            return None
        seen = seen[1:] if seen[0][1] == 0 else seen
        (start, before), (end, done) = seen[0], seen[-1]
        gaps = [later[0] - earlier[0] for earlier, later in pairwise(seen)]
        until = at if at - end > max(gaps) else end
        return (done - before) / (until - start) if until > start and done > before else None

    def left(self, at: float, total: int) -> float | None:
        """Return the seconds that the rest takes at this pace, None where there is no pace yet."""
        rate = self.rate(at)
        if rate is None or not self._seen:
            return None
        return max(0.0, (total - self._seen[-1][1]) / rate)


def in_words(seconds: float) -> str:
    """Return a time that is left, no finer than it is known."""
    if seconds < 50:
        return f"about {max(5, round(seconds / 5) * 5)} s left"
    if seconds < 50 * 60:
        return f"about {max(1, round(seconds / 60))} min left"
    hours, minutes = divmod(round(seconds / 600) * 10, 60)
    return f"about {hours} h {minutes:02} min left" if hours < 10 else f"about {hours} h left"
