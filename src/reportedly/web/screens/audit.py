"""The audit trail as a page of its own, as JSON and as lines to take away."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response, StreamingResponse

from reportedly.desk.trail import KINDS, Trail, Wanted, jsonl, trail
from reportedly.web.screens.review_named import Thing, things
from reportedly.web.screens.review_parts import Wording, reviewing_of, viewer_of
from reportedly.web.shell import page

router = APIRouter()


def audit(request: Request) -> Trail:
    """Return the entries that an address asks for."""
    return trail(reviewing_of(request), viewer_of(request), Wanted.of(request.query_params))


@router.get("/api/audit", tags=["review"])
def api_audit(request: Request) -> Trail:
    """Return who decided what, when and why, newest first, and whether the chain is whole.

    `on` asks for a claim, event, document, source or action, `by` for a person, `kind` for one kind of decision,
    `automatic=no` leaves out what stages proposed; `offset` goes on where an answer ended.
    """
    return audit(request)


@router.get("/audit", include_in_schema=False)
def show(request: Request) -> Response:
    """Show the trail with its filters."""
    found = audit(request)
    wording = Wording(request.state.language, reviewing_of(request).project.book)
    values = {"trail": found, "w": wording, "kinds": KINDS, "things": _things(request, found)}
    return page(request, "audit/page.html.j2", values, place="review")


def _things(request: Request, found: Trail) -> Mapping[str, Thing]:
    """Return what entries are about, by the name that the chain has for it."""
    names = {name for entry in found.entries for name in (*entry.on, *entry.against)}
    return things(reviewing_of(request), viewer_of(request), names)


@router.get("/audit/export", include_in_schema=False)
def export(request: Request) -> Response:
    """Return the fitting entries as lines of JSON, oldest first, private names masked as on the page."""
    lines = jsonl(reviewing_of(request), viewer_of(request), Wanted.of(request.query_params))
    headers = {"Content-Disposition": 'attachment; filename="audit.jsonl"'}
    return StreamingResponse(lines, media_type="application/jsonl", headers=headers)
