"""briefs: drafts of briefs, edited sentence by sentence, linted, published, compared."""

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.deciding import AsJson, By, Out, listing, reviewer
from reportedly.cli.narrowing import Areas, Period, Template, days_of
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table

if TYPE_CHECKING:
    from reportedly.drafting import Compiled, Draft, Drafts, Edit
    from reportedly.project import Project
    from reportedly.records import Finding

Brief = Annotated[str, typer.Argument(metavar="BRIEF", help="Id of the brief, such as brief-3.")]
Because = Annotated[str, typer.Option("--because", metavar="TEXT", help="Why: kept with the version.")]
Language = Annotated[str, typer.Option("--language", metavar="en|uk", help="Language of the brief.")]
Title = Annotated[str, typer.Option("--title", help="Title of the brief.")]
Added = Annotated[str, typer.Option("--add", metavar="TEXT", help="A new sentence, after --sentence or in --section.")]
ClaimsOf = Annotated[list[str] | None, typer.Option("--claim", help="Claim of a new sentence; may be given again.")]
Unreviewed = Annotated[
    bool | None,
    typer.Option("--unreviewed/--reviewed", help="Publish without accepted claims and say so; needs --because."),
]
NewWords = Annotated[str, typer.Option("--text", help="Its new words.")]
Behind = Annotated[str | None, typer.Option("--after", metavar="ID", help="Move it behind a sentence; '' first.")]
ReleaseName = Annotated[
    str,
    typer.Option(
        "--release", metavar="public|partner", help="For whom: partners are told movements of aid and people at once."
    ),
]
_STATES = {"draft": "draft", "published": "published", "corrected": "published again", "withdrawn": "withdrawn"}


