"""Who stands in which role when, in what legal frame, under which label: the dated data of a theatre (DOMAIN 2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from reportedly.errors import InvalidRecord
from reportedly.records import values as v

ActorClass = Literal["CA", "CA-H", "CA-L", "CA-M", "DA", "RA", "THIRD", "HUM", "STAFF", "POP", "BUS", "UNK"]
"""The neutral classes of actors (CODEBOOK 3.2)."""

TheatreRole = Literal["controlling", "home_state", "displaced", "rival", "third", "monitor"]
LegalValue = Literal["iac_occupation", "niac_control", "disputed", "not_applicable"]
"""The frames of DOMAIN 1.20."""

MapColumn = Literal["plover", "hxl", "protection", "provisions"]
"""The mappings of a category that a theatre may show."""

CLASSES_OF: Mapping[TheatreRole, tuple[ActorClass, ...]] = {
    "controlling": ("CA", "CA-L", "CA-M", "BUS"),
    "home_state": ("CA-H", "CA-M", "BUS"),
    "displaced": ("DA", "BUS"),
    "rival": ("RA", "BUS"),
    "third": ("THIRD", "HUM", "UNK"),
    "monitor": ("THIRD", "HUM", "UNK"),
}
"""The classes that a body in a role may have; the first one is that of a body of which no more is known."""

CLASS_WORDS: Mapping[ActorClass, str] = {
    "CA": "the controlling authority",
    "CA-H": "the home state of the controlling authority",
    "CA-L": "a locally installed body",
    "CA-M": "armed or security forces of the controlling authority",
    "DA": "the displaced authority",
    "RA": "a rival authority or armed group",
    "THIRD": "another state or intergovernmental body",
    "HUM": "an aid organisation",
    "STAFF": "staff of a service or administration",
    "POP": "residents",
    "BUS": "a business",
    "UNK": "not known",
}
"""What the product prints for a class where the theatre's label policy has no words of its own."""


def covers(since: str | None, until: str | None, day: str) -> bool:
    """Say whether an ISO day lies in the half-open stretch [since, until); None is open on that side."""
    return (since is None or since <= day) and (until is None or day < until)


def overlap(one: tuple[str | None, str | None], other: tuple[str | None, str | None]) -> bool:
    """Say whether two half-open stretches of ISO days have a day in common."""
    (a, b), (c, d) = one, other
    return (d is None or a is None or a < d) and (b is None or c is None or c < b)


def _ordered(owner: str, since: str | None, until: str | None) -> None:
    if since is not None and until is not None and until <= since:
        raise InvalidRecord(
            f"{owner}: it holds until {until}, which is not after {since}; `until` is the first day on which "
            "it does not hold any more"
        )


@dataclass(frozen=True, slots=True)
class RoleEntry:
    """A body in a role, from a day (ISO, included) until another (excluded), in some places or in all of the theatre.

    `source` is the id of a source of the theatre where the body is one; `body` is the name, `aliases` more of them
    in any language, `adjectives` the words by which a text tells what belongs to it ("Hadrovian"). `area` are ids of
    places: the entry holds there and in all that they hold. `basis` says on what it rests. `head` marks the
    controlling authority itself among the bodies that act for it.

    Raises InvalidRecord for a class that the role cannot have, for a head of another class than CA, or if it ends
    before it begins.
    """

    role: TheatreRole
    body: str
    source: str | None = None
    actor_class: ActorClass = "UNK"
    aliases: tuple[str, ...] = ()
    adjectives: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    area: tuple[str, ...] = ()
    basis: str = ""
    head: bool = False

    def __post_init__(self) -> None:
        v.check("RoleEntry", role=(self.role, TheatreRole), actor_class=(self.actor_class, ActorClass))
        if self.actor_class not in (*CLASSES_OF[self.role], "UNK"):
            raise InvalidRecord(
                f"{self.body}: a body in the role {self.role} has no class {self.actor_class}; "
                f"it may be {', '.join(CLASSES_OF[self.role])} or UNK"
            )
        if self.head and (self.role, self.actor_class) != ("controlling", "CA"):
            raise InvalidRecord(f"{self.body}: only a controlling body of the class CA is the authority itself")
        _ordered(self.body, self.since, self.until)

    def holds(self, day: str) -> bool:
        """Say whether the entry holds on an ISO day."""
        return covers(self.since, self.until, day)

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.body, *self.aliases)


