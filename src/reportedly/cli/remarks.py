"""review comment, dissent, grade: what people keep beside claims and sources; it changes no count and no state."""

from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.deciding import AsJson, Because, By, Out, decide
from reportedly.cli.options import Database

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.records import ReviewDraft
    from reportedly.review.making import Desk

Things = Annotated[
    list[str],
    typer.Argument(
        metavar="ID…", help="A claim, an event or a document; two documents are the edge from the first to the second."
    ),
]
grade_app = typer.Typer(
    no_args_is_help=True,
    help="Grade a source, or what a claim tells: two scales that are never joined (AJP-2.1).",
)


def comment(
    things: Things, out: Out, because: Because, by: By = None, db: Database = None, as_json: AsJson = False
) -> None:
    """Keep a remark on a claim, an event, a document or an edge; --because is the remark.

    reportedly review comment clm_0412 -o OUT --because "ask the desk for the first version"
    """
    decide(lambda desk, _: desk.comment(things), out=out, db=db, because=because, by=by, later=True, as_json=as_json)


def dissent(
    things: Things, out: Out, because: Because,
    field: Annotated[str, typer.Option("--field", help="Which field of the claim you see otherwise.")] = "",
    value: Annotated[str, typer.Option("--value", help="What it should hold, in your view.")] = "",
    by: By = None, db: Database = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Keep another view beside what was decided: it changes no count and no field, and nobody overwrites it.

    reportedly review dissent clm_0412 -o OUT --field realis --value planned --because "ordered, not yet done"
    """
    from reportedly.errors import ReviewRefused

    if value and not field:
        raise ReviewRefused("--value needs --field: which field should hold it")

    def make(desk: "Desk", project: "Project") -> "ReviewDraft":
        if not field:
            return desk.dissent(things)
        from reportedly.gazetteer import open_layered
        from reportedly.review.given import Given

        reading, claim = desk.claim(things[0])
        places = open_layered(extra=project.theatre.places)
        kept = Given(reading, claim, project.book, places).value(field, value)
        return desk.dissent(things, field, kept)

    decide(make, out=out, db=db, because=because, by=by, later=True, as_json=as_json)


@grade_app.command("source")
def grade_source(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="Id in register or theatre, or the printed name.")],
    letter: Annotated[str, typer.Argument(metavar="GRADE", help="A reliable … E unreliable, F cannot be judged.")],
    out: Out, because: Because,
    scope: Annotated[str, typer.Option("--for", help="For which matter, place or time it holds.")] = "",
    basis: Annotated[str, typer.Option("--basis", help="history, expertise, access, technical or motive.")] = "",
    until: Annotated[str, typer.Option("--until", help="Day (ISO) after which it should be looked at again.")] = "",
    by: By = None, db: Database = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say how reliable a source is, whatever it said this time.

    A reliable, B usually reliable, C fairly reliable, D not usually reliable, E unreliable, F cannot be judged. A grade
    enters no sum and no order, and F is no middle grade: it says that there is no judgement.

    reportedly review grade source "Council press desk" C -o OUT --because "two of nine posts withdrawn in May"
    """
    from reportedly.review.grades import note_of

    note = note_of(scope=scope, basis=basis, until=until)
    decide(
        lambda desk, project: desk.grade_source(_source(source, project), letter.upper(), note),
        out=out, db=db, because=because, by=by, later=True, as_json=as_json,
    )  # fmt: skip


@grade_app.command("information")
def grade_information(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")],
    digit: Annotated[str, typer.Argument(metavar="GRADE", help="1 confirmed … 5 improbable, 6 cannot be judged.")],
    out: Out, because: Because, by: By = None, db: Database = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say how credible what a claim tells is, whoever said it.

    1 confirmed by other independent sources, 2 probably true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be
    judged. 1 needs an event with two origins at least.

    reportedly review grade information clm_0412 3 -o OUT --because "fits what the water board said in April"
    """
    decide(
        lambda desk, _: desk.grade_information(claim, digit),
        out=out, db=db, because=because, by=by, later=True, as_json=as_json,
    )  # fmt: skip


def _source(name: str, project: "Project") -> str:
    from reportedly.records.review import source_name

    known = {source.id for source in project.theatre.sources}
    if name in known or project.sources.get(name) is not None:
        return source_name(name)
    return source_name(None, name)
