"""Drawings in a Word file: as vectors, with pixels for programs that cannot draw them, and in words."""

import io
from typing import Any

from docx.document import Document
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Mm

_TYPE = "image/svg+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def add_picture(file: Document, image: bytes, svg: str, alt: str, *, wide_mm: int = 170) -> None:
    """Add a drawing as wide as the text; `image` is the PNG, `alt` says what it shows."""
    shape = file.add_picture(io.BytesIO(image), width=Mm(wide_mm))
    inline: Any = shape._inline
    inline.docPr.set("descr", alt)
    inline.docPr.set("name", "map")
    number = sum(part.partname.ext == "svg" for part in file.part.package.iter_parts()) + 1
    part = Part(PackURI(f"/word/media/drawing{number}.svg"), _TYPE, svg.encode("utf-8"), file.part.package)
    key = file.part.relate_to(part, _RELATION)
    blip = inline.find(f".//{{{_DRAWING}}}blip")
    blip.append(
        parse_xml(
            f'<a:extLst xmlns:a="{_DRAWING}"><a:ext uri="{_EXTENSION}"><asvg:svgBlip xmlns:asvg="{_SVG}" '
            f'xmlns:r="{_LINKS}" r:embed="{key}"/></a:ext></a:extLst>'
        )
    )
