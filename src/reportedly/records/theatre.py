"""A theatre: who is who in one contested area, as dated data with a basis (DOMAIN 2.6, 2.7)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import cast

from reportedly.records import values as v
from reportedly.records.floors import Floor
from reportedly.records.theatre_roles import (
    LabelPolicy,
    LegalFrame,
    LegalValue,
    MapColumn,
    Proclaimed,
    Provisions,
    RoleEntry,
    SourceProfile,
    covers,
    usually_cited,
)
from reportedly.text import name_key


@dataclass(frozen=True, slots=True)
class Source:
    """A body, office, outlet, account or document that says things.

    `affiliation_group` joins bodies that speak for one party: they cannot
    corroborate each other. `media_family` joins outlets of one owner. `basis` says in words why the
    entry is as it is; `since` is an ISO day.
    """

    id: str
    name: str
    kind: str = "organisation"
    role: v.LinkRole = "official"
    side: v.Side = "unknown"
    aliases: tuple[str, ...] = ()
    affiliation_group: str | None = None
    media_family: str | None = None
    basis: str = ""
    since: str | None = None
    person_class: v.PersonClass | None = None

    def __post_init__(self) -> None:
        v.check("Source", role=(self.role, v.LinkRole), side=(self.side, v.Side))


@dataclass(frozen=True, slots=True)
class OfficeHolder:
    """A person who may be named because of an office (P0) or a public role (P1)."""

    name: str
    office: str
    person_class: v.PersonClass = "P0"
    side: v.Side = "unknown"


@dataclass(frozen=True, slots=True)
class PlaceName:
    """One name of a place with language, script-free form and status."""

    text: str
    lang: str | None = None
    status: str = "official"
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class TheatrePlace:
    """A place that the theatre file brings along, in addition to the gazetteer."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    population: int | None = None
    parent: str | None = None
    names: tuple[PlaceName, ...] = ()
    country: str | None = None


Parents = Callable[[str], Sequence[str]]
"""From the id of a place to the ids of what holds it, nearest first."""


def no_parents(_place: str) -> Sequence[str]:
    """Return nothing: what holds a place is not known."""
    return ()


@dataclass(frozen=True, slots=True)
class FloorSetting:
    """A floor of a theatre for one category ("*": all), and why it lets out more than the default, if it does."""

    category: str
    floor: Floor
    loosened_because: str | None = None


@dataclass(frozen=True, slots=True)
class Theatre:
    """Settings of one contested area; the empty theatre is the default.

    `roles` say who stands where in which role and when, `legal_frames` by which law that is looked at, on which
    authority; `legal_frame` and `legal_authority` are those of the latest frame. `show_maps` are the mappings of a
    category that are shown. `floors` are kept beside the default ones, `source_profiles` say which sources were
    followed when.
    """

    id: str = "none"
    name: str = ""
    sources: tuple[Source, ...] = ()
    office_holders: tuple[OfficeHolder, ...] = ()
    places: tuple[TheatrePlace, ...] = ()
    legal_frame: str = "not_applicable"
    legal_authority: str | None = None
    freshness_days: dict[str, int] = field(default_factory=dict)
    shapes: str | None = None
    origin: str | None = None
    note: str = ""
    roles: tuple[RoleEntry, ...] = ()
    legal_frames: tuple[LegalFrame, ...] = ()
    label_policy: LabelPolicy = field(default_factory=LabelPolicy)
    show_maps: tuple[MapColumn, ...] = ()
    floors: tuple[FloorSetting, ...] = ()
    source_profiles: tuple[SourceProfile, ...] = ()

    def controlling(self, place: str, day: str, *, parents: Parents = no_parents) -> RoleEntry | None:
        """Return the controlling authority of a place on an ISO day, None where the theatre does not say: no guess.

        `parents` tells what holds a place of the gazetteer. Of entries for a place and for what holds it the nearest
        one counts; two for the same place count as none. An entry without places holds for the places of this theatre.
        """
        heads = [e for e in self.roles if e.head and e.holds(day)]
        return self._nearest(heads, self.around(place, parents))

    def around(self, place: str, parents: Parents = no_parents) -> tuple[str, ...]:
        """Return a place and what holds it, nearest first: by this theatre, then by `parents`."""
        above = {p.id: p.parent for p in self.places}
        chain: list[str] = []
        at: str | None = place
        while at is not None and at not in chain:
            chain.append(at)
            at = above.get(at)
        for known in tuple(chain):
            chain.extend(p for p in parents(known) if p not in chain)
        return tuple(chain)

    def distance(self, entry: RoleEntry, around: Sequence[str]) -> int | None:
        """Return how many units lie between a place and the nearest one of an entry; None where it does not hold there.

        `around` is the place and what holds it. An entry without places lies behind all of those with some.
        """
        if entry.area:
            return min((around.index(p) for p in entry.area if p in around), default=None)
        known = {p.id for p in self.places} | {p for e in self.roles for p in e.area}
        return len(around) if known.intersection(around) else None

    def _nearest(self, entries: Sequence[RoleEntry], around: Sequence[str]) -> RoleEntry | None:
        far = [(d, e) for e in entries if (d := self.distance(e, around)) is not None]
        least = min((d for d, _ in far), default=None)
        nearest = [e for d, e in far if d == least]
        return nearest[0] if len(nearest) == 1 else None

    def frame_on(self, day: str | None) -> LegalFrame | None:
        """Return the legal frame on an ISO day, None where none is set for it; without a day only the one frame."""
        if not self.legal_frames:
            return LegalFrame(cast("LegalValue", self.legal_frame), self.legal_authority)
        if day is None:
            return self.legal_frames[0] if len(self.legal_frames) == 1 else None
        return next((f for f in self.legal_frames if covers(f.since, f.until, day)), None)

    def provisions(self, day: str | None, *, occupation: str | None, otherwise: str | None) -> Provisions:
        """Return which of a category's provisions may be shown on an ISO day: none unless `show_maps` asks for them."""
        if "provisions" not in self.show_maps:
            return Provisions()
        return usually_cited(self.frame_on(day), occupation=occupation, otherwise=otherwise)

    def place_label(self, place: TheatrePlace, day: str | None = None) -> str:
        """Return the name that the label policy chooses for a place on an ISO day, else the file's own."""
        valid = [n for n in place.names if day is None or covers(n.since, n.until, day)]
        for status in self.label_policy.place_names:
            named = [n for n in valid if n.status == status]
            own = [n for n in named if n.lang == self.label_policy.language]
            if named:
                return (own or named)[0].text
        return place.name

    def proclaimed(self, printed: str) -> Proclaimed | None:
        """Return the proclaimed entity whose name stands in a printed text as whole words, or None."""
        key = f" {name_key(printed)} "
        return next(
            (p for p in self.label_policy.proclaimed if any(f" {name_key(n)} " in key for n in p.names if name_key(n))),
            None,
        )

    def floor_table(self) -> dict[str, Floor]:
        """Return the theatre's floors by category, as `floor_for` takes them."""
        return {setting.category: setting.floor for setting in self.floors}

    def profile_on(self, day: str) -> SourceProfile | None:
        """Return which sources were followed on an ISO day, None where the theatre does not say."""
        return next((p for p in self.source_profiles if covers(p.since, p.until, day)), None)
