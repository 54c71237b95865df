"""What a theatre file gives, and how it is refused."""

import json
from pathlib import Path

import pytest

from reportedly.errors import InvalidTheatre
from reportedly.records import Theatre
from reportedly.theatre import load_shapes, load_theatre

ROOT = Path(__file__).resolve().parents[2]

WHOLE = """
id: fenland
name: Fen land
note: invented
roles:
  controlling: ["src:board"]
legal_frame: {value: disputed, authority: "Assembly of Marsh Towns", date: 2031-04-01}
sources:
  - id: "src:board"
    name: Fen Board
    aliases: [the board, Board of the Fen]
    kind: office
    role: official
    side: controlling
    affiliation_group: fen-authorities
    basis: It says so.
    from: 2031-04-01
  - {id: "src:courier", name: Fen Courier, role: outlet, since: "2030-01-05"}
office_holders:
  - {name: Tarle Wystan, office: chair of the board, person_class: P1, side: controlling}
places:
  - {id: "fen:reedham", name: Reedham, kind: adm1, lat: 51, lon: -29.5}
  - id: "fen:sluice"
    name: Sluice
    kind: settlement
    lat: 51.25
    lon: -29.25
    population: 300
    parent: "fen:reedham"
    names: [{text: Sluys, lang: en, status: former, from: 1900-01-01, until: 1990-01-01}]
freshness_days: {water: 7}
shapes: shapes.geojson
"""


def _write(folder: Path, text: str) -> Path:
    path = folder / "theatre.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def _shapes(folder: Path, geometry: object, **feature: object) -> tuple[Path, Theatre]:
    made = {"type": "Feature", "properties": {"id": "fen:lake"}, "geometry": geometry, **feature}
    (folder / "shapes.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [made]}))
    path = _write(folder, WHOLE)
    return path, load_theatre(path)


def test_every_field_of_a_whole_file_arrives(tmp_path: Path) -> None:
    theatre = load_theatre(_write(tmp_path, WHOLE))
    board, courier = theatre.sources
    assert (theatre.id, theatre.name, theatre.origin) == ("fenland", "Fen land", "theatre.yaml")
    assert (theatre.legal_frame, theatre.legal_authority) == ("disputed", "Assembly of Marsh Towns")
    assert (board.aliases, board.side, board.since) == (("the board", "Board of the Fen"), "controlling", "2031-04-01")
    assert (board.affiliation_group, board.basis, courier.since) == ("fen-authorities", "It says so.", "2030-01-05")
    assert (theatre.office_holders[0].name, theatre.office_holders[0].person_class) == ("Tarle Wystan", "P1")
    reedham, sluice = theatre.places
    assert (reedham.lat, reedham.lon, sluice.parent, sluice.population) == (51, -29.5, "fen:reedham", 300)
    assert (sluice.names[0].text, sluice.names[0].since, sluice.names[0].until) == ("Sluys", "1900-01-01", "1990-01-01")
    assert theatre.freshness_days == {"water": 7}


def test_a_file_with_an_id_alone_is_a_theatre(tmp_path: Path) -> None:
    theatre = load_theatre(_write(tmp_path, "id: bare\n"))
    assert theatre == Theatre(id="bare", origin="theatre.yaml")
    assert load_shapes(tmp_path / "theatre.yaml", theatre) is None


def test_the_demonstration_theatre_loads_with_its_shapes() -> None:
    path = ROOT / "examples" / "valley" / "theatre.yaml"
    theatre = load_theatre(path)
    shapes = load_shapes(path, theatre)
    assert shapes is not None
    ids = {feature["properties"]["id"] for feature in shapes["features"]}
    assert {"val:brolund", "val:line"} <= ids
    assert {holder.person_class for holder in theatre.office_holders} == {"P0", "P1"}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("name: Fen Courier", "nom: x, name: Fen Courier", ["sources[1] (src:courier)", "'nom'", "known keys", "from"]),
        ("note: invented", "colour: red", ["top", "'colour'", "known keys", "freshness_days"]),
        ("lang: en", "tongue: en", ["places[1] (fen:sluice)", "'tongue'", "status"]),
        ("date: 2031-04-01}", "day: 2031-04-01}", ["legal_frame", "'day'", "authority"]),
        ("side: controlling\n    aff", "side: left\n    aff", ["sources[0] (src:board).side", "'left'", "displaced"]),
        ("lat: 51.25", "lat: 151.25", ["places[1] (fen:sluice).lat", "151.25", "90"]),
        ("lon: -29.25", "lon: .nan", ["places[1] (fen:sluice).lon", "nan"]),
        ("lat: 51.25", "lat: north", ["places[1] (fen:sluice).lat", "'north'"]),
        ('id: "src:courier"', 'id: "src:board"', ["sources[1]", "'src:board'", "sources[0]", "an id of its own"]),
        ('id: "fen:sluice"', 'id: "fen:reedham"', ["places[1]", "'fen:reedham'"]),
        ('parent: "fen:reedham"', 'parent: "fen:mere"', ["places[1] (fen:sluice)", "'fen:mere'", "geonames:"]),
        ('parent: "fen:reedham"', 'parent: "fen:sluice"', ["places[1] (fen:sluice)", "lies in itself"]),
        ("name: Fen Courier", "name: Fen Courier, aliases: [The Board]", ["sources[1]", "'The Board'", "'src:board'"]),
        ('["src:board"]', '["src:bord"]', ["roles.controlling", "'src:bord'"]),
        ("person_class: P1", "person_class: P2", ["office_holders[0] (Tarle Wystan).person_class", "'P2'"]),
        ("until: 1990-01-01", "until: 1890-01-01", ["'Sluys'", "1890-01-01", "before it begins"]),
        ("from: 2031-04-01\n", "from: soon\n", ["sources[0] (src:board)", "'soon'"]),
        ("water: 7", "water: 0", ["freshness_days.water", "found 0"]),
        ("value: disputed", "value: war", ["legal_frame.value", "'war'", "niac_control"]),
        ("shapes: shapes.geojson", "shapes: ../shapes.geojson", ["'../shapes.geojson'", "below the folder"]),
        ("shapes: shapes.geojson", "shapes: /shapes.geojson", ["'/shapes.geojson'"]),
        ("shapes: shapes.geojson", "shapes: .", ["'.'"]),
        ("id: fenland", "nam: fenland", ["top"]),
        ("note: invented", "note: invented\nnote: again", ["line 5", "note"]),
        ("note: invented", "note: [", ["line"]),
    ],
)
def test_a_wrong_entry_is_refused_with_file_entry_and_remedy(
    tmp_path: Path, old: str, new: str, said: list[str]
) -> None:
    assert WHOLE.count(old) == 1
    path = _write(tmp_path, WHOLE.replace(old, new))
    with pytest.raises(InvalidTheatre) as caught:
        load_theatre(path)
    for word in [str(path), *said]:
        assert word in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a\n", "plain words", "a: &x [*x]\n", "id: '\\x01\u0001'\n"])
