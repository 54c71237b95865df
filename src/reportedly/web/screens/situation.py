"""The situation screen: filter, map, time slider, with matrix and timeline beside them."""

import json
from dataclasses import dataclass
from typing import Annotated

from babel import Locale
from fastapi import APIRouter, Form, Query, Request
from starlette.responses import RedirectResponse, Response

from reportedly.desk.model import ClaimRow
from reportedly.web.bench import Bench
from reportedly.web.days import spoken_day
from reportedly.web.map_svg import map_svg
from reportedly.web.saved import SavedViews
from reportedly.web.screens.situation_asked import Asked, asked_of, seen
from reportedly.web.screens.situation_at import PlaceAt, place_at
from reportedly.web.screens.situation_view import situation
from reportedly.web.security import local_path
from reportedly.web.shell import environment, page
from reportedly.web.words import catalogue

router = APIRouter()

_ROWS = 100
_SVG_POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'"


def language_name(tag: str, language: str) -> str:
    """Return the name of a language in another one, its tag where none is known."""
    return str(Locale.parse(language).languages.get(tag, tag))


def client_words(screen: str, language: str) -> str:
    """Return the messages of a screen as JSON, for the script of its page."""
    start = f"{screen}."
    found = {key.removeprefix(start): text for key, text in catalogue(language).items() if key.startswith(start)}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


environment().globals.update(spoken_day=spoken_day, language_name=language_name, client_words=client_words)


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Claims that fit the filter and have no point: `rows` begin at `offset` of `total`."""

    asked: Asked
    rows: tuple[ClaimRow, ...]
    total: int
    offset: int
    query: str

    @property
    def next_offset(self) -> int | None:
        """Where the next page begins, None on the last one."""
        return self.offset + _ROWS if self.offset + _ROWS < self.total else None


@dataclass(frozen=True, slots=True)
class Near:
    """What the window beside the pointer shows: the place, shortened or whole."""

    asked: Asked
    at: PlaceAt
    brief: bool


@router.get("/situation", include_in_schema=False)
def situation_page(request: Request, offset: Annotated[int, Query(ge=0, alias="list")] = 0) -> Response:
    """Show the screen; every state of it has an address."""
    return page(request, "situation/page.html.j2", situation(request, offset), place="situation")


@router.get("/situation/at", include_in_schema=False)
def at_place(request: Request, place: str, brief: bool = False) -> Response:
    """Show what is reported of one place, as a part of a page."""
    asked = asked_of(request)
    bench, desk, viewer = seen(request, asked)
    found = place_at(bench.project, desk, asked.filter, viewer, place, language=request.state.language)
    return page(request, "situation/at.html.j2", Near(asked, found, brief), place="situation")


@router.get("/situation/unplaced", include_in_schema=False)
def unplaced_page(request: Request, offset: Annotated[int, Query(ge=0)] = 0) -> Response:
    """List the claims that cannot be drawn."""
    asked = asked_of(request)
    _, desk, viewer = seen(request, asked)
    drawn = set(desk.points(asked.filter, viewer).ids)
    rows = [r for r in desk.claims(asked.filter, viewer, order="time", limit=10**9).rows if r.id not in drawn]
    context = Unplaced(asked, tuple(rows[offset : offset + _ROWS]), len(rows), offset, asked.query())
    return page(request, "situation/unplaced.html.j2", context, place="situation")


@router.get("/situation/map.svg", include_in_schema=False)
def map_image(request: Request) -> Response:
    """Return the map as a picture, for browsers without script and for documents."""
    asked = asked_of(request)
    bench, desk, viewer = seen(request, asked)
    svg = map_svg(bench.project, desk, asked.filter, viewer, request.state.language)
    return Response(svg, media_type="image/svg+xml", headers={"Content-Security-Policy": _SVG_POLICY})


@router.post("/situation/views", include_in_schema=False)
def keep_view(request: Request, name: Annotated[str, Form()], address: Annotated[str, Form()]) -> Response:
    """Keep the address of a view under a name, for the person who asks."""
    bench: Bench = request.app.state.bench
    kept = SavedViews(bench.project.out).keep(request.state.viewer.name, "view", name, address)
    return RedirectResponse(kept.address, status_code=303)


@router.post("/situation/views/drop", include_in_schema=False)
def drop_view(request: Request, name: Annotated[str, Form()], back: Annotated[str, Form()] = "/situation") -> Response:
    """Remove a kept view of the person who asks."""
    bench: Bench = request.app.state.bench
    SavedViews(bench.project.out).drop(request.state.viewer.name, "view", name)
    return RedirectResponse(local_path(back, "/situation"), status_code=303)
