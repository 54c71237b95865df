"""Which reader a file goes to, and limits that hold for all of them."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from reportedly.errors import StoreError
from reportedly.ingest import files, opened, read_file
from reportedly.ingest.formats import FORMATS
from reportedly.ingest.opened import suffix_of
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import NOW, MemoryEvidence, failure, one, read
from tests.unit.ingest.samples import WATER, WELLS, every_format, mail, mbox_bytes, pdf_bytes, prose

PAGE = f"<!DOCTYPE html><html><body><article><h1>Taps</h1><p>{WATER} {WELLS}</p></article></body></html>"


@pytest.mark.parametrize("name", sorted(every_format()))
def test_the_content_decides_whatever_the_name(tmp_path: Path, name: str) -> None:
    content = every_format()[name]
    if name in ("a.txt", "a.md", "a.csv", "a.tsv", "a.json"):  # these have no sign of their own
        pytest.skip("plain text and a list of objects are known by their names")
    as_named = [item.path.partition("#")[2] for item in read(tmp_path, name, content)]
    unnamed = [item.path.partition("#")[2] for item in read(tmp_path, "report", content)]
    lying = [item.path.partition("#")[2] for item in read(tmp_path, "report.csv", content)]
    assert as_named == unnamed == lying


@pytest.mark.parametrize(
    "form", [form for form in FORMATS if form.suffixes and not form.by_name], ids=lambda form: form.name
)
def test_a_text_called_like_another_format_is_refused(tmp_path: Path, form: opened.Format) -> None:
    message = failure(tmp_path, f"a{form.suffixes[0]}", WATER)
    assert f"no {form.name}" in message


def test_a_file_above_the_limit_of_its_format_is_neither_read_nor_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.write(WATER.encode())
        file.truncate(10 * 1024**3)
    evidence = MemoryEvidence()
    [found] = read_file(path, evidence=evidence, now=NOW)
    assert isinstance(found, Failure)
    assert "10,240 MB; plain text files are read up to 64 MB" in found.message
    assert evidence.order == []


def test_a_file_too_large_for_memory_is_kept_and_read_piece_by_piece(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "IN_MEMORY", 1_000)
    data = mbox_bytes(*[mail(text=f"{WATER} {n}") for n in range(9)])
    path = tmp_path / "a.mbox"
    path.write_bytes(data)
    evidence = MemoryEvidence()
    monkeypatch.setattr(evidence, "get", lambda sha256: pytest.fail("read whole"))
    found = list(read_file(path, evidence=evidence, now=NOW))
    assert len(found) == 9
    assert evidence.data[evidence.order[0]] == data


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(WATER)

    class Slow(MemoryEvidence):
        def keep(self, data: bytes) -> str:
            with path.open("ab") as file:
                file.write(b" More.")
            os.utime(path, ns=(1, 1))
            return super().keep(data)

    [found] = read_file(path, evidence=Slow(), now=NOW)
    assert isinstance(found, Failure)
    assert "changed while it was being read" in found.message


def test_a_file_of_blanks_only_is_empty_however_long(tmp_path: Path) -> None:
    assert failure(tmp_path, "a.txt", b" " * 300_000) == "the file is empty"
    assert one(tmp_path, "a.txt", b" " * 300_000 + WATER.encode()).text.strip() == WATER


def test_a_reader_that_breaks_costs_its_own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: opened.Opened) -> Iterator[Document | Failure]:
        raise ZeroDivisionError
        yield

    monkeypatch.setattr(files, "choose", lambda peek: opened.Format("x", (), broken))
    assert files.BROKE_DOWN in failure(tmp_path, "a.txt", WATER)


def test_an_evidence_store_that_fails_stops_the_run(tmp_path: Path) -> None:
    class Full(MemoryEvidence):
        def keep_text(self, text_id: str, text: str) -> None:
            raise StoreError("the disk is full")

        def open(self, sha256: str) -> BinaryIO:
            raise AssertionError

    with pytest.raises(StoreError):
        read(tmp_path, "a.pdf", pdf_bytes(prose(WATER)), evidence=Full())


@pytest.mark.parametrize(
    ("name", "suffix"), [("a/b.TXT", ".txt"), (".hidden", ""), ("a.tar.gz", ".gz"), ("x/.y/z", "")]
)
def test_suffixes(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix
