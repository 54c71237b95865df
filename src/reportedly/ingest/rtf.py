"""RTF by striprtf: paragraphs and rows of tables in order, the properties of the file; pictures and notes left out."""

import re
from collections.abc import Iterator
from itertools import groupby

from striprtf.striprtf import rtf_to_text

from reportedly.errors import DocumentFailed
from reportedly.ingest.making import Rendition, make_document
from reportedly.ingest.office import file_properties, table_row
from reportedly.ingest.opened import Found, Opened

MEDIA_TYPE = "application/rtf"

_BROKEN = (ValueError, TypeError, IndexError, KeyError, LookupError, OverflowError)
"""What the library raises on damaged files."""

_PICTURE = re.compile(r"[0-9a-fA-F\r\n]{1000,}")
"""Pictures stand in the file as digits; no text has as many in a row."""

_FIELD = re.compile(r"(\\fldinst)\{", re.IGNORECASE)
_FONT = re.compile(r"(?<!\\)\\f(?=\d)")
_BINARY = re.compile(r"\\bin\d")

_INFO = 200_000
_PROPERTY = r"\{{\\{name}\s((?:[^{{}}\\]|\\.)*)\}}"
_TIME = r"\{{\\{name}\\yr(\d{{4}})\\mo(\d{{1,2}})\\dy(\d{{1,2}})"


def read_rtf(opened: Opened) -> Found:
    """Yield the document of an RTF file. Raises DocumentFailed for one that cannot be read or holds no words."""
    source = opened.data.decode("latin-1")
    if _BINARY.search(source):
        raise DocumentFailed("this RTF holds binary parts; open it with an office program and save it as .docx")
    try:
        blocks = list(_blocks(_plain(source)))
        metadata, flags = file_properties(
            title=_property(source, "title"),
            author=_property(source, "author"),
            language=None,
            begun=_day(source, "creatim"),
            changed=_day(source, "revtim"),
        )
    except _BROKEN as error:
        raise DocumentFailed(f"the RTF is damaged ({error!r}); open it with its program and save it again") from error
    if not blocks:
        raise DocumentFailed("there are no words in this RTF")
    yield make_document(opened.captured, Rendition("\n\n".join(blocks), MEDIA_TYPE, "striprtf/1", flags), metadata)


def _plain(source: str) -> str:
    """Return the words. What the library searches with patterns that would take for ever is kept to short lines."""
    source = _FONT.sub("\n\\\\f", _FIELD.sub(r"\1 {", _PICTURE.sub("", source)))
    text: str = rtf_to_text(source, errors="replace")  # type: ignore[no-untyped-call]
    # Signs beyond 16 bits are written as two halves; a half alone is no sign.
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _blocks(text: str) -> Iterator[str]:
    lines = (line.strip() for line in text.split("\n"))
    for in_table, some in groupby((line for line in lines if line), key=lambda line: line.endswith("|")):
        if not in_table:
            yield from some
            continue
        rows = filter(None, (table_row(row.rstrip("|").split("|")) for row in some))
        if table := "\n".join(rows):
            yield table


def _property(source: str, name: str) -> str | None:
    found = re.search(_PROPERTY.format(name=name), source[:_INFO])
    return _plain("{\\rtf1 " + found[1] + "}").strip() or None if found else None


def _day(source: str, name: str) -> str | None:
    """Return a day; times of RTF carry no zone."""
    found = re.search(_TIME.format(name=name), source[:_INFO])
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else None
