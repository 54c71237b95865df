"""Lists of adjectives before one common noun: «Сумської та Полтавської областей», „in den Regionen A und B“."""

import re
from collections.abc import Iterator

from reportedly.interfaces import Gazetteer
from reportedly.records import Span

SURE = frozenset({"exact", "former", "transliteration", "inflected"})
"""Matches of a printed form that name a place without a change of meaning."""

_FOUND = SURE | {"adjective", "stripped", "respelled"}
_ENDINGS = "ої|ого|ій|ому|ою|ом|им|их|ими|у|ой|ую|ая|ий|ый|а|і|ие"
_ADJECTIVE = rf"[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ-]+(?:[А-ЯІЇЄҐЁ][а-яіїєґё'’ʼ]+)?(?:ськ|цьк|зьк|ск|цк)(?:{_ENDINGS})"
_LEVEL = (
    r"(?:(?:городск|міськ|сільськ|сельск|селищн|поселков|муниципальн|муніципальн|автономн|територіальн|территориальн|"
    r"об.єднан|объединенн)\w+ )*"
)
_HEADS = (
    r"област\w+|обл\.?(?!\w)|ОВА|ОДА|РВА|р-н(?:[ауіе]|ом)?|район(?:[ауеиіы]|ом|ів|ов|ам|ами|ах)?|напрям\w+|направлени\w+|громад\w*|общин\w*|"
    r"[Рр]еспубл[иі]к\w*|[Нн]ародн\w+ [Рр]еспубл[иі]к\w*|"
    r"(?:гор)?округ\w*|кра(?:й|я|ю|є|е|єм|ем|ї|ї?в|ями|ях|ям|єв|ев|ёв)|ГЕС|ГЭС|ТЕЦ|ТЭЦ|АЕС|АЭС|"
    r"атомн\w+ (?:електро|электро)?станц\w+|(?:гідроелектро|гидроэлектро)станц\w+|(?:районн|обласн|областн)\w+(?! суд)|"
    r"(?:міськ|сільськ|селищн|городск|сельск|поселков)\w+"
)
_LISTED = re.compile(
    rf"(?<![\w'’-])({_ADJECTIVE}(?:(?:, | та | і | й | и |, а також |, а также )(?:з |на |у |в )?{_ADJECTIVE})*)"
    rf" ({_LEVEL}(?:{_HEADS}))(?!\w)"
)
_ONE = re.compile(_ADJECTIVE)
_UNITS = ("adm1", "adm2", "adm3")
_UNIT_HEAD = re.compile(r"(?:\w+ )*(?:област|обл\b|обл\.|район|р-н|округ|кра|громад|общин|ОВА|ОДА|РВА)")
"""Nouns of units: by its adjective alone such a name is none of a town."""

_TYPED = {"обл": "область", "област": "область", "район": "район", "республ": "область"}
_STATIONS = {"АЕС": "АЭС", "АЭС": "АЕС", "ГЕС": "ГЭС", "ГЭС": "ГЕС"}
_KINDS = {"атомн": ("АЕС", "АЭС"), "гідро": ("ГЕС",), "гидро": ("ГЭС",)}
_TOWNS = ("міськ", "сільськ", "селищн", "городск", "сельск", "поселков")
_LEVELS = ("районн", "обласн", "областн", *_TOWNS)
_SUFFIX = re.compile(rf"(?:{_ENDINGS})$")
_GERMAN = re.compile(
    r"(?<!\w)(Regionen|Gebieten?|Oblasten?|Oblaste|Bezirken?|Rajons?|Rajonen?|Kreisen?|Landkreisen?|Provinzen|Kantonen?)"
    r" ([A-ZÄÖÜ][\w'-]+(?:, [A-ZÄÖÜ][\w'-]+)*(?: und | sowie | oder )[A-ZÄÖÜ][\w'-]+)"
)
_SINGULAR = {
    "Reg": "Region", "Geb": "Gebiet", "Obl": "Oblast", "Bez": "Bezirk", "Raj": "Rajon", "Kre": "Kreis",
    "Lan": "Landkreis", "Pro": "Provinz", "Kan": "Kanton",
}  # fmt: skip
_GERMAN_ADJECTIVE = re.compile(
    r"(?<![\w-])([A-ZÄÖÜ][\w'-]{2,}er)(?:(?: und | oder | sowie |, )(?:der |des |dem )?([A-ZÄÖÜ][\w'-]{2,}er))?"
    r" (Oblast|Gebiets?|Region|Rajons?|Bezirks?|Kreis(?:es)?|Landkreis(?:es)?|Provinz)(?!\w)"
)


