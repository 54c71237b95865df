"""Samples for audit: one item after the other, a verdict on every field, and what the sample says."""

from dataclasses import dataclass
from typing import Annotated, Any, cast

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from reportedly.checking import answers, sample
from reportedly.checking.answers import SILENT, Answer
from reportedly.checking.report import Report, report
from reportedly.checking.sample import Item, Sample, Wanted, draw, keep
from reportedly.checking.values import FIELDS
from reportedly.clock import now
from reportedly.desk.model import Viewer
from reportedly.records import Span
from reportedly.web.bench import Bench
from reportedly.web.errors import NotFound
from reportedly.web.security import needing
from reportedly.web.shell import page

router = APIRouter()

BEFORE, AFTER = 320, 240
"""Code points of the text shown around an item."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sample in the list."""

    sample: Sample
    checked: int
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One value to judge, with the verdict that this person gave before."""

    name: str
    value: str
    verdict: str = ""
    better: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """One item with its surroundings, as the person may see it."""

    sample: Sample
    number: int
    item: Item
    outlet: str
    published: str
    before: str
    words: str
    after: str
    fields: tuple[Field, ...]
    checked: int
    nothing_next: bool


@router.get("/samples", include_in_schema=False)
def show_all(request: Request) -> Response:
    """List the samples."""
    out = request.app.state.bench.project.out
    lines = []
    for name in sample.names(out):
        one = sample.load(out, name)
        said = report(one, answers.all_of(out, one))
        lines.append(Line(one, said.checked, said.people))
    return page(request, "samples/list.html.j2", sorted(lines, key=lambda x: x.sample.at, reverse=True), place="review")


@router.post("/samples", include_in_schema=False, dependencies=[needing("analyst")])
def draw_one(
    request: Request,
    claims: Annotated[int, Form(ge=0, le=5000)] = 100,
    silent: Annotated[int, Form(ge=0, le=5000)] = 50,
    seed: Annotated[int, Form()] = 1,
    language: Annotated[str, Form()] = "",
    category: Annotated[str, Form()] = "",
) -> Response:
    """Draw a sample and open its first item."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    wanted = Wanted(claims, silent, seed, language.strip(), category.strip())
    readings = [bench.desk.reading(document.id) for document in bench.project.store.documents()]
    made = draw(readings, wanted, at=now(), by=viewer.name)
    keep(made, bench.project.out)
    return RedirectResponse(f"/samples/{made.id}/1", status_code=303)


@router.get("/samples/{name}", include_in_schema=False)
def show_report(request: Request, name: str) -> Response:
    """Show what a sample says."""
    return page(request, "samples/report.html.j2", _reported(request, name), place="review")


@router.get("/api/samples/{name}", tags=["checking"], response_model=None)
def report_json(request: Request, name: str) -> dict[str, Any]:
    """Return the figures of a sample: precision per field with its 95 % interval, misses, agreement of checkers."""
    said = _reported(request, name)[1]
    return {
        "sample": said.sample,
        "checked": said.checked,
        "items": said.items,
        "people": list(said.people),
        "fields": [_share(s) for s in (*said.shares, said.silent)],
        "groups": [_share(s) for s in said.groups],
        "agreement": {f: {"items": n, "equal": e, "kappa": k} for f, (n, e, k) in said.agreement.items()},
    }


@router.get("/samples/{name}/{number}", include_in_schema=False)
def show_item(request: Request, name: str, number: int) -> Response:
    """Show one item to judge."""
    return page(request, "samples/item.html.j2", look_at(request, name, number), place="review")


@router.post("/samples/{name}/{number}", include_in_schema=False, dependencies=[needing("analyst")])
async def judge(request: Request, name: str, number: int) -> Response:
    """Keep the verdicts of a form and go on to the next item that this person has not judged."""
    look = look_at(request, name, number)
    form = await request.form()
    out, viewer = request.app.state.bench.project.out, request.state.viewer
    every = str(form.get("all") or "")
    given = [
        Answer(
            look.item.id,
            f.name,
            cast("Any", verdict),
            viewer.name,
            now(),
            str(form.get(f"better_{f.name}") or "").strip(),
        )
        for f in look.fields
        if (verdict := every or str(form.get(f.name) or ""))
    ]
    answers.add(out, look.sample, given)
    return RedirectResponse(f"/samples/{name}/{_next(request, look)}", status_code=303)


def look_at(request: Request, name: str, number: int) -> Look:
    """Return one item of a sample as the person may see it. Raises NotFound."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    one = sample.load(bench.project.out, name)
    if not 1 <= number <= len(one.items):
        raise NotFound(f"the sample {name} has items 1 to {len(one.items)}, none {number}")
    item = one.items[number - 1]
    reading = bench.desk.reading(item.document)
    discretion = bench.desk.discretion(viewer)
    start, end = item.span

    def told(a: int, b: int) -> str:
        return discretion.shown(reading, (Span(a, b),))[0] if a < b else ""

    mine = {a.field: a for a in answers.all_of(bench.project.out, one) if a.item == item.id and a.by == viewer.name}
    names = (SILENT,) if item.silent else FIELDS
    done = {a.item for a in answers.all_of(bench.project.out, one) if a.by == viewer.name}
    return Look(
        one,
        number,
        item,
        discretion.masked(reading.document.publisher or ""),
        reading.document.published or "",
        told(max(0, start - BEFORE), start),
        told(start, end),
        told(end, min(len(reading.text), end + AFTER)),
        tuple(
            Field(n, item.values.get(n, ""), mine[n].verdict if n in mine else "", mine[n].better if n in mine else "")
            for n in names
        ),
        len(done),
        number == len(one.items),
    )


def _next(request: Request, look: Look) -> int:
    out, viewer = request.app.state.bench.project.out, request.state.viewer
    done = {a.item for a in answers.all_of(out, look.sample) if a.by == viewer.name}
    total = len(look.sample.items)
    after = [*range(look.number + 1, total + 1), *range(1, look.number)]
    return next((n for n in after if look.sample.items[n - 1].id not in done), min(look.number + 1, total))


def _reported(request: Request, name: str) -> tuple[Sample, Report]:
    out = request.app.state.bench.project.out
    one = sample.load(out, name)
    return one, report(one, answers.all_of(out, one))


def _share(one: Any) -> dict[str, Any]:
    figures = {"right": one.right, "decided": one.decided, "unsure": one.unsure, "precision": one.precision}
    return {"field": one.field, "group": one.group, **figures, "low": one.low, "high": one.high}
