"""Words and places on a server: found by any form, by polygon, box and distance; made by who writes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reportedly.errors import StoreError
from reportedly.records import Anchor, Area, Geolocation, Outcome, Passage, Span
from reportedly.store import SqlStore, managing
from tests.contract.store_records import RUN, a_document, the_claim
from tests.postgres import Server

UKRAINIAN = "У містах немає води. The pumps of O'Hara stood still; the pump-house burned."


@pytest.fixture
def store(postgres: Server) -> Iterator[SqlStore]:
    opened = SqlStore.open(postgres.database())
    opened.begin_run(RUN)
    yield opened
    opened.close()


def _read(store: SqlStore, number: int, text: str, language: str) -> str:
    document = replace(a_document(number, text=text), language=language)
    store.add_document(document, run=RUN.id)
    passage = Passage(document.id, Span(0, len(text)), "lead", 0, (), "segment.rules/1")
    store.save(Outcome(document.id, "segment.rules/1", "done", 1), [passage], run=RUN.id)
    return document.id


def _place(store: SqlStore, number: int, lat: float, lon: float, **more: object) -> Geolocation:
    document = a_document(number)
    store.add_document(document, run=RUN.id)
    claim = the_claim(document)
    place = Geolocation(claim.id, Span(18, 26), "event", "settlement", f"place {number}", lat=lat, lon=lon, **more)  # type: ignore[arg-type]
    store.save(Outcome(document.id, "locate.rules/1", "done", 1), [place], run=RUN.id)
    return place


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("місто вода", [1]),
        ("pump standing", [1]),
        ('"stood still"', [1]),
        ('"still stood"', []),
        ("burn*", [1]),
        ("O’Hara", [1]),
        ("school", [2]),
        ("water school", []),
        ("it's \\ 'quoted' & | !", []),
        ("", []),
    ],
)
def test_words_are_found_in_any_form(store: SqlStore, asked: str, found: list[int]) -> None:
    ids = {_read(store, 1, UKRAINIAN, "uk" if "м" in asked else "en"): 1, _read(store, 2, "Schools opened.", "en"): 2}
    assert [ids[hit.document] for hit in store.search(asked)] == found


def test_words_of_a_passage_that_was_replaced_are_not_found(store: SqlStore) -> None:
    document = _read(store, 1, "Bridges fell. Roads held.", "en")
    newer = Passage(document, Span(14, 25), "lead", 0, (), "segment.rules/2")
    store.save(Outcome(document, "segment.rules/2", "done", 1), [newer], run=RUN.id)
    assert store.search("bridge") == []
    assert [hit.spans for hit in store.search("road")] == [(Span(14, 25),)]


def test_places_are_found_by_polygon_box_and_distance(store: SqlStore) -> None:
    near, far = _place(store, 1, 50.0, 30.0), _place(store, 2, 50.0, 31.0)
    square = {
        "type": "Polygon",
        "coordinates": [[[29.5, 49.5], [30.5, 49.5], [30.5, 50.5], [29.5, 50.5], [29.5, 49.5]]],
    }
    assert [found.place for found in store.places_within(square)] == [near]
    assert [found.place for found in store.places_in_box((30.5, 49, 31.5, 51))] == [far]
    hits = store.places_near(50.0, 30.1, 80.0)
    assert [found.place for found in hits] == [near, far]
    assert [round(found.distance_km, 1) for found in hits] == [7.2, 64.5]
    assert [found.place for found in store.places_near(50.0, 30.1, 10.0)] == [near]


def test_a_box_across_the_line_of_dates_finds_both_sides(store: SqlStore) -> None:
    east, west = _place(store, 1, -17.0, 179.5), _place(store, 2, -17.0, -179.5)
    _place(store, 3, -17.0, 0.0)
    assert {found.place.name for found in store.places_in_box((179, -18, -179, -16))} == {east.name, west.name}


def test_the_ground_of_a_place_counts_not_its_point(store: SqlStore) -> None:
    wide = _place(store, 1, 50.0, 30.0, radius_km=40.0)
    ring = ((32.0, 50.0), (33.0, 50.0), (33.0, 51.0), (32.0, 50.0))
    hull = _place(store, 2, 50.2, 32.6, area=Area("outline", rings=(ring,)))
    sector = Area("sector", (Anchor("val:a", "A", 40.0, 30.0, 0.0),), 5.0, 20.0, 0.0, 30.0)
    north = _place(store, 3, 40.1, 30.0, area=sector)
    assert [found.place for found in store.places_near(50.0, 30.5, 5.0)] == [wide]
    assert [found.place for found in store.places_in_box((32.85, 50.1, 32.9, 50.2))] == [hull]
    assert [found.place for found in store.places_in_box((29.9, 40.05, 30.1, 40.1))] == [north]
    assert store.places_in_box((29.9, 39.8, 30.1, 39.95)) == []


def test_words_and_places_are_made_anew_from_records(store: SqlStore) -> None:
    _read(store, 1, "Bridges fell.", "en")
    _place(store, 2, 50.0, 30.0)
    before = store.search("bridge"), store.places_near(50, 30, 1)
    store.backend.write(lambda c: store.backend.raw(c).execute("DELETE FROM search"))
    assert managing.check(store.backend) == ["1 records without their words or places; run `reportedly db reindex`"]
    assert managing.reindex(store.backend, lambda _done, _total: None) == 2
    assert (store.search("bridge"), store.places_near(50, 30, 1)) == before
    assert managing.check(store.backend) == []


def test_a_file_says_where_it_is_searched(tmp_path: Path) -> None:
    store = SqlStore.open(tmp_path / "p.db")
    with pytest.raises(StoreError, match="the workbench searches its words and places"):
        store.search("water")
    with pytest.raises(StoreError, match="copy it there with `reportedly db copy`"):
        managing.reindex(store.backend, lambda _done, _total: None)
    store.close()
