"""What an import has read and not yet stored, and what it may ask of the places that are there already."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

from reportedly.gazetteer.entries import Entry
from reportedly.gazetteer.features import is_historical
from reportedly.gazetteer.files import GazetteerFile
from reportedly.gazetteer.rows import StoredName, names_of, place_row, stored
from reportedly.gazetteer.sources import NameForm, Row
from reportedly.gazetteer.staging import Staging

NOWHERE = "refused:of a place that neither the base nor a layer has"


class Known:
    """The places that the base and the finished layers have, by GeoNames number."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self.files = [GazetteerFile(path) for path in paths]
        self._numbers = array("q", sorted({n for file in self.files for n in file.geonames_numbers()}))
        self.entry: Callable[[int], Entry | None] = lru_cache(maxsize=4096)(self._entry)

    def __contains__(self, number: int) -> bool:
        at = bisect_left(self._numbers, number)
        return at < len(self._numbers) and self._numbers[at] == number

    def _entry(self, number: int) -> Entry | None:
        found = (file.entry(f"geonames:{number}") for file in self.files)
        return next((entry for entry in found if entry is not None), None)

    def close(self) -> None:
        """Close the files."""
        for file in self.files:
            file.close()


class Batch:
    """Rows of the import of one source until the next commit; places are numbered as in GeoNames."""

    def __init__(self, layer: str, staging: Staging, known: Known, counts: Counter[str]) -> None:
        self.counts = counts
        self.codes: list[tuple[str, str, str]] = []
        self.containment: list[tuple[str, str, str]] = []
        self._layer, self._staging, self._known = layer, staging, known
        self._places: list[tuple[object, ...]] = []
        self._names: list[StoredName] = []
        self._countries: dict[int, str | None] = {}

    def add_row(self, number: int, row: Row) -> None:
        """Add a place with its names, and count it by feature class and code."""
        self._places.append(place_row(number, row))
        self._names += names_of(row, number)
        self.counts["stored"] += 1
        self.counts["merged"] += number in self._known
        self.counts["historical"] += is_historical(row.feature_code)
        self.counts[f"class:{row.feature_class or '-'}"] += 1
        self.counts[f"code:{row.feature_class or '-'}.{row.feature_code or '-'}"] += 1

    def add_names(self, number: int, names: Iterable[NameForm]) -> None:
        """Add names to a place; one that only an earlier file has gets a bare row here, so that the layer is whole."""
        if not self._staging.has(number):
            entry = self._known.entry(number)
            if entry is not None:
                self._staging.add_places([place_row(number, stub(entry, self._layer))])
        self._names += [name for form in names if (name := stored(form, number))[0]]
        self.counts["stored"] += 1
        self.counts["merged"] += number in self._known

    def country(self, number: int) -> str | None:
        """Return the country of a place ("" for none), None if nobody knows the place."""
        if number not in self._countries:
            if len(self._countries) > 50_000:
                self._countries.clear()
            self._countries[number] = self._country(number)
        return self._countries[number]

    def _country(self, number: int) -> str | None:
        country = self._staging.country(number)
        if country is not None:
            return country
        entry = self._known.entry(number) if number in self._known else None
        return entry.country if entry else None

    def knows(self, number: int) -> bool:
        """Say whether this import, the base or a layer has the place."""
        return number in self._known or self._staging.has(number)

    def flush(self) -> None:
        """Hand everything over to the staging database."""
        self._staging.add_places(self._places)
        self._staging.add_names(self._names)
        self._staging.add_codes(self.codes)
        self._staging.add_containment(self.containment)
        for rows in (self._places, self._names, self.codes, self.containment):
            rows.clear()


def stub(entry: Entry, layer: str) -> Row:
    """Return a row that says where a place of another file is, and refines nothing there."""
    return Row(entry.id, entry.name, entry.kind, entry.lat, entry.lon, entry.country, "", layer=layer)
