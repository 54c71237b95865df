"""What is not part of a claim: sources in plain patterns, hedging adverbs, connectives, labels before a colon."""

import re

from reportedly.sieve import Sieve, sieve
from reportedly.stages.extraction.tagger import finite_positions, tag
from reportedly.stages.extraction.unsaid import CONTRARY_OPENING

_SPEAK = (
    r"(?:said|says|say|told|reported|reports|report|claimed|claims|claim|announced|"
    r"announces|wrote|writes|added|adds|"
    r"complain(?:ed|s)?|confirmed|confirms|noted|notes|admitted|admits|stated|"
    r"states|recalled|insisted|explained|warned|"
    r"warns|alleged|believe|believes)"
)

ANAPHORIC = sieve(
    r"\s*(?:This|That|It|Such)\b[^.;]{0,20}?\b(?:is|was|were|has been|have been|"
    r"are)\s+(?:also\s+)?"
    r"(?:reported|said|announced|confirmed|stated|written|noted)\s+(?:about\s+|"
    r"on\s+)?(?:by|in)\b"
)
"""A sentence that only names the source of the sentence before it."""

_REMOVED: tuple[Sieve, ...] = (
    sieve(r"\s*According to (?!this\b)[^,;:.]{1,140},\s*"),
    sieve(
        r",?\s+(?:according to|as reported by|as stated by|citing)\s+[^,;]{1,140}?(?=[,;]|"
        r"[.!?]?\s*$|\.\s)"
    ),
    sieve(
        rf",\s+[^,;.]{{1,80}}?\s{_SPEAK}(?:\s+(?:us|on|in|by|at|to|last|yesterday)\b[^,;.]{{0,50}})?(?=[,;]|"
        rf"[.!?]?\s*$)"
    ),
    sieve(rf"\s*[^,;.:]{{1,90}}?\s{_SPEAK}(?:\s+(?:on|in|to)\s[^,;.]{{1,40}}?)?\s+that\s+"),
)
_ADVERBS = sieve(
    r",?\s*\b(?:reportedly|allegedly|apparently|supposedly|purportedly|ostensibly|"
    r"presumably|probably|evidently|"
    r"seemingly|possibly)\b,?"
    r"|(?<=\w)\s+(?:is|are|was|were)\s+said\s+to\s+(?=be\b|have\b|avoid\b)",
    re.IGNORECASE,
)
_CITATION = sieve(r"\s*\([^()]{0,160}?\d{1,2}[/.]\d{1,2}[/.]\d{2,4}[^()]{0,40}\)|\s*\[\d{1,3}\]")
_SOURCE_LINE = sieve(r"\s*\(?\b(?:Sources?|Photo(?: credit)?|Credit)\s*:[^\n]{0,300}")
_CONNECTIVE = re.compile(
    r"\s*(?:(?:Accordingly|According to this|Among other things|However|Moreover|"
    r"Furthermore|Additionally|In addition"
    r"(?! to)|Also|Meanwhile|Therefore|Thus|Hence|Consequently|As a (?:result|"
    r"consequence)(?! of)|Similarly|Likewise|"
    r"On the other hand|Despite this|For example|For instance|Further|Besides|"
    r"In particular|Nevertheless|Nonetheless|"
    r"At the same time|In fact|Indeed|Overall|Finally|Currently|Recently|Conversely|"
    r"In turn|In response|"
    r"In the meantime|To date|So far|In total|In it|In them|Again|Notably|In "
    r"general|Yet|Still|Then|Instead|"
    r"In other words|Subsequently|Importantly)\s*,\s*|(?:But|And|So|That[’']s "
    r"why|That is why|This is why|Therefore|Thus)\s+)"
)
_ADVERBIAL = re.compile(
    r"\s*(?:In|On|Since|At|As of|During|Across|Throughout|Between|By|From|Over|"
    r"Within|Around|Near|Inside|Outside|Upon|"
    r"Until|Elsewhere|Following|Faced with|Broken down by|Amid|Despite|Early|"
    r"Earlier|Later|Last|This|Today|Yesterday)\b(?! order)(?! addition to)[^,;:()]{0,70}"
    r"(?:\([^()]{0,40}\)[^,;:()]{0,20})?,\s*(?=\S)"
)
_LABEL = sieve(r"\s*[^\W\d_][^:;!?\n]{0,70}?:\s+(?=\S)|\s*\d{1,2}\s+[A-Z][a-z]+(?:\s+\d{4})?\s*:\s+")


