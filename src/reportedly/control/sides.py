"""Which neutral role an entity that a text prints has in the theatre: controlling, displaced, rival, or unknown."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from reportedly.records import RegisteredBody, Theatre
from reportedly.records import values as v
from reportedly.records.control import ControlRole
from reportedly.text import body_key, name_key

_ROLES: Mapping[v.Side, ControlRole] = {"controlling": "controlling", "displaced": "displaced", "rival": "rival"}
_WORDS: tuple[tuple[re.Pattern[str], ControlRole], ...] = (
    (re.compile(r"\b(?:occupation|occupying|occupiers?|installed|invad(?:ers?|ing))\b", re.IGNORECASE), "controlling"),
    (re.compile(r"\b(?:displaced|exiled|in exile|in displacement|ousted|evicted)\b", re.IGNORECASE), "displaced"),
)
"""Words that say the role themselves, whoever is meant."""


@dataclass(frozen=True)
class Sides:
    """Roles by the sources of a theatre, then by the bodies of a register and the words for their countries.

    `countries` gives for each ISO code the words that a text has for it ("russian"); "*" at the end stands for
    any ending.
    """

    theatre: Theatre = field(default_factory=Theatre)
    bodies: Sequence[RegisteredBody] = ()
    countries: Mapping[str, Iterable[str]] = field(default_factory=dict)
    _cache: dict[str | None, list[tuple[str, v.Side]]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def of(self, printed: str, day: str | None = None) -> tuple[ControlRole, str]:
        """Return the role of a printed entity on an ISO day, and how that is known; "unknown" where it is not."""
        if not body_key(printed):
            return "unknown", "nobody is named"
        key = body_key(printed)
        for name, side in self._names(day):
            if key == name or (" " in name and _has(key, name)):
                role = _ROLES.get(side)
                return (role, f"{name!r} stands on the {side} side") if role else ("unknown", f"{name!r} is {side}")
        country = self._by_country(name_key(printed), day)
        if country is not None:
            return country
        for pattern, role in _WORDS:
            word = pattern.search(printed)
            if word is not None:
                return role, f"the word {word.group()!r}"
        return "unknown", f"nothing says on which side {printed!r} stands"

    def _names(self, day: str | None) -> list[tuple[str, v.Side]]:
        """Return the names of bodies with their sides: the theatre's first, longer names before shorter ones.

        A name of one word ("the army", "the bank") names nobody inside a longer phrase.
        """
        if day not in self._cache:
            theatre = [(n, s.side) for s in self.theatre.sources for n in (s.name, *s.aliases)]
            register = [(n.text, b.side(day)) for b in self.bodies for n in b.names if not n.ambiguous]
            self._cache[day] = [
                (body_key(name), side)
                for group in (theatre, register)
                for name, side in sorted(group, key=lambda pair: -len(pair[0]))
                if body_key(name)
            ]
        return self._cache[day]

    def _by_country(self, printed: str, day: str | None) -> tuple[ControlRole, str] | None:
        for code, words in self.countries.items():
            word = next((w for w in words if _has(printed, w)), None)
            sides = {b.side(day) for b in self.bodies if b.country == code} & set(_ROLES) if word else set()
            if len(sides) == 1:
                side = sides.pop()
                return _ROLES[side], f"{word!r}: all registered bodies of {code} with a side stand on the {side} one"
        return None


def _has(phrase: str, name: str) -> bool:
    """Say whether a name stands in a phrase as whole words; with an asterisk at its end, as the beginning of one."""
    ending = "" if name.endswith("*") else " "
    return f" {name_key(name)}{ending}" in f" {phrase} "
