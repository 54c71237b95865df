"""Names of private persons stay in the kept copy: what an output prints in their place (DOMAIN 1.17)."""

from collections.abc import Iterable

from reportedly.records.document import PersonMention
from reportedly.records.reading import Reading
from reportedly.records.span import Span

WITHHELD = "[name withheld]"
"""Printed where the name of a private or protected person stands."""

JOINER = " … "
"""Printed between the pieces of a quotation."""

_PRIVATE = frozenset({"P2", "P3"})


def private_spans(reading: Reading) -> tuple[Span, ...]:
    """Return the spans of names of private (P2) and protected (P3) persons, in order, without overlaps."""
    return _apart({m.span for m in reading.of(PersonMention) if m.person_class in _PRIVATE})


def _apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the spans in order, with those that overlap joined."""
    apart: list[Span] = []
    for span in sorted(spans):
        if apart and span.start < apart[-1].end:
            apart[-1] = Span(apart[-1].start, max(apart[-1].end, span.end))
        else:
            apart.append(span)
    return tuple(apart)


def shown(
    reading: Reading, spans: Iterable[Span], working_copy: bool, *, also: Iterable[Span] = ()
) -> tuple[str, tuple[Span, ...]]:
    """Return the printed text of `spans`, pieces joined by " … ", and the spans left out of it.

    Letter for letter as in the text, but a private person's name, whole or cut by the edge of a span,
    is printed as "[name withheld]" unless it is for a working copy. `also` are further stretches to
    withhold, such as names that are known to be private from another document.
    """
    hidden = () if working_copy else _apart({*private_spans(reading), *also})
    quotes: list[str] = []
    withheld: list[Span] = []
    for span in spans:
        pieces: list[str] = []
        at = span.start
        for name in hidden:
            if name.overlaps(span):
                cut = Span(max(name.start, span.start), min(name.end, span.end))
                pieces += [reading.text[at : cut.start], WITHHELD]
                withheld.append(cut)
                at = cut.end
        pieces.append(reading.text[at : span.end])
        quotes.append("".join(pieces))
    return JOINER.join(quotes), tuple(withheld)
