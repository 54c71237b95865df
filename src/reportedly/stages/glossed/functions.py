"""What a place is to a claim in Ukrainian, Russian and German: where it happens, where from, where to, whose seat."""

import re

from reportedly.records.values import PlaceFunction
from reportedly.stages.glossed.aims import as_stored, is_aim, is_goal, is_left
from reportedly.stages.locate_mentions import Place

_TOKEN = re.compile(r"[\w'’ʼ-]+|[,;:()«»\"“”„]")
_FROM = frozenset("з із зі из с со aus von vom".split())  # noqa: SIM905
_TO = frozenset("до к ко nach zum zur bis".split())  # noqa: SIM905
_INTO = frozenset("в у на во in im ins auf".split())  # noqa: SIM905
_OTHER = frozenset(
    """під под біля возле около поблизу за при по через між между над перед про о об для від от проти против без серед
    среди крім кроме bei um unter vor hinter über für durch an am gegen ohne zwischen mit""".split()  # noqa: SIM905
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
    r"постав(?:ля|ил)|ввез|завез|бегу|тіка|втек|лет(?:ить|ел|іл|ят)|прямува|переселя|"
    r"вийш|вышл|выш[её]л|вирушил|вируша|рушил|дійш|дійд|доход|доїх|доїд|доїж|доеха|доед|доезж|дош[её]?л|перекин|переброс|"
    r"розміст|размест|посел[яи]|расселил|застр[яі]г|заїх|заїж|заезж|заеха|ходит|ход[яі]ть|їзд|ездят|ездит|везут|везуть|"
    r"воз[ия]т|добра(?:л|ть|в)|добер|вилет|вылет|приліт|прилет|в[іи]др[яу]д|командир|"
    r"рейс|маршрут|автобус|по[їе]зд|потяг|вантаж|груз|конво|посил[ко]|посыл[ко]|"
    r"(?:ge|ver|ab|aus|ein|hin|weg|zurück|über|ent|zu)*(?:brach?t|schick|entsand|deport|evakui|flog|flieg|lief(?:er|"
    r"ert)|transport|kam(?:en)? aus|stamm|flüch|floh|fuhr|"
    r"reis|verleg|überstell|gestellt nach|komm(?:t|en)|gelang|zog|zieh|geordnet|ordne|setzt nach)"
    r"|unterwegs|auf dem weg|konvoi|hilfsgüter|lieferung|(?<!\w)züge?(?!\w)|(?<!\w)bus(?:se)?(?!\w))\w*",
    re.IGNORECASE,
)
_PEOPLE = re.compile(
    r"(?:ребята|діти|дети|вчител\w+|учител\w+|лікар\w*|врач\w*|медик\w*|фахівц\w+|специалист\w+|будівельник\w*|"
    r"строител\w+|"
    r"переселен\w+|студент\w+|військов\w+|военн\w+|волонт\w+|ärzte|lehrer\w*|kinder|soldaten|arbeiter\w*|spezialisten) "
    r"(?:з|із|зі|из|с|aus) (?:\w+ ){0,2}$",
    re.IGNORECASE,
)
_OF_BODY = (
    r"(?:депутат\w+|освіти|образования|здравоохранения|охорони здоров.я|культур[иы]|соц\w+ (?:захисту|защиты)|"
    r"внутрішніх справ|внутренних дел|юстиці[їи]|юстиции|безпеки|безопасности|ветеран\w+|старост|старейшин|"
    r"комунальн\w+ \w+|коммунальн\w+ \w+|транспорту?а?|праці|труда)"
)
"""What a body is of, before the name of the place."""

