"""Which claims a text says it could not verify: those of the attribution before, or what it names (CUES 4.6.9)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from reportedly.records import Attribution, Claim, Span
from reportedly.stages.attribution.hedging import Words
from reportedly.text import name_key

_VERIFIES = re.compile(r"\b(?:independently|immediately possible|verif|confirm|corroborat|check)", re.IGNORECASE)
_ALL = re.compile(r"\b(?:these|those|any of|all (?:of )?(?:the|this|these)|none of)\b", re.IGNORECASE)
_TWO = re.compile(r"\b(?:either|both|neither)\b", re.IGNORECASE)
_GENERAL = re.compile(
    r"(?:claim|account|report|allegation|figure|number|information|statement|detail|rumou?r|version|assertion|matter|case|"
    r"tally|toll|data|content)s?|story|stories|it|this|that|them|these|those|either|both|neither"
)
"""Words for what was said, or that only point to it."""

_WHOSE = r"(?:the|this|that|these|those|his|her|its|their|any|an?)"
_OBJECT = re.compile(rf"[\s,]*{_WHOSE}\s+(?:[\w’-]+\s+)??(\w+)\b", re.IGNORECASE)
_SUBJECT = re.compile(rf"(?:^|[.;,]\s){_WHOSE}\s+(?:[\w’-]+\s+)??(\w+)\s+$", re.IGNORECASE)
_TENSE = re.compile(r"(?:could|can|has|have|had|was|were|is|are)\s+$", re.IGNORECASE)
_STEM = 5


def unverified(words: Words, claims: Sequence[Claim], told: Mapping[str, Attribution]) -> frozenset[str]:
    """Return the ids of the claims that the text says could not be verified.

    `told` gives the chain of each claim.
    """
    found: set[str] = set()
    for index, unit in enumerate(words.units):
        for match in words.in_unit(index):
            if match.entry.type == "UNV" and _VERIFIES.search(words.text, match.start, match.end):
                span, sentence = Span(match.start, match.end), Span(unit.start, unit.end)
                found.update(claim.id for claim in _meant(words, claims, told, span, sentence))
    marked = {claim.id for claim in claims if claim.summary_of and found.issuperset(claim.summary_of)}
    return frozenset(found | marked | _heading(words, claims, told, found))


def _heading(words: Words, claims: Sequence[Claim], told: Mapping[str, Attribution], found: set[str]) -> frozenset[str]:
    """Return the claims of the first line that are told by the source of one that could not be verified."""
    roots = {_root(words.text, told.get(c.id)) for c in claims if c.id in found} - {""}
    end = max((u.end for u in words.units if u.order == words.units[0].order), default=0)
    above = (c for c in claims if c.matter[-1].end <= end)
    return frozenset(c.id for c in above if _root(words.text, told.get(c.id)) in roots and c.id not in found)


def _meant(
    words: Words, claims: Sequence[Claim], told: Mapping[str, Attribution], span: Span, sentence: Span
) -> Sequence[Claim]:
    """Return the claims that one "could not be verified" is about."""
    beside = words.text[sentence.start : sentence.end]
    inside = [c for c in claims if sentence.start <= c.matter[0].start < sentence.end]
    behind = [c for c in inside if c.matter[0].start >= span.end]
    ahead = [c for c in inside if c.matter[-1].end <= span.start]
    if behind or ahead:
        return behind or ahead
    before = [c for c in claims if c.matter[0].start < sentence.start and _near(words, c, sentence)]
    if not before:
        return []
    noun = _noun(words.text, span, sentence)
    if noun is not None and not _GENERAL.fullmatch(noun):
        naming = [c for c in before if any(w.startswith(noun[:_STEM]) for w in _words_of(words.text, c))]
        if naming:
            return [c for c in naming if c.sentence == naming[-1].sentence]
    groups = list(_by_source(words.text, before, told))
    if not groups:
        return [c for c in before if c.sentence == before[-1].sentence]
    count = len(groups) if _ALL.search(beside) else 2 if _TWO.search(beside) else 1
    return [claim for group in groups[-count:] for claim in group]


def _near(words: Words, claim: Claim, sentence: Span) -> bool:
    """Say whether a claim stands in the paragraph of a sentence, or in the one before where that opens its own."""
    orders = {u.start: u.order for u in words.units}
    here = orders[sentence.start]
    there = next((u.order for u in words.units if u.start <= claim.matter[0].start < u.end), None)
    if there == here:
        return True
    opens = not any(u.order == here and u.start < sentence.start for u in words.units)
    return opens and there == here - 1


def _by_source(text: str, claims: Sequence[Claim], told: Mapping[str, Attribution]) -> Iterator[list[Claim]]:
    """Yield the claims that have a source, those of one source after the other together."""
    for name, group in groupby(claims, key=lambda c: _root(text, told.get(c.id))):
        if name:
            yield list(group)


def _root(text: str, attribution: Attribution | None) -> str:
    if attribution is None or not attribution.links:
        return ""
    root = attribution.links[-1]
    span = root.antecedent or root.span
    return name_key(span.of(text)) if span is not None else "nobody"


def _noun(text: str, span: Span, sentence: Span) -> str | None:
    """Return the noun that could not be verified: behind an active verb, before a passive one."""
    passive = text[span.start : span.end].lower().endswith("ed")
    found = None
    if passive:
        found = _SUBJECT.search(_TENSE.sub("", text[sentence.start : span.start]))
    else:
        found = _OBJECT.match(text, span.end, sentence.end)
    return found.group(1).casefold() if found is not None else None


def _words_of(text: str, claim: Claim) -> list[str]:
    return [w.casefold() for span in claim.matter for w in re.findall(r"\w+", span.of(text))]
