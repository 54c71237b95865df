"""codebook list, show, check, diff, new, codings, recoded."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import console, print_json, print_table
from reportedly.errors import InvalidCodebook, ReportedlyError

if TYPE_CHECKING:
    from reportedly.codebook import Category, Codebook
    from reportedly.codebook.check import Finding
    from reportedly.codebook.diff import Change, Difference
    from reportedly.pipeline.recode import Recoded
    from reportedly.store.codings import KeptCoding

app = typer.Typer(
    no_args_is_help=True,
    help="The categories: list them, read one, write your own, check it, see what a new version changes.\n\n"
    "A codebook of your own needs no training: `reportedly codebook new mine.yaml` writes a file that explains itself, "
    "`reportedly codebook check mine.yaml` says what to mend, and `reportedly code --codebook mine.yaml -o OUT` "
    "codes by it.",
)

File = Annotated[Path | None, typer.Argument(help="Codebook file (YAML); left out: the one that ships.")]
Given = Annotated[
    Path | None,
    typer.Option("--codebook", help="Codebook file (YAML); left out: that of --out, or the one that ships."),
]
Either = Annotated[Path, typer.Argument(help="Codebook file (YAML), or guo for the one that ships.")]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")]
OfProject = Annotated[Path | None, typer.Option("--out", "-o", help="Folder of a project: its codebook.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
WithMaps = Annotated[
    bool, typer.Option("--maps", help="Print where it stands in other schemes (PLOVER, OCHA, risks, law).")
]


@app.command("check")
def check(
    path: File = None,
    code: Annotated[
        bool, typer.Option("--code/--no-code", help="Code the examples too, and say which come out elsewhere.")
    ] = True,
    as_json: AsJson = False,
) -> None:
    """Check a codebook: its form, its references, and whether its own examples are coded as it says.

    Errors refuse the codebook (exit 1); warnings say what they will cost and leave it in use (exit 0). Every line
    says what was found and what to do. Left out, the codebook that ships is checked.
    """
    from reportedly.assembly import example_coders
    from reportedly.codebook import DEFAULT_PATH
    from reportedly.codebook.check import check as checked

    findings = checked(path or DEFAULT_PATH, coders=example_coders if code else None)
    errors = sum(finding.level == "error" for finding in findings)
    if as_json:
        print_json([_finding(finding) for finding in findings])
    else:
        for finding in findings:
            print(f"{finding.level}: {finding}")
        print(f"{path or DEFAULT_PATH.name}: {_verdict(errors, len(findings) - errors, coded=code)}")
    if errors:
        raise typer.Exit(1)


def _finding(finding: "Finding") -> dict[str, Any]:
    return {
        "level": finding.level,
        "line": finding.line,
        "owner": finding.owner,
        "message": finding.message,
        "mend": finding.remedy,
    }


def _verdict(errors: int, warnings: int, *, coded: bool) -> str:
    told = f"{warnings} warning{'' if warnings == 1 else 's'}"
    if errors:
        return f"{errors} error{'' if errors == 1 else 's'}, {told}. Mend the errors; nothing is coded by it before."
    looked = "" if coded else " (examples not coded)"
    return f"in order, {told}{looked}. Use it with `reportedly code --codebook`." if warnings else f"in order{looked}."


@app.command("list")
def list_categories(codebook: Given = None, out: OfProject = None, as_json: AsJson = False) -> None:
    """List all categories with what they mean."""
    book = _book(codebook, out)
    if as_json:
        print_json(
            [
                {"id": c.id, "name": c.name, "definition": c.definition, "replaced_by": c.replaced_by}
                for c in book.categories
            ]
        )
        return
    rows = [(c.id, c.name + (f" (retired, see {c.replaced_by})" if c.replaced_by else "")) for c in book.categories]
    print_table(f"{book.title} {book.version}", ["id", "name"], rows)


def _book(codebook: Path | None, out: Path | None) -> "Codebook":
    """Return the codebook in a file, else that of a project, else the one that ships."""
    from reportedly.codebook import load_named
    from reportedly.coding_work import CODEBOOK

    if codebook is None and out is not None and (out / CODEBOOK).exists():
        return load_named(out / CODEBOOK)
    return load_named(codebook)


@app.command("show")
def show(
    category: Annotated[str, typer.Argument(help="Id of a category, such as GUO.B02.")],
    codebook: Given = None,
    out: OfProject = None,
    maps: WithMaps = False,
    as_json: AsJson = False,
) -> None:
    """Print one category: definition, include, exclude, examples, counter-examples; mappings with --maps."""
    book = _book(codebook, out)
    found = book.get(category.upper())
    if found is None:
        known = ", ".join(c.id for c in book.categories[:5])
        raise ReportedlyError(
            f"{category} is no category of codebook {book.id} {book.version} ({known} …); "
            "`reportedly codebook list` lists them"
        )
    if as_json:
        left_out = None if maps else {"maps"}
        print_json(found.model_dump(mode="json", exclude=left_out))
        return
    for line in category_lines(book, found, maps=maps):
        console().print(line, markup=False, soft_wrap=True)


def category_lines(book: "Codebook", category: "Category", *, maps: bool = False) -> Iterator[str]:
    """Yield what there is to read of a category, line by line; where it stands in other schemes only with `maps`."""
    yield f"{category.id} {category.name}   [{book.id} {book.version}]"
    if category.replaced_by:
        yield f"Retired: see {category.replaced_by}"
    yield ""
    yield category.definition
    excluded = (f"{x.text}{f' ({_codes(x.goes_to)})' if x.goes_to else ''}" for x in category.exclude)
    countered = (f"{x.text} → {_codes(x.goes_to)}{f': {x.why}' if x.why else ''}" for x in category.counter_examples)
    told = (f"{other}: {test}" for other, test in book.confusable_with(category.id))
    for title, lines in (
        ("Include", category.include),
        ("Exclude", tuple(excluded)),
        ("Examples", category.examples),
        ("Counter-examples", tuple(countered)),
        ("Told apart from", tuple(told)),
        ("Words", category.words),
        ("Roles (* must be filled)", tuple(f"{r.name}{'*' if r.required else ''}" for r in category.roles)),
        ("Values", tuple(f"{name}: {', '.join(values)}" for name, values in category.values.items())),
        ("Elsewhere (usually cited, never a finding)", tuple(map_lines(book, category)) if maps else ()),
    ):
        if lines:
            yield ""
            yield title
            yield from (f"  {line}" for line in lines)


def map_lines(book: "Codebook", category: "Category") -> Iterator[str]:
    """Yield where a category stands in other schemes, and the provisions usually cited for it."""
    of = category.maps
    names = {risk.number: risk.name for risk in book.protection_risks}
    risks = ", ".join(f"{number} {names.get(number, '')}".strip() for number in of.protection_risks)
    for label, text in (
        ("PLOVER", of.plover),
        ("HXL/OCHA sector", of.sector),
        ("Protection risks", risks),
        ("Law of occupation", of.law_occupation),
        ("Otherwise", of.law_otherwise),
        ("Recurring topic", of.isw),
    ):
        if text:
            yield f"{label}: {text}"
    for item in book.provisions_for(category.id):
        yield f"{item.instrument} {item.article}: {item.gist}"


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(codes)


@app.command("new")
def new(
    path: Annotated[Path, typer.Argument(help="File to write; it must not be there yet.")],
    start: Annotated[
        Path | None, typer.Option("--from", help="Start from this codebook (a file, or guo for the one that ships).")
    ] = None,
    prefix: Annotated[
        str | None, typer.Option("--id", help="Id of the codebook, 2 to 8 letters; left out: from the file's name.")
    ] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Language of its texts, such as en, uk or de.")
    ] = None,
) -> None:
    """Write a codebook to start from: a small one in which every field is explained, or a copy with --from.

    Ids of a copy get the new prefix; its definitions keep the rules that the codebook that ships has for them.
    """
    from reportedly.codebook.template import copied, template

    name = (prefix or "".join(c for c in path.stem.lower() if "a" <= c <= "z")[:8] or "own").lower()
    if not (name.isascii() and name.isalpha() and 2 <= len(name) <= 8):
        raise typer.BadParameter(f"{name!r} is no id: give 2 to 8 letters from a to z with --id")
    text = template(name, language or "en") if start is None else copied(start, name, language)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise InvalidCodebook(
            f"{path} is there already and is left as it is; name another file, or edit that one"
        ) from None
    print(f"Written     {path}")
    print(f"Next        edit it, then `reportedly codebook check {path}`")


@app.command("diff")
def diff(old: Either, new: Either, as_json: AsJson = False) -> None:
    """Print what a new version of a codebook changes, word by word, and whether its version number says so.

    Exit 1 if the number was not raised as far as the changes ask: major for a changed definition, or an id that is
    gone; minor for a new or retired category and for other texts that coding goes by; patch for the rest.
    """
    from reportedly.codebook import load_named
    from reportedly.codebook.diff import difference
    from reportedly.records import to_plain

    found = difference(load_named(old), load_named(new))
    if as_json:
        print_json({**to_plain(found), "ruled": found.ruled})
    else:
        for line in difference_lines(found):
            console().print(line, markup=False, soft_wrap=True)
    if not found.ruled:
        raise typer.Exit(1)


def difference_lines(found: "Difference") -> Iterator[str]:
    """Yield what two codebooks differ in, line by line."""
    yield f"{found.before} → {found.after}"
    yield from (f"Added       {code}" for code in found.added)
    yield from (f"Retired     {code}, replaced by {then}" for code, then in found.retired)
    yield from (f"Moved       {was} → {now} (same definition: rules move along)" for was, now in found.moved)
    yield from (f"Removed     {code}: keep it with replaced_by, old codings name it" for code in found.removed)
    for change in found.changes:
        yield from _change_lines(change)
    if not (found.added or found.retired or found.moved or found.removed or found.changes):
        yield "No difference"
    yield f"Coding      {'claims will be coded anew' if found.recodes else 'not touched: nothing will be coded anew'}"
    took = "was not raised" if found.raised == "none" else f"took a {found.raised} step"
    verdict = "in order" if found.ruled else f"the changes ask for a {found.needs} step"
    yield f"Version     {took}: {verdict}"


def _change_lines(change: "Change") -> Iterator[str]:
    yield f"Changed     {change.category or 'codebook'}, {change.field} ({change.step})"
    yield from (f"            {line}" for line in change.words.splitlines() if "[-" in line or "{+" in line)


@app.command("codings")
def codings(
    claim: Annotated[str, typer.Argument(help="Id of a claim, or its beginning.")],
    out: Out,
    db: Database = None,
    as_json: AsJson = False,
) -> None:
    """List the codings of a claim under every codebook and version, with the time for which each stood."""
    from reportedly.project import Project
    from reportedly.records import to_plain

    with Project(out, db=db, create=False) as project:
        found = [kept for kept in project.store.codings() if kept.coding.claim.startswith(claim)]
    claims = {kept.coding.claim for kept in found}
    if len(claims) != 1:
        fits = "no coded claim" if not claims else f"{len(claims)} claims"
        raise ReportedlyError(f"{claim!r} is the beginning of {fits}; `reportedly claims -o {out}` lists them")
    if as_json:
        print_json([to_plain(kept) for kept in found])
        return
    rows = [
        (f"{k.coding.codebook} {k.coding.version}", k.coding.category, k.since, k.until or "now", k.coding.rule)
        for k in found
    ]
    print_table(claims.pop(), ["codebook", "category", "since", "until", "rule"], rows)


def earlier_lines(codings: "Sequence[KeptCoding]") -> Iterator[str]:
    """Yield the codings of a claim that are no longer current, the newest first."""
    for kept in reversed(codings):
        if kept.until is not None:
            one = kept.coding
            yield f"Before      {one.category} until {kept.until[:10]}   [{one.codebook} {one.version}: {one.rule}]"


@app.command("recoded")
def recoded(
    out: Out,
    db: Database = None,
    before: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="ID VERSION", help='An earlier codebook, such as "guo 1.0.0"; left out: the last.'
        ),
    ] = None,
    examples: Annotated[int, typer.Option("--examples", min=0, help="Claims shown of each change.")] = 3,
    as_json: AsJson = False,
) -> None:
    """Print what became of the claims since an earlier codebook: from which category to which, how many."""
    from reportedly.coding_work import last_change
    from reportedly.project import Project

    wanted = before.split() if before else None
    if wanted is not None and len(wanted) != 2:
        raise typer.BadParameter(f'--from: {before!r} is not an id and a version like "guo 1.0.0"')
    with Project(out, db=db, create=False) as project:
        found = last_change(project.store, examples=examples, before=(wanted[0], wanted[1]) if wanted else None)
    if as_json:
        print_json(found.plain() if found else None)
        return
    if found is None:
        print(f"No claim was ever coded under {before or 'another codebook'}.")
        return
    for line in recoded_lines(found):
        print(line)


def recoded_lines(found: "Recoded") -> Iterator[str]:
    """Yield what another codebook made of the claims, line by line."""
    yield (
        f"Recoded     {', '.join(found.before)} → {found.after}: {found.changed} claims have another category, "
        f"{found.unchanged} the same"
    )
    for pair in found.pairs:
        same = " (same meaning, other id)" if pair.same else ""
        yield f"            {pair.before} → {pair.after}: {pair.count}{same}"
        yield from (f"              {one.claim[:12]}  {one.passage}" for one in pair.examples)
