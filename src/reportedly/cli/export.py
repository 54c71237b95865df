"""export: a project in formats that other programs read, without what may not leave the workspace."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.narrowing import Areas, Period, Template, narrowing, spec_of
from reportedly.cli.options import Database
from reportedly.cli.output import Bar, print_json, print_table

if TYPE_CHECKING:
    from reportedly.export_work import Exported


Out = Annotated[Path | None, typer.Option("--out", "-o", help="Folder of the project.")]
Formats = Annotated[
    list[str] | None,
    typer.Option(
        "--format",
        metavar="F[,F…]",
        help="Formats, or all; `--list` shows them. Brief: html, md, json, docx, pdf. Data: csv, xlsx, geojson, "
        "gpkg, parquet, ftm, stix, annotations, prov, schema, timeline. Pages: site.",
    ),
]
Parquet = Annotated[
    bool,
    typer.Option("--parquet", help="Short for --format parquet: the dataset that DuckDB, Polars and Spark query."),
]
Into = Annotated[
    Path | None, typer.Option("--into", metavar="DIR", help="Folder to write into; left out: OUT/export/RELEASE.")
]
ReleaseName = Annotated[
    str,
    typer.Option(
        "--release",
        metavar="public|partner|working-copy",
        help="What is held back. public: names of private persons and what may be one, exact places of sensitive "
        "acts, movements of aid and people for 72 hours. partner: the same without the delay. working-copy: "
        "nothing; not for publication.",
    ),
]
Title = Annotated[str | None, typer.Option("--title", help="Title of the brief and of the export.")]
AsOf = Annotated[
    str | None, typer.Option("--on", metavar="DAY", help="Day (YYYY-MM-DD) from which the brief looks back.")
]
Language = Annotated[str, typer.Option("--language", metavar="en|uk", help="Language of the brief.")]
Listed = Annotated[bool, typer.Option("--list", help="List the formats and stop.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]


def export(
    out: Out = None,
    formats: Formats = None,
    parquet: Parquet = False,
    into: Into = None,
    release: ReleaseName = "public",
    db: Database = None,
    title: Title = None,
    as_of: AsOf = None,
    areas: Areas = None,
    period: Period = "",
    template: Template = "full",
    language: Language = "en",
    list_formats: Listed = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write the brief and the data in formats that other programs read, with a README and a manifest.

    Whatever the format, the release decides what goes out; what was withheld is counted with its reason, never named.
    """
    # Late: sentences, drawings and tables take a second to load.
    from reportedly.export_work import ABOUT, ExportOptions, export_project, formats_of
    from reportedly.project import Project

    if list_formats:
        print_table(None, ("format", "what it is"), sorted(ABOUT.items()))
        return
    formats = [*(formats or ()), *(["parquet"] if parquet else [])]
    if out is None or not formats:
        raise typer.BadParameter("name a project with -o and at least one format with --format, or --parquet")
    _check(as_of, language)
    spec = spec_of(areas, period, template)
    options = ExportOptions(
        formats_of(formats), release, into, None, title, as_of or spec.end or None, language, template=template
    )
    with Project(out, db=db, create=False) as project:
        options = replace(options, narrow=narrowing(project, spec))
        made = export_project(project, options, Bar(quiet=quiet or as_json))
    if as_json:
        print_json({"folder": str(made.folder), "files": made.files, "bytes": made.size, **made.release})
        return
    _tell(made)


def _tell(made: "Exported") -> None:
    """Print where the files lie, how many records they hold, and what was withheld."""
    counts = ", ".join(f"{count} {name}" for name, count in made.release["counts"].items())
    print(f"Written     {made.folder}: {sum(map(len, made.files.values()))} files, {made.size:,} bytes")
    print(f"Release     {made.release['release']}: {counts}")
    for row in made.release["withheld"]:
        print(f"Withheld    {row['count']} x {row['kind']}: {row['reason']}")
    if not made.release["withheld"]:
        print("Withheld    nothing")
    for line in made.release["credits"]:
        print(f"Credit      {line}")
    if made.release["release"] == "working-copy":
        print("            It holds names of private persons and exact places: not for publication.")


def _check(as_of: str | None, language: str) -> None:
    from datetime import date

    from reportedly.brief.words import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"there is no brief in {language!r}; choose one of {', '.join(LANGUAGES)}")
    if as_of is not None:
        try:
            date.fromisoformat(as_of)
        except ValueError as error:
            raise typer.BadParameter(f"--on {as_of!r} is no day; write it as YYYY-MM-DD") from error
