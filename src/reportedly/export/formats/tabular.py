"""Tables as CSV with an HXL row, and as a workbook."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from reportedly.export.files import written
from reportedly.export.released import Release, withheld_words
from reportedly.export.rows import TABLES, Column, Row, Table, joined

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "'")
_MOST_ROWS = 1_048_000
_MOST_CHARACTERS = 32_000
"""What a sheet and a cell can hold, with some room."""


def write_csv(release: Release, folder: Path) -> list[Path]:
    """Write each table as CSV (RFC 4180, UTF-8): names, HXL tags, rows."""
    return [_write_table(release, table, folder / f"{table.name}.csv") for table in TABLES]


def _write_table(release: Release, table: Table, path: Path) -> Path:
    with written(path) as out:
        writer = csv.writer(out)
        writer.writerow([c.name for c in table.columns])
        writer.writerow([c.tag for c in table.columns])
        for row in table.rows(release):
            writer.writerow([_cell(row[c.name]) for c in table.columns])
    return path


def _cell(value: Any) -> Any:
    """Return a value as text; one that a spreadsheet would run as a formula gets an apostrophe in front."""
    plain = joined(value)
    if isinstance(plain, str) and plain.startswith(_FORMULA):
        return f"'{plain}"
    return "" if plain is None else plain


def read_csv(path: Path, table: Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as they were before they were written, lists joined."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        names = next(rows)
        next(rows)
        types = {c.name: c for c in table.columns}
        for row in rows:
            yield {name: _read(value, types[name]) for name, value in zip(names, row, strict=True)}


def _read(printed: str, column: Column) -> Any:
    if column.type in ("whole", "number") and printed:
        return int(printed) if column.type == "whole" else float(printed)
    if printed == "":
        return None
    return printed[1:] if printed.startswith("'") else printed


def write_xlsx(release: Release, folder: Path) -> list[Path]:
    """Write all tables into one workbook, a sheet for each, with a sheet about them in front."""
    book = Workbook(write_only=True)
    book.properties.creator = "reportedly"
    book.properties.title = release.about.title
    _about(book, release)
    for table in TABLES:
        sheet = _sheet(book, table.name, table)
        for count, row in enumerate(table.rows(release)):
            if count and count % _MOST_ROWS == 0:
                sheet = _sheet(book, f"{table.name} {count // _MOST_ROWS + 1}", table)
            sheet.append(_cells(sheet, table, row))
    path = folder / "tables.xlsx"
    book.save(path)
    return [path]


def _about(book: Workbook, release: Release) -> None:
    sheet = book.create_sheet("about")
    about = release.about
    lines = [
        ("title", about.title),
        ("release", release.profile.name),
        ("data cut-off", about.cutoff),
        ("made", about.made_at),
        ("made by", f"reportedly {about.version}"),
        ("codebook", about.codebook),
        *(("credit", line) for line in about.credits),
        *(("withheld", line) for line in withheld_words(release.withheld)),
        *((f"{t.name}.{c.name}", c.about) for t in TABLES for c in t.columns),
    ]
    for line in lines:
        sheet.append([_text(sheet, part) for part in line])


def _sheet(book: Workbook, name: str, table: Table) -> Any:
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A3"
    head = []
    for column in table.columns:
        cell = WriteOnlyCell(sheet, column.name)
        cell.font = Font(bold=True)
        head.append(cell)
    sheet.append(head)
    sheet.append([c.tag for c in table.columns])
    return sheet


def _cells(sheet: Any, table: Table, row: Row) -> list[Any]:
    values = (joined(row[c.name]) for c in table.columns)
    return [_text(sheet, value) if isinstance(value, str) else value for value in values]


def _text(sheet: Any, value: str) -> Any:
    """Return a cell that is text whatever it begins with."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST_CHARACTERS])
    cell.data_type = "s"
    return cell
