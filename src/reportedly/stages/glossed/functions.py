"""What a place is to a claim in Ukrainian, Russian and German: where it happens, where from, where to, whose seat."""

import re

from reportedly.records.values import PlaceFunction
from reportedly.stages.locate_mentions import Place

_FROM = re.compile(r"(?<![\w'’])(?:з|із|зі|из|с|со|aus|von)(?: [^\s,.;:]+){0,3} $", re.IGNORECASE)
_TO = re.compile(
    r"(?<![\w'’])(?:до|в|у|к|на|nach|in|ins|in die)(?: (?:\w+(?:ої|ого|у|ю|ий|ый|ую|ой|e|en) ){0,3}| )"
    r"(?:(?:територію|территорию|місто|город|міста|города|село|сторону|бік|колонії \S+ \S+|колонию|республіку|"
    r"республіці|die stadt)\s){0,2}$",
    re.IGNORECASE,
)
_DIRECTED = re.compile(r"(?<![\w'’])(?:до|к|nach)(?: \w+){0,4} $", re.IGNORECASE)
_MOVING = re.compile(
    r"(?<![\w'’])(?:вив[еоі]з|выв[её]з|перев[еоі]з|депорт|направ|відправ|отправ|привез|приїха|приеха|прибу|прислал|"
    r"надісла|"
    r"етапу|этапир|переїха|переех|переміст|перемест|поїха|поеха|виїха|выеха|вернул|поверну|евакую|эвакуир|доставл|"
    r"доправ|висад|высад|"
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
    r"\s+(?:(?:міськ|обласн|районн|городск|областн|окружн|народн)\w+ )?(?:адміністрац|администрац|рад[аиоі]|совет|"
    r"суд|прокуратур|військов|"
    r"управл|міськрад|облрад|горсовет|губернатор|служб|фонд|полі[цк]|полиц|правительств|уряд|банк|парламент)",
    re.IGNORECASE,
)
_GROUNDS = re.compile(
    r"(?<![\w'’])(?:в|у|на|під|под|біля|возле|поблизу|при|in|im|bei|auf|vor)(?: \w+){0,3} $", re.IGNORECASE
)
_ACTS = re.compile(
    r" (?:(?:також|вже|знову|также|уже|снова|hat|haben|will) )?[\w'’]+(?:є|ить|їть|ує|ла|ло|ли|ет|ит|ют|ют|ят|ла|ло|"
    r"л|в|t|te)(?:ся|сь)?(?![\w'’])"
)
"""A predicate right behind a name in the nominative: it acts, and nothing happens there."""

_LED = re.compile(
    r"(?<![\w'’])(?:в|у|на|під|под|біля|возле|при|до|к|з|із|зі|из|с|від|от|через|для|in|im|bei|auf|vor|nach|aus|von|"
    r"bis|für|durch)"
    r"(?: \w+){0,2} $",
    re.IGNORECASE,
)
_NAMED_BODY = re.compile(r"[«“„\"](?:[^»”“\"\n]){0,50}$")


_TOWARDS = re.compile(r"(?:[ую]|[бвгґджзйклмнпрстфхцчшщь])$", re.IGNORECASE)
"""How a name ends in the case of movement («у Владикавказ», «в Россию»)."""


def function_of(place: Place, printed: str, before: str, after: str, sentence: str) -> PlaceFunction:
    """Return the function of a place from the words about it in its sentence; event if nothing tells."""
    if (
        _BRANCH_OF.search(before)
        or _NAMED_BODY.search(before)
        or _BODY.search(before)
        or _ADJECTIVE_OF_BODY.match(after)
    ):
        return "seat"
    exact = place.best is not None and place.best.match == "exact"
    if exact and _ACTS.match(after) and not _LED.search(before):
        return "subject"
    moving = _MOVING.search(sentence) is not None
    left, towards = _FROM.search(before), _DIRECTED.search(before)
    if _PEOPLE.search(before) or (moving and left and not (towards and towards.start() > left.start())):
        return "origin"
    if moving and (towards or (_TO.search(before) and _TOWARDS.search(printed))):
        return "destination"
    if place.precision == "country" and not _GROUNDS.search(before):
        return "subject"
    return "event"