def list_briefs(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List the drafts of briefs, newest first, with their state and what they need."""
    with _project(out, db) as project:
        drafts = _drafts(project)
        rows = [_row(drafts, one) for one in drafts.all()]
    if as_json:
        for row in rows:
            print_json(row)
        return
    heads = ("id", "title", "state", "version", "by", "at", "needs")
    print_table(None, heads, [tuple(str(row[h]) for h in heads) for row in rows])
    if not rows:
        print(f"No draft yet: `reportedly briefs new -o {out}` makes one.")


def _row(drafts: "Drafts", one: "Draft") -> dict[str, Any]:
    needs = drafts.needs(one) if one.published else []
    state = "needs correction" if needs else _STATES[one.state]
    last = one.versions[-1]
    return {
        "id": one.id,
        "title": one.title,
        "state": state,
        "version": one.number,
        "by": last.by,
        "at": last.at[:16].replace("T", " "),
        "language": one.spec.language,
        "sentences": len(one.sentences),
        "needs": f"{len(needs)} to mend" if needs else "",
    }


app = listing("briefs", list_briefs, "Drafts of briefs: make, edit, lint, publish, compare.")


@app.command("new")
def new(
    out: Out,
    areas: Areas = None,
    period: Period = "",
    language: Language = "en",
    template: Template = "update",
    title: Title = "",
    by: By = None,
    because: Because = "",
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Draft a brief from the events of a period and an area.

    Events are chosen by their consequence for people, by how many origins they have, and by whether they are new. The
    draft is kept in OUT/briefs; nothing is published.
    """
    from reportedly.drafting import Spec

    start, end = days_of(period)
    spec = Spec(tuple(areas or ()), start, end, language, template, title)  # type: ignore[arg-type]
    with _project(out, db) as project:
        drafts = _drafts(project)
        made = drafts.compiled(drafts.new(spec, by=reviewer(by), reason=because))
    if as_json:
        print_json(_plain(made))
        return
    told = f"{len(made.draft.sentences)} sentences, {len(made.draft.takeaways)} takeaways"
    print(f"{made.draft.id}: {made.draft.title} ({told})")
    _tell(made)


@app.command("show")
def show(brief: Brief, out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """Print a draft sentence by sentence, with its claims and versions."""
    with _project(out, db) as project:
        drafts = _drafts(project)
        made = drafts.compiled(drafts.get(brief))
        needs = drafts.needs(made.draft)
    if as_json:
        print_json(_plain(made) | {"needs": [{"sentence": n.sentence, "why": list(n.chain)} for n in needs]})
        return
    print(f"{made.draft.title}\n")
    for told in made.brief.change_lines:
        print(f"  {told}")
    for line in made.brief.takeaways:
        print(f"{line.statement.id:>4}  {line.statement.text}")
    for section in made.brief.sections:
        print(f"\n{section.name}")
        for line in section.lines:
            print(f"{line.statement.id:>4}  {line.statement.text}")
            print(f"      {line.count}; {', '.join(line.statement.claims) or line.remark}")
    if needs:
        print("\nNeeds correction:")
        for need in needs:
            print(f"{need.sentence:>4}  {need.why}")
    from reportedly.drafting import versions_told

    print()
    print_table(None, ["version", "at", "by", "edit"], versions_told(made.draft.versions))


@app.command("lint")
def lint(brief: Brief, out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """Print what stands against publishing a draft: rule, words, and how to mend it. Exit code 1 if anything."""
    with _project(out, db) as project:
        drafts = _drafts(project)
        made = drafts.compiled(drafts.get(brief))
    if as_json:
        for finding in made.findings:
            print_json(plain_finding(finding, made))
    else:
        _tell(made)
    if made.findings:
        raise typer.Exit(1)


@app.command("edit")
def edit(
    brief: Brief,
    out: Out,
    sentence: Annotated[str, typer.Option("--sentence", metavar="ID", help="Sentence to edit, such as s4.")] = "",
    text: NewWords = "",
    add: Added = "",
    kind: Annotated[
        str, typer.Option("--kind", metavar="report|status|assessment|gap", help="Of a new one.")
    ] = "report",
    section: Annotated[str, typer.Option("--section", metavar="LETTER", help="Domain of a new sentence.")] = "",
    claim: ClaimsOf = None,
    attach: Annotated[str, typer.Option("--attach", metavar="CLAIM", help="Let it rest on a claim more.")] = "",
    detach: Annotated[str, typer.Option("--detach", metavar="CLAIM", help="Let it rest on a claim less.")] = "",
    remove: Annotated[bool, typer.Option("--remove", help="Take the sentence out.")] = False,
    after: Behind = None,
    likelihood: Annotated[str, typer.Option("--likelihood", help="Of an assessment, in words of the scale.")] = "",
    confidence: Annotated[str, typer.Option("--confidence", help="Of an assessment: low, moderate or high.")] = "",
    basis: Annotated[str, typer.Option("--basis", help="What an assessment rests on, as a sentence.")] = "",
    keep: Annotated[str, typer.Option("--keep", metavar="RULE", help="Set a rule aside for it; needs --because.")] = "",
    mend: Annotated[bool, typer.Option("--mend", help="Use the mends of the linter on it.")] = False,
    takeaway: Annotated[bool | None, typer.Option("--takeaway/--no-takeaway", help="Let it be a takeaway.")] = None,
    title: Title = "",
    unreviewed: Unreviewed = None,
    refresh: Annotated[bool, typer.Option("--refresh", help="Draft it anew; what people wrote is kept.")] = False,
    by: By = None,
    because: Because = "",
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Edit a draft: every edit is a version of its own, with who, when and why, and is linted like the rest."""
    assess = {"likelihood": likelihood, "confidence": confidence, "basis": basis}
    fresh = {"text": add, "kind": kind, "section": section, "claims": claim or [], **assess}
    wanted: dict[str, Any] = {
        "text": text,
        "add": fresh if add else None,
        "attach": attach,
        "detach": detach,
        "assess": assess if any(assess.values()) and not add else None,
        "keep": keep,
        "title": title,
        "remove": remove or None,
    }
    changes = {k: v for k, v in wanted.items() if v}
    if after is not None:
        changes["move"] = after
    for name, value in (("takeaway", takeaway), ("unreviewed", unreviewed)):
        if value is not None:
            changes[name] = value
    how = _How(sentence, because, reviewer(by), refresh, mend)
    with _project(out, db) as project:
        done = _carried_out(_drafts(project), brief, changes, how)
    if as_json:
        print_json(_plain(done))
        return
    print(f"{brief}: version {done.draft.number}")
    _tell(done, only=sentence)


@dataclass(frozen=True)
class _How:
    """What goes with edits: the sentence, why, by whom, and whether to draft anew before and to mend after."""

    sentence: str
    because: str
    by: str
    refresh: bool
    mend: bool


def _carried_out(drafts: "Drafts", brief: str, changes: dict[str, Any], how: _How) -> "Compiled":
    """Make the edits one after the other and return the draft with them."""
    if how.refresh:
        drafts.refresh(brief, by=how.by, reason=how.because)
    for made in _edits(changes, how.sentence, how.because):
        drafts.edit(brief, made, by=how.by)
    if how.mend:
        _mend(drafts, brief, how.sentence, how.by)
    return drafts.compiled(drafts.get(brief))


def _edits(changes: dict[str, Any], sentence: str, because: str) -> "list[Edit]":
    from reportedly.drafting import Edit, InvalidDraft

    whole = {"title", "unreviewed", "add"}
    if not sentence and set(changes) - whole:
        raise InvalidDraft("say which sentence with --sentence; `reportedly briefs show` prints their ids")
    return [
        Edit(kind, "" if kind in whole else sentence, sentence if kind == "add" else None, value, because)  # type: ignore[arg-type]
        for kind, value in changes.items()
    ]


def _mend(drafts: "Drafts", brief: str, sentence: str, who: str) -> None:
    """Use the mends of a sentence one after the other, each on what the one before left."""
    from reportedly.drafting import Edit

    for _ in range(12):
        found = drafts.compiled(drafts.get(brief)).findings
        usable = [f for f in found if f.text and f.sentence and (not sentence or f.sentence == sentence)]
        if not usable:
            return
        one = usable[0]
        drafts.edit(brief, Edit("text", one.sentence, after=one.text, reason=f"{one.rule}: {one.mend}"), by=who)


@app.command("publish")
def publish(
    brief: Brief,
    out: Out,
    release: ReleaseName = "public",
    by: By = None,
    because: Because = "",
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Publish a draft, if nothing stands against it: its files are kept in OUT/briefs and noted in the custody chain.

    Published again it is a correction. Claims have to be accepted, unless `briefs edit --unreviewed` says that they
    were not reviewed; the brief then says so.
    """
    with _project(out, db) as project:
        drafts = _drafts(project)
        made = drafts.publish(brief, by=reviewer(by), reason=because, release=release)
    folder = out / "briefs" / brief / f"published-{made.published}"
    if as_json:
        print_json(
            {
                "id": made.id,
                "state": made.state,
                "version": made.number,
                "files": dict(made.files),
                "folder": str(folder),
            }
        )
        return
    print(f"{brief} is published (version {made.number}): {', '.join(str(folder / name) for name in made.files)}")


@app.command("withdraw")
def withdraw(
    brief: Brief,
    out: Out,
    because: Because = "",
    tell: Annotated[str, typer.Option("--tell", metavar="TEXT", help="What readers are told; left out: the why.")] = "",
    by: By = None,
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Withdraw a published brief. Nothing is deleted: files that say so are written beside the published ones.

    From then on every export of it says that it was withdrawn, when, and what readers are told.
    """
    with _project(out, db) as project:
        made = _drafts(project).withdraw(brief, by=reviewer(by), reason=because, told=tell)
    folder = out / "briefs" / brief / f"withdrawn-{made.number}"
    if as_json:
        print_json({"id": made.id, "state": made.state, **made.withdrawal, "folder": str(folder)})
        return
    print(f"{brief} is withdrawn (version {made.number}); readers are told: {made.withdrawal['told']}")
    print(f"Hand on in its place: {', '.join(str(folder / name) for name in made.files)}")


@app.command("compare")
def compare(
    brief: Brief,
    other: Annotated[str, typer.Argument(metavar="OTHER", help="Another brief, or a version number of the same one.")],
    out: Out,
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """Print how a brief differs from another one, or from an earlier version of itself, sentence by sentence."""
    from reportedly.drafting import InvalidDraft
    from reportedly.drafting.edits import fold

    with _project(out, db) as project:
        drafts = _drafts(project)
        new_ = drafts.get(brief)
        if other.isdigit():
            if not 0 < int(other) <= new_.number:
                raise InvalidDraft(f"{brief} has versions 1 to {new_.number}; there is no version {other}")
            old = fold(brief, new_.versions[: int(other)])
        else:
            old = drafts.get(other)
    before, now = [s.text for s in old.sentences], [s.text for s in new_.sentences]
    lines = [line for line in difflib.ndiff(before, now) if line[:1] in "+-"]
    if as_json:
        print_json({"added": [x[2:] for x in lines if x[0] == "+"], "removed": [x[2:] for x in lines if x[0] == "-"]})
        return
    print("\n".join(lines) or "No sentence differs.")


def plain_finding(finding: "Finding", made: "Compiled") -> dict[str, Any]:
    """Return a finding as JSON-ready values: the rule, the words in the sentence, the mend."""
    words = ""
    if finding.span is not None and finding.sentence:
        words = finding.span.of(made.statement(finding.sentence).text)
    return {
        "rule": finding.rule,
        "sentence": finding.sentence,
        "message": finding.message,
        "words": words,
        "span": [finding.span.start, finding.span.end] if finding.span else None,
        "mend": finding.mend,
        "text": finding.text,
    }


def _plain(made: "Compiled") -> dict[str, Any]:
    from reportedly.drafting.model import plain, plain_spec

    return {
        "id": made.draft.id,
        "version": made.draft.number,
        "state": made.draft.state,
        "title": made.draft.title,
        "spec": plain_spec(made.draft.spec),
        "takeaways": [plain(t) for t in made.draft.takeaways],
        "sentences": [plain(s) for s in made.draft.sentences],
        "changes": list(made.brief.change_lines),
        "findings": [plain_finding(f, made) for f in made.findings],
    }


def _tell(made: "Compiled", only: str = "") -> None:
    found = [f for f in made.findings if not only or f.sentence in ("", only)]
    open_ = [f for f in found if f.key == "open"]
    for finding in (f for f in found if f.key != "open"):
        plain = plain_finding(finding, made)
        where = f"{finding.sentence or 'brief'}: {finding.rule}"
        print(f"{where}: {finding.message}; {finding.mend}")
        if plain["text"]:
            print(f"    → {plain['text']}")
    if open_:
        claims = len({f.values for f in open_})
        print(f"BR-01: {claims} claims are not accepted yet; accept them, or `briefs edit --unreviewed --because TEXT`")
    print(
        "Nothing stands against publishing."
        if not made.findings
        else f"{len(made.findings)} findings block publishing."
    )


def _project(out: Path, db: str | None) -> "Project":
    from reportedly.project import Project

    return Project(out, db=db, create=False)


def _drafts(project: "Project") -> "Drafts":
    from reportedly.drafting import Drafts

    return Drafts(project)
