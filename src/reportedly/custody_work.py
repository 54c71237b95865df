"""Custody of a project: who did what with its evidence is noted as it is done, and all of it is checked again."""

import getpass
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, cast

from reportedly import __version__
from reportedly.clock import now
from reportedly.custody import Fault, Verified, check, request, verify_chain
from reportedly.custody.check import record_digest, text_digest
from reportedly.errors import ReportedlyError
from reportedly.interfaces import EvidenceStore
from reportedly.records import Capture, Document, Note, to_plain
from reportedly.records.address import address_key
from reportedly.records.custody import CustodyDraft, CustodyKind
from reportedly.records.visit import Visit
from reportedly.review import verify as verify_reviews
from reportedly.text import printable

if TYPE_CHECKING:
    from reportedly.fetch import Fetched
    from reportedly.project import Project, Reporter, Summary

_MOST_NOTES = 1000
TOOL = f"reportedly {__version__}"
FROM_FILE = "read from a file"
FROM_NETWORK = "fetched from the network"
TELL_EVERY_S = 5.0
"""Seconds between two lines on a copy that is being made."""
_MOST_FAULTS = 10_000
"""Most faults that the event of a check names one by one."""


def agent() -> str:
    """Return who works here: REPORTEDLY_REVIEWER, else the login name, else "unknown"."""
    named = os.environ.get("REPORTEDLY_REVIEWER", "").strip()
    try:
        return named or getpass.getuser() or "unknown"
    except (OSError, KeyError):
        return "unknown"


@dataclass(slots=True)
class Watched:
    """An evidence store of which the first thing kept of each input is noted: the input itself.

    `fresh` is the digest of that, where it was not noted at this path before.
    """

    inner: EvidenceStore
    project: "Project"
    say: Callable[[str], None] | None = None
    _of: dict[str, Any] = field(default_factory=dict)
    fresh: str = ""
    _noted: bool = True

    def begin(self, path: str, method: str = FROM_FILE, **more: Any) -> None:
        """Say that what is kept first from now on is the input at this path, how it came, and what else to note."""
        self._of, self._noted, self.fresh = {"path": path, "method": method, **more}, False, ""

    def begin_exchange(self, fetched: "Fetched") -> None:
        """Say that what is kept first from now on is what came of a fetch."""
        last = fetched.exchanges[-1] if fetched.exchanges else None
        more = {"status": last.status, "final": last.url, "fetched_at": last.at} if last else {}
        self.begin(fetched.requested, FROM_NETWORK, **more)

    def keep(self, data: bytes) -> str:
        """Keep bytes."""
        sha256 = self.inner.keep(data)
        self._note(sha256, len(data))
        return sha256

    def keep_stream(self, stream: BinaryIO) -> str:
        """Keep a stream."""
        begin = stream.tell() if not self._noted else 0
        heard = stream if self.say is None else cast("BinaryIO", _Heard(stream, str(self._of.get("path")), self.say))
        sha256 = self.inner.keep_stream(heard)
        self._note(sha256, stream.tell() - begin if not self._noted else 0)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Return bytes."""
        return self.inner.get(sha256)

    def open(self, sha256: str) -> BinaryIO:
        """Open bytes."""
        return self.inner.open(sha256)

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep a rendition."""
        self.inner.keep_text(text_id, text)

    def _note(self, sha256: str, size: int) -> None:
        if self._noted:
            return
        self._noted = True
        # The chain names nothing that is not on the disk.
        self.project.evidence.flush()
        one = draft("capture", (sha256,), size=size, tool=TOOL, **self._of)
        self.fresh = sha256 if self.project.store.add_custody(one) else ""


