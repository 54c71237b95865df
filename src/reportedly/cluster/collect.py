"""Partitions into a project: documents with their originals and records, each once, however often it is asked for."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

from reportedly.cluster.corpus import Reporter
from reportedly.cluster.manifest import NAME, Entry, Manifest
from reportedly.cluster.partition import Held, meta_of, read_part
from reportedly.cluster.signatures import FILE, Signatures
from reportedly.errors import StoreError
from reportedly.interfaces import EvidenceStore
from reportedly.records import Document, Failure, Note, Outcome, Record

COLLECTED = "collected.jsonl"
"""In a project: the partitions that it holds, by digest."""

_TOGETHER = 100
"""Documents whose originals are written together."""

Step = tuple[Outcome, tuple[Record, ...]]


class Target(Protocol):
    """What partitions are collected into."""

    def take(self, answer: Document | Failure | Note) -> bool:
        """Keep a document, a failure or a note; return whether it is a new document."""
        ...

    def save(self, steps: list[Step]) -> None:
        """Keep what stages made of documents that have been taken."""
        ...


@dataclass(slots=True)
class Collected:
    """What was collected: partitions, those held before, documents, those known before, outcomes that failed."""

    partitions: int = 0
    before: int = 0
    documents: int = 0
    known: int = 0
    failed: int = 0
    without_original: int = 0
    missing: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """Return it as JSON-ready values."""
        return {
            "partitions": self.partitions,
            "held_before": self.before,
            "documents": {"new": self.documents, "known": self.known},
            "stage_failures": self.failed,
            "without_original": self.without_original,
            "missing": self.missing,
        }


@dataclass(frozen=True, slots=True)
class Into:
    """A project to collect into: its folder, its evidence (with `together` and `flush`), and what keeps records."""

    folder: Path
    evidence: "Together"
    target: Target


class Together(EvidenceStore, Protocol):
    """Evidence that can be written many files at a time."""

    def together(self) -> Any:
        """Hold back what is kept, and write it together at the end."""
        ...

    def flush(self) -> None:
        """Write what is held back."""
        ...


def collect(folder: Path, into: Into, reporter: Reporter) -> Collected:
    """Load the partitions of a folder that a project does not hold yet.

    Documents that are there already keep what they have, stages that made the same records change nothing. Raises
    StoreError if a partition is not what the manifest says, or there is no manifest.
    """
    check_partitions(folder)
    held = _held(into.folder)
    found = Collected()
    entries = list(Manifest.load(folder).entries.values())
    reporter.begin("collecting partitions", len(entries))
    with closing(Signatures(into.folder / FILE)) as signatures:
        for entry in entries:
            if entry.written.sha256 in held:
                found.before += 1
            else:
                _one(folder, entry, into, found, signatures)
                _note(into.folder, entry)
            reporter.step()
    reporter.end()
    return found


def check_partitions(folder: Path) -> None:
    """Look whether a folder holds partitions. Raises StoreError."""
    if not folder.is_dir():
        raise StoreError(f"{folder} is not there; name the folder that `reportedly cluster code --sink` wrote")
    if not (folder / NAME).exists():
        raise StoreError(f"{folder} holds no {NAME}; name the folder that `reportedly cluster code --sink` wrote")


def _one(folder: Path, entry: Entry, into: Into, found: Collected, signatures: Signatures) -> None:
    path = folder / entry.written.file
    _check(path, entry)
    version = meta_of(path).get("signatures", "")
    answers = read_part(path)
    while some := list(islice(answers, _TOGETHER)):
        held = [answer for answer in some if isinstance(answer, Held)]
        with into.evidence.together():
            for one in held:
                found.without_original += one.original is None
                if one.original is not None:
                    into.evidence.keep(one.original)
                into.evidence.keep_text(one.document.text_id, one.document.text)
            # A document is noted only when its files are on the disk.
            into.evidence.flush()
            for answer in some:
                new = into.target.take(answer.document if isinstance(answer, Held) else answer)
                found.documents += new
                found.known += isinstance(answer, Held) and not new
        into.target.save([step for one in held for step in one.steps])
        found.failed += sum(outcome.state == "failed" for one in held for outcome, _ in one.steps)
        signatures.put(version, ((one.document.id, one.signature) for one in held if one.signature))
    found.partitions += 1


def _check(path: Path, entry: Entry) -> None:
    if not path.is_file():
        raise StoreError(f"{path} is gone, but the manifest names it; code its shard again with the same command")
    with path.open("rb") as file:
        if hashlib.file_digest(file, "sha256").hexdigest() != entry.written.sha256:
            raise StoreError(f"{path} is not what was written (another SHA-256); delete it and code its shard again")


def _held(folder: Path) -> set[str]:
    path = folder / COLLECTED
    return set(_lines(path)) if path.exists() else set()


def _lines(path: Path) -> Iterator[str]:
    for line in path.read_text("utf-8").splitlines():
        try:
            yield str(json.loads(line)["sha256"])
        except (ValueError, KeyError):
            # Cut off by a kill: its partition is collected once more, which adds nothing.
            continue


def _note(folder: Path, entry: Entry) -> None:
    with (folder / COLLECTED).open("a", encoding="utf-8") as file:
        file.write(json.dumps({"sha256": entry.written.sha256, "shard": entry.shard}) + "\n")
