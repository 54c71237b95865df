"""Evidence on disk: bytes under their SHA-256, text renditions under their id."""

import errno
import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from reportedly.errors import StoreError

_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXT_ID = re.compile(r"[A-Za-z0-9_-]{1,128}")
_READ_ONLY = 0o444
_PIECE = 1 << 20
_MOST_HELD = 32 << 20
"""Bytes that are held back at most before they are written."""
_WRITERS = 16
"""Files written at a time: a disk syncs many as fast as one."""


class FileEvidence:
    """Evidence under one folder: `evidence/ab/cdef…` holds bytes, `text/<text_id>.txt` a rendition.

    Files are written once, whole or not at all, and are read-only from then on.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._held: dict[Path, bytes] | None = None
        self._held_size = 0

    @contextmanager
    def together(self) -> Iterator[None]:
        """Hold back what is kept, but for streams, and write it together: at `flush`, at the end, or when it is much.

        Whoever notes elsewhere that something was kept calls `flush` before.
        """
        self._held, self._held_size = {}, 0
        try:
            yield
            self.flush()
        finally:
            self._held = None

    def flush(self) -> None:
        """Write what is held back; all of it is on the disk afterwards. Raises StoreError."""
        if self._held:
            held, self._held, self._held_size = self._held, {}, 0
            with ThreadPoolExecutor(_WRITERS) as pool:
                list(pool.map(_write, held, held.values()))

    def keep(self, data: bytes) -> str:
        """Keep the bytes unchanged, once, and return their SHA-256 in hex. Raises StoreError."""
        sha256 = hashlib.sha256(data).hexdigest()
        target = self._bytes_path(sha256)
        # A file of another length cannot be these bytes (a disk fault, a foreign hand): write it anew.
        if not self._holds(target) and _size(target) != len(data):
            self._put(target, data)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return the bytes. Raises StoreError if they are missing or no longer match their digest."""
        if not _SHA256.fullmatch(sha256):
            raise StoreError(f"{sha256!r} is not a SHA-256 in hex (64 digits 0-9, a-f)")
        target = self._bytes_path(sha256)
        data = self._held[target] if self._held is not None and target in self._held else _read(target)
        if hashlib.sha256(data).hexdigest() != sha256:
            raise StoreError(f"the bytes in {target} no longer match their digest; restore the file from a copy")
        return data

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep what is left in the stream, piece by piece, once; return its SHA-256 in hex. Raises StoreError."""
        folder = self._root / "evidence"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            with _part(folder) as (file, name):
                digest, size = hashlib.sha256(), 0
                while piece := stream.read(_PIECE):
                    digest.update(piece)
                    size += file.write(piece)
                sha256 = digest.hexdigest()
                target = self._bytes_path(sha256)
                if _size(target) == size:
                    return sha256
                target.parent.mkdir(parents=True, exist_ok=True)
                _into_place(file, name, target)
                return sha256
        except OSError as error:
            raise StoreError(f"cannot write in {folder}: {error.strerror}; {_advice(error)}") from error

    def open(self, sha256: str) -> BinaryIO:
        """Open the bytes for reading. Raises StoreError if they are missing; their digest is not checked here."""
        if not _SHA256.fullmatch(sha256):
            raise StoreError(f"{sha256!r} is not a SHA-256 in hex (64 digits 0-9, a-f)")
        self.flush()
        target = self._bytes_path(sha256)
        try:
            return target.open("rb")
        except OSError as error:
            raise StoreError(f"cannot read {target}: {error.strerror}") from error

    def originals(self) -> Iterator[tuple[str, Path]]:
        """Yield the digest under which each file with bytes is kept, and the file, in order of digests."""
        folder = self._root / "evidence"
        for shelf in sorted(folder.iterdir()) if folder.is_dir() else []:
            for file in sorted(shelf.iterdir()) if shelf.is_dir() else []:
                if _SHA256.fullmatch(shelf.name + file.name):
                    yield shelf.name + file.name, file

    def strays(self) -> Iterator[Path]:
        """Yield the files in the folder of originals that are none: nothing here ever wrote them under such a name."""
        folder = self._root / "evidence"
        for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
            named = file.parent.parent == folder and _SHA256.fullmatch(file.parent.name + file.name)
            if not named and (file.is_symlink() or not file.is_dir()):
                yield file

    def digest(self, sha256: str) -> str | None:
        """Return the SHA-256 of what lies under a digest now, None where nothing does. Raises StoreError."""
        target = self._bytes_path(sha256)
        if _size(target) is None:
            return None
        try:
            with target.open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            raise StoreError(f"cannot read {target}: {error.strerror}") from error

    def find_text(self, text_id: str) -> bytes | None:
        """Return the bytes of a rendition as they lie there now, None where there are none. Raises StoreError."""
        target = self._text_path(text_id)
        return None if _size(target) is None else _read(target)

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep a rendition as UTF-8 without changing a code point.

        Raises StoreError if another text stands under the same id, or if it cannot be written.
        """
        target = self._text_path(text_id)
        try:
            data = text.encode("utf-8")
        except UnicodeEncodeError as error:
            raise StoreError(f"text {text_id} holds a lone surrogate at {error.start}; replace it first") from error
        there = self._held.get(target) if self._held is not None else None
        if there is None and _size(target) is None:
            self._put(target, data)
        elif (there if there is not None else _read(target)) != data:
            raise StoreError(f"{target} holds another text than the one to be kept; a rendition is never changed")

    def get_text(self, text_id: str) -> str:
        """Return a rendition as it was kept. Raises StoreError if it is missing."""
        self.flush()
        return _read(self._text_path(text_id)).decode("utf-8")

    def _holds(self, target: Path) -> bool:
        return self._held is not None and target in self._held

    def _put(self, target: Path, data: bytes) -> None:
        if self._held is None:
            _write(target, data)
            return
        self._held[target] = data
        self._held_size += len(data)
        if self._held_size > _MOST_HELD:
            self.flush()

    def _bytes_path(self, sha256: str) -> Path:
        return self._root / "evidence" / sha256[:2] / sha256[2:]

    def _text_path(self, text_id: str) -> Path:
        if not _TEXT_ID.fullmatch(text_id):
            raise StoreError(f"{text_id!r} cannot name a text; only letters, digits, '_' and '-' can")
        return self._root / "text" / f"{text_id}.txt"


