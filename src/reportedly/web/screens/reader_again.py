"""A document extracted again with the readers of today, beside the text that was kept, which stays as it is."""

import hashlib
import io
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePosixPath
from typing import BinaryIO

from reportedly.errors import ReportedlyError
from reportedly.ingest.files import read_opened
from reportedly.ingest.making import Captured, Metadata
from reportedly.ingest.mapping_file import Mappings
from reportedly.ingest.opened import MB, Opened, suffix_of
from reportedly.interfaces import EvidenceStore
from reportedly.records import Claim, Document, Failure, Reading, Span
from reportedly.review.placing import quote_of, spans_of
from reportedly.web.screens.reader_diff import differences
from reportedly.web.screens.reader_hops import Seen, ordered
from reportedly.web.screens.reader_marks import Mark, Node, marked, numbered
from reportedly.web.screens.reader_text import withheld_in

LARGEST = 32 * MB
"""Bytes of an original that is extracted again while somebody waits."""

_ROWS = ("row=", "line=", "sheet=")
_CUT_OUT = ("message=", "chat=", "item=")

MOST_READ = 20_000
"""Documents of one original that are looked through for the one that is wanted."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Whether the words of a claim stand in the new text: intact, moved (elsewhere) or lost."""

    n: int
    state: str
    quote: str
    href: str


@dataclass(frozen=True, slots=True)
class Again:
    """A text extracted again: `nodes` is the kept text with what is left out and added.

    `problem` says why it could not be extracted, "" where it could. `hidden` counts added stretches that are not
    shown to this viewer: no stage has looked for names in them.
    """

    document: str
    problem: str
    kept_extractor: str
    extractor: str
    same: bool
    added: int
    left_out: int
    hidden: int
    nodes: tuple[Node, ...]
    anchors: tuple[Anchor, ...]


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
            f"the original has {size / MB:,.0f} MB; up to {LARGEST // MB} MB are extracted again on a page. "
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


def compared(reading: Reading, again: Document, seen: Seen) -> Again:
    """Return the kept text of a document beside the one that was made again."""
    text, new = reading.text, again.text
    hidden_names = withheld_in(reading, seen)
    marks = [Mark(s.start, s.end, "withheld") for s in hidden_names]
    pieces: list[tuple[Node, ...]] = []
    added = left_out = hidden = 0
    for kind, (start, end), (first, last) in differences(text, new):
        if kind != "added" and start < end:
            cut = marked(text, Span(start, end), marks)
            pieces.append(cut if kind == "same" else (Node("left_out", inside=cut),))
            left_out += kind == "left_out" and bool(text[start:end].strip())
        elif new[first:last].strip():
            added += 1
            if seen.exact:
                pieces.append((Node("added", inside=(Node("text", new[first:last]),)),))
            else:
                hidden += 1
    claims = ordered(reading)
    return Again(
        reading.document.id,
        "",
        reading.document.extractor,
        again.extractor,
        text == new,
        added,
        left_out,
        hidden,
        tuple(node for piece in numbered(pieces) for node in piece),
        tuple(_anchor(reading, claim, n, new, seen) for n, claim in enumerate(claims, start=1)),
    )


def not_extracted(reading: Reading, problem: str) -> Again:
    """Return that a document could not be extracted again, and why."""
    document = reading.document
    return Again(document.id, problem, document.extractor, "", False, 0, 0, 0, (), ())


def anchor_state(reading: Reading, claim: Claim, new: str) -> str:
    """Return whether the words of a claim stand in another text: intact (same place), moved, or lost.

    They are looked for by the words of its evidence, the n-th time they occur, as decisions of people are.
    """
    quote = quote_of(reading, claim)
    found = spans_of(new, quote)
    if found is None and quote.order:
        found = spans_of(new, type(quote)(quote.claim, quote.document, quote.pieces))
    if found is None:
        return "lost"
    return "intact" if found == claim.evidence else "moved"


def _anchor(reading: Reading, claim: Claim, n: int, new: str, seen: Seen) -> Anchor:
    quote = seen.printed(reading, *claim.evidence)
    return Anchor(n, anchor_state(reading, claim, new), quote, f"/d/{reading.document.id}?claim={n}")