class _Heard:
    """A stream that tells every few seconds how much of it was read: a large copy is never silent."""

    def __init__(self, stream: BinaryIO, path: str, say: Callable[[str], None]) -> None:
        self._stream, self._path, self._say = stream, path, say
        self._read, self._told = 0, time.monotonic()
        try:
            self._total = f" of {os.fstat(stream.fileno()).st_size >> 20:,}"
        except (OSError, AttributeError):
            self._total = ""

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes."""
        piece = self._stream.read(size)
        self._read += len(piece)
        if time.monotonic() - self._told >= TELL_EVERY_S:
            self._told = time.monotonic()
            self._say(f"keeping {self._path}: {self._read >> 20:,}{self._total} MB")
        return piece


def note(project: "Project", kind: CustodyKind, on: Sequence[str] = (), **detail: Any) -> None:
    """Add an event to the chain of a project."""
    project.store.add_custody(draft(kind, on, **detail))


def draft(kind: CustodyKind, on: Sequence[str] = (), **detail: Any) -> CustodyDraft:
    """Return an event of now by who works here."""
    return CustodyDraft(kind, now(), agent(), tuple(on), detail)


def of_document(document: Document) -> list[CustodyDraft]:
    """Return what there is to note of a document that is being kept, and of how an archive got it."""
    kept = draft(
        "document",
        (document.sha256,),
        document=document.id,
        path=document.path,
        container=document.container,
        media_type=document.media_type,
        extractor=document.extractor,
        text_id=document.text_id,
        text_sha256=text_digest(document.text),
        record_sha256=record_digest(document),
        tool=TOOL,
    )
    return [kept, *(retrieval(document.sha256, document.path, document.capture) if document.capture else ())]


def retrieval(sha256: str, path: str, capture: Any) -> list[CustodyDraft]:
    """Return the event that tells how an archive got a content."""
    return [draft("retrieval", (sha256,), path=path, **to_plain(capture))]


@dataclass(slots=True)
class Lost:
    """Addresses that answered in an archive that they are there no longer, with the last such answer of each."""

    answers: dict[str, Capture] = field(default_factory=dict)

    def hear(self, found: Iterable[object]) -> None:
        """Take in what was read."""
        for one in found:
            if isinstance(one, Note) and one.sha256 is None and one.capture is not None and one.capture.final:
                for address in {one.capture.final, one.capture.requested or one.capture.final}:
                    before = self.answers.get(key := address_key(address))
                    if before is None or before.at < one.capture.at:
                        self.answers[key] = one.capture

    def keep(self, project: "Project") -> None:
        """Note as gone the addresses of which a copy is held that is older than the answer, and no newer one."""
        if not self.answers:
            return
        newest: dict[str, tuple[str, str]] = {}
        for document in project.store.each_document():
            for key in {address_key(document.url) if document.url else "", *document.aliases} & self.answers.keys():
                newest[key] = max(newest.get(key, ("", "")), (_utc(document.retrieved_at), document.sha256))
        for key, (copied, sha256) in newest.items():
            answer, before = self.answers[key], project.store.visit(key)
            at = _utc(answer.at)
            if at <= copied or (before is not None and _utc(before.at) >= at):
                continue
            known = before or Visit(answer.requested or answer.final or key, "page", at, "gone", at, sha256=sha256)
            since = known.since if known.state == "gone" else at
            made = replace(known, at=at, state="gone", since=since, status=answer.status, failures=0, message="")
            project.store.keep_visit(key, made)


def _utc(time: str) -> str:
    """Return a time in UTC as it is compared."""
    return datetime.fromisoformat(time.replace("Z", "+00:00")).astimezone(UTC).isoformat()


def note_sightings(project: "Project", path: str, documents: Sequence[Document]) -> None:
    """Note that contents that were kept before stand in a file that was not read before: they still stood there."""
    if documents:
        on = tuple(dict.fromkeys(document.sha256 for document in documents))
        note(project, "sighting", on, path=path, documents=[document.id for document in documents], tool=TOOL)


def of_note(found: Note) -> list[CustodyDraft]:
    """Return what a note of a reader says of evidence: that a content was captured once more."""
    return retrieval(found.sha256, found.path, found.capture) if found.capture and found.sha256 else []


def note_reading(project: "Project", summary: "Summary") -> None:
    """Note a pass over files that brought something new, and what was left out of them."""
    left = [{"path": n.path, "message": n.message} for n in summary.notes]
    note(
        project, "read", (), run=project.run, tool=TOOL, new=summary.read, known=summary.known,
        duplicates=summary.duplicates, failed=len(summary.failures), left_out=left[:_MOST_NOTES],
    )  # fmt: skip


def note_export(project: "Project", names: Sequence[str], *, working_copy: bool) -> None:
    """Note that files were written for others, with their digests, and whether names are masked in them."""
    files = {name: file_digest(project.out / name) for name in names}
    note(project, "export", (), files=files, masked=not working_copy, tool=TOOL)


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def verify_project(project: "Project", reporter: "Reporter", *, head: str | None = None) -> Verified:
    """Check originals, texts, documents and both chains, note that it was done, and return what was found.

    `head` is the digest of an event that was noted outside: it has to be in the chain.
    """
    store = project.store
    rows, highest = store.kept_custody()
    broken = [*verify_chain(rows, highest, head=head)]
    reviews, highest_review = store.kept_reviews()
    faults = [Fault("chain", "chain of custody", "custody", fault) for fault in broken]
    faults += [Fault("chain", "chain of decisions", "review", f) for f in verify_reviews(reviews, highest_review)]
    faults += [Fault("database", "database", "database", fault) for fault in store.integrity()]
    total = len(store.document_ids()) + sum(1 for _ in project.evidence.originals())
    reporter.begin("checking what is kept", total)
    events = [] if broken else store.custody_events()
    failed = {failure.sha256 for failure in store.failures() if failure.sha256}
    found = check(project.evidence, store.each_document(), events, failed, reporter.step)
    reporter.end()
    found.strays = [printable(str(file.relative_to(project.out))) for file in project.evidence.strays()]
    found.faults = [*faults, *found.faults]
    found.events, found.decisions, found.head = len(rows), len(reviews), rows[-1].sha256 if rows else ""
    note(
        project, "verify", (), tool=TOOL, originals=found.originals, texts=found.texts, documents=found.documents,
        events=found.events, decisions=found.decisions, head=found.head,
        faults=sorted({fault.on for fault in found.faults})[:_MOST_FAULTS],
    )  # fmt: skip
    found.head = store.custody_head()
    return found


def write_request(project: "Project", target: Path) -> str:
    """Write a request for a time stamp over the end of the chain, note it, and return the digest that it is over."""
    head = project.store.custody_head()
    if not head:
        raise ReportedlyError("there is nothing in the chain of custody yet: read some reports first")
    target.write_bytes(request(head, nonce=secrets.randbits(63)))
    note(project, "timestamp", (head,), file=target.name, tool=TOOL)
    return head


def save_original(project: "Project", document: Document, target: Path) -> None:
    """Write a copy of the original of a document, whole or not at all, and note it."""
    data = project.evidence.get(document.sha256)
    temporary = target.with_name(target.name + ".part")
    temporary.write_bytes(data)
    temporary.replace(target)
    note(project, "export", (document.sha256,), files={target.name: document.sha256}, masked=False, tool=TOOL)
