"""Draws the map as SVG; colours come from the page's tokens, so that dark mode and print follow."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import escape

from reportedly.brief.geometry import HEIGHT, WIDTH, View, bearing, clipped, countries, thinned, to_edge
from reportedly.brief.model import Arc, Pin
from reportedly.brief.words import Words
from reportedly.records.geo import Point, centre_of

_POINTS = frozenset({"settlement", "facility"})
_RADIUS = 12.0
NEAR_KM = 10.0
"""A smaller radius is the size of the town itself and gets no ring."""
_CHAR = 9.4
"""Pixels that one letter of a label takes, about; labels are placed by this estimate."""


@dataclass
class _Sheet:
    """The drawing as it grows, with the boxes that labels must keep clear of."""

    parts: list[str] = field(default_factory=list)
    taken: list[tuple[float, float, float, float]] = field(default_factory=list)

    def add(self, *parts: str) -> None:
        self.parts.extend(parts)

    def free(self, box: tuple[float, float, float, float]) -> bool:
        inside = box[0] >= 4 and box[1] >= 4 and box[2] <= WIDTH - 4 and box[3] <= HEIGHT - 4
        return inside and not any(
            box[0] < t[2] and t[0] < box[2] and box[1] < t[3] and t[1] < box[3] for t in self.taken
        )


def draw(
    view: View,
    pins: Sequence[Pin],
    arcs: Sequence[Arc],
    words: Words,
    *,
    shapes: Sequence[dict[str, Any]],
    held: Sequence[Mapping[str, Any]] = (),
) -> str:
    """Return the SVG element: land, units, areas of a control layer, shapes, arcs, places, labels, scale."""
    sheet = _Sheet()
    land = _land(view)
    background = "var(--water)" if land else "var(--land-out)"
    sheet.add(f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" style="fill:{background}"/>', *land)
    sheet.add(*(_shape(f, view) for f in sorted(shapes, key=_depth) if _depth(f) < _UNITS))
    sheet.add(*(held_ground(f, view) for f in held))
    sheet.add(*(_shape(f, view) for f in sorted(shapes, key=_depth) if _depth(f) >= _UNITS))
    points = [p for p in pins if p.precision in _POINTS]
    for pin in points:
        x, y = view.xy(pin.lon, pin.lat)
        sheet.taken.append((x - _RADIUS, y - _RADIUS, x + _RADIUS, y + _RADIUS))
    _regions(sheet, view, [p for p in pins if p.precision not in _POINTS], shapes, words)
    _arcs(sheet, view, arcs, words, named=frozenset(p.name for p in points))
    for pin in points:
        _disc(sheet, view, pin, words)
    for pin in points:
        _label(sheet, pin.name, view.xy(pin.lon, pin.lat))
    _scale(sheet, view, words)
    described = ", ".join(words("map.counted", place=p.name, events=words.counted(p.count, "event")) for p in pins)
    return (
        f'<svg class="map" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}" role="img" aria-labelledby="map-title map-desc">'
        f'<title id="map-title">{escape(words("map.svg_title"))}</title>'
        f'<desc id="map-desc">{escape(described)}</desc>' + "".join(sheet.parts) + "</svg>"
    )


def _extent(points: Sequence[Point]) -> float:
    xs, ys = [p[0] for p in points], [p[1] for p in points]
    return max(max(xs) - min(xs), max(ys) - min(ys))


def _path(points: Sequence[Point], *, closed: bool, least: float = 0.8) -> str:
    thin = thinned(points, least=least)
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in thin) + ("Z" if closed else "")


def _land(view: View) -> list[str]:
    found = []
    for rings in countries(view):
        drawn = [[view.xy(*p) for p in ring] for ring in rings]
        path = "".join(_path(ring, closed=True, least=1.4) for ring in drawn if _extent(ring) >= 3)
        if not path:
            continue
        style = 'style="fill:var(--land-out);stroke:var(--border)" stroke-width="1" fill-rule="evenodd"'
        found.append(f'<path d="{path}" {style}/>')
    return found


def _depth(feature: dict[str, Any]) -> int:
    kind = feature["properties"].get("kind", "")
    order = ("adm1", "adm2", "adm3", "contested", "lake", "water", "river", "border", "line_of_control")
    return order.index(kind) if kind in order else 2


_UNITS = 3
"""Depth from which shapes are drawn over the areas of a control layer; the grounds of units lie under them."""

_HELD_STYLES = {
    "control": "fill:var(--ink-2);fill-opacity:.13;stroke:var(--ink-2)",
    "contested": "fill:url(#hx);fill-opacity:.9;stroke:var(--ink-2)",
}
"""By the kind of the feature; areas that are free or not known are not drawn."""


def held_ground(feature: Mapping[str, Any], view: View) -> str:
    """Return an area of a control layer as a pale ground with a dotted edge; "" where none is to be drawn here."""
    style = _HELD_STYLES.get(feature["properties"].get("kind", ""))
    path = _areas(feature["geometry"], view) if style else ""
    edge = 'stroke-width="1.4" stroke-dasharray="1.5 4" stroke-linecap="round"'
    return f'<path class="hold" d="{path}" style="{style}" {edge} fill-rule="evenodd"/>' if path else ""


def _areas(geometry: Mapping[str, Any], view: View) -> str:
    """Return the rings of polygons as a path, cut to the window; "" for other geometries."""
    if geometry["type"] not in ("Polygon", "MultiPolygon"):
        return ""
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    cut = [clipped([(p[0], p[1]) for p in ring], view) for polygon in polygons for ring in polygon]
    return "".join(_path([view.xy(*p) for p in ring], closed=True) for ring in cut if len(ring) > 2)


_AREA_STYLES = {
    "lake": "fill:var(--water);stroke:var(--water-ink)",
    "water": "fill:var(--water);stroke:var(--water-ink)",
    "contested": "fill:url(#hx);stroke:var(--contested)",
}
_LINE_STYLES = {
    "river": ("stroke:var(--water-ink)", 'stroke-width="2"'),
    "border": ("stroke:var(--border)", 'stroke-width="2.2" stroke-dasharray="10 3 2 3"'),
    "line_of_control": ("stroke:var(--ink-2)", 'stroke-width="2.2" stroke-dasharray="7 5"'),
    "contact_line": ("stroke:var(--ink-2)", 'stroke-width="2.2" stroke-dasharray="7 5"'),
}


def _shape(feature: dict[str, Any], view: View) -> str:
    geometry, kind = feature["geometry"], feature["properties"].get("kind", "")
    coordinates = geometry["coordinates"]
    if geometry["type"] in ("Polygon", "MultiPolygon"):
        path = _areas(geometry, view)
        style = _AREA_STYLES.get(kind, "fill:var(--land);stroke:var(--border)")
        return f'<path d="{path}" style="{style}" stroke-width="1" fill-rule="evenodd"/>' if path else ""
    if geometry["type"] in ("LineString", "MultiLineString"):
        lines = [coordinates] if geometry["type"] == "LineString" else coordinates
        path = "".join(_path([view.xy(p[0], p[1]) for p in line], closed=False) for line in lines)
        style, width = _LINE_STYLES.get(kind, ("stroke:var(--border)", 'stroke-width="1.2"'))
        return f'<path d="{path}" fill="none" style="{style}" {width} stroke-linejoin="round"/>'
    return ""


def _regions(sheet: _Sheet, view: View, pins: Sequence[Pin], shapes: Sequence[dict[str, Any]], words: Words) -> None:
    """Draw units and told areas as hatched grounds: along their outline where the shapes have it, else their ring."""
    outlines = {f["properties"].get("id"): f for f in shapes}
    for pin in sorted(pins, key=lambda p: -(p.radius_km or 0.0)):
        ground = _ground(outlines.get(pin.shape) if pin.shape else None, pin, view)
        if not ground:
            continue
        edge = 'style="fill:url(#hu);stroke:var(--ink)" stroke-width="1.6"'
        dashed = 'style="fill:url(#hu);stroke:var(--ink-2)" stroke-width="1.8" stroke-dasharray="6 4"'
        title = escape(_told(pin, words))
        path = "".join(_path([view.xy(*p) for p in ring], closed=True) for ring in ground)
        sheet.add(f'<path d="{path}" {edge if pin.told else dashed} fill-rule="evenodd"><title>{title}</title></path>')
        at = view.xy(
            *(centre_of([*ground[0], ground[0][0]]) if not view.holds(pin.lon, pin.lat) else (pin.lon, pin.lat))
        )
        if pin.key:
            _label(sheet, pin.key, at, gap=-8)
        else:
            _label(sheet, f"{pin.name} ({pin.count})", at, kind="ital", gap=0)


def _ground(feature: dict[str, Any] | None, pin: Pin, view: View) -> list[list[Point]]:
    """Return the rings of a region, cut to the window."""
    rings = [list(ring) for ring in pin.rings]
    if feature is not None and feature["geometry"]["type"] in ("Polygon", "MultiPolygon"):
        coordinates = feature["geometry"]["coordinates"]
        polygons = [coordinates] if feature["geometry"]["type"] == "Polygon" else coordinates
        rings = [[(p[0], p[1]) for p in ring] for polygon in polygons for ring in polygon]
    cut = [clipped(ring, view) for ring in rings]
    return [ring for ring in cut if len(ring) > 2]


def _arcs(sheet: _Sheet, view: View, arcs: Sequence[Arc], words: Words, *, named: frozenset[str]) -> None:
    labelled = set(named)
    for arc in arcs:
        end = view.xy(*arc.end)
        start = view.xy(*arc.start)
        inside = view.holds(*arc.start)
        at = start if inside else to_edge(end, start)
        bend = (at[0] + end[0]) / 2 + (end[1] - at[1]) * 0.18, (at[1] + end[1]) / 2 - (end[0] - at[0]) * 0.18
        length = math.dist(bend, end) or 1.0
        tip = end[0] + (bend[0] - end[0]) / length * _RADIUS, end[1] + (bend[1] - end[1]) / length * _RADIUS
        sheet.add(
            f'<path d="M{at[0]:.1f} {at[1]:.1f}Q{bend[0]:.1f} {bend[1]:.1f} {tip[0]:.1f} {tip[1]:.1f}" fill="none" '
            'style="stroke:var(--ink-2)" stroke-width="1.4"/>',
            f'<path d="{_head(bend, tip)}" style="fill:var(--ink-2)"/>',
            f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="3.5" style="fill:var(--paper);stroke:var(--ink-2)" '
            'stroke-width="1.4"/>',
        )
        if arc.origin in labelled:
            continue
        labelled.add(arc.origin)
        far = words(
            "map.far_origin", place=arc.origin, km=_rounded(arc.km, words),
            bearing=words(f"compass.{bearing(arc.end, arc.start)}"),
        )  # fmt: skip
        text = arc.origin if inside else far
        _label(sheet, text, at, kind="sm", gap=8)


def _rounded(km: int, words: Words) -> str:
    return words.figures(round(km, -1) if km >= 100 else km)


def _told(pin: Pin, words: Words) -> str:
    return words("map.pin", place=pin.name, events=words.counted(pin.count, "event"))


def _head(frm: Point, tip: Point) -> str:
    angle = math.atan2(tip[1] - frm[1], tip[0] - frm[0])
    sides = [(tip[0] - 9 * math.cos(angle + d), tip[1] - 9 * math.sin(angle + d)) for d in (0.4, -0.4)]
    return _path([tip, *sides], closed=True)


def _disc(sheet: _Sheet, view: View, pin: Pin, words: Words) -> None:
    x, y = view.xy(pin.lon, pin.lat)
    if pin.radius_km and (pin.rings or pin.radius_km >= NEAR_KM):
        radius = max(_RADIUS + 5, view.km_to_px(pin.radius_km))
        sheet.add(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" style="fill:var(--ink-2);stroke:var(--ink-2)" '
            'fill-opacity=".1" stroke-width="1.3"/>'
        )
    sheet.add(
        f"<g><title>{escape(_told(pin, words))}</title>"
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{_RADIUS}" style="fill:var(--ink);stroke:var(--paper)" '
        'stroke-width="1.5"/>'
        f'<text class="num" x="{x:.1f}" y="{y + 4.8:.1f}" text-anchor="middle">{pin.count}</text></g>'
    )


def _label(sheet: _Sheet, text: str, at: Point, *, kind: str = "pl", gap: float = _RADIUS) -> None:
    """Place a label at the first free side of a point: below, above, right, left; none where all are taken.

    A name without room stays in the title of its disc and in the description of the map.
    """
    (x, y), wide, high = at, len(text) * _CHAR * (0.88 if kind == "sm" else 1.0), 18.0
    spots = (
        ((x - wide / 2, y + gap + 3), (x, y + gap + 16), "middle"),
        ((x - wide / 2, y - gap - high - 3), (x, y - gap - 7), "middle"),
        ((x + gap + 5, y - high / 2), (x + gap + 6, y + 5), "start"),
        ((x - gap - 5 - wide, y - high / 2), (x - gap - 6, y + 5), "end"),
    )
    boxes = [(left, top, left + wide, top + high) for (left, top), _, _ in spots]
    best = next((i for i, box in enumerate(boxes) if sheet.free(box)), None)
    if best is None:
        return
    _, (tx, ty), anchor = spots[best]
    sheet.taken.append(boxes[best])
    sheet.add(f'<text class="{kind} halo" x="{tx:.1f}" y="{ty:.1f}" text-anchor="{anchor}">{escape(text)}</text>')


def _scale(sheet: _Sheet, view: View, words: Words) -> None:
    target = WIDTH * 0.16
    steps = [d * 10**e for e in range(5) for d in (1, 2, 5)]
    km = max((s for s in steps if view.km_to_px(s) <= target), default=1)
    long = view.km_to_px(km)
    right, base = WIDTH - 18, HEIGHT - 16
    sheet.add(
        f'<g class="dk"><path d="M{right - long:.1f} {base}h{long:.1f}M{right - long:.1f} {base - 4}v8'
        f'M{right} {base - 4}v8" '
        'fill="none" style="stroke:var(--ink-2)"/>'
        f'<text class="sm halo" x="{right - long / 2:.1f}" y="{base - 8}" text-anchor="middle">'
        f"{words('map.scale', km=words.figures(km))}</text></g>"
    )
