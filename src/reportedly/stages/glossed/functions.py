"""What a place is to a claim in Ukrainian, Russian and German: where it happens, where from, where to, whose seat."""

import re

from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_mentions import Place

_TOKEN = re.compile(r"[\w'’ʼ-]+|[,;:()«»\"“”„]")
_FROM = frozenset("з із зі из с со aus von vom".split())  # noqa: SIM905
_TO = frozenset("до к ко nach zum zur".split())  # noqa: SIM905
_INTO = frozenset("в у на во in im ins auf".split())  # noqa: SIM905
_OTHER = frozenset(
    """під под біля возле около поблизу за при по через між между над перед про о об для від от проти против без серед
    среди крім кроме bei um unter vor hinter über für durch an am bis gegen ohne zwischen mit""".split()  # noqa: SIM905
)
_REACH = 6
_STOPS = frozenset(",;:()»”")
_CARRIED = re.compile(r"[\w'’]+(?:ом|ем|ою|ею|єю|ами|ями|ой|им|ым)$")
"""How a name ends behind «з» and «с» that mean "together with"."""

_MOVING = re.compile(
    r"(?<![\w'’])(?:вив[еоі]з|выв[её]з|ув[её]з|увоз|перев[еоі]з|перев[еіё]л|перев[ео]д|депорт|направ|відправ|отправ|прив[еоі]з|приїха|"
    r"приеха|прибу|прислал|їд(?:е|уть)|едет|едут|ідуть|йдуть|прийшл|пришл|пуска|пуст|пропуска|вез(?:е|у|л)|поверта|возвраща|відпочива|отдыха|оздоров|"
    r"надісла|"
    r"етапу|этапир|переїха|переех|переміст|перемест|поїха|поеха|виїха|выеха|вернул|поверну|евакую|эвакуир|доставл|"
    r"доправ|доставк|достав[ие]|висад|высад|"
    r"постав(?:ля|ил)|ввез|завез|бегу|тіка|втек|летить|прямува|переселя|"
    r"(?:ge|ver|ab|aus|ein|hin|weg|zurück|über|ent|zu)*(?:brach?t|schick|entsand|deport|evakui|flog|flieg|lief(?:er|"
    r"ert)|transport|kam(?:en)? aus|stamm|flüch|floh|fuhr|"
    r"reis|verleg|überstell))\w*",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:ребята|діти|дети|вчител\w+|учител\w+|лікар\w*|врач\w*|медик\w*|фахівц\w+|специалист\w+|будівельник\w*|"
    r"строител\w+|"
    r"переселен\w+|студент\w+|військов\w+|военн\w+|волонт\w+|ärzte|lehrer\w*|kinder|soldaten|arbeiter\w*|spezialisten) "
    r"(?:з|із|зі|из|с|aus) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_BODY = re.compile(
    r"(?:адміністрац\w+|администрац\w+|рад[аиоі]\w*|совет\w*|мер\w{0,3}|мэр\w*|глав[аы]\w*|голов[аиоу]\w*|"
    r"губернатор\w*|прокуратур\w+|"
    r"суд\w{0,3}|управлін\w+|управлени\w+|міністерств\w+|министерств\w+|уряд\w*|правительств\w+|президент\w*|"
    r"поліці\w+|полици\w+|"
    r"штаб\w*|мэри\w+|мері\w+|університет\w*|кабінет\w* міністрів|кабинет\w* министров|верховн\w+ рад\w+|"
    r"збройн\w+ сил\w*|"
    r"громадян\w*|граждан\w*|народ\w*|прапор\w*|флаг\w*|герб\w*|президент\w*|"
    r"stadtverwaltung|stadtrat|bürgermeister\w*|regierung|gouverneur\w*|verwaltung|ministerium|präsident\w*|"
    r"bezirksrat|gericht) "
    r"(?:(?:міста|города|м\.|г\.|von|der|des|in)\s)?$",
    re.IGNORECASE,
)
_BRANCH_OF = re.compile(
    r"(?:ФСБ|УФСБ|МВД|МЧС|СБУ|ДСНС|МВС|управлін\w+|управлени\w+|департамент\w*|фонд\w*|комитет\w*|комітет\w*|"
    r"прокуратур\w+)"
    r"(?: \w+){0,3} (?:по|в|у|на)(?: г\.| м\.| республике| області| области)? $"
)
_ADJECTIVE_OF_BODY = re.compile(
    r"\s+(?:(?:міськ|обласн|районн|сільськ|селищн|городск|областн|окружн|народн|військов|военно-?)\w+ |ОВА |ОДА )*"
    r"(?:адміністрац|администрац|ОВА\b|ОДА\b|РВА\b|МВА\b|рад[аиоі](?!\w{3})|совет|суд(?:у|а|ом|і|е|и)?(?!\w)|прокуратур|військов|"
    r"управл|міськрад|облрад|горсовет|губернатор|служб|фонд|полі[цк]|полиц|правительств|уряд|банк|парламент|"
    r"Stadtverwaltung|Stadtrat|Verwaltung|Militärverwaltung|Bürgermeister|Gericht|Polizei|Gouverneur|Rathaus)",
    re.IGNORECASE,
)
_NOMINATIVE = re.compile(
    r"(?:^|[.!?:;\n•—–-]|(?:^|[,;] )(?:і|й|та|и|а|але|но|що|что|und|aber|dass))\s*"
    r"(?:[Сс]ам[аео]? )?$"
)
"""What stands before a name that is the subject of its clause."""

