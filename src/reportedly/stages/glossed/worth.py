"""Which clauses can be claims: no questions, appeals, wishes, greetings, prayers, slogans, advertisements."""

import re

from reportedly.records import Span
from reportedly.stages.glossed.clauses import Clause, words
from reportedly.stages.glossed.words import patterns

SHORTEST, SHORTEST_SAID = 3, 2
"""A clause of fewer words is no claim; a source in its own sentence makes a shorter one do ("the road is shut")."""


_IMPERATIVE = {
    "uk": re.compile(
        r"(?:[^\W\d_]{3,}(?:йте|іть|ьте|йтесь|іться|ьтесь)|(?:не )?(?:бер|нес|стереж|тримай|будь)\w*те(?:ся|сь)?)$",
        re.IGNORECASE,
    ),
    "ru": re.compile(r"[^\W\d_]{2,}(?:йте|ите|ьте|йтесь|итесь|ьтесь)$", re.IGNORECASE),
    "de": re.compile(r"(?:bitte|lasst|lassen wir|helft|spendet|kommt)$", re.IGNORECASE),
}
_POLITE_DE = re.compile(r"^[\W_]*[A-ZÄÖÜ][a-zäöüß]+en Sie\b")
_QUESTION = re.compile(r"\?[\"”»)\s]*$")
_ADDRESS = re.compile(r"\S*://\S*")
_STATED = frozenset({"просіть", "стоїть", "ходіть"})


def worth(text: str, sentence: Span, clause: Clause, language: str, *, given: bool, ahead: bool = False) -> bool:
    """Say whether a clause of a sentence can be a claim.

    `given` says that a source says it, `ahead` that words of it stand before the source too.
    """
    here = [word for word in words(text, clause.span.start, clause.span.end, language) if not word.mark]
    printed = clause.span.of(text)
    if "://" in printed and len(_ADDRESS.sub("", printed).split()) < SHORTEST:
        return False
    said = given and clause.span.end - clause.span.start < sentence.end - sentence.start - 1
    least = SHORTEST_SAID if said else SHORTEST
    if len(here) < least - (said and ahead) or _QUESTION.search(sentence.of(text)):
        return False
    if clause.marker and not any(word.finite for word in here):
        return False
    if patterns(language)["trade"].search(printed) or _POLITE_DE.match(printed):
        return False
    if given:
        return True
    return not (_addresses(printed, language) or _urges(text, here[0].start, here[0].end, language))


def signs_off(text: str, sentence: Span, language: str) -> bool:
    """Say whether the last sentence of a text only says who wrote it: few words, no verb, no figure.

    It stands on a line of its own without a full stop, or begins as signatures do ("the former staff").
    """
    if any(character.isalnum() for character in text[sentence.end :]) or not text[: sentence.start].strip():
        return False
    here = [word for word in words(text, sentence.start, sentence.end, language) if not word.mark]
    if len(here) > _SIGNED or any(word.finite or word.form[0].isdigit() for word in here):
        return False
    printed = sentence.of(text).strip()
    return patterns(language)["signed"].match(printed) is not None or (
        text[: sentence.start].rstrip(" ").endswith("\n") and printed[-1:] not in ".!?"
    )


_SIGNED = 5
"""A signature has no more words."""


def _addresses(printed: str, language: str) -> bool:
    """Say whether a clause begins by speaking to its readers or to God."""
    found = patterns(language)["addressed"].search(printed)
    return found is not None and found.start() <= _OPENING


_OPENING = 12
"""Code points within which an address opens a clause."""


def _urges(text: str, start: int, end: int, language: str) -> bool:
    """Say whether the first word of a clause is an imperative."""
    form = text[start:end]
    return form.casefold() not in _STATED and _IMPERATIVE[language].search(form) is not None


def is_advert(text: str, language: str) -> bool:
    """Say whether a whole text sells, advertises or collects readers: two words of the kind in a short text."""
    found = {m.group().casefold() for m in patterns(language)["trade"].finditer(text)}
    return len(text) < _SHORT and len(found) >= _SEVERAL


def is_greeting(text: str, language: str) -> bool:
    """Say whether a text opens with a wish or congratulation: what it then says of its own is a speech."""
    return patterns(language)["greeting"].search(text[:_GREETED]) is not None


_SHORT, _SEVERAL, _GREETED = 600, 2, 160
