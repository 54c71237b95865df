"""ODT: opened by odfdo; the words in their order, tables as lines of cells, notes last."""

import io
from collections.abc import Iterator
from typing import Any

import odfdo
from lxml import etree

from reportedly.ingest.making import Rendition, make_document
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
from reportedly.ingest.signs import ODT

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_PARAGRAPHS = (f"{_TEXT}p", f"{_TEXT}h")
_NOTE = f"{_TEXT}note"
_SIGNS = {f"{_TEXT}s": " ", f"{_TEXT}tab": "\t", f"{_TEXT}line-break": "\n"}
_SKIPPED = frozenset((f"{_TEXT}tracked-changes", f"{_OFFICE}annotation", f"{_OFFICE}forms", _NOTE))


def read_odt(opened: Opened) -> Found:
    """Yield the document of an ODT file; what was deleted under change tracking is left out."""
    check_office(opened.data)
    try:
        document = odfdo.Document(io.BytesIO(opened.data))
        body = parse_xml(content_of(document)).find(f"{_OFFICE}body")
        blocks = [*_blocks(body), *(b for note in body.iter(f"{_TEXT}note-body") for b in _blocks(note))]
        meta = document.meta
        # The library's own template carries a day of making.
        begun = None if "odfdo" in str(meta.generator) else printed_time(meta.creation_date)
        metadata, flags = file_properties(
            title=meta.title, author=meta.initial_creator or meta.creator, language=meta.language,
            begun=begun, changed=printed_time(meta.date),
        )  # fmt: skip
    except (odfdo.SecurityError, *BROKEN) as error:
        raise unreadable(error) from error
    rendition = Rendition("\n\n".join(blocks), ODT, f"odfdo/{odfdo.__version__}", flags)
    yield make_document(opened.captured, rendition, metadata)


def content_of(document: odfdo.Document) -> bytes:
    """Return the part that holds the content. Raises KeyError if there is none."""
    part = document.container.get_part("content.xml") if document.container else None
    if not isinstance(part, bytes):
        raise KeyError("content.xml")
    return part


def _blocks(container: Any) -> Iterator[str]:
    for child in container.iterchildren():
        if child.tag in _PARAGRAPHS:
            words = words_of(child).strip()
            if words:
                yield words
        elif child.tag == f"{_TABLE}table":
            table = "\n".join(_rows(child))
            if table:
                yield table
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _blocks(child)


def _rows(table: Any) -> Iterator[str]:
    for row in table.iter(f"{_TABLE}table-row"):
        cells = row.iterchildren(f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")
        line = table_row([" ".join(words_of(p) for p in cell.iter(*_PARAGRAPHS)) for cell in cells])
        if line:
            yield line


def words_of(paragraph: Any) -> str:
    """Return the words of a paragraph (lxml), without notes and comments that hang on it."""
    pieces: list[str] = []
    skip: Any = None
    for event, node in etree.iterwalk(paragraph, events=("start", "end", "comment", "pi")):
        if event == "start" and skip is None:
            skip = node if node.tag in _SKIPPED else None
            pieces.append(_SIGNS.get(node.tag, " " if node.tag in _PARAGRAPHS and node is not paragraph else ""))
            pieces.append("" if skip is not None else node.text or "")
        elif event != "start":
            skip = None if node is skip else skip
            pieces.append("" if skip is not None or node is paragraph else node.tail or "")
    return "".join(pieces)
