"""Where people and goods were brought from: places of origin with the place that they came to, never events."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Literal
from weakref import WeakKeyDictionary

from pydantic import BaseModel, Field

from reportedly.codebook.labels import labels
from reportedly.desk import Desk
from reportedly.desk.model import Filter, Viewer
from reportedly.project import Project
from reportedly.records import Claim, Coding, Geolocation, Reading, Timing
from reportedly.records.geo import distance_km
from reportedly.web.map_places import ground_of, key_of

NEAREST_KM = 50.0
"""Nearer than this, "from" names the end of a route in the area, not where people or goods were brought from."""

GOODS = frozenset({"GUO.C03", "GUO.C05", "GUO.C06", "GUO.E05", "GUO.H01", "GUO.H02"})
"""Categories whose claims tell of goods; those of others tell of staff or other people."""


class Arc(BaseModel):
    """What came from one place to another: `claims` is how many claims say so, days count from 1970-01-01."""

    name: str
    lon: float
    lat: float
    place: str = Field(description="id of the place where it went, as in /api/map/points")
    form: Literal["staff", "goods"]
    category: str = Field(description='code of what was brought, "" where the claims have none')
    what: str = Field(description="name of that category")
    claims: int
    start: int | None
    end: int | None


class MapOrigins(BaseModel):
    """The arcs of the map."""

    version: int
    arcs: list[Arc]


@dataclass(frozen=True, slots=True)
class _Brought:
    claim: str
    name: str
    origin: str
    lon: float
    lat: float
    place: str
    form: Literal["staff", "goods"]
    category: str
    start: str
    end: str


_kept: "WeakKeyDictionary[Desk, tuple[int, bool, tuple[_Brought, ...]]]" = WeakKeyDictionary()
_lock = Lock()


def map_origins(project: Project, desk: Desk, asked: Filter, viewer: Viewer, language: str) -> MapOrigins:
    """Return the arcs of the claims that fit a filter, as a viewer may see them."""
    shown = set(desk.points(asked, viewer).ids)
    found: dict[tuple[str, ...], list[_Brought]] = defaultdict(list)
    for one in _all(project, desk, viewer):
        if one.claim in shown:
            found[one.name, one.place, one.form, one.category].append(one)
    keys = [(group[0].origin, group[0].name) for group in found.values()]
    called = {c.id: c.name for c in project.book.categories} | dict(labels(project.book, language).categories)
    names = ground_of(project).names(keys, language)
    arcs = [
        Arc(
            name=name,
            lon=group[0].lon,
            lat=group[0].lat,
            place=group[0].place,
            form=group[0].form,
            category=group[0].category,
            what=called.get(group[0].category, group[0].category),
            claims=len({one.claim for one in group}),
            start=_first([one.start for one in group]),
            end=_last([one.end for one in group]),
        )
        for (name, _), group in zip(names, found.values(), strict=True)
    ]
    return MapOrigins(version=desk.version, arcs=arcs)


def _all(project: Project, desk: Desk, viewer: Viewer) -> tuple[_Brought, ...]:
    """Return everything that was brought, by all documents; kept until the desk takes in something new."""
    with _lock:
        held = _kept.get(desk)
        if held is None or held[:2] != (desk.version, viewer.exact):
            documents = [row.id for row in desk.documents(Filter(), viewer, limit=10**9).rows if row.claims]
            found = tuple(one for id in documents for one in _brought(desk.reading(id), desk, viewer))
            held = _kept[desk] = (desk.version, viewer.exact, found)
    return held[2]


def _brought(reading: Reading, desk: Desk, viewer: Viewer) -> Iterator[_Brought]:
    discretion = desk.discretion(viewer)
    claims = {claim.id: claim for claim in reading.of(Claim)}
    for origin in reading.of(Geolocation):
        claim = claims.get(origin.claim)
        if claim is None or origin.function != "origin" or origin.example:
            continue
        shown = discretion.place(reading, claim, origin)
        if shown.lat is None or shown.lon is None or not shown.name:
            continue
        end = _end(claim, desk, viewer)
        if end is None or distance_km((shown.lon, shown.lat), (end[1], end[2])) < NEAREST_KM:
            continue
        coding, timing = reading.first(Coding, claim.id), reading.first(Timing, claim.id)
        yield _Brought(
            claim.id,
            discretion.masked(shown.name),
            shown.gazetteer_id or "",
            shown.lon,
            shown.lat,
            end[0],
            "goods" if coding is not None and coding.category in GOODS else "staff",
            coding.category if coding is not None else "",
            (timing.earliest or "") if timing else "",
            (timing.latest or "") if timing else "",
        )


def _end(claim: Claim, desk: Desk, viewer: Viewer) -> tuple[str, float, float] | None:
    """Return the place on the map that a claim stands at: that of its row, which the viewer may see."""
    row = desk.claim(claim.id, viewer)
    if row.lat is None or row.lon is None:
        return None
    return key_of(row.place_id, row.place), row.lon, row.lat


def _first(days: list[str]) -> int | None:
    from_days = [_day(day) for day in days if day]
    return min(from_days, default=None) if len(from_days) == len(days) else None


def _last(days: list[str]) -> int | None:
    return max((_day(day) for day in days if day), default=None)


def _day(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal() - date(1970, 1, 1).toordinal()
