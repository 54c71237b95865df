"""Printed places of Ukrainian, Russian and German texts: names, lists of adjectives, regions without a name."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol, runtime_checkable

from reportedly.interfaces import Candidate, Gazetteer, HomeArea, Resolved, Toponym
from reportedly.records import PersonMention, Span
from reportedly.records.geo import distance_km
from reportedly.stages.glossed.lists import listed
from reportedly.stages.glossed.mistaken import mistaken
from reportedly.stages.glossed.names import further, is_no_place, is_word
from reportedly.stages.glossed.vague import with_vague
from reportedly.stages.locate_mentions import Place, of_answer

_LANGUAGE_AREAS = {
    "uk": HomeArea(countries={"UA": 1.0}),
    "ru": HomeArea(countries={"UA": 0.5, "RU": 0.5}),
}
"""Where a text lies of which nothing else is known: a name in several countries is that of its language's."""

_LED = re.compile(
    r"(?<![\w'’])(?:[ВвУу]|[Нн]а|[Пп]ід|[Пп]од|[Пп]о|[Зз]а|[Пп]ри|[Оо]|"
    r"[Бб]іля|[Дд]о|[Ии]з|[ЗзСс]|[Зз]і|[Іі]з|[Вв]ід|[Оо]т) $"
)
_LED_PERSON = re.compile(
    r"(?:(?<![\w'’])(?:[ВвУу]|[Нн]а|[Пп]ід|[Пп]од|[Бб]іля|[Вв]озле|[Дд]о|[Ии]з|[Зз]|[Зз]і|[Іі]з|"
    r"[Мм]ер[ауоі]?м?|[Мм]эр[ауо]?м?|[Гг]лав[аыеу]|[Гг]олов[аиіу]|[Пп]оліці[їяю]|[Пп]олици[ияю]|"
    r"міст[оіау]|город[еауо]?|г\.|м\.|с\.|сел[оіеау]|смт|пгт|район\w*)\s)$"
)


@runtime_checkable
class Unread(Protocol):
    """A gazetteer whose scan reads English; `unread` is the one that scans any text."""

    @property
    def unread(self) -> Gazetteer:
        """The gazetteer without the reader."""
        ...


def places_of(
    text: str,
    gazetteer: Gazetteer,
    persons: Sequence[PersonMention],
    *,
    home: HomeArea | None = None,
    language: str = "",
) -> list[Place]:
    """Return the printed places of a text in order, without overlaps, none out of a person's name."""
    named = [Span(m.span.start, m.span.end) for m in persons]
    toponyms = [t for t in toponyms_of(text, gazetteer, language) if not _personal(text, t.span, named)]
    home = home or _LANGUAGE_AREAS.get(language)
    answers = gazetteer.resolve(text, toponyms, home=home)
    return with_vague(text, [of_answer(_by_type(answer)) for answer in answers if answer.candidates])


def toponyms_of(text: str, gazetteer: Gazetteer, language: str) -> list[Toponym]:
    """Return the stretches of a text that may be places, in order, without overlaps; `text` of each is what to ask for.

    A name in another case is asked for in its nominative, the members of a list each with their type word.
    """
    asked = _asked(text, gazetteer, language)
    return [
        Toponym(span, _nominative(text, span, asked[span], gazetteer, language))
        for span in sorted(asked)
        if not _stands_for_no_place(text, span) and not _is_mistaken(text, span, asked[span], gazetteer, language)
    ]


def _is_mistaken(text: str, span: Span, name: str, gazetteer: Gazetteer, language: str) -> bool:
    """Say whether a name as it is printed is none of a place in Ukrainian or Russian; one of a list never is."""
    if language not in ("uk", "ru") or name != span.of(text):
        return False
    best = next(iter(gazetteer.find(name, limit=1)), None)
    return best is not None and mistaken(text, span, best, is_word=lambda word: is_word(word, language))


def _asked(text: str, gazetteer: Gazetteer, language: str) -> dict[Span, str]:
    """Return the stretches that may be places, each with the name to ask for; longer ones take shorter ones' place."""
    scanner = gazetteer.unread if isinstance(gazetteer, Unread) else gazetteer
    asked: dict[Span, str] = {}
    for toponym in map(_bare, scanner.scan(text)):
        # German nouns are written like names: single words are judged by `further`
        single = " " not in toponym.text
        if language == "de" and _NO_NAME.match(toponym.text):
            continue
        if single and (language == "de" or is_no_place(text, toponym.span, gazetteer, language)):
            continue
        asked[toponym.span] = toponym.text
    for span, name in listed(text, gazetteer, language):
        _put(asked, span, name, least=0)
    for span, name in further(text, gazetteer, language):
        _put(asked, span, name, least=1)
    return asked


