"""Read the rows of a table: the first sheet of an xlsx workbook (ECMA-376) or a CSV file, as lists of strings."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from lxml import etree

from reportedly.errors import InvalidGazetteer
from reportedly.gazetteer.dumps import must_be_file

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
MAX_PART = 128 << 20
"""Bytes that a part of a workbook may have unpacked."""
MAX_FILE = 128 << 20
"""Bytes of a table: all of it is read."""

_REFERENCE = re.compile(r"([A-Z]{1,3})\d+")


def table_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield row number (from 1) and cells of a workbook's first sheet or of a CSV file, empty cells as "".

    Raises InvalidGazetteer if the file is missing, damaged, in another encoding than UTF-8, or far too large.
    """
    must_be_file(path)
    if path.stat().st_size > MAX_FILE:
        raise InvalidGazetteer(f"{path}: has more than {MAX_FILE:,} bytes; no codifier does that")
    with path.open("rb") as raw:
        magic = raw.read(4)
    yield from _sheet(path) if magic == b"PK\x03\x04" else _csv(path)


def is_workbook(path: Path) -> bool:
    """Say whether a file is an xlsx workbook."""
    if not path.is_file() or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return "xl/workbook.xml" in archive.namelist()


def _csv(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InvalidGazetteer(
            f"{path}: not in UTF-8 (byte {error.start:,}); save it as UTF-8, in a spreadsheet as “CSV UTF-8”"
        ) from error
    sample = text[:4096]
    delimiter = max(";,\t", key=sample.count)
    try:
        yield from enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), start=1)
    except csv.Error as error:
        raise InvalidGazetteer(f"{path}: no CSV table ({error})") from error


def _sheet(path: Path) -> Iterator[tuple[int, list[str]]]:
    try:
        with zipfile.ZipFile(path) as archive:
            strings = _shared_strings(archive, path)
            with _part(archive, _first_sheet(archive, path), path) as stream:
                for _, row in _elements(stream, "row"):
                    number = int(row.get("r") or 0)
                    yield number, _cells(row, strings)
                    _forget(row)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, IndexError, ValueError) as error:
        raise InvalidGazetteer(f"{path}: the workbook is damaged ({error}); get it again or save it as CSV") from error


def _first_sheet(archive: zipfile.ZipFile, path: Path) -> str:
    with _part(archive, "xl/workbook.xml", path) as stream:
        _, sheet = next(_elements(stream, "sheet"))
        wanted = sheet.get(_RELATED)
    with _part(archive, "xl/_rels/workbook.xml.rels", path) as stream:
        for _, related in etree.iterparse(stream, resolve_entities=False, no_network=True):
            if related.get("Id") == wanted:
                return "xl/" + str(related.get("Target")).removeprefix("/xl/").removeprefix("xl/")
    raise KeyError("the first sheet is not listed")


def _shared_strings(archive: zipfile.ZipFile, path: Path) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    found = []
    with _part(archive, "xl/sharedStrings.xml", path) as stream:
        for _, item in _elements(stream, "si"):
            found.append("".join(text.text or "" for text in item.iter(f"{_MAIN}t")))
            _forget(item)
    return found


def _elements(stream: IO[bytes], tag: str) -> Iterator[tuple[str, etree._Element]]:
    yield from etree.iterparse(stream, tag=f"{_MAIN}{tag}", resolve_entities=False, no_network=True)


def _forget(element: etree._Element) -> None:
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def _cells(row: etree._Element, strings: list[str]) -> list[str]:
    found: list[str] = []
    for cell in row.iter(f"{_MAIN}c"):
        reference = _REFERENCE.match(cell.get("r") or "")
        column = _column(reference[1]) if reference else len(found)
        found += [""] * (column - len(found))
        found.append(_value(cell, strings).strip())
    return found


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _value(cell: etree._Element, strings: list[str]) -> str:
    if cell.get("t") == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(f"{_MAIN}t"))
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    return strings[int(text)] if cell.get("t") == "s" and text else text


@contextmanager
def _part(archive: zipfile.ZipFile, name: str, path: Path) -> Iterator[IO[bytes]]:
    if archive.getinfo(name).file_size > MAX_PART:
        raise InvalidGazetteer(f"{path}: {name} unpacks to more than {MAX_PART:,} bytes; no codifier does that")
    with archive.open(name) as stream:
        yield stream
