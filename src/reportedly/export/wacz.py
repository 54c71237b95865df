"""Originals as a web archive in a ZIP (WACZ 1.1.1): a WARC of resource records, its index, and the list of pages."""

import gzip
import hashlib
import json
import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, Any, BinaryIO
from urllib.parse import quote, urlsplit

VERSION = "1.1.1"
ARCHIVE = "archive/data.warc.gz"
INDEX = "indexes/index.cdxj"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
PACKAGE_DIGEST = "datapackage-digest.json"

_PIECE = 1 << 20
_KEPT = "%/?:@!$&'()*+,;=~[]|^"
"""Signs of an address that stay as they are printed, in a query all but the quotation mark."""
_QUOTE = "'"


@dataclass(frozen=True, slots=True)
class Original:
    """One content to archive: digest, size in bytes, address, media type, when it was captured, title of its page.

    `page` is the id of the document that is read from it, None where it is no page of its own.
    """

    sha256: str
    size: int
    address: str
    media_type: str
    at: str
    title: str | None = None
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the record of an original stands in the WARC, in bytes."""

    original: Original
    offset: int
    length: int


def address_of(url: str | None, sha256: str) -> str:
    """Return the address under which an original is archived: its own as browsers ask for it, else one of its digest.

    Viewers find a page by the address letter for letter: without fragment, in ASCII, the host in small letters.
    """
    made = f"urn:sha256:{sha256}"
    if not url or not url.startswith(("http://", "https://")):
        return made
    try:
        return _as_asked_for(url) or made
    except ValueError:
        return made


def _as_asked_for(url: str) -> str:
    """Return an address as a browser sends it, "" where no host is in it. Raises ValueError for one that is none."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    shown = f"[{host}]" if ":" in host else host
    place = shown if port is None else f"{shown}:{port}"
    query = f"?{quote(parts.query, safe=_KEPT).replace(_QUOTE, '%27')}" if parts.query else ""
    return f"{parts.scheme}://{place}{quote(parts.path, safe=_KEPT) or '/'}{query}" if host else ""


def write_warc(
    out: IO[bytes], originals: Iterable[Original], read: Callable[[str], BinaryIO], tool: str
) -> list[Entry]:
    """Write a WARC with one packed record for each original, in order, and return where each stands."""
    info = f"software: {tool}\r\nformat: WARC File Format 1.1\r\n".encode()
    position = _record(out, _head("warcinfo", _now(), "application/warc-fields", len(info)), [info])
    entries = []
    for original in originals:
        head = _head(
            "resource", _utc(original.at), original.media_type, original.size, original.address, original.sha256
        )
        with read(original.sha256) as stream:
            length = _record(out, head, iter(lambda: stream.read(_PIECE), b""))
        entries.append(Entry(original, position, length))
        position += length
    return entries


def read_record(packed: IO[bytes]) -> Iterator[bytes]:
    """Yield the content of the record that begins here, piece by piece."""
    with gzip.GzipFile(fileobj=packed, mode="rb") as record:
        size = 0
        while (line := record.readline().strip()) != b"":
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        while size > 0 and (piece := record.read(min(size, _PIECE))):
            size -= len(piece)
            yield piece


def index_lines(entries: Iterable[Entry]) -> list[str]:
    """Return the sorted lines of the index (CDXJ): address to sort by, time in digits, where the record stands."""
    lines = []
    for entry in entries:
        one = entry.original
        fields = {
            "url": one.address,
            "mime": one.media_type,
            "status": "200",
            "digest": f"sha256:{one.sha256}",
            "length": str(entry.length),
            "offset": str(entry.offset),
            "filename": ARCHIVE.rpartition("/")[2],
        }
        digits = "".join(c for c in _utc(one.at) if c.isdigit())[:14]
        lines.append(f"{sort_key(one.address)} {digits} {json.dumps(fields, ensure_ascii=False)}")
    return sorted(lines, key=lambda line: line.encode())


def sort_key(address: str) -> str:
    """Return an address so that those of one site stand together: "example,www)/path"."""
    if not address.startswith(("http://", "https://")):
        return address.lower()
    parts = urlsplit(address)
    host = ",".join(reversed((parts.hostname or "").removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = f"?{parts.query}" if parts.query else ""
    return f"{host}{port}){parts.path or '/'}{query}".lower().replace(" ", "%20")


def page_lines(originals: Iterable[Original]) -> list[str]:
    """Return the lines of the list of pages."""
    lines = [json.dumps({"format": "json-pages-1.0", "id": "pages", "title": "All Pages"})]
    for one in originals:
        if one.page is not None:
            page = {"id": one.page, "url": one.address, "ts": _utc(one.at), "title": one.title or one.address}
            lines.append(json.dumps(page, ensure_ascii=False))
    return lines


def package(files: Iterable[dict[str, Any]], *, title: str, tool: str, created: str) -> bytes:
    """Return datapackage.json; `files` hold path, sha256 and size."""
    resources = [
        {
            "name": one["path"].rpartition("/")[2],
            "path": one["path"],
            "hash": f"sha256:{one['sha256']}",
            "bytes": one["size"],
        }
        for one in files
    ]
    plain = {
        "profile": "data-package",
        "wacz_version": VERSION,
        "title": title,
        "created": created,
        "software": tool,
        "resources": resources,
    }
    return json.dumps(plain, ensure_ascii=False, indent=2).encode()


def package_digest(content: bytes) -> bytes:
    """Return datapackage-digest.json."""
    return json.dumps({"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}, indent=2).encode()


def _head(kind: str, at: str, media_type: str, size: int, address: str | None = None, sha256: str = "") -> bytes:
    name = uuid.UUID(hex=sha256[:32]) if sha256 else uuid.uuid4()
    lines = [
        "WARC/1.1",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        f"WARC-Date: {at}",
        *([f"WARC-Target-URI: {address}"] if address else []),
        *([f"WARC-Block-Digest: sha256:{sha256}", f"WARC-Payload-Digest: sha256:{sha256}"] if sha256 else []),
        f"Content-Type: {media_type}",
        f"Content-Length: {size}",
    ]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _record(out: IO[bytes], head: bytes, pieces: Iterable[bytes]) -> int:
    """Write one packed record and return its length in bytes."""
    begin = out.tell()
    with gzip.GzipFile(filename="", fileobj=out, mode="wb", mtime=0) as packed:
        packed.write(head)
        for piece in pieces:
            packed.write(piece)
        packed.write(b"\r\n\r\n")
    return out.tell() - begin


def _utc(printed: str) -> str:
    """Return a time as archives print it: UTC to the second."""
    return datetime.fromisoformat(printed).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
