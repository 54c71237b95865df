"""Columns of claims as numbers, so that a filter is a mask over an array: words as codes, days as ordinals."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from reportedly.desk.facts import ClaimFacts, Spot, Told
from reportedly.desk.places import PlaceBook, close_to

Array = npt.NDArray[Any]

COLUMNS: tuple[tuple[str, str], ...] = (
    ("doc", "i4"),
    ("n", "i4"),
    ("at", "i4"),
    ("stop", "i4"),
    ("text", "i8"),
    ("kind", "i2"),
    ("category", "i2"),
    ("sector", "i4"),
    ("level", "i2"),
    ("side", "i2"),
    ("review", "i2"),
    ("flags", "i4"),
    ("stages", "i4"),
    ("start", "i4"),
    ("first", "i4"),
    ("last", "i4"),
    ("mapped_from", "i8"),
    ("place", "i4"),
    ("precision", "i2"),
    ("lat", "f8"),
    ("lon", "f8"),
    ("radius", "f8"),
    ("public_place", "i4"),
    ("public_precision", "i2"),
    ("public_lat", "f8"),
    ("public_lon", "f8"),
    ("public_radius", "f8"),
    ("root", "i4"),
    ("public_root", "i4"),
)
"""Names and types of the columns that are kept for each claim, in the order in which `encoded` gives them.

