"""From a printed name to ranked candidates: variants, type words, case forms, adjectives, parts, near spellings.

What is stored under the name as printed always wins; each further reading is tried only where the ones before it
gave nothing, and says in `Candidate.match` what it did.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from itertools import islice

from rapidfuzz import fuzz, process

from reportedly.gazetteer.inflect import lemmas
from reportedly.gazetteer.parts import wholes
from reportedly.gazetteer.prior import Hit, rank
from reportedly.gazetteer.scripts import script_of
from reportedly.gazetteer.sister import sister_keys
from reportedly.gazetteer.translit import readings
from reportedly.gazetteer.typewords import (
    DIRECTIONS,
    KINDS,
    Typed,
    adjective_stems,
    kinds_of,
    land_stems,
    split_abbreviation,
    split_type,
)
from reportedly.interfaces import Candidate
from reportedly.text import name_key

_POSSESSIVE = re.compile(r"['’]s?$")
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
_BENT = 0.5
"""What a case form loses against the name as it is stored."""

_DERIVED = 1.0
"""What an adjective or the name of a land loses against the name that it is made of."""

_READ = 1.1
"""What a name loses that is found only when it is written in another alphabet."""

_WEAK = 4.0
"""Prior under which a Cyrillic name may as well be the case form of a better known one ("Липецке")."""

_STEM = 4
"""Letters that the name behind a bare adjective needs: shorter ones are chance."""

_TWO_WORDS = re.compile(r"(нов|стар|велик|верхн|нижн|красн|червон|біл|бел)[аеиіоуы]\w{0,2} (\w{4,})")
"""An adjective that many names have as their first half, and the noun behind it, as keys."""

_SIDE = re.compile(r"(north|south|east|west) ")
_LAND_CASE = re.compile(r"ь(?:я|ю|ем|е|и)$")
_LAND_KINDS = ("adm1", "adm2", "region")
_NOT_PLACES = ("demonym", "abbreviation")


class Lookup:
    """Candidates for printed names. `hits` gives what is stored under a key, `keys_from` the keys with a prefix.

    `foresee` is told of keys that will be asked for one after the other.

    The steps are tried in order until one gives something; those marked may follow a type word too.
    """

    def __init__(
        self,
        hits: Callable[[str], tuple[Hit, ...]],
        keys_from: Callable[[str], list[str]],
        foresee: Callable[[Iterable[str]], None] = lambda _keys: None,
    ) -> None:
        self._hits = hits
        self._foresee = foresee
        self._keys_from = keys_from
        self._steps: tuple[tuple[Callable[[str, str], list[Candidate]], bool], ...] = (
            (self._varied, False),
            (self._bent, False),
            (self._compound, False),
            (self._derived, False),
            (self._in_part, True),
            (self._read, True),
            (self._near, False),
            (self._named_after, False),
        )
        self.candidates: Callable[[str], tuple[Candidate, ...]] = lru_cache(maxsize=20_000)(self._candidates)
        self.candidates_as: Callable[[str, str], tuple[Candidate, ...]] = lru_cache(maxsize=2_000)(self._candidates_as)

    def known(self, key: str) -> bool:
        """Say whether a place (not a demonym, an abbreviation or a unit behind a type word) has this name key.

        A hotel or a stream of an imported layer does not make a place of the word for a people.
        """
        hits = self._hits(key)
        people = any(hit.status == "demonym" for hit in hits)
        return any(
            hit.status not in ("demonym", "abbreviation", "typed") and not (people and hit.candidate.minor)
            for hit in hits
        )

    def hits(self, key: str) -> tuple[Hit, ...]:
        """Return what is stored under one key."""
        return self._hits(key)

    def demonym(self, key: str) -> bool:
        """Say whether this key is the adjective or the people of a country."""
        return any(hit.status == "demonym" for hit in self._hits(key))

    def _candidates(self, printed: str) -> tuple[Candidate, ...]:
        """Return the candidates for a printed name, best prior first."""
        short = split_abbreviation(printed.strip())
        if short is not None:
            return tuple((self._typed(short, printed) or self._typed_respelled(short, printed))[:_KEPT])
        name = _POSSESSIVE.sub("", printed.strip())
        key = name_key(name)
        if not key:
            return ()
        typed = split_type(key)
        found = rank(self._usable(key, printed), name)
        if not found and key.startswith("the "):
            found = _marked(rank(self._usable(key[4:], printed), name), "stripped")
        if typed is not None:
            found = _merged(_as_called(found or self._bent(key, name), typed), self._typed(typed, name))
            found = found or self._typed_respelled(typed, name)
        elif found and found[0].score < _WEAK and script_of(key) == "Cyrl":
            found = _behind(found, self._bent(key, name))
        for step, also_typed in self._steps:
            if not _minor(found):
                break
            if also_typed or typed is None:
                # what is minor stays behind what the name may mean otherwise: a stream is no reason to stop looking
                found = _merged(found, step(key, name))
        return tuple(found[:_KEPT])

    def _candidates_as(self, printed: str, type_word: str) -> tuple[Candidate, ...]:
        """Return the candidates for a name whose type word stands elsewhere: the first of "X and Y regions".

        An unknown type word gives nothing, as does a name that has none of the kinds that the word allows.
        """
        word = name_key(type_word)
        kinds = kinds_of(word)
        key = name_key(_POSSESSIVE.sub("", printed.strip()))
        return tuple(self._typed(Typed(key, kinds, word), printed)[:_KEPT]) if kinds and key else ()

    def _usable(self, key: str, printed: str) -> list[Hit]:
        return [
            hit
            for hit in self._hits(key)
            if hit.status != "typed" and (hit.status != "abbreviation" or _as_printed(hit.candidate.matched, printed))
        ]

    def _typed(self, typed: Typed, name: str) -> list[Candidate]:
        """Return what a name with a type word may mean: only the kinds of the word, never the bare city."""
        bare = typed.bare
        bent, stems = lemmas(bare), adjective_stems(bare)
        # a settlement is declined as a noun ("місті Бердянську"), a unit is an adjective ("Бердянському районі")
        noun = typed.kinds[0] == "settlement" and typed.word not in DIRECTIONS
        order = (*bent, *stems) if noun else (*stems, *bent)
        found: list[Candidate] = []
        if typed.word in DIRECTIONS:
            # «Покровський напрямок» may be of a Покров or a Покровськ: the larger one
            both = [hit for key in stems[:2] for hit in self._hits_of_places(key)]
            found = rank(both, name, typed.kinds)
        for key in () if found else (bare, *order):
            fitting = rank(self._hits_of_places(key), name, typed.kinds)
            if fitting and (not found or fitting[0].kind == typed.kinds[0]):
                found = fitting
            if found and (found[0].kind == typed.kinds[0] or key == bare):
                break
        return _marked([_around_seat(_less_if_city(c, typed), typed) for c in found], "stripped")

    def _typed_respelled(self, typed: Typed, name: str) -> list[Candidate]:
        """Return what a name with a type word may mean in the other of Ukrainian and Russian."""
        bare = typed.bare
        if script_of(bare) != "Cyrl":
            return []
        bent, stems = lemmas(bare)[:_READ_LEMMAS], adjective_stems(bare)
        tried = [*((word, _SISTERS) for word in (bare, *bent)), *((stem, _FEW) for stem in stems)]
        forms = (form for word, most in tried for form in islice(sister_keys(word), most))
        found = next(filter(None, (rank(self._hits_of_places(form), name, typed.kinds) for form in forms)), [])
        return _marked(_lowered(found, _READ), "respelled")

    def _varied(self, key: str, name: str) -> list[Candidate]:
        """Return what a spelling variant of the name is known as."""
        side = _SIDE.match(key)
        if side is not None and name[:1].isupper():
            # "West X" is often listed as "Western X"; never the other way round: "western Virginia" is no state
            found = rank(self._hits_of_places(f"{side[1]}ern{key[side.end(1) :]}"), name, _LAND_KINDS)
            if found:
                return _marked(found, "stripped")
        for variant in _variants(key):
            found = rank(self._usable(variant, name), name)
            if found:
                return _marked(found, "stripped")
        return []

    def _bent(self, key: str, name: str) -> list[Candidate]:
        """Return what the name may be a case form of; for a single word the likeliest place of all its readings."""
        land = _LAND_CASE.search(name)
        if land is not None:
            # keys have no soft sign: «Ставрополья» is of Ставрополье, «Ставрополя» of Ставрополь
            found = rank(self._hits_of_places(name_key(f"{name[: land.start()]}ье")), name, _LAND_KINDS)
            if found:
                return _marked(_lowered(found, _BENT), "inflected")
        hits: list[Hit] = []
        self._foresee(lemmas(key))
        for lemma in lemmas(key):
            hits += self._usable(lemma, "")
            if hits and " " in key:
                break
        return _marked(_lowered(rank(hits, name), _BENT), "inflected")

    def _compound(self, key: str, name: str) -> list[Candidate]:
        """Return what is known in one word of a name in two: «Новому Айдарі» is of Новоайдар."""
        for form in (key, *lemmas(key)):
            parts = _TWO_WORDS.fullmatch(form)
            found = rank(self._usable(f"{parts[1]}о{parts[2]}", ""), name) if parts is not None else []
            if found:
                return _marked(_lowered(found, _BENT), "inflected")
        return []

    def _derived(self, key: str, name: str) -> list[Candidate]:
        """Return the places that a bare adjective or the name of a land is made of."""
        for stem in land_stems(key):
            lands = rank(self._hits_of_places(stem), name, _LAND_KINDS)
            if lands:
                return _marked(_lowered(lands, _DERIVED), "adjective")
        stems = adjective_stems(key)
        self._foresee(stems)
        people = [hit for stem in stems for hit in self._hits(stem) if hit.status == "demonym"]
        if people:
            return rank(people, name)
        found: list[Candidate] = []
        for stem in stems:
            found = _merged(found, rank(self._usable(stem, ""), name) if len(stem) >= _STEM else [])
            if not _minor(found):
                break
        return _marked(_lowered(found, _DERIVED), "adjective")

    def _hits_of_places(self, key: str) -> list[Hit]:
        return [hit for hit in self._hits(key) if hit.status not in _NOT_PLACES]

    def _in_part(self, key: str, _name: str) -> list[Candidate]:
        """Return the whole for a part of it ("northern X"): a vague region around the known place."""
        for whole in wholes(key):
            if whole in KINDS:
                continue
            found = [c for c in self.candidates(whole) if c.match not in ("fuzzy", "demonym", "transliteration")]
            if found:
                return [replace(c, precision="vague_region", match="stripped") for c in found]
        return []

    def _read(self, key: str, name: str) -> list[Candidate]:
        """Return what a Cyrillic name is known as only in Latin letters, or in the other of two languages."""
        if script_of(key) != "Cyrl":
            return []
        bent = lemmas(key)[:_READ_LEMMAS]
        for form in (name, *bent):
            spelt = [name_key(latin) for latin in readings(form)]
            self._foresee(spelt)
            hits = [hit for latin in spelt for hit in self._usable(latin, "")]
            hits = [hit for hit in hits if hit.candidate.country in _WRITTEN_IN_CYRILLIC]
            if hits:
                return _marked(_lowered(rank(hits, name), _READ), "transliteration")
        for form in (key, *bent):
            sisters = list(islice(sister_keys(form), _SISTERS))
            self._foresee(sisters)
            for sister in sisters:
                found = rank(self._usable(sister, ""), name)
                if found:
                    return _marked(_lowered(found, _READ), "respelled")
        return []

    def _near(self, key: str, name: str) -> list[Candidate]:
        if len(key) < _NEAR_LENGTH or not key[0].isalpha():
            return []
        keys = [k for k in self._keys_from(key[:4]) if abs(len(k) - len(key)) <= 2]
        near = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=_NEAR, limit=3)
        hits = [hit for close, _, _ in near for hit in self._usable(close, "")]
        return _marked(rank(hits, name), "fuzzy")

    def _named_after(self, key: str, name: str) -> list[Candidate]:
        """Return the place in whose name a body or a building is called: where it will be, the last thing to guess.

        "University of Alberta", "Dubai Electronic Security Center", "ETC Romania": the words after "of", at the end or
        at the start, the longest first; countries, units of the first order and larger towns alone.
        """
        words = key.split(" ")
        if len(words) < 2 or name == name.lower():
            return []
        parts = [words[words.index("of") + 1 :]] if "of" in words[:-1] else []
        for size in range(min(3, len(words) - 1), 0, -1):
            parts += [words[:size], words[-size:]]
        for part in parts:
            hits = [h for h in self._usable(" ".join(part), "") if h.status != "abbreviation" and _well_known(h)]
            if hits:
                return _marked(_lowered(rank(hits, name), _NAMED_AFTER), "fuzzy")
        return []


_WELL_KNOWN = 50_000
"""People of a town after which a body may be called."""

_NAMED_AFTER = 2.0


def _well_known(hit: Hit) -> bool:
    found = hit.candidate
    return found.kind in ("country", "adm1") or (found.kind == "settlement" and found.population >= _WELL_KNOWN)


_WRITTEN_IN_CYRILLIC = frozenset(
    ("UA", "RU", "BY", "MD", "KZ", "KG", "UZ", "TJ", "TM", "GE", "AM", "AZ", "BG", "RS", "MK")
)
"""Countries whose names a Cyrillic text would print as they sound; a surname is read as a town of Peru otherwise."""

_READ_LEMMAS = 4
_FEW = 4
_SISTERS = 12
"""Spellings in the other of Ukrainian and Russian that are tried.