_BODY = re.compile(
    r"(?:адміністрац\w+|администрац\w+|рад[аиоі]\w*|совет\w*|мер\w{0,3}|мэр\w*|глав[аы]\w*|голов[аиоу]\w*|"
    r"губернатор\w*|прокуратур\w+|"
    r"суд\w{0,3}|управлін\w+|управлени\w+|міністерств\w+|министерств\w+|уряд\w*|правительств\w+|президент\w*|"
    r"поліці\w+|полици\w+|"
    r"штаб\w*|мэри\w+|мері\w+|університет\w*|кабінет\w* міністрів|кабинет\w* министров|верховн\w+ рад\w+|"
    r"збройн\w+ сил\w*|"
    r"виконком\w*|исполком\w*|(?:городск|міськ)\w+ дум\w+|дум[аыеу]|"
    r"громадян\w*|граждан\w*|народ\w*|прапор\w*|флаг\w*|герб\w*|президент\w*|"
    r"служб\w+ зайнятості|служб\w+ занятости|горсовет\w*|міськрад\w*|райрад\w*|облрад\w*|"
    r"військкомат\w*|военкомат\w*|"
    r"ЦНАП\w*|ТЦК|комендатур\w+|комендант\w*|ректор\w*|єпископ\w*|епископ\w*|митрополит\w*|"
    r"водоканал\w*|институт\w*|інститут\w*|академі\w+|академи\w+|университет\w*|епархи\w+|єпархі\w+|"
    r"stadtverwaltung|stadtrat|bürgermeister\w*|regierung|gouverneur\w*|verwaltung|ministerium|präsident\w*|"
    r"behörden?|führung|machthaber|sparkasse|polizei|bischof|landrat|oberbürgermeister\w*|stadtwerke|universität|handelskammer|feuerwehr|magistrat|"
    r"bezirksrat|gericht) "
    rf"(?:{_OF_BODY} )?(?:(?:міста|города|м\.|г\.|von|der|des|in)\s)?"
    r"(?:(?:selbsternannten|sogenannten|самопроголошеної|так званої|самопровозглаш[её]нной"
    r"|так называемой)\s)?$",
    re.IGNORECASE,
)
_BRANCH_OF = re.compile(
    r"(?:ФСБ|УФСБ|МВД|МЧС|СБУ|ДСНС|МВС|управлін\w+|управлени\w+|департамент\w*|фонд\w*|комитет\w*|комітет\w*|"
    r"прокуратур\w+)"
    r"(?: (?!(?:з|із|из|від|от|до)\s|\w+(?:л|ла|ли|ло|в|ти|ть|ет|ит|ют|ят|є|ять|ють)\s)\w+){0,3} (?:по|в|у|на)"
    r"(?: г\.| м\.| республике| області| области)? $"
)
_ADJECTIVE_OF_BODY = re.compile(
    r"\s+(?:(?:міськ|обласн|районн|сільськ|селищн|городск|областн|окружн|народн|військов|военно-?)\w+ |ОВА |ОДА )*"
    r"(?:адміністрац|администрац|ОВА\b|ОДА\b|РВА\b|МВА\b|рад[аиоі](?!\w{3})|совет|суд(?:у|а|ом|і|е|и)?(?!\w)|"
    r"прокуратур|військов|"
    r"управл|міськрад|облрад|горсовет|губернатор|служб|фонд|полі[цк]|полиц|правительств|уряд|банк|парламент|"
    r"метрополит|метро(?!\w)|університет|университет|інститут|институт|академі|академи|водоканал|єпархі|епархи|"
    r"театр|"
    r"\w*(?:verwaltung|rat(?!\w)|gericht|behörde|amt(?!\w)|werke(?!\w)|senat|magistrat|kammer|verkehrsbetriebe|"
    r"sparkasse|bank(?!\w)|feuerwehr|universität|bürgermeister|polizei|gouverneur|rathaus))",
    re.IGNORECASE,
)
_NOMINATIVE = re.compile(
    r"(?:^|[.!?:;\n•—–-]|(?:^|[,;] )(?:і|й|та|и|а|але|но|що|что|und|aber|dass))\s*"
    r"(?:[Сс]ам[аео]? |[Мм]істо |[Гг]ород |[Dd]ie Stadt |[Dd]as Land |[Dd]ie )?$"
)
"""What stands before a name that is the subject of its clause."""

