"""RTF: words in their alphabets, tables as lines, the file's properties; what is no text stays out."""

from pathlib import Path
from time import process_time

import pytest

from tests.unit.ingest.kept import failure, one
from tests.unit.ingest.samples import WATER, rtf_bytes


def test_words_properties_and_tables(tmp_path: Path) -> None:
    document = one(tmp_path, "a.rtf", rtf_bytes())
    assert document.text.split("\n\n") == [
        "Dry taps in Drelmoor",
        WATER,
        "Воды нет. Її немає.",
        "The wire has more.",
        "| Place | State |\n| Drelmoor | no water |",
    ]
    assert (document.title, document.author, document.published) == ("Dry taps", ("Ada Quill",), "2026-10-26")
    assert document.published_basis == "properties"
    assert document.media_type == "application/rtf"


def test_it_is_told_by_its_content_whatever_its_name(tmp_path: Path) -> None:
    assert one(tmp_path, "a.doc", rtf_bytes()).text == one(tmp_path, "a.txt", rtf_bytes()).text


def test_signs_beyond_sixteen_bits_and_halves_of_them(tmp_path: Path) -> None:
    assert (
        one(tmp_path, "a.rtf", rb"{\rtf1 Taps \u-10179?\u-8693? dry \u-10179? now}").text
        == "Taps \U0001f60b dry \ufffd now"
    )


def test_binary_parts_and_files_without_words_are_told(tmp_path: Path) -> None:
    assert "binary parts" in failure(tmp_path, "a.rtf", b"{\\rtf1 {\\pict\\bin4 {}}{}} Words.}")
    assert "no words" in failure(tmp_path, "a.rtf", b"{\\rtf1 {\\info{\\title x}}}")
    assert "damaged" in failure(tmp_path, "a.rtf", b"{\\rtf1 \\u99999999? Words.}")


@pytest.mark.parametrize(
    "trap",
    [
        b"{\\fonttbl" + b"\\f1" * 60_000 + b"}",
        b"{\\field{\\*\\fldinst{" * 15_000,
        b"{\\field{\\*\\fldinst{" + b'HYPERLINK "x"}}{' * 15_000,
        b"{\\FIELD{\\*\\FLDINST{" + b'HYPERLINK "x"}}{' * 15_000,
        b"{" * 200_000,
        b"\\'" * 100_000,
        b"\\pict\\bi" * 30_000,
    ],
)
def test_patterns_that_would_be_searched_for_ever_end_soon(tmp_path: Path, trap: bytes) -> None:
    started = process_time()
    one(tmp_path, "a.rtf", b"{\\rtf1 Water is off. " + trap + b" }")
    assert process_time() - started < 10
