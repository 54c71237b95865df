"""What counting origins needs to know of a pile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reportedly.corroborate.root import Root
from reportedly.records import DocEdge

When = tuple[str, str, str]
"""Where a document stands in time: published, path, id."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What counting needs to know of the pile, by document id or claim id.

    `roots` by claim, `publishers` and `names` the identity and the name of each document's publisher,
    `order` where each document stands in time, `edges` those that start at a document, `exact` the claim of
    the earliest copy that an exact copy repeats.
    """

    roots: Mapping[str, Root]
    publishers: Mapping[str, str]
    names: Mapping[str, str]
    order: Mapping[str, When]
    edges: Mapping[str, Sequence[DocEdge]]
    exact: Mapping[str, str]
