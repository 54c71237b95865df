"""What is reported of one place: its events with their origins in words, and the claims that belong to none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from reportedly import naming
from reportedly.desk import Desk
from reportedly.desk.model import ClaimRow, Filter, Viewer
from reportedly.project import Project
from reportedly.records import Origin
from reportedly.web.errors import NotFound
from reportedly.web.map_places import ground_of, key_of
from reportedly.web.screens.situation_tally import Heap, tally

EVENTS, CLAIMS, ORIGINS = 20, 20, 6
"""How many are listed of each; the rest is counted, with a link."""


@dataclass(frozen=True, slots=True)
class ClaimLink:
    """A claim as one step to its passage."""

    id: str
    document: str
    n: int
    outlet: str
    proposition: str


@dataclass(frozen=True, slots=True)
class OriginAt:
    """Where something comes from: the name as printed ("" where nobody is named), its side, whether it counts."""

    name: str
    side: str
    certain: bool


@dataclass(frozen=True, slots=True)
class EventAt:
    """One event of the place, with the bounds of its origins and the first of its claims."""

    id: str
    label: str
    category: str
    start: str
    end: str
    reported: str
    least: int
    most: int
    origins: tuple[OriginAt, ...]
    more_origins: int
    contradicted: bool
    claims: tuple[ClaimLink, ...]
    all_claims: int


@dataclass(frozen=True, slots=True)
class PlaceAt:
    """One place. `loose` claims belong to no event of this place; lists are cut at fixed lengths and say so."""

    key: str
    place_id: str
    name: str
    local: str
    precision: str
    events: tuple[EventAt, ...]
    all_events: int
    loose: tuple[ClaimLink, ...]
    all_claims: int


def place_at(project: Project, desk: Desk, asked: Filter, viewer: Viewer, place: str, *, language: str) -> PlaceAt:
    """Return what fits a filter at a place (its id, or ~name). Raises NotFound where nothing does."""
    heap = next((h for h in tally(desk, asked, viewer).heaps if h.key == place), None)
    if heap is None:
        raise NotFound(f"nothing that fits the filter is reported of {place}; widen the filter or take another place")
    [(name, local)] = ground_of(project).names([(heap.place_id, heap.name)], language)
    labels = naming.code_labels(project.book, language).categories
    events = tuple(_event(desk, id, viewer, labels) for id in heap.events[:EVENTS])
    loose = _loose(desk, asked, viewer, heap)
    return PlaceAt(
        key=heap.key,
        place_id=heap.place_id,
        name=name,
        local=local,
        precision=heap.precision,
        events=events,
        all_events=len(heap.events),
        loose=loose,
        all_claims=heap.claims,
    )


def _event(desk: Desk, id: str, viewer: Viewer, labels: Mapping[str, str]) -> EventAt:
    row, event = desk.event_row(id, viewer), desk.event(id)
    mask = desk.discretion(viewer).masked
    origins = sorted(event.origins, key=lambda origin: not origin.certain)
    return EventAt(
        id=id,
        label=row.label,
        category=labels.get(row.category, row.category),
        start=row.start,
        end=row.end,
        reported=row.reported,
        least=event.origins_min,
        most=event.origins_max,
        origins=tuple(_origin(origin, mask(origin.name)) for origin in origins[:ORIGINS]),
        more_origins=max(0, len(origins) - ORIGINS),
        contradicted=row.contradictions > 0,
        claims=links(desk, event.claims[:CLAIMS], viewer),
        all_claims=len(event.claims),
    )


def _origin(origin: Origin, name: str) -> OriginAt:
    return OriginAt(name, origin.side, origin.certain)


def links(desk: Desk, claims: Sequence[str], viewer: Viewer) -> tuple[ClaimLink, ...]:
    """Return claims as links to their passages."""
    return tuple(link(desk.claim(id, viewer)) for id in claims)


def link(row: ClaimRow) -> ClaimLink:
    """Return the link of a claim."""
    return ClaimLink(row.id, row.document, row.n, row.outlet or row.title, row.proposition)


def _loose(desk: Desk, asked: Filter, viewer: Viewer, heap: Heap) -> tuple[ClaimLink, ...]:
    """Return claims of the place that belong to none of its events."""
    points, events = desk.points(asked, viewer), set(heap.events)
    wanted = {at for at, (id, name) in enumerate(points.places) if key_of(id, name) == heap.key}
    here = (points.ids[at] for at, place in enumerate(points.place) if place in wanted)
    return links(desk, list(islice((id for id in here if desk.events_of(id) not in events), CLAIMS)), viewer)
