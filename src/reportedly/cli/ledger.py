"""ledger: how services work in an area, a row for every settlement; what changed; where nothing is heard from."""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.browse import AsJson, AsOf, Out, WorkingCopy, known_by_note
from reportedly.cli.options import Database
from reportedly.cli.output import console, print_json
from reportedly.errors import InvalidLedger

if TYPE_CHECKING:
    from reportedly.history import Record
    from reportedly.ledger import Floors, Naming, Projection, Reasons, Sheet, Spot
    from reportedly.project import Project
    from reportedly.records import ServiceStatus

Area = Annotated[str | None, typer.Option(help="A unit or settlement, by name or id; left out: all that is known.")]
Sectors = Annotated[
    list[str] | None, typer.Option("--sector", help="Only this sector; repeat. Left out: all reported.")
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="How things stood on this day; left out: the day of the newest report."),
]
Since = Annotated[
    str | None, typer.Option("--since", metavar="DAY", help="What differs between this day and the one of --on.")
]
Shown = Annotated[
    str, typer.Option("--places", help="all: a row for every settlement; reported: only those with a report.")
]
People = Annotated[
    int | None,
    typer.Option(
        "--min-population",
        help="Leave out rows of smaller settlements on which nothing was reported; they stay in the counts. "
        "0: leave out none.",
    ),
]
Csv = Annotated[Path | None, typer.Option("--csv", help="Write a CSV with an HXL row to this file.")]
Why = Annotated[bool, typer.Option("--why", help="What each cell rests on: claim, chain, origins, quotation.")]
Quiet = Annotated[
    bool, typer.Option("--silence", help="Reports by place against its own past and its neighbours, instead of states.")
]
Length = Annotated[str, typer.Option("--period", help="Length of a period of --silence: week or month (30 days).")]

MOST_ROWS = 200
"""A longer table is cut at a number of people, which is said; files and JSON are not."""


@dataclass(frozen=True)
class View:
    """What the command was asked for, and what the record says."""

    record: "Record"
    area: "Spot | None"
    listing: "Sequence[Spot]"
    projection: "Projection"
    naming: "Naming"
    sectors: tuple[str, ...]
    order: tuple[str, ...]
    spot: "Callable[[str], Spot | None]"
    floors: "Floors"


def ledger(
    out: Out,
    db: Database = None,
    area: Area = None,
    sectors: Sectors = None,
    on: On = None,
    since: Since = None,
    as_of: AsOf = None,
    places: Shown = "all",
    min_population: People = None,
    why: Why = False,
    silence: Quiet = False,
    period: Length = "week",
    csv: Csv = None,
    working_copy: WorkingCopy = False,
    as_json: AsJson = False,
) -> None:
    """Show how services work, place by sector, with every settlement of the area, also those nobody reports on.

    --on asks of the world on a day, --as-of of the record: what it said when it was asked on that day.
    """
    from reportedly.ledger.days import day_of, moment_of
    from reportedly.project import Project

    _fitting(places, period, csv=csv, silence=silence, since=since)
    day = day_of(on, "--on") if on else None
    known_by = moment_of(as_of) if as_of else None
    with Project(out, db=db, create=False) as project:
        view = _view(project, area, sectors or [], known_by, working_copy)
        if silence:
            _silence(project, view, day, period, as_json=as_json)
            return
    if since is not None:
        _changes(view, day_of(since, "--since"), day, as_json=as_json)
        return
    sheet = _sheet(view, day)
    if places == "reported" or min_population:
        from reportedly.ledger import narrowed

        sheet = narrowed(sheet, reported_only=places == "reported", min_population=min_population or 0)
    if csv is not None:
        _write_csv(csv, sheet, view)
    if as_json:
        from reportedly.ledger import sheet_plain

        print_json(sheet_plain(sheet, view.naming, known_by=known_by, why=_reasons(view) if why else None))
    elif csv is None:
        _print_sheet(sheet, view, why=why, cut=min_population is None)


