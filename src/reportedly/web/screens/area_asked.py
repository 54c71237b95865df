"""The area that an address asks for: an id of a place, or a name that people type."""

from collections.abc import Iterator
from dataclasses import replace

from fastapi import Request

from reportedly.desk.model import Area, BadQuery, Filter, Viewer
from reportedly.web.bench import Bench
from reportedly.web.map_places import Ground, ground_of
from reportedly.web.words import LANGUAGES

_PRINTED = "printed:"
_TOLD = 5
"""So many places of one name an answer tells; more help nobody to choose."""


def with_area(request: Request, asked: Filter) -> Filter:
    """Return a filter whose area is an id: a name is read as the one place of the project that it names.

    Raises BadQuery where a name names no place of the project, or several.
    """
    area = asked.area
    if not area or area.startswith(_PRINTED):
        return asked
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    ground, known = ground_of(bench.project), bench.desk.areas(viewer)
    if any(one.id == area for one in known) or ground.gazetteer.get(area) is not None:
        return asked
    called = [one for one in known if _same(area, _names(ground, one))]
    if len(called) == 1:
        return replace(asked, area=called[0].id)
    if called:
        told = ", ".join(f"{one.id} ({one.precision})" for one in called[:_TOLD])
        raise BadQuery("area", f"{area!r} names {len(called)} places of this project; give the id of one: {told}")
    raise BadQuery("area", f"{area!r} is no place that a report of this project names; choose one of the list of areas")


def _names(ground: Ground, area: Area) -> Iterator[str]:
    """Yield the names of a place: as reports have it, those of the theatre, and those in the languages of pages."""
    yield area.name
    for own in ground.theatre.places:
        if own.id == area.id:
            yield own.name
            yield from (name.text for name in own.names)
    for language in LANGUAGES:
        yield from ground.names([(area.id, area.name)], language)[0]


def _same(typed: str, names: Iterator[str]) -> bool:
    return _plain(typed) in map(_plain, names)


def _plain(name: str) -> str:
    return " ".join(name.replace("’", "'").replace("ʼ", "'").casefold().split())
