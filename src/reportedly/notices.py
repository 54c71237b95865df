"""Whether a text says of itself that its publisher has taken it back: in its title or its first sentences (DOMAIN 2.1).

A notice speaks of the very text that prints it ("this article", "our report", a title that begins with "Retracted:").
What somebody else took back, or should take back, is a report like any other.
"""

import re
from dataclasses import dataclass

HEAD = 900
"""Code points of a text in which a notice is looked for: it stands before what it takes back."""
FIRST = 5
"""Sentences of the head that are looked at."""

_SENTENCE = re.compile(r"[^\n.!?…]+(?:[.!?…]+(?=\s|$)|(?=\n)|$|[.!?…])", re.UNICODE)
_NEAR = r"[^.!?\n«»“”„\"]{0,90}?"

_ENGLISH_TEXT = r"(?:article|story|report|piece|post|item|text|page|publication|dispatch|news item|news report)"
_UKRAINIAN_TEXT = r"(?:статт|новин|матеріал|публікаці|допис|повідомлен|текст|пост|заміт|сюжет|інформаці|сторінк)\w*"
_RUSSIAN_TEXT = r"(?:стать|новост|материал|публикаци|запис|сообщени|текст|пост|замет|сюжет|информаци|страниц)\w*"
_GERMAN_TEXT = r"(?:artikel|beitrag|bericht|text|meldung|nachricht|post|seite|veröffentlichung)s?"

_ENGLISH = (
    (
        rf"\bthis {_ENGLISH_TEXT}{_NEAR}\b(?:has|have|had|was|is|has been|had to be)\b(?: now| since| been| being)*"
        r" (?:formally |fully |officially )?(?:retracted|withdrawn)\b"
    ),
    (
        r"\b(?:retract(?:s|ed|ing)?|withdr(?:aws?|awn|ew|awing)) (?:this|our|the above|the following)(?: \w+)?"
        rf" {_ENGLISH_TEXT}\b"
    ),
    (
        rf"\bthis {_ENGLISH_TEXT}{_NEAR}\b(?:was|has been|is)\b(?: since| now)?"
        r" (?:removed|taken down|unpublished|deleted|pulled)\b(?=[^.!?\n]*\b(?:because|as|since|after|due|wrong|false"
        r"|inaccura\w+|incorrect\w*|error\w*|mistak\w+|unfounded)\b)"
    ),
)
_THIS_UK = rf"(?:ц[еюяі]|цей|цього|дан\w+|наш\w*|наведен\w+) {_UKRAINIAN_TEXT}"
_UKRAINIAN = (
    (
        rf"\b{_THIS_UK}{_NEAR}\b(?:відклика(?:но|на|ний|не|ні)|знят(?:о|а|ий|е|і) з публікації"
        r"|спростован(?:о|а|ий|е|і))\b"
    ),
    (
        r"\b(?:відклика\w+|зня\w+ з публікації|знімаєм\w+ з публікації)"
        rf" (?:ц[еюяі]|цей|дан\w+|наш\w*|сво\w+) {_UKRAINIAN_TEXT}"
    ),
    (
        rf"\b{_THIS_UK}{_NEAR}\b(?:видален\w+|вилучен\w+|прибран\w+)(?=[^.!?\n]*\b(?:бо|оскільки|через|помил\w+|хибн\w+"
        r"|неправд\w+|недостовірн\w+|неточн\w+|не відповіда\w+)\b)"
    ),
)
_THIS_RU = rf"(?:эт[аоиу]т?|этой|данн\w+|наш\w*|привед[её]нн\w+) {_RUSSIAN_TEXT}"
_RUSSIAN = (
    rf"\b{_THIS_RU}{_NEAR}\b(?:отозван[аоы]?|снят[аоы]? с публикации|опровергнут[аоы]?)\b",
    (
        r"\b(?:отозвал\w*|отзыва\w+|снял\w* с публикации|снимаем с публикации)"
        rf" (?:эт[аоиу]т?|данн\w+|наш\w*|сво\w+) {_RUSSIAN_TEXT}"
    ),
    (
        rf"\b{_THIS_RU}{_NEAR}\b(?:удал[её]н\w*|изъят\w*|убран\w*)(?=[^.!?\n]*\b(?:так как|поскольку|потому что|из-за"
        r"|ошиб\w+|ложн\w+|недостоверн\w+|неточн\w+|не соответству\w+)\b)"
    ),
)
_THIS_DE = rf"(?:dies\w*|unser\w*) {_GERMAN_TEXT}\b"
_DELETED = rf"{_THIS_DE}{_NEAR}\b(?:gelöscht|entfernt|offline genommen)\b"
_WHY = r"weil|da|wegen|falsch\w*|fehler\w*|unrichtig\w*|unzutreffend\w*|nicht zutr\w+"
_GERMAN = (
    rf"\b{_THIS_DE}{_NEAR}\b(?:zurückgezogen|zurückgenommen|widerrufen|depubliziert)\b",
    rf"\b(?:ziehen|nehmen|zieht|nimmt|zog|nahm) (?:\w+ ){{0,3}}?{_THIS_DE}{_NEAR}\bzurück\b",
    rf"\b{_DELETED}(?=[^.!?\n]*\b(?:{_WHY})\b)",
    rf"\b(?:weil|da|wegen)\b[^.!?\n]*\b{_DELETED}",
)
_TITLED = re.compile(
    r"^\W{0,3}(?:retracted|retraction|retraction notice|withdrawn|article (?:retracted|withdrawn)"
    r"|відкликано|відкликання (?:статті|матеріалу|публікації|новини)|знято з публікації|стаття відкликана"
    r"|отозвано|отзыв (?:статьи|материала|публикации|новости)|снято с публикации|статья отозвана"
    r"|zurückgezogen|zurückgenommen|widerruf|rückzug des artikels|zurückgezogener (?:artikel|beitrag|bericht))"
    r"\W{0,2}(?:[:|\]–—]|-\s|\s[-–—]|$)",
    re.IGNORECASE,
)
_NOT_SO = (
    (
        r"not|never|\w+n['’]t|if|unless|whether|should|must|would|could|might|demand\w*|calls? for"
        r"|urg(?:e|es|ed|ing)|refus\w+"
    ),
    r"не|ніколи|якщо|чи|мусить|має бути|вимага\w+|закли\w+|відмов\w+",
    r"не|никогда|если|должн\w+|требу\w+|призыва\w+|отказ\w+",
    r"nicht|nie|niemals|keine?|falls|wenn|ob|(?-i:soll\w*|müss\w*|muss)|forder\w+|verlang\w+|weiger\w+",
)
"""What makes of each language's words no notice: a denial, a condition, a wish."""
_SAID = tuple(
    (re.compile(pattern, re.IGNORECASE), re.compile(rf"\b(?:{not_so})\b", re.IGNORECASE))
    for patterns, not_so in zip((_ENGLISH, _UKRAINIAN, _RUSSIAN, _GERMAN), _NOT_SO, strict=True)
    for pattern in patterns
)
_HINTS = (
    "retract", "withdr", "removed", "taken down", "unpublish", "deleted", "pulled", "відклик", "публікації", "спрост",
    "видален", "вилучен", "прибран", "отоз", "отзы", "публикации", "опровергн", "удал", "изъят", "убран", "zurück",
    "widerruf", "depubli", "gelöscht", "entfernt", "offline",
)  # fmt: skip
"""One of these stands in every notice: most texts need no closer look."""
_OPENS, _CLOSES = "«“„", "»”"


