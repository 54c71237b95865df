"""Places as the map shows them: names in both forms, form of the symbol, outline of a unit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from reportedly.gazetteer import open_layered
from reportedly.gazetteer.store import SqliteGazetteer
from reportedly.project import Project
from reportedly.records import Theatre, TheatrePlace

FACILITY, SETTLEMENT, AREA = 0, 1, 2
"""How a place is drawn: as a square, as a disc, along its outline."""

_FORMS = {"facility": FACILITY, "settlement": SETTLEMENT}

_PASSING = ("exonym", "former")

Polygons = list[list[list[list[float]]]]
"""Coordinates of a GeoJSON MultiPolygon, degrees, longitude first."""


@dataclass
class Ground:
    """What is known of the ground of a project, kept as long as the project is open."""

    theatre: Theatre
    gazetteer: SqliteGazetteer
    shapes: Mapping[str, Mapping[str, Any]]
    outlines: dict[str, Polygons | None] = field(default_factory=dict)
    spoken: dict[tuple[str, str], str] = field(default_factory=dict)

    def outline(self, place: str) -> Polygons | None:
        """Return the outline of a unit: the theatre's own, else that of the gazetteer; None where none is known."""
        if place not in self.outlines:
            self.outlines[place] = self._outline(place)
        return self.outlines[place]

    def _outline(self, place: str) -> Polygons | None:
        drawn = self.shapes.get(place)
        if drawn is not None:
            return [drawn["coordinates"]] if drawn["type"] == "Polygon" else drawn["coordinates"]
        shape = self.gazetteer.shape(place)
        if shape is None:
            return None
        return [[[[round(x, 4), round(y, 4)] for x, y in ring] for ring in rings] for rings in shape.polygons]

    def names(self, places: Sequence[tuple[str, str]], language: str) -> list[tuple[str, str]]:
        """Return for places (id, name as the desk has it) the name in a language and another form ("" where none)."""
        own = {place.id: place for place in self.theatre.places}
        self._speak([id for id, _ in places if id and id not in own], language)
        return [self._named(own.get(id), id, name, language) for id, name in places]

    def _named(self, own: TheatrePlace | None, id: str, name: str, language: str) -> tuple[str, str]:
        """Return the name in a language and another form: the theatre's own names go before those of the gazetteer."""
        if own is None:
            shown = self.spoken.get((id, language), "") or name
            return shown, name if name != shown else ""
        order = {status: at for at, status in enumerate(self.theatre.label_policy.place_names)}
        named = sorted((n for n in own.names if n.until is None), key=lambda n: order.get(n.status, len(order)))
        mine = [n.text for n in named if n.lang == language and n.status not in _PASSING]
        shown = mine[0] if mine and (language != "en" or not own.name.isascii()) else own.name
        if language != "en" and own.name != shown:
            return shown, own.name
        # Another spelling in the language that is shown already (an alias, a transliteration) tells nobody more.
        told = {language, None, "en" if shown.isascii() else language}
        others = [n.text for n in sorted(named, key=lambda n: n.lang != "uk") if n.lang not in told]
        return shown, next((text for text in others if text != shown), "")

    def _speak(self, places: Iterable[str], language: str) -> None:
        missing = [place for place in dict.fromkeys(places) if (place, language) not in self.spoken]
        if language == "en" or not missing:
            return
        spoken = self.gazetteer.spoken(missing, language)
        self.spoken.update({(place, language): spoken.get(place, "") for place in missing})


_grounds: "WeakKeyDictionary[Project, Ground]" = WeakKeyDictionary()
_lock = Lock()


def ground_of(project: Project) -> Ground:
    """Return the ground of a project; it is read once."""
    with _lock:
        if project not in _grounds:
            _grounds[project] = _read(project)
        return _grounds[project]


def _read(project: Project) -> Ground:
    gazetteer = open_layered(extra=project.theatre.places)
    return Ground(project.theatre, gazetteer, _areas(project.shapes))


def _areas(shapes: Mapping[str, Any] | None) -> dict[str, Mapping[str, Any]]:
    found: dict[str, Mapping[str, Any]] = {}
    for feature in (shapes or {}).get("features", ()):
        id, geometry = (feature.get("properties") or {}).get("id"), feature.get("geometry") or {}
        if id and geometry.get("type") in ("Polygon", "MultiPolygon"):
            found[id] = geometry
    return found


def form_of(precision: str) -> int:
    """Return how a place of a precision is drawn."""
    return _FORMS.get(precision, AREA)


def key_of(place_id: str, name: str) -> str:
    """Return what stands for a place in an address: its id, else its name after a tilde."""
    return place_id or f"~{name}"
