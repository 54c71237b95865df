"""By which keys a document finds those that it may derive from: runs of words, and what it names and counts."""

from collections.abc import Iterator
from itertools import combinations

from reportedly.derive.sketch import Sketch, Unit
from reportedly.derive.words import Text
from reportedly.gloss import Mark
from reportedly.text import digest

WINNOW = 6
"""Of so many runs of words in a row one is a key: a shared stretch of WINNOW + SHINGLE - 1 words is always found."""

MOST_RUNS = 64
MOST_SINGLES = 64
MOST_PAIRS = 60
STRONG = 0.8
"""Words that tell less than this make no key."""

RARE = 0.7
"""Words that tell so much are keys by themselves."""

Key = tuple[str, float]
"""A key and how much sharing it counts, see `enough`."""

ENOUGH = 0.7
"""Sum of shared keys from which two documents are compared."""


def keys_of(sketch: Sketch, text: Text) -> tuple[Key, ...]:
    """Return the keys of a document, each once.

    Runs of words are chosen by winnowing (Schleimer, Wilkerson and Aiken 2003), marks and pairs of marks in one
    sentence by the smallest digest, so that two texts with much in common choose the same ones.
    """
    return (*_runs(text), *_singles(sketch.units), *_pairs(sketch.units))


def _runs(text: Text) -> Iterator[Key]:
    hashes = text.shingles
    chosen = {min(hashes[start : start + WINNOW]) for start in range(max(1, len(hashes) - WINNOW + 1)) if hashes}
    for value in sorted(chosen)[:MOST_RUNS]:
        yield f"s{value:x}", 1.0


def _singles(units: tuple[Unit, ...]) -> list[Key]:
    found: dict[str, float] = {}
    for unit in units:
        for mark in unit.marks:
            for key in _named(mark):
                found[key] = 0.5 if key[0] == "p" else 0.7
            if mark.keys[0][0] == "w" and mark.weight >= RARE:
                found.update(dict.fromkeys(mark.keys[:2], 0.4))
    return sorted(found.items(), key=lambda item: digest(item[0]))[:MOST_SINGLES]


def _pairs(units: tuple[Unit, ...]) -> list[Key]:
    found: dict[str, str] = {}
    for unit in units:
        strong = sorted({key for mark in unit.marks for key in _strong(mark)})
        for one, other in combinations(strong, 2):
            pair = f"{one} {other}"
            found[pair] = digest(pair)
    chosen = sorted(found, key=found.__getitem__)[:MOST_PAIRS]
    return [(pair, 1.0) for pair in chosen]


def _named(mark: Mark) -> list[str]:
    """Return the keys of a mark that is a name, a place or a larger number."""
    if mark.keys[0][0] == "n":
        return [mark.keys[0]] if mark.weight > 1 else []
    return [key for key in mark.keys if key[0] == "p" or (key[0] == "x" and len(key) > 4)]


def _strong(mark: Mark) -> list[str]:
    if mark.keys[0][0] == "w":
        return list(mark.keys[:1]) if mark.weight >= STRONG else []
    return [key for key in mark.keys if key[0] in "pnd" or (key[0] == "x" and len(key) > 3)]
