"""What a PostgreSQL database keeps beside its records: words to search by, and places to measure by.

Both are made from records by whoever writes these, in the same transaction, and can be made anew at any time.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import Connection

from reportedly.records import Claim, Geolocation, Passage, Span, polygon_of
from reportedly.store import rows
from reportedly.store.backend import Backend, Raw, Row
from reportedly.store.words import Question, indexed, tsvector

Kind = Literal["passage", "claim"]

_CHUNK = 500

_ADD_WORDS = (
    "INSERT INTO search (record, document, kind, words, lemmas) VALUES (?, ?, ?, ?::tsvector, ?::tsvector) "
    "ON CONFLICT DO NOTHING"
)
_ADD_PLACE = (
    "INSERT INTO place (record, document, claim, function, precision, radius_km, point, ground) "
    "SELECT ?, ?, ?, ?, ?, ?::float8, p.point, "
    "CASE WHEN g.shape IS NOT NULL THEN ST_MakeValid(ST_GeomFromGeoJSON(g.shape)) "
    "WHEN p.radius > 0 THEN ST_Buffer(p.point::geography, p.radius * 1000)::geometry ELSE p.point END "
    "FROM (SELECT ST_SetSRID(ST_MakePoint(?::float8, ?::float8), 4326) AS point, ?::float8 AS radius) p, "
    "(SELECT ?::text AS shape) g ON CONFLICT DO NOTHING"
)
_FRESH = (
    "SELECT r.seq, r.kind, r.document, r.body, d.language, t.text FROM record r JOIN document d ON d.id = r.document "
    "JOIN document_text t ON t.document = d.id WHERE r.retired_at IS NULL "
    "AND r.kind IN ('Passage', 'Claim', 'Geolocation') "
)


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or a claim in which the words stand: document, id of the claim ("" for a passage), spans, and rank."""

    document: str
    claim: str
    spans: tuple[Span, ...]
    rank: float


@dataclass(frozen=True, slots=True)
class Located:
    """A place of a claim that was asked for, and how far its ground is (km, 0.0 where it reaches)."""

    document: str
    place: Geolocation
    distance_km: float


def saved(raw: Raw, documents: Collection[str]) -> None:
    """Take in what stages made of documents, and drop what is retired."""
    wanted = sorted(documents)
    for start in range(0, len(wanted), _CHUNK):
        part = wanted[start : start + _CHUNK]
        marks = ",".join("?" * len(part))
        for table in ("search", "place"):
            raw.execute(
                f"DELETE FROM {table} s USING record r WHERE r.seq = s.record AND r.retired_at IS NOT NULL "  # noqa: S608 (fixed names)
                f"AND s.document IN ({marks})",
                part,
            )
        _put(raw, raw.execute(f"{_FRESH}AND r.document IN ({marks}) AND {_MISSING}", part))


_MISSING = (
    "NOT EXISTS (SELECT FROM search s WHERE s.record = r.seq) "
    "AND NOT EXISTS (SELECT FROM place p WHERE p.record = r.seq)"
)


def clear(raw: Raw) -> int:
    """Drop all words and places, and return how many records they are to be made from."""
    raw.execute("DELETE FROM search")
    raw.execute("DELETE FROM place")
    query = "SELECT count(*) FROM record WHERE retired_at IS NULL AND kind IN ('Passage', 'Claim', 'Geolocation')"
    return int(raw.execute(query).fetchone()[0])


def make_after(raw: Raw, seq: int, most: int) -> tuple[int, int]:
    """Make words and places of the next records after a number; return the last number, and how many there were."""
    found = raw.execute(f"{_FRESH}AND r.seq > ? ORDER BY r.seq LIMIT ?", (seq, most)).fetchall()
    _put(raw, found)
    return (found[-1][0] if found else seq), len(found)


def missing(raw: Raw) -> int:
    """Return how many current records lack their words or places, or have them though they are retired."""
    query = (
        "SELECT (SELECT count(*) FROM record r WHERE r.retired_at IS NULL AND r.kind IN ('Passage', 'Claim') "
        "AND NOT EXISTS (SELECT FROM search s WHERE s.record = r.seq)) "
        "+ (SELECT count(*) FROM record r WHERE r.retired_at IS NULL AND r.kind = 'Geolocation' "
        "AND json_extract(r.body, '$.lat') IS NOT NULL AND NOT EXISTS (SELECT FROM place p WHERE p.record = r.seq)) "
        "+ (SELECT count(*) FROM search s JOIN record r ON r.seq = s.record WHERE r.retired_at IS NOT NULL) "
        "+ (SELECT count(*) FROM place p JOIN record r ON r.seq = p.record WHERE r.retired_at IS NOT NULL)"
    )
    return int(raw.execute(query).fetchone()[0])


