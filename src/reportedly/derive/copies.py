"""Exact copies: documents of the same words and punctuation."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from reportedly.derive.words import Text, order
from reportedly.records import DocEdge
from reportedly.text import digest


def exact_groups(texts: Sequence[Text]) -> list[list[Text]]:
    """Return the texts in groups of equal words and punctuation, earliest first in each group.

    White space does not count. The groups come in the order of their first member.
    """
    groups: dict[str, list[Text]] = defaultdict(list)
    for text in sorted(texts, key=lambda t: order(t.document)):
        groups[digest(text.squeezed, length=64)].append(text)
    return list(groups.values())


def exact_edges(groups: Sequence[Sequence[Text]], producer: str) -> Iterator[DocEdge]:
    """Yield one copy edge from every later member of a group to its first."""
    for group in groups:
        first = group[0]
        for other in group[1:]:
            same_bytes = first.document.sha256 == other.document.sha256
            what = "the same bytes" if same_bytes else "the same text, white space aside"
            yield DocEdge(
                start=other.document.id,
                end=first.document.id,
                kind="copy",
                score=1.0,
                evidence=what,
                producer=producer,
            )
