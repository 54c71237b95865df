"""Double annotation: a document to mark, blind to the program and to others, and how far two people agree."""

import json
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from fastapi import APIRouter, Request
from starlette.datastructures import FormData
from starlette.responses import RedirectResponse, Response

from reportedly.checking.annotation import (
    CHOICES,
    BadAnnotation,
    Marked,
    Task,
    Work,
    load_task,
    marked,
    may_see,
    note,
    work_of,
)
from reportedly.checking.assignments import next_open
from reportedly.checking.compared import Compared, compare
from reportedly.desk.model import Viewer
from reportedly.records import Passage, Span
from reportedly.web.bench import Bench
from reportedly.web.errors import NotAllowed, NotFound
from reportedly.web.security import needing
from reportedly.web.shell import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text; `start` and `end` in code points, `sentence` whether it is one, `claims` that mark it."""

    start: int
    end: int
    text: str
    sentence: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document to mark: the text in pieces, one's own claims, what may be chosen."""

    task: Task
    document: str
    title: str
    outlet: str
    published: str
    language: str
    pieces: tuple[Piece, ...]
    claims: tuple[tuple[Marked, str], ...]
    done: bool
    number: int
    of: int
    before: str
    after: str
    edited: Marked | None
    categories: tuple[tuple[str, str], ...]
    sectors: tuple[str, ...]
    choices: dict[str, tuple[str, ...]]
    fault: str = ""


@router.get("/annotate/{name}/agreement", include_in_schema=False)
def show_agreement(request: Request, name: str) -> Response:
    """Show how far two people agree, on documents that all are done with."""
    return page(request, "annotate/agreement.html.j2", agreement(request.app.state.bench, name), place="review")


@router.get("/api/annotations/{name}/agreement", tags=["checking"], response_model=None)
def agreement_json(request: Request, name: str) -> list[dict[str, Any]]:
    """Return the figures of agreement of every two annotators, with the targets of the annotation guide."""
    return [
        {
            "people": list(one.people),
            "documents": one.documents,
            "figures": {f.name: {"value": f.value, "of": f.of, "target": f.target} for f in one.figures},
            "differing": len(one.differing),
            "alone": len(one.alone),
        }
        for one in agreement(request.app.state.bench, name)[1]
    ]


@router.get("/annotate/{name}/{document}", include_in_schema=False)
def show_sheet(request: Request, name: str, document: str, edit: str = "") -> Response:
    """Show a document to mark."""
    return page(request, "annotate/sheet.html.j2", sheet_of(request, name, document, edit), place="review")


@router.post("/annotate/{name}/{document}", include_in_schema=False, dependencies=[needing("analyst")])
async def put(request: Request, name: str, document: str) -> Response:
    """Keep a claim, drop one, or say that the document is done."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    task, form = load_task(bench.project.out, name), await request.form()
    act = str(form.get("act") or "put")
    try:
        if act in ("done", "open"):
            note(bench.project.out, task, viewer.name, "done" if act == "done" else "open", document)
            following = next_open(bench.project.out, task, viewer.name, document) if act == "done" else document
            return RedirectResponse(f"/annotate/{name}/{following}" if following else "/annotate", status_code=303)
        if act == "drop":
            note(bench.project.out, task, viewer.name, "drop", str(form.get("id") or ""))
        else:
            text = bench.desk.reading(document).text
            made = marked(_plain(form, document), text, [c for c, _ in _categories(bench)])
            note(bench.project.out, task, viewer.name, "put", made)
    except BadAnnotation as error:
        shown = sheet_of(request, name, document, str(form.get("id") or ""), fault=str(error))
        return page(request, "annotate/sheet.html.j2", shown, status=422, place="review")
    return RedirectResponse(f"/annotate/{name}/{document}", status_code=303)


def sheet_of(request: Request, name: str, document: str, edit: str = "", *, fault: str = "") -> Sheet:
    """Return a document as its annotator sees it. Raises NotAllowed for somebody who is none of the task."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    task = load_task(bench.project.out, name)
    if viewer.name not in task.people:
        raise NotAllowed(f"this task is for {', '.join(task.people)}; you are {viewer.name}")
    if not viewer.exact:
        raise NotAllowed("marking passages needs the whole text: the right to see private names is needed for it")
    asked = task.asked_of(viewer.name)
    if document not in asked:
        raise NotFound(f"{document} is no document that you are asked for in the task {name}")
    reading, work = bench.desk.reading(document), work_of(bench.project.out, task, viewer.name)
    order = asked.index(document)
    claims = tuple((c, " … ".join(reading.text[a:b] for a, b in c.evidence)) for c in work.of(document))
    return Sheet(
        task=task,
        document=document,
        title=reading.document.title or "",
        outlet=reading.document.publisher or "",
        published=reading.document.published or "",
        language=reading.document.language or "",
        pieces=tuple(_pieces(reading.text, [s for p in reading.of(Passage) for s in p.sentences])),
        claims=claims,
        done=document in work.done,
        number=order + 1,
        of=len(asked),
        before=asked[order - 1] if order else "",
        after=asked[order + 1] if order + 1 < len(asked) else "",
        edited=work.claims.get(edit),
        categories=_categories(bench),
        sectors=tuple(s.id for s in bench.project.book.sectors),
        choices=CHOICES,
        fault=fault,
    )


def agreement(bench: Bench, name: str) -> tuple[Task, list[Compared], int]:
    """Return the task, the comparison of every two people, and how many documents all are done with."""
    out = bench.project.out
    task = load_task(out, name)
    works: dict[str, Work] = {person: work_of(out, task, person) for person in task.people}
    both = [d for d in task.documents if may_see(task, works, d)]
    found = []
    for one, other in combinations(task.people, 2):
        shared = [d for d in both if {one, other} <= {*task.asked_for(d)}]
        if shared or not task.asked:
            found.append(compare((one, other), [(works[one].of(d), works[other].of(d)) for d in shared]))
    return task, found, len(both)


def _plain(form: FormData, document: str) -> dict[str, Any]:
    names = ("id", "category", "kind", "realis", "polarity", "root", "level", "sector", "status", "place", "function")
    plain: dict[str, Any] = {name: str(form.get(name) or "").strip() for name in (*names, "time", "note")}
    plain["document"], plain["review"] = document, bool(form.get("review"))
    for name in ("evidence", "source"):
        try:
            plain[name] = json.loads(str(form.get(name) or "[]"))
        except ValueError as error:
            raise BadAnnotation(f"{name} is no list of spans: {error}") from error
    chosen = [str(value).split("-") for value in form.getlist("sentence")]
    if not plain["evidence"] and chosen:
        plain["evidence"] = [[int(a), int(b)] for a, b in chosen]
    return plain


def _categories(bench: Bench) -> tuple[tuple[str, str], ...]:
    book = bench.project.book
    own = [(c.id, f"{c.id.rpartition('.')[2]} {c.name}") for c in book.categories]
    return (*own, *((r.id, f"{r.id} {r.name}") for r in book.routing))


def _pieces(text: str, sentences: list[Span]) -> list[Piece]:
    found, at = [], 0
    for span in sorted(sentences):
        if span.start < at:
            continue
        if span.start > at:
            found.append(Piece(at, span.start, text[at : span.start], sentence=False))
        found.append(Piece(span.start, span.end, text[span.start : span.end], sentence=True))
        at = span.end
    if at < len(text):
        found.append(Piece(at, len(text), text[at:], sentence=False))
    return found
