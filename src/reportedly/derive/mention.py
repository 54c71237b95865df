"""Does a text name the outlet of another one? Names are compared by translation, spelling and place."""

from collections.abc import Sequence

from reportedly.derive.align import Index
from reportedly.derive.sketch import Name, Sketch, Unit
from reportedly.gloss import Mark

SURE = 0.99
"""All words of the name stand together."""

_SLACK = 2
_SINGLE_SKELETON = 6
"""Length with its kind (x:ABCD) of a skeleton that is enough for a name of one word."""


def mentioned(units: Sequence[Unit], outlets: Sequence[Name], longer: Sequence[Name] = ()) -> tuple[float, int | None]:
    """Return the best share of the words of one of these names that stand together in a sentence, and its number.

    A sentence that has one of the `longer` names is left out: an office is not the body whose name its own holds.
    """
    best: tuple[float, int | None] = (0.0, None)
    for number, unit in enumerate(units):
        if any(_share(unit.marks, name) >= SURE for name in longer):
            continue
        for name in outlets:
            share = _share(unit.marks, name)
            if share > best[0]:
                best = (share, number)
    return best


def _share(marks: Sequence[Mark], name: Name) -> float:
    if len(name) == 1:
        return float(any(_single(mark, name[0]) for mark in marks))
    wanted = [frozenset(word) for word in name]
    best = 0
    hits = [n for n, mark in enumerate(marks) if any(not word.isdisjoint(mark.keys) for word in wanted)]
    for start in hits:
        window = marks[start : start + len(wanted) + _SLACK]
        best = max(best, sum(any(not word.isdisjoint(mark.keys) for mark in window) for word in wanted))
    return best / len(wanted)


def _single(mark: Mark, word: Sequence[str]) -> bool:
    """Say whether a mark is a name of one word: printed alike, or by a long skeleton; a common word is no name."""
    if any(key.startswith("w:") for key in mark.keys):
        return False
    return any(key in word for key in mark.keys if key[0] == "y" or (key[0] == "x" and len(key) >= _SINGLE_SKELETON))


def cites(citing: Sketch, index: Index, cited: Sketch) -> tuple[float, int | None]:
    """Return how surely one document names the publisher of another, and in which sentence.

    `index` holds the marks of the citing one. Naming itself does not count.
    """
    if citing.publisher is not None and citing.publisher == cited.publisher:
        return 0.0, None
    names = [name for name in cited.outlets if _present(name, index)]
    return mentioned(index.units, names, cited.longer) if names else (0.0, None)


def _present(name: Name, index: Index) -> bool:
    """Say whether at least half of the words of a name stand anywhere in a document."""
    return 2 * sum(any(key in index.places for key in word) for word in name) >= len(name)
