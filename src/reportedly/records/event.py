"""What is computed across documents: edges, events, origins, contradictions, the ledger."""

from dataclasses import dataclass

from reportedly.errors import InvalidRecord
from reportedly.records import values as v
from reportedly.records.claim import domain_of
from reportedly.records.span import Span
from reportedly.text import digest


@dataclass(frozen=True, slots=True)
class DocEdge:
    """One document derives from another (`start` from `end`), with score and evidence in words."""

    start: str
    end: str
    kind: v.EdgeKind
    score: float
    evidence: str
    spans: tuple[Span, ...] = ()
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("DocEdge", kind=(self.kind, v.EdgeKind))
        if self.start == self.end:
            raise InvalidRecord("an edge cannot join a document with itself")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Two claims are about the same occurrence, or not, and why."""

    left: str
    right: str
    verdict: v.Verdict
    reason: str
    score: float | None = None
    producer: str = ""

    def __post_init__(self) -> None:
        v.check("Judgement", verdict=(self.verdict, v.Verdict))


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a claim really comes from, with every claim that goes back to it.

    `certain` origins count in the lower bound; all count in the upper one.
    `reasons` say why claims were merged into it. `documents` carry it, `outlets` is how many publishers did.
    """

    key: str
    name: str
    status: v.RootStatus
    side: v.Side
    certain: bool
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        v.check("Origin", status=(self.status, v.RootStatus), side=(self.side, v.Side))


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Two groups of claims about one occurrence or service that cannot both hold; each keeps its chain."""

    kind: v.ContradictionKind
    left: tuple[str, ...]
    right: tuple[str, ...]
    reason: str

    def __post_init__(self) -> None:
        v.check("Contradiction", kind=(self.kind, v.ContradictionKind))


@dataclass(frozen=True, slots=True)
class Event:
    """A cluster of claims about one occurrence or one continuing measure.

    `origins_min` and `origins_max` follow DOMAIN 2.9 and are computed from
    `origins`; `corroboration` is computed on the lower bound. `flags`: contradicted, self_critical, stale.
    `claims` support it; `background` restate it (summaries) and never raise a count. `outside` events are of claims
    that the codebook routes away (X00 and the like), all of them: their origins are counted as those of any other, but
    briefs, exports and lists leave them out unless asked.
    """

    id: str
    category: str
    proposition: str
    claims: tuple[str, ...]
    origins: tuple[Origin, ...]
    origins_min: int
    origins_max: int
    corroboration: v.Corroboration
    sides: tuple[v.Side, ...] = ()
    background: tuple[str, ...] = ()
    place: str | None = None
    place_name: str | None = None
    earliest: str | None = None
    latest: str | None = None
    contradictions: tuple[Contradiction, ...] = ()
    flags: tuple[str, ...] = ()
    sensitivity: str = "low"
    reason: str = ""
    rule_version: str = ""

    def __post_init__(self) -> None:
        v.check("Event", corroboration=(self.corroboration, v.Corroboration))
        if not self.claims:
            raise InvalidRecord("an event needs at least one claim")
        if not 0 <= self.origins_min <= self.origins_max:
            raise InvalidRecord(f"origins {self.origins_min} to {self.origins_max} are out of order")

    @property
    def outside(self) -> bool:
        """Whether no claim of it is of a category of the codebook."""
        return domain_of(self.category) == "X"


def event_id(claims: tuple[str, ...]) -> str:
    """Return the id of the event that these claims make."""
    return "evt_" + digest(*sorted(claims))


@dataclass(frozen=True, slots=True)
class Detail:
    """What one claim says of a part of a service: which facility, or which share, as printed.

    `share_min` and `share_max` are bounds in percent of whatever `share` speaks of, None where it gives none.
    """

    claim: str
    status: v.ServiceState
    facility: str | None = None
    share: str | None = None
    share_min: float | None = None
    share_max: float | None = None

    def __post_init__(self) -> None:
        v.check("Detail", status=(self.status, v.ServiceState))


@dataclass(frozen=True, slots=True)
class Voice:
    """Who gives one of the states of a conflict, and with which change, cause and access; `names` are its origins."""

    status: v.ServiceState
    origins_min: int
    origins_max: int
    names: tuple[str, ...] = ()
    sides: tuple[v.Side, ...] = ()
    change: v.Change = "unknown"
    cause: tuple[str, ...] = ()
    access: v.Access = "unknown"

    def __post_init__(self) -> None:
        v.check("Voice", status=(self.status, v.ServiceState))


@dataclass(frozen=True, slots=True)
class Interval:
    """One step of a ledger cell: a state from a day on, until `until` (None: still the last word).

    `details` keep the facilities and shares that its claims print. `voices` say of a conflict who gives which state.
    """

    since: str | None
    until: str | None
    status: v.ServiceState
    claims: tuple[str, ...]
    origins_min: int
    origins_max: int
    change: v.Change = "unknown"
    cause: tuple[str, ...] = ()
    access: v.Access = "unknown"
    sides: tuple[v.Side, ...] = ()
    conflict: tuple[tuple[v.ServiceState, tuple[str, ...]], ...] = ()
    details: tuple[Detail, ...] = ()
    voices: tuple[Voice, ...] = ()
    provider: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        v.check("Interval", status=(self.status, v.ServiceState))


@dataclass(frozen=True, slots=True)
class ServiceStatus:
    """A ledger cell: place x sector as a step function, with its state on `as_of`.

    `status` is "unknown" and `stale` True where the last observation is older than its freshness;
    then `last_status` and `last_reported` say what was last said. `level` is the precision of the place:
    an observation on a region never fills the cells of its settlements. `undated` cells rest on claims
    without any date.
    """

    place: str
    place_name: str
    level: v.Precision
    sector: str
    as_of: str | None
    status: v.ServiceState
    intervals: tuple[Interval, ...]
    stale: bool = False
    undated: bool = False
    last_status: v.ServiceState = "unknown"
    last_reported: str | None = None
    fresh_until: str | None = None
    lat: float | None = None
    lon: float | None = None

    def __post_init__(self) -> None:
        v.check("ServiceStatus", status=(self.status, v.ServiceState), level=(self.level, v.Precision))
