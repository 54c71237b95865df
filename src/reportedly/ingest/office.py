"""What office documents (DOCX, ODT, XLSX: ZIPs of XML) have in common: checks before they are opened, properties."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from lxml import etree

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.making import Metadata
from reportedly.ingest.opened import MB
from reportedly.ingest.zipped import DAMAGED, MAX_RATIO, SMALL, open_zip

FROM_PROPERTIES = "date_from_file_properties"
"""Flag: the day is when the file was begun, as its program noted it, and not a printed day of publication."""

MAX_XML = 256 * MB
"""Most bytes of XML in one document."""

MAX_PARTS = 20_000
"""Most parts in one document."""

_DECLARES = re.compile(rb"<!(?:DOCTYPE|ENTITY)")
BROKEN = (
    etree.LxmlError,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    RecursionError,
    SyntaxError,
    AssertionError,
    *DAMAGED,
)
"""What libraries raise on office documents that are damaged."""

_TEMPLATE_DATES = ("2013-12-23T23:15:00",)
"""The day of making in the template of a library: it says nothing of a document."""
_WRITING = timedelta(days=31)
"""A file that was begun longer ago than this before its last change is a template: the day says nothing."""


def check_office(data: bytes) -> None:
    """Raise DocumentFailed for a document that is encrypted, declares entities, or unpacks to too much."""
    with open_zip(io.BytesIO(data)) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS:
            raise DocumentFailed(f"the document has more than {MAX_PARTS:,} parts; save its text as .txt")
        if any(part.flag_bits & 0x1 for part in parts):
            raise DocumentFailed("the document is encrypted; save it without a password")
        total = sum(part.file_size for part in parts)
        bomb = any(p.file_size > 16 * SMALL and p.file_size > MAX_RATIO * max(p.compress_size, 1) for p in parts)
        xml = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
        if bomb or sum(part.file_size for part in xml) > MAX_XML:
            raise DocumentFailed(f"the document unpacks to {total / MB:,.0f} MB; it was not opened")
        for part in xml:
            _check_xml(archive, part)


def _check_xml(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Office programs declare no document type; who does so wants entities that multiply or fetch files."""
    try:
        with archive.open(part) as stream:
            start = stream.read(100_000)
    except DAMAGED as error:
        raise DocumentFailed(f"{part.filename} in the document is damaged ({error}); save it again") from error
    # UTF-16 has a zero beside each letter.
    if _DECLARES.search(start.replace(b"\x00", b"")):
        raise DocumentFailed(f"{part.filename} in the document declares entities; save it again with an office program")


def parse_xml(data: bytes) -> Any:
    """Return the root of a part (lxml); entities stay as they are, nothing is fetched."""
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))


def unreadable(error: Exception) -> DocumentFailed:
    """Return the failure of a document on which its library broke."""
    return DocumentFailed(f"the document cannot be read ({error!r}); open it with its program and save it again")


def table_row(cells: list[str]) -> str:
    """Return a row as a line of cells between "|"; "" if they are all blank."""
    cleaned = [re.sub(r"\s+", " ", cell).strip().replace("|", "/") for cell in cells]
    return f"| {' | '.join(cleaned)} |" if any(cleaned) else ""


def printed_time(moment: Any) -> str | None:
    """Return a time of OOXML or ODF, which programs write in UTC, as ISO 8601."""
    if not isinstance(moment, datetime):
        return None
    return moment.replace(tzinfo=None).isoformat(timespec="seconds") + "Z"


def file_properties(
    *, title: object, author: object, language: object, begun: str | None, changed: str | None
) -> tuple[Metadata, tuple[str, ...]]:
    """Return what a file's properties say, and flags; the day of making counts unless it is a template's."""
    metadata = Metadata(title=title, author=_names(author), language=language, modified=changed)
    if not begun or not read_time(begun)[0] or begun.startswith(_TEMPLATE_DATES) or _is_template(begun, changed):
        return metadata, ()
    return replace(metadata, published=begun, basis="properties"), (FROM_PROPERTIES,)


def _names(author: object) -> list[str] | None:
    names = re.split(r"\s*;\s*", author) if isinstance(author, str) else []
    return [name for name in names if name and name != "python-docx"] or None


def _is_template(begun: str, changed: str | None) -> bool:
    try:
        first, last = (datetime.fromisoformat(day.replace("Z", "+00:00")) for day in (begun, changed or begun))
        return last - first > _WRITING
    except (ValueError, TypeError):
        return False
