"""Everything that is kept, digested again and held against what was noted when it was kept."""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Protocol

from reportedly.records import Document
from reportedly.records.chain import DIGEST, chained_text
from reportedly.records.custody import CustodyEvent
from reportedly.records.serial import to_plain
from reportedly.text import digest

FaultKind = Literal["missing", "changed", "chain", "database"]

Step = Callable[[int], None]


class Kept(Protocol):
    """The evidence of a project as it lies there now."""

    def originals(self) -> Iterable[tuple[str, Path]]:
        """Yield digest and file of all bytes that are kept."""
        ...

    def digest(self, sha256: str) -> str | None:
        """Return the digest of what lies under a digest, None where nothing does."""
        ...

    def find_text(self, text_id: str) -> bytes | None:
        """Return a rendition as it lies there, None where none does."""
        ...


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was kept: an original, a text, a chain, the database.

    `on` is the digest, the id of the text or of the document; `since` says from when it was whole last (ISO 8601).
    """

    kind: FaultKind
    what: str
    on: str
    message: str
    path: str | None = None
    since: str | None = None


@dataclass(slots=True)
class Verified:
    """What was checked, and what was found.

    `unnamed` originals gave no document and are named by no event. `strays` are files among the originals that are
    none.
    """

    originals: int = 0
    texts: int = 0
    documents: int = 0
    events: int = 0
    decisions: int = 0
    head: str = ""
    unnamed: int = 0
    strays: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


@dataclass(slots=True)
class History:
    """What the chain says of each content: when and from where it was kept, when it was found whole last."""

    kept: dict[str, tuple[str, str | None]] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    documents: dict[str, str] = field(default_factory=dict)
    verified: list[tuple[str, frozenset[str]]] = field(default_factory=list)

    @classmethod
    def of(cls, events: Iterable[CustodyEvent]) -> "History":
        """Return what the events say."""
        found = cls()
        for event in events:
            path = event.detail.get("path")
            if event.kind in ("capture", "document", "retrieval"):
                for one in event.on:
                    found.kept.setdefault(one, (event.at, path))
            if event.kind == "document":
                found.texts[event.detail["text_id"]] = event.detail["text_sha256"]
                found.documents[event.detail["document"]] = event.detail["record_sha256"]
                found.kept.setdefault(event.detail["text_id"], (event.at, path))
                found.kept.setdefault(event.detail["document"], (event.at, path))
            if event.kind == "verify":
                found.verified.append((event.at, frozenset(event.detail.get("faults", ()))))
        return found

    def since(self, on: str) -> str | None:
        """Return when a content was whole for the last time that is known."""
        whole = [at for at, faults in self.verified if on not in faults]
        kept = self.kept.get(on, (None, None))[0]
        return max((at for at in (kept, *whole) if at is not None and (kept is None or at >= kept)), default=None)

    def path(self, on: str) -> str | None:
        """Return from where a content was read."""
        return self.kept.get(on, (None, None))[1]


def record_digest(document: Document) -> str:
    """Return the digest of all fields of a document but its text."""
    plain: dict[str, Any] = to_plain(document)
    del plain["text"]
    return digest(chained_text(plain), length=DIGEST)


def text_digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def check(
    evidence: Kept, documents: Iterable[Document], events: Sequence[CustodyEvent], failed: Iterable[str], step: Step
) -> Verified:
    """Return what is missing or changed among originals, texts and documents.

    `failed` holds the digests of files that gave no document; `step` hears of each content that was looked at.
    """
    history = History.of(events)
    verified = Verified()
    wanted = {on for on in history.kept if len(on) == DIGEST} | set(failed)
    for document in documents:
        wanted.add(document.sha256)
        verified.faults += _document_faults(document, evidence, history)
        verified.documents += 1
        verified.texts += 1
        step(1)
    for sha256, _file in evidence.originals():
        verified.originals += 1
        verified.unnamed += sha256 not in wanted
        if evidence.digest(sha256) != sha256:
            verified.faults.append(_fault("changed", "original", sha256, history))
        wanted.discard(sha256)
        step(1)
    verified.faults += [_fault("missing", "original", sha256, history) for sha256 in sorted(wanted)]
    return verified


def _document_faults(document: Document, evidence: Kept, history: History) -> list[Fault]:
    found = []
    there, noted = evidence.find_text(document.text_id), history.texts.get(document.text_id)
    own = text_digest(document.text)
    if there is None:
        found.append(_fault("missing", "text", document.text_id, history, document.path))
    elif hashlib.sha256(there).hexdigest() != (noted or own):
        found.append(_fault("changed", "text", document.text_id, history, document.path))
    if noted is not None and own != noted:
        found.append(_fault("changed", "text in the database", document.text_id, history, document.path))
    record = history.documents.get(document.id)
    if record is not None and record != record_digest(document):
        found.append(_fault("changed", "document in the database", document.id, history, document.path))
    return found


def _fault(kind: FaultKind, what: str, on: str, history: History, path: str | None = None) -> Fault:
    since, from_path = history.since(on), path or history.path(on)
    ago = f"; it was whole at {since}" if since else ""
    named = f" of {from_path}" if from_path else ""
    did = "is not there" if kind == "missing" else "is not as it was kept"
    return Fault(kind, what, on, f"the {what}{named} ({on}) {did}{ago}", from_path, since)
