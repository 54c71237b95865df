"""ODS: opened by odfdo; each sheet is a table with a heading row, read as an XLSX is."""

import io
from collections.abc import Iterator
from itertools import islice
from typing import Any

import odfdo

from reportedly.errors import DocumentFailed
from reportedly.ingest.odt import content_of, words_of
from reportedly.ingest.office import BROKEN, check_office, parse_xml, unreadable
from reportedly.ingest.opened import Found, Opened
from reportedly.ingest.sheets import MAX_BLANK, MAX_COLUMNS, MAX_ROWS, Cells, tables
from reportedly.ingest.signs import ODS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


def read_ods(opened: Opened) -> Found:
    """Yield a document, or a failure naming sheet and row, for each row of each sheet that has a column of texts.

    Raises DocumentFailed if no sheet has such a column.
    """
    check_office(opened.data)
    try:
        document = odfdo.Document(io.BytesIO(opened.data))
        book = parse_xml(content_of(document)).find(f"{_OFFICE}body/{_OFFICE}spreadsheet")
        if book is None:
            raise DocumentFailed("there is no sheet in it")
        sheets = [(str(sheet.get(f"{_TABLE}name")), _cells(sheet)) for sheet in book.iterchildren(f"{_TABLE}table")]
    except (odfdo.SecurityError, *BROKEN) as error:
        raise unreadable(error) from error
    yield from tables(opened, sheets, (ODS, f"odfdo/{odfdo.__version__}"))


def _cells(sheet: Any) -> Cells:
    """Yield the number of each row that is not blank, from 1, and what its cells print.

    Programs write rows that are the same as one that is repeated: it is read once, as rows with one content would be.
    """
    number, blank = 1, 0
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells = list(islice(_row(row), MAX_COLUMNS))
        if any(cells):
            yield number, cells
            blank = 0
        else:
            blank += _repeated(row, "rows")
        number += _repeated(row, "rows")
        if blank > MAX_BLANK or number > MAX_ROWS:
            return


def _row(row: Any) -> Iterator[str]:
    for cell in row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
        printed = _printed(cell)
        for _ in range(_repeated(cell, "columns") if printed else min(_repeated(cell, "columns"), MAX_COLUMNS)):
            yield printed


def _printed(cell: Any) -> str:
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        return str(day).removesuffix("T00:00:00")
    return "\n".join(words_of(p) for p in cell.iterchildren(f"{_TEXT}p")).strip()


def _repeated(node: Any, what: str) -> int:
    return max(1, int(node.get(f"{_TABLE}number-{what}-repeated") or 1))