def _fitting(places: str, period: str, *, csv: Path | None, silence: bool, since: str | None) -> None:
    if places not in ("all", "reported"):
        raise InvalidLedger(f"--places is {places!r}; it must be all or reported")
    if period not in ("week", "month"):
        raise InvalidLedger(f"--period is {period!r}; it must be week or month")
    if silence and since:
        raise InvalidLedger("--silence counts reports and knows no --since; ask for one of them")
    if csv is not None and (silence or since):
        raise InvalidLedger("--csv writes the states of a day; for --silence and --since use --json")


def _view(
    project: "Project", area: str | None, sectors: Sequence[str], known_by: str | None, working_copy: bool
) -> View:
    from reportedly import assembly
    from reportedly.brief.words import load
    from reportedly.history import floors_of, places_of, record_of
    from reportedly.ledger import Naming, check_sectors
    from reportedly.ledger import project as projected
    from reportedly.records.withhold import Discretion, private_names

    book = assembly.codebook().sectors
    order = tuple(sector.id for sector in book)
    asked = check_sectors(sectors, order)
    places = places_of(project.theatre)
    spot = places.area(area) if area else None
    record = record_of(project, known_by)
    floors = floors_of(project.theatre, places, exact=working_copy)
    naming = Naming(
        Discretion(private_names(record.readings), working_copy=working_copy),
        {s.id: load("en").table("sectors").get(s.id, s.covers) for s in book},
        {s.id: " ".join(s.hxl) for s in book},
    )
    made = projected(
        record.readings,
        record.joined.events,
        theatre=project.theatre,
        floors=floors,
    )
    return View(record, spot, places.settlements(spot), made, naming, asked, order, places.spot, floors)


def _sheet(view: View, day: str | None) -> "Sheet":
    from reportedly.ledger import Ask, make_sheet

    return make_sheet(
        view.projection, view.listing, view.spot, Ask(area=view.area, sectors=view.sectors, on=day, order=view.order)
    )


def _reasons(view: View) -> "Reasons":
    from reportedly.ledger import Reasons, passages

    return Reasons(view.projection, passages(view.record.readings))


def _write_csv(path: Path, sheet: "Sheet", view: View) -> None:
    from reportedly.ledger import table

    temporary = path.with_name(path.name + ".part")
    with temporary.open("w", encoding="utf-8", newline="") as file:
        file.write(table(sheet, view.naming, known_by=view.record.known_by))
    temporary.replace(path)
    print(f"Written {path}: {sheet.settlements} settlements by {len(sheet.sectors)} sectors", file=sys.stderr)


def _print_sheet(sheet: "Sheet", view: View, *, why: bool, cut: bool) -> None:
    from reportedly.cli import ledger_lines as lines
    from reportedly.ledger import least_population, narrowed
    from reportedly.ledger.basis import basis

    width = console().width
    people = least_population(sheet, MOST_ROWS) if cut else 0
    shown = narrowed(sheet, min_population=people)
    _tell(_heading(sheet, view), width)
    _tell(known_by_note(view.record), width)
    if not sheet.sectors:
        print("No report says how a service works there. That says nothing about how it works.")
        return
    if sheet.units:
        print("\nUnits, as background: what is said of a unit fills none of its settlements.")
        spoken = tuple(s for s in sheet.sectors if any(unit.cell(s) for unit in sheet.units))
        _print(lines.matrix(sheet.units, replace(sheet, sectors=spoken), view.naming, width))
    if shown.rows:
        print(f"\nSettlements ({len(shown.rows)} of {sheet.settlements})")
        _print(lines.matrix(shown.rows, sheet, view.naming, width))
    if shown.left_out:
        small = f" with fewer than {people:,} people, or an unknown number," if people else ""
        more = "; --min-population 0 shows all" if people else ""
        _tell(
            f"Not shown: {shown.left_out:,} settlements{small} on which nothing was reported. "
            f"They are counted below{more}.",
            width,
        )
    _tell(lines.LEGEND, width)
    print(f"\nSo many of {sheet.settlements:,} settlements")
    _print(lines.counts(sheet, view.naming))
    if sheet.settlements:
        _tell(f"On {sheet.silent:,} of them nothing was reported in any of these sectors.", width)
    print("\nWhat was reported")
    reasons = _reasons(view)

    def because(cell: "ServiceStatus") -> "list[dict[str, Any]]":
        return list(basis(reasons.projection, cell, reasons.passages, view.naming.discretion))

    rows = (*sheet.units, *sheet.rows, *sheet.elsewhere)
    _print(lines.told_cells(rows, sheet, view.naming, width, because if why else None))
    if sheet.withheld:
        _tell(f"{sheet.withheld} claims have no place that may be told (--working-copy shows them).", width)


