"""Invented sentences of made reports, in four languages: what they claim stands in their code and sector."""

from dataclasses import dataclass
from random import Random

LANGUAGES = ("en", "uk", "ru", "de")
SHARES = (40, 30, 22, 8)
"""How often each language is drawn, in percent."""

_STATUS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "en": (
        ("GUO.C01", "electricity", "Electricity in {place} was cut off for {n} hours after the {thing} failed"),
        ("GUO.C02", "water", "Running water reaches {n} streets of {place} only in the evening because of the {thing}"),
        ("GUO.C03", "heating", "Heating has not started in {place}, where {n} boiler houses wait for a {thing}"),
        ("GUO.B02", "health", "{n} nurses of the hospital in {place} have left since the {thing} was closed"),
        ("GUO.C05", "transport", "Buses from {place} run {n} times a day while the {thing} is being repaired"),
        ("GUO.D01", "education", "Two schools in {place} teach {n} pupils at home, the {thing} being unsafe"),
        ("GUO.E01", "banking_cash", "Pensions in {place} were paid out {n} days late at the {thing}"),
        ("GUO.H01", "food_shops", "Shops in {place} sell bread to {n} families only on showing the {thing}"),
    ),
    "uk": (
        ("GUO.C01", "electricity", "У {place} на {n} годин вимкнули світло, бо зламалася {thing}"),
        ("GUO.C02", "water", "Вода у {place} є лише на {n} вулицях увечері, поки ремонтують {thing}"),
        ("GUO.C03", "heating", "Опалення у {place} не ввімкнули, {n} котелень чекають на {thing}"),
        ("GUO.B02", "health", "З лікарні у {place} пішли {n} медсестер, відколи закрили {thing}"),
        ("GUO.C05", "transport", "Автобуси з {place} їздять {n} разів на день, адже ремонтують {thing}"),
        ("GUO.D01", "education", "Школи у {place} навчають {n} учнів удома, бо {thing} небезпечна"),
        ("GUO.E01", "banking_cash", "Пенсії у {place} виплатили на {n} днів пізніше через {thing}"),
        ("GUO.H01", "food_shops", "Крамниці у {place} продають хліб {n} родинам лише за наявності {thing}"),
    ),
    "ru": (
        ("GUO.C01", "electricity", "В {place} на {n} часов отключили свет, так как сломалась {thing}"),
        ("GUO.C02", "water", "Вода в {place} есть ещё на {n} улицах по вечерам, пока чинят {thing}"),
        ("GUO.C03", "heating", "Отопление в {place} не включили, {n} котельных ждут {thing}"),
        ("GUO.B02", "health", "Из больницы в {place} ушли {n} медсестёр с тех пор, как закрыли {thing}"),
        ("GUO.C05", "transport", "Автобусы из {place} ходят {n} раз в день, потому что чинят {thing}"),
        ("GUO.D01", "education", "Школы в {place} учат {n} учеников на дому: {thing} опасна"),
        ("GUO.E01", "banking_cash", "Пенсии в {place} выплатили на {n} дней позже из-за {thing}"),
        ("GUO.H01", "food_shops", "Магазины в {place} продают хлеб {n} семьям только при наличии {thing}"),
    ),
    "de": (
        ("GUO.C01", "electricity", "In {place} fiel der Strom {n} Stunden lang aus, weil die {thing} versagte"),
        ("GUO.C02", "water", "Wasser gibt es in {place} abends nur in {n} Straßen, solange die {thing} repariert wird"),
        ("GUO.C03", "heating", "Die Heizung in {place} läuft nicht, {n} Kesselhäuser warten auf die {thing}"),
        ("GUO.B02", "health", "{n} Pflegerinnen des Krankenhauses in {place} gingen, seit die {thing} geschlossen ist"),
        ("GUO.C05", "transport", "Busse aus {place} fahren {n} Mal am Tag, weil die {thing} gesperrt ist"),
        ("GUO.D01", "education", "Zwei Schulen in {place} lehren {n} Kinder zu Hause, da die {thing} unsicher ist"),
        ("GUO.E01", "banking_cash", "Renten in {place} kamen {n} Tage zu spät an der {thing} an"),
        ("GUO.H01", "food_shops", "Läden in {place} verkaufen {n} Familien Brot nur gegen Vorlage der {thing}"),
    ),
}
_THINGS = {
    "en": [
        "pump",
        "substation",
        "bridge",
        "pipeline",
        "card",
        "ward",
        "depot",
        "boiler",
        "ferry",
        "cable",
        "canteen",
        "counter",
        "road",
        "tower",
    ],
    "uk": [
        "насос",
        "підстанція",
        "дорога",
        "труба",
        "картка",
        "палата",
        "котельня",
        "кабель",
        "їдальня",
        "вежа",
        "лінія",
        "станція",
    ],
    "ru": [
        "насосная",
        "подстанция",
        "дорога",
        "труба",
        "карточка",
        "палата",
        "котельная",
        "линия",
        "столовая",
        "башня",
        "станция",
        "переправа",
    ],
    "de": [
        "Pumpe",
        "Brücke",
        "Leitung",
        "Karte",
        "Station",
        "Straße",
        "Kantine",
        "Fähre",
        "Kasse",
        "Turbine",
        "Halle",
        "Anlage",
    ],
}
_FILL = {
    "en": [
        "people",
        "said",
        "council",
        "morning",
        "residents",
        "market",
        "winter",
        "street",
        "office",
        "windows",
        "repair",
        "weather",
        "engineer",
        "letters",
        "week",
        "notice",
        "evening",
        "neighbours",
        "waiting",
        "queue",
        "building",
        "parcels",
        "order",
        "temporary",
        "reserve",
        "fuel",
        "quiet",
        "later",
    ],
    "uk": [
        "люди",
        "рада",
        "ранок",
        "мешканці",
        "ринок",
        "зима",
        "вулиця",
        "управління",
        "вікна",
        "ремонт",
        "погода",
        "інженер",
        "листи",
        "тиждень",
        "оголошення",
        "вечір",
        "сусіди",
        "черга",
        "будинок",
        "посилки",
        "наказ",
        "тимчасово",
        "запас",
        "пальне",
        "згодом",
    ],
    "ru": [
        "люди",
        "совет",
        "утро",
        "жители",
        "рынок",
        "зима",
        "улица",
        "управление",
        "окна",
        "ремонт",
        "погода",
        "инженер",
        "письма",
        "неделя",
        "объявление",
        "вечер",
        "соседи",
        "очередь",
        "здание",
        "посылки",
        "приказ",
        "временно",
        "запас",
        "топливо",
        "потом",
    ],
    "de": [
        "Leute",
        "Rat",
        "Morgen",
        "Anwohner",
        "Markt",
        "Winter",
        "Straße",
        "Amt",
        "Fenster",
        "Reparatur",
        "Wetter",
        "Ingenieur",
        "Briefe",
        "Woche",
        "Aushang",
        "Abend",
        "Nachbarn",
        "Schlange",
        "Gebäude",
        "Pakete",
        "Anordnung",
        "vorläufig",
        "Vorrat",
        "Treibstoff",
        "später",
    ],
}
_SAID = {
    "en": "{name} said that",
    "uk": "{name} повідомляє:",
    "ru": "{name} сообщает:",
    "de": "{name} teilte mit:",
}
_FIRST = [
    "Olrek",
    "Brinna",
    "Tassel",
    "Vedda",
    "Morun",
    "Kelwin",
    "Isperra",
    "Dorvik",
    "Halme",
    "Quenna",
    "Rastin",
    "Ulvert",
    "Zemira",
    "Pawlin",
    "Jorka",
]
_LAST = [
    "Brandovar",
    "Keltrin",
    "Osmarek",
    "Villume",
    "Dargent",
    "Halvors",
    "Pethrun",
    "Quillan",
    "Rostane",
    "Sumbral",
    "Tervick",
    "Umbrane",
]
_START = [
    "Bel",
    "Dor",
    "Gra",
    "Hal",
    "Kor",
    "Lin",
    "Mar",
    "Nor",
    "Os",
    "Pel",
    "Quar",
    "Ros",
    "Sel",
    "Tar",
    "Ul",
    "Ves",
    "Wen",
    "Yar",
    "Zel",
    "Brin",
]
_END = [
    "avo",
    "brek",
    "dall",
    "emar",
    "fosk",
    "gora",
    "hask",
    "ivan",
    "jelm",
    "korra",
    "lund",
    "mont",
    "nava",
    "ostra",
    "prenn",
    "quil",
    "rask",
]


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence that claims something; `source` says where in it the one who says it stands, None for nobody."""

    text: str
    code: str
    sector: str
    number: int
    source: tuple[int, int] | None = None


def place_name(number: int) -> str:
    """Return the name of an invented settlement."""
    start, end = _START[number % len(_START)], _END[number // len(_START) % len(_END)]
    return start + end + ("" if number < len(_START) * len(_END) else " Nova")


def person(number: int) -> str:
    """Return the name of an invented person."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"


def claim(rng: Random, language: str, place: str, by: str) -> Sentence:
    """Return a sentence that claims something of a place; `by` is who says it, "" for the text itself."""
    code, sector, form = rng.choice(_STATUS[language])
    number = rng.randint(2, 90)
    told = form.format(place=place, n=number, thing=rng.choice(_THINGS[language]))
    if not by:
        return Sentence(f"{told}.", code, sector, number)
    said = _SAID[language].format(name=by)
    return Sentence(f"{said} {told}.", code, sector, number, (0, len(by)))


def filler(rng: Random, language: str) -> str:
    """Return a sentence that claims nothing."""
    words = [rng.choice(_FILL[language]) for _ in range(rng.randint(7, 16))]
    return " ".join(words).capitalize() + "."
