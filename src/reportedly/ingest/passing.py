"""One document that is read in passing: from a text, or from a file of which nothing is kept."""

import hashlib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import DocumentFailed, StoreError
from reportedly.ingest.files import read_file
from reportedly.records import Document, document_id
from reportedly.text import digest

_MEMORY = "memory"

LONGEST_PATH = 1024
"""A longer string is never taken for the path of a file."""


def document_in_passing(
    text: str | Path,
    *,
    language: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Document:
    """Return the document of a text, or of a file given as a `Path` or as a string that names one.

    What a file says of itself goes before the arguments; of one with several documents the first is taken. Raises
    InvalidRecord for an empty text, DocumentFailed for a file that cannot be read.
    """
    path = _as_file(text)
    return _file(path) if path else text_in_passing(str(text), language, publisher, published, title)


def _as_file(text: str | Path) -> Path | None:
    if isinstance(text, Path):
        return text
    if len(text) <= LONGEST_PATH and "\n" not in text and "\0" not in text and os.path.isfile(text):
        return Path(text)
    return None


class _Forgetful:
    """Evidence of a file that is read in passing: digested, and what is too large for memory held in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, data: bytes) -> str:
        """Return the SHA-256 of the bytes."""
        return hashlib.sha256(data).hexdigest()

    def get(self, sha256: str) -> bytes:
        """Return bytes that came as a stream. Raises StoreError for others: they are not kept."""
        with self.open(sha256) as file:
            return file.read()

    def keep_stream(self, stream: BinaryIO) -> str:
        """Return the SHA-256 of what is left in the stream."""
        digest, part = hashlib.sha256(), self._folder / "part"
        with part.open("wb") as held:
            while piece := stream.read(1 << 20):
                digest.update(piece)
                held.write(piece)
        part.replace(self._folder / digest.hexdigest())
        return digest.hexdigest()

    def open(self, sha256: str) -> BinaryIO:
        """Open bytes that came as a stream. Raises StoreError for others: they are not kept."""
        try:
            return (self._folder / sha256).open("rb")
        except OSError as error:
            raise StoreError(f"{sha256}: a file that is read in passing is not kept") from error

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep nothing."""


def _file(path: Path) -> Document:
    with tempfile.TemporaryDirectory(prefix="reportedly-") as folder:
        evidence = _Forgetful(Path(folder))
        for found in read_file(path, evidence=evidence, now=datetime.now(UTC).isoformat(timespec="seconds")):
            if isinstance(found, Document):
                return found
            raise DocumentFailed(f"{found.path}: {found.message}")
    raise DocumentFailed(f"{path}: the file holds no document")


def text_in_passing(
    text: str,
    language: str | None = None,
    publisher: str | None = None,
    published: str | None = None,
    title: str | None = None,
) -> Document:
    """Return the document of a text that no file holds. Raises InvalidRecord for an empty text."""
    sha256 = digest(text, length=64)
    return Document(
        id=document_id(sha256),
        sha256=sha256,
        text_id="txt_" + sha256[:16],
        text=text,
        path=_MEMORY,
        media_type="text/plain",
        extractor="plain/1",
        retrieved_at="1970-01-01T00:00:00+00:00",
        language=language,
        publisher=publisher,
        title=title,
        published=published,
        published_basis="field" if published else "none",
    )
