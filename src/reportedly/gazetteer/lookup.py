"""From a printed name to ranked candidates: variants, type words, adjectives and, last, near spellings."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache

from rapidfuzz import fuzz, process

from reportedly.gazetteer.prior import Hit, rank
from reportedly.gazetteer.typewords import KINDS, Typed, adjective_stems, split_type
from reportedly.interfaces import Candidate
from reportedly.text import name_key

_POSSESSIVE = re.compile(r"['’]s?$")
_DIRECTION = re.compile(
    r"^(?:(?:the )?(?:north|south|east|west|north ?east|north ?west|south ?east|south ?west)(?:ern)?"
    r"|central|upper|lower|inner|outer|greater|mainland|rural|downtown|mid|occupied|unoccupied) "
)
_SWAPS = (
    (re.compile(r"^st "), "saint "),
    (re.compile(r"^mt "), "mount "),
    (re.compile(r"^ft "), "fort "),
    (re.compile(r"\bst "), "saint "),
    (re.compile(r"^saint "), "st "),
    (re.compile(r"^mount "), "mt "),
)
_NEAR = 88.0
"""Similarity (0 to 100) from which a near spelling is taken where no other form fits."""

_NEAR_LENGTH = 6
_KEPT = 60


class Lookup:
    """Candidates for printed names. `hits` gives what is stored under a key, `keys_from` the keys with a prefix."""

    def __init__(self, hits: Callable[[str], tuple[Hit, ...]], keys_from: Callable[[str], list[str]]) -> None:
        self._hits = hits
        self._keys_from = keys_from
        self.candidates: Callable[[str], tuple[Candidate, ...]] = lru_cache(maxsize=20_000)(self._candidates)

    def known(self, key: str) -> bool:
        """Say whether a place (not a demonym, an abbreviation or a unit behind a type word) has this name key."""
        return any(hit.status not in ("demonym", "abbreviation", "typed") for hit in self._hits(key))

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return what is stored under one key."""
        return self._hits(key)

    def demonym(self, key: str) -> bool:
        """Say whether this key is the adjective or the people of a country."""
        return any(hit.status == "demonym" for hit in self._hits(key))

    def _candidates(self, printed: str) -> tuple[Candidate, ...]:
        """Return the candidates for a printed name, best prior first."""
        name = _POSSESSIVE.sub("", printed.strip())
        key = name_key(name)
        if not key:
            return ()
        typed = split_type(key)
        found = rank(self._usable(key, printed), name)
        if typed is not None:
            found = _merged(_as_called(found, typed), self._typed(typed, name))
            return tuple(found[:_KEPT])
        for variant in _variants(key):
            if found:
                break
            found = _marked(rank(self._usable(variant, printed), name), "stripped")
        if not found:
            found = self._in_part(key, name)
        if not found:
            found = self._near(key, name)
        return tuple(found[:_KEPT])

    def _usable(self, key: str, printed: str) -> Iterable[Hit]:
        return [
            hit
            for hit in self._hits(key)
            if hit.status != "typed" and (hit.status != "abbreviation" or _as_printed(hit.candidate.matched, printed))
        ]

    def _typed(self, typed: Typed, name: str) -> list[Candidate]:
        """Return what a name with a type word may mean: only the kinds of the word, never the bare city."""
        for key in (typed.bare, *adjective_stems(typed.bare)):
            hits = [h for h in self._hits(key) if h.status not in ("demonym", "abbreviation")]
            found = rank(hits, name, typed.kinds)
            if found:
                return _marked([_less_if_city(c, typed) for c in found], "stripped")
        return []

    def _in_part(self, key: str, name: str) -> list[Candidate]:
        """Return the whole for a part of it ("northern X"): a vague region around the known place."""
        stripped = _DIRECTION.sub("", key)
        if stripped == key or stripped in KINDS:
            return []
        found = rank(self._usable(stripped, name), name)
        return [replace(c, precision="vague_region", match="stripped") for c in found]

    def _near(self, key: str, name: str) -> list[Candidate]:
        if len(key) < _NEAR_LENGTH or not key[0].isalpha():
            return []
        keys = [k for k in self._keys_from(key[:4]) if abs(len(k) - len(key)) <= 2]
        near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
        hits = [hit for close, _, _ in near for hit in self._usable(close, "")]
        return _marked(rank(hits, name), "fuzzy")


_AS_CALLED = 3.0
"""What a unit gains that bears its type word in its own name as printed, or loses where it is called a city."""


def _less_if_city(candidate: Candidate, typed: Typed) -> Candidate:
    """Return the candidate, lowered if it is called a city where a region is asked for: some capitals have both."""
    own = split_type(name_key(candidate.name))
    if own is None or own.word != "city" or typed.word == "city":
        return candidate
    return replace(candidate, score=candidate.score - _AS_CALLED)


def _as_called(candidates: list[Candidate], typed: Typed) -> list[Candidate]:
    return [replace(c, score=c.score + _AS_CALLED) if c.kind in typed.kinds else c for c in candidates]


def _as_printed(form: str, printed: str) -> bool:
    """Say whether an abbreviation stands as it is written: never in small letters."""
    return not printed.islower() and form.replace(".", "").casefold() == printed.replace(".", "").casefold()


def _marked(candidates: list[Candidate], match: str) -> list[Candidate]:
    return [replace(c, match=match) if c.match == "exact" else c for c in candidates]


def _merged(first: list[Candidate], second: list[Candidate]) -> list[Candidate]:
    known = {c.id for c in first}
    return sorted([*first, *(c for c in second if c.id not in known)], key=lambda c: (-c.score, c.id))


def _variants(key: str) -> Iterable[str]:
    if key.startswith("the "):
        yield key[4:]
    for pattern, other in _SWAPS:
        changed = pattern.sub(other, key)
        if changed != key:
            yield changed
    joined = key.replace(" ", "")
    if joined != key:
        yield joined
