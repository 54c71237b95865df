"""Claims and the annotations that stand beside them."""

from dataclasses import dataclass
from functools import lru_cache

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.area import Area
from reportedly.records.span import Span
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class Relation:
    """An attribution relation as printed: source, cue and content (Pareti 2012; PolNeAR).

    Each part may be in pieces; the source may be absent (passive, "reports say"
    has one: "reports"). `content` may cross sentences. `anaphoric` marks a
    relation whose content stands in neighbouring sentences ("This is reported
    by X"). `lexicon_id` names the cue's entry where one matched.
    Nesting follows from the spans: a relation inside another's content is its inner one. `beside` marks one
    that says more of a content which another relation has already (X in "Y quoted X as saying …").
    `score` is the probability that the relation is right (calibrated where a trained tagger made it, else the
    share of a rule's hits that were right), `span_scores` that of each span in the order source, cue, content,
    `link_score` that the spans belong together; the last two come from a tagger only.
    """

    document: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    lexicon_id: str | None = None
    cue_type: v.CueType = "ATT"
    anaphoric: bool = False
    beside: bool = False
    score: float | None = None
    span_scores: tuple[float, ...] = ()
    link_score: float | None = None
    rule: str = ""
    producer: str = ""


def claim_id(document: str, evidence: tuple[Span, ...]) -> str:
    """Return the id of the claim that these spans of this document make."""
    return "clm_" + digest(document, *(f"{s.start}-{s.end}" for s in evidence))


DENIED = "denied"
"""What the rule of a claim names that a denial in its own sentence stands over."""

DENIED_AFTERWARDS = "denied afterwards"
"""How the rule of a claim begins that repeats another one, denied by a sentence that points back to it."""

NOT_SO = "of what is not so"
"""What the rule of a denied claim names where its own words are a denial already."""


UNCONFIRMED = "not confirmed"
"""What the rule of a claim names of which it is only told that somebody could not confirm it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition about one situation, with its exact passages.

    `evidence` is sorted, without overlaps, at least one span. `proposition` is a
    short neutral sentence without hedge and source. `passage` is the order of the passage it
    stands in, `sentence` the sentence span. `summary_of` names claims that this lead sentence restates. A claim whose
    evidence a person set (producer "review/NAME") keeps the id of the spans that a stage found.

    Raises InvalidRecord if there is no span, if spans overlap, or if the id does
    not digest document and spans.
    """

    id: str
    document: str
    evidence: tuple[Span, ...]
    proposition: str
    kind: v.ClaimKind
    polarity: v.Polarity = "+"
    realis: v.Realis = "occurred"
    passage: int = 0
    sentence: Span | None = None
    summary_of: tuple[str, ...] = ()
    review: tuple[str, ...] = ()
    rule: str = ""
    producer: str = ""

    def __post_init__(self) -> None:
        v.check(
            "Claim",
            kind=(self.kind, v.ClaimKind),
            polarity=(self.polarity, v.Polarity),
            realis=(self.realis, v.Realis),
        )
        if not self.evidence:
            raise InvalidRecord("a claim needs at least one evidence span")
        if any(a.end > b.start for a, b in zip(self.evidence, self.evidence[1:], strict=False)):
            raise InvalidRecord("evidence spans of a claim must be sorted and apart")
        if self.id != claim_id(self.document, self.evidence) and not self.producer.startswith("review/"):
            raise InvalidRecord(f"claim id {self.id} does not digest its document and spans")

    @property
    def denied_afterwards(self) -> bool:
        """Whether the last piece of evidence only denies what the others say: "The ministry denies this"."""
        return self.rule.startswith(DENIED_AFTERWARDS) and len(self.evidence) > 1

    @property
    def is_denied(self) -> bool:
        """Whether somebody's denial stands over the claim, in its sentence or afterwards."""
        return self.denied_afterwards or DENIED in self.rule.split("; ")

    @property
    def is_unconfirmed(self) -> bool:
        """Whether it is only told that somebody could not confirm the claim."""
        return UNCONFIRMED in self.rule.split("; ")

    @property
    def matter(self) -> tuple[Span, ...]:
        """The evidence that says what the claim is about: all of it but a clause that denies it afterwards."""
        return self.evidence[:-1] if self.denied_afterwards else self.evidence

    @property
    def comes_to(self) -> v.Polarity:
        """The polarity of what is meant: who denies that nobody was hurt says that somebody was."""
        return "+" if self.is_denied and NOT_SO in self.rule.split("; ") else self.polarity


