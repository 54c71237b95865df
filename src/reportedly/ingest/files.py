"""One file to documents: bytes are kept before anything reads them, then the table of formats says who reads them."""

import os
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import DocumentFailed, ReportedlyError
from reportedly.ingest.formats import SUPPORTED, UNKNOWN, choose
from reportedly.ingest.making import Captured
from reportedly.ingest.mapping import Mapping
from reportedly.ingest.mapping_file import Mappings
from reportedly.ingest.opened import (
    HEAD,
    IN_MEMORY,
    MAX_DEPTH,
    MB,
    Format,
    Found,
    LimitReached,
    Opened,
    Peek,
    suffix_of,
)
from reportedly.ingest.plausible import check_holes
from reportedly.ingest.zipped import DAMAGED, open_zip
from reportedly.interfaces import EvidenceStore
from reportedly.records import Failure
from reportedly.text import printable

BROKE_DOWN = "its reader broke down on it"
_BLANK = b" \t\r\n\x0b\x0c\xef\xbb\xbf"
_MAX_NAMES = 50_000
"""Most names in a ZIP that are looked at to tell its format."""


def read_file(
    path: Path,
    *,
    evidence: EvidenceStore,
    now: str,
    mapping: Mapping | Mappings | None = None,
    display: str | None = None,
) -> Found:
    """Yield the documents of a file, a failure for what could not be read, and notes on what was left out.

    `now` is the time of reading (ISO 8601 with a zone), `display` the path to print instead of `path`,
    `mapping` names the columns or fields of rows. Raises StoreError if evidence cannot be kept.
    """
    shown = printable(display if display is not None else str(path))
    try:
        opened = _capture(path, Captured(shown, "", now, evidence), _mappings(mapping))
    except OSError as error:
        yield Failure(shown, f"cannot be read: {error.strerror}; check the path and its permissions")
        return
    except DocumentFailed as error:
        yield Failure(shown, str(error))
        return
    try:
        yield from read_opened(opened)
    except LimitReached as error:
        yield Failure(shown, str(error), opened.captured.sha256)


def read_opened(opened: Opened) -> Found:
    """Yield the documents of one captured input by its format, and a failure for what could not be read.

    Raises LimitReached.
    """
    captured = opened.captured
    try:
        yield from _by_format(opened)
    except DocumentFailed as error:
        if isinstance(error, LimitReached):
            raise
        yield Failure(captured.path, str(error), captured.sha256)
    except ReportedlyError:
        raise
    except Exception as error:  # noqa: BLE001 - libraries break on damaged files in more ways than they tell
        yield Failure(
            captured.path, f"{BROKE_DOWN} ({error!r}); open it with its program and save it again", captured.sha256
        )


def _by_format(opened: Opened) -> Found:
    with closing(opened.stream()) as stream:
        form = choose(_peek(opened.suffix, stream, opened.size))
    _hold_to_limit(form, opened.size)
    if form.container and opened.depth >= MAX_DEPTH:
        raise DocumentFailed(f"it lies {MAX_DEPTH} containers deep and is one itself; unpack it first")
    try:
        yield from form.read(opened)
    except LimitReached:
        raise
    except DocumentFailed as error:
        if form is not UNKNOWN:
            raise
        raise DocumentFailed(f"{error}. Files that can be read: {SUPPORTED}") from error


def _mappings(given: Mapping | Mappings | None) -> Mappings:
    return given if isinstance(given, Mappings) else Mappings(given or Mapping())


def _capture(path: Path, captured: Captured, mappings: Mappings) -> Opened:
    """Keep the bytes of a file: small ones first of all, large ones if their format reads so much.

    Raises DocumentFailed if it is too large, holds nothing, or changes while it is read.
    """
    with path.open("rb") as file:
        before = os.fstat(file.fileno())
        content: bytes | None = None
        if before.st_size <= IN_MEMORY:
            content = file.read(IN_MEMORY + 1)
            size = len(content)
            if size > IN_MEMORY:
                raise DocumentFailed("it grows while it is being read; run again when it is whole")
            sha256 = captured.evidence.keep(content)
        else:
            size = before.st_size
            form = choose(_peek(suffix_of(path.name), file, size))
            _hold_to_limit(form, size)
            check_holes(file, size)
            if form.check is not None:
                form.check(file, size)
            file.seek(0)
            sha256 = captured.evidence.keep_stream(file)
        after = os.fstat(file.fileno())
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise DocumentFailed("it changed while it was being read; run again when nothing writes to it")
    kept = Captured(captured.path, sha256, captured.now, captured.evidence)
    return Opened(kept, path.name, suffix_of(path.name), size, read_opened, content=content, mappings=mappings)


def _peek(suffix: str, stream: BinaryIO, size: int) -> Peek:
    """Look at the start of a stream. Raises DocumentFailed if there is nothing but blanks in it."""
    head = stream.read(HEAD)
    if not head.strip(_BLANK) and (size <= HEAD or not _any_sign(stream)):
        raise DocumentFailed("the file is empty")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Peek(suffix, head, *_names(stream))
    return Peek(suffix, head)


def _any_sign(stream: BinaryIO) -> bool:
    while piece := stream.read(MB):
        if piece.strip(_BLANK):
            return True
    return False


def _names(stream: BinaryIO) -> tuple[frozenset[str] | None, bytes]:
    """Return the names in a ZIP, None for a damaged one, and its "mimetype"."""
    try:
        with open_zip(stream) as archive:
            names = frozenset(info.filename for info in archive.filelist[:_MAX_NAMES])
            said = archive.open("mimetype").read(200) if "mimetype" in names else b""
            return names, said
    except (DocumentFailed, *DAMAGED):
        return None, b""


def _hold_to_limit(form: Format, size: int) -> None:
    if size > form.limit:
        raise DocumentFailed(
            f"it has {size / MB:,.0f} MB; {form.name} files are read up to {form.limit // MB:,} MB: {form.advice}"
        )
