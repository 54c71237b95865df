"""Names of bodies in any of the four languages and in any case as keys: one body printed four ways gives one key.

A key has what the words of a name mean (level, kind, field) and how its proper names sound:
«Новокам'янська міська рада», «Новокаменский городской совет», "Novokamianka town council", „Stadtrat von Nowokamjanka“.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from reportedly.gloss.body_words import NOTHING, Words, plain, words_of
from reportedly.gloss.lexicon import load
from reportedly.gloss.roman import romanise
from reportedly.gloss.spelling import sounds

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_MOST = 96
"""Readings of one name that are kept."""

_LEMMAS = 3
_ACRONYM = 6
"""Letters up to which a word in capitals is an acronym, which counts letter for letter."""

_LEVELS = ("town", "village", "settlement", "district", "region", "hromada")
_WHOLE = {"regionnoun": "region", "districtnoun": "district"}
"""Nouns of units, and the level that they are where they do not only say in what unit a body lies."""

_COUNTRY = "country:"
_OFFICES = frozenset("head mayor governor deputy minister director spokesperson ombudsman".split())  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class _Part:
    """One word or phrase of a name: what it means, or how it sounds; `kind` is meaning, word, sound or gap."""

    kind: str
    values: tuple[str, ...]


Reading = tuple[_Part, ...]


@lru_cache(maxsize=20_000)
def body_keys(printed: str, language: str) -> frozenset[str]:
    """Return the keys of a name of a body: two names are one body's if they share one; empty for a name without any.

    A name of which nothing is left but words that many bodies share ("the city council") has none.
    """
    parts = list(_parts(printed, language))
    keys = {key for reading in _readings(parts) if (key := _key(reading))}
    return frozenset(keys)


def same_body(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two names, by their keys, are those of one body."""
    return not one.isdisjoint(other)


def apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Say whether two names, by their keys, are surely those of two bodies.

    So they are where they have different proper names, or the same and each says of its kind, level, field, number
    or country what the other does not: city and regional council of one town. A name that only says less, or only
    the office of who speaks, is not apart; nor is one without keys.
    """
    if not one or not other or same_body(one, other):
        return False
    mine, theirs = _told(one), _told(other)
    shared = [(kinds, others) for names, kinds in mine for others_names, others in theirs if names == others_names]
    if not shared:
        return all(names for names, _ in mine) and all(names for names, _ in theirs)
    return not any(kinds <= others or others <= kinds for kinds, others in shared)


def _told(keys: frozenset[str]) -> set[tuple[str, frozenset[str]]]:
    """Return the proper names of each key, and what else it says but for offices and plain words."""
    split = (key.partition("|") for key in keys)
    return {
        (names, frozenset(m for m in meanings.split() if m not in _OFFICES and not m.startswith("w:")))
        for meanings, _, names in split
    }


@lru_cache(maxsize=20_000)
def person_keys(printed: str, language: str) -> frozenset[str]:
    """Return the keys of a person's name, without titles and in any order of its words; empty for a single word."""
    tables = words_of(language)
    names = []
    for word in _WORD.findall(printed):
        meaning = _phrase(tables, [plain(word)])
        if word[0].isupper() and not (meaning and (set(meaning[0]) & _OFFICES or meaning[0] == (NOTHING,))):
            names.append(sounds(_POSSESSIVE.sub("", word), language))
    if len(names) < 2 or not all(names):
        return frozenset()
    found = [""]
    for options in names:
        found = [f"{before} {one}" for before in found for one in options][:_MOST]
    return frozenset(" ".join(sorted(one.split())) for one in found)


def _parts(printed: str, language: str) -> Iterator[_Part]:
    """Yield the parts of a name in order."""
    tables = words_of(language)
    matches = list(_WORD.finditer(printed))
    words = [match[0] for match in matches]
    forms = [plain(word) for word in words]
    at = 0
    while at < len(words):
        if at and printed[matches[at - 1].end() : matches[at].start()].strip(" -–\u00a0"):
            yield _Part("gap", ())
        if forms[at].isdigit():
            yield _Part("meaning", (f"n{forms[at]}",))
            at += 1
            continue
        found = _phrase(tables, forms[at:])
        if found is not None:
            meanings, used = found
            yield _Part("gap", ()) if meanings == (NOTHING,) else _Part("meaning", meanings)
            at += used
            continue
        yield from _compound(tables[0], forms[at], language) or (_open(words[at], language),)
        at += 1


