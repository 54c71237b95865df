"""Looking dumps through: what they are, how much they hold, and what is wrong with them."""

import gzip
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer import dump_rows, dumps
from reportedly.gazetteer.features import is_historical, kind_of
from tests.unit.gazetteer.invented_dump import VARLAND, place, write


@pytest.mark.parametrize("name", ["VL.txt", "VL.txt.gz", "VL.zip"])
def test_a_dump_is_read_from_text_gzip_and_zip_alike(tmp_path, name):
    found = dumps.check(write(tmp_path / name, VARLAND))
    assert (found.kind, found.rows, found.broken) == ("places", len(VARLAND), {})
    numbers = [line.fields[0] for line in dumps.lines(found.path, found.kind)]
    assert numbers == [line.split("\t")[0] for line in VARLAND]


def test_reading_goes_on_at_any_line(tmp_path):
    path = write(tmp_path / "VL.zip", VARLAND)
    whole = list(dumps.lines(path, "places"))
    for at in range(len(whole)):
        rest = list(dumps.lines(path, "places", offset=whole[at].after, number=whole[at].number))
        assert rest == whole[at + 1 :]


@pytest.mark.parametrize(
    ("name", "line", "kind"),
    [
        ("alternateNamesV2.txt", "1\t3\tde\tTarnau\t1\t\t\t\t1990\t", "alternate names"),
        ("alternateNames.txt", "1\t3\tde\tTarnau\t1\t\t\t", "alternate names"),
        ("a1.txt", "VL.01\tTarnow\tTarnow\t5", "admin1"),
        ("a2.txt", "VL.01.0110\tKeld\tKeld\t20", "admin2"),
        ("hierarchy.txt", "1\t5\tADM", "hierarchy"),
        (
            "countries.txt",
            "VL\tVLD\t001\tVL\tVarland\tTarnow\t1\t1\tEU\t.vl\tVLC\tCrown\t1\t\t\tvl\t1\t\t",
            "countries",
        ),
    ],
)
def test_a_dump_is_known_by_its_lines(tmp_path, name, line, kind):
    assert dumps.check(write(tmp_path / name, [line])).kind == kind


def test_a_country_table_is_read_with_and_without_its_comments(tmp_path):
    row = "VL\tVLD\t001\tVL\tVarland\tTarnow\t1\t1\tEU\t.vl\tVLC\tCrown\t1\t\t\tvl\t1\t\t"
    header = "ISO\tISO3\tISO-Numeric\tfips\tCountry"
    commented = dumps.check(write(tmp_path / "a.txt", ["# a comment", f"#{header}", row]))
    bare = dumps.check(write(tmp_path / "b.txt", [header, row]))
    assert commented.rows == bare.rows == 1
    assert bare.repairs["header without # recognised"] == 1
    codes, names = dump_rows.country(row.split("\t"))
    assert ("iso3166-3", "VLD") in codes
    assert names[0].form == "Varland"


def test_marks_of_other_systems_are_repaired_and_counted(tmp_path):
    path = tmp_path / "VL.txt"
    path.write_bytes(b"\xef\xbb\xbf" + "".join(f"{line}\r\n" for line in VARLAND).encode())
    found = dumps.check(path)
    assert found.rows == len(VARLAND)
    assert found.repairs == {"byte-order mark dropped": 1, "carriage return dropped": len(VARLAND)}
    last = list(dumps.lines(path, "places"))[-1]
    assert last.fields[18] == "2026-07-28"


def test_a_double_quote_is_a_letter(tmp_path):
    lines = [place(1, 'The "Red" Farm'), place(2, '"Inn')]
    found = list(dumps.lines(write(tmp_path / "VL.txt", lines), "places"))
    assert [line.fields[1] for line in found] == ['The "Red" Farm', '"Inn']


def broken_lines(tmp_path, *lines, tail=b""):
    path = write(tmp_path / "VL.txt", lines)
    path.write_bytes(path.read_bytes() + tail)
    return dumps.check(path)


