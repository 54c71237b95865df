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

    `origins` are (min, max) of the events it rests on; `note` is the margin note in words. An assessment has a
    `likelihood` or a `confidence` in the words of one row (BR-07), and its `basis` as a sentence. `id` is that of the
    sentence in an edited draft, `of` for a takeaway that of its topic sentence; `by` wrote it ("" for the machine).
    `kept` are rules that a person set aside for this sentence, with a reason in the draft's versions. `change` says
    what a sentence is against the brief before: new, strengthened, weakened, reversed, corrected. `origin` is the key
    of the one origin whose account the sentence gives, "" where it tells the event as a whole.
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
    likelihood: str | None = None
    confidence: str | None = None
    id: str = ""
    of: str = ""
    by: str = ""
    kept: tuple[str, ...] = ()
    change: str = ""
    origin: str = ""

    def __post_init__(self) -> None:
        v.check("BriefStatement", kind=(self.kind, v.StatementKind))


@dataclass(frozen=True, slots=True)
class Finding:
    """One breach of a brief rule: the rule's number, the sentence, and the mend.

    `span` are the words in the sentence (code points), None where the whole sentence is meant or none. `text` is the
    sentence as it would read with the mend, None where only a person can mend it. `sentence` is the id of the sentence
    in an edited draft, and `claims` are those that the finding is about. `key` and `values` are the pattern of the
    message and what stands in it, so that it can be told in another language.
    """

    rule: str
    statement: int
    message: str
    mend: str
    span: Span | None = None
    text: str | None = None
    sentence: str = ""
    claims: tuple[str, ...] = ()
    key: str = ""
    values: tuple[str, ...] = ()
