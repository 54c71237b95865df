"""What the map asks for, as JSON: points, places of origin, control layers, the base map; and events as rows."""

import json
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from threading import Lock
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import Response

from reportedly import clock
from reportedly.desk import Desk
from reportedly.desk.model import EventRow
from reportedly.web.bench import Bench
from reportedly.web.map_base import base_map
from reportedly.web.map_control import ControlView, control_view
from reportedly.web.map_origins import MapOrigins, map_origins
from reportedly.web.map_points import MapPoints, map_points
from reportedly.web.screens.situation_asked import asked_of, seen

router = APIRouter(prefix="/api", tags=["map"])

_KEPT = 8
_MOST_EVENTS = 1000
_FILTER = {
    "area": "id of a place; takes in all that lies inside",
    "from": "ISO day; a claim fits whose own days meet the period",
    "to": "ISO day",
    "code": "categories or beginnings of some, with commas",
    "kind": "kinds of claims, with commas",
    "sector": "sectors, with commas",
    "hedge": "highest hedge level, L0 to L5",
    "origins": "least lower bound of the origins of the event",
    "side": "side of the origins",
    "review": "open, accepted, edited or rejected",
    "language": "language of the document",
    "q": "words that the quotation holds",
    "as_of": "day or time (ISO): the record as it was known then",
}
_ASKED: dict[str, Any] = {
    "parameters": [
        {"name": name, "in": "query", "required": False, "description": text, "schema": {"type": "string"}}
        for name, text in _FILTER.items()
    ]
}


class EventPage(BaseModel):
    """Events that fit a filter; `rows` begin at `offset` of `total`."""

    version: int
    total: int
    offset: int
    limit: int
    rows: list[EventRow]


class Shapes(BaseModel):
    """The shapes of the theatre as GeoJSON features; `kind` says what each is."""

    features: list[dict[str, Any]]


class BaseMap(BaseModel):
    """Outlines of countries. An arc is x, y, then differences, in whole `step` degrees; rings name arcs."""

    step: float
    arcs: list[list[int]]
    countries: list[dict[str, Any]]
    disputed: list[dict[str, Any]] = Field(description="pairs of countries whose line, or part in a box, is disputed")


class _Answers:
    """Bodies that were made last, by the tag that names their content."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._lock = Lock()

    def body(self, tag: str, made: Callable[[], bytes]) -> bytes:
        with self._lock:
            if tag in self._kept:
                self._kept.move_to_end(tag)
                return self._kept[tag]
        body = made()
        with self._lock:
            self._kept[tag] = body
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return body


_kept: "WeakKeyDictionary[Desk, _Answers]" = WeakKeyDictionary()


def _answers_of(bench: Bench) -> _Answers:
    return _kept.setdefault(bench.desk, _Answers())


@router.get("/map/points", response_model=MapPoints, openapi_extra=_ASKED)
def points(request: Request) -> Response:
    """Return what the map draws, as columns. Answers 304 where the tag of the reader still names the content."""
    asked = asked_of(request)
    bench, desk, viewer = seen(request, asked)
    language: str = request.state.language

    def made() -> bytes:
        return _json(map_points(bench.project, desk, asked.filter, viewer, language))

    return _tagged(request, made, desk.version, viewer.exact, language, asked.query())


@router.get("/map/origins", response_model=MapOrigins, openapi_extra=_ASKED)
def origins(request: Request) -> Response:
    """Return where people and goods were brought from; a place of origin is never an event."""
    asked = asked_of(request)
    bench, desk, viewer = seen(request, asked)
    language: str = request.state.language

    def made() -> bytes:
        return map_origins(bench.project, desk, asked.filter, viewer, language).model_dump_json().encode()

    return _tagged(request, made, desk.version, viewer.exact, language, asked.query(), "origins")


@router.get("/control")
def control(
    request: Request,
    day: Annotated[str, Query(description="ISO day; the newest layer up to it is given")],
    series: Annotated[str, Query(description="name of a series; left out: the one with the newest layer")] = "",
) -> ControlView:
    """Return who is shown to hold the ground on a day, with whom to credit."""
    bench: Bench = request.app.state.bench
    return control_view(bench.project, day, series, request.state.language)


@router.get("/map/shapes")
def shapes(request: Request) -> Shapes:
    """Return the shapes of the theatre: units, waters, borders, lines of control."""
    bench: Bench = request.app.state.bench
    found = (bench.project.shapes or {}).get("features", ())
    return Shapes(features=[f for f in found if f.get("geometry") and f.get("properties") is not None])


@router.get("/map/base", response_model=BaseMap)
def base(request: Request) -> Response:
    """Return the base map that comes with the package."""
    return _tagged(request, base_map, "base")


@router.get("/events", openapi_extra=_ASKED)
def events(
    request: Request,
    order: Annotated[str, Query(description="time, event or origins", pattern="^(time|event|origins)$")] = "time",
    offset: Annotated[int, Query(ge=0)] = 0,
    limit: Annotated[int, Query(ge=1, le=_MOST_EVENTS)] = 200,
) -> EventPage:
    """Return events as the person who asks may see them, with the bounds of their origins."""
    asked = asked_of(request)
    _, desk, viewer = seen(request, asked)
    found = desk.events(asked.filter, viewer, order=order, offset=offset, limit=limit)
    return EventPage(version=desk.version, total=found.total, offset=offset, limit=limit, rows=list(found.rows))


def _json(body: object) -> bytes:
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def _tagged(request: Request, made: Callable[[], bytes], *content: object) -> Response:
    """Return a body with a tag made of what it depends on.

    What may be mapped changes by the hour, since places of some categories are held back for so many hours.
    """
    bench: Bench = request.app.state.bench
    named = repr((str(bench.project.out), clock.now()[:13], *content))
    tag = f'"{sha256(named.encode()).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", "Vary": "Cookie, Accept-Language"}
    if tag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    answers = _answers_of(bench)
    return Response(answers.body(tag, made), media_type="application/json", headers=headers)
