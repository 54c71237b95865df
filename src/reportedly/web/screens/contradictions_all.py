"""Comparing all claims of a large record: in the background, by a process of its own where the program allows it."""

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Lock, Thread
from typing import Any
from weakref import WeakKeyDictionary

from reportedly import assembly
from reportedly.corroborate import find_disputes
from reportedly.errors import ReportedlyError
from reportedly.project import Project
from reportedly.records import Dispute
from reportedly.review import take
from reportedly.web.bench import Bench

REST_S = 60.0
"""After a search so long passes before decisions set off the next one."""


def search(project: Project, documents: Sequence[str]) -> list[Dispute]:
    """Return the contradictions of some documents, with the words that clash."""
    store = project.store
    held = set(documents)
    return find_disputes(
        take(store.reviews(), store.readings_of(documents)).readings,
        [edge for edge in store.edges() if edge.start in held and edge.end in held],
        theatre=project.theatre,
        events=store.events(),
        judgements=store.judgements(),
        parents=assembly.parents(project.theatre),
        register=project.sources,
    )


def search_all(out: Path) -> tuple[Dispute, ...] | None:
    """Return the contradictions of a whole project, None where its store cannot be read just now."""
    try:
        with Project(out, create=False) as project:
            return tuple(search(project, project.store.document_ids()))
    except ReportedlyError:
        return None


@dataclass
class Whole:
    """The newest search through all claims of one desk: what it found, of which version, whether one is going on."""

    found: tuple[Dispute, ...] | None = None
    version: int = -1
    ended: float = 0.0
    busy: bool = False
    lock: Lock = field(default_factory=Lock)


_wholes: "WeakKeyDictionary[Any, Whole]" = WeakKeyDictionary()
_guard = Lock()


def whole_of(bench: Bench) -> Whole:
    """Return the newest search through all claims; one is begun where the record is another one since."""
    with _guard:
        whole = _wholes.setdefault(bench.desk, Whole())
    with whole.lock:
        rested = not whole.ended or time.monotonic() - whole.ended > REST_S
        if not whole.busy and whole.version != bench.desk.version and rested:
            _begin(bench, whole)
    return whole


def _begin(bench: Bench, whole: Whole) -> None:
    version, out = bench.desk.version, bench.project.out
    several = bench.settings.processes > 1
    whole.busy = True

    def work() -> None:
        found = _elsewhere(out) if several else search_all(out)
        with whole.lock:
            whole.busy, whole.ended, whole.version = False, time.monotonic(), version
            whole.found = found if found is not None else whole.found

    Thread(target=work, name="contradictions", daemon=True).start()


def _elsewhere(out: Path) -> tuple[Dispute, ...] | None:
    """Search in a process that ends with this one; None where it could not be started, or ended before its time."""
    there = get_context("spawn")
    receiving, sending = there.Pipe(duplex=False)
    process = there.Process(target=_send, args=(out, sending), daemon=True)
    process.start()
    sending.close()
    try:
        found: tuple[Dispute, ...] = receiving.recv()
    except EOFError:
        return None
    finally:
        process.join()
    return found


def _send(out: Path, sending: Connection) -> None:
    with suppress(OSError, AttributeError):
        # Whoever works with the pages goes first.
        os.nice(10)
    sending.send(search_all(out))
