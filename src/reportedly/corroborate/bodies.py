"""Bodies that are named by what they are: "the town council", «міська рада», „das Landratsamt“, in four languages."""

import re
from functools import lru_cache

from reportedly.corroborate.names import Name
from reportedly.gloss import marker

_BODIES = frozenset(
    """academy administration agency akimat association authority authorities bank board brigade bureau carrier chamber
    charity clinic college command commission commissariat committee company consulate cooperative corporation council
    court department directorate embassy enterprise federation foundation gendarmerie government governorate
    headquarters hospital inspection inspectorate institution ministry mission municipality office operator parliament
    party police prefecture prosecution registry regulator secretariat service society supplier syndicate trust
    union university utility waterworks""".split()  # noqa: SIM905 (a list of words reads better)
)
"""English words for what a body is."""

_PRINTED = tuple(
    (re.compile(pattern, re.IGNORECASE), lemma)
    for pattern, lemma in (
        (r"\w*(?:рад[аиіуо]|радою|совет\w{0,2}|stadtrat\w*|betriebsrat\w*|kreistag\w*|gemeinderat\w*)", "council"),
        (r"\w*(?:акимат|мэри[яиюей]|мері[яїюєй])\w*|rathaus\w*", "municipality"),
        (r"\w*водоканал\w*|\w*wasserwerk\w*|vodokanal", "waterworks"),
        (r"\w*(?:енергокомпан|энергокомпан|предприяти|підприємств|gesellschaft)\w*", "company"),
        (r"\w*(?:обленерго|облэнерго|постачальник|поставщик|versorger)\w*", "supplier"),
        (r"\w*(?:перевізник|перевозчик)\w*", "carrier"),
        (r"(?:прес|пресс)-?служб\w*|дснс|мчс|dsns", "service"),
        (r"\w*прокуратур\w*|staatsanwalt\w*", "prosecution"),
        (r"\w*(?:полиц|поліц|polizei)\w*", "police"),
        (r"\w*(?:министерств|міністерств|минздрав|минобр|ministerium)\w*", "ministry"),
        (r"\w*(?:управлени|управлін|департамент|отдел)\w*|departments?|\w*(?:amt|amtes)", "department"),
        (r"\w*(?:комитет|комітет)\w*", "committee"),
        (r"\w*(?:профсоюз|профспілк|gewerkschaft)\w*", "union"),
        (r"\w*(?:behörde|verwaltung)\w*", "administration"),
        (r"\w*verband(?:es|s)?", "association"),
        (r"\w+kammer", "chamber"),
        (r"\w*betreiber\w*", "operator"),
    )
)
"""Printed words for bodies that the word list lacks or knows in another sense, with the English word."""

_PUBLISHERS = frozenset(
    """volunteer brigade guild club railway airport plant mine mill factory school kindergarten clinic ward force guard
    army prosecutor coalition movement initiative fund relief rescue rescuer emergency fireman assembly cabinet
    presidency parish monastery mosque institute laboratory team unit battalion commissioner ombudsman fishery highway
    chamber legal station protection branch municipal distribution governor coroner""".split()  # noqa: SIM905
)
"""English words for what else speaks for itself where it publishes; in a text they are too many things."""

_PRINTED_PUBLISHERS = re.compile(
    r"customs|alliance|monitoring|observatory|watchdesk|firefighters|league|congress|diocese|regiment|holding|fisheries"
    r"|volunteers|stadt|gemeinde|landkreis|feuerwehr\w*|stadtwerke?|klinikum|spital|\w*(?:krankenhaus|verein|betriebe|gericht)"
    r"|мин(?:пром|здрав|обр|обороны|транс|юст|фин|соц|труд|энерго|сельхоз)\w*|h[oô]pital|hospital|protection|дснс|госавто\w+"
    r"|(?:г|у|ум|гу)?мвд|г?увд|ровд|фсб|сбу|гсчс|о[вд]а|[мрв][вг]а|воа|\w*зал[іi]зниц\w*|\w*железн\w+|пригородн\w*"
    r"|\w*(?:энерго|енерго|газ|теплокоммунэнерго|тепломереж\w*|электросет\w*|електромереж\w*)|штаб\w*|брифинг|брифінг"
    r"|загін|отряд\w*|дружин\w*|бригад\w*|шахтоуправлени\w*|объединени\w*|об'єднанн\w*|спілк\w*|союз\w*|гварди\w*"
    r"|гварді\w*|комендатур\w*|канцеляри\w*|инспекци\w*|інспекці\w*|милици\w*|міліці\w*",
    re.IGNORECASE,
)
"""Printed words for the same that the word list lacks."""

