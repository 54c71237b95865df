"""What coding costs, as it goes on: documents, failures, seconds of each stage, peak memory of each worker."""

import os
import socket
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from reportedly.pipeline.runner import Annotated


@dataclass(frozen=True, slots=True)
class Took:
    """What one batch took: the worker ("host/process"), its seconds of processor time by stage, its peak so far in MB.

    `peak_mb` is resident memory; pages that workers share are counted in each.
    """

    worker: str
    seconds: Mapping[str, float]
    peak_mb: float


@dataclass(slots=True)
class Meter:
    """Collects what batches took. `clock` gives seconds that only grow; rates are by it."""

    clock: Callable[[], float] = monotonic
    documents: int = 0
    failures: int = 0
    restarts: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    peaks_mb: dict[str, float] = field(default_factory=dict)
    engine: str = "one process"
    _first: float | None = None
    _last: float = 0.0

    def begin(self) -> None:
        """Start the clock; without it, it starts with the first batch."""
        self._first = self.clock() if self._first is None else self._first

    def note(self, found: Iterable[Annotated], took: Took | None = None) -> None:
        """Count the documents of a batch, and what it took."""
        states = [any(outcome.state == "failed" for outcome, _ in one.steps) for one in found]
        self.noted(len(states), sum(states), took)

    def noted(self, documents: int, failures: int, took: Took | None = None) -> None:
        """Count documents and those that failed, and what they took."""
        self.begin()
        self.documents += documents
        self.failures += failures
        if took is not None:
            self.took(took)
        self._last = self.clock()

    def took(self, took: Took) -> None:
        """Add what a batch took."""
        for stage, seconds in took.seconds.items():
            self.seconds[stage] = self.seconds.get(stage, 0.0) + seconds
        self.peaks_mb[took.worker] = max(took.peak_mb, self.peaks_mb.get(took.worker, 0.0))

    @property
    def elapsed(self) -> float:
        """Seconds by the clock from the begin to the last batch."""
        return self._last - self._first if self._first is not None else 0.0

    @property
    def rate(self) -> float:
        """Documents a second from the begin to the last batch; 0 where no time has passed."""
        return self.documents / self.elapsed if self.elapsed > 0 else 0.0

    def plain(self) -> dict[str, Any]:
        """Return what was measured as JSON-ready values."""
        return {
            "engine": self.engine,
            "documents": self.documents,
            "failures": self.failures,
            "worker_restarts": self.restarts,
            "seconds": round(self.elapsed, 2),
            "documents_per_second": round(self.rate, 2),
            "stage_seconds": {name: round(s, 2) for name, s in sorted(self.seconds.items(), key=lambda x: -x[1])},
            "peak_mb": {name: round(mb) for name, mb in sorted(self.peaks_mb.items())},
        }


def this_worker() -> str:
    """Return the name of this process for `Took.worker`."""
    return f"{socket.gethostname()}/{os.getpid()}"


def peak_mb() -> float:
    """Return the most resident memory that this process has had, in MB; 0 where the system does not tell.

    Not `getrusage`: what it tells is handed down from the process that started this one.
    """
    try:
        with open("/proc/self/status", encoding="ascii", errors="replace") as file:
            found = next(line for line in file if line.startswith("VmHWM"))
        return int(found.split()[1]) / 1024
    except (OSError, StopIteration, ValueError, IndexError):
        return 0.0
