"""ZIP archives."""

import stat
import zipfile
from pathlib import Path

import pytest

from reportedly.ingest import opened, zipped
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import MemoryEvidence, failure, one, read
from tests.unit.ingest.samples import POWER, WATER, docx_bytes, every_format, pdf_bytes, prose, zip_bytes


def messages(found: list[Document | Failure]) -> dict[str, str]:
    return {item.path: item.message for item in found if isinstance(item, Failure)}


def test_members_are_read_by_the_same_table_of_formats(tmp_path: Path) -> None:
    evidence = MemoryEvidence()
    members = {
        "in/a.txt": WATER,
        "b.docx": docx_bytes(),
        "c.pdf": pdf_bytes(prose(POWER)),
        "d.csv": "text\nNo water.\n",
    }
    found = read(tmp_path, "a.zip", zip_bytes(members), evidence=evidence)
    assert [item.path for item in found] == ["a.zip!in/a.txt", "a.zip!b.docx", "a.zip!c.pdf", "a.zip!d.csv#row=1"]
    first = found[0]
    assert isinstance(first, Document)
    assert (first.container, evidence.data[first.sha256]) == ("a.zip", WATER.encode())


@pytest.mark.parametrize("name", every_format())
def test_an_archive_that_packs_nothing_is_an_archive_whatever_lies_in_it(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "a.zip", zip_bytes({name: every_format()[name]}, compression=zipfile.ZIP_STORED))
    assert {item.path.partition("#")[0].partition("!")[2].partition("!")[0] for item in found} == {name}, found


def test_the_same_file_in_and_outside_of_an_archive_is_the_same_document(tmp_path: Path) -> None:
    assert one(tmp_path, "a.zip", zip_bytes({"x.txt": WATER})).id == one(tmp_path, "b.txt", WATER).id


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    data = zip_bytes({"x.txt": WATER})
    for number in range(opened.MAX_DEPTH - 1):
        data = zip_bytes({f"{number}.zip": data})
    assert one(tmp_path, "a.zip", data).path == "a.zip!2.zip!1.zip!0.zip!x.txt"
    assert "containers deep" in failure_in(tmp_path, zip_bytes({"y.zip": data}))


def test_hidden_members_and_those_of_a_mac_are_left_out(tmp_path: Path) -> None:
    members = {"a.txt": WATER, ".hidden.txt": "x y", "__MACOSX/a.txt": "x y", "in/.git/a.txt": "x y"}
    assert one(tmp_path, "a.zip", zip_bytes(members)).path == "a.zip!a.txt"


@pytest.mark.parametrize("name", ["../../a.txt", "/a.txt", "in/../../a.txt", "C:\\a.txt", "..\\a.txt"])
def test_names_that_lead_out_are_refused_and_the_others_are_read(tmp_path: Path, name: str) -> None:
    found = read(tmp_path, "a.zip", zip_bytes({name: POWER, "b.txt": WATER}))
    assert [item.path for item in found if isinstance(item, Document)] == ["a.zip!b.txt"]
    [message] = messages(found).values()
    assert "leads out of the archive" in message


@pytest.mark.parametrize(("name", "what"), [("a\x07b.txt", "control"), ("a\u202etxt.exe.txt", "control"), ("n" * 2000, "characters")])  # fmt: skip
def test_absurd_names_are_refused(tmp_path: Path, name: str, what: str) -> None:
    assert what in failure_in(tmp_path, zip_bytes({name: POWER}))


def failure_in(folder: Path, data: bytes) -> str:
    [found] = read(folder, "a.zip", data)
    assert isinstance(found, Failure)
    return found.message


def test_a_member_that_is_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    filler = b"".join(bytes((i * 7919 + j * j) % 251 for j in range(997)) for i in range(2_000))
    bomb = zip_bytes({"a.txt": b"0" * 30_000_000, "b.txt": WATER, "c.bin": filler})
    found = read(tmp_path, "a.zip", bomb)
    assert "200 times" in messages(found)["a.zip!a.txt"]
    assert any(item.path == "a.zip!b.txt" for item in found if isinstance(item, Document))


