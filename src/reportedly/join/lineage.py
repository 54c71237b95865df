"""How the documents of a store hang together by their edges, for the comparison of their claims."""

from collections import defaultdict
from collections.abc import Callable, Iterable

from reportedly.corroborate.likeness import Relation
from reportedly.join.state import FAMILY, State
from reportedly.records import DocEdge, ancestors


class Lineage:
    """Looks along the edges as they stand; one object serves one update."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._parents: dict[str, tuple[str, ...]] = {}
        self._above: dict[str, frozenset[str]] = {}

    def relate(self, left: str, right: str) -> Relation:
        """Return how two documents hang together."""
        if left == right:
            return "document"
        if right in self._of(left) or left in self._of(right):
            return "edge"
        return "none" if self._line(left).isdisjoint(self._line(right)) else "kin"

    def below(self, documents: Iterable[str]) -> set[str]:
        """Return these documents and all that derive from them, also by edges that somebody has cut."""
        return self._reached(documents, lambda edge: edge.kind in FAMILY)

    def copying(self, documents: Iterable[str]) -> set[str]:
        """Return these documents and all that copy them exactly, at any distance, also by edges that were cut."""
        return self._reached(documents, lambda edge: edge.kind == "copy" and edge.score == 1.0)

    def _reached(self, documents: Iterable[str], follows: Callable[[DocEdge], bool]) -> set[str]:
        found = set(documents)
        queue = sorted(found)
        added: dict[str, set[str]] = defaultdict(set)
        for start, end in self._state.decisions.pairs:
            added[end].add(start)
        while queue:
            document = queue.pop()
            starts = {e.start for e in self._state.tables.edges_of_end(document) if follows(e)}
            new = (starts | added[document]) - found
            found |= new
            queue += sorted(new)
        return found

    def _of(self, document: str) -> tuple[str, ...]:
        if document not in self._parents:
            self._parents[document] = tuple(e.end for e in self._state.out[document] if e.kind in FAMILY)
        return self._parents[document]

    def _line(self, document: str) -> frozenset[str]:
        if document not in self._above:
            parents = _Asked(self._of)
            self._above[document] = frozenset((document, *ancestors(document, parents)))
        return self._above[document]


class _Asked(dict[str, tuple[str, ...]]):
    """Parents that are looked up when they are asked for."""

    def __init__(self, of: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._of = of

    def get(self, document: str, default: object = None) -> tuple[str, ...]:
        """Return the parents of a document."""
        return self._of(document)
