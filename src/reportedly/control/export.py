"""A day of a series as GeoJSON for a map, with whom to credit."""

from collections.abc import Callable, Sequence
from typing import Any

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from reportedly.control.rings import polygons_of
from reportedly.control.series import Series
from reportedly.control.table import Row
from reportedly.errors import InvalidControl
from reportedly.records import ControlAssertion, ControlComparison, ControlDay, ControlLayer, to_plain

_KINDS = {"in": "control", "contested": "contested", "out": "control_out", "no_data": "control_unknown"}
_GRID = 1e-6


def day_geojson(series: Series, day: str) -> dict[str, Any]:
    """Return the areas of a day, or its settlements as points, as a FeatureCollection (RFC 7946).

    Every feature and the collection itself carry the credit. Degrees have six decimals; polygons are counter-clockwise
    and cut at the antimeridian. Raises InvalidControl if the series does not have the day.
    """
    record = next((d for d in series.days() if d.day == day), None)
    if record is None:
        raise InvalidControl(f"series {series.layer.series!r} has no {day}; `reportedly control show` lists its days")
    layer = series.layer
    if layer.form == "polygons":
        features = [
            _feature(mapping(_written(zone.shape)), layer, record, kind=_KINDS[zone.state], word=", ".join(zone.words))
            for zone in series.zones(day).zones
        ]
    else:
        features = [_point(row, layer, record) for row in series.rows(day) if row.lat is not None]
    return {
        "type": "FeatureCollection",
        "name": f"{layer.series} {day}",
        "credit": layer.credited,
        "licence": layer.licence,
        "features": features,
    }


def _point(row: Row, layer: ControlLayer, record: ControlDay) -> dict[str, Any]:
    geometry = {"type": "Point", "coordinates": [row.lon, row.lat]}
    made = _feature(geometry, layer, record, kind=_KINDS[row.state], word=row.word)
    made["properties"] |= {"place": row.place, "name": row.name}
    return made


def _feature(geometry: Any, layer: ControlLayer, record: ControlDay, *, kind: str, word: str) -> dict[str, Any]:
    return {
        "type": "Feature",
        "properties": {
            "kind": kind,
            "word": word or None,
            "day": record.day,
            "series": layer.series,
            "provider": layer.provider,
            "licence": layer.licence,
            "credit": layer.credited,
            "role": layer.role,
            "entity": layer.entity,
            "source_sha256": record.source_sha256,
        },
        "geometry": geometry,
    }


def _written(shape: BaseGeometry) -> BaseGeometry:
    """Return polygons between -180 and 180 degrees, counter-clockwise, rounded to about a decimetre."""
    parts: list[BaseGeometry] = []
    for turn in (-360.0, 0.0, 360.0):
        window = shapely.box(-180 + turn, -90, 180 + turn, 90)
        for part in polygons_of(shape):
            if part.intersects(window):
                inside = part if window.covers(part) else part.intersection(window)
                parts += polygons_of(shapely.transform(inside, lambda p, by=turn: p - [by, 0.0]))
    whole = shapely.MultiPolygon(parts)
    return shapely.orient_polygons(shapely.set_precision(whole, _GRID))


def said_line(
    assertion: ControlAssertion, compared: Sequence[ControlComparison], masked: Callable[[str], str]
) -> dict[str, Any]:
    """Return a statement of control with what the layers show, as plain values; `masked` withholds private names."""
    line: dict[str, Any] = to_plain(assertion)
    line["chain"] = [masked(part) for part in assertion.chain]
    holder = assertion.controller
    line["controller"] |= {"entity": masked(holder.entity) if holder.entity else None, "reason": masked(holder.reason)}
    line["layers"] = [
        {
            "series": c.series,
            "verdict": c.verdict,
            "reason": masked(c.reason),
            "answers": to_plain(c.answers),
            "shares": to_plain(c.shares),
        }
        for c in compared
    ]
    return line
