"""Briefs: sentences with their claims and citations (DOMAIN 2.12 and 6)."""

from dataclasses import dataclass

from reportedly.records import values as v
from reportedly.records.span import Span


@dataclass(frozen=True, slots=True)
class Citation:
    """One endnote: which passage of which document, through which chain.

    `quote` is the printed text between the spans of `selector`, pieces joined by " … "; names of
    private persons inside are replaced by "[name withheld]" and `withheld` holds their spans.
    """

    number: int
    claim: str
    document: str
    chain: tuple[str, ...]
    quote: str
    selector: tuple[Span, ...]
    withheld: tuple[Span, ...] = ()
    same_as: int | None = None


@dataclass(frozen=True, slots=True)
class BriefStatement:
    """One sentence: `section` is a domain letter or a part of the brief, `topic` marks the topic sentence.

    `origins` are (min, max) of the events it rests on; `note` is the margin note in words.
    """

    order: int
    section: str
    kind: v.StatementKind
    text: str
    claims: tuple[str, ...]
    events: tuple[str, ...] = ()
    citations: tuple[int, ...] = ()
    topic: bool = False
    origins: tuple[int, int] | None = None
    note: str = ""
    basis: str | None = None

    def __post_init__(self) -> None:
        v.check("BriefStatement", kind=(self.kind, v.StatementKind))


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a brief rule: the rule's number, the sentence, and the mend."""

    rule: str
    statement: int
    message: str
    mend: str