_ACTS = re.compile(
    r"(?: район| область| громада| регіон| регион)? (?:(?:також|вже|знову|также|уже|снова|hat|haben|will|wird) )?"
    r"(?:ухвал|прийня|приня|виділ|выдел|обіця|обеща|пообіц|пообещ|заяв|заперечу|отрица|вимага|требу|пропону|предлаг|"
    r"запропон|предлож|підтрима|поддерж|плану|планир|розгляда|рассматрива|готу|готов|скасу|отмен|відмов|отказ|назва|"
    r"підписа|подписа|"
    r"оголос|объяв|доруч|поруч|дозвол|разреш|заборон|запре[тщ]|розділ|раздел|передал|передає|переда[её]т|вивоз|вывоз|"
    r"оплат|заплат|сплат|подар|надісла|надсила|присла|фінанс|финанс|закуп|домов|догов|погод|соглас|відклал|отложил|"
    r"опроверг|спросту|обвин|звинува|осуди|осужд|засуди|засуджу|предупре|попередж|попереди|призвал|призыва|заклик|пригроз|"
    r"критик|раскритик|ответил|відповіл|отреагир|відреаг|прокоммент|прокоментув|признал|визнал|"
    r"депорт|постача|поставля|профінанс|профинанс|спрям|направ|оштраф|наказ|приказ|зобов|обяз|"
    r"(?:be)?zahlt|schenk|spend|überl[aä]|überweis|finanz|übern[ia]m|gewähr|stellt|liefer|"
    r"bot(?=\W)|biete|boten|wies(?=\W)|weist|wiesen|dementier|bestritt|beschuldig|verurteil|kritisier|warf(?=\W)|wirft"
    r"|macht|warnt|drohte|droht|reagier|erkannte|erkennt|begrüßt|rief(?=\W)|ruft(?=\W)|bat(?=\W)|bittet|"
    r"beschl|verbiet|verbot|versp|plant|forder|bestreit|lehnt|kündig|schick|unterstütz|verlang|erlaub)[\w'’]*"
)
"""A predicate of deciding right behind a name in the nominative: it acts, and nothing happens there."""

_TURNED_ON = re.compile(
    r"(?<![\w'’])(?:обвин|звинува|осуди|осужда|засуди|засуджу|предупреди|предупрежда|попереди|попереджа|призва|призыва|закли[кч]|"
    r"раскритик|критику|beschuldig|verurteil|kritisier|macht|bezichtig|warnt|warf|wirft|(?:ver)?dächtig)\w* "
    r"(?:(?:власти|владу|офіційний|официальный|die|auch|erneut|снова|знову) )?$",
    re.IGNORECASE,
)
"""Before a town that stands for who rules there: it is blamed, warned or urged."""
_NOT_RULERS = re.compile(r"er [A-ZÄÖÜ]|[\w-]* (?:область|район|громад)")

_NAMED_BODY = re.compile(r"(?:(?<![^\s(\[–—-])[“\"](?!\s)|[«„])[^»”“\"\n]{0,50}$")
"""Inside of marks that open: “ and " behind a letter close, as in „X“."""


_ADJECTIVE = re.compile(
    r"(?:ськ|цьк|зьк|ск|цк)(?:ої|ого|ій|ому|ою|ом|им|их|ими|у|ой|ую|ая|ий|ый|а|і|ие)$|[a-zäöü]er$", re.IGNORECASE
)


def function_of(place: Place, printed: str, before: str, after: str, sentence: str) -> PlaceFunction:
    """Return the function of a place from the words about it in its sentence; event if nothing tells."""
    if _is_seat(place, printed, before, after):
        return "seat"
    if _rules(place, printed, before, after):
        return "subject"
    moving = _MOVING.search(sentence) is not None
    governor = _governor(before)
    if is_left(before, after):
        return "origin"
    if _PEOPLE.search(before) or (moving and governor in _FROM and not _is_companion(governor, printed)):
        return "event" if _REPORTED.search(before) else "origin"
    aimed = governor in _TO or (governor in _INTO and is_aim(place, printed, before)) or _JAIL.search(before)
    moved_there = moving and bool(aimed)
    if moved_there or is_goal(place, printed, before, after, sentence):
        return "destination"
    spoken_of = not governor or governor in _AGAINST or _PARTIES.search(before) is not None
    return "subject" if place.precision == "country" and spoken_of else "event"


def _rules(place: Place, printed: str, before: str, after: str) -> bool:
    """Say whether a name stands for who rules there: it decides, denies and offers, or is blamed and urged."""
    if as_stored(place, printed) and _NOMINATIVE.search(before) and _ACTS.match(after):
        return True
    if place.best is not None and place.best.kind in ("proclaimed", "country") and _HOLDS.match(after):
        return _NOMINATIVE.search(before.rstrip('«“„"')) is not None
    return place.precision == "settlement" and bool(_TURNED_ON.search(before) and not _NOT_RULERS.match(after))


