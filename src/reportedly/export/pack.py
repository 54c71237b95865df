"""A sealed pack under way: a ZIP of which each file is digested as it goes in, and a manifest that names them all."""

import hashlib
import json
import struct
import time
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, BinaryIO

FORMAT = "reportedly-pack/1"
MANIFEST = "manifest.json"
MANIFEST_DIGEST = "manifest.sha256"
CUSTODY = "custody.jsonl"
DECISIONS = "decisions.jsonl"
DOCUMENTS = "documents.jsonl"
DATABASE = "project.db"
CHECKER = "verify.py"

ARCHIVE_BASE = "reportedly/"
"""Folder of the files of a pack that is a web archive: checkers of those know no other files at its top."""

_PIECE = 1 << 20
_TIME_FIELD = 0x5455
"""Number of the field of a ZIP that holds the time of a file's last change as Unix time."""


class Pack:
    """Files that go into a ZIP one by one, not packed smaller, with the digest and size of each.

    `base` is the folder of the files that every pack has.
    """

    def __init__(self, out: IO[bytes], base: str = "") -> None:
        self.base = base
        self._zip = zipfile.ZipFile(out, "w", zipfile.ZIP_STORED, strict_timestamps=False)
        self.files: list[dict[str, Any]] = []

    def __enter__(self) -> "Pack":
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of the ZIP, whole or not: it must not be written to after its file is closed."""
        with suppress(OSError, ValueError):
            self._zip.close()

    def add(self, path: str, content: bytes) -> str:
        """Put in bytes and return their SHA-256."""
        self._zip.writestr(path, content)
        return self._list(path, hashlib.sha256(content).hexdigest(), len(content))

    def add_lines(self, path: str, lines: Iterable[Any]) -> str:
        """Put in values as JSON, one on each line, and return the SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._open(path) as out:
            for line in lines:
                piece = (json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8")
                digest.update(piece)
                size += out.write(piece)
        return self._list(path, digest.hexdigest(), size)

    def add_stream(self, path: str, stream: BinaryIO | IO[bytes]) -> str:
        """Put in what is left in a stream, piece by piece, and return its SHA-256."""
        digest, size = hashlib.sha256(), 0
        with self._open(path) as out:
            while piece := stream.read(_PIECE):
                digest.update(piece)
                size += out.write(piece)
        return self._list(path, digest.hexdigest(), size)

    def add_file(self, path: str, file: Path) -> str:
        """Put in a file and return its SHA-256."""
        with file.open("rb") as stream:
            return self.add_stream(path, stream)

    def seal(self, **told: Any) -> str:
        """Put in the manifest with its digest, which is returned; `told` is what else it says."""
        manifest = json.dumps({"format": FORMAT, **told, "files": self.files}, ensure_ascii=False, indent=1).encode()
        digest = self.add(f"{self.base}{MANIFEST}", manifest)
        self.add(f"{self.base}{MANIFEST_DIGEST}", f"{digest}  {MANIFEST}\n".encode())
        return digest

    def add_unlisted(self, path: str, content: bytes) -> None:
        """Put in a file that lists others, and so is not in the manifest itself."""
        self._zip.writestr(path, content)

    def close(self) -> None:
        """Write the end of the ZIP."""
        self._zip.close()

    def _open(self, path: str) -> IO[bytes]:
        seconds = int(time.time())
        info = zipfile.ZipInfo(path, time.localtime(seconds)[:6])
        info.external_attr = 0o644 << 16
        # Before a large file stand 20 bytes more than the table at the end tells of. Viewers of web archives look how
        # many there are only where the table names further fields of a file: this one is its time in UTC.
        info.extra = struct.pack("<HHBI", _TIME_FIELD, 5, 1, seconds & 0xFFFFFFFF)
        return self._zip.open(info, "w", force_zip64=True)

    def _list(self, path: str, sha256: str, size: int) -> str:
        self.files.append({"path": path, "sha256": sha256, "size": size})
        return sha256
