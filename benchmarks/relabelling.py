"""Other labels on the same rules: does a coder follow what a category says, or what it is called?

Two relabellings, after the label-swap control of Halterman and Keith (Codebook LLMs, 2024): all ids get other letters
and numbers, or the contents of pairs of categories change places under their ids. Whoever reads the rules codes as
before, under the new ids.
"""

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from reportedly.codebook import Codebook

Relabelling = Callable[[Codebook], Codebook]
"""Makes a codebook of other labels."""


def renamed(book: Codebook) -> Codebook:
    """Return the codebook with each category under the letters and number of the one 17 places on."""
    return _relabelled(book, new_ids(book))


def swapped(book: Codebook) -> Codebook:
    """Return the codebook with the contents of neighbouring categories in each other's place."""
    return _relabelled(book, swapped_ids(book))


def new_ids(book: Codebook) -> dict[str, str]:
    """Return the new id of each category under `renamed`."""
    ids = [category.id for category in book.categories]
    return {old: ids[(number + 17) % len(ids)] for number, old in enumerate(ids)}


def swapped_ids(book: Codebook) -> dict[str, str]:
    """Return the new id of each category under `swapped`: pairs of neighbours in the file change places."""
    ids = [category.id for category in book.categories]
    pairs = [pair for number, pair in enumerate(pairwise(ids)) if number % 2 == 0]
    return {old: old for old in ids} | dict(pairs) | {b: a for a, b in pairs}


def _relabelled(book: Codebook, ids: Mapping[str, str]) -> Codebook:
    plain = book.model_dump(mode="json")
    for category in plain["categories"]:
        category["domain"] = ids[category["id"]].partition(".")[2][0]
    renamed = _renamed(plain, ids)
    renamed["categories"].sort(key=lambda category: category["id"])
    return Codebook.model_validate(_tuples(renamed))


def _renamed(part: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(part, dict):
        return {key: _renamed(value, ids) for key, value in part.items()}
    if isinstance(part, list):
        return [_renamed(value, ids) for value in part]
    return ids.get(part, part) if isinstance(part, str) else part


def _tuples(part: Any) -> Any:
    if isinstance(part, dict):
        return {key: _tuples(value) for key, value in part.items()}
    return tuple(_tuples(value) for value in part) if isinstance(part, list) else part
