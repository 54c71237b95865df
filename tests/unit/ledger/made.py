"""An invented country for the ledger: a region with two districts, their settlements, and reports on them."""

from collections.abc import Iterable
from typing import Any

from reportedly.corroborate import corroborate
from reportedly.interfaces import Candidate
from reportedly.ledger import Floors, Places, Projection, project
from reportedly.records import Reading
from tests.unit.corroborate.pile import THEATRE, Told, report

COUNCIL, BOARD = "the Orlivsk Council in Exile", "the water board"


def place(
    key: str, name: str, kind: str = "settlement", *, people: int = 5_000, codes: tuple[str, ...] = ("XA", "01", "0101")
) -> Candidate:
    precision: Any = kind if kind in ("settlement", "facility", "adm1", "adm2", "country") else "vague_region"
    country, admin1, admin2 = (*codes, "", "", "")[:3]
    return Candidate(
        key, name, kind, precision, 48.0, 31.0, country=country, admin1=admin1, admin2=admin2, population=people,
        matched=name,
    )  # fmt: skip


PLACES = (
    place("t:country", "Xandria", "country", codes=("XA",)),
    place("t:region", "Orlivsk region", "adm1", codes=("XA", "01")),
    place("t:district", "Orlivsk district", "adm2"),
    place("t:other", "Dobro district", "adm2", codes=("XA", "01", "0102")),
    place("t:orlivsk", "Orlivsk", people=41_000),
    place("t:malo", "Malo Orlivsk", people=900),
    place("t:quiet", "Tykhe", people=3_000),
    place("t:hamlet", "Khutir", people=0),
    place("t:dobrovyr", "Dobrovyr", codes=("XA", "01", "0102"), people=12_000),
    place("t:far", "Dalnie", codes=("XA", "02", "0201")),
    place("t:pumps", "pumping house", "facility"),
    place("t:twin1", "Twin"),
    place("t:twin2", "Twin", codes=("XA", "02", "0201"), people=50),
)


class Gazetteer:
    """The invented places; what holds them follows from their codes."""

    def __init__(self, places: Iterable[Candidate] = PLACES) -> None:
        self.all = {p.id: p for p in places}

    def find(self, name: str, *, limit: int = 20) -> list[Candidate]:
        return [c for c in self.all.values() if c.name.casefold() == name.casefold()][:limit]

    def get(self, place_id: str) -> Candidate | None:
        return self.all.get(place_id)

    def chain(self, place_id: str) -> list[str]:
        found = self.all.get(place_id)
        if found is None or not found.country:
            return []
        units = [c for c in self.all.values() if c.kind in ("adm2", "adm1", "country") and c.id != place_id]
        codes = (found.country, found.admin1, found.admin2)
        holding = [u for u in units if all(a in ("", b) for a, b in zip(_codes(u), codes, strict=True))]
        return [u.id for u in sorted(holding, key=lambda u: -sum(map(bool, _codes(u))))]

    def codes(self, place_id: str) -> list[tuple[str, str]]:
        return [("pcode", "XA0101")] if place_id == "t:district" else []


def _codes(found: Candidate) -> tuple[str, str, str]:
    return found.country, found.admin1, found.admin2


GAZETTEER = Gazetteer()


def known_places() -> Places:
    def ids(country: str) -> list[str]:
        return [c.id for c in PLACES if c.country == country]

    return Places(GAZETTEER, THEATRE, ids)


def floors(**more: Any) -> Floors:
    return Floors(GAZETTEER.get, known_places().above, **more)


def says(status: str, day: str | None, *, who: str = COUNCIL, published: str | None = None, **told: Any) -> Reading:
    sector = told.pop("sector", "water")
    publisher = told.pop("publisher", f"Post of {who}")
    one = Told(chain=(who,), status=(sector, status), day=day, **told)
    path = f"{who}{sector}{status}{day}{published}{told}"
    return report(one, published=published or day, publisher=publisher, path=path)


def projection(*readings: Reading, **options: Any) -> Projection:
    events = corroborate(readings, [], theatre=THEATRE, parents=known_places().above).events
    return project(readings, events, theatre=THEATRE, **options)
