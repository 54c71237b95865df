"""codebook list, show, check."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.output import print_json, print_table

app = typer.Typer(no_args_is_help=True, help="The categories: list them, read one, check a file of your own.")

File = Annotated[Path | None, typer.Argument(help="Codebook file (YAML); left out: the one that ships.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("check")
def check(path: File = None, as_json: AsJson = False) -> None:
    """Check a codebook against its schema and rules; exit 1 if anything is found."""
    from reportedly.codebook import DEFAULT_PATH
    from reportedly.codebook.check import check as checked

    findings = checked(path or DEFAULT_PATH)
    if as_json:
        print_json([{"line": f.line, "owner": f.owner, "message": f.message, "mend": f.remedy} for f in findings])
    else:
        for finding in findings:
            print(f"line {finding.line}, {finding.owner}: {finding.message}; {finding.remedy}")
        print(f"{path or 'default codebook'}: {len(findings)} findings" if findings else "The codebook is in order.")
    if findings:
        raise typer.Exit(1)


@app.command("list")
def list_categories(as_json: AsJson = False) -> None:
    """List all categories with what they mean."""
    from reportedly.codebook import load_default

    book = load_default()
    if as_json:
        print_json([{"id": c.id, "name": c.name, "definition": c.definition} for c in book.categories])
        return
    print_table(f"{book.title} {book.version}", ["id", "name"], [(c.id, c.name) for c in book.categories])


@app.command("show")
def show(category: Annotated[str, typer.Argument(help="Id of a category, such as GUO.B02.")]) -> None:
    """Print one category: definition, include, exclude, examples."""
    from reportedly.codebook import load_default

    found = load_default().category(category)
    print(f"{found.id} {found.name}\n\n{found.definition}\n\nInclude")
    for line in found.include:
        print(f"  {line}")
    print("Exclude")
    for item in found.exclude:
        target = f" ({', '.join(item.goes_to)})" if item.goes_to else ""
        print(f"  {item.text}{target}")
    print("Examples")
    for example in found.examples:
        print(f"  {example}")
