"""What the reader shows of a document and of a claim: the contexts of its pages, and the JSON of its API."""

from dataclasses import dataclass, field

from reportedly.web.screens.reader_marks import Node
from reportedly.web.screens.reader_why import SetBy


@dataclass(frozen=True, slots=True)
class Hop:
    """One rung of the ladder; `ref` ("1.2": the second of claim 1) names its words in the text.

    `role` is a role of a source, `status` outlet, named, unnamed_single, unnamed_plural, or none where the text names
    nobody. `full` is the fullest name that the document prints of the same body, where another one is printed here.
    `cue` is the wording, `commitment` how the hop presents what it tells (FactBank: CT+ certain, PR probable, PS
    possible, - denied, Uu no commitment).
    """

    ref: str
    name: str
    role: str
    status: str
    full: str = ""
    entry: str = ""
    cue: str = ""
    lexicon: str = ""
    mode: str = ""
    commitment: str = ""
    anaphoric: bool = False
    inferred: bool = False
    mentions: int = 0
    note: str = ""
    readings: tuple[str, ...] = ()
    root: bool = False


@dataclass(frozen=True, slots=True)
class HedgeView:
    """The display level (L0 to L5), its caveats, and the words of the text that set it."""

    level: str
    caveats: tuple[str, ...]
    words: tuple[str, ...]
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of the claim as far as the viewer may see it; `coarsened` says that a floor holds it back."""

    printed: str
    function: str
    precision: str
    name: str
    place: str
    radius_km: float | None
    words: str
    inherited: bool
    example: bool
    ambiguous: bool
    others: tuple[str, ...]
    coarsened: bool
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class TimeView:
    """When it happened: EDTF, first and last ISO day, the printed words."""

    event: str
    earliest: str
    latest: str
    basis: str
    printed: str
    published: str
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class RoleView:
    """A filled role: its printed words, and of an actor its class in the theatre's words."""

    name: str
    printed: str
    value: str


@dataclass(frozen=True, slots=True)
class CodeView:
    """The category with its name, what carried it, and what came next; no score."""

    category: str
    name: str
    secondary: tuple[str, ...]
    sectors: tuple[str, ...]
    codebook: str
    words: tuple[str, ...]
    nearest: str
    next: str
    next_name: str
    roles: tuple[RoleView, ...]
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class ServiceView:
    """What the claim says of a service for residents."""

    sector: str
    status: str
    change: str
    access: str
    cause: tuple[str, ...]
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class QuantityView:
    """A number as printed with its bounds."""

    printed: str
    least: float | None
    best: float | None
    most: float | None
    unit: str
    approximate: bool
    set_by: SetBy


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """Where another claim is read."""

    id: str
    document: str
    n: int
    outlet: str
    proposition: str
    href: str


@dataclass(frozen=True, slots=True)
class Against:
    """A contradiction that the claim takes part in: its kind, why, and the claims that say otherwise."""

    kind: str
    why: str
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class Use:
    """Where the claim is used: a sentence of a brief, an event, a cell of the service table."""

    kind: str
    label: str
    href: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Retold:
    """A drift that the claim takes part in: told firmer, softer or as something else than in the other claim."""

    direction: str
    aspect: str
    why: str
    other: ClaimRef | None


@dataclass(frozen=True, slots=True)
class Quoted:
    """A text quote selector: the exact words with what stands before and after, as far as the viewer may see them."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Decided:
    """A standing decision on the claim: what, by whom, when, why."""

    action: str
    kind: str
    by: str
    at: str
    reason: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """A claim with everything that stands beside it, who set it, and where it is used.

    `n` counts from 1 in the document, `of` is how many claims it has. `review` is open, accepted, edited or rejected,
    `to_check` why a person should look at it. `event` is the id of its event, "" for none.
    """

    id: str
    document: str
    n: int
    of: int
    href: str
    kind: str
    proposition: str
    language: str
    quotes: tuple[Quoted, ...]
    realis: str
    polarity: str
    realis_set_by: SetBy
    review: str
    decided: tuple[Decided, ...]
    to_check: tuple[str, ...]
    root_status: str
    hops: tuple[Hop, ...]
    chain_set_by: SetBy | None
    hedge: HedgeView | None
    places: tuple[PlaceView, ...]
    time: TimeView | None
    code: CodeView | None
    service: ServiceView | None
    quantities: tuple[QuantityView, ...]
    restates: tuple[ClaimRef, ...] = ()
    against: tuple[Against, ...] = ()
    retold: tuple[Retold, ...] = ()
    used: tuple[Use, ...] = ()
    event: str = ""
    origins: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """The margin note of a claim: number, kind, level, chain from the outlet to the root, what it clashes with."""

    n: int
    href: str
    kind: str
    level: str
    grade: str
    hops: tuple[Hop, ...]
    root_status: str
    review: str
    against: tuple[int, ...] = ()
    against_elsewhere: bool = False
    restates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A passage of the document as kept, with the claims that begin in it; `kind` is that of the passage."""

    kind: str
    start: int
    end: int
    nodes: tuple[Node, ...]
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class DocumentView:
    """What is known of a document: where it comes from, how it was kept, what stands out about it."""

    id: str
    title: str
    outlet: str
    author: str
    language: str
    genre: str
    published: str
    published_basis: str
    modified: str
    captured: str
    sha256: str
    text_id: str
    media_type: str
    extractor: str
    url: str
    path: str
    flags: tuple[str, ...]
    forward: str = ""
    translation: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Another capture of the same address, or a version before or after; `same` says that the words are the same."""

    document: str
    title: str
    published: str
    captured: str
    relation: str
    href: str
    same: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """What became of a document: since when (ISO time), and `href` leads to the document that shows it.

    `state` is live, gone, failed or changed (how its address answered), retracted (noted by a person), taken_back (by
    a notice of its publisher), deleted (an export of its channel has it no longer) or edited (a later version is held).
    """

    state: str
    since: str
    detail: str = ""
    href: str = ""


@dataclass(frozen=True, slots=True)
class Parent:
    """A document that this one derives from, or the other way round (`way` is from or to), with how and why.

    There is no score: `why` tells what the two have in common.
    """

    document: str
    outlet: str
    title: str
    published: str
    kind: str
    way: str
    why: str
    href: str
    by_person: bool = False


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The reader: a document as kept with its claims, and the card of the one that is selected."""

    document: DocumentView
    rows: tuple[Row, ...]
    kinds: tuple[str, ...]
    claims: int
    reviewed: int
    selected: int
    hop: str
    card: ClaimCard | None
    previous: str
    next: str
    related: tuple[Parent, ...]
    versions: tuple[Version, ...]
    standing: tuple[Standing, ...]
    masked: int = 0
    exact: bool = False
    beside: str = ""
    notes_on_document: tuple[str, ...] = field(default=())