def test_broken_lines_are_counted_and_named_by_their_number(tmp_path):
    good = list(VARLAND)
    cut = good[3][:20]
    found = broken_lines(
        tmp_path,
        good[0],
        cut,
        good[1],
        good[2] + "\tmore",
        place(9, "Off", at=(95.0, 20.0)),
        place(10, "No", feature="X.Y"),
    )
    assert found.rows == 2
    assert found.broken == {
        "with the wrong number of columns (19 needed)": [2, 4],
        "without usable coordinates": [5],
        "with an unknown feature class": [6],
    }
    told = dumps.refusal(found)
    assert "4 of 6 lines are broken" in told
    assert "lines 2, 4" in told
    assert "line 5" in told
    assert "Nothing was imported" in told


def test_lines_in_another_encoding_are_named(tmp_path):
    path = write(tmp_path / "VL.txt", [*VARLAND[:1], place(90, "Тарнов")], encoding="cp1251")
    assert dumps.check(path).broken == {"not in UTF-8": [2]}
    whole = write(tmp_path / "VL16.txt", VARLAND, encoding="utf-16")
    with pytest.raises(InvalidGazetteer, match="UTF-16"):
        dumps.check(whole)


def test_a_null_character_breaks_a_line(tmp_path):
    assert broken_lines(tmp_path, VARLAND[0], place(90, "A\0B")).broken == {"with a null character": [2]}


@pytest.mark.parametrize("name", ["VL.txt.gz", "VL.zip"])
def test_a_file_that_is_cut_off_is_refused(tmp_path, name):
    path = write(tmp_path / name, VARLAND * 200)
    path.write_bytes(path.read_bytes()[:-300])
    with pytest.raises(InvalidGazetteer, match=r"cut off|damaged"):
        dumps.check(path)


@pytest.mark.parametrize("packed", [True, False])
def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, monkeypatch, packed):
    monkeypatch.setattr(dumps, "_RATIO_FROM", 1 << 16)
    line = (place(1, "A") + "\n").encode()
    path = tmp_path / "VL.txt.gz"
    path.write_bytes(gzip.compress(line * 20_000))
    if not packed:
        path = tmp_path / "VL.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("VL.txt", line * 20_000)
    with pytest.raises(InvalidGazetteer, match="unpack to more than"):
        dumps.check(path)


def test_a_line_without_end_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(dumps, "MAX_LINE", 1000)
    path = tmp_path / "VL.txt"
    path.write_bytes(b"1\t2\t" + b"x" * 5000)
    with pytest.raises(InvalidGazetteer, match="no dump"):
        dumps.check(path)


def test_an_archive_must_hold_one_text(tmp_path):
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("AB.txt", VARLAND[0])
        archive.writestr("CD.txt", VARLAND[0])
    with pytest.raises(InvalidGazetteer, match=r"one text is needed in the archive, found AB\.txt, CD\.txt"):
        dumps.check(path)


@pytest.mark.parametrize("data", [b"", b"just a text\n", b"a,b,c\n1,2,3\n", b"\x00\x01\x02" * 50])
def test_anything_else_is_no_dump(tmp_path, data):
    path = tmp_path / "other.txt"
    path.write_bytes(data)
    with pytest.raises(InvalidGazetteer, match="no dump" if data else "the file is empty"):
        dumps.check(path)


def test_a_missing_file_is_said_to_be_missing_and_a_folder_to_be_one(tmp_path):
    with pytest.raises(InvalidGazetteer, match="no such file"):
        dumps.check(tmp_path / "none.txt")
    with pytest.raises(InvalidGazetteer, match="is a folder"):
        dumps.check(tmp_path)


