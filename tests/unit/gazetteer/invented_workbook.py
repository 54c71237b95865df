"""A codifier of an invented country as a workbook, written with the standard library."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape

MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATED = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'


def code(number: int) -> str:
    return f"VL{number:017}"


def workbook(path: Path, rows: Sequence[Sequence[str]], *, shared: bool = True) -> Path:
    """Write rows as the first sheet; cells as shared strings or inline, empty ones left out."""
    strings: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for column, text in zip("ABCDEFG", row, strict=False):
            if text and shared:
                cells.append(f'<c r="{column}{number}" t="s"><v>{len(strings)}</v></c>')
                strings.append(f"<si><t>{escape(text)}</t></si>")
            elif text:
                cells.append(f'<c r="{column}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>')
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        sheets = '<sheets><sheet name="List" sheetId="1" r:id="rId1"/></sheets>'
        archive.writestr("xl/workbook.xml", f"<workbook {MAIN} {RELATED}>{sheets}</workbook>")
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/worksheets/sheet1.xml", f"<worksheet {MAIN}><sheetData>{''.join(lines)}</sheetData></worksheet>"
        )
        if shared:
            archive.writestr("xl/sharedStrings.xml", f"<sst {MAIN}>{''.join(strings)}</sst>")
    return path


LAND, NORTH, SOUTH, LESNO, KELD = (code(n) for n in (1, 10, 20, 11, 21))
HEADING = ("", "", "", "", "", "Approved on 1 July 2026", "")
TITLES = ("First level", "Second level", "Third level", "Fourth level", "Further level", "Category", "Name")
ROWS = (
    HEADING,
    TITLES,
    (LAND, "", "", "", "", "O", "Тарновська"),
    (LAND, NORTH, "", "", "", "P", "Північний"),
    (LAND, NORTH, LESNO, "", "", "H", "Лісненська"),
    (LAND, NORTH, LESNO, code(100), "", "C", "Лісне"),
    (LAND, NORTH, LESNO, code(101), "", "C", "Марне"),
    (LAND, NORTH, LESNO, code(102), "", "X", "Нове"),
    (LAND, NORTH, LESNO, code(103), "", "C", "Сірне"),
    (LAND, SOUTH, "", "", "", "P", "Південний"),
    (LAND, SOUTH, KELD, "", "", "H", "Келдська"),
    (LAND, SOUTH, KELD, code(200), "", "M", "Келд"),
    (LAND, SOUTH, KELD, code(201), "", "C", "Дольне"),
    (LAND, SOUTH, KELD, code(202), "", "C", "Нове"),
    (LAND, SOUTH, KELD, code(203), "", "C", "Зникле"),
    (LAND, SOUTH, KELD, code(200), code(300), "B", "Річковий"),
)