def _size(path: Path) -> int | None:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"cannot look at {path}: {error.strerror}") from error


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise StoreError(
            f"there is no evidence file {path}; restore it from a copy, or read the source again"
        ) from error
    except OSError as error:
        raise StoreError(f"cannot read {path}: {error.strerror}") from error


def _write(target: Path, data: bytes) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _write_whole(target, data)
    except OSError as error:
        raise StoreError(f"cannot write {target}: {error.strerror}; {_advice(error)}") from error


def _write_whole(target: Path, data: bytes) -> None:
    with _part(target.parent) as (file, name):
        file.write(data)
        _into_place(file, name, target)


@contextmanager
def _part(folder: Path) -> Iterator[tuple[BinaryIO, str]]:
    """Give a file to write and its name; it is gone afterwards if it was not put into place."""
    handle, name = tempfile.mkstemp(prefix=".part-", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            yield file, name
    finally:
        # Also after Ctrl-C: a half-written file must not stay behind.
        Path(name).unlink(missing_ok=True)


def _into_place(file: BinaryIO, name: str, target: Path) -> None:
    file.flush()
    os.fsync(file.fileno())
    os.chmod(name, _READ_ONLY)
    os.replace(name, target)


def _advice(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return "the disk is full: free some space and run again, what was kept before is whole"
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "make the project folder writable for this user"
    return "check the disk and run again"