def _bare(toponym: Toponym) -> Toponym:
    """Return a toponym without the word of kind or side that opens it: „Stadt X“ is X, «Севернее X» is north of X."""
    led = _OPENER.match(toponym.text)
    if led is None:
        return toponym
    span = Span(toponym.span.start + led.end(), toponym.span.end)
    return Toponym(span, toponym.text[led.end() :], toponym.kind)


_OPENER = re.compile(
    r"(?:Stadt|Dorf|Ort|(?:Північ|Півден|Схід|Захід)ніше|Північніше|Південніше|(?:Север|Юж|Восточ|Запад)нее"
    r"|(?:Північно|Південно|Северо|Юго)-\w+(?:іше|ее)) (?=[A-ZÄÖÜА-ЯІЇЄҐЁ])"
)
_NO_NAME = re.compile(
    r"(?:D(?:er|ie|as|en|em|es) (?:Stadt|Ort|Dorf|Gemeinde|Kreis|Landkreis|Rajon|Bezirk|Gebiet|Oblast|Region|Insel"
    r"|Fluss)$"
    r"|(?:D(?:ie|en|er) )?(?:Gebieten?|Oblasten?|Oblaste|Regionen|Provinzen|Rajonen?|Bezirken?|(?:Land)?[Kk]reisen?"
    r"|Kantonen?|Gemeinden|Städten?|Dörfern?|Orten?)(?: |$))"
)
"""„Die Stadt“ is no town of the name Die, and „Gebieten X und Y“ are two names, which `listed` reads."""


def _put(asked: dict[Span, str], span: Span, name: str, *, least: int) -> None:
    """Note a stretch in place of those that it overlaps, if it is longer than each by `least` code points."""
    others = [s for s in asked if s.overlaps(span)]
    if all(len(span) - len(s) >= least for s in others):
        for other in others:
            del asked[other]
        asked[span] = name


def _nominative(text: str, span: Span, name: str, gazetteer: Gazetteer, language: str) -> str:
    """Return the name to ask for: behind a preposition a small place of that very form gives way to a far larger one.

    «В Бердянске» is Бердянск and hardly ever a Бердянске: what stands behind a preposition is in another case.
    """
    if language not in ("uk", "ru") or " " in name or _LED.search(text[max(0, span.start - 8) : span.start]) is None:
        return name
    found = gazetteer.find(name, limit=20)
    if not found or found[0].match != "exact" or found[0].kind != "settlement":
        return name
    first = found[0]
    bent = max((c for c in found if c.match == "inflected"), key=_people, default=None)
    if bent is None and language == "ru" and re.search(r"[сц]ке$", name):
        bent = next((c for c in gazetteer.find(name[:-1], limit=1) if c.match in ("exact", "former")), None)
        return name[:-1] if bent is not None and bent.population >= first.population else name
    return bent.matched if bent is not None and bent.matched and bent.population >= _FAR * first.population else name


_FAR = 4


def _people(candidate: Candidate) -> int:
    return candidate.population


def _stands_for_no_place(text: str, span: Span) -> bool:
    """Say whether a name is that of a street, of a person with a title, or of something with a number."""
    before = text[max(0, span.start - 40) : span.start]
    return bool(_STREET.search(before) or _CITIZEN.search(before) or _NOT_A_PLACE.match(text, span.end))


_STREET = re.compile(
    r"(?:(?<!\w)(?:вул(?:\.|иц\w+)|ул(?:\.|иц\w+)|просп(?:\.|ект\w*)|пров\.|провул\w+|пер\.|переул\w+|бульв\w*\.?|"
    r"площ\w+|пл\.|домов|шосе|шоссе|"
    r"будинк\w+|імені|имени|ім\.|им\.)\s+"
    r"|(?<!\w)домов [^.;\n]{0,30}\d\w?, )$",
    re.IGNORECASE,
)
_CITIZEN = re.compile(
    r"(?<!\w)(?:громадян(?:ин|ка)\w*|гражданин\w*|гражданк\w+|пан|пані|госпож\w+|господин\w*|товариш\w*|товарищ\w*|"
    r"підозрюван\w+|подозреваем\w+|Herrn?|Frau) (?:[А-ЯІЇЄҐA-Z]\. ?)?$",
    re.IGNORECASE,
)
_NOT_A_PLACE = re.compile(r"(?:\.[А-ЯІЇЄҐA-Z]\w|, \d{1,3}\w?(?:[,.;]|$)|[-‑]\d)")
_UNITS = {
    "област": "adm1", "oblast": "adm1", "район": "adm2", "gebiet": "adm1", "region": "adm1", "bezirk": "adm2",
    "rajon": "adm2", "kreis": "adm2", "-stadt": "settlement",
}  # fmt: skip


