"""Is a body printed in one language the body printed in another? Names by translation, spelling and title words."""

from collections.abc import Sequence

from reportedly.text import digest

SAME_NAME = 0.6
"""Share of the words of both names that must meet."""

Name = tuple[tuple[str, ...], ...]
"""The keys of each word of a name, see `gloss.Marker.name`."""

_SEALED = ("x:", "y:")
"""Keys that show how a name is spelt."""


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
