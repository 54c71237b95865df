"""Stages over documents in several processes: the same batches, the same results, in the same order.

Stages are pure and everything is saved by the caller, so a worker that dies costs a batch its time and nothing else:
the batch runs again, and what is saved is saved once.
"""

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from time import process_time
from typing import Protocol

from reportedly import garbage
from reportedly.interfaces import Stage
from reportedly.pipeline.meter import Meter, Took, peak_mb, this_worker
from reportedly.pipeline.runner import Annotated, annotate, batches
from reportedly.records import Outcome, Reading

AHEAD = 2
"""Batches for each worker that wait for it or for the saving of those before."""

TRIES = 3
"""How often the workers may die under a batch before its documents run one by one, and under one of these."""

Make = Callable[[], Sequence[Stage]]


class Engine(Protocol):
    """Where documents are annotated when it is not in this process and not in a pool of its own: a cluster."""

    @property
    def name(self) -> str:
        """What it is called where progress is told ("Ray, 8 workers")."""
        ...

    def annotate(self, make: Make, readings: Iterator[Reading], meter: Meter) -> Iterator[list[Annotated]]:
        """Yield what the stages make of the readings, each reading once, in any order.

        `make` returns the stages; it is called in each worker and must be picklable. Raises as `annotate_in` does.
        """
        ...


def annotate_in(
    make: Make, readings: Iterator[Reading], workers: int, meter: Meter | None = None
) -> Iterator[list[Annotated]]:
    """Yield what the stages make of the readings, batch by batch in order; `meter` is told what each batch took.

    `make` returns the stages; with more than one worker it is called once in each process, so that it must be
    picklable. A document under which the workers die again and again is failed, the others go on. Raises
    StageUnavailable, InvalidPipeline.
    """
    meter = meter or Meter()
    meter.begin()
    if workers <= 1:
        stages = make()
        for batch in batches(readings):
            done = measured(stages, batch)
            meter.note(done.found, done.took)
            yield done.found
        return
    meter.engine = f"{workers} processes"
    with closing(_Pool(make, workers, meter)) as pool:
        for done in pool.run(batches(readings)):
            meter.note(done.found, done.took)
            yield done.found


@dataclass(frozen=True, slots=True)
class Done:
    """A batch that is annotated, and what that took (None: nobody knows, the process died)."""

    found: list[Annotated]
    took: Took | None


def measured(stages: Sequence[Stage], batch: Sequence[Reading]) -> Done:
    """Run the stages over a batch in this process and say what that took."""
    seconds: dict[str, float] = {}
    found = annotate(stages, batch, seconds=seconds, clock=process_time)
    return Done(found, Took(this_worker(), seconds, peak_mb()))


def died_on(reading: Reading) -> Annotated:
    """Return the failure of a document under which every worker died."""
    told = f"the process died {TRIES} times on this document alone; it may need more memory than there is"
    return Annotated(reading, ((Outcome(reading.document.id, "pipeline.workers/1", "failed", 0, told), ()),))


def workers_for(documents: int, *, cores: int | None = None, memory_mb: int | None = None) -> int:
    """Return how many processes are worth their start for so many documents: one below some sixty.

    `cores` are those that this process may use, `memory_mb` what is free; each process takes about 500 MB.
    """
    usable = cores if cores is not None else _cores()
    room = (memory_mb if memory_mb is not None else _free_mb()) // NEEDS_MB
    return max(1, min(usable, documents // EACH, room))


EACH = 32
"""Documents that a process must have so that starting it pays."""

NEEDS_MB = 700
"""Memory that must be free for each process."""


@dataclass(slots=True)
class _Job:
    batch: list[Reading]
    future: "Future[Done] | None" = None
    died: int = 0


class _Pool:
    """Worker processes, made anew when one of them dies."""

    def __init__(self, make: Make, workers: int, meter: Meter) -> None:
        self._make = make
        self._workers = workers
        self._meter = meter
        self._pool = self._new(workers)

    def run(self, given: Iterator[list[Reading]]) -> Iterator[Done]:
        """Yield the results of batches in order; at most some batches a worker are under way."""
        jobs: deque[_Job] = deque()
        while True:
            for batch in islice(given, self._workers * (AHEAD + 1) - len(jobs)):
                jobs.append(_Job(batch))
                self._submit(jobs, jobs[-1])
            if not jobs:
                return
            yield self._result(jobs)

    def close(self) -> None:
        """End the processes, also those that are at work."""
        end_processes(self._pool)

    def _anew(self, workers: int) -> None:
        self._meter.restarts += 1
        self.close()
        self._pool = self._new(workers)

    def _new(self, workers: int) -> ProcessPoolExecutor:
        return new_processes(workers, _begin, (self._make,))

    def _submit(self, jobs: deque[_Job], job: _Job) -> None:
        try:
            job.future = self._pool.submit(_work, job.batch)
        except BrokenProcessPool:
            self._again(jobs)

    def _result(self, jobs: deque[_Job]) -> Done:
        """Return the result of the first job, whatever becomes of workers meanwhile."""
        while True:
            job = jobs[0]
            if job.died >= TRIES:
                self._anew(1)
                alone = [self._alone(reading) for reading in job.batch]
                jobs.popleft()
                self._again(jobs)
                return Done(alone, None)
            future = job.future
            assert future is not None
            try:
                done = future.result()
            except BrokenProcessPool:
                self._again(jobs)
                continue
            jobs.popleft()
            return done

    def _again(self, jobs: deque[_Job]) -> None:
        """Make new processes and give them what is not done."""
        self._anew(self._workers)
        for job in jobs:
            future = job.future
            if future is not None and future.done() and not future.cancelled() and future.exception() is None:
                continue
            job.died += future is not None
            job.future = self._pool.submit(_work, job.batch)

    def _alone(self, reading: Reading) -> Annotated:
        """Run one document by itself in the one process that there is now."""
        for _ in range(TRIES):
            try:
                done = self._pool.submit(_work, [reading]).result()
            except BrokenProcessPool:
                self._anew(1)
            else:
                if done.took is not None:
                    self._meter.took(done.took)
                return done.found[0]
        return died_on(reading)


def new_processes(workers: int, begin: Callable[..., None], given: tuple[object, ...]) -> ProcessPoolExecutor:
    """Return processes that call `begin(*given)` first; they end with this one, and leave Ctrl+C to it."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, mp_context=context, initializer=_started, initargs=(begin, given))


def end_processes(pool: ProcessPoolExecutor) -> None:
    """End the processes, also those that are at work."""
    processes = list((pool._processes or {}).values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in processes:
        process.terminate()
    for process in processes:
        process.join(5)


def _started(begin: Callable[..., None], given: tuple[object, ...]) -> None:
    # The one who started the run hears Ctrl+C and ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


_make: Make | None = None
_stages: Sequence[Stage] | None = None


def _begin(make: Make) -> None:
    global _make  # noqa: PLW0603 - a process holds its stages between jobs
    _make = make


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(batch: list[Reading]) -> Done:
    global _stages  # noqa: PLW0603 - see _begin
    if _stages is None:
        assert _make is not None
        _stages = _make()
        garbage.seldom_sought()
    return measured(_stages, batch)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _free_mb() -> int:
    """Return the memory that is available, in MB; a large number where the system does not tell."""
    try:
        with open("/proc/meminfo", encoding="ascii") as file:
            found = next(line for line in file if line.startswith("MemAvailable"))
        return int(found.split()[1]) // 1024
    except (OSError, StopIteration, ValueError, IndexError):
        return 1_000_000
