"""What follows from edges and events: drift where families of documents changed, and the ledger."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from reportedly.derive.drift import RETELLING, find_drift
from reportedly.join.update import ReadDocuments
from reportedly.ledger import Floors, project
from reportedly.ledger.observations import ordinal
from reportedly.records import DocEdge, HedgeDrift, Reading, Theatre
from reportedly.store.joining import JoinTables

_AT_ONCE = 400
"""Documents that are looked through for drift together, unless one family has more."""

_TIES = RETELLING | {"revision_of"}


def update_drift(tables: JoinTables, read: ReadDocuments, theatre: Theatre, touched: Collection[str] | None) -> int:
    """Look for drift anew in the families of these documents (None: in all); return how many documents they have.

    Drift stays within documents that edges tie together, so no other document can have become another one's drift.
    """
    starts = tables.known() if touched is None else touched
    found: list[HedgeDrift] = []
    seen: set[str] = set()
    for batch, edges in _batches(tables, sorted(starts)):
        seen.update(batch)
        # What has neither headline nor kin cannot drift: most documents need not be read.
        told = {end for edge in edges for end in (edge.start, edge.end)} | tables.found.headlined(batch)
        if told:
            found += find_drift(
                list(read(sorted(told))),
                edges,
                theatre=theatre,
                events=tables.found.events_in(told),
                judgements=tables.found.judgements_in(told),
            )
    if seen or touched is None:
        tables.found.set_drift(None if touched is None else seen, found)
    return len(seen)


def _batches(tables: JoinTables, starts: Sequence[str]) -> Iterator[tuple[set[str], list[DocEdge]]]:
    """Yield whole families, some at a time, with the edges inside them."""
    seen: set[str] = set()
    batch: set[str] = set()
    edges: dict[tuple[str, str, str], DocEdge] = {}
    for first in range(0, len(starts), _AT_ONCE):
        for family, inner in _families(tables, starts[first : first + _AT_ONCE], seen):
            batch |= family
            edges |= inner
            if len(batch) >= _AT_ONCE:
                yield batch, [edges[key] for key in sorted(edges)]
                batch, edges = set(), {}
    if batch:
        yield batch, [edges[key] for key in sorted(edges)]


Edges = dict[tuple[str, str, str], DocEdge]


def _families(tables: JoinTables, starts: Iterable[str], seen: set[str]) -> Iterator[tuple[set[str], Edges]]:
    """Yield the families of documents that are not `seen` yet, each with its edges."""
    around: dict[str, list[DocEdge]] = defaultdict(list)
    looked: set[str] = set()
    wave = set(starts) - seen
    while wave:
        looked |= wave
        for edge in tables.found.edges_at(wave):
            if edge.kind in _TIES:
                around[edge.start].append(edge)
                around[edge.end].append(edge)
        wave = {end for document in wave for e in around[document] for end in (e.start, e.end)} - looked
    for start in sorted(looked):
        if start in seen:
            continue
        family, queue = {start}, [start]
        inner: Edges = {}
        while queue:
            for edge in around[queue.pop()]:
                inner[(edge.start, edge.end, edge.kind)] = edge
                new = {edge.start, edge.end} - family
                family |= new
                queue += sorted(new)
        seen |= family
        yield family, inner


def update_ledger(
    tables: JoinTables, readings: Iterable[Reading], theatre: Theatre, floors: Floors, *, on: str | None
) -> None:
    """Make the ledger as of a day (ISO; None: that of the newest report) from all claims that tell how a service works.

    With a day later reports are left out.
    """
    day = ordinal(on)
    told = [r for r in readings if day is None or (ordinal(r.document.published) or day) <= day]
    days = [found for printed in tables.found.days() if (found := ordinal(printed)) is not None]
    last = day if day is not None else max(days, default=None)
    tables.found.set_ledger(project(told, tables.found.events(), theatre=theatre, floors=floors).cells(last))
