"""The edges of recognised names: what belongs to a name though it was left out, or does not though it was taken."""

import re
from collections.abc import Sequence
from dataclasses import replace

from reportedly.gazetteer.lookup import Lookup
from reportedly.interfaces import NamedPlace
from reportedly.records import Span
from reportedly.text import name_key

_UNIT = (
    r"County|Counties|Parish|Township|District|Province|Prefecture|Governorate|Oblast|Raion|Hromada|Region|LGA|Canton"
    r"|Municipality|Commune|Woreda|Cercle"
)
_WATER = r"River|Lake|Creek|Bay|Valley|Mountains?|Islands?|Peninsula|Delta|Strait|Channel|Basin|Desert|Hills"
_STREET = r"Street|St\.|Avenue|Ave\.?|Drive|Road|Rd\.?|Lane|Boulevard|Blvd\.?|Highway|Parkway|Route|Interstate|Terrace"
_AFTER = re.compile(
    rf" (?:(?:{_UNIT}|{_WATER})(?! (?:Court|Attorney|Judge|Council of))|(?:{_STREET})(?: \d+[A-Z]?)?)(?!\w)"
)
_NUMBER = re.compile(r"(?<=Road|oute|hway|tate) \d+[A-Z]?\b")
_BEFORE = re.compile(
    r"(?:(?:(?:People['’]s|Democratic|Islamic|Arab|Federal|Federative|Socialist|Bolivarian|United) ){0,4}"
    r"Republic of (?:the )?"
    r"|(?:Gulf|Bay|Strait|Sea|Isle|Kingdom) of |(?:Lake|Mount|Cape|Fort|Camp) )$"
)
_DIRECTION = (
    r"(?:(?:north|south|east|west)(?:[ -]?(?:east|west))?(?:ern)?|central|mid|upper|lower|inner|outer|downtown|rural"
    r"|mainland|continental|parts of|the)"
)
_SHARED = (
    r"governorates|provinces|districts|states|regions|counties|oblasts|municipalities|communes|cities|towns|villages"
)
"""Type words in the plural: they belong to the whole list, not to its last name."""

_TYPE = (
    r"(?:province|governorate|district|state|region|county|oblast|raion|department|camp|port|locality|basin"
    r"|city|town|village|sea|river|lake|island|peninsula|valley|bay|coast|mountain)s?\b"
)
"""Type words in the singular, which may be read with a name; any other small word behind it is no part of it."""

_EDGES = re.compile(
    rf"(?:{_DIRECTION}[ -])*(.*?)(?: (?:{_SHARED}))?(?:(?<!-) (?!{_TYPE})[a-z]{{3,}})*['’\-–(\s]*", re.DOTALL
)
_OFFICE = re.compile(
    r" (?:Council|Councill?or|Councill?ors|Council(?:wo)?m[ae]n|Marshal|Office|Manager|Hall|Attorney|Police|Clerk"
    r"|Commission|Commissioners?|Executive|Administrator|Schools?|Board|Court|Mayor)\b"
)
_OF_OFFICE = re.compile(r"(?<=\w) (?:City|Town|Village|Municipal)$")
"""The word of a body or an office ("X City Council"), which is no part of the name of the place."""

_ABBREVIATED = re.compile(r"(?:\b[A-Z]\.)+$|\b[A-Z][a-z]{0,4}\.$")
_SHORT_UNIT = re.compile(r", ((?:[A-Z]\.){2,3}|[A-Z]{2,3}|[A-Z][a-z]{1,4}\.)(?![\w$])")
_MONEY = re.compile(r" ?[$€£]")
_NEVER = frozenset(
    (
        *("eu", "e u", "ms", "mr", "mrs", "dr", "covid", "ct", "am", "pm", "idp", "idps", "ocha", "ngo", "ngos", "who"),
        *("un", "u n", "unhcr", "unicef", "wfp", "nato"),
    )
)
"""Keys that are taken for places and are none: unions, agencies, titles, hours."""

_ARTICLE = re.compile(r"(?:A[dlnrst]|Ash|El)[- ]?$")
_REST = re.compile(
    r"(?:-(?:[a-z]{1,3}-)?[A-Z]|[’'](?!s\b)[^\W\d_]{2}|(?<=\b[A-Z][a-z])[ -][^\W\d_]|(?<=\bAsh)[ -][^\W\d_])[\w’'-]*"
)
"""The rest of a name that was cut after its article, at a hyphen or at an apostrophe."""

_BROKEN = re.compile(r"- ?\n?(?=[A-Z])[\w’'-]*")
"""The rest of a name whose line was broken behind its article: "Al- Waziyah"."""


def mended(text: str, names: Sequence[NamedPlace], lookup: Lookup) -> list[NamedPlace]:
    """Return the names with their right edges, in order, without overlaps; what is no name is dropped.

    A part of a name that is the adjective of a country ("European Union") is a demonym.
    """
    found: list[NamedPlace] = []
    for named in (piece for whole in names for piece in _lines(text, whole)):
        span = _mended(text, named.span, found[-1].span.end if found else 0, lookup)
        if span is None or _MONEY.match(text, span.end):
            continue
        key = name_key(span.of(text))
        as_read = name_key(named.span.of(text))
        if key in _NEVER or _is_people_s_kind(as_read, lookup) or not any(c.isupper() for c in span.of(text)):
            continue
        kind = "demonym" if named.kind == "in_name" and _is_adjective(key, lookup) else named.kind
        found.append(replace(named, span=span, kind=kind))
        found += _short_unit_after(text, found[-1], names, lookup)
    return found