_HOLDS = re.compile(
    r"[»”“\"]? (?:\w+ )?(?:контрол|удержив|утриму|захват|захоп|окупу|оккупир|претенд|вважа|считает|kontrolliert"
    r"|hält(?=\W)|hielt|beherrsch|beanspruch|eroberte|besetzt|regiert)",
    re.IGNORECASE,
)
"""What a state does to a town, right behind the name of the state."""

_JAIL = re.compile(r"(?<![\w'’])(?:в|у|до) (?:СІЗО|СИЗО|ІТТ|ИВС)(?:-\d+| ?№ ?\d+)? (?:міста |города )?$")
"""Into a house of detention, whose short name has no cases."""


def beside_others(printed: str, before: str) -> PlaceFunction:
    """Return the function of a place where the same sentence names another one at which its event is; else event.

    «Жителі A … в B», «вугілля з A … у B», „Saatgut für A … in B“: by itself A would be where it happens.
    """
    governor = _governor(before)
    if _RESIDENTS.search(before) or _REGISTERED.search(before):
        return "subject"
    if _MADE.search(before):
        return "origin"
    last = before.split()[-1:]
    direct = bool(last) and last[0].casefold() == governor
    if direct and governor in _FROM and not _is_companion(governor, printed):
        return "event" if _REPORTED.search(before) else "origin"
    return "destination" if direct and governor in ("для", "für") else "event"


_REPORTED = re.compile(
    r"(?<![\w'’])(?:повідомля|сообща|переда[юєё]|пиш[уе]|новин|новост|репортаж|відео|видео|фото|bericht|meld|nachricht)"
    r"[\w'’]* (?:з|із|зі|из|с|aus) (?:\w+ )?$",
    re.IGNORECASE,
)
_RESIDENTS = re.compile(
    r"(?<![\w'’])(?:учител[яі]|вчител[яі]|лікарі|врачи|учні|ученики|студент[иы]|діти|дети|жител\w+|мешкан\w+|пенс[иі]онер\w*|родин[аиу]?м?|сем(?:ья|ьи|ей|ьям)|уродженц\w+|уроженц\w+"
    r"|einwohner\w*|bewohner\w*|bürger(?:n|innen)?|rentner\w*|familien) "
    r"(?:\w+ )?(?:(?:міста|города|м\.|г\.|von|aus|из|з|із|зі)\s)?$",
    re.IGNORECASE,
)
_REGISTERED = re.compile(
    r"(?<![\w'’])(?:зареєстрован|зарегистрирован|прописан|народжен|рожд[её]нн)\w* (?:в|у|на) $", re.IGNORECASE
)
_MADE = re.compile(
    r"(?<![\w'’])(?:надрукован|напечатан|виготовлен|изготовлен|вироблен|произведен|куплен|закуплен|придбан|зібран|собран|видан|издан|изготовлен|построен|збудован"
    r"|зшит|сшит|навчен|обучен|підготовлен|подготовлен|завантажен|загружен)\w* (?:в|у|на) $"
    r"|(?<![\w'’])(?:набира|набрал|набрав|вербу|завербо|найма|наня)\w* (?:\w+ ){0,2}(?:в|у|на) $",
    re.IGNORECASE,
)
_PARTIES = re.compile(
    r"(?<![\w'’])(?:переговор|угод|соглашен|догов[оі]р|домовлен|перемир|відносин|отношен|gespräch|verhandlung|abkommen"
    r"|vertrag|verträg|beziehung|waffenruhe)\w* (?:між|между|zwischen) (?:[^\W\d_]+ (?:та|і|й|и|und) )?$",
    re.IGNORECASE,
)
_AGAINST = frozenset(("проти", "против", "gegen"))


def _is_seat(place: Place, printed: str, before: str, after: str) -> bool:
    """Say whether a name only says which body is meant; the marks about a proclaimed entity show distance."""
    whole = before[-1:] in ("«", "“", "„", '"') and after[:1] in ("»", "”", '"', "“")
    distanced = whole and place.best is not None and place.best.kind == "proclaimed"
    quoted = _NAMED_BODY.search(before) is not None and not distanced
    before = before[:-1] if distanced else before
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


def _is_companion(governor: str, printed: str) -> bool:
    return governor in ("з", "із", "зі", "с", "со") and _CARRIED.match(printed) is not None