_PRINTED_OUTLETS = re.compile(
    r"chronicle|herald|gazette|\w*(?:blatt|kurier|bote|anzeiger|rundschau|spiegel|zeitung|presse|ticker|depesche|umschau"
    r"|chronik|nachrichten|beobachter|magazin|journal|merkur|echo)|kompakt|мес+енджер\w*|блог\w*|вісник\w*|вестник\w*|вісті|вести|новин\w*|новост\w*|хрон[иі]к\w*|газет\w*|огляд\w*|обзор\w*"
    r"|обозрени\w*|щоденник\w*|дневник\w*|листок|кур.?[єе]р|портал|канал|стрічка|лента|дайджест|онлайн|сьогодні"
    r"|сегодня|інфо|инфо|пресса|преса|хвиля|волна|будни|будні|записки|нотатки|заметки|ежедневник",
    re.IGNORECASE,
)
"""Printed words for what an outlet is that the word list lacks or knows in another sense."""

_PUBLIC = frozenset(
    """police council municipality government administration prosecution parliament ministry akimat authorities
    waterworks gendarmerie hospital supplier registry academy utility regulator prefecture carrier""".split()  # noqa: SIM905
)
"""Bodies of which a place has one: the word alone says which."""

_GENERIC = frozenset(
    """city town village settlement urban rural municipal regional provincial local district county state national
    central public general main commune communal community""".split()  # noqa: SIM905
)
"""English words that tell little of which body it is."""

_OFFICES = frozenset(
    """spokesman spokesperson spokeswoman chief head director chairman chairwoman chair deputy mayor governor minister
    secretary president treasurer commander manager press representative""".split()  # noqa: SIM905
)
_PERSONS = frozenset(
    """official employee worker source clerk officer doctor teacher resident man woman person member guard driver nurse
    soldier staff cashier dispatcher insider attendant dweller colleague acquaintance relative passenger veteran
    specialist informant""".split()  # noqa: SIM905
)
_MANY = frozenset(["police", "authorities"])
_INDEFINITE = re.compile(
    r"(?:an?|one|some|several|two|three|many|another|ein|eine|einer|einem|zwei|mehrere|один|одна|одно|одного|одной"
    r"|одному|одному|два|две|двоє|кілька|декілька|несколько|якийсь|якась|какой-то|какая-то|некоторые|деякі)\b",
    re.IGNORECASE,
)
_OUTLETS = frozenset(
    """news newspaper paper newsletter times post herald gazette daily weekly monthly bulletin desk wire observer
    journal review digest radio television channel chronicle tribune mirror telegraph courier messenger letter
    magazine website portal correspondent reporter echo voice star sentinel ledger record signal lookout
    diary notebook notes feed blog today page dispatch brief overview lookout outlook stream""".split()  # noqa: SIM905
)
"""English words for what an outlet is."""

_PRESS_OFFICE = re.compile(
    r"\bpress (?:service|office|centre|center)|\bPressestelle|\b(?:прес|пресс)-?(?:служб|центр)"
    r"|^(?:city|town|town hall|municipality|county|port|office) of\b",
    re.IGNORECASE,
)

_PAIRED = re.compile(r" (?:and|und|і|й|та|и) | & ")
"""Where two words stand side by side they are what an outlet writes of: "Port and Trade"."""

