"""gazetteer build, import, layers, remove, info, find, show."""

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from reportedly.cli.output import Bar, print_json, print_table
from reportedly.errors import ReportedlyError

if TYPE_CHECKING:
    from reportedly.gazetteer import SqliteGazetteer
    from reportedly.gazetteer.importer import ImportReport
    from reportedly.interfaces import Candidate

app = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help=(
        "The place names: build the base, import larger gazetteers, look a name up.\n\n"
        "`reportedly gazetteer import UA.zip alternateNamesV2.zip --name ukraine` puts GeoNames' own files over the "
        "base as a layer; `reportedly gazetteer find Kherson` looks in all of them."
    ),
)

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress.")]
BaseOnly = Annotated[bool, typer.Option("--base-only", help="Leave imported layers out.")]


class _Steps:
    """Shows the steps of a longer work, each with how much of it is done."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._bar = Bar(quiet=quiet)
        self._step, self._done = "", 0

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self._step:
            self.end()
            self._step, self._done = step, 0
            self._bar.begin(step, total)
        self._bar.step(done - self._done)
        self._done = done

    def end(self) -> None:
        if self._step:
            self._bar.end()
            self._step = ""


@app.command("build")
def build(
    path: Annotated[Path | None, typer.Option("--to", help="Where to write it; left out: the cache folder.")] = None,
    if_missing: Annotated[bool, typer.Option("--if-missing", help="Do nothing if this version is there.")] = False,
    quiet: Quiet = False,
) -> None:
    """Build the base from the installed data packages (20 to 40 seconds); imported layers stay as they are."""
    from reportedly.gazetteer import build as make
    from reportedly.gazetteer import default_path
    from reportedly.gazetteer.build import WORK

    if if_missing and (path or default_path()).is_file():
        return
    steps = _Steps(quiet=quiet)
    made = make(
        path or default_path(),
        progress=lambda _step, done: steps("building the gazetteer, percent", done * 100 // WORK, 100),
    )
    steps.end()
    print(made)


@app.command("import")
def import_files(
    paths: Annotated[
        list[Path],
        typer.Argument(help="Dumps of GeoNames (.txt, .gz or .zip), or one codifier (.xlsx or .csv).", metavar="FILES"),
    ],
    name: Annotated[str | None, typer.Option(help="Name of the layer; left out: that of the first file.")] = None,
    classes: Annotated[
        str, typer.Option(help="Feature classes to take, such as AP for units and settlements; left out: all.")
    ] = "",
    skip_broken: Annotated[
        bool, typer.Option("--skip-broken", help="Leave broken lines out (up to one in twenty) and name them.")
    ] = False,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Import dumps of GeoNames or a codifier as a layer over the base.

    Read are country files and allCountries, alternateNamesV2 and the old alternateNames, admin1CodesASCII,
    admin2Codes, countryInfo and hierarchy, and codifiers in the manner of the Ukrainian KATOTTH. What a file is shows
    in its lines, not in its name. Files that speak of each other go into one command, or the places first.

    All files are looked through first; broken ones are refused and nothing is stored. After a stop the same command
    goes on where it was. A layer of the same name is replaced once the new one is whole.

    Examples:

    `reportedly gazetteer import UA.zip`

    `reportedly gazetteer import allCountries.zip alternateNamesV2.zip --name world --classes AP`

    `reportedly gazetteer import codifier.xlsx --name katotth`
    """
    from dataclasses import asdict

    from reportedly.gazetteer.codifier import is_codifier
    from reportedly.gazetteer.codifier_import import import_codifier
    from reportedly.gazetteer.importer import Settings, import_dumps

    base, steps = _base(), _Steps(quiet=quiet)
    settings = Settings(name, None, classes.upper(), skip_broken)
    codifiers = [path for path in paths if is_codifier(path)]
    try:
        if codifiers and len(paths) > 1:
            raise ReportedlyError(f"{codifiers[0]}: a codifier is a layer of its own; import it by itself, dumps first")
        if codifiers:
            report = import_codifier(paths[0], base=base, settings=settings, progress=steps)
        else:
            report = import_dumps(paths, base=base, settings=settings, progress=steps)
    finally:
        steps.end()
    if as_json:
        print_json(asdict(report))
        return
    _tell(report)


