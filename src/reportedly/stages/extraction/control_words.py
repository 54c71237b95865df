"""Wordings that say who holds a place (kind `control`, DOMAIN 2.3)."""

import re

from reportedly.sieve import Sieve, Sieves


def any_of(*parts: str, among: Sieves | None = None) -> Sieve:
    """Return a pattern of whole words for any of the parts, without regard to case."""
    return Sieve(re.compile(r"\b(?:" + "|".join(parts) + r")\b", re.IGNORECASE), among)


_RULER = (
    r"(?:authorit\w+|administration|council|committee|commission|commissariat|directorate|junta|emirate|protectorate|"
    r"mandate|governorate|prefecture|regency|occupation|movement|front|militia|forces?|coalition|federation|union|"
    r"command(?:ant)?|army|troops|fighters|soldiers|guerrillas|rebels|insurgents|senate|government|party|regime|office|"
    r"republic|league|brigade|garrison|khanate|sultanate|states?|side|authority|alliance|corps|"
    r"legion|clan|warlord|commander|power|crown|kingdom|empire|invaders|occupiers|separatists|"
    r"paramilitaries|cartel|brotherhood)"
)
CONTROL = any_of(
    rf"(?:stood|been|come|came|is|are|was|were|remains?|fallen|fell) under (?:an? |"
    rf"the )?(?:\w+[\w’'-]* ){{0,4}}{_RULER}",
    rf"(?:been|is|are|was|were) (?:run|ruled|governed|administered|held|occupied|garrisoned|"
    rf"controlled) by (?:an? |the )?"
    rf"(?:\w+[\w’'-]* ){{0,5}}{_RULER}",
    rf"(?:answer(?:s|ed)?|belongs?) to (?:an? |the )?(?:\w+[\w’'-]* ){{0,4}}{_RULER}",
    rf"(?:fell|fallen|passed|went) to (?:the )?(?:\w+[\w’'-]* ){{0,3}}{_RULER}",
    rf"{_RULER}\b[^.;]{{0,60}}? (?:(?:still |now |has |have |who )*(?:runs?|rules?|governs?|"
    rf"administers?|garrison(?:s|ed)|holds?|"
    r"held|controls?|occup(?:y|ies|ied))) (?:the |most of |all of |half of |parts of )?(?:(?:upper|"
    r"lower|eastern|western|"
    r"northern|southern|copper|coal|coastal|whole|old|entire) )*(?:(?:town|city|district|valley|"
    r"province|quays?|harbour|"
    r"islands?|region|canton|county|area|village|delta|plain|coast|hills|highlands|territory|oas[ie]s|port|rest|"
    r"south|north|east|west)\b|(?-i:[A-Z])[\w’'-]+(?= (?:below|above|since|and|itself|now)|[,.;]?$))",
    rf"{_RULER}\b[^.;,]{{0,40}} still holds",
    rf"{_RULER}\b[^.;]{{0,60}}? (?:has |have |had |now |still )*(?:runs?|ran|rules?|ruled|governs?|"
    rf"governed|administers?|"
    r"administered|holds?|held|controls?|controlled) (?:the )?(?:[a-z]+ (?:of |"
    r"and )?){0,3}(?-i:[A-Z][\w’'-]+)(?! (?:hostage|"
    r"prisoner|captive|without))",
    rf"in (?:the )?(?:hands|grip|possession) of (?:an? |the )?(?:\w+[\w’'-]* ){{0,4}}{_RULER}",
    r"under (?:the )?(?:[\w’'-]+ ){0,3}(?:rule|occupation|control|sway|jurisdiction|"
    r"military administration)(?! of law)",
    rf"{_RULER}\b[^.;]{{0,40}} (?:took|taken|take) over (?:the |in |from |most of )?(?:\w+ ){{0,2}}"
    r"(?:town|city|district|valley|province|harbour|island|region|canton|county|area|village|coast|port)s?",
    rf"{_RULER}\b[^.;]{{0,40}} (?:in (?:charge|control|command|power) (?:of|in|there|since)|"
    rf"masters? of the|rules? over)",
    r"(?:lost|ceded|surrendered|handed) (?:\w+ ){0,4}to (?:an? |the )?(?:\w+[\w’'-]* ){0,3}(?:forces|"
    r"army|troops|rebels|"
    r"militia|fighters|insurgents|movement|front|junta)",
    r"(?:forces|army|troops|fighters|rebels|militia|guards) (?:\w+ )?(?:entered|marched into|"
    r"moved into|rolled into|stormed|"
    r"walked into|drove into) (?:the )?(?:(?-i:[A-Z])|town|city|valley|district|village|port)",
    rf"(?:divided|split) between (?:\w+[\w’'-]* ){{0,6}}{_RULER}",
    r"under (?:the )?(?:\w+ )?control",
    r"(?:took|take|taken|taking|seized|regained|lost|captured|gained) (?:\w+ )?control",
    (
        r"(?:captured|recaptured|retook|liberated|overran|seized) (?:the )?(?:town|"
        r"city|village|area|district|base)\b.*"
    ),
)