def _lines(text: str, named: NamedPlace) -> list[NamedPlace]:
    """Return a name, or its pieces where blank lines part them: cells of a table are names of their own."""
    pieces, start = [], named.span.start
    for gap in _BLANK_LINE.finditer(text, named.span.start, named.span.end):
        pieces.append((start, gap.start()))
        start = gap.end()
    kept = [(a, b) for a, b in (*pieces, (start, named.span.end)) if b > a]
    return [replace(named, span=Span(a, b)) for a, b in kept]


_BLANK_LINE = re.compile(r"[ \t]*\n[ \t]*\n\s*")


def _short_unit_after(text: str, named: NamedPlace, names: Sequence[NamedPlace], lookup: Lookup) -> list[NamedPlace]:
    """Return the abbreviated unit that stands after a place ("Tarn, BC"), if no name has it."""
    match = _SHORT_UNIT.match(text, named.span.end)
    if match is None or not any(hit.status == "abbreviation" for hit in lookup.hits(name_key(match[1]))):
        return []
    span = Span(*match.span(1))
    if any(span.overlaps(other.span) for other in names):
        return []
    return [replace(named, span=span, kind="toponym")]


def _is_people_s_kind(key: str, lookup: Lookup) -> bool:
    """Say whether a name is only "French city": a people's adjective and a kind of place."""
    first, _, rest = key.partition(" ")
    return rest in _KIND_WORDS and _is_adjective(first, lookup)


_KIND_WORDS = frozenset(
    ("city", "town", "village", "capital", "region", "province", "state", "district", "border", "coast", "island")
)
_POSSESSIVE = re.compile(r"(?:['’]s?)?$")


def _is_adjective(key: str, lookup: Lookup) -> bool:
    return lookup.demonym(key) and not lookup.known(key)


def _longest(text: str, start: int, end: int, free: int, lookup: Lookup) -> tuple[int, int]:
    """Return the edges of the longest name around start:end that the gazetteer knows, or start and end.

    So "Port" and "Republic" come back to "Port Sudan" and "Central African Republic". A word that opens a sentence is
    never taken in before a name.
    """
    after = [end]
    while len(after) < 3 and (word := _WORD_AFTER.match(text, after[-1])):
        after.append(word.end())
    found = _WORD_BEFORE.search(text, max(free, start - 24), start)
    for first in (found.start(1), start) if found else (start,):
        for last in reversed(after):
            if (first, last) != (start, end) and _is_whole(name_key(text[first:last]), lookup):
                return first, last
    return start, end


def _is_whole(key: str, lookup: Lookup) -> bool:
    return not key.endswith(" union") and any(
        hit.status in _WHOLE and (hit.candidate.kind != "settlement" or (hit.candidate.population or 0) >= _LARGE)
        for hit in lookup.hits(key)
    )


_WORD_AFTER = re.compile(r" [A-ZÀ-Þ][\w’'-]*[^\W_]")
_WORD_BEFORE = re.compile(r"(?<=[^.!?\s(\"“]\s)(?!The )([A-ZÀ-Þ][\w’'-]+) $")
_WHOLE = ("main", "official", "short", "exonym", "alternate", "theatre")
_LARGE = 15_000
"""People from which a town is known well enough that its name is read into the text around a part of it."""


def _mended(text: str, span: Span, free: int, lookup: Lookup) -> Span | None:
    """Return the span with its right edges, not before `free`; None if nothing is left of it."""
    inner = _EDGES.fullmatch(span.of(text))
    if inner is None or not inner[1]:
        return None
    start, end = span.start + inner.start(1), span.start + inner.end(1)
    office = _OF_OFFICE.search(text, start, end) if _OFFICE.match(text, end) else None
    end = office.start() if office else end
    if text[start:end].endswith(".") and not _ABBREVIATED.search(text[start:end]):
        end -= 1
    cut = _REST.match(text, end) or (_BROKEN.match(text, end) if _ARTICLE.fullmatch(text, start, end) else None)
    whole = lookup.known(name_key(text[start:end])) and not _ARTICLE.fullmatch(text, start, end)
    if cut is not None and not whole and (text[end] in "-’'" or _ARTICLE.search(text[start:end])):
        end = cut.end() - len(cut[0]) + len(_POSSESSIVE.sub("", cut[0]))
    after = _AFTER.match(text, end) or _NUMBER.match(text, end)
    end = after.end() if after else end
    if text.startswith(".", end) and re.search(r"\b[A-Z]\.[A-Z]$", text[start:end]):
        end += 1  # "U.S" has lost its point
    before = _BEFORE.search(text, max(free, start - 60), start)
    start = before.start() if before else start
    if office is None:
        start, end = _longest(text, start, end, free, lookup)
    return Span(start, end) if start >= free and end > start else None