def rivals_for_one_place(entries: Sequence[RoleEntry]) -> tuple[RoleEntry, RoleEntry] | None:
    """Return two entries that would be the controlling authority of one place on one day, or None.

    Heads count, where both name the same place or neither names any.
    """
    heads = [e for e in entries if e.head]
    for one, other in combinations(heads, 2):
        same = bool(set(one.area) & set(other.area)) if one.area and other.area else not (one.area or other.area)
        if same and overlap((one.since, one.until), (other.since, other.until)):
            return one, other
    return None


@dataclass(frozen=True, slots=True)
class LegalFrame:
    """The law by which control is looked at, who says so and when (`date`), from a day until another (half-open)."""

    value: LegalValue = "not_applicable"
    authority: str | None = None
    date: str | None = None
    since: str | None = None
    until: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        v.check("LegalFrame", value=(self.value, LegalValue))
        _ordered("legal_frame", self.since, self.until)


DISPUTED = "the legal frame is disputed: both lists are shown, and neither is a finding"
"""The notice under which the provisions of both frames are shown."""


@dataclass(frozen=True, slots=True)
class Provisions:
    """Which provisions are usually cited: a heading and a text each, and a notice where the frame is disputed."""

    cited: tuple[tuple[str, str], ...] = ()
    notice: str | None = None


def usually_cited(frame: LegalFrame | None, *, occupation: str | None, otherwise: str | None) -> Provisions:
    """Return what a frame lets be shown of a category's two lists (DOMAIN 1.20).

    Nothing where no frame applies, or where nobody is cited for it.
    """
    value = frame.value if frame is not None and frame.authority else "not_applicable"
    shown: list[tuple[str, str]] = []
    if occupation and value in ("iac_occupation", "disputed"):
        shown.append(("law of occupation", occupation))
    if otherwise and value in ("niac_control", "disputed"):
        shown.append(("where the law of occupation does not apply", otherwise))
    return Provisions(tuple(shown), DISPUTED if shown and value == "disputed" else None)


@dataclass(frozen=True, slots=True)
class Proclaimed:
    """An entity that somebody proclaimed: it is printed in quotations only, and is never the unit by itself.

    `unit` is the id of the place that a text with this name is about, None where there is none. Days are ISO.
    """

    name: str
    aliases: tuple[str, ...] = ()
    unit: str | None = None
    by: str = ""
    since: str | None = None
    basis: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases."""
        return (self.name, *self.aliases)


@dataclass(frozen=True, slots=True)
class LabelPolicy:
    """Which of several names the product prints.

    `place_names` is the order of statuses in which a name of a place is chosen, `language` the language that goes
    first among names of one status. `bodies` says how a body is called: by its `proper_name`, or by its
    `neutral_role`. `words` are the neutral words for a class of actors, beside those of `CLASS_WORDS`.
    """

    place_names: tuple[str, ...] = ()
    language: str | None = None
    bodies: Literal["proper_name", "neutral_role"] = "proper_name"
    words: tuple[tuple[ActorClass, str], ...] = ()
    proclaimed: tuple[Proclaimed, ...] = ()
    basis: str = ""

    def word(self, actor_class: ActorClass) -> str:
        """Return the neutral words for a class of actors."""
        return dict(self.words).get(actor_class, CLASS_WORDS[actor_class])


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """Which sources were followed in which languages, from a day until another (half-open; DOMAIN 1.10, 2.7).

    `backfilled_to` is the day back to which documents of these sources were added later.
    """

    version: str
    sources: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    since: str | None = None
    until: str | None = None
    backfilled_to: str | None = None
    note: str = ""

    def __post_init__(self) -> None:
        _ordered(f"source profile {self.version}", self.since, self.until)
