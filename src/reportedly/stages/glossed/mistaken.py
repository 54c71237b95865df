"""Names of places that are something else where they stand: plain words, given names, surnames, names of things.

The gazetteer has an entry for nearly every word of the dictionary somewhere. What stands about a word, and what the
dictionary says of it, decide whether the text means a place.
"""

import re
from collections.abc import Callable

from reportedly.interfaces import Candidate
from reportedly.records import Span
from reportedly.stages.persons_words import load_words

CYRILLIC_COUNTRIES = frozenset(("UA", "RU", "BY", "MD", "KZ"))

_FAMOUS = 300_000
"""Inhabitants from which a town far away is meant although a word of the language has its form («Рига»)."""
_KNOWN = 100_000
"""The same where the word is written just as the town, and of a town that has the form of a given name."""
_TOWN = 20_000
"""Inhabitants from which an adjective without its noun means a town, and hardly a family called after a village."""
_VILLAGE = 5_000
"""Inhabitants below which a word with the case ending of a surname, and nothing that leads to a place, is a surname."""

_POINTS = frozenset(("settlement", "adm1", "adm2", "adm3", "facility", "building"))
_UNIT_WORD = re.compile(
    r"(?:республ[иі]к\w{1,3}|област[ьией]\w{0,3}|район\w{0,3}|город\w{0,3}|міст[оауі]\w{0,2}|столиц\w{1,3}|кра[йяюєїе]\w{0,2}"
    r"|громад\w{1,3}|округ\w{0,3}|центр\w{0,3}|півн(?:іч|оч)\w{0,2}|південь|півдн\w{1,3}|схід|сход\w{1,2}|захід|заход\w{1,2}"
    r"|север\w{0,2}|юг\w{0,2}|восток\w{0,2}|запад\w{0,2})$",
    re.IGNORECASE,
)
_TYPED = re.compile(
    r"(?<!\w)(?:м|г|с|смт|пгт|пос|х|ст|сел[оаеуі]\w?|сёл\w*|міст\w{1,2}|город\w{0,2}|селищ\w{1,2}|пос[её]л\w{2,4}|хут[іо]р\w*"
    r"|станиц\w{1,2}|пункт\w{0,3}|деревн\w{1,2}|аул\w{0,2})\.?[ \u00a0]*[«“\"]?$",
    re.IGNORECASE,
)
_LOCATIVE = re.compile(
    r"(?<![\w'’])(?:[ВвУу]|[Нн]а|[Пп]ід|[Пп]од|[Бб]іля|[Вв]озле|[Оо]коло|[Пп]облизу|[Вв]о)[ \u00a0]$"
)
_IN_MARKS = re.compile(r"(?<![\w'’])(?P<noun>[А-ЯІЇЄҐЁа-яіїєґё][\w'’-]{3,})[ \u00a0][«“„\"]$")
_CLOSED = re.compile(r"[»”“\"]")
_PLACE_NOUN = re.compile(
    r"(?:м[іе]ст|город|сел|сёл|област|район|территор|терит|республ|пункт|направлен|напрям|стран|країн|регион|регіон|громад"
    r"|держав|государств|назв|зван)"
)
_SURNAME = re.compile(r"(?:[оеєё]в|[иіїы]н)(?:а|у|им|ым|ой|ою|ої|і|е)?$")
_CASES = {"ого": "аяую", "его": "аяую", "ої": "иіїь", "ой": "иыіьей", "им": "м", "ым": "м"}
_ABOUT = {"ому": "іїуюе", "ом": "еи", "ій": "іїи", "ую": "уюь", "у": "ую", "а": "ая"}
"""Endings of an adjective, and how its noun in the same case may end. Behind "in" the second ones may be a town."""
_RELATIONAL = re.compile(r"(?:ськ|цьк|зьк|ск|цк)\w{1,3}$")
"""An adjective made of a name: «Брезненська»."""
_NOUN_AFTER = re.compile(r"[ \u00a0](?!\w+ся(?!\w))([а-яіїєґё][\w'’-]{3,})")
"""The word behind, unless it is a reflexive verb: «Рубіжного залишилися»."""
_TYPE_BEHIND = re.compile(r"[ \u00a0](?:міст[оауі]|город\w?|сел[оау]|селищ[еа]|смт|пгт)$")


def mistaken(text: str, span: Span, best: Candidate, *, is_word: Callable[[str], bool]) -> bool:
    """Say whether a Ukrainian or Russian name with an entry in the gazetteer is no place where it stands.

    `best` is its likeliest entry, `is_word` says whether the dictionary has a word as one that is written small.
    """
    before, word = text[max(0, span.start - 60) : span.start], span.of(text)
    if _TYPED.search(before):
        return False
    if _in_marks(text, span, before):
        return best.kind not in ("country", "proclaimed", "adm1", "facility", "building")
    if " " in word:
        return _TYPE_BEHIND.search(word) is not None and best.match != "exact" and is_word(word.split(" ")[0])
    if is_word(word) or _UNIT_WORD.match(word):
        return best.kind in _POINTS and _is_plain(text, span, best)
    if best.kind != "settlement" or (best.match == "adjective" and _has_noun(text, span)):
        return False
    return _is_personal(word, best, led=_LOCATIVE.search(before) is not None)


def _in_marks(text: str, span: Span, before: str) -> bool:
    """Say whether a name stands in marks behind the noun of a thing that bears it: «полк "Брезна"»."""
    noun = _IN_MARKS.search(before)
    closed = _CLOSED.match(text, span.end) is not None
    return (
        noun is not None and closed and not span.of(text).isupper() and not _PLACE_NOUN.match(noun["noun"].casefold())
    )


def _is_plain(text: str, span: Span, best: Candidate) -> bool:
    """Say whether a word of the dictionary is just that word: its place is far off, respelled, or it has its noun."""
    word = span.of(text)
    if _UNIT_WORD.match(word) or best.match == "transliteration":
        return best.population < _KNOWN
    if best.country not in CYRILLIC_COUNTRIES:
        return best.population < (_KNOWN if best.match == "exact" else _FAMOUS)
    return _RELATIONAL.search(word) is None and _has_noun(text, span)


def _has_noun(text: str, span: Span) -> bool:
    """Say whether an adjective stands before a noun in its case: «Центрального банку», «Брезненській дузі»."""
    word, noun = span.of(text), _NOUN_AFTER.match(text, span.end)
    ends = next((nouns for ending, nouns in _CASES.items() if word.endswith(ending)), "")
    if _RELATIONAL.search(word):
        ends += next((nouns for ending, nouns in _ABOUT.items() if word.endswith(ending)), "")
    return noun is not None and noun[1][-1] in ends


def _is_personal(word: str, best: Candidate, *, led: bool) -> bool:
    """Say whether a word is a given name or a surname rather than a town; `led` by a preposition of place."""
    if load_words().is_given(word):
        return best.population < _KNOWN
    if best.match == "adjective":
        return best.population < _TOWN
    return not led and best.match == "inflected" and best.population < _VILLAGE and bool(_SURNAME.search(word))