@dataclass(frozen=True, slots=True)
class Notice:
    """The sentence in which a text says that it was taken back; `start` and `end` in the text, both 0 for the title."""

    words: str
    start: int = 0
    end: int = 0


def notice_of(title: str | None, text: str) -> Notice | None:
    """Return the notice that a text was taken back by who published it, None where it prints none."""
    if not _hinted(f"{title or ''}\n{text[:HEAD]}"):
        return None
    for sentence in list(_SENTENCE.finditer(text[:HEAD]))[:FIRST]:
        words = sentence[0].strip()
        if is_notice(words):
            start = sentence.start() + sentence[0].index(words)
            return Notice(words, start, start + len(words))
    return Notice(title.strip()) if title and _TITLED.search(title.strip()) else None


def is_notice(sentence: str) -> bool:
    """Say whether a sentence says that the text it stands in was taken back."""
    if not _hinted(sentence):
        return False
    return bool(_TITLED.search(sentence)) or any(
        _holds(sentence, match, not_so) for said, not_so in _SAID for match in said.finditer(sentence)
    )


def _hinted(text: str) -> bool:
    # Plain search in small letters: 30 times as quick as a pattern that ignores case.
    small = text.lower()
    return any(hint in small for hint in _HINTS)


def _holds(sentence: str, match: re.Match[str], not_so: re.Pattern[str]) -> bool:
    """Say whether the words stand as the text's own: not quoted, denied, wished or asked for."""
    before = sentence[: match.start()]
    quoted = sum(map(before.count, _OPENS)) > sum(map(before.count, _CLOSES)) or before.count('"') % 2 == 1
    clause = re.split(r"[,;:]", before)[-1] + match[0]
    return not quoted and not not_so.search(clause)
