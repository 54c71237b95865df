"""The coding stage of a project as a Ray Data job: documents out to workers that load the stages once, records back."""

import pickle
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, TypeVar

import pyarrow as pa

from reportedly import __version__
from reportedly.cluster.attempts import Asked, Counted, careful
from reportedly.cluster.session import Session, session
from reportedly.errors import ClusterUnavailable, ReportedlyError
from reportedly.interfaces import Stage
from reportedly.pipeline import BATCH, Annotated, Meter
from reportedly.pipeline.workers import Done, Make
from reportedly.records import Reading

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RayEngine:
    """Annotates on a Ray cluster: without `address` one of `workers` processors that is started for each job."""

    address: str | None = None
    workers: int | None = None

    @property
    def name(self) -> str:
        """What it is called where progress is told."""
        return "Ray" if self.address is None else f"Ray at {self.address}"

    def annotate(self, make: Make, readings: Iterator[Reading], meter: Meter) -> Iterator[list[Annotated]]:
        """Yield what the stages make of the readings, each once, in the order in which they are done.

        Raises StageUnavailable, InvalidPipeline, ClusterUnavailable.
        """
        first = list(islice(readings, 1))
        if not first:
            return
        with session(self.address, workers=self.workers) as here:
            meter.engine = f"{self.name}, {here.workers} workers on {here.nodes} node{'s' * (here.nodes != 1)}"
            meter.begin()
            yield from _Job(here, meter).run(make, (r for some in (first, readings) for r in some))


@dataclass(frozen=True, slots=True)
class _Job:
    here: Session
    meter: Meter

    def run(self, make: Make, readings: Iterator[Reading]) -> Iterator[list[Annotated]]:
        counted = counter(self.here)
        wanted: set[str] = set()
        blocks = [self.here.ray.put(_packed(block, wanted)) for block in _blocks(readings, BATCH)]
        workers = min(self.here.workers, len(blocks))
        asked = Asked(self.here.ray, counted)
        jobs = self.here.data.from_arrow_refs(blocks)
        del blocks
        done = mapped(self.here, jobs, Coder, (make, asked, __version__), workers, batch=BATCH)
        for table in tables(self.here, done):
            for body in table.column("done").to_pylist():
                yield self._checked(pickle.loads(body), wanted)  # noqa: S301 - made by our own workers
        self.meter.restarts = int(self.here.ray.get(counted.deaths.remote()))
        if wanted:
            raise ClusterUnavailable(
                f"{len(wanted)} documents did not come back from the cluster, {min(wanted)} among them; "
                "the same command again goes on with them"
            )

    def _checked(self, answer: "Done | Halted", wanted: set[str]) -> list[Annotated]:
        """Return what is new in an answer: what a worker had sent before it died is not counted twice."""
        if isinstance(answer, Halted):
            raise answer.error
        fresh = [one for one in answer.found if one.reading.document.id in wanted]
        wanted.difference_update(one.reading.document.id for one in fresh)
        self.meter.note(fresh, answer.took)
        return fresh


@dataclass(frozen=True, slots=True)
class Halted:
    """A worker cannot work at all; the whole job stops."""

    error: ReportedlyError


class Coder:
    """A worker: loads the stages with its first batch and keeps them."""

    def __init__(self, make: Make, attempts: Asked, expected: str) -> None:
        self._make = make
        self._attempts = attempts
        self._expected = expected
        self._stages: Sequence[Stage] | None = None

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return one row for a batch of readings: what the stages made of it."""
        try:
            check_version(self._expected)
            if self._stages is None:
                self._stages = self._make()
            answer: Done | Halted = careful(self._stages, _unpacked(table), self._attempts)
        except ReportedlyError as error:
            answer = Halted(error)
        return pa.table({"done": pa.array([pickle.dumps(answer)], pa.binary())})


def check_version(expected: str) -> None:
    """Raise ClusterUnavailable if this worker has another version of the program than the one that sent the work."""
    if expected != __version__:
        raise ClusterUnavailable(
            f"a worker has reportedly {__version__}, the program that sent the work is {expected}; "
            "install the same version on all machines"
        )


def counter(here: Session) -> Any:
    """Return an actor that counts deaths; it stays on the machine of the program that sends the work."""
    affinity = here.ray.util.scheduling_strategies.NodeAffinitySchedulingStrategy(here.here, soft=True)
    made = here.ray.remote(num_cpus=0, max_restarts=-1, max_task_retries=-1, scheduling_strategy=affinity)(Counted)
    return made.remote()


def mapped(here: Session, jobs: Any, worker: type, given: tuple[Any, ...], workers: int, *, batch: int) -> Any:
    """Return a data set mapped by `workers` actors: one processor each, begun anew and asked again when they die."""
    return jobs.map_batches(
        worker,
        fn_constructor_args=given,
        batch_size=batch,
        batch_format="pyarrow",
        zero_copy_batch=True,
        compute=here.data.ActorPoolStrategy(size=workers),
        num_cpus=1,
    )


def tables(here: Session, done: Any) -> Iterator[pa.Table]:
    """Yield the tables of a data set as workers finish them. Raises ClusterUnavailable for what Ray gives up on."""
    try:
        yield from done.iter_batches(batch_size=None, batch_format="pyarrow", prefetch_batches=0)
    except here.ray.exceptions.RayError as error:
        told = str(error).strip().splitlines()[-1:] or [type(error).__name__]
        raise ClusterUnavailable(
            f"the cluster gave up ({told[0]}); what was done is kept, the same command again goes on from there"
        ) from error


def _packed(readings: Sequence[Reading], wanted: set[str]) -> pa.Table:
    wanted.update(reading.document.id for reading in readings)
    return pa.table({"reading": pa.array([pickle.dumps(reading) for reading in readings], pa.binary())})


def _unpacked(table: pa.Table) -> list[Reading]:
    return [pickle.loads(body) for body in table.column("reading").to_pylist()]  # noqa: S301 - our own driver's


def _blocks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
