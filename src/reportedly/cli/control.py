"""control import, list, show, at, share, said, export, remove: dated layers of who holds what."""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.browse import SHORT_ID
from reportedly.cli.control_places import Places
from reportedly.cli.options import Database
from reportedly.cli.output import print_json, print_table
from reportedly.errors import InvalidControl

if TYPE_CHECKING:
    from reportedly.control import Asker, Imported, Series, Source, Statement
    from reportedly.records import ControlAnswer, ControlDay, UnitShare
    from reportedly.records.withhold import Discretion

app = typer.Typer(
    no_args_is_help=True,
    help="Who holds a place, by dated layers of a provider: in, out, near the edge, or no data. Control is reported by "
    "someone, and is not sovereignty; texts and layers stand side by side.",
)

Out = Annotated[Path, typer.Option("--out", "-o", help="Folder of the project.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Name = Annotated[str | None, typer.Option("--series", help="Name of the series; left out: all, or the only one.")]
Day = Annotated[str, typer.Option("--date", help="The day, as 2031-04-19.")]
STATES = ("in", "out", "contested", "no_data")
DATE_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_]?(\d{2})[-_]?(\d{2})(?!\d)")


def _folder(out: Path) -> Path:
    from reportedly.control import FOLDER

    return out / FOLDER


def _paths(out: Path, name: str | None) -> list[Path]:
    """Return the files of the series asked for. Raises InvalidControl if there is none."""
    from reportedly.control import SUFFIX, check_name, series_paths

    folder = _folder(out)
    if name is not None:
        return [folder / f"{check_name(name)}{SUFFIX}"]
    found = series_paths(folder)
    if not found:
        raise InvalidControl(
            f"{out}: the project has no control layer; import one with `reportedly control import FILE --date … "
            f"--provider … --licence … -o {out}`"
        )
    return found


@contextmanager
def _series(out: Path, name: str | None) -> "Iterator[Series]":
    from reportedly.control import Series

    paths = _paths(out, name)
    if len(paths) > 1:
        names = ", ".join(path.stem for path in paths)
        raise InvalidControl(f"the project has several series ({names}); name one with --series")
    with Series(paths[0]) as series:
        yield series


@contextmanager
def _askers(out: Path, name: str | None) -> "Iterator[list[Asker]]":
    from contextlib import ExitStack

    from reportedly.control import Asker, Series

    with ExitStack() as stack:
        yield [Asker(stack.enter_context(Series(path))) for path in _paths(out, name)]


Files = Annotated[list[Path], typer.Argument(help="GeoJSON with polygons, or CSV with one settlement a row.")]
Date = Annotated[str | None, typer.Option("--date", help="The day that the file shows, as 2031-04-19.")]
FromNames = Annotated[
    bool, typer.Option("--dates-from-names", help="Read the day of each file from its name (20310419, 2031-04-19).")
]
Provider = Annotated[str | None, typer.Option(help="Whose layer it is; needed for a new series.")]
Licence = Annotated[str | None, typer.Option(help="Its licence, in words; needed for a new series.")]
Credit = Annotated[str | None, typer.Option(help="The credit to print; left out: provider and licence.")]
NewName = Annotated[str | None, typer.Option(help="Name of the series; left out: made of the provider.")]
Role = Annotated[str | None, typer.Option(help="Who holds what it shows: controlling, displaced or rival.")]
Entity = Annotated[str | None, typer.Option(help="Name of who holds it.")]
Accuracy = Annotated[
    float | None, typer.Option(help="How near to the edge the layer says nothing sure (2 km if left out).")
]
ValidDays = Annotated[
    int | None, typer.Option(help="Days for which a layer speaks beyond its own, between two layers that agree (0).")
]
Covers = Annotated[
    str | None, typer.Option(help="What the layer speaks of: west,south,east,north, or a GeoJSON file of polygons.")
]
Country = Annotated[list[str] | None, typer.Option(help="ISO code of a country that it speaks of; repeat.")]
States = Annotated[
    list[str] | None, typer.Option("--state", help="What a word means: WORD=in, out, contested or no_data; repeat.")
]
StatesIn = Annotated[str | None, typer.Option(help="Property or column that has these words.")]
AllIn = Annotated[bool, typer.Option("--all-in", help="All polygons are held, whatever their properties say.")]
Crs = Annotated[str | None, typer.Option(help="Coordinate system, such as EPSG:3857, in place of the file's.")]
AxesOrder = Annotated[str, typer.Option("--axes", help="Order of the two numbers: lonlat or latlon.")]
PolygonsOnly = Annotated[
    bool, typer.Option("--polygons-only", help="Leave out features without an area instead of refusing the file.")
]
Empty = Annotated[bool, typer.Option("--empty", help="A file without polygons says that nothing is held.")]
IdColumn = Annotated[str | None, typer.Option(help="Column with gazetteer ids.")]
IdPrefix = Annotated[str, typer.Option(help="What goes before each id, such as geonames:.")]
DateColumn = Annotated[str | None, typer.Option(help="Column with the day of each row.")]
Replace = Annotated[bool, typer.Option("--replace", help="Put it in the place of a day that is there.")]


@app.command("import")
def import_files(
    files: Files,
    out: Out,
    date: Date = None,
    dates_from_names: FromNames = False,
    provider: Provider = None,
    licence: Licence = None,
    credit: Credit = None,
    series: NewName = None,
    role: Role = None,
    entity: Entity = None,
    accuracy_km: Accuracy = None,
    valid_days: ValidDays = None,
    covers: Covers = None,
    country: Country = None,
    states: States = None,
    states_in: StatesIn = None,
    all_in: AllIn = False,
    crs: Crs = None,
    axes: AxesOrder = "lonlat",
    polygons_only: PolygonsOnly = False,
    empty: Empty = False,
    id_column: IdColumn = None,
    id_prefix: IdPrefix = "",
    date_column: DateColumn = None,
    replace: Replace = False,
    as_json: AsJson = False,
) -> None:
    """Import dated layers: all of the files, or none, with every repair told."""
    from reportedly.control import Columns, Settings, import_layers

    cover, described = _cover(covers) if covers else (None, None)
    settings = Settings(
        provider=provider,
        licence=licence,
        series=series,
        role=_choice(role, "role", ("controlling", "displaced", "rival", "unknown")),
        entity=entity,
        credit=credit,
        accuracy_km=accuracy_km,
        valid_days=valid_days,
        countries=tuple(sorted({c.upper() for c in country})) if country else None,
        cover=cover,
        covers=described,
        states=_states(states or []),
        states_in=states_in,
        all_in=all_in,
        crs=crs,
        axes=_choice(axes, "axes", ("lonlat", "latlon")),
        polygons_only=polygons_only,
        allow_empty=empty,
        columns=Columns(place=id_column, day=date_column, prefix=id_prefix),
        **_helped(Places.of(out), country or ()),
    )
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    done = import_layers(_folder(out), _sources(files, date, dates_from_names), settings, now=now, replacing=replace)
    _print_imported(done, as_json=as_json)


def _print_imported(done: "Imported", *, as_json: bool) -> None:
    from reportedly.records import to_plain

    if as_json:
        for day in done.kept:
            print_json(to_plain(day))
        return
    for day in done.known:
        print(f"{day.day}: is there already, from the same bytes; nothing done")
    for day in done.kept:
        _print_day(day)
    print(f"Series {done.layer.series}: {len(done.kept)} imported. {done.layer.credited}")


def _helped(places: Places, countries: Sequence[str]) -> dict[str, Any]:
    """Return what the theatre and the gazetteer help an import with: points of ids, and where it should lie.

    It should lie where the theatre does, else about the countries that were named, else where the reports do.
    """
    from reportedly.control import expected_box

    def locate(place_id: str) -> tuple[float, float] | None:
        found = places.known.spot(place_id)
        return (found.lat, found.lon) if found else None

    points, by = places.expected(countries)
    return {"locate": locate, "expected": expected_box(points), "expected_by": by}


def _choice(value: str | None, what: str, allowed: Sequence[str]) -> Any:
    if value is not None and value not in allowed:
        raise InvalidControl(f"--{what} is {value!r}; it must be one of {', '.join(allowed)}")
    return value


def _states(printed: Sequence[str]) -> dict[str, Any]:
    found = {}
    for pair in printed:
        word, mark, state = pair.rpartition("=")
        if not mark or state not in STATES:
            raise InvalidControl(f"--state {pair!r}: give WORD=STATE, where STATE is one of {', '.join(STATES)}")
        found[word.strip()] = state
    return found


def _cover(printed: str) -> tuple[Any, str]:
    from reportedly.control import cover_of_box, cover_of_file

    path = Path(printed)
    if path.suffix.casefold() in (".geojson", ".json") or path.is_file():
        return cover_of_file(_bytes(path), printed)
    return cover_of_box(printed)


def _sources(files: Sequence[Path], date: str | None, from_names: bool) -> "Iterator[Source]":
    from reportedly.control import Source

    if date is not None and (from_names or len(files) > 1):
        raise InvalidControl("--date says the day of one file; for several use --dates-from-names")
    for file in files:
        day = date
        if from_names:
            found = DATE_IN_NAME.findall(file.name)
            if len(found) != 1:
                raise InvalidControl(f"{file}: {len(found)} days in its name; one is needed with --dates-from-names")
            day = "-".join(found[0])
        yield Source(str(file), _bytes(file), day)


def _bytes(file: Path) -> bytes:
    """Return what is in a file. Raises InvalidControl if it is none."""
    if file.is_dir():
        raise InvalidControl(f"{file}: is a folder; name the files in it")
    if not file.is_file():
        raise InvalidControl(f"{file}: there is no such file")
    return file.read_bytes()


def _print_day(day: "ControlDay") -> None:
    if day.area_km2 is None:
        print(f"{day.day}: {day.settlements:,} settlements from {day.source}")
    else:
        where = ""
        if day.bounds:
            west, south, east, north = day.bounds
            where = f", longitude {west:.2f} to {east:.2f}, latitude {south:.2f} to {north:.2f}"
        print(f"{day.day}: {day.area_km2:,.0f} km² held, {day.areas} areas, {day.corners:,} corners{where}")
    for repair in day.repairs:
        print(f"  {repair.kind}: {repair.where}: {repair.message}")


@app.command("list")
def list_series(out: Out, as_json: AsJson = False) -> None:
    """List the series of a project with their days and terms."""
    from reportedly.control import Series
    from reportedly.records import to_plain

    rows = []
    for path in _paths(out, None):
        with Series(path) as series:
            layer, days = series.layer, series.dates()
        if as_json:
            print_json(to_plain(layer) | {"days": days})
        first, last = (days[0], days[-1]) if days else ("", "")
        holder = layer.entity or layer.role
        rows.append((layer.series, layer.provider, layer.licence, layer.form, holder, first, last, str(len(days))))
    if not as_json:
        print_table(None, ["series", "provider", "licence", "form", "shows", "first", "last", "days"], rows)


@app.command("show")
def show(
    out: Out,
    series: Name = None,
    date: Annotated[str | None, typer.Option("--date", help="Only this day, with its repairs.")] = None,
    as_json: AsJson = False,
) -> None:
    """Show how a series is read, its days and what was repaired at import."""
    from reportedly.records import to_plain

    with _series(out, series) as found:
        layer, days, cover = found.layer, found.days(), found.cover()
    chosen = [day for day in days if date is None or day.day == date]
    if date is not None and not chosen:
        raise InvalidControl(f"series {layer.series!r} has no {date}; it has {days[0].day} to {days[-1].day}")
    if as_json:
        print_json(to_plain(layer) | {"days": to_plain(chosen)})
        return
    print(f"{layer.series}: {layer.credited}")
    print(f"Provider: {layer.provider}\nLicence: {layer.licence}\nShows what is held by: {layer.entity or layer.role}")
    bounded = [*layer.countries, *([layer.covers or "polygons"] if cover is not None else [])]
    print(f"Covers: {', '.join(bounded) or 'not said, so nothing farther than 250 km from what it shows'}")
    print(f"Accurate to {layer.accuracy_km:g} km; a day speaks {_validity(layer.valid_days)}")
    for word, state in layer.states:
        print(f"  {word or '(empty)'} = {state}")
    for day in chosen:
        _print_day(day)
        if date is not None:
            print(f"  imported {day.imported_at} from {day.source}, SHA-256 {day.source_sha256}")


def _validity(days: int) -> str:
    if days == 0:
        return "for itself only"
    return f"up to {days} day{'s' if days > 1 else ''} beyond itself where the next layer agrees"


@app.command("at")
def at(
    place: Annotated[str, typer.Argument(help="Settlement: id, name, or lat,lon.")],
    date: Day,
    out: Out,
    series: Name = None,
    as_json: AsJson = False,
) -> None:
    """Say what each series shows of a settlement on a day."""
    from reportedly.records import to_plain

    spot, remark = Places.of(out).spot(place)
    with _askers(out, series) as askers:
        answers = [asker.at(spot, date) for asker in askers]
    if as_json:
        for answer in answers:
            print_json(to_plain(answer))
        return
    print(f"{spot.name}{f' ({spot.place})' if spot.place else ''}, {date}{f'; {remark}' if remark else ''}")
    print_table(None, ["series", "answer", "layer of", "why"], [_answer_row(a) for a in answers])
    _print_credits(answers)


def _answer_row(answer: "ControlAnswer") -> tuple[str, ...]:
    return answer.series, answer.status.replace("_", " "), answer.day or "", answer.reason


def _print_credits(answers: "Sequence[ControlAnswer | UnitShare]") -> None:
    for credit in dict.fromkeys(answer.credit for answer in answers):
        print(credit)


@app.command("share")
def share(
    unit: Annotated[str, typer.Argument(help="Unit: id or name.")],
    date: Day,
    out: Out,
    series: Name = None,
    as_json: AsJson = False,
) -> None:
    """Say how much of a unit each series shows as held on a day: by its outline or its settlements, never its point."""
    from reportedly.records import to_plain

    found, remark = Places.of(out).unit(unit)
    with _askers(out, series) as askers:
        shares = [asker.share(found, date) for asker in askers]
    if as_json:
        for one in shares:
            print_json(to_plain(one))
        return
    print(f"{found.name} ({found.place}), {date}{f'; {remark}' if remark else ''}")
    print_table(
        None, ["series", "held", "at least", "at most", "no data", "basis", "layer of", "why"], map(_share_row, shares)
    )
    _print_credits(shares)


def _share_row(one: "UnitShare") -> tuple[str, ...]:
    def percent(value: float | None) -> str:
        return "" if value is None else f"{value:.1%}"

    held = percent(one.share) or "no data"
    basis = f"{one.basis} ({one.members})" if one.members else one.basis
    return (
        one.series,
        held,
        percent(one.least),
        percent(one.most),
        percent(one.no_data),
        basis,
        one.day or "",
        one.reason,
    )


@app.command("said")
def said(
    out: Out,
    series: Name = None,
    db: Database = None,
    working_copy: Annotated[bool, typer.Option("--working-copy", help="Show withheld names.")] = False,
    as_json: AsJson = False,
) -> None:
    """List what the documents say about who holds a place, with their chains, beside what each series shows."""
    from reportedly.control import Sides, series_paths, statements
    from reportedly.project import Project
    from reportedly.records.withhold import Discretion, private_names

    with Project(out, db=db, create=False) as project:
        readings = list(project.store.readings())
        book = project.sources
        sides = Sides(project.theatre, () if project.theatre.sources else book.bodies, book.countries)
        places = Places(project.theatre, project.shapes)
    layers = _paths(out, series) if series is not None else series_paths(_folder(out))
    found = statements(readings, sides, places.known, layers)
    _print_said(found, Discretion(private_names(readings), working_copy=working_copy), as_json=as_json)


def _print_said(found: "Sequence[Statement]", discretion: "Discretion", *, as_json: bool) -> None:
    from reportedly.control import said_line

    if as_json:
        for one in found:
            print_json(said_line(one.assertion, one.compared, discretion.masked))
        return
    rows = []
    for one in found:
        a = one.assertion
        chain = " ← ".join(discretion.masked(part) for part in a.chain) or f"({a.root_status})"
        holder = f"{discretion.masked(a.controller.entity or 'nobody named')} [{a.controller.role}]"
        beside = "; ".join(f"{c.series}: {c.verdict.replace('_', ' ')}" for c in one.compared) or "no layer"
        hold = f"{a.hold.replace('_', ' ')}{'' if a.degree == 'unknown' else f', {a.degree}'}"
        rows.append((a.claim[:SHORT_ID], a.name, hold, holder, a.interval or "", a.level, chain, beside))
    print_table(None, ["claim", "place", "said to be", "by whom", "when", "level", "chain", "layers"], rows)
    print(f"Statements: {len(found)}. One that differs from a layer is not wrong for that, nor is the layer.")


@app.command("export")
def export(
    date: Day,
    out: Out,
    series: Name = None,
    to: Annotated[Path | None, typer.Option("--to", help="File to write; left out: standard output.")] = None,
) -> None:
    """Write a day of a series as GeoJSON for a map, credit included. Mind its licence before passing it on."""
    import json

    from reportedly.control import day_geojson

    with _series(out, series) as found:
        made = json.dumps(day_geojson(found, date), ensure_ascii=False)
    if to is None:
        print(made)
        return
    temporary = to.with_name(to.name + ".part")
    temporary.write_text(made + "\n", encoding="utf-8", newline="\n")
    temporary.replace(to)
    print(f"{to}: written")


@app.command("remove")
def remove(
    out: Out,
    series: Annotated[str, typer.Option("--series", help="Name of the series.")],
    date: Annotated[list[str] | None, typer.Option("--date", help="Only this day; repeat for more.")] = None,
) -> None:
    """Delete a series, or days of it, for good."""
    from reportedly.control import remove_days

    [path] = _paths(out, series)
    if not path.is_file():
        raise InvalidControl(f"{out}: there is no series {series!r}; `reportedly control list` names those that are")
    if date is None:
        path.unlink()  # also one that is damaged
        print(f"series {series} removed")
        return
    remove_days(path, date)
    print(f"series {series}: {', '.join(date)} removed")
