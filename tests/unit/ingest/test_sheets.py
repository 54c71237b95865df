"""XLSX."""

import io
from datetime import datetime
from pathlib import Path

import openpyxl

from reportedly.ingest import Mapping
from reportedly.records import Document, Failure
from tests.unit.ingest.kept import failure, one, read
from tests.unit.ingest.samples import POWER, WATER, ods_bytes, xlsx_bytes


def book(**sheets: list[list[object]]) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for title, rows in sheets.items():
        sheet = workbook.create_sheet(title)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def test_each_row_is_a_document_with_its_sheet_and_row(tmp_path: Path) -> None:
    first, second = read(tmp_path, "a.xlsx", xlsx_bytes())
    assert isinstance(first, Document)
    assert isinstance(second, Document)
    assert (first.path, first.container, first.text) == ("a.xlsx#sheet=Reports&row=2", "a.xlsx", WATER)
    assert (second.path, second.text, second.published) == ("a.xlsx#sheet=Reports&row=4", POWER, "2026-10-27")
    assert (first.publisher, first.published, first.published_basis) == ("Drelmoor Courier", "2026-10-26", "field")
    assert first.extractor.startswith("openpyxl/")


def test_the_columns_can_be_named(tmp_path: Path) -> None:
    data = book(A=[["what", "when"], [WATER, datetime(2026, 10, 26, 14, 30)]])
    document = one(tmp_path, "a.xlsx", data, mapping=Mapping(text="what", published="when"))
    assert (document.text, document.published, document.flags) == (WATER, "2026-10-26", ("time_without_zone",))


def test_a_row_without_text_is_a_failure_that_names_it(tmp_path: Path) -> None:
    _, told = read(tmp_path, "a.xlsx", book(A=[["text", "date"], [WATER, "x"], [None, "2026-10-26"]]))
    assert isinstance(told, Failure)
    assert told.path == "a.xlsx#sheet=A&row=3"
    assert "row 3 of sheet 'A' has no text" in told.message


def test_a_workbook_without_a_column_of_texts_says_which_columns_it_has(tmp_path: Path) -> None:
    message = failure(tmp_path, "a.xlsx", book(A=[["a", "b"], [1, 2]], B=[["c"]]))
    assert "sheet 'A'" in message
    assert "the columns are a, b" in message


def test_an_ods_is_read_as_an_xlsx_is_and_repeated_rows_once(tmp_path: Path) -> None:
    found = read(tmp_path, "a.ods", ods_bytes())
    documents = [item for item in found if isinstance(item, Document)]
    assert [d.text for d in documents] == [WATER, POWER]
    assert [d.path.partition("#")[2] for d in documents] == ["sheet=Reports&row=2", "sheet=More&row=2"]
    assert (documents[0].publisher, documents[0].published) == ("Drelmoor Courier", "2026-10-26")
