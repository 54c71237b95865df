"""Which claims a text says it could not verify: those of the attribution before, or of whom it names (CUES 4.6.9)."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from reportedly.records import Attribution, Claim, Span
from reportedly.stages.attribution_languages.kinds import WORD
from reportedly.stages.attribution_languages.naming import stem
from reportedly.stages.attribution_languages.page import Page

_ALL = re.compile(
    r"(?<!\w)(?:усі|всі|усіх|всіх|жодн\w+|все|всех|всю|ни одн\w+|alle[rns]?|sämtliche[rns]?|kein(?:e|er|es)? de[rs])"
    r"(?!\w)",
    re.IGNORECASE,
)
_BOTH = re.compile(
    r"(?<!\w)(?:обидв\w+|обох|сторін|обе|оба|обеих|обоих|сторон|beide[rns]?|weder|Seiten)(?!\w)", re.IGNORECASE
)
_TWO, _LEAST = 2, 4
_Group = list[Claim]


def unverified(
    page: Page, said: Iterable[Span], claims: Sequence[Claim], told: Mapping[str, Attribution]
) -> frozenset[str]:
    """Return the ids of the claims that the text says could not be verified.

    `said` are the words that say so, `told` gives the chain of each claim.
    """
    found: set[str] = set()
    for span in said:
        found.update(claim.id for claim in _meant(page, span, claims, told))
    return frozenset(found)


def _meant(page: Page, span: Span, claims: Sequence[Claim], told: Mapping[str, Attribution]) -> Sequence[Claim]:
    """Return the claims that one "could not be verified" is about."""
    index = page.at(span.start)
    sentence = page.sentences[index].span
    inside = [
        c for c in claims if page.at(c.evidence[0].start) == index and not any(e.covers(span) for e in c.evidence)
    ]
    if inside:
        return inside
    before = [c for c in claims if c.evidence[0].start < sentence.start and _near(page, c, index)]
    if not before:
        return []
    groups = _by_source(page, before, told)
    if not groups:
        return [c for c in before if page.at(c.evidence[0].start) == page.at(before[-1].evidence[0].start)]
    printed = sentence.of(page.text)
    named = [g for g in groups if _is_named(page, g[0], told, printed)]
    if named and not _BOTH.search(printed):
        return named[-1]
    count = len(groups) if _ALL.search(printed) else _TWO if _BOTH.search(printed) else 1
    return [claim for group in groups[-count:] for claim in group]


def _near(page: Page, claim: Claim, index: int) -> bool:
    """Say whether a claim stands in the paragraph of a sentence, or in the line before where that opens its own."""
    here, there = page.sentences[index], page.sentences[page.at(claim.evidence[0].start)]
    if here.line == there.line:
        return True
    opens = page.sentences[index - 1].line != here.line
    return opens and here.line - there.line == 1


def _by_source(page: Page, claims: Sequence[Claim], told: Mapping[str, Attribution]) -> list[_Group]:
    """Return the claims that have a source, those of one source after the other together."""
    return [list(group) for name, group in groupby(claims, key=lambda c: _root(page, told.get(c.id))) if name]


def _root(page: Page, attribution: Attribution | None) -> str:
    """Return the name of the root of a chain, of hearsay a word for nobody, and nothing for the text's own words."""
    if attribution is None or attribution.root_status == "author":
        return ""
    root = attribution.links[-1] if attribution.links else None
    span = (root.antecedent or root.span) if root is not None else None
    return " ".join(sorted(map(stem, WORD.findall(span.of(page.text))))) if span is not None else "nobody"


def _stems(page: Page, span: Span) -> set[str]:
    return {_stem(w) for w in WORD.findall(span.of(page.text)) if len(w) >= _LEAST or w.isupper()}


def _stem(word: str) -> str:
    """Return a word without its case ending, also that of a German genitive or plural."""
    return re.sub(r"(?<=\w{4})(?:es|s|en|n)$", "", stem(word))


def _is_named(page: Page, claim: Claim, told: Mapping[str, Attribution], printed: str) -> bool:
    """Say whether a sentence names a source of a claim ("the statements of the army")."""
    words = {_stem(w) for w in WORD.findall(printed)}
    links = told[claim.id].links if claim.id in told else ()
    return any(_stems(page, span) & words for k in links for span in (k.span, k.antecedent) if span is not None)
