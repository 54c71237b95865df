"""db: the database of a project: what it is, whether it is whole, copies, roles of a team."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import Bar, print_json, print_table
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.store.backend import Backend

app = typer.Typer(no_args_is_help=True, help="The database of a project: a file, or PostgreSQL with PostGIS.")

Out = Annotated[Path | None, typer.Option("--out", "-o", help="Folder of the project.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of a text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
Place = Annotated[str, typer.Argument(metavar="FILE|URL|OUT", help="A file, postgresql://…, or a project's folder.")]


@app.command("info")
def info(out: Out = None, db: Database = None, as_json: AsJson = False) -> None:
    """Show what the database of a project is and how much it holds."""
    from reportedly.store import managing

    with _opened(out, db) as backend:
        told = managing.info(backend)
    if as_json:
        print_json(told)
        return
    rows = told.pop("rows")
    lines = {**told, **{f"rows of {name}": f"{count:,}" for name, count in rows.items()}}
    if "roles" in lines:
        lines["roles"] = "set" if lines["roles"] else "not set (`reportedly db roles --create`)"
    for name, value in lines.items():
        print(f"{name:<18}{value}")


@app.command("check")
def check(out: Out = None, db: Database = None, as_json: AsJson = False) -> None:
    """Look whether the database is whole: rows, indexes, guards of the chains, words and places.

    Exit code 1 if something is not. `reportedly verify` checks the chains and the evidence.
    """
    from reportedly.store import managing

    with _opened(out, db) as backend:
        faults, name = managing.check(backend), backend.name
    if as_json:
        print_json({"database": name, "faults": faults})
    else:
        for fault in faults:
            print(fault)
        print(f"{name}: {'whole' if not faults else f'{len(faults)} faults'}")
    if faults:
        raise typer.Exit(1)


@app.command("copy")
def copy(
    source: Place,
    target: Place,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a copy that was broken off.")] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Copy a database into an empty one, row for row, from a file to PostgreSQL or back.

    Numbers, retired records, both chains and what joining keeps are copied too; a digest over all rows of both is
    compared and printed. Evidence and texts stay in the project's folder.

    Example:

        reportedly db copy OUT postgresql://analyst@db.example.org/desk
    """
    from reportedly.store import managing

    bar, shown = Bar(quiet=quiet), ""

    def progress(table: str, done: int, total: int) -> None:
        nonlocal shown
        if table != shown:
            if shown:
                bar.end()
            bar.begin(f"copying {table}", total)
            shown = table
        bar.step(done)

    into = managing.named(target)
    if isinstance(into, Path):
        into.parent.mkdir(parents=True, exist_ok=True)
    made = managing.copy(managing.named(source), into, progress, resume=resume)
    if shown:
        bar.end()
    if as_json:
        print_json({"rows": made.rows, "copied": made.copied, "sha256": made.sha256})
        return
    print(f"{made.rows:,} rows are equal in both, {made.copied:,} of them copied now")
    print(f"SHA-256 of all rows of both: {made.sha256}")


@app.command("reindex")
def reindex(out: Out = None, db: Database = None, quiet: Quiet = False) -> None:
    """Make the words and places by which PostgreSQL is searched anew from the records."""
    from reportedly.store import managing

    bar, begun = Bar(quiet=quiet), False

    def progress(done: int, total: int) -> None:
        nonlocal begun
        if not begun:
            bar.begin("words and places, records", total)
            begun = True
        bar.step(done)

    with _opened(out, db) as backend:
        count = managing.reindex(backend, progress)
    bar.end()
    print(f"words and places of {count:,} records")


@app.command("roles")
def roles(
    out: Out = None,
    db: Database = None,
    create: Annotated[
        bool, typer.Option("--create", help="Make the roles, or bring their rights in order; needs the owner.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Show the roles of a team on a PostgreSQL server, or make them.

    `reportedly_viewer` sees no text of a document and nothing of severe sensitivity, `reportedly_analyst` reads all
    and writes all but decisions, `reportedly_reviewer` decides, `reportedly_admin` gives these roles to others. Nobody
    changes or deletes a row of the chains. Give a role with `GRANT reportedly_analyst TO somebody` in psql.
    """
    from reportedly.store import managing

    with _opened(out, db) as backend:
        if create:
            managing.make_roles(backend)
        found = managing.roles_of(backend)
    if as_json:
        print_json([{"role": one.name, "there": one.there, "members": list(one.members)} for one in found])
        return
    print_table(
        None, ["role", "state", "members"],
        [(one.name, "there" if one.there else "not made", ", ".join(one.members)) for one in found],
    )  # fmt: skip


@contextmanager
def _opened(out: Path | None, db: str | None) -> "Iterator[Backend]":
    from reportedly.store import address
    from reportedly.store.store import open_backend

    if out is None and db is None:
        raise ReportedlyError("name the project's folder with -o, or its database with --db")
    backend = open_backend(address.of_project(out or Path(), db), create=False)
    try:
        yield backend
    finally:
        backend.close()
