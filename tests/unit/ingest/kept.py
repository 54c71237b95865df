"""An evidence store in memory, and a short way to read invented files."""

import hashlib
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reportedly.ingest import Mapping, read_file
from reportedly.records import Document, Failure, Note

NOW = "2026-10-20T08:00:00Z"
ENGLISH = "The water works in Drelmoor has been closed since Monday, the council said. "
UKRAINIAN = "Водоканал у Дрелморі не працює з понеділка, повідомила міська рада. Мешканці беруть воду з колодязів. "
RUSSIAN = "Водоканал в Дрелморе не работает с понедельника, сообщил городской совет. Жители берут воду из колодцев. "


@dataclass
class MemoryEvidence:
    """Keeps what it is given; `order` tells in which order bytes and texts came."""

    data: dict[str, bytes] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)

    def keep(self, data: bytes) -> str:
        sha256 = hashlib.sha256(data).hexdigest()
        self.data[sha256] = data
        self.order.append(sha256)
        return sha256

    def get(self, sha256: str) -> bytes:
        return self.data[sha256]

    def keep_stream(self, stream: BinaryIO) -> str:
        return self.keep(stream.read())

    def open(self, sha256: str) -> BinaryIO:
        return io.BytesIO(self.data[sha256])

    def keep_text(self, text_id: str, text: str) -> None:
        assert self.texts.setdefault(text_id, text) == text
        self.order.append(text_id)


def read(
    folder: Path,
    name: str,
    content: bytes | str,
    *,
    mapping: Mapping | None = None,
    evidence: MemoryEvidence | None = None,
) -> list[Document | Failure | Note]:
    """Write the content to a file and return what reading it gives; the printed path is the name alone."""
    path = folder / name
    path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
    kept = evidence if evidence is not None else MemoryEvidence()
    return list(read_file(path, evidence=kept, now=NOW, mapping=mapping, display=name))


def one(folder: Path, name: str, content: bytes | str, *, mapping: Mapping | None = None) -> Document:
    """Return the one document of a file."""
    [document] = read(folder, name, content, mapping=mapping)
    assert isinstance(document, Document), document
    return document


def failure(folder: Path, name: str, content: bytes | str, *, mapping: Mapping | None = None) -> str:
    """Return the message of the one failure of a file."""
    [found] = read(folder, name, content, mapping=mapping)
    assert isinstance(found, Failure), found
    assert found.path.partition("#")[0] == name
    return found.message
