"""From files to days of a series: everything is read and checked before anything is kept."""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from reportedly.control.cover import box_around
from reportedly.control.degrees import Axes, Box, Reading, in_degrees
from reportedly.control.geojson import Parsed, parse
from reportedly.control.rings import Workshop
from reportedly.control.series import SUFFIX, DayContent, Series, check_name, keep, merged, series_name, series_paths
from reportedly.control.sphere import area_km2
from reportedly.control.table import Columns, Table, check_lie, parse_table
from reportedly.control.zones import Wording, Zones, check_wording, state_of, zones_of
from reportedly.errors import InvalidControl
from reportedly.records import ControlDay, ControlLayer, Repair
from reportedly.records.control import ControlForm, ControlRole, ControlState

_NAMED = 8
"""Unknown ids that a message names."""

_LISTED = 3
"""Features that a message names before it only counts them."""

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "a ZIP archive; unpack it and import the GeoJSON or CSV file in it"),
    (b"\x1f\x8b", "packed with gzip; unpack it first (gunzip)"),
    (b"\x00\x00\x27\x0a", "a shapefile; convert it with `ogr2ogr -t_srs EPSG:4326 out.geojson in.shp`"),
    (b"SQLite format 3\x00", "a GeoPackage or other database; convert it with `ogr2ogr out.geojson in.gpkg`"),
    (b"PAR1", "a Parquet file; convert it with `ogr2ogr out.geojson in.parquet`, or to CSV"),
    (b"<", "XML or HTML (KML, GML, an error page?); a GeoJSON or CSV file is needed"),
)


