"""Names with a capital that the gazetteer's scan leaves out: case forms, headings, hashtags, German exonyms."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reportedly import lemmas
from reportedly.gloss import load
from reportedly.interfaces import Candidate, Gazetteer
from reportedly.records import Span
from reportedly.stages.glossed.lists import SURE
from reportedly.stages.glossed.mistaken import CYRILLIC_COUNTRIES

ENOUGH = 900
"""Inhabitants from which a name inside a sentence is taken for a place without a word that says so."""

_AT_HEAD = 5_000
"""Inhabitants that a name at the head of a sentence needs, and that of a German one without a preposition."""

_SURNAME = 50_000
"""Inhabitants that a name with the ending of a surname needs at the head of a sentence."""

_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ-][^\W\d_]+)*")
_JOINERS = frozenset(("на", "am", "an", "der"))
_MOST = 3
_UNITS = ("adm1", "adm2", "region", "country", "proclaimed")
_LAND = re.compile(r"(?:щин|ччин|тчин)(?:а|и|ы|і|е|у|ою|ой)$", re.IGNORECASE)
_FAMILY = re.compile(r"(?:[оеє]в|[иі]н|енко|ук|юк|чук|ськ(?:ий|а)|ск(?:ий|ая)|ович|ович)$", re.IGNORECASE)
_LED_SLAVIC = re.compile(
    r"(?:(?<![\w'’])(?:[ВвУу]|[Нн]а|[Пп]ід|[Пп]од|[Зз]а|[Бб]іля|[Вв]озле|[Оо]коло|"
    r"[Пп]облизу|[Пп]оруч із|[Дд]о|[Ии]з|[Зз]|"
    r"[Зз]і|[Іі]з|"
    r"міст[оіау]|город[еауо]?|г\.|м\.|с\.|сел[оіеау]|селах|с[её]лах|містах|городах|смт|пгт|пос[её]л(?:ке|ку|ок)|"
    r"селищ[еіа]|станиц[аеіы]|районі?|"
    r"[Пп]івні?чніше|[Пп]івденніше|[Зз]ахідніше|[Сс]хідніше|[Сс]евернее|[Юю]жнее|[Зз]ападнее|[Вв]осточнее|"
    r"(?:захід|схід|північ|південь|западу|востоку|северу|югу|сторону|бік|км|кілометр\w+|километр\w+) (?:від|от)|"
    r"сторону|обстріл\w*|обстрел\w*|районе|(?:[Мм]іж|[Мм]ежду) [А-ЯІЇЄҐЁ][\w'’ʼ-]+ (?:і|та|й|и)|"
    r"райони?|районы?|громад[аиіу]|населен\w+ пункт\w+|окупован\w+|оккупированн\w+|деокупован\w+)\s|#)$"
)
_LED_GERMAN = re.compile(
    r"(?<!\w)(?:in|aus|nach|bei|um|von|bis|vor|über|Stadt|Dorf|Gemeinde|Ort|Gebiet|Bezirk|Kreis|Rajon|Region|Oblast|"
    r"Hauptstadt|Hafenstadt|Kleinstadt|besetzten|besetzte|umkämpften) $|#$",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?<!\w)(?:der|die|das|dem|den|des) $", re.IGNORECASE)
_LIST_LED = (
    r"(?:район\w*|с[её]л\w*|міст\w*|город\w*|напрям\w*|направлени\w*|пункт\w*|громад\w*) "
    r"(?:[^\W\d_][\w'’-]+(?: [^\W\d_][\w'’-]+)?(?:, | та | і | й | и )){1,12}$"
)
_JOINED = re.compile(r"(?:, | та | і | й | и )$")
_NAME_BEFORE = re.compile(r"(?<!\w)[А-ЯІЇЄҐЁ][а-яіїєґё’'ʼ-]+, $")
_NAME_AFTER = re.compile(r"(?:, | та | і | й | и )[А-ЯІЇЄҐЁ][а-яіїєґё’'ʼ-]{3,}(?:, |\.|;| та | і | й | и | \()")
_HEADING = re.compile(r"(?:^|\n)[^\w\n]*$")
_HEADED = re.compile(r"\s*(?:[:.|–—!]|$|\n)")
_GERMAN_TYPE = re.compile(
    r"(?<!\w)(?:(Region|Gebiet|Oblast|Bezirk|Kreis|Rajon|Landkreis|Republik|Provinz|Kanton|Woiwodschaft|Gemeinde)"
    r"(?:e?s)?|(Land)(?:es)?) $"
)
_TAG = re.compile(r"#((?:[А-ЯІЇЄҐЁ][а-яіїєґё’'ʼ]+){2,3})(?!\w)")
_PART = re.compile(r"[А-ЯІЇЄҐЁ][а-яіїєґё’'ʼ]+")
_NAMED_BODY = re.compile(r"(?:(?<![^\s(\[–—-])[“\"](?!\s)|[«„])[^»”“\"\n]{0,80}$")
"""Inside of marks that open: “ and " behind a letter close, as in „X“."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """A text that is searched, with its words."""

    text: str
    words: Sequence[re.Match[str]]
    gazetteer: Gazetteer
    language: str


