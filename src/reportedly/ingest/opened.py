"""What every format has in common: a look at the first bytes, a captured input to read, and limits on containers."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import BinaryIO

from reportedly.errors import DocumentFailed
from reportedly.ingest.making import Captured, Metadata
from reportedly.ingest.mapping import Mapping
from reportedly.ingest.mapping_file import Mappings
from reportedly.records import Document, Failure, Note
from reportedly.text import printable

MB = 1 << 20
GB = 1 << 30
HEAD = 100_000
"""How many bytes a format may look at before it is chosen."""

IN_MEMORY = 64 * MB
"""Larger files are never held in memory whole unless their format must be (and then up to its own limit)."""

MAX_DEPTH = 4
"""Deepest nesting of containers: a document in a mail in an archive in an archive is three deep."""

MAX_MEMBERS = 500_000
"""Most documents, files and mails read out of one file, all containers in it together."""

MAX_UNPACKED = 8 * 1024 * MB
"""Most bytes unpacked from one file, all containers in it together."""

Found = Iterator[Document | Failure | Note]


class LimitReached(DocumentFailed):
    """A limit on the whole file is used up: nothing more of it is read, whatever container it lies in."""


@dataclass(frozen=True, slots=True)
class Peek:
    """What a format may look at: the suffix (small letters), the first bytes, the names in a ZIP, and what its member

    "mimetype" says (OpenDocument, e-books).
    """

    suffix: str
    head: bytes
    zipped: frozenset[str] | None = None
    mimetype: bytes = b""

    @property
    def start(self) -> bytes:
        """The first bytes without a byte order mark and blanks."""
        return self.head.removeprefix(b"\xef\xbb\xbf").lstrip()


@dataclass(slots=True)
class Budget:
    """What may still be read out of one file, shared by all containers in it."""

    members: int = MAX_MEMBERS
    unpacked: int = MAX_UNPACKED

    def count(self) -> None:
        """Take one member. Raises LimitReached."""
        self.members -= 1
        if self.members < 0:
            raise LimitReached(
                f"more than {MAX_MEMBERS:,} documents and files lie in it; the rest was not read: split it"
            )

    def unpack(self, size: int) -> None:
        """Take so many unpacked bytes. Raises LimitReached."""
        self.unpacked -= size
        if self.unpacked < 0:
            raise LimitReached(
                f"it unpacks to more than {MAX_UNPACKED // (1024 * MB)} GB; the rest was not read: unpack it by hand"
            )


@dataclass(frozen=True, slots=True)
class Opened:
    """One captured input for a reader: a file, or a member of a container.

    `name` is its file name, `size` in bytes. `charset` is what the transport said (MIME or HTTP header).
    """

    captured: Captured
    name: str
    suffix: str
    size: int
    dispatch: Callable[[Opened], Found]
    budget: Budget = field(default_factory=Budget)
    content: bytes | None = None
    mappings: Mappings = field(default_factory=Mappings)
    charset: str | None = None
    depth: int = 0

    @property
    def data(self) -> bytes:
        """All bytes, in memory. The dispatch has held `size` against the limit of the format."""
        return self.content if self.content is not None else self.captured.evidence.get(self.captured.sha256)

    @property
    def mapping(self) -> Mapping:
        """Which column or field holds what, if this is a table."""
        return self.mappings.of(self.name)

    def stream(self) -> BinaryIO:
        """The bytes as a seekable stream of what was captured (use with `with`): the file itself may change."""
        if self.content is not None:
            return io.BytesIO(self.content)
        return self.captured.evidence.open(self.captured.sha256)

    def member(
        self,
        name: str,
        content: bytes | BinaryIO,
        *,
        suffix: str | None = None,
        given: Metadata | None = None,
        charset: str | None = None,
        retrieved_at: str | None = None,
    ) -> Found:
        """Capture a member of this container and read it through the dispatch; its path is "container!name".

        A stream is kept piece by piece. `suffix` (".html") stands in where the name has none, `given` fills what
        the member does not say of itself, `retrieved_at` is when it was fetched (ISO 8601 with zone). What is wrong
        with the member is a Failure; only LimitReached is raised.
        """
        self.budget.count()
        evidence, above = self.captured.evidence, self.captured
        if isinstance(content, bytes):
            held, sha256, size = content, evidence.keep(content), len(content)
        else:
            sha256 = evidence.keep_stream(content)
            held, size = None, _length(evidence.open(sha256))
        inside = Captured(
            path=f"{above.path}!{printable(name)}",
            sha256=sha256,
            now=retrieved_at or above.now,
            evidence=evidence,
            container=above.path,
            given=given or above.given,
            fetched=retrieved_at is not None or above.fetched,
        )
        found = suffix if suffix is not None else suffix_of(name)
        yield from self.dispatch(
            replace(
                self, captured=inside, name=name.rpartition("/")[2], suffix=found, size=size, content=held,
                charset=charset, depth=self.depth + 1,
            )
        )  # fmt: skip


def _length(stream: BinaryIO) -> int:
    with stream:
        return stream.seek(0, io.SEEK_END)


def suffix_of(name: str) -> str:
    """Return the suffix of a file name in small letters with its dot, "" if it has none."""
    base, dot, last = name.rpartition("/")[2].rpartition(".")
    return f".{last.lower()}" if dot and base else ""


@dataclass(frozen=True, slots=True)
class Format:
    """One format: how it is told by name and by content, how it is read, and how large it may be.

    `sniff` says that the content is surely of this format, whatever the name; None for text formats, which
    only their name tells. `limit` is in bytes; with `streams` the reader uses `stream()`, else the bytes are held in
    memory. A container reads its members through `Opened.member`. `check` looks at a large file and its size before it
    is copied, and raises DocumentFailed for one that cannot be of this format.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[Opened], Found]
    sniff: Callable[[Peek], bool] | None = None
    limit: int = 256 * MB
    streams: bool = False
    container: bool = False
    by_name: bool = True
    advice: str = "split it"
    check: Callable[[BinaryIO, int], None] | None = None
