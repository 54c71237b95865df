"""What the workbench asks for and what it gets: viewers, filters, rows, pages, facets, hits."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any, Generic, Literal, TypeVar, get_args

from reportedly.errors import ReportedlyError
from reportedly.records import values as v

Role = Literal["viewer", "analyst", "reviewer", "admin"]
ReviewStatus = Literal["open", "accepted", "edited", "rejected"]
ClaimOrder = Literal["document", "event", "time", "impact"]
Group = Literal["brief", "service", "origins", "rest"]
"""Why an open claim is looked at first: a brief draft rests on it, a service state or an origin count hangs on it."""

GROUPS: tuple[Group, ...] = get_args(Group)

R = TypeVar("R")


class BadQuery(ReportedlyError):
    """A query parameter holds what it cannot hold; `parameter` names it."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(f"{parameter}: {message}")
        self.parameter = parameter


class NotFound(ReportedlyError, KeyError):
    """There is no claim, event or document with an id."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else "not found"


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who looks, what they may do, and whether they see names of private persons and exact places."""

    name: str
    role: Role = "viewer"
    exact: bool = False


_LISTS = ("codes", "kinds", "sectors", "flags")
_NAMES = {
    "start": "from",
    "end": "to",
    "codes": "code",
    "kinds": "kind",
    "sectors": "sector",
    "flags": "flag",
    "text": "q",
}
"""Query parameters that are called otherwise than the field."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Filter:
    """Which claims are asked for; an empty field asks for all.

    `area` is the id of a place and takes in all that lies inside. `start` and `end` are days (ISO): a claim fits whose
    own days meet them; of a claim with one known side that day counts, of one without any the day of its report.
    `codes` are categories or the beginnings of some ("GUO.C"). `hedge` is the highest level shown ("L4" leaves out
    L5). `origins` is the least lower bound of the event; a claim without an event has none. `event` takes in what an
    event counts and what restates it. `flags` must all be there; of the other lists one value is enough.

    Raises BadQuery naming the parameter.
    """

    area: str = ""
    start: str = ""
    end: str = ""
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    hedge: str = ""
    origins: int = 0
    side: str = ""
    review: str = ""
    language: str = ""
    document: str = ""
    event: str = ""
    stage: str = ""
    flags: tuple[str, ...] = ()
    text: str = ""

    def __post_init__(self) -> None:
        for name in ("start", "end"):
            _check_day(_NAMES[name], getattr(self, name))
        if self.start and self.end and self.start > self.end:
            raise BadQuery("to", f"{self.end} lies before {self.start}; give the later day as `to`")
        _check_value("hedge", self.hedge, get_args(v.HedgeLevel))
        _check_value("side", self.side, get_args(v.Side))
        _check_value("review", self.review, get_args(ReviewStatus))
        for kind in self.kinds:
            _check_value("kind", kind, get_args(v.ClaimKind))
        if self.origins < 0:
            raise BadQuery("origins", f"{self.origins} is less than 0; give the least number of origins")

    @classmethod
    def of(cls, query: Mapping[str, Any]) -> "Filter":
        """Return the filter in the parameters of an address; those that are none of a filter are left alone.

        Lists may come as several values (`getlist`, a sequence) or one text with commas. Raises BadQuery.
        """
        made: dict[str, Any] = {}
        for one in fields(cls):
            values = _values(query, one.name)
            if not values:
                continue
            if one.name in _LISTS:
                parts = (part.strip() for value in values for part in value.split(","))
                made[one.name] = tuple(dict.fromkeys(part for part in parts if part))
            elif one.name == "origins":
                made[one.name] = _number(values[-1])
            else:
                made[one.name] = values[-1].strip()
        return cls(**made)

    def query(self) -> dict[str, str]:
        """Return the parameters of an address that `of` reads back; lists are joined by commas."""
        found = {_NAMES.get(one.name, one.name): getattr(self, one.name) for one in fields(self)}
        return {name: ",".join(val) if isinstance(val, tuple) else str(val) for name, val in found.items() if val}


def _values(query: Mapping[str, Any], name: str) -> list[str]:
    several = getattr(query, "getlist", None)
    for key in dict.fromkeys((_NAMES.get(name, name), name)):
        found = several(key) if several is not None else query.get(key)
        if isinstance(found, str):
            found = [found]
        elif isinstance(found, int):
            found = [str(found)]
        values = [str(value) for value in found or () if str(value).strip()]
        if values:
            return values
    return []


def _number(value: str) -> int:
    try:
        return int(value)
    except ValueError as error:
        raise BadQuery("origins", f"{value!r} is no number; give the least number of origins, such as 2") from error


def _check_day(parameter: str, value: str) -> None:
    message = f"{value!r} is no day; give one such as 2026-11-02"
    if value and not _DAY.fullmatch(value):
        raise BadQuery(parameter, message)
    try:
        if value:
            date.fromisoformat(value)
    except ValueError as error:
        raise BadQuery(parameter, message) from error


def _check_value(parameter: str, value: str, allowed: Sequence[str]) -> None:
    if value and value not in allowed:
        raise BadQuery(parameter, f"{value!r} is none of {', '.join(allowed)}")


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim as a viewer may see it.

    `n` counts from 1 in its document. `chain` goes from the outlet to the root, names as printed. `quote` are its
    words, pieces joined by " … ". Degrees are WGS 84; where there is no place, or it may not be told, they are None
    and `place` is empty. `start` and `end` are ISO days ("" where open), `when` is the EDTF, `reported` the ISO day
    of the report. `origins` are the bounds of its event, None without one. `group` says why an open claim is looked at
    first, "" where it is not open.
    """

    id: str
    document: str
    n: int
    title: str
    outlet: str
    language: str
    published: str
    kind: str
    category: str
    sector: tuple[str, ...]
    realis: str
    polarity: str
    level: str
    root_status: str
    side: str
    chain: tuple[str, ...]
    quote: str
    proposition: str
    place: str
    place_id: str
    precision: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    start: str
    end: str
    when: str
    reported: str
    event: str
    origins: tuple[int, int] | None
    corroboration: str
    review: str
    flags: tuple[str, ...]
    statuses: tuple[tuple[str, str], ...]
    group: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document: `kind` is its genre, `claims` how many it makes, `reviewed` how many of them were decided on."""

    id: str
    title: str
    outlet: str
    language: str
    published: str
    captured: str
    url: str
    sha256: str
    kind: str
    claims: int
    reviewed: int
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event as a viewer may see it.

    `start` and `end` are ISO days, `reported` and `last` those of its first and its newest report. `claims` count for
    it; what only restates it is in `Event.background`. `contradictions` and `documents` are counts.
    """

    id: str
    label: str
    category: str
    sector: tuple[str, ...]
    start: str
    end: str
    reported: str
    last: str
    place: str
    place_id: str
    precision: str
    lat: float | None
    lon: float | None
    radius_km: float | None
    origins: tuple[int, int]
    corroboration: str
    contradictions: int
    documents: int
    claims: tuple[str, ...]
    side: str
    flags: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PassageRow:
    """One passage of a document (`start` to `end` in its text, code points) with the claims that stand in it."""

    document: str
    order: int
    kind: str
    start: int
    end: int
    title: str
    outlet: str
    language: str
    published: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fragment:
    """A stretch of an original with the hits in it.

    `marks` are (start, end) in `text`. `spans` are the same hits in the text of the document. `text` is the
    original letter for letter, except that a viewer who may not see a private name reads "[name withheld]" there.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a search found, with the fragments in which the words stand."""

    row: ClaimRow | PassageRow
    fragments: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class Page(Generic[R]):
    """Some rows of an answer: `total` is how many there are in all, `offset` where these begin."""

    rows: tuple[R, ...]
    total: int
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True, slots=True)
class Facet:
    """A value and how many claims have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Points:
    """Columns of equal length, one entry for each claim or event that has a point on the map.

    `precision`, `code` and `kind` count into the lists of the same name in the plural. `day` and `last` are those
    (ISO) on which it began and ended, "" where not known (of a claim without days `last` is that of its report);
    `radius` is in km, None where not known. Of events there are also the bounds of `origins`, and whether each is
    `contradicted`. `without_place` counts what fits the filter and has no point.
    """

    ids: tuple[str, ...] = ()
    lon: tuple[float, ...] = ()
    lat: tuple[float, ...] = ()
    radius: tuple[float | None, ...] = ()
    precision: tuple[int, ...] = ()
    code: tuple[int, ...] = ()
    kind: tuple[int, ...] = ()
    day: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    place: tuple[int, ...] = ()
    precisions: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    origins: tuple[tuple[int, int], ...] = ()
    contradicted: tuple[bool, ...] = ()
    without_place: int = 0


@dataclass(frozen=True, slots=True)
class Counts:
    """How much a project holds; `review` is how many claims nobody has decided on."""

    documents: int
    claims: int
    events: int
    review: int


@dataclass(frozen=True, slots=True)
class Changed:
    """What a refresh took in: ids of documents and events, which derived tables differ, and whether the brief does.

    `anew` says why everything was read anew, "" where it was not.
    """

    documents: frozenset[str] = frozenset()
    events: frozenset[str] = frozenset()
    derived: frozenset[str] = frozenset()
    drafts: bool = False
    anew: str = ""

    def __bool__(self) -> bool:
        return bool(self.documents or self.events or self.derived or self.drafts or self.anew)


@dataclass(frozen=True, slots=True)
class Area:
    """A place that the claims of a project lie in: its id, name, level, and how many claims lie inside."""

    id: str
    name: str
    precision: str
    claims: int = 0
    above: tuple[str, ...] = field(default=())
