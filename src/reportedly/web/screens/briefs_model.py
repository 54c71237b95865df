"""What the screens on briefs show: the list, the editor, the comparison."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BriefRow:
    """One brief in the list; `state` is a key of the messages, `needs` how many sentences are out of date."""

    id: str
    title: str
    state: str
    version: int
    by: str
    at: str
    language: str
    template: str
    sentences: int
    needs: int


@dataclass(frozen=True, slots=True)
class Written:
    """The brief that the command line wrote last: its data cut-off (ISO 8601), and how many sentences it has."""

    cutoff: str
    sentences: int


@dataclass(frozen=True, slots=True)
class BriefList:
    """All briefs, newest first, what the command line wrote, and what a new one can be made of."""

    rows: tuple[BriefRow, ...]
    written: Written | None
    areas: tuple[str, ...]
    templates: tuple[str, ...]
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a sentence: its words, and the rules that it breaks ("" for none), or how a mend changes it.

    `change` is "" for words that stay, "ins" or "del".
    """

    text: str
    rules: str = ""
    change: str = ""


@dataclass(frozen=True, slots=True)
class ClaimShown:
    """One claim behind a sentence, masked for the viewer: where it stands, its words, chain, origins and review."""

    id: str
    document: str
    n: int
    review: str
    quote: str
    language: str
    chain: tuple[str, ...]
    level: str
    origins: tuple[int, int] | None
    corroboration: str
    event: str
    published: str


@dataclass(frozen=True, slots=True)
class SentenceShown:
    """One sentence of the draft; `text` is masked for the viewer, `pieces` mark what breaks a rule."""

    id: str
    number: int
    kind: str
    text: str
    pieces: tuple[Piece, ...]
    notes: tuple[int, ...]
    claims: tuple[tuple[str, str, str, int], ...]
    chain: str
    count: str
    remark: str
    topic: bool
    takeaway: bool
    of: str = ""
    of_number: int = 0
    basis: str = ""
    likelihood: str = ""
    confidence: str = ""
    by: str = ""
    kept: tuple[str, ...] = ()
    before: str | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True)
class SectionShown:
    """One section with its sentences."""

    letter: str
    name: str
    sentences: tuple[SentenceShown, ...]


@dataclass(frozen=True, slots=True)
class FindingShown:
    """One finding: rule, where, what is wrong, the mend in words, and as a changed sentence where there is one.

    `id` is its address on the page. `text` is the mended sentence. `keep` says that a person may set the rule aside.
    """

    id: str
    rule: str
    name: str
    sentence: str
    number: int
    message: str
    mend: str
    words: str
    text: str
    pieces: tuple[Piece, ...]
    keep: bool
    current: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the brief in the list at the left: its address, how much it holds, how much of it is to mend."""

    id: str
    name: str
    told: str
    mend: int
    current: bool


@dataclass(frozen=True, slots=True)
class NeedShown:
    """A sentence that no longer rests on what it rested on, and why."""

    sentence: str
    number: int
    why: str


@dataclass(frozen=True, slots=True)
class Unused:
    """An event of the period that stands in no sentence, as it would be drafted."""

    event: str
    section: str
    text: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteShown:
    """An endnote: its number and its words."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class FormatShown:
    """A form in which the brief can be taken out."""

    id: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Clash:
    """What two people changed at once: who was first, when, and the words that are not saved yet."""

    by: str
    at: str
    sentence: str
    mine: str


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page of the editor was asked for: the language of the interface, a sentence, a finding, the version seen.

    `clash` is what could not be saved, `refused` why something was not done.
    """

    language: str
    selected: str = ""
    finding: str = ""
    seen: int = 0
    clash: Clash | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Editor:
    """A draft in the editor: the text, the selected sentence with its claims, the findings, what else it needs."""

    id: str
    title: str
    state: str
    version: int
    by: str
    at: str
    language: str
    template: str
    header: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    takeaways: tuple[SentenceShown, ...]
    changes: tuple[str, ...]
    sections: tuple[SectionShown, ...]
    gaps: tuple[tuple[str, str], ...]
    disputes: tuple[str, ...]
    notes: tuple[NoteShown, ...]
    findings: tuple[FindingShown, ...]
    blocking: int
    passing: int
    selected: SentenceShown | None
    claims: tuple[ClaimShown, ...]
    suggested: tuple[ClaimShown, ...]
    needs: tuple[NeedShown, ...]
    unused: tuple[Unused, ...]
    unused_count: int
    sourcing: tuple[str, ...]
    formats: tuple[FormatShown, ...]
    unreviewed: bool
    others: tuple[str, ...]
    letters: tuple[tuple[str, str], ...]
    likelihoods: tuple[str, ...]
    confidences: tuple[str, ...]
    published: int = 0
    open_claims: int = 0
    clash: Clash | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a brief differs from another one, or from an earlier version of itself: pieces by sentence."""

    id: str
    other: str
    title: str
    rows: tuple[tuple[Piece, ...], ...]
    choices: tuple[str, ...]
