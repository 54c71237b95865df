"""Web archives (WARC, each record packed or not), read as a stream: pages and files through the table of formats."""

import gzip
import logging
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field, replace
from typing import IO, Any, BinaryIO
from urllib.parse import urljoin, urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.making import Metadata
from reportedly.ingest.opened import Found, LimitReached, Opened
from reportedly.ingest.warc_payload import SUFFIXES, Cut, charset, checked, drain, media_type, payload
from reportedly.records import Capture, Document, Failure, Note
from reportedly.records.address import address_key

MAX_FAILURES = 200
"""Most failures told one by one in one archive; the rest are counted."""

NO_TIME = "no_capture_time"
"""Flag: the archive does not say when the content was fetched; the time of reading stands in."""

TRUNCATED = "capture_truncated"
"""Flag: the archiver itself says that it cut the content off."""

# What the library has to say goes to no log of its own: what is wrong is told as a failure.
logging.getLogger("warcio").addHandler(logging.NullHandler())

_KEPT_HEADERS = ("content-type", "content-language", "last-modified", "date", "etag", "server", "content-encoding")
_CONTENT = frozenset(("response", "resource", "conversion"))
GONE = (404, 410)
"""Answers that say that a page is there no longer."""
_MOST_NAMED = 4
_MOST_REDIRECTS = 200_000


def read_warc(opened: Opened) -> Found:
    """Yield what the records of an archive hold."""
    with closing(opened.stream()) as stream:
        yield from read_records(opened, stream)


def read_records(opened: Opened, stream: IO[bytes], wanted: "Wanted | None" = None, method: str = "warc") -> Found:
    """Yield the documents of the records in a stream, failures that name their record, and what was left out.

    `wanted` says which addresses are read (None: all). Records before a break are read, and the break is told.
    """
    reader = _Reader(opened, wanted, method)
    source = _Source(stream)
    try:
        yield from reader.records(source)
    except Cut:
        source.broken = source.broken or "it ends in the middle of a record"
    except (ArchiveLoadFailed, ValueError, KeyError, AttributeError, TypeError) as error:
        source.broken = source.broken or f"what follows is no record of a web archive ({str(error)[:80]})"
    yield from reader.end(source.broken)


@dataclass(slots=True)
class Wanted:
    """Addresses that are to be read (as `address_key` gives them) with their titles, and which of them were found."""

    titles: dict[str, str | None]
    found: set[str] = field(default_factory=set)

    def has(self, *addresses: str | None) -> str | None:
        """Return the first of these addresses that is wanted, having noted it as found."""
        for address in addresses:
            if address is not None and (key := address_key(address)) in self.titles:
                self.found.add(key)
                return key
        return None


class _Records(ArchiveIterator):  # type: ignore[misc]
    """The records of an archive: a break within the head of one is no end, and nothing goes to standard error."""

    INC_RECORD = ""

    def _next_record(self, next_line: bytes | None) -> Any:
        try:
            return super()._next_record(next_line)
        except EOFError:
            if next_line is not None:
                raise Cut from None
            raise


