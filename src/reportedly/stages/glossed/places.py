"""Printed places of Ukrainian, Russian and German texts: names, lists of adjectives, regions without a name."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import simplemma

from reportedly.interfaces import Gazetteer, HomeArea, Resolved, Toponym
from reportedly.records import PersonMention, Span
from reportedly.stages.locate_mentions import Place, of_answer

_SURE = frozenset({"exact", "former", "transliteration", "inflected"})
_PEOPLE_ENOUGH = 900
"""Inhabitants from which a name inside a sentence is taken for a place without a word that says so."""

_NAME = r"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ]+(?:-[А-ЯІЇЄҐЁа-яіїєґё][а-яіїєґё'’ʼ]+)*(?: [А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ]+)?"
_WORD = re.compile(rf"(?<![\w'’]){_NAME}")
_LED = re.compile(
    r"(?:(?<![\w'’])(?:[ВвУу]|[Нн]а|[Пп]ід|[Пп]од|[Бб]іля|[Вв]озле|[Пп]облизу|[Пп]оруч із|[Дд]о|[Ии]з|[Зз]|[Зз]і|[Із]з|"
    r"міст[оіау]|город[еауо]?|г\.|м\.|с\.|сел[оіеау]|селах|містах|смт|пгт|посел(?:ке|ку|ок)|селищ[еіа]|станиц[аеіы]|"
    r"райони?|районы?|"
    r"населен\w+ пункт\w+)\s)$"
)
_ADJECTIVE = r"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ-]+(?:ськ|цьк|зьк|ск|цк)(?:ої|ого|ій|ому|ою|им|их|ими|у|а|ой|ом|ую|ая|ий|ый)"
_LISTED = re.compile(
    rf"(?<![\w'’])({_ADJECTIVE}(?:(?:, | та | і | й | и )(?:з |на |у |в )?{_ADJECTIVE})*)"
    r" (област\w+|район\w+|напрям\w+|направлени\w+|громад\w+|республик\w+|народн\w+ республик\w+|"
    r"Народн\w+ Республик\w+|округ\w*"
    r"|городск\w+ округ\w*|міськ\w+ громад\w+|ГЕС|ГЭС|ТЕЦ|ТЭЦ)"
)
_ONE_ADJECTIVE = re.compile(_ADJECTIVE)
_LOWER_ADJECTIVE = re.compile(
    r"(?<![\w'’])[а-яіїєґ]{4,}(?:ськ|цьк|зьк|ск|цк)(?:их|ими|им|ий|ый|ой|ого|ие|і|ої|ому|ая|а)(?![\w'’])"
)
_TYPED = {"област": ("область", "область"), "район": ("район", "район"), "республик": ("область", "область")}
_VAGUE = re.compile(
    r"(?<![\w'’])(?:(?:тимчасово |временно |vorübergehend |noch |neu )?"
    r"(?:де|неп?ід)?(?:окупован|оккупирован)\w+ (?:територі\w+|территори\w+|район\w+|област\w+|регіон\w+|регион\w+)"
    r"|ТОТ\b|[Нн]ов(?:их|ых|і|ые) (?:регіон\w+|регион\w+)|"
    r"(?:vorübergehend )?(?:russisch )?[Bb]esetzten?r? (?:Gebiet\w*|Region\w*)"
    r"|ОРДЛО\b|ОРЛО\b|ОРДО\b)"
)
_BODY_NAMES = re.compile(r"[«“„\"][^»”“\"\n]{0,80}$")


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
    asked: dict[Span, str] = {}
    for toponym in gazetteer.scan(text):
        if not (language == "de" and _is_noun(text, toponym, gazetteer)):
            asked[toponym.span] = toponym.text
    for span, name in (*_coordinated(text, gazetteer), *_further(text, gazetteer)):
        for other in [s for s in asked if s.overlaps(span)]:
            if len(other) >= len(span) and (asked[other] == name or name == span.of(text)):
                break
        else:
            for other in [s for s in asked if s.overlaps(span)]:
                del asked[other]
            asked[span] = name
    toponyms = [
        Toponym(span, asked[span])
        for span in sorted(asked)
        if not (_personal(text, span, named) or _STREET.search(text[max(0, span.start - 40) : span.start]))
        and not _NOT_A_PLACE.match(text, span.end)
    ]
    found = [
        of_answer(_by_type(answer)) for answer in gazetteer.resolve(text, toponyms, home=home) if answer.candidates
    ]
    vague = [Place(Span(*m.span()), "vague_region", vague=True, rule="vague") for m in _VAGUE.finditer(text)]
    kept = [place for place in found if not any(place.span.overlaps(v.span) for v in vague)]
    return sorted([*kept, *vague], key=lambda place: place.span)


def _is_noun(text: str, toponym: Toponym, gazetteer: Gazetteer) -> bool:
    """Say whether a German name is a word of the dictionary as well, and nothing makes it a place.

    A preposition before it does, and the fame of a town of that very name.
    """
    if not simplemma.is_known(toponym.text.casefold(), lang="de"):
        return False
    best = next(iter(gazetteer.find(toponym.text, limit=1)), None)
    famous = best is not None and best.name == toponym.text and best.population >= _FAMOUS
    return not famous and _LED_DE.search(text[max(0, toponym.span.start - 16) : toponym.span.start]) is None


_FAMOUS = 20_000
_LED_DE = re.compile(
    r"(?<!\w)(?:in|aus|nach|bei|um|von|bis|Stadt|Dorf|Gemeinde|Ort|Gebiet|Bezirk|Kreis) $", re.IGNORECASE
)
_STREET = re.compile(
    r"(?:(?<!\w)(?:вул(?:\.|иц\w+)|ул(?:\.|иц\w+)|просп(?:\.|ект\w*)|пров\.|пер\.|бульв\w*\.?|площ\w+|пл\.|домов|"
    r"будинк\w+|імені|имени|ім\.|им\.)\s+"
    r"|(?<!\w)домов [^.;\n]{0,30}\d\w?, )$",
    re.IGNORECASE,
)
_NOT_A_PLACE = re.compile(r"(?:\.[А-ЯІЇЄҐA-Z]\w|, \d{1,3}\w?(?:[,.;]|$)|[-‑]\d)")
_UNITS = {"област": "adm1", "oblast": "adm1", "район": "adm2"}


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


def _coordinated(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, str]]:
    """Yield the members of "X and Y regions", each by the name of its unit; the common noun goes with the last."""
    for match in _LISTED.finditer(text):
        head = match[2].casefold()
        members = list(_ONE_ADJECTIVE.finditer(match[1]))
        for number, one in enumerate(members):
            last = number + 1 == len(members)
            start = match.start() + one.start()
            span = Span(start, match.end() if last else start + len(one[0]))
            names = [f"{one[0]} {match[2]}"] if last else []
            names += [
                f"{_like(one[0], form)} {form}" for stem, forms in _TYPED.items() if stem in head for form in forms
            ]
            names.append(one[0])
            name = next(
                (
                    n
                    for n in names
                    if any(c.match in (*_SURE, "adjective", "stripped") for c in gazetteer.find(n, limit=2))
                ),
                None,
            )
            if name is not None:
                direction = head.startswith("напр") or "округ" in head
                yield (Span(start, start + len(one[0])) if direction and head.startswith("напр") else span), name


_FEMININE = ("область",)


def _like(adjective: str, noun: str) -> str:
    """Return an adjective in the nominative that goes with a noun: «Херсонської» with «область» is «Херсонська»."""
    stem = re.sub(r"(?:ої|ого|ій|ому|ою|им|их|ими|у|а|ой|ом|ую|ая|ий|ый)$", "", adjective)
    russian = not re.search(r"(?:ськ|цьк|зьк)$", stem)
    if noun in _FEMININE:
        return stem + ("ая" if russian else "а")
    return stem + ("ий" if not russian or stem.endswith("к") else "ый")


def _further(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, str]]:
    """Yield names with a capital that the scan leaves out: behind a preposition or type word, or well known."""
    for match in _WORD.finditer(text):
        before = text[max(0, match.start() - 24) : match.start()]
        led = _LED.search(before) is not None
        initial = not before.strip() or before.rstrip()[-1:] in '.!?:…»”"\n' or before.endswith("\n")
        if (initial and not led) or _BODY_NAMES.search(text[max(0, match.start() - 60) : match.start()]):
            continue
        for name in dict.fromkeys((match[0], match[0].split(" ")[0])):
            best = next(iter(gazetteer.find(name, limit=1)), None)
            if best is None or best.match not in _SURE or best.minor:
                continue
            listed = re.search(r"(?:, | та | і | й | и )$", before) is not None and _in_list(text, match.start())
            if led or listed or best.population >= _PEOPLE_ENOUGH or best.kind in ("adm1", "adm2", "region", "country"):
                yield Span(match.start(), match.start() + len(name)), name
                break


def _in_list(text: str, at: int) -> bool:
    """Say whether a list that a name stands in began behind a preposition or a type word."""
    line = text[max(0, at - 160) : at]
    return (
        re.search(
            rf"(?:район\w*|сел\w*|міст\w*|город\w*|напрям\w*|направлени\w*|пункт\w*) (?:{_NAME}(?:, | та | і | й |"
            rf" и ))+$",
            line,
        )
        is not None
    )


def _personal(text: str, span: Span, persons: Sequence[Span]) -> bool:
    """Say whether a name stands in that of a person and no preposition or type word before it says otherwise."""
    if not any(person.overlaps(span) for person in persons):
        return False
    return _LED.search(text[max(0, span.start - 24) : span.start]) is None or any(
        p.start < span.start < p.end for p in persons
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
    return one.country == other.country and (one.admin1 == other.admin1 or not one.admin1)
