"""What kind of source a printed phrase is: its role, whether it is named, whether it is several."""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import cast

from reportedly import lemmas
from reportedly.records import Span
from reportedly.records.values import LinkRole, RootStatus
from reportedly.stages.attribution_languages.lists import RoleWord, Words, words_of

WORD = re.compile(r"[^\W_](?:[\w’'ʼ\-‑.]*[^\W_])?", re.UNICODE)
_QUOTED = re.compile(r"[«„“\"]\s*[^»“”\"]+")
_NAMED_AGENCY = re.compile(r"(?:інформ|информ)?аген(?:тств|ці)\w*\s+[«„“\"]", re.IGNORECASE)
_HANDLE = re.compile(r"@\w{3,}")
_LEAST = 4
_INFINITIVE = ("ти", "тися", "тись", "ть", "ться", "чь")
_OF_ADJECTIVES = ("ий", "ій", "ый", "ой")
_PLURAL = re.compile(r"(?:ів|їв|ов|ев|ам|ям|ами|ями|ах|ях)$")
_STATED = re.compile(
    r"([A-ZÄÖÜ]\w{3,}?)(?:angaben|aussagen?|informationen|schätzung(?:en)?|auskunft|darstellung|erkenntnissen)"
)
"""German compounds of what somebody stated („Polizeiangaben“)."""
_PERSONS = ("expert", "resident", "witness")
_ARTICLES = ("das", "der", "die", "dies")
_ONE = r"(?:der|ein|eine|eines|einem|einen|unser|mein|sein|ihr)\s"
_ONE_SAYS = re.compile(r"[a-zäöüß]+(?:t|te)$")
_ADJECTIVAL = re.compile(r"\w+(?:ий|ій|ый|ой|ая|яя|ое|ее|ого|его|ої|ому|ой|ей)")
_ARTICLE_BEFORE = re.compile(r"(?<!\w)(?:der|die|das|den|dem|des|eine?[mnrs]?)\s+$", re.IGNORECASE)
_BARE_MANY = re.compile(r"[A-ZÄÖÜ]\w+(?:er|en|el|te|innen)(?!\w)(?!\s+[A-ZÄÖÜ])")
"""A German noun without an article, in a form that the plural has: one person would need an article."""
_FULL_NAME = re.compile(r"(?:^|\s)[A-ZÄÖÜ]\w+\s[A-ZÄÖÜ][\w-]+\s[A-ZÄÖÜ][\w-]+$")
"""A German noun and two names behind it („Sanitäterin Oksana Sawtschenko“)."""
_SEVERAL = re.compile(r"\w+(?:ють|уть|ять|ать|ли|лися|лись|ют|ут|ят|ат|ются|ятся|ten|en)$")


@dataclass(frozen=True, slots=True)
class Kind:
    """The reading of a source phrase; `short` marks one that stands for somebody named before (pronoun, role)."""

    role: LinkRole
    named: bool
    plural: bool
    short: bool = False
    adversary: bool = False

    @property
    def status(self) -> RootStatus:
        """The root status that a chain has whose last link this is."""
        if self.named:
            return "named"
        return "unnamed_plural" if self.plural else "unnamed_single"


@lru_cache(maxsize=20_000)
def kind_of(phrase: str, language: str, *, initial: bool = True) -> Kind | None:
    """Return what kind of source a phrase is, None if nothing in it can be a source.

    `initial` says that it may owe its capital to the beginning of a sentence.
    """
    words = words_of(language)
    tokens = WORD.findall(phrase)
    counted = _counted(phrase.strip(), words)
    if not tokens or counted is not None:
        return counted
    entries = [entry for token in tokens if (entry := role_of(token, language)) is not None]
    names = _names(phrase, tokens, language, initial=initial)
    if not entries:
        return _by_name(phrase, names, words, initial=initial)
    if entries[0].kind == "p" and len(tokens) > 1 and (len(entries) > 1 or names):
        tokens, entries = tokens[1:], entries[1:]  # "his deputy"
        if not entries:
            return _by_name(" ".join(tokens), names, words, initial=False)
    before = next((i for i, token in enumerate(tokens) if role_of(token, language) is not None), 0)
    if language != "de" and before and any(words["person"].fullmatch(t) and t[0].islower() for t in tokens[:before]):
        entries = [RoleWord("official", "s"), *entries]  # "the leader of the opposition"
    head = entries[0]
    if head.kind == "p":
        return Kind("official", named=False, plural=_many(tokens[0], words), short=True)
    role = _installed(phrase, next((e for e in entries if e.kind not in "gpa"), head), words)
    if head.kind in "msga":
        return _of_people(phrase, head, names, (role, words))
    return _of_body(phrase, head, role, words)


