"""The word lists of one language that stand before the general one: grammar words, and the words of the codebook."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from reportedly.sieve import Sieve, Sieves

LANGUAGES = ("uk", "ru", "de")
"""Languages that are read by way of English words."""

_ROOT = __package__
_NOTHING = "_"
_KEPT = 50_000
"""First words whose entries are remembered."""

_APOSTROPHES = re.compile("[’ʼ`‘]")


@dataclass(frozen=True, slots=True)
class Phrase:
    """One entry: its words (a stem where `*` stood after it) and what they are in English, empty for nothing."""

    words: tuple[tuple[str, bool], ...]
    english: str

    def matches(self, forms: Sequence[str]) -> bool:
        """Say whether these words, in lower case, begin with the phrase."""
        if len(forms) < len(self.words):
            return False
        return all(
            form.startswith(word) if open_end else form == word
            for (word, open_end), form in zip(self.words, forms, strict=False)
        )

    @property
    def weight(self) -> tuple[int, int, int]:
        """How closely it matches: more words first, whole words before stems, longer stems before shorter."""
        return (
            len(self.words),
            sum(not open_end for _, open_end in self.words),
            sum(len(word) for word, _ in self.words),
        )


class Phrases:
    """The entries of one language, found by the beginning of their first word."""

    def __init__(self, lines: Sequence[str]) -> None:
        self._whole: dict[str, list[Phrase]] = {}
        self._stems: dict[str, list[Phrase]] = {}
        self._known: dict[str, list[Phrase]] = {}
        self.longest = 1
        for line in lines:
            if not line.strip() or line.startswith("#"):
                continue
            printed, english = line.split("\t")
            words = tuple((plain(word.rstrip("*")), word.endswith("*")) for word in printed.split())
            phrase = Phrase(words, "" if english == _NOTHING else english)
            first, open_end = words[0]
            (self._stems if open_end else self._whole).setdefault(first, []).append(phrase)
            self.longest = max(self.longest, len(words))

    def best(self, forms: Sequence[str]) -> Phrase | None:
        """Return the entry that matches the beginning of these words (`plain` forms) most closely, or None."""
        return next((phrase for phrase in self._beginning(forms[0]) if phrase.matches(forms)), None)

    def _beginning(self, first: str) -> list[Phrase]:
        """Return the entries whose first word fits, the closest match first."""
        known = self._known.get(first)
        if known is None:
            found = list(self._whole.get(first, ()))
            for length in range(1, len(first) + 1):
                found += self._stems.get(first[:length], ())
            known = sorted(found, key=lambda phrase: phrase.weight, reverse=True)
            if len(self._known) < _KEPT:
                self._known[first] = known
        return known


def plain(word: str) -> str:
    """Return a word in lower case with one kind of apostrophe."""
    return _APOSTROPHES.sub("'", word.casefold())


@cache
def phrases(language: str) -> Phrases:
    """Return the entries of a language, read once per process."""
    path = files(_ROOT) / "data" / f"gloss.{language}.tsv"
    return Phrases(path.read_text("utf-8").splitlines())


@cache
def patterns(language: str) -> Mapping[str, Sieve]:
    """Return the patterns of a language by name, each for the beginning of a word in any case."""
    lists: dict[str, list[str]] = {}
    for line in (files(_ROOT) / "data" / f"patterns.{language}.tsv").read_text("utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            name, pattern = line.split("\t")
            lists.setdefault(name, []).append(pattern)
    together = Sieves()
    return {name: together.sieve(rf"(?<![\w'’])(?:{'|'.join(found)})", re.IGNORECASE) for name, found in lists.items()}
