"""Paragraphs that tell no news: reminders of older events, and pointers to other stories and to the outlet itself."""

import re

from reportedly.records import Claim, Passage, Reading
from reportedly.records.values import Caveat, PassageKind

LONGEST_POINTER = 300
"""Longest pointer to another story or to the outlet itself, in code points; what is longer is read as text."""


def _any(*patterns: str) -> str:
    return "|".join(patterns)


_RECALL = re.compile(
    r"[\W_]*(?:"
    + _any(
        r"(?:we|let us|let[’']s) (?:would )?(?:recall|remind)|we will remind|recall(?: that|,|:)|to recall[,:]",
        r"as a reminder|as (?:previously|earlier|already) reported|background ?[:.—–]",
        r"as we (?:previously |earlier |have )?(?:wrote|reported|told)",
        r"(?:earlier|previously),? (?:it was reported|we reported|we wrote)",
        r"(?:нагадаємо|нагадуємо|нагадаю)\b|довідково\b|передісторія\b",
        r"як (?:ми )?(?:раніше |вже )?(?:повідомляв\w*|писав\w*|повідомлялося|інформував\w*)",
        r"раніше (?:ми )?(?:повідомлялося|повідомлялось|повідомляли|писали|стало відомо)",
        r"(?:напомним|напоминаем|напомню)\b|справочно\b|предыстория\b",
        r"как (?:мы )?(?:ранее |уже )?(?:сообщал\w*|писал\w*|информировал\w*)",
        r"ранее (?:мы )?(?:сообщалось|сообщали|писали|стало известно)",
        r"zur erinnerung\b|wie (?:bereits |zuvor |schon )?(?:berichtet|gemeldet)\b|hintergrund ?[:.—–]",
        r"(?:zuvor|bereits zuvor) (?:war|hatten?) (?:berichtet|wir)",
    )
    + ")",
    re.IGNORECASE,
)
"""How a paragraph begins that reminds of what was reported before."""

_RECALL_HEADING = re.compile(
    r"[#*_\s]*(?:"
    + _any(
        r"background|in (?:the )?background|previously|what happened before|what came before|the story so far",
        r"as a reminder|recap|передісторія|що передувало|нагадаємо|раніше|довідка|довідково",
        r"предыстория|что предшествовало|напомним|ранее|справка|справочно",
        r"hintergrund|zum hintergrund|vorgeschichte|was bisher geschah|zur erinnerung",
    )
    + r")[*_\s:.…]*",
    re.IGNORECASE,
)
"""A heading of its own under which all is a reminder, up to the next heading."""

_POINTER = re.compile(
    r"[\W_]*(?:"
    + _any(
        r"(?:read|see|watch) also\b|(?:read|see|watch) (?:more|next|too) ?(?:$|[:–—-]|(?:on|about)\b)",
        r"also read\b|more on this\b|follow us\b|join our\b",
        r"related(?: (?:stories|articles|news|reading))? ?:|(?:subscribe|sign up) (?:to|for)\b|share this\b",
        r"advertisement$|sponsored content$|all rights reserved\b|most (?:read|popular)$|editor[’']?s picks?$",
        r"читайте (?:також|ще|теж|также|ещё|еще|наш\w*)|дивіться також|також (?:читайте|дивіться)",
        r"більше (?:новин|за темою)|(?:підписуйтес[ья]|підписатис[ья]|підписатися|приєднуйтес[ья])\b",
        r"реклама$|за темою ?:|найчитаніше$|підтримайте нас|надіслати новину",
        r"смотрите также|также (?:читайте|смотрите)|больше новостей|по теме ?:|самое читаемое$",
        r"(?:подписывайтесь|подписаться|подпишитесь|присоединяйтесь)\b|поддержите нас|прислать новость",
        r"lesen sie (?:auch|hier|mehr|dazu|außerdem)|mehr (?:zum thema|dazu)\b|auch interessant\b",
        r"(?:folgen|abonnieren) sie\b|anzeige$|meistgelesen$|alle rechte vorbehalten",
    )
    + ")",
    re.IGNORECASE,
)
"""How a line begins that points to another story or to the outlet itself."""


def told_apart(text: str, kind: PassageKind, *, reported: bool, under_recall: bool) -> PassageKind:
    """Return the kind of a paragraph with these words: "boilerplate" for pointers, "recall" for reminders, else `kind`.

    `reported` says that news came before it: what a text begins with is its news. `under_recall` says that it
    stands under a heading like "Background".
    """
    if kind not in ("body", "list_item"):
        return kind
    if len(text) <= LONGEST_POINTER and _POINTER.match(text):
        return "boilerplate"
    if reported and (under_recall or _RECALL.match(text)):
        return "recall"
    return kind


def is_recall_heading(text: str) -> bool:
    """Say whether a line is a heading under which older events are told."""
    return _RECALL_HEADING.fullmatch(text) is not None


def recalled(reading: Reading, claim: Claim) -> tuple[Caveat, ...]:
    """Return the caveat of a claim that stands in a reminder of older events, none for others."""
    start = claim.evidence[0].start
    inside = any(p.kind == "recall" and p.span.start <= start < p.span.end for p in reading.of(Passage))
    return ("recalled",) if inside else ()
