"""pack, open: a project as one sealed file that proves itself offline, and back."""

from pathlib import Path
from typing import Annotated

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import Bar, print_json

Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a text.")]


def pack(
    target: Annotated[Path, typer.Argument(metavar="PACK", help="File to write: NAME.zip or NAME.wacz.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")],
    db: Database = None,
    working_copy: Annotated[
        bool,
        typer.Option(
            "--working-copy",
            help="Put in originals, full texts, the database, and names of private persons. Not for publication.",
        ),
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write a sealed evidence pack: claims, decisions, custody, a small site, and `verify.py`, which checks it offline.

    Without --working-copy it holds no originals and no full texts, and names of private persons are withheld.
    """
    from reportedly.pack_work import pack_project
    from reportedly.project import Project
    from reportedly.records import to_plain

    with Project(out, db=db, create=False) as project:
        packed = pack_project(project, target, Bar(quiet=quiet or as_json), working_copy=working_copy)
    if as_json:
        print_json(to_plain(packed))
        return
    print(
        f"Written     {packed.file}: {packed.documents} documents, {packed.originals} originals, {packed.size:,} bytes"
    )
    print(f"Sealed      {packed.manifest}")
    print("            Note this digest down elsewhere: it is that of manifest.json, which names all files.")
    print("Check it    unpack it and run `python3 verify.py` in its folder")


def open_(
    source: Annotated[Path, typer.Argument(metavar="PACK", help="A pack that was made with --working-copy.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="New folder for the project.")],
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Check a pack and make a project of it, record for record as it was packed."""
    from reportedly.pack_work import open_pack

    manifest = open_pack(source, out, Bar(quiet=quiet or as_json))
    if as_json:
        print_json({name: value for name, value in manifest.items() if name != "files"})
        return
    print(f"Opened      {source}, sealed on {manifest['made_at']}: {manifest['documents']} documents, "
          f"{manifest['originals']} originals")  # fmt: skip
    print(f"Project     {out}")