def kind_at(text: str, span: Span, language: str) -> Kind | None:
    """Return what kind of source a phrase of a text is, None if none."""
    before = text[max(0, span.start - 8) : span.start].rstrip(' \u00a0«„“"—–-')
    initial = not before or not (before[-1].isalnum() or before[-1] in ",;()»”")
    if language != "de":
        return kind_of(span.of(text), language, initial=initial)
    article = _ARTICLE_BEFORE.search(text, max(0, span.start - 8), span.start)
    indefinite = article is not None and article.group().casefold().startswith("ein")
    kind = kind_of((article.group() if article and indefinite else "") + span.of(text), language, initial=initial)
    if kind is None or kind.named or kind.plural or kind.short or article is not None:
        return kind
    bare = _BARE_MANY.match(span.of(text)) is not None and words_of("de")["one_of"].match(span.of(text)) is None
    return replace(kind, plural=True) if bare else kind


def _counted(phrase: str, words: Words) -> Kind | None:
    """Return the kind of "one of them", "two teachers" and "the agency “Wave”"."""
    if _NAMED_AGENCY.match(phrase) is not None:
        return Kind("agency", named=True, plural=False)
    if words["one_of"].match(phrase):
        return Kind("unnamed_single", named=False, plural=False)
    if words["counted"].match(phrase):
        return Kind("unnamed_plural", named=False, plural=True)
    return None


def _of_body(phrase: str, head: RoleWord, role: LinkRole, words: Words) -> Kind:
    """Return the kind of a phrase whose head is a body, an office, a document or a collective of the adversary."""
    if head.kind == "e":
        return Kind(role if role != "none" else "unnamed_plural", named=False, plural=True, adversary=True)
    if head.kind == "d":
        return Kind("document", named=True, plural=False)
    return Kind(role, named=not words["vague"].match(phrase), plural=False)


def unlisted(phrase: str, cue: str, language: str) -> Kind:
    """Return the kind of a phrase of which only its verb says that it is a source.

    Several people by the number of the verb; one by an article or a single noun; else a body that is told by what
    follows its noun.
    """
    if _SEVERAL.fullmatch(cue.split(maxsplit=1)[0]):
        return Kind("unnamed_plural", named=False, plural=True)
    words = WORD.findall(phrase)
    if language == "de" and _FULL_NAME.search(phrase) is not None and not lemmas.is_known(words[-1].casefold(), "de"):
        return Kind("official", named=True, plural=False)
    indefinite = language == "de" and re.match(r"ein(?:e|er|es|em|en)?\s", phrase) is not None
    listed = words_of(language)
    nouns = [w for w in words if listed["inside"].fullmatch(w) is None and (language != "de" or w[0].isupper())]
    head = next((w for w in nouns if language == "de" or not _ADJECTIVAL.fullmatch(w)), nouns[0] if nouns else "")
    if indefinite or not head or any(listed["person"].fullmatch(w) for w in (head, *words[:2])):
        return Kind("unnamed_single", named=False, plural=False)
    return Kind("official", named=True, plural=False)


def in_number(kind: Kind, cue: str, language: str) -> Kind:
    """Return the kind of a common noun with the number of its verb ("fishermen report")."""
    verb = cue.split(maxsplit=1)[0]
    if kind.plural:
        single = language == "de" and _ONE_SAYS.fullmatch(verb) is not None
        return replace(kind, named=False, plural=False) if single else kind
    if kind.named or kind.short or _SEVERAL.fullmatch(verb) is None:
        return kind
    if kind.role == "unnamed_single":
        return Kind("unnamed_plural", named=False, plural=True)
    return replace(kind, plural=True) if language == "de" and kind.role in _PERSONS else kind


def _of_people(phrase: str, head: RoleWord, names: int, rest: tuple[LinkRole, Words]) -> Kind:
    """Return the kind of a phrase whose head is a noun for persons."""
    role, words = rest
    one = words.language == "de" and re.match(_ONE, phrase, re.IGNORECASE) is not None
    plural = (head.kind == "m" and not one) or (head.kind == "g" and words["plural_speaker"].match(phrase) is not None)
    if plural:
        return Kind(role, named=False, plural=True)
    if head.kind == "g":  # a press service, a spokesman: as good as the body it speaks for
        told = words.language == "de" or words["vague"].match(phrase) is None
        return Kind(role, named=told, plural=False)
    needed = 2 if head.role in ("resident", "witness", "unnamed_single") and words.language != "de" else 1
    if names >= needed:
        return Kind(role if role not in ("unnamed_single",) else "official", named=True, plural=False)
    if head.kind == "a":
        return Kind(role, named=True, plural=False, short=True)
    return Kind(role, named=False, plural=False)