def _heading(sheet: "Sheet", view: View) -> str:
    from reportedly.brief.words import load

    when = load("en").day(sheet.on, year=True) if sheet.on else "without any day"
    return f"{_where(view)}, {when}: {sheet.settlements:,} settlement{'s' * (sheet.settlements != 1)}"


def _where(view: View) -> str:
    """Return the area by name, with the level of a unit: many share the name of their seat."""
    if view.area is None:
        return "All places"
    return view.area.name if view.area.level == "settlement" else f"{view.area.name} ({view.area.level})"


def _changes(view: View, since: str, day: str | None, *, as_json: bool) -> None:
    from reportedly.brief.words import load
    from reportedly.cli import ledger_lines as lines
    from reportedly.ledger import change_plain, changes

    later = _sheet(view, day)
    if later.on is not None and since > later.on:
        raise InvalidLedger(f"--since {since} lies after the day that is asked about, {later.on}")
    found = changes(_sheet(view, since), later)
    if as_json:
        print_json(
            {
                "since": since,
                "on": later.on,
                "as_of": view.record.known_by,
                "changes": [change_plain(change, view.naming) for change in found],
            }
        )
        return
    width = console().width
    between = load("en").span_of_days(since, later.on) if later.on else since
    _tell(f"{view.area.name if view.area else 'All places'}, {between}: {len(found)} changes", width)
    _tell(known_by_note(view.record), width)
    for change in found:
        was, now = (lines.LOOKS[state][1] for state in (change.was, change.now))
        told = f": {lines.in_words(change.after, later.on, view.naming)}" if change.after else ""
        head = f"{change.place.name} · {view.naming.sector(change.sector)}: {change.kind.replace('_', ' ')}"
        _print(lines.wrapped(f"{head} ({was} → {now}){told}", width))


def _silence(project: "Project", view: View, day: str | None, period: str, *, as_json: bool) -> None:
    from typing import cast

    from reportedly.cli import ledger_lines as lines
    from reportedly.ledger import Watch, silence, silence_plain
    from reportedly.ledger.silence import Period
    from reportedly.ledger.steps import iso

    if day is None and view.projection.latest is None:
        raise InvalidLedger("no report has a date, so that none can be counted by day; give a day with --on")
    profiles = tuple((p.since, p.version) for p in project.theatre.source_profiles if p.since)
    watch = Watch(day or iso(view.projection.latest or 0), cast(Period, period), frozenset(view.sectors), profiles)
    places = _listened_to(view)
    found = silence(
        view.record.readings,
        view.record.joined.events,
        places,
        watch,
        floors=view.floors,
    )
    if as_json:
        print_json(silence_plain(found, known_by=view.record.known_by))
        return
    _tell(known_by_note(view.record), console().width)
    _print(lines.silence_lines(found, _where(view), console().width))


def _listened_to(view: View) -> "list[Spot]":
    """Return the settlements of the area, and every other one in it that some document speaks of."""
    from reportedly.ledger import spoken_places

    listed = {place.id for place in view.listing}
    others = [view.spot(key) for key in spoken_places(view.record.readings, view.floors) - listed]
    inside = [
        spot
        for spot in others
        if spot is not None and spot.level == "settlement" and (view.area is None or spot.within(view.area.id))
    ]
    return sorted([*view.listing, *inside], key=lambda spot: (spot.name, spot.id))


def _print(found: "Iterable[str]") -> None:
    for line in found:
        print(line)


def _tell(text: str, width: int) -> None:
    from reportedly.cli.ledger_lines import wrapped

    _print(wrapped(text, width, hanging=""))