class _Source:
    """The bytes of an archive, unpacked; where they break off or are damaged they end, and `broken` says so."""

    def __init__(self, stream: IO[bytes]) -> None:
        packed = stream.read(2) == b"\x1f\x8b"
        stream.seek(0)
        self._stream: Any = gzip.GzipFile(fileobj=stream) if packed else stream
        # read1: what was unpacked before a break is given, not lost with the error.
        self._read: Callable[[int], bytes] = getattr(self._stream, "read1" if packed else "read")
        self.broken = ""

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes; b"" at the end, and after a break."""
        if self.broken:
            return b""
        try:
            piece = self._read(size)
        except EOFError:
            self.broken = "it ends in the middle of a record"
            return b""
        except (zlib.error, gzip.BadGzipFile, OSError) as error:
            self.broken = f"it is damaged ({error})"
            return b""
        return piece

    def tell(self) -> int:
        """Return the position in what is unpacked."""
        return int(self._stream.tell())


@dataclass(slots=True)
class _Reader:
    """One archive under way: what it told of itself, which contents it held, what was left out."""

    opened: Opened
    wanted: Wanted | None
    method: str
    tool: str | None = None
    read: int = 0
    failed: int = 0
    documents: int = 0
    left: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    _contents: dict[str, str] = field(default_factory=dict)
    _requested: dict[str, str] = field(default_factory=dict)

    def records(self, source: _Source) -> Found:
        """Yield what each record gives."""
        for record in _Records(source, check_digests=True):
            kind = record.rec_type
            if kind == "warcinfo":
                self.tool = _software(record)
            elif kind == "revisit":
                yield from self._revisit(record)
            elif kind in _CONTENT:
                yield from self._content(record)
            drain(record)
            self.read += 1

    def end(self, broken: str) -> Found:
        """Yield what there is to say of the archive as a whole."""
        path, sha256 = self.opened.captured.path, self.opened.captured.sha256
        if self.failed > MAX_FAILURES:
            yield Failure(path, f"{self.failed - MAX_FAILURES} further records could not be read", sha256)
        if broken:
            yield Failure(path, f"{broken}, after {self.read} records; those before it were read", sha256)
        told = [f"{count} × {why}" for why, count in sorted(self.left.items())]
        if self.kinds:
            named = [f"{kind or 'no media type'} {count}" for kind, count in self.kinds.most_common(_MOST_NAMED)]
            more = ", …" if len(self.kinds) > _MOST_NAMED else ""
            told.append(f"{sum(self.kinds.values())} × kinds that hold no report ({', '.join(named)}{more})")
        if told:
            yield Note(path, f"records that were not read: {'; '.join(told)}", sha256)
        elif not (broken or self.failed or self.documents):
            yield Failure(path, "there is no page and no file in this archive", sha256)

    def _content(self, record: Any) -> Found:
        address = record.rec_headers.get_header("WARC-Target-URI") or ""
        status = _status(record)
        if status is not None and 300 <= status < 400:
            self._redirect(record, address)
        if status in GONE:
            yield self._vanished(record)
        if (why := self._left(record, address, status)) is not None:
            self.left.update([why] if why else [])
            return
        kind = media_type(record)
        if kind not in SUFFIXES:
            self.kinds[kind] += 1
            return
        title = self._title(address)
        try:
            content = payload(record, self.opened.budget)
        except LimitReached:
            raise
        except DocumentFailed as error:
            yield from self._problem(record, address, str(error))
            return
        yield from self._documents(record, content, title)

    def _vanished(self, record: Any) -> Note:
        """Return that an address answered that it is there no longer: whoever holds a copy of it may want to know."""
        capture = self._capture(record)
        path = f"{self.opened.captured.path}!{_place(capture)}"
        return Note(path, f"it answered with {capture.status}", None, capture)

    def _left(self, record: Any, address: str, status: int | None) -> str | None:
        """Return why a record is not read, "" where that need not be told; None if it is."""
        if not address.startswith(("http://", "https://", "urn:", "file:")):
            return ""
        if status is not None and not 200 <= status < 300:
            return "answers that are no success (moved, not found and so on)"
        if self.wanted is not None and not self.wanted.has(address, self._requested.get(address)):
            return "contents that are not in the list of pages"
        return "empty contents" if record.payload_length == 0 or record.length == 0 else None

    def _title(self, address: str) -> str | None:
        if self.wanted is None:
            return None
        return self.wanted.titles.get(self.wanted.has(address, self._requested.get(address)) or "")

    def _redirect(self, record: Any, address: str) -> None:
        location = record.http_headers.get_header("Location")
        if location and len(self._requested) < _MOST_REDIRECTS:
            self._requested[urljoin(address, location)] = self._requested.get(address, address)

    def _documents(self, record: Any, content: bytes | BinaryIO, title: str | None) -> Found:
        capture, time_known = self._capture(record), read_time(record.rec_headers.get_header("WARC-Date"))[0]
        given = Metadata(url=capture.final, publisher=_host(capture.final), title=title)
        found = self.opened.member(
            _place(capture), content, suffix=SUFFIXES[media_type(record)], given=given, charset=charset(record),
            retrieved_at=capture.at,
        )  # fmt: skip
        flags = (*(() if time_known else (NO_TIME,)), *((TRUNCATED,) if _cut_by_archiver(record) else ()))
        seen = False
        for item in found:
            if isinstance(item, Document):
                if not seen:
                    self._remember(record, item)
                seen = True
                self.documents += 1
                yield replace(item, capture=capture, flags=(*item.flags, *flags), aliases=_aliases(item, capture))
            elif isinstance(item, Failure) and media_type(record) == "application/json":
                self.left["answers in JSON that hold no report"] += 1
            elif isinstance(item, Failure):
                self.failed += 1
                if self.failed <= MAX_FAILURES:
                    yield item
            else:
                yield item

    def _remember(self, record: Any, document: Document) -> None:
        if digest := record.rec_headers.get_header("WARC-Payload-Digest"):
            self._contents.setdefault(digest, document.sha256)

    def _revisit(self, record: Any) -> Found:
        """Yield that the same content was fetched once more; where the content is not here, it is counted."""
        headers = record.rec_headers
        sha256 = self._contents.get(headers.get_header("WARC-Payload-Digest") or "")
        if sha256 is None:
            self.left["repeated captures of contents that were not read here (revisit)"] += 1
            return
        capture = self._capture(record)
        path = f"{self.opened.captured.path}!{_place(capture)}"
        yield Note(path, "the same content, captured once more", sha256, capture)

    def _capture(self, record: Any) -> Capture:
        headers = record.rec_headers
        address = headers.get_header("WARC-Target-URI") or ""
        at, _ = read_time(headers.get_header("WARC-Date"))
        http = record.http_headers
        kept = [(name, http.get_header(name)) for name in _KEPT_HEADERS] if http else []
        return Capture(
            method=self.method,
            at=at or self.opened.captured.now,
            final=address,
            requested=self._requested.get(address, address),
            status=_status(record),
            headers=tuple((name, str(value)) for name, value in kept if value),
            tool=self.tool,
            record=headers.get_header("WARC-Record-ID"),
            digest=checked(record),
        )

    def _problem(self, record: Any, address: str, message: str) -> Iterator[Failure]:
        self.failed += 1
        if self.failed <= MAX_FAILURES:
            record_id = record.rec_headers.get_header("WARC-Record-ID")
            where = f"{self.opened.captured.path}!{_place(self._capture(record))}"
            yield Failure(where, f"{message} (record {record_id}, {address})", self.opened.captured.sha256)


def _place(capture: Capture) -> str:
    """Return where a content stands in an archive: its time and address, as players of archives print them."""
    digits = "".join(c for c in capture.at[:19] if c.isdigit())
    return f"{digits}/{capture.final}"


def _aliases(document: Document, capture: Capture) -> tuple[str, ...]:
    keys = (address_key(address) for address in (capture.final, capture.requested) if address)
    own = address_key(document.url) if document.url else None
    return tuple(dict.fromkeys((*document.aliases, *(key for key in keys if key != own))))


def _status(record: Any) -> int | None:
    code = record.http_headers.get_statuscode() if record.http_headers else None
    return int(code) if code and str(code).isdigit() else None


def _host(address: str) -> str | None:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def _cut_by_archiver(record: Any) -> bool:
    return bool(record.rec_headers.get_header("WARC-Truncated"))


def _software(record: Any) -> str | None:
    """Return the program that wrote the archive, as its first record says."""
    text = record.raw_stream.read(1 << 16).decode("utf-8", "replace")
    for line in text.splitlines():
        name, _, value = line.partition(":")
        if name.strip().lower() == "software" and value.strip():
            return str(value.strip())[:200]
    return None
