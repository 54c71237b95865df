"""claims, show, events, status, failures, stages: look at what a project holds."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer

from reportedly.cli.options import Database
from reportedly.cli.output import console, print_json, print_table
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.assembly import Joined
    from reportedly.history import Record
    from reportedly.store import SqlStore

T = TypeVar("T")

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
WorkingCopy = Annotated[bool, typer.Option("--working-copy", help="Show withheld names and exact places.")]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="DAY",
        help="What the record said then: only what had been read and coded by the end of that day (UTC), or by a time "
        "such as 2026-10-26T12:00Z.",
    ),
]
Like = Annotated[str | None, typer.Option(help="Only claims whose passage holds this, in any case.")]
Category = Annotated[str | None, typer.Option(help="Only this category or domain: GUO.B02, B02, or B.")]
Level = Annotated[str | None, typer.Option(help="Only this hedge level, L0 to L5.")]
Root = Annotated[str | None, typer.Option(help="Only this root: named, unnamed_single, unnamed_plural, none, author.")]
Place = Annotated[str | None, typer.Option(help="Only claims at this place (name, or as printed).")]
DocumentPath = Annotated[
    str | None, typer.Option("--document", help="Only documents whose path or publisher holds this.")
]
SHORT_ID = 12
"""Characters of an id that a table shows; `show` takes the beginning of an id."""

Everything = Annotated[bool, typer.Option("--all", help="Also claims outside of the codebook (X codes).")]


def claims(
    out: Out,
    db: Database = None,
    category: Category = None,
    level: Level = None,
    root: Root = None,
    place: Place = None,
    document: DocumentPath = None,
    text: Like = None,
    everything: Everything = False,
    as_of: AsOf = None,
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """List claims, filtered. The table is complete: nothing is cut off."""
    from reportedly.records import is_routing

    wanted = {"category": category, "level": level, "root": root, "place": place, "document": document, "text": text}
    record = _record(out, db, as_of)
    rows = [
        line
        for line in _lines(record, working_copy)
        if (everything or not is_routing(line["category"])) and _fits(line, wanted)
    ]
    if as_json:
        for line in rows:
            print_json(line)
        return
    print_table(
        None,
        ["id", "code", "level", "root", "realis", "place", "sources", "passage"],
        [
            (
                line["id"][:SHORT_ID],
                line["category"],
                line["hedge_level"],
                line["attribution"]["root_status"],
                line["realis"],
                ", ".join(p["name"] or p["printed"] for p in line["place"] if p["function"] == "event"),
                " ← ".join(link["printed"] or "(no source)" for link in line["attribution"]["link"]),
                " … ".join(e["exact"] for e in line["evidence"]),
            )
            for line in rows
        ],
    )
    print(f"{len(rows)} claims")
    _print_note(known_by_note(record))


def _record(out: Path, db: str | None, as_of: str | None) -> "Record":
    from reportedly.history import record_of
    from reportedly.ledger.days import moment_of
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        return record_of(project, moment_of(as_of) if as_of else None)


def known_by_note(record: "Record") -> str:
    """Return of which time the record was asked, "" if of now."""
    if record.known_by is None:
        return ""
    note = f"As the record stood on {record.known_by}: {len(record.readings)} documents."
    if not record.readings and record.began is not None:
        return f"{note} Its first run began on {record.began}."
    return f"{note} What goes across documents was computed anew from them." if record.anew else note


def _derived(
    out: Path,
    db: str | None,
    as_of: str | None,
    kept: "Callable[[SqlStore], list[T]]",
    joined: "Callable[[Joined], list[T]]",
) -> "tuple[list[T], str]":
    """Return what goes across documents, as it is kept or, for a time, computed anew, with a note on that time."""
    from reportedly.project import Project

    if as_of is None:
        with Project(out, db=db, create=False) as project:
            return kept(project.store), ""
    record = _record(out, db, as_of)
    return joined(record.joined), known_by_note(record)


def _print_note(note: str) -> None:
    if note:
        print(note)


def _lines(record: "Record", working_copy: bool) -> Iterator[dict[str, Any]]:
    from reportedly.export import by_claim, claim_line
    from reportedly.records import Claim
    from reportedly.records.withhold import Discretion, private_names

    drift = by_claim(record.joined.drift)
    floors = record.theatre.floor_table()
    discretion = Discretion(private_names(record.readings), working_copy=working_copy, floors=floors)
    for reading in record.readings:
        for claim in reading.of(Claim):
            yield claim_line(reading, claim, discretion, drift.get(claim.id, ()))


def _fits(line: dict[str, Any], wanted: dict[str, str | None]) -> bool:
    printed = " ".join(e["exact"] for e in line["evidence"]).casefold()
    places = {str(p[key]).casefold() for p in line["place"] for key in ("name", "printed")}
    home = f"{line['document']['path']} {line['document']['publisher'] or ''}".casefold()
    category = (wanted["category"] or "").upper().rpartition(".")[2]
    checks = [
        not category or line["category"].rpartition(".")[2].startswith(category),
        not wanted["level"] or line["hedge_level"] == wanted["level"].upper(),
        not wanted["root"] or line["attribution"]["root_status"] == wanted["root"],
        not wanted["place"] or wanted["place"].casefold() in places,
        not wanted["document"] or wanted["document"].casefold() in home,
        not wanted["text"] or wanted["text"].casefold() in printed,
    ]
    return all(checks)


def show(
    claim: Annotated[str, typer.Argument(help="Id of a claim, or its beginning.")],
    out: Out,
    db: Database = None,
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """Show one claim: passage in context, chain hop by hop, hedges, place, time, codes, and which rule said so."""
    from reportedly.cli.card import Setting, card
    from reportedly.cli.codebook import earlier_lines
    from reportedly.cli.drift import Passages, card_lines
    from reportedly.export import by_claim, claim_line
    from reportedly.project import Project
    from reportedly.records import Claim
    from reportedly.records.withhold import Discretion, private_names
    from reportedly.review.reviewed import reviewed

    with Project(out, db=db, create=False) as project:
        readings = list(project.store.readings())
        floors = project.theatre.floor_table()
        discretion = Discretion(private_names(readings), working_copy=working_copy, floors=floors)
        found = [(r, c) for r in readings for c in r.of(Claim) if c.id.startswith(claim)]
        if not found:
            raise ReportedlyError(f"no claim's id begins with {claim!r}; `reportedly claims -o {out}` lists them")
        if len(found) > 1:
            raise ReportedlyError(f"{claim!r} fits {len(found)} claims; give more of the id")
        [(reading, record)] = found
        drift = by_claim(project.store.drift()).get(record.id, [])
        people = reviewed(project.store.reviews(), [reading])
        if as_json:
            print_json(claim_line(reading, record, discretion, drift, reviewed=people))
            return
        events = [e for e in project.store.events() if record.id in (*e.claims, *e.background)]
        setting = Setting(project.theatre, project.book, people)
        before = tuple(earlier_lines(project.store.codings(record.id)))
    told = card_lines(record.id, drift, Passages.of(readings, discretion)) if drift else ()
    for line in (*card(reading, record, events, discretion, setting), *before, *told):
        console().print(line, markup=False)


Outside = Annotated[
    bool, typer.Option("--outside", help="Events outside the codebook too (war, diplomacy, whatever else was told).")
]


def events(
    out: Out, db: Database = None, as_of: AsOf = None, outside: Outside = False, as_json: AsJson = False
) -> None:
    """List events with their origins: minimum to maximum, and why claims were joined.

    Claims outside the codebook are joined and their origins counted as well; those events are left out, and their
    number told, unless you ask for them with --outside.
    """
    from reportedly.records import to_plain

    every, note = _derived(out, db, as_of, lambda kept: kept.events(), lambda joined: joined.events)
    found = [event for event in every if outside or not event.outside]
    if as_json:
        for event in found:
            print_json(to_plain(event))
        return
    print_table(
        None,
        ["code", "origins", "level", "claims", "place", "what", "flags"],
        [
            (
                e.category,
                f"{e.origins_min} to {e.origins_max}",
                e.corroboration,
                str(len(e.claims)),
                e.place_name or "",
                e.proposition,
                ", ".join(e.flags),
            )
            for e in found
        ],
    )
    if left := len(every) - len(found):
        print(f"{left} further event{'s' * (left != 1)} outside the codebook: --outside lists them too.")
    _print_note(note)


def status(out: Out, db: Database = None, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List the cells of the ledger as last computed: place, sector, state, since when, last report, cause, access.

    No row means no report, not no problem; `reportedly ledger` has a row for every settlement, and any day.
    """
    from reportedly.records import to_plain

    cells, note = _derived(out, db, as_of, lambda kept: kept.ledger(), lambda joined: joined.ledger)
    if as_json:
        for cell in cells:
            print_json(to_plain(cell))
        return
    print_table(
        None,
        ["place", "level", "sector", "state", "since", "last report", "origins", "cause", "access", "note"],
        [_cell(cell) for cell in sorted(cells, key=lambda c: (c.place_name, c.sector))],
    )
    print("A service without a row was not reported on; that says nothing about how it works.")
    _print_note(note)