@dataclass(frozen=True, slots=True)
class Link:
    """One hop of a chain: a printed source, or none, and the cue that names it.

    `source` is the id of a known Source, else None. `antecedent` is the span of
    the full name that a pronoun or short form stands for. `inferred`: continued from an earlier
    sentence; `anaphoric`: pointed to ("this", "the institute"). `note` explains a resolution
    other than exact; `proposed` is the name proposed where the printed one is wrong.
    """

    span: Span | None
    role: v.LinkRole
    cue: Span | None = None
    lexicon_id: str | None = None
    mode: v.LinkMode = "indirect"
    commitment: v.Commitment = "Uu"
    anaphoric: bool = False
    inferred: bool = False
    antecedent: Span | None = None
    source: str | None = None
    resolution: v.Resolution = "exact"
    proposed: str | None = None
    note: str | None = None
    named: bool = False
    plural: bool = False

    def __post_init__(self) -> None:
        v.check(
            "Link",
            role=(self.role, v.LinkRole),
            mode=(self.mode, v.LinkMode),
            commitment=(self.commitment, v.Commitment),
            resolution=(self.resolution, v.Resolution),
        )
        if self.span and self.cue and self.span.overlaps(self.cue) and self.span != self.cue:
            raise InvalidRecord("source and cue of a link overlap")
        if self.resolution == "corrected" and not self.note:
            raise InvalidRecord("a corrected source needs a note that says why")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says a claim, hop by hop: outermost link first, the publisher is not a link.

    `root_status` follows from the last link; with no link it is "author" (the
    text itself asserts) or "none" (hearsay). `rule` says which rule joined the claim to its chain, `review`
    why a person should look at it first.
    """

    claim: str
    links: tuple[Link, ...]
    root_status: v.RootStatus
    rule: str = ""
    review: tuple[str, ...] = ()
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Attribution", root_status=(self.root_status, v.RootStatus))
        if not self.links and self.root_status not in ("author", "none"):
            raise InvalidRecord("a chain without links has root status author or none")
        if self.links and self.root_status == "author":
            raise InvalidRecord("a chain with links cannot have root status author")


@dataclass(frozen=True, slots=True)
class Hedge:
    """A word that moves the commitment of a claim (CUES 4.1), with the stretch it works on."""

    claim: str
    span: Span
    lexicon_id: str
    type: v.CueType
    stance: v.Stance = "n"
    grade: str | None = None
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Hedge", type=(self.type, v.CueType), stance=(self.stance, v.Stance))


@dataclass(frozen=True, slots=True)
class Level:
    """The display level of a claim, L0 to L5 (DOMAIN 2.5), and the reason for it."""

    claim: str
    level: v.HedgeLevel
    reason: str
    caveats: tuple[v.Caveat, ...] = ()
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Level", level=(self.level, v.HedgeLevel))
        if self.level != "L0" and not self.reason:
            raise InvalidRecord(f"level {self.level} needs its reason")


@dataclass(frozen=True, slots=True)
class Alternative:
    """A runner-up of a place resolution."""

    gazetteer_id: str
    name: str
    lat: float
    lon: float
    score: float


@dataclass(frozen=True, slots=True)
class Geolocation:
    """A place of a claim: the printed toponym, its function, and what it was resolved to.

    Never made for "no place". A printed toponym that no entry of the gazetteer
    matches has no `gazetteer_id` and no coordinates. Degrees are WGS 84, `radius_km` is the uncertainty
    of the point. Words such as "like" before it set `example`; `inherited` marks a place taken
    from the paragraph, the headline or the body that acts. `area` is the ground that the place stands for
    where that is no disc about an entry's point: a unit, or a place told by others ("12 km north of X"), which
    has no `gazetteer_id` of its own; the point is then the middle of the area. Only places with the function
    event may pin an event: origin and seat (of a body that is named or speaks) never do.
    """

    claim: str
    span: Span
    function: v.PlaceFunction
    precision: v.Precision
    name: str | None = None
    gazetteer_id: str | None = None
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    country: str | None = None
    confidence: float | None = None
    ambiguous: bool = False
    inherited: bool = False
    example: bool = False
    alternatives: tuple[Alternative, ...] = ()
    area: Area | None = None
    rule: str = ""
    producer: str = ""

    def __post_init__(self) -> None:
        v.check(
            "Geolocation",
            function=(self.function, v.PlaceFunction),
            precision=(self.precision, v.Precision),
        )
        if (self.lat is None) != (self.lon is None):
            raise InvalidRecord("a place has both degrees or none")
        if self.lat is not None and self.lon is not None and not (-90 <= self.lat <= 90 and -180 <= self.lon <= 180):
            raise InvalidRecord(f"degrees out of range: {self.lat}, {self.lon}")
        if self.area is not None and self.lat is None:
            raise InvalidRecord("a place with an area has a point, the middle of the area")


@dataclass(frozen=True, slots=True)
class Timing:
    """When the claimed thing happened: EDTF (ISO 8601-2), earliest and latest day, and on what basis.

    Days are ISO dates. `basis` "published" says that only the date of the report bounds it, "none" that
    not even that is known; then `event`, `earliest` and `latest` are None.
    """

    claim: str
    event: str | None
    earliest: str | None
    latest: str | None
    basis: v.TimeBasis
    span: Span | None = None
    rule: str = ""
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Timing", basis=(self.basis, v.TimeBasis))
        if self.earliest and self.latest and self.earliest > self.latest:
            raise InvalidRecord(f"earliest {self.earliest} lies after latest {self.latest}")


@dataclass(frozen=True, slots=True)
class Role:
    """A filled role of a coded claim (CODEBOOK 3.2): its printed span and actor class.

    `inferred` marks a class that neither theatre nor wording tells but that is the likeliest: nothing rests on it.
    """

    name: str
    span: Span | None = None
    value: str | None = None
    inferred: bool = False


@lru_cache(maxsize=10_000)
def domain_of(category: str) -> str:
    """Return the letter of the domain of a category ("GUO.C02" is in C); X is what a codebook routes away."""
    return category.rpartition(".")[2][:1]


def is_routing(code: str) -> bool:
    """Say whether a code routes a claim away from analysis (X00 and the like), whatever the codebook."""
    return code.startswith("X") and "." not in code


@dataclass(frozen=True, slots=True)
class Grounds:
    """Why a claim has its category: the words that carried it, the text of the codebook that is nearest to it.

    `words` are those without which the claim would be less near to that text, most important first. `runner_up` is
    the next best category, `margin` how far behind it is, as shares of 1.
    """

    words: tuple[Span, ...] = ()
    example: str | None = None
    runner_up: str | None = None
    margin: float | None = None


@dataclass(frozen=True, slots=True)
class Coding:
    """The categories of a claim in one version of one codebook, and which rule chose them.

    `meaning` is the category of the codebook that ships with the same definition, empty where none has it, None
    where that was not looked at. `basis` digests all of the codebook that can affect how claims are coded.
    """

    claim: str
    codebook: str
    version: str
    category: str
    secondary: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    outcome: str | None = None
    score: float | None = None
    rule: str = ""
    producer: str = ""
    meaning: str | None = None
    basis: str = ""
    grounds: Grounds | None = None

    @property
    def meant(self) -> str:
        """The category of the codebook that ships which this one means: what services, floors and weights go by.

        Empty where the codebook's own category means none of them.
        """
        return self.category if self.meaning is None else self.meaning


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in a claim as printed, with its bounds (None where the text gives no number)."""

    claim: str
    span: Span
    min: float | None
    best: float | None
    max: float | None
    unit: str | None = None
    approximate: bool = False
    producer: str = ""

    def __post_init__(self) -> None:
        if (
            self.min is not None
            and self.best is not None
            and self.max is not None
            and not self.min <= self.best <= self.max
        ):
            raise InvalidRecord(f"quantity bounds out of order: {self.min}, {self.best}, {self.max}")


@dataclass(frozen=True, slots=True)
class StatusObservation:
    """What one claim says about how a service works for residents (DOMAIN 2.10)."""

    claim: str
    sector: str
    status: v.ServiceState
    change: v.Change = "unknown"
    cause: tuple[str, ...] = ()
    access: v.Access = "unknown"
    provider: str = "unknown"
    rule: str = ""
    producer: str = ""

    def __post_init__(self) -> None:
        v.check(
            "StatusObservation",
            status=(self.status, v.ServiceState),
            change=(self.change, v.Change),
            access=(self.access, v.Access),
        )
