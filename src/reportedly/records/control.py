"""Who holds a place: what a provider's dated layer answers, and what texts say (DOMAIN 2.7).

Control is reported by someone, like everything else. It is never sovereignty, and never computed for a unit
from its point.
"""

from dataclasses import dataclass
from typing import Literal

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.span import Span
from reportedly.text import digest

ControlState = Literal["in", "out", "contested", "no_data"]
"""What a provider's word for an area or a settlement means: held, not held, held by neither side alone, not known."""
ControlStatus = Literal["in", "out", "near_edge", "no_data"]
ControlRole = Literal["controlling", "displaced", "rival", "unknown"]
ControlDegree = Literal["full", "contested", "partial", "unknown"]
ControlHold = Literal["held", "not_held", "gained", "lost"]
ControlVerdict = Literal["agree", "differ", "undecided", "no_data"]
ControlForm = Literal["polygons", "table"]
ShareBasis = Literal["area", "population", "settlements", "none"]
RepairKind = Literal[
    "axes", "crs", "closed", "order", "crossing", "overlap", "antimeridian", "collapsed", "left_out", "note"
]


@dataclass(frozen=True, slots=True)
class Repair:
    """What an import changed or noticed: the kind, where in the file, and a sentence for the reader."""

    kind: RepairKind
    where: str
    message: str

    def __post_init__(self) -> None:
        v.check("Repair", kind=(self.kind, RepairKind))


@dataclass(frozen=True, slots=True)
class ControlLayer:
    """A series of dated layers by one provider, and how to read them.

    `role` and `entity` say who holds what the layer shows as held. `states` gives each of the provider's words
    its meaning, `states_in` is the property or column they stand in; without, all its areas are held. `accuracy_km` is
    how near to the edge
    the layer still says nothing sure. `valid_days` is how far a day speaks for days between it and the next one
    (0: for itself only). `countries` (ISO 3166) and `covers` (in words) bound what the layer speaks of.

    Raises InvalidRecord without a provider or licence, or with a number out of range.
    """

    series: str
    provider: str
    licence: str
    form: ControlForm
    role: ControlRole = "controlling"
    entity: str | None = None
    states: tuple[tuple[str, ControlState], ...] = ()
    states_in: str | None = None
    credit: str = ""
    accuracy_km: float = 2.0
    valid_days: int = 0
    countries: tuple[str, ...] = ()
    covers: str | None = None

    def __post_init__(self) -> None:
        v.check("ControlLayer", form=(self.form, ControlForm), role=(self.role, ControlRole))
        if not self.provider.strip() or not self.licence.strip():
            raise InvalidRecord("a control layer needs its provider and its licence")
        if not 0 <= self.accuracy_km <= 100:
            raise InvalidRecord(f"the accuracy of a control layer is {self.accuracy_km} km; 0 to 100 is possible")
        if not 0 <= self.valid_days <= 366:
            raise InvalidRecord(f"a control layer is valid for {self.valid_days} days; 0 to 366 is possible")
        for _, state in self.states:
            v.check("ControlLayer", states=(state, ControlState))

    @property
    def credited(self) -> str:
        """The line to print wherever an answer of the layer is shown."""
        return self.credit or f"Control: {self.provider}, {self.licence}"


@dataclass(frozen=True, slots=True)
class ControlDay:
    """One day of a series as it was imported: from which bytes, when (UTC), and what was repaired.

    `areas` counts polygons after joining, `corners` their positions, `settlements` the rows of a table; `area_km2`
    is what is held. `bounds` are west, south, east, north in degrees; None where nothing is held.
    """

    series: str
    day: str
    source: str
    source_sha256: str
    imported_at: str
    areas: int = 0
    corners: int = 0
    settlements: int = 0
    area_km2: float | None = None
    bounds: tuple[float, float, float, float] | None = None
    repairs: tuple[Repair, ...] = ()

    def __post_init__(self) -> None:
        if not self.imported_at.endswith(("Z", "+00:00")):
            raise InvalidRecord(f"{self.series}, {self.day}: imported_at {self.imported_at!r} is not in UTC")


