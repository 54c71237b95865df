"""Where documents say that people or goods were brought from, kept beside their claims; places exact and as told."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from reportedly.desk.masks import place_columns
from reportedly.desk.model import Viewer
from reportedly.desk.state import State, hidden_now
from reportedly.records import Claim, Coding, Geolocation, Reading, Timing
from reportedly.records.withhold import Discretion

_EXACT = Discretion((), working_copy=True)


@dataclass(frozen=True, slots=True)
class Brought:
    """What a claim says was brought from a place, and where the claim plays; degrees WGS 84.

    Names of places are as printed: whoever shows them masks them. `to` is the id and the name of the place where it
    went, days are ISO days or "".
    """

    claim: str
    name: str
    place_id: str
    lon: float
    lat: float
    category: str
    earliest: str
    latest: str
    to: tuple[str, str]
    to_lon: float
    to_lat: float


def brought_body(reading: Reading, discretion: Discretion) -> str:
    """Return the places of origin that the claims of a document, as people left it, give as JSON; "" for none.

    `discretion` says what may be told of places.
    """
    claims = {claim.id: claim for claim in reading.of(Claim)}
    told = []
    for place in reading.of(Geolocation):
        claim = claims.get(place.claim)
        if claim is None or place.function != "origin" or place.example:
            continue
        exact, public = (_spot(one.place(reading, claim, place)) for one in (_EXACT, discretion))
        if exact is None and public is None:
            continue
        coding, timing = reading.first(Coding, claim.id), reading.first(Timing, claim.id)
        days = ((timing.earliest or ""), (timing.latest or "")) if timing is not None else ("", "")
        told.append([claim.id, exact, public, coding.category if coding is not None else "", *days])
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")) if told else ""


def _spot(place: Geolocation) -> tuple[str, str, float, float] | None:
    if place.lat is None or place.lon is None or not place.name:
        return None
    return place.name, place.gazetteer_id or "", place.lon, place.lat


def brought(state: State, viewer: Viewer) -> tuple[Brought, ...]:
    """Return what was brought by the claims of a state that have a point, by documents, as far as a viewer may know."""
    return tuple(one for _, body in sorted(state.brought.items()) for one in _of(state, viewer, json.loads(body)))


def _of(state: State, viewer: Viewer, told: Sequence[Sequence[Any]]) -> Iterator[Brought]:
    place, _, lat, lon, _ = place_columns(viewer)
    columns = state.columns
    for claim, exact, public, category, earliest, latest in told:
        spot, at = exact if viewer.exact else public, state.index.get(claim)
        if spot is None or at is None or np.isnan(columns[lat][at]) or np.isnan(columns[lon][at]):
            continue
        if not viewer.exact and hidden_now(state)[at]:
            continue
        name, place_id, away_lon, away_lat = spot
        to_id, to_name, _ = state.words["place"].values[columns[place][at]]
        yield Brought(
            claim, name, place_id, away_lon, away_lat, category, earliest, latest, (to_id, to_name),
            float(columns[lon][at]), float(columns[lat][at]),
        )  # fmt: skip
