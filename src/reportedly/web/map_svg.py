"""The map as a picture, drawn as the brief draws it: for browsers without script, and to take along."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from reportedly.brief.drawing import draw, held_ground
from reportedly.brief.geometry import View, view_of
from reportedly.brief.model import Arc, Pin
from reportedly.brief.words import load
from reportedly.control.drawn import drawn_layer
from reportedly.desk import Desk
from reportedly.desk.model import Filter, Viewer
from reportedly.project import CONTROL, Project
from reportedly.records.geo import distance_km
from reportedly.web.map_origins import map_origins
from reportedly.web.map_places import AREA, form_of, ground_of
from reportedly.web.map_points import map_points

PINS = 300
"""Places of one picture, those with most events; the list beside the map has all."""

_STYLE = """
:root{color-scheme:light dark;--sans:"Segoe UI","Noto Sans",sans-serif;--serif:Georgia,serif;--paper:#fff;--ink:#1b1d20;
--ink-2:#45494f;--ink-3:#5f646b;--land:#fafaf6;--land-out:#fafaf6;--water:#e6edf0;--water-ink:#b9bbb3;--border:#b9bbb3;
--contested:#8a8d94}
@media (prefers-color-scheme:dark){:root{--paper:#1c1f23;--ink:#e9e9e5;--ink-2:#c3c6ca;--ink-3:#a0a5ac;--land:#20242a;
--land-out:#20242a;--water:#171d21;--water-ink:#4c5259;--border:#4c5259;--contested:#858b94}}
text{font-family:var(--sans);fill:var(--ink)}.pl{font-size:15px;font-weight:600}.sm{font-size:13.5px;fill:var(--ink-2)}
.ital{font-style:italic;font-size:15px;fill:var(--ink-2)}.num{font-size:14px;font-weight:600;fill:var(--paper)}
.halo{paint-order:stroke;stroke:var(--land);stroke-width:4px;stroke-linejoin:round}
"""


def map_svg(project: Project, desk: Desk, asked: Filter, viewer: Viewer, language: str) -> str:
    """Return an SVG document of the events that fit a filter, of at most `PINS` places."""
    data = map_points(project, desk, asked, viewer, language)
    words = load(language)
    pins = _pins(project, data)
    shapes = [f for f in (project.shapes or {}).get("features", ()) if f.get("geometry") and f.get("properties")]
    view = view_of(_corners(data, pins))
    day = asked.end or desk.as_of[:10] or "9999-12-31"
    folder: Path = project.out / CONTROL
    held = [f for f in drawn_layer(folder, day)[0] if held_ground(f, view)]
    arcs = _arcs(project, desk, asked, viewer, language, data)
    drawn = draw(view, [p for p in pins if _shown(p, view)], arcs, words, shapes=shapes, held=held)
    defs = files("reportedly.brief").joinpath("templates/symbols.svg").read_text("utf-8")
    inner = defs[defs.index("<pattern") : defs.rindex("</pattern>") + len("</pattern>")]
    return drawn.replace(
        '<svg class="map" ', '<svg xmlns="http://www.w3.org/2000/svg" width="760" height="560" ', 1
    ).replace("<title ", f"<style>{_STYLE}</style><defs>{inner}</defs><title ", 1)


def _corners(data: dict[str, Any], pins: list[Pin]) -> list[tuple[float, float]]:
    if data["bounds"] is not None:
        west, south, east, north = data["bounds"]
        return [(west, south), (east, north)]
    return [(pin.lon, pin.lat) for pin in pins] or [(-20.0, 35.0), (60.0, 65.0)]


def _shown(pin: Pin, view: View) -> bool:
    return view.holds(pin.lon, pin.lat)


def _pins(project: Project, data: dict[str, Any]) -> list[Pin]:
    places, events = data["places"], data["events"]
    counts: dict[int, int] = {}
    for place in events["place"]:
        counts[place] = counts.get(place, 0) + 1
    ground = ground_of(project)
    pins = []
    for place, count in sorted(counts.items(), key=lambda item: -item[1])[:PINS]:
        id, area = places["id"][place], places["form"][place] == AREA
        outline = ground.outline(id) if area else None
        rings = tuple(tuple((x, y) for x, y in polygon[0]) for polygon in outline or ())
        pins.append(
            Pin(
                places["name"][place],
                places["lat"][place],
                places["lon"][place],
                places["precision"][place],
                count,
                places["radius_km"][place],
                shape=id,
                rings=rings,
            )
        )
    return pins


def _arcs(
    project: Project, desk: Desk, asked: Filter, viewer: Viewer, language: str, data: dict[str, Any]
) -> list[Arc]:
    at = {id: n for n, id in enumerate(data["places"]["id"])}
    found = []
    for arc in map_origins(project, desk, asked, viewer, language).arcs:
        if arc.place not in at or form_of(data["places"]["precision"][at[arc.place]]) == AREA:
            continue
        end = (data["places"]["lon"][at[arc.place]], data["places"]["lat"][at[arc.place]])
        found.append(Arc(arc.name, (arc.lon, arc.lat), end, round(distance_km((arc.lon, arc.lat), end))))
    return found
