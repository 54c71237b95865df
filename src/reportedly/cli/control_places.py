"""From what a user types to a settlement or a unit, with the theatre of the project and the gazetteer."""

from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reportedly.errors import InvalidControl
from reportedly.records import Theatre

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reportedly.control import KnownPlaces, Spot, Unit
    from reportedly.interfaces import Candidate, Gazetteer

NAMESAKES = 10
"""How many places of one name an error lists."""

_ENOUGH = 5_000
"""Located claims that are looked at for where a project lies."""

_SURELY_SOMEWHERE = ("facility", "settlement", "adm3", "adm2", "adm1")

OUTWEIGHS = 20
"""A place with this many times the people of all its namesakes is the one that is meant, and is named."""


@dataclass
class Places:
    """The places of one project: its theatre's and the gazetteer's."""

    theatre: Theatre = field(default_factory=Theatre)
    shapes: dict[str, Any] | None = None
    out: Path | None = None

    @classmethod
    def of(cls, out: Path) -> "Places":
        """Return the places of the project in a folder; without a theatre file those of the gazetteer alone."""
        from reportedly.project import THEATRE
        from reportedly.theatre import load_shapes, load_theatre

        kept = out / THEATRE
        if not kept.is_file():
            return cls(out=out)
        theatre = load_theatre(kept)
        return cls(theatre, load_shapes(kept, theatre), out)

    @cached_property
    def gazetteer(self) -> "Gazetteer":
        """The gazetteer, with the theatre's places on top."""
        from reportedly.assembly import gazetteer

        return gazetteer(self.theatre)

    @cached_property
    def known(self) -> "KnownPlaces":
        """The places by their ids."""
        from reportedly.control import KnownPlaces

        return KnownPlaces(self.gazetteer, self.theatre, self.shapes)

    def expected(self, countries: "Sequence[str]") -> tuple[list[tuple[float, float]], str]:
        """Return points (longitude, latitude) about which a layer should lie, and in words whose they are.

        Those of the theatre, else of the countries that were named, else of what the project's reports tell of.
        """
        theatre = [(p.lon, p.lat) for p in self.theatre.places if p.parent is not None or p.kind != "settlement"]
        if theatre:
            return theatre, "the places of the theatre"
        if countries:
            return self.about(countries), "the countries that were named"
        areas = sorted({place for entry in self.theatre.roles for place in entry.area})
        known = [c for c in map(self.gazetteer.get, areas) if c is not None] if areas else []
        if known:
            return [p for c in known for p in _around(c)], "the areas of the theatre"
        return self.told(), "the places that the reports of the project tell of"

    def told(self) -> list[tuple[float, float]]:
        """Return the points (longitude, latitude) of located claims of the project, those farthest off left out.

        Each end of either axis loses a tenth: a report on talks in a far capital says nothing of where the matter lies.
        """
        points = list(islice(self._located(), _ENOUGH))
        cut = len(points) // 10
        for axis in (0, 1):
            kept = sorted(points, key=lambda point: point[axis])
            points = kept[cut : len(kept) - cut]
        return points

    def _located(self) -> "Iterator[tuple[float, float]]":
        from contextlib import closing

        from reportedly.records import Geolocation
        from reportedly.store import SqlStore, address

        where = address.of_project(self.out) if self.out is not None else None
        if where is None or (isinstance(where, Path) and not where.exists()):
            return
        with closing(SqlStore.open(where, create=False)) as store:
            for reading in store.readings():
                for place in reading.of(Geolocation):
                    if place.lon is not None and place.lat is not None and place.precision in _SURELY_SOMEWHERE:
                        yield place.lon, place.lat

    def about(self, countries: "Sequence[str]") -> list[tuple[float, float]]:
        """Return points (longitude, latitude) about countries, given by ISO code, as wide as the countries are.

        None for unknown ones.
        """
        from babel import Locale

        names = Locale("en").territories
        points: list[tuple[float, float]] = []
        for code in countries:
            found = self.gazetteer.find(names.get(code.upper(), code), limit=5)
            for country in (c for c in found if c.kind == "country" and c.country == code.upper()):
                points += _around(country)
        return points

    def spot(self, printed: str) -> "tuple[Spot, str]":
        """Return the settlement of an id, a name or "lat,lon", and a remark on how it was read.

        Raises InvalidControl for an unknown or ambiguous name, or one of a unit.
        """
        from reportedly.control import spot_at, spot_of

        point = spot_at(printed)
        if point is not None:
            return point, ""
        found, remark = self._one(printed, point_like=True)
        return spot_of(found), remark

    def unit(self, printed: str) -> "tuple[Unit, str]":
        """Return the unit of an id or a name, and a remark on how it was read.

        Raises InvalidControl for an unknown or ambiguous name, or one of a settlement.
        """
        found, remark = self._one(printed, point_like=False)
        if _point_like(found):
            raise InvalidControl(
                f"{found.name} ({found.id}) is a settlement; ask for it with `reportedly control at`, or give a unit"
            )
        return self.known.as_unit(found), remark

    def _one(self, printed: str, *, point_like: bool) -> "tuple[Candidate, str]":
        known = self.gazetteer.get(printed)
        if known is not None:
            return known, ""
        named = self.gazetteer.find(printed, limit=200)
        found = [c for c in named if _point_like(c) == point_like]
        if named and not found:
            return named[0], ""  # of the other sort: the caller says what to ask instead
        found = [c for c in found if c.match == found[0].match]
        own = [c for c in found if c.id in {place.id for place in self.theatre.places}]
        if len(own or found) == 1:
            return (own or found)[0], ""
        if not found:
            what = "settlement" if point_like else "unit"
            raise InvalidControl(
                f"no {what} is called {printed!r}; `reportedly gazetteer find` lists what is, or give an id"
                + (" or lat,lon" if point_like else "")
            )
        largest, *others = sorted(own or found, key=lambda c: -c.population)
        if largest.population > OUTWEIGHS * sum(c.population for c in others):
            return (
                largest,
                f"read as {largest.name} ({largest.id}), by far the largest of {len(others) + 1} of that name",
            )
        listed = "\n".join(
            f"  {c.id}  {c.name}, {c.kind}, {c.country or '(none)'}, {c.lat:.2f} {c.lon:.2f}, {c.population:,} people"
            for c in (largest, *others[: NAMESAKES - 1])
        )
        raise InvalidControl(f"{len(others) + 1} places are called {printed!r}; give the id of one:\n{listed}")


def _around(found: "Candidate") -> "Sequence[tuple[float, float]]":
    from reportedly.records import geo

    return geo.circle((found.lon, found.lat), found.radius_km or 0.0)


def _point_like(found: "Candidate") -> bool:
    return found.precision in ("settlement", "facility")