`doc` counts into the documents, `at` and `stop` are the first span of the claim in its text, `text` is the row of the
full-text index, `sector`, `flags` and `stages` are codes of whole lists. `root` is the named source at which the
chain ends ("" for none). Days are ordinals of the
proleptic calendar (0: none), `mapped_from` seconds since 1970 (0: at once).
"""

_NAN = float("nan")


@dataclass
class Vocabulary:
    """The values of one column; a value keeps its code for good. Written by one thread, read by all."""

    values: list[Any] = field(default_factory=list)
    codes: dict[Any, int] = field(default_factory=dict)

    def code(self, value: Any) -> int:
        """Return the code of a value, a new one where it was not met before."""
        found = self.codes.get(value)
        if found is None:
            found = len(self.values)
            self.values.append(value)
            self.codes[value] = found
        return found

    def holds(self, fits: Iterable[bool]) -> Array:
        """Return a table that says of each code whether its value fits; given in the order of `values`."""
        return np.fromiter(fits, bool)


CODED = ("kind", "category", "sector", "level", "side", "review", "flags", "stages", "precision", "place", "root")


@dataclass
class Vocabularies:
    """The vocabularies of all coded columns. A place is (id, name, ids of all areas that it lies in)."""

    by_name: dict[str, Vocabulary] = field(default_factory=lambda: {name: Vocabulary() for name in CODED})
    areas: dict[str, list[int]] = field(default_factory=dict)
    _written: dict[str, int] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Vocabulary:
        return self.by_name[name]

    def place(self, spot: Spot, book: PlaceBook) -> int:
        """Return the code of a place, and note in which areas it lies."""
        places = self.by_name["place"]
        key = (spot.place_id, spot.place, spot.inside)
        known = places.codes.get(key)
        if known is not None:
            return known
        made = places.code(key)
        self._lies(made, close_to(book, spot.place_id, spot.inside))
        return made

    def lies_in(self, area: str) -> Array:
        """Return a table that says of each code of a place whether it lies in an area."""
        table = np.zeros(len(self.by_name["place"].values), bool)
        codes = self.areas.get(area)
        if codes:
            table[[code for code in list(codes) if code < len(table)]] = True
        return table

    def taken(self) -> list[tuple[str, int, str]]:
        """Return the rows (column, code, JSON) of values that were met since the last time."""
        rows = []
        for name, words in self.by_name.items():
            since = self._written.get(name, 0)
            for code in range(since, len(words.values)):
                rows.append((name, code, json.dumps(words.values[code], ensure_ascii=False)))
            self._written[name] = len(words.values)
        return rows

    @classmethod
    def of(cls, rows: Iterable[tuple[str, int, str]], book: PlaceBook) -> "Vocabularies":
        """Return the vocabularies that rows keep, in the order of their codes."""
        made = cls()
        for name, code, body in rows:
            value = _hashable(json.loads(body))
            if made[name].code(value) != code:
                raise ValueError(f"the codes of {name} are out of order")
            if name == "place":
                made._lies(code, close_to(book, value[0], value[2]))
        made._written = {name: len(words.values) for name, words in made.by_name.items()}
        return made

    def _lies(self, code: int, areas: Iterable[str]) -> None:
        for area in areas:
            self.areas.setdefault(area, []).append(code)


def _hashable(value: Any) -> Any:
    return tuple(_hashable(one) for one in value) if isinstance(value, list) else value


def objects(values: Sequence[str]) -> Array:
    """Return texts as an array from which many are taken at once."""
    made = np.empty(len(values), object)
    made[:] = values
    return made


def ordinal(day: str) -> int:
    """Return the ordinal of an ISO day, 0 for none."""
    return date.fromisoformat(day).toordinal() if day else 0


def seconds(time: str) -> int:
    """Return the seconds since 1970 of a time (ISO 8601 with a zone), 0 for none."""
    return int(datetime.fromisoformat(time).timestamp()) if time else 0


def encoded(claim: ClaimFacts, doc: int, text: int, words: Vocabularies, book: PlaceBook) -> tuple[Any, ...]:
    """Return the columns of a claim in the order of `COLUMNS`."""
    return (
        doc,
        claim.n,
        claim.spans[0].start,
        claim.spans[0].end,
        text,
        words["kind"].code(claim.kind),
        words["category"].code(claim.category),
        words["sector"].code(claim.sector),
        words["level"].code(claim.level),
        words["side"].code(claim.side),
        words["review"].code(claim.review),
        words["flags"].code(claim.flags),
        words["stages"].code(claim.stages),
        ordinal(claim.start),
        ordinal(claim.first),
        ordinal(claim.last),
        seconds(claim.mapped_from),
        *_spot(claim.exact.spot, words, book),
        *_spot(claim.public.spot, words, book),
        *(words["root"].code(_root(claim, told)) for told in (claim.exact, claim.public)),
    )


def _root(claim: ClaimFacts, told: Told) -> str:
    return told.chain[-1] if claim.root_status == "named" and told.chain else ""


def _spot(spot: Spot, words: Vocabularies, book: PlaceBook) -> tuple[Any, ...]:
    place, precision = words.place(spot, book), words["precision"].code(spot.precision)
    degrees = (spot.lat, spot.lon, spot.radius_km)
    return (place, precision, *(_NAN if value is None else value for value in degrees))


def arrays(rows: Sequence[Sequence[Any]]) -> dict[str, Array]:
    """Return rows of columns as arrays."""
    turned: Iterable[Sequence[Any]] = zip(*rows, strict=True) if rows else [()] * len(COLUMNS)
    made = {}
    for (name, kind), values in zip(COLUMNS, turned, strict=True):
        made[name] = np.array([_NAN if v is None else v for v in values] if kind == "f8" else values, kind)
    return made


def patched(columns: Mapping[str, Array], at: Sequence[int], rows: Sequence[Sequence[Any]]) -> dict[str, Array]:
    """Return the columns with other rows at some places; those given are left as they are."""
    made, places = {}, np.array(at, np.int64)
    for name, values in arrays(rows).items():
        old = columns[name]
        if np.array_equal(old[places], values, equal_nan=values.dtype.kind == "f"):
            made[name] = old
        else:
            made[name] = old.copy()
            made[name][places] = values
    return made


def joined(columns: Mapping[str, Array], keep: Array, rows: Sequence[Sequence[Any]]) -> dict[str, Array]:
    """Return the kept rows of the columns with others behind them."""
    return {name: np.concatenate([columns[name][keep], values]) for name, values in arrays(rows).items()}
