"""Type words that stand beside a name without being part of it: "Diffa region", the first of "X and Y regions".

A name with such a word is a unit, whatever else is called so. The word is looked for right behind the name, behind the
list that the name stands in, and before that list ("in den Gebieten X und Y", "the provinces of X and Y").
"""

import re

from reportedly.gazetteer.typewords import kinds_of
from reportedly.records import Span
from reportedly.text import name_key

_UNITS = (
    r"regions?|oblasts?|obl\.|provinces?|prov\.|governorates?|gov\.|prefectures?|districts?|county|counties|raions?|LGAs?"
    r"|municipality|municipalities|hromadas?|territorial community|states|departments|woredas|cercles|locality"
)
_SLAVIC = (
    r"област(?:ь|і|и|ей|ям|ями|ях|ью|ю)|район(?:и|ів|ы|ов|ам|ами|ах|у|і|е|а|ом)?"
    r"|громад(?:а|и|і|у|ою|ам|ами|ах)?"
    r"|обласн\w+|областн\w+|районн\w+|ОВА|ОДА|РВА|облрад\w*|облдержадмін\w+|облсовет\w*|райрад\w*|райдержадмін\w+"
)
_OFFICES = r"regional (?:state |military |civil-military )?(?:administrations?|councils?|authorities|governors?)"
_GERMAN = r"Gebiete?s?|Oblast|Region|Rajons?|Bezirke?s?|Kreise?s?"
_NAME = r"[^\W\d_a-zа-яіїєґ][\w’'ʼ-]+(?: [^\W\d_a-zа-яіїєґ][\w’'ʼ-]+){0,2}"
_AND = r"(?:,? (?:and|or|und|oder|та|і|й|и|або|или|а також|а также|так и|так і) )"
_SMALL = r"(?:[а-яіїєґ'’]+ ){0,2}|(?:the |most of |all of |parts? of )?(?:the )?"
"""Small words before the last name of a list: «Сумська й частина Харківської області», «в A и в B областях»."""

_BEHIND = re.compile(
    rf"(?P<list>(?:, {_NAME}){{0,8}}(?:{_AND}|, )(?:{_SMALL}){_NAME})?"
    rf"[ -]\(?(?P<word>(?!States)(?i:{_UNITS})|{_OFFICES}|{_GERMAN}|{_SLAVIC})(?!\w)(?! of [A-Z])"
)
_BEFORE = re.compile(
    r"\b(?P<word>Gebietsverwaltung(?: von)?|Gebieten?|Oblasten|Oblaste|Regionen|Provinzen|Rajons|Rajonen?|Bezirken?"
    r"|(?:Land)?[Kk]reisen?|Kantonen?"
    r"|(?:regions|oblasts|provinces|governorates|districts|counties|states|raions)(?= of| \(| namely)"
    r"|(?:[Rr]egion|[Oo]blast|[Pp]rovince|[Gg]overnorate|[Dd]istrict|[Cc]ounty|[Rr]aion|[Hh]romada)(?= of (?:the )?$)"
    r"|областях|областей|областями|областям|районах|районів|районов)(?: of| namely)?"
    rf"(?: | \((?:the )?)(?:{_NAME}, ){{0,8}}(?:{_NAME}{_AND})?$"
)
_TOWN = re.compile(
    r"\b(?:cit(?:y|ies)|towns?|villages?|settlements?|port|Stadt|Ort|Dorf|міст[оаіу]|село|селі|города?|городе|селе)"
    r"(?: of)?(?: the)? $",
    re.IGNORECASE,
)
"""What says before a name that it is that of a settlement."""

_FARTHEST = 160
_ONE = frozenset(("region", "oblast", "province", "governorate", "district", "county", "raion", "hromada"))
_NAMED = re.compile(r"[A-ZÀ-Þ][\w’'-]* $")
"""Before "district of X": the district has a name, and X is what it lies in."""
_OF_A_UNIT = re.compile(r"(?P<adm1>обласн|областн|ОВА|ОДА|обл[рдс])|(?P<adm2>районн|РВА|рай[рд])|(?P<en>regional )")
_NOUNS = {"adm1": "область", "adm2": "район", "en": "region"}
_SINGULAR = {
    "gebieten": "gebiet", "oblasten": "oblast", "oblaste": "oblast", "regionen": "region", "provinzen": "provinz",
    "rajons": "rajon", "rajone": "rajon", "rajonen": "rajon", "bezirken": "bezirk", "kreisen": "kreis",
    "landkreise": "landkreis", "landkreisen": "landkreis", "kantone": "kanton", "kantonen": "kanton",
}  # fmt: skip


def unit_word(text: str, span: Span) -> str | None:
    """Return the type word of a unit that a name has beside it, or None."""
    behind = _BEHIND.match(text, span.end)
    town = _TOWN.search(text, max(0, span.start - 24), span.start)
    if behind is not None and town is None and _may_end(span.of(text), behind["list"], behind["word"]):
        return _noun(behind["word"])
    before = _BEFORE.search(text, max(0, span.start - _FARTHEST), span.start)
    if before is None or _is_of_another(text, before):
        return None
    word = before["word"].removesuffix(" von").removesuffix("sverwaltung")
    return _SINGULAR.get(word.casefold(), word)


def _is_of_another(text: str, before: re.Match[str]) -> bool:
    """Say whether the one unit that stands before a name has a name of its own: "the X district of Y"."""
    start = before.start()
    return before["word"].casefold() in _ONE and _NAMED.search(text, max(0, start - 40), start) is not None


def _noun(word: str) -> str:
    """Return the noun for an adjective or the name of an office: «Львівської обласної ради» is of a область."""
    found = _OF_A_UNIT.match(word)
    return word if found is None else _NOUNS[found.lastgroup or ""]


def _may_end(name: str, names: str | None, word: str) -> bool:
    """Say whether a word may belong to a name and the list behind it: "X and Y region" is Y alone.

    In Ukrainian and Russian it belongs to adjectives: in «Токмак та Пологівський район» the first is a town.
    """
    if _OF_A_UNIT.match(word):
        return word[0] == "r" or _ADJECTIVE.search(name) is not None
    if word[0] in "GORBK" and re.fullmatch(_GERMAN, word):
        return name.endswith("er")  # „Donezker und Luhansker Gebiet“
    if names is None:
        return bool(kinds_of(name_key(word)))
    return (word.endswith("s") and not word.endswith(".")) or (word[0] in "орг" and _ADJECTIVE.search(name) is not None)


_ADJECTIVE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:а|ої|ій|у|ою|і|их|им|ими|ого|ому|ий|ая|ой|ую|ое|ые|ый|е)$")
