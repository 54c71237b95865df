"""Review: the queue, one item of it, and its audit trail; as pages and as JSON."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from reportedly.desk.clashing import Change
from reportedly.desk.item import ClaimItem, claim_item
from reportedly.desk.model import ClaimRow, Filter, Viewer
from reportedly.desk.pairs import PairItem, pair_item
from reportedly.desk.queue import MINE, ORDERS, Ask, Queue, queue_of
from reportedly.desk.rejoining import Joining
from reportedly.desk.reviewing import Reviewing
from reportedly.desk.trail import Trail, Wanted, last_of, trail
from reportedly.records import ReviewAction
from reportedly.web.screens.review_forms import refilled, touched, was
from reportedly.web.screens.review_named import words_of
from reportedly.web.screens.review_parts import (
    CHOICES,
    Sent,
    Wording,
    address,
    lifespan,
    numbered,
    reviewing_of,
    viewer_of,
)
from reportedly.web.shell import page

router = APIRouter(lifespan=lifespan)

MAIN = ("proposition", "category", "chain", "level", "place", "time", "status", "realis")
"""Fields that are shown at once; the others open with one step."""

TRAIL = 12
"""Entries of the audit trail beside an item."""


@dataclass(frozen=True, slots=True)
class Done:
    """What was just decided, for the line that offers to take it back."""

    number: int
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class Report:
    """What became of many items that were decided at once: how many, and which failed and why."""

    kind: str
    done: int
    failed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """The review page: the queue, the item that is open (a claim, or a pair), its trail, what else there is to say.

    `token` marks this form, so that it is decided once. `unsaved_at` is when what the form holds was typed and not
    saved. `undo` is the number of the last decision of the viewer on this item, 0 where there is none.
    """

    queue: Queue
    claim: ClaimItem | None = None
    pair: PairItem | None = None
    trail: Trail | None = None
    joining: Joining = field(default_factory=Joining)
    token: str = ""
    unsaved_at: str = ""
    undo: int = 0
    done: Done | None = None
    report: Report | None = None
    problem: str = ""
    clash: tuple[Change, ...] = ()
    shown: int = 0

    @property
    def item(self) -> str:
        """The id of the open item."""
        return self.claim.row.id if self.claim else self.pair.id if self.pair else ""


@router.get("/api/review", tags=["review"])
def api_queue(request: Request) -> Queue:
    """Return the review queue: `order` is impact, time or document, `stage` and `mine` narrow it."""
    return queue_of(reviewing_of(request), viewer_of(request), Ask.of(request.query_params))


@router.get("/api/review/{item}", tags=["review"])
def api_item(request: Request, item: str) -> ClaimItem | PairItem:
    """Return one item: the passage, every field with who set it and why, what a decision bears on."""
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    if ":" in item:
        return pair_item(reviewing, viewer, item)
    return claim_item(reviewing, viewer, item)


@router.get("/review", include_in_schema=False)
def show_queue(request: Request) -> Response:
    """Show the queue with its first item open."""
    return show(request, "")


@router.get("/review/{item}", include_in_schema=False)
def show_item(request: Request, item: str) -> Response:
    """Show the queue with one item open."""
    return show(request, item)


def show(request: Request, item: str, sent: Sent | None = None, status: int = 200, **more: Any) -> Response:
    """Return the page of an item ("": the first), with a form that was sent and could not be kept."""
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    context = context_of(reviewing, viewer, request, item, **more)
    kept = reviewing.unsaved.of(viewer.name, context.item) if sent is None and context.item else None
    if kept is not None and context.claim is not None:
        sent = Sent(_Typed(kept.fields))  # type: ignore[arg-type]
    wording = Wording(request.state.language, reviewing.project.book)
    query = context.queue.ask.query()
    before, after = context.queue.beside(context.item)
    values = {
        "page": context,
        "w": wording,
        "choices": CHOICES,
        "main": MAIN,
        "orders": ORDERS,
        "mine": MINE,
        "query": query,
        "at": lambda name: address(f"/review/{name}", query),
        "before": before,
        "after": after or before,
        "held": refilled(context.claim, sent) if context.claim else {},
        "touched": touched(context.claim, sent) if context.claim and sent else frozenset(),
        "was": was,
        "told": partial(told_of, wording, reviewing.desk.discretion(viewer).masked),
        "sent": sent.text if sent else _nothing,
        "failed": request.url.path.rpartition("/")[2] if request.method == "POST" else _asked_for(request),
        "back": (sent.text("return_to") if sent else "") or request.query_params.get("return_to", ""),
        "seen": _seen(context, sent),
        "aside": context.item in reviewing.aside.of(viewer.name),
    }
    return page(request, "review/page.html.j2", values, status=status, place="review")


def _asked_for(request: Request) -> str:
    """Return which panel an address wants open, such as `do=reject`."""
    return request.query_params.get("do", "").replace("_", "-")


def _seen(context: ReviewPage, sent: Sent | None) -> int:
    """Return the last action that somebody knew of when they began: for a form that comes back, then."""
    begun = sent.number("seen") if sent is not None else None
    if begun is not None:
        return begun
    item = context.claim or context.pair
    return item.seen if item else 0


def told_of(wording: Wording, masked: Callable[[str], str], change: Change, side: str) -> str:
    """Return one side of a change in words."""
    value = str(getattr(change, side))
    if value.startswith("{"):
        return masked(wording.kept(change.field, value))
    return " ".join(wording.word("said", word) for word in value.split())


def _nothing(_name: str) -> str:
    return ""


class _Typed(dict[str, list[str]]):
    """The fields of an unsaved form, read like those of one that was sent."""

    def get(self, name: str, default: Any = None) -> Any:
        found = super().get(name)
        return found[-1] if found else default

    def getlist(self, name: str) -> list[str]:
        return super().get(name) or []


def context_of(reviewing: Reviewing, viewer: Viewer, request: Request, item: str, **more: Any) -> ReviewPage:
    """Return everything that the review page shows."""
    ask = Ask.of(request.query_params)
    # Before anything is looked up: what is counted meanwhile is not on this page, and the page says so.
    joining = reviewing.rejoining.state
    reviewing.catch_up()
    if item:
        reviewing.presence.here(viewer.name, item)
    queue = queue_of(reviewing, viewer, ask)
    name = item or (queue.ids[0] if queue.ids else "")
    if name and not item:
        reviewing.presence.here(viewer.name, name)
    claim = pair = entries = None
    if ":" in name:
        pair = pair_item(reviewing, viewer, name)
    elif name:
        claim = claim_item(reviewing, viewer, name)
    if name:
        # Marks of sources and of information are never seen together, nor where something else is decided.
        entries = trail(reviewing, viewer, Wanted(on=pair.on if pair else name), limit=TRAIL, grades=False)
    kept = reviewing.unsaved.of(viewer.name, name) if name else None
    undo = last_decision(reviewing, viewer)
    return ReviewPage(
        queue,
        claim,
        pair,
        entries,
        joining,
        secrets.token_hex(8),
        kept.at if kept else "",
        undo.number if undo else 0,
        _done(reviewing, viewer, request, undo),
        **more,
    )


def last_decision(reviewing: Reviewing, viewer: Viewer) -> ReviewAction | None:
    """Return the last standing decision of a viewer: what a single `u` takes back."""
    return last_of(reviewing, viewer)


def _done(reviewing: Reviewing, viewer: Viewer, request: Request, last: ReviewAction | None) -> Done | None:
    """Return what was decided just before this page, where the address says that something was."""
    given = numbered(request.query_params.get("done", ""))
    if given is None:
        return None
    for action in reviewing.project.store.reviews_with(given):
        if action.number == given:
            return Done(action.number if last else 0, action.kind, words_of(reviewing, viewer, action.on[0]))
    return None


@router.get("/review/{claim}/candidates", include_in_schema=False)
def candidates(request: Request, claim: str, q: str = "") -> Response:
    """Show claims that a claim may be merged with: those that hold words, nearest in time first."""
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    row = reviewing.desk.claim(claim, viewer)
    values = {"rows": found_for(reviewing, viewer, row, q), "q": q, "claim": row}
    return page(request, "review/candidates.html.j2", values)


@router.get("/api/review/{claim}/candidates", tags=["review"])
def api_candidates(request: Request, claim: str, q: str = "") -> list[ClaimRow]:
    """Return claims that a claim may be merged with, those with its words or place first."""
    reviewing, viewer = reviewing_of(request), viewer_of(request)
    return found_for(reviewing, viewer, reviewing.desk.claim(claim, viewer), q)


def found_for(reviewing: Reviewing, viewer: Viewer, row: ClaimRow, q: str, most: int = 12) -> list[ClaimRow]:
    """Return claims in other events, that hold the words of `q`, or without them lie nearest in code and place."""
    asked = Filter(text=q) if q.strip() else Filter(codes=(row.category,))
    found = reviewing.desk.claims(asked, viewer, order="time", limit=2000).rows
    others = [one for one in found if one.id != row.id and (not row.event or one.event != row.event) and one.event]
    others.sort(key=lambda one: (one.place_id != row.place_id, one.category != row.category, one.start != row.start))
    return others[:most]
