"""Where a claim that was decided on stands today: by its id, else by the words it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from reportedly.records import Claim, Quote, Reading, Span

SHARED = 0.5
"""A claim stands where an earlier one stood if they have at least this share of their joint code points in common.

Set by reasoning, not measured: with half or less, two claims could have an equal right to one decision.
"""


def quote_of(reading: Reading, claim: Claim) -> Quote:
    """Return where a claim stands, by its words."""
    pieces = tuple(span.of(reading.text) for span in claim.evidence)
    return Quote(claim.id, claim.document, pieces, _order(reading.text, pieces[0], claim.evidence[0].start))


def _order(text: str, piece: str, start: int) -> int:
    count, at = 0, text.find(piece)
    while 0 <= at < start:
        count, at = count + 1, text.find(piece, at + 1)
    return count


def spans_of(text: str, quote: Quote) -> tuple[Span, ...] | None:
    """Return the spans in `text` at which the words of a quote stand, None where they do not."""
    at, found = -1, []
    for _ in range(quote.order + 1):
        at = text.find(quote.pieces[0], at + 1)
        if at < 0:
            return None
    for piece in quote.pieces:
        at = text.find(piece, at)
        if at < 0:
            return None
        found.append(Span(at, at + len(piece)))
        at += len(piece)
    return tuple(found)


@dataclass
class Places:
    """The claims and documents of today, with what is known of claims that moved."""

    claims: dict[str, tuple[Reading, Claim]]
    documents: dict[str, Reading]
    moved: dict[str, str] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, readings: Iterable[Reading], quotes: Iterable[Quote] = ()) -> "Places":
        """Return the places of all claims, those of quotes (by the id that they had) worked out."""
        held = list(readings)
        made = cls({c.id: (r, c) for r in held for c in r.of(Claim)}, {r.document.id: r for r in held})
        for quote in quotes:
            made._follow(quote)
        return made

    def place(self, claim: str) -> str | None:
        """Return the id under which a claim stands today, or None."""
        return claim if claim in self.claims else self.moved.get(claim)

    def why_lost(self, claim: str) -> str:
        """Return why a claim cannot be placed."""
        return self.lost.get(claim, "the claim is not there any more, and the words it stood at were not kept")

    def _follow(self, quote: Quote) -> None:
        if quote.claim in self.claims or quote.claim in self.moved:
            return
        reading = self.documents.get(quote.document)
        if reading is None:
            self.lost[quote.claim] = "its document is not in the project any more"
            return
        spans = spans_of(reading.text, quote)
        if spans is None:
            self.lost[quote.claim] = "its words do not stand in the document any more"
            return
        shares = sorted(((_shared(spans, c.evidence), c.id) for c in reading.of(Claim)), reverse=True)
        best = [(share, claim) for share, claim in shares if share > 0]
        if best and best[0][0] >= SHARED and not (len(best) > 1 and best[1][0] >= SHARED):
            self.moved[quote.claim] = best[0][1]
            self.lost.pop(quote.claim, None)
        elif best:
            self.lost[quote.claim] = f"its words now stand in {', '.join(c for _, c in best)}, none of which is it"
        else:
            self.lost[quote.claim] = "no claim stands at its words any more"


def _shared(one: tuple[Span, ...], other: tuple[Span, ...]) -> float:
    shared = sum(a.overlap(b) for a in one for b in other)
    joint = sum(map(len, one)) + sum(map(len, other)) - shared
    return shared / joint