_DATELINE = sieve(
    r"\s*(?-i:[A-Z][A-Z'’\-]+(?:[ /][A-Z][A-Z'’\-]+){0,3})(?:\s*\([^()]{1,40}\)|, [A-Z][^,.–—]{2,30})?\s*[–—-]\s+(?=\S)"
)
"""A place in capitals before a dash, as news agencies open a story."""

_AREA = sieve(
    r"(?:[A-Z][\w'’\-]+\s+){1,3}(?:[Ss]tate|[Pp]rovince|[Dd]istrict|[Gg]overnorate|"
    r"[Cc]ounty|[Rr]egion|[Tt]erritory|[Pp]refecture|"
    r"LGA|[Oo]blast|[Mm]unicipality|[Tt]ownship|[Dd]epartment)\s*,\s+(?=\S)"
)


def spoken_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of `text[start:end]` that name a source in one of the plain patterns."""
    found: list[tuple[int, int]] = []
    for number, pattern in enumerate(_REMOVED):
        if number in (0, 3):
            match = pattern.match(text, start, end)
            if match:
                found.append(match.span())
        else:
            found.extend(match.span() for match in pattern.finditer(text, start, end))
    return found


def hedge_ranges(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the ranges of hedging adverbs, dated citations in brackets and source lines."""
    found = [match.span() for match in _ADVERBS.finditer(text, start, end)]
    found += [match.span() for match in _CITATION.finditer(text, start, end)]
    found += [match.span() for match in _SOURCE_LINE.finditer(text, start, end)]
    return found


def lead_in(text: str, start: int, end: int) -> int:
    """Return where the matter of a sentence begins: after labels, connectives and openings of time and place."""
    dateline = _DATELINE.match(text, start, end)
    at = dateline.end() if dateline and end - dateline.end() >= 12 else start
    for _ in range(4):
        before = at
        contrary = CONTRARY_OPENING.match(text, at, end)
        at = contrary.end() if contrary is not None and end - contrary.end() >= 12 else at
        for pattern in (_CONNECTIVE, _ADVERBIAL, _LABEL):
            match = pattern.match(text, at, end)
            if match and end - match.end() >= 12 and not (pattern is not _CONNECTIVE and _states(text, match)):
                at = match.end()
                area = _apposition(text, at, end) if pattern is _ADVERBIAL else None
                at = area.end() if area and end - area.end() >= 12 else at
                break
        if at == before:
            return at
    return at


_APPOSED = re.compile(
    r"(?:(?:an?|the|once|now|formerly|home) )?(?:[\w’'-]+ ){0,4}?(?:(?:city|town|village|capital|port|settlement|hamlet"
    r"|suburb|seat|resort|centre|center|stronghold|hub|district|island|region|province)"
    r" (?:in|of|on|at|near|north|south|east|west|with|about) (?:[^,.;:!?]|(?<=\d),(?=\d)){2,60}"
    r"|capital|stronghold|hub), "
)
"""What says more of a place that has just been named, as "a city in Y region" does behind "In X"."""


def _apposition(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return what stands behind an opening of place and only says where that place lies, or what it is."""
    area = _AREA.match(text, start, end)
    if area is not None:
        return area
    found = _APPOSED.match(text, start, end)
    bare = found is not None and not finite_positions(tag(text, start, found.end()))
    # what follows states something by itself; else the apposition is the subject of the sentence
    return found if found is not None and bare and finite_positions(tag(text, found.end(), end)) else None


def _states(text: str, match: re.Match[str]) -> bool:
    """Say whether a label or an opening of time and place has a predicate of its own: then it is neither."""
    tokens = tag(text, match.start(), match.end())
    finite = finite_positions(tokens)
    if not finite or match.re is not _ADVERBIAL:
        return bool(finite)
    return not any(token.tag in ("REL", "SUB") or token.low in _OPENERS for token in tokens[: finite[0]])


_OPENERS = frozenset({"that", "since", "after", "before", "until", "as"})
"""Words after which a predicate belongs to the opening itself."""
