"""How fast work goes of late, and how long the rest takes at that pace."""

from collections import deque

WINDOW_S = 60.0
"""So many of the last seconds count."""

LEAST_S = 3.0
"""Nothing is said before so many seconds: the first steps load what the others use."""


_BURST_S = 0.5
"""Steps that follow the first one within so many seconds came with it."""


class Pace:
    """The rate of the last minute; steps that come in bursts (a batch of documents) count as they came.

    Time counts from the first step on: how long workers took to start says nothing of the rest.
    """

    def __init__(self) -> None:
        self._seen: deque[tuple[float, int]] = deque()

    def note(self, now: float, done: int) -> None:
        """Note that so much is done by a time in seconds."""
        if len(self._seen) == 1 and now - self._seen[0][0] <= _BURST_S:
            now = self._seen.pop()[0]
        self._seen.append((now, done))
        # The last one before the window stays: a step longer than the window counts in full.
        while len(self._seen) > 2 and self._seen[1][0] <= now - WINDOW_S:
            self._seen.popleft()

    def remaining_s(self, total: int) -> float | None:
        """Return the seconds that the rest takes at the pace of late; None where that cannot be told yet."""
        if not self._seen:
            return None
        (start, before), (last, done) = self._seen[0], self._seen[-1]
        if last - start < LEAST_S or done <= before:
            return None
        return (total - done) * (last - start) / (done - before)


def spoken(seconds: float) -> str:
    """Return a time as people say it: 40 s, 3 min, 2 h 10 min."""
    if seconds < 90:
        return f"{max(5, round(seconds / 5) * 5)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60 // 10 * 10} min"
