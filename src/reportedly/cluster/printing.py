"""Derivation signatures of a project's new documents as a Ray Data job, in place of one process."""

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice

import pyarrow as pa

from reportedly import __version__
from reportedly.cluster.engine import Halted, RayEngine, check_version, mapped, tables
from reportedly.cluster.session import Session, session
from reportedly.cluster.signatures import Signer, unpack_print
from reportedly.errors import ReportedlyError
from reportedly.join.prints import Print
from reportedly.records import Reading, Theatre

LEAST = 500
"""Documents below which one process is sooner done than a cluster has started."""

TOGETHER = 64


@dataclass(frozen=True, slots=True)
class RayPrinter:
    """Works out on a cluster what derivation needs of new documents: the same as `print_of`."""

    engine: RayEngine
    theatre: Theatre
    least: int = LEAST

    def __call__(self, readings: Iterable[Reading], new: Collection[str]) -> Iterator[Print]:
        """Yield the print of each of the new documents, in any order. Raises ClusterUnavailable."""
        wanted = (reading for reading in readings if reading.document.id in new)
        first = list(islice(wanted, self.least))
        if len(first) < self.least:
            signer = Signer.of(self.theatre)
            yield from (unpack_print(signer.sign(reading)) for reading in first)
            return
        with session(self.engine.address, workers=self.engine.workers) as here:
            yield from self._on(here, chain(first, wanted))

    def _on(self, here: Session, readings: Iterator[Reading]) -> Iterator[Print]:
        blocks = [here.ray.put(_packed(some)) for some in _together(readings)]
        given = (partial(Signer.of, self.theatre), __version__)
        workers = min(here.workers, len(blocks))
        seen: set[str] = set()
        signed = mapped(here, here.data.from_arrow_refs(blocks), Signing, given, workers, batch=TOGETHER)
        for table in tables(here, signed):
            for body in table.column("signed").to_pylist():
                answer = pickle.loads(body)  # noqa: S301 - made by our own workers
                if isinstance(answer, Halted):
                    raise answer.error
                fresh = [one for one in map(unpack_print, answer) if one.id not in seen]
                seen.update(one.id for one in fresh)
                yield from fresh


class Signing:
    """A worker that signs documents."""

    def __init__(self, make: Callable[[], Signer], expected: str) -> None:
        self._make = make
        self._expected = expected
        self._signer: Signer | None = None

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return one row for a batch of readings: their signatures."""
        try:
            check_version(self._expected)
            self._signer = self._signer or self._make()
            readings = [pickle.loads(body) for body in table.column("reading").to_pylist()]  # noqa: S301
            answer: list[str] | Halted = [self._signer.sign(reading) for reading in readings]
        except ReportedlyError as error:
            answer = Halted(error)
        return pa.table({"signed": pa.array([pickle.dumps(answer)], pa.binary())})


def _packed(readings: Iterable[Reading]) -> pa.Table:
    return pa.table({"reading": pa.array([pickle.dumps(reading) for reading in readings], pa.binary())})


def _together(readings: Iterator[Reading]) -> Iterator[list[Reading]]:
    while some := list(islice(readings, TOGETHER)):
        yield some
