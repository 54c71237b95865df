"""run, ingest, code, brief: the way from files to a brief, whole or in pieces."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.codebook import recoded_lines
from reportedly.cli.engines import Address, EngineName, engine_of, printer_of
from reportedly.cli.narrowing import Areas, Period, Template, narrowing, spec_of
from reportedly.cli.options import Database
from reportedly.cli.output import Bar, between, counted, print_json
from reportedly.errors import ReportedlyError
from reportedly.text import printable

if TYPE_CHECKING:
    from reportedly.ingest import Mapping
    from reportedly.project import Summary

Paths = Annotated[
    list[Path],
    typer.Argument(
        help="Files or folders: .txt .md .html .pdf .docx .odt .rtf .eml .mbox .mht .zip .warc "
        ".wacz .csv .xlsx .ods .jsonl, Telegram exports. Folders are read with everything below them."
    ),
]
Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project; made if it is not there.")]
TheatreFile = Annotated[
    str | None,
    typer.Option(
        "--theatre",
        metavar="NAME|FILE",
        help="Who is who, where and when: the name of a theatre that ships (`reportedly theatre list`) or a YAML file "
        "of your own; kept in OUT.",
    ),
]
RegisterFile = Annotated[
    Path | None,
    typer.Option("--register", help="YAML file of sources in place of the register that ships; kept in OUT."),
]
CodebookFile = Annotated[
    Path | None,
    typer.Option(
        "--codebook",
        help="YAML file of your own categories (`reportedly codebook new` writes one), or guo for those that ship; "
        "kept in OUT. Documents that were coded before are coded anew where it matters.",
    ),
]
Examples = Annotated[int, typer.Option("--examples", min=0, help="Claims shown of each change of category.")]
Fields = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Which column of a CSV or XLSX, or key of a JSONL, holds what, e.g. --map text=body "
        "--map publisher=source. "
        "Fields: text title publisher published url language author id. Common names are guessed.",
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        help="YAML file of such names, for all tables or by file name; kept in OUT and used again by later runs.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of a text.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no notes.")]
Title = Annotated[str | None, typer.Option("--title", help="Title of the brief.")]
WorkingCopy = Annotated[
    bool,
    typer.Option("--working-copy", help="Short for --release working-copy: names and exact places. Not for sharing."),
]
ReleaseName = Annotated[
    str,
    typer.Option(
        "--release",
        metavar="public|partner|working-copy",
        help="What brief and claims.jsonl hold back. partner: names of private persons and what may be one, exact "
        "places of sensitive acts. public: movements of aid and people for 72 hours, and folders, too. working-copy: "
        "nothing.",
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--on", metavar="DAY", help="Look from this day (YYYY-MM-DD); left out: the day of the newest report."
    ),
]
Language = Annotated[
    str, typer.Option("--language", metavar="en|uk", help="Language of the brief; quotations stay in their own.")
]
Rebuild = Annotated[
    bool, typer.Option("--rebuild", help="Join all documents anew, not only those that are new or changed.")
]
Workers = Annotated[
    int | None,
    typer.Option(
        "--workers", min=1, help="Processes that code documents; left out: as many as cores and memory allow."
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Exit with 3 if any input could not be read.")]


def run(
    paths: Paths,
    out: Out,
    db: Database = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    codebook: CodebookFile = None,
    fields: Fields = None,
    mapping: MappingFile = None,
    title: Title = None,
    release: ReleaseName = "partner",
    working_copy: WorkingCopy = False,
    as_of: AsOf = None,
    language: Language = "en",
    rebuild: Rebuild = False,
    workers: Workers = None,
    engine: EngineName = None,
    address: Address = None,
    strict: Strict = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read reports, find the claims, count their origins, and write the brief.

    OUT then holds `brief.html` (open it in a browser), `brief.md`, `claims.jsonl`, the database, the
    originals and their texts. Running it again adds nothing; with new files it adds only those.
    """
    from reportedly.project import BriefOptions, Project, Summary

    options = BriefOptions(title, _release(release, working_copy), _day(as_of), _spoken(language))
    chosen = engine_of(engine, address, workers)
    summary, bar = Summary(), Bar(quiet=quiet)
    with Project(out, db=db, theatre=theatre, register=register, codebook=codebook) as project:
        project.begin({"command": "run", "paths": [printable(str(p)) for p in paths], "map": fields or []})
        if mapping:
            project.keep_mapping(mapping)
        project.ingest(paths, summary, bar, _mapping(fields))
        _need_documents(project.store.documents(), summary)
        project.code(summary, bar, workers=workers, engine=chosen)
        printer = printer_of(chosen, project.theatre)
        project.join(summary, bar, as_of=options.as_of, rebuild=rebuild, printer=printer)
        project.brief(summary, bar, options)
    _report(summary, as_json=as_json)
    _strictly(summary, strict)


