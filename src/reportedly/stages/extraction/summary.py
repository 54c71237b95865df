"""Lead sentences that the body restates: by the words they share."""

from collections.abc import Sequence

from reportedly.records import Claim
from reportedly.stages.extraction.tagger import lemma, tag, words

_WIDTH = 60
"""Only the first claims of a text can be its lead, only that many later ones are compared with each."""

_CONTENT = frozenset({"N", "NP", "VF", "VN", "VG", "VB", "ADJ"})
_COMMON = words(
    "have be people kind area region place time day week year month country other new say report include make take use "
    "territory case part number order"
)


def contentwords(wording: str) -> frozenset[str]:
    """Return the dictionary forms of the words that carry the matter of a wording."""
    found = {lemma(token.low) for token in tag(wording[:600]) if token.tag in _CONTENT and len(token.low) > 2}
    return frozenset(found - _COMMON)


def restated(claims: Sequence[Claim], lead: int) -> dict[str, tuple[str, ...]]:
    """Return, for each of the first `lead` claims that later ones restate, the ids of those.

    A later claim restates an earlier one if at least two words of matter and 40 % of the shorter list are the same.
    """
    words = [contentwords(claim.proposition) for claim in claims[: lead + _WIDTH]]
    found: dict[str, tuple[str, ...]] = {}
    for position in range(min(lead, len(matter))):
        hits = [claims[other].id for other in range(lead, len(matter)) if _similar(matter[position], matter[other])]
        if hits:
            found[claims[position].id] = tuple(hits[:5])
    return found


def _similar(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared >= 2 and shared >= 0.4 * min(len(a), len(b))
