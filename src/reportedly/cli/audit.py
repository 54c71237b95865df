"""audit: draw a random sample of claims, check it field by field, and report how often each field was right."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.deciding import AsJson, By, Out, reviewer
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.checking.report import Report, Share
    from reportedly.checking.sample import Item, Sample

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "Check a **random sample** by hand and learn how often each field is right.\n\n"
        "`audit new` draws claims, and sentences in which none was found; check them in the workbench "
        "(`reportedly serve`, then Review, Sample for audit) or here with `audit check`; `audit report` gives the "
        "share of right values for every field with its 95 % interval (Wilson), and how many silent sentences are so."
    ),
)

Name = Annotated[str | None, typer.Argument(help="Id of a sample, as `audit list` prints it; left out: the newest.")]
_KEYS = {"r": "right", "w": "wrong", "u": "unsure"}


@app.command("new")
def new(
    out: Out,
    claims: Annotated[int, typer.Option(min=0, help="Claims to draw.")] = 100,
    silent: Annotated[int, typer.Option(min=0, help="Sentences without a claim to draw.")] = 50,
    seed: Annotated[int, typer.Option(help="Seed of the draw: the same one draws the same again.")] = 1,
    language: Annotated[str, typer.Option(help="Only documents in this language: en, uk, ru or de.")] = "",
    category: Annotated[str, typer.Option(help="Only claims whose category begins so, as B02 or C.")] = "",
    routed: Annotated[bool, typer.Option("--routed", help="Also claims that the codebook leaves aside.")] = False,
    by: By = None,
    db: Database = None,
) -> None:
    """Draw a sample and keep it in the project, with the values as they are now."""
    from reportedly.checking.sample import Wanted, draw, keep
    from reportedly.clock import now
    from reportedly.history import record_of
    from reportedly.project import Project
    from reportedly.review import take

    wanted = Wanted(claims, silent, seed, language, category, routed)
    with Project(out, db=db, create=False) as project:
        record = record_of(project)
        readings = take(project.store.reviews(), record.readings).readings
        sample = draw(list(readings), wanted, at=now(), by=reviewer(by))
        path = keep(sample, project.out)
    drawn = sum(not item.silent for item in sample.items)
    print(f"{sample.id}: {drawn} of {sample.claims} claims, {len(sample.items) - drawn} of {sample.silent} sentences")
    print(f"kept as {path}; check it with `reportedly audit check -o {out}` or in the workbench")


@app.command("list")
def list_(out: Out) -> None:
    """List the samples of a project and how far each is checked."""
    from reportedly.checking import answers, sample
    from reportedly.checking.report import report

    rows = []
    for name in sample.names(out):
        one = sample.load(out, name)
        said = report(one, answers.all_of(out, one))
        rows.append((name, one.at[:10], one.by, one.where, f"{said.checked} of {said.items}", ", ".join(said.people)))
    print_table(None, ["id", "drawn", "by", "which", "checked", "checked by"], rows)
    if not rows:
        print(f"no samples yet; draw one with `reportedly audit new -o {out}`")


@app.command("check")
def check(out: Out, name: Name = None, by: By = None, db: Database = None) -> None:
    """Check a sample here: r right, w wrong (then the right value), u unsure, s skip the item, q stop.

    What was answered is kept at once; the next `audit check` goes on from there.
    """
    from reportedly.checking import answers
    from reportedly.project import Project

    who, one = reviewer(by), _sample(out, name)
    done = {(a.item, a.field) for a in answers.all_of(out, one) if a.by == who}
    with Project(out, db=db, create=False) as project:
        for number, item in enumerate(one.items, start=1):
            open_fields = [f for f in _fields(item) if (item.id, f) not in done]
            if not open_fields:
                continue
            print(f"\n{number} of {len(one.items)}  {item.document}  {item.language}")
            print(_context(project, item))
            given, go_on = _ask(item, open_fields, who)
            answers.add(out, one, given)
            if not go_on:
                break
    print(f"\n`reportedly audit report -o {out}` tells what the sample says")


@app.command("report")
def report(out: Out, name: Name = None, as_json: AsJson = False) -> None:
    """Tell how often each field was right, with 95 % intervals, what was missed, and how far two checkers agree."""
    from reportedly.checking import answers
    from reportedly.checking import report as reporting

    one = _sample(out, name)
    said = reporting.report(one, answers.all_of(out, one))
    if as_json:
        print_json(plain(said))
        return
    print(f"{one.id}, drawn {one.at[:10]} by {one.by}: {one.where}; {said.checked} of {said.items} items checked")
    columns = ["field", "right", "of", "share", "95 % interval", "unsure"]
    print_table(None, columns, [_row(share) for share in (*said.shares, said.silent)])
    if said.groups:
        print_table("By language and category", ["group", *columns], [(s.group, *_row(s)) for s in said.groups])
    if said.agreement:
        rows = [
            (field, str(n), f"{share:.2f}", "–" if kappa is None else f"{kappa:.2f}")
            for field, (n, share, kappa) in said.agreement.items()
        ]
        print_table("Two people on the same items", ["field", "items", "equal", "kappa"], rows)


def plain(said: "Report") -> dict[str, Any]:
    """Return a report as JSON-ready values."""

    def share(one: "Share") -> dict[str, Any]:
        figures = {"right": one.right, "decided": one.decided, "unsure": one.unsure, "precision": one.precision}
        return {"field": one.field, "group": one.group, **figures, "low": one.low, "high": one.high}

    return {
        "sample": said.sample,
        "checked": said.checked,
        "items": said.items,
        "people": said.people,
        "fields": [share(s) for s in said.shares],
        "silent": share(said.silent),
        "groups": [share(s) for s in said.groups],
        "agreement": {f: {"items": n, "equal": e, "kappa": k} for f, (n, e, k) in said.agreement.items()},
    }


def _row(share: "Share") -> tuple[str, ...]:
    told = "–" if share.precision is None else f"{share.precision:.2f}"
    interval = "–" if share.precision is None else f"{share.low:.2f} to {share.high:.2f}"
    return share.field, str(share.right), str(share.decided), told, interval, str(share.unsure)


def _sample(out: Path, name: str | None) -> "Sample":
    from reportedly.checking import sample

    if name is None:
        known = [sample.load(out, each) for each in sample.names(out)]
        if not known:
            raise ReportedlyError(f"{out}: there is no sample yet; draw one with `reportedly audit new -o {out}`")
        return max(known, key=lambda one: one.at)
    return sample.load(out, name)


def _fields(item: "Item") -> tuple[str, ...]:
    from reportedly.checking.answers import SILENT
    from reportedly.checking.values import FIELDS

    return (SILENT,) if item.silent else FIELDS


def _context(project: Any, item: "Item") -> str:
    from reportedly.records import Span
    from reportedly.records.withhold import Discretion, private_names
    from reportedly.text import squeeze

    reading = project.store.reading(item.document)
    discretion = Discretion(private_names([reading]))
    start, end = item.span
    before = discretion.shown(reading, (Span(max(0, start - 240), start),))[0] if start else ""
    after = (
        discretion.shown(reading, (Span(end, min(len(reading.text), end + 160)),))[0] if end < len(reading.text) else ""
    )
    return squeeze(f"…{before}[[{discretion.shown(reading, (Span(start, end),))[0]}]]{after}…")


def _ask(item: "Item", fields: list[str], who: str) -> tuple[list[Any], bool]:
    from reportedly.checking.answers import Answer
    from reportedly.clock import now

    given: list[Any] = []
    for field in fields:
        shown = item.values.get(field, "no claim in this sentence")
        key = typer.prompt(f"  {field}: {shown}  [r/w/u/s/q]", default="r", show_default=False).strip().lower()[:1]
        if key == "q":
            return given, False
        if key == "s":
            break
        verdict: Any = _KEYS.get(key, "unsure")
        better = typer.prompt("    rather", default="", show_default=False) if verdict == "wrong" else ""
        given.append(Answer(item.id, field, verdict, who, now(), better))
    return given, True
