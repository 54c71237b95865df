"""Printed places of a text: names that the gazetteer knows, names that only their frame gives away, vague regions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self, runtime_checkable

from reportedly.interfaces import Candidate, Gazetteer, HomeArea, Resolved, Toponym
from reportedly.records import Span
from reportedly.records.values import Precision
from reportedly.text import name_key


@runtime_checkable
class Reader(Protocol):
    """A gazetteer that reads texts and so supposes places that it does not have."""

    def likely(self, text: str) -> list[Toponym]:
        """Return the names of `text` that are likely places though no entry has them."""
        ...


@dataclass(frozen=True, slots=True)
class Place:
    """A printed place and what it was resolved to; `vague` marks a region without an edge of its own.

    `typed` says that the printed form ends in a type word ("region", "province"). `kind` is that of `NamedPlace`.
    `within` is the printed place that holds one which nothing matches: it lies somewhere on that ground.
    `name` is what to call a region that no gazetteer has.
    """

    span: Span
    precision: Precision
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    ambiguous: bool = False
    vague: bool = False
    typed: bool = False
    rule: str = ""
    kind: str = "toponym"
    within: Self | None = None
    name: str = ""

    @property
    def best(self) -> Candidate | None:
        """The best candidate, or None for a printed name that nothing matches."""
        return self.candidates[0] if self.candidates else None


_TYPES: dict[str, Precision] = {
    **dict.fromkeys(("village", "villages", "town", "towns", "city", "settlement", "hamlet", "locality"), "settlement"),
    **dict.fromkeys(("camp", "camps", "airport", "hospital", "bridge", "crossing", "dam", "port"), "facility"),
    **dict.fromkeys(
        ("district", "districts", "county", "lga", "lgas", "raion", "department", "commune", "municipality",
         "territory", "subdistrict", "sub-prefecture", "prefecture", "woreda", "cercle", "hromada", "payam", "upazila"),
        "adm2",
    ),
    **dict.fromkeys(
        ("province", "provinces", "state", "states", "governorate", "governorates", "oblast", "oblasts", "region",
         "regions"),
        "adm1",
    ),
}  # fmt: skip


def word_set(words: str) -> frozenset[str]:
    """Return the words of a blank-separated list."""
    return frozenset(words.split())


_CAPITALISED = r"[A-ZÀ-ÞĀ-Ž][\w'’]*(?:-[\w'’]+)*"
_NAME = rf"{_CAPITALISED}(?: (?:{_CAPITALISED}|(?:al|el|de|ou|du|la)(?= [A-Z]))){{0,5}}"
_NAMES = rf"{_NAME}(?:(?:, {_NAME})*,? (?:and|or) {_NAME}|/{_NAME})?"
_ONE = re.compile(_NAME)
COORDINATION = re.compile(rf"{_NAME}(?:, {_NAME})*,? (?:and|or) {_NAME}")
"""A list of names that ends in "and" or "or"."""

_TYPED = re.compile(
    rf"(?<![\w-])({_NAMES}) (?:IDP |refugee |displacement )?"
    r"(villages?|towns?|city|settlement|hamlet|locality|camps?|districts?|county|LGAs?|raion|department|commune"
    r"|municipality|territory|sub-?prefecture|prefecture|woreda|cercle|hromada|payam|upazila|provinces?|states?"
    r"|governorates?|oblasts?|regions?)\b"
)
_LED = re.compile(
    rf"(?<![\w-])(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside|[Bb]etween|[Tt]owards?|[Ff]rom|outskirts of|including"
    rf"|(?:villages?|towns?|cit(?:y|ies)|districts?|locality|port|oas[ei]s|islands?|peninsula|valleys?|canton|county"
    rf"|province|region|communes?|parish|mayor|people|residents|inhabitants|teachers|farmers|fishermen|shopkeepers"
    rf"|schools?|hospital|clinics?|library|streets?|markets?|harbour|banks?|pensioners|families) of"
    rf"|(?:arriv\w+|reach(?:ed|es|ing)|left|leaving|bound|headed|heading) for) ({_NAMES})"
)
_FACILITY = re.compile(
    rf"\b[Tt]he ({_CAPITALISED}(?: {_CAPITALISED})?) (?:roadblock|checkpoint|barrier|crossing|pass|dam|bridge|border"
    rf" post|gate|ferry|canal|causeway|archipelago|lagoon|peninsula|orphanage|airstrip)\b"
    rf"|(?<![\w-])({_CAPITALISED} (?:Pass|Bridge|Crossing|Barrier|Ferry|Dam|Gate|Causeway))\b"
)
_REGIONS = word_set("archipelago lagoon peninsula")
_DATELINE = re.compile(
    r"^[ \t*•-]*([A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}(?: [A-ZÀ-Þ][A-ZÀ-Þ’'-]+){0,2})(?:/([A-ZÀ-Þ][A-ZÀ-Þ’'-]{2,}"
    r"(?: [A-ZÀ-Þ][A-ZÀ-Þ’'-]+){0,2}))?(?: ?[–—]|[:.] ?[–—]| -) (?=[A-ZÀ-Þ“\"‘])",
    re.MULTILINE,
)
"""A line that opens with its place in capitals and a dash, or with two of them around a stroke."""
_NO_LEAD = re.compile(
    r"(?: (?:marks?|crowns?|coins?|notes|money|currency|hands|custody|uniforms?|tongue|language|passports?|booklets?"
    r"|command|ranks?|pay|terms|textbooks|papers)\b)|(?:’|')s? (?:hands|custody|ranks|pay|name|view|words)\b"
)
_NOT_A_NAME_AFTER = re.compile(
    r" (?:[A-Z][\w’'-]* ){0,3}(?:Ministry|Council|Office|Committee|Party|Agency|Bank|Union|Army|Forces|Commission"
    r"|Movement|Front|Institute|University|Service|Court|Police|Corps|Brigade|Company|Fund|Programme|Program|Group"
    r"|Times|News|Post|Gazette|Telegraph|Observatory|Watch|Mirror|Wire|Network|Federation|Republic|Coalition"
    r"|Assembly|Guild|Herald|Courier|Tribune|Radio|Association|Society|Centre|Center|Foundation|League)\b"
)
_NO_PLACE = word_set(
    "January February March April May June July August September October November December Jan Feb Mar Apr "
    "Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer "
    "Autumn Winter Ramadan Christmas Easter Parliament Congress Government Army President Minister Ministry "
    "Security Council Covid English Russian Ukrainian Arabic French The This That These Those A An He She It "
    "They We I One Two Three Four Five Six All Some Many Most Other Several Each Both No Not Republic "
    "Province State District Region Village Town City Camp Federation Union Movement Coalition Mandate Assembly "
    "Authority Upper Lower Crown Dr Mr Mrs Ms Phase Annex Table Figure Chapter "
    "Article Section Week Quarter Round Health Food Water Protection Telegram Facebook Twitter Instagram "
    "YouTube Reuters"
)
_BODY = re.compile(
    r"(?:Ministry|Council|Office|Committee|Party|Agency|Bank|Union|Army|Forces|Commission|Movement|Front|Institute"
    r"|University|Cluster|Service|Court|Police|Corps|Brigade|Company|Fund|Programme|Program|Group|Times|News|Post)\b"
)
_HELD = (
    r"(?:(?:newly|recently|temporarily|still|previously|formerly|partially|freshly) )?"
    r"(?:un|de-|re)?(?:occupied|conquered|seized|captured|controlled|liberated|annexed|contested|besieged|invaded|taken"
    r"|recaptured|retaken|non-occupied|\w+-(?:held|controlled|occupied|run|ruled))"
)
_GROUND = (
    r"(?:territor(?:y|ies)|areas?|regions?|districts?|parts|zones?|lands?|settlements|towns|cities|villages|places)"
)
_VAGUE = re.compile(rf"\b{_HELD} {_GROUND}\b(?! of [A-Z])", re.IGNORECASE)
_NEW_REGIONS = re.compile(r"\bnew (?:regions|territories)\b|\bfront[- ]?line (?:areas|regions|villages|towns)\b", re.I)
_SIDES = re.compile(
    r"\b(?:(?:north|south|east|west)(?:-?(?:east|west))?(?:ern)?|central|coastal|border)"
    r" (?:governorates|provinces|regions|districts|states|areas|territories|oblasts|counties|region|part of the country"
    r"|parts of the country)\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<![.!?] )\b[A-Z][\w'’-]+ $")
_AROUND = re.compile(
    r"\b(?:the )?(?:regions?|areas?|districts?|territor(?:y|ies)|villages|countryside|surroundings|outskirts)"
    r" (?:around|surrounding|near|close to|of)(?: the)?(?: so-called| self-proclaimed| breakaway)*(?: the)? ?$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?:north|south|east|west|central)(?:[- ]?(?:east|west))?(?:ern)?(?: parts? of(?: the)?)?"
    r"|(?:large |some |many |other )?parts of) $",
    re.I,
)
_QUARTER = re.compile(r"\b(?:north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)? $")
_OPENING_SIDE = re.compile(r"(north|south|east|west)(?:[- ]?(?:east|west))?(?:ern)? ", re.IGNORECASE)


def _is_side_of(place: Place, text: str) -> bool:
    """Say whether a unit was found only without the side that its printed form opens with ("Eastern X province")."""
    side = _OPENING_SIDE.match(place.span.of(text))
    return side is not None and place.best is not None and side[1].casefold() not in place.best.name.casefold()


_CODE = re.compile(r"[A-Z]{2,}-?\d")
"""What is no name of a place, whatever stands before it: "in COVID-19 cases"."""


def find_places(text: str, gazetteer: Gazetteer, *, home: str | HomeArea | None = None) -> list[Place]:
    """Return the printed places of `text` in order, without overlaps, resolved together."""
    works = [Span(match.start(match.lastindex or 0), match.end()) for match in _FACILITY.finditer(text)]
    known = [
        _with_type(text, t, gazetteer)
        for t in gazetteer.scan(text)
        if not any(work.covers(t.span) and t.span.end < work.end for work in works)
    ]
    framed = [f for f in _framed(text, [t.span for t in known]) if not _CODE.match(f[0].text)]
    toponyms = [*known, *(toponym for toponym, _ in framed)]
    taken = [*works, *(t.span for t in toponyms)]
    toponyms += [t for t in _likely(text, gazetteer) if not any(t.span.overlaps(span) for span in taken)]
    toponyms.sort(key=lambda t: t.span)
    kinds = {toponym.span: precision for toponym, precision in framed}
    resolved = gazetteer.resolve(text, toponyms, home=home)
    answers = [_place(answer, kinds.get(answer.toponym.span)) for answer in resolved]
    places = [p for p in answers if p.precision != "unknown" or not _is_broken_word(text, p.span)]
    widened = [_widen(text, place) for place in places if not _is_other_name(text, place)]
    return _apart([*_vague(text), *widened])


def _likely(text: str, gazetteer: Gazetteer) -> list[Toponym]:
    """Return names that a reader takes for places though no entry has them.

    Acronyms are bodies more often, and "the X and Y communities" are peoples.
    """
    found = gazetteer.likely(text) if isinstance(gazetteer, Reader) else []
    named = [t for t in found if " " in t.text or not t.text.isupper()]
    return [t for t in named if not _PEOPLE_AFTER.match(text, t.span.end)]


_BROKEN_WORD = re.compile(r"^[A-Z][a-z]+-\s[a-z]+$")


def _is_broken_word(text: str, span: Span) -> bool:
    """Say whether a name is the first word of a sentence, parted at the end of a line ("Moreo- ver, prices ...")."""
    return _BROKEN_WORD.search(span.of(text)) is not None and text[: span.start].rstrip()[-1:] in ("", ".", "!", "?")


_PEOPLE_AFTER = re.compile(
    r"(?: and [A-Z][\w'’-]*)* (?:communit|trib|clan|people|families|fighters|militia|ethnic|elders|language|tongue)"
)


def _with_type(text: str, toponym: Toponym, gazetteer: Gazetteer) -> Toponym:
    """Return the toponym with the type word behind it ("Kherson region") if there is such a place."""
    after = _TYPE_AFTER.match(text, toponym.span.end)
    if after is None or toponym.kind != "toponym":
        return toponym
    span = Span(toponym.span.start, after.end())
    known = any(candidate.match != "fuzzy" for candidate in gazetteer.find(span.of(text), limit=1))
    return replace(toponym, span=span, text=span.of(text)) if known else toponym


_TYPE_AFTER = re.compile(
    r" (?:[Rr]egion|[Oo]blast|[Pp]rovince|[Dd]istrict|[Gg]overnorate|[Cc]ounty|[Rr]aion|[Mm]unicipality|[Hh]romada|LGA"
    r"|[Dd]epartment|[Cc]ommune|[Cc]anton|[Pp]refecture|[Ww]oreda|[Cc]ercle)\b(?! of [A-Z])"
)


def _is_other_name(text: str, place: Place) -> bool:
    """Say whether a name is a common word in capitals, initials, a piece, or the end of another ("Ansar Allah")."""
    printed = place.span.of(text)
    if _OFFICE_LETTERS.fullmatch(printed) or _LOST in text[max(0, place.span.start - 1) : place.span.end + 1]:
        return True
    if place.best is None or place.best.kind == "country" or " " in printed:
        return False
    if printed.isupper() and len(printed) <= _CODE_LETTERS and not _is_called(place.best, printed):
        return True  # "BSG" is a body, and the code of an airport
    if printed.title() in _NO_PLACE | _COMMON:
        return True
    before = _CAPITAL_BEFORE.search(text, max(0, place.span.start - 40), place.span.start)
    return before is not None and place.precision == "settlement" and before[1] not in _PREFIXES


def _is_called(best: Candidate, printed: str) -> bool:
    """Say whether an acronym names a place in earnest: by its own name, a unit, or a city of millions."""
    return best.kind != "settlement" or name_key(best.name) == name_key(printed) or best.population >= _MILLIONS


_OFFICE_LETTERS = re.compile(r"[A-Z]{2,}[a-z][A-Z]+")
"""Initials with a small one among them: SMoH is a ministry."""

_LOST = "\ufffd"
"""A sign that was lost: what stands beside it is the piece of a word ("Migra" of "Migration")."""

_CODE_LETTERS = 3
_MILLIONS = 1_000_000
_COMMON = word_set("Harbour Harbor Page Hub Junction Ngo Office Centre Prospect Avenue Street Lane Square")
_CAPITAL_BEFORE = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+) $")
_PREFIXES = word_set(
    "North South East West Northern Southern Eastern Western Central Greater Lower Upper Old New In At From Near The "
    "City Town Village Camp Port Governorate Province District"
)


def _place(answer: Resolved, framed: Precision | None) -> Place:
    span, best = answer.toponym.span, answer.candidates[0] if answer.candidates else None
    last = answer.toponym.text.split(" ")[-1].casefold()
    typed = last in _TYPES and " " in answer.toponym.text
    kind = answer.toponym.kind
    # A near spelling may be a village that no gazetteer has: named, but not put on the map.
    if best is None or best.match == "fuzzy":
        return Place(span, framed or "unknown", typed=typed or framed is not None, rule="frame", kind=kind)
    return Place(
        span,
        best.precision,
        answer.candidates,
        confidence=answer.confidence,
        ambiguous=answer.ambiguous,
        vague=best.precision == "vague_region",
        typed=typed,
        rule=answer.rule,
        kind=kind,
    )


def of_answer(answer: Resolved) -> Place:
    """Return the place that a resolved name stands for."""
    return _place(answer, None)


def _framed(text: str, taken: Sequence[Span]) -> list[tuple[Toponym, Precision]]:
    """Return names that the gazetteer lacks but whose frame, here or elsewhere in the text, makes them places."""
    found: dict[Span, Precision] = {}
    for match in _TYPED.finditer(text):
        for span in _names(match):
            found[span] = _TYPES[match[2].casefold()]
    for match in _DATELINE.finditer(text):
        found.update({Span(*match.span(i)): "settlement" for i in (1, 2) if match[i]})
    found.update(_works(text))
    for match in _LED.finditer(text):
        for span in _names(match):
            if not (_BODY.match(text, span.end + 1) or _NO_LEAD.match(text, span.end) or _is_tongue(text, span)):
                found.setdefault(span, "unknown")
    free = {span: kind for span, kind in found.items() if not any(span.overlaps(t) for t in taken)}
    free.update({s: k for s, k in _again(text, free).items() if not any(s.overlaps(t) for t in taken)})
    chosen: list[tuple[Toponym, Precision]] = []
    for span, precision in sorted(free.items(), key=lambda item: (item[0].start, -item[0].end)):
        if not chosen or span.start >= chosen[-1][0].span.end:
            chosen.append((Toponym(span, span.of(text)), precision))
    return chosen


def _works(text: str) -> dict[Span, Precision]:
    """Return bridges, barriers, passes and the like, and waters and islands, that carry a name."""
    found: dict[Span, Precision] = {}
    for match in _FACILITY.finditer(text):
        name = match[1] or match[2]
        region = match[0].rsplit(" ", 1)[-1] in _REGIONS
        if not set(name.split(" ")[:1]) & _NO_PLACE:
            found[Span(match.start(1 if match[1] else 2), match.end())] = "vague_region" if region else "facility"
    return found


def _is_tongue(text: str, span: Span) -> bool:
    return span.of(text).endswith(("ish", "ese")) and not text.startswith(" town", span.end)


def _again(text: str, framed: dict[Span, Precision]) -> dict[Span, Precision]:
    """Return where else a framed name stands: a place once is a place throughout, unless it names a body there."""
    kinds: dict[str, Precision] = {}
    for span, precision in framed.items():
        printed = span.of(text)
        name = printed.title() if printed.isupper() else printed
        # Where people or goods come from or go to is seldom where the rest of a text happens.
        if len(name) > 3 and precision != "facility" and not _AWAY.search(text, max(0, span.start - 9), span.start):
            kinds.setdefault(name, precision)
    found: dict[Span, Precision] = {}
    for match in _ONE.finditer(text):
        for name, start in _heads(match[0]):
            if name in kinds:
                span = Span(match.start() + start, match.start() + start + len(name))
                if span not in framed and not _NOT_A_NAME_AFTER.match(text, span.end):
                    found[span] = kinds[name]
                break
    return found


def _heads(name: str) -> Iterator[tuple[str, int]]:
    """Yield a run of capitalised words, and its last words without an article or a word that opens the sentence."""
    bare = name.removesuffix("'s").removesuffix("’s")
    yield bare, 0
    first, _, rest = bare.partition(" ")
    if rest and first in _NO_PLACE | _OPENERS:
        yield rest, len(first) + 1


_AWAY = re.compile(r"\b(?:[Ff]rom|[Tt]owards?|for|mayor of) $")
_OPENERS = word_set("In At From Near Outside For On To Of Around Between Since Across")


def _names(match: re.Match[str]) -> Iterator[Span]:
    """Yield the names of a list that may be places."""
    offset = match.start(1)
    for one in _ONE.finditer(match[1]):
        start, end = one.span()
        if one[0].startswith("The "):
            start += 4
        while match[1][end - 2 : end] in ("'s", "’s"):
            end -= 2
        if end > start and _is_name(match[1][start:end]):
            yield Span(offset + start, offset + end)


def _is_name(printed: str) -> bool:
    words = printed.split(" ")
    if any(word in _NO_PLACE for word in words) or _BODY.search(printed):
        return False
    return not (printed.isupper() and len(printed) <= 6) and len(words) <= 3


def _widen(text: str, place: Place) -> Place:
    """Return the place with the words before it that make it a region around or a part of it."""
    before = text[max(0, place.span.start - 70) : place.span.start]
    around = _AROUND.search(before)
    if around and _NAMED.search(before[: around.start()]):
        around = None  # "X and Y villages of Z district": the word belongs to X and Y
    part = None if around else _PART.search(before)
    found = around or part
    if place.best is not None and place.best.match == "stripped" and _is_side_of(place, text):
        return replace(place, precision="vague_region", vague=True, rule="part")
    if found is None or place.best is None:
        return place
    if part and place.precision == "settlement" and _QUARTER.search(before):
        return replace(place, span=Span(place.span.start - len(before) + found.start(), place.span.end), rule="part")
    if part and place.precision not in ("country", "adm1", "adm2", "vague_region"):
        return place
    span = Span(place.span.start - len(before) + found.start(), place.span.end)
    if place.precision == "settlement" and " of" in found[0]:
        return place  # "the outskirts of X" is still X
    return replace(place, span=span, precision="vague_region", vague=True, rule="around" if around else "part")


def _vague(text: str) -> Iterator[Place]:
    for pattern, rule in ((_VAGUE, "vague"), (_NEW_REGIONS, "vague"), (_SIDES, "side")):
        for match in pattern.finditer(text):
            yield Place(Span(*match.span()), "vague_region", vague=True, rule=rule)


def _apart(places: Sequence[Place]) -> list[Place]:
    """Return the places in order; of two that overlap the longer one stays."""
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.span.start, -len(p.span))):
        if kept and kept[-1].span.overlaps(place.span):
            if len(place.span) > len(kept[-1].span):
                kept[-1] = place
            continue
        kept.append(place)
    return kept
