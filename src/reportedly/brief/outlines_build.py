"""Makes the packaged country outlines out of a TopoJSON world atlas; run once per new atlas."""

import gzip
import json
from pathlib import Path
from typing import Any

STEP = 0.01
"""Degrees: the grid that outlines are rounded to, about a kilometre, finer than the 1:50 million source."""


def build(source: Path, target: Path) -> int:
    """Write `target` (gzip, JSON) from the `countries` object of the TopoJSON at `source`.

    Returns the number of countries. Arcs become flat lists of whole steps, the first point absolute and
    the others as differences; points that fall together on the grid are dropped.
    """
    atlas = json.loads(source.read_text(encoding="utf-8"))
    countries = [_country(geometry) for geometry in atlas["objects"]["countries"]["geometries"]]
    packed = {"step": STEP, "arcs": [_arc(arc, atlas["transform"]) for arc in atlas["arcs"]], "countries": countries}
    data = json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode()
    target.write_bytes(gzip.compress(data, 9, mtime=0))
    return len(countries)


def _country(geometry: dict[str, Any]) -> dict[str, Any]:
    properties = geometry.get("properties") or {}
    polygons = [geometry["arcs"]] if geometry["type"] == "Polygon" else geometry.get("arcs", [])
    return {"a3": properties.get("a3", ""), "name": properties.get("name", ""), "polygons": polygons}


def _arc(arc: list[list[int]], transform: dict[str, list[float]]) -> list[int]:
    (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
    x = y = 0
    flat: list[int] = []
    last: tuple[int, int] | None = None
    for step_x, step_y in arc:
        x, y = x + step_x, y + step_y
        point = (round((x * kx + dx) / STEP), round((y * ky + dy) / STEP))
        if last is None:
            flat += point
        elif point != last:
            flat += (point[0] - last[0], point[1] - last[1])
        last = point
    return flat
