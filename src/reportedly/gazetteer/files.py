"""One gazetteer file, the base or a layer, opened for reading only."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.entries import COLUMNS, Entry, NameEntry, Statement, as_entry
from reportedly.gazetteer.schema import FORMAT

_BY_ID = f"SELECT {COLUMNS} FROM place WHERE id = ?"  # noqa: S608 - column names of this package
_NAMES = (
    "SELECT place.id, form, lang, status, script, name.valid_from, name.valid_to, place.layer FROM name"
    " JOIN place ON place.num = name.place"
)
_BY_KEY = f"SELECT {COLUMNS}, name.form, name.status FROM name JOIN place ON place.num = name.place WHERE key = ?"  # noqa: S608


@dataclass(frozen=True, slots=True)
class Layer:
    """Data that went into a gazetteer, and whom to credit for them; `rows` is the number of places."""

    name: str
    title: str
    version: str
    licence: str
    credit: str
    source_digest: str
    rows: int
    imported_at: str


class GazetteerFile:
    """Questions to one file. Raises InvalidGazetteer if it is missing, damaged, unfinished or of another layout."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._connection = _open(path)

    def entry(self, place_id: str) -> Entry | None:
        """Return the row with this id, or None."""
        row = self._connection.execute(_BY_ID, (place_id,)).fetchone()
        return as_entry(row) if row else None

    def named(self, key: str) -> list[tuple[Entry, str, str]]:
        """Return the rows under one name key, each with the form and the status of the name."""
        return [(as_entry(row), row[18], row[19]) for row in self._connection.execute(_BY_KEY, (key,))]

    def known(self, keys: Sequence[str]) -> Iterator[str]:
        """Yield those of a few hundred name keys at most that something is stored under."""
        query = f"SELECT DISTINCT key FROM name WHERE key IN ({','.join('?' * len(keys))})"  # noqa: S608 - marks alone
        for (key,) in self._connection.execute(query, keys):
            yield key

    def keys_from(self, prefix: str) -> list[str]:
        """Return the name keys that begin with `prefix`."""
        rows = self._connection.execute(
            "SELECT DISTINCT key FROM name WHERE key >= ? AND key < ?", (prefix, prefix + "\U0010ffff")
        )
        return [key for (key,) in rows]

    def geonames_numbers(self) -> Iterator[int]:
        """Yield the GeoNames numbers of the places that have one."""
        query = "SELECT CAST(substr(id, 10) AS INTEGER) FROM place WHERE id LIKE 'geonames:%'"
        for (number,) in self._connection.execute(query):
            yield number

    def in_country(self, country: str) -> Iterator[Entry]:
        """Yield the places of a country (ISO 3166)."""
        query = f"SELECT {COLUMNS} FROM place WHERE country = ?"  # noqa: S608 - column names of this package
        for row in self._connection.execute(query, (country,)):
            yield as_entry(row)

    def keys_in_country(self, country: str) -> Iterator[tuple[str, str]]:
        """Yield (place id, name key) of all names in a country that stand for a place by themselves."""
        query = (
            "SELECT place.id, name.key FROM name JOIN place ON place.num = name.place WHERE place.country = ?"
            " AND name.status NOT IN ('typed', 'abbreviation', 'demonym', 'transliteration')"
        )
        yield from self._connection.execute(query, (country,))

    def units(self, kind: str) -> Iterator[tuple[str, str, str, str, str]]:
        """Yield country, three unit codes and id of every unit of a kind."""
        query = "SELECT country, admin1, admin2, admin3, id FROM place WHERE kind = ? AND feature_code NOT LIKE 'ADM%H'"
        yield from self._connection.execute(query, (kind,))

    def names(self, place_id: str) -> list[NameEntry]:
        """Return all names of a place, those of the best status first."""
        # By place there is no index, which would make the file half as large again; the scan takes a moment.
        query = (
            "SELECT form, lang, status, script, name.valid_from, name.valid_to, place.layer FROM name JOIN place"
            " ON place.num = name.place WHERE name.place = (SELECT num FROM place WHERE id = ?)"
        )
        return [NameEntry(*row) for row in self._connection.execute(query, (place_id,))]

    def names_of(self, place_ids: Sequence[str]) -> list[tuple[str, NameEntry]]:
        """Return (place, name) for all names of several places; one scan, as for one place."""
        marks = ", ".join("?" * len(place_ids))
        asked = f"SELECT num FROM place WHERE id IN ({marks})"  # noqa: S608 - question marks only
        numbers = [row[0] for row in self._connection.execute(asked, tuple(place_ids))]
        marks = ", ".join("?" * len(numbers))
        query = f"{_NAMES} WHERE name.place IN ({marks})"
        return [(row[0], NameEntry(*row[1:])) for row in self._connection.execute(query, numbers)]

    def names_under(self, key: str, place_id: str) -> list[NameEntry]:
        """Return the names of a place that have this key."""
        query = (
            "SELECT form, lang, status, script, name.valid_from, name.valid_to, place.layer FROM name JOIN place"
            " ON place.num = name.place WHERE key = ? AND place.id = ?"
        )
        return [NameEntry(*row) for row in self._connection.execute(query, (key, place_id))]

    def parents(self, place_id: str) -> list[tuple[str, str]]:
        """Return (parent id, scheme) of every containment that is stored for a place, without those that ended."""
        query = "SELECT parent, scheme FROM containment WHERE child = ? AND valid_to = '' ORDER BY scheme, parent"
        return self._connection.execute(query, (place_id,)).fetchall()

    def statements(self, place_id: str) -> list[Statement]:
        """Return who holds a place, by law, by claim and in fact, as far as stated."""
        query = "SELECT place, party, kind, valid_from, valid_to, basis FROM sovereignty WHERE place = ?"
        return [Statement(*row) for row in self._connection.execute(query, (place_id,))]

    def shape(self, place_id: str) -> tuple[str, bytes, str, int] | None:
        """Return kind, well-known binary, source and number of members of a place's shape, or None."""
        row = self._connection.execute(
            "SELECT kind, wkb, source, members FROM shape WHERE place = ?", (place_id,)
        ).fetchone()
        return (row[0], row[1], row[2], row[3]) if row else None

    def codes(self, place_id: str) -> list[tuple[str, str]]:
        """Return (scheme, code) of a place in other registers."""
        query = "SELECT scheme, code FROM code WHERE place = ? ORDER BY scheme, code"
        return self._connection.execute(query, (place_id,)).fetchall()

    def by_code(self, code: str) -> list[str]:
        """Return the ids of the places with this code in any register."""
        return [place for (place,) in self._connection.execute("SELECT place FROM code WHERE code = ?", (code,))]

    def layers(self) -> list[Layer]:
        """Return what the file was made of."""
        query = "SELECT name, title, version, licence, credit, source_digest, rows, imported_at FROM layer"
        return [Layer(*row) for row in self._connection.execute(query)]

    def meta(self) -> dict[str, str]:
        """Return what the file says of itself."""
        return dict(self._connection.execute("SELECT key, value FROM meta").fetchall())

    def counts(self, column: str) -> dict[str, int]:
        """Return the number of places by kind, layer or feature_class, most first."""
        if column not in ("kind", "layer", "feature_class"):
            raise ValueError(column)
        query = f"SELECT {column}, count(*) FROM place GROUP BY 1 ORDER BY 2 DESC"  # noqa: S608 - checked above
        return dict(self._connection.execute(query).fetchall())

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def read_layers(path: Path) -> list[Layer]:
    """Return what a gazetteer file was made of. Raises InvalidGazetteer if it cannot be read."""
    with closing(GazetteerFile(path)) as file:
        return file.layers()


def _open(path: Path) -> sqlite3.Connection:
    if not path.is_file():
        raise InvalidGazetteer(f"{path}: there is no gazetteer; build it with `reportedly gazetteer build`")
    try:
        connection = sqlite3.connect(
            f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
        )
        found = connection.execute("SELECT value FROM meta WHERE key = 'format'").fetchone()
    except sqlite3.DatabaseError as error:
        raise InvalidGazetteer(f"{path}: not a gazetteer file ({error}); build it anew") from error
    if found is None or found[0] != str(FORMAT):
        connection.close()
        raise InvalidGazetteer(
            f"{path}: layout {found and found[0]}, needed {FORMAT}; build the base or import the layer anew"
        )
    return connection
