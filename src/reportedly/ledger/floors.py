"""Location floors of the ledger and of the silence layer (DOMAIN 1.17, rule 5)."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.interfaces import Candidate
from reportedly.records import Claim, Coding, Geolocation, Quantity, Reading
from reportedly.records.floors import LADDER, Floor, exposure, floor_for, floored

Known = Callable[[str], Candidate | None]
"""From the id of a place to its entry."""


@dataclass(frozen=True, slots=True)
class Floors:
    """How coarse places are told: `known` gives entries by id, `above` the ids of what holds a place, nearest first.

    `own` are the floors of a theatre by category. With `exact` (a working copy) nothing is coarsened.
    """

    known: Known | None = None
    above: Callable[[str], Sequence[str]] | None = None
    own: Mapping[str, Floor] = field(default_factory=dict)
    exact: bool = False

    def coarsest(self, reading: Reading, claim: Claim, geo: Geolocation, key: str, *, housed: bool) -> str | None:
        """Return the level at which a place may be told for this claim if that is coarser than asked, else None.

        `key` is the id of the place asked for; `housed` says that it is the settlement around a facility.
        """
        if self.exact:
            return None
        coding = reading.first(Coding, claim.id)
        category = (coding.meant or coding.category) if coding else ""
        entry = self.known(key) if self.known is not None else None
        people = entry.population if entry is not None else None
        facts = exposure(reading.about(Quantity, claim.id), people)
        wanted = floored(geo, category, floor_for(category, facts, self.own)).precision
        if wanted == geo.precision or (housed and wanted == "settlement"):
            return None
        return wanted

    def settlement_of(self, key: str) -> str | None:
        """Return the id of the settlement that holds a facility, None if none is known."""
        for place in self.above(key) if self.above is not None else ():
            entry = self.known(place) if self.known is not None else None
            if entry is not None and entry.precision == "settlement":
                return place
        return None

    def unit_of(self, key: str, level: str) -> Candidate | None:
        """Return the nearest unit that holds a place and is no finer than a level, None if none is known."""
        if self.known is None or self.above is None:
            return None
        for unit in self.above(key):
            entry = self.known(unit)
            if entry is not None and _rank(entry.precision) >= _rank(level):
                return entry
        return None


def _rank(level: str) -> int:
    return next((n for n, known in enumerate(LADDER) if known == level), -1)


EXACT = Floors(exact=True)
