"""What happens to people and not to places: words beside a capitalised word that make it a person's name.

"X was seen", "X and Y wept", "a parcel for X", "Missing since March: X, Y", «разом із X затримали», «X не виплатили»,
„Zu X kamen sie nachts“. Only such words stand here as are not said of towns and firms: towns are shelled, taken and cut
off, firms open and close.
"""

import re
from collections.abc import Mapping

_AGE = r"(?:,[ \u00a0]\d{1,2}(?=,|[ \u00a0]\w+,|[ \u00a0]*$)|[ \u00a0]\(\d{1,2}\))"
_EN_DONE = (
    r"(?:seen|beaten|detained|arrested|freed|released|abducted|kidnapped|questioned|interrogated|tortured|fined|dismissed"
    r"|sacked|buried|hanged|jailed|sentenced|deported|conscripted|mobilised|handcuffed|let go|taken (?:from|to|away)"
    r"|led away|paid|wounded|killed)"
)
_EN_DOES = (
    r"(?:refused|refuses|declined|waited|waits|wept|weeps|cried|died|fled|disappeared|vanished|lives|lived|returned to"
    r"|walked|sat|slept|keeps|earns|earned|quit|resigned|signed|cares|teaches|taught|cooks|cooked|drives"
    r"|drove|hid|fell ill)"
)
_UK_DOES = (
    r"(?:помер(?:ла)?|пропа(?:в|ла)|зник(?:ла)?|відмови(?:вся|лася|лась)|поверну(?:вся|лася|лась)|мешка(?:є|в|ла)|живе|жи(?:в|ла)"
    r"|плака(?:в|ла|ли)|чека(?:в|ла|ли)|втік|втекла|виїха(?:в|ла)|звільни(?:вся|лася)|тримає|пішо(?:в|ла)|пішла|прийшо(?:в|ла)"
    r"|прийшла|загину(?:в|ла)|ховається|ховалися|отримала? поранення)"
)
_RU_DOES = (
    r"(?:умер(?:ла)?|пропал[аи]?|исчез(?:ла)?|отказал(?:ся|ась)|вернул(?:ся|ась)|жив[её]т|проживает|жила?|плакал[аи]?"
    r"|ждал[аи]?|сбежал[аи]?|уехала?|уволил(?:ся|ась)|пош[её]л|пошла|приш[её]л|пришла|погиб(?:ла)?|скрывается"
    r"|получила? ранение)"
)
_UK_DONE = (
    r"(?:бачили|побили|затримали|затримано|вивезли|поховали|допитали|допитували|викрали|катували|розшукують|шукають|заарештували"
    r"|забрали (?:з|із|до|в|у)|оштрафували|мобілізували|засудили)"
)
_RU_DONE = (
    r"(?:видели|избили|задержали|вывезли|похоронили|допросили|допрашивали|похитили|пытали|разыскивают|ищут|арестовали"
    r"|забрали (?:из|в)|оштрафовали|мобилизовали|осудили)"
)
_DE_DONE = (
    r"(?:gesehen|geschlagen|verprügelt|geholt|festgenommen|verhaftet|abgeführt|verhört|entlassen|begraben|freigelassen"
    r"|verschleppt|entführt|gefoltert|beigesetzt|verurteilt)"
)
_DE_DOES = (
    r"(?:weigerten? sich|starb|kehrten? [^.]{0,20}zurück|kehrte im|wohnt|lebt|weinten?|warteten?|floh|verschwand"
    r"|unterschrieb|hat [^.]{0,40}(?:Lohn|Gehalt|Rente) bekommen)"
)
_S = r"[ \u00a0]"

BEHIND: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"{_AGE}|{_S}(?:(?:was|were|is|are|has|have|had|been|not|never|also|then|later|still){_S})*(?:{_EN_DONE}|{_EN_DOES})\b"
        rf"(?!{_S}by (?:shells|rockets|the flood))"
    ),
    "uk": re.compile(
        rf"{_AGE}|{_S}(?:(?:не|вже|також|потім|згодом|ще){_S})*(?:{_UK_DOES}|{_UK_DONE}|виплатили|віддали|вручили|цікавилися)\b"
    ),
    "ru": re.compile(
        rf"{_AGE}|{_S}(?:(?:не|уже|также|потом|позже|ещё){_S})*(?:{_RU_DOES}|{_RU_DONE}|выплатили|вернули|вручили|отдали"
        rf"|интересовались)\b"
    ),
    "de": re.compile(rf"{_AGE}|{_S}(?:wurden?{_S}[^.]{{0,50}}?{_DE_DONE}|{_DE_DOES})\b|{_S}[^.]{{0,24}}?\bfrei\Z"),
}
"""What stands behind a name: an age, or what only a person does or suffers."""

FREED: Mapping[str, re.Pattern[str]] = {
    "uk": re.compile(rf"{_S}звільнили\b"), "ru": re.compile(rf"{_S}освободили\b"),
}  # fmt: skip
"""Towns are freed as well: only behind the accusative of a man, which is his genitive, it makes a name."""