_ACTS = re.compile(
    r"(?: район| область| громада| регіон| регион)? (?:(?:також|вже|знову|также|уже|снова|hat|haben|will|wird) )?"
    r"(?:ухвал|прийня|приня|виділ|выдел|обіця|обеща|пообіц|пообещ|заяв|заперечу|отрица|вимага|требу|пропону|предлаг|"
    r"запропон|предлож|підтрима|поддерж|плану|планир|розгляда|рассматрива|готу|готов|скасу|отмен|відмов|отказ|назва|підписа|подписа|"
    r"оголос|объяв|доруч|поруч|дозвол|разреш|заборон|запре[тщ]|розділ|раздел|передал|передає|переда[её]т|вивоз|вывоз|"
    r"депорт|постача|поставля|профінанс|профинанс|спрям|направ|оштраф|наказ|приказ|зобов|обяз|"
    r"beschl|verbiet|verbot|versp|plant|forder|bestreit|lehnt|kündig|schick|unterstütz|verlang|erlaub)[\w'’]*"
)
"""A predicate of deciding right behind a name in the nominative: it acts, and nothing happens there."""

_NAMED_BODY = re.compile(r"[«“„\"](?:[^»”“\"\n]){0,50}$")


_ADJECTIVE = re.compile(
    r"(?:ськ|цьк|зьк|ск|цк)(?:ої|ого|ій|ому|ою|ом|им|их|ими|у|ой|ую|ая|ий|ый|а|і|ие)$|[a-zäöü]er$", re.IGNORECASE
)


def function_of(place: Place, printed: str, before: str, after: str, sentence: str) -> PlaceFunction:
    """Return the function of a place from the words about it in its sentence; event if nothing tells."""
    if _is_seat(place, printed, before, after):
        return "seat"
    exact = place.best is not None and place.best.match == "exact"
    if exact and _NOMINATIVE.search(before) and _ACTS.match(after):
        return "subject"
    moving = _MOVING.search(sentence) is not None
    governor = _governor(before)
    if _PEOPLE.search(before) or (moving and governor in _FROM and not _is_companion(governor, printed)):
        return "origin"
    if moving and (governor in _TO or (governor in _INTO and (exact or _is_accusative(place, printed)))):
        return "destination"
    if place.precision == "country" and not governor:
        return "subject"
    return "event"


def _is_seat(place: Place, printed: str, before: str, after: str) -> bool:
    """Say whether a name only says which body is meant; the marks about a proclaimed entity show distance."""
    whole = before[-1:] in ("«", "“", "„", '"') and after[:1] in ("»", "”", '"', "“")
    distanced = whole and place.best is not None and place.best.kind == "proclaimed"
    quoted = _NAMED_BODY.search(before) is not None and not distanced
    adjective = _ADJECTIVE.search(printed) is not None and _ADJECTIVE_OF_BODY.match(after) is not None
    return bool(quoted or adjective or _BRANCH_OF.search(before) or _BODY.search(before))


def _governor(before: str) -> str:
    """Return the preposition that a name stands behind, with at most a few words between; "" where there is none."""
    for found in reversed(list(_TOKEN.finditer(before))[-_REACH:]):
        word = found[0].casefold()
        if word in _FROM or word in _TO or word in _INTO or word in _OTHER:
            return word
        if word in _STOPS:
            return ""
    return ""


def _is_accusative(place: Place, printed: str) -> bool:
    """Say whether a name of a feminine place stands in the case of movement («в Россию»; «у Токмаку» is no such)."""
    stored = place.best.matched if place.best is not None else ""
    return printed[-1:] in "ую" and stored[-1:] in "аяь"


def _is_companion(governor: str, printed: str) -> bool:
    return governor in ("з", "із", "зі", "с", "со") and _CARRIED.match(printed) is not None
