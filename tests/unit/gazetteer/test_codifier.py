"""Importing a codifier: a table of codes and names without coordinates."""

import csv
import zipfile
from pathlib import Path

import pytest

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import layers, workbook
from reportedly.gazetteer.build import write_places
from reportedly.gazetteer.codifier import is_codifier, read_codifier
from reportedly.gazetteer.codifier_import import import_codifier
from reportedly.gazetteer.importer import Settings
from reportedly.gazetteer.sources import Row
from reportedly.gazetteer.store import SqliteGazetteer
from tests.unit.gazetteer import invented_workbook as invented
from tests.unit.gazetteer.invented_workbook import KELD, LAND, LESNO, NORTH, ROWS, SOUTH, code


def village(number, name, native, lat, lon, admin2):
    return Row(
        f"geonames:{number}", name, "settlement", lat, lon, "VL", "01", admin2, names=((native, "", "alternate"),)
    )


BASE = (
    Row("geonames:1", "Varland", "country", 50.0, 20.0, "VL", population=9_000_000, radius_km=300.0),
    Row("geonames:5", "Tarnow Oblast", "adm1", 50.3, 20.9, "VL", "01", radius_km=90.0),
    Row("geonames:10", "North", "adm2", 50.8, 20.5, "VL", "01", "0110", radius_km=30.0),
    Row("geonames:20", "South", "adm2", 49.8, 20.5, "VL", "01", "0120", radius_km=30.0),
    village(100, "Lisne", "Лісне", 50.81, 20.41, "0110"),
    village(101, "Marne", "Марне", 50.85, 20.45, "0110"),
    village(102, "Nove", "Нове", 50.80, 20.50, "0110"),
    village(103, "Sirne", "Сірне", 50.84, 20.52, "0110"),
    Row("geonames:200", "Keld", "settlement", 49.8, 20.5, "VL", "01", "0120", 9000, names=(("Келд", "", "alternate"),)),
    village(201, "Dolne", "Дольне", 49.85, 20.55, "0120"),
    village(202, "Nove", "Нове", 49.82, 20.45, "0120"),
    village(901, "Dymno", "Келд", 49.70, 20.70, "0120"),
    village(900, "Nove", "Нове", 47.00, 25.00, ""),
)  # fmt: skip


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return write_places(tmp_path / "base.sqlite", BASE)


@pytest.fixture
def imported(tmp_path, base):
    path = invented.workbook(tmp_path / "codifier.xlsx", ROWS)
    report = import_codifier(path, base=base, settings=Settings(folder=tmp_path / "layers"))
    opened = SqliteGazetteer(base, layers=layers.user_layers(tmp_path / "layers"))
    yield report, opened
    opened.close()