def _cell(cell: Any) -> tuple[str, ...]:
    last = cell.intervals[-1] if cell.intervals else None
    note = "stale" if cell.stale else ("no date" if cell.undated else "")
    if last is not None and last.conflict:
        note = " against ".join(f"{state} ({len(claims)})" for state, claims in last.conflict)
    shown = f"unknown (last reported {cell.last_status})" if cell.stale else cell.status
    origins = "" if last is None else f"{last.origins_min} to {last.origins_max}"
    return (
        cell.place_name,
        cell.level,
        cell.sector,
        shown,
        (last.since or "") if last else "",
        cell.last_reported or "",
        origins,
        ", ".join(last.cause) if last else "",
        last.access if last is not None and last.access != "unknown" else "",
        note,
    )


def failures(out: Out, db: Database = None, as_json: AsJson = False) -> None:
    """List inputs that could not be read and stages that failed, with what to do."""
    from reportedly.project import Project

    with Project(out, db=db, create=False) as project:
        found = project.store.failures()
        paths = {d.id: d.path for d in project.store.documents()}
        broken = [o for o in project.store.outcomes() if o.state == "failed"]
    if as_json:
        for failure in found:
            print_json({"path": failure.path, "message": failure.message})
        for outcome in broken:
            print_json({"path": paths[outcome.document], "stage": outcome.stage, "message": outcome.message})
        return
    for failure in found:
        print(f"{failure.path}: {failure.message}")
    for outcome in broken:
        print(f"{paths[outcome.document]}: stage {outcome.stage}: {outcome.message}")
    print(f"{len(found)} inputs not read, {len(broken)} stages failed")


def stages(as_json: AsJson = False) -> None:
    """List the stages in their order: what each reads and makes, its languages and version."""
    from reportedly.assembly import stage_infos

    infos = stage_infos()
    if as_json:
        for info in infos:
            print_json(
                {
                    "name": info.name,
                    "version": info.version,
                    "summary": info.summary,
                    "languages": list(info.languages),
                    "reads": [k.__name__ for k in info.reads],
                    "makes": [k.__name__ for k in info.makes],
                }
            )
        return
    print_table(
        None,
        ["stage", "version", "languages", "reads", "makes", "what it does"],
        [
            (
                i.name,
                str(i.version),
                " ".join(i.languages) or "any",
                ", ".join(k.__name__ for k in i.reads),
                ", ".join(k.__name__ for k in i.makes),
                i.summary,
            )
            for i in infos
        ],
    )
