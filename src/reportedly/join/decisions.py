"""What people decided, as joining takes it: ties between claims, and changes of edges."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from reportedly.records import DocEdge, Tie


def _unchanged(start: str, edges: list[DocEdge]) -> list[DocEdge]:
    return edges


@dataclass(frozen=True, slots=True)
class Decisions:
    """Ties between claims, and what people made of the edges that start at a document (`edit`).

    `pairs` are the documents (start, end) between which somebody added or cut an edge, now or when documents were
    joined before; `turned` are the ties that were not there before, or are not any more. `made` is a digest of what was
    decided on edges.
    """

    ties: tuple[Tie, ...] = ()
    edit: Callable[[str, list[DocEdge]], list[DocEdge]] = _unchanged
    pairs: Collection[tuple[str, str]] = ()
    turned: tuple[Tie, ...] = ()
    made: str = ""