_SERVICE = re.compile(
    r"\b(?:judicial|social|health|fire|rescue|emergency|border|customs|postal|ambulance|prison) service"
    r"|служб\w+ (?:спасени|порятунку|безпек|безопасност|границ|кордон)|(?:виконавча|исполнительная) служба"
    r"|центр (?:зайнятості|занятости|адмін|админ)",
    re.IGNORECASE,
)
"""Services and centres that are bodies, unlike a news service."""

_NEWSLIKE = frozenset(["agency", "service", "bureau", "board", "bank", "party"])
"""What a body is called, but an outlet as well."""

LANGUAGES = ("en", "uk", "ru", "de")

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


@lru_cache(maxsize=20_000)
def words_of_name(printed: str, language: str) -> Name:
    """Return the keys of each word of a name, see `gloss.Marker.name`."""
    return marker().name(printed, language)


def is_body(printed: str, language: str) -> bool:
    """Say whether a phrase stands for one body: what it is, or who speaks for it, and no unnamed person in it."""
    if _INDEFINITE.match(printed):
        return False
    words = words_of_name(printed, language)
    if any(_lemmas(word) & _PERSONS and not _lemmas(word) & _OFFICES for word in words):
        return False
    heads = [_heads(word) for word in words]
    return any(heads) and (len(words) > 1 or bool(heads[0] & _PUBLIC))


def is_many(printed: str, language: str) -> bool:
    """Say whether a phrase is a plural that stands for one body: "police", "the authorities"."""
    return not _MANY.isdisjoint(heads_of(printed, language))


def is_indefinite(printed: str) -> bool:
    """Say whether a phrase begins as one for somebody who was not named before: "an engineer", «одна женщина»."""
    return bool(_INDEFINITE.match(printed))


def is_body_word(word: tuple[str, ...]) -> bool:
    """Say whether a word of a name says what a body is."""
    return bool(_heads(word))


@lru_cache(maxsize=20_000)
def _heads(word: tuple[str, ...]) -> frozenset[str]:
    printed = {lemma for key in word if key[:2] == "y:" for pattern, lemma in _PRINTED if pattern.fullmatch(key[2:])}
    return (_lemmas(word) & _BODIES) | printed


def heads_of(printed: str, language: str) -> tuple[str, ...]:
    """Return what a body is, in English words; () for a name that does not say so."""
    return tuple(sorted({head for word in words_of_name(printed, language) for head in _heads(word)}))


def is_bare(printed: str, language: str) -> bool:
    """Say whether a name says what the body is and nothing of which one: "the town council", "police"."""
    words = words_of_name(printed, language)
    return all(_heads(w) or _lemmas(w) & (_GENERIC | _OFFICES) or any(k[:2] == "p:" for k in w) for w in words)


def publishes_itself(publisher: str, language: str) -> bool:
    """Say whether a publisher's name is that of a body, not of an outlet or a news agency."""
    if _PRESS_OFFICE.search(publisher):
        return True
    words = words_of_name(publisher, language)
    heads = {head for word in words for head in _heads(word)} - _NEWSLIKE
    if not heads and not _PAIRED.search(publisher):
        heads = {head for word in words for head in _lemmas(word) & _PUBLISHERS}
        heads |= {word for word in _WORD.findall(publisher) if _PRINTED_PUBLISHERS.fullmatch(word)}
        heads |= {"service"} if _SERVICE.search(publisher) else set()
    return bool(heads) and not is_outlet(publisher, language)


def is_outlet(printed: str, language: str) -> bool:
    """Say whether a name says that it is an outlet's."""
    if any(_PRINTED_OUTLETS.fullmatch(word) for word in _WORD.findall(printed)):
        return True
    return any(_lemmas(word) & _OUTLETS for word in words_of_name(printed, language))


@lru_cache(maxsize=20_000)
def _lemmas(word: tuple[str, ...]) -> frozenset[str]:
    return frozenset(key[2:] for key in word if key[:2] == "w:")
