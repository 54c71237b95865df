"""Which claim of another source holds what a sentence quotes: its note must show the statement it is cited for."""

import re
from collections.abc import Sequence

from reportedly.brief import quoting, voices
from reportedly.brief.choose import printed, representative
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.names import same_body
from reportedly.records import Origin, Quantity
from reportedly.text import squeeze

_WORD = re.compile(r"\w+")
_STEM, _SHORT = 5, 3
"""Letters by which words are compared, and up to which a word says too little."""
_SHARE, _LEAST = 0.5, 2
"""Share of the shorter quotation's words, and how many, that two must have in common to say the same."""
_IMPAIRED = frozenset({"none", "partial", "closed_permanent"})
"""States that a retelling may well swap: a pharmacy that is closed, care that is partly gone."""


def upholds(lead: Fact, other: Fact) -> bool:
    """Say whether a claim says what another one quotes: one state of one service, or mostly the same words.

    Where words cannot be compared, in another language, one category with one number counts as well.
    """
    if lead.claim.polarity != other.claim.polarity:
        return False
    if lead.status is not None and other.status is not None:
        states = {lead.status.status, other.status.status}
        return lead.status.sector == other.status.sector and (len(states) == 1 or states <= _IMPAIRED)
    if lead.reading.document.language != other.reading.document.language:
        return lead.category == other.category and bool(_amounts(lead) & _amounts(other))
    mine, theirs = _content(lead), _content(other)
    shared, shorter = len(mine & theirs), min(len(mine), len(theirs))
    return shared >= min(_LEAST, shorter) > 0 and shared >= _SHARE * shorter


def witness(origin: Origin, lead: Fact, facts: Facts) -> Fact | None:
    """Return the claim of an origin that best shows what a sentence quotes; None where none of them says it.

    Of those that do, what the origin itself published goes first, then what can be read in the brief's language.
    """
    said = [f for f in facts.facts(origin.claims) if upholds(lead, f)]
    told = [f for f in said if representative([f]) is not None]
    return min(told, key=lambda f: _order(f, origin, lead, facts), default=None)


def nearest(found: Sequence[Fact], lead: Fact) -> Fact:
    """Return the claim among those of one publisher that says what a sentence quotes, else the first of them."""
    return next((f for f in found if upholds(lead, f) and representative([f]) is not None), found[0])


def _order(fact: Fact, origin: Origin, lead: Fact, facts: Facts) -> tuple[bool, bool, bool, bool, int, str]:
    own = same_body(voices.publisher(fact, facts).name, origin.name)
    shared = len(_content(fact) & _content(lead))
    return fact.recalled, fact.foreign, not own, not quoting.readable(fact), -shared, fact.id


def _content(fact: Fact) -> frozenset[str]:
    words = _WORD.findall(squeeze(printed(fact)).casefold())
    return frozenset(w[:_STEM] for w in words if len(w) > _SHORT or w.isdigit())


def _amounts(fact: Fact) -> frozenset[float]:
    return frozenset(q.best for q in fact.reading.about(Quantity, fact.id) if q.best is not None)
