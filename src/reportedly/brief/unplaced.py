"""What the map cannot show for certain: places named but not located, and names that may mean another place."""

from collections.abc import Iterator, Sequence

from reportedly.brief import words
from reportedly.brief.choose import Choice
from reportedly.brief.facts import Fact, Facts
from reportedly.brief.geometry import bearing
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
    counts: dict[str, tuple[str, set[str]]] = {}
    for choice, fact, place in _places(choices, facts):
        if place.lat is not None or (not facts.working_copy and facts.floor(fact).finest in _COARSE):
            continue
        printed = squeeze(facts.shown(fact.reading, (place.span,))[0])
        _, events = counts.setdefault(name_key(printed), (printed, set()))
        events.add(choice.event.id)
    ordered = sorted(counts.values(), key=lambda item: (-len(item[1]), item[0]))
    return _cut([f"“{printed}” ({words.counted(len(events), 'event')})" for printed, events in ordered])


def ambiguous(choices: Sequence[Choice], facts: Facts) -> tuple[str, ...]:
    """Return the places of events whose name may as well mean another place, with the runners-up and where they lie."""
    found: dict[str, str] = {}
    for _, fact, place in _places(choices, facts):
        shown = next((p for p in facts.places(fact) if p.span == place.span and p.lat is not None), None)
        if shown is None or not shown.ambiguous or not shown.name or (shown.gazetteer_id or shown.name) in found:
            continue
        others = list(_others(shown))[:_RUNNERS_UP]
        if others:
            found[shown.gazetteer_id or shown.name] = (
                f"{shown.name} is taken as the one {_at(shown)}; it may be {_or(others)}"
            )
    return _cut(sorted(found.values()))


def _places(choices: Sequence[Choice], facts: Facts) -> Iterator[tuple[Choice, Fact, Geolocation]]:
    for choice in choices:
        for fact in facts.facts(choice.event.claims):
            for place in fact.reading.about(Geolocation, fact.id):
                if place.function == "event" and not place.example:
                    yield choice, fact, place


def _others(place: Geolocation) -> Iterator[str]:
    if place.lat is None or place.lon is None:
        return
    here = (place.lon, place.lat)
    for other in place.alternatives:
        km = distance_km(here, (other.lon, other.lat))
        if km >= _SAME_KM:
            yield f"{other.name}, {round(km, -1):,.0f} km {bearing(here, (other.lon, other.lat))} of it"


def _at(place: Geolocation) -> str:
    north, east = place.lat or 0.0, place.lon or 0.0
    return f"at {abs(north):.1f}° {'N' if north >= 0 else 'S'}, {abs(east):.1f}° {'E' if east >= 0 else 'W'}"


def _or(others: Sequence[str]) -> str:
    return "; or ".join(others)


def _cut(lines: Sequence[str]) -> tuple[str, ...]:
    if len(lines) <= _SHOWN:
        return tuple(lines)
    return (*lines[:_SHOWN], f"and {len(lines) - _SHOWN} more, in claims.jsonl")
