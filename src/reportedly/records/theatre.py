"""A theatre: who is who in one contested area, as dated data with a basis (DOMAIN 2.6, 2.7)."""

from dataclasses import dataclass, field

from reportedly.records import values as v


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


@dataclass(frozen=True, slots=True)
class Theatre:
    """Settings of one contested area; the empty theatre is the default."""

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