def test_an_archive_that_is_a_bomb_as_a_whole_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zip_bytes({f"{number}.txt": b"0" * 3_900_000 for number in range(20)})
    assert "it would unpack to 74 MB" in failure(tmp_path, "a.zip", bomb)


def test_an_encrypted_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = bytearray(zip_bytes({"a.txt": POWER, "b.txt": WATER}))
    data[data.find(b"PK\x03\x04") + 6] |= 1
    data[data.find(b"PK\x01\x02") + 8] |= 1
    found = read(tmp_path, "a.zip", bytes(data))
    assert "encrypted" in messages(found)["a.zip!a.txt"]
    assert len(found) == 2


def test_a_damaged_member_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    data = zip_bytes({"a.txt": POWER, "b.txt": WATER}, compression=zipfile.ZIP_STORED)
    found = read(tmp_path, "a.zip", data.replace(b"Orvale", b"Orvala"))
    assert "cannot be unpacked" in messages(found)["a.zip!a.txt"]
    assert len(found) == 2


def test_more_members_than_may_be_read_are_counted_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened.Budget.__init__, "__defaults__", (5, 1_000_000))
    found = read(tmp_path, "a.zip", zip_bytes({f"{n}.txt": f"{WATER} {n}" for n in range(9)}))
    assert [type(item) for item in found] == [Document] * 5 + [Failure]
    assert found[-1].path == "a.zip"


def test_more_than_may_be_unpacked_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opened.Budget.__init__, "__defaults__", (5_000, 1_000))
    nested = zip_bytes({"in.zip": zip_bytes({f"{n}.txt": WATER + " " * n for n in range(90)})})
    found = read(tmp_path, "a.zip", nested)
    assert found[-1].path == "a.zip"
    assert "unpacks to more than" in messages(found)["a.zip"]


def test_failures_of_one_archive_are_told_one_by_one_only_so_long(tmp_path: Path) -> None:
    found = read(tmp_path, "a.zip", zip_bytes({f"{n}.bin": b"\x00\x01" for n in range(zipped.MAX_FAILURES + 40)}))
    assert len(found) == zipped.MAX_FAILURES + 1
    assert "40 further failures" in messages(found)["a.zip"]


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "звіт.txt"),
        ("cp866", "отчет.txt"),
        ("cp1125", "Київ.txt"),
        ("cp1251", "новини.txt"),
        ("cp1251", "Доповідь № 12.txt"),
        ("koi8_u", "Лікарня.txt"),
        ("cp437", "Größe.txt"),
        ("cp1252", "Übersicht.txt"),
        ("cp866", "список.txt"),
        ("utf-8", "مياه.txt"),
    ],
)
def test_names_in_the_code_page_of_old_programs_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    raw = name.encode(encoding)
    data = zip_bytes({"n" * len(raw): WATER}).replace(b"n" * len(raw), raw)
    assert one(tmp_path, "a.zip", data).path == f"a.zip!{name}"


@pytest.mark.parametrize(
    ("members", "what"),
    [
        ({"ppt/presentation.xml": "<a/>"}, "presentation"),
        ({"mimetype": "application/epub+zip", "META-INF/container.xml": "<a/>"}, "e-book"),
        (
            {"mimetype": "application/vnd.oasis.opendocument.presentation", "META-INF/manifest.xml": "<a/>"},
            "OpenDocument",
        ),
        ({}, "no file in the archive"),
    ],
)
def test_what_else_is_a_zip_inside_is_named(tmp_path: Path, members: dict[str, str], what: str) -> None:
    assert what in failure(tmp_path, "a.zip", zip_bytes(dict(members)))


def test_a_link_in_an_archive_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "made.zip", "w") as archive:
        link = zipfile.ZipInfo("passwd.txt")
        link.create_system, link.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd and other words that would be a report")
        plain = zipfile.ZipInfo("a.txt")
        plain.create_system, plain.external_attr = 3, (stat.S_IFREG | 0o644) << 16
        archive.writestr(plain, WATER)
    found = read(tmp_path, "a.zip", (tmp_path / "made.zip").read_bytes())
    assert [item.path for item in found if isinstance(item, Document)] == ["a.zip!a.txt"]
    assert messages(found) == {
        "a.zip!passwd.txt": "it is a link or a device, no file; put the file itself into the archive"
    }