def further(text: str, gazetteer: Gazetteer, language: str) -> Iterator[tuple[Span, str]]:
    """Yield stretches that are names of places, each with the name to ask the gazetteer for."""
    reading = _Reading(text, list(_TOKEN.finditer(text)), gazetteer, language)
    yield from _tags(text, gazetteer)
    at = 0
    while at < len(reading.words):
        found = _at(reading, at) if _may_begin(reading.words[at][0], language) else None
        if found is None:
            at += 1
            continue
        span, name = found
        yield span, name
        at += sum(word.start() < span.end for word in reading.words[at:])


def _may_begin(word: str, language: str) -> bool:
    """Say whether a name may begin with a word: a capital, in the letters of the language."""
    return word[0].isupper() and (language == "de") == (word[0].isascii() or word[0] in "ÄÖÜ")


def _tags(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, str]]:
    """Yield the places of hashtags in which a name of several words is written as one."""
    for match in _TAG.finditer(text):
        name = " ".join(_PART.findall(match[1]))
        if any(c.match in SURE | {"stripped"} for c in gazetteer.find(name, limit=1)):
            yield Span(*match.span(1)), name


def _at(reading: _Reading, at: int) -> tuple[Span, str] | None:
    """Return the longest name that begins at a word, or None."""
    words = reading.words
    for size in range(min(_MOST, len(words) - at), 0, -1):
        run = words[at : at + size]
        if not _is_run(reading.text, run):
            continue
        span = Span(run[0].start(), run[-1].end())
        name = _known(reading, at, span, size)
        if name is not None:
            return _with_type(reading.text, span, name), name
    return None


def _with_type(text: str, span: Span, name: str) -> Span:
    """Return the stretch of a German name together with the word before it that says its kind: „Gebiet X“."""
    unit = _GERMAN_TYPE.search(text[max(0, span.start - 16) : span.start])
    if unit is None or name == span.of(text):
        return span
    return Span(span.start - len(unit[0]), span.end)


def _is_run(text: str, run: Sequence[re.Match[str]]) -> bool:
    """Say whether words stand side by side and may be one name."""
    side_by_side = all(text[a.end() : b.start()] == " " for a, b in pairwise(run))
    return side_by_side and run[-1][0][0].isupper() and all(w[0][0].isupper() or w[0] in _JOINERS for w in run)


def _known(reading: _Reading, at: int, span: Span, size: int) -> str | None:
    """Return the name to ask for, if a stretch is a place there; None if not."""
    text, word = reading.text, span.of(reading.text)
    before = text[max(0, span.start - 160) : span.start]
    if _NAMED_BODY.search(before[-80:]):
        return None
    german = reading.language == "de"
    led = (_LED_GERMAN if german else _LED_SLAVIC).search(before[-48:]) is not None
    unit = _GERMAN_TYPE.search(before[-16:]) if german else None
    name = f"{unit[1] or unit[2]} {word}" if unit else word
    best = next(iter(reading.gazetteer.find(name, limit=1)), None)
    if (
        best is None
        or best.minor
        or not (best.match in SURE or _is_derived(best, word, german=german, typed=bool(unit)))
    ):
        return None
    if len(word) < _SHORT_NAME:
        return word if word.isupper() and best.kind in _UNITS and best.match == "exact" else None
    judge = _german if german else _slavic
    return name if judge(reading, span, best, led) else None


_SHORT_NAME = 4


