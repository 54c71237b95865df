"""A source that changes on the way: a hop that is left out, an unnamed source that gets a name, another speaker."""

from collections.abc import Iterator
from dataclasses import dataclass

from reportedly.contrast.wording import Phrase, stem
from reportedly.derive.commitment import Commitment, Hop
from reportedly.derive.drift_shifts import Held, Shift

_UNNAMED = frozenset({"unnamed_plural", "unnamed_single", "resident", "witness"})


@dataclass(frozen=True, slots=True)
class Voices:
    """Who speaks in the two claims, made comparable; `relayed`: the later text gives the earlier one as its source.

    `near`: the later text is a copy, a translation, an excerpt, a summary or a new version of the earlier one.
    """

    before: Commitment
    after: Commitment
    relayed: bool
    near: bool

    @property
    def two(self) -> bool:
        """Whether two speakers tell the two claims: that they differ is no drift."""
        hops = self.before.hops, self.after.hops
        return bool(hops[0] and hops[1]) and not any(a.same(b) for a in hops[0] for b in hops[1])

    def own(self, before: Held) -> bool:
        """Say whether the later text has the claim from a source of its own, which the earlier one does not print."""
        if self.before.hops or not self.after.hops or self.relayed:
            return False
        return not any(_printed_in(hop, before) for hop in self.after.hops)


def source_shifts(voices: Voices, before: Held, after: Held) -> Iterator[Shift]:
    """Yield what became of the source; `before` and `after` are the two documents."""
    mine, theirs = voices.before.hops, voices.after.hops
    if not mine or not theirs:
        return
    root, other = mine[-1], theirs[-1]
    if not voices.two and len(theirs) < len(mine) and _shown_same(root, other):
        gone = [h for h in mine[:-1] if not h.inferred and h.span and not any(h.same(t) for t in theirs)]
        gone = [h for h in gone if not _printed_in(h, after)]
        if gone:
            reason = f"“{gone[0].printed}”, through whom it was known, is left out; “{other.printed}” speaks directly"
            yield Shift("source", "hop_dropped", "hardened", _phrases(gone), _phrases([other]), reason)
        return
    if len(mine) != len(theirs) or root.inferred or other.inferred or root.open or other.open:
        return
    close = voices.relayed or voices.near
    new = close and not _printed_in(other, before)
    if new and _unnamed(root) and _proper(other):
        reason = f"“{root.printed}”, not named, became “{other.printed}”"
        yield Shift("source", "source_named", "hardened", _phrases([root]), _phrases([other]), reason)
    elif new and voices.two and _specific(root) and _specific(other) and not _printed_in(root, after):
        reason = f"what “{root.printed}” said is told as said by “{other.printed}”"
        yield Shift("source", "source_switched", "changed", _phrases([root]), _phrases([other]), reason)


def _phrases(hops: list[Hop]) -> tuple[Phrase, ...]:
    return tuple(Phrase(h.printed, h.span) for h in hops if h.span is not None)


def _shown_same(one: Hop, other: Hop) -> bool:
    return bool(one.keys & other.keys or one.stems & other.stems)


def _printed_in(hop: Hop, held: Held) -> bool:
    """Say whether a text prints the noun that a source turns on."""
    heads = {hop.head, *(stem(w.casefold())[:6] for w in hop.printed.split() if w[:1].isupper() and len(w) > 3)}
    return any(head and any(w.startswith(head) for w in held.words) for head in heads)


def _unnamed(hop: Hop) -> bool:
    return hop.role in _UNNAMED or not hop.named


def _proper(hop: Hop) -> bool:
    """Say whether a source is named by a proper name, not only by a common noun."""
    words = hop.printed.split()
    return hop.named and any(w[:1].isupper() for w in words[1:])


def _specific(hop: Hop) -> bool:
    return hop.named and hop.role not in _UNNAMED
