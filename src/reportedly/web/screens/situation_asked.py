"""What the address of the situation screen asks for: the filter, the days, the selection, the time of the record."""

from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import urlencode

from fastapi import Request

from reportedly.desk import Desk
from reportedly.desk.model import BadQuery, Filter, Viewer
from reportedly.web.bench import Bench
from reportedly.web.map_past import desk_of
from reportedly.web.screens.area_asked import with_area

Names = Literal["both", "printed", "local"]
_NAMES: tuple[Names, ...] = ("both", "printed", "local")


@dataclass(frozen=True, slots=True)
class Asked:
    """An address, read. `place` and `sector` are what is selected: they narrow nothing."""

    filter: Filter
    place: str = ""
    sector: str = ""
    as_of: str = ""
    names: Names = "both"

    @property
    def whole(self) -> Filter:
        """The filter without its days: the slider moves over what fits it."""
        return replace(self.filter, start="", end="")

    def query(self, *, days: bool = True, selection: bool = False) -> str:
        """Return the parameters that lead here again."""
        found = (self.filter if days else self.whole).query()
        found |= {"as_of": self.as_of} if self.as_of else {}
        if selection:
            chosen = {"place": self.place, "sector": self.sector, "names": self.names if self.names != "both" else ""}
            found |= {name: value for name, value in chosen.items() if value}
        return urlencode(found)


def asked_of(request: Request) -> Asked:
    """Return what an address asks for. Raises BadQuery naming the parameter that holds what it cannot hold."""
    query = request.query_params
    place, names = query.get("place", "").strip(), query.get("names") or "both"
    if names not in _NAMES:
        raise BadQuery("names", f"{names!r} is none of {', '.join(_NAMES)}")
    asked = with_area(request, Filter.of(query))
    if place:
        # With a place beside it the sector is that of a selected cell.
        asked = replace(asked, sectors=())
    chosen: Names = next(name for name in _NAMES if name == names)
    return Asked(asked, place, query.get("sector", "") if place else "", query.get("as_of", "").strip(), chosen)


def seen(request: Request, asked: Asked) -> tuple[Bench, Desk, Viewer]:
    """Return the bench, the desk of the time that is asked for, and who asks. Raises BadQuery."""
    bench: Bench = request.app.state.bench
    viewer: Viewer = request.state.viewer
    return bench, desk_of(bench, asked.as_of), viewer
