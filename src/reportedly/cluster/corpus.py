"""A corpus coded shard by shard, on a Ray cluster or in processes of this machine, each shard into one partition."""

import pickle
import shutil
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import pyarrow as pa

from reportedly import __version__
from reportedly.cluster.engine import Halted, check_version, mapped, tables
from reportedly.cluster.manifest import Entry, Manifest, alone
from reportedly.cluster.session import session
from reportedly.cluster.shards import PIECE, Shard, plan
from reportedly.cluster.work import ATTEMPTS, Job, ShardCoder
from reportedly.errors import ClusterUnavailable, ReportedlyError
from reportedly.pipeline import Meter, Took
from reportedly.pipeline.workers import end_processes, new_processes
from reportedly.records import Failure

Coded = tuple[Entry, Took]

DEATHS = 50
"""How often workers may die one after the other without one shard that ends."""


class Reporter(Protocol):
    """Hears how far long work has come."""

    def begin(self, label: str, total: int | None) -> None:
        """Start a piece of work of `total` steps (None: not known)."""
        ...

    def step(self, count: int = 1, *, note: str = "") -> None:
        """Go on by `count` steps; `note` is worth a line of its own."""
        ...

    def end(self) -> None:
        """Finish the piece of work."""
        ...


@dataclass(frozen=True, slots=True)
class Where:
    """Where shards are coded: "ray" (at an address, or on a cluster of this machine), or "pool"."""

    engine: str
    workers: int
    address: str | None = None


@dataclass(slots=True)
class Outcome:
    """What coding a corpus did: shards in all, shards done before, what was coded, inputs that cannot be read."""

    shards: int = 0
    before: int = 0
    withdrawn: int = 0
    documents: int = 0
    failed: int = 0
    records: int = 0
    unread: int = 0
    failures: list[Failure] = field(default_factory=list)
    meter: Meter = field(default_factory=Meter)

    def plain(self) -> dict[str, Any]:
        """Return the outcome as JSON-ready values."""
        return {
            "shards": {"all": self.shards, "done_before": self.before, "withdrawn": self.withdrawn},
            "documents": self.documents,
            "stage_failures": self.failed,
            "records": self.records,
            "not_read": self.unread + len(self.failures),
            "failures": [{"path": f.path, "message": f.message} for f in self.failures],
            "coding": self.meter.plain(),
        }


def code_corpus(paths: Sequence[Path], job: Job, where: Where, reporter: Reporter, *, piece: int = PIECE) -> Outcome:
    """Code the shards of a corpus that are not done under these settings; each is written once, then noted as done.

    Stopped or killed at any time, the next call goes on with the shards that are not in the manifest. Raises
    ClusterUnavailable, StageUnavailable, StoreError.
    """
    done = Outcome()
    with alone(job.folder):
        manifest = Manifest.load(job.folder)
        _clean(job.folder)
        planned = _planned(paths, job, manifest, done, piece)
        wanted = planned.wanted
        (job.folder / ATTEMPTS).mkdir(exist_ok=True)
        label = f"coding shards on Ray{'' if where.address is None else ' at ' + where.address}"
        label = label if where.engine == "ray" else f"coding shards{_several(min(where.workers, len(wanted)))}"
        reporter.begin(label, len(wanted))
        done.meter.begin()
        answers = (
            _on_ray(wanted, job, where, done.meter) if where.engine == "ray" else _in_pool(wanted, job, where, done)
        )
        with closing(answers):
            for entry, took in answers:
                manifest.add(entry)
                _count(done, entry, took)
                reporter.step()
        reporter.end()
        # Not before: what is there stays until what takes its place is there.
        for shard in planned.stale:
            manifest.withdraw(shard)
        done.withdrawn = len(planned.stale)
        _clean(job.folder)
    return done


def _several(workers: int) -> str:
    return f" in {workers} processes" if workers > 1 else ""


@dataclass(slots=True)
class _Plan:
    """Shards to be coded, and entries of the manifest whose place they take."""

    wanted: list[Shard] = field(default_factory=list)
    stale: list[str] = field(default_factory=list)


