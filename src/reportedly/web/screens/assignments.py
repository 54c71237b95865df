"""Who is asked to annotate what: one's own queue, how far everybody is, and a form that asks people."""

import random
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Form, Request
from pydantic import BaseModel
from starlette.responses import RedirectResponse, Response

from reportedly.checking.annotation import BadAnnotation, Task, new_task, tasks
from reportedly.checking.assignments import Progress, dealt, progress, queue_of
from reportedly.clock import now
from reportedly.desk.model import Viewer
from reportedly.text import digest
from reportedly.web.bench import Bench
from reportedly.web.people import People
from reportedly.web.security import needing
from reportedly.web.shell import page

router = APIRouter()
_SHOWN = 50
"""Documents of one's queue that the page lists; the number of all stands beside them."""


@dataclass(frozen=True, slots=True)
class ToDo:
    """A document that the viewer is asked to annotate; `overdue` where the day by which is past."""

    task: str
    document: str
    title: str
    outlet: str
    language: str
    due: str
    overdue: bool
    begun: bool


@dataclass(frozen=True, slots=True)
class TaskLine:
    """One task with how far each person is; `open` is how many documents are left, of all who are asked."""

    task: Task
    progress: tuple[Progress, ...]
    open: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class Assignments:
    """The viewer's own queue, of which `waiting` is the whole length, and all tasks, newest first."""

    mine: tuple[ToDo, ...]
    waiting: int
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True, slots=True)
class AssignmentsPage:
    """The assignments with what the form offers and what it was sent with; `fault` says why nothing was asked."""

    assignments: Assignments
    people: tuple[str, ...]
    languages: tuple[str, ...]
    sent: "AskForm"
    fault: str = ""


class AskForm(BaseModel):
    """What the form that asks people holds: names with commas, how many documents, how many people for each."""

    people: str = ""
    documents: int = 20
    each: int = 2
    language: str = ""
    due: str = ""
    note: str = ""
    seed: int = 1


@router.get("/annotate", include_in_schema=False)
def show(request: Request) -> Response:
    """Show one's queue and the tasks."""
    return _page(request, AskForm())


@router.get("/api/annotations", tags=["checking"], response_model=Assignments)
def listed(request: Request) -> Assignments:
    """Return what the viewer is asked to annotate, and how far everybody is with every task."""
    return assignments(request.app.state.bench, request.state.viewer)


@router.post("/annotate", include_in_schema=False, dependencies=[needing("reviewer")])
def ask(request: Request, form: Annotated[AskForm, Form()]) -> Response:
    """Ask people to annotate documents that are drawn at random."""
    bench: Bench = request.app.state.bench
    try:
        new_task(bench.project.out, _task(bench, request.state.viewer, form))
    except BadAnnotation as error:
        return _page(request, form, str(error))
    return RedirectResponse("/annotate", status_code=303)


def assignments(bench: Bench, viewer: Viewer) -> Assignments:
    """Return what a viewer is asked to annotate, and how far everybody is."""
    out, day = bench.project.out, now()[:10]
    queue = queue_of(out, viewer.name)
    mine = []
    for one in queue[:_SHOWN]:
        row = bench.desk.document(one.document, viewer)
        due = one.task.due
        overdue = bool(due) and due < day
        mine.append(ToDo(one.task.id, row.id, row.title, row.outlet, row.language, due, overdue, one.begun))
    lines = []
    for task in reversed(tasks(out)):
        far = progress(out, task)
        left = sum(one.asked - one.done for one in far)
        lines.append(TaskLine(task, far, left, bool(left and task.due and task.due < day)))
    return Assignments(tuple(mine), len(queue), tuple(lines))


def _task(bench: Bench, viewer: Viewer, form: AskForm) -> Task:
    people = tuple(dict.fromkeys(name.strip() for name in form.people.split(",") if name.strip()))
    known = People(bench.project.out).all()
    if known and (strangers := [name for name in people if name not in known]):
        raise BadAnnotation(f"{', '.join(strangers)}: nobody signs in under that name; make the account first")
    if len(people) < 2:
        raise BadAnnotation("name two people or more, with commas between them")
    if form.documents < 1:
        raise BadAnnotation("ask for one document or more")
    fitting = sorted(d.id for d in bench.project.store.documents() if form.language in ("", d.language))
    drawn = random.Random(form.seed).sample(fitting, min(form.documents, len(fitting)))  # noqa: S311 - to be drawn again
    book, at = bench.project.book, now()
    name = "tsk_" + digest(at, *drawn, *people, length=10)
    asked = dealt(drawn, people, form.each)
    return Task(
        name, at, viewer.name, tuple(drawn), people, f"{book.id} {book.version}", form.note.strip(), asked, form.due
    )


def _page(request: Request, form: AskForm, fault: str = "") -> Response:
    bench: Bench = request.app.state.bench
    languages = sorted({d.language for d in bench.project.store.documents() if d.language})
    people = tuple(People(bench.project.out).all())
    found = assignments(bench, request.state.viewer)
    made = AssignmentsPage(found, people, tuple(languages), form, fault)
    return page(request, "annotate/list.html.j2", made, status=422 if fault else 200, place="review")
