"""gazetteer build, info, find, show."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.output import Bar, print_json, print_table
from reportedly.errors import ReportedlyError

app = typer.Typer(no_args_is_help=True, help="The place names: build the file, look a name up.")

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command("build")
def build(
    path: Annotated[Path | None, typer.Option("--to", help="Where to write it; left out: the cache folder.")] = None,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing if this version is there.")] = False,
) -> None:
    """Build the gazetteer from the installed data packages (10 to 20 seconds)."""
    from reportedly.gazetteer import build as make
    from reportedly.gazetteer import default_path

    if if_missing and (path or default_path()).is_file():
        return
    bar = Bar()
    bar.begin("building the gazetteer", None)
    made = make(path or default_path(), progress=lambda _step, _count: bar.step())
    bar.end()
    print(made)


@app.command("info")
def show_info(as_json: AsJson = False) -> None:
    """Say what the gazetteer holds, its version, and whom to credit."""
    from reportedly.gazetteer import default_path, info

    facts = info(default_path())
    if as_json:
        print_json(facts)
        return
    for key, value in facts.items():
        print(f"{key}: {value}")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A printed place name, in any script.")],
    limit: Annotated[int, typer.Option(help="How many candidates.")] = 10,
    as_json: AsJson = False,
) -> None:
    """List the places that a printed name may stand for, likeliest first."""
    from dataclasses import asdict

    from reportedly.assembly import gazetteer

    found = gazetteer().find(name, limit=limit)
    if as_json:
        print_json([asdict(c) for c in found])
        return
    if not found:
        raise ReportedlyError(f"no place is called {name!r} in the gazetteer")
    print_table(
        None,
        ["id", "name", "kind", "country", "lat", "lon", "population", "match"],
        [(c.id, c.name, c.kind, c.country, f"{c.lat:.3f}", f"{c.lon:.3f}", str(c.population), c.match) for c in found],
    )


@app.command("show")
def show(place: Annotated[str, typer.Argument(help="Id of a place, such as geonames:706448.")]) -> None:
    """Print one entry as JSON."""
    from dataclasses import asdict

    from reportedly.assembly import gazetteer

    found = gazetteer().get(place)
    if found is None:
        raise ReportedlyError(f"the gazetteer has no place with the id {place!r}")
    print_json(asdict(found))
