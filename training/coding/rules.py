"""The codebook as texts: what a category is told to the network by."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.codebook import load_default
from reportedly.codebook.texts import texts_of
from reportedly.models.nearest import TEXT_KINDS

TEXTS = TEXT_KINDS
_BOOK = load_default()
SECTORS = tuple(_BOOK.sector_ids)
CAUSES = tuple(c for c in _BOOK.cause if c != "unknown")


@dataclass(frozen=True, slots=True)
class RuleText:
    """One text of a category: which kind of TEXTS, and for what code without the prefix of the codebook."""

    category: str
    kind: int
    text: str


def texts() -> Iterator[RuleText]:
    """Yield the texts of all categories and of the routing codes."""
    for code, kind, text in texts_of(_BOOK):
        yield RuleText(code.rpartition(".")[2], TEXTS.index(kind), text)
