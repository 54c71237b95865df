"""Plain text: encodings, front matter, languages, and files that are no text."""

import codecs
from pathlib import Path

import pytest

from reportedly.ingest import read_file
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import ENGLISH, NOW, RUSSIAN, UKRAINIAN, MemoryEvidence, failure, one, read


def test_the_text_is_the_decoded_input_unchanged(tmp_path: Path) -> None:
    text = "  No water.\r\n\r\nNo power\u00a0either.\rNo phone\u2028\n\n"
    document = one(tmp_path, "a.txt", text)
    assert document.text == text
    assert (document.media_type, document.extractor, document.published_basis) == ("text/plain", "plain/1", "none")
    assert (document.path, document.container, document.retrieved_at) == ("a.txt", None, NOW)


def test_bytes_are_kept_before_they_are_read_and_the_text_after(tmp_path: Path) -> None:
    evidence = MemoryEvidence()
    [document] = read(tmp_path, "a.txt", ENGLISH, evidence=evidence)
    assert isinstance(document, Document)
    assert evidence.order == [document.sha256, document.text_id]
    assert evidence.get(document.sha256) == ENGLISH.encode()
    assert evidence.texts == {document.text_id: ENGLISH}


def test_bytes_of_a_file_that_cannot_be_read_are_kept_too(tmp_path: Path) -> None:
    evidence = MemoryEvidence()
    [found] = read(tmp_path, "a.txt", b"%PDF-1.7 ...", evidence=evidence)
    assert isinstance(found, Failure)
    assert found.sha256 is not None
    assert evidence.get(found.sha256) == b"%PDF-1.7 ..."


def test_the_same_bytes_are_the_same_document_wherever_they_lie(tmp_path: Path) -> None:
    assert one(tmp_path, "a.txt", ENGLISH).id == one(tmp_path, "b.txt", ENGLISH).id
    assert one(tmp_path, "a.txt", ENGLISH).id != one(tmp_path, "b.txt", ENGLISH + " ").id


@pytest.mark.parametrize(
    ("encoding", "text", "language", "extractor"),
    [
        ("utf-8", UKRAINIAN, "uk", "plain/1"),
        ("utf-8-sig", ENGLISH, "en", "plain/1"),
        ("utf-16", ENGLISH, "en", "plain/1+utf-16"),
        ("utf-16-le", ENGLISH, "en", "plain/1+utf-16-le"),
        ("utf-16-be", UKRAINIAN, "uk", "plain/1+utf-16-be"),
        ("cp1251", UKRAINIAN * 3, "uk", "plain/1+cp1251"),
        ("koi8_r", RUSSIAN * 3, "ru", "plain/1+koi8-r"),
        ("cp866", RUSSIAN * 3, "ru", "plain/1+cp866"),
    ],
)
def test_encodings_of_the_field_are_told_apart(
    tmp_path: Path, encoding: str, text: str, language: str, extractor: str
) -> None:
    document = one(tmp_path, "a.txt", text.encode(encoding))
    assert (document.text, document.language, document.extractor) == (text, language, extractor)
    assert document.flags == ()


def test_a_few_foreign_bytes_in_utf8_are_replaced_and_flagged(tmp_path: Path) -> None:
    document = one(tmp_path, "a.txt", (UKRAINIAN * 40).encode() + "кінець".encode("cp1251"))
    assert document.flags == ("mixed_encoding",)
    assert document.text.startswith(UKRAINIAN)
    assert "\ufffd" in document.text


def test_a_file_in_two_encodings_is_refused(tmp_path: Path) -> None:
    message = failure(tmp_path, "a.txt", (UKRAINIAN * 4).encode() + (UKRAINIAN * 4).encode("cp1251"))
    assert "mixes encodings" in message
    assert "save it as UTF-8" in message


def test_a_mark_that_lies_is_a_failure(tmp_path: Path) -> None:
    assert "byte order mark" in failure(tmp_path, "a.txt", codecs.BOM_UTF16_LE + b"abc")


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"%PDF-1.4\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\x00", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\x00", "PNG"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG"),
        (b"\x7fELF\x02\x01\x01", "ELF"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        (b"some \x00 bytes \x00\x01 and \x02", "binary"),
        (bytes(range(1, 32)) * 30, "binary"),
    ],
)
def test_a_binary_file_called_txt_is_named_for_what_it_is(tmp_path: Path, content: bytes, what: str) -> None:
    assert what in failure(tmp_path, "a.txt", content)


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", codecs.BOM_UTF8, b"\n\xc2\xa0\n", b"--- *** ---"])
def test_a_file_without_words_is_a_failure(tmp_path: Path, content: bytes) -> None:
    message = failure(tmp_path, "a.txt", content)
    assert "empty" in message or "no words" in message


