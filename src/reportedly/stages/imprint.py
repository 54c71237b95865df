"""Lines that only say where and when a text appeared: "Kyiv Independent, 4 May 2023." They tell nothing themselves."""

import re

from reportedly.stages.attribution.sources import names_outlet
from reportedly.stages.attribution.tokens import lemma, verb_share

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?|januar|februar|märz|mai|juni|juli|oktober|dezember|"
    r"січня|лютого|березня|квітня|травня|червня|липня|серпня|вересня|жовтня|листопада|грудня|"
    r"января|февраля|марта|апреля|мая|июня|июля|августа|сентября|октября|ноября|декабря)"
)
_DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?\.? (?:of )?{_MONTH}\.?,? \d{{4}}(?: року| года| ?р\.| ?г\.)?|"
    rf"{_MONTH}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    rf"{_MONTH} \d{{4}}|\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|\d{{4}}-\d{{2}}-\d{{2}})"
)
_CLOCK = r"(?:,? (?:at )?\d{1,2}[:.]\d{2}(?: ?(?:[ap]\.?m\.?|[A-Z]{2,4}|Uhr))?)?"
_WEEKDAY = r"(?:[^\W\d]{5,10},? )?"
_PART = r"\s*[,|·•–—/-]\s*|\s+\((?=\d)"
_AHEAD = re.compile(rf"[(\[]?(?P<name>[^\d\n]{{2,80}}?)(?:{_PART}){_WEEKDAY}{_DATE}{_CLOCK}[)\]]?[.]?", re.IGNORECASE)
_BEHIND = re.compile(rf"[(\[]?{_WEEKDAY}{_DATE}{_CLOCK}(?:{_PART})(?P<name>[^\d\n]{{2,80}}?)[)\]]?[.]?", re.IGNORECASE)
_ALONE = re.compile(rf"[(\[]?{_WEEKDAY}{_DATE}{_CLOCK}[)\]]?[.]?", re.IGNORECASE)
_WORD = re.compile(r"[\w’'.-]+")
_SMALL = frozenset(
    "the of and for in by from von der die das und і та и газета портал сайт агентство".split()  # noqa: SIM905
)
_ADJECTIVE = re.compile(r"правда|новини|новости|хвиля|волна|зеркало|тиждень|неделя|вісті|вести|голос|час|время")
_LONGEST = 120
_MANY = 9


def is_imprint(words: str) -> bool:
    """Say whether a line or sentence is nothing but the name of an outlet or author with a date, in any order."""
    words = words.strip()
    if len(words) > _LONGEST or not any(c.isdigit() for c in words):
        return False
    if _ALONE.fullmatch(words):
        return True
    match = _AHEAD.fullmatch(words) or _BEHIND.fullmatch(words)
    return match is not None and _is_name(match.group("name"))


def _is_name(printed: str) -> bool:
    """Say whether words are a name: capitals all through, or quotation marks about them, and no verb among them."""
    if re.fullmatch(r"\W*(?:газета |портал |сайт |агентство )?[«„“\"][^»”“\"]+[»”“\"]\W*", printed):
        return True
    parts = _WORD.findall(printed)
    if not parts or len(parts) > _MANY:
        return False
    known = any(names_outlet(p.lower()) or _ADJECTIVE.fullmatch(p.lower()) for p in parts)
    for part in parts:
        low = part.lower()
        if part[0].islower() and low not in _SMALL and not _ADJECTIVE.fullmatch(low):
            return False
        if not known and max(verb_share().get(w, 0.0) for w in (low, lemma(low))) > _VERBAL:
            return False
    return True


_VERBAL = 0.3
"""Share of uses as a verb from which a capitalised word makes a line a headline: "Schools Closed, 4 May 2023"."""
