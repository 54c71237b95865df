"""Printed places of a text: names that the gazetteer knows, names that only their frame gives away, vague regions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from reportedly.interfaces import Candidate, Gazetteer, Resolved, Toponym
from reportedly.records import Span
from reportedly.records.values import Precision


@dataclass(frozen=True, slots=True)
class Place:
    """A printed place and what it was resolved to; `vague` marks a region without an edge of its own.

    `typed` says that the printed form ends in a type word ("region", "province").
    """

    span: Span
    precision: Precision
    candidates: tuple[Candidate, ...] = ()
    confidence: float = 0.0
    ambiguous: bool = False
    vague: bool = False
    typed: bool = False
    rule: str = ""

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
_NAME = rf"{_CAPITALISED}(?: (?:{_CAPITALISED}|al|el|de|ou|du|la))*"
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
    rf"(?<![\w-])(?:[Ii]n|[Nn]ear|[Aa]t|[Aa]round|[Oo]utside|[Bb]etween|[Tt]owards?|[Ff]rom|village of|town of|city of"
    rf"|villages of|towns of|outskirts of|district of|locality of|including) ({_NAMES})"
)
_NO_PLACE = word_set(
    "January February March April May June July August September October November December Jan Feb Mar Apr "
    "Jun Jul Aug Sep Sept Oct Nov Dec Monday Tuesday Wednesday Thursday Friday Saturday Sunday Spring Summer "
    "Autumn Winter Ramadan Christmas Easter Parliament Congress Government Army President Minister Ministry "
    "Security Council Covid English Russian Ukrainian Arabic French The This That These Those A An He She It "
    "They We I One Two Three Four Five Six All Some Many Most Other Several Each Both No Not Republic "
    "Province State District Region Village Town City Camp Dr Mr Mrs Ms Phase Annex Table Figure Chapter "
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
_AROUND = re.compile(
    r"\b(?:the )?(?:regions?|areas?|districts?|territor(?:y|ies)|villages|countryside|surroundings|outskirts)"
    r" (?:around|surrounding|near|close to|of)(?: the)?(?: so-called| self-proclaimed| breakaway)*(?: the)? ?$",
    re.IGNORECASE,
)
_PART = re.compile(
    r"\b(?:(?:north|south|east|west|central)(?:-?(?:east|west))?(?:ern)?|(?:large |some |many |other )?parts of) $",
    re.I,
)


def find_places(text: str, gazetteer: Gazetteer, *, home: str | None = None) -> list[Place]:
    """Return the printed places of `text` in order, without overlaps, resolved together."""
    known = gazetteer.scan(text)
    framed = _framed(text, [t.span for t in known])
    toponyms = sorted([*known, *(toponym for toponym, _ in framed)], key=lambda t: t.span)
    kinds = {toponym.span: precision for toponym, precision in framed}
    resolved = gazetteer.resolve(text, toponyms, home=home)
    places = [_place(answer, kinds.get(answer.toponym.span)) for answer in resolved]
    widened = [_widen(text, place) for place in places]
    return _apart([*_vague(text), *widened])


def _place(answer: Resolved, framed: Precision | None) -> Place:
    span, best = answer.toponym.span, answer.candidates[0] if answer.candidates else None
    last = answer.toponym.text.split(" ")[-1].casefold()
    typed = last in _TYPES and " " in answer.toponym.text
    if best is None or (framed is not None and best.match == "fuzzy"):
        return Place(span, framed or "unknown", typed=typed or framed is not None, rule="frame")
    return Place(
        span,
        best.precision,
        answer.candidates,
        confidence=answer.confidence,
        ambiguous=answer.ambiguous,
        vague=best.precision == "vague_region",
        typed=typed,
        rule=answer.rule,
    )


def _framed(text: str, taken: Sequence[Span]) -> list[tuple[Toponym, Precision]]:
    """Return names that the gazetteer lacks but whose frame says that they are places."""
    found: dict[Span, Precision] = {}
    for match in _TYPED.finditer(text):
        for span in _names(match):
            found[span] = _TYPES[match[2].casefold()]
    for match in _LED.finditer(text):
        for span in _names(match):
            if not _BODY.match(text, span.end + 1):
                found.setdefault(span, "unknown")
    free = [(span, precision) for span, precision in found.items() if not any(span.overlaps(t) for t in taken)]
    chosen: list[tuple[Toponym, Precision]] = []
    for span, precision in sorted(free):
        if not chosen or span.start >= chosen[-1][0].span.end:
            chosen.append((Toponym(span, span.of(text)), precision))
    return chosen


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
    part = None if around else _PART.search(before)
    found = around or part
    if found is None or place.best is None:
        return place
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
