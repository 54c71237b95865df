"""The points of the map as columns: where something is reported, when, and of which kind, for one filter and viewer.

Everything comes from the desk as the viewer may see it: what is masked or coarsened there never gets here.
"""

from datetime import date
from math import isnan
from typing import Any

import numpy as np
from pydantic import BaseModel, Field

from reportedly import naming
from reportedly.desk import Desk
from reportedly.desk.columns import Array
from reportedly.desk.laying import Laid
from reportedly.desk.model import Filter, Viewer
from reportedly.project import Project
from reportedly.web.map_places import AREA, Ground, Polygons, form_of, ground_of, key_of

KINDS = ("event", "policy", "status", "quantity", "assess")
_DRAWN_AS = {
    "event": 0, "policy": 1, "status": 2, "control": 2, "quantity": 3, "assessment": 4, "prediction": 4,
    "legal_characterisation": 4,
}  # fmt: skip
_EPOCH = date(1970, 1, 1).toordinal()
_MIDDLE = 0.02
"""Share of points at each end of both axes that the first view leaves outside where there are many."""


class PlaceColumns(BaseModel):
    """The places that something is reported of; entry i of each list belongs together."""

    id: list[str] = Field(description="id of the gazetteer, or ~name where there is none")
    name: list[str]
    local: list[str] = Field(description="the name in another form, empty where there is none")
    precision: list[str]
    form: list[int] = Field(description="0 facility, 1 settlement, 2 area")
    lon: list[float]
    lat: list[float]
    radius_km: list[float | None] = Field(description="uncertainty of the point")


class ClaimColumns(BaseModel):
    """The claims with a place."""

    place: list[int] = Field(description="index of the place")
    start: list[int | None] = Field(description="days from 1970-01-01, null where not known")
    end: list[int | None]
    kind: list[int] = Field(description="0 event, 1 policy, 2 status, 3 quantity, 4 assessment or forecast")


class EventColumns(BaseModel):
    """The events with a place, with the bounds of their origins."""

    id: list[str]
    place: list[int]
    start: list[int | None]
    end: list[int | None]
    category: list[int] = Field(description="index into `categories`")
    min: list[int]
    max: list[int]
    contradicted: list[int]
    categories: list[str] = Field(description="names of categories in the language of the answer")


class AreaShape(BaseModel):
    """The outline of a place that is a unit or a told area."""

    place: int
    polygons: Polygons


class Totals(BaseModel):
    """How much fits the filter; `unplaced` claims have no point and are listed instead."""

    claims: int
    events: int
    unplaced: int


class MapPoints(BaseModel):
    """What the map draws. Degrees WGS 84. `bounds` are west, south, east, north of the first view."""

    version: int
    counts: Totals
    bounds: tuple[float, float, float, float] | None
    places: PlaceColumns
    points: ClaimColumns
    events: EventColumns
    areas: list[AreaShape]


def map_points(project: Project, desk: Desk, asked: Filter, viewer: Viewer, language: str) -> dict[str, Any]:
    """Return the body of `MapPoints` as plain values."""
    claims = desk.laid(asked, viewer)
    events = desk.laid(asked, viewer, of="events")
    ground, index = ground_of(project), _Index()
    claim_places, event_places = index.take(claims), index.take(events)
    total = len(claims.ids) + claims.without_place
    return {
        "version": desk.version,
        "counts": {
            "claims": total,
            "events": len(events.ids) + events.without_place,
            "unplaced": claims.without_place,
        },
        "bounds": _bounds(project, index),
        "places": index.columns(ground, language),
        "points": {
            "place": claim_places,
            "start": _days(claims.day),
            "end": _days(claims.last),
            "kind": np.array([_DRAWN_AS.get(kind, 4) for kind in claims.kinds], np.int64)[claims.kind].tolist(),
        },
        "events": _events(project, events, event_places, language),
        "areas": index.areas(ground),
    }