def _by_type(answer: Resolved) -> Resolved:
    """Return an answer whose first candidate is of the level that the printed type word says, if there is one."""
    level = next((one for stem, one in _UNITS.items() if stem in answer.toponym.text.casefold()), None)
    fitting = [c for c in answer.candidates if c.precision == level]
    if level is None or not fitting or answer.candidates[0].precision == level:
        return answer
    return replace(answer, candidates=(fitting[0], *(c for c in answer.candidates if c is not fitting[0])))


def without_parents(text: str, places: Sequence[Place]) -> list[Place]:
    """Return places without those that only say where the one before lies («Сумського району Сумської області»)."""
    kept: list[Place] = []
    for place in places:
        wider = bool(kept) and not place.vague and _RANK[place.precision] > _RANK[kept[-1].precision]
        if not (wider and _BETWEEN.fullmatch(text[kept[-1].span.end : place.span.start])):
            kept.append(place)
    return kept


_BETWEEN = re.compile(r"(?:,? (?:в|у|на|in|im) (?:der |dem )?| |, | \(|,? що (?:в|у|на) )")


def _personal(text: str, span: Span, persons: Sequence[Span]) -> bool:
    """Say whether a name stands in that of a person and no preposition or type word before it says otherwise."""
    if not any(person.overlaps(span) for person in persons):
        return False
    return _LED_PERSON.search(text[max(0, span.start - 24) : span.start]) is None or any(
        p.start < span.start < p.end for p in persons
    )


_LOWER_ADJECTIVE = re.compile(
    r"(?<![\w'’])[а-яіїєґ]{4,}(?:ськ|цьк|зьк|ск|цк)(?:их|ими|им|ий|ый|ой|ого|ие|і|ої|ому|ая|а)(?![\w'’])"
)


def demonyms(text: str, start: int, end: int, gazetteer: Gazetteer) -> list[Place]:
    """Return the places that lower-case adjectives of a stretch stand for («кримських татар»), if any."""
    found = []
    for match in _LOWER_ADJECTIVE.finditer(text, start, end):
        best = next(iter(gazetteer.find(match[0], limit=1)), None)
        if _SOLDIERS.match(text, match.end()):
            continue
        if best is not None and best.match in ("adjective", "demonym") and best.kind != "country":
            span = Span(*match.span())
            found.append(Place(span, best.precision, (best,), 0.6, rule="adjective"))
    return found


_SOLDIERS = re.compile(
    r"\s+(?:татар|окупант|оккупант|військ|войск|солдат|бойов|боев|загарбник|найман|силовик|кадир|мов|язык)",
    re.IGNORECASE,
)


def without_wider(places: Sequence[Place]) -> list[Place]:
    """Return places without those that hold another of them: a country or unit beside a town in it."""
    kept = []
    for place in places:
        inner = [o for o in places if o is not place and _holds(place, o)]
        if not inner:
            kept.append(place)
    return kept


_RANK = {"facility": 0, "settlement": 1, "unknown": 1, "adm3": 2, "adm2": 3, "adm1": 4, "vague_region": 5, "country": 6}


def _holds(outer: Place, inner: Place) -> bool:
    one, other = outer.best, inner.best
    if _RANK[outer.precision] <= _RANK[inner.precision] or outer.precision == "vague_region":
        return False
    if one is None or other is None:
        return False
    if outer.precision == "country":
        return True
    if other.kind == "proclaimed":  # it bears no unit of any state: what lies in reach of its middle lies in it
        return distance_km((one.lon, one.lat), (other.lon, other.lat)) <= (other.radius_km or 0.0)
    return one.country == other.country and (one.admin1 == other.admin1 or not one.admin1)
