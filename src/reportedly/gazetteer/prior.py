"""How likely a place is before any context: its population, its kind, and which of its names matched."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import log10

from reportedly.interfaces import Candidate


@dataclass(frozen=True, slots=True)
class Hit:
    """One name row that matched: the place, the status of the name (schema.STATUSES), and if it is a capital."""

    candidate: Candidate
    status: str
    capital: bool = False


POPULATION = 1.0
"""Weight of one decimal power of people."""

KIND = {
    "country": 3.75,
    "continent": 3.0,
    "adm1": 1.6,
    "adm2": -0.1,
    "region": 6.2,
    "sea": 6.0,
    "river": 5.0,
    "lake": 5.5,
    "island": 5.5,
    "mountain": 5.0,
    "proclaimed": 6.5,
    "historical": 6.0,
    "airport": 6.0,
    "building": 6.0,
    "facility": 6.0,
    "district": 5.5,
}
"""Bonus of a kind; kinds without a population stand where a place of a million people would."""

STATUS = {
    "main": 0.0,
    "official": 0.0,
    "exonym": 0.0,
    "short": 0.0,
    "alternate": -0.4,
    "colloquial": -0.4,
    "former": -0.3,
    "disputed": -0.4,
    "transliteration": -1.3,
    "abbreviation": 1.0,
    "typed": 0.0,
    "demonym": -0.5,
    "theatre": 4.0,
}
SAME_SPELLING = 0.3
SEAT_MARGIN = 0.3
CAPITAL = 1.1
TYPE_STEP = 0.8
"""How much a kind that the type word allows less loses against the one before it."""

OWN = 3.0
"""Population power that entries without a population are given."""


def score(candidate: Candidate, status: str, printed: str, *, asked: bool = False) -> float:
    """Return the prior of one candidate; the scale is decimal powers of people.

    The bonus of a kind is for landmarks: a minor feature of an import has it only where a type word asked for it.
    """
    landmark = asked or not candidate.minor
    people = candidate.population or (1 if candidate.kind in KIND and candidate.kind not in _PEOPLED else 10)
    value = POPULATION * log10(people + 1) + STATUS[status] + (KIND.get(candidate.kind, 0.0) if landmark else 0.0)
    if printed == candidate.name:
        value += SAME_SPELLING
    return value


_PEOPLED = frozenset(("country", "continent", "adm1", "adm2"))


_OWN_NAMES = ("main", "official")


def rank(hits: Iterable[Hit], printed: str, kinds: tuple[str, ...] = ()) -> list[Candidate]:
    """Return the places behind `hits`, best prior first, each once.

    A name that a table marks as former is former, whatever another source says of the same form. With `kinds` only
    these pass, preferred ones first. A unit never stands before the settlement that it is
    named for unless a type word asked for it.
    """
    hits = list(hits)
    best: dict[str, tuple[float, Candidate]] = {}
    capitals: set[str] = set()
    former: set[str] = set()
    for hit in hits:
        candidate = hit.candidate
        if kinds and candidate.kind not in kinds:
            continue
        value = score(candidate, hit.status, printed, asked=bool(kinds))
        if hit.capital:
            value += CAPITAL
            capitals.add(candidate.country)
        if kinds:
            value -= TYPE_STEP * kinds.index(candidate.kind)
        if hit.status == "former":
            former.add(candidate.id)
        known = best.get(candidate.id)
        if known is None or value > known[0]:
            best[candidate.id] = (value, candidate)
    ranked = [
        replace(c, score=value, match="former" if c.id in former and c.match == "exact" else c.match)
        for value, c in best.values()
    ]
    if not kinds:
        ranked = _seats_first(ranked, capitals)
    ranked = _proclaimed_first(ranked, {hit.candidate.id for hit in hits if hit.status in _OWN_NAMES})
    return sorted(_living_first(ranked), key=lambda c: (-c.score, c.id))


def _proclaimed_first(candidates: list[Candidate], own_named: set[str]) -> list[Candidate]:
    """Return the candidates with a unit behind the proclaimed entity whose own name it has as a mere variant."""
    entities = [c.score for c in candidates if c.kind == "proclaimed" and c.id in own_named]
    if not entities:
        return candidates
    below = max(entities) - SEAT_MARGIN
    return [
        replace(c, score=min(c.score, below)) if c.kind == "adm1" and c.id not in own_named else c for c in candidates
    ]


def _living_first(candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates with what is abandoned or a unit of the past behind all that is there."""
    living = [c.score for c in candidates if not c.historical]
    if not living or len(living) == len(candidates):
        return candidates
    below = min(living) - SEAT_MARGIN
    return [replace(c, score=min(c.score, below)) if c.historical else c for c in candidates]


def _seats_first(candidates: list[Candidate], capitals: set[str]) -> list[Candidate]:
    towns = [c for c in candidates if c.kind == "settlement"]
    return [_behind_seat(c, towns, capitals) if c.kind in ("adm1", "adm2") else c for c in candidates]


def _behind_seat(unit: Candidate, towns: list[Candidate], capitals: set[str]) -> Candidate:
    in_capital = unit.country in capitals
    seats = [t.score for t in towns if t.country == unit.country and (in_capital or _is_seat(unit, t))]
    behind = SEAT_MARGIN if unit.kind == "adm1" else 2 * SEAT_MARGIN
    return replace(unit, score=min(unit.score, max(seats) - behind)) if seats else unit


def _is_seat(unit: Candidate, town: Candidate) -> bool:
    """Say whether the unit is named for this town: it lies inside, or beside it in a unit of its own."""
    if town.population < unit.population * _SEAT_SHARE:
        return False
    reach = (unit.radius_km or 0.0) / 111.0
    return unit.admin1 == town.admin1 or (
        abs(unit.lat - town.lat) < reach and abs(unit.lon - town.lon) < reach and town.population > 100_000
    )


_SEAT_SHARE = 0.02
