"""Seats: places in the name or title of a body ("the mayor of X", "the X administration"), and datelines of agencies.

A seat says who acts or speaks. A local body mostly acts at its seat, so its claim may inherit the place; what a
government, a ministry or an army does happens anywhere.
"""

import re
from typing import Literal

from reportedly.sieve import sieve
from reportedly.stages.locate_mentions import Place

Seat = Literal["local", "state", "dateline"]

_LOCAL = (
    r"mayors?|deputy mayors?|aldermen|council(?:lors?|s)?|town halls?|city halls?|administrations?"
    r"|governors?|prefects?|commandants?(?:['’]s? offices?)?|commandatures?|police"
    r"|prosecutors?(?:['’]s? offices?)?|authorit(?:y|ies)|utilit(?:y|ies)|waterworks|fire brigades?"
    r"|election commissions?|headmen|elders|registr(?:y|ar)|magistrates?|diocese|chamber of commerce|branch(?:es)?"
)
_STATE = (
    r"governments?|ministr(?:y|ies)|ministers?|presidents?|presidency|regimes?|parliaments?|army|armies"
    r"|(?:armed )?forces|troops|military|embass(?:y|ies)|envoys?|ambassadors?|delegations?|intelligence|leadership"
    r"|coalition|command|garrisons?|officials?|spokes(?:man|woman|person|people)|secret service|central bank"
)
_BETWEEN = (
    r"(?: (?:[Rr]egional|[Cc]ity|[Tt]own|[Vv]illage|[Oo]blast|[Rr]egion|[Pp]rovince|[Ss]tate|[Dd]istrict|[Cc]ounty"
    r"|[Mm]ilitary|[Cc]ivil(?:ian)?|[Mm]unicipal|[Pp]rovincial|[Ll]ocal|[Ii]nterim|[Oo]ccupation|[Ii]nstalled"
    r"|[Ff]oreign|[Dd]efen[cs]e|[Ii]nterior|[Hh]ealth|[Ee]ducation|[Ee]nergy|[Ff]inance|[Dd]e facto)){0,3} "
)
_OF = r"(?: (?:council|office|administration|authorities))? (?:of|for) (?:the )?(?:(?:city|town|village|port|region|district|province|county|canton|oblast) of )?$"  # noqa: E501

_ONLY_AFTER = (
    r"municipality|courts?|tribunals?|port authority|bishops?|archbishops?|sheriffs?|fire service|bar association"
)
_ONLY_BEFORE = r"bishops?|archbishops?|sheriffs?|muftis?|imams?|rectors?|courts?|chief (?:rabbi|imam)s?"
_AFTER = {
    kind: re.compile(rf"(?:['’]s?)?{_BETWEEN}(?i:{words})\b(?! (?:buildings?|premises|headquarters)\b)")
    for kind, words in (("local", f"{_LOCAL}|{_ONLY_AFTER}"), ("state", _STATE))
}
_BEFORE = {
    kind: sieve(rf"\b(?i:{words})(?:-general)?{_OF}")
    for kind, words in (("local", f"{_LOCAL}|{_ONLY_BEFORE}"), ("state", _STATE))
}
_STATE_IN = sieve(
    r"\b(?i:governments?|ministr(?:y|ies)|cabinet|parliaments?|presidency|headquarters|head office) in (?:the )?$"
)
"""Where those who rule sit: what they decide happens elsewhere."""
_IN = re.compile(r"\b(?:in|at|near|from|to|into|outside|across|around|inside) (?:the )?$", re.IGNORECASE)
_DATELINE = re.compile(r"(?:, [^–—\n(]{1,30})? ?\([A-Z][^)\n]{1,40}\) ?[–—-]")
_QUOTED = sieve(
    r"\b(?:drawing on|relying on|leaning on|citing|quoting|with reference to|referring to|according to)"
    r" [^,.;:]{0,50}\b(?:in|of|from) (?:the )?$"
)
"""Where the sources of a source sit."""


def seat_of(text: str, place: Place) -> Seat | None:
    """Return what kind of body a place is the seat of, or None where it is a place of its own."""
    start, end = place.span.start, place.span.end
    before = text[max(0, start - 60) : start]
    if (not before or before[-1] == "\n") and _DATELINE.match(text, end):
        return "dateline"
    if _QUOTED.search(before) or _STATE_IN.search(before):
        return "state"
    for kind in ("local", "state"):
        if _BEFORE[kind].search(before):
            return _kind(kind, place)
    if _IN.search(before):
        return None
    for kind in ("local", "state"):
        if _AFTER[kind].match(text, end):
            return _kind(kind, place)
    named = place.kind == "in_name" and not heads_line(text, place) and not _stands_alone(text, place, before)
    return "state" if named else None


_PREDICATE = re.compile(
    r" (?:(?:has|have|had|is|are|was|were) (?:no|been|not|without|still|now|already|again|under|out|short|\w+ed)\b"
    r"|(?:still |now |already )?(?:lost|lacks?|needs?|remains?|suffers?|went|goes|ran|runs)\b)"
)
_IN_A_NAME = re.compile(r"(?:\b(?!The )[A-Z][\w'’-]* |\b(?:of|for|de|du|al) (?:the )?)$")


def _stands_alone(text: str, place: Place, before: str) -> bool:
    """Say whether a name that was read as part of another is none: it opens its clause and its verb follows."""
    return _PREDICATE.match(text, place.span.end) is not None and _IN_A_NAME.search(before) is None


_ON_DATE = re.compile(r"(?:, [^\n–—:()]{1,30})?(?: ?\([A-Z][^)\n]{1,40}\))? ?(?:[–—]| - | -- )")


_DAY = re.compile(r"\s?:|,? \d{1,2}(?:st|nd|rd|th)? [A-Z][a-z]+|,? [A-Z][a-z]+ \d{1,2},")


def heads_line(text: str, place: Place) -> bool:
    """Say whether a place opens its line and a colon or a day follows: it heads an item and names no body."""
    line = text.rfind("\n", 0, place.span.start) + 1
    return not text[line : place.span.start].strip(" \t•*-") and _DAY.match(text, place.span.end) is not None


def is_dateline(text: str, place: Place) -> bool:
    """Say whether a place opens its line and a dash follows, with a day or an agency between them or not."""
    line = text.rfind("\n", 0, place.span.start) + 1
    return not text[line : place.span.start].strip() and _ON_DATE.match(text, place.span.end) is not None


def _kind(kind: str, place: Place) -> Seat:
    """Return "local" for a local body of a place smaller than a country."""
    return "local" if kind == "local" and place.precision not in ("country", "vague_region") else "state"
