"""What the annotators of a corpus count as the name of a place, where it differs from what the product calls one.

The product gives peoples and adjectives apart from toponyms, and a name without type words in small letters. Corpora
differ in both, so recognition is scored twice: as the product gives it, and with the names that the corpus counts.
Shares are those of the development halves.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from reportedly.records import Span


@dataclass(frozen=True, slots=True)
class Convention:
    """`peoples`: "Syrians" and "Syrian" count. `printed`: "northern X" and "X province" are one name."""

    peoples: bool = False
    printed: bool = False


CONVENTIONS = {
    # Gritta et al. 2019, table 1: demonyms and modifiers are classes of toponyms; 150 of the 301 names that were missed
    "geowebnews": Convention(peoples=True),
    # 160 of 526 and 39 of 62 missed names are peoples or adjectives
    "lgl": Convention(peoples=True),
    "trnews": Convention(peoples=True),
    # class AST; 72 of 72 provinces, 60 of 61 districts, 105 of 140 sides are part of the name
    "humset_recognition": Convention(peoples=True, printed=True),
}
PLAIN = Convention()

_TYPE = re.compile(
    r" (?:provinces?|districts?|governorates?|regions?|states?|count(?:y|ies)|oblasts?|cit(?:y|ies)|towns?|villages?"
    r"|camps?|municipalit(?:y|ies)|LGAs?|locality|departments?|subdistricts?|airport|port|basins?)\b"
)
_SIDE = re.compile(r"\b(?:[Nn]orth|[Ss]outh|[Ee]ast|[Ww]est|[Cc]entral)(?:[- ]?(?:east|west))?(?:ern)? $")
_FARTHEST = 20


def convention_of(corpus: str) -> Convention:
    """Return the convention of a corpus by the name of its file; that of the product where none is known."""
    return CONVENTIONS.get(corpus.removesuffix(".dev").replace("-", "_"), PLAIN)


def counted(text: str, names: Iterable[Span], peoples: Iterable[Span], convention: Convention) -> set[Span]:
    """Return the spans of `names` as a corpus with this convention would mark them."""
    spans = {_printed(text, span) if convention.printed else span for span in names}
    return spans.union(peoples) if convention.peoples else spans


def _printed(text: str, span: Span) -> Span:
    behind = _TYPE.match(text, span.end)
    before = _SIDE.search(text, max(0, span.start - _FARTHEST), span.start)
    return Span(before.start() if before else span.start, behind.end() if behind else span.end)
