"""The timeline by event or by sector: when it happened, when it was first reported, where the sources changed."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from reportedly.brief.words import load
from reportedly.desk import Desk
from reportedly.desk.model import EventRow, Filter, Viewer
from reportedly.ledger.observations import ordinal
from reportedly.ledger.outlets import SourceChange, outlet_changes, outlets_of
from reportedly.web.bench import Bench
from reportedly.web.lately import Lately
from reportedly.web.map_past import desk_of
from reportedly.web.screens import events_words  # noqa: F401 (filters of the templates)
from reportedly.web.screens.events_asked import described, filter_of, part_asked
from reportedly.web.screens.events_told import rows_of
from reportedly.web.screens.timeline_draw import Chart, chart
from reportedly.web.screens.timeline_rows import Axis, Change, Item, axis_of, changes_of, item_of
from reportedly.web.shell import page

router = APIRouter()

Grouping = Literal["event", "sector"]
ROWS = 40
"""Rows of one page of the timeline."""

_MOST_CLAIMS = 24
"""Claims of an event that are looked at for its days; more of one event tell nothing new."""

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One page of the timeline: `undated` events have no day at all and are listed, not drawn.

    `total` events fit the filter, these begin at `offset`. `axis` are the days drawn, None where none is known.
    `as_of` is the time as known at which they are told, None for now.
    """

    by: Grouping
    axis: Axis | None
    items: tuple[Item, ...]
    undated: tuple[Item, ...]
    changes: tuple[Change, ...]
    total: int
    offset: int
    limit: int
    day: str | None
    as_of: str | None
    sectors: dict[str, str]

    @property
    def groups(self) -> tuple[tuple[str, Chart], ...]:
        """The drawings: one, or one for each sector."""
        if self.axis is None:
            return ()
        named: dict[str, list[Item]] = {}
        for item in self.items:
            key = (item.sector[0] if item.sector else "-") if self.by == "sector" else ""
            named.setdefault(key, []).append(item)
        axis, today = self.axis, self.day or ""
        return tuple((key, chart(items, axis, self.changes, today=today)) for key, items in named.items())


def view_for(request: Request, by: Grouping, day: str, at: int, rows: int) -> TimelineView:
    """Return the page of the timeline that an address asks for."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    asked, as_of = filter_of(request), request.query_params.get("as_of", "").strip()
    desk = desk_of(bench, as_of)
    events, total = _events(desk, asked, viewer, by, at, rows)
    items = [item_of(event, rows_of(desk, event.claims[:_MOST_CLAIMS], viewer)) for event in events]
    drawn = [i for i in items if i.when.start or i.when.end or i.reported]
    axis = axis_of(drawn, first=asked.start, last=asked.end)
    return TimelineView(
        by=by,
        axis=axis,
        items=tuple(drawn),
        undated=tuple(i for i in items if i not in drawn),
        changes=source_changes(bench, desk),
        total=total,
        offset=at,
        limit=rows,
        day=day or asked.end or None,
        as_of=as_of or None,
        sectors=dict(load(request.state.language).table("sectors")),
    )


def _events(
    desk: Desk, asked: Filter, viewer: Viewer, by: Grouping, at: int, rows: int
) -> tuple[Sequence[EventRow], int]:
    """Return the events of a page; by sector they are put in that order first, by time inside."""
    if by == "event":
        found = desk.events(asked, viewer, order="time", offset=at, limit=rows)
        return found.rows, found.total
    everything: list[EventRow] = []
    while True:
        part = desk.events(asked, viewer, order="time", offset=len(everything), limit=_AT_ONCE)
        everything += part.rows
        if len(everything) >= part.total or not part.rows:
            break
    everything.sort(key=lambda e: (not e.sector, e.sector[:1]))
    return everything[at : at + rows], len(everything)


_sources: Lately[tuple[Change, ...]] = Lately()


def source_changes(bench: Bench, desk: Desk) -> tuple[Change, ...]:
    """Return when the set of sources changed, looked at once for each state of the record."""
    return _sources.get(desk, "", lambda: _changed(bench, desk))


def _changed(bench: Bench, desk: Desk) -> tuple[Change, ...]:
    theatre = bench.project.theatre
    profiles = [SourceChange(p.since, p.version, "profile") for p in theatre.source_profiles if p.since]
    reports = desk.reports()
    days = [day for published, _ in reports if (day := ordinal(published or None)) is not None]
    seen: tuple[SourceChange, ...] = ()
    if days:
        begun, on = min(days), max(days)
        seen = outlet_changes(outlets_of(reports, begun=begun, on=on), begun=begun, on=on)
    # A profile that began before the first report changed nothing that can be seen here.
    begun_on = min(published[:10] for published, _ in reports if published) if days else ""
    return changes_of([*seen, *(p for p in profiles if p.day > begun_on)], theatre)


By = Annotated[Grouping, Query(description="rows by event in the order of time, or by sector")]
At = Annotated[int, Query(ge=0, description="how many events to pass over")]
Rows = Annotated[int, Query(ge=1, le=200, description="how many events to show")]


@router.get("/situation/timeline", include_in_schema=False)
def timeline_page(request: Request, by: By = "event", day: str = "", at: At = 0, rows: Rows = ROWS) -> Response:
    """Show the timeline, as a page or as the part of one."""
    context = view_for(request, by, day, at, rows)
    template = "timeline/panel.html.j2" if part_asked(request) else "timeline/page.html.j2"
    return page(request, template, context, place="situation")


_AS_OF = "time at which the record is asked (a day or a time, ISO); left out: now"


@router.get("/api/timeline", tags=["situation"], response_model=TimelineView, openapi_extra=described(as_of=_AS_OF))
def timeline(
    request: Request,
    by: By = "event",
    day: Annotated[str, Query(description="day that is looked at (ISO)")] = "",
    at: At = 0,
    rows: Rows = ROWS,
) -> TimelineView:
    """Return events with two dates each: when it happened, as told, and when it was first reported."""
    return view_for(request, by, day, at, rows)
