"""What is on the map: places of events by their precision, and where staff and goods came from."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import Any

from reportedly.brief.choose import Choice
from reportedly.brief.drawing import NEAR_KM, draw, held_ground
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.geometry import View, clipped, swallows, view_of
from reportedly.brief.model import Arc, Chart, Pin
from reportedly.brief.unplaced import ambiguous, unlocated
from reportedly.brief.words import Words, age_days, capital
from reportedly.records import Geolocation, Quantity, rings_of
from reportedly.records.floors import SMALL_GROUP, SMALL_PLACE, floor_for
from reportedly.records.geo import Point, circle, distance_km

_POINTS = frozenset({"settlement", "facility"})
_NEAREST_ORIGIN_KM = 50.0
"""Nearer than this, "from" names the end of a route in the area, not where people or goods were brought from."""


def chart(choices: Sequence[Choice], facts: Facts) -> Chart:
    """Return the map, or a chart without drawing and a note that says why there is none."""
    words = facts.words
    pins, arcs, withheld = _collected(choices, facts)
    title = words("map.title")
    missing, unclear = unlocated(choices, facts), ambiguous(choices, facts)
    if not pins:
        return Chart("", title, words("map.no_place") + withheld, unlocated=missing, ambiguous=unclear)
    shapes = _features(facts.material.shapes)
    drawn = {s["properties"].get("id") for s in shapes}
    view = view_of(_extent(pins, shapes))
    whole = [p for p in pins if p.shape not in drawn and _is_whole(p, view)]
    outside = [p for p in pins if p.shape not in drawn and p not in whole and _is_outside(p, view)]
    shown = [p for p in pins if p not in whole and p not in outside]
    if not shown:
        note = words("map.only_whole", places=_counted(whole, words)) + withheld
        return Chart("", title, note, unlocated=missing, ambiguous=unclear)
    held = [f for f in facts.material.control_layers if held_ground(f, view)]
    svg = draw(view, shown, arcs, words, shapes=shapes, held=held)
    note = words("map.note")
    note += f" {words('map.whole', places=_counted(whole, words))}" if whole else ""
    note += f" {words('map.far', places=_counted(outside, words))}" if outside else ""
    note += _undrawn(facts) if held else ""
    own = ((form, facts.masked(text)) for form, text in _held_legend(held, words))
    legend = (*_legend(shown, arcs, shapes, words), *own)
    return Chart(svg, title, note + withheld, legend, unlocated=missing, ambiguous=unclear)


def _held_legend(held: Sequence[Mapping[str, Any]], words: Words) -> list[tuple[str, str]]:
    """Return the rows for the areas of a control layer: whose they are, of which day, by whom, with the credit."""
    found = []
    kinds = {f["properties"].get("kind"): f["properties"] for f in held}
    if shown := kinds.get("control"):
        role = shown.get("role") or "unknown"
        whose = shown.get("entity") or (words.table("the_sides")[role] if role != "unknown" else "")
        by = words("map.by", whose=whose) if whose else ""
        found.append(("held", words("map.held", by=by, day=_day_of(shown, words))))
    if unclear := kinds.get("contested"):
        word = words.quoted(unclear["word"]) if unclear.get("word") else words("map.contested")
        found.append(("unclear", words("map.unclear", word=word, day=_day_of(unclear, words))))
    credit = next((str(f["properties"].get("credit") or "") for f in held), "")
    return [*found[:-1], *((form, f"{text} {credit.rstrip('.')}.") for form, text in found[-1:])]


def _day_of(properties: Mapping[str, Any], words: Words) -> str:
    return words.day(str(properties.get("day") or ""), year=True)


def _undrawn(facts: Facts) -> str:
    names = facts.material.control_undrawn
    told = facts.masked(facts.words.listed(names))
    return f" {facts.words('map.undrawn', names=told)}" if names else ""


def _is_whole(pin: Pin, view: View) -> bool:
    """Say whether a place is only named as a whole: it has no ground of its own here, or would cover the drawing."""
    if pin.precision in _POINTS:
        return False
    return not pin.rings or any(swallows(ring, view) for ring in pin.rings)


def _is_outside(pin: Pin, view: View) -> bool:
    """Say whether a unit or told area has no ground in the window, which it was too far away to widen."""
    return pin.precision not in _POINTS and not any(len(clipped(ring, view)) > 2 for ring in pin.rings)


def _counted(pins: Sequence[Pin], words: Words) -> str:
    return words.listed([words("map.counted", place=p.name, events=words.counted(p.count, "event")) for p in pins])


def _extent(pins: Sequence[Pin], shapes: Sequence[dict[str, Any]]) -> list[Point]:
    """Return the positions that the window must hold: points, told areas and districts, else the units themselves."""
    exact = [(p.lon, p.lat) for p in pins if p.precision in _POINTS]
    exact += [corner for p in pins if p.told or p.precision in _POINTS for ring in p.rings for corner in ring]
    exact += [xy for s in shapes for xy in _near_positions(s)]
    units = sorted((p for p in pins if p.rings and not p.told), key=lambda p: p.radius_km or 0.0)
    for unit in units:
        # A unit widens the window as long as the places in it can still be told apart.
        if not exact or max(_span([*exact, *unit.rings[0]])) <= _WIDEN * max(_span(exact)):
            exact += unit.rings[0]
    return exact or [(p.lon, p.lat) for p in pins]


_WIDEN = 3.0


def _span(points: Sequence[Point]) -> tuple[float, float]:
    lons, lats = [p[0] for p in points], [p[1] for p in points]
    return max(lons) - min(lons), max(lats) - min(lats)


def _legend(
    pins: Sequence[Pin], arcs: Sequence[Arc], shapes: Sequence[dict[str, Any]], words: Words
) -> tuple[tuple[str, str], ...]:
    found = []
    points = [p for p in pins if p.precision in _POINTS]
    if points:
        found.append("disc")
    if any(p.rings or (p.radius_km or 0) >= NEAR_KM for p in points):
        found.append("ring")
    if any(p.precision not in _POINTS and not p.told for p in pins):
        found.append("hull")
    told = [p for p in pins if p.told]
    keyed = [(f"key-{p.key}", _key(p, words)) for p in told if p.key]
    lines = {s["properties"].get("kind") for s in shapes}
    after = ["arc"] if arcs else []
    after += ["line"] if lines & {"line_of_control", "contact_line"} else []
    after += ["hatch"] if lines & {"contested"} else []
    before = [*found, "told"] if told else found
    return (*((form, words(f"map.{form}")) for form in before), *keyed, *((f, words(f"map.{f}")) for f in after))


def _key(pin: Pin, words: Words) -> str:
    return words("map.key", place=capital(pin.name), events=words.counted(pin.count, "event"))


def _collected(choices: Sequence[Choice], facts: Facts) -> tuple[list[Pin], list[Arc], str]:
    pins: dict[str, Pin] = {}
    arcs: dict[tuple[str, str], Arc] = {}
    recent: list[int] = []
    coarse = small = 0
    for choice in choices:
        seen: set[str] = set()
        wait = 0 if facts.working_copy else _too_new(choice, facts)
        if wait:
            recent.append(wait)
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
    ordered = _lettered(sorted(pins.values(), key=lambda p: (-p.count, p.name)))
    return ordered, list(arcs.values()), _withheld(recent, facts.words, coarse=coarse, small=small)


def _lettered(pins: Sequence[Pin]) -> list[Pin]:
    """Give every told place a letter: its words are too long for a label on the map."""
    letters = iter(ascii_uppercase)
    return [replace(pin, key=next(letters, "")) if pin.told else pin for pin in pins]


def _withheld(recent: Sequence[int], words: Words, *, coarse: int, small: int) -> str:
    parts = []
    if recent:
        parts.append(words.plural("recent", len(recent), hours=max(recent)))
    if coarse:
        parts.append(words.plural("coarse", coarse))
    if small:
        parts.append(words.plural("small", small))
    return f" {words('map.left_off', parts=words.listed(parts))}" if parts else ""


def _too_new(choice: Choice, facts: Facts) -> int:
    """Return the hours for which an event is kept off the map, 0 if they have passed."""
    days = [f.published for f in facts.facts(choice.event.claims) if f.published]
    table = facts.material.theatre.floor_table()
    meant = {f.coding.meant or f.coding.category for f in facts.facts(choice.event.claims) if f.coding}
    delay = max((floor_for(code, own=table).delay_hours for code in meant or {choice.event.category}), default=0)
    return delay if days and age_days(min(days), facts.today) * 24 < delay else 0


def _too_small(place: Geolocation, fact: Fact, facts: Facts) -> bool:
    population = next((p.population for p in facts.material.theatre.places if p.id == place.gazetteer_id), None)
    if population is None or population >= SMALL_PLACE:
        return False
    numbers = [q.max if q.max is not None else q.best for q in fact.reading.about(Quantity, fact.id)]
    return any(n is not None and n < SMALL_GROUP for n in numbers)


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
            return Pin(_name(at.id, at.name, facts), at.lat, at.lon, place.precision, 1, shape=at.id)
    return None


def _pin(place: Geolocation, facts: Facts) -> Pin | None:
    places = {p.id: p for p in facts.material.theatre.places}
    known = places.get(place.gazetteer_id or "")
    if place.precision == "facility" and not facts.working_copy:
        # Published as its settlement, where the theatre knows which one that is.
        parent = places.get(known.parent or "") if known else None
        if parent is None or parent.kind != "settlement":
            return None
        return Pin(_name(parent.id, parent.name, facts), parent.lat, parent.lon, "settlement", 1)
    if place.lat is None or place.lon is None or place.precision == "unknown":
        return None
    if known is not None and known.kind == "water":
        return None
    told = place.area is not None and bool(place.area.words) and (place.area.kind != "circle" or not place.gazetteer_id)
    name = known.name if known else place.name or place.gazetteer_id or facts.words("map.unnamed")
    name = _name(place.gazetteer_id, name, facts)
    if told and place.area is not None:
        name = _name(None, place.area.words or name, facts)
    precision = "vague_region" if told else place.precision
    rings = rings_of(place.area) if place.area else []
    if not rings and known is None and precision not in (*_POINTS, "country"):
        # A unit of the theatre has its outline there or none: the radius of its point is that of no unit.
        rings = [circle((place.lon, place.lat), place.radius_km or _UNIT_KM)]
    shape = None if told else place.gazetteer_id
    kept = tuple(tuple(ring) for ring in rings)
    return Pin(name, place.lat, place.lon, precision, 1, place.radius_km, shape=shape, rings=kept, told=told)


def _name(place: str | None, name: str, facts: Facts) -> str:
    return facts.printed_place(place, name) or name


_UNIT_KM = 20.0
"""Radius of a unit that the gazetteer gives neither an extent nor a radius for."""


def _arcs(choice: Choice, facts: Facts, pins: dict[str, Pin]) -> Iterable[Arc]:
    for fact in facts.facts(choice.event.claims):
        places = [*facts.places(fact, function="destination"), *facts.places(fact)]
        ends = [p for place in places if (p := _pin(place, facts)) is not None and p.precision in _POINTS]
        end = ends[0] if ends else None
        for origin in facts.places(fact, function="origin"):
            if end is None or origin.lat is None or origin.lon is None or not origin.name:
                continue
            km = distance_km((origin.lon, origin.lat), (end.lon, end.lat))
            name = _name(origin.gazetteer_id, origin.name, facts)
            if km >= _NEAREST_ORIGIN_KM and name not in pins:
                yield Arc(name, (origin.lon, origin.lat), (end.lon, end.lat), round(km))


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
