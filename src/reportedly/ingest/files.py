"""One file to documents: bytes are kept before anything reads them."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

from reportedly.errors import DocumentFailed
from reportedly.ingest.encoding import Decoded, decode
from reportedly.ingest.front_matter import read_front_matter
from reportedly.ingest.html import read_html
from reportedly.ingest.making import Captured, Metadata, Rendition, make_document
from reportedly.ingest.mapping import Mapping
from reportedly.ingest.rows import read_csv, read_jsonl
from reportedly.interfaces import EvidenceStore
from reportedly.records import Document, Failure

SUPPORTED = ".txt, .md, .html, .htm, .jsonl, .ndjson, .csv, .tsv"

_KINDS = {
    ".txt": "text", ".text": "text", ".md": "markdown", ".markdown": "markdown", ".html": "html", ".htm": "html",
    ".xhtml": "html", ".jsonl": "jsonl", ".ndjson": "jsonl", ".csv": "csv", ".tsv": "csv",
}  # fmt: skip
_MEDIA_TYPES = {"text": "text/plain", "markdown": "text/markdown"}
_NO_REPORTS = frozenset(
    (".json", ".geojson", ".yaml", ".yml", ".toml", ".ini", ".xml", ".svg", ".py", ".js", ".css", ".sql", ".log", ".sh")
)
"""Text files that hold data or programs; reading them as reports would fill the ledger with rubbish."""
_BLANK = b" \t\r\n\x0b\x0c\xef\xbb\xbf"
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)


def read_file(
    path: Path, *, evidence: EvidenceStore, now: str, mapping: Mapping | None = None, display: str | None = None
) -> Iterator[Document | Failure]:
    """Yield the documents of a file, and a failure for what could not be read.

    `now` is the time of reading (ISO 8601 with a zone), `display` the path to print instead of `path`,
    `mapping` names the columns or fields of rows. Raises StoreError if evidence cannot be kept.
    """
    shown = display if display is not None else str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        yield Failure(shown, f"cannot be read: {error.strerror}; check the path and its permissions")
        return
    captured = Captured(shown, evidence.keep(data), now, evidence)
    try:
        yield from _read(data, captured, kind=_kind(path, data), mapping=mapping)
    except DocumentFailed as error:
        yield Failure(shown, str(error), captured.sha256)


def _kind(path: Path, data: bytes) -> str | None:
    """Return the kind by the name, else by the content; None for what looks like plain text.

    Raises DocumentFailed for empty files, and for names and contents that are known to hold no report.
    """
    if not data.strip(_BLANK):
        raise DocumentFailed("the file is empty")
    suffix = path.suffix.lower()
    if suffix in _KINDS:
        return _KINDS[suffix]
    start = data[:100_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if _is_json_line(start.partition(b"\n")[0]):
        return "jsonl"
    if suffix in _NO_REPORTS or start[:1] in (b"{", b"["):
        what = f"a {suffix} file" if suffix in _NO_REPORTS else "JSON, but not one object on each line"
        raise DocumentFailed(f"this is {what}. Files that can be read: {SUPPORTED}")
    return "html" if _HTML.match(start) else None


def _is_json_line(line: bytes) -> bool:
    try:
        return line[:1] == b"{" and isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _read(
    data: bytes, captured: Captured, *, kind: str | None, mapping: Mapping | None
) -> Iterator[Document | Failure]:
    if kind == "html":
        rendition, metadata = read_html(data)
        yield make_document(captured, rendition, metadata)
        return
    decoded = _decoded(data, kind)
    if kind == "jsonl":
        yield from read_jsonl(decoded.text, captured, mapping=mapping)
    elif kind == "csv":
        yield from read_csv(decoded.text, captured, mapping=mapping)
    else:
        yield _plain(decoded, captured, media_type=_MEDIA_TYPES.get(kind or "text", "text/plain"))


def _decoded(data: bytes, kind: str | None) -> Decoded:
    try:
        return decode(data)
    except DocumentFailed as error:
        if kind is not None:
            raise
        raise DocumentFailed(f"{error}. Files that can be read: {SUPPORTED}") from error


def _plain(decoded: Decoded, captured: Captured, *, media_type: str) -> Document:
    front = read_front_matter(decoded.text)
    values = front.values
    metadata = Metadata(
        title=values.get("title"),
        publisher=values.get("publisher"),
        published=values.get("published"),
        basis="front_matter",
        url=values.get("url"),
        language=values.get("language"),
        author=values.get("author"),
    )
    extractor = "plain/1" if decoded.encoding == "utf-8" else f"plain/1+{decoded.encoding}"
    rendition = Rendition(decoded.text, media_type, extractor, decoded.flags, body=front.end)
    return make_document(captured, rendition, metadata)
