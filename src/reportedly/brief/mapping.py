"""What is on the map: places of events by their precision, and where staff and goods came from."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from reportedly.brief import words
from reportedly.brief.choose import Choice
from reportedly.brief.drawing import NEAR_KM, draw
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.geometry import distance_km, view_of
from reportedly.brief.model import Arc, Chart, Pin
from reportedly.records import Geolocation, Quantity

_POINTS = frozenset({"settlement", "facility"})
_MOVEMENTS = frozenset({"GUO.H01", "GUO.F03", "GUO.F04", "GUO.F05"})
_DELAY_DAYS = 3
_SMALL_PLACE = 2000
_SMALL_GROUP = 10
_NEAREST_ORIGIN_KM = 50.0
"""Nearer than this, "from" names the end of a route in the area, not where people or goods were brought from."""


def chart(choices: Sequence[Choice], facts: Facts) -> Chart:
    """Return the map, or a chart without drawing and a note that says why there is none."""
    pins, arcs, withheld = _collected(choices, facts)
    title = "Where the reported events took place"
    if not pins:
        return Chart("", title, f"No map: no event told here has a place that was found and may be shown.{withheld}")
    shapes = _features(facts.material.shapes)
    points = [(p.lon, p.lat) for p in pins] + [xy for s in shapes for xy in _near_positions(s)]
    view = view_of(points)
    svg = draw(view, pins, arcs, shapes=shapes)
    note = (
        "The figure in a disc counts the events of this brief that are told of the place; places of origin of staff "
        "or goods are never shown as places of an event."
    )
    drawn = {s["properties"].get("id") for s in shapes}
    whole = [p for p in pins if p.precision == "adm1" and p.shape not in drawn]
    if whole:
        named = words.listed([f"{p.name} ({words.counted(p.count, 'event')})" for p in whole])
        note += f" Named as a whole, so not drawn: {named}."
    return Chart(svg, title, note + withheld, _legend(pins, arcs, shapes))


def _legend(pins: Sequence[Pin], arcs: Sequence[Arc], shapes: Sequence[dict[str, Any]]) -> tuple[tuple[str, str], ...]:
    found = []
    drawn = {s["properties"].get("id") for s in shapes}
    if any(p.precision in _POINTS for p in pins):
        found.append(("disc", "Disc: the report names the settlement."))
    if any(p.precision in _POINTS and (p.radius_km or 0) >= NEAR_KM for p in pins):
        found.append(("ring", "Disc with ring: near the place; the ring is the radius."))
    if any(p.precision not in _POINTS and (p.precision != "adm1" or p.shape in drawn) for p in pins):
        found.append(("hull", "Dashed outline: only a district or region is named. No point is drawn."))
    if arcs:
        found.append(("arc", "Arc: where staff or goods came from, with the distance if it lies off the map."))
    lines = {s["properties"].get("kind") for s in shapes}
    if lines & {"line_of_control", "contact_line"}:
        found.append(("line", "Broken line: line of control as the theatre file gives it; schematic."))
    if lines & {"contested"}:
        found.append(("hatch", "Hatch: an area held by neither side alone, as the theatre file gives it."))
    return tuple(found)


def _collected(choices: Sequence[Choice], facts: Facts) -> tuple[list[Pin], list[Arc], str]:
    pins: dict[str, Pin] = {}
    arcs: dict[tuple[str, str], Arc] = {}
    recent = coarse = small = 0
    for choice in choices:
        seen: set[str] = set()
        if not facts.working_copy and _too_new(choice, facts):
            recent += 1
            continue
        for fact in facts.facts(choice.event.claims):
            for place in facts.places(fact):
                if not facts.working_copy and _too_small(place, fact, facts):
                    small += 1
                    continue
                pin = _pin(place, facts) or _coarser(place, fact, facts)
                coarse += pin is None and _exact(place, fact) is not None
                if pin is None or pin.name in seen:
                    continue
                seen.add(pin.name)
                held = pins.get(pin.name)
                pins[pin.name] = replace(held, count=held.count + 1) if held else pin
        for arc in _arcs(choice, facts, pins):
            arcs.setdefault((arc.origin, f"{arc.end}"), arc)
    ordered = sorted(pins.values(), key=lambda p: (-p.count, p.name))
    return ordered, list(arcs.values()), _withheld(recent, coarse=coarse, small=small)


def _withheld(recent: int, *, coarse: int, small: int) -> str:
    parts = []
    if recent:
        parts.append(f"{words.counted(recent, 'event')} newer than 72 hours about aid or movements of people")
    if coarse:
        parts.append(f"{words.counted(coarse, 'place')} of sensitive acts, given no finer than the district")
    if small:
        parts.append(f"{words.counted(small, 'place')} so small that people could be found")
    return f" Left off the map: {words.listed(parts)}." if parts else ""


def _too_new(choice: Choice, facts: Facts) -> bool:
    days = [f.published for f in facts.facts(choice.event.claims) if f.published]
    return choice.event.category in _MOVEMENTS and bool(days) and words.age_days(min(days), facts.today) < _DELAY_DAYS


def _too_small(place: Geolocation, fact: Fact, facts: Facts) -> bool:
    population = next((p.population for p in facts.material.theatre.places if p.id == place.gazetteer_id), None)
    if population is None or population >= _SMALL_PLACE:
        return False
    numbers = [q.max if q.max is not None else q.best for q in fact.reading.about(Quantity, fact.id)]
    return any(n is not None and n < _SMALL_GROUP for n in numbers)


def _exact(place: Geolocation, fact: Fact) -> Geolocation | None:
    """Return the place as the reading has it where its floor took the point, else None."""
    if place.lat is not None:
        return None
    exact = (p for p in fact.reading.about(Geolocation, fact.id) if p.span == place.span and p.lat is not None)
    return next(exact, None)


def _coarser(place: Geolocation, fact: Fact, facts: Facts) -> Pin | None:
    """Return the town or district that holds a place which may not be shown itself, or None where none is known."""
    exact = _exact(place, fact)
    places = {p.id: p for p in facts.material.theatre.places}
    at = places.get(exact.gazetteer_id or "") if exact else None
    seen: set[str] = set()
    while at is not None and at.id not in seen:
        seen.add(at.id)
        at = places.get(at.parent or "")
        if at is not None and at.kind == place.precision:
            return Pin(at.name, at.lat, at.lon, place.precision, 1, shape=at.id)
    return None


def _pin(place: Geolocation, facts: Facts) -> Pin | None:
    places = {p.id: p for p in facts.material.theatre.places}
    known = places.get(place.gazetteer_id or "")
    if place.precision == "facility" and not facts.working_copy:
        # Published as its settlement, where the theatre knows which one that is.
        parent = places.get(known.parent or "") if known else None
        if parent is None or parent.kind != "settlement":
            return None
        return Pin(parent.name, parent.lat, parent.lon, "settlement", 1)
    if place.lat is None or place.lon is None or place.precision in ("country", "unknown"):
        return None
    if known is not None and known.kind == "water":
        return None
    name = known.name if known else place.name or place.gazetteer_id or "unnamed"
    return Pin(name, place.lat, place.lon, place.precision, 1, place.radius_km, shape=place.gazetteer_id)


def _arcs(choice: Choice, facts: Facts, pins: dict[str, Pin]) -> Iterable[Arc]:
    for fact in facts.facts(choice.event.claims):
        places = [*facts.places(fact, function="destination"), *facts.places(fact)]
        ends = [p for place in places if (p := _pin(place, facts)) is not None and p.precision in _POINTS]
        end = ends[0] if ends else None
        for origin in facts.places(fact, function="origin"):
            if end is None or origin.lat is None or origin.lon is None or not origin.name:
                continue
            km = distance_km((origin.lon, origin.lat), (end.lon, end.lat))
            if km >= _NEAREST_ORIGIN_KM and origin.name not in pins:
                yield Arc(origin.name, (origin.lon, origin.lat), (end.lon, end.lat), round(km))


def _features(shapes: Any) -> list[dict[str, Any]]:
    if not shapes:
        return []
    return [f for f in shapes.get("features", ()) if f.get("geometry") and f.get("properties") is not None]


def _near_positions(feature: dict[str, Any]) -> list[tuple[float, float]]:
    """Return the positions of a district; lines may run far beyond and do not widen the view."""
    geometry = feature["geometry"]
    if geometry["type"] != "Polygon":
        return []
    return [(xy[0], xy[1]) for xy in geometry["coordinates"][0]]
