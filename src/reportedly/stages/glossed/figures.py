"""Lists that give a figure for each place ("у Сумах – 3, в Охтирці – 2"): one claim for each."""

import re
from itertools import pairwise

from reportedly.records import Span

_NAME = (
    r"(?-i:[A-ZÄÖÜА-ЯІЇЄҐЁ])[\w'’-]+(?:[ -](?:(?-i:[A-ZÄÖÜА-ЯІЇЄҐЁ])[\w'’-]+|район\w*|област\w*|громад\w*|общин\w*))*"
)
_ITEM = re.compile(
    rf"\b(?:у|в|во|на|in)\s+{_NAME}\s*(?:–|—|-|:)\s*(?:понад |около |близько |более |rund |über )?\d[\d  .,]*\b",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:[,;]\s*)?(?:(?:і|й|та|и|und|а також|а также|sowie)\s+)?[^\W\d_]{0,14}\s*[,;]?\s*")
"""What may stand between two items: marks, "and", one noun of the first ("3 школи")."""


def by_place(text: str, spans: tuple[Span, ...]) -> list[tuple[Span, ...]]:
    """Return the evidence of each claim of a clause: its head with one item, or the clause as it is."""
    last = spans[-1]
    items = list(_ITEM.finditer(text, last.start, last.end))
    near = all(_BETWEEN.fullmatch(text, one.end(), other.start()) for one, other in pairwise(items))
    if len(items) < _SEVERAL or not near:
        return [spans]
    head = text[last.start : items[0].start()].rstrip(" ,;:–—-")
    before = spans[:-1] if not head else (*spans[:-1], Span(last.start, last.start + len(head)))
    ends = [other.start() for other in items[1:]] + [last.end]
    return [(*before, _stripped(text, one.start(), end)) for one, end in zip(items, ends, strict=True)]


_SEVERAL = 2
_TAIL = re.compile(r"[\s,;]*(?:\b(?:і|й|та|и|und|sowie)\b)?\s*$")


def _stripped(text: str, start: int, end: int) -> Span:
    printed = text[start:end]
    return Span(start, start + len(_TAIL.sub("", printed)))
