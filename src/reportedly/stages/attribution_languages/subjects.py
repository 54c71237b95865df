"""Which phrases can be the subject of a verb of saying, and which stand for a source without any verb."""

import re

from reportedly import lemmas
from reportedly.stages.attribution_languages.kinds import WORD, role_of
from reportedly.stages.attribution_languages.lists import Words

_ACRONYM_WORDS = 5
_SUBJECT_WORDS = 8
ADJECTIVE = {
    "uk": re.compile(r"\w+(?:ий|ій|а|я|е|є|і)"),
    "ru": re.compile(r"\w+(?:ий|ый|ой|ая|яя|ое|ее|ые|ие)"),
    "de": re.compile(r"\w+(?:er|e|es|en)"),
}
_DETERMINED = re.compile(
    r"(?:der|die|das|ein|eine|(?:sein|ihr|unser|dess|der)en?|seine|ihre|unsere|mehrere|viele|einige|manche|zwei|drei|vier|"
    r"beide|andere|zahlreiche|dieser|diese|jener|jene|auch|selbst|örtliche|lokale)\s",
    re.IGNORECASE,
)
_ADVERB = re.compile(r"\w+(?:о|е|ше|че|ому|ему|ом|им|ами|ями)")


def is_subject(printed: str, words: Words) -> bool:
    """Say whether a phrase of which no word is listed can be the subject of a verb of saying.

    German: an article or another determiner and a noun, or one plain noun. Else: its first noun in the nominative,
    which neither an adverb nor a pronoun is.
    """
    tokens = WORD.findall(printed)
    if not tokens or len(tokens) > _SUBJECT_WORDS:
        return False
    if words.language == "de":
        noun = any(t[0].isupper() for t in tokens[1:]) and tokens[-1][0].isupper()
        if (
            len(tokens) > 1
            and tokens[0][0].isupper()
            and tokens[1] in ("in", "im", "aus", "von", "der", "des", "am", "an")
        ):
            return lemmas.lemmatize(tokens[0], "de")[0].isupper() and tokens[-1][0].isupper()
        plain = len(tokens) == 1 and tokens[0][0].isupper() and lemmas.lemmatize(tokens[0], "de")[0].isupper()
        return plain or (noun and _DETERMINED.match(printed) is not None)
    first = tokens[0].casefold()
    if words["preposition"].fullmatch(first) or words["inside"].fullmatch(first) or words["lead"].fullmatch(first):
        return False
    return len(first) > 2 and _ADVERB.fullmatch(first) is None


def stands_alone(printed: str, language: str, *, quoted: bool) -> bool:
    """Say whether a phrase without any verb can only be a source: a body, an office, a full name, an acronym."""
    tokens = WORD.findall(printed)
    for token in tokens[:4]:
        entry = role_of(token, language)
        if entry is not None:
            return quoted or entry.kind in "ogda" or (entry.kind == "s" and len(tokens) > 2 and tokens[-1][0].isupper())
        if ADJECTIVE[language].fullmatch(token) is None:
            break
    if re.match(r"[A-ZА-ЯІЇЄҐ]{2,6}(?!\w)|@\w", printed):
        return len(tokens) < _ACRONYM_WORDS
    capitals = 1 < len(tokens) < 5 and all(t[0].isupper() and len(t) > 2 for t in tokens[:2])
    capitals = capitals and all(t[0].isupper() for t in tokens)
    if language == "de":
        return capitals and quoted and not all(lemmas.is_known(t.casefold(), "de") for t in tokens)
    return capitals and not lemmas.is_known(tokens[0].casefold(), language)
