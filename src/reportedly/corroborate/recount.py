"""What an event's count would be with other edges: the same claims, counted again, nothing kept."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from reportedly.corroborate.build import prepared
from reportedly.corroborate.origins import count_origins
from reportedly.corroborate.sources import Directory
from reportedly.interfaces import SourceRegister
from reportedly.records import DocEdge, Origin, Reading, Theatre


def lineage(documents: Collection[str], edges: Sequence[DocEdge]) -> set[str]:
    """Return documents with all those from which they derive, at any distance: what counting may have to look at."""
    up: dict[str, set[str]] = defaultdict(set)
    for edge in edges:
        up[edge.start].add(edge.end)
    found, queue = set(documents), list(documents)
    while queue:
        for earlier in up[queue.pop()] - found:
            found.add(earlier)
            queue.append(earlier)
    return found


def recount(
    readings: Sequence[Reading],
    edges: Sequence[DocEdge],
    claims: Collection[str],
    *,
    theatre: Theatre,
    register: SourceRegister | None = None,
) -> tuple[Origin, ...]:
    """Return the origins of some claims, as if they were one event, with these edges.

    `readings` are the documents of the claims and their `lineage`. Which claims belong together is not asked again:
    a cut edge may part an event as well, and only joining anew tells that.
    """
    ordered = sorted(readings, key=lambda r: (r.document.published or "9999", r.document.path, r.document.id))
    held = {reading.document.id for reading in ordered}
    inside = [edge for edge in edges if edge.start in held and edge.end in held]
    facts, items, _ = prepared(ordered, inside, Directory(theatre, register))
    return count_origins([item for item in items if item.id in claims], facts)
