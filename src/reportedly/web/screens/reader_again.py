"""A document extracted again with the readers of today, beside the text that was kept, which stays as it is."""

from dataclasses import dataclass

from reportedly.records import Claim, Document, Reading, Span
from reportedly.reextracting import anchor_state, extract_again
from reportedly.web.screens.reader_diff import differences
from reportedly.web.screens.reader_hops import Seen, ordered
from reportedly.web.screens.reader_marks import Mark, Node, marked, numbered
from reportedly.web.screens.reader_text import withheld_in

__all__ = ["Again", "Anchor", "anchor_state", "compared", "extract_again", "not_extracted"]


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


def _anchor(reading: Reading, claim: Claim, n: int, new: str, seen: Seen) -> Anchor:
    quote = seen.printed(reading, *claim.evidence)
    return Anchor(n, anchor_state(reading, claim, new), quote, f"/d/{reading.document.id}?claim={n}")
