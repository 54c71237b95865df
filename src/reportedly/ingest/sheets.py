"""XLSX by openpyxl: each sheet is a table with a heading row, read as a CSV is."""

import io
from collections.abc import Iterable, Iterator
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

Cells = Iterator[tuple[int, list[str]]]
"""The number of each row that is not blank, from 1, and what its cells print; the first is the heading."""

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
    sheets = [(sheet.title, _cells(sheet)) for sheet in book.worksheets]
    yield from tables(opened, sheets, (MEDIA_TYPE, f"openpyxl/{openpyxl.__version__}"))


def tables(opened: Opened, sheets: Iterable[tuple[str, Cells]], form: tuple[str, str]) -> Found:
    """Yield what the rows of sheets hold, each given by its title and cells; `form` is media type and extractor.

    Raises DocumentFailed if no sheet has a column of texts.
    """
    problems: list[str] = []
    any_row = False
    for title, rows in sheets:
        try:
            for found in _sheet(opened, title, rows, form):
                any_row = True
                yield found
        except DocumentFailed as error:
            problems.append(f"sheet {title!r}: {error}")
        except BROKEN as error:
            captured = opened.captured
            any_row = True
            yield Failure(f"{captured.path}#sheet={title}", str(unreadable(error)), captured.sha256)
    if not any_row:
        raise DocumentFailed("; ".join(problems) or "there is no sheet in it")


def _sheet(opened: Opened, title: str, rows: Cells, form: tuple[str, str]) -> Found:
    _, names = next(rows, (0, []))
    while names and not names[-1]:
        names.pop()
    check_columns(names, opened.mapping)
    mapping = resolve(opened.mapping, names)
    yield from row_documents(_rows(title, rows, names), opened.captured, mapping=mapping, form=form)


def _rows(title: str, rows: Cells, names: list[str]) -> Iterator[Row]:
    for number, cells in rows:
        fields = {name: cell for name, cell in zip(names, cells, strict=False) if name}
        yield Row(f"sheet={title}&row={number}", f"row {number} of sheet {title!r}", fields)


def _cells(sheet: Any) -> Cells:
    """Yield the number of each row that is not blank, from 1, and what its cells print."""
    sheet.reset_dimensions()
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
