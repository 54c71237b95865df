"""From stored rows to entries of the gazetteer, and what two layers say of one place put together."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Any, NamedTuple, cast

from reportedly.gazetteer.features import is_historical
from reportedly.gazetteer.prior import STATUS, Hit
from reportedly.gazetteer.schema import PRECISION
from reportedly.interfaces import Candidate
from reportedly.records.values import Precision

COLUMNS = (
    "place.id, place.name, place.kind, place.lat, place.lon, place.country, place.admin1, place.admin2,"
    " place.population, place.radius_km, place.claims, place.admin3, place.admin4, place.feature_class,"
    " place.feature_code, place.layer, place.valid_from, place.valid_to"
)


class Entry(NamedTuple):
    """A row of `place` without its number; degrees, kilometres, EDTF dates."""

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str
    admin1: str
    admin2: str
    population: int
    radius_km: float | None
    claims: str
    admin3: str
    admin4: str
    feature_class: str
    feature_code: str
    layer: str
    valid_from: str
    valid_to: str


@dataclass(frozen=True, slots=True)
class NameEntry:
    """A name of a place as stored: language as a BCP-47 tag ("" unknown), script as ISO 15924, dates as EDTF."""

    form: str
    lang: str
    status: str
    script: str
    valid_from: str
    valid_to: str
    layer: str


@dataclass(frozen=True, slots=True)
class Statement:
    """Who holds a place: `kind` is de_jure, claimed_by or administered_by.

    `party` is an ISO 3166 code, an id of the gazetteer or a name; dates are EDTF, `basis` says what it rests on.
    """

    place: str
    party: str
    kind: str
    valid_from: str
    valid_to: str
    basis: str


def within(date: str, since: str, until: str) -> bool:
    """Say whether a day, month or year (ISO) may lie in a stretch between two dates (EDTF; "" and ".." are open).

    Dates are compared as exactly as the less exact one is given: May 2018 lies in a stretch that ends in 2018.
    """
    first, last = since.strip("~?."), until.strip("~?.")
    return (not first or date[: len(first)] >= first[: len(date)]) and (
        not last or date[: len(last)] <= last[: len(date)]
    )


_REFINED = (
    "admin1",
    "admin2",
    "admin3",
    "admin4",
    "population",
    "feature_class",
    "feature_code",
    "valid_from",
    "valid_to",
)
_UNITS = ("country", "adm1", "adm2", "adm3", "adm4", "continent")
_PEOPLED = frozenset(("settlement", *_UNITS))


def merged(first: Entry, later: Entry) -> Entry:
    """Return the entry with what a later layer knows better; name, kind and country stay, nothing is emptied.

    The point of a settlement is refined too. That of a unit stays: in the base it is the middle of its settlements,
    in most dumps its seat.
    """
    changed: dict[str, Any] = {field: value for field in _REFINED if (value := getattr(later, field))}
    if later.country and later.country != first.country:
        # Codes are read within their country: those of another one would put the place into a wrong unit.
        changed = {field: value for field, value in changed.items() if not field.startswith("admin")}
    if first.kind == "settlement" and later.feature_class == "P":
        changed |= {"lat": later.lat, "lon": later.lon}
    if later.radius_km is not None and first.radius_km is None:
        changed["radius_km"] = later.radius_km
    return first._replace(**changed)


def candidate(entry: Entry, matched: str = "", match: str = "exact", *, imported: bool = False) -> Candidate:
    """Return the entry as a candidate; `imported` if no part of the base knows the place."""
    precision = precision_of(entry.kind)
    if entry.kind == "proclaimed" and entry.claims:
        precision = "adm1"
    return Candidate(
        id=entry.id,
        name=entry.name,
        kind=entry.kind,
        precision=precision,
        lat=entry.lat,
        lon=entry.lon,
        country=entry.country,
        admin1=entry.admin1,
        admin2=entry.admin2,
        population=entry.population,
        radius_km=entry.radius_km if entry.radius_km is not None else radius_of(entry.kind, entry.population),
        matched=matched or entry.name,
        match=match,
        admin3=entry.admin3,
        admin4=entry.admin4,
        feature_class=entry.feature_class,
        feature_code=entry.feature_code,
        layer=entry.layer,
        historical=is_historical(entry.feature_code),
        minor=imported and entry.kind not in _PEOPLED,
    )


_MATCH = {"transliteration": "transliteration", "demonym": "demonym", "former": "former"}


def hit(entry: Entry, form: str, status: str, *, capital: bool, imported: bool = False) -> Hit:
    """Return a name row with its entry as the prior takes it; a status that it does not weigh is an alternate one."""
    found = candidate(entry, form, _MATCH.get(status, "exact"), imported=imported)
    return Hit(found, status if status in STATUS else "alternate", capital)


def as_entry(row: Sequence[Any]) -> Entry:
    """Return a row of `COLUMNS` as an entry; anything after them is left out."""
    return Entry._make(row[:18])


def precision_of(kind: str) -> Precision:
    """Return the precision of a claim that names a place of this kind."""
    return cast(Precision, PRECISION.get(kind, "vague_region"))


def radius_of(kind: str, population: int) -> float:
    """Return the uncertainty of a point in km where none is stored: a settlement grows with its people."""
    if kind != "settlement":
        return 10.0
    return round(min(25.0, 1.0 + 2.0 * sqrt(population / 40_000)), 1)
