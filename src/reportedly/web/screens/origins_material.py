"""What the origins of an event are shown from: its claims, the documents around them, who says otherwise."""

from collections.abc import Callable, Collection, Sequence

from reportedly.corroborate import CORRECTED
from reportedly.desk.model import Viewer
from reportedly.records import DocEdge, Event
from reportedly.records.review import ReviewAction
from reportedly.review import standing
from reportedly.web.bench import Bench
from reportedly.web.screens.events_told import Bounds, behind, bounds_of, told_in_time
from reportedly.web.screens.origins_count import Decided, DocumentBox, Material, OriginsView, view_of


def origins_of(bench: Bench, viewer: Viewer, event: str) -> OriginsView:
    """Return the origins of an event as a viewer may see them. Raises NotFound."""
    found = bench.desk.event(event)
    mask = bench.desk.discretion(viewer).masked
    claims = told_in_time(bench.desk, found.claims, viewer)
    documents, edges = around(bench, {claim.document for claim in claims})
    material = Material(
        event=found,
        label=mask(found.proposition),
        claims=claims,
        documents={document: _box(bench, viewer, document) for document in documents},
        edges=edges,
        mask=mask,
        background=len(found.background),
    )
    against = against_of(found)
    otherwise = told_in_time(bench.desk, against, viewer)
    return view_of(
        material,
        otherwise=otherwise,
        otherwise_origins=_counted(bench, against) if otherwise else None,
        decisions=decisions_on(standing(bench.project.store.reviews()), documents, mask),
    )


def around(bench: Bench, documents: Collection[str]) -> tuple[set[str], list[DocEdge]]:
    """Return documents with all those they derive from, and the edges between them."""
    held, front = set(documents), set(documents)
    edges: dict[tuple[str, str, str], DocEdge] = {}
    while front:
        new = [edge for edge in bench.desk.edges(front) if edge.start in front]
        edges |= {(e.start, e.end, e.kind): e for e in new}
        front = {edge.end for edge in new} - held
        held |= front
    return held, [edges[key] for key in sorted(edges)]


def _box(bench: Bench, viewer: Viewer, document: str) -> DocumentBox:
    row = bench.desk.document(document, viewer)
    return DocumentBox(row.id, row.outlet, row.title, row.language, row.published[:10] or None, None)


def against_of(event: Event) -> tuple[str, ...]:
    """Return the claims that say otherwise than most of an event's do; what its own source set right does not."""
    found: list[str] = []
    for one in event.contradictions:
        if one.reason.startswith(CORRECTED):
            continue
        sides = sorted((one.left, one.right), key=lambda side: -len(set(side) & set(event.claims)))
        found += [claim for claim in sides[1] if claim not in found]
    return tuple(found)


def _counted(bench: Bench, claims: Sequence[str]) -> Bounds:
    events = {key for claim in claims if (key := bench.desk.events_of(claim))}
    origins = [origin for key in sorted(events) for origin in bench.desk.event(key).origins]
    return bounds_of(behind(origins, claims))


def decisions_on(
    stand: Sequence[ReviewAction], documents: Collection[str], mask: Callable[[str], str] = str
) -> tuple[Decided, ...]:
    """Return the decisions on edges between some documents that stand, the latest first."""

    return tuple(
        Decided(
            number=action.number,
            change=action.field,
            kind=(action.after if action.field != "cut" else action.before) or "",
            start=action.on[0],
            end=action.against[0],
            by=action.by,
            at=action.at,
            reason=mask(action.reason),
        )
        for action in reversed(stand)
        if action.kind == "edge" and {action.on[0], action.against[0]} <= set(documents)
    )