def _by_name(phrase: str, names: int, words: Words, *, initial: bool) -> Kind | None:
    """Return the kind of a phrase in which nothing is listed, by the names in it."""
    if words["states"].fullmatch(WORD.findall(phrase)[0]):
        return Kind("official", named=True, plural=False)  # a state, or its capital that stands for it
    quoted = _QUOTED.search(phrase) is not None
    # a Latin name in a Cyrillic text is that of an outlet
    latin = bool(names) and words.language != "de" and re.search(r"(?:^|\s)[A-Z][a-z]", phrase) is not None
    if quoted or latin:
        return Kind("outlet", named=True, plural=False)
    if re.search(r"(?<!\w)[A-ZА-ЯІЇЄҐ]{2,}[\w-]*", phrase) or _HANDLE.search(phrase):
        return Kind("social_account" if _HANDLE.search(phrase) else "official", named=True, plural=False)
    if not names or (words.language == "de" and not _capitals(phrase)):
        return None
    first = WORD.findall(phrase)[0]
    known = first[0].isupper() and lemmas.is_known(first.casefold(), words.language)
    alone = words.language == "de" or not any(w[0].isupper() for w in WORD.findall(phrase)[1:])
    if (initial or words.language == "de") and names == 1 and known and alone:
        return Kind("unnamed_single", named=False, plural=False)  # only the head of a sentence has a capital
    return Kind("official", named=True, plural=False)


def _capitals(phrase: str) -> bool:
    """Say whether a German phrase is a bare name: no article, every word with a capital."""
    tokens = WORD.findall(phrase)
    adverb = len(tokens) == 1 and lemmas.lemmatize(tokens[0], "de").islower()
    return not adverb and all(t[0].isupper() for t in tokens) and tokens[0].casefold() not in _ARTICLES


def _names(phrase: str, tokens: list[str], language: str, *, initial: bool) -> int:
    """Return how many words of a phrase are names: capitals, in German also not in the word list of nouns.

    The first word of a sentence (`initial`) owes its capital to that if the dictionary knows it.
    """
    if initial and language != "de" and len(tokens) > 1 and lemmas.is_known(tokens[0].casefold(), language):
        tokens = tokens[1:]
    return sum(
        1
        for token in tokens
        if token[0].isupper()
        and (language != "de" or _is_name(phrase, token))
        and role_of(token, language) is None
        and words_of(language)["inside"].fullmatch(token) is None
        and not re.search(rf"(?:^|\s)(?:[уУвВіз]|із|на|из|с|по|aus|in|von|im|am)\s+{re.escape(token)}", phrase)
    )


def _is_name(phrase: str, token: str) -> bool:
    """Say whether a German word with a capital is a name: it is in no dictionary, or stands right beside another."""
    if not lemmas.is_known(token.casefold(), "de") and not lemmas.is_known(token, "de"):
        return True
    beside = rf"(?:[A-ZÄÖÜ][\w-]+\s+{re.escape(token)}\b|\b{re.escape(token)}\s+[A-ZÄÖÜ])"
    return re.search(beside, phrase) is not None


@lru_cache(maxsize=50_000)
def role_of(word: str, language: str) -> RoleWord | None:
    """Return what a word says of a source, None if nothing.

    German compounds go by their last part, those of what somebody stated („Behördenangaben“) by their first; in
    Ukrainian and Russian a word that is not listed goes by its dictionary form, in the number that it has.
    """
    for pattern, entry in words_of(language).roles:
        if pattern.fullmatch(word):
            return entry
    if language != "de" and "-" in word:
        return role_of(word.split("-", 1)[0], language)
    if language != "de":
        return _by_lemma(word, language)
    stated = _STATED.fullmatch(word)
    if stated is not None:
        return role_of(stated.group(1), language) or role_of(stated.group(1).removesuffix("s"), language)
    if word[0].isupper():
        for cut in range(_LEAST - 1, len(word) - _LEAST):
            for pattern, entry in words_of(language).roles:
                if entry.kind not in "pe" and pattern.fullmatch(word[cut:]):
                    return entry
    return None


def _by_lemma(word: str, language: str) -> RoleWord | None:
    """Return what the dictionary form of a Ukrainian or Russian word says of a source; a plural means several."""
    lemma = lemmas.lemmatize(word.casefold(), language)
    if lemma == word.casefold() or lemma.endswith((*_INFINITIVE, *_OF_ADJECTIVES)) or len(lemma) < _LEAST:
        return None
    several = _is_plural(word.casefold(), lemma)
    for form in (lemma, *(lemma + ending for ending in "иыі" if several)):
        entry = next((e for pattern, e in words_of(language).roles if pattern.fullmatch(form)), None)
        if entry is not None and entry.kind in "ogd" and form == lemma:
            return entry
        if entry is not None and entry.kind in "sam":
            return RoleWord(entry.role, "m") if several else entry
    return None


def _is_plural(form: str, lemma: str) -> bool:
    """Say whether a form of a noun stands in the plural: by its ending, or by that of its masculine lemma."""
    if _PLURAL.search(form) or (lemma[-1] in "аяь" and len(form) < len(lemma)):
        return True
    return lemma[-1] not in "аяоеьй" and form[-1] in "иыі" and len(form) > len(lemma)


def _installed(phrase: str, telling: RoleWord, words: Words) -> LinkRole:
    if telling.role in ("official", "ministry") and words["installed"].search(phrase):
        return "installed_official"
    return cast("LinkRole", telling.role)


def _many(word: str, words: Words) -> bool:
    return words["plural_pronoun"].fullmatch(word) is not None
