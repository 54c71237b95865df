"""Originals as kept: pages are shown without anything that could run or load, all else is only handed out.

What comes from `/kept/` is never a page of the workbench: it has a policy of its own that allows nothing, stands in
a frame without rights, and its type is never guessed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, BinaryIO
from urllib.parse import quote

import nh3
from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from reportedly.clock import now
from reportedly.custody_work import TOOL
from reportedly.desk.model import NotFound, Viewer
from reportedly.errors import DocumentFailed, ReportedlyError, StoreError
from reportedly.ingest.encoding import decode
from reportedly.records import Document
from reportedly.records.custody import CustodyDraft
from reportedly.web.bench import Bench
from reportedly.web.errors import NotAllowed
from reportedly.web.screens import reader_around as around

router = APIRouter()

POLICY = (
    "default-src 'none'; script-src 'none'; style-src 'none'; img-src 'none'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'; sandbox"
)
"""Nothing runs, nothing is loaded, nothing is sent; the page may stand in a frame of the workbench only."""

LARGEST_PAGE = 8_000_000
"""Bytes of a page that is shown; larger ones are handed out as files."""

_PIECE = 1 << 20
_PAGES = frozenset(("text/html", "application/xhtml+xml"))
_TEXTS = frozenset(("text/plain", "text/markdown", "text/csv", "application/x-ndjson", "application/json"))
_TAGS = frozenset((
    "a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "body", "br", "caption",
    "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "figcaption", "figure",
    "footer", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "i", "ins", "kbd",
    "li", "main", "mark", "ol", "p", "pre", "q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "tt", "u", "ul",
    "var", "wbr",
))  # fmt: skip
_DROPPED = frozenset((
    "script", "style", "noscript", "template", "iframe", "object", "applet", "select", "textarea", "svg", "math",
    "video", "audio", "frameset", "title",
))  # fmt: skip
"""Elements of which nothing stays, their contents neither."""

_ATTRIBUTES: dict[str, set[str]] = {
    "*": {"dir", "lang"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan", "scope"},
    "ol": {"start", "type"}, "time": {"datetime"},
}  # fmt: skip
_NAME = re.compile(r"[^A-Za-z0-9._-]+")


@dataclass(frozen=True, slots=True)
class Original:
    """An original as far as a viewer may have it: `shown` is page, text or none.

    `refused` says that the viewer may not have it, `problem` why the bytes cannot be read, "" where they can.
    `captures` tell how an archive got it.
    """

    document: str
    sha256: str
    media_type: str
    size: int
    shown: str
    refused: bool
    problem: str
    name: str
    extractor: str
    path: str
    container: str
    captures: tuple[dict[str, Any], ...]
    text: str = ""


def original_of(bench: Bench, viewer: Viewer, document: Document) -> Original:
    """Return what a viewer may have of the original of a document."""
    masked = bench.desk.discretion(viewer).masked
    size, problem = 0, ""
    try:
        with bench.project.evidence.open(document.sha256) as stream:
            size = stream.seek(0, 2)
    except ReportedlyError as error:
        problem = str(error)
    shown = kind_of(document, size) if viewer.exact and not problem else "none"
    captures = around.retrievals(bench, document) if viewer.exact else ()
    return Original(
        document.id,
        document.sha256,
        document.media_type,
        size,
        shown,
        not viewer.exact,
        problem,
        file_name(document),
        document.extractor,
        masked(document.path),
        masked(document.container or ""),
        tuple(dict(one) for one in captures),
        _text_of(bench, document) if shown == "text" else "",
    )


def kind_of(document: Document, size: int) -> str:
    """Return how an original is shown: as a page, as text, or not at all."""
    if size > LARGEST_PAGE:
        return "none"
    return "page" if document.media_type in _PAGES else "text" if document.media_type in _TEXTS else "none"


def _text_of(bench: Bench, document: Document) -> str:
    try:
        return decode(bench.project.evidence.get(document.sha256)).text
    except DocumentFailed:
        return ""


def clean(markup: str) -> str:
    """Return a page of which only words and their order are left: it runs, loads, sends and leads nowhere."""
    body = nh3.clean(
        markup, tags=set(_TAGS - {"html", "head", "body"}), clean_content_tags=set(_DROPPED), attributes=_ATTRIBUTES,
        url_schemes=set(), link_rel=None, strip_comments=True,
    )  # fmt: skip
    return (
        f'<!doctype html>\n<html><head><meta charset="utf-8"><title>kept</title></head><body>\n{body}\n</body></html>\n'
    )


def file_name(document: Document) -> str:
    """Return the name under which an original is handed out: plain letters, with the beginning of its digest."""
    name = PurePosixPath((document.container or document.path).rpartition("!")[2].partition("#")[0]).name
    plain = _NAME.sub("-", name).strip("-.")[-80:] or "original"
    return f"{document.sha256[:12]}-{plain}"


def _owned(request: Request, sha256: str, document: str) -> Document:
    """Return the document of which an original is asked for. Raises NotAllowed, NotFound."""
    bench: Bench = request.app.state.bench
    if not request.state.viewer.exact:
        raise NotAllowed(
            "originals cannot be masked: they may hold names of private persons and exact places; a person with the "
            "right to exact copies can see them"
        )
    found = bench.desk.reading(document).document
    if found.sha256 != sha256:
        raise NotFound(f"the original of {document} is {found.sha256[:12]}…, not {sha256[:12]}…")
    return found


@router.get("/kept/{sha256}", include_in_schema=False)
def kept(request: Request, sha256: str, document: str, download: bool = False) -> Response:
    """Return the original of a document: a page cleaned for a closed frame, or the untouched bytes as a file."""
    found = _owned(request, sha256, document)
    evidence = request.app.state.bench.project.evidence
    with evidence.open(sha256) as stream:
        size = stream.seek(0, 2)
    if download or kind_of(found, size) != "page":
        return _handed_out(request, found, size)
    data = evidence.get(sha256)
    try:
        markup = decode(data, declared=_declared(data), markup=True).text
    except DocumentFailed:
        return _handed_out(request, found, size)
    return Response(clean(markup), media_type="text/html; charset=utf-8", headers=_headers("inline"))


def _declared(data: bytes) -> str | None:
    found = re.search(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", data[:8192], re.IGNORECASE)
    return found[1].decode("ascii") if found else None


def _handed_out(request: Request, document: Document, size: int) -> Response:
    """Hand out the untouched bytes, piece by piece, and note it in the chain of custody.

    Raises StoreError where they do not match their digest any more.
    """
    project = request.app.state.bench.project
    if project.evidence.digest(document.sha256) != document.sha256:
        raise StoreError(
            f"the bytes kept as {document.sha256} no longer match their digest; restore the file from a copy"
        )
    name = file_name(document)
    detail = {"files": {name: document.sha256}, "masked": False, "tool": TOOL}
    project.store.add_custody(
        CustodyDraft("export", now(), request.state.viewer.name or "unknown", (document.sha256,), detail)
    )
    headers = _headers(f"attachment; filename=\"{name}\"; filename*=UTF-8''{quote(name)}")
    return StreamingResponse(
        _pieces(project.evidence.open(document.sha256)),
        media_type="application/octet-stream",
        headers={**headers, "Content-Length": str(size)},
    )


def _pieces(stream: BinaryIO) -> Iterator[bytes]:
    with stream:
        while piece := stream.read(_PIECE):
            yield piece


def _headers(disposition: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": disposition,
        "Referrer-Policy": "no-referrer",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