def as_csv(path: Path, rows, *, delimiter=",", encoding="utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as handle:
        csv.writer(handle, delimiter=delimiter).writerows(rows)
    return path


@pytest.mark.parametrize("shared", [True, False])
def test_a_workbook_is_read_with_shared_and_inline_strings(tmp_path, shared):
    path = invented.workbook(tmp_path / "codifier.xlsx", ROWS, shared=shared)
    assert is_codifier(path)
    found = read_codifier(path)
    assert len(found.objects) == len(ROWS) - 2
    assert "Approved on 1 July 2026" in found.heading
    district = found.objects[-1]
    assert (district.code, district.above[-1], district.kind) == (code(300), code(200), "district")


@pytest.mark.parametrize(("delimiter", "encoding"), [(",", "utf-8"), (";", "utf-8-sig"), ("\t", "utf-8")])
def test_a_csv_file_gives_the_same_as_the_workbook(tmp_path, delimiter, encoding):
    path = as_csv(tmp_path / "codifier.csv", ROWS, delimiter=delimiter, encoding=encoding)
    assert is_codifier(path)
    workbook_of = read_codifier(invented.workbook(tmp_path / "codifier.xlsx", ROWS))
    assert read_codifier(path).objects == workbook_of.objects


def test_category_letters_of_either_alphabet_are_understood(tmp_path):
    rows = [(*row[:5], row[5].translate(str.maketrans("OPHMCX", "ОРНМСХ")), row[6]) for row in ROWS]
    assert [o.category for o in read_codifier(as_csv(tmp_path / "c.csv", rows)).objects] == [r[5] for r in ROWS[2:]]


def test_objects_are_found_by_name_in_the_unit_that_must_hold_them(imported):
    report, opened = imported
    for number in (100, 101, 102, 103, 200, 201, 202):
        assert opened.by_code(code(number)) == [f"geonames:{number}"]
    assert opened.by_code(NORTH) == ["geonames:10"]
    assert opened.by_code(SOUTH) == ["geonames:20"]
    assert opened.by_code(LAND) == ["geonames:5"]
    assert opened.by_code(code(203)) == []
    assert report.files[0].refused["settlement of a name that no place has in its unit"] == 1
    assert report.files[0].refused["district without a known counterpart"] == 1


def test_a_unit_that_nobody_has_gets_the_middle_of_its_places(imported):
    _, opened = imported
    found = opened.get(f"katotth:{LESNO}")
    assert found is not None
    assert (found.kind, found.precision) == ("adm3", "adm3")
    assert 50.80 < found.lat < 50.86
    shape = opened.shape(found.id)
    assert shape is not None
    assert shape.members == 4
    assert opened.get(f"katotth:{KELD}") is not None


def test_containment_and_official_names_stand_beside_the_places(imported):
    _, opened = imported
    assert opened.chain("geonames:100") == [f"katotth:{LESNO}", "geonames:10", "geonames:5", "geonames:1"]
    assert opened.chain(f"katotth:{LESNO}")[0] == "geonames:10"
    found = opened.get("geonames:100")
    assert found is not None
    assert (found.admin2, found.admin3, found.lat) == ("0110", LESNO, 50.81)
    assert ("katotth", code(100)) in opened.codes("geonames:100")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ((LAND, NORTH, LESNO, code(777), "", "Q", "Лісне"), "with an unknown category"),
        ((LAND, NORTH, LESNO, "VL12", "", "C", "Лісне"), "with a code that is none"),
        ((LAND, NORTH, LESNO, code(777), "", "C", ""), "without a name"),
        ((LAND, NORTH, LESNO, code(100), "", "C", "Лісне"), "with a code that stands above already"),
        ((LAND, NORTH, code(778), code(777), "", "C", "Лісне"), "with a parent that is not listed"),
    ],
)
def test_a_broken_row_is_refused_with_its_number_and_nothing_is_stored(tmp_path, base, row, reason):
    path = as_csv(tmp_path / "codifier.csv", [*ROWS, row])
    with pytest.raises(InvalidGazetteer, match=rf"1 of 15 rows are broken: 1 {reason} \(rows 17\)"):
        import_codifier(path, base=base, settings=Settings(folder=tmp_path / "layers"))
    assert not (tmp_path / "layers").exists()


def test_another_encoding_a_damaged_workbook_and_a_bomb_are_refused(tmp_path, monkeypatch):
    with pytest.raises(InvalidGazetteer, match="not in UTF-8"):
        read_codifier(as_csv(tmp_path / "a.csv", ROWS, encoding="cp1251"))
    path = invented.workbook(tmp_path / "b.xlsx", ROWS)
    path.write_bytes(path.read_bytes()[:-60])
    with pytest.raises(InvalidGazetteer, match="damaged"):
        read_codifier(path)
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    with pytest.raises(InvalidGazetteer, match="damaged"):
        read_codifier(tmp_path / "c.xlsx")
    monkeypatch.setattr(workbook, "MAX_PART", 100)
    with pytest.raises(InvalidGazetteer, match="unpacks to more than"):
        read_codifier(invented.workbook(tmp_path / "d.xlsx", ROWS))


def test_a_table_of_something_else_is_no_codifier(tmp_path):
    path = as_csv(tmp_path / "other.csv", [("a", "b"), ("1", "2")])
    assert not is_codifier(path)
    with pytest.raises(InvalidGazetteer, match="no codifier"):
        read_codifier(path)


def test_a_codifier_of_a_country_that_nobody_knows_is_refused(tmp_path):
    other = write_places(tmp_path / "other.sqlite", [Row("geonames:1", "Elsewhere", "country", 1.0, 1.0, "EL")])
    path = invented.workbook(tmp_path / "codifier.xlsx", ROWS)
    with pytest.raises(InvalidGazetteer, match="import its dump first"):
        import_codifier(path, base=other, settings=Settings(folder=tmp_path / "layers"))


def test_the_same_codifier_again_does_nothing_until_the_layers_below_change(tmp_path, base, imported):
    path, settings = tmp_path / "codifier.xlsx", Settings(folder=tmp_path / "layers")
    assert import_codifier(path, base=base, settings=settings).already
