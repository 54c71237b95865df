"""Grading sources and grading information: two screens, and neither shows the mark of the other."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from reportedly.clock import now
from reportedly.desk.grading import Information, Sources, information_of, sources_of
from reportedly.errors import ReportedlyError
from reportedly.review.grades import BASES, CREDIBILITY, RELIABILITY, note_of
from reportedly.web.screens.review_parts import Sent, Wording, asked_of, form_of, reviewing_of, viewer_of
from reportedly.web.security import local_path, needs
from reportedly.web.shell import page

router = APIRouter()
Form = Annotated[FormData, Depends(form_of)]
REVIEWER = [Depends(needs("reviewer"))]


@router.get("/api/grade/sources", tags=["review"])
def api_sources(request: Request, q: str = "", offset: int = 0) -> Sources:
    """Return the sources of the project with the grade that stands for each; no grade of information."""
    return sources_of(reviewing_of(request), viewer_of(request), q, max(0, offset), now()[:10])


@router.get("/api/grade/information", tags=["review"])
def api_information(request: Request, q: str = "", offset: int = 0) -> Information:
    """Return the claims of the project with the grade that stands for each; no grade of a source."""
    return information_of(reviewing_of(request), viewer_of(request), q, max(0, offset))


@router.get("/grade/sources", include_in_schema=False)
def show_sources(request: Request, q: str = "", offset: int = 0, problem: str = "", status: int = 200) -> Response:
    """Show the sources with what is known of each, and their marks."""
    found = api_sources(request, q, offset)
    return _page(request, "grade/sources.html.j2", found, problem, status)


@router.get("/grade/information", include_in_schema=False)
def show_information(request: Request, q: str = "", offset: int = 0, problem: str = "", status: int = 200) -> Response:
    """Show the claims, without a word on how reliable their sources are."""
    found = api_information(request, q, offset)
    return _page(request, "grade/information.html.j2", found, problem, status)


def _page(request: Request, template: str, found: object, problem: str, status: int) -> Response:
    values = {
        "found": found,
        "w": Wording(request.state.language, reviewing_of(request).project.book),
        "letters": tuple(RELIABILITY),
        "digits": tuple(CREDIBILITY),
        "bases": BASES,
        "token": secrets.token_hex(8),
        "problem": problem,
    }
    return page(request, template, values, status=status, place="review")


@router.post("/grade/sources", dependencies=REVIEWER, include_in_schema=False)
def grade_source(request: Request, form: Form) -> Response:
    """Keep a grade of a source."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    try:
        note = note_of(scope=sent.text("scope"), basis=sent.text("basis"), until=sent.text("until"))
        deciding.grade_source(asked_of(request, sent), sent.text("source"), sent.text("grade"), note)
    except ReportedlyError as error:
        return show_sources(request, sent.text("q"), problem=str(error), status=400)
    return RedirectResponse(local_path(sent.text("return_to"), "/grade/sources"), status_code=303)


@router.post("/grade/information", dependencies=REVIEWER, include_in_schema=False)
def grade_information(request: Request, form: Form) -> Response:
    """Keep a grade of what a claim tells."""
    sent, deciding = Sent(form), reviewing_of(request).deciding
    try:
        deciding.grade_information(asked_of(request, sent), sent.text("claim"), sent.text("grade"))
    except ReportedlyError as error:
        return show_information(request, sent.text("q"), problem=str(error), status=400)
    return RedirectResponse(local_path(sent.text("return_to"), "/grade/information"), status_code=303)
