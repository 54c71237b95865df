"""annotate: the same documents marked by two people who do not see each other's work, and how far they agree."""

import random
from pathlib import Path
from typing import Annotated, Any

import typer

from reportedly.cli.deciding import AsJson, By, Out, reviewer
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "**Double annotation**: two people mark claims in the same documents, blind to the program and each other.\n\n"
        "`annotate new` draws documents and names the annotators; they work in the workbench (`reportedly serve`, "
        "/annotate); `annotate agreement` gives the figures of the annotation guide with their targets and lists what "
        "differs; `annotate export` writes one person's claims as gold for `python -m benchmarks claims`."
    ),
)
Name = Annotated[str, typer.Argument(help="Id of the task, as `annotate list` prints it.")]


@app.command("new")
def new(
    out: Out,
    people: Annotated[list[str], typer.Option("--for", help="An annotator, as they sign in (give two or more).")],
    documents: Annotated[int, typer.Option("--documents", min=1, help="Documents to draw at random.")] = 20,
    document: Annotated[
        list[str] | None, typer.Option("--document", help="This document (repeatable), not drawn.")
    ] = None,
    language: Annotated[str, typer.Option(help="Only documents in this language.")] = "",
    seed: Annotated[int, typer.Option(help="Seed of the draw.")] = 1,
    note: Annotated[str, typer.Option(help="What the annotators are to know.")] = "",
    each: Annotated[
        int | None, typer.Option(min=2, help="Ask so many of them for each document, in turns; else everybody for all.")
    ] = None,
    due: Annotated[str, typer.Option(help="Day by which (2026-03-04).")] = "",
    by: By = None,
    db: Database = None,
) -> None:
    """Make a task: which documents, by whom."""
    from reportedly.checking.annotation import Task, new_task
    from reportedly.checking.assignments import dealt
    from reportedly.clock import now
    from reportedly.errors import ReportedlyError
    from reportedly.project import Project
    from reportedly.text import digest

    with Project(out, db=db, create=False) as project:
        known = {d.id: d for d in project.store.documents()}
        if unknown := [d for d in document or () if d not in known]:
            raise ReportedlyError(f"{', '.join(unknown)}: there is no such document in {out}")
        fitting = sorted(d.id for d in known.values() if language in ("", d.language))
        drawn = random.Random(seed).sample(fitting, min(documents, len(fitting)))  # noqa: S311 - to be drawn again
        chosen, at, who = tuple(document or drawn), now(), reviewer(by)
        book = f"{project.book.id} {project.book.version}"
        asked = dealt(chosen, people, each) if each else ()
        name = "tsk_" + digest(at, *chosen, *people, length=10)
        task = Task(name, at, who, chosen, tuple(people), book, note, asked, due)
        path = new_task(project.out, task)
    told = ", ".join(f"{person} ({len(task.asked_of(person))})" for person in task.people)
    print(f"{task.id}: {len(chosen)} documents for {told}; kept as {path}")


@app.command("list")
def list_(out: Out) -> None:
    """List the tasks and how far each annotator is."""
    from reportedly.checking.annotation import tasks
    from reportedly.checking.assignments import progress

    rows = []
    for task in tasks(out):
        far = [f"{one.person} {one.done} of {one.asked}" for one in progress(out, task)]
        rows.append((task.id, task.at[:10], task.due or "–", str(len(task.documents)), ", ".join(far), task.note))
    print_table(None, ["id", "made", "due", "documents", "done", "note"], rows)


@app.command("queue")
def queue(out: Out, person: Annotated[str, typer.Option("--of", help="Whose.")], as_json: AsJson = False) -> None:
    """List what a person still has to annotate, what is due first before the rest."""
    from reportedly.checking.assignments import queue_of

    found = queue_of(out, person)
    rows = [(one.task.id, one.document, one.task.due, "yes" if one.begun else "no") for one in found]
    if as_json:
        print_json([dict(zip(("task", "document", "due", "begun"), row, strict=True)) for row in rows])
        return
    print_table(None, ["task", "document", "due", "begun"], [(a, b, due or "–", begun) for a, b, due, begun in rows])


@app.command("agreement")
def agreement(out: Out, name: Name, as_json: AsJson = False) -> None:
    """Tell how far each two annotators agree, on the documents that both are done with, against the guide's targets."""
    found = compared(out, name)
    if as_json:
        print_json([_plain(one) for one in found])
        return
    for one in found:
        title = f"{one.people[0]} and {one.people[1]}, {one.documents} documents"
        rows = [
            (
                f.name,
                "–" if f.value is None else f"{f.value:.2f}",
                str(f.of),
                "–" if f.target is None else f"{f.target:.2f}",
            )
            for f in one.figures
        ]
        print_table(title, ["figure", "value", "of", "target"], rows)
        print(
            f"{len(one.differing)} matched claims differ in a value; {len(one.alone)} were marked by one of them only"
        )


@app.command("export")
def export(
    out: Out,
    name: Name,
    person: Annotated[str, typer.Option("--of", help="Whose claims.")],
    into: Annotated[Path, typer.Option("--into", help="File to write, JSON lines.")],
    db: Database = None,
) -> None:
    """Write one person's claims as gold, one document a line: what `python -m benchmarks claims --data FILE` reads."""
    from reportedly.checking.annotation import load_task, work_of
    from reportedly.checking.gold import gold_line
    from reportedly.project import Project

    task = load_task(out, name)
    work = work_of(out, task, person)
    with Project(out, db=db, create=False) as project, into.open("w", encoding="utf-8") as file:
        lines = [gold_line(project.store.reading(d).document, work.of(d)) for d in task.documents if d in work.done]
        file.writelines(line + "\n" for line in lines)
    print(f"{len(lines)} documents of {person} written to {into}; the text of private persons is in it: keep it inside")


def compared(out: Path, name: str) -> list[Any]:
    """Return the comparison of every two annotators on the documents that both are done with."""
    from itertools import combinations

    from reportedly.checking.annotation import load_task, work_of
    from reportedly.checking.compared import compare

    task = load_task(out, name)
    works = {person: work_of(out, task, person) for person in task.people}
    found = []
    for one, other in combinations(task.people, 2):
        both = [d for d in task.documents if d in works[one].done and d in works[other].done]
        found.append(compare((one, other), [(works[one].of(d), works[other].of(d)) for d in both]))
    return found


def _plain(one: Any) -> dict[str, Any]:
    figures = {f.name: {"value": f.value, "of": f.of, "target": f.target, "reached": f.reached} for f in one.figures}
    rest = {"differing": len(one.differing), "alone": len(one.alone)}
    return {"people": one.people, "documents": one.documents, "figures": figures, **rest}
