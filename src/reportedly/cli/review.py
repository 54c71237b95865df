"""events, claims, edges, review: list them, and decide on them; every decision is kept with who, when and why."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli import browse, remarks
from reportedly.cli.deciding import AsJson, Because, By, Later, Out, action_line, decide, listing
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table

if TYPE_CHECKING:
    from reportedly.project import Project
    from reportedly.records.review import EdgeChange
    from reportedly.review.making import Desk

Names = Annotated[list[str], typer.Argument(metavar="ID…", help="Events or claims; the beginning of an id is enough.")]
ClaimName = Annotated[str, typer.Argument(metavar="CLAIM", help="Id of a claim, or its beginning.")]
ClaimNames = Annotated[list[str], typer.Argument(metavar="CLAIM…", help="Claims; the beginning of an id is enough.")]
EventName = Annotated[str, typer.Argument(metavar="EVENT", help="Id of an event, or its beginning.")]
ActionName = Annotated[str, typer.Argument(metavar="ACTION", help="Id of a review action, or its beginning.")]
From = Annotated[str, typer.Argument(metavar="FROM", help="The document that derives from another: id or path.")]
To = Annotated[str, typer.Argument(metavar="TO", help="The document that it derives from: id or path.")]
Kind = Annotated[
    str,
    typer.Option(
        "--kind", help="copy, translation, excerpt, cites, summarises, same_release, revision_of, same_family."
    ),
]

events_app = listing(
    "events", browse.events, "List events (`events list --help` has the filters), and decide which claims are one."
)
claims_app = listing(
    "claims", browse.claims, "List claims (`claims list --help` has the filters), and accept, edit or reject them."
)


@events_app.command("merge")
def merge(
    names: Names, out: Out, because: Because, by: By = None, db: Database = None, later: Later = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that events, or claims, are one occurrence. An event stands for the claims that it has now."""
    decide(lambda desk, _: desk.merge(names), out=out, db=db, because=because, by=by, later=later, as_json=as_json)