def test_a_missing_file_is_a_failure(tmp_path: Path) -> None:
    [found] = read_file(tmp_path / "gone.txt", evidence=MemoryEvidence(), now=NOW)
    assert isinstance(found, Failure)
    assert found.path == str(tmp_path / "gone.txt")


_FRONT = """---
title: "Dry taps: day three"
publisher: Drelmoor Courier
published: 2026-10-20T09:00:00-01:00
url: https://courier.example/3
language: en
author: [Ada Quill, Bo Fenn]
---
"""


def test_front_matter_gives_metadata_and_stays_in_the_text(tmp_path: Path) -> None:
    document = one(tmp_path, "a.md", _FRONT + ENGLISH)
    assert document.text == _FRONT + ENGLISH
    assert (document.title, document.publisher, document.url) == (
        "Dry taps: day three",
        "Drelmoor Courier",
        "https://courier.example/3",
    )
    assert (document.published, document.published_basis) == ("2026-10-20T09:00:00-01:00", "front_matter")
    assert (document.author, document.media_type) == (("Ada Quill", "Bo Fenn"), "text/markdown")


def test_front_matter_with_windows_line_ends_and_a_list_is_read(tmp_path: Path) -> None:
    front = "---\r\npublisher: Courier\r\nauthor:\r\n- Ada Quill\r\n- Bo Fenn\r\n---\r\n"
    document = one(tmp_path, "a.txt", front + ENGLISH)
    assert (document.publisher, document.author) == ("Courier", ("Ada Quill", "Bo Fenn"))


def test_a_rule_of_dashes_is_not_front_matter(tmp_path: Path) -> None:
    document = one(tmp_path, "a.txt", "---\nThe council met on Monday.\n---\n" + ENGLISH)
    assert document.publisher is None


def test_front_matter_alone_is_no_report(tmp_path: Path) -> None:
    assert "after the front matter" in failure(tmp_path, "a.txt", _FRONT + "\n\n")


def test_an_unreadable_date_is_left_out_and_flagged(tmp_path: Path) -> None:
    document = one(tmp_path, "a.txt", "---\npublished: 2026-02-31\n---\n" + ENGLISH)
    assert (document.published, document.published_basis, document.flags) == (None, "none", ("unreadable_date",))


def test_an_unknown_name_with_text_inside_is_read_as_text(tmp_path: Path) -> None:
    assert one(tmp_path, "REPORT", ENGLISH).media_type == "text/plain"


def test_an_unknown_name_with_a_page_inside_is_read_as_a_page(tmp_path: Path) -> None:
    page = f"<!DOCTYPE html>\n<html><body><article><p>{ENGLISH * 3}</p></article></body></html>"
    assert one(tmp_path, "page.asp", page).media_type == "text/html"


def test_an_unknown_name_with_json_lines_inside_is_read_as_rows(tmp_path: Path) -> None:
    assert one(tmp_path, "rows.dump", '{"text": "No water in Drelmoor."}\n').path == "rows.dump#line=1"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.yaml", "text: this"),
        ("a.docx", b"No water in Drelmoor."),
        ("a.bin", b"\x00\x01\x02"),
        ("a.json", '["x", 2]'),
        ("a.dat", '{\n  "text": "x"\n}'),
    ],
)
def test_a_failure_of_an_unknown_name_says_what_can_be_read(tmp_path: Path, name: str, content: bytes | str) -> None:
    assert ".txt, .md, .html" in failure(tmp_path, name, content)


def test_five_megabytes_in_one_line_are_read(tmp_path: Path) -> None:
    text = ENGLISH * (5_000_000 // len(ENGLISH))
    assert one(tmp_path, "a.txt", text).text == text


@pytest.mark.slow
def test_fifty_megabytes_in_one_line_are_read(tmp_path: Path) -> None:
    text = ENGLISH * (50_000_000 // len(ENGLISH))
    assert one(tmp_path, "a.txt", text).text == text
