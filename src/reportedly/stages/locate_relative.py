"""Places told by other places: "12 km north of X", "between X and Y", "the outskirts of X", "across the river from X".

Each becomes an `Area` measured from its anchors, whose own radius is added: a town is no point. What has no anchor
that was found, or no side that can be told ("the left bank of the river"), stays without an area and is only listed.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from reportedly.interfaces import Toponym
from reportedly.records import Anchor, Area, Span
from reportedly.records.geo import distance_km
from reportedly.stages.locate_distance import DIRECTION, DISTANCE, Distance, bearing_of, distance_of
from reportedly.stages.locate_mentions import Place

NEAR_KM = 10.0
"""How far "near X" and "close to X" reach beyond the place: about half the distance between neighbouring towns."""
JUST_KM = 5.0
"""How far "just outside X" and "across the river from X" reach beyond the place."""
SKIRTS_KM = 3.0
"""How far the outskirts of a place reach beyond its radius."""
SIDE_KM = 30.0
"""How far "north of X" reaches where no distance is printed."""
AROUND_KM = 30.0
"""How far "the area around X" reaches beyond the place."""
UNIT_KM = 20.0
"""How far a unit reaches at least where its extent is not known."""
_PART_SPREAD = 67.5
"""Degrees to each side of its direction that "the north of X" or "northern X" takes of X: up to the next main point."""
_LONGEST_KM = 500.0
"""Two places farther apart than this are no ends of a road or gap that a report could mean."""
_WIDTH = 0.15
"""Half the width of a corridor as a share of its length: roads wind, and "between" is seldom on the line."""
_LOOK_BACK = 120

_OF = r"(?:the )?(?:(?:city|town|village|settlement|port|suburb|hamlet|community|capital)(?: of)? )?(?:of )?"
_EDGES = r"outskirts|suburbs|edges?|fringes?|environs|approaches|periphery"
_ROAD = r"road|roads|highway|motorway|railway|rail line|railroad|line|route|track|corridor|axis|canal|pipeline"
_ADJECTIVE = r"(?P<direction>(?i:(?:north|south)(?:-?(?:east|west))?|east|west)(?=ern|[ -]))(?:ern)?"


def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-]){pattern}{_OF}$")


_OFFSET = _ends(rf"{DISTANCE}s? (?:away )?(?:to the |due |further |farther )?{DIRECTION}(?:ward|wards)? (?:of|from) ")
_AWAY = _ends(rf"{DISTANCE}s? (?:away from|from|outside(?: of)?|off|out of|beyond|short of|of) ")
_INSIDE = _ends(rf"(?i:in|across|throughout|over) the {DIRECTION} of ")
_SIDE = _ends(rf"(?P<just>(?i:just|immediately|right|directly) )?(?:to the )?{DIRECTION} of ")
_SKIRTS = _ends(rf"(?:the )?(?:{_ADJECTIVE} )?(?:{_EDGES}) (?:of|to) ")
_JUST = _ends(r"(?i:just outside(?: of)?|right outside|at the gates of|next to|adjacent to|on the edge of) ")
_NEAR = _ends(r"(?i:near(?: to)?|close to|not far from|in the vicinity of|outside(?: of)?) ")
_ACROSS = _ends(
    r"(?i:across the (?:river|water|bay|strait|lagoon|canal|lake|estuary|channel|\w+) from"
    r"|on the (?:opposite|other) (?:bank|shore|side)(?: of the \w+)? (?:from|to)|opposite) "
)
_BANK = _ends(
    r"(?i:the (?:left|right|near|far|other|opposite|eastern|western|northern|southern|east|west|north|south)"
    r"[ -](?:bank|shore|side|coast) of (?:the )?(?:river )?)"
)
_HALFWAY = _ends(r"(?i:half-?way|mid-?way|half way) between ")
_TRIANGLE = _ends(r"(?i:area|areas|triangle|zone|pocket|territory|stretch|land|district|countryside) between ")
_ROAD_BEFORE = _ends(rf"(?:{_ROAD})(?: that (?:links|connects|leads))? (?i:from|between|linking|connecting|joining) ")
_BETWEEN = _ends(r"(?i:between) ")
_ROAD_AFTER = re.compile(rf" (?:{_ROAD})\b")
_DASH = re.compile(r" ?[-–—/] ?| to ")
_PART_PRINTED = re.compile(rf"{_ADJECTIVE}\b")
_UNITS = ("adm1", "adm2", "adm3")
_COUNTRY_SIZED = ("country", "unknown")


@dataclass(frozen=True, slots=True)
class Relative:
    """What a place told by another stands for: the printed words, the area (None: cannot be told), the rule.

    `keeps` says that the gazetteer's entry still is the place (its outskirts, its north), only wider.
    """

    span: Span
    rule: str
    name: str
    area: Area | None = None
    keeps: bool = False


_NAME = r"[A-ZÀ-ÞĀ-ŽЀ-Я][\w'’]+(?: [A-ZÀ-ÞĀ-Ž][\w'’]+)?"
_DASHED = re.compile(rf"(?<![\w-])(?:The )?({_NAME})[-–—]({_NAME}) (?:{_ROAD})\b")


def road_ends(text: str) -> list[Toponym]:
    """Return the two names of every "X–Y road", which a scan for names by themselves takes for one."""
    found = (Span(*match.span(group)) for match in _DASHED.finditer(text) for group in (1, 2))
    return [Toponym(span, span.of(text)) for span in found]


_SIDE_WORDS = (
    r"left|right|near|far|other|opposite|free|own|occupied|eastern|western|northern|southern|east|west|north|south"
    r"|upper|lower|inner|outer"
)
_COMMON = re.compile(
    r"(?<![\w-])(?:(?i:in|on|onto|to|from|along|over|throughout|towards?|into)"
    rf" the (?P<place>(?:{_SIDE_WORDS})[ -](?:banks?|shore)|mainland|hinterland|(?:cape |coastal |desert )?interior"
    r"|(?:palm|coastal|desert|cape|mining|farm) (?:belt|hinterland|strip)|(?:side |mountain )valleys|coast|ridge)"
    r"|(?P<beyond>(?i:across|beyond) the (?:border|river|water|strait|lagoon|bay|lake|front ?line)))\b"
    r"(?! (?:of|between|to|with|from|guards?|police|post|crossing|roads?|villages?|towns?|areas?|districts?)\b|[-'’])"
)
_QUARTERS = re.compile(
    r"(?<![\w-])(?P<beyond>)(?i:in|across|throughout) the (?P<place>(?:north|south)(?:[- ]?(?:east|west))?|east|west)"
    r"(?=[,.;:)]| and | or | have | has | is | are | were | was |$)"
)


def common_regions(text: str) -> Iterator[Place]:
    """Yield regions without a name: "on the east bank", "across the border", "in the south"."""
    for pattern in (_COMMON, _QUARTERS):
        for match in pattern.finditer(text):
            group = "place" if match["place"] else "beyond"
            yield Place(Span(*match.span(group)), "vague_region", vague=True, rule="common")


def relatives(text: str, places: Sequence[Place]) -> tuple[list[Place], dict[Span, Relative]]:
    """Return the places of a text, and by their spans what those stand for that are told by others.

    Of places that tell one together ("between X and Y") only the first stays.
    """
    kept: list[Place] = []
    found: dict[Span, Relative] = {}
    end = 0
    for at, place in enumerate(places):
        if place.span.start < end:
            continue
        kept.append(place)
        relative = _pair(text, places, at) or _single(text, place)
        if relative is not None:
            found[place.span] = relative
            end = relative.span.end
    return kept, found


def lead(text: str, place: Place) -> tuple[str, int]:
    """Return the words of the same line before a place, blanks for no-break ones, and where they begin."""
    start = max(0, place.span.start - _LOOK_BACK)
    start = max(start, text.rfind("\n", start, place.span.start) + 1)
    return text[start : place.span.start].replace("\u00a0", " "), start


def _single(text: str, place: Place) -> Relative | None:
    """Return what a place with the words before it stands for."""
    before, offset = lead(text, place)
    anchor = anchor_of(place)
    if place.rule in ("part", "around"):
        whole = whole_of(place) if place.rule == "part" else anchor
        area = _part(text, place, whole) if whole else None
        return as_told(text, place.span, place.rule, area, own=place.span) if area else None
    for pattern, rule in _SINGLE:
        match = pattern.search(before)
        if match is None:
            continue
        if rule == "beyond" and place.precision in _WHOLES and not _TO_THE.match(match[0]):
            return _inside(text, place, match, offset)
        if rule == "inside":
            return _inside(text, place, match, offset)
        keeps, told = rule in _KEEPING, Span(offset + match.start(), place.span.end)
        area = _area(rule, match, anchor) if anchor else None
        return as_told(text, told, rule, area, own=place.span if keeps else None)
    return None


def _inside(text: str, place: Place, match: re.Match[str], offset: int) -> Relative:
    """Return the side of a place that its direction names ("in the north of X")."""
    anchor = whole_of(place)
    area = _area("inside", match, anchor) if anchor else None
    return as_told(text, Span(offset + match.start(), place.span.end), "inside", area, own=place.span)


def as_told(text: str, told: Span, rule: str, area: Area | None, *, own: Span | None = None) -> Relative:
    """Return the place that the printed words `told` tell; with the span of an entry of its `own` it stays that."""
    name = re.sub(r"\s+", " ", told.of(text)).removeprefix("the ")
    return Relative(own or told, rule, name, replace(area, words=name) if area else None, keeps=own is not None)


def held(text: str, place: Place, extent: Area | None, relative: Relative | None) -> Relative | None:
    """Return what a name that nothing was found for stands for: somewhere on the ground of the place that holds it.

    `extent` is the area of the outer place, `relative` what other words made of the name ("near X, Y district").
    Other places have their own, which is returned as it is.
    """
    outer = place.within
    anchor = anchor_of(outer) if outer is not None else None
    if outer is None or anchor is None:
        return relative
    span = relative.span if relative else place.span
    name = re.sub(r"\s+", " ", span.of(text)).removeprefix("the ")
    least = UNIT_KM if outer.precision in _UNITS else 1.0
    ground = extent or Area("circle", (anchor,), far_km=max(anchor.radius_km, least))
    around = re.sub(r"\s+", " ", outer.span.of(text))
    return Relative(span, WITHIN, name, replace(ground, words=f"{name}, {around}"))


WITHIN = "within"
"""Rule of a name that takes the ground of the place that holds it."""

_SINGLE = (
    (_OFFSET, "offset"),
    (_BANK, "bank"),
    (_ACROSS, "across"),
    (_INSIDE, "inside"),
    (_SIDE, "beyond"),
    (_SKIRTS, "outskirts"),
    (_AWAY, "away"),
    (_JUST, "just outside"),
    (_NEAR, "near"),
)
_KEEPING = ("inside", "outskirts", "near", "just outside")


def _area(rule: str, match: re.Match[str], anchor: Anchor) -> Area | None:
    printed = match.groupdict()
    return area_of(
        rule,
        anchor,
        distance=distance_of(match) if printed.get("unit") else None,
        direction=printed.get("direction") or "",
        just=bool(printed.get("just")),
    )


def area_of(
    rule: str, anchor: Anchor, *, distance: Distance | None = None, direction: str = "", just: bool = False
) -> Area | None:
    """Return the area that a rule measures from a place; None for rules without one and banks.

    `direction` is a point of the compass in English words or letters.
    """
    reach = anchor.radius_km
    circles = {"across": JUST_KM, "just outside": JUST_KM, "near": NEAR_KM, "outskirts": SKIRTS_KM}
    if rule == "offset" and distance is not None:
        bearing, spread = bearing_of(direction)
        return Area(
            "sector",
            (anchor,),
            near_km=round(max(0.0, distance.near_km - reach), 2),
            far_km=round(distance.far_km + reach, 2),
            bearing=bearing,
            spread=spread,
        )
    if rule == "away" and distance is not None:
        return Area("circle", (anchor,), far_km=round(distance.far_km + reach, 2))
    if rule == "beyond":
        bearing, spread = bearing_of(direction)
        beyond = JUST_KM if just else SIDE_KM
        return Area("sector", (anchor,), far_km=round(reach + beyond, 2), bearing=bearing, spread=spread)
    if rule == "inside":
        return _side_of(anchor, direction, anchor.radius_km or JUST_KM)
    if rule == "outskirts" and direction:
        return _side_of(anchor, direction, reach + SKIRTS_KM)
    return Area("circle", (anchor,), far_km=round(reach + circles[rule], 2)) if rule in circles else None


def _side_of(anchor: Anchor, direction: str, reach: float) -> Area:
    bearing, _ = bearing_of(direction)
    return Area("sector", (anchor,), far_km=round(reach, 2), bearing=bearing, spread=_PART_SPREAD)


def _part(text: str, place: Place, anchor: Anchor) -> Area | None:
    """Return the side of a unit ("northern X"), the ground around a place, or None for parts without a side."""
    if place.rule == "around":
        return Area("circle", (anchor,), far_km=anchor.radius_km + AROUND_KM)
    side = _PART_PRINTED.match(place.span.of(text))
    return _side_of(anchor, side["direction"], anchor.radius_km) if side and anchor.radius_km else None


_WHOLES = ("country", "adm1")
"""Levels of which "the north of X" is a part, and not what lies beyond."""
_TO_THE = re.compile(r"(?i:just|immediately|right|directly|to the)\b")
_WIDEST_KM = 1000.0
"""A country that reaches farther has no sides that a sector could stand for."""


def whole_of(place: Place) -> Anchor | None:
    """Return the anchor of a place of which a part is meant; a country may be one."""
    best = place.best
    if best is None or best.precision != "country":
        return anchor_of(place)
    radius = best.radius_km or 0.0
    return Anchor(best.id, best.name, best.lat, best.lon, round(radius, 2)) if 0 < radius <= _WIDEST_KM else None


def _pair(text: str, places: Sequence[Place], at: int) -> Relative | None:
    """Return what two or more places together stand for: a road, a gap, the point halfway, the area between them."""
    place, rest = places[at], list(places[at + 1 : at + 6])
    if not rest:
        return None
    before, offset = lead(text, place)
    between = text[place.span.end : rest[0].span.start]
    match = _HALFWAY.search(before)
    members, rule = [place, rest[0]], "halfway"
    if match is None and (match := _TRIANGLE.search(before)) is not None:
        members, rule = _members(text, place, rest), "area between"
    if match is None and (match := _ROAD_BEFORE.search(before) or _BETWEEN.search(before)) is not None:
        rule = "road" if match.re is _ROAD_BEFORE else "between"
    joined = _AND.fullmatch(between) is not None or len(members) > 2
    start = offset + match.start() if match else place.span.start
    if match is None:
        joined = _DASH.fullmatch(between) is not None and _ROAD_AFTER.match(text, rest[0].span.end) is not None
        rule = "road"
    if not joined:
        return None
    return _told(text, members, rule, start)


_AND = re.compile(r"(?: [a-z]+)? (?:and|to) (?:the )?(?:(?:city|town|village|settlement) of )?|,? and ")


def _members(text: str, first: Place, rest: Sequence[Place]) -> list[Place]:
    """Return the places of the list "A, B and C" that begins with the first."""
    members = [first]
    for place in rest:
        between = text[members[-1].span.end : place.span.start]
        if not re.fullmatch(r",? (?:and )?(?:the )?|, ?", between):
            break
        members.append(place)
        if "and" in between:
            break
    return members


def _told(text: str, members: Sequence[Place], rule: str, start: int) -> Relative | None:
    anchors = [anchor_of(place) for place in members]
    known = tuple(anchor for anchor in anchors if anchor is not None)
    area = joint_area(rule, known) if len(known) == len(anchors) else None
    if area is None and rule == "between":
        return None  # between two countries, or two weeks' march apart: no ground of its own
    return as_told(text, Span(start, members[-1].span.end), rule, area)


def joint_area(rule: str, anchors: tuple[Anchor, ...]) -> Area | None:
    """Return the ground that several places tell together; None where they are one or too far apart."""
    longest = max(distance_km(a.point, b.point) for a, b in pairwise(anchors)) if len(anchors) > 1 else 0.0
    if not 0.5 < longest <= _LONGEST_KM or len({anchor.point for anchor in anchors}) < 2:
        return None
    if len(anchors) > 2:
        return Area("hull", anchors)
    reach = max(anchor.radius_km for anchor in anchors)
    if rule == "halfway":
        return Area("circle", anchors, far_km=round(max(2.0, _WIDTH * longest), 2))
    return Area("corridor", anchors, far_km=round(max(2.0, min(reach, 10.0), _WIDTH * longest / 2), 2))


def anchor_of(place: Place) -> Anchor | None:
    """Return the place as what something is measured from; None for countries, rivers and what was not found."""
    best = place.best
    if best is not None and best.precision in _UNITS and not place.typed:
        # What is measured from a bare name is measured from the town, not from the unit that is named after it.
        towns = (c for c in place.candidates if c.precision == "settlement" and c.country == best.country)
        best = next(towns, best)
    if best is None or place.precision in _COUNTRY_SIZED or best.kind in ("country", "water", "river", "sea"):
        return None
    return Anchor(best.id, best.name, best.lat, best.lon, round(best.radius_km or 0.0, 2))