def _base() -> Path:
    """Return the path of the base, built now if it is not there."""
    return _opened(base_only=True).path


def _opened(*, base_only: bool = False) -> "SqliteGazetteer":
    from reportedly.gazetteer import open_default
    from reportedly.gazetteer.build import WORK
    from reportedly.gazetteer.layers import user_layers

    steps = _Steps()
    found = open_default(
        layers=() if base_only else user_layers(),
        progress=lambda _step, done: steps("building the gazetteer (first use only), percent", done * 100 // WORK, 100),
    )
    steps.end()
    return found


def _tell(report: "ImportReport") -> None:
    if report.already:
        print(f"layer {report.layer}: these files are imported already; nothing was done")
    print_table(
        f"layer {report.layer}",
        ["file", "what", "rows read", "stored", "merged", "left out", "repaired"],
        [
            (
                f.path,
                f.kind,
                f"{f.read:,}",
                f"{f.stored:,}",
                f"{f.merged:,}",
                f"{sum(f.refused.values()):,}",
                f"{sum(f.repairs.values()):,}",
            )
            for f in report.files
        ],
    )
    for file in report.files:
        for reason, count in file.refused.items():
            print(f"{file.path}: left out {count:,} {reason}{_lines(file.broken.get(reason, []))}")
        for repair, count in file.repairs.items():
            print(f"{file.path}: {repair}, {count:,} times")
    if report.classes:
        print_table(None, ["class", "places"], [(key, f"{count:,}") for key, count in report.classes.items()])
    units = {code.removeprefix("A."): count for code, count in report.codes.items() if code.startswith("A.ADM")}
    if units:
        print("units: " + ", ".join(f"{code} {count:,}" for code, count in sorted(units.items())))
    for note in report.notes:
        print(note)
    past = f", {report.historical:,} of them of the past" if report.historical else ""
    print(f"{report.places:,} places{past}, {report.names:,} names: {report.path}")


def _lines(numbers: list[int]) -> str:
    if not numbers:
        return ""
    more = f" and {len(numbers) - 12:,} more" if len(numbers) > 12 else ""
    return f" (lines {', '.join(f'{n:,}' for n in numbers[:12])}{more})"


@app.command("layers")
def list_layers(as_json: AsJson = False) -> None:
    """List the imported layers in the order in which they lie over the base."""
    from dataclasses import asdict

    from reportedly.gazetteer.layers import describe, outdated, unfinished, user_folder, user_layers

    found = [describe(path)[0] for path in user_layers()]
    begun, old = unfinished(), [str(path) for path in outdated()]
    if as_json:
        print_json({"layers": [asdict(layer) for layer in found], "unfinished": begun, "unusable": old})
        return
    if not (found or begun or old):
        print(f"no layers in {user_folder()}; add one with `reportedly gazetteer import FILE`")
        return
    print_table(
        None,
        ["layer", "made of", "version", "places", "imported", "credit"],
        [(x.name, x.title, x.version[:40], f"{x.rows:,}", x.imported_at, f"{x.credit} ({x.licence})") for x in found],
    )
    for name in begun:
        print(f"{name}: not finished; the same import again goes on, `reportedly gazetteer remove {name}` drops it")
    for path in old:
        print(f"{path}: of another version or damaged; import it anew or remove it")


@app.command("remove")
def remove_layer(name: Annotated[str, typer.Argument(help="Name of a layer or of an unfinished import.")]) -> None:
    """Remove an imported layer; the base stays as it is."""
    from reportedly.gazetteer.layers import remove

    print(f"removed {remove(name)}")


@app.command("info")
def show_info(as_json: AsJson = False) -> None:
    """Say what the gazetteer holds, layer by layer, its version, and whom to credit."""
    from dataclasses import asdict

    from reportedly.gazetteer import info
    from reportedly.gazetteer.layers import describe, user_layers

    with_layers = _opened()
    facts, credit, base_layers = info(with_layers.path), with_layers.credit(), with_layers.layers()
    with_layers.close()
    imported = {layer.name: classes for layer, _, classes in map(describe, user_layers())}
    if as_json:
        told = [asdict(layer) | {"classes": imported.get(layer.name, {})} for layer in base_layers]
        print_json(facts | {"credit": credit, "layers": told})
        return
    print(f"base: {with_layers.path}")
    for key, value in facts.items():
        if key not in ("credit", "capitals"):
            print(f"{key}: {value}")
    print_table(
        "layers",
        ["layer", "what", "version", "places", "licence", "credit"],
        [(x.name, x.title, x.version[:40], f"{x.rows:,}", x.licence, x.credit) for x in base_layers],
    )
    for name, classes in imported.items():
        counts = ", ".join(f"{key} {count:,}" for key, count in classes.items() if key)
        if counts:
            print(f"{name}: places by feature class: {counts}")
        if classes.get(""):
            rest = "rows without a class: names, codes and parents, mostly of places that others have"
            print(f"{name}: {classes['']:,} {rest}")
    print(f"Credit: {credit}")


@app.command("find")
def find(
    name: Annotated[str, typer.Argument(help="A printed place name, in any script.")],
    limit: Annotated[int, typer.Option(help="How many candidates.")] = 10,
    date: Annotated[
        str, typer.Option(help="Day, month or year (ISO): leave out names and places that did not hold then.")
    ] = "",
    base_only: BaseOnly = False,
    as_json: AsJson = False,
) -> None:
    """List the places that a printed name may stand for, likeliest first.

    Examples: `reportedly gazetteer find Kherson` · `reportedly gazetteer find "Херсонська область" --limit 3` ·
    `reportedly gazetteer find Artemivsk --date 2018`
    """
    places = _opened(base_only=base_only)
    found = places.find(name, limit=_MOST if date else limit)
    if date:
        found = [c for c in found if _held(places, c, _day(date))][:limit]
    if as_json:
        print_json([_plain(places, c) for c in found])
        return
    if not found:
        when = f" on {date}" if date else ""
        raise ReportedlyError(
            f"no place is called {name!r} in the gazetteer{when}; a dump of its country may have it: `gazetteer import`"
        )
    print_table(
        None,
        ["entry", "name", "kind", "country", "lat", "lon", "population", "matched", "language", "status", "match"],
        [
            (
                c.id,
                c.name,
                f"{c.kind}, of the past" if c.historical else c.kind,
                c.country,
                f"{c.lat:.3f}",
                f"{c.lon:.3f}",
                str(c.population),
                *_matched(places, c),
                c.match,
            )
            for c in found
        ],
    )
    print(f"Credit: {places.credit()}")


_MOST = 200
"""Candidates that are looked through for those of a day."""


def _day(given: str) -> str:
    if not re.fullmatch(r"\d{4}(?:-\d{2}(?:-\d{2})?)?", given):
        raise typer.BadParameter(f"{given!r} is no day, month or year; write it as 2018, 2018-05 or 2018-05-12")
    return given


def _held(places: "SqliteGazetteer", found: "Candidate", date: str) -> bool:
    """Say whether a place was there and had the matched name on a day; what has no dates always did."""
    from reportedly.gazetteer.entries import within

    entry = places.entry(found.id)
    if entry is not None and not within(date, entry.valid_from, entry.valid_to):
        return False
    dated = [n for n in places.matched_names(found) if n.valid_from or n.valid_to]
    return not dated or any(within(date, name.valid_from, name.valid_to) for name in dated)


def _matched(places: "SqliteGazetteer", found: "Candidate") -> tuple[str, str, str]:
    name = places.matched(found)
    return (name.form, name.lang, name.status) if name else (found.matched, "", "")


def _plain(places: "SqliteGazetteer", found: "Candidate") -> dict[str, Any]:
    from dataclasses import asdict

    name = places.matched(found)
    return asdict(found) | {"matched_name": asdict(name) if name else None}


@app.command("show")
def show(
    place: Annotated[str, typer.Argument(help="Id of a place (geonames:706448), its number, or a code (UA.08).")],
    base_only: BaseOnly = False,
    as_json: AsJson = False,
) -> None:
    """Show one entry: its names with their languages, what holds it, who claims it, and whom to credit.

    Examples: `reportedly gazetteer show geonames:706448` · `reportedly gazetteer show UA65000000000030969 --json`
    """
    from dataclasses import asdict

    places = _opened(base_only=base_only)
    place_id = _id(places, place)
    found, entry = places.get(place_id), places.entry(place_id)
    if found is None or entry is None:
        raise ReportedlyError(f"the gazetteer has no place with the id {place!r}; `gazetteer find NAME` lists ids")
    chain = [c for c in map(places.get, places.chain(place_id)) if c is not None]
    names, statements, codes = places.names(place_id), places.sovereignty(place_id), places.codes(place_id)
    shape, claimed = places.shape(place_id), places.get(places.claimed_unit(place_id) or "")
    if as_json:
        more: dict[str, Any] = {"valid_from": entry.valid_from, "valid_to": entry.valid_to, "credit": places.credit()}
        more |= {"names": [asdict(n) for n in names], "codes": codes}
        more |= {"within": [{"id": c.id, "name": c.name, "kind": c.kind} for c in chain]}
        more |= {"claims": claimed.id if claimed else None}
        more |= {"sovereignty": [asdict(s) for s in statements], "shape": asdict(shape) if shape else None}
        print_json(asdict(found) | more)
        return
    _heading(found, entry.valid_from, entry.valid_to)
    for label, told in (
        ("claims", f"{claimed.name} ({claimed.kind}, {claimed.id}); it is not that unit" if claimed else ""),
        ("within", " < ".join(f"{c.name} ({c.kind}, {c.id})" for c in chain)),
        ("codes", ", ".join(f"{scheme} {code}" for scheme, code in codes)),
        ("shape", f"{shape.kind} of {shape.members} settlements, from {shape.source}" if shape else _guessed(found)),
    ):
        if told:
            print(f"{label}: {told}")
    for s in statements:
        party = places.get(s.party)
        print(f"{s.kind}: {party.name if party else s.party}{_dates(s.valid_from, s.valid_to)}: {s.basis}")
    print_table(
        None,
        ["name", "language", "script", "status", "from", "to", "layer"],
        [(n.form, n.lang, n.script, n.status, n.valid_from, n.valid_to, n.layer) for n in names],
    )
    print(f"Credit: {places.credit()}")


def _guessed(found: "Candidate") -> str:
    """Say that the radius of a unit without a shape is an estimate; nothing for what is no unit."""
    whole = {"adm1": "the country", "adm2": "the first-order unit"}.get(found.kind)
    return f"none known; the radius is an estimate, at least that of a fair share of {whole}" if whole else ""


def _id(places: "SqliteGazetteer", given: str) -> str:
    """Return the id for what was typed: an id, the number of one, or a code that one place alone has."""
    tried: Iterable[str] = (given, f"geonames:{given}")
    known = next((place for place in tried if places.get(place) is not None), None)
    if known is not None:
        return known
    found = places.by_code(given)
    if len(found) > 1:
        raise ReportedlyError(f"{given} is the code of {len(found)} places: {', '.join(found[:8])}; show one of them")
    return found[0] if found else given


def _heading(found: "Candidate", since: str, until: str) -> None:
    feature = f", {found.feature_class}.{found.feature_code}" if found.feature_code else ""
    past = ", of the past" if found.historical else ""
    print(f"{found.name} ({found.id}): {found.kind}{feature}{past}{_dates(since, until)}, layer {found.layer}")
    codes = ".".join(filter(None, (found.country, found.admin1, found.admin2, found.admin3, found.admin4)))
    people = f", {found.population:,} people" if found.population else ""
    print(f"{found.lat:.5f}, {found.lon:.5f}, within {found.radius_km} km; coded {codes or 'nowhere'}{people}")


def _dates(since: str, until: str) -> str:
    return f" ({since or '?'} to {until})" if until else f" (since {since})" if since else ""
