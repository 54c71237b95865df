"""Is a body printed in one language the body printed in another? Names by translation, spelling and title words."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from reportedly.gloss import apart, body_keys, person_keys
from reportedly.text import digest

SAME_NAME = 0.6
"""Share of the words of both names that must meet."""

Name = tuple[tuple[str, ...], ...]
"""The keys of each word of a name, see `gloss.Marker.name`."""

_SEALED = ("x:", "y:")
"""Keys that show how a name is spelt."""

_PERSON = "person|"
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@dataclass(frozen=True, slots=True)
class Named:
    """A printed name without its spelling: the keys of its words, and the keys of the whole of it (`gloss.body_keys`).

    The names in `keys` are digests. Those of a person's name begin with "person|".
    """

    words: Name = ()
    keys: tuple[str, ...] = ()

    def same(self, other: "Named") -> bool:
        """Say whether two names are one body or person: by a shared key, else by their words if they are not apart."""
        if not set(self.keys).isdisjoint(other.keys):
            return True
        return same_name(self.words, other.words) and not self.apart(other)

    def apart(self, other: "Named") -> bool:
        """Say whether two names are surely those of two bodies, see `gloss.apart`; never of two persons."""
        if any(key.startswith(_PERSON) for key in (*self.keys, *other.keys)):
            return False
        return apart(frozenset(self.keys), frozenset(other.keys))


NO_NAME = Named()


def keys_of(printed: str, language: str, people: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the sealed keys of a name, with those of the persons in it."""
    found = {_sealed_key(key) for tag in _tongues(printed, language) for key in body_keys(printed, tag)}
    return tuple(sorted(found.union(*(keys_of_person(name, language) for name in people))))


def keys_of_person(printed: str, language: str) -> tuple[str, ...]:
    """Return the sealed keys of a person's name."""
    found = {key for tag in _tongues(printed, language) for key in person_keys(printed, tag)}
    return tuple(sorted(f"{_PERSON}{digest(key, length=12)}" for key in found))


def _tongues(printed: str, language: str) -> tuple[str, ...]:
    """Return the languages that a name may be in: that of its text, and those of its own script."""
    if bool(_CYRILLIC.search(printed)) == (language in ("uk", "ru")):
        return (language,)
    return (language, "en") if language in ("uk", "ru") else (language, "uk", "ru")


def _sealed_key(key: str) -> str:
    """Return a key in which a digest stands for each proper name; what it means stays readable."""
    meanings, _, names = key.partition("|")
    return f"{meanings}|{' '.join(digest(name, length=12) for name in names.split())}"


def sealed(name: Name, *, private: bool = False) -> Name:
    """Return a name whose spelling cannot be read from its keys; equal keys stay equal.

    Of a private person's name nothing else is kept.
    """
    return tuple(
        tuple(f"z:{digest(key, length=12)}" if key[:2] in _SEALED else key for key in word if _kept(key, private))
        for word in name
    )


def _kept(key: str, private: bool) -> bool:
    return not private or key[:2] in _SEALED


_TITLES = frozenset(
    f"w:{word}"
    for word in """spokesman spokesperson spokeswoman chief head director official chairman chairwoman chair deputy
    acting mayor governor minister secretary press service office representative statement local
    regional""".split()  # noqa: SIM905 (a list of words reads better)
)
_TITLE_WEIGHT = 0.3


def same_name(left: Name, right: Name) -> bool:
    """Say whether two names are one body or person, as far as the words tell; a name without words is like no other."""
    return likeness_of(left, right) >= SAME_NAME


def likeness_of(left: Name, right: Name) -> float:
    """Return the share of both names that meets, 0.0 to 1.0; words for an office weigh less than names."""
    total = sum(map(_weight, left)) + sum(map(_weight, right))
    if not total:
        return 0.0
    return (_met(left, right) + _met(right, left)) / total


def _met(one: Name, other: Name) -> float:
    keys = {key for word in other for key in word}
    return sum(_weight(word) for word in one if not keys.isdisjoint(word))


def _weight(word: Sequence[str]) -> float:
    return _TITLE_WEIGHT if not _TITLES.isdisjoint(word) else 1.0