class Beside:
    """Asks for words and places, within one transaction."""

    def __init__(self, raw: Raw) -> None:
        self._db = raw

    def search(self, text: str, kind: Kind, limit: int) -> list[Hit]:
        """Return the passages or claims in which all words of a question stand, the best first.

        Words are found in any form, "in quotes" as written and in a row, with * by their beginning.
        """
        terms = [term.tsquery() for term in Question.of(text).terms]
        if not terms:
            return []
        where = " AND ".join(f"s.{column} @@ ?::tsquery" for column, _ in terms)
        rank = " + ".join(f"ts_rank(s.{column}, ?::tsquery)" for column, _ in terms)
        values = [query for _, query in terms]
        found = self._db.execute(
            f"SELECT r.kind, r.document, r.body, ({rank}) AS rank FROM search s JOIN record r ON r.seq = s.record "  # noqa: S608 (fixed names)
            f"WHERE s.kind = ? AND {where} ORDER BY rank DESC, r.seq LIMIT ?",
            [*values, "Passage" if kind == "passage" else "Claim", *values, limit],
        )
        return [_hit(row) for row in found]

    def within(self, area: dict[str, Any]) -> list[Located]:
        """Return the places whose ground reaches into a polygon (GeoJSON, WGS 84)."""
        query = "ST_Intersects(p.ground, ST_SetSRID(ST_GeomFromGeoJSON(?), 4326))"
        return _located(self._db, query, "0::float8", [json.dumps(area)])

    def boxed(self, box: tuple[float, float, float, float]) -> list[Located]:
        """Return the places whose ground reaches into a box: west, south, east, north (degrees); it may cross 180°."""
        west, south, east, north = box
        if west <= east:
            return _located(self._db, "p.ground && ST_MakeEnvelope(?, ?, ?, ?, 4326)", "0::float8", list(box))
        query = "(p.ground && ST_MakeEnvelope(?, ?, 180, ?, 4326) OR p.ground && ST_MakeEnvelope(-180, ?, ?, ?, 4326))"
        return _located(self._db, query, "0::float8", [west, south, north, south, east, north])

    def near(self, lat: float, lon: float, km: float) -> list[Located]:
        """Return the places whose ground is no further from a point than so many km, the nearest first."""
        here = f"ST_SetSRID(ST_MakePoint({float(lon)!r}, {float(lat)!r}), 4326)::geography"
        # The index holds grounds in degrees: a box that surely covers the circle comes first.
        query = (
            f"ST_Intersects(p.ground, ST_Buffer({here}, ?::float8)::geometry) "
            f"AND ST_DWithin(p.ground::geography, {here}, ?::float8)"
        )
        return _located(self._db, query, f"ST_Distance(p.ground::geography, {here}) / 1000", [km * 1050 + 1, km * 1000])


def _located(raw: Raw, where: str, distance: str, values: Sequence[Any]) -> list[Located]:
    found = raw.execute(
        f"SELECT r.document, r.body, {distance} AS far FROM place p JOIN record r ON r.seq = p.record "  # noqa: S608 (own words)
        f"WHERE r.retired_at IS NULL AND {where} ORDER BY far, r.seq",
        values,
    )
    return [Located(document, rows.record_of(Geolocation, body), float(far)) for document, body, far in found]


def _hit(row: Row) -> Hit:
    kind, document, body, rank = row
    made = rows.record_from(kind, body)
    if isinstance(made, Claim):
        return Hit(document, made.id, made.evidence, float(rank))
    assert isinstance(made, Passage)
    return Hit(document, "", (made.span,), float(rank))


def _put(raw: Raw, found: Iterable[Row]) -> None:
    words: list[Row] = []
    places: list[Row] = []
    for seq, kind, document, body, language, text in found:
        made = rows.record_from(kind, body)
        if isinstance(made, Geolocation):
            places += _place_row(seq, document, made)
        else:
            spans = (made.span,) if isinstance(made, Passage) else getattr(made, "evidence", ())
            written, lemmas = indexed(" ".join(text[s.start : s.end] for s in spans), language or "")
            words.append((seq, document, kind, tsvector(written), tsvector(lemmas)))
    raw.executemany(_ADD_WORDS, words)
    raw.executemany(_ADD_PLACE, places)


def _place_row(seq: int, document: str, made: Geolocation) -> Iterator[Row]:
    if made.lat is None or made.lon is None:
        return
    shape = json.dumps(polygon_of(made.area)) if made.area is not None else None
    yield (seq, document, made.claim, made.function, made.precision, made.radius_km, made.lon, made.lat,
           made.radius_km, shape)  # fmt: skip


def reindex(backend: Backend, progress: Callable[[int, int], None]) -> int:
    """Make all words and places anew, some records a transaction, and return of how many records."""
    total = backend.write(lambda connection: clear(backend.raw(connection)))
    progress(0, total)
    last = done = 0

    def more(connection: Connection) -> tuple[int, int]:
        return make_after(backend.raw(connection), last, _CHUNK)

    while True:
        last, count = backend.write(more)
        if not count:
            return done
        done += count
        progress(count, total)
