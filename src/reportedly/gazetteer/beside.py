"""Type words that stand beside a name without being part of it: "Diffa region", the first of "X and Y regions".

A name with such a word is a unit, whatever else is called so. The word is looked for right behind the name, behind the
list that the name stands in, and before that list ("in den Gebieten X und Y", "the provinces of X and Y").
"""

import re

from reportedly.gazetteer.typewords import kinds_of
from reportedly.records import Span
from reportedly.text import name_key

_UNITS = (
    r"regions?|oblasts?|provinces?|governorates?|prefectures?|districts?|counties|raions?|LGAs|municipalities|hromadas"
    r"|states|departments|woredas|cercles|locality"
)
_SLAVIC = (
    r"област(?:ь|і|и|ей|ям|ями|ях|ью|ю)|район(?:и|ів|ы|ов|ам|ами|ах|у|і|е|а|ом)?"
    r"|громад(?:а|и|і|у|ою|ам|ами|ах)?"
    r"|обласн\w+|областн\w+|районн\w+|ОВА|ОДА|РВА"
)
_NAME = r"[^\W\d_a-zа-яіїєґ][\w’'ʼ-]+(?: [^\W\d_a-zа-яіїєґ][\w’'ʼ-]+){0,2}"
_AND = r"(?:,? (?:and|or|und|oder|та|і|й|и|або|или) )"
_BEHIND = re.compile(rf"(?P<list>(?:, {_NAME}){{0,8}}{_AND}{_NAME})? (?P<word>{_UNITS}|{_SLAVIC})\b(?! of [A-Z])")
_BEFORE = re.compile(
    r"\b(?P<word>Gebieten?|Oblasten|Oblaste|Regionen|Provinzen|Rajons|Rajonen?|Bezirken?|(?:Land)?[Kk]reisen?|Kantonen?"
    r"|(?:regions|oblasts|provinces|governorates|districts|counties|states|raions)(?= of| \(| namely)"
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
_OF_A_UNIT = re.compile(r"(?P<adm1>обласн|областн|ОВА|ОДА)|(?P<adm2>районн|РВА)")
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
    if before is None:
        return None
    word = before["word"]
    return _SINGULAR.get(word.casefold(), word)


def _noun(word: str) -> str:
    """Return the noun for an adjective or the name of an office: «Львівської обласної ради» is of a область."""
    found = _OF_A_UNIT.match(word)
    return word if found is None else ("область" if found.lastgroup == "adm1" else "район")


def _may_end(name: str, names: str | None, word: str) -> bool:
    """Say whether a word may belong to a name and the list behind it: "X and Y region" is Y alone.

    In Ukrainian and Russian it belongs to adjectives: in «Токмак та Пологівський район» the first is a town.
    """
    if _OF_A_UNIT.match(word):
        return _ADJECTIVE.search(name) is not None
    if names is None:
        return bool(kinds_of(name_key(word)))
    return word.endswith("s") or (word[0] in "орг" and _ADJECTIVE.search(name) is not None)


_ADJECTIVE = re.compile(r"(?:[сцз]ьк|[сц]к)(?:а|ої|ій|у|ою|і|их|им|ими|ого|ому|ий|ая|ой|ую|ое|ые|ый|е)$")