_LETTER = r"(?:letter|parcel|summons|package|note|message|call)s?"
BEFORE: Mapping[str, re.Pattern[str]] = {
    "en": re.compile(
        rf"(?:\b(?:sat|spoke|lived|met|walked|stayed|talked|slept|hid){_S}with|\bheard{_S}(?:nothing{_S})?from"
        rf"|\b{_LETTER}{_S}(?:\w+{_S}){{0,3}}(?:for|to)"
        rf"|\b(?:flat|home|arrest|body|grave|wife|husband|son|daughter|mother|father|funeral|salary){_S}of"
        rf"|\b(?:let|buried|gave|freed|detained|arrested|beat|abducted|interrogated|crossed{_S}out)){_S}\Z",
        re.IGNORECASE,
    ),
    "uk": re.compile(
        rf"(?:\b(?:затримали|затримано|заарештували|побили|викрали|поховали|допитали|катували)"
        rf"|\b(?:лист|листа|посилк[ау]|повістк[ау]|передач[ау]){_S}(?:для|до)"
        rf"|\b(?:квартир[ауиі]|осел[яюі]|дружин[ауі]|син[ау]?|доньк[ау]|дочк[ау]|тіло|могил[ау]|паспорт)){_S}\Z",
        re.IGNORECASE,
    ),
    "ru": re.compile(
        rf"(?:\b(?:задержали|задержана?|арестовали|избили|похитили|похоронили|допросили|пытали)"
        rf"|\b(?:письмо|посылк[ау]|повестк[ау]|передач[ау]){_S}для"
        rf"|\b(?:квартир[ауые]|жен[ауы]|сын[ау]?|дочь|дочери|тело|могил[ау]|паспорт)){_S}\Z",
        re.IGNORECASE,
    ),
    "de": re.compile(
        rf"(?:\b(?:Paket|Brief|Vorladung|Nachricht){_S}(?:\w+{_S})?(?:für|an)"
        rf"|\b(?:Wohnung|Leiche|Grab|Festnahme|Frau|Sohn|Tochter|Mutter|Vater|Gehalt){_S}von"
        rf"|\b(?:ließ|ließen|begruben?|verhafteten|schlugen|gaben|verhörten|entführten)){_S}\Z"
    ),
}
"""What stands before a name."""

_PAIRS = {
    "en": ((rf"\b[Tt]ogether{_S}with", r",?[^.]{0,60}\b(?:walked|worked|detained|arrested|left|fled|went|lived)"),),
    "uk": (
        (rf"\b[Рр]азом{_S}(?:із|з|зі)", rf"[^.]{{0,40}}?\b(?:працюва|жи[влт]|мешка|поїха|{_UK_DONE})"),
        (r"\b[УВ]", rf"{_S}(?:забрали|вилучили|відібрали|украли|вкрали){_S}"),
        (r"\b[Дд]о", rf"{_S}прийшли\b"),
        (r"\b[Пп]ро", rf"{_S}нічого{_S}не{_S}(?:відомо|чути)"),
    ),
    "ru": (
        (rf"\b[Вв]месте{_S}со?", rf"[^.]{{0,40}}?\b(?:работа|жи[влт]|уеха|{_RU_DONE})"),
        (r"\bУ", rf"{_S}(?:забрали|изъяли|отобрали|украли){_S}"),
        (r"\b[Кк]о?", rf"{_S}пришли\b"),
        (r"\b[Оо]б?", rf"{_S}ничего{_S}не{_S}(?:известно|слышно)"),
    ),
    "de": (
        (rf"\b[Zz]usammen{_S}mit", rf"[^.]{{0,60}}?(?:{_DE_DONE}|arbeitet|wohnt|floh)"),
        (r"\bMit", rf"{_S}(?:saßen|sprachen|lebten|wohnten|arbeiteten)\b"),
        (r"\bZu", rf"{_S}kamen{_S}(?:sie|Soldaten|Bewaffnete)\b"),
        (r"\bBei", rf"{_S}(?:fanden|suchten|beschlagnahmten){_S}(?:sie|Soldaten)\b"),
        (r"\bvon", rf"{_S}gehört\b"),
    ),
}
AROUND = {
    tag: tuple((re.compile(rf"{left}{_S}\Z"), re.compile(right)) for left, right in pairs)
    for tag, pairs in _PAIRS.items()
}
"""What stands on both sides of a name; each side alone may be said of a place."""

ROLL = re.compile(
    r"(?:\A|(?<=[.\n]))\s*(?:Missing|Detained|Arrested|Wounded|Freed|Released|Dismissed|Taken|Dead"
    r"|Зникл[іи]\w*|Затриман[іо]|Заарештован[іо]|Поранен[іо]|Звільнен[іо]|Загинули|Пропавшие|Задержан[ыо]|Арестован[ыо]"
    r"|Ранен[ыо]|Уволен[ыо]|Погибли|Vermisst|Festgenommen|Verhaftet|Verletzt|Entlassen|Freigelassen|Tot)"
    r"[^:.\n]{0,40}:[^:.\n]*\Z"
)
"""The beginning of a roll of people: "Missing since March: "."""

JOINED = re.compile(r"(?:,|,?[ \u00a0](?:and|і|й|та|и|und|&))[ \u00a0]")
"""What joins one name of a list to the next."""


def is_told_of_a_person(text: str, start: int, end: int, tag: str) -> bool:
    """Say whether what stands beside a word is said of people alone; `tag` is the language: en, uk, ru or de."""
    if tag not in BEHIND:
        return False
    before = text[max(0, start - 60) : start]
    if BEHIND[tag].match(text, end) or BEFORE[tag].search(before) or ROLL.search(before):
        return True
    if tag in FREED and text[end - 1] in "ая" and FREED[tag].match(text, end):
        return True
    return any(left.search(before) and right.match(text, end) for left, right in AROUND[tag])
