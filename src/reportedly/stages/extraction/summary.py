"""Lead sentences that the body restates: by the words they share."""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from reportedly.records import Claim
from reportedly.stages.extraction.tagger import lemma, tag, words

_WIDTH = 60
"""Only the first claims of a text can be its lead, only that many later ones are compared with each."""

_SPELT = 5
"""An opening assessment is spelt out by the next few claims, or not at all."""

Categories = Callable[[str], str]
"""Gives the category of a proposition, "" where it has none."""

_CONTENT = frozenset({"N", "NP", "VF", "VN", "VG", "VB", "ADJ"})
_COMMON = words(
    "have be people kind area region place time day week year month country other new say report include make take use "
    "territory case part number order"
)


@lru_cache(maxsize=2048)
def content_words(wording: str) -> frozenset[str]:
    """Return the dictionary forms of the words that carry the matter of a wording."""
    found = {lemma(token.low) for token in tag(wording[:600]) if token.tag in _CONTENT and len(token.low) > 2}
    return frozenset(found - _COMMON)


def restated(claims: Sequence[Claim], lead: int, categories: Categories) -> dict[str, tuple[str, ...]]:
    """Return, for each claim that only sums up others, the ids of those.

    Such are the first `lead` claims, restated later in the text, and an assessment that opens a paragraph and is
    spelt out in it. Two claims match if they share at least two words of matter and 40 % of the shorter list, or if
    `categories` gives both the same category and the earlier one names neither place nor number.
    """
    found: dict[str, tuple[str, ...]] = {}
    # Each claim is compared with many, and to find its category takes longest.
    categories = cache(categories)
    for position in range(min(lead, _WIDTH)):
        _link(found, claims[position], claims[lead : lead + _WIDTH], categories)
    for position, claim in enumerate(claims):
        opens = position == 0 or claims[position - 1].passage != claim.passage
        if opens and claim.kind == "assessment" and claim.id not in found:
            after = [c for c in claims[position + 1 : position + 1 + _SPELT] if c.passage == claim.passage]
            _link(found, claim, after, categories)
    return found


def _link(found: dict[str, tuple[str, ...]], claim: Claim, later: Sequence[Claim], categories: Categories) -> None:
    matter = content_words(claim.proposition)
    category = categories(claim.proposition) if later and _general(claim.proposition) else ""
    hits = [
        other.id
        for other in later
        if _similar(matter, content_words(other.proposition))
        or (category.startswith("GUO.") and categories(other.proposition) == category)
    ]
    if hits:
        found[claim.id] = tuple(hits[:5])


def _general(proposition: str) -> bool:
    """Say whether a proposition names no number and no proper name after its first words."""
    tokens = tag(proposition[:600])
    return not any(token.tag == "NUM" or (token.tag == "NP" and token.low != "pro") for token in tokens[2:])


def _similar(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared >= 2 and shared >= 0.4 * min(len(a), len(b))
