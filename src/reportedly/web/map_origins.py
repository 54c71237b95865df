"""Where people and goods were brought from: places of origin with the place that they came to, never events."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import BaseModel, Field

from reportedly.codebook.labels import labels
from reportedly.desk import Desk
from reportedly.desk.model import Filter, Viewer
from reportedly.project import Project
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


def map_origins(project: Project, desk: Desk, asked: Filter, viewer: Viewer, language: str) -> MapOrigins:
    """Return the arcs of the claims that fit a filter, as a viewer may see them."""
    shown = set(desk.points(asked, viewer).ids)
    found: dict[tuple[str, ...], list[_Brought]] = defaultdict(list)
    for one in _all(desk, viewer):
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


def _all(desk: Desk, viewer: Viewer) -> Iterator[_Brought]:
    """Yield everything that was brought, by all documents; what came from near by is left out."""
    masked = desk.discretion(viewer).masked
    for one in desk.brought(viewer):
        if distance_km((one.lon, one.lat), (one.to_lon, one.to_lat)) >= NEAREST_KM:
            form: Literal["staff", "goods"] = "goods" if one.category in GOODS else "staff"
            yield _Brought(
                one.claim, masked(one.name), one.place_id, one.lon, one.lat, key_of(*one.to), form, one.category,
                one.earliest, one.latest,
            )  # fmt: skip


def _first(days: list[str]) -> int | None:
    from_days = [_day(day) for day in days if day]
    return min(from_days, default=None) if len(from_days) == len(days) else None


def _last(days: list[str]) -> int | None:
    return max((_day(day) for day in days if day), default=None)


def _day(day: str) -> int:
    return date.fromisoformat(day[:10]).toordinal() - date(1970, 1, 1).toordinal()
