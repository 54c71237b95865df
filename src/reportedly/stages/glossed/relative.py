"""Places told by other places in Ukrainian, Russian and German: «за 12 км на північ від X», „nördlich von X“.

The areas are those of the English ones (`locate_relative`); what differs is how they are said.
"""

import re
from collections.abc import Sequence

from reportedly.records import Span
from reportedly.stages.glossed.distances import DIRECTION, DISTANCE, compass, distance_of
from reportedly.stages.locate_mentions import Place
from reportedly.stages.locate_relative import Relative, anchor_of, area_of, as_told, joint_area, lead

_OF = (
    r"(?:(?:окупован\w+|оккупирован\w+|besetzten) )?"
    r"(?:(?:міст[ао]м?|город(?:а|ом|у)?|сел(?:а|ом)|селища|пос[её]лка|смт|пгт|м\.|г\.|с\.|столиц[іы]|порт[ау]|Stadt|Ort(?:es|s)?"
    r"|Dorf(?:es|s)?|Gemeinde|Hauptstadt|Hafenstadt|Kleinstadt)\s)?"
)
_FROM = r"(?:від|од|от|за|von|vom|der|des)\s"
_LEAD = r"(?:(?:за|у|в|на|приблизно за|примерно в|in|im Umkreis von)\s)?"
_FROM_DE = r"(?:von|vom|des|der)\s"
_AWAY_DE = r"(?:(?:entfernt |außerhalb |abseits )?(?:von|vom)|vor|außerhalb von|hinter)\s"
_SIDE = rf"(?:(?:на|к|ко|у бік|в бік)\s)?{DIRECTION}"
_COMPARED = (
    r"(?P<direction>(?:(?:північно|південно)-(?:схід|захід)ніше|(?:північ|півден|схід|захід)ніше|північніше|південніше"
    r"|(?:с[ея]веро|юго)-(?:с[ея]веро-|юго-)?(?:восточ|запад)нее|(?:север|юж|восточ|запад)нее)) (?:(?:від|од|от|за)\s)?"
)


