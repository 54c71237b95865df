"""The service matrix and the claims of one of its cells."""

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import Response

from reportedly.brief.words import load
from reportedly.desk.model import Viewer
from reportedly.ledger import Sheet
from reportedly.ledger.observations import Cell as Key
from reportedly.ledger.observations import ordinal
from reportedly.records import ServiceStatus, Theatre
from reportedly.web.bench import Bench
from reportedly.web.errors import NotFound
from reportedly.web.map_places import ground_of
from reportedly.web.screens import events_words  # noqa: F401 (filters of the templates)
from reportedly.web.screens.events_asked import described, filter_of, part_asked
from reportedly.web.screens.events_told import Told, told_in_time
from reportedly.web.screens.matrix_cells import ROWS, Cell, Matrix, Naming, Value, Window, cell_of, matrix_of
from reportedly.web.screens.matrix_source import Known, Wanted, known, sheet_of
from reportedly.web.shell import page

router = APIRouter()

_DAY = "day on which things stand (ISO); left out: the end of the filter, else that of the newest report"
_AS_OF = "time at which the record is asked (ISO); left out: now"
_MOST = 500


@dataclass(frozen=True, slots=True)
class Given:
    """One state that is given of a service, with the claims that give it."""

    value: Value
    claims: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class CellView:
    """The claims of one cell: by state, and those of earlier days or that their own source has replaced."""

    place: str
    name: str
    level: str
    sector: str
    sector_name: str
    day: str | None
    as_of: str | None
    cell: Cell
    given: tuple[Given, ...]
    earlier: tuple[Told, ...]


def _bench(request: Request) -> tuple[Bench, Viewer]:
    return request.app.state.bench, request.state.viewer


def matrix_for(request: Request, day: str, as_of: str, window: Window) -> Matrix:
    """Return the matrix that an address asks for."""
    bench, viewer = _bench(request)
    order = tuple(sector.id for sector in bench.project.book.sectors)
    sheet, projection, have = sheet_of(bench, viewer, Wanted(filter_of(request), day, as_of), order)
    language = request.state.language
    named = replace(naming(bench, have, language), places=_place_names(bench, sheet, language))
    return matrix_of(sheet, projection, named, window=window, as_of=as_of or None)


def _place_names(bench: Bench, sheet: Sheet, language: str) -> dict[str, str]:
    """Return the names of places and units of a sheet by id in a language other than that of the ledger."""
    if language == "en":
        return {}
    rows = (*sheet.rows, *sheet.units, *sheet.elsewhere)
    found = {unit.id: unit.name for row in rows for unit in row.place.units}
    found |= {row.place.id: row.place.name for row in rows}
    if sheet.area:
        found[sheet.area.id] = sheet.area.name
    asked = list(found.items())
    return {id: name for (id, _), (name, _) in zip(asked, ground_of(bench.project).names(asked, language), strict=True)}


def naming(bench: Bench, have: Known, language: str) -> Naming:
    """Return how sectors and places are called in a language, and what may be printed."""
    sectors = {sector.id: sector.covers for sector in bench.project.book.sectors} | dict(
        load(language).table("sectors")
    )
    return Naming(sectors, have.discretion, other_names(bench.project.theatre))


def other_names(theatre: Theatre) -> dict[str, tuple[str, str]]:
    """Return another form of the name of each place of a theatre and its language: Ukrainian before others."""
    found: dict[str, tuple[str, str]] = {}
    for place in theatre.places:
        others = [n for n in place.names if n.text != place.name and n.until is None and n.lang not in (None, "en")]
        best = min(others, key=lambda n: (n.lang != "uk", n.status != "official"), default=None)
        if best is not None:
            found[place.id] = (best.text, best.lang or "")
    return found


def cell_view(request: Request, place: str, sector: str, day: str, as_of: str) -> CellView:
    """Return the claims of a cell. Raises NotFound where nothing was reported there by that day."""
    bench, viewer = _bench(request)
    have = known(bench, viewer, as_of or None)
    on = ordinal(day) if day else have.projection.latest
    key = Key(place, sector)
    of_key = (have.projection.cell(key, on, undated=undated) for undated in (False, True))
    cells = [cell for cell in of_key if cell is not None]
    named = naming(bench, have, request.state.language)
    if not cells:
        raise NotFound(f"nothing is reported on {sector} at {place} by {day or 'the newest report'}; see the matrix")
    found = min(cells, key=lambda c: c.undated)
    made = cell_of(found, have.projection, named, on=found.as_of)
    given = tuple(Given(value, told_in_time(bench.desk, value.claims, viewer)) for value in made.values)
    current = {claim.claim for one in given for claim in one.claims}
    others = [c for c in _observed(have, found, on) if c not in current]
    return CellView(
        place=place,
        name=found.place_name,
        level=found.level,
        sector=sector,
        sector_name=named.sectors.get(sector, sector),
        day=found.as_of,
        as_of=as_of or None,
        cell=made,
        given=given,
        earlier=told_in_time(bench.desk, others, viewer),
    )


def _observed(have: Known, cell: ServiceStatus, on: int | None) -> list[str]:
    key = Key(cell.place, cell.sector)
    group = have.projection.undated.get(key, ()) if cell.undated else have.projection.dated.get(key, ())
    return list(dict.fromkeys(o.claim for o in group if on is None or o.since is None or o.since <= on))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address of a matrix asks for beside the filter."""

    day: Annotated[str, Query(description=_DAY)] = ""
    as_of: Annotated[str, Query(description=_AS_OF)] = ""
    at: Annotated[int, Query(ge=0, description="how many rows to pass over")] = 0
    rows: Annotated[int, Query(ge=1, le=_MOST, description="how many rows to list")] = ROWS
    quiet: Annotated[bool, Query(description="list settlements without any report too")] = False
    place: Annotated[str, Query(description="id of the place that is looked at")] = ""

    @property
    def window(self) -> Window:
        """The rows that are asked for."""
        return Window(self.at, self.rows, self.quiet, self.place)


@router.get("/situation/matrix", include_in_schema=False)
def matrix_page(request: Request, asked: Annotated[Asked, Depends()]) -> Response:
    """Show the matrix, as a page or as the part of one."""
    context = matrix_for(request, asked.day, asked.as_of, asked.window)
    template = "matrix/panel.html.j2" if part_asked(request) else "matrix/page.html.j2"
    return page(request, template, context, place="situation")


@router.get("/situation/cell", include_in_schema=False)
def cell_page(request: Request, place: str, sector: str, day: str = "", as_of: str = "") -> Response:
    """Show the claims of a cell, side by side where they conflict."""
    context = cell_view(request, place, sector, day, as_of)
    template = "matrix/cell.html.j2" if part_asked(request) else "matrix/cell_page.html.j2"
    return page(request, template, context, place="situation")


@router.get("/api/status", tags=["situation"], response_model=Matrix, openapi_extra=described())
def status(request: Request, asked: Annotated[Asked, Depends()]) -> Matrix:
    """Return how services work, place by sector, with what was known over the seven weeks before."""
    return matrix_for(request, asked.day, asked.as_of, asked.window)


@router.get("/api/status/cell", tags=["situation"], response_model=CellView)
def status_cell(
    request: Request,
    place: str,
    sector: str,
    day: Annotated[str, Query(description=_DAY)] = "",
    as_of: Annotated[str, Query(description=_AS_OF)] = "",
) -> CellView:
    """Return the claims of one cell, each state with its own."""
    return cell_view(request, place, sector, day, as_of)
