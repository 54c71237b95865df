"""Which words are verbs in Ukrainian and Russian: finite forms and infinitives, by ending and dictionary."""

import re
from functools import lru_cache

from reportedly import lemmas
from reportedly.stages.attribution_languages.kinds import role_of

INFINITIVE = {"uk": ("ти", "тися", "тись"), "ru": ("ть", "ться", "ти", "тись", "чь", "чься")}
_SHORTEST = 4
"""Letters of a German verb in the subjunctive at least."""
_INFINITIVE_FORM = {
    "uk": re.compile(r"\w{3,}(?:ти|тися|тись)"),
    "ru": re.compile(r"\w{2,}[аеиоуыя](?:ть|ться)|\w{2,}(?:ти|тись)"),
}
_FINITE = {
    "uk": re.compile(r"\w+(?:в|ла|ло|ли|є|ють|уть|ить|ать|ять|ено|ано|ито)(?:ся|сь)?"),
    "ru": re.compile(r"\w+(?:л|ла|ло|ли|ет|ёт|ют|ут|ит|ат|ят)(?:ся|сь)?"),
}


@lru_cache(maxsize=50_000)
def is_verb(word: str, language: str) -> bool:
    """Say whether a word looks like a finite verb; always False in German."""
    finite = _FINITE.get(language)
    if finite is None or not word[0].islower() or len(word) < 3 or finite.fullmatch(word) is None:
        return False
    if role_of(word, language) is not None:
        return False
    lemma = lemmas.lemmatize(word, language)
    return lemma.endswith(INFINITIVE[language]) and lemma != word


@lru_cache(maxsize=50_000)
def is_infinitive(word: str, language: str) -> bool:
    """Say whether a word in Ukrainian or Russian is an infinitive."""
    pattern, form = _INFINITIVE_FORM.get(language), word.casefold()
    if pattern is None or pattern.fullmatch(form) is None or role_of(word, language) is not None:
        return False
    return lemmas.is_known(form, language) and lemmas.lemmatize(form, language) == form


@lru_cache(maxsize=50_000)
def is_told(word: str, language: str) -> bool:
    """Say whether a word in Ukrainian or Russian stands in the dative plural: to whom something is told."""
    form = word.casefold()
    if re.fullmatch(r"\w{3,}(?:ам|ям)", form) is None:
        return False
    return lemmas.is_known(form, language) and lemmas.lemmatize(form, language) != form


@lru_cache(maxsize=50_000)
def is_form_of_verb(word: str, language: str) -> bool:
    """Say whether the dictionary leads a word in lower case back to an infinitive, whatever its ending ("died")."""
    lemma = lemmas.lemmatize(word, language)
    return word[0].islower() and lemma != word and lemma.endswith(INFINITIVE[language])


@lru_cache(maxsize=50_000)
def is_subjunctive(word: str) -> bool:
    """Say whether a word is a verb with the ending -e where the indicative has another ("belaufe", "dauere")."""
    if len(word) < _SHORTEST or not word.endswith("e"):
        return False
    lemma = lemmas.lemmatize(word, "de")
    return lemma != word and lemma.endswith("n") and lemma[0].islower() and word in (lemma[:-1], lemma[:-1] + "e")
