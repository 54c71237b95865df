"""Evidence on the way: the bytes that readers keep, held until the document made of them is written."""

import hashlib
import io
import tempfile
from collections import OrderedDict
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import StoreError

HOLD = 64 << 20
"""Bytes that are held at most; the oldest go first."""

_PIECE = 1 << 20


class PassingEvidence:
    """An evidence store of one shard.

    A file that is read as a stream is not copied: its digest is taken, and it is opened again where it lies.
    """

    def __init__(self) -> None:
        self._held: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._files: dict[str, Path] = {}
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    def keep(self, data: bytes) -> str:
        """Hold bytes and return their SHA-256."""
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 not in self._held:
            self._held[sha256] = data
            self._size += len(data)
            while self._size > HOLD and len(self._held) > 1:
                _, gone = self._held.popitem(last=False)
                self._size -= len(gone)
        return sha256

    def keep_stream(self, stream: BinaryIO) -> str:
        """Take the digest of what is left in a stream; what is no file of its own goes into a temporary one."""
        own = _file_of(stream)
        digest = hashlib.sha256()
        if own is not None:
            while piece := stream.read(_PIECE):
                digest.update(piece)
            return self._put(digest.hexdigest(), own)
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="reportedly-")
        target = Path(self._folder.name, str(len(self._files)))
        with target.open("wb") as file:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                file.write(piece)
        return self._put(digest.hexdigest(), target)

    def _put(self, sha256: str, file: Path) -> str:
        self._files.setdefault(sha256, file)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return bytes. Raises StoreError if they are no longer held."""
        found = self.original(sha256)
        if found is None:
            raise StoreError(f"the bytes with the digest {sha256} are no longer held; make the shards smaller")
        return found

    def original(self, sha256: str) -> bytes | None:
        """Return the bytes of a document, None where they are no longer held."""
        if sha256 in self._held:
            return self._held[sha256]
        file = self._files.get(sha256)
        return file.read_bytes() if file is not None else None

    def open(self, sha256: str) -> BinaryIO:
        """Open bytes. Raises StoreError if they are no longer held."""
        if sha256 in self._held:
            return io.BytesIO(self._held[sha256])
        file = self._files.get(sha256)
        if file is None:
            raise StoreError(f"the bytes with the digest {sha256} are no longer held; make the shards smaller")
        return file.open("rb")

    def keep_text(self, text_id: str, text: str) -> None:
        """Do nothing: the text goes with its document."""

    def forget(self) -> None:
        """Let go of everything: the next file begins."""
        self._held.clear()
        self._files.clear()
        self._size = 0
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None


def _file_of(stream: BinaryIO) -> Path | None:
    """Return the file that a stream reads from its begin, None where it is something else."""
    raw = stream.raw if isinstance(stream, io.BufferedReader) else None
    if isinstance(raw, io.FileIO) and isinstance(raw.name, str) and stream.tell() == 0:
        return Path(raw.name)
    return None