def _events(project: Project, found: Laid, places: list[int], language: str) -> dict[str, Any]:
    labels = naming.code_labels(project.book, language).categories
    return {
        "id": found.ids.tolist(),
        "place": places,
        "start": _days(found.day),
        "end": _days(found.last),
        "category": found.code.tolist(),
        "min": found.least.tolist(),
        "max": found.most.tolist(),
        "contradicted": found.contradicted.astype(np.int64).tolist(),
        "categories": [labels.get(code, code) for code in found.codes],
    }


class _Index:
    """Numbers the places of several sets of points as one list."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str, float, float, str], int] = {}
        self._radius: list[float | None] = []

    def take(self, points: Laid) -> list[int]:
        """Return the number of the place of each point."""
        if not len(points.ids):
            return []
        # One number for each place, precision and position: told apart column by column, as rows it takes long.
        key = np.zeros(len(points.ids), np.int64)
        degrees = np.round(np.array([points.lon, points.lat]) * 1e5)
        for column in (points.place, points.precision, *degrees):
            known, code = np.unique(column, return_inverse=True)
            _, key = np.unique(key * len(known) + code, return_inverse=True)
        _, first, which = np.unique(key, return_index=True, return_inverse=True)
        numbers = np.array([self._number(points, at) for at in first.tolist()], dtype=np.int64)
        found: list[int] = numbers[which.reshape(-1)].tolist()
        return found

    def _number(self, points: Laid, at: int) -> int:
        id, name = points.places[points.place[at]]
        key = (id, name, float(points.lon[at]), float(points.lat[at]), points.precisions[points.precision[at]])
        number = self._known.get(key)
        if number is None:
            number = self._known[key] = len(self._known)
            radius = float(points.radius[at])
            self._radius.append(None if isnan(radius) else radius)
        return number

    def columns(self, ground: Ground, language: str) -> dict[str, Any]:
        keys = list(self._known)
        names = ground.names([(id, name) for id, name, *_ in keys], language)
        return {
            "id": [key_of(id, name) for id, name, *_ in keys],
            "name": [name for name, _ in names],
            "local": [other for _, other in names],
            "precision": [key[4] for key in keys],
            "form": [form_of(key[4]) for key in keys],
            "lon": [round(key[2], 5) for key in keys],
            "lat": [round(key[3], 5) for key in keys],
            "radius_km": [None if r is None else round(r, 2) for r in self._radius],
        }

    def areas(self, ground: Ground) -> list[dict[str, Any]]:
        found = []
        for number, (id, _, _, _, precision) in enumerate(self._known):
            outline = ground.outline(id) if id and form_of(precision) == AREA else None
            if outline is not None:
                found.append({"place": number, "polygons": outline})
        return found

    def positions(self) -> list[tuple[float, float]]:
        """Return the positions of facilities and settlements, of everything where there are none."""
        near = [(k[2], k[3]) for k in self._known if form_of(k[4]) != AREA]
        return near or [(k[2], k[3]) for k in self._known]


def _bounds(project: Project, index: _Index) -> tuple[float, float, float, float] | None:
    """Return the box of the first view: that of the theatre's units, else of most of the points."""
    corners = [
        (xy[0], xy[1])
        for feature in (project.shapes or {}).get("features", ())
        if (feature.get("geometry") or {}).get("type") == "Polygon"
        for xy in feature["geometry"]["coordinates"][0]
    ]
    positions = corners or index.positions()
    if not positions:
        return None
    cut = 0 if corners or len(positions) < 50 else int(len(positions) * _MIDDLE)
    lons, lats = sorted(p[0] for p in positions), sorted(p[1] for p in positions)
    return lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut]


def _days(ordinals: Array) -> list[int | None]:
    found: list[int | None] = (ordinals.astype(np.int64) - _EPOCH).tolist()
    for at in np.flatnonzero(ordinals == 0).tolist():
        found[at] = None
    return found