@dataclass(frozen=True, slots=True)
class ControlAnswer:
    """What one series says of one settlement on one day.

    `day` is the day of the layer that speaks, None with "no_data". `distance_km` is that to the nearest edge
    between held and not held, None where there is none. `word` is the provider's own word, `degree` "full" where
    held, "contested" where the provider says so.

    Raises InvalidRecord if an answer with data has no day, or one without has one or gives no reason.
    """

    status: ControlStatus
    asked: str
    series: str
    provider: str
    licence: str
    credit: str
    reason: str
    place: str | None = None
    name: str | None = None
    lat: float | None = None
    lon: float | None = None
    day: str | None = None
    distance_km: float | None = None
    degree: ControlDegree = "unknown"
    word: str | None = None

    def __post_init__(self) -> None:
        v.check("ControlAnswer", status=(self.status, ControlStatus), degree=(self.degree, ControlDegree))
        if (self.status == "no_data") != (self.day is None):
            raise InvalidRecord(f"a control answer {self.status} with the day {self.day}")
        if not self.reason:
            raise InvalidRecord("a control answer needs its reason")


@dataclass(frozen=True, slots=True)
class UnitShare:
    """How much of a unit one series shows as held on one day; never from the unit's point.

    `share` runs from 0 to 1 of what has data; `least` and `most` leave out and add what lies near the edge or is
    contested. `basis` is area, population or number of member settlements; `members` counts those,
    `no_data` is the share of the whole that the layer says nothing of. `share` is None without data.
    """

    unit: str
    name: str
    asked: str
    series: str
    provider: str
    licence: str
    credit: str
    reason: str
    basis: ShareBasis = "none"
    share: float | None = None
    least: float | None = None
    most: float | None = None
    members: int = 0
    no_data: float = 1.0
    day: str | None = None

    def __post_init__(self) -> None:
        v.check("UnitShare", basis=(self.basis, ShareBasis))
        if (self.share is None) != (self.day is None) or (self.share is None) != (self.basis == "none"):
            raise InvalidRecord(f"a share of {self.share} on the basis {self.basis} with the day {self.day}")
        if self.share is not None:
            least, most = self.least, self.most
            if least is None or most is None or not 0 <= least <= self.share <= most <= 1:
                raise InvalidRecord(f"share {self.share} between {least} and {most} is out of order")
        if not 0 <= self.no_data <= 1:
            raise InvalidRecord(f"the share without data is {self.no_data}")


@dataclass(frozen=True, slots=True)
class Controller:
    """Who is said to hold a place: the entity as printed, and its neutral role with the reason for it."""

    role: ControlRole = "unknown"
    entity: str | None = None
    span: Span | None = None
    reason: str = ""

    def __post_init__(self) -> None:
        v.check("Controller", role=(self.role, ControlRole))


@dataclass(frozen=True, slots=True)
class ControlAssertion:
    """What one claim says about who holds one place.

    `hold` says whether `controller` holds the place, does not, has gained or has lost it; `degree` how much of
    it. `interval` is EDTF with its bounding days and their basis, as in `Timing`. The chain is outermost first
    with its root, as printed. `review` says why a person should look at it.
    """

    id: str
    claim: str
    document: str
    span: Span
    place: str | None
    name: str
    precision: v.Precision
    hold: ControlHold
    controller: Controller = Controller()
    degree: ControlDegree = "unknown"
    interval: str | None = None
    earliest: str | None = None
    latest: str | None = None
    basis: v.TimeBasis = "none"
    lat: float | None = None
    lon: float | None = None
    radius_km: float | None = None
    chain: tuple[str, ...] = ()
    root_status: v.RootStatus = "author"
    level: v.HedgeLevel = "L0"
    rule: str = ""
    review: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        v.check(
            "ControlAssertion",
            hold=(self.hold, ControlHold),
            degree=(self.degree, ControlDegree),
            precision=(self.precision, v.Precision),
            basis=(self.basis, v.TimeBasis),
            root_status=(self.root_status, v.RootStatus),
            level=(self.level, v.HedgeLevel),
        )
        if self.id != assertion_id(self.claim, self.span, self.hold):
            raise InvalidRecord(f"assertion id {self.id} does not digest its claim, place and hold")

    @property
    def root(self) -> str | None:
        """The innermost source as printed, None where the text itself speaks or names nobody."""
        return self.chain[-1] if self.chain else None


def assertion_id(claim: str, span: Span, hold: ControlHold) -> str:
    """Return the id of what a claim says about the place printed at `span`."""
    return "ctl_" + digest(claim, f"{span.start}-{span.end}", hold)


@dataclass(frozen=True, slots=True)
class ControlComparison:
    """A statement beside what one series says: both are kept, neither overwrites the other."""

    assertion: str
    series: str
    verdict: ControlVerdict
    reason: str
    answers: tuple[ControlAnswer, ...] = ()
    shares: tuple[UnitShare, ...] = ()

    def __post_init__(self) -> None:
        v.check("ControlComparison", verdict=(self.verdict, ControlVerdict))
        if not self.reason:
            raise InvalidRecord("a comparison needs its reason")
