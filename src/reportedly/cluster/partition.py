"""One shard as one Parquet file: its documents with texts and originals, outcomes, records, signatures, failures."""

import hashlib
import json
import os
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.errors import StoreError
from reportedly.records import Document, Failure, Note, Outcome, Record, from_plain, to_plain
from reportedly.store.rows import document_from, document_row, record_from, record_row

FORMAT = "1"

SCHEMA = pa.schema(
    [
        ("table", pa.string()),
        ("document", pa.string()),
        ("claim", pa.string()),
        ("kind", pa.string()),
        ("stage", pa.string()),
        ("producer", pa.string()),
        ("id", pa.string()),
        ("body", pa.string()),
        ("text", pa.string()),
        ("content", pa.binary()),
    ]
)
"""`table` is document, outcome, record, signature, failure or note; the rows of a document stand together.

`body` is the row as JSON, `text` the rendition of a document and `content` its bytes as they were read.
"""

_TOGETHER = 5000
"""Rows in one row group, at least."""

Row = dict[str, Any]
Step = tuple[Outcome, tuple[Record, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """A partition on the disk: file name, SHA-256 and size in bytes, and how much is in it."""

    file: str
    sha256: str
    size: int
    documents: int
    failed: int
    records: int
    unread: int


@dataclass(frozen=True, slots=True)
class Held:
    """One document of a partition: its bytes (None: not held), what stages made, its signature ("": none)."""

    document: Document
    original: bytes | None
    steps: tuple[Step, ...]
    signature: str


@dataclass(slots=True)
class Writer:
    """Writes a partition under a temporary name; `finish` gives it its own, all at once."""

    folder: Path
    shard: str
    meta: dict[str, str]
    documents: int = 0
    failed: int = 0
    records: int = 0
    unread: int = 0
    _rows: list[Row] = field(default_factory=list)
    _file: Any = None
    _path: Path = Path()

    def __post_init__(self) -> None:
        self._path = self.folder / f".part-{self.shard}.{os.getpid()}-{secrets.token_hex(4)}.tmp"
        schema = SCHEMA.with_metadata({**self.meta, "format": FORMAT, "shard": self.shard})
        self._file = pq.ParquetWriter(self._path, schema, compression="zstd")

    def add(self, held: Held) -> None:
        """Add a document with all that belongs to it."""
        document = held.document
        body = document_row(document, "")["body"]
        self._add("document", document.id, id=document.id, body=body, text=document.text, content=held.original)
        for outcome, records in held.steps:
            plain = json.dumps(to_plain(outcome), ensure_ascii=False, separators=(",", ":"))
            self._add("outcome", document.id, kind=outcome.state, producer=outcome.stage, body=plain)
            self.failed += outcome.state == "failed"
            self.records += len(records)
            stage = outcome.stage.rsplit("/", 1)[0]
            for record in records:
                row = record_row(record, document=document.id, stage=stage, producer=outcome.stage, run="")
                del row["run"]
                self._add("record", **row)
        if held.signature:
            self._add("signature", document.id, body=held.signature)
        self.documents += 1
        if len(self._rows) >= _TOGETHER:
            self._flush()

    def told(self, answer: Failure | Note) -> None:
        """Add what could not be read or was left out."""
        self.unread += isinstance(answer, Failure)
        kind = "failure" if isinstance(answer, Failure) else "note"
        self._add(kind, None, body=json.dumps(to_plain(answer), ensure_ascii=False))

    def finish(self) -> Written:
        """Give the file its name once it is on the disk whole. Raises StoreError."""
        try:
            self._flush()
            self._file.close()
            with self._path.open("rb+") as file:
                sha256 = hashlib.file_digest(file, "sha256").hexdigest()
                os.fsync(file.fileno())
            size = self._path.stat().st_size
            name = f"part-{self.shard}.parquet"
            self._path.replace(self.folder / name)
        except OSError as error:
            raise StoreError(f"cannot write in {self.folder}: {error.strerror}; is the disk full?") from error
        return Written(name, sha256, size, self.documents, self.failed, self.records, self.unread)

    def drop(self) -> None:
        """Take away what was begun and not finished."""
        self._file.close()
        self._path.unlink(missing_ok=True)

    def _add(self, table: str, document: str | None, **more: Any) -> None:
        self._rows.append({"table": table, "document": document, **more})

    def _flush(self) -> None:
        if self._rows:
            self._file.write_table(pa.Table.from_pylist(self._rows, schema=self._file.schema))
            self._rows = []


def read_part(path: Path) -> Iterator[Held | Failure | Note]:
    """Yield what a partition holds, in order, some documents at a time in memory. Raises StoreError."""
    try:
        with pq.ParquetFile(path) as file:
            said = file.schema_arrow.metadata or {}
            if said.get(b"format", b"").decode() != FORMAT:
                raise StoreError(f"{path} is no partition of this version (format {FORMAT}); code its shard again")
            yield from _held(_rows(file))
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path} cannot be read ({error}); code its shard again") from error


def meta_of(path: Path) -> dict[str, str]:
    """Return what a partition says of how it was made. Raises StoreError."""
    try:
        said = pq.read_schema(path).metadata or {}
    except (pa.ArrowException, OSError) as error:
        raise StoreError(f"{path} cannot be read ({error}); code its shard again") from error
    return {key.decode(): value.decode() for key, value in said.items() if not key.startswith(b"ARROW")}


def _rows(file: pq.ParquetFile) -> Iterator[Row]:
    for batch in file.iter_batches(batch_size=1000):
        yield from batch.to_pylist()


def _held(rows: Iterator[Row]) -> Iterator[Held | Failure | Note]:
    together: list[Row] = []
    for row in rows:
        if row["table"] in ("document", "failure", "note") and together:
            yield _one(together)
            together = []
        if row["table"] == "failure":
            yield from_plain(Failure, json.loads(row["body"]))
        elif row["table"] == "note":
            yield from_plain(Note, json.loads(row["body"]))
        else:
            together.append(row)
    if together:
        yield _one(together)


def _one(rows: Sequence[Row]) -> Held:
    first, *rest = rows
    steps: list[tuple[Outcome, list[Record]]] = []
    signature = ""
    for row in rest:
        if row["table"] == "outcome":
            steps.append((from_plain(Outcome, json.loads(row["body"])), []))
        elif row["table"] == "signature":
            signature = row["body"]
        else:
            steps[-1][1].append(record_from(row["kind"], row["body"]))
    made = tuple((outcome, tuple(records)) for outcome, records in steps)
    return Held(document_from(first["body"], first["text"]), first["content"], made, signature)
