"""The content of one record of a web archive: unchunked, unpacked, its digests checked, what is wrong in words."""

import re
import tempfile
from collections.abc import Iterator
from typing import IO, Any, BinaryIO, cast

from warcio.bufferedreaders import ChunkedDataReader

from reportedly.errors import DocumentFailed
from reportedly.ingest.opened import MB, Budget, LimitReached
from reportedly.ingest.unpacking import unpacked

MAX_PAYLOAD = 256 * MB
"""Largest content of one record that is read."""

_IN_MEMORY = 8 * MB
_PIECE = 1 << 16
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)

SUFFIXES = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "application/pdf": ".pdf",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "text/csv": ".csv",
    "application/json": ".json",
    "application/x-ndjson": ".jsonl",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ".docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
    "application/vnd.oasis.opendocument.text": ".odt",
    "application/vnd.oasis.opendocument.spreadsheet": ".ods",
    "application/rtf": ".rtf",
    "text/rtf": ".rtf",
}
"""Media types that are read, with the suffix under which the table of formats knows them."""


class Cut(Exception):
    """The archive ends within this record."""


def media_type(record: Any) -> str:
    """Return the media type of the content, "" where none is said."""
    printed = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    return str(printed or "").partition(";")[0].strip().lower()


def charset(record: Any) -> str | None:
    """Return the charset that came with the content."""
    printed = record.http_headers.get_header("Content-Type") if record.http_headers else record.content_type
    found = _CHARSET.search(str(printed or ""))
    return found[1] if found else None


def payload(record: Any, budget: Budget) -> bytes | BinaryIO:
    """Return the content as the browser got it: bytes, or for large ones a temporary file (close it).

    Raises Cut, LimitReached, and DocumentFailed where a digest is wrong or the content cannot be unpacked.
    """
    held = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - given to the caller
    try:
        size = _fill(held, record, budget)
        held.seek(0)
        content = None if size > _IN_MEMORY else held.read()
    except BaseException:
        held.close()
        raise
    if content is None:
        return cast(BinaryIO, held)
    held.close()
    return content


def _fill(held: IO[bytes], record: Any, budget: Budget) -> int:
    """Write the content of a record and return its size in bytes."""
    size, problem = 0, ""
    try:
        for piece in unpacked(_unchunked(record), _encodings(record)):
            size += len(piece)
            budget.unpack(len(piece))
            if size > MAX_PAYLOAD:
                problem = f"its content is larger than {MAX_PAYLOAD // MB} MB; save it as a file of its own"
                break
            held.write(piece)
    except LimitReached:
        raise
    except DocumentFailed as error:
        problem = str(error)
    drain(record)
    problem = _wrong_digest(record) or problem
    if problem:
        raise DocumentFailed(problem)
    return size


def checked(record: Any) -> str:
    """Return "verified" where a digest of the record was checked and right, "none" where it has none."""
    return "verified" if record.digest_checker.passed else "none"


def drain(record: Any) -> None:
    """Read the rest of the record: its digests are over all of it. Raises Cut where the file ends first."""
    if not (record.rec_headers.get_header("Content-Length") or "").strip().isdigit():
        raise Cut
    while record.raw_stream.read(_PIECE):
        pass
    if getattr(record.raw_stream, "limit", 0) > 0:
        raise Cut


def _wrong_digest(record: Any) -> str:
    checker = record.digest_checker
    if checker.passed is not False:
        return ""
    problems = "; ".join(str(problem) for problem in checker.problems)
    return f"the content of this record does not match its digest ({problems}): the archive was changed or damaged"


def _unchunked(record: Any) -> Iterator[bytes]:
    stream = record.raw_stream
    if record.http_headers and (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked":
        stream = ChunkedDataReader(stream)
    while piece := stream.read(_PIECE):
        yield piece


def _encodings(record: Any) -> list[str]:
    """Return how the content was packed, in the order in which it was done (RFC 9110, 8.4)."""
    printed = record.http_headers.get_header("Content-Encoding") if record.http_headers else None
    return [name.strip().lower().removeprefix("x-") for name in str(printed or "").split(",")]