def _is_derived(best: Candidate, word: str, *, german: bool, typed: bool) -> bool:
    """Say whether a name is that of a land («Нікопольщина»), of a German unit or of a city with "-Stadt"."""
    if german:
        return best.match == "stripped" and (typed or word.endswith("-Stadt"))
    return best.match == "adjective" and _LAND.search(word) is not None


def _slavic(reading: _Reading, span: Span, best: Candidate, led: bool) -> bool:
    text, word = reading.text, span.of(reading.text)
    before = text[max(0, span.start - 160) : span.start]
    large = best.kind in _UNITS
    if _HEADING.search(before) and _HEADED.match(text, span.end) and best.match in ("exact", "former"):
        return large or best.population >= _AT_HEAD
    if led:
        return not (word.isupper() and is_word(word, reading.language))
    if _is_listed(text, span) or (best.population >= _AT_HEAD and _is_behind_town(reading, span)):
        return True
    if not large and _is_unlikely(reading, span, best):
        return False
    if _is_initial(before) or word.isupper():
        known = best.match in ("exact", "former", "adjective") and not is_word(word, reading.language)
        enough = _SURNAME if word.isalpha() and _FAMILY.search(word) else _AT_HEAD
        return known and (large or best.population >= enough)
    return large or best.population >= ENOUGH


def _is_listed(text: str, span: Span) -> bool:
    """Say whether a name stands in a list: one that a type word or preposition opens, or between two other names."""
    before = text[max(0, span.start - 160) : span.start]
    if not _JOINED.search(before):
        return False
    return re.search(_LIST_LED, before) is not None or (
        _NAME_BEFORE.search(before) is not None and _NAME_AFTER.match(text, span.end) is not None
    )


def _is_behind_town(reading: _Reading, span: Span) -> bool:
    """Say whether a name ends a list whose member before is a town: «Лисичанська та Рубіжного»."""
    before = _MEMBER.search(reading.text[max(0, span.start - 40) : span.start])
    if before is None:
        return False
    town = next(iter(reading.gazetteer.find(before[1], limit=1)), None)
    return town is not None and town.match in SURE and town.kind == "settlement" and town.population >= _AT_HEAD


_MEMBER = re.compile(r"(?<![\w'’-])([А-ЯІЇЄҐЁ][а-яіїєґё’'ʼ-]{3,})(?:, | та | і | й | и )$")


def _is_unlikely(reading: _Reading, span: Span, best: Candidate) -> bool:
    """Say whether a name without a preposition is part of a longer one, a plain word, or a place far from Cyrillic."""
    text, language = reading.text, reading.language
    beside = (_BEFORE.search(text[max(0, span.start - 40) : span.start]), _AFTER.match(text, span.end))
    if any(word is not None and not is_word(word[1], language) and not _ACRONYM.match(word[1]) for word in beside):
        return True
    exact = best.match == "exact" and best.population >= _FAR_AWAY
    return not exact and (is_word(span.of(text), language) or best.country not in CYRILLIC_COUNTRIES)


def is_no_place(text: str, span: Span, gazetteer: Gazetteer, language: str) -> bool:
    """Say whether a single word is none though a place has its form: a surname, or a plain word («Музей», «Дом»).

    A word of the dictionary is one that has only a far-off or respelled place of its form.
    """
    word = span.of(text)
    best = next(iter(gazetteer.find(word, limit=1)), None)
    beside = _BEFORE.search(text[max(0, span.start - 40) : span.start])
    named = beside is not None and not is_word(beside[1], language) and not _ACRONYM.match(beside[1])
    if named and best is not None and best.kind == "settlement":
        return best.population < _SURNAME or _FAMILY.search(best.matched) is not None
    if not is_word(word, language):
        return False
    if best is None or not (best.match in _OF_THE_FORM or (best.match == "demonym" and best.kind == "adm1")):
        return True
    return best.country not in CYRILLIC_COUNTRIES and best.kind in ("settlement", "adm1", "adm2", "adm3")


_ACRONYM = re.compile(r"[А-ЯІЇЄҐЁ]{2,6}(?:-\d+)?$")
"""A body that a name stands behind without being a part of it: «СИЗО-2 Симферополя», «ЦНАП Одеси»."""

