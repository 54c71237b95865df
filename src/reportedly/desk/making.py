"""All documents of a project prepared for the file of the workbench, in one process or in several."""

import os
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from reportedly.corroborate.sources import Directory
from reportedly.desk.decided import Decided
from reportedly.desk.facts import Making
from reportedly.desk.places import PlaceBook
from reportedly.desk.preparing import Prepared, prepared
from reportedly.desk.services import Telling
from reportedly.project import Project
from reportedly.records.withhold import Discretion

FEW = 1_500
"""Up to so many documents one process is quicker than starting others, which each load the word lists."""

MOST = 4
"""Processes at most: each holds the word lists, about 350 MB."""

_TOGETHER = 100


@dataclass(frozen=True)
class Parts:
    """What documents are prepared with, beside what the project gives: decisions, and the names that are private."""

    decided: Decided
    names: tuple[str, ...]


def each(project: Project, parts: Parts, makings: tuple[Making, Telling], processes: int) -> Iterator[Prepared]:
    """Yield all documents prepared, in the order of their coming, by so many processes where there are many."""
    documents = project.store.document_ids()
    done = 0
    if len(documents) > FEW and processes > 1:
        try:
            for made in _spread(project.out, parts, documents, processes):
                done += 1
                yield made
        except BrokenProcessPool:
            # Where no process can be started, or one is killed for memory, this one goes on alone.
            pass
    if done < len(documents):
        for reading in project.store.readings_of(documents[done:]) if done else project.store.readings():
            yield prepared(reading, parts.decided, *makings)


def processes() -> int:
    """Return how many processes prepare documents well on this machine."""
    found = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(MOST, found)


def _spread(out: Path, parts: Parts, documents: Sequence[str], workers: int) -> Iterator[Prepared]:
    left = iter(documents)
    with ProcessPoolExecutor(workers, get_context("spawn"), _Work.begin, (out, parts)) as pool:
        waiting: deque[Future[list[Prepared]]] = deque()
        try:
            while True:
                while len(waiting) < 3 * workers and (some := list(islice(left, _TOGETHER))):
                    waiting.append(pool.submit(_Work.do, some))
                if not waiting:
                    return
                yield from waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


class _Work:
    """What one process works with."""

    project: Project
    decided: Decided
    makings: tuple[Making, Telling]

    @classmethod
    def begin(cls, out: Path, parts: Parts) -> None:
        """Open the project in a process of its own."""
        cls.project = project = Project(out, create=False)
        cls.decided = parts.decided
        cls.makings = makings_of(
            project, Directory(project.theatre, project.sources), PlaceBook(project.theatre), parts
        )

    @classmethod
    def do(cls, documents: Sequence[str]) -> list[Prepared]:
        """Prepare some documents, in the order of their coming."""
        return [prepared(r, cls.decided, *cls.makings).whole() for r in cls.project.store.readings_of(documents)]


def makings_of(
    project: Project, directory: Directory, book: PlaceBook, parts: Parts, discretion: Discretion | None = None
) -> tuple[Making, Telling]:
    """Return what documents of a project are prepared with."""
    theatre, floors = project.theatre, book.floors()
    found = discretion or Discretion(parts.names, floors=theatre.floor_table())
    return Making(directory, floors, found), Telling.of(theatre, floors)
