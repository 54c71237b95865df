"""A corpus cut into shards: some files, some lines of a JSONL, some row groups of a Parquet file."""

import base64
import codecs
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pyarrow as pa
import pyarrow.parquet as pq

from reportedly.cluster.passing import PassingEvidence
from reportedly.errors import DocumentFailed
from reportedly.ingest import Mappings, discover, read_file
from reportedly.ingest.making import Captured
from reportedly.ingest.rows import Row, check_columns, read_jsonl, row_documents
from reportedly.records import Document, Failure, Note
from reportedly.text import digest, printable

Answer = Document | Failure | Note

PIECE = 4 << 20
"""Bytes of input in one shard, unless a file cannot be cut and is larger."""

FILES = 200
"""Most files in one shard."""

ROWS = 5000
"""Most rows of a Parquet file in one shard, unless a row group has more."""

_LINES = (".jsonl", ".ndjson")
_BOMS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Source:
    """A file of a corpus: the path as it was given, where it lies, and what tells whether it has changed."""

    shown: str
    path: str
    size: int
    changed: int


@dataclass(frozen=True, slots=True)
class Shard:
    """What one worker codes at a time and one Parquet file holds. `id` follows from what is read.

    `kind` "files": whole files; "lines": bytes `start` to `end` of one JSONL, of which `before` lines come earlier;
    "rows": row groups `start` to `end` of one Parquet file, of which `before` rows come earlier.
    """

    id: str
    kind: Literal["files", "lines", "rows"]
    sources: tuple[Source, ...]
    start: int = 0
    end: int = 0
    before: int = 0

    @property
    def shown(self) -> str:
        """What it is called in messages."""
        more = f" and {len(self.sources) - 1} more" if len(self.sources) > 1 else ""
        return f"{self.sources[0].shown}{more}"


def plan(paths: Sequence[Path], *, known: set[Source], piece: int = PIECE) -> Iterator[Shard | Failure]:
    """Yield the shards of a corpus in order, and a failure for each path that cannot be read.

    Files that are in `known` (by path, size and time of change) are not put into shards of files anew: when files are
    added to a folder the others stay in the shards where they are.
    """
    waiting: list[Source] = []
    for found in discover(paths):
        if isinstance(found, Failure):
            yield found
            continue
        status = found.stat()
        source = Source(printable(str(found)), str(found.absolute()), status.st_size, status.st_mtime_ns)
        cut = _cut(source, piece)
        if cut is not None:
            yield from cut
        elif source not in known:
            if waiting and (len(waiting) >= FILES or sum(s.size for s in waiting) + source.size > piece):
                yield _files(waiting)
                waiting = []
            waiting.append(source)
    if waiting:
        yield _files(waiting)


def read(shard: Shard, evidence: PassingEvidence, *, now: str, mappings: Mappings) -> Iterator[Answer]:
    """Yield what a shard holds, as `ingest` would read it; `now` is the time of reading (ISO 8601 with a zone)."""
    if shard.kind == "files":
        for source in shard.sources:
            yield from read_file(Path(source.path), evidence=evidence, now=now, mapping=mappings, display=source.shown)
        return
    [source] = shard.sources
    mapping = mappings.of(Path(source.path).name)
    try:
        if shard.kind == "lines":
            captured = Captured(source.shown, "", now, evidence)
            yield from read_jsonl(_lines(shard, source), captured, mapping=mapping)
        else:
            captured = Captured(source.shown, "", now, evidence)
            names = pq.read_schema(source.path).names
            check_columns(names, mapping)
            form = ("application/vnd.apache.parquet", "parquet/1")
            yield from row_documents(_rows(shard, source), captured, mapping=mapping, form=form)
    except (DocumentFailed, OSError, pa.ArrowException) as error:
        yield Failure(source.shown, f"{error}")


def _files(sources: Sequence[Source]) -> Shard:
    name = digest("files", *(f"{s.shown}\n{s.size}\n{s.changed}" for s in sources), length=20)
    return Shard(name, "files", tuple(sources))


def _cut(source: Source, piece: int) -> Iterator[Shard] | None:
    """Return the shards of a file that can be cut, None for one that is read whole."""
    suffix = Path(source.path).suffix.lower()
    if suffix == ".parquet":
        return _row_shards(source)
    if suffix in _LINES and _is_utf8(source):
        return _line_shards(source, piece)
    return None


def _is_utf8(source: Source) -> bool:
    """Say whether a file can be cut at line ends: UTF-8 from end to end."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with open(source.path, "rb") as file:
            first = file.read(4)
            if first.startswith(_BOMS):
                return False
            decoder.decode(first)
            while some := file.read(PIECE):
                decoder.decode(some)
            decoder.decode(b"", final=True)
    except (UnicodeDecodeError, OSError):
        return False
    return source.size > 0


def _line_shards(source: Source, piece: int) -> Iterator[Shard]:
    with open(source.path, "rb") as file:
        start, before = 0, 0
        while body := file.read(piece):
            body += file.readline()
            name = digest("lines", source.shown, str(before), hashlib.sha256(body).hexdigest(), length=20)
            yield Shard(name, "lines", (source,), start, start + len(body), before)
            start, before = start + len(body), before + body.count(b"\n")


def _lines(shard: Shard, source: Source) -> str:
    """Return the lines of a shard, behind as many empty ones as come earlier: lines keep their numbers."""
    with open(source.path, "rb") as file:
        file.seek(shard.start)
        body = file.read(shard.end - shard.start)
    return "\n" * shard.before + body.decode("utf-8").removeprefix("\ufeff" if shard.start == 0 else "")


def _row_shards(source: Source) -> Iterator[Shard]:
    try:
        groups = pq.ParquetFile(source.path).metadata
    except (pa.ArrowException, OSError):
        yield Shard(digest("rows", source.shown, str(source.size), length=20), "rows", (source,))
        return
    start = before = rows = 0
    for group in range(groups.num_row_groups):
        count = groups.row_group(group).num_rows
        if rows and rows + count > ROWS:
            yield _row_shard(source, start, group, before)
            start, before, rows = group, before + rows, 0
        rows += count
    yield _row_shard(source, start, groups.num_row_groups, before)


def _row_shard(source: Source, start: int, end: int, before: int) -> Shard:
    what = (source.shown, str(source.size), str(source.changed), str(start), str(end))
    return Shard(digest("rows", *what, length=20), "rows", (source,), start, end, before)


def _rows(shard: Shard, source: Source) -> Iterator[Row]:
    number = shard.before
    with pq.ParquetFile(source.path) as file:
        for batch in file.iter_batches(batch_size=256, row_groups=range(shard.start, shard.end)):
            for fields in batch.to_pylist():
                number += 1
                yield Row(f"row={number}", f"row {number}", {name: _plain(value) for name, value in fields.items()})


def _plain(value: Any) -> Any:
    """Return a value of a column as JSON has it."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner) for inner in value]
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    if value is None or isinstance(value, str | int | float | bool):
        return value
    return str(value) if isinstance(value, Decimal) else repr(value)
