"""Documents along their edges."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet


def ancestors(document: str, parents: Mapping[str, Sequence[str]]) -> AbstractSet[str]:
    """Return all documents from which one derives, at any distance."""
    found: set[str] = set()
    queue = [document]
    while queue:
        for parent in parents.get(queue.pop(), ()):
            if parent not in found:
                found.add(parent)
                queue.append(parent)
    return found
