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
_INDEFINITE = re.compile(
    r"(?:an?|one|some|several|two|three|many|another|ein|eine|einer|einem|zwei|mehrere|один|одна|одно|одного|одной"
    r"|одному|одному|два|две|двоє|кілька|декілька|несколько|якийсь|якась|какой-то|какая-то|некоторые|деякі)\b",
    re.IGNORECASE,
)
_OUTLETS = frozenset(
    """news newspaper paper newsletter times post herald gazette daily weekly monthly bulletin desk wire observer
    journal review digest radio television channel chronicle tribune mirror telegraph courier messenger letter
    magazine website portal correspondent reporter echo voice star sentinel ledger record signal lookout
    diary notebook notes feed""".split()  # noqa: SIM905
)
"""English words for what an outlet is."""

_PRESS_OFFICE = re.compile(
    r"\bpress (?:service|office|centre|center)|\bPressestelle|\b(?:прес|пресс)-?служб", re.IGNORECASE
)

_NEWSLIKE = frozenset(["agency", "service", "bureau", "board", "bank", "party"])
"""What a body is called, but an outlet as well."""

LANGUAGES = ("en", "uk", "ru", "de")


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


def is_body_word(word: tuple[str, ...]) -> bool:
    """Say whether a word of a name says what a body is."""
    return bool(_heads(word))


def _heads(word: tuple[str, ...]) -> set[str]:
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
    words = words_of_name(publisher, language)
    heads = {head for word in words for head in _heads(word)} - _NEWSLIKE
    return bool(_PRESS_OFFICE.search(publisher)) or (bool(heads) and not is_outlet(publisher, language))


def is_outlet(printed: str, language: str) -> bool:
    """Say whether a name says that it is an outlet's."""
    return any(_lemmas(word) & _OUTLETS for word in words_of_name(printed, language))


def _lemmas(word: tuple[str, ...]) -> set[str]:
    return {key[2:] for key in word if key[:2] == "w:"}
