"""Folders, feeds and pages that are looked at again and again: what is new is read as it comes."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from reportedly.gathering import Answer, Gathering
from reportedly.ingest import discover
from reportedly.records import Failure

SETTLED_S = 2.0
"""A file that was changed less than so long ago may still be written to; it is read in the next round."""

LONGEST_PAUSE_S = 86_400.0
"""However often a source fails, it is asked again after a day."""

Kind = Literal["folder", "feed", "page", "address"]


@dataclass
class Watched:
    """One thing that is watched; an "address" is one of which it is not known yet whether it gives a feed."""

    place: str
    kind: Kind
    due: float = 0.0
    failures: int = 0


@dataclass
class Round:
    """What one round brought: answers of addresses, and files that were new or changed."""

    answers: list[Answer] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many addresses gave something new or changed."""
        return sum(answer.came in ("new", "changed") for answer in self.answers)


def watched(places: Sequence[str]) -> list[Watched]:
    """Return what is to be watched: addresses by their scheme, everything else is a folder or file."""
    return [Watched(p, "address" if p.startswith(("http://", "https://")) else "folder") for p in places]


@dataclass
class Watch:
    """Looks at each source when it is due; a source that fails is asked less and less often, the others go on."""

    sources: Sequence[Watched]
    gathering: Gathering
    ingest: Callable[[Sequence[Path]], None]
    every_s: float
    clock: Callable[[], float] = time.monotonic
    wall: Callable[[], float] = time.time
    _seen: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def round(self) -> Round:
        """Look at all sources that are due."""
        done = Round()
        for source in self.sources:
            if source.due <= self.clock():
                self._look(source, done)
        return done

    def wait(self) -> float:
        """Return the seconds until the next source is due."""
        return max(0.0, min((source.due for source in self.sources), default=0.0) - self.clock())

    def _look(self, source: Watched, done: Round) -> None:
        if source.kind == "folder":
            found = self._files(Path(source.place))
            if found:
                self.ingest(found)
                done.files.extend(found)
            source.due = self.clock() + self.every_s
            return
        if source.kind == "address":
            source.kind = "feed" if self.gathering.is_feed(source.place) else "page"
        answers = (
            list(self.gathering.feed(source.place)) if source.kind == "feed" else [self.gathering.page(source.place)]
        )
        done.answers.extend(answers)
        failed = any(a.came == "failed" and a.url == source.place for a in answers)
        source.failures = source.failures + 1 if failed else 0
        if failed and source.kind == "page":
            # It may have been a feed that could not be had.
            source.kind = "address"
        source.due = self.clock() + min(self.every_s * 2**source.failures, max(LONGEST_PAUSE_S, self.every_s))

    def _files(self, path: Path) -> list[Path]:
        """Return the files that are new or changed since the last look, and no longer written to."""
        found = []
        for item in discover([path]):
            if isinstance(item, Failure):
                continue
            try:
                status = item.stat()
            except OSError:
                continue
            state = (status.st_mtime_ns, status.st_size)
            if self._seen.get(item) != state and self.wall() - status.st_mtime >= SETTLED_S:
                self._seen[item] = state
                found.append(item)
        return found
