"""theatre list, show, check, new: who is who, where and when, in one contested area."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reportedly.cli.output import console, print_json, print_table
from reportedly.errors import InvalidTheatre, ReportedlyError

if TYPE_CHECKING:
    from reportedly.records import Theatre
    from reportedly.records.theatre import FloorSetting, Parents
    from reportedly.records.theatre_roles import RoleEntry

app = typer.Typer(
    no_args_is_help=True,
    help=(
        "The settings of one contested area: who is the controlling, displaced or rival authority where and when, the "
        "legal frame with its authority, which names are printed, how long reports hold, how precisely places may "
        "leave the workspace.\n\n"
        "Start with `reportedly theatre list`. A theatre is one YAML file: `reportedly theatre new mine.yaml` writes "
        "one to fill in, `reportedly theatre check mine.yaml` says what is wrong with it and how to mend it, and "
        "`reportedly run REPORTS -o OUT --theatre mine.yaml` uses it. Without a theatre nobody is taken for an "
        "authority: no side follows from a nationality."
    ),
)

Name = Annotated[str, typer.Argument(metavar="NAME|FILE", help="Name of a theatre that ships, or a file of your own.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object.")]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="Only the roles and the frame of this day (YYYY-MM-DD)."),
]
At = Annotated[
    str | None,
    typer.Option(
        "--at", metavar="PLACE", help="With --on: say who the controlling authority of this place is (id or name)."
    ),
]


@app.command("list")
def list_theatres(as_json: AsJson = False) -> None:
    """List the theatres that ship, by the name under which --theatre takes them."""
    from reportedly.theatre import load_shipped, shipped

    found = [(name, load_shipped(name)) for name in shipped()]
    if as_json:
        print_json([{"name": n, "title": t.name, "legal_frame": t.legal_frame, "note": t.note} for n, t in found])
        return
    print_table(
        None,
        ["theatre", "area", "frame", "bodies", "places", "remark"],
        [(n, t.name, t.legal_frame, f"{len(t.sources)}", f"{len(t.places)}", t.note) for n, t in found],
    )
    print("`reportedly theatre show NAME` prints one; `--theatre NAME` of run and ingest uses it.")


@app.command("show")
def show(name: Name, on: On = None, at: At = None, as_json: AsJson = False) -> None:
    """Print a theatre: roles with their days, areas and grounds, legal frame, labels, floors, source profile."""
    from reportedly.records import to_plain
    from reportedly.theatre import find_theatre, load_theatre

    theatre = load_theatre(find_theatre(name))
    day = _day(on)
    if at is not None:
        if day is None:
            raise typer.BadParameter("--at needs --on: control is of a place on a day")
        print(_answer(theatre, at, day))
        return
    if as_json:
        print_json(to_plain(theatre))
        return
    for line in _lines(theatre, day):
        console().print(line, markup=False)


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="A theatre file (YAML).")]) -> None:
    """Check a theatre file; exit 1 if something is wrong, with the line, the entry and what to do."""
    from reportedly.theatre import load_shapes, load_theatre

    try:
        theatre = load_theatre(file)
        load_shapes(file, theatre)
    except InvalidTheatre as error:
        print(error)
        raise typer.Exit(1) from error
    print(f"The theatre is in order: {theatre.id}, {len(theatre.roles)} roles, {len(theatre.places)} places.")
    for remark in _remarks(theatre):
        print(f"  {remark}")


@app.command("new")
def new(file: Annotated[Path, typer.Argument(help="Where to write it; nothing is overwritten.")]) -> None:
    """Write a theatre file to fill in, with every part and what it means."""
    from reportedly.theatre import TEMPLATE

    if file.exists():
        raise ReportedlyError(f"{file}: there is a file already; give another name, or remove it first")
    if not file.parent.is_dir():
        raise ReportedlyError(f"{file}: the folder {file.parent} is not there; make it first")
    file.write_text(TEMPLATE.read_text(encoding="utf-8"), encoding="utf-8", newline="\n")
    print(f"Written {file}. Fill it in, then `reportedly theatre check {file}`.")


def _day(text: str | None) -> str | None:
    from datetime import date

    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise typer.BadParameter(f"--on: {text!r} is not a day like 2031-04-01") from None


def _answer(theatre: "Theatre", at: str, day: str) -> str:
    """Return in words who controls a place on a day, or that the theatre does not say."""
    from reportedly.text import name_key

    key = name_key(at)
    own = [p.id for p in theatre.places if p.id == at or key in map(name_key, (p.name, *(n.text for n in p.names)))]
    place, parents = (own[0], None) if own else _in_gazetteer(theatre, at)
    found = theatre.controlling(place, day, parents=parents) if parents else theatre.controlling(place, day)
    if found is None:
        return f"{at} ({place}) on {day}: this theatre does not say who controls it; nothing is guessed"
    return f"{at} ({place}) on {day}: {found.body}{_stretch(found)}. Basis: {found.basis or 'none given'}"


def _in_gazetteer(theatre: "Theatre", at: str) -> "tuple[str, Parents]":
    """Return the place that a name or id means, one in an area of the theatre first, and what holds places."""
    from reportedly.gazetteer import open_layered

    places = open_layered(extra=theatre.places)
    areas = {place for entry in theatre.roles for place in entry.area}
    found = [at] if places.get(at) is not None else [c.id for c in places.find(at, limit=5)]
    if not found:
        raise ReportedlyError(
            f"{at!r} is no place of this theatre or of the gazetteer; `reportedly gazetteer find {at}` looks further"
        )
    inside = (place for place in found if areas.intersection((place, *places.chain(place))))
    return next(inside, found[0]), places.chain


def _stretch(entry: "RoleEntry") -> str:
    since = f" from {entry.since}" if entry.since else ""
    return since + (f" until {entry.until}, that day not included" if entry.until else "")


def _lines(theatre: "Theatre", day: str | None) -> Iterator[str]:
    yield f"{theatre.id}  {theatre.name}"
    if theatre.note:
        yield theatre.note
    yield ""
    yield from _role_lines([e for e in theatre.roles if day is None or e.holds(day)])
    yield "Legal frame"
    frames = theatre.legal_frames if day is None else [f for f in [theatre.frame_on(day)] if f]
    for frame in frames:
        since = f" from {frame.since}" if frame.since else ""
        until = f" until {frame.until}" if frame.until else ""
        dated = f" ({frame.date})" if frame.date else ""
        yield f"  {frame.value}{since}{until}: {frame.authority or 'no authority named'}{dated}"
        if frame.note:
            yield f"    {frame.note}"
    if not frames:
        yield "  none: no provisions are shown"
    yield from _label_lines(theatre)
    yield f"Maps shown: {', '.join(theatre.show_maps) or 'none'}"
    days = ", ".join(f"{sector} {n}" for sector, n in theatre.freshness_days.items())
    yield f"Freshness in days: {days or 'the defaults'}"
    yield from _floor_lines(theatre.floors)
    for profile in theatre.source_profiles:
        since = f" from {profile.since}" if profile.since else ""
        until = f" until {profile.until}" if profile.until else ""
        followed = f"{', '.join(profile.sources)} ({', '.join(profile.languages)})"
        yield f"Source profile {profile.version}{since}{until}: {followed}"


def _role_lines(entries: "Sequence[RoleEntry]") -> Iterator[str]:
    role = None
    for entry in entries:
        if entry.role != role:
            role = entry.role
            yield role.replace("_", " ").capitalize()
        where = f" in {', '.join(entry.area)}" if entry.area else ""
        adjectives = f"; adjectives {', '.join(entry.adjectives)}" if entry.adjectives else ""
        yield f"  {entry.body} ({entry.actor_class}){_stretch(entry)}{where}{adjectives}"
        if entry.basis:
            yield f"    basis: {entry.basis}"


def _label_lines(theatre: "Theatre") -> Iterator[str]:
    policy = theatre.label_policy
    order = ", ".join(policy.place_names) or "the first name of an entry"
    yield f"Labels: place names {order}; bodies by {policy.bodies.replace('_', ' ')}"
    for actor_class, word in policy.words:
        yield f"  {actor_class}: {word}"
    for entity in policy.proclaimed:
        unit = f"; a text with this name is about {entity.unit}" if entity.unit else ""
        yield f"  {entity.name} was proclaimed{f' by {entity.by}' if entity.by else ''}: quoted, never the unit{unit}"


def _floor_lines(floors: "Sequence[FloorSetting]") -> Iterator[str]:
    yield "Floors: the defaults" + (", and" if floors else "")
    for one in floors:
        floor = one.floor
        yield (
            f"  {one.category}: {floor.finest} at the finest, a facility as {floor.facility}, groups under "
            f"{floor.min_group} coarser, off the map for {floor.delay_hours} hours"
        )
        if one.loosened_because:
            yield f"    looser than the default, because: {one.loosened_because}"


def _remarks(theatre: "Theatre") -> Iterator[str]:
    """Yield what is not wrong, but leaves questions open."""
    from reportedly.brief.words import LANGUAGES

    for language in sorted(set(LANGUAGES) - {"en"}):
        lacking = [p.name for p in theatre.places if all(name.lang != language for name in p.names)]
        if 0 < len(lacking) < len(theatre.places):
            yield f"without a name in {language}, so printed as they are in its briefs: {', '.join(lacking)}"
    if not any(entry.head for entry in theatre.roles):
        yield "no entry says who the controlling authority is (`class: CA` with a day or an area): nobody is named so"
    bare = [entry.body for entry in theatre.roles if not entry.basis]
    if bare:
        yield f"without a basis: {', '.join(dict.fromkeys(bare))}"
    for frame in theatre.legal_frames:
        if frame.value != "not_applicable" and not frame.authority:
            yield f"the legal frame {frame.value} has no authority: no provisions are shown under it"
    if "provisions" in theatre.show_maps and not theatre.legal_frames:
        yield "show_maps asks for provisions, but there is no legal frame: none are shown"
