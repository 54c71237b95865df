"""What the map cannot show for certain: places named but not located, and names that may mean another place."""

from collections.abc import Iterator, Sequence

from reportedly.brief.choose import Choice
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.geometry import bearing
from reportedly.brief.words import Words
from reportedly.records import Geolocation
from reportedly.records.floors import LADDER
from reportedly.records.geo import distance_km
from reportedly.text import name_key, squeeze

_SHOWN = 12
"""Longer lists are cut, and say so: a brief is no register."""
_RUNNERS_UP = 3
_COARSE = LADDER[LADDER.index("adm2") :]
"""Floors under which a printed name that nothing was found for is not listed: it may be that of a village."""

_SAME_KM = 10.0
"""A runner-up nearer than this is another entry for the same place."""


def unlocated(choices: Sequence[Choice], facts: Facts) -> tuple[str, ...]:
    """Return the printed names of event places that nothing was found for, with their events; most events first."""
    words = facts.words
    counts: dict[str, tuple[str, set[str]]] = {}
    for choice, fact, place in _places(choices, facts):
        if place.lat is not None or (not facts.working_copy and facts.floor(fact).finest in _COARSE):
            continue
        printed = squeeze(facts.shown(fact.reading, (place.span,))[0])
        _, events = counts.setdefault(name_key(printed), (printed, set()))
        events.add(choice.event.id)
    ordered = sorted(counts.values(), key=lambda item: (-len(item[1]), item[0]))
    told = [
        words("map.missing", name=words.quoted(printed), events=words.counted(len(events), "event"))
        for printed, events in ordered
    ]
    return _cut(told, words)


def ambiguous(choices: Sequence[Choice], facts: Facts) -> tuple[str, ...]:
    """Return the places of events whose name may as well mean another place, with the runners-up and where they lie."""
    words = facts.words
    found: dict[str, str] = {}
    for _, fact, place in _places(choices, facts):
        shown = next((p for p in facts.places(fact) if p.span == place.span and p.lat is not None), None)
        if shown is None or not shown.ambiguous or not shown.name or (shown.gazetteer_id or shown.name) in found:
            continue
        others = list(_others(shown, facts))[:_RUNNERS_UP]
        if others:
            name = facts.printed_place(shown.gazetteer_id, shown.name)
            joined = words("map.or").join(others)
            found[shown.gazetteer_id or shown.name] = words(
                "map.taken", place=name, at=_at(shown, words), others=joined
            )
    return _cut(sorted(found.values()), words)


def _places(choices: Sequence[Choice], facts: Facts) -> Iterator[tuple[Choice, Fact, Geolocation]]:
    for choice in choices:
        for fact in facts.facts(choice.event.claims):
            for place in fact.reading.about(Geolocation, fact.id):
                if place.function == "event" and not place.example:
                    yield choice, fact, place


def _others(place: Geolocation, facts: Facts) -> Iterator[str]:
    if place.lat is None or place.lon is None:
        return
    here = (place.lon, place.lat)
    for other in place.alternatives:
        km = distance_km(here, (other.lon, other.lat))
        if km >= _SAME_KM:
            yield facts.words(
                "map.other",
                place=facts.printed_place(other.gazetteer_id, other.name),
                km=facts.words.figures(round(km / 10) * 10),
                bearing=facts.words(f"compass.{bearing(here, (other.lon, other.lat))}"),
            )


def _at(place: Geolocation, words: Words) -> str:
    north, east = place.lat or 0.0, place.lon or 0.0
    return words(
        "map.at",
        north=f"{abs(north):.1f}",
        ns=words("compass.N" if north >= 0 else "compass.S"),
        east=f"{abs(east):.1f}",
        ew=words("compass.E" if east >= 0 else "compass.W"),
    )


def _cut(lines: Sequence[str], words: Words) -> tuple[str, ...]:
    if len(lines) <= _SHOWN:
        return tuple(lines)
    return (*lines[:_SHOWN], words("map.more", n=len(lines) - _SHOWN))
