"""Documents extracted again with the readers of today, beside the texts that were kept, which stay as they are."""

import hashlib
import io
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO, Literal

from reportedly import custody_work
from reportedly.custody.check import text_digest
from reportedly.errors import ReportedlyError
from reportedly.ingest.files import read_opened
from reportedly.ingest.making import Captured, Metadata
from reportedly.ingest.mapping_file import Mappings
from reportedly.ingest.opened import MB, Opened, suffix_of
from reportedly.interfaces import EvidenceStore
from reportedly.project import Project, Reporter
from reportedly.records import Claim, Document, Failure, Reading, Span
from reportedly.records.withhold import Discretion, private_names
from reportedly.review.placing import quote_of, spans_of

LARGEST = 32 * MB
"""Bytes of an original that is extracted again: it is held in memory."""

_ROWS = ("row=", "line=", "sheet=")
_CUT_OUT = ("message=", "chat=", "item=")

MOST_READ = 20_000
"""Documents of one original that are looked through for the one that is wanted."""

Outcome = Literal["same", "changed", "problem"]


@dataclass(frozen=True, slots=True)
class Orphan:
    """A claim whose words do not stand in the new text, with its words."""

    claim: str
    words: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """What extracting a document again gave: the same text, another one, or why there is none (`problem`).

    `intact` claims stand where they stood, `moved` elsewhere, `orphans` nowhere. `text_id` is that of the new text
    where it was kept beside the old one.
    """

    document: str
    path: str
    outcome: Outcome
    kept_extractor: str
    extractor: str = ""
    intact: int = 0
    moved: int = 0
    orphans: tuple[Orphan, ...] = ()
    problem: str = ""
    text_id: str = ""


class _Looking:
    """An evidence store that gives what is kept and keeps nothing on the disk: looking changes nothing."""

    def __init__(self, kept: EvidenceStore) -> None:
        self._kept = kept
        self._held: dict[str, bytes] = {}

    def keep(self, data: bytes) -> str:
        """Hold the bytes for as long as somebody looks."""
        sha256 = hashlib.sha256(data).hexdigest()
        self._held[sha256] = data
        return sha256

    def keep_stream(self, stream: BinaryIO) -> str:
        """Hold what is left in the stream."""
        return self.keep(stream.read())

    def get(self, sha256: str) -> bytes:
        """Return bytes that are held or kept."""
        return self._held[sha256] if sha256 in self._held else self._kept.get(sha256)

    def open(self, sha256: str) -> BinaryIO:
        """Open bytes that are held or kept."""
        return io.BytesIO(self._held[sha256]) if sha256 in self._held else self._kept.open(sha256)

    def keep_text(self, text_id: str, text: str) -> None:
        """Keep nothing."""


def extract_again(document: Document, evidence: EvidenceStore, mappings: Mappings) -> Document:
    """Return the document as the readers of today make it of the kept bytes; nothing is kept.

    Raises ReportedlyError where the bytes are missing, too many, or do not make this document any more.
    """
    with evidence.open(document.sha256) as stream:
        size = stream.seek(0, io.SEEK_END)
    if size > LARGEST:
        raise ReportedlyError(
            f"the original has {size / MB:,.0f} MB; up to {LARGEST // MB} MB are extracted again. "
            "Read the file again with `reportedly run` to compare"
        )
    path, _, place = document.path.rpartition("!")[2].partition("#")
    if place.startswith(_CUT_OUT):
        raise ReportedlyError(
            f"this is one piece of {document.container} ({place}), and its bytes alone do not say how it was cut out. "
            "Read the file again with `reportedly run` to compare"
        )
    captured = Captured(
        document.path.partition("#")[0] if place else document.path, document.sha256, document.retrieved_at,
        _Looking(evidence), document.container, given=Metadata(language=document.language),
    )  # fmt: skip
    name = PurePosixPath(path).name
    # A row is kept as its values, in JSON on one line, whatever table it came from.
    suffix = ".jsonl" if place.startswith(_ROWS) else suffix_of(name)
    data = evidence.get(document.sha256)
    opened = Opened(captured, name, suffix, size, read_opened, content=data, mappings=mappings)
    failures: list[str] = []
    for found in islice(read_opened(opened), MOST_READ):
        if isinstance(found, Document) and found.id == document.id:
            return found
        if isinstance(found, Failure):
            failures.append(found.message)
    raise ReportedlyError(failures[0] if failures else "the kept bytes do not make this document any more")