def test_a_file_that_is_no_mapping_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InvalidTheatre):
        load_theatre(_write(tmp_path, text))


def test_a_missing_or_binary_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidTheatre, match="cannot be read"):
        load_theatre(tmp_path / "none.yaml")
    (tmp_path / "theatre.yaml").write_bytes(b"\xff\xfe\x00id")
    with pytest.raises(InvalidTheatre, match="UTF-8"):
        load_theatre(tmp_path / "theatre.yaml")


def test_two_holders_of_one_office_may_stand_but_not_one_twice(tmp_path: Path) -> None:
    entry = "  - {name: Tarle Wystan, office: chair of the board, person_class: P1, side: controlling}\n"
    other = entry.replace("Tarle", "Ombra")
    assert len(load_theatre(_write(tmp_path, WHOLE.replace(entry, entry + other))).office_holders) == 2
    with pytest.raises(InvalidTheatre, match=r"office_holders\[1\].*keep one"):
        load_theatre(_write(tmp_path, WHOLE.replace(entry, entry + entry)))


SQUARE = [[-29.0, 51.0], [-28.0, 51.0], [-28.0, 52.0], [-29.0, 51.0]]


@pytest.mark.parametrize(
    "geometry",
    [
        {"type": "Point", "coordinates": [-29.0, 51.0, 12.5]},
        {"type": "LineString", "coordinates": SQUARE[:2]},
        {"type": "Polygon", "coordinates": [SQUARE]},
        {"type": "MultiPolygon", "coordinates": [[SQUARE], [SQUARE]]},
        {"type": "MultiPoint", "coordinates": SQUARE},
        {"type": "MultiLineString", "coordinates": [SQUARE]},
    ],
)
def test_sound_shapes_arrive_unchanged(tmp_path: Path, geometry: object) -> None:
    shapes = load_shapes(*_shapes(tmp_path, geometry))
    assert shapes is not None
    assert shapes["features"][0]["geometry"] == geometry


@pytest.mark.parametrize(
    ("geometry", "said"),
    [
        ({"type": "Polygon", "coordinates": [[*SQUARE[:3], [-29.0, 51.5]]]}, "close it"),
        ({"type": "Polygon", "coordinates": [SQUARE[:3]]}, "four or more"),
        ({"type": "Point", "coordinates": [51.0, 129.0]}, "longitude comes first"),
        ({"type": "Point", "coordinates": [3240000.0, 6600000.0]}, "not on the globe"),
        ({"type": "Point", "coordinates": ["a", 1]}, "is no position"),
        ({"type": "Point", "coordinates": [True, 1]}, "is no position"),
        ({"type": "Polygon", "coordinates": SQUARE}, "is no position"),
        ({"type": "LineString", "coordinates": SQUARE[:1]}, "two or more"),
        ({"type": "LineString", "coordinates": []}, "an empty list"),
        ({"type": "Circle", "coordinates": [0, 0]}, "Circle"),
        (None, "nothing"),
    ],
)
def test_a_broken_shape_is_refused_with_its_feature(tmp_path: Path, geometry: object, said: str) -> None:
    path, theatre = _shapes(tmp_path, geometry)
    with pytest.raises(InvalidTheatre, match=r"features\[0\] \(fen:lake\)") as caught:
        load_shapes(path, theatre)
    assert said in str(caught.value)


@pytest.mark.parametrize("content", ["{", "[]", '{"type": "Feature"}', '{"type": "FeatureCollection", "features": {}}'])
def test_a_shapes_file_that_is_no_collection_is_refused(tmp_path: Path, content: str) -> None:
    path = _write(tmp_path, WHOLE)
    (tmp_path / "shapes.geojson").write_text(content)
    with pytest.raises(InvalidTheatre, match=r"shapes\.geojson"):
        load_shapes(path, load_theatre(path))


def test_missing_shapes_are_refused_with_what_to_do(tmp_path: Path) -> None:
    path = _write(tmp_path, WHOLE)
    with pytest.raises(InvalidTheatre, match="put the file beside the theatre file"):
        load_shapes(path, load_theatre(path))
