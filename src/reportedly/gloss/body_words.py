"""The words that names of bodies are made of, by what they mean: «рада», «совет», "council", „Stadtrat“."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from reportedly.gloss.roman import romanise

NOTHING = "-"
"""Meaning of a word that tells nothing in a name."""

_COLUMNS = ("uk", "ru", "en", "de")
_LINKS = ("", "s", "es", "n", "en", "er", "e")
_SHORTEST_ROMAN = 4
_SHORTEST_PART = 3
_ENDING = 3
"""Letters that an ending of case may have."""

_APOSTROPHES = re.compile("[’ʼ`‘]")
_POSSESSIVE = re.compile("(?<=[a-z])'s?$")


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words (a stem where the second value is true) and what they mean together."""

    words: tuple[tuple[str, bool], ...]
    meanings: tuple[str, ...]

    def matches(self, forms: Sequence[str]) -> bool:
        """Say whether these words begin with the phrase."""
        return len(forms) >= len(self.words) and all(
            form.startswith(word) if stem else form == word
            for (word, stem), form in zip(self.words, forms, strict=False)
        )

    def is_short_of(self, form: str) -> bool:
        """Say whether it is one stem that a far longer word begins with, such as a compound."""
        return len(self.words) == 1 and self.words[0][1] and len(form) - len(self.words[0][0]) > _ENDING

    @property
    def weight(self) -> tuple[int, int, int]:
        """How closely it matches: more words, whole words, longer stems first."""
        return len(self.words), sum(not stem for _, stem in self.words), sum(len(word) for word, _ in self.words)


@dataclass(slots=True)
class Words:
    """The phrases of one language, and the parts of its compounds."""

    by_first: dict[str, list[Phrase]] = field(default_factory=dict)
    heads: dict[str, tuple[str, ...]] = field(default_factory=dict)
    modifiers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def best(self, forms: Sequence[str]) -> Phrase | None:
        """Return the phrase that the words begin with, the closest one; None if there is none."""
        first = forms[0]
        keys = (first[:length] for length in range(1, len(first) + 1))
        fitting = [p for key in keys for p in self.by_first.get(key, ()) if p.matches(forms)]
        return max(fitting, key=lambda phrase: phrase.weight, default=None)

    def parts(self, form: str) -> tuple[str, ...]:
        """Return what the parts of a compound mean ("gebietsverwaltung"), nothing for a word that is none."""
        for cut in range(_SHORTEST_PART, len(form) - 1):
            head = self.heads.get(form[cut:])
            if head is None:
                continue
            rest = self._modifiers(form[:cut])
            if rest:
                return (*rest, *head)
        return ()

    def split(self, form: str) -> tuple[str, tuple[str, ...]] | None:
        """Return the first part of a compound and what its last one means, None for a word without a known end."""
        cuts = range(_SHORTEST_PART, len(form) - 1)
        return next(((form[:cut], self.heads[form[cut:]]) for cut in cuts if form[cut:] in self.heads), None)

    def _modifiers(self, form: str) -> tuple[str, ...]:
        for link in _LINKS:
            stem = form.removesuffix(link) if link else form
            for known in (stem, stem + "s"):
                if known in self.modifiers:
                    return self.modifiers[known]
        for cut in range(_SHORTEST_PART, len(form) - 1):
            first, rest = self.modifiers.get(form[:cut]), self.modifiers.get(form[cut:])
            if first and rest:
                return (*first, *rest)
        return ()

    def add(self, printed: str, meanings: tuple[str, ...]) -> None:
        """Add one entry of the table."""
        if printed.startswith("-"):
            self.heads[plain(printed[1:])] = meanings
        elif printed.endswith("-"):
            self.modifiers[plain(printed[:-1])] = meanings
        else:
            words = tuple((plain(word.rstrip("*")), word.endswith("*")) for word in printed.split())
            self.by_first.setdefault(words[0][0], []).append(Phrase(words, meanings))


def plain(word: str) -> str:
    """Return a word in lower case with one kind of apostrophe, without the ending of an English genitive."""
    return _POSSESSIVE.sub("", _APOSTROPHES.sub("'", word.casefold()))


@cache
def words_of(language: str) -> tuple[Words, ...]:
    """Return the words of a language, and after them those that may stand in its names: of the sister language, or

    written in Latin letters ("Novokamianska Miska Rada").
    """
    own = {tag: Words() for tag in (*_COLUMNS, "roman")}
    for meanings, columns in _rows():
        for tag, entries in zip(_COLUMNS, columns, strict=True):
            for entry in entries:
                own[tag].add(entry, meanings)
                if tag in ("uk", "ru") and len(entry.rstrip("*")) >= _SHORTEST_ROMAN and meanings != (NOTHING,):
                    own["roman"].add(romanise(entry, "uk-2010" if tag == "uk" else "ru-bgn"), meanings)
    order = {"uk": ("uk", "ru"), "ru": ("ru", "uk"), "de": ("de", "en", "roman")}.get(language, ("en", "de", "roman"))
    return tuple(own[tag] for tag in order)


def _rows() -> Iterator[tuple[tuple[str, ...], list[list[str]]]]:
    for line in (files(__package__) / "data" / "bodies.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            meaning, *columns = line.split("\t")
            yield tuple(meaning.split("+")), [[e.strip() for e in c.split(";") if e.strip()] for c in columns]