def _planned(paths: Sequence[Path], job: Job, manifest: Manifest, done: Outcome, piece: int) -> _Plan:
    found = _Plan()
    current: set[str] = set()
    there: set[str] = set()
    for shard in plan(paths, known=manifest.unchanged_files(job.settings), piece=piece):
        if isinstance(shard, Failure):
            done.failures.append(shard)
            continue
        current.add(shard.id)
        there.update(source.path for source in shard.sources)
        if not manifest.done(shard, job.settings):
            found.wanted.append(shard)
    others = [entry for entry in manifest.entries.values() if entry.shard not in current]
    found.stale = [e.shard for e in others if any(source.path in there for source in e.sources)]
    done.shards = len(current) + len(others) - len(found.stale)
    done.before = done.shards - len(found.wanted)
    return found


def _count(done: Outcome, entry: Entry, took: Took) -> None:
    written = entry.written
    done.documents += written.documents
    done.failed += written.failed
    done.records += written.records
    done.unread += written.unread
    done.meter.noted(written.documents, written.failed, took)


def _clean(folder: Path) -> None:
    """Take away what killed workers left."""
    shutil.rmtree(folder / ATTEMPTS, ignore_errors=True)
    for left in folder.glob(".part-*.tmp"):
        left.unlink(missing_ok=True)


def _on_ray(shards: Sequence[Shard], job: Job, where: Where, meter: Meter) -> Generator[Coded, None, None]:
    if not shards:
        return
    with session(where.address, workers=where.workers or None) as here:
        meter.engine = f"Ray, {here.workers} workers on {here.nodes} nodes"
        blocks = [here.ray.put(pa.table({"shard": pa.array([pickle.dumps(s)], pa.binary())})) for s in shards]
        workers = min(here.workers, len(blocks))
        made = mapped(here, here.data.from_arrow_refs(blocks), RayCoder, (job, __version__), workers, batch=1)
        waiting = {shard.id for shard in shards}
        for table in tables(here, made):
            for body in table.column("coded").to_pylist():
                answer = pickle.loads(body)  # noqa: S301 - made by our own workers
                if isinstance(answer, Halted):
                    raise answer.error
                if answer[0].shard in waiting:
                    waiting.discard(answer[0].shard)
                    yield answer


class RayCoder:
    """A `ShardCoder` as Ray Data calls it: a shard in, its entry for the manifest out."""

    def __init__(self, job: Job, expected: str) -> None:
        self._coder = ShardCoder(job)
        self._expected = expected

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return one row for one row."""
        [body] = table.column("shard").to_pylist()
        try:
            check_version(self._expected)
            answer: Coded | Halted = self._coder.code(pickle.loads(body))  # noqa: S301 - our own driver's
        except ReportedlyError as error:
            answer = Halted(error)
        return pa.table({"coded": pa.array([pickle.dumps(answer)], pa.binary())})


def _in_pool(shards: Sequence[Shard], job: Job, where: Where, done: Outcome) -> Generator[Coded, None, None]:
    """Yield shards as processes finish them; when one dies all are made anew, and go on with what was not finished."""
    if not shards:
        return
    if where.workers <= 1:
        coder = ShardCoder(job)
        yield from map(coder.code, shards)
        return
    done.meter.engine = f"{where.workers} processes"
    waiting = list(shards)
    deaths = 0
    while waiting:
        pool = new_processes(where.workers, _begin, (job,))
        try:
            for coded in _finished(pool, waiting, where.workers * 2):
                deaths = 0
                yield coded
        except BrokenProcessPool:
            deaths += 1
            done.meter.restarts += 1
        finally:
            end_processes(pool)
        if deaths >= DEATHS:
            raise ClusterUnavailable(
                f"processes died {deaths} times without one shard that ended, last with {waiting[0].shown}; is there "
                "memory enough? fewer --workers need less"
            )


def _finished(pool: ProcessPoolExecutor, waiting: list[Shard], most: int) -> Iterator[Coded]:
    """Yield what is done and take it off the list; at most so many are under way."""
    rest = iter(list(waiting))
    running: dict[Future[Coded], Shard] = {}
    while True:
        while len(running) < most and (shard := next(rest, None)) is not None:
            running[pool.submit(_work, shard)] = shard
        if not running:
            return
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            coded = future.result()
            waiting.remove(running.pop(future))
            yield coded


_coder: ShardCoder | None = None


def _begin(job: Job) -> None:
    global _coder  # noqa: PLW0603 - a process holds its stages between shards
    _coder = ShardCoder(job)


def _work(shard: Shard) -> Coded:
    assert _coder is not None
    return _coder.code(shard)