def ingest(
    paths: Paths,
    out: Out,
    db: Database = None,
    theatre: TheatreFile = None,
    register: RegisterFile = None,
    fields: Fields = None,
    mapping: MappingFile = None,
    strict: Strict = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read files into the project: originals kept under their SHA-256, texts beside them."""
    from reportedly.project import Project, Summary

    summary = Summary()
    with Project(out, db=db, theatre=theatre, register=register) as project:
        project.begin({"command": "ingest", "paths": [printable(str(p)) for p in paths], "map": fields or []})
        if mapping:
            project.keep_mapping(mapping)
        project.ingest(paths, summary, Bar(quiet=quiet), _mapping(fields))
        summary.documents = len(project.store.documents())
        _need_documents(project.store.documents(), summary)
    _report(summary, as_json=as_json)
    _strictly(summary, strict)


def code(
    out: Out,
    db: Database = None,
    codebook: CodebookFile = None,
    examples: Examples = 3,
    workers: Workers = None,
    engine: EngineName = None,
    address: Address = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Run the stages on every document that still lacks one, then count origins and make the ledger.

    With another --codebook only the coding runs again, and what reads it. Then it is printed how many claims went
    from which category to which; earlier codings are kept beside the new ones (`reportedly codebook codings`).
    """
    from reportedly.project import Project, Summary

    chosen = engine_of(engine, address, workers)
    summary, bar = Summary(), Bar(quiet=quiet)
    with Project(out, db=db, codebook=codebook, create=False) as project:
        project.begin({"command": "code", "codebook": f"{project.book.id} {project.book.version}"})
        project.code(summary, bar, examples=examples, workers=workers, engine=chosen)
        project.join(summary, bar, printer=printer_of(chosen, project.theatre))
    _report(summary, as_json=as_json)


def brief(
    out: Out,
    db: Database = None,
    title: Title = None,
    release: ReleaseName = "partner",
    working_copy: WorkingCopy = False,
    as_of: AsOf = None,
    areas: Areas = None,
    period: Period = "",
    language: Language = "en",
    template: Template = "full",
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Write brief.html, brief.md and claims.jsonl from what the project holds.

    A sentence whose quotation does not stand letter for letter in its document stops the build.
    """
    from reportedly.project import BriefOptions, Project, Summary

    spec = spec_of(areas, period, template)
    looks_from = _day(as_of) or spec.end or None
    options = BriefOptions(title, _release(release, working_copy), looks_from, _spoken(language), template=template)
    summary, bar = Summary(), Bar(quiet=quiet)
    with Project(out, db=db, create=False) as project:
        options = replace(options, narrow=narrowing(project, spec))
        project.begin({"command": "brief"})
        project.code(summary, bar)
        project.join(summary, bar, as_of=options.as_of)
        project.brief(summary, bar, options)
    _report(summary, as_json=as_json)


def _release(name: str, working_copy: bool) -> str:
    """Return the profile of what is written. Raises ReportedlyError before any work is begun."""
    from reportedly.export.release import profile_of

    return profile_of("working-copy" if working_copy else name).name


def _spoken(language: str) -> str:
    """Return the language of a brief. Raises BadParameter before any work is begun."""
    from reportedly.brief.words import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"--language: {language!r} is none of {', '.join(LANGUAGES)}")
    return language


def _day(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"--on: {text!r} is not a day like 2026-10-26") from None


def _mapping(fields: list[str] | None) -> "Mapping | None":
    if not fields:
        return None
    from reportedly.ingest import Mapping

    known = Mapping.__dataclass_fields__
    pairs: dict[str, str] = {}
    for item in fields:
        name, sign, column = item.partition("=")
        if not sign or name not in known or not column:
            raise typer.BadParameter(f"{item!r} is not FIELD=COLUMN with FIELD one of {', '.join(known)}")
        pairs[name] = column
    return Mapping(**pairs)


def _need_documents(documents: Sequence[object], summary: "Summary") -> None:
    if documents:
        return
    reasons = "".join(f"\n  {f.path}: {f.message}" for f in summary.failures[:20])
    raise ReportedlyError(
        "no document could be read"
        + (
            f":{reasons}"
            if reasons
            else "; the folders hold no file of a kind that is read (.txt .md .html .jsonl .csv)"
        )
    )


def _strictly(summary: "Summary", strict: bool) -> None:
    if strict and summary.failures:
        raise typer.Exit(3)


def _report(summary: "Summary", *, as_json: bool) -> None:
    if as_json:
        print_json(summary.plain())
        return
    known = f", {summary.known} known before" if summary.known else ""
    copies = f", {summary.duplicates} with the same content as another" if summary.duplicates else ""
    print(f"Documents   {summary.documents} in the project: {summary.read} new{known}{copies}")
    for language, count in sorted(summary.unread_languages.items()):
        print(f"            {count} in {language}: kept, but no stage reads that language yet")
    for failure in summary.failures:
        print(f"Not read    {failure.path}: {failure.message}")
    for note in summary.notes:
        print(f"Left out    {note.path}: {note.message}")
    for path, stage, message in summary.stage_failures:
        print(f"Failed      {stage} on {path}: {message}")
    for line in _codebook_lines(summary):
        print(line)
    if summary.claims:
        print(f"Claims      {summary.claims}, of these {summary.in_scope} on civil life and governance")
        origins = between(*summary.origins, "distinct origin")
        print(
            f"Events      {summary.events}, going back to {origins}; {counted(summary.contradictions, 'contradiction')}"
        )
        if summary.drift:
            told = "as it was told again" if summary.drift == 1 else "as they were told again"
            print(f"Drift       {counted(summary.drift, 'claim')} hardened, softened or changed {told}")
    for path in summary.files:
        print(f"Written     {path}")


def _codebook_lines(summary: "Summary") -> Iterator[str]:
    yield from (f"Codebook    {note}" for note in summary.codebook_notes)
    if summary.recoded is not None:
        yield from recoded_lines(summary.recoded)