def test_an_archive_in_an_archive_and_one_without_anything_are_refused(tmp_path):
    inner = write(tmp_path / "VL.zip", VARLAND)
    for name, member in (("nested.zip", "VL.zip"), ("none.zip", None)):
        with zipfile.ZipFile(tmp_path / name, "w") as archive:
            if member:
                archive.writestr(member, inner.read_bytes())
        with pytest.raises(InvalidGazetteer, match="holds another archive" if member else "found nothing"):
            dumps.check(tmp_path / name)


@pytest.mark.parametrize("number", ["9" * 26, "²³", "١٢", "1_0", "-4", "1.5"])
def test_a_number_that_the_database_cannot_hold_breaks_its_line(tmp_path, number):
    found = dumps.check(write(tmp_path / "VL.txt", [*VARLAND, place(number, "X"), place(77, "Y", people=number)]))
    assert found.broken_lines == (1 if number == "-4" else 2)
    assert found.rows == len(VARLAND) + (number == "-4")


def test_a_place_that_stands_twice_is_found_and_left_out_when_asked(tmp_path):
    path = write(
        tmp_path / "VL.txt", [*VARLAND, place(3, "Tarnow again"), place(1 << 40, "Far"), place(1 << 40, "Far")]
    )
    found = dumps.check(path)
    assert found.broken == {"with the number of a place that stands above already": [13, 15]}
    kept = [line.fields[1] for line in dumps.lines(path, "places", without=found.doubled)]
    assert "Tarnow again" not in kept
    assert kept.count("Far") == 1


@given(st.binary(max_size=300))
def test_no_line_of_bytes_does_more_than_break(raw):
    for kind in dumps.KINDS:
        with suppress(dumps.BrokenLine):
            fields = dumps.parse(raw, kind)
            assert fields is None or len(fields) >= 2


def test_unit_code_00_means_none_and_historical_codes_are_told_from_look_alikes():
    river = dump_rows.place(VARLAND[10].split("\t"), "vl")
    assert (river.kind, river.admin1, river.layer) == ("river", "", "vl")
    for code in ("ADM2H", "PPLH", "PPLQ", "PPLW", "RGNH"):
        assert is_historical(code)
    for code in ("AIRH", "SCH", "CH", "PSH", "MRSH", "PPL", "PPLCH", ""):
        assert not is_historical(code)
    assert kind_of("A", "ADM2H") == "adm2"
    assert kind_of("T", "ISL") == "island"
    assert kind_of("L", "LCTY") == "region"


V2 = "7\t3\t{lang}\t{form}\t{preferred}\t{short}\t{colloquial}\t{historic}\t{since}\t{until}"


@pytest.mark.parametrize(
    ("lang", "flags", "status"),
    [
        ("vl", {"preferred": 1}, "official"),
        ("vl", {}, "alternate"),
        ("vl", {"short": 1}, "short"),
        ("de", {"preferred": 1}, "exonym"),
        ("vl", {"colloquial": 1}, "colloquial"),
        ("vl", {"historic": 1, "since": "1924", "until": "2016-02-04"}, "former"),
        ("vl", {"until": "1990"}, "former"),
        ("", {}, "alternate"),
        ("abbr", {}, "abbreviation"),
        ("iata", {}, "abbreviation"),
    ],
)
def test_an_alternate_name_gets_its_status_from_its_language_and_marks(lang, flags, status):
    blank = dict.fromkeys(("preferred", "short", "colloquial", "historic", "since", "until"), "")
    name = dump_rows.alternate(V2.format(**blank | flags, lang=lang, form="Tarnau").split("\t"), frozenset({"vl"}))
    assert name is not None
    assert (name.form, name.status) == ("Tarnau", status)
    assert (name.valid_from, name.valid_to) == (flags.get("since", ""), flags.get("until", ""))


@pytest.mark.parametrize("lang", ["link", "post", "wkdt", "unlc"])
def test_web_addresses_and_numbers_are_no_names(lang):
    fields = V2.format(lang=lang, form="Q1", preferred="", short="", colloquial="", historic="", since="", until="")
    assert dump_rows.alternate(fields.split("\t"), frozenset()) is None
