"""The home area of an outlet, learnt from what it writes about: no label, only its other texts.

A local paper names the towns around it without saying where they are, because its readers know (Lieberman, Samet
and Sankaranarayanan 2010 call it the local lexicon). What the names of its texts most surely mean gives its area.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from reportedly.interfaces import HomeArea, Resolved

_SURE = 0.5
_POINTS = 40


@dataclass(frozen=True, slots=True)
class HomeVotes:
    """What one text says of the area of its outlet: each unit and place with its share of the text's names."""

    units: Mapping[tuple[str, str], float]
    points: Mapping[tuple[float, float], float]


def home_votes(answers: Sequence[Resolved]) -> HomeVotes:
    """Return what the resolved toponyms of one text say of its home; each distinct name counts once."""
    units: dict[tuple[str, str], float] = defaultdict(float)
    points: dict[tuple[float, float], float] = defaultdict(float)
    named = {answer.toponym.text: answer for answer in answers}.values()
    sure = [a for a in named if a.candidates and a.confidence >= _SURE and a.candidates[0].admin1]
    for answer in sure:
        best = answer.candidates[0]
        share = answer.confidence / len(sure)
        units[best.country, best.admin1] += share
        if best.kind != "adm1":
            points[best.lat, best.lon] += share
    return HomeVotes(units, points)


def home_area(votes: Iterable[HomeVotes]) -> HomeArea | None:
    """Return the area that the texts of an outlet point to, None without any text that says something."""
    units: dict[tuple[str, str], float] = defaultdict(float)
    points: dict[tuple[float, float], float] = defaultdict(float)
    for text in votes:
        for unit, share in text.units.items():
            units[unit] += share
        for point, share in text.points.items():
            points[point] += share
    total = sum(units.values())
    if not total:
        return None
    countries: dict[str, float] = defaultdict(float)
    for (country, _), share in units.items():
        countries[country] += share / total
    heaviest = sorted(points.items(), key=lambda item: (-item[1], item[0]))[:_POINTS]
    weight = sum(share for _, share in heaviest) or 1.0
    return HomeArea(
        units={unit: share / total for unit, share in units.items()},
        countries=dict(countries),
        points=tuple((lat, lon, share / weight) for (lat, lon), share in heaviest),
    )


def closeness(shares: Mapping[tuple[str, str], float], unit: tuple[str, str]) -> float:
    """Return how much an outlet is at home in a unit, 0 to 1."""
    return sqrt(shares.get(unit, 0.0))
