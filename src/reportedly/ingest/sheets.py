"""XLSX by openpyxl: each sheet is a table with a heading row, read as a CSV is."""

import io
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from reportedly.errors import DocumentFailed
from reportedly.ingest.mapping import resolve
from reportedly.ingest.office import BROKEN, check_office, unreadable
from reportedly.ingest.opened import Found, Opened
from reportedly.ingest.rows import Row, check_columns, row_documents
from reportedly.records import Failure

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MAX_COLUMNS = 1_000
"""Most columns of a sheet that are read."""

MAX_ROWS = 1_048_576
"""Most rows of a sheet: as many as the format allows."""

MAX_BLANK = 10_000
"""After so many blank rows a sheet is taken to have ended."""


def read_xlsx(opened: Opened) -> Found:
    """Yield a document, or a failure naming sheet and row, for each row of each sheet that has a column of texts.

    The first row that is not blank is the heading. Raises DocumentFailed if no sheet has such a column.
    """
    check_office(opened.data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(opened.data), read_only=True, data_only=True, keep_links=False)
    except (InvalidFileException, *BROKEN) as error:
        raise unreadable(error) from error
    problems: list[str] = []
    any_row = False
    for sheet in book.worksheets:
        try:
            for found in _sheet(opened, sheet):
                any_row = True
                yield found
        except DocumentFailed as error:
            problems.append(f"sheet {sheet.title!r}: {error}")
        except BROKEN as error:
            captured = opened.captured
            any_row = True
            yield Failure(f"{captured.path}#sheet={sheet.title}", str(unreadable(error)), captured.sha256)
    if not any_row:
        raise DocumentFailed("; ".join(problems) or "there is no sheet in it")


def _sheet(opened: Opened, sheet: Any) -> Found:
    sheet.reset_dimensions()
    rows = _cells(sheet)
    _, names = next(rows, (0, []))
    while names and not names[-1]:
        names.pop()
    check_columns(names, opened.mapping)
    mapping = resolve(opened.mapping, names)
    form = (MEDIA_TYPE, f"openpyxl/{openpyxl.__version__}")
    yield from row_documents(_rows(sheet.title, rows, names), opened.captured, mapping=mapping, form=form)


def _rows(title: str, rows: Iterator[tuple[int, list[str]]], names: list[str]) -> Iterator[Row]:
    for number, cells in rows:
        fields = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        yield Row(f"sheet={title}&row={number}", f"row {number} of sheet {title!r}", fields)


def _cells(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Yield the number of each row that is not blank, from 1, and what its cells print."""
    blank = 0
    for number, row in enumerate(sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS, max_row=MAX_ROWS), start=1):
        cells = [_printed(value) for value in row]
        blank = 0 if any(cells) else blank + 1
        if not blank:
            yield number, cells
        if blank > MAX_BLANK:
            return


def _printed(value: object) -> str:
    """Return a cell in words; days and times in ISO 8601, as they carry no zone."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        day = value.time() == time(0) and value.tzinfo is None
        return value.date().isoformat() if day else value.isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