Of 3,530 pairs in GeoNames' dump of Ukraine (2026-07-28) 2,983 stand among the first ten; nearly all others are
different names.
"""


_AS_CALLED = 3.0
"""What a unit gains that bears its type word in its own name as printed, or loses where it is called a city."""


def _less_if_city(candidate: Candidate, typed: Typed) -> Candidate:
    """Return the candidate, lowered if it is called a city where a region is asked for: some capitals have both."""
    own = split_type(name_key(candidate.name))
    if own is None or own.word != "city" or typed.word == "city":
        return candidate
    return replace(candidate, score=candidate.score - _AS_CALLED)


SEAT_KM = 15.0
"""Least radius of a unit of which only the seat is known."""


def _around_seat(candidate: Candidate, typed: Typed) -> Candidate:
    """Return a settlement as the unit around it where the type word asks for a unit: an area, never a point."""
    if candidate.kind != "settlement" or not typed.kinds[0].startswith("adm"):
        return candidate
    return replace(candidate, precision="adm3", radius_km=max(candidate.radius_km or 0.0, SEAT_KM))


def _minor(found: list[Candidate]) -> bool:
    """Say whether nothing was found but minor features of an imported layer."""
    return all(c.minor for c in found)


def _as_called(candidates: list[Candidate], typed: Typed) -> list[Candidate]:
    return [replace(c, score=c.score + _AS_CALLED) if c.kind in typed.kinds else c for c in candidates]


def _as_printed(form: str, printed: str) -> bool:
    """Say whether an abbreviation stands as it is written: never in small letters, and "Al" is not "AL"."""
    bare, short = printed.replace(".", ""), form.replace(".", "")
    if short.isupper():
        return bare == short
    return not printed.islower() and short.casefold() == bare.casefold()


def _marked(candidates: list[Candidate], match: str) -> list[Candidate]:
    return [replace(c, match=match) if c.match == "exact" else c for c in candidates]


def _behind(first: list[Candidate], others: list[Candidate]) -> list[Candidate]:
    """Return `first` and after it what else the name may be, for the context to raise: never before an exact form."""
    known = {c.id for c in first}
    last = min(c.score for c in first)
    return [*first, *(replace(c, score=min(c.score, last - _STEP)) for c in others if c.id not in known)]


_STEP = 0.1


def _lowered(candidates: list[Candidate], by: float) -> list[Candidate]:
    return [replace(c, score=c.score - by) for c in candidates]


def _merged(first: list[Candidate], second: list[Candidate]) -> list[Candidate]:
    known = {c.id for c in first}
    return sorted([*first, *(c for c in second if c.id not in known)], key=lambda c: (-c.score, c.id))


def _variants(key: str) -> Iterable[str]:
    for pattern, other in _SWAPS:
        changed = pattern.sub(other, key)
        if changed != key:
            yield changed
    joined = key.replace(" ", "")
    if joined != key:
        yield joined
