"""How often workers have died under a batch or a document: kept outside of them, so that one who comes anew can ask."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from reportedly.interfaces import Stage
from reportedly.pipeline.meter import Took, peak_mb, this_worker
from reportedly.pipeline.runner import Annotated
from reportedly.pipeline.workers import TRIES, Done, died_on, measured
from reportedly.records import Reading


class Attempts(Protocol):
    """Counts pieces of work that were begun and not ended: whoever began them died."""

    def begun(self, key: str) -> int:
        """Note that a piece of work begins, and return how often it has begun before without an end."""
        ...

    def ended(self, key: str) -> None:
        """Note that a piece of work is done."""
        ...


@dataclass(slots=True)
class Counted:
    """Counts in memory; as an actor of a cluster it outlives the workers."""

    _open: dict[str, int] = field(default_factory=dict)
    died: int = 0

    def begun(self, key: str) -> int:
        """See `Attempts`."""
        before = self._open.get(key, 0)
        self.died += before > 0
        self._open[key] = before + 1
        return before

    def ended(self, key: str) -> None:
        """See `Attempts`."""
        self._open.pop(key, None)

    def deaths(self) -> int:
        """Return how often a piece of work was begun anew."""
        return self.died


@dataclass(frozen=True, slots=True)
class Asked:
    """Counts of an actor, asked from a worker."""

    ray: Any
    actor: Any

    def begun(self, key: str) -> int:
        """See `Attempts`."""
        return int(self.ray.get(self.actor.begun.remote(key)))

    def ended(self, key: str) -> None:
        """See `Attempts`."""
        self.actor.ended.remote(key)


@dataclass(frozen=True, slots=True)
class Marked:
    """Counts as files of a folder that all workers see: one byte for each beginning without an end."""

    folder: Path

    def begun(self, key: str) -> int:
        """See `Attempts`."""
        with self._file(key).open("ab") as file:
            before = file.tell()
            file.write(b"x")
        return before

    def ended(self, key: str) -> None:
        """See `Attempts`."""
        self._file(key).unlink(missing_ok=True)

    def _file(self, key: str) -> Path:
        return self.folder / hashlib.sha256(key.encode()).hexdigest()[:32]


def careful(stages: Sequence[Stage], batch: Sequence[Reading], attempts: Attempts) -> Done:
    """Annotate a batch; once workers have died under it `TRIES` times, document by document.

    A document under which they died as often by itself is failed, and the others go on.
    """
    key = batch[0].document.id
    run = measured if attempts.begun(key) < TRIES else partial(_one_by_one, attempts=attempts)
    done = run(stages, batch)
    attempts.ended(key)
    return done


def _one_by_one(stages: Sequence[Stage], batch: Sequence[Reading], attempts: Attempts) -> Done:
    found: list[Annotated] = []
    seconds: dict[str, float] = {}
    for reading in batch:
        key = f"alone {reading.document.id}"
        if attempts.begun(key) >= TRIES:
            # It stays counted: should another one of this batch be as bad, nobody has to die under this one again.
            found.append(died_on(reading))
            continue
        done = measured(stages, [reading])
        attempts.ended(key)
        found += done.found
        for stage, spent in (done.took.seconds if done.took else {}).items():
            seconds[stage] = seconds.get(stage, 0.0) + spent
    return Done(found, Took(this_worker(), seconds, peak_mb()))
