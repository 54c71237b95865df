"""Contradictions: a list, and each of them side by side."""

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, Any, get_args

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from reportedly.brief.words import load
from reportedly.desk.model import BadQuery, Filter, Viewer
from reportedly.records.values import ContradictionKind, DisputeState
from reportedly.web.bench import Bench
from reportedly.web.errors import NotFound
from reportedly.web.lately import Lately
from reportedly.web.screens import events_words  # noqa: F401 (filters of the templates)
from reportedly.web.screens.contradictions_find import (
    Clash,
    Counted,
    clash_of,
    clashes_of,
    dispute_id,
    disputed,
    found,
    state_of_search,
    worded,
)
from reportedly.web.screens.events_asked import filter_of, part_asked
from reportedly.web.shell import page

router = APIRouter()

ROWS = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the list can be narrowed to, and how many contradictions have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Listing:
    """Contradictions, open ones first: `total` fit, these begin at `offset`.

    `by_events` says that only what counting events came upon is listed, `comparing` that all claims are compared just
    now. `updates` are counts that grew from one
    report to the next: no contradictions, and left out unless asked for.
    """

    rows: tuple[Clash, ...]
    total: int
    offset: int
    limit: int
    kind: str
    state: str
    sector: str
    place: str
    kinds: tuple[Choice, ...]
    states: tuple[Choice, ...]
    sectors: tuple[Choice, ...]
    places: tuple[Choice, ...]
    updates: int
    by_events: bool
    comparing: bool
    names: dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the list is narrowed to; "" for all. `place` is a name or an id."""

    kind: Annotated[str, Query(description=", ".join(get_args(ContradictionKind)))] = ""
    state: Annotated[str, Query(description=", ".join(get_args(DisputeState)))] = ""
    sector: str = ""
    place: Annotated[str, Query(description="name or id of a place")] = ""


def listing(request: Request, asked: Asked, at: int, rows: int) -> Listing:
    """Return the list that an address asks for. Raises BadQuery for a kind or state that is none."""
    for name, value, known in (
        ("kind", asked.kind, get_args(ContradictionKind)),
        ("state", asked.state, get_args(DisputeState)),
    ):
        if value and value not in known:
            raise BadQuery(name, f"{value!r} is none of {', '.join(known)}")
    bench: Bench = request.app.state.bench
    have = found(bench)
    wide = filter_of(request)
    inside = [c for c in clashes(bench, request.state.viewer) if _in_filter(c, wide)]
    shown = [c for c in inside if c.state != "update" or asked.state == "update"]
    fits = [c for c in shown if _fits(c, asked)]
    return Listing(
        rows=tuple(fits[at : at + rows]),
        total=len(fits),
        offset=at,
        limit=rows,
        kind=asked.kind,
        state=asked.state,
        sector=asked.sector,
        place=asked.place,
        kinds=_choices(c.kind for c in shown),
        states=_choices(c.state for c in inside),
        sectors=_choices(s for c in shown for s in c.sector),
        places=_choices(c.place for c in shown if c.place),
        updates=sum(c.state == "update" for c in inside),
        by_events=have.by_events,
        comparing=have.comparing,
        names=dict(load(request.state.language).table("sectors")),
    )


_made: Lately[list[Clash]] = Lately()


def clashes(bench: Bench, viewer: Viewer) -> list[Clash]:
    """Return all contradictions as the viewer may see them, made once for each state of the record."""
    return _made.get(bench.desk, (viewer.exact, state_of_search(bench)), lambda: _all(bench, viewer))


def _all(bench: Bench, viewer: Viewer) -> list[Clash]:
    have = found(bench)
    events = disputed(bench) if have.by_events else bench.project.store.events()
    counted = Counted({e.id: e for e in events}, bench.desk.discretion(viewer).masked)
    return clashes_of(have.disputes, bench.desk, viewer, counted)


def _in_filter(clash: Clash, wide: Filter) -> bool:
    if wide.event and wide.event not in clash.events:
        return False
    documents = {c.document for side in (clash.left, clash.right) for c in side.claims}
    if wide.document and wide.document not in documents:
        return False
    days = [day for side in (clash.left, clash.right) for day in (side.first, side.last) if day]
    late = bool(wide.start) and (not days or max(days) < wide.start)
    return not late and not (wide.end and (not days or min(days) > wide.end))


def _fits(clash: Clash, asked: Asked) -> bool:
    return (
        (not asked.kind or clash.kind == asked.kind)
        and (not asked.state or clash.state == asked.state)
        and (not asked.sector or asked.sector in clash.sector)
        and (not asked.place or asked.place in (clash.place, clash.place_id))
    )


def _choices(values: Any) -> tuple[Choice, ...]:
    counts = Counter(values)
    return tuple(Choice(value, counts[value]) for value in sorted(counts, key=lambda v: (-counts[v], v)))


def one(request: Request, contradiction: str) -> Clash:
    """Return a contradiction side by side. Raises NotFound where there is none (any more)."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    have = found(bench)
    dispute = next((d for d in have.disputes if dispute_id(d) == contradiction), None)
    if dispute is not None:
        dispute = worded(bench, dispute) if have.by_events else dispute
        events = {e.id: e for e in map(bench.desk.event, dispute.events)}
        clash = clash_of(dispute, bench.desk, viewer, Counted(events, bench.desk.discretion(viewer).masked))
        if clash is not None:
            return clash
    raise NotFound(
        f"there is no contradiction {contradiction}; its claims may have been decided on. See /contradictions"
    )


At = Annotated[int, Query(ge=0, description="how many to pass over")]
Rows = Annotated[int, Query(ge=1, le=200, description="how many to list")]


@router.get("/contradictions", include_in_schema=False)
def list_page(request: Request, asked: Annotated[Asked, Depends()], at: At = 0) -> Response:
    """Show the list."""
    context = listing(request, asked, at, ROWS)
    return page(request, "contradictions/list.html.j2", context, place="situation")


@router.get("/contradictions/{contradiction}", include_in_schema=False)
def one_page(request: Request, contradiction: str) -> Response:
    """Show one contradiction side by side."""
    context = one(request, contradiction)
    template = "contradictions/sides.html.j2" if part_asked(request) else "contradictions/one.html.j2"
    return page(request, template, context, place="situation")


@router.get("/api/contradictions", tags=["events"], response_model=Listing)
def contradictions(request: Request, asked: Annotated[Asked, Depends()], at: At = 0, rows: Rows = ROWS) -> Listing:
    """Return what cannot both hold, open ones first, each with both sides."""
    return listing(request, asked, at, rows)


@router.get("/api/contradictions/{contradiction}", tags=["events"], response_model=Clash)
def contradiction_one(request: Request, contradiction: str) -> Clash:
    """Return one contradiction with the claims of both sides."""
    return one(request, contradiction)
