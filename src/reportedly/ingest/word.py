"""DOCX by python-docx: the words in their order, tables as lines of cells, notes last."""

import io
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from reportedly.ingest.making import Metadata, Rendition, make_document
from reportedly.ingest.office import (
    BROKEN,
    check_office,
    file_properties,
    parse_xml,
    printed_time,
    table_row,
    unreadable,
)
from reportedly.ingest.opened import Found, Opened

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_SKIPPED = frozenset(map(qn, ("w:del", "w:moveFrom", "w:rPr", "w:pPr", "w:tblPr", "w:sectPr", "w:instrText")))
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_P, _TBL, _TR, _TC, _T = (qn(f"w:{name}") for name in ("p", "tbl", "tr", "tc", "t"))
_SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-", qn("w:softHyphen"): ""}


def read_docx(opened: Opened) -> Found:
    """Yield the document of a DOCX file; what was inserted is taken, what was deleted is left out."""
    check_office(opened.data)
    try:
        document = docx.Document(io.BytesIO(opened.data))
        blocks = list(_word_blocks(document.element.body))
        for part in document.part.package.iter_parts():
            if str(part.partname).rpartition("/")[2] in ("footnotes.xml", "endnotes.xml"):
                root = parse_xml(part.blob)
                blocks += [b for note in root if note.get(qn("w:type")) is None for b in _word_blocks(note)]
        metadata, flags = _word_properties(document.core_properties)
    except (OpcError, *BROKEN) as error:
        raise unreadable(error) from error
    rendition = Rendition("\n\n".join(blocks), MEDIA_TYPE, f"python-docx/{docx.__version__}", flags)
    yield make_document(opened.captured, rendition, metadata)


def _word_blocks(container: Any) -> Iterator[str]:
    """Yield paragraphs and tables inside an element, also those in boxes for content, without recursion into words."""
    for child in container.iterchildren():
        if child.tag == _P:
            words = _word_text(child).strip()
            if words:
                yield words
        elif child.tag == _TBL:
            table = "\n".join(_word_rows(child))
            if table:
                yield table
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _word_blocks(child)


def _word_rows(table: Any) -> Iterator[str]:
    for row in table.iter(_TR):
        cells = [" ".join(_word_text(p).strip() for p in cell.iter(_P)) for cell in row.iterchildren(_TC)]
        line = table_row(cells)
        if line:
            yield line


def _word_text(paragraph: Any) -> str:
    """Return the words of a paragraph with what was inserted, without what was deleted; boxes come where they stand."""
    pieces: list[str] = []
    skip: Any = None
    for event, node in etree.iterwalk(paragraph, events=("start", "end")):
        if skip is not None:
            skip = None if event == "end" and node is skip else skip
        elif event == "end":
            pieces.append(" " if node.tag == _P and node is not paragraph else "")
        elif node.tag in _SKIPPED or node.tag == _FALLBACK:
            skip = node
        elif node.tag == _T:
            pieces.append(node.text or "")
        else:
            pieces.append(_SIGNS.get(node.tag, ""))
    return "".join(pieces)


def _word_properties(properties: Any) -> tuple[Metadata, tuple[str, ...]]:
    def value(name: str) -> Any:
        try:
            return getattr(properties, name)
        except (ValueError, AttributeError, TypeError):
            return None

    return file_properties(
        title=value("title"), author=value("author"), language=value("language"),
        begun=printed_time(value("created")), changed=printed_time(value("modified")),
    )  # fmt: skip
