"""One event: what, where and when, the claims behind it, what is said against it, and which claims belong to it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import Annotated, Any
from weakref import WeakKeyDictionary

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from reportedly.brief.words import load
from reportedly.codebook.labels import labels
from reportedly.desk.clashing import Asked
from reportedly.desk.deciding import Decided, Deciding
from reportedly.desk.model import EventRow, Viewer
from reportedly.errors import ReviewRefused
from reportedly.records import Event
from reportedly.review import standing
from reportedly.web.bench import Bench
from reportedly.web.screens import events_words  # noqa: F401 (filters of the templates)
from reportedly.web.screens.contradictions_find import Clash, Counted, clash_of, found
from reportedly.web.screens.events_told import Bounds, Told, rows_of, told_in_time
from reportedly.web.screens.origins import back_to
from reportedly.web.screens.origins_decide import Effect, decide, effect_of
from reportedly.web.screens.review_parts import reviewing_of
from reportedly.web.screens.timeline_rows import Happened, happened
from reportedly.web.security import needs
from reportedly.web.shell import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Like:
    """Another event that may be the same occurrence, and why nobody could tell.

    The reason names places, and is "" for whoever may not see them exactly.
    """

    event: str
    label: str
    origins: Bounds
    reason: str


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on claims of an event, in the order in which they were made; `stands` unless it was taken back."""

    number: int
    kind: str
    field: str
    by: str
    at: str
    reason: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """One event; `background` claims restate it and count for nothing, `like` are events that may be the same."""

    event: EventRow
    when: Happened
    origins: Bounds
    category: str
    sectors: tuple[str, ...]
    reason: str
    claims: tuple[Told, ...]
    background: tuple[Told, ...]
    contradictions: tuple[Clash, ...]
    like: tuple[Like, ...]
    rulings: tuple[Ruling, ...]


@dataclass(frozen=True, slots=True)
class EventPage:
    """An event with what was just decided on it, if anything was."""

    view: EventView
    effect: Effect | None


def event_view(bench: Bench, viewer: Viewer, event: str, language: str) -> EventView:
    """Return an event as a viewer may see it. Raises NotFound."""
    kept = bench.desk.event(event)
    row = bench.desk.event_row(event, viewer)
    mask = bench.desk.discretion(viewer).masked
    sectors = load(language).table("sectors")
    return EventView(
        event=row,
        when=happened(row, rows_of(bench.desk, kept.claims, viewer)),
        origins=Bounds(*row.origins),
        category=category_name(bench, row.category, language),
        sectors=tuple(sectors.get(s, s.replace("_", " ")) for s in row.sector),
        reason=mask(kept.reason),
        claims=told_in_time(bench.desk, kept.claims, viewer),
        background=told_in_time(bench.desk, kept.background, viewer),
        contradictions=_against(bench, viewer, event),
        like=tuple(
            Like(other, mask(e.proposition), Bounds(e.origins_min, e.origins_max), mask(reason) if viewer.exact else "")
            for other, reason in _likest(_unsure(bench).get(event, ()))
            if (e := bench.desk.event(other))
        ),
        rulings=_rulings(bench, kept, viewer),
    )


def category_name(bench: Bench, code: str, language: str) -> str:
    """Return what a category is called, its code where the codebook has no such category."""
    named = labels(bench.project.book, language).categories.get(code)
    known = bench.project.book.get(code)
    return named or (known.name if known is not None else code)


def _against(bench: Bench, viewer: Viewer, event: str) -> tuple[Clash, ...]:
    mine = [dispute for dispute in found(bench).disputes if event in dispute.events and dispute.state != "update"]
    mask = bench.desk.discretion(viewer).masked
    clashes = (clash_of(d, bench.desk, viewer, Counted({e: bench.desk.event(e) for e in d.events}, mask)) for d in mine)
    return tuple(clash for clash in clashes if clash is not None)


Unsure = dict[str, list[tuple[str, str]]]
_pairs: "WeakKeyDictionary[Any, tuple[int, Unsure]]" = WeakKeyDictionary()
_lock = Lock()


def _unsure(bench: Bench) -> Unsure:
    """Return the pairs of events of which it could not be told whether they are one, by event."""
    with _lock:
        known = _pairs.get(bench.desk)
        if known is None or known[0] != bench.desk.version:
            pairs: Unsure = defaultdict(list)
            for judgement in bench.project.store.judgements():
                if judgement.verdict == "unsure":
                    one, other = (bench.desk.events_of(c) for c in (judgement.left, judgement.right))
                    if one and other and one != other:
                        pairs[one].append((other, judgement.reason))
                        pairs[other].append((one, judgement.reason))
            known = (bench.desk.version, dict(pairs))
            _pairs[bench.desk] = known
        return known[1]


def _likest(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return each event once, with the first reason: those in front of which most pairs of claims left it open."""
    reasons: dict[str, str] = {}
    for other, reason in pairs:
        reasons.setdefault(other, reason)
    times = Counter(other for other, _ in pairs)
    return sorted(reasons.items(), key=lambda one: -times[one[0]])


def _rulings(bench: Bench, event: Event, viewer: Viewer) -> tuple[Ruling, ...]:
    mask = bench.desk.discretion(viewer).masked
    held = {*event.claims, *event.background}
    return tuple(
        Ruling(
            a.number, a.kind, a.field, a.by, a.at, mask(a.reason), tuple(c for c in (*a.on, *a.against) if c in held)
        )
        for a in standing(bench.project.store.reviews())
        if held & {*a.on, *a.against}
    )


@router.get("/events/{event}", include_in_schema=False)
def event_page(request: Request, event: str, done: int = 0) -> Response:
    """Show an event."""
    bench: Bench = request.app.state.bench
    view = event_view(bench, request.state.viewer, event, request.state.language)
    effect = effect_of(bench.project, done) if done else None
    return page(request, "events/page.html.j2", EventPage(view, effect), place="situation")


@router.post("/events/{event}/claims", include_in_schema=False, dependencies=[Depends(needs("reviewer"))])
def sort_claims(
    request: Request,
    event: str,
    decision: Annotated[str, Form()],
    reason: Annotated[str, Form()],
    claim: Annotated[list[str] | None, Form()] = None,
    other: Annotated[str, Form()] = "",
) -> Response:
    """Split claims off an event, keep two apart, or join the event with another one."""
    marked = claim or []
    if decision == "not_same" and len(marked) != 2:
        raise ReviewRefused(f"mark the two claims that are not the same; {len(marked)} are marked")
    if decision == "split" and not marked:
        raise ReviewRefused("mark the claims that are another occurrence")
    if decision == "merge" and not other.strip():
        raise ReviewRefused("choose the event, or give the claim, that is the same occurrence")
    makers: dict[str, Callable[[Deciding, Asked], Decided]] = {
        "split": lambda deciding, asked: deciding.split(asked, event, marked),
        "not_same": lambda deciding, asked: deciding.not_same(asked, *marked),
        "merge": lambda deciding, asked: deciding.merge(asked, [event, other.strip()]),
    }
    if decision not in makers:
        raise ReviewRefused(f"{decision!r} is none of {', '.join(makers)}")
    effect = decide(reviewing_of(request), request.state.viewer, event, makers[decision], reason=reason)
    return back_to(effect, to="event")


@router.get("/api/events/{event}", tags=["events"], response_model=EventView)
def event_one(request: Request, event: str) -> EventView:
    """Return one event with its claims, contradictions and decisions."""
    return event_view(request.app.state.bench, request.state.viewer, event, request.state.language)
