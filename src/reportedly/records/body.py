"""Bodies: who is registered as a possible source, and who speaks in one document (DOMAIN 2.6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.span import Span
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class RegisteredName:
    """A name of a registered body in one language.

    `short` marks acronyms and other short forms. An `ambiguous` name has more bearers than one, known or
    not: it says who is meant only together with a modifier or a full name printed earlier. Days are ISO.
    """

    text: str
    lang: str
    short: bool = False
    ambiguous: bool = False
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """On which side a body stands in the theatre of the register, from when to when, and how that is known."""

    side: v.Side
    basis: str
    since: str | None = None
    until: str | None = None

    def __post_init__(self) -> None:
        v.check("Standing", side=(self.side, v.Side))


@dataclass(frozen=True, slots=True)
class RegisteredBody:
    """A body, office, outlet, account or group role of the source register, with what the entry rests on.

    `names` starts with the usual full name. `country` is the ISO 3166 code by whose adjective a text tells the
    body from others of its kind, None where that is disputed or there is none. `descriptor` says in neutral
    words what it is. `affiliation_group` and `media_family` count as in `Source`.
    """

    id: str
    names: tuple[RegisteredName, ...]
    kind: v.BodyKind
    role: v.LinkRole
    basis: str
    descriptor: str = ""
    country: str | None = None
    parent: str | None = None
    affiliation_group: str | None = None
    media_family: str | None = None
    standing: tuple[Standing, ...] = ()
    languages: tuple[str, ...] = ()
    note: str = ""

    def __post_init__(self) -> None:
        v.check("RegisteredBody", kind=(self.kind, v.BodyKind), role=(self.role, v.LinkRole))
        if not self.names:
            raise InvalidRecord(f"{self.id}: a registered body needs a name")
        if not self.basis.strip():
            raise InvalidRecord(f"{self.id}: a registered body needs a basis: what publicly known fact it rests on")

    @property
    def name(self) -> str:
        """The usual full name."""
        return self.names[0].text

    def side(self, day: str | None = None) -> v.Side:
        """Return the side on an ISO day, without a day the latest one; "unknown" where none is recorded."""
        held = [
            s
            for s in self.standing
            if day is None or ((s.since is None or s.since <= day) and (s.until is None or day <= s.until))
        ]
        return max(held, key=lambda s: s.since or "").side if held else "unknown"


@dataclass(frozen=True, slots=True)
class NameReading:
    """One body that a printed name may stand for; `entry` is its id in the register, None if it has none."""

    name: str
    entry: str | None = None


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A printed source span and the rule by which it belongs to its body."""

    span: Span
    rule: str


def body_id(document: str, first: Span) -> str:
    """Return the id of the body whose first mention in this document is at `first`."""
    return "bdy_" + digest(document, f"{first.start}-{first.end}")


@dataclass(frozen=True, slots=True)
class Body:
    """One body as one document names it: a source of claims under its full, short and anaphoric forms.

    `name` is the fullest printed form, a span like the mentions and never changed. `source` is the id of the
    theatre's source, `entry` that of the register; both are None where the name is ambiguous or wrong. Then
    `readings` holds all bodies that it may stand for, and `proposed` the one proposed in place of a wrong
    name; `note` gives the reason of whichever was decided.

    Raises InvalidRecord if there is no mention, if mentions are unsorted or occur twice, if an ambiguous or
    wrong name has an entry, if a proposal has no note, or if the id does not digest document and first mention.
    """

    id: str
    document: str
    name: Span
    mentions: tuple[BodyMention, ...]
    kind: v.BodyKind
    role: v.LinkRole
    named: bool = True
    plural: bool = False
    source: str | None = None
    entry: str | None = None
    readings: tuple[NameReading, ...] = ()
    proposed: NameReading | None = None
    note: str | None = None
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Body", kind=(self.kind, v.BodyKind), role=(self.role, v.LinkRole))
        spans = [m.span for m in self.mentions]
        if not spans or any(a >= b for a, b in pairwise(spans)):
            raise InvalidRecord("the mentions of a body are at least one, sorted, each once")
        if self.entry is not None and (self.readings or self.proposed):
            raise InvalidRecord("a body with an ambiguous or wrong name has no entry of the register")
        if self.proposed is not None and not self.note:
            raise InvalidRecord("a proposed name needs a note that says why")
        if self.id != body_id(self.document, spans[0]):
            raise InvalidRecord(f"body id {self.id} does not digest its document and first mention")


def by_mention(bodies: Iterable[Body]) -> dict[Span, Body]:
    """Return the body of each mention span."""
    return {mention.span: body for body in bodies for mention in body.mentions}