@dataclass(frozen=True, slots=True)
class Source:
    """A file to import: its name, its bytes, and the day that it shows (None: the table has a column of dates)."""

    name: str
    data: bytes
    day: str | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """What the user says of a layer; None is "as the series has it", in a new series the usual value."""

    provider: str | None = None
    licence: str | None = None
    series: str | None = None
    role: ControlRole | None = None
    entity: str | None = None
    credit: str | None = None
    accuracy_km: float | None = None
    valid_days: int | None = None
    countries: tuple[str, ...] | None = None
    cover: BaseGeometry | None = None
    covers: str | None = None
    states: Mapping[str, ControlState] = field(default_factory=dict)
    states_in: str | None = None
    all_in: bool = False
    crs: str | None = None
    axes: Axes = "lonlat"
    polygons_only: bool = False
    allow_empty: bool = False
    columns: Columns = field(default_factory=Columns)
    locate: Callable[[str], tuple[float, float] | None] | None = None
    """The point (latitude, longitude) of a gazetteer id: for the rows of a table that have only that."""
    expected: Box | None = None
    """Where the theatre lies: only used to notice axes that are the wrong way round."""
    expected_by: str = "the places of the theatre"


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: the series, the days it kept, and those it had already from the same bytes."""

    layer: ControlLayer
    kept: tuple[ControlDay, ...]
    known: tuple[ControlDay, ...] = ()


def import_layers(
    folder: Path, sources: Iterable[Source], settings: Settings, *, now: str, replacing: bool = False
) -> Imported:
    """Keep the days of some files in a series of a control folder: all of them, or none.

    `now` is the time in UTC. Raises InvalidControl with the file, the place in it and what to do.
    """
    files = list(sources)
    if not files:
        raise InvalidControl("no file to import")
    forms = {_form(file) for file in files}
    if len(forms) > 1:
        raise InvalidControl("GeoJSON and tables are not imported into one series; import them one after the other")
    name = _series(folder, settings)
    path = folder / f"{name}{SUFFIX}"
    held = _held(path)
    layer = _layer(name, forms.pop(), settings, held)
    cover = settings.cover if held is None else held.cover
    reading = _reading(settings, held, cover)
    contents = [day for file in files for day in _read(file, layer, settings, reading, now=now)]
    _check_once(contents)
    kept = set(keep(path, layer, cover, contents, replacing=replacing))
    return Imported(
        layer,
        tuple(c.record for c in contents if c.record.day in kept),
        tuple(c.record for c in contents if c.record.day not in kept),
    )


@dataclass(frozen=True, slots=True)
class _Held:
    layer: ControlLayer
    cover: BaseGeometry | None
    bounds: tuple[Box, ...]


def _held(path: Path) -> _Held | None:
    if path not in series_paths(path.parent):
        return None
    with Series(path) as series:
        return _Held(series.layer, series.cover(), tuple(d.bounds for d in series.days() if d.bounds))


def _form(source: Source) -> ControlForm:
    head = source.data[:16]
    for magic, found in _FOREIGN:
        if head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(magic) or head.startswith(magic):
            raise InvalidControl(f"{source.name}: this is {found}")
    opening = source.data[:4096].decode("utf-8-sig", errors="replace").lstrip()[:1]
    return "polygons" if opening in ("{", "[", "") else "table"


def _series(folder: Path, settings: Settings) -> str:
    if settings.series is not None:
        return check_name(settings.series)
    if settings.provider is not None:
        return check_name(series_name(settings.provider))
    there = [path.stem for path in series_paths(folder)]
    if len(there) == 1:
        return there[0]
    raise InvalidControl(
        "say whose layer it is with --provider and --licence"
        + (f", or which series it goes on with --series: {', '.join(there)}" if there else "")
    )


def _layer(name: str, form: ControlForm, settings: Settings, held: _Held | None) -> ControlLayer:
    """Return the settings of the series with what the user says; they must not differ from what it has."""
    if held is None and (not settings.provider or not settings.licence):
        raise InvalidControl(
            f"a new series ({name}) needs --provider and --licence: whose layer it is, and under which terms it may be "
            "used. Without a licence that allows it, do not import it"
        )
    usual = held.layer if held else ControlLayer(name, settings.provider or "", settings.licence or "", form)

    def said(field_name: str) -> object:
        value = getattr(settings, field_name)
        return getattr(usual, field_name) if value is None else value

    layer = ControlLayer(
        series=name,
        form=form,
        states=tuple({**dict(usual.states), **settings.states}.items()),
        covers=usual.covers if settings.covers is None else settings.covers,
        **{n: said(n) for n in _SAID},  # type: ignore[arg-type]
    )
    return merged(held.layer, layer) if held else layer


_SAID = ("provider", "licence", "role", "entity", "credit", "accuracy_km", "valid_days", "countries", "states_in")


def _reading(settings: Settings, held: _Held | None, cover: BaseGeometry | None) -> Reading:
    if cover is not None:
        return Reading(settings.crs, settings.axes, box_around(cover), "the ground that the series covers")
    if held is not None and held.bounds:
        west, south, east, north = zip(*held.bounds, strict=True)
        box = min(west), min(south), max(east), max(north)
        return Reading(settings.crs, settings.axes, box, "the other days of the series")
    return Reading(settings.crs, settings.axes, settings.expected, settings.expected_by, firm=False)


def _read(source: Source, layer: ControlLayer, settings: Settings, reading: Reading, *, now: str) -> list[DayContent]:
    if layer.form == "table":
        return _table_days(source, layer, settings, reading, now=now)
    day = _checked_day(source)
    repairs: list[Repair] = []
    zones = _zones(source, layer, settings, reading, repairs)
    held = zones.shape("in")
    if day > now[:10]:
        repairs.append(Repair("note", source.name, f"{day} lies after the day of import"))
    record = ControlDay(
        series=layer.series,
        day=day,
        source=source.name.rsplit("/", 1)[-1],
        source_sha256=hashlib.sha256(source.data).hexdigest(),
        imported_at=now,
        areas=sum(len(zone.shape.geoms) for zone in zones.zones),
        corners=sum(int(shapely.get_num_coordinates(zone.shape)) for zone in zones.zones),
        area_km2=round(area_km2(held), 3),
        bounds=_bounds(zones),
        repairs=tuple(repairs),
    )
    return [DayContent(record, zones)]


def _checked_day(source: Source) -> str:
    if source.day is None:
        raise InvalidControl(f"{source.name}: say which day the layer shows with --date; its properties are not asked")
    try:
        if date.fromisoformat(source.day).isoformat() == source.day:
            return source.day
    except ValueError:
        pass
    raise InvalidControl(f"{source.name}: {source.day!r} is no day; give it as 2031-04-19")


def _bounds(zones: Zones) -> Box | None:
    shape = zones.shape("in", "contested", "out", "no_data")
    if shape.is_empty:
        return None
    west, south, east, north = box_around(shape)
    turn = -360.0 * ((west + 180.0) // 360.0)
    return round(west + turn, 6), round(south, 6), round(east + turn, 6), round(north, 6)


def _zones(source: Source, layer: ControlLayer, settings: Settings, reading: Reading, repairs: list[Repair]) -> Zones:
    found = parse(source.data, source.name)
    _check_whole(found, source.name, settings)
    surfaces = in_degrees(found, source.name, reading)
    wording = Wording(layer.states_in, dict(layer.states), settings.all_in)
    if wording.word_in is None and layer.states:
        raise InvalidControl(
            f"{source.name}: series {layer.series!r} tells states by words; say which property has them with "
            "--states-in"
        )
    check_wording([s.properties for s in surfaces], wording, source.name)
    shop = Workshop(source.name)
    shapes = []
    for surface in surfaces:
        state, word = state_of(surface.properties, wording, surface.where)
        shape = shop.polygon(surface)
        if not shape.is_empty:
            shapes.append((state, word, shape))
    repairs += [*found.repairs, *shop.summary()]
    if not shapes and not settings.allow_empty:
        raise InvalidControl(
            f"{source.name}: no polygon with an area; if it is to say that nothing is held on that day, import it with "
            "--empty"
        )
    if not shapes:
        repairs.append(Repair("note", source.name, "no polygon: nothing is held on that day, as was said"))
    return zones_of(shapes, source.name, repairs)


def _check_whole(found: Parsed, name: str, settings: Settings) -> None:
    """Refuse a file of which a part could not be used, unless that was asked for."""
    for places, what in ((found.empty, "without a geometry"), (found.other, "with points or lines in place of areas")):
        if not places:
            continue
        some = ", ".join(places[:_LISTED]) + (" …" if len(places) > _LISTED else "")
        if settings.polygons_only or (settings.allow_empty and not found.surfaces and places is found.empty):
            found.repairs.append(Repair("left_out", name, f"{len(places)} features {what} left out: {some}"))
            continue
        if not found.surfaces and not found.other:
            return  # nothing at all: told as such
        raise InvalidControl(
            f"{name}: {len(places)} of its features are {what} ({some}); a layer is imported whole or not at all. If "
            "they are to be left out, import it with --polygons-only"
        )


def _table_days(
    source: Source, layer: ControlLayer, settings: Settings, reading: Reading, *, now: str
) -> list[DayContent]:
    day = _checked_day(source) if source.day is not None else None
    columns = replace(settings.columns, state=layer.states_in)
    table = parse_table(source.data, source.name, states=dict(layer.states), day=day, columns=columns)
    repairs = _placed(table, source.name, settings)
    if table.doubled:
        lines = ", ".join(map(str, table.doubled[:_NAMED])) + (" …" if len(table.doubled) > _NAMED else "")
        said = f"{len(table.doubled)} rows say again what a row above says (lines {lines}): counted once"
        repairs.append(Repair("left_out", source.name, said))
    check_lie(table, source.name, reading)
    sha256 = hashlib.sha256(source.data).hexdigest()
    days = []
    for on, rows in sorted(table.days.items()):
        points = [(r.lon, r.lat) for r in rows if r.lon is not None and r.lat is not None]
        xs, ys = zip(*points, strict=True) if points else ((), ())
        record = ControlDay(
            series=layer.series,
            day=on,
            source=source.name.rsplit("/", 1)[-1],
            source_sha256=sha256,
            imported_at=now,
            settlements=len({(r.place, r.lat, r.lon) for r in rows}),
            bounds=(min(xs), min(ys), max(xs), max(ys)) if points else None,
            repairs=tuple(repairs),
        )
        days.append(DayContent(record, rows=tuple(rows)))
    return days


def _placed(table: Table, name: str, settings: Settings) -> list[Repair]:
    """Give rows that have only an id the point of their place, as far as the gazetteer knows it."""
    if settings.locate is None:
        return []
    points: dict[str, tuple[float, float] | None] = {}
    for rows in table.days.values():
        for at, row in enumerate(rows):
            if row.place is None or row.lat is not None:
                continue
            if row.place not in points:
                points[row.place] = settings.locate(row.place)
            found = points[row.place]
            if found is not None:
                rows[at] = replace(row, lat=found[0], lon=found[1])
    unknown = [place for place, point in points.items() if point is None]
    if not unknown:
        return []
    shown = ", ".join(unknown[:_NAMED]) + (" …" if len(unknown) > _NAMED else "")
    if len(unknown) == len(points) > 0:
        raise InvalidControl(
            f"{name}: none of its {len(points)} ids is in the gazetteer ({shown}); ids are such as geonames:706448: "
            "say what goes before each with --id-prefix, name the column with --id-column, or import the gazetteer "
            "that has them first"
        )
    said = (
        f"{len(unknown)} of {len(points)} ids are not in the gazetteer ({shown}); they are answered under their id, "
        "without distances"
    )
    return [Repair("note", name, said)]


def _check_once(contents: list[DayContent]) -> None:
    seen: dict[str, str] = {}
    for content in contents:
        other = seen.setdefault(content.record.day, content.record.source)
        if other != content.record.source:
            raise InvalidControl(
                f"{content.record.source} and {other} both show {content.record.day}; a series has one layer a day"
            )


def expected_box(points: Iterable[tuple[float, float]]) -> Box | None:
    """Return the box around points (longitude, latitude), None without any."""
    found = list(points)
    if not found:
        return None
    xs, ys = zip(*found, strict=True)
    return min(xs), min(ys), max(xs), max(ys)