def _ends(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'’-])(?:{pattern}){_OF}$", re.IGNORECASE)


_SINGLE = (
    (_ends(rf"{_LEAD}{DISTANCE} {_COMPARED}"), "offset"),
    (_ends(rf"{_LEAD}{DISTANCE} (?:{_SIDE}) (?:{_FROM}|{_FROM_DE})?"), "offset"),
    (_ends(rf"{_COMPARED}"), "beyond"),
    (_ends(rf"(?:на|к|ко) {DIRECTION} (?:від|од|от)\s"), "beyond"),
    (_ends(r"(?P<direction>(?:n[oö]rd|süd|[oö]st|west){1,3}lich) (?:von |vom |der |des )?"), "beyond"),
    (_ends(rf"{_LEAD}{DISTANCE} (?:(?:від|од|от)\s|{_AWAY_DE})"), "away"),
    (
        _ends(
            r"(?:(?:на|по|з|із|с)\s)?(?:(?P<direction>(?:північн|південн|східн|західн|северн|южн|восточн|западн)\w+)\s)?"
            r"(?:околиц\w+|окраїн\w+|окраин\w+|передміст\w+|пригород\w*)\s"
            r"|(?:am|an den|in den) (?:(?P<side>(?:n[oö]rd|süd|[oö]st|west)\w*) )?"
            r"(?:Stadtrand|Rand|Rändern|Vororten|Außenbezirken)"
            r" (?:von |der |des )?"
        ),
        "outskirts",
    ),
    (
        _ends(
            r"(?:прямо |сразу )?(?:за межами|за чертой|на в'їзді (?:до|в|у)|на въезде в"
            r"|vor den Toren|kurz vor) (?:von )?"
        ),
        "just outside",
    ),
    (
        _ends(
            r"(?:під|біля|поблизу|неподалік(?: від)?|недалеко від|поруч (?:із|з)|під самим|около|возле|вблизи(?: от)?"
            r"|близ|недалеко от|неподал[её]ку от|рядом с|под|bei|nahe|unweit|nicht weit|in der Nähe|in der Umgebung)"
            r" (?:von |der |des )?"
        ),
        "near",
    ),
)
_KEEPING = ("outskirts", "near", "just outside")
_POINTS = ("settlement", "facility", "adm3", "unknown")
"""What something may be near, or on the outskirts of."""
_MEASURED = re.compile(r"[кk][мm]|[іи]лометр|ilometer|метр|eter|мил|eile| [мm] ", re.IGNORECASE)
"""A unit of length: without one the patterns for distances, which take the longest, need not look."""
_ROUTE_ON = re.compile(r" (?:nach|bis|до|к|в|у) ", re.IGNORECASE)
"""Behind the first end of a way: „12 km von X nach Y“ is the way, not a distance from X."""


def relatives(text: str, places: Sequence[Place]) -> tuple[list[Place], dict[Span, Relative]]:
    """Return the places of a text, and by their spans what those stand for that are told by others.

    Of places that tell one together («між X та Y») only the first stays.
    """
    kept: list[Place] = []
    found: dict[Span, Relative] = {}
    end = 0
    for at, place in enumerate(places):
        if place.span.start < end:
            continue
        kept.append(place)
        other = places[at + 1] if at + 1 < len(places) else None
        relative = (_pair(text, place, other) if other is not None else None) or _single(text, place)
        if relative is not None:
            found[place.span] = relative
            end = relative.span.end
    return kept, found


def _single(text: str, place: Place) -> Relative | None:
    """Return what a place with the words before it stands for."""
    if place.vague:
        return None
    before, offset = lead(text, place)
    measured = _MEASURED.search(before) is not None
    for pattern, rule in _SINGLE:
        match = pattern.search(before) if measured or rule not in ("offset", "away") else None
        if match is None or (rule == "away" and _ROUTE_ON.match(text, place.span.end)):
            continue
        keeps = rule in _KEEPING
        if keeps and place.precision not in _POINTS:
            continue
        anchor = anchor_of(place)
        printed = match.groupdict()
        direction = compass(printed.get("direction") or printed.get("side") or "")
        distance = distance_of(match) if "unit" in printed else None
        area = area_of(rule, anchor, distance=distance, direction=direction) if anchor is not None else None
        told = Span(offset + match.start(), place.span.end)
        return as_told(text, told, rule, area, own=place.span if keeps else None)
    return None


_HALFWAY = re.compile(
    r"(?<![\w'’])(?:на півдорозі|на полпути|посередині|auf halbem Weg|auf halber Strecke) (?:між|между|zwischen) $",
    re.I,
)
_BETWEEN = re.compile(
    rf"(?<![\w'’])(?:між|между|zwischen) (?:den Städten |den Orten |містами |городами |селами |с[её]лами )?{_OF}$", re.I
)
_TALKING = re.compile(
    r"(?:переговор|угод|соглаш|догов|домовлен|перемир|відносин|отнош|війн|войн|обмін|обмен|gespr[äa]ch|verhandl|abkommen|vertr[aä]g"
    r"|bezieh|waffenruh|krieg|streit|konflikt|конфл|спор|суперечк)\w* \w* ?$",
    re.IGNORECASE,
)
_WAY = (
    r"(?:трас\w+|дороз\w*|дорог\w*|автошлях\w*|шосе|шоссе|залізниц\w+|железн\w+ дорог\w*|лінії|линии|перегон\w*"
    r"|маршрут\w*|ділянц\w+|участк\w+|(?:Land|Bundes|Schnell|Haupt)?[Ss]traße|Autobahn|Bahnstrecke|Strecke|Chaussee|Trasse)"
)
_WAY_BEFORE = re.compile(
    rf"(?<![\w'’])(?P<lead>(?:на|по|вздовж|вдоль|auf|an|entlang)(?: der)? )?{_WAY}"
    r" (?:(?:з|із|від|из|от|von|zwischen|між|между) )?[«„\"]?$",
    re.I,
)
_AND = re.compile(r" (?:та|і|й|и|und) (?:селом |городом |містом )?")
_TO = re.compile(r" ?[-–—] ?| (?:до|на|в|у|к|nach|bis|та|і|и|und) ")


def _pair(text: str, first: Place, second: Place) -> Relative | None:
    """Return what two places together stand for: a road, a gap, the point halfway."""
    if first.vague or second.vague:
        return None
    before, offset = lead(text, first)
    between = text[first.span.end : second.span.start]
    for pattern, joint, rule in (
        (_HALFWAY, _AND, "halfway"),
        (_WAY_BEFORE, _TO, "road"),
        (_BETWEEN, _AND, "between"),
    ):
        match = pattern.search(before)
        if match is None or joint.fullmatch(between) is None:
            continue
        if rule == "between" and _TALKING.search(before[: match.start()]):
            return None
        anchors = tuple(a for a in (anchor_of(first), anchor_of(second)) if a is not None)
        area = joint_area(rule, anchors) if len(anchors) > 1 else None
        if area is None and rule == "between":
            return None
        return as_told(text, Span(offset + match.start(), second.span.end), rule, area)
    return None