@events_app.command("split")
def split(
    event: EventName, claims: ClaimNames, out: Out, because: Because, by: By = None, db: Database = None,
    later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that some claims of an event are another occurrence: they leave together and are kept apart from the rest."""
    decide(
        lambda desk, _: desk.split(event, claims), out=out, db=db, because=because, by=by, later=later, as_json=as_json
    )


@events_app.command("not-same")
def not_same(
    left: ClaimName, right: ClaimName, out: Out, because: Because, by: By = None, db: Database = None,
    later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that two claims are not one occurrence."""
    decide(
        lambda desk, _: desk.not_same(left, right), out=out, db=db, because=because, by=by, later=later, as_json=as_json
    )


@claims_app.command("reject")
def reject(
    claim: ClaimName, out: Out, because: Because,
    why: Annotated[
        str,
        typer.Option("--as", help="duplicate, out_of_scope, too_old, not_a_claim, extraction_error or sensitive."),
    ],
    by: By = None, db: Database = None, later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that a claim is not to be used: it leaves events, ledger, brief and claims.jsonl, and stays in the store."""
    decide(
        lambda desk, _: desk.reject(claim, why), out=out, db=db, because=because, by=by, later=later, as_json=as_json
    )


@claims_app.command("accept")
def accept(
    claim: ClaimName, out: Out, because: Because, by: By = None, db: Database = None, as_json: AsJson = False
) -> None:
    """Say that a claim is right as it stands."""
    decide(lambda desk, _: desk.accept(claim), out=out, db=db, because=because, by=by, later=True, as_json=as_json)


@claims_app.command("edit")
def edit(
    claim: ClaimName, out: Out, because: Because,
    category: Annotated[str | None, typer.Option(help="A category of the project's codebook, such as GUO.C02.")] = None,
    secondary: Annotated[str | None, typer.Option(help="Up to two further categories, with a comma between.")] = None,
    sector: Annotated[str | None, typer.Option(help="Service sectors, with commas between.")] = None,
    kind: Annotated[str | None, typer.Option(help="event, status, policy, quantity, assessment and so on.")] = None,
    proposition: Annotated[str | None, typer.Option(help="What is claimed, without source and hedge.")] = None,
    place: Annotated[str | None, typer.Option(help="Id of a place in gazetteer or theatre, or its name.")] = None,
    origin: Annotated[str | None, typer.Option(help="Where people or goods come from: a place.")] = None,
    destination: Annotated[str | None, typer.Option(help="Where they go: a place.")] = None,
    time: Annotated[str | None, typer.Option(help="When it happened, EDTF: 2026-03-04, 2026-03, 2026-03-01/..")] = None,
    polarity: Annotated[str | None, typer.Option(help="+, - or u.")] = None,
    realis: Annotated[str | None, typer.Option(help="occurred, ongoing, planned, ordered, failed and so on.")] = None,
    level: Annotated[str | None, typer.Option(help="Hedge level, L0 to L5.")] = None,
    caveats: Annotated[str | None, typer.Option(help="Caveats such as translated, with commas between.")] = None,
    summary_of: Annotated[str | None, typer.Option(help="Claims of the document that this one sums up.")] = None,
    evidence: Annotated[list[str] | None, typer.Option(help="Its words in the text; again for more.")] = None,
    chain: Annotated[str | None, typer.Option(metavar="JSON", help='{"hops": [{"base": 0}], "root": "named"}')] = None,
    roles: Annotated[str | None, typer.Option(metavar="JSON", help='[{"name": "actor", "value": "STAFF"}]')] = None,
    quantity: Annotated[str | None, typer.Option(metavar="JSON", help='[{"printed": "Two", "best": 2}]')] = None,
    status: Annotated[str | None, typer.Option(metavar="JSON", help='[{"sector": "water", "status": "none"}]')] = None,
    by: By = None, db: Database = None, later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Set one field of a claim.

    Every field may be set. An empty text takes away what a place, time or list holds. In a chain `base` counts the
    hops that are there from 0, outermost first: leave one out to take it away, add {"name": "…", "cue": "…", "role":
    "ministry"} for a new one; words are looked up in the text of the document. docs/concepts/review.md has examples.
    """
    values: dict[str, Any] = {
        "category": category, "secondary": secondary, "sector": sector, "kind": kind, "proposition": proposition,
        "place": place, "origin": origin, "destination": destination, "time": time, "polarity": polarity,
        "realis": realis, "level": level, "caveats": caveats, "summary_of": summary_of, "evidence": evidence or None,
        **{name: _json(name, text) for name, text in
           (("chain", chain), ("roles", roles), ("quantity", quantity), ("status", status))},
    }  # fmt: skip
    given = [(name, value) for name, value in values.items() if value is not None]
    if len(given) != 1:
        told = ", ".join(f"--{name.replace('_', '-')}" for name in values)
        raise typer.BadParameter(f"give one of {told}; {len(given)} were given")
    [(field, what)] = given
    decide(
        lambda desk, project: desk.edit(claim, field, _value(desk, claim, project, (field, what))),  # type: ignore[arg-type]
        out=out, db=db, because=because, by=by, later=later, as_json=as_json,
    )  # fmt: skip


def _json(name: str, text: str | None) -> Any:
    import json

    try:
        return None if text is None else json.loads(text)
    except ValueError as error:
        raise typer.BadParameter(f"--{name}: this is no JSON ({error})") from error


def _value(desk: "Desk", claim: str, project: "Project", given: tuple[str, Any]) -> dict[str, Any]:
    """Return the value of a field as it is kept. Raises ReviewRefused if it is none."""
    from reportedly.gazetteer import open_layered
    from reportedly.review.given import Given

    reading, found = desk.claim(claim)
    return Given(reading, found, project.book, open_layered(extra=project.theatre.places)).value(*given)


def edges(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List which document derives from which, how, and what says so."""
    from reportedly.project import Project
    from reportedly.records import to_plain
    from reportedly.records.withhold import Discretion, private_names

    with Project(out, db=db, create=False) as project:
        found = project.store.edges()
        documents = {d.id: d for d in project.store.documents()}
        masked = Discretion(private_names(project.store.readings())).masked
    if as_json:
        for edge in found:
            print_json({**to_plain(edge), "evidence": masked(edge.evidence)})
        return
    rows = [
        (_home(documents[e.start]), e.kind, _home(documents[e.end]), f"{e.score:.2f}", masked(e.evidence), e.producer)
        for e in found
    ]
    print_table(None, ["from", "kind", "to", "score", "why", "by"], rows)
    print(f"{len(found)} edges")


def _home(document: Any) -> str:
    return f"{document.publisher or document.title or 'publisher not known'} ({document.path})"


edges_app = listing("edges", edges, "List which document derives from which, and add, cut or change that.")


def _decide_edge(change: "EdgeChange", start: str, end: str, kind: str, was: str, **rest: Any) -> None:
    decide(lambda desk, _: desk.edge(change, start, end, kind, was), **rest)


@edges_app.command("add")
def add_edge(
    start: From, end: To, kind: Kind, out: Out, because: Because, by: By = None, db: Database = None,
    later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that a document derives from another."""
    _decide_edge("add", start, end, kind, "", out=out, db=db, because=because, by=by, later=later, as_json=as_json)


@edges_app.command("cut")
def cut_edge(
    start: From, end: To, out: Out, because: Because, kind: Kind = "", by: By = None, db: Database = None,
    later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that a document does not derive from another, or not in this way (without --kind: in no way)."""
    _decide_edge("cut", start, end, kind, "", out=out, db=db, because=because, by=by, later=later, as_json=as_json)


@edges_app.command("change")
def change_edge(
    start: From, end: To, kind: Kind, out: Out, because: Because,
    was: Annotated[str, typer.Option("--was", help="The kind that is wrong; left out: all that there are.")] = "",
    by: By = None, db: Database = None, later: Later = False, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Say that a document derives from another in another way than was found."""
    _decide_edge("change", start, end, kind, was, out=out, db=db, because=because, by=by, later=later, as_json=as_json)


app = typer.Typer(
    no_args_is_help=True,
    help="The log of decisions: who decided what, when and why; take one back; comments, dissents and grades.",
)
app.command("comment")(remarks.comment)
app.command("dissent")(remarks.dissent)
app.add_typer(remarks.grade_app, name="grade")


@app.command("log")
def log(
    out: Out,
    db: Database = None,
    on: Annotated[str | None, typer.Option("--on", help="Only what is about this claim, document or action.")] = None,
    as_json: AsJson = False,
) -> None:
    """List all decisions in order; what was taken back stays, marked as such."""
    from reportedly.project import Project
    from reportedly.records.withhold import Discretion, private_names
    from reportedly.review import standing
    from reportedly.review.edits import worded

    with Project(out, db=db, create=False) as project:
        actions = project.store.reviews()
        documents = {quote.document for action in actions for quote in action.quotes}
        masked = Discretion(private_names(project.store.readings_of(documents))).masked
    stand = {action.id for action in standing(actions)}
    found = [a for a in actions if not on or any(one.startswith(on) for one in (*a.on, *a.against))]
    if as_json:
        for action in found:
            print_json({**action_line(action), "stands": action.id in stand})
        return
    rows = []
    for a in found:
        what = f"{a.kind.replace('_', ' ')}{f' {a.field}' if a.field else ''}"
        change = f"{worded(a.before)} → {worded(a.after)}" if a.kind == "edit" else ""
        if a.kind == "dissent" and a.field:
            change = worded(a.after)
        sides = [", ".join(side) for side in (a.on, a.against) if side]
        told = " against ".join(sides) + (f": {change}" if change else "")
        rows.append((a.id, a.at, a.by, what + ("" if a.id in stand else " (taken back)"), masked(told), a.reason))
    print_table(None, ["action", "at", "by", "what", "on", "because"], rows)
    print(f"{len(found)} actions, {sum(a.id in stand for a in found)} stand")
    if actions:
        print(f"Head of the chain: {actions[-1].sha256}")


@app.command("verify")
def verify_chain(
    out: Out,
    db: Database = None,
    head: Annotated[
        str | None, typer.Option("--head", help="Digest of an action that you noted down: it has to be in the chain.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check that no decision was changed, removed or put in between. Exit code 1 if one was."""
    from reportedly.project import Project
    from reportedly.review import verify

    with Project(out, db=db, create=False) as project:
        rows, highest = project.store.kept_reviews()
    faults = verify(rows, highest, head=head)
    last = rows[-1].sha256 if rows else ""
    if as_json:
        print_json({"actions": len(rows), "head": last, "faults": faults})
    else:
        for fault in faults:
            print(fault)
        verdict = "the chain is whole" if not faults else f"{len(faults)} faults: restore the database from a copy"
        print(f"{len(rows)} actions; {verdict}")
        if last and not faults:
            print(f"Head of the chain: {last}")
    if faults:
        raise typer.Exit(1)


@app.command("undo")
def undo(
    action: ActionName, out: Out, because: Because, by: By = None, db: Database = None, later: Later = False,
    as_json: AsJson = False,
) -> None:  # fmt: skip
    """Take a decision back. It stays in the log; taking back an undo brings the decision back."""
    decide(
        lambda desk, project: desk.undo(action, project.store.reviews()),
        out=out, db=db, because=because, by=by, later=later, as_json=as_json,
    )  # fmt: skip


@app.command("retract")
def retract(
    document: Annotated[str, typer.Argument(metavar="DOCUMENT", help="Id or path of a document.")],
    out: Out, because: Because, by: By = None, db: Database = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Note that a document was retracted by who published it: `reportedly stale` then lists what rests on it."""
    decide(lambda desk, _: desk.retract(document), out=out, db=db, because=because, by=by, later=True, as_json=as_json)


@app.command("erase")
def erase(
    action: ActionName, out: Out, because: Because,
    parts: Annotated[
        str, typer.Option("--parts", help="What is erased: of reason, before, after, quotes; with commas between.")
    ] = "before,after,quotes",
    by: By = None, db: Database = None, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Erase values of a decision, such as a name that may not be kept. The chain still holds; this cannot be undone."""
    decide(
        lambda desk, project: desk.erase(action, parts.split(","), project.store.reviews()),
        out=out, db=db, because=because, by=by, as_json=as_json,
    )  # fmt: skip


@app.command("orphans")
def orphans(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List decisions that cannot be carried out any more, and why: their claim is gone, or it went into another."""
    from reportedly.project import Project
    from reportedly.records import to_plain
    from reportedly.review import take

    with Project(out, db=db, create=False) as project:
        found = take(project.store.reviews(), project.store.readings()).unkept(project.store.events())
    if as_json:
        for orphan in found:
            print_json(to_plain(orphan))
        return
    print_table(None, ["action", "on", "why"], [(o.action, o.on, o.reason) for o in found])
    print(f"{len(found)} decisions, or parts of one, are not carried out")