def anchored(reading: Reading, claim: Claim, new: str) -> tuple[Span, ...] | None:
    """Return where the words of a claim stand in another text, None where they do not.

    They are looked for by the words of its evidence, the n-th time they occur, as decisions of people are.
    """
    quote = quote_of(reading, claim)
    found = spans_of(new, quote)
    if found is None and quote.order:
        found = spans_of(new, type(quote)(quote.claim, quote.document, quote.pieces))
    return found


def anchor_state(reading: Reading, claim: Claim, new: str) -> str:
    """Return whether the words of a claim stand in another text: intact (same place), moved, or lost."""
    found = anchored(reading, claim, new)
    if found is None:
        return "lost"
    return "intact" if found == claim.evidence else "moved"


def reextract(
    project: Project, reporter: Reporter, *, keep: bool = False, only: Collection[str] = ()
) -> Iterator[Extracted]:
    """Yield what extracting each document again gives (`only`: of these ids), with the claims that lose their words.

    Nothing is changed. With `keep` a new text is kept beside the old one, and custody notes it with where each claim
    stands in it; claims go on pointing into the old text, so that what was cited stays as it was cited.
    """
    ids = [document for document in project.store.document_ids() if not only or document in only]
    mappings = project.mappings()
    reporter.begin("extracting again", len(ids))
    for reading in project.store.readings_of(ids) if only else project.store.readings():
        yield _one(project, reading, mappings, keep=keep)
        reporter.step()
    reporter.end()


def _one(project: Project, reading: Reading, mappings: Mappings, *, keep: bool) -> Extracted:
    document = reading.document
    try:
        again = extract_again(document, project.evidence, mappings)
    except ReportedlyError as error:
        return Extracted(document.id, document.path, "problem", document.extractor, problem=str(error))
    if again.text == document.text:
        claims = len(reading.of(Claim))
        return Extracted(document.id, document.path, "same", document.extractor, again.extractor, claims)
    places = {claim.id: anchored(reading, claim, again.text) for claim in reading.of(Claim)}
    problem = _kept(project, reading, again, places) if keep else ""
    states = Counter(anchor_state(reading, claim, again.text) for claim in reading.of(Claim))
    return Extracted(
        document.id, document.path, "changed", document.extractor, again.extractor, states["intact"], states["moved"],
        _orphans(reading, places), problem, again.text_id if keep and not problem else "",
    )  # fmt: skip


def _orphans(reading: Reading, places: dict[str, tuple[Span, ...] | None]) -> tuple[Orphan, ...]:
    masked = Discretion(private_names([reading])).masked
    return tuple(
        Orphan(claim.id, masked(" … ".join(span.of(reading.text) for span in claim.evidence)))
        for claim in reading.of(Claim)
        if places[claim.id] is None
    )


def _kept(
    project: Project, reading: Reading, again: Document, places: dict[str, tuple[Span, ...] | None]
) -> str:  # fmt: skip
    """Keep a new text beside the old one and note it; return why it cannot be, "" where it could."""
    document = reading.document
    if again.text_id == document.text_id:
        return f"{again.extractor} made both texts: the new one has the same id and cannot lie beside the old one"
    project.evidence.keep_text(again.text_id, again.text)
    custody_work.note(
        project, "rendition", (document.sha256,), document=document.id, path=document.path, text_id=again.text_id,
        text_sha256=text_digest(again.text), extractor=again.extractor, beside=document.text_id,
        anchors={claim: _pairs(spans) for claim, spans in places.items() if spans is not None},
        orphans=[claim for claim, spans in places.items() if spans is None], tool=custody_work.TOOL,
    )  # fmt: skip
    return ""


def _pairs(spans: Sequence[Span]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
