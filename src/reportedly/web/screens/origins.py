"""The origins of an event: the picture, how the count is made, and cutting or joining an edge."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Form, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from reportedly.desk.clashing import Asked as ByWhom
from reportedly.desk.deciding import Decided, Deciding
from reportedly.desk.model import BadQuery, Viewer
from reportedly.records.review import EdgeChange as EdgeAction
from reportedly.records.values import EdgeKind
from reportedly.web.bench import Bench
from reportedly.web.screens import events_words  # noqa: F401 (filters of the templates)
from reportedly.web.screens.events_asked import part_asked
from reportedly.web.screens.origins_count import OriginsView
from reportedly.web.screens.origins_decide import (
    EdgeChange,
    Effect,
    Preview,
    decide,
    effect_of,
    preview,
    undo,
)
from reportedly.web.screens.origins_layout import Drawing, drawing
from reportedly.web.screens.origins_material import origins_of
from reportedly.web.screens.review_parts import reviewing_of
from reportedly.web.security import needs
from reportedly.web.shell import page
from reportedly.web.words import said

router = APIRouter()

PANE, PAGE = 360, 840
"""Pixels of the drawing beside a document, and on a page of its own."""


@dataclass(frozen=True, slots=True)
class OriginsPage:
    """The origins of an event with what a person is about to decide, or has just decided.

    `narrow` is the drawing for a page that is no wider than a pane. `here` is the document that is open beside it,
    `change` what is being done: cut, add, or nothing ("").
    """

    view: OriginsView
    drawing: Drawing
    narrow: Drawing | None
    here: str
    change: str
    asked: EdgeChange | None
    preview: Preview | None
    effect: Effect | None
    part: bool
    kinds: tuple[str, ...] = get_args(EdgeKind)


def _how(language: str, kind: str) -> str:
    """Return the name of a kind of edge in a language."""
    return said(language, f"origins.how_{kind}")


def page_of(request: Request, event: str, asked: EdgeChange | None, here: str, done: int) -> OriginsPage:
    """Return the origins of an event as an address asks for them."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    view = origins_of(bench, viewer, event)
    part = part_asked(request)
    words = partial(_how, request.state.language)
    whole = asked if asked and asked.start and asked.end and (asked.change == "cut" or asked.kind) else None
    return OriginsPage(
        view=view,
        drawing=drawing(view, width=PANE if part else PAGE, here=here, words=words),
        narrow=None if part else drawing(view, width=PANE, here=here, words=words),
        here=here,
        change=asked.change if asked else "",
        asked=asked,
        preview=preview(bench, event, _checked(whole)) if whole else None,
        effect=effect_of(bench.project, done) if done else None,
        part=part,
    )


def _checked(asked: EdgeChange) -> EdgeChange:
    if asked.change not in ("cut", "add"):
        raise BadQuery("change", f"{asked.change!r} is neither cut nor add")
    if asked.kind and asked.kind not in get_args(EdgeKind):
        raise BadQuery("kind", f"{asked.kind!r} is none of {', '.join(get_args(EdgeKind))}")
    if asked.start == asked.end:
        raise BadQuery("end", "an edge joins two documents; choose another one")
    return asked


@dataclass(frozen=True, slots=True)
class Asked:
    """What an address or a form asks to change: an edge named by "start end kind" in one value, or by its parts."""

    change: str = ""
    edge: str = ""
    start: str = ""
    end: str = ""
    kind: str = ""

    @property
    def wanted(self) -> EdgeChange | None:
        """The edge that is meant, None where nothing is to be changed."""
        if not self.change:
            return None
        if self.edge:
            return EdgeChange(self.change, *(*self.edge.split(" "), "", "")[:3])
        return EdgeChange(self.change, self.start, self.end, self.kind)


class EdgeForm(BaseModel):
    """What the form of a decision on an edge holds."""

    change: str
    reason: str
    edge: str = ""
    start: str = ""
    end: str = ""
    kind: str = ""
    document: str = ""

    @property
    def wanted(self) -> EdgeChange | None:
        """The edge that is meant, None where nothing is to be changed."""
        return Asked(self.change, self.edge, self.start, self.end, self.kind).wanted


@router.get("/events/{event}/origins", include_in_schema=False)
def origins_page(
    request: Request, event: str, asked: Annotated[Asked, Depends()], document: str = "", done: int = 0
) -> Response:
    """Show the origins of an event, as a page or as the pane beside a document."""
    context = page_of(request, event, asked.wanted, document, done)
    template = "origins/panel.html.j2" if context.part else "origins/page.html.j2"
    return page(request, template, context, place="situation")


@router.post("/events/{event}/edges", include_in_schema=False, dependencies=[Depends(needs("reviewer"))])
def decide_edge(request: Request, event: str, form: Annotated[EdgeForm, Form()]) -> Response:
    """Cut or add an edge, count anew, and show what changed."""
    wanted = form.wanted
    if wanted is None or not wanted.start or not wanted.end:
        raise BadQuery("edge", "choose which edge is meant, or the two documents that one joins")
    whole = _checked(wanted)

    def act(deciding: Deciding, asked: ByWhom) -> Decided:
        change: EdgeAction = "cut" if whole.change == "cut" else "add"
        return deciding.edge(asked, change, whole.start, whole.end, (whole.kind, ""))

    effect = decide(reviewing_of(request), request.state.viewer, event, act, reason=form.reason)
    return back_to(effect, form.document)


@router.post("/events/decisions/{number}/undo", include_in_schema=False, dependencies=[Depends(needs("reviewer"))])
def undo_decision(
    request: Request,
    number: int,
    reason: Annotated[str, Form()] = "taken back",
    to: Annotated[str, Form()] = "origins",
    document: Annotated[str, Form()] = "",
) -> Response:
    """Take a decision back, count anew, and show what changed."""
    effect = undo(reviewing_of(request), request.state.viewer, number, reason=reason or "taken back")
    return back_to(effect, document, to=to)


def back_to(effect: Effect, document: str = "", *, to: str = "origins") -> Response:
    """Return to the event that an effect is about, saying what was done."""
    query = urlencode({"done": effect.number, **({"document": document} if document else {})})
    path = f"/events/{effect.event}" + ("/origins" if to == "origins" else "")
    return RedirectResponse(f"{path}?{query}", status_code=303)


@router.get("/api/events/{event}/origins", tags=["events"], response_model=OriginsView)
def event_origins(request: Request, event: str) -> OriginsView:
    """Return who an event goes back to, who derives from whom, and how the count is made."""
    return origins_of(request.app.state.bench, request.state.viewer, event)