def listed(text: str, gazetteer: Gazetteer, language: str) -> Iterator[tuple[Span, str]]:
    """Yield the members of "X and Y regions", each by the name of its unit; the common noun goes with the last."""
    if language == "de":
        yield from _german(text, gazetteer)
        return
    for match in _LISTED.finditer(text):
        members = list(_ONE.finditer(match[1]))
        for number, one in enumerate(members):
            last = number + 1 == len(members)
            start = match.start() + one.start()
            direction = match[2].casefold().startswith("напр")
            alone = match[2].casefold().startswith(_LEVELS) and " " not in match[2]
            end = match.end() if last and not direction and not alone else start + len(one[0])
            unit = _UNIT_HEAD.match(match[2]) is not None
            names = _names(one[0], match[2], last=last)
            name = next((n for n in names if _is_known(n, gazetteer, unit=unit and n == one[0])), None)
            if name is not None:
                yield Span(start, end), name


def _names(adjective: str, noun: str, *, last: bool) -> Iterator[str]:
    """Yield what to ask for, the fullest form first."""
    head = noun.casefold()
    if head.startswith("напр") or (head.startswith(_TOWNS) and " " not in head):
        # the type word of a front asks for a town by its adjective
        yield f"{adjective} напрямок"
    elif last:
        yield f"{adjective} {noun}"
        for kind in (_STATIONS.get(noun, ""), *_KINDS.get(head[:5], ())):
            if kind:
                yield f"{_like(adjective, 'область')} {kind}"
    for stem, form in _TYPED.items():
        if stem in head:
            yield f"{_like(adjective, form)} {form}"
    if head in ("ова", "ода"):
        yield f"{_like(adjective, 'область')} область"
    if head == "рва" or head.startswith("р-н"):
        yield f"{_like(adjective, 'район')} район"
    if "округ" in head or "громад" in head or "общин" in head:
        yield f"{_like(adjective, 'район')} район"
    yield adjective


def _is_known(name: str, gazetteer: Gazetteer, *, unit: bool) -> bool:
    """Say whether a name is a place; with `unit` only if that is one: «X-ского края» is no town by its adjective."""
    found = [c for c in gazetteer.find(name, limit=2) if c.match in _FOUND]
    return any(not unit or c.precision in _UNITS for c in found[:1] or found)


def _like(adjective: str, noun: str) -> str:
    """Return an adjective in the nominative that goes with a noun: «Херсонської» with «область» is «Херсонська»."""
    stem = _SUFFIX.sub("", adjective)
    russian = not re.search(r"(?:ськ|цьк|зьк)$", stem)
    if noun == "область":
        return stem + ("ая" if russian else "а")
    return stem + "ий"


def _german(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, str]]:
    for match in _GERMAN_ADJECTIVE.finditer(text):
        first = match.start(2) if match[2] else match.end(1)
        members = [(match.end(1), match[1])] if match[2] else []
        members.append((match.end(), match[2] or match[1]))
        for at, (end, word) in enumerate(members):
            name = f"{word} {match[3]}"
            if any(c.precision in _UNITS for c in gazetteer.find(name, limit=1)):
                yield Span(first if at and match[2] else match.start(1), end), name
    for match in _GERMAN.finditer(text):
        kind = _SINGULAR[match[1][:3]]
        for one in re.finditer(r"[A-ZÄÖÜ][\w'-]+", match[2]):
            start = match.start(2) + one.start()
            yield Span(start, start + len(one[0])), f"{kind} {one[0]}"
