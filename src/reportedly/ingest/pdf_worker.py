"""One PDF from standard input to lines as JSON by PDFium: a process of its own, as PDFium may crash.

It imports nothing of this package, and is run as a script (`python -P pdf_worker.py SECONDS`).
"""

import ctypes
import json
import math
import sys
from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

try:
    import resource
except ImportError:  # not on this system
    resource = None  # type: ignore[assignment]

MAX_PAGES = 3_000
MAX_SIGNS = 20_000_000
MEMORY = 4 * 1024**3
HYPHENS = (0x02, 0xFFFE)
"""What PDFium gives for a hyphen at the end of a line."""


CELL_GAP = 2.0
"""Gap inside a line, in parts of the size of its type, that no words of one text have between them."""


def main() -> None:
    """Read standard input, write one JSON object: {"error": ...} or {"pages": [...], "meta": {...}, ...}."""
    _limit(int(sys.argv[1]) if len(sys.argv) > 1 else 60)
    data = sys.stdin.buffer.read()
    try:
        answer = _document(data)
    except pypdfium2.PdfiumError as error:
        answer = {"error": "password" if error.err_code == pdfium.FPDF_ERR_PASSWORD else str(error)}
    sys.stdout.buffer.write(json.dumps(answer).encode("ascii"))


def _limit(seconds: int) -> None:
    """Hold this process to so much memory and time on the processor, where the system can."""
    if resource is not None:
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))


def _document(data: bytes) -> dict[str, Any]:
    document = pypdfium2.PdfDocument(data)
    count = len(document)
    pages: list[dict[str, Any]] = []
    signs = 0
    for number in range(min(count, MAX_PAGES)):
        try:
            page = _page(document[number])
        except pypdfium2.PdfiumError as error:
            page = {"error": str(error)}
        signs += sum(len(line[0]) for line in page.get("lines", ()))
        if signs > MAX_SIGNS:
            break
        pages.append(page)
    return {
        "pages": pages,
        "count": count,
        "meta": document.get_metadata_dict(),
        "version": str(pypdfium2.PYPDFIUM_INFO),
    }


def _page(page: Any) -> dict[str, Any]:
    width, height = page.get_size()
    text = page.get_textpage()
    lines = list(_lines(text))
    pictures = (
        sum(1 for _ in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=3)) if len(lines) < 3 else 0
    )
    text.close()
    page.close()
    return {"width": width, "height": height, "lines": lines, "pictures": pictures}


def _lines(text: Any) -> Iterator[list[Any]]:
    """Yield [words, left, base, right, top, size, parted] for each line, in points; a hyphen at its end is U+0002.

    `parted` says that a gap wider than `CELL_GAP` runs through it, as between the cells of a table.
    """
    line = _Line()
    left, right, bottom, top, across, base = (ctypes.c_double() for _ in range(6))
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code not in (10, 13):
            line.words.append("\x02" if code in HYPHENS else chr(code) if code else "")
        if code > 32 and code not in HYPHENS and pdfium.FPDFText_GetCharBox(text, index, left, right, bottom, top):
            if not line.size:
                pdfium.FPDFText_GetCharOrigin(text, index, across, base)
                line.base, line.size = base.value, _size(text, index)
            line.reach(left.value, right.value, top.value)
        # PDFium gives a hyphen in place of the end of the line.
        if code in (10, 13, *HYPHENS):
            if line.size:
                yield line.plain()
            line = _Line()
    if line.size:
        yield line.plain()


def _size(text: Any, index: int) -> float:
    """Return the size of the type of a sign as printed: a page may be drawn in units of its own (browsers do so)."""
    size, matrix = float(pdfium.FPDFText_GetFontSize(text, index)), pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(text, index, matrix):
        return size
    return size * (math.hypot(matrix.c, matrix.d) or 1.0)


class _Line:
    """A line that is being read."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.left, self.right, self.top, self.base, self.size = math.inf, -math.inf, -math.inf, 0.0, 0.0
        self.parted = False

    def reach(self, left: float, right: float, top: float) -> None:
        """Take a sign in."""
        self.parted |= left - self.right > CELL_GAP * self.size > 0 and self.right > -math.inf
        self.left, self.right, self.top = min(self.left, left), max(self.right, right), max(self.top, top)

    def plain(self) -> list[Any]:
        """Return the line as JSON-ready values."""
        edges = (round(x, 1) for x in (self.left, self.base, self.right, self.top, self.size))
        return ["".join(self.words), *edges, self.parted]


if __name__ == "__main__":
    main()
