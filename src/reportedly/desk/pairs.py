"""Pairs that a person judges: two documents that may be one text, two claims that may be one occurrence."""

from collections.abc import Sequence
from dataclasses import dataclass

from reportedly.desk.model import ClaimRow, DocumentRow, NotFound, Viewer
from reportedly.desk.reviewing import Reviewing
from reportedly.records import Claim


@dataclass(frozen=True, slots=True)
class PairItem:
    """Two documents with what a stage found between them, or two claims with why it is not sure.

    `kind` is edge or pair; `relation` the kind of the edge, "" for claims; `why` the evidence in words. `origins` are
    the bounds of the event that both meet in, where there is one.
    """

    id: str
    kind: str
    on: str
    documents: tuple[DocumentRow, ...]
    claims: tuple[ClaimRow, ...]
    relation: str
    why: str
    origins: tuple[int, int] | None
    seen: int


def pair_item(reviewing: Reviewing, viewer: Viewer, item: str) -> PairItem:
    """Return a pair by its id, `edge:FROM:TO` or `pair:CLAIM:CLAIM`. Raises NotFound."""
    kind, _, rest = item.partition(":")
    one, _, other = rest.partition(":")
    if kind == "edge":
        return _edge(reviewing, viewer, item, (one, other))
    if kind == "pair":
        return _claims(reviewing, viewer, item, (one, other))
    raise NotFound(f"{item!r} is no item; it is a claim, edge:FROM:TO or pair:CLAIM:CLAIM")


def _edge(reviewing: Reviewing, viewer: Viewer, item: str, names: tuple[str, str]) -> PairItem:
    desk = reviewing.desk
    documents = tuple(desk.document(name, viewer) for name in names)
    found = [e for e in desk.edges(names) if (e.start, e.end) == names]
    mask = desk.discretion(viewer).masked
    relation = found[0].kind if found else ""
    why = "; ".join(mask(edge.evidence) for edge in found)
    events = reviewing.project.store.events_with(_claims_of(reviewing, names))
    shared = [event for event in events if _meets(event.claims, reviewing, names)]
    origins = (shared[0].origins_min, shared[0].origins_max) if shared else None
    seen = reviewing.deciding.last
    return PairItem(item, "edge", names[0], documents, (), relation, why, origins, seen)


def _claims_of(reviewing: Reviewing, documents: tuple[str, str]) -> list[str]:
    found = []
    for reading in reviewing.project.store.readings_of(documents):
        found += [claim.id for claim in reading.of(Claim)]
    return found


def _meets(claims: Sequence[str], reviewing: Reviewing, documents: tuple[str, str]) -> bool:
    return reviewing.project.store.documents_of(claims) >= set(documents)


def _claims(reviewing: Reviewing, viewer: Viewer, item: str, names: tuple[str, str]) -> PairItem:
    desk = reviewing.desk
    rows = tuple(desk.claim(name, viewer) for name in names)
    documents = tuple(desk.document(row.document, viewer) for row in rows)
    judged = reviewing.project.store.judgement_on(*names)
    why = desk.discretion(viewer).masked(judged.reason) if judged else ""
    return PairItem(item, "pair", names[0], documents, rows, "", why, rows[0].origins, reviewing.deciding.last)