_OF_THE_FORM = frozenset(("exact", "former", "inflected", "adjective"))


_FAR_AWAY = 100_000
_BEFORE = re.compile(r"(?<![\w'’-])([^\W\d_a-zа-яіїєґё][\w'’ʼ-]*)[ \u00a0]\Z")
_AFTER = re.compile(r"[ \u00a0]([^\W\d_a-zа-яіїєґё][\w'’ʼ-]+)")


def _german(reading: _Reading, span: Span, best: Candidate, led: bool) -> bool:
    """Say whether a German word is a place there: all nouns have a capital, so a word of the dictionary needs more."""
    text, word = reading.text, span.of(reading.text)
    before = text[max(0, span.start - 24) : span.start]
    listed = " " not in word and is_word(word, "de")
    noun = listed and _is_noun(word)
    if best.kind == "country" and (best.match == "exact" or (best.match == "inflected" and word.endswith("s"))):
        return True
    if best.kind in _WATERS:
        return not noun and best.match in ("exact", "inflected") and _AT_WATER.search(before) is not None
    if listed and _ARTICLE.search(before):
        return best.kind in _UNITS
    if led:
        return not noun or word == best.name or (best.match == "exact" and best.population >= _FAMOUS)
    if noun:
        return word == best.name and best.population >= _FAMOUS and not _is_initial(before)
    return _german_alone(text, span, best, listed=listed)


def _german_alone(text: str, span: Span, best: Candidate, *, listed: bool) -> bool:
    """Say whether a German name that nothing leads to, and that is no common noun, is a place."""
    word = span.of(text)
    if best.match == "inflected" and word.endswith("er"):
        return re.match(r" [A-ZÄÖÜ]", text[span.end : span.end + 2]) is not None and best.population >= _AT_HEAD
    if " " not in word and not listed and not _is_surname(text, span):
        # a word that no dictionary has and the gazetteer has is a place, unless a person is called so
        return best.population >= (ENOUGH if best.match in ("exact", "former") else _AT_HEAD)
    return best.match in ("exact", "former", "stripped") and (best.kind in _UNITS or best.population >= _AT_HEAD)


def _is_surname(text: str, span: Span) -> bool:
    """Say whether a German name stands behind a first name, a title or an office, or before a surname."""
    before = _BEFORE.search(text[max(0, span.start - 40) : span.start])
    after = _AFTER.match(text, span.end)
    office = before is not None and (_OFFICES.search(before[1]) is not None or not is_word(before[1], "de"))
    return office or (after is not None and not is_word(after[1], "de"))


_OFFICES = re.compile(
    r"(?:Herrn?|Frau|Dr|Prof|[Pp]räsident(?:in|en)?|[Mm]inister(?:in|s)?|[Kk]anzler(?:in)?|[Ss]precher(?:in)?|[Gg]eneral"
    r"|[Gg]ouverneur(?:in)?|[Bb]ürgermeister(?:in)?|[Cc]hef(?:in)?|[Dd]irektor(?:in)?|[Aa]bgeordneten?r?|Oberst|Major)$"
)
_WATERS = ("river", "lake", "sea", "mountain")
_AT_WATER = re.compile(r"(?<!\w)(?:am|an de[mr]|vom|zum|im|über de[nr]|de[rsmn]|die|das) $", re.IGNORECASE)
_FAMOUS = 300_000


def _is_noun(word: str) -> bool:
    """Say whether a German word of the dictionary is no name: it is the form of another word, or has an English one."""
    lemma = lemmas.lemmatize(word, lang="de")
    return lemma != word or bool(load().english(word.casefold(), "de"))


def _is_initial(before: str) -> bool:
    return not before.strip() or before.rstrip()[-1:] in '.!?:…»”"\n' or before.endswith("\n")


def is_word(word: str, language: str) -> bool:
    """Say whether the dictionary has a name as a word that is written small."""
    folded = word.casefold().replace("’", "'").replace("ʼ", "'")
    if language == "de":
        return lemmas.is_known(folded, lang="de") or lemmas.is_known(word, lang="de")
    lemma = lemmas.lemmatize(folded, lang=language)
    if not lemmas.is_known(folded, lang=language) or not lemma[:1].islower():
        return False
    # the Russian dictionary has names of places written small
    return language != "ru" or bool(load().english(lemma, language))
