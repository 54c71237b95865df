"""What a worker of a corpus does: reads a shard, codes it, signs it, and writes its partition."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from reportedly import __version__
from reportedly.cluster.attempts import Attempts, Marked, careful
from reportedly.cluster.manifest import Entry
from reportedly.cluster.partition import Held, Writer
from reportedly.cluster.passing import PassingEvidence
from reportedly.cluster.shards import Shard, read
from reportedly.cluster.signatures import Signer
from reportedly.ingest import Mappings
from reportedly.interfaces import Stage
from reportedly.pipeline import BATCH, Took
from reportedly.pipeline.meter import peak_mb, this_worker
from reportedly.pipeline.workers import Make
from reportedly.records import Document, Reading

Given = tuple[Document, bytes | None]
"""A document and its bytes."""

ATTEMPTS = ".attempts"
"""Folder in that of the partitions: what workers have begun and not ended."""


@dataclass(frozen=True, slots=True)
class Job:
    """What all workers of a corpus are told.

    `make` returns the stages, `signer` what signs documents (None: they are not signed); both are picklable and called
    once in each worker. `folder` is where partitions go, seen by all of them; `now` the time of reading; `settings`
    the digest of what results depend on.
    """

    folder: Path
    make: Make
    signer: Callable[[], Signer] | None
    mappings: Mappings
    now: str
    settings: str


@dataclass(slots=True)
class ShardCoder:
    """A worker: loads the stages with its first shard and keeps them."""

    job: Job
    _stages: Sequence[Stage] | None = None
    _signer: Signer | None = None
    _seconds: dict[str, float] = field(default_factory=dict)

    def code(self, shard: Shard) -> tuple[Entry, Took]:
        """Write the partition of a shard and return its entry for the manifest, and what it took.

        Raises StageUnavailable, StoreError.
        """
        if self._stages is None:
            self._stages = self.job.make()
            self._signer = self.job.signer() if self.job.signer is not None else None
        self._seconds = {}
        meta = {"program": __version__, "settings": self.job.settings, "read_at": self.job.now}
        if self._signer is not None:
            meta["signatures"] = self._signer.version
        writer = Writer(self.job.folder, shard.id, meta)
        try:
            self._code(shard, writer, Marked(self.job.folder / ATTEMPTS))
            written = writer.finish()
        except BaseException:
            writer.drop()
            raise
        entry = Entry(shard.id, shard.kind, self.job.settings, shard.sources, written)
        return entry, Took(this_worker(), self._seconds, peak_mb())

    def _code(self, shard: Shard, writer: Writer, attempts: Attempts) -> None:
        evidence = PassingEvidence()
        for batch in self._batches(shard, writer, evidence):
            assert self._stages is not None
            done = careful(self._stages, [Reading(document) for document, _ in batch], attempts)
            for stage, seconds in (done.took.seconds if done.took else {}).items():
                self._seconds[stage] = self._seconds.get(stage, 0.0) + seconds
            for found, (_, original) in zip(done.found, batch, strict=True):
                signature = self._signer.sign(found.reading) if self._signer is not None else ""
                writer.add(Held(found.reading.document, original, found.steps, signature))
        evidence.forget()

    def _batches(self, shard: Shard, writer: Writer, evidence: PassingEvidence) -> Iterator[list[Given]]:
        """Yield the documents of a shard some at a time, each content once; what else is told goes to the writer."""
        seen: set[str] = set()
        batch: list[Given] = []
        for answer in read(shard, evidence, now=self.job.now, mappings=self.job.mappings):
            if not isinstance(answer, Document):
                writer.told(answer)
            elif answer.id not in seen:
                seen.add(answer.id)
                batch.append((answer, evidence.original(answer.sha256)))
            if len(batch) >= BATCH:
                yield batch
                batch = []
        if batch:
            yield batch
