"""PDF: the text layer, read by PDFium in a process of its own, with lines joined to paragraphs."""

import itertools
import json
import re
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from reportedly.errors import DocumentFailed
from reportedly.ingest.dates import read_time
from reportedly.ingest.language import identify
from reportedly.ingest.making import Captured, Metadata, Rendition, make_document
from reportedly.ingest.office import file_properties
from reportedly.ingest.opened import MB, Found, Opened, Peek
from reportedly.lemmas import is_known
from reportedly.records import Failure

SECONDS = 8
"""Longest time on the processor for one PDF, and for each further MB of it."""

_COLUMN = 30.0
"""Lines that begin within so many points are of one column."""

_WIDEST = 1.3
"""Widest distance of lines inside paragraphs, in parts of their size, where no sentence shows it."""

PATIENCE = 10
"""So many times longer the clock may run: on a busy machine a sound file must not fail."""

NO_TEXT_LAYER = "pages_without_text"
"""Flag: some pages have no text layer; their words are not in the text."""

HEADS_LEFT_OUT = "running_heads_left_out"
"""Flag: lines that stand at the head or foot of most pages are not in the text."""

_OUT_OF_TIME: int | None = getattr(signal, "SIGXCPU", None)
_WORKER = Path(__file__).with_name("pdf_worker.py")
_DATE = re.compile(r"D:(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2})?)?(?:(Z)|([+-])(\d{2})'?(\d{2})?'?)?")
_ENDS = re.compile(r"[.!?…:;][\"'”’»)\]]*$")
_STARTS_LOWER = re.compile(r"[a-zа-яіїєґёäöüß]")
_BULLET = re.compile(r"(?:[-*•–—▪●◦‣⁃]|\d{1,3}[.)])\s")
_NUMBER = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"\W*(?:(?:page|seite|стор\.?|сторінка|стр\.?|страница|с\.)\s*)?\d{1,4}(?:\s*(?:/|of|von|из|з)\s*\d{1,4})?\W*", re.I
)
_NO_TITLE = re.compile(r"^$|\.(?:docx?|odt|rtf|pdf|html?|txt|indd|qxd)$|^(?:untitled|microsoft word|about:)", re.I)
_PRINTED = re.compile(r"Skia/PDF|Chrom(?:e|ium)|Mozilla|Quartz PDFContext|wkhtmltopdf|Print To PDF", re.I)
"""Programs that print what is on the screen: their time is that of printing."""
_WORDS = re.compile(r"\w+(?:-\w+)*")
_PARTED = re.compile(r"(\w+)[-\x02\u00ad\u2010]$")
_LONGEST_WORD = 60
_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200b\u202f]+")
_PRIVATE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x01\x03-\x08\x0e-\x1f]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its edges and base in points from the lower left corner, and the size of its type.

    `parted`: a wide gap runs through it, as between the cells of a table.
    """

    words: str
    left: float
    base: float
    right: float
    top: float
    size: float
    parted: bool = False


Pages = Sequence[Sequence[Line]]


def is_pdf(peek: Peek) -> bool:
    """Say whether the content is a PDF: its sign stands within the first kilobyte, and not in an archive."""
    return b"%PDF-" in peek.head[:1024] and not peek.head.startswith(b"PK\x03\x04")


def read_pdf(opened: Opened) -> Found:
    """Yield the document of a PDF, and a failure for each run of pages without a text layer.

    Raises DocumentFailed if it is encrypted, damaged, kills or outlasts its reader, or has no text at all.
    """
    answer = _answer(opened.data, seconds=SECONDS + SECONDS * opened.size // MB)
    pages = [_page_lines(page) for page in answer["pages"]]
    silent = [number for number, page in enumerate(answer["pages"], start=1) if not pages[number - 1] and _shows(page)]
    captured = opened.captured
    for message, first in _silent(silent, answer):
        yield Failure(f"{captured.path}#page={first}", message, captured.sha256)
    heights = [float(page.get("height", 0)) for page in answer["pages"]]
    kept, flags = without_running_heads(pages, heights)
    language, _ = identify(" ".join(line.words for page in kept for line in page)[:20_000])
    text = "\n\n".join(paragraphs(kept, language))
    if not any(map(str.isalnum, text)):
        raise DocumentFailed(
            "there is no text layer in this PDF (pages are pictures?); run text recognition (OCR) first"
        )
    if len(_PRIVATE.findall(text)) > 0.2 * len(text):
        raise DocumentFailed("the letters of this PDF cannot be told (its fonts name none); run text recognition (OCR)")
    captured, metadata, more = _properties(answer["meta"], captured)
    flags = (*flags, *((NO_TEXT_LAYER,) if silent else ()), *more)
    yield make_document(captured, Rendition(text, "application/pdf", f"pypdfium2/{answer['version']}", flags), metadata)


def _answer(data: bytes, *, seconds: int) -> dict[str, Any]:
    try:
        done = subprocess.run(  # noqa: S603 - our own script, by this interpreter
            [sys.executable, "-P", str(_WORKER), str(seconds)],
            input=data,
            capture_output=True,
            timeout=PATIENCE * seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow(seconds) from error
    if _OUT_OF_TIME is not None and done.returncode == -_OUT_OF_TIME:
        raise _too_slow(seconds)
    if done.returncode:
        raise DocumentFailed(
            "the PDF reader broke down on this file (damaged, or made to do harm); print it to a new PDF, or save its "
            "text as .txt"
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    if answer.get("error") == "password":
        raise DocumentFailed("this PDF is encrypted; save it without a password")
    if "error" in answer:
        raise DocumentFailed(f"this PDF is damaged or cut off ({answer['error']}); fetch it again")
    if not answer["count"]:
        raise DocumentFailed("there is no page in this PDF; fetch it again")
    return answer


def _too_slow(seconds: int) -> DocumentFailed:
    return DocumentFailed(
        f"this PDF could not be read within {seconds} seconds; print it to a new PDF, or save its text as .txt"
    )


def _page_lines(page: dict[str, Any]) -> list[Line]:
    lines = [Line(_SPACES.sub(" ", _whole(words)).strip(" "), *rest) for words, *rest in page.get("lines", ())]
    return [line for line in lines if line.words]


def _whole(words: str) -> str:
    """Join halves of signs beyond U+FFFF, and replace what is no sign."""
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _shows(page: dict[str, Any]) -> bool:
    return "error" in page or bool(page["pictures"])


def _silent(numbers: Sequence[int], answer: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Yield a message, and its first page, for each run of pages that give no text."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    for run in runs:
        which = f"page {run[0]} has" if len(run) == 1 else f"pages {run[0]} to {run[-1]} have"
        yield f"{which} no text layer (a scan?); the other pages were read: run text recognition (OCR) for it", run[0]
    read, count = len(answer["pages"]), answer["count"]
    if read < count:
        yield f"pages {read + 1} to {count} were not read: this PDF is too long; split it", read + 1


def without_running_heads(pages: Pages, heights: Sequence[float]) -> tuple[Pages, tuple[str, ...]]:
    """Return the pages without lines that stand, but for numbers, at the edge of most of at least three pages."""
    edges = [frozenset(_edges(page, height)) for page, height in zip(pages, heights, strict=True)]
    counted = Counter(key for lines in edges for key in {_key(line) for line in lines})
    filled = sum(1 for page in pages if page)
    # Left and right pages may have heads of their own, and the first of a chapter none.
    enough = max(3, (0.4 if filled >= 8 else 0.7) * filled)
    heads = {key for key, count in counted.items() if count >= enough}
    if not heads:
        return pages, ()
    kept = [
        [line for line in page if line not in lines or _key(line) not in heads]
        for page, lines in zip(pages, edges, strict=True)
    ]
    return kept, (HEADS_LEFT_OUT,)


def _edges(page: Sequence[Line], height: float) -> list[Line]:
    """Return the lines in the outermost tenths of a page."""
    return [line for line in page if line.base > 0.9 * height or line.base < 0.1 * height]


def _key(line: Line) -> str:
    """Return what a running head is known by: a bare number of a page, or its words at its place."""
    if _PAGE_NUMBER.fullmatch(line.words):
        return "#"
    return f"{_NUMBER.sub('#', line.words.casefold())} {line.base:.0f}"


def paragraphs(pages: Pages, language: str) -> list[str]:
    """Return the paragraphs: lines joined where they go on by distance, size and indent, also across pages."""
    found: list[list[str]] = []
    last: Line | None = None
    normal = _spacing(pages)
    printed = frozenset(w for page in pages for line in page for w in _WORDS.findall(line.words.casefold()))
    for page in pages:
        columns = _columns(page)
        for number, line in enumerate(page):
            edges = columns.get(_column(last), (0.0, 0.0)) if last else (0.0, 0.0)
            if last is None or _begins(last, line, normal=normal, margin=edges, turned=number == 0):
                found.append([line.words])
            else:
                found[-1][-1:] = [*seam(found[-1][-1], line.words, language, printed), line.words]
            last = line
    return [re.sub(r"\s+", " ", "".join(pieces).replace("\x02", "-")).strip() for pieces in found]


def _spacing(pages: Pages) -> float:
    """Return the distance of lines inside paragraphs, from base to base, in parts of their size.

    It is measured where a sentence goes on with a small letter. Where no line does so, paragraphs may be of one line
    each: then most distances are those of paragraphs, and no more than `_WIDEST` is taken for that of lines.
    """
    pairs = [
        (one, two, (one.base - two.base) / max(two.size, 1.0))
        for page in pages
        for one, two in itertools.pairwise(page)
        if 0 < one.base - two.base < 3 * max(two.size, 1.0)
    ]
    going = sorted(step for one, two, step in pairs if _goes_on(one, two))
    if going:
        return going[len(going) // 2]
    steps = sorted(step for *_, step in pairs)
    return min(_WIDEST, steps[len(steps) // 4]) if steps else 1.2


def _goes_on(one: Line, two: Line) -> bool:
    """Say whether a line surely goes on with the sentence of the one above it, in the same type and column.

    A letter of a script without capitals may go on with anything that has not ended.
    """
    first = two.words[:1]
    alike = abs(one.left - two.left) < 2 and abs(one.size - two.size) < 0.05 * max(two.size, 1.0)
    return alike and not _ENDS.search(one.words) and first.isalpha() and not first.isupper()


def _columns(page: Sequence[Line]) -> dict[int, tuple[float, float]]:
    """Return the left and right edge of most lines for each column, known by where its lines begin."""
    begun: dict[int, list[Line]] = {}
    for line in page:
        begun.setdefault(_column(line), []).append(line)
    edges = {}
    for column in begun:
        # An indented line belongs to the column on its left.
        lines = [line for near in (column - 1, column, column + 1) for line in begun.get(near, ())]
        rights = sorted(line.right for line in lines)
        left = Counter(round(line.left) for line in lines).most_common(1)[0][0]
        edges[column] = (float(left), rights[int(0.8 * (len(rights) - 1))])
    return edges


def _column(line: Line) -> int:
    return round(line.left / _COLUMN)


def _begins(last: Line, line: Line, *, normal: float, margin: tuple[float, float], turned: bool) -> bool:
    """Say whether a line begins a paragraph. `turned`: a page was turned before it."""
    size = max(line.size, 1.0)
    if last.parted or line.parted:
        return True
    if abs(last.size - line.size) > 0.12 * max(last.size, size) or _BULLET.match(line.words):
        return True
    ended = bool(_ENDS.search(last.words))
    step = (last.base - line.base) / size
    if turned or step < -0.5:
        # A new page or column: only a sentence that is cut in two goes on.
        return not last.words.endswith("\x02") and (ended or not _STARTS_LOWER.match(line.words))
    if step > 1.3 * normal or step < 0.2:
        return True
    short = last.right < last.left + 0.8 * (margin[1] - last.left)
    indented = line.left > last.left + 0.8 * size and line.left > margin[0] + 0.8 * size
    return (ended and short) or (indented and ended) or (short and not _STARTS_LOWER.match(line.words))


def seam(above: str, below: str, language: str, printed: frozenset[str] = frozenset()) -> tuple[str, str]:
    """Return how a line ends and what goes between it and the next: a parted word is made whole.

    A hyphen that belongs to the word stays. `printed` are the words of the whole document in small letters: how it
    spells the word elsewhere goes first.
    """
    head, tail = _PARTED.search(above[-_LONGEST_WORD:]), re.match(r"\w+", below[:_LONGEST_WORD])
    if head is None or tail is None:
        return above, " "
    first, second = head[1], tail[0]
    keeps = not second[0].islower() or first[-1].isdigit() or _keeps_hyphen(first, second, language, printed)
    return above[:-1], "-" if keeps else ""


def _keeps_hyphen(first: str, second: str, language: str, printed: frozenset[str]) -> bool:
    whole, apart = (first + second).casefold(), f"{first}-{second}".casefold()
    if (whole in printed) != (apart in printed):
        return apart in printed
    # German parts words freely, and writes a noun after a hyphen with a capital letter.
    if language not in ("en", "uk", "ru"):
        return False
    return not is_known(whole, language) and is_known(first, language) and is_known(second, language)


def _properties(meta: dict[str, str], captured: Captured) -> tuple[Captured, Metadata, tuple[str, ...]]:
    """Return what the file says of itself; where a browser printed it, its time is when the page was fetched.

    An archive that holds the file knows better when it was fetched.
    """
    title = meta.get("Title", "").strip()
    begun, changed = (_pdf_time(meta.get(name, "")) for name in ("CreationDate", "ModDate"))
    if _PRINTED.search(f"{meta.get('Creator', '')} {meta.get('Producer', '')}"):
        if not captured.fetched and begun and "T" in begun and read_time(begun)[0]:
            captured = replace(captured, now=begun)
        begun = changed = None
    metadata, flags = file_properties(
        title=None if _NO_TITLE.search(title) else title, author=meta.get("Author"), language=None,
        begun=begun, changed=changed,
    )  # fmt: skip
    return captured, metadata, flags


def _pdf_time(printed: str) -> str | None:
    """Return a time like D:20261026143000+02'00' in ISO 8601; a day alone where there is no zone."""
    match = _DATE.match(printed.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second, zulu, sign, zone_hours, zone_minutes = match.groups()
    date = f"{year}-{month}-{day}"
    if not hour or not (zulu or sign):
        return date
    zone = "Z" if zulu or not sign else f"{sign}{zone_hours}:{zone_minutes or '00'}"
    return f"{date}T{hour}:{minute}:{second or '00'}{zone}"