def _phrase(tables: Sequence[Words], forms: Sequence[str]) -> tuple[tuple[str, ...], int] | None:
    """Return what the words at the beginning mean and how many they are, None for a word that is no part of a kind."""
    for table in tables:
        phrase = table.best(forms)
        parts = table.parts(forms[0]) if phrase is None or phrase.is_short_of(forms[0]) else ()
        if parts:
            return parts, 1
        if phrase is not None:
            return phrase.meanings, len(phrase.words)
    return None


def _compound(table: Words, form: str, language: str) -> tuple[_Part, ...]:
    """Return the parts of a German compound of which the word list knows the first ("geschichtsmuseum")."""
    split = table.split(form) if language == "de" else None
    if split is None:
        return ()
    stems = (split[0], split[0].removesuffix("s"))
    lemmas = next((found for stem in stems if (found := load().english(stem, language))), ())
    if not lemmas:
        return ()
    return _Part("open", tuple(f"w:{lemma}" for lemma in lemmas[:_LEMMAS])), _Part("meaning", split[1])


def _open(word: str, language: str) -> _Part:
    """Return a word that the table lacks: a name by its sound, or any word by what it is in English, or both."""
    bare = _POSSESSIVE.sub("", word)
    if bare.isupper() and 1 < len(bare) <= _ACRONYM:
        return _Part("open", (f"x:{romanise(bare, 'uk-2010')}",))
    lemmas = tuple(f"w:{lemma}" for lemma in load().english(bare, language)[:_LEMMAS])
    named = word[0].isupper() or not lemmas
    heard = tuple(f"x:{sound}" for sound in sounds(bare, language)) if named else ()
    return _Part("open", (*heard, *lemmas))


def _readings(parts: Sequence[_Part]) -> list[Reading]:
    """Return all ways to read the open words of a name, at most _MOST."""
    found: list[Reading] = [()]
    for part in parts:
        if part.kind != "open":
            found = [(*before, part) for before in found]
        elif part.values:
            found = [(*before, _Part("read", (value,))) for before in found for value in part.values][:_MOST]
    return found


def _key(reading: Reading) -> str:
    """Return the key of one reading: meanings and words in order of the alphabet, then the names."""
    chunks, meanings = _chunks(reading)
    meanings = {_WHOLE.get(meaning, meaning) for meaning in meanings}
    if "executive" in meanings:
        meanings = meanings - {"committee"}
    if meanings & set(_LEVELS):
        meanings = {meaning for meaning in meanings if not meaning.startswith(_COUNTRY)}
    if not chunks and not any(m.startswith(("w:", _COUNTRY)) or m in _OF_THE_WORLD for m in meanings):
        return ""
    return f"{' '.join(sorted(meanings))}|{' '.join(sorted(chunks))}"


_OF_THE_WORLD = frozenset(("world", "european", "unitednations"))
"""Meanings that tell a body without a proper name or a country in its name."""


def _chunks(reading: Reading) -> tuple[list[str], set[str]]:
    """Return the proper names of a reading, each with its words together, and everything else that it says.

    The region or district that a body of a smaller unit lies in is left out with its name.
    """
    names: list[str] = []
    beside: list[set[str]] = []
    meanings: set[str] = set()
    open_chunk = False
    before: str = ""
    for part in reading:
        sound = part.values[0].removeprefix("x:") if part.kind == "read" and part.values[0].startswith("x:") else ""
        if sound and open_chunk:
            names[-1] += sound
        elif sound:
            names.append(sound)
            beside.append({before} if before in _WHOLE else set())
        elif part.kind != "gap":
            meanings |= set(part.values)
            unit = next((value for value in part.values if value in _WHOLE), "")
            if unit and open_chunk:
                beside[-1].add(unit)
            before = unit
        open_chunk = bool(sound)
    smaller = meanings & {"town", "village", "settlement", "hromada"}
    within = [number for number, units in enumerate(beside) if units and smaller and len(names) > 1]
    for number in reversed(within):
        meanings -= beside[number]
        del names[number]
    return names, meanings
